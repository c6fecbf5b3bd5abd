"""Claims about the measurement of large sweeps: what it checks, and whose memory it reads."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.bench.memory import peaks_below, watch
from experiments.bench.million import Stamps, check_grown, stamps
from experiments.bench.sweep import write_study
from experiments.study.study_file import load_study
from experiments.sweep.block_store import PARTS
from experiments.sweep.run import plan, run_sweep

MEBIBYTE = 2**20


def grown(tmp_path: Path) -> tuple[Path, Stamps]:
    """A sweep of 40 runs that has grown by 4, and its parts before that."""
    study, target = write_study(tmp_path, 40), tmp_path / "sweep"
    run_sweep(plan(load_study(study)), target, 1)
    before = stamps(target)
    run_sweep(plan(load_study(study, ["runs=44"])), target, 1)
    return target, before


def part_of(target: Path, first: bool, before: Stamps) -> Path:
    """The part that was there first, or the new one."""
    return next(p for p in (target / PARTS).iterdir() if (p.name in before) == first)


def write_again(target: Path, before: Stamps) -> None:
    """The same bytes once more, as a block that ran twice would leave them."""
    old = part_of(target, True, before)
    again = old.with_name("copy")
    again.write_bytes(old.read_bytes())
    again.replace(old)


def lose_the_new(target: Path, before: Stamps) -> None:
    """A tenth that never reached the disk."""
    part_of(target, False, before).unlink()


def test_a_sweep_that_grew_by_its_new_runs_alone_passes(tmp_path: Path) -> None:
    """The negative controls are below."""
    target, before = grown(tmp_path)
    assert len(before) == 1
    check_grown(target, before, 40, 4)


@pytest.mark.parametrize(
    ("spoil", "words"), [(write_again, "written again"), (lose_the_new, "not the runs from 40")]
)
def test_work_done_twice_or_not_at_all_is_reported(
    spoil: Callable[[Path, Stamps], None], words: str, tmp_path: Path
) -> None:
    """Otherwise the measurement would praise a sweep that runs everything anew."""
    target, before = grown(tmp_path)
    spoil(target, before)
    with pytest.raises(SystemExit, match=words):
        check_grown(target, before, 40, 4)


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is read from /proc")
def test_a_process_below_another_counts_with_the_most_that_it_ever_held() -> None:
    """Though it gave the memory back and is a child of a child; this process itself is left out.

    Both live until they are told to end, so nothing hangs on when they are looked at.
    """
    inner = f"x = b'x' * {100 * MEBIBYTE}; del x; print('ready', flush=True); input()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}, 'worker'])"
    call = [sys.executable, "-c", outer, "flashpoint"]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        found = dict(peaks_below())
        process.stdin.write("\n")
    assert os.getpid() not in found
    held = dict(found.values())
    assert held["Dask worker"] > 100 * MEBIBYTE > held["flashpoint"]


def test_a_command_that_fails_stops_the_measurement() -> None:
    """A crash is no result."""
    with pytest.raises(SystemExit, match="exit status 3"):
        watch([sys.executable, "-c", "raise SystemExit(3)"], keep=True)
