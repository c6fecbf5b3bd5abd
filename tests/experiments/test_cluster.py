"""Claims about a sweep on a real Dask cluster: one scheduler, two workers, each its own process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import experiments.cluster
from experiments.blocks import Case
from experiments.parts import PARTS, read_failures
from experiments.sweep import Plan, Step, run_sweep
from experiments.sweep_data import read_sweep
from sim.jit import code_hash
from sim.scenario import load_scenario
from sim.yamlfile import InputError

ROOT = Path(__file__).parents[2]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
SEED = 3


def case(reading: str) -> Case:
    """Forty days of the baseline under one reading of H1, on the posterior."""
    said = ("days=40", f"hypotheses.H1={reading}")
    return Case(reading, {"H1": reading}, lambda: load_scenario(BASELINE, said))


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def _dask(*args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *args],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: Any) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its two workers; they are killed in the end."""
    folder = tmp_path_factory.mktemp("dask")
    place = folder / "scheduler.json"
    scheduler = _dask(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(place),
    )  # fmt: skip
    processes = [scheduler]
    try:
        wait_for(lambda: place.is_file() and place.stat().st_size)
        address = json.loads(place.read_text())["address"]
        workers = [
            _dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                  "--local-directory", str(folder / str(k)), "--host", "127.0.0.1")
            for k in range(2)
        ]  # fmt: skip
        processes += workers
        _wait_for_workers(address, 2)
        yield address, workers
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _wait_for_workers(address: str, n: int) -> None:
    import distributed

    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(n, timeout=60)


def _one_is_killed(workers: list[subprocess.Popen[bytes]], after: int) -> Any:
    """A progress callback that kills a worker once some runs are done."""

    def progress(step: Step) -> None:
        if step.done >= after and workers[0].poll() is None:
            workers[0].send_signal(signal.SIGKILL)
            workers[0].wait()

    return progress


def test_a_cluster_that_loses_a_worker_finishes_with_the_same_rows(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    """Both workers first, then one killed with work in flight: rows equal those of one thread.

    A block that fails on the cluster is recorded like any other, with the worker's traceback.
    """
    address, workers = cluster
    cases = tuple(map(case, "ABC"))
    what = Plan(cases, 6_000, SEED)
    run_sweep(what, tmp_path / "serial", 1)
    expected = read_sweep(tmp_path / "serial").content_hash()
    bad = Case("bad", {"H1": "?"}, lambda: replace(cases[0].scenario(), hypotheses={"H99": "A"}))
    done = run_sweep(Plan((cases[0], bad), 100, SEED), tmp_path / "cluster", cluster=address)
    assert (done.runs_new, len(done.failed)) == (100, 1)
    record = read_failures(tmp_path / "cluster")[0]
    assert record["point"] == "bad"
    assert "KeyError: 'H99'" in record["traceback"]
    assert record["worker"].startswith("tcp://127.0.0.1:")
    progress = _one_is_killed(workers, after=2_000)
    done = run_sweep(what, tmp_path / "cluster", cluster=address, progress=progress)
    assert workers[0].returncode == -signal.SIGKILL
    assert (done.runs_before, done.runs_new, done.failed) == (100, 17_900, ())
    assert read_sweep(tmp_path / "cluster").content_hash() == expected
    for part in read_sweep(tmp_path / "cluster").parts:
        assert part.code == code_hash()


def test_bad_input_found_by_a_worker_stops_the_sweep(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    """As on this machine: what the user must mend is no failed block."""
    garbage = tmp_path / "posterior.parquet"
    garbage.write_bytes(b"no draws")
    bad = Case("bad", {}, lambda: replace(case("A").scenario(), posterior_path=garbage))
    for address in (None, cluster[0]):
        with pytest.raises(InputError, match="posterior draws"):
            run_sweep(Plan((bad,), 100, SEED), tmp_path / "out", 1, address)


def test_a_scheduler_that_is_not_there_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is left ready for the next start."""
    monkeypatch.setattr(experiments.cluster, "CONNECT_S", 0.3)
    what = Plan((case("A"),), 100, SEED)
    for address in ("tcp://127.0.0.1:9", "no address", "ftp://x"):
        with pytest.raises(InputError, match="the address of a running scheduler"):
            run_sweep(what, tmp_path, cluster=address)
    assert not list((tmp_path / PARTS).iterdir())
    assert run_sweep(what, tmp_path).runs_new == 100
