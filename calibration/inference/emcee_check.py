"""A second sampler on the same likelihood: emcee, started from the samples of the first.

If the samples are the posterior, an ensemble of walkers started on them stays where it is
(Goodman & Weare 2010; Foreman-Mackey et al. 2013); if the first sampler missed a part or drew it
too narrow, the walkers leave it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.inference.fit import Fit, Floats, Progress, Settings
from calibration.inference.prior_bank import from_prior
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from sim.errors import InputError


class Second(NamedTuple):
    """One parameter by both samplers, on the prior's scale of probability."""

    name: str
    mean: float
    mean_again: float
    sd: float
    sd_again: float
    errors: float
    """Distance of the means in standard errors, autocorrelation of the walkers included."""


def second_sampler(
    fit: Fit, settings: Settings, steps: int, workers: int, progress: Progress
) -> list[Second]:
    """Walk `steps` steps with twice as many walkers as parameters and two more.

    Raises InputError when the extra `fit` is missing.
    """
    try:
        import emcee
    except ModuleNotFoundError:
        raise InputError(
            Path("calibrate"), 1, "install", "no emcee", "pip install -e '.[fit]'"
        ) from None
    simulator = fit.problem.simulator(fit.names, settings.runs, settings.seed, workers=workers)
    weights = weights_of(fit.problem.targets)

    def judge(u: Floats) -> Floats:
        inside = ((u > 0.0) & (u < 1.0)).all(axis=1)
        found = np.full(len(u), -np.inf)
        if inside.any():
            part = simulator.histograms(from_prior(fit.names, u[inside]))
            found[inside] = log_likelihood(part, fit.problem.targets, weights).sum(axis=1)
        progress("", int(inside.sum()))
        return found

    walkers = 2 * len(fit.names) + 2
    start, _ = fit.samples(walkers, settings.seed + 3)
    # Duplicate starts would leave the ensemble without spread in some direction.
    start = np.clip(start + np.random.default_rng(settings.seed).normal(0, 1e-3, start.shape), 0, 1)
    sampler = emcee.EnsembleSampler(walkers, len(fit.names), judge, vectorize=True)
    sampler.random_state = np.random.RandomState(settings.seed % 2**32).get_state()
    sampler.run_mcmc(start, steps)
    return _compare(fit, sampler.get_chain())


def _compare(fit: Fit, chain: Floats) -> list[Second]:
    """`chain` has shape [steps, walkers, names]; its first half is left out."""
    kept = chain[len(chain) // 2 :]
    found = []
    for k, name in enumerate(fit.names):
        mean = float(np.average(fit.u[:, k], weights=fit.weight))
        sd = float(np.sqrt(np.average((fit.u[:, k] - mean) ** 2, weights=fit.weight)))
        by_walker = kept[:, :, k].mean(axis=0)
        error = float(by_walker.std(ddof=1) / np.sqrt(len(by_walker)))
        again = float(by_walker.mean())
        found.append(
            Second(name, mean, again, sd, float(kept[:, :, k].std()), abs(again - mean) / error)
        )
    return found
