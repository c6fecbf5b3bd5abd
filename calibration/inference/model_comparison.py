"""Variants of the hypotheses as alternative models, and what the evidence says of each.

A bank of prior samples in which the variants of all hypotheses are drawn as well, all alike: the
weight that the evidence gives to the samples of a variant is its posterior probability. So every
run speaks to every hypothesis, and each is judged with the others left open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from calibration.inference.prior_bank import Bank, effective, make_bank
from calibration.inference.prior_space import prior_space
from calibration.likelihood.problem import Problem
from sim.parameters import HYPOTHESES

WARNING: Final = (
    "Read this with care: a handful of coded rows hardly tells the variants of a hypothesis apart. "
    "A log Bayes factor between -1 and +1 is next to no evidence, and a variant that the rows "
    "never touch (ISIS, an American exit) stays at its prior whatever is true."
)
RESAMPLES: Final = 400


class ComparedVariant(NamedTuple):
    """One variant against the others of its hypothesis."""

    hypothesis: str
    letter: str
    statement: str
    prior: float
    probability: float
    log_bayes: float
    """Log evidence against the default variant."""
    error: float
    """Standard error of that, from bootstraps of the samples."""
    effective: float
    """Effective samples of the variant."""


def variants() -> list[tuple[str, str]]:
    """Hypotheses and letters of all variants that are not the default."""
    return [
        (h.name, letter)
        for h in HYPOTHESES.values()
        for letter in h.variants
        if letter != h.default
    ]


def variant_bank(
    problem: Problem,
    samples: int,
    runs: int,
    seed: int,
    first: int,
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Bank:
    """A bank in which every hypothesis is free; run numbers from `first` on."""
    space = prior_space(problem.scenario, tuple(HYPOTHESES))
    return make_bank(
        problem, space, samples, runs, seed, first=first, workers=workers, progress=progress
    )


def compare_variants(bank: Bank) -> list[ComparedVariant]:
    """Posterior probabilities within each hypothesis, all its variants alike beforehand."""
    letters, weights = bank.space.letters(bank.z), bank.weights()
    total = bank.log_likelihoods().sum(axis=1)
    likelihood = np.exp(total - total.max())
    rng = np.random.default_rng(bank.seed)
    again = rng.multinomial(len(weights), np.full(len(weights), 1 / len(weights)), RESAMPLES)
    found = []
    for h in HYPOTHESES.values():
        here = {k: letters[h.name] == k for k in h.variants}
        means = {k: float(likelihood[at].mean()) for k, at in here.items()}
        boot = {
            k: (again[:, at] @ likelihood[at]) / np.maximum(1, again[:, at].sum(axis=1))
            for k, at in here.items()
        }
        for letter, variant in h.variants.items():
            apart = np.log(boot[letter]) - np.log(boot[h.default])
            mine = weights[here[letter]]
            found.append(
                ComparedVariant(
                    h.name, letter, variant.statement, 1.0 / len(h.variants),
                    means[letter] / sum(means.values()),
                    float(np.log(means[letter] / means[h.default])), float(apart.std()),
                    effective(mine / mine.sum()),
                )
            )  # fmt: skip
    return found
