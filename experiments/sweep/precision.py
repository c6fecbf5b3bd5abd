"""How precise a sweep is, and how many more runs it needs: by point, or for Sobol indices.

Decisions rest on the first N runs of a point and on nothing else that may lie in the folder, so a
sweep that was interrupted decides as one that was not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from experiments.runs.statistics import Z95, wilson
from experiments.sweep.block_store import StoredPart
from experiments.sweep.blocks import BLOCK_RUNS
from experiments.sweep.results import read_columns
from sim.outcomes import OUTCOMES

MARGIN: Final = 1.05
"""More runs than the formula asks for, because the spread that it uses is an estimate too."""
MOST_DOUBLINGS: Final = 30
LEAP: Final = 8
"""A round multiplies the runs of a point by this at most: few runs guess the spread badly."""


class Moments(NamedTuple):
    """Number, mean and sum of squared deviations of one outcome."""

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def add(self, values: Any) -> Moments:
        """With more values, shape [runs]; Chan, Golub and LeVeque 1983."""
        k = len(values)
        if k == 0:
            return self
        mean, n = float(values.mean()), self.n + k
        apart = mean - self.mean
        squares = float(np.square(values - mean).sum()) + apart * apart * self.n * k / n
        return Moments(n, self.mean + apart * k / n, self.squares + squares)


class Reached(NamedTuple):
    """How precise one outcome at one point is."""

    point: str
    outcome: str
    runs: int
    mean: float
    half_width: float
    """Half of the 95 % interval of the mean, Wilson's where the outcome is yes or no."""
    asked: float

    @property
    def enough(self) -> bool:
        """Is it as precise as asked?"""
        return self.half_width <= self.asked


def half_width(outcome: str, m: Moments) -> float:
    """Half of the 95 % interval of a mean, its wider side; infinite while it cannot be told."""
    if OUTCOMES[outcome].kind == "flag":
        low, high = wilson(m.mean, m.n)
        return max(m.mean - low, high - m.mean) if m.n else math.inf
    return Z95 * math.sqrt(m.squares / (m.n - 1) / m.n) if m.n > 1 else math.inf


def reached(
    point: str, parts: Iterable[StoredPart], runs: int, until: Mapping[str, float]
) -> list[Reached]:
    """Precision of the named outcomes over the runs below `runs` of one point."""
    moments = dict.fromkeys(until, Moments())
    for part in sorted(parts, key=lambda p: p.first):
        if part.first >= runs:
            break
        columns = read_columns(part.path, ("run", *until))
        inside = columns["run"] < runs
        moments = {k: m.add(columns[k][inside]) for k, m in moments.items()}
    return [Reached(point, k, m.n, m.mean, half_width(k, m), until[k]) for k, m in moments.items()]


def runs_needed(found: Iterable[Reached], runs: int, cap: int) -> int:
    """Runs that a point should have next: `runs` when it is precise enough or at the cap.

    Half-widths shrink as one over the root of the runs. Whole blocks, so that the next round adds
    no crumbs, and one whole block at least: a few lucky runs look precise, and to stop at them
    would make rare things rarer.
    """
    if runs < min(BLOCK_RUNS, cap):
        return min(BLOCK_RUNS, cap)
    wide = max((r.half_width / r.asked for r in found), default=0.0)
    if wide <= 1 or runs >= cap:
        return runs
    guess = runs * min(LEAP, MARGIN * wide * wide)
    whole = math.ceil(max(guess, runs + 1) / BLOCK_RUNS) * BLOCK_RUNS
    return min(cap, whole)


class More(NamedTuple):
    """What it takes to bring the widest bar down to `half`."""

    half_width: float
    base: int
    """Base rows of the design in all, a power of two."""
    runs: int
    """Runs a point in all."""
    extra: int
    """Runs more than there are."""


def more_runs(
    squares: tuple[float, float, float], base: int, runs: int, step: int, target: float
) -> More | None:
    """The cheapest larger study whose bar is `target`; None if it is narrow enough now.

    `squares` are the parts of the bar's square as in `Bars`. Rows and runs that are there already
    are kept, and base rows go up to a power of two of them, as Sobol sequences want.
    """
    if math.sqrt(sum(squares)) <= target:
        return None
    a, b, c = squares[0] * base, squares[1] * runs, squares[2] * base * runs
    best: More | None = None
    for doublings in range(MOST_DOUBLINGS):
        rows = base * 2**doublings
        left = target**2 - a / rows
        if left <= 0:
            continue
        each = max(runs, math.ceil((b + c / rows) / left))
        more = More(target, rows, each, step * (rows * each - base * runs))
        if best is None or more.extra < best.extra:
            best = more
    return best
