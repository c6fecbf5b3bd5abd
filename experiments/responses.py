"""How an outcome answers to one factor, with three kinds of uncertainty kept apart.

The number of runs, what the evidence leaves open about the parameters, and rival readings each have
their own marks, as in every other figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.crossed import Floats, need_columns
from experiments.spread import Part
from experiments.summary import Z95, seen_interval
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd


class Answer(NamedTuple):
    """One outcome at one value of the factor."""

    value: Any
    """Of the factor."""
    mean: float
    runs: tuple[float, float]
    """95 % interval: the error of the number of runs."""
    parameters: tuple[float, float] | None
    """5 to 95 % over draws of the parameters; None where not looked at or no more than luck."""
    readings: tuple[tuple[float, str], ...]
    """Means under rival readings, with their names."""


class Curve(NamedTuple):
    """One outcome along one factor."""

    outcome: str
    factor: str
    label: str
    """What sets this curve apart from others of the same figure; may be empty."""
    answers: tuple[Answer, ...]
    clear: bool
    """Do the lowest and the highest mean differ by more than luck, run by run?"""

    @property
    def on_scale(self) -> bool:
        """Are the factor's values numbers?"""
        return all(
            isinstance(a.value, (int, float, np.number)) and not isinstance(a.value, bool)
            for a in self.answers
        )


def curve(
    runs: pd.DataFrame,
    factor: str,
    outcome: str,
    rivals: Mapping[Any, Sequence[tuple[float, str]]] | None = None,
    bands: Mapping[Any, Part] | None = None,
    label: str = "",
) -> Curve:
    """The curve of `outcome` over `factor`; every other factor must be fixed in `runs`.

    `rivals` are means under rival readings, `bands` spreads over parameters, both by value of the
    factor (`futures.rival_means`, `futures.bands`). Values that are numbers come in their order,
    others in order of appearance. Raises InputError for an unknown column.
    """
    need_columns(runs, "run", factor, outcome)
    answers = []
    for value in in_order(runs[factor]):
        column = runs.loc[runs[factor] == value, outcome].to_numpy(np.float64)
        band = (bands or {}).get(value)
        limits = (band.low, band.high) if band is not None and band.seen else None
        found = tuple((rivals or {}).get(value, ()))
        answers.append(
            Answer(value, float(column.mean()), interval(outcome, column), limits, found)
        )
    return Curve(outcome, factor, label, tuple(answers), _clear(runs, factor, outcome, answers))


def in_order(values: pd.Series[Any]) -> list[Any]:
    """Different values: numbers in their order, others in order of appearance."""
    found = list(dict.fromkeys(values))
    if all(isinstance(v, (int, float, np.number)) and not isinstance(v, bool) for v in found):
        found.sort()
    return found


def _clear(main: pd.DataFrame, factor: str, outcome: str, answers: list[Answer]) -> bool:
    """Is the paired difference of the two ends beyond luck, though they were picked of many?"""
    low, high = (end(answers, key=lambda a: a.mean).value for end in (min, max))
    values = main.set_index("run")[[factor, outcome]]
    ends = [values.loc[values[factor] == v, outcome].astype(float) for v in (low, high)]
    apart = (ends[1] - ends[0]).dropna().to_numpy(np.float64)
    pairs = len(answers) * (len(answers) - 1) / 2
    if low == high or len(apart) < 2:
        return False
    wide = NormalDist().inv_cdf(1 - 0.025 / pairs)
    return bool(abs(apart.mean()) > wide * apart.std(ddof=1) / len(apart) ** 0.5)


def interval(outcome: str, values: Floats) -> tuple[float, float]:
    """95 % interval of a chance (Wilson) or a mean; shape of `values` [runs]."""
    mean, n = float(values.mean()), len(values)
    if outcome in OUTCOMES and OUTCOMES[outcome].kind == "flag":
        return seen_interval(mean, n)
    half = Z95 * float(values.std(ddof=1)) / n**0.5 if n > 1 else 0.0
    return mean - half, mean + half


class Heat(NamedTuple):
    """Means of an outcome over two factors; not a number where nothing was run."""

    outcome: str
    across: str
    down: str
    columns: tuple[Any, ...]
    rows: tuple[Any, ...]
    means: Floats
    """Shape [rows, columns]."""
    halves: Floats
    """Half of the 95 % interval of each mean: the error of the number of runs."""


def heat(runs: pd.DataFrame, across: str, down: str, outcome: str) -> Heat:
    """Means of `outcome` over two factors; the others are averaged over.

    Raises InputError for an unknown column.
    """
    need_columns(runs, across, down, outcome)
    columns, rows = in_order(runs[across]), in_order(runs[down])
    means = np.full((len(rows), len(columns)), np.nan)
    halves = means.copy()
    for (row, column), values in runs.groupby([down, across], sort=False)[outcome]:
        at = rows.index(row), columns.index(column)
        means[at] = values.mean()
        halves[at] = _half(outcome, values.to_numpy(np.float64))
    return Heat(outcome, across, down, tuple(columns), tuple(rows), means, halves)


def _half(outcome: str, values: Floats) -> float:
    low, high = interval(outcome, values)
    return (high - low) / 2
