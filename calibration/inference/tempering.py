"""Sequential Monte Carlo from the prior to the posterior, with moves that no dimension slows down.

Points of the prior are weighted by ever more of the likelihood (tempering), resampled, and moved.
A move mixes the normal scores of a point with fresh ones, which leaves a normal law as it is
(preconditioned Crank-Nicolson). That law is the prior in every coordinate of which the particles
say nothing, and their own normal law in the few of which they do: so a move may be as large as the
whole space, and the number of coordinates slows nothing down. The likelihood is a simulated one
with luck of its own for every point: such moves aim at the average over that luck.
Sources: Chopin & Papaspiliopoulos 2020, "An introduction to sequential Monte Carlo"; Cotter,
Roberts, Stuart & White 2013, "MCMC methods for functions"; Pinski, Simpson, Stuart & Weber 2015,
"Algorithms for Kullback-Leibler approximation of probability measures in infinite dimensions";
Andrieu & Roberts 2009, "The pseudo-marginal approach for efficient Monte Carlo computations".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Judge = Callable[[Floats], Floats]
"""Log chance of every row at points [n, coordinates], shape [n, rows]; luck anew at every call."""

KEPT: Final = 0.5
"""Effective share of the particles that a step of the tempering leaves."""
ACCEPTED: Final = 0.1
"""Share of moves below which they become smaller; so low, since luck refuses small ones too."""
SURE: Final = 3.0
"""Standard errors beyond which the particles say something of a coordinate."""
WIDER: Final = 1.1
"""Standard deviations of the law of moves against those of the particles: its tails must reach."""
LEAST: Final = 0.1
"""Least eigenvalue of the correlations of the law of moves."""
HALVINGS: Final = 60


class Move(NamedTuple):
    """One move of all particles."""

    power: float
    size: float
    accepted: float


class Law(NamedTuple):
    """A normal law of all coordinates: standard but in some `places`."""

    places: npt.NDArray[np.int64]
    mean: Floats
    """Shape [places]."""
    root: Floats
    """Cholesky factor of the covariance, shape [places, places]."""

    def mixed(self, z: Floats, size: float, rng: np.random.Generator) -> Floats:
        """Points [n, coordinates] mixed with fresh ones of the law."""
        fresh, old, at = rng.standard_normal(z.shape), z.copy(), self.places
        fresh[:, at] = fresh[:, at] @ self.root.T
        old[:, at] -= self.mean
        found: Floats = np.sqrt(1.0 - size**2) * old + size * fresh
        found[:, at] += self.mean
        return found

    def log_prior_ratio(self, z: Floats) -> Floats:
        """Log density of the prior over that of the law, but for a constant, shape [n]."""
        some = z[:, self.places]
        scores = np.linalg.solve(self.root, (some - self.mean).T)
        found: Floats = ((scores**2).sum(axis=0) - (some**2).sum(axis=1)) / 2.0
        return found


@dataclass(frozen=True)
class Particles:
    """Points of equal weight under the prior times the likelihood to a power."""

    z: Floats
    """Normal scores, shape [particles, coordinates]."""
    log_l: Floats
    """Log chance of every row, shape [particles, rows]."""
    family: npt.NDArray[np.int64]
    """Point of the prior that each comes from, shape [particles]."""
    power: float
    log_evidence: float
    """Log of the mean over the prior of the likelihood to that power."""
    size: float = 1.0
    """Size of the next move, in (0, 1]."""
    moves: tuple[Move, ...] = ()

    @property
    def total(self) -> Floats:
        """Log likelihood, shape [particles]."""
        found: Floats = self.log_l.sum(axis=1)
        return found


def from_prior(z: Floats, judge: Judge) -> Particles:
    """Points of the prior, judged but not weighted."""
    return Particles(z, judge(z), np.arange(len(z)), 0.0, 0.0)


def next_power(total: Floats, power: float, wanted: float) -> float:
    """The largest power up to 1 that leaves `wanted` effective particles."""
    if _effective((1.0 - power) * total) >= wanted:
        return 1.0
    low, high = power, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = _effective((middle - power) * total) >= wanted
        low, high = (middle, high) if enough else (low, middle)
    return low


def _effective(log_weight: Floats) -> float:
    weight = np.exp(log_weight - log_weight.max())
    return float(weight.sum() ** 2 / (weight**2).sum())


def temper(some: Particles, count: int, rng: np.random.Generator) -> Particles:
    """Weigh by as much more of the likelihood as bears it, and resample `count` particles."""
    power = next_power(some.total, some.power, KEPT * min(count, len(some.z)))
    log_weight = (power - some.power) * some.total
    weight = np.exp(log_weight - log_weight.max())
    gained = float(np.log(weight.mean()) + log_weight.max())
    # Systematic resampling: every particle comes as often as its weight asks, rounded up or down.
    at = (np.arange(count) + rng.random()) / count
    edges = np.cumsum(weight) / weight.sum()
    rows = np.minimum(np.searchsorted(edges, at), len(edges) - 1)
    return replace(
        some, z=some.z[rows], log_l=some.log_l[rows], family=some.family[rows], power=power,
        log_evidence=some.log_evidence + gained,
    )  # fmt: skip


def law_of(some: Particles) -> Law:
    """The law of moves: what the particles say beyond doubt, and else the prior."""
    n = float(np.median(effective_particles(some)))
    mean, sd = some.z.mean(axis=0), some.z.std(axis=0)
    told = (abs(mean) > SURE / np.sqrt(n)) | (abs(np.log(sd)) > SURE / np.sqrt(2.0 * n))
    places = np.flatnonzero(told)
    z = some.z[:, places]
    alike = np.atleast_2d(np.corrcoef(z.T)) if len(places) else np.zeros((0, 0))
    alike = np.where(abs(alike) > SURE / np.sqrt(n), alike, 0.0)
    values, vectors = np.linalg.eigh(alike)
    alike = (vectors * np.maximum(values, LEAST)) @ vectors.T
    wide = WIDER * sd[places]
    return Law(places, mean[places], np.linalg.cholesky(alike * wide[:, None] * wide))


def move(some: Particles, judge: Judge, rng: np.random.Generator) -> Particles:
    """Move every particle once, and tune the size of the next move."""
    law = law_of(some)
    proposed = law.mixed(some.z, some.size, rng)
    judged = judge(proposed)
    gain = some.power * (judged.sum(axis=1) - some.total)
    gain += law.log_prior_ratio(proposed) - law.log_prior_ratio(some.z)
    taken = np.log(rng.random(len(gain))) < gain
    share = float(taken.mean())
    size = float(np.clip(some.size * np.exp(2.0 * (share - ACCEPTED)), 0.1, 1.0))
    return replace(
        some,
        z=np.where(taken[:, None], proposed, some.z),
        log_l=np.where(taken[:, None], judged, some.log_l),
        size=size,
        moves=(*some.moves, Move(some.power, some.size, share)),
    )


def effective_particles(some: Particles) -> Floats:
    """Effective number of particles for the mean of every coordinate, shape [coordinates].

    Particles of one family are alike as far as moves have not parted them: with families of sizes
    c and a correlation r inside them, the variance of a mean is 1 + (sum c^2 / n - 1) r times that
    of n independent ones (the design effect; Kish 1965, "Survey sampling").
    """
    n = len(some.z)
    _, family, sizes = np.unique(some.family, return_inverse=True, return_counts=True)
    spread = some.z - some.z.mean(axis=0)
    sums = np.zeros((len(sizes), some.z.shape[1]))
    np.add.at(sums, family, spread)
    pairs = float((sizes**2).sum() - n)
    if pairs == 0:
        return np.full(some.z.shape[1], float(n))
    squares = (spread**2).sum(axis=0)
    alike = ((sums**2).sum(axis=0) - squares) / pairs / (squares / n)
    return n / (1.0 + pairs / n * np.clip(alike, 0.0, 1.0))
