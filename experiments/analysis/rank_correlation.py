"""What matters in a random sample of points: partial rank correlation of factors and outcome.

A Latin hypercube has no pairs of points that differ in one factor alone, so each factor's part is
found by regression on ranks: what it explains beyond all others. Ranks follow any steady rise or
fall, straight or bent; a factor that pushes up and then down is not seen. Factors without an order
(rival hypotheses, policies) stand as their values, and their part has a size and no sign.

Source: Marino, Hogue, Ray and Kirschner 2008, "A methodology for performing global uncertainty and
sensitivity analysis in systems biology", Journal of Theoretical Biology 254.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.analysis.sobol import OTHER, RESAMPLES, SEED
from experiments.analysis.variance_components import Floats

CERTAIN: Final = 0.05
"""Chance of calling any factor of a table seen where luck alone is at work."""
SAYS: Final = ": "
SPARE: Final = 10
"""Points beyond the columns of the regression, below which nothing is said."""


class Ranked(NamedTuple):
    """Partial rank correlation of one factor with an outcome."""

    factor: str
    kind: str
    coefficient: float
    """From -1 to 1; from 0 to 1 for a factor without an order."""
    low: float
    """Lower end of the 95 % interval, by drawing the points anew."""
    high: float
    ordered: bool
    seen: bool
    """Is it more than the largest of so many would be by luck?"""


def rank_factors(
    names: Sequence[str],
    columns: Sequence[Sequence[Any]],
    means: Floats,
    kinds: Mapping[str, str] | None = None,
) -> list[Ranked]:
    """Factors by the size of their partial rank correlation, largest first.

    `columns` holds the values of each factor, `means` the outcome, both at every point. Numbers are
    ranked, anything else stands as it is. Empty when there are too few points, or the outcome is
    the same at all of them.
    """
    known = [
        (_named(n, c), _blocks(c)) for n, c in zip(names, columns, strict=True) if len(set(c)) > 1
    ]
    width = 1 + sum(block.shape[1] for _, block in known)
    points = len(means)
    if not known or points < width + SPARE or np.ptp(means) == 0:
        return []
    blocks = [block for _, block in known]
    found, chance = _partial(blocks, _ranks(means))
    ends = _bootstrap(blocks, means)
    of = dict(kinds or {})
    rows = [
        Ranked(
            factor=name,
            kind=of.get(name.partition(SAYS)[0], OTHER),
            coefficient=float(found[k]),
            low=float(ends[0, k]),
            high=float(ends[1, k]),
            ordered=block.shape[1] == 1,
            seen=bool(chance[k] < CERTAIN / len(known)),
        )
        for k, (name, block) in enumerate(known)
    ]
    return sorted(rows, key=lambda row: -abs(row.coefficient))


def _named(name: str, values: Sequence[Any]) -> str:
    """The factor; of two words the one whose coming the sign tells of: `command: B`."""
    known = sorted(set(values), key=str)
    return f"{name}{SAYS}{known[1]}" if len(known) == 2 and not _are_numbers(known) else name


def _are_numbers(values: Sequence[Any]) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _blocks(values: Sequence[Any]) -> Floats:
    """Columns of one factor, [points, columns]: its ranks, or one column less than it has values.

    Two values have an order by themselves.
    """
    known = sorted(set(values), key=str)
    if _are_numbers(known):
        return _ranks(np.asarray(values, np.float64))[:, None]
    return np.stack([[float(v == one) for v in values] for one in known[1:]], axis=1)


def _ranks(values: npt.NDArray[Any]) -> Floats:
    """Ranks from 1, the mean of equal ones."""
    from scipy.stats import rankdata

    found: Floats = np.asarray(rankdata(values), np.float64)
    return found


def _partial(blocks: Sequence[Floats], outcome: Floats) -> tuple[Floats, Floats]:
    """Partial correlation of every block with the outcome, and the chance of one as large by luck.

    Both have shape [blocks]. One regression gives all: leaving out the columns k adds
    w_k' (C_kk)^-1 w_k to the squares that are left, where C inverts X'X and w are the weights.
    """
    from scipy.special import fdtrc

    y = outcome - outcome.mean()
    columns = np.column_stack(blocks)
    x = columns - columns.mean(axis=0)
    inverse = np.linalg.pinv(x.T @ x)
    weights = inverse @ (x.T @ y)
    left = max(0.0, float(((y - x @ weights) ** 2).sum()))
    free = len(y) - 1 - x.shape[1]
    found, chance, at = np.zeros(len(blocks)), np.ones(len(blocks)), 0
    for k, block in enumerate(blocks):
        here = np.s_[at : at + block.shape[1]]
        own = weights[here]
        more = max(0.0, float(own @ np.linalg.pinv(inverse[here, here]) @ own))
        sign = np.sign(own[0]) if len(own) == 1 else 1.0
        found[k] = sign * np.sqrt(more / (more + left)) if more > 0 else 0.0
        chance[k] = (
            fdtrc(len(own), free, more / len(own) / (left / free)) if left > 0 else more == 0
        )
        at += block.shape[1]
    return found, chance


def _bootstrap(blocks: Sequence[Floats], means: Floats) -> Floats:
    """Ends of 95 % intervals by drawing points anew; shape [2, blocks]."""
    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(RESAMPLES):
        rows = rng.integers(0, len(means), len(means))
        if np.ptp(means[rows]) > 0:
            found.append(_partial([block[rows] for block in blocks], _ranks(means[rows]))[0])
    ends: Floats = np.quantile(np.array(found), [0.025, 0.975], axis=0)
    return ends
