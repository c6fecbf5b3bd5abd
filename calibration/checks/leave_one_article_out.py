"""What hangs on one article: parameters and answers without the rows that only it reports.

The samples of a bank are weighted with those rows and without them: no run of the fit is repeated.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.checks.posterior_predictive import APART
from calibration.inference.prior_bank import Bank, effective
from sim.ensemble import Leg
from sim.outcomes import HEADLINE, OUTCOMES
from sim.parameters import as_records, sample_parameters, set_parameters

Floats = npt.NDArray[np.float64]

RESAMPLES: Final = 200
"""Bootstrap samples behind every Monte-Carlo error."""
SMALLEST: Final = 1e-6
"""Samples of less weight are not run for the answers."""
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


def leave_out(bank: Bank, seed: int, *, workers: int = 1) -> tuple[LeftOut, ...]:
    """Leave out each article in turn; one that reports no row alone changes nothing."""
    used = bank.problem.targets.used
    alone = {
        source: np.array([set(t.sources) == {source} for t in used])
        for source in sorted(bank.problem.evidence.sources)
    }
    totals = {
        name: bank.log_likelihoods(keep=~rows).sum(axis=1)
        for name, rows in alone.items()
        if rows.any()
    }
    totals[""] = bank.log_likelihoods().sum(axis=1)
    rng = np.random.default_rng(seed)
    again = rng.multinomial(len(bank.z), np.full(len(bank.z), 1 / len(bank.z)), RESAMPLES)
    weights = {name: _weights(total, again) for name, total in totals.items()}
    heavy = np.flatnonzero(np.max([w[0] for w in weights.values()], axis=0) > SMALLEST)
    answers = _answers(bank, heavy, seed, workers)
    names, u = bank.names, bank.u
    found = []
    for source, rows in alone.items():
        without = weights.get(source, weights[""])
        both = Weights(weights[""], without)
        moved = (both.medians(n, u[:, k]) for k, n in enumerate(names))
        few = Weights(weights[""][:, heavy], without[:, heavy])
        means = (few.means(n, answers[:, k]) for k, n in enumerate(HEADLINE))
        ids = tuple(t.id for t, only in zip(used, rows, strict=True) if only)
        found.append(LeftOut(source, ids, both.effective, tuple(moved), tuple(means)))
    return tuple(found)


def _weights(total: Floats, again: npt.NDArray[np.int64]) -> Floats:
    """Weights of samples, and of their bootstraps, [1 + bootstraps, samples]; each sums to 1."""
    weight = np.exp(total - total.max())
    found: Floats = np.vstack([weight, again * weight])
    found /= found.sum(axis=1, keepdims=True)
    return found


class Weights:
    """Samples with and without some rows, and the same for bootstraps of them."""

    def __init__(self, full: Floats, without: Floats) -> None:
        """Both have shape [1 + bootstraps, samples]; the first row is the estimate."""
        self.full = full / full.sum(axis=1, keepdims=True)
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


def _answers(bank: Bank, rows: npt.NDArray[np.int64], seed: int, workers: int) -> Floats:
    """Headline outcomes of some samples, means over EACH free runs, shape [rows, HEADLINE]."""
    problem, values = bank.problem, bank.space.values(bank.z[rows])
    engine = problem.simulator((), 1, seed).engine
    scenario = problem.scenario
    whole = (Leg(scenario.days, back=False, branch=True, kept=True),)

    def work(first: int) -> Floats:
        some = np.repeat(values[first : first + CHUNK // EACH], EACH, axis=0)
        numbers = APART + first * EACH + np.arange(len(some))
        records = as_records(
            sample_parameters(
                "default", scenario.hypotheses, scenario.parameter_values, seed, numbers
            )
        )
        set_parameters(records, dict(zip(bank.space.names, some.T, strict=True)))
        tallies = engine.futures(numbers, records, whole).tallies
        found = np.column_stack([OUTCOMES[name].compute(tallies) for name in HEADLINE])
        return found.reshape(-1, EACH, len(HEADLINE)).mean(axis=1)

    with ThreadPoolExecutor(workers) as pool:
        return np.concatenate(list(pool.map(work, range(0, len(rows), CHUNK // EACH))))
