"""The fit as people ask about it: how far each parameter moved, and whether it is pinned down."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.evidence.library import SHIPPED
from sim.inputs.posterior import PosteriorSamples, read_posterior
from sim.parameters import PARAMETERS, Parameter

__all__ = ["SHIPPED", "Posterior", "Summary", "contraction", "load"]

IDENTIFIED: Final = 0.25
"""Least contraction that counts as pinned down: a quarter of the prior's variance is gone."""


class Summary(NamedTuple):
    """One fitted parameter: its posterior in natural units, and how far it left its prior."""

    mean: float
    sd: float
    q05: float
    q25: float
    q50: float
    q75: float
    q95: float
    contraction: float
    identified: bool


@dataclass(frozen=True)
class Posterior:
    """Posterior samples with the questions that people ask of them."""

    samples: PosteriorSamples

    @property
    def fitted(self) -> tuple[str, ...]:
        """Names of the fitted parameters."""
        return tuple(self.samples.values)

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the fit says about itself: hashes, settings, evidence."""
        return self.samples.notes

    def summary(self, name: str) -> Summary | None:
        """Posterior of one parameter; None when it was not fitted."""
        if name not in self.samples.values:
            return None
        values, weight = self.samples.values[name], self.samples.weight
        mean = float(np.average(values, weights=weight))
        sd = float(np.sqrt(np.average((values - mean) ** 2, weights=weight)))
        marks = weighted_quantile(values, weight, np.array([0.05, 0.25, 0.5, 0.75, 0.95]))
        shrunk = contraction(PARAMETERS[name], values, weight)
        q05, q25, q50, q75, q95 = map(float, marks)
        known = shrunk >= IDENTIFIED
        return Summary(mean, sd, q05, q25, q50, q75, q95, shrunk, known)


def load(path: Path = SHIPPED) -> Posterior | None:
    """The posterior in a file; None when there is none. Raises InputError when it does not read."""
    return Posterior(read_posterior(path)) if path.is_file() else None


def weighted_quantile(
    values: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], q: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Quantiles of weighted samples, shape of `q`: the smallest value with at least that weight."""
    order = np.argsort(values)
    edges = np.cumsum(weight[order])
    found: npt.NDArray[np.float64] = values[order][
        np.minimum(np.searchsorted(edges, q * edges[-1]), len(values) - 1)
    ]
    return found


def contraction(
    parameter: Parameter, values: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]
) -> float:
    """1 - posterior variance / prior variance, both on the prior's own scale of probability.

    0 is no news, 1 a point; a little below 0 is noise or a posterior pushed to both ends.
    Source: Schad, Betancourt & Vasishth 2021, "Toward a principled Bayesian workflow".
    """
    u = parameter.prior.probability(values)
    mean = np.average(u, weights=weight)
    return float(1.0 - 12.0 * np.average((u - mean) ** 2, weights=weight))


def percent_gone(shrunk: float) -> int:
    """Contraction in whole per cent, rounded down, so that none looks pinned down that is not."""
    return math.floor(100 * shrunk + 1e-9)
