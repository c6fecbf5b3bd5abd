"""What hangs on one article: parameters and answers without the rows that only it reports.

Samples of the posterior are weighted by one over the likelihood of those rows, which takes the rows
out again. No run of the fit is repeated beyond one judgement of each sample.
Source: Gelfand, Dey & Chang 1992, "Model determination using predictive distributions".
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.checks.posterior_predictive import APART
from calibration.inference.prior_bank import effective
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.problem import Problem
from sim.ensemble import Leg
from sim.inputs.posterior import PosteriorSamples
from sim.outcomes import HEADLINE, OUTCOMES
from sim.parameters import PARAMETERS, as_records, sample_parameters, set_parameters

Floats = npt.NDArray[np.float64]

RESAMPLES: Final = 200
"""Bootstrap samples behind every Monte-Carlo error."""
EACH: Final = 8
"""Free runs of every sample, for the answers."""
CHUNK: Final = 500


class LeftOutShift(NamedTuple):
    """A number with all rows and without those of one article."""

    name: str
    full: float
    without: float
    error: float
    """Monte-Carlo standard error of the difference; the same samples stand behind both numbers."""

    @property
    def shift(self) -> float:
        """Without the article minus with it."""
        return self.without - self.full


@dataclass(frozen=True)
class LeftOut:
    """The fit without one article."""

    source: str
    rows: tuple[str, ...]
    """Targets that only this article reports."""
    effective: float
    """Effective samples that are left."""
    parameters: tuple[LeftOutShift, ...]
    """Posterior medians, as probabilities of the priors."""
    answers: tuple[LeftOutShift, ...]
    """Means of headline outcomes of the scenario, free from its first day."""


def leave_out(
    problem: Problem, posterior: PosteriorSamples, runs: int, seed: int, *, workers: int = 1
) -> tuple[LeftOut, ...]:
    """Leave out each article in turn; one that reports no row alone changes nothing.

    `runs` and `seed` should be those of the fit, so that each sample gets the likelihood that the
    fit gave it.
    """
    log_l = _log_likelihoods(problem, posterior, runs, seed, workers)
    names = tuple(posterior.values)
    u = np.column_stack([PARAMETERS[n].prior.probability(posterior.values[n]) for n in names])
    answers = _answers(problem, posterior, seed, workers)
    rng = np.random.default_rng(seed)
    again = rng.multinomial(len(u), posterior.weight, RESAMPLES) / len(u)
    found = []
    for source in sorted(problem.evidence.sources):
        alone = np.array([set(t.sources) == {source} for t in problem.targets.used])
        odds = np.exp(-log_l[:, alone].sum(axis=1))
        weights = Weights(posterior.weight, odds, again)
        rows = tuple(t.id for t, a in zip(problem.targets.used, alone, strict=True) if a)
        moved = (weights.medians(n, u[:, k]) for k, n in enumerate(names))
        means = (weights.means(n, answers[:, k]) for k, n in enumerate(HEADLINE))
        found.append(LeftOut(source, rows, weights.effective, tuple(moved), tuple(means)))
    return tuple(found)


class Weights:
    """Samples with and without some rows, and the same for bootstraps of them."""

    def __init__(self, weight: Floats, odds: Floats, again: Floats) -> None:
        """`weight` and `odds` [samples]; `again` are bootstrap weights, [bootstraps, samples]."""
        self.full = np.vstack([weight, again])
        without = self.full * odds
        self.without = without / without.sum(axis=1, keepdims=True)

    @property
    def effective(self) -> float:
        """Effective samples once the rows are out."""
        return effective(self.without[0])

    def medians(self, name: str, values: Floats) -> LeftOutShift:
        """Shift of the median of `values` [samples]."""
        order = np.argsort(values)
        return self._shift(name, *(_medians(w[:, order], values[order]) for w in self._both))

    def means(self, name: str, values: Floats) -> LeftOutShift:
        """Shift of the mean of `values` [samples]."""
        return self._shift(name, *(w @ values for w in self._both))

    @property
    def _both(self) -> tuple[Floats, Floats]:
        return self.full, self.without

    def _shift(self, name: str, full: Floats, without: Floats) -> LeftOutShift:
        """The first entry is the estimate, the others are the bootstrap."""
        error = float(np.std((without - full)[1:], ddof=1))
        return LeftOutShift(name, float(full[0]), float(without[0]), error)


def _medians(weights: Floats, ordered: Floats) -> Floats:
    """Weighted medians, [bootstraps]; `ordered` values rise, `weights` [bootstraps, samples]."""
    edges = np.cumsum(weights, axis=1)
    at = (edges >= 0.5 * edges[:, -1:]).argmax(axis=1)
    found: Floats = ordered[at]
    return found


def _log_likelihoods(
    problem: Problem, posterior: PosteriorSamples, runs: int, seed: int, workers: int
) -> Floats:
    """Log chance of every coded row under every sample, shape [samples, targets]."""
    simulator = problem.simulator(tuple(posterior.values), runs, seed, workers=workers)
    values = np.column_stack(list(posterior.values.values()))
    histograms = simulator.histograms(values)
    return log_likelihood(histograms, problem.targets, weights_of(problem.targets))


def _answers(problem: Problem, posterior: PosteriorSamples, seed: int, workers: int) -> Floats:
    """Headline outcomes of every sample, means over EACH free runs, shape [samples, HEADLINE]."""
    engine = problem.simulator((), 1, seed).engine
    samples, scenario = len(posterior.weight), problem.scenario
    whole = (Leg(scenario.days, back=False, branch=True, kept=True),)

    def work(first: int) -> Floats:
        rows = np.repeat(np.arange(first, min(first + CHUNK // EACH, samples)), EACH)
        numbers = APART + rows[0] * EACH + np.arange(len(rows))
        records = as_records(
            sample_parameters(
                "prior", scenario.hypotheses, scenario.parameter_values, seed, numbers
            )
        )
        set_parameters(records, {name: v[rows] for name, v in posterior.values.items()})
        tallies = engine.futures(numbers, records, whole).tallies
        found = np.column_stack([OUTCOMES[name].compute(tallies) for name in HEADLINE])
        return found.reshape(-1, EACH, len(HEADLINE)).mean(axis=1)

    with ThreadPoolExecutor(workers) as pool:
        return np.concatenate(list(pool.map(work, range(0, samples, CHUNK // EACH))))
