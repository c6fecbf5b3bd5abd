"""Payoffs of policies in futures: one table of means, from runs that differ in luck alone.

A future is what nobody here chooses: a parameter sample, a variant of a hypothesis, a condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.analysis.variance_components import Floats, need_columns
from experiments.study.outcome_direction import need_way
from sim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Ints = npt.NDArray[np.int64]

ALL: Final = "all"
LABELS: Final = ("point", "policy", "condition", "variant")
"""Columns whose values need no name before them."""


class Payoffs(NamedTuple):
    """One outcome of every policy in every future, run by run."""

    outcome: str
    way: int
    """+1 where more is worse, -1 where less is."""
    policies: tuple[str, ...]
    futures: tuple[str, ...]
    values: Floats
    """Shape [policies, futures, runs]; the runs of a future are the same for all policies."""
    samples: Ints
    """Which parameter sample each future has, shape [futures]: futures of one sample share
    their luck. All 0 where futures are conditions, whose runs share their luck anyway."""

    @property
    def means(self) -> Floats:
        """Mean over runs, shape [policies, futures]."""
        found: Floats = self.values.mean(axis=2)
        return found


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
        policy=labels(runs, policy),
        future=labels(runs, future),
        run=runs["run"],
        sample=runs["sample"] if "sample" in future else 0,
    )
    if table.duplicated(["policy", "future", "run"]).any():
        accepts = "every factor that varies named as policy or future"
        raise InputError(Path("runs"), 0, "run", "the same run of a future twice", accepts)
    policies, futures = (tuple(table[c].cat.categories) for c in ("policy", "future"))
    wide = table.pivot(index=["future", "run"], columns="policy", values=outcome).dropna()
    wide = wide.reindex(columns=list(policies)).sort_index()
    there: Any = wide.index
    sizes = np.bincount(there.codes[0], minlength=len(futures))
    if (sizes == 0).any():
        lost = futures[int(sizes.argmin())]
        raise InputError(Path("runs"), 0, "future", lost, "a future in which all policies have run")
    starts, fewest = np.cumsum(sizes) - sizes, int(sizes.min())
    rows = (starts[:, None] + np.arange(fewest)).ravel()
    values = wide.to_numpy(np.float64)[rows].reshape(len(futures), fewest, len(policies))
    firsts = table.drop_duplicates("future").set_index("future").loc[list(futures)]
    return Payoffs(
        outcome, way, policies, futures, values.transpose(2, 0, 1),
        firsts["sample"].to_numpy(np.int64),
    )  # fmt: skip
