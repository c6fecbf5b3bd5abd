"""Where it breaks, the answer: the box of conditions under which a thing is likely, in words.

PRIM peels the table to a box in which the thing is dense; CART splits it into leaves. Both are
found in one part of the runs and judged by another, because the best of many boxes always looks
good in the table that it was chosen from.

Sources: Friedman and Fisher 1999, "Bump hunting in high-dimensional data", Statistics and
Computing 9; Bryant and Lempert 2010, "Thinking inside the box", Technological Forecasting and
Social Change 77 (coverage, density, quasi-p).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from experiments.analysis.discovery_cases import (
    IS,
    Cases,
    Flags,
    contrast,
    group_half,
    groups,
    split,
)
from experiments.analysis.variance_components import Floats
from experiments.runs.statistics import Z95, seen_interval
from experiments.text.optional_imports import need
from experiments.text.wording import significant

if TYPE_CHECKING:
    import pandas as pd

MASS: Final = 0.05
"""Smallest share of all cases that a box may hold."""
QUASI_P: Final = 0.01
"""Chance of a limit arising by luck from which it is dropped."""
HARDLY: Final = 0.15
"""Share of the wider box that a limit must cut off to be told."""
NEARLY: Final = 0.98
"""A box this close to the best one is taken if it has fewer limits."""
MOST: Final = 20_000
"""Cases that a box is looked for in; more only cost time. It is judged by all of its half."""


class Limit(NamedTuple):
    """One side of the box: `low` <= column <= `high`, either of them endless."""

    column: str
    low: float
    high: float


class Box(NamedTuple):
    """A box of conditions, judged by the half of the cases that it was not found in."""

    method: str
    what: str
    limits: tuple[Limit, ...]
    inside: int
    """Cases in the box."""
    cases: int
    base: float
    """Share of all cases in which it happened."""
    density: float
    """Share of the cases in the box in which it happened."""
    density_low: float
    density_high: float
    coverage: float
    """Share of what happened that lies in the box."""
    elsewhere: float
    """Share of the cases outside in which it happened."""
    path: tuple[tuple[float, float, int], ...]
    """Coverage, density and number of limits of every box looked at, in the half of the search."""

    more_low: float
    """Lower end of the 95 % interval of the share inside minus that outside, luck in common."""

    @property
    def found(self) -> bool:
        """Is the thing denser in the box than outside by more than luck?"""
        return bool(self.limits) and self.more_low > 0


def prim(cases: Cases, seed: int = 1) -> Box:
    """The box that PRIM finds. Raises InputError when the workbench is missing."""
    library = need("ema_workbench.analysis.prim", "EMA Workbench", "analysis")
    return _search("PRIM", cases, seed, lambda c: _prim_boxes(library, c))


def cart(cases: Cases, seed: int = 1) -> Box:
    """The best leaf of a classification tree. Raises InputError when the workbench is missing."""
    library = need("ema_workbench.analysis.cart", "EMA Workbench", "analysis")
    return _search("CART", cases, seed, lambda c: _cart_boxes(library, c))


def _search(
    method: str, cases: Cases, seed: int, boxes: Callable[[Cases], list[tuple[Limit, ...]]]
) -> Box:
    learn, check = split(cases, seed)
    if len(learn.happened) > MOST:
        rows = np.random.default_rng(seed).permutation(len(learn.happened))[:MOST]
        learn = learn.some(np.sort(rows))
    if learn.happened.all() or not learn.happened.any():
        return judge(method, check, (), ())
    looked: list[tuple[Limit, ...]] = [()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the workbench uses what its libraries will drop
        looked += boxes(learn)
    path = [_path_step(learn, limits) for limits in looked]
    base = path[0][1]
    scores = [_gain(coverage, density, base) for coverage, density, _ in path]
    good = [k for k, score in enumerate(scores) if score >= NEARLY * max(scores)]
    best = min(good, key=lambda k: (path[k][2], -scores[k]))
    return judge(method, check, needed(learn, looked[best]), path)


def _path_step(cases: Cases, limits: Sequence[Limit]) -> tuple[float, float, int]:
    rows = within(cases, limits)
    hits = int(cases.happened[rows].sum())
    return hits / int(cases.happened.sum()), hits / max(1, int(rows.sum())), len(limits)


def _gain(coverage: float, density: float, base: float) -> float:
    """What a box tells: how much more it holds than a box of its size would by chance.

    Weighted relative accuracy (Lavrac, Flach and Zupan 1999), up to a constant; the mean of
    coverage and density would take the whole table where the thing is common.
    """
    size = coverage * base / density if density > 0 else 0.0
    return size * (density - base)


def _frame(cases: Cases) -> pd.DataFrame:
    """The conditions under names that mean nothing to the workbench, which drops `scenario`."""
    import pandas as pd

    return pd.DataFrame({f"x{k}": cases.x[:, k] for k in range(len(cases.names))})


def _limits(cases: Cases, lows: Floats, highs: Floats) -> tuple[Limit, ...]:
    """Those sides that leave a case out; each moved to the outermost value that it keeps."""
    limits = []
    for k, (name, low, high) in enumerate(zip(cases.names, lows, highs, strict=True)):
        column = cases.x[:, k]
        a = -math.inf if low <= column.min() else float(column[column >= low].min())
        b = math.inf if high >= column.max() else float(column[column <= high].max())
        if a > -math.inf or b < math.inf:
            limits.append(Limit(name, a, b))
    return tuple(limits)


def _prim_boxes(library: Any, cases: Cases) -> list[tuple[Limit, ...]]:
    search = library.Prim(_frame(cases), cases.happened, mass_min=MASS)
    lims = search.find_box().box_lims
    return [_limits(cases, *box.to_numpy(np.float64)) for box in lims]


def _cart_boxes(library: Any, cases: Cases) -> list[tuple[Limit, ...]]:
    tree = library.CART(_frame(cases), cases.happened, mass_min=MASS)
    tree.build_tree()
    if tree.clf.tree_.node_count == 1:
        return []
    return [_limits(cases, *box.to_numpy(np.float64)) for box in tree.boxes]


def within(cases: Cases, limits: Sequence[Limit]) -> Flags:
    """Which cases lie in the box; shape [cases]."""
    rows = np.ones(len(cases.happened), bool)
    for limit in limits:
        column = cases.x[:, cases.names.index(limit.column)]
        rows &= (column >= limit.low) & (column <= limit.high)
    return rows


def needed(cases: Cases, limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """The limits without those that luck explains: one dropped at a time, the weakest first.

    The p-value of a limit is of the share inside the box against that in the part which the limit
    alone cuts off. As a quasi-p it is of the cases that the box was found in, so it is too small;
    unlike the binomial one it counts cases that share luck or points as the fewer that they are.
    """
    from scipy.special import ndtr

    kept = list(limits)
    while kept:
        rows = within(cases, kept)
        chances = []
        for limit in kept:
            cut = within(cases, [other for other in kept if other != limit]) & ~rows
            difference, error = contrast(cases, rows, cut)
            # All on one side and none on the other leaves no error at all.
            sure = error == 0 and difference > 0
            chances.append(0.0 if sure else float(ndtr(-difference / (error or 1.0))))
        if max(chances) < QUASI_P:
            break
        kept.pop(int(np.argmax(chances)))
    return _plain(cases, kept)


def _plain(cases: Cases, limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """The limits without those that cut off next to nothing, however sure: the least first.

    Peeling trims a few per cent off factors that do nothing.
    """
    kept = list(limits)
    while len(kept) > 1:
        inside = int(within(cases, kept).sum())
        wider = [int(within(cases, [o for o in kept if o != limit]).sum()) for limit in kept]
        if inside < (1 - HARDLY) * min(wider):
            break
        kept.pop(int(np.argmin(wider)))
    return tuple(kept)


def _more(cases: Cases, rows: Flags) -> float:
    """Lower end of the 95 % interval of the share inside minus the share outside."""
    difference, error = contrast(cases, rows, ~rows)
    return difference - Z95 * error


def judge(
    method: str, cases: Cases, limits: Sequence[Limit], path: Sequence[tuple[float, float, int]]
) -> Box:
    """Density and coverage of a box on these cases.

    The interval of the density counts whole groups as single draws where that is wider, because
    cases of one group share their luck; where points were sampled, these as well.
    """
    rows, yes = within(cases, limits), cases.happened
    inside, hits = int(rows.sum()), int(yes[rows].sum())
    density = hits / max(1, inside)
    low, high = seen_interval(density, inside)
    half = math.hypot(*(group_half(g[rows], yes[rows], density) for g in groups(cases)))
    outside = len(yes) - inside
    return Box(
        method, cases.what, tuple(limits), inside, len(yes), float(yes.mean()), density,
        max(0.0, min(low, density - half)), min(1.0, max(high, density + half)),
        hits / max(1, int(yes.sum())), (int(yes.sum()) - hits) / max(1, outside), tuple(path),
        _more(cases, rows),
    )  # fmt: skip


def limit_words(limit: Limit) -> str:
    """One side of the box: `reply at most 1`, `killing = B`, `growth 0.01 to 0.02`."""
    factor, mark, value = limit.column.partition(IS)
    if mark:
        return f"{factor} = {value}" if limit.low > 0 else f"{factor} ≠ {value}"
    factor = factor.replace("_", " ")
    if limit.low == limit.high:
        return f"{factor} {significant(limit.low)}"
    if limit.high == math.inf:
        return f"{factor} at least {significant(limit.low)}"
    if limit.low == -math.inf:
        return f"{factor} at most {significant(limit.high)}"
    return f"{factor} {significant(limit.low)} to {significant(limit.high)}"


def in_words(box: Box) -> str:
    """The box as a sentence or two; or that none was found."""
    judged = f"{box.method}, judged by {box.cases:,} cases not used in the search"
    if not box.found:
        return (
            f"The search found no box of conditions that holds {box.what} clearly more often than "
            f"elsewhere ({judged})."
        )
    *first, last = [limit_words(limit) for limit in box.limits]
    where = f"{', '.join(first)} and {last}" if first else last
    return (
        f"{box.what[:1].upper()}{box.what[1:]} in {_share(box.density)} of the judged cases "
        f"({_share(box.density_low)} to {_share(box.density_high)}) where {where}, against "
        f"{_share(box.elsewhere)} elsewhere. The box is {_share(box.inside / box.cases)} of these "
        f"cases and holds {_share(box.coverage)} of what happened in them ({judged})."
    )


def _share(value: float) -> str:
    return f"{significant(100 * value)} %"
