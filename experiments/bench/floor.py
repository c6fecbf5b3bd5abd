"""The floor of the ensemble: its own draws and exponentials, compiled, and nothing else.

Once run by run, as the engine works, and once with all runs side by side in arrays, which lets the
processor take several at a time: what an engine of the other build could hope for at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any, Final, NamedTuple
from unittest import mock

import numpy as np

from sim import luck, maths
from sim.ensemble import Engine
from sim.jit import kernel
from sim.model import EscalationModel

COUNTED_RUNS: Final = 5
REPEATS: Final = 5
EXPONENTIALS: Final = ("exp", "chance", "log", "hazard")


class Floor(NamedTuple):
    """Seconds a run that its draws and exponentials take: run by run, and side by side."""

    scalar: float
    arrays: float


def counted(engine: Engine) -> tuple[float, float]:
    """Draws and exponentials (or logarithms) of one run, as a mean over a few runs.

    Counted in the Mesa engine, which calls the very same rules; one that calls another is one.
    """
    calls = {"draw": 0, "exp": 0}
    inside = [False]

    def count(kind: str, function: Any) -> Any:
        def called(*values: Any) -> Any:
            outer, inside[0] = inside[0], True
            calls[kind] += not outer
            try:
                return function(*values)
            finally:
                inside[0] = outer

        return called

    watched = [mock.patch.object(luck, "uniform", count("draw", luck.uniform))]
    watched += [
        mock.patch.object(maths, name, count("exp", getattr(maths, name))) for name in EXPONENTIALS
    ]
    for watch in watched:
        watch.start()
    try:
        for run in range(COUNTED_RUNS):
            model = EscalationModel(engine.scenario, rng=engine.seed, run=run)
            while model.running:
                model.step()
    finally:
        for watch in watched:
            watch.stop()
    return calls["draw"] / COUNTED_RUNS, calls["exp"] / COUNTED_RUNS


@kernel
def _run_by_run(draws: int, exponentials: int, keys: Any, out: Any) -> None:
    """`draws` keyed draws and `exponentials` chances a run; the sum keeps them alive."""
    for r in range(len(keys)):
        total = 0.0
        word = keys[r]
        for _ in range(draws):
            word = (word + luck.GOLDEN) & luck.MASK
            total += luck.uniform(keys[r], word, luck.FIRE)
        x = luck.uniform(keys[r], word, luck.SITE)
        for _ in range(exponentials):
            x = maths.chance(x)
            total += x
        out[r] = total


@kernel
def _side_by_side(draws: int, exponentials: int, keys: Any, out: Any, x: Any) -> None:
    """The same work with the runs innermost, in arrays."""
    word = luck.GOLDEN
    for _ in range(draws):
        word = (word + luck.GOLDEN) & luck.MASK
        for r in range(len(keys)):
            out[r] += luck.uniform(keys[r], word, luck.FIRE)
    for r in range(len(keys)):
        x[r] = luck.uniform(keys[r], word, luck.SITE)
    for _ in range(exponentials):
        for r in range(len(keys)):
            x[r] = maths.chance(x[r])
            out[r] += x[r]


def floor(engine: Engine, runs: int) -> Floor:
    """Seconds a run that its draws and exponentials alone take, both ways."""
    draws, exponentials = (round(n) for n in counted(engine))
    keys = np.arange(runs, dtype=np.uint64) | np.uint64(luck.key_of("floor"))
    out, x = np.zeros(runs), np.zeros(runs)
    return Floor(
        _seconds(lambda: _run_by_run(draws, exponentials, keys, out)) / runs,
        _seconds(lambda: _side_by_side(draws, exponentials, keys, out, x)) / runs,
    )


def _seconds(work: Callable[[], None]) -> float:
    work()
    found = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return median(found)
