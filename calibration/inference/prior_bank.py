"""A bank of prior samples with their simulated frequencies: simulated once, reweighted at will.

Any body of coded rows that asks the same questions (fewer rows, other windows, a simulated winter)
gets its posterior by weighting the same samples: no run is repeated. This works because two dozen
rows move the parameters so little; `effective` says how many samples carry the weight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.problem import Problem
from sim.parameters import PARAMETERS

BATCH: Final = 32
"""Samples between two steps of the progress bar."""


@dataclass(frozen=True)
class Bank:
    """Prior samples of the fitted parameters and what each of them lets happen."""

    problem: Problem
    names: tuple[str, ...]
    u: npt.NDArray[np.float64]
    """Samples on the priors' scale of probability, shape [samples, names]."""
    histograms: npt.NDArray[np.uint16]
    """Runs in each category, shape [samples, targets, ROOM]."""

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """The draws in natural units, shape [samples, names]."""
        return from_prior(self.names, self.u)

    def weights(
        self,
        coded: npt.NDArray[np.float64] | None = None,
        keep: npt.NDArray[np.bool_] | None = None,
    ) -> npt.NDArray[np.float64]:
        """Posterior weights of the samples, shape [samples], summing to 1.

        `coded` [targets, ROOM] are the rows to be fitted, ours by default; `keep` [targets] masks
        some of them.
        """
        log_l = self.log_likelihoods(coded)
        total = log_l[:, keep].sum(axis=1) if keep is not None else log_l.sum(axis=1)
        weights = np.exp(total - total.max())
        found: npt.NDArray[np.float64] = weights / weights.sum()
        return found

    def log_likelihoods(
        self, coded: npt.NDArray[np.float64] | None = None
    ) -> npt.NDArray[np.float64]:
        """Log chance of every coded row under every sample, shape [samples, targets]."""
        targets = self.problem.targets
        rows = weights_of(targets) if coded is None else coded
        return log_likelihood(self.histograms, targets, rows)

    def log_evidence(self) -> float:
        """Log of the mean likelihood over the prior: a check on the sampler's."""
        total = self.log_likelihoods().sum(axis=1)
        return float(np.log(np.exp(total - total.max()).mean()) + total.max())


def from_prior(names: tuple[str, ...], u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Values at probabilities of the priors, shape [samples, names], natural units."""
    return np.column_stack([PARAMETERS[n].prior.quantile(u[:, k]) for k, n in enumerate(names)])


def effective(weights: npt.NDArray[np.float64]) -> float:
    """Effective number of samples behind normalised weights (Kish 1965)."""
    return float(1.0 / (weights**2).sum())


def make_bank(
    problem: Problem,
    names: tuple[str, ...],
    samples: int,
    runs: int,
    seed: int,
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Bank:
    """Simulate `samples` scrambled Sobol samples of the priors, `runs` runs each."""
    from scipy.stats import qmc

    exponent = int(np.ceil(np.log2(max(2, samples))))
    u = qmc.Sobol(len(names), seed=seed).random_base2(exponent)[:samples]
    simulator = problem.simulator(names, runs, seed, workers=workers)
    parts = []
    for first in range(0, samples, BATCH):
        values = from_prior(names, u[first : first + BATCH])
        parts.append(simulator.histograms(values))
        if progress:
            progress(len(values))
    return Bank(problem, names, u, np.concatenate(parts))
