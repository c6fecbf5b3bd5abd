"""How an outcome answers to one factor, with three kinds of uncertainty kept apart.

The number of runs, what the evidence leaves open about the parameters, and rival hypotheses each
have their own marks, as in every other figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from experiments.analysis.variance_components import Floats, need_columns
from experiments.runs.parameter_uncertainty import UncertaintyPart
from experiments.runs.statistics import Z95, seen_interval
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

FIFTHS: Final = 5
"""Parts that the numbers of a sampled factor are cut into."""


class CurvePoint(NamedTuple):
    """One outcome at one value of the factor."""

    value: Any
    """Of the factor."""
    mean: float
    runs: tuple[float, float]
    """95 % interval: the error of the number of runs."""
    parameters: tuple[float, float] | None
    """5 to 95 % over parameter samples; None where not looked at or no more than luck."""
    variants: tuple[tuple[float, str], ...]
    """Means under variants of hypotheses, with their names."""


class Curve(NamedTuple):
    """One outcome along one factor."""

    outcome: str
    factor: str
    label: str
    """What sets this curve apart from others of the same figure; may be empty."""
    answers: tuple[CurvePoint, ...]
    clear: bool
    """Do the lowest and the highest mean differ by more than luck, run by run?"""
    sampled: bool = False
    """Is each answer a mean over points drawn by lot, whose number is a source of error as well?"""

    @property
    def joins(self) -> bool:
        """Are two of the values numbers, so that a line between them means something?"""
        return sum(is_numeric(a.value) for a in self.answers) > 1

    @property
    def flat(self) -> bool:
        """Is the outcome the same at every value, to the last digit?"""
        return len({a.mean for a in self.answers}) < 2


def curve(
    runs: pd.DataFrame,
    factor: str,
    outcome: str,
    variants: Mapping[Any, Sequence[tuple[float, str]]] | None = None,
    bands: Mapping[Any, UncertaintyPart] | None = None,
    label: str = "",
) -> Curve:
    """The curve of `outcome` over `factor`; every other factor must be fixed in `runs`.

    `variants` are means under variants of hypotheses, `bands` spreads over parameters, both by
    value of the factor. Values that are numbers come in their order,
    others in order of appearance. Raises InputError for an unknown column.
    """
    need_columns(runs, "run", factor, outcome)
    answers = []
    for value in in_order(runs[factor]):
        column = runs.loc[runs[factor] == value, outcome].to_numpy(np.float64)
        band = (bands or {}).get(value)
        limits = (band.low, band.high) if band is not None and band.seen else None
        found = tuple((variants or {}).get(value, ()))
        answers.append(
            CurvePoint(value, float(column.mean()), interval(outcome, column), limits, found)
        )
    return Curve(outcome, factor, label, tuple(answers), _clear(runs, factor, outcome, answers))


def in_order(values: pd.Series[Any]) -> list[Any]:
    """Different values: numbers in their order, others in order of appearance."""
    found = list(dict.fromkeys(values))
    return sorted(found) if all(is_numeric(v) for v in found) else found


def is_numeric(value: object) -> bool:
    """Is the value of a factor a number, and not true or false?"""
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def averaged(runs: pd.DataFrame, by: Sequence[str], outcomes: Sequence[str]) -> pd.DataFrame:
    """Means over all points that share the values of the factors `by`, run by run.

    One row for each of these values and each run, so that runs stay paired. A run that a point of
    the same values lacks is left out, as its mean would be one over other points. Raises InputError
    for an unknown column.
    """
    need_columns(runs, "run", *by, *outcomes)
    groups = runs.groupby([*by, "run"], sort=False, observed=True)
    table = groups[list(outcomes)].mean().assign(points=groups.size())
    most = table.groupby(list(by), sort=False)["points"].transform("max")
    return table[table["points"] == most].drop(columns="points").reset_index()


def _clear(main: pd.DataFrame, factor: str, outcome: str, answers: list[CurvePoint]) -> bool:
    """Is the paired difference of the two ends beyond luck, though they were picked of many?"""
    low, high = (end(answers, key=lambda a: a.mean).value for end in (min, max))
    values = main.set_index("run")[[factor, outcome]]
    ends = [values.loc[values[factor] == v, outcome].astype(float) for v in (low, high)]
    apart = (ends[1] - ends[0]).dropna().to_numpy(np.float64)
    if low == high or len(apart) < 2:
        return False
    return bool(abs(apart.mean()) > _strict(len(answers)) * math.sqrt(_error(apart)))


def interval(outcome: str, values: Floats) -> tuple[float, float]:
    """95 % interval of a chance (Wilson) or a mean; shape of `values` [runs].

    Flags that were averaged over points are no longer 0 or 1: theirs is that of a mean.
    """
    mean, n = float(values.mean()), len(values)
    if is_flag(outcome) and bool(((values == 0) | (values == 1)).all()):
        return seen_interval(mean, n)
    half = Z95 * float(values.std(ddof=1)) / n**0.5 if n > 1 else 0.0
    return within_scale(outcome, mean - half, mean + half)


def is_flag(outcome: str) -> bool:
    """Is the outcome a yes or no?"""
    return outcome in OUTCOMES and OUTCOMES[outcome].kind == "flag"


def within_scale(outcome: str, low: float, high: float) -> tuple[float, float]:
    """The interval, cut where a chance cannot lie."""
    return (max(0.0, low), min(1.0, high)) if is_flag(outcome) else (low, high)


def fifths(values: pd.Series[Any]) -> pd.Series[Any]:
    """Each number replaced by the mean of the fifth of all numbers that it lies in.

    Words, and numbers of which there are at most five, stay as they are. Every value counts once,
    so `values` has one entry a point. Means keep three digits.
    """
    import pandas as pd

    if values.nunique() <= FIFTHS or not all(is_numeric(v) for v in values):
        return values
    numbers = values.astype(float)
    part = pd.qcut(numbers.rank(method="first"), FIFTHS, labels=False)
    return numbers.groupby(part).transform("mean").map(lambda v: float(f"{v:.3g}"))


def moves(parts: Sequence[Any], means: Floats) -> float:
    """Variance between parts of a sample beyond what luck makes of as many parts; may be negative.

    `parts` and `means` have one entry a point.
    """
    found = [means[[p == part for p in parts]] for part in dict.fromkeys(parts)]
    between = sum(len(g) * (float(g.mean()) - float(means.mean())) ** 2 for g in found)
    within = sum(float(((g - g.mean()) ** 2).sum()) for g in found)
    left = len(means) - len(found)
    return (between - (len(found) - 1) * within / left) / len(means) if left > 0 else 0.0


def sampled_curve(parts: Sequence[Any], values: Floats, label: str, outcome: str) -> Curve:
    """The curve of `outcome` over parts of a random sample of points.

    `values` has shape [points, runs], `parts` one entry a point: the value of the factor, or the
    mean of its fifth. Intervals carry luck, which the parts share, and the lot of the points, which
    they do not; the latter counts some of the former again, so they are rather too wide.
    """
    blocks = {part: values[[p == part for p in parts]] for part in dict.fromkeys(parts)}
    order = sorted(blocks) if all(is_numeric(p) for p in blocks) else list(blocks)
    answers = []
    for part in order:
        mean = float(blocks[part].mean())
        half = Z95 * math.sqrt(_error(blocks[part].mean(axis=0)) + _lot(blocks[part]))
        half = half if math.isfinite(half) else 0.0  # of one point or run nobody knows
        limits = within_scale(outcome, mean - half, mean + half)
        answers.append(CurvePoint(part, mean, limits, None, ()))
    low, high = (blocks[end(answers, key=lambda a: a.mean).value] for end in (min, max))
    apart = high.mean(axis=0) - low.mean(axis=0)
    error = math.sqrt(_error(apart) + _lot(low) + _lot(high))
    clear = abs(float(apart.mean())) > _strict(len(answers)) * error > 0
    return Curve(outcome, label, "", tuple(answers), clear, sampled=True)


def _error(values: Floats) -> float:
    """Squared standard error of a mean; endless for a single value."""
    return float(values.var(ddof=1)) / len(values) if len(values) > 1 else math.inf


def _lot(block: Floats) -> float:
    """The same of the mean of points drawn by lot; shape of `block` [points, runs]."""
    return _error(block.mean(axis=1))


def _strict(values: int) -> float:
    """How many standard errors apart two ends must be, though they were picked of so many."""
    return NormalDist().inv_cdf(1 - 0.025 / max(1.0, values * (values - 1) / 2))


class Heat(NamedTuple):
    """Means of an outcome over two factors; not a number where nothing was run."""

    outcome: str
    across: str
    down: str
    columns: tuple[Any, ...]
    rows: tuple[Any, ...]
    means: Floats
    """Shape [rows, columns]."""
    half_widths: Floats
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
