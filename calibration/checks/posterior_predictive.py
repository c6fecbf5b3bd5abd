"""Posterior predictive check: does the fitted model give back the rows that it was fitted to?

Every target is simulated anew under samples of the posterior, with runs that the fit did not see,
and the coded row is placed in the distribution that comes out. Source: Gelman, Meng & Stern 1996,
"Posterior predictive assessment of model fitness via realized discrepancies". A row that the fit
has used lies inside more easily than a new one would: this finds what the model cannot do, and
proves nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.inference.posterior import weighted_quantile
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.problem import Problem
from calibration.likelihood.simulate import Frequencies
from calibration.likelihood.targets import (
    ABSENT,
    ATTACK_DEATHS,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    FREE_COUNT,
    RATIO,
    ROOM,
    SALVO_DEATHS,
    SIEGE_DEATHS,
    STRIKE_SIZE,
    TENTHS,
    TOP_SIZE,
    WOUNDED,
    Target,
    Targets,
    count_weights,
    is_bound,
    is_estimate,
    observation,
    wounded_weights,
)
from sim.inputs.posterior import PosteriorSamples

Floats = npt.NDArray[np.float64]

APART: Final = 10**11
"""First run number of the checks, beyond those of any fit: no run is both fitted and checked."""
BAND: Final = (0.05, 0.5, 0.95)
UNITS: Final = {
    DELAY: "days",
    ATTACK_IN: "yes/no",
    FATAL_WAIT: "days",
    ATTACK_DEATHS: "deaths",
    STRIKE_SIZE: "deaths",
    SALVO_DEATHS: "deaths",
    SIEGE_DEATHS: "deaths",
    WOUNDED: "wounded",
    COUNT: "attacks",
    FREE_COUNT: "attacks",
    RATIO: "ratio",
    ABSENT: "yes/no",
}


class Judged(NamedTuple):
    """Where a coded window lies in a predictive distribution."""

    q05: float
    q50: float
    q95: float
    inside: bool
    """Do window and 5-95 % band overlap?"""
    tail: float
    """Chance of something at least as far out on either side, 0 to 1; half of ties count."""
    below: float
    """Chance of less than the window."""
    above: float
    """Chance of more than the window."""


@dataclass(frozen=True)
class Check:
    """One coded row against what runs on the posterior give."""

    id: str
    asks: str
    unit: str
    low: float
    high: float
    """The coded window in natural units; infinity where an article says "more" or "not yet"."""
    judged: Judged
    share: float
    """Share of the runs in which there was something to compare."""
    runs: int
    """Their number."""
    horizon: int | None = None
    """Days that a branch was watched; an effect that never came counts as later, infinity."""

    def words(self, value: float) -> str:
        """A value as people say it."""
        if self.unit == "yes/no":
            return "yes" if value > 0.5 else "no"
        if np.isinf(value):
            return f"over {self.horizon}" if self.horizon else "any more"
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")

    @property
    def coded(self) -> str:
        """The coded window in words."""
        if self.unit == "yes/no" or self.low == self.high:
            return self.words(self.low)
        if np.isinf(self.high):
            return f"over {self.horizon}" if self.horizon else f"{self.words(self.low)} or more"
        return f"{self.words(self.low)} to {self.words(self.high)}"

    @property
    def band(self) -> str:
        """Median and 5-95 % band in words."""
        low, mid, high = map(self.words, self.judged[:3])
        return f"{mid} ({low} to {high})"


def check_targets(
    problem: Problem,
    posterior: PosteriorSamples,
    samples: int,
    runs: int,
    seed: int,
    *,
    workers: int = 1,
) -> tuple[tuple[Check, ...], float]:
    """Every target of the fit under `samples` samples of the posterior, `runs` runs each.

    Beside it the chance that a winter meets every row, each judged on its own branch.
    """
    names = tuple(posterior.values)
    rows = thinned(posterior.weight, samples)
    values = np.column_stack([posterior.values[n][rows] for n in names])
    simulator = problem.simulator(names, runs, seed, workers=workers)
    seen = simulator.frequencies(values, APART)
    counts = seen.histograms.sum(axis=0, dtype=np.int64)
    checks = (_check(t, c) for t, c in zip(problem.targets.used, counts, strict=True))
    return tuple(checks), meets_all(seen, problem.targets)


def meets_all(seen: Frequencies, targets: Targets) -> float:
    """Chance that every row is met, averaged over samples; each is scaled to be 1 at its best."""
    best = weights_of(targets).max(axis=1)
    log_l = log_likelihood(seen, targets, weights_of(targets)) - np.log(best)
    return float(np.exp(log_l.sum(axis=1)).mean())


def thinned(weight: Floats, n: int) -> npt.NDArray[np.int64]:
    """`n` samples, each as often as its weight asks, rounded up or down; shape [n]."""
    at = (np.arange(n) + 0.5) / n * weight.sum()
    found: npt.NDArray[np.int64] = np.searchsorted(np.cumsum(weight), at)
    return np.minimum(found, len(weight) - 1)


def _check(target: Target, counts: npt.NDArray[np.int64]) -> Check:
    values, chance = outcomes_of(target, counts.astype(np.float64))
    low, high = window_of(target)
    kept = round(float(chance.sum()))
    judged = judge(values, chance, low, high)
    days = target.look.days if target.look.kind in (DELAY, FATAL_WAIT) else None
    return Check(
        target.id, target.coded.replace("_", " "), UNITS[target.look.kind], low, high, judged,
        kept / int(counts.sum()), kept, days,
    )  # fmt: skip


def outcomes_of(target: Target, counts: Floats) -> tuple[Floats, Floats]:
    """Values in natural units, and how often each came; both [ROOM].

    An effect that did not come within its branch is infinitely late. Left out are sizes of what did
    not come, and waits for a first fatal attack that something higher cut short.
    """
    values, counts = np.arange(ROOM, dtype=np.float64), counts.copy()
    kind = target.look.kind
    if kind in (DELAY, FATAL_WAIT):
        values[0] = np.inf
        counts[ROOM - 1] = 0.0
    elif target.sized:
        values -= 1.0
        counts[0] = 0.0
        if is_estimate(target):
            sd = observation("wounded_sd")
            counts = np.array([counts @ wounded_weights(reported, sd) for reported in values])
    elif kind == RATIO:
        values = (values + 0.5) / TENTHS
    elif is_estimate(target):
        sd = observation("count_sd")
        counts = np.array([counts @ count_weights(reported, sd) for reported in values])
    return values, counts


def window_of(target: Target) -> tuple[float, float]:
    """The coded window in natural units, both ends included."""
    fits = np.flatnonzero(target.weights >= target.weights.max() / 2)
    low, high = float(fits[0]), float(fits[-1])
    if target.look.kind == RATIO:
        return low / TENTHS, (high + 1) / TENTHS
    if is_bound(target):
        return low, np.inf
    if is_estimate(target):
        coded = float(np.argmax(target.weights)) - float(target.sized)
        return coded, coded
    if target.sized:
        return low - 1.0, np.inf if high > TOP_SIZE else high - 1.0
    if target.look.kind == DELAY and low == 0:
        return target.look.days + 1.0, np.inf
    return low, high


def judge(values: Floats, chance: Floats, low: float, high: float) -> Judged:
    """Place the window `low` to `high` in the distribution of `values` with weights `chance`.

    Both have shape [values]; NaN everywhere if no weight is left.
    """
    values, chance = values[chance > 0], chance[chance > 0]
    if not len(values):
        return Judged(np.nan, np.nan, np.nan, False, np.nan, np.nan, np.nan)
    share = chance / chance.sum()
    q05, q50, q95 = map(float, weighted_quantile(values, share, np.array(BAND)))
    within = share[(values >= low) & (values <= high)].sum()
    below, above = float(share[values < low].sum()), float(share[values > high].sum())
    tail = min(1.0, 2.0 * float(min(below, above) + within / 2))
    return Judged(q05, q50, q95, q05 <= high and q95 >= low, tail, below, above)
