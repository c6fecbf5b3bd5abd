"""All checks of a fit: what it pinned down, gives back and finds again, and what hangs on what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.checks.burstiness import Rhythm, rhythm
from calibration.checks.free_runs import futures
from calibration.checks.holdout_checks import Fact, account, branches, check_unfitted, check_world
from calibration.checks.informed_directions import informed_directions
from calibration.checks.leave_one_article_out import LeftOut, leave_out
from calibration.checks.posterior_predictive import Check, check_targets, meets_all
from calibration.checks.simulation_based_calibration import Recovery, recover, recover_one_by_one
from calibration.inference.fit import Progress
from calibration.inference.posterior import IDENTIFIED, Posterior
from calibration.inference.prior_bank import effective, make_bank
from calibration.inference.prior_space import prior_space
from calibration.likelihood.problem import Problem
from sim.parameters import PARAMETERS

Floats = npt.NDArray[np.float64]

WRONG: Final = 1.0
"""The negative control runs its winters on truths moved by one standard deviation of the prior."""


class CheckSize(NamedTuple):
    """How much is computed."""

    samples: int = 6_144
    """Samples of the bank; recovery and articles left out weigh them."""
    bank_runs: int = 300
    """Runs for each of them: with fewer, luck alone would make most samples weigh nothing."""
    repeats: int = 300
    """Made-up winters of the recovery check, and as many of each of its negative controls."""
    thinned: int = 200
    """Posterior samples of the predictive check, each on `runs` runs."""
    runs: int = 200
    futures: int = 4_000
    """Free runs behind the rows that are not fitted."""
    seed: int = 20191028


QUICK: Final = CheckSize(1_024, 40, 100, 50, 60, 500)


class Pinned(NamedTuple):
    """Prior and posterior of one parameter in natural units: 5 %, median, 95 %."""

    name: str
    unit: str
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    contraction: float
    """Share of the prior's variance that is gone, on the prior's scale of probability."""

    @property
    def words(self) -> str:
        """`not identified` where the evidence does not pin the parameter down, else nothing."""
        return "" if self.contraction >= IDENTIFIED else "not identified"


@dataclass(frozen=True)
class Checks:
    """What the checks found."""

    size: CheckSize
    pinned: tuple[Pinned, ...]
    directions: int
    """Directions in which the posterior is narrower than the prior beyond chance."""
    meets: tuple[float, float]
    """Chance that a winter meets every row, each judged on its own branch: prior, posterior."""
    targets: tuple[Check, ...]
    """Every row of the fit under the posterior."""
    unfitted: tuple[Check, ...]
    """Rows that are compared and were not fitted."""
    world: tuple[Fact, ...]
    uses: dict[str, str]
    """Every aggregate: fitted, checked, world or outside."""
    rhythms: tuple[Rhythm, Rhythm]
    """Free runs on the posterior, and on the defaults."""
    recovery: Recovery
    control: Recovery
    """A negative control, winters of other truths, which must fail."""
    one_by_one: Recovery
    """Another: each parameter fitted alone with all others averaged out row by row."""
    articles: tuple[LeftOut, ...]
    effective: float
    """Effective samples of the bank on our rows."""

    @property
    def outside(self) -> tuple[Check, ...]:
        """Coded rows, fitted or not, that runs on the posterior do not give back."""
        return tuple(c for c in (*self.targets, *self.unfitted) if not c.judged.inside)

    @property
    def sound(self) -> bool:
        """Does the fit find made-up truths, and does the check notice when it should not?"""
        return not self.recovery.failures() and bool(self.control.failures())


def run_checks(
    problem: Problem,
    posterior: Posterior,
    size: CheckSize,
    *,
    workers: int = 1,
    progress: Progress = lambda stage, n: None,  # noqa: ARG005  a caller who wants no word of it
) -> Checks:
    """Check `posterior`, a fit to `problem`. Some minutes at full size."""
    samples, seed = posterior.samples, size.seed
    progress("predictive check", 0)
    targets, meets = check_targets(problem, samples, size.thinned, size.runs, seed, workers=workers)
    days = branches(problem)
    ahead = futures(problem, samples, tuple(days.values()), size.futures, seed, workers=workers)
    plain = futures(problem, None, (0,), size.futures, seed, workers=workers)
    length = problem.scenario.days
    rhythms = rhythm("posterior", ahead[0], length), rhythm("defaults", plain[0], length)

    def advance(n: int) -> None:
        progress("", n)

    progress("bank of samples", 0)
    bank = make_bank(
        problem, prior_space(problem.scenario), size.samples, size.bank_runs, size.seed,
        workers=workers, progress=advance,
    )  # fmt: skip
    progress("without one article", 0)
    articles = leave_out(bank, seed, workers=workers)
    progress("recovery", 0)
    honest = recover(bank, size.repeats, seed, progress=advance)
    progress("negative controls", 0)
    control = recover(bank, size.repeats, seed, distort=wrong, progress=advance)
    alone = recover_one_by_one(bank, size.repeats, seed)
    before = meets_all(bank.frequencies, problem.targets)
    return Checks(
        size, pinned(posterior), informed_directions(posterior, seed), (before, meets), targets,
        check_unfitted(problem, ahead, seed), check_world(problem), account(problem), rhythms,
        honest, control, alone, articles, effective(bank.weights()),
    )  # fmt: skip


def pinned(posterior: Posterior) -> tuple[Pinned, ...]:
    """The contraction table, the most contracted parameter first."""
    found = []
    for name in posterior.fitted:
        parameter, summary = PARAMETERS[name], posterior.summary(name)
        if summary is None:
            continue
        low, mid, high = map(float, parameter.prior.quantile(np.array([0.05, 0.5, 0.95])))
        marks = summary.q05, summary.q50, summary.q95
        found.append(Pinned(name, parameter.unit, (low, mid, high), marks, summary.contraction))
    return tuple(sorted(found, key=lambda p: -p.contraction))


def wrong(z: Floats) -> Floats:
    """Normal scores of the negative control, same shape."""
    return z + WRONG
