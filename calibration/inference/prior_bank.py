"""A bank of prior samples with their simulated frequencies: simulated once, reweighted at will.

Any body of coded rows that asks the same questions (fewer rows, other windows, a simulated winter)
gets its posterior by weighting the same samples, and so do the variants of free hypotheses: no run
is repeated. Every sample holds all open parameters and has runs of its own. `effective` says how
many samples carry the weight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from calibration.inference.prior_space import Floats, PriorSpace
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.problem import Problem
from calibration.likelihood.simulate import Frequencies

BATCH: Final = 64
"""Samples between two steps of the progress bar."""


@dataclass(frozen=True)
class Bank:
    """Prior samples and what each of them lets happen."""

    problem: Problem
    space: PriorSpace
    z: Floats
    """Normal scores, shape [samples, coordinates]."""
    frequencies: Frequencies
    runs: int
    """Runs of each sample; sample k has the run numbers from `first` + k * `runs` on."""
    first: int
    seed: int

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters with a coordinate of their own."""
        return tuple(self.space.priors)

    @property
    def u(self) -> Floats:
        """Their samples on the priors' scale of probability, shape [samples, names]."""
        found: Floats = ndtr(self.z[:, : len(self.names)])
        return found

    @property
    def used(self) -> int:
        """First run number that no sample has."""
        return self.first + self.runs * len(self.z)

    def log_likelihoods(
        self, coded: Floats | None = None, keep: npt.NDArray[np.bool_] | None = None
    ) -> Floats:
        """Log chance of every coded row under every sample, shape [samples, targets].

        `coded` [targets, ROOM] are the rows to be fitted, ours by default; `keep` [targets] masks
        rows, which then say nothing.
        """
        targets = self.problem.targets
        rows = weights_of(targets) if coded is None else coded
        return log_likelihood(self.frequencies, targets, rows, keep)

    def weights(
        self,
        coded: Floats | None = None,
        keep: npt.NDArray[np.bool_] | None = None,
        power: float = 1.0,
    ) -> Floats:
        """Posterior weights of the samples, shape [samples], summing to 1.

        `keep` [targets] masks rows; `power` is that of the likelihood: below 1 it trusts it less.
        """
        total = self.log_likelihoods(coded, keep).sum(axis=1)
        weights = np.exp(power * (total - total.max()))
        found: Floats = weights / weights.sum()
        return found

    def log_evidence(self) -> float:
        """Log of the mean likelihood over the prior."""
        total = self.log_likelihoods().sum(axis=1)
        return float(np.log(np.exp(total - total.max()).mean()) + total.max())


def effective(weights: Floats) -> float:
    """Effective number of samples behind normalised weights (Kish 1965)."""
    return float(1.0 / (weights**2).sum())


def make_bank(
    problem: Problem,
    space: PriorSpace,
    samples: int,
    runs: int,
    seed: int,
    *,
    first: int = 0,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Bank:
    """Simulate `samples` samples of the priors, `runs` runs each, run numbers from `first` on."""
    z = space.draw(samples, np.random.default_rng([seed, first]))
    simulator = problem.simulator(space.names, runs, seed, workers=workers)
    parts = []
    for at in range(0, samples, BATCH):
        some = space.values(z[at : at + BATCH])
        parts.append(simulator.frequencies(some, first + at * runs))
        if progress:
            progress(len(some))
    together = Frequencies(*(np.concatenate(some) for some in zip(*parts, strict=True)))
    return Bank(problem, space, z, together, runs, first, seed)
