"""Does the fit find what it looks for? Made-up winters of known rules, coded and fitted like ours.

A sample of the prior is taken as the truth, its winter is coded as a reader of articles would code
it, and the bank is weighted by those rows. If likelihood, coding and weights fit each other, the
rank of the truth in its posterior is uniform, and an interval covers it as often as it says.
Source: Talts, Betancourt, Simpson, Vehtari & Gelman 2018, "Validating Bayesian inference algorithms
with simulation-based calibration". A parameter on which the rows are silent passes as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.inference.prior_bank import Bank, effective
from calibration.likelihood.log_likelihood import log_likelihood, met
from calibration.likelihood.simulate import Frequencies
from calibration.likelihood.targets import (
    ABSENT,
    ATTACK_IN,
    COUNT,
    RATIO,
    ROOM,
    TOP_SIZE,
    Target,
    count_weights,
    is_bound,
    is_estimate,
    observation,
    window_weights,
    wounded_weights,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Progress = Callable[[int], None]

LEVEL: Final = 0.05
"""Chance that a fit without fault fails the check, all parameters together at most (Bonferroni)."""
INTERVALS: Final = (0.5, 0.9)
"""Central intervals whose coverage is counted."""
BINS: Final = 10
"""Bins of a rank histogram."""
CELLS: Final = 16
"""Cells of the scale of a parameter that is fitted alone."""


class Band(NamedTuple):
    """Least and most that is still likely."""

    low: float
    high: float


@dataclass(frozen=True)
class Recovery:
    """Where the truth lay in its own posterior, over and over."""

    names: tuple[str, ...]
    ranks: Floats
    """Posterior probability below the truth, shape [repeats, names]."""
    effective: Floats
    """Effective samples behind each repeat, shape [repeats]."""

    @property
    def repeats(self) -> int:
        """Made-up winters."""
        return len(self.ranks)

    def coverage(self, interval: float) -> Floats:
        """Share of the repeats whose central interval holds the truth, shape [names]."""
        found: Floats = (np.abs(self.ranks - 0.5) <= interval / 2).mean(axis=0)
        return found

    def coverage_band(self, interval: float) -> Band:
        """Where all coverages of all parameters lie with a chance of at least 1 - LEVEL / 2."""
        return self._binomial(interval, LEVEL / 2 / (len(INTERVALS) * len(self.names)))

    def histogram(self) -> Ints:
        """Repeats in each bin of ranks, shape [names, BINS]."""
        return np.array([np.histogram(r, BINS, (0, 1))[0] for r in self.ranks.T])

    def histogram_band(self) -> Band:
        """Where all bins of all parameters lie with a chance of at least 1 - LEVEL, in repeats."""
        low, high = self._binomial(1 / BINS, LEVEL / (BINS * len(self.names)))
        return Band(low * self.repeats, high * self.repeats)

    def p_uniform(self) -> Floats:
        """Chance of ranks at least as far from uniform, Kolmogorov and Smirnov; shape [names]."""
        from scipy.stats import kstest

        return np.array([kstest(r, "uniform").pvalue for r in self.ranks.T])

    def failures(self) -> tuple[str, ...]:
        """Parameters whose ranks or coverages are out of line; none if the fit is sound."""
        bad = self.p_uniform() < LEVEL / 2 / len(self.names)
        for interval in INTERVALS:
            low, high = self.coverage_band(interval)
            covered = self.coverage(interval)
            bad |= (covered < low) | (covered > high)
        return tuple(n for n, b in zip(self.names, bad, strict=True) if b)

    def _binomial(self, share: float, level: float) -> Band:
        from scipy.stats import binom

        marks = binom.ppf([level / 2, 1 - level / 2], self.repeats, share) / self.repeats
        return Band(float(marks[0]), float(marks[1]))


def recover(
    bank: Bank,
    repeats: int,
    seed: int,
    *,
    distort: Callable[[Floats], Floats] | None = None,
    progress: Progress = lambda n: None,  # noqa: ARG005  a caller who wants no word of it
) -> Recovery:
    """Take the first `repeats` draws of the bank as truths, one winter each, and weigh all by it.

    To those who know the rows, and not which of the draws was the truth, it is each of them with a
    chance of its weight. So the truth keeps its own weight, in which its winter counts as one of
    its runs, and its rank is drawn within it: ranks are uniform however few draws carry the weight,
    and however few runs stand behind each.
    `distort` maps the normal scores of the truths [repeats, coordinates] to those that the winters
    really run on, as a negative control: then the check must fail. Winters take run numbers beyond
    those of the bank.
    Raises ValueError when the bank has not more samples than `repeats`.
    """
    if not 0 < repeats < len(bank.z):
        raise ValueError(f"{repeats} repeats need a larger bank than {len(bank.z)} draws")
    found, u = winters(bank, repeats, seed, distort), bank.u
    ranks, carried = np.zeros((repeats, len(bank.names))), np.zeros(repeats)
    for r in range(repeats):
        rng = np.random.default_rng([seed, r])
        coded, keep = coded_rows(bank.problem.targets.used, found[r], rng)
        total = bank.log_likelihoods(coded, keep).sum(axis=1)
        seen = with_winter(bank, r, found[r])
        total[r] = log_likelihood(seen, bank.problem.targets, coded, keep).sum()
        weights = np.exp(total - total.max())
        weights /= weights.sum()
        ranks[r] = weights @ (u < u[r]) + rng.random() * weights[r]
        carried[r] = effective(weights)
        progress(1)
    return Recovery(bank.names, ranks, carried)


def recover_one_by_one(bank: Bank, repeats: int, seed: int) -> Recovery:
    """The same with each parameter fitted alone, all others averaged out row by row.

    Negative control: a product of means over the others is no mean of the product. Rows then count
    as if nothing but the one parameter tied them together, and intervals come out too narrow.
    The scale of each parameter is cut into `CELLS` cells.
    """
    found, u, targets = winters(bank, repeats, seed), bank.u, bank.problem.targets
    cells = np.minimum((u * CELLS).astype(np.int64), CELLS - 1)
    inside = [np.arange(CELLS)[:, None] == cells[:, k] for k in range(u.shape[1])]
    share = u * CELLS - cells
    ranks = np.zeros((repeats, len(bank.names)))
    for r in range(repeats):
        coded, keep = coded_rows(targets.used, found[r], np.random.default_rng([seed, r]))
        hits, of = met(bank.frequencies.histograms, targets, coded)
        hits[r] = of[r] = 0.0
        for k, members in enumerate(inside):
            log_l = np.log((members @ hits + 0.5) / (members @ of + 1.0))[:, keep].sum(axis=1)
            weight = np.exp(log_l - log_l.max())
            weight /= weight.sum()
            ranks[r, k] = weight[: cells[r, k]].sum() + share[r, k] * weight[cells[r, k]]
    return Recovery(bank.names, ranks, np.full(repeats, float(CELLS)))


def with_winter(bank: Bank, r: int, categories: Ints) -> Frequencies:
    """What came of every target in the runs of draw `r`, its winter in the place of one run.

    A simulated chance is unbiased, but of draws that won by their weight those with lucky runs are
    many. The truth has no such luck, unless its winter is among its runs: that is just as likely as
    a run that fits by luck is to be among those of the others.
    """
    histograms = bank.frequencies.histograms[r : r + 1].astype(np.float64)
    histograms *= (bank.runs - 1) / bank.runs
    histograms[0, np.arange(len(categories)), categories] += 1.0
    past = bank.frequencies.past[r : r + 1].copy()
    past[0, 0] = categories[bank.problem.targets.past]
    return Frequencies(histograms, past)


def winters(
    bank: Bank, repeats: int, seed: int, distort: Callable[[Floats], Floats] | None = None
) -> Ints:
    """Category of every target in one winter of each of the first samples, [repeats, targets].

    All targets of a winter are branches of one run.
    """
    simulator = bank.problem.simulator(bank.space.names, 1, seed)
    z = bank.z[:repeats]
    values = bank.space.values(distort(z) if distort else z)
    numbers = bank.used + np.arange(repeats)[:, None]
    found: Ints = simulator.categories(values, numbers)[:, 0]
    return found


def coded_rows(
    targets: tuple[Target, ...], categories: Ints, rng: np.random.Generator
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Rows that a reader would code of a winter [targets, ROOM], and which there are [targets].

    The size of an event that never came is no row.
    """
    there = np.array([not t.sized or c > 0 for t, c in zip(targets, categories, strict=True)])
    rows = [coded_row(t, int(c), rng) for t, c in zip(targets, categories, strict=True)]
    return np.array(rows), there


def coded_row(target: Target, category: int, rng: np.random.Generator) -> Floats:
    """What is coded of a target that came out so, as vaguely as ours is, shape [ROOM]."""
    look, ours = target.look, np.flatnonzero(target.weights)
    if is_bound(target) or look.kind == RATIO:
        # Somebody says "at least so many", or "no let-up", as surely as the row allows for.
        said = rng.random() < target.weights[category]
        return target.weights if said else 1.0 - target.weights
    if look.kind == COUNT:
        sd = observation("count_sd")
        return count_weights(float(np.rint(category + sd * rng.normal())), sd)
    if is_estimate(target):
        sd = observation("wounded_sd")
        return wounded_weights(float(np.rint(category - 1 + sd * rng.normal())), sd)
    if target.sized and ours[-1] > TOP_SIZE:
        # "Over 25" stays the question: a bound chosen after the fact would know the answer.
        bound = int(ours[0])
        return target.weights if category >= bound else window_weights(1, bound - 1)
    came_in_time = 0 < category < ROOM - 1 and target.weights[0] == 0
    if target.sized or look.kind in (ATTACK_IN, ABSENT) or not came_in_time:
        return window_weights(category, category)
    width = look.window[1] - look.window[0] + 1
    # The articles leave a window open and the day may be any in it; the branch cuts it short.
    low = category - int(rng.integers(width))
    return window_weights(max(1, low), min(low + width - 1, look.days))
