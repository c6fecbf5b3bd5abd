"""Where it breaks, the question: which runs or points count as cases, and under what conditions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.analysis.variance_components import Floats, need_columns
from experiments.runs.statistics import Z95
from sim.errors import InputError

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
    block: npt.NDArray[np.int64]
    """The same for a second thing that they share; all alike without one; shape [cases]."""
    what: str
    """The thing, in words."""

    def some(self, rows: npt.NDArray[Any]) -> Cases:
        """The cases of some rows."""
        return self._replace(
            x=self.x[rows],
            happened=self.happened[rows],
            group=self.group[rows],
            block=self.block[rows],
        )


def run_cases(
    runs: pd.DataFrame,
    factors: Sequence[str],
    outcome: str,
    what: str = "",
    blocks: Mapping[str, int] | None = None,
) -> Cases:
    """Every run is a case; it happened where the outcome is above 0.

    Groups are run numbers: run 7 has the same luck at every point. Where the points are sampled
    they are luck as well, of which others would have been drawn: `blocks` says of each point which
    row of the sample it was made from, as those of one row are alike. Raises InputError for an
    unknown column or too few cases.
    """
    need_columns(runs, "run", outcome, *factors, *(["point"] if blocks else []))
    happened = runs[outcome].to_numpy() > 0
    block = None if blocks is None else runs["point"].map(dict(blocks)).to_numpy(np.int64)
    return _cases(runs, factors, happened, runs["run"].to_numpy(), what or outcome, block)


def _cases(
    table: pd.DataFrame,
    factors: Sequence[str],
    happened: Flags,
    group: Any,
    what: str,
    block: Any = None,
) -> Cases:
    # A baseline that a design lacks leaves factors as the scenario has them: no place in a box.
    known = table[list(factors)].notna().all(axis=1).to_numpy()
    block = np.zeros(len(known)) if block is None else np.asarray(block)
    table, happened, group = table[known], happened[known], np.asarray(group)[known]
    if len(table) < LEAST or not factors:
        got = f"{len(table)} cases, {len(factors)} factors"
        raise InputError(
            Path("discovery"), 0, "cases", got, f"{LEAST} cases and one factor or more"
        )
    columns: dict[str, Floats] = {}
    for factor in factors:
        columns |= coded(factor, table[factor])
    x = np.column_stack(list(columns.values()))
    whole = np.asarray(group, np.int64), np.asarray(block, np.int64)[known]
    return Cases(tuple(columns), x, happened, *whole, what)


def coded(factor: str, values: pd.Series[Any]) -> dict[str, Floats]:
    """A factor as columns of real numbers: itself, or 0 and 1 for each value that is no number.

    Of two values one column says all; it is that of the one that comes last.
    The libraries stumble over whole-number and categorical columns (EMAworkbench#448).
    """
    import pandas as pd

    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if numeric:
        return {factor: values.to_numpy(np.float64)}
    text = values.astype(str).to_numpy()
    found = list(dict.fromkeys(text))
    shown = found[1:] if len(found) == 2 else sorted(found)
    return {f"{factor}{IS}{v}": (text == v).astype(np.float64) for v in shown}


def split(cases: Cases, seed: int = 1) -> tuple[Cases, Cases]:
    """Two sets by lot that share no group and no block: to find a box in, and to judge it by.

    Without blocks they are halves. With them they are quarters: what would share its group with one
    set and its block with the other is left out.
    """
    luck = np.random.default_rng(seed)
    first = _half(cases.group, luck)
    if cases.block.min() == cases.block.max():
        return cases.some(first), cases.some(~first)
    own = _half(cases.block, luck)
    return cases.some(first & own), cases.some(~first & ~own)


def _half(labels: npt.NDArray[np.int64], luck: np.random.Generator) -> Flags:
    """Which cases are in one half of the labels, by lot."""
    found, place = np.unique(labels, return_inverse=True)
    first = np.zeros(len(found), bool)
    first[luck.permutation(len(found))[: (len(found) + 1) // 2]] = True
    return first[place]


def contrast(cases: Cases, rows: Flags, others: Flags) -> tuple[float, float]:
    """Share in `rows` minus share in `others`, and its standard error; (0, 0) if one is empty.

    Luck that both sides share cancels, run by run and block by block.
    """
    inside, outside = int(rows.sum()), int(others.sum())
    if not inside or not outside:
        return 0.0, 0.0
    yes = cases.happened.astype(np.float64)
    a, b = yes[rows].mean(), yes[others].mean()
    off = np.where(rows, (yes - a) / inside, 0.0) - np.where(others, (yes - b) / outside, 0.0)
    square = 0.0
    for group in groups(cases):
        _, place = np.unique(group, return_inverse=True)
        sums = np.bincount(place, weights=off)
        square += float((sums**2).sum()) * len(sums) / max(1, len(sums) - 1)
    return float(a - b), math.sqrt(square)


def groups(cases: Cases) -> list[npt.NDArray[np.int64]]:
    """What cases share: luck, and points where these were sampled."""
    shared = cases.block.min() < cases.block.max()
    return [cases.group, cases.block] if shared else [cases.group]


def group_half(group: npt.NDArray[np.int64], happened: Flags, density: float) -> float:
    """Half of the 95 % interval of a share over groups of cases, as of a ratio of two sums."""
    _, place = np.unique(group, return_inverse=True)
    groups = int(place.max()) + 1 if len(place) else 0
    if groups < 2:
        return 1.0
    off = np.bincount(place, weights=happened - density)
    return Z95 * math.sqrt(float((off**2).sum()) * groups / (groups - 1)) / len(place)
