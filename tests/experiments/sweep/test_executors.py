"""Claims about executors on this machine: what is loaded, how often, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import load_scenario
from experiments.sweep.blocks import Case, SweepBlock
from experiments.sweep.executors import local
from sim.inputs.scenario import Scenario

BASELINE = Path(__file__).parents[3] / "scenarios" / "baseline.yaml"
SEED = 3


class Counted:
    """A loader of eight days of the baseline that counts its calls and fails on some."""

    def __init__(self, *bad_calls: int) -> None:
        self.calls, self.bad = 0, bad_calls

    def __call__(self) -> Scenario:
        self.calls += 1
        if self.calls in self.bad:
            raise RuntimeError(f"call {self.calls} went wrong")
        return load_scenario(BASELINE, ("days=8", "parameters=default"))


def blocks_of(point: str, load: Counted, n: int = 4) -> list[SweepBlock]:
    """A few small blocks of one point."""
    return [SweepBlock(Case(point, {}, load), "", "", SEED, 10 * k, 10 * k + 10) for k in range(n)]


@pytest.mark.parametrize("workers", [1, 4])
def test_a_point_is_loaded_once_and_the_first_before_any_block_goes_out(workers: int) -> None:
    """Loading is start-up; and threads that meet a new point together read its files once."""
    first, second = Counted(), Counted()
    blocks = [*blocks_of("a", first), *blocks_of("b", second)]
    execute = local(SEED, workers, blocks[0])
    assert (first.calls, second.calls) == (1, 0)
    done = list(execute(blocks, {}))
    assert all(d.data for d in done)
    assert len(done) == len(blocks)
    assert (first.calls, second.calls) == (1, 1)


def test_a_sample_that_fails_is_no_failure_of_its_block() -> None:
    """Making ready is a courtesy: what went wrong once is tried again with the block itself."""
    load = Counted(1)
    blocks = blocks_of("a", load, 1)
    (done,) = local(SEED, 1, blocks[0])(blocks, {})
    assert (bool(done.data), done.traceback, load.calls) == (True, "", 2)


def test_nothing_is_loaded_when_nothing_is_missing() -> None:
    """A finished sweep starts at once."""
    assert list(local(SEED, 2, None)([], {})) == []
