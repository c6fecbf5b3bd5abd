"""Variants of the hypotheses as alternative models, and what the evidence says of each.

One hypothesis at a time. A variant moves coefficients outside the fit, so its evidence follows from
the samples that are there: evidence under the variant = evidence * posterior mean of the likelihood
ratio, run for run with common random numbers. `flashpoint calibrate --variant H1-A` fits one of
them from scratch, to check this.
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
    """One variant against the others of its hypothesis."""

    hypothesis: str
    letter: str
    statement: str
    prior: float
    probability: float
    log_bayes: float
    """Log evidence against the default variant."""
    log_bayes_again: float
    """The same with another block and four times the runs."""
    effective: float
    """Effective samples behind it."""


def variants() -> list[tuple[str, str]]:
    """Hypotheses and letters of all variants that are not the default."""
    return [
        (h.name, letter)
        for h in HYPOTHESES.values()
        for letter in h.variants
        if letter != h.default
    ]


def log_ratios(
    fit: Fit, u: Floats, settings: Settings, times: int, workers: int, progress: Progress
) -> dict[str, Floats]:
    """Log likelihood of each sample under each variant minus that of the defaults.

    Variant such as `H1-A` -> shape [samples]. All variants meet the same runs; `times` multiplies
    their number and, above 1, takes another block of them.
    """
    runs = times * settings.runs // 2
    first = 0 if times == 1 else 8 * settings.runs

    def judge(problem: Problem) -> Floats:
        simulator = problem.simulator(fit.names, runs, settings.seed, first=first, workers=workers)
        return judge_all(simulator, fit.problem, u, progress, settings.batch)

    base = judge(fit.problem)
    found = {}
    for name, letter in variants():
        progress(f"{name}-{letter}", 0)
        found[f"{name}-{letter}"] = judge(fit.problem.under({name: letter})) - base
    return found


def compare_variants(once: dict[str, Floats], again: dict[str, Floats]) -> list[ComparedVariant]:
    """Posterior probabilities within each hypothesis, all its variants alike beforehand."""
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
            samples = float("nan") if default else effective(_weights(once[key]))
            share, even = float(np.exp(bayes[letter]) / total), 1.0 / len(h.variants)
            found.append(
                ComparedVariant(
                    h.name, letter, variant.statement, even, share, bayes[letter], again_b, samples
                )
            )
    return found


def _weights(log_ratio: Floats) -> Floats:
    weights = np.exp(log_ratio - log_ratio.max())
    found: Floats = weights / weights.sum()
    return found
