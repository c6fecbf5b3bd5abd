"""Which parameters could the rows speak to at all? Each one alone, all others drawn from priors.

The prior of a parameter is cut into bins of equal probability; rows are met more often in some bins
than in others, and the bins weighted so hold information, in nats. Binning noise gives some as
well: how much is measured by shuffling. The screen justifies which parameters are fitted. It looks
at one at a time, so it is blind to pairs that act only together.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.likelihood.log_likelihood import weights_of
from calibration.likelihood.problem import Problem
from sim.parameters import PARAMETERS, Prior, moved_by, sample_parameters

Floats = npt.NDArray[np.float64]

BINS: Final = 6
SHUFFLES: Final = 200
CHUNK: Final = 500
"""Runs in one piece of work."""


class Gain(NamedTuple):
    """What the rows could say of one parameter."""

    name: str
    nats: float
    """Information beyond the mean of shuffled bins; may fall a little below 0."""
    clear: bool
    """Does it lie beyond the 95 % point of shuffled bins? One silent parameter in twenty does."""


@dataclass(frozen=True)
class Screen:
    """All open parameters, the most informative first."""

    gains: tuple[Gain, ...]
    noise: float
    """95 % point of shuffled bins, in nats beyond their mean."""
    runs: int

    def of(self, names: Iterable[str]) -> tuple[Gain, ...]:
        """The gains of some parameters, in the order of the screen."""
        wanted = set(names)
        return tuple(g for g in self.gains if g.name in wanted)

    def clear(self) -> tuple[str, ...]:
        """Parameters that the rows could speak to."""
        return tuple(g.name for g in self.gains if g.clear)


def screen(problem: Problem, runs: int, seed: int, *, workers: int = 1) -> Screen:
    """Screen every parameter whose prior is open, on `runs` runs with all of them drawn."""
    hits, judged = _hits(problem, runs, seed, workers)
    numbers, scenario = np.arange(runs), problem.scenario
    table = sample_parameters(
        "prior", scenario.hypotheses, scenario.parameter_values, seed, numbers
    )
    rng = np.random.default_rng(seed)
    noise = np.array([information(_even(runs, rng), hits, judged) for _ in range(SHUFFLES)])
    mean, edge = float(noise.mean()), float(np.quantile(noise, 0.95))
    found = []
    for name, prior in _open(problem).items():
        bins = np.minimum((prior.probability(table[name]) * BINS).astype(np.int64), BINS - 1)
        nats = information(bins, hits, judged)
        found.append(Gain(name, nats - mean, nats > edge))
    found.sort(key=lambda g: (-g.nats, g.name))
    return Screen(tuple(found), edge - mean, runs)


def _open(problem: Problem) -> dict[str, Prior]:
    """Priors of the parameters that runs draw."""
    _, moved = moved_by(problem.scenario.hypotheses)
    priors = {name: moved.get(name, p.prior) for name, p in PARAMETERS.items()}
    fixed = problem.scenario.parameter_values
    return {n: p for n, p in priors.items() if p.kind != "fixed" and n not in fixed}


def _even(runs: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Bins of a parameter that does nothing."""
    return rng.integers(0, BINS, runs)


def _hits(problem: Problem, runs: int, seed: int, workers: int) -> tuple[Floats, Floats]:
    """How well every run fits every row, and 1 where there is something to judge; [runs, targets].

    A row is given as a share of one over all its categories that fit, so 1 means that it is met.
    """
    simulator = problem.simulator((), runs, seed, workers=workers)
    weights = weights_of(problem.targets)
    sized = np.array([t.sized for t in problem.targets.used])
    nobody = np.zeros((1, 0))

    def work(first: int) -> npt.NDArray[np.int64]:
        found: npt.NDArray[np.int64] = simulator.categories(nobody, slice(first, first + CHUNK))[0]
        return found

    with ThreadPoolExecutor(workers) as pool:
        categories = np.concatenate(list(pool.map(work, range(0, runs, CHUNK))))
    hits = np.take_along_axis(weights.T, categories, axis=0)
    judged = 1.0 - (sized & (categories == 0))
    return hits * judged, judged


def information(bins: npt.NDArray[np.int64], hits: Floats, judged: Floats) -> float:
    """Nats by which rows would move a parameter off even bins (Kullback-Leibler divergence).

    `bins` has shape [runs], `hits` and `judged` [runs, targets].
    """
    met, of = _by_bin(bins, hits), _by_bin(bins, judged)
    log_l = np.log((met + 0.5) / (of + 1.0)).sum(axis=1)
    share = np.exp(log_l - log_l.max())
    share /= share.sum()
    return float((share * np.log(np.maximum(share, 1e-300) * BINS)).sum())


def _by_bin(bins: npt.NDArray[np.int64], values: Floats) -> Floats:
    """Sums of values [runs, targets] in every bin, shape [BINS, targets]."""
    n = values.shape[1]
    cells = (bins[:, None] * n + np.arange(n)).ravel()
    # No matrix product: its threads would get in the way of the others for a sum this small.
    found = np.bincount(cells, values.ravel(), BINS * n)
    return found.astype(np.float64).reshape(BINS, n)
