"""Rival readings as alternative models, one family at a time, and what the evidence says of each.

A reading moves coefficients outside the fit, so its evidence follows from the draws that are there:
evidence under the reading = evidence * posterior mean of the likelihood ratio, run for run with the
same luck. `flashpoint calibrate --variant H1-A` fits one of them from scratch, to check this.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from calibration.inference.fit import Fit, Floats, Progress, Settings, judge_all, log_mean_exp
from calibration.inference.prior_bank import effective
from calibration.likelihood.problem import Problem
from sim.parameters import HYPOTHESES

WARNING: Final = (
    "Read this with care: a handful of coded rows hardly tells the variants of a hypothesis apart. "
    "A log Bayes factor between -1 and +1 is next to no evidence, and a variant that the rows "
    "never touch (ISIS, an American exit) stays at its prior whatever is true."
)


class ComparedVariant(NamedTuple):
    """One rival reading against the others of its family."""

    family: str
    letter: str
    words: str
    prior: float
    probability: float
    log_bayes: float
    """Log evidence against the family's default reading."""
    log_bayes_again: float
    """The same with another block and four times the runs."""
    effective: float
    """Effective draws behind it."""


def variants() -> list[tuple[str, str]]:
    """Families and letters of all readings that are not the default of their family."""
    return [
        (h.name, letter)
        for h in HYPOTHESES.values()
        for letter in h.variants
        if letter != h.default
    ]


def log_ratios(
    fit: Fit, u: Floats, settings: Settings, times: int, workers: int, progress: Progress
) -> dict[str, Floats]:
    """Log likelihood of each draw under each reading minus that of the defaults.

    Reading such as `H1-A` -> shape [draws]. All readings meet the same runs; `times` multiplies
    their number and, above 1, takes another block of them.
    """
    runs = times * settings.runs // 2
    first = 0 if times == 1 else 8 * settings.runs

    def judge(problem: Problem) -> Floats:
        simulator = problem.simulator(fit.names, runs, settings.seed, first=first, workers=workers)
        return judge_all(simulator, fit.problem, u, progress, settings.batch)

    base = judge(fit.problem)
    found = {}
    for family, letter in variants():
        progress(f"{family}-{letter}", 0)
        found[f"{family}-{letter}"] = judge(fit.problem.reading({family: letter})) - base
    return found


def compare_variants(once: dict[str, Floats], again: dict[str, Floats]) -> list[ComparedVariant]:
    """Posterior probabilities within each family, all its readings alike beforehand."""
    found = []
    for h in HYPOTHESES.values():
        bayes = {
            k: 0.0 if k == h.default else log_mean_exp(once[f"{h.name}-{k}"]) for k in h.variants
        }
        total = sum(np.exp(b) for b in bayes.values())
        for letter, variant in h.variants.items():
            key = f"{h.name}-{letter}"
            default = letter == h.default
            again_b = 0.0 if default else log_mean_exp(again[key])
            draws = float("nan") if default else effective(_weights(once[key]))
            share, even = float(np.exp(bayes[letter]) / total), 1.0 / len(h.variants)
            words = variant.reading
            found.append(
                ComparedVariant(h.name, letter, words, even, share, bayes[letter], again_b, draws)
            )
    return found


def _weights(log_ratio: Floats) -> Floats:
    weights = np.exp(log_ratio - log_ratio.max())
    found: Floats = weights / weights.sum()
    return found
