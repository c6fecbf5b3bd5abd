"""Which policy is robust: regret and satisficing over futures, and what is traded against what.

A future is what nobody here chooses: a draw of the parameters, a rival reading. A policy's payoff
in a future is its mean over runs, which differ in luck alone and are the same for all policies.

Sources: Savage 1951, "The theory of statistical decision", JASA 46 (regret); Lempert, Groves,
Popper and Bankes 2006, "A general, analytic method for generating robust strategies", Management
Science 52; Herman, Reed, Zeff and Characklis 2015, "How should robustness be defined for water
systems planning under change?", J. Water Resour. Plann. Manage. 141 (satisficing share).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from experiments.aims import need_way
from experiments.cases import Flags
from experiments.crossed import Floats, jackknife, need_columns
from experiments.summary import Z95
from sim.yamlfile import InputError

if TYPE_CHECKING:
    import pandas as pd

ALL: Final = "all"
LABELS: Final = ("point", "policy", "condition", "rival")
"""Columns whose values need no name before them."""
LEAST_RUNS: Final = 3


class Payoffs(NamedTuple):
    """One outcome of every policy in every future, run by run."""

    outcome: str
    way: int
    """+1 where more is worse, -1 where less is."""
    policies: tuple[str, ...]
    futures: tuple[str, ...]
    values: Floats
    """Shape [policies, futures, runs]; the runs of a future are the same for all policies."""

    @property
    def means(self) -> Floats:
        """Mean over runs, shape [policies, futures]."""
        found: Floats = self.values.mean(axis=2)
        return found


class Regret(NamedTuple):
    """How much worse a policy is than the best one for each future, in units of the outcome."""

    policy: str
    mean: float
    half: float
    """Half of the 95 % interval of the mean regret by luck; not a number with too few runs."""
    high: float
    """Regret that nine futures in ten stay below."""
    largest: float
    worst: str
    """The future of the largest regret."""
    best: float
    """Share of futures in which no policy is better."""


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
    halves: dict[str, float]
    """Half of the 95 % interval of each mean: the error of the number of runs."""
    beaten_by: str
    """A policy at least as good on every outcome and better on one; empty if there is none."""


def labels(table: pd.DataFrame, columns: Sequence[str]) -> Any:
    """`reply 1, killing B` for every row; `all` without columns, in order of first appearance.

    Columns that are labels already stand for themselves, and empty ones for nothing.
    """
    import pandas as pd

    if not columns:
        return pd.Categorical.from_codes(np.zeros(len(table), np.int64), categories=pd.Index([ALL]))
    codes = np.zeros(len(table), np.int64)
    for column in columns:
        own, values = pd.factorize(table[column], use_na_sentinel=False)
        codes = codes * len(values) + own
    places, seen = pd.factorize(codes)
    firsts = np.full(len(seen), len(table))
    np.minimum.at(firsts, places, np.arange(len(table)))
    rows = table[list(columns)].iloc[firsts].itertuples(index=False)
    names = [
        ", ".join(_named(c, v) for c, v in zip(columns, row, strict=True) if v != "") or ALL
        for row in rows
    ]
    return pd.Categorical.from_codes(places, categories=pd.Index(names))


def _named(column: str, value: object) -> str:
    return str(value) if column in LABELS else f"{column.replace('_', ' ')} {value}"


def payoffs(
    runs: pd.DataFrame,
    policy: Sequence[str],
    future: Sequence[str],
    outcome: str,
    worse: Mapping[str, str] | None = None,
) -> Payoffs:
    """Policies and futures told apart by these columns; `runs` has one row a run.

    Runs are matched by their number, which all policies must share within a future. Futures keep
    the same number of runs. Raises InputError for an unknown column, a policy that lacks a future,
    or an outcome of which nobody says which way is worse.
    """
    need_columns(runs, "run", outcome, *policy, *future)
    way = need_way(outcome, worse)
    table = runs[[outcome]].assign(
        policy=labels(runs, policy), future=labels(runs, future), run=runs["run"]
    )
    if table.duplicated(["policy", "future", "run"]).any():
        accepts = "every factor that varies named as policy or future"
        raise InputError(Path("runs"), 1, "run", "the same run of a future twice", accepts)
    policies, futures = (tuple(table[c].cat.categories) for c in ("policy", "future"))
    wide = table.pivot(index=["future", "run"], columns="policy", values=outcome).dropna()
    wide = wide.reindex(columns=list(policies)).sort_index()
    there: Any = wide.index
    sizes = np.bincount(there.codes[0], minlength=len(futures))
    if (sizes == 0).any():
        lost = futures[int(sizes.argmin())]
        raise InputError(Path("runs"), 1, "future", lost, "a future in which all policies have run")
    starts, fewest = np.cumsum(sizes) - sizes, int(sizes.min())
    rows = (starts[:, None] + np.arange(fewest)).ravel()
    values = wide.to_numpy(np.float64)[rows].reshape(len(futures), fewest, len(policies))
    return Payoffs(outcome, way, policies, futures, values.transpose(2, 0, 1))


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
    policies, futures, runs = found.values.shape
    halves = np.full(policies, math.nan)
    if runs >= LEAST_RUNS:

        def means(flat: Floats) -> Floats:
            block = flat.reshape(policies, futures, -1).mean(axis=2)
            return np.asarray(regret_table(block, found.way).mean(axis=1))

        halves = Z95 * jackknife(found.values.reshape(policies * futures, runs), means)
    rows = [
        Regret(
            name, float(row.mean()), float(half), float(np.quantile(row, 0.9)), float(row.max()),
            found.futures[int(row.argmax())], float((row == 0).mean()),
        )
        for name, row, half in zip(found.policies, table, halves, strict=True)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.mean)


def satisficing(tables: Sequence[Payoffs], limits: Mapping[str, float]) -> list[Satisfied]:
    """Share of futures in which every outcome keeps its limit; largest share first.

    `limits` has the worst value that is still good enough of each outcome in `tables`, which must
    have the same policies and futures. Raises InputError for an outcome without a limit.
    """
    kept: dict[str, Flags] = {}
    clear: list[Flags] = []
    for table in tables:
        if table.outcome not in limits:
            raise InputError(Path("limits"), 1, table.outcome, "no limit", "the worst that will do")
        slack = table.way * (limits[table.outcome] - table.means)
        kept[table.outcome] = slack >= 0
        clear.append(np.abs(slack) > _half(table.values))
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


def _half(values: Floats) -> Floats:
    """Half of the 95 % interval of the means over the last axis; endless for a single run."""
    runs = values.shape[-1]
    if runs < 2:
        return np.full(values.shape[:-1], math.inf)
    spread: Floats = values.std(axis=-1, ddof=1)
    return Z95 * spread / math.sqrt(runs)


def trades(tables: Sequence[Payoffs]) -> list[Trade]:
    """Means of every policy over all futures, and who beats whom on all outcomes at once."""
    means = np.stack([t.means.mean(axis=1) for t in tables], axis=1)
    halves = np.stack([_half(t.values.reshape(len(t.policies), -1)) for t in tables], axis=1)
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


def _beaten(bad: Floats, k: int, names: Sequence[str]) -> str:
    """The policy that beats number `k` by most in the sum of its ranks, or nothing."""
    as_good = (bad <= bad[k]).all(axis=1) & (bad < bad[k]).any(axis=1)
    if not as_good.any():
        return ""
    ranks = bad.argsort(axis=0).argsort(axis=0).sum(axis=1)
    return names[int(np.where(as_good, ranks, np.iinfo(np.int64).max).argmin())]
