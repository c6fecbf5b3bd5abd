"""The promises of sweeps: two workers against one, and a small study however it is run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from experiments.study.study_file import load_study
from experiments.sweep.run import Finished, SweepPlan, plan, run_sweep
from experiments.text.optional_imports import need

BASELINE: Final = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SERIAL: Final = "one worker"
SMALL: Final = 100
LARGE: Final = 100_000
MOST_WAIT_S: Final = 60.0

TableRow = tuple[str, str, str]


def write_study(folder: Path, runs: int) -> Path:
    """A study of one point, the baseline as it is."""
    path = folder / "study.yaml"
    path.write_text(
        "title: The baseline, many times\n"
        "question: How fast, how large?\n"
        f"scenarios: [{json.dumps(str(BASELINE))}]\n"
        "design: grid\n"
        f"runs: {runs}\n"
        "outcomes: [open_war, us_killed, n_rocket_attacks]\n",
        encoding="utf-8",
    )
    return path


def sweep_rows() -> list[TableRow]:
    """Rows of the table of promises that are about sweeps."""
    with tempfile.TemporaryDirectory() as folder:
        large = plan(load_study(write_study(Path(folder), LARGE)))
        small = plan(load_study(write_study(Path(folder), SMALL)))
    one, two = one_against_two(large)
    ratio = (f"sweep of {LARGE:,} runs, two workers against one", "≥ 1.8 ×", f"{one / two:.2f} ×")
    return [ratio, *small_rows(small)]


def once(what: SweepPlan, workers: int, cluster: str | None = None) -> Finished:
    """A sweep into a new folder, which goes away."""
    with tempfile.TemporaryDirectory() as folder:
        return run_sweep(what, Path(folder) / "sweep", workers, cluster)


def one_against_two(what: SweepPlan, turns: int = 3) -> tuple[float, float]:
    """Best wall time with one worker and with two, start-up and all, in alternating order.

    The best of a few, as whatever else a machine does can only make a sweep slower.
    """
    once(what, 1)  # the first sweep may have to compile
    walls: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(turns):
        for workers in ((1, 2), (2, 1))[turn % 2]:
            walls[workers].append(once(what, workers).wall_s)
    return min(walls[1]), min(walls[2])


def small_rows(what: SweepPlan, turns: int = 5) -> list[TableRow]:
    """A study that is hardly worth a second worker: what every other way of running it costs."""
    with ExitStack() as stack:
        ways: dict[str, tuple[int, str | None]] = {SERIAL: (1, None), "two threads": (2, None)}
        if find_spec("distributed"):
            ways["Dask on this machine"] = (2, stack.enter_context(loopback(2)))
        found: dict[str, list[Finished]] = {name: [] for name in ways}
        for _ in range(turns):
            for name, way in ways.items():
                found[name].append(once(what, *way))
    best = {name: min(done, key=lambda d: d.wall_s) for name, done in found.items()}
    return [_against_serial(best[SERIAL], best[name], name) for name in ways if name != SERIAL]


def _against_serial(serial: Finished, other: Finished, name: str) -> TableRow:
    slower, start = other.wall_s - serial.wall_s, other.start_s
    said = f"{1000 * slower:+.0f} ms, start-up {1000 * start:.0f} ms"
    return (f"study of {SMALL} runs, {name} against serial", "slower by its start-up at most", said)


@contextmanager
def loopback(workers: int) -> Iterator[str]:
    """Address of a Dask cluster on this machine, each worker a process of its own.

    Raises InputError when Dask is missing, TimeoutError when the cluster does not come up.
    """
    distributed = need("distributed", "Dask", "cluster")
    started: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "scheduler.json"
        try:
            started.append(_dask("scheduler", "--port", "0", "--scheduler-file", str(place)))
            address = _address(place)
            for k in range(workers):
                words = ("--nthreads", "1", "--no-nanny", "--local-directory", f"{folder}/{k}")
                started.append(_dask("worker", address, *words))
            with distributed.Client(address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=MOST_WAIT_S)
            yield address
        finally:
            _end(started)


def _dask(*words: str) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--no-dashboard"]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _address(place: Path) -> str:
    """Address that a scheduler writes down once it listens."""
    end = time.monotonic() + MOST_WAIT_S
    while time.monotonic() < end:
        try:
            address: str = json.loads(place.read_text(encoding="utf-8"))["address"]
        except (FileNotFoundError, ValueError):  # not yet, or only half
            time.sleep(0.05)
        else:
            return address
    raise TimeoutError(f"no Dask scheduler after {MOST_WAIT_S:.0f} seconds")


def _end(started: Sequence[subprocess.Popen[bytes]]) -> None:
    """Workers first, as they would look for a scheduler that has gone."""
    for process in reversed(started):
        process.kill()
        process.wait()
