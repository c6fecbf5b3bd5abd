"""The range of one parameter that decides a question which the samples split on.

The parameter whose ranks go most with the change is picked, and where to cut it, on half of the
samples; only if the other half is split there as well, the range counts. So none of two hundred
parameters is found to decide by luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.ask.sample_shares import AGREE, SPLIT, expected, shares
from experiments.runs.parameter_uncertainty import SampleGrid

Floats = npt.NDArray[np.float64]

CERTAIN: Final = 0.05
"""Chance of calling any parameter of the table leading where luck alone is at work."""
CUTS: Final = tuple(k / 20 for k in range(2, 19))
"""Shares of the samples below a cut that are tried."""
FEWEST: Final = 40
"""Samples below which no range is looked for."""
LEAST_SIDE: Final = 3
"""Samples on either side of a cut below which it says nothing."""


class DecidingRange(NamedTuple):
    """Above or below a value of one parameter the answer is yes, and elsewhere mostly not."""

    parameter: str
    above: bool
    """Is it yes above the cut, or below?"""
    cut: float
    inside: float
    """Share of the samples inside the range, not used in the search, that say yes."""
    outside: float


class Leading(NamedTuple):
    """A parameter whose ranks go with the change."""

    parameter: str
    correlation: float
    """Spearman's rank correlation with the change that each sample expects."""


def leading_parameters(parameters: Mapping[str, Floats], differences: SampleGrid) -> list[Leading]:
    """Parameters that clearly go with the change, the strongest first.

    `parameters` has shape [samples] each, `differences` [samples, runs]. The strongest of so many
    goes far by luck, so each must be `len(parameters)` times less likely by luck (Bonferroni).
    """
    varied = {k: v for k, v in parameters.items() if np.ptp(v) > 0}
    means = differences.mean(axis=1)
    if not varied or len(means) < 4 or np.ptp(means) == 0:
        return []
    from scipy.special import stdtr
    from scipy.stats import rankdata

    ranks = _standard(np.stack([rankdata(v) for v in varied.values()]))
    found = ranks @ _standard(rankdata(means)[None])[0] / len(means)
    strict = np.clip(np.abs(found), 0, 1 - 1e-12)
    free = len(means) - 2
    chance = 2 * (1 - stdtr(free, strict * np.sqrt(free / (1 - strict**2))))
    rows = [
        Leading(name, float(found[k]))
        for k, name in enumerate(varied)
        if chance[k] < CERTAIN / len(varied)
    ]
    return sorted(rows, key=lambda row: -abs(row.correlation))


def _standard(rows: npt.NDArray[np.float64]) -> Floats:
    centred = rows - rows.mean(axis=1, keepdims=True)
    found: Floats = centred / centred.std(axis=1, keepdims=True)
    return found


def deciding_range(
    parameters: Mapping[str, Floats], differences: SampleGrid, way: int, least: float
) -> DecidingRange | None:
    """The range that decides, or None. `differences` has shape [samples, runs]."""
    samples = len(differences)
    if samples < FEWEST:
        return None
    search, judge = np.arange(samples) % 2 == 0, np.arange(samples) % 2 == 1
    lead = leading_parameters({k: v[search] for k, v in parameters.items()}, differences[search])
    if not lead:
        return None
    name = lead[0].parameter
    above = lead[0].correlation * way > 0
    values = parameters[name]

    def split(cut: float, half: npt.NDArray[np.bool_]) -> tuple[float, float]:
        inside = (values > cut) == above
        sides = (differences[half & inside], differences[half & ~inside])
        if min(map(len, sides)) < LEAST_SIDE:
            return 0.0, 1.0
        return tuple(shares(expected(side), way, least).yes for side in sides)  # type: ignore[return-value]

    cuts = [float(np.quantile(values[search], share)) for share in CUTS]
    best = max(cuts, key=lambda cut: np.subtract(*split(cut, search)))
    inside, outside = split(best, judge)
    if inside >= AGREE and outside < SPLIT:
        return DecidingRange(name, above, best, inside, outside)
    return None
