"""The floor of the ensemble: its own draws and exponentials, compiled, and nothing else."""

from __future__ import annotations

import math
import time
from statistics import median
from typing import Any, Final
from unittest import mock

import numpy as np

from sim import luck
from sim.ensemble import Engine
from sim.jit import kernel
from sim.model import EscalationModel

COUNTED_RUNS: Final = 5
REPEATS: Final = 5


def counted(engine: Engine) -> tuple[float, float]:
    """Draws and exponentials (or logarithms) of one run, as a mean over a few runs.

    Counted in the Mesa engine, which calls the very same rules.
    """
    calls = {"draw": 0, "exp": 0}
    draw, exp, log = luck.uniform, math.exp, math.log

    def count(kind: str, function: Any) -> Any:
        def called(*values: Any) -> Any:
            calls[kind] += 1
            return function(*values)

        return called

    with (
        mock.patch.object(luck, "uniform", count("draw", draw)),
        mock.patch.object(math, "exp", count("exp", exp)),
        mock.patch.object(math, "log", count("exp", log)),
    ):
        for run in range(COUNTED_RUNS):
            model = EscalationModel(engine.scenario, rng=engine.seed, run=run)
            while model.running:
                model.step()
    return calls["draw"] / COUNTED_RUNS, calls["exp"] / COUNTED_RUNS


@kernel
def _floor(runs: int, draws: int, exponentials: int, key: Any, out: Any) -> None:
    """`draws` keyed draws and `exponentials` calls of exp a run; the sum keeps them alive."""
    total = 0.0
    word = key
    for r in range(runs):
        run_key = luck.run_key(key, word)
        for _ in range(draws):
            word = (word + luck.GOLDEN) & luck.MASK
            total += luck.uniform(run_key, word, luck.FIRE)
        x = luck.uniform(run_key, word, luck.SITE)
        for _ in range(exponentials):
            x = 1.0 - math.exp(-x)
            total += x
        out[r] = total


def floor(engine: Engine, runs: int) -> float:
    """Seconds a run that its draws and exponentials alone take."""
    draws, exponentials = (round(n) for n in counted(engine))
    out = np.zeros(runs)
    key = np.uint64(luck.key_of("floor"))
    _floor(10, draws, exponentials, key, out)
    found = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        _floor(runs, draws, exponentials, key, out)
        found.append(time.perf_counter() - start)
    return median(found) / runs
