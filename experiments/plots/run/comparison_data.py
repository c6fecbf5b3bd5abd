"""What B changes against A, outcome by outcome, in numbers and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.parameter_uncertainty import UncertaintyPart
from experiments.runs.result import Result
from experiments.runs.statistics import Z95
from experiments.text import wording
from sim.outcomes import HEADLINE, NEVER, OUTCOMES

Parts = Mapping[str, UncertaintyPart]
"""Outcome -> how the difference of its means lies over the parameters."""
BAND_STEPS: Final = 20
"""Steps of a band over the parameters that its ends in words tell apart."""
PURE: Final = frozenset({"ratio", "index", "share", "acts/act"})
"""Units that are no word to put after a number."""


class OutcomeChange(NamedTuple):
    """One outcome in B minus the same in A, over runs of the same number."""

    name: str
    mean: float
    half_width: float
    """Half of the 95 % interval of the mean; 0 when all differences are equal or there is one."""
    spread: float
    """Standard deviation of the outcome over the runs of both, 0 when it never varies."""
    lower: float
    higher: float
    parameters: tuple[float, float] | None = None
    """From 5 to 95 % of the mean difference over the parameters, luck taken out; None where no
    batch was run for it, or where luck hides what they do."""

    @property
    def clear(self) -> bool:
        """Does the interval leave out zero?"""
        return abs(self.mean) > self.half_width

    @property
    def size(self) -> float:
        """The mean in standard deviations of the outcome; endless if it never varies else."""
        if self.spread > 0:
            return self.mean / self.spread
        return math.copysign(math.inf, self.mean) if self.mean else 0.0

    def scaled(self, ends: tuple[float, float]) -> tuple[float, float]:
        """Differences in standard deviations of the outcome; none if it never varies."""
        low, high = (end / self.spread if self.spread > 0 else 0.0 for end in ends)
        return low, high


def shown_by(*results: Result) -> list[str]:
    """Outcomes that any of some results shows, but for days that may never come."""
    chosen = dict.fromkeys(name for r in results for name in wording.chosen_outcomes(r))
    return [name for name in chosen if name not in NEVER] or list(HEADLINE)


def changes_between(
    a: Result, b: Result, parts: Parts | None = None, names: Sequence[str] = ()
) -> tuple[list[OutcomeChange], int]:
    """Changes of the outcomes `names`, or of those shown by both, and the number of pairs of runs.

    Raises ValueError when the two share no run number.
    """
    shared, in_a, in_b = np.intersect1d(
        a.run_columns["run"], b.run_columns["run"], return_indices=True
    )
    if not len(shared):
        raise ValueError("the two results have no run number in common")
    return [
        _with_parameters(change(k, a.run_columns[k][in_a], b.run_columns[k][in_b]), parts or {})
        for k in names or shown_by(a, b)
        if k in a.run_columns and k in b.run_columns
    ], len(shared)


def change(name: str, a: npt.NDArray[Any], b: npt.NDArray[Any]) -> OutcomeChange:
    """Paired change of one outcome; `a` and `b` have shape [runs], same run numbers."""
    x, y = a.astype(np.float64), b.astype(np.float64)
    d, n = y - x, len(x)
    half_width = Z95 * float(d.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    spread = math.sqrt((float(x.var()) + float(y.var())) / 2)
    return OutcomeChange(
        name, float(d.mean()), half_width, spread, float((d < 0).mean()), float((d > 0).mean())
    )


def _with_parameters(found: OutcomeChange, parts: Parts) -> OutcomeChange:
    part = parts.get(found.name)
    seen = part is not None and part.seen
    return found._replace(parameters=(part.low, part.high)) if part and seen else found


def amount(change: OutcomeChange, value: float, sign: bool = True) -> str:
    """A difference in the outcome's own unit, as exact as its interval makes worth reading.

    What happens or does not is counted in percentage points.
    """
    scale = 100 if OUTCOMES[change.name].kind == "flag" else 1
    exact = scale * (change.half_width or abs(change.mean) / 10)
    decimals = max(0, min(4, -math.floor(math.log10(exact)))) if exact > 0 else 0
    text = f"{scale * value:{'+' if sign and value else ''},.{decimals}f}".replace("-", "−")
    return text if text.strip("+−0.,") else text.lstrip("+−")


def unit(name: str) -> str:
    """The unit of a difference, with its space before it; none for a ratio."""
    if OUTCOMES[name].kind == "flag":
        return " points"
    what = OUTCOMES[name].unit
    return "" if what in PURE else " rungs" if what == "rung" else f" {what}"


def band_text(change: OutcomeChange) -> str:
    """`over parameters +5 to +12`; empty where no spread over them is seen."""
    if change.parameters is None:
        return ""
    low, high = change.parameters
    wide = change._replace(half_width=(high - low) / BAND_STEPS)
    return f"over parameters {amount(wide, low)} to {amount(wide, high)}"
