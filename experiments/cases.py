"""Where it breaks, the question: which runs or points count as cases, and under what conditions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.crossed import Floats, need_columns
from sim.yamlfile import InputError

if TYPE_CHECKING:
    import pandas as pd

LEAST: Final = 40
"""Cases below which a box would be read out of noise."""
IS: Final = "="
"""Between a factor that is no number and one of its values, in the name of a 0/1 column."""

Flags = npt.NDArray[np.bool_]


class Cases(NamedTuple):
    """Conditions and whether the thing happened under them."""

    names: tuple[str, ...]
    """Columns of `x`: factors that are numbers, and `factor=value` for the others."""
    x: Floats
    """Shape [cases, columns]."""
    happened: Flags
    """Shape [cases]."""
    group: npt.NDArray[np.int64]
    """Cases of one group share their luck or their point, so they stay together; shape [cases]."""
    what: str
    """The thing, in words."""

    def some(self, rows: npt.NDArray[Any]) -> Cases:
        """The cases of some rows."""
        return self._replace(x=self.x[rows], happened=self.happened[rows], group=self.group[rows])


def run_cases(runs: pd.DataFrame, factors: Sequence[str], outcome: str, what: str = "") -> Cases:
    """Every run is a case; it happened where the outcome is above 0.

    Groups are run numbers: run 7 has the same luck at every point. Raises InputError for an unknown
    column or too few cases.
    """
    need_columns(runs, "run", outcome, *factors)
    happened = runs[outcome].to_numpy() > 0
    return _cases(runs, factors, happened, runs["run"].to_numpy(), what or outcome)


def point_cases(
    runs: pd.DataFrame, factors: Sequence[str], outcome: str, at_least: float, what: str = ""
) -> Cases:
    """Every point is a case; it happened where the mean of the outcome is `at_least` or more.

    Raises InputError for an unknown column or too few points.
    """
    need_columns(runs, "point", outcome, *factors)
    by_point = runs.groupby("point", sort=False)
    table = by_point[list(factors)].first()
    happened = by_point[outcome].mean().to_numpy() >= at_least
    numbers = np.arange(len(table))
    return _cases(table, factors, happened, numbers, what or f"{outcome} of {at_least:g} or more")


def _cases(
    table: pd.DataFrame, factors: Sequence[str], happened: Flags, group: Any, what: str
) -> Cases:
    # A baseline that a design lacks leaves factors as the scenario has them: no place in a box.
    known = table[list(factors)].notna().all(axis=1).to_numpy()
    table, happened, group = table[known], happened[known], np.asarray(group)[known]
    if len(table) < LEAST or not factors:
        got = f"{len(table)} cases, {len(factors)} factors"
        raise InputError(
            Path("discovery"), 1, "cases", got, f"{LEAST} cases and one factor or more"
        )
    columns: dict[str, Floats] = {}
    for factor in factors:
        columns |= coded(factor, table[factor])
    x = np.column_stack(list(columns.values()))
    return Cases(tuple(columns), x, happened, np.asarray(group, np.int64), what)


def coded(factor: str, values: pd.Series[Any]) -> dict[str, Floats]:
    """A factor as columns of real numbers: itself, or 0 and 1 for each value that is no number.

    The libraries stumble over whole-number and categorical columns (EMAworkbench#448).
    """
    import pandas as pd

    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if numeric:
        return {factor: values.to_numpy(np.float64)}
    text = values.astype(str).to_numpy()
    return {f"{factor}{IS}{v}": (text == v).astype(np.float64) for v in sorted(set(text))}


def split(cases: Cases, seed: int = 1) -> tuple[Cases, Cases]:
    """Two halves of the groups by lot: one to find a box in, one to judge it by."""
    groups, place = np.unique(cases.group, return_inverse=True)
    first = np.zeros(len(groups), bool)
    first[np.random.default_rng(seed).permutation(len(groups))[: (len(groups) + 1) // 2]] = True
    return cases.some(first[place]), cases.some(~first[place])
