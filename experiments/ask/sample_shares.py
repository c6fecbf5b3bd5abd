"""In what share of parameter samples a change is large enough to matter, luck taken out.

A pair of runs holds luck, so even the mean of several pairs of one sample lies off what it would
come to over endless runs. Counting such means calls too few samples alike: samples that all expect
the same small change would seem to split. What each sample expects is therefore estimated with the
luck taken out of the spread (`means_without_luck`), and what the number of runs leaves open about
the common mean is averaged over, so that few runs settle nothing (Morris 1983, "Parametric
empirical Bayes inference: theory and applications", Journal of the American Statistical
Association 78).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.parameter_uncertainty import SampleGrid, means_without_luck

Floats = npt.NDArray[np.float64]

AGREE: Final = 0.9
"""Share of samples that must agree for a verdict."""
SPLIT: Final = 0.75
"""Share that say yes, below which a variant or a range says otherwise and is not only less sure."""


class Expected(NamedTuple):
    """What each parameter sample expects of a change, in the unit of the outcome."""

    values: Floats
    """Shape [samples], luck taken out."""
    mean: float
    error: float
    """Standard error of the mean over the samples, from luck and from their number."""

    @property
    def band(self) -> tuple[float, float]:
        """Nine samples of ten lie between."""
        low, high = np.quantile(self.values, [0.05, 0.95])
        return float(low), float(high)


class Shares(NamedTuple):
    """Shares of parameter samples; they sum to 1."""

    yes: float
    """The change goes the way of a yes by the size that matters, or more."""
    too_little: float
    opposite: float
    """It goes the other way by that size or more."""


def expected(differences: SampleGrid) -> Expected:
    """What the samples expect; `differences` has shape [samples >= 2, runs >= 2]."""
    means = differences.mean(axis=1)
    error = float(means.std(ddof=1)) / math.sqrt(len(means))
    return Expected(means_without_luck(differences), float(means.mean()), error)


def shares(found: Expected, way: int, least: float) -> Shares:
    """Shares of samples; `way` is +1 where yes means more, `least` the smallest that matters."""
    signed = way * found.values
    yes = _beyond(signed, least, found.error)
    opposite = _beyond(-signed, least, found.error)
    return Shares(yes, max(0.0, 1.0 - yes - opposite), opposite)


def _beyond(values: Floats, least: float, error: float) -> float:
    from scipy.special import ndtr

    if error == 0:
        return float((values >= least).mean())
    return float(ndtr((values - least) / error).mean())
