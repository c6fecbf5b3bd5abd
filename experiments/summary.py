"""Numbers for people: what a batch of runs says, and how sure the number of runs makes it."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.result import Result
from sim.outcomes import HEADLINE, OUTCOMES

Z95: Final = 1.959963984540054


class Line(NamedTuple):
    """One outcome of many runs."""

    name: str
    unit: str
    mean: float
    half_width: float
    """Half of the 95 % interval of the mean: the error of using this many runs, nothing else."""
    low: float
    median: float
    high: float
    kind: str


def wilson(share: float, n: int) -> tuple[float, float]:
    """95 % Wilson interval of a share seen in `n` runs; (0, 1) when n is 0.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    if n == 0:
        return 0.0, 1.0
    z2 = Z95 * Z95
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return middle - half, middle + half


def line(name: str, values: npt.NDArray[Any]) -> Line:
    """Summary of one outcome; `values` has shape [runs]."""
    outcome, n = OUTCOMES[name], len(values)
    mean = float(values.mean())
    half = Z95 * float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    if outcome.kind == "flag":
        low, high = wilson(mean, n)
        half = (high - low) / 2
    q05, q50, q95 = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    return Line(name, outcome.unit, mean, half, float(q05), float(q50), float(q95), outcome.kind)


def headline(result: Result) -> list[Line]:
    """Summaries of the outcomes that the scenario features, or of the headline ones."""
    names = result.manifest["outcomes"] or HEADLINE
    return [line(name, result.run_columns[name]) for name in names]


def caveat(result: Result) -> str:
    """What the spread of these runs carries, and what it leaves out."""
    if result.manifest["parameters"] == "default":
        carries = (
            "The spread is luck alone: parameters are at their hand-set defaults, "
            "not yet fitted to the evidence."
        )
    else:
        carries = "The spread is luck and what the priors leave open; nothing is fitted yet."
    chosen = ", ".join(f"{k}-{v}" for k, v in result.manifest["hypotheses"].items())
    readings = f"Rival readings: {chosen}." if chosen else "Rival readings at their defaults."
    until = result.manifest["history_until"]
    past = f"Totals include the coded history up to {until}. " if until else ""
    return f"{past}{carries} {readings} The ± is the error of the number of runs only."
