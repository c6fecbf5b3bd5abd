"""Four forecasters that know nothing of the conflict, for a model to beat.

Each reads the attacks reported so far (one run of a catalogue, ending when the forecast is made)
and simulates catalogues of the days that follow. None holds its rate for certain: after one attack
in seventy days "one in seventy" is a guess, and a reference that takes it for a fact is too easily
beaten. All draw deaths alike, so that they differ in timing alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.evidence.attack_catalogue import WEEK, Catalogues, Floats, Ints, catalogues

Forecaster = Callable[[Catalogues, int, int, np.random.Generator], Catalogues]
"""(past with runs = 1, days to forecast, runs, generator) -> catalogues."""

# Priors of the self-exciting process: set by hand, weak, and the same for every past.
BRANCHING_PRIOR: Final = 3.0
"""b of Beta(1, b): an attack brings on 1/4 of another on average, and none is likeliest."""
DELAY_PRIOR: Final = (7.0, 1.0)
"""Log-normal: median days from an attack to its answer, and spread of the logarithm."""
PROPOSALS: Final = 20_000
TAIL: Final = 5
"""Degrees of freedom of the proposal: heavy tails keep importance weights bounded."""


def constant_rate(past: Catalogues, days: int, runs: int, rng: np.random.Generator) -> Catalogues:
    """Attacks at one rate that never changes: a Poisson process whose rate is drawn for each run.

    The rate is Gamma(k + 1/2, T) after k attacks in T days, the posterior under Jeffreys' prior, so
    that counts are negative binomial: mean (k + 1/2) / T a day, and some attacks even after none.
    Source: Jeffreys 1946, "An invariant form for the prior probability in estimation problems".
    Raises ValueError where `past` has more than one run.
    """
    _one_run(past)
    rate = rng.gamma(len(past.day) + 0.5, 1 / past.days, runs)
    run = np.repeat(np.arange(runs), rng.poisson(rate * days))
    return _with_deaths(past, days, runs, run, rng.integers(days, size=len(run)), rng)


def persistence(past: Catalogues, days: int, runs: int, rng: np.random.Generator) -> Catalogues:
    """The last days once more, day for day: what was, will be.

    A forecast longer than the past begins it again. Every run has the same attacks, so that the
    forecast is as sure as a habit, and as wrong when the habit ends; deaths alone are drawn.
    Raises ValueError where `past` has more than one run.
    """
    _one_run(past)
    ring = min(days, past.days)
    recent = past.day[past.day >= past.days - ring] - (past.days - ring)
    day = np.concatenate([recent + k * ring for k in range(-(-days // ring))])
    day = day[day < days]
    run = np.repeat(np.arange(runs), len(day))
    return _with_deaths(past, days, runs, run, np.tile(day, runs), rng)


def bootstrap(past: Catalogues, days: int, runs: int, rng: np.random.Generator) -> Catalogues:
    """The past shuffled: weeks drawn with replacement from the last days reported.

    The last L days are joined end to start, L being the length of the forecast or of the past,
    whichever is shorter; each week of the forecast copies seven consecutive days of that ring.
    Bursts within a week survive, order between weeks does not. After L days without an attack it
    is sure that none will come.
    Source: Politis and Romano 1992, "A circular block-resampling procedure for stationary data".
    Raises ValueError where `past` has more than one run.
    """
    _one_run(past)
    ring = min(days, past.days)
    block = min(WEEK, ring)
    recent = past.day[past.day >= past.days - ring]
    starts = rng.integers(ring, size=(runs, -(-days // block)))
    into = (recent - starts[:, :, None]) % ring
    day = into + block * np.arange(starts.shape[1])[:, None]
    run, week, attack = np.nonzero((into < block) & (day < days))
    return _with_deaths(past, days, runs, run, day[run, week, attack], rng)


def self_exciting(past: Catalogues, days: int, runs: int, rng: np.random.Generator) -> Catalogues:
    """Attacks that bring on attacks: a Hawkes process, its parameters drawn for each run.

    Attacks reported so far still excite the days to come; nothing is taken to excite the first of
    them. Source: Hawkes 1971, "Spectra of some self-exciting and mutually exciting point
    processes". Raises ValueError where `past` has more than one run.
    """
    _one_run(past)
    time = instants(past.day)
    drawn = hawkes_posterior(time, past.days, runs, rng)
    run, when = hawkes_future(drawn, past.days - time, days, rng)
    return _with_deaths(past, days, runs, run, np.floor(when), rng)


BASELINES: Final[Mapping[str, Forecaster]] = {
    "constant_rate": constant_rate,
    "persistence": persistence,
    "bootstrap": bootstrap,
    "self_exciting": self_exciting,
}


class Hawkes(NamedTuple):
    """Self-exciting process with an exponential kernel; every field a number or [samples]."""

    rate: Any
    """Attacks a day in the long run, answers included; above 0."""
    branching: Any
    """Mean number of attacks that one attack brings on directly, in (0, 1)."""
    delay: Any
    """Mean days from an attack to one that it brings on; above 0."""


def instants(day: Ints) -> Floats:
    """Times in days for sorted whole days: m attacks on one day are spread evenly over it.

    At one instant they would look like instant answers, and any delay, however short, would do.
    """
    first, end = (np.searchsorted(day, day, side) for side in ("left", "right"))
    return np.asarray(day + (np.arange(len(day)) - first + 0.5) / np.maximum(end - first, 1))


def log_posterior(x: Floats, time: Floats, days: float) -> Floats:
    """Log density, up to a constant, of log rate, logit branching and log delay; [samples].

    `x` is [samples, 3], `time` the sorted times of the attacks in [0, days]. Priors: the rate's is
    the constant rate's, branching's is Beta(1, 3), delay's is log-normal. From a short past this
    expects more attacks than a constant rate does: few attacks may be a quiet spell between bursts.
    Source: Ozaki 1979, "Maximum likelihood estimation of Hawkes' self-exciting point processes".
    """
    hawkes = _natural(x)
    log_kept, log_rest = -np.logaddexp(0, -x[:, 1]), -np.logaddexp(0, x[:, 1])
    base = np.exp(x[:, 0] + log_rest)
    scaled = time / hawkes.delay[:, None]
    # Sum over earlier attacks of exp(-gap / delay), by its recursion in logarithms.
    echo = np.zeros(scaled.shape)
    echo[:, 1:] = np.exp(np.logaddexp.accumulate(scaled, axis=1)[:, :-1] - scaled[:, 1:])
    intensity = base[:, None] + (hawkes.branching / hawkes.delay)[:, None] * echo
    answered = -np.expm1(-(days - time) / hawkes.delay[:, None])
    expected = base * days + hawkes.branching * answered.sum(axis=1)
    median, spread = DELAY_PRIOR
    prior = 0.5 * x[:, 0] + log_kept + BRANCHING_PRIOR * log_rest
    prior -= 0.5 * ((x[:, 2] - np.log(median)) / spread) ** 2
    return np.asarray(np.log(intensity).sum(axis=1) - expected + prior)


def hawkes_posterior(time: Floats, days: float, samples: int, rng: np.random.Generator) -> Hawkes:
    """Parameters that the attacks at `time` within `days` leave open; fields [samples].

    Importance resampling around the mode: with an attack or two the likelihood hardly has a peak,
    so that one best value would be a false certainty.
    Source: Rubin 1988, "Using the SIR algorithm to simulate posterior distributions".
    """
    at, spread = _peak(time, days)
    normal = rng.standard_normal((PROPOSALS, 3)) / np.sqrt(
        rng.chisquare(TAIL, (PROPOSALS, 1)) / TAIL
    )
    x = np.clip(at + normal @ np.linalg.cholesky(spread).T, -30, 30)
    log_proposal = -(TAIL + 3) / 2 * np.log1p((normal**2).sum(axis=1) / TAIL)
    log_weight = log_posterior(x, time, days) - log_proposal
    weight = np.exp(log_weight - log_weight.max())
    return _natural(x[rng.choice(PROPOSALS, samples, p=weight / weight.sum())])


def hawkes_future(
    hawkes: Hawkes, ago: Floats, days: float, rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Future attacks for each sample of parameters [runs]: their runs and times in days, unsorted.

    `ago` has the ages in days of the attacks already reported. An attack has a Poisson number of
    direct answers at exponential delays, they have theirs, and so on: exact and free of time steps.
    Source: Hawkes and Oakes 1974, "A cluster process representation of a self-exciting process".
    """
    rate, branching, delay = hawkes
    runs = np.arange(len(rate))
    fresh = np.repeat(runs, rng.poisson(rate * (1 - branching) * days))
    # An exponential delay that is not yet over begins anew, whatever its age.
    owed = rng.poisson(branching[:, None] * np.exp(-ago / delay[:, None])).sum(axis=1)
    late = np.repeat(runs, owed)
    run = np.concatenate([fresh, late])
    when = np.concatenate([rng.uniform(0, days, len(fresh)), rng.exponential(delay[late])])
    found: list[tuple[Ints, Floats]] = []
    while len(run):
        inside = when < days
        run, when = run[inside], when[inside]
        found.append((run, when))
        answers = rng.poisson(branching[run])
        run, when = np.repeat(run, answers), np.repeat(when, answers)
        when = when + rng.exponential(delay[run])
    every = [np.concatenate(part) for part in zip(*found, strict=True)] if found else [run, when]
    return every[0], every[1]


def death_draws(past: Catalogues, run: Ints, runs: int, rng: np.random.Generator) -> Ints:
    """Coalition dead of each attack whose future is `run`; [attacks].

    The chance that an attack kills is drawn for each run from Beta(f + 1/2, k - f + 1/2) after f
    fatal attacks of k (Jeffreys' prior). The dead of a fatal attack are those of one of the f past
    ones or, as one more of equal weight, of an imagined one: 1, 2, 3 ... with chances 1/2, 1/4,
    1/8 ... Without it nothing worse than the worst so far could ever happen.
    """
    seen = past.deaths[past.deaths > 0]
    chance = rng.beta(len(seen) + 0.5, len(past.deaths) - len(seen) + 0.5, runs)
    fatal = rng.random(len(run)) < chance[run]
    bag = np.concatenate([seen, [0]])
    dead = bag[rng.integers(len(bag), size=len(run))]
    return np.where(fatal, np.where(dead > 0, dead, rng.geometric(0.5, len(run))), 0)


def _with_deaths(
    past: Catalogues, days: int, runs: int, run: Ints, day: npt.ArrayLike, rng: np.random.Generator
) -> Catalogues:
    """Catalogues of the attacks at (`run`, `day`), deaths drawn."""
    return catalogues(runs, days, run, day, death_draws(past, run, runs, rng))


def _peak(time: Floats, days: float) -> tuple[Floats, Floats]:
    """Highest point of the log posterior [3], and the covariance of a normal at it [3, 3]."""
    from scipy.optimize import minimize  # heavy

    def depth(x: Floats) -> float:
        return -float(log_posterior(np.clip(x, -30, 30)[None, :], time, days)[0])

    level = np.log((len(time) + 0.5) / days)
    # Two starts, few answers and many: short records can have a peak at either end.
    starts = [np.array([level, logit, np.log(DELAY_PRIOR[0])]) for logit in (-2.0, 1.0)]
    best = min((minimize(depth, at, method="BFGS") for at in starts), key=lambda found: found.fun)
    return np.asarray(best.x), np.asarray((best.hess_inv + best.hess_inv.T) / 2)


def _natural(x: Floats) -> Hawkes:
    """Rate, branching and delay of logarithms and logit; `x` is [samples, 3]."""
    return Hawkes(np.exp(x[:, 0]), 1 / (1 + np.exp(-x[:, 1])), np.exp(x[:, 2]))


def _one_run(past: Catalogues) -> None:
    """Refuse a past that is not one list of attacks."""
    if past.runs != 1:
        raise ValueError(f"the past is one run, got {past.runs}")
