"""Points crossed with runs: every point has the same run numbers, so luck can be taken apart.

An outcome f(x, u) of a point x under luck u splits into what x alone moves, what u alone moves in
all points alike, and what they do together. Crossed points and runs show all three.

Source: Searle, Casella and McCulloch 1992, "Variance components", chapter 4 (two-way crossed, no
replication within cells).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.errors import InputError, nearest, some_of

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Estimator = Callable[[Floats], Floats]
"""Values of shape [points, runs] to numbers of any fixed shape."""

GROUPS: Final = 20
"""Groups of runs, each left out once, that show how far luck moves an estimate."""


class Parts(NamedTuple):
    """Variance of one run's outcome at a point drawn from the design, split three ways.

    Squared units of the outcome; a part that came out below 0 is 0.
    """

    points: float
    """What the factors move on average over luck."""
    luck: float
    """What luck moves in all points alike."""
    both: float
    """Luck that works differently from point to point; all that is left, chance within a run."""

    @property
    def whole(self) -> float:
        """Variance of a single run."""
        return self.points + self.luck + self.both

    @property
    def chance(self) -> float:
        """Share of the variance that is pure chance, 0 where nothing varies."""
        return (self.luck + self.both) / self.whole if self.whole > 0 else 0.0

    def noise(self, runs: int) -> float:
        """Share of chance in the variance between means of `runs` runs a point.

        Luck that all points share is no noise: it moves all means alike.
        """
        left = self.both / runs
        return left / (self.points + left) if left > 0 else 0.0


def need_columns(runs: pd.DataFrame, *names: str) -> None:
    """Raise InputError when the table of runs lacks one of the columns."""
    for name in names:
        if name not in runs.columns:
            known = [str(c) for c in runs.columns]
            raise InputError(
                Path("runs"), 0, "column", name, some_of(known, name), nearest(name, known)
            )


def crossed(runs: pd.DataFrame, outcome: str, points: Sequence[str] | None = None) -> Floats:
    """Values of `outcome`, shape [points, runs], over the run numbers that all points have.

    `runs` has the columns `point`, `run` and the outcome, in any order of rows. `points` names the
    rows wanted, with repeats where a design visits a point twice; without it, in order of first
    appearance. Raises InputError for an unknown column or point, or without a common run.
    """
    need_columns(runs, "point", "run", outcome)
    wide = runs.pivot(index="point", columns="run", values=outcome)
    order = list(dict.fromkeys(runs["point"])) if points is None else list(points)
    missing = next((p for p in order if p not in wide.index), None)
    if missing is not None:
        raise InputError(Path("runs"), 0, "point", missing, "a point that was run")
    # Rows before gaps: a failed run of a point that nobody asked for costs nothing.
    wide = wide.loc[list(dict.fromkeys(order))].dropna(axis=1)
    if wide.shape[1] == 0:
        raise InputError(Path("runs"), 0, "run", "none", "a run number that all points have")
    values: Floats = wide.loc[order].to_numpy(np.float64)
    return values


def parts(values: Floats) -> Parts:
    """Variance components by moments; `values` has shape [points >= 2, runs >= 2].

    The points must be independent draws of the design. Raises ValueError for fewer.
    """
    points, runs = values.shape
    if points < 2 or runs < 2:
        raise ValueError(f"needs two points and two runs or more, got {points} and {runs}")
    by_point, by_run, mean = values.mean(axis=1), values.mean(axis=0), values.mean()
    square_points = runs * float(((by_point - mean) ** 2).sum()) / (points - 1)
    square_runs = points * float(((by_run - mean) ** 2).sum()) / (runs - 1)
    rest = values - by_point[:, None] - by_run[None, :] + mean
    square_rest = float((rest**2).sum()) / ((points - 1) * (runs - 1))
    return Parts(
        _above(square_points - square_rest, square_points) / runs,
        _above(square_runs - square_rest, square_runs) / points,
        _above(square_rest, square_points + square_runs + square_rest),
    )


def _above(value: float, scale: float) -> float:
    """The value, or 0 where it is negative or no more than rounding."""
    return value if value > 1e-12 * scale else 0.0


def jackknife(values: Floats, estimate: Estimator) -> Floats:
    """Standard error of an estimate by luck: groups of runs left out in turn.

    `values` has shape [points, runs >= 3]; the answer is shaped as the estimate. Not a bootstrap:
    runs drawn twice would look like less luck than there is, which an estimate may take out.
    """
    runs = values.shape[1]
    groups = min(GROUPS, runs)
    kept = np.arange(runs) % groups
    found = np.stack([estimate(values[:, kept != g]) for g in range(groups)])
    error: Floats = np.sqrt((groups - 1) * found.var(axis=0))
    return error
