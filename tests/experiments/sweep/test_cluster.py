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

import experiments.sweep.cluster
from experiments import load_scenario
from experiments.sweep.block_store import FAILED, PARTS
from experiments.sweep.blocks import Case
from experiments.sweep.results import read_sweep
from experiments.sweep.run import Step, SweepPlan, run_sweep
from sim.errors import InputError
from sim.meaning import engine_hash

ROOT = Path(__file__).parents[3]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
SEED = 3


def failures(folder: Path) -> list[dict[str, Any]]:
    """Records of the blocks that failed."""
    return [json.loads(p.read_text("utf-8")) for p in sorted((folder / FAILED).glob("*.json"))]


def case(variant: str) -> Case:
    """Forty days of the baseline under one variant of H1, on the posterior."""
    said = ("days=40", f"hypotheses.H1={variant}")
    return Case(variant, {"H1": variant}, lambda: load_scenario(BASELINE, said))


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def _dask(*args: str, prelude: str = "") -> subprocess.Popen[bytes]:
    start = f"{prelude}import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
    return subprocess.Popen(
        [sys.executable, "-c", start, *args],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Dask:
    """A scheduler of our own, and its workers."""

    def __init__(self, folder: Path, prelude: str = "") -> None:
        self.folder, self.workers = folder, []  # type: Path, list[subprocess.Popen[bytes]]
        place = folder / "scheduler.json"
        self.scheduler = _dask(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(place), prelude=prelude,
        )  # fmt: skip
        wait_for(lambda: place.is_file() and place.stat().st_size)
        self.address: str = json.loads(place.read_text())["address"]

    def hire(self, n: int, prelude: str = "") -> None:
        """Start workers and wait until they have joined."""
        self.workers += [
            _dask("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                  "--local-directory", str(self.folder / str(k)), "--host", "127.0.0.1",
                  prelude=prelude)
            for k in range(n)
        ]  # fmt: skip
        _wait_for_workers(self.address, n)

    def end(self) -> None:
        """Kill them all."""
        for process in (self.scheduler, *self.workers):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: Any) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its two workers; they are killed in the end."""
    dask = Dask(tmp_path_factory.mktemp("dask"))
    try:
        dask.hire(2)
        yield dask.address, dask.workers
    finally:
        dask.end()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers, for a test that breaks it."""
    (tmp_path / "dask").mkdir()
    found = Dask(tmp_path / "dask")
    try:
        yield found
    finally:
        found.end()


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
    what = SweepPlan(cases, 6_000, SEED)
    run_sweep(what, tmp_path / "serial", 1)
    expected = read_sweep(tmp_path / "serial").content_hash()
    bad = Case("bad", {"H1": "?"}, lambda: replace(cases[0].scenario(), hypotheses={"H99": "A"}))
    done = run_sweep(SweepPlan((cases[0], bad), 100, SEED), tmp_path / "cluster", cluster=address)
    assert (done.runs_new, len(done.failed)) == (100, 1)
    record = failures(tmp_path / "cluster")[0]
    assert record["point"] == "bad"
    assert "KeyError: 'H99'" in record["traceback"]
    assert record["worker"].startswith("tcp://127.0.0.1:")
    progress = _one_is_killed(workers, after=2_000)
    done = run_sweep(what, tmp_path / "cluster", cluster=address, progress=progress)
    assert workers[0].returncode == -signal.SIGKILL
    assert (done.runs_before, done.runs_new, done.failed) == (100, 17_900, ())
    assert read_sweep(tmp_path / "cluster").content_hash() == expected
    for part in read_sweep(tmp_path / "cluster").parts:
        assert part.code == engine_hash()


def test_bad_input_found_by_a_worker_stops_the_sweep(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    """As on this machine: what the user must mend is no failed block."""
    garbage = tmp_path / "posterior.parquet"
    garbage.write_bytes(b"no samples")
    unread = Case("bad", {}, lambda: replace(case("A").scenario(), posterior_path=garbage))
    moves = load_scenario(BASELINE.with_name("disarm_militias.yaml")).changes * 2_000
    crowded = Case("bad", {}, lambda: replace(case("A").scenario(), changes=moves))
    for address in (None, cluster[0]):
        with pytest.raises(InputError, match="posterior samples"):
            run_sweep(SweepPlan((unread,), 100, SEED), tmp_path / "out", 1, address)
        with pytest.raises(InputError, match="single changes of levers"):
            run_sweep(SweepPlan((crowded,), 100, SEED), tmp_path / "out", 1, address)


def test_a_scheduler_that_is_not_there_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left behind, not even an empty folder."""
    monkeypatch.setattr(experiments.sweep.cluster, "CONNECT_S", 0.3)
    with pytest.raises(InputError, match="the address of a running scheduler"):
        run_sweep(SweepPlan((case("A"),), 100, SEED), tmp_path / "out", cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "127.0.0.1:8786", "ftp://x:1", "tcp://127.0.0.1", "tcp://:8786", "tcp://a:0",
     "tcp://a:99999", "tcp://a:1/x", "tcp://a b:1", "inproc://1.2.3.4/5/6"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_a_try(address: str, tmp_path: Path) -> None:
    """Dask would start a cluster of its own for an empty one, and wait for others."""
    with pytest.raises(InputError, match="accepts tcp://host:port"):
        run_sweep(SweepPlan((case("A"),), 100, SEED), tmp_path / "out", cluster=address)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tls://head-1.lab:1", "tcp://[::1]:9"])
def test_an_address_of_a_host_and_a_port_is_none_of_these(address: str) -> None:
    """Negative control: names, numbers and IPv6 are all fine."""
    assert experiments.sweep.cluster.ADDRESS.fullmatch(address)


def test_a_scheduler_without_workers_is_not_waited_for_forever(
    dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody forgot to start them."""
    monkeypatch.setattr(experiments.sweep.cluster, "PATIENCE_S", 0.3)
    with pytest.raises(InputError, match="no worker joined within"):
        run_sweep(SweepPlan((case("A"),), 100, SEED), tmp_path / "out", cluster=dask.address)
    assert not (tmp_path / "out").exists()


BARE = """
import sys
class Bare:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("experiments", "sim", "calibration"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Bare())
"""


def test_a_worker_without_flashpoint_is_told_to_install_it(dask: Dask, tmp_path: Path) -> None:
    """Work that it cannot read would kill it without a word, and the sweep would wait for nobody.

    The worker is a process that finds no module of ours, as one on a fresh machine.
    """
    dask.hire(1, BARE)
    with pytest.raises(InputError, match=r"cannot load Flashpoint.*pip install -e '\.\[cluster\]'"):
        run_sweep(SweepPlan((case("A"),), 100, SEED), tmp_path / "out", cluster=dask.address)
    assert not (tmp_path / "out").exists()


def test_a_scheduler_without_flashpoint_is_told_to_install_it(tmp_path: Path) -> None:
    """Dask's scheduler reads what it passes on, so every block would fail there."""
    bare = Dask(tmp_path, BARE)
    try:
        with pytest.raises(InputError, match="the scheduler cannot load Flashpoint"):
            run_sweep(SweepPlan((case("A"),), 100, SEED), tmp_path / "out", cluster=bare.address)
    finally:
        bare.end()
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_dies_at_work_is_one_clear_error_and_costs_no_finished_block(
    dask: Dask, tmp_path: Path
) -> None:
    """What is finished stays, and the same sweep goes on, here without any cluster."""
    dask.hire(1)
    what = SweepPlan((case("A"),), 60_000, SEED)

    def progress(step: Step) -> None:
        if step.done >= 4_000:
            dask.scheduler.kill()

    with pytest.raises(InputError, match=r"scheduler lost; .*the same command continues"):
        run_sweep(what, tmp_path / "out", cluster=dask.address, progress=progress)
    kept = len(list((tmp_path / "out" / PARTS).glob("*.parquet")))
    assert 2 <= kept < 30
    done = run_sweep(what, tmp_path / "out", 2)
    assert (done.runs_before, done.runs_new) == (2_000 * kept, 60_000 - 2_000 * kept)
