"""Fifty futures as fifty dots: a share of them, or how an amount is spread over them.

People read frequencies better than probabilities, and see a spread in dots that they can count.
Sources: Gigerenzer and Hoffrage 1995, "How to improve Bayesian reasoning without instruction",
Psychological Review 102; Kay, Kola, Hullman and Munson 2016, "When (ish) is my bus?", CHI (quantile
dot plots).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.plots.style.bins import nice_step

FUTURES: Final = 50
HIGHEST: Final = 14
WIDEST: Final = 4
"""Dots that a pile may be high and wide; together they hold all futures."""
SLACK: Final = 0.9
"""Share of a pile's place that its dots may fill."""
Places = npt.NDArray[np.float64]


def of_fifty(shares: Sequence[float] | Places) -> list[int]:
    """How many futures of fifty each share comes to; where all add up to one, so do these.

    Rounded by largest remainders (Hamilton).
    """
    exact = FUTURES * np.asarray(shares, float)
    found = np.floor(exact + 1e-9).astype(int)
    left = round(float(exact.sum())) - int(found.sum())
    for k in np.argsort(found - exact, kind="stable")[:left]:
        found[k] += 1
    return [int(n) for n in found]


def fifty_futures(values: npt.NDArray[Any]) -> Places:
    """Fifty values that stand for all: the quantiles 1 %, 3 %, ... 99 %, sorted. Shape [50]."""
    # Ranks as whole numbers: 0.07 times a hundred runs is a hair more than seven.
    ranks = -(-(2 * np.arange(FUTURES) + 1) * len(values) // (2 * FUTURES)) - 1
    found: Places = np.sort(values)[ranks].astype(np.float64)
    return found


class DotPiles(NamedTuple):
    """Fifty dots piled up on a scale."""

    x: Places
    """In units of the scale."""
    level: npt.NDArray[np.int64]
    """Row of each dot, 0 the lowest."""
    low: float
    high: float
    """Ends of the scale."""


def piled(values: Places, whole: bool, across: int) -> DotPiles:
    """Pile values up on a scale that is `across` dots wide, none higher than HIGHEST dots.

    Values that are equal or near share a pile; all piles are as wide as there is room for, and as
    fine as their height allows. `values` are sorted, at most FUTURES, whole numbers if `whole`.
    """
    low, high = float(values.min()), float(values.max())
    # The middle value of a level is the middle of a pile: often most runs hold that very value.
    middle = float(values[len(values) // 2])
    for most in range(across, 0, -1):
        step = nice_step(high - low + whole, most)
        step = max(1.0, step) if whole else step
        first = low if whole else middle - (np.ceil((middle - low) / step - 0.5) + 0.5) * step
        place = np.floor((values - first) / step + 1e-9).astype(np.int64)
        counts = np.bincount(place)
        columns = min(WIDEST, max(1, int(SLACK * across / len(counts))))
        if counts.max() <= HIGHEST * columns:
            break
    left, half = (first - 0.5, 0.5 * (step - 1)) if whole else (first, 0.5 * step)
    nth = np.concatenate([np.arange(n) for n in counts])
    in_row = np.minimum(columns, counts[place])
    dot = step * len(counts) / across
    x = first + place * step + half + dot * (nth % columns - 0.5 * (in_row - 1))
    return DotPiles(x, nth // columns, left, left + step * len(counts))
