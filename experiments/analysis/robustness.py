"""Which policy is robust: regret and satisficing over futures, and what is traded against what.

A future is what nobody here chooses: a parameter sample, a variant of a hypothesis. A policy's
payoff in a future is its mean over runs, which differ in luck alone and are the same for all
policies.

Sources: Savage 1951, "The theory of statistical decision", JASA 46 (regret); Lempert, Groves,
Popper and Bankes 2006, "A general, analytic method for generating robust strategies", Management
Science 52; Herman, Reed, Zeff and Characklis 2015, "How should robustness be defined for water
systems planning under change?", J. Water Resour. Plann. Manage. 141 (satisficing share).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from experiments.analysis.discovery_cases import Flags
from experiments.analysis.payoffs import Payoffs
from experiments.analysis.variance_components import Floats, jackknife
from experiments.runs.statistics import Z95, seen_interval
from sim.errors import InputError
from sim.outcomes import OUTCOMES

LEAST_RUNS: Final = 3


class Regret(NamedTuple):
    """How much worse a policy is than the best one for each future, in units of the outcome.

    The best of noisy means is too good, so the plain mean regret is too large; chosen by one half
    of the runs and judged by the other it is too small. The two bracket it.
    """

    policy: str
    least: float
    """Mean regret, the best policy of each future chosen by other runs than it is judged by."""
    mean: float
    """Mean regret, chosen and judged by the same runs."""
    half_width: float
    """Half of the 95 % interval of the mean regret by samples and runs; nan for too few."""
    high: float
    """Regret that nine futures in ten stay below."""
    largest: float
    worst: str
    """The future of the largest regret; empty where there is none."""
    good: float
    """Share of futures in which no policy is clearly better, run by run."""
    apart: bool
    """Is it behind the policy of the least regret by more than samples and runs explain?"""


class Satisfied(NamedTuple):
    """In how many futures a policy keeps within all limits."""

    policy: str
    share: float
    unsure: float
    """Share of futures whose verdict the error of the runs leaves open."""
    kept: dict[str, float]
    """Outcome -> share of futures within its limit."""


class Trade(NamedTuple):
    """What a policy gives on several outcomes at once."""

    policy: str
    means: dict[str, float]
    half_widths: dict[str, float]
    """Half of the 95 % interval of each mean: the error of the number of runs."""
    beaten_by: str
    """A policy at least as good on every outcome and better on one; empty if there is none."""


def regret_table(means: Floats, way: int) -> Floats:
    """How much worse than the best policy, shape [policies, futures] like `means`; never negative.

    `way` is +1 where more is worse. The best of noisy means is too good, so few runs make every
    regret too large; the same runs under all policies keep that small.
    """
    bad = way * means
    found: Floats = bad - bad.min(axis=0)
    return found


def regrets(found: Payoffs) -> list[Regret]:
    """Regret of every policy over the futures, which count alike; smallest mean first."""
    table = regret_table(found.means, found.way)
    fair, clearly = _fair(found), _clearly_worse(found)
    best = int(table.mean(axis=1).argmin())
    rows = []
    for k, name in enumerate(found.policies):
        row, behind = table[k], _half_over(found, table[k] - table[best], k, best)
        gap = float((table[k] - table[best]).mean())
        rows.append(
            Regret(
                name, max(0.0, float(fair[k])), float(row.mean()), _half_over(found, row, k),
                float(np.quantile(row, 0.9)), float(row.max()),
                found.futures[int(row.argmax())] if row.max() > 0 else "",
                float(1 - clearly[k].mean()), bool(gap > behind),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: row.mean)


def _fair(found: Payoffs) -> Floats:
    """Mean regret with the best of each future chosen by one half of the runs; shape [policies]."""
    runs = found.values.shape[2]
    if runs < 2:
        return np.zeros(len(found.policies))
    first = np.arange(runs) % 2 == 0
    sides = [found.way * found.values[:, :, side].mean(axis=2) for side in (first, ~first)]
    parts = []
    for choose, judge in (sides, sides[::-1]):
        best = choose.argmin(axis=0)
        parts.append((judge - np.take_along_axis(judge, best[None], 0)).mean(axis=1))
    fair: Floats = (parts[0] + parts[1]) / 2
    return fair


def _clearly_worse(found: Payoffs) -> Flags:
    """Is a policy worse than the best of a future beyond luck, run by run; [policies, futures]."""
    runs = found.values.shape[2]
    if runs < LEAST_RUNS:
        return np.zeros(found.means.shape, bool)
    best = (found.way * found.means).argmin(axis=0)
    against = np.take_along_axis(found.values, best[None, :, None], 0)
    apart = found.way * (found.values - against)
    worse: Flags = apart.mean(axis=2) > Z95 * apart.std(axis=2, ddof=1) / math.sqrt(runs)
    return worse


def _half_over(found: Payoffs, row: Floats, k: int, other: int | None = None) -> float:
    """Half of the 95 % interval of the mean of `row`, one number a future, of policy `k`.

    Futures of one sample share their luck, so samples are what is counted. Conditions share their
    runs, so runs are left out in turn there, of the policy or of its difference from another.
    """
    if found.samples.max() > 0:
        sums = np.bincount(found.samples, weights=row)
        sizes = np.bincount(found.samples)
        means = sums[sizes > 0] / sizes[sizes > 0]
        return Z95 * float(means.std(ddof=1)) / math.sqrt(len(means))
    policies, futures, runs = found.values.shape
    if runs < LEAST_RUNS:
        return math.nan

    def mean(flat: Floats) -> Floats:
        block = flat.reshape(policies, futures, -1).mean(axis=2)
        table = regret_table(block, found.way).mean(axis=1)
        return np.asarray([table[k] - (0.0 if other is None else table[other])])

    return float(Z95 * jackknife(found.values.reshape(policies * futures, runs), mean)[0])


def satisficing(tables: Sequence[Payoffs], limits: Mapping[str, float]) -> list[Satisfied]:
    """Share of futures in which every outcome keeps its limit; largest share first.

    `limits` has the worst value that is still good enough of each outcome in `tables`, which must
    have the same policies and futures. Raises InputError for an outcome without a limit.
    """
    kept: dict[str, Flags] = {}
    clear: list[Flags] = []
    for table in tables:
        if table.outcome not in limits:
            raise InputError(Path("limits"), 0, table.outcome, "no limit", "the worst that will do")
        slack = table.way * (limits[table.outcome] - table.means)
        kept[table.outcome] = slack >= 0
        clear.append(_settled(table, limits[table.outcome]))
    every = np.logical_and.reduce(list(kept.values()))
    # One clear failure settles a future, and so do clear successes throughout.
    failed = [~k & c for k, c in zip(kept.values(), clear, strict=True)]
    settled = np.logical_or.reduce(failed) | (every & np.logical_and.reduce(clear))
    rows = [
        Satisfied(
            name, float(every[k].mean()), float(1 - settled[k].mean()),
            {outcome: float(good[k].mean()) for outcome, good in kept.items()},
        )
        for k, name in enumerate(tables[0].policies)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row.share)


def _settled(table: Payoffs, limit: float) -> Flags:
    """Does the 95 % interval of a mean or chance leave out the limit; [policies, futures]."""
    runs, means = table.values.shape[2], table.means
    if runs < 2:
        return np.zeros(means.shape, bool)
    if OUTCOMES[table.outcome].kind == "flag":
        # None of twenty runs may well be one in ten of all.
        ends = [[seen_interval(float(p), runs) for p in row] for row in means]
        low, high = np.moveaxis(np.array(ends), 2, 0)
    else:
        half = Z95 * table.values.std(axis=2, ddof=1) / math.sqrt(runs)
        low, high = means - half, means + half
    settled: Flags = (low > limit) | (high < limit)
    return settled


def trades(tables: Sequence[Payoffs]) -> list[Trade]:
    """Means of every policy over all futures, and who beats whom on all outcomes at once."""
    means = np.stack([t.means.mean(axis=1) for t in tables], axis=1)
    halves = np.stack([_luck_half(t) for t in tables], axis=1)
    bad = means * np.array([t.way for t in tables])
    names, outcomes = tables[0].policies, [t.outcome for t in tables]
    return [
        Trade(
            name,
            dict(zip(outcomes, means[k].tolist(), strict=True)),
            dict(zip(outcomes, halves[k].tolist(), strict=True)),
            _beaten(bad, k, names),
        )
        for k, name in enumerate(names)
    ]


def _luck_half(table: Payoffs) -> Floats:
    """Half of the 95 % interval of each policy's mean by luck, the futures held; [policies]."""
    policies, futures, runs = table.values.shape
    if runs < LEAST_RUNS:
        return np.full(policies, math.nan)

    def means(flat: Floats) -> Floats:
        return np.asarray(flat.reshape(policies, futures, -1).mean(axis=(1, 2)))

    half: Floats = Z95 * jackknife(table.values.reshape(policies * futures, runs), means)
    return half


def _beaten(bad: Floats, k: int, names: Sequence[str]) -> str:
    """The policy that beats number `k` by most in the sum of its ranks, or nothing."""
    as_good = (bad <= bad[k]).all(axis=1) & (bad < bad[k]).any(axis=1)
    if not as_good.any():
        return ""
    ranks = bad.argsort(axis=0).argsort(axis=0).sum(axis=1)
    return names[int(np.where(as_good, ranks, np.iinfo(np.int64).max).argmin())]
