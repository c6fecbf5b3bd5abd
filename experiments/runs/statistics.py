"""Numbers for people: what a batch of runs says, and how sure the number of runs makes it."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.result import Result
from sim.outcomes import HEADLINE, NEVER, OUTCOMES
from sim.parameters import PARAMETERS

Z95: Final = 1.959963984540054
ORIGINS: Final = {
    "default": "The spread is luck alone: parameters are at their hand-set defaults, not fitted to "
    "the evidence.",
    "prior": "The spread is luck and what the priors leave open: every run draws its own "
    "parameters, and nothing is fitted.",
    "posterior": "The spread is luck and what the evidence leaves open: every run draws its own "
    "parameters, {n} from the posterior{others}.",
}
"""Source of the parameters -> what the spread of the runs carries."""


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


def bonferroni_factor(tried: int) -> float:
    """How much wider than 95 % intervals must be for the largest of `tried` to be trusted."""
    return NormalDist().inv_cdf(1 - 0.025 / max(1, tried)) / Z95


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


def seen_interval(share: float, n: int) -> tuple[float, float]:
    """The Wilson interval, exact at its end where no run or every run said yes."""
    low, high = wilson(share, n)
    return (low if share > 0 else 0.0), (high if share < 1 else 1.0)


def rule_of_three(n: int) -> float:
    """Upper end of the 95 % interval of the share of runs that do what none of `n` runs did.

    Source: Hanley and Lippman-Hand 1983, "If nothing goes wrong, is everything all right?".
    """
    return min(1.0, 3 / n) if n else 1.0


def line(name: str, values: npt.NDArray[Any]) -> Line:
    """Summary of one outcome; `values` has shape [runs]."""
    outcome, n = OUTCOMES[name], len(values)
    mean = float(values.mean())
    half = Z95 * float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    if outcome.kind == "flag":
        low, high = wilson(mean, n)
        # The wider side: intervals of rare things lean, and ± must not hide it.
        half = max(mean - low, high - mean)
    q05, q50, q95 = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    return Line(name, outcome.unit, mean, half, float(q05), float(q50), float(q95), outcome.kind)


def headline(result: Result) -> list[Line]:
    """Summaries of the outcomes that the scenario features, or of the headline ones."""
    names = result.manifest["outcomes"] or HEADLINE
    return [line(name, result.run_columns[name]) for name in names]


def counting_spread(result: Result) -> dict[str, Any]:
    """What the number of runs leaves open, as plain data: mean and its 95 % interval."""
    of = {}
    for name, outcome in OUTCOMES.items():
        values = result.run_columns[name]
        found = line(name, values)
        low, high = found.mean - found.half_width, found.mean + found.half_width
        if outcome.kind == "flag":
            low, high = seen_interval(found.mean, len(values))
        if name not in NEVER and math.isfinite(found.half_width):
            of[name] = {"mean": found.mean, "low": low, "high": high}
    return {"runs": len(result.run_columns["run"]), "of": of}


def caveat(result: Result) -> str:
    """What the spread of these runs carries, and what it leaves out."""
    chosen = ", ".join(f"{k}-{v}" for k, v in result.manifest["hypotheses"].items())
    variants = f"Hypotheses: {chosen}." if chosen else "Rival hypotheses at their defaults."
    until = result.manifest["history_until"]
    past = f"Outcomes count from the day after {until}, where coded history ends. " if until else ""
    fitted = result.manifest.get("fitted", ())
    open_ones = sum(p.prior.kind != "fixed" for p in PARAMETERS.values())
    others = ", the others from their priors" if len(fitted) < open_ones else ", all that are open"
    origin = ORIGINS[result.manifest["parameters"]].format(n=len(fitted), others=others)
    return (
        f"{past}{origin} {variants} The ± is the error of the "
        "number of runs only: many runs of a guess are still a guess."
    )
