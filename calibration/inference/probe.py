"""A probe of a fit: what runs and the likelihood say at fixed places, bit for bit.

A posterior keeps the probe of the code that made it. Code that gives the same probe gives, as far
as it looks, the same fit, and may put its own hashes beside the samples (`restamp`).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from calibration.inference.model_comparison import variants
from calibration.likelihood.problem import Problem
from sim.ensemble import Engine
from sim.inputs.posterior import PosteriorSamples
from sim.outcomes import outcome_table

SEED: Final = 20200108
RUNS: Final = 300
"""Free runs with parameters from the priors, and runs behind each simulated frequency."""
SAMPLES: Final = 16
"""Samples at which the likelihood is looked at."""
OF_VARIANT: Final = 4
"""The same under each variant of a hypothesis."""


def probe(samples: PosteriorSamples, problem: Problem) -> dict[str, Any]:
    """Hashes of the outcomes of free runs, by name, and of simulated frequencies of the targets."""
    free = replace(problem.scenario, parameter_source="prior", posterior_path=None)
    block = Engine(free, SEED).block(0, RUNS)
    outcomes = {name: _hash(values) for name, values in outcome_table(block.tallies).items()}
    names = tuple(samples.values)
    values = np.column_stack([samples.values[name] for name in names])[:SAMPLES]
    seen = {"default": _hash(_frequencies(problem, names, values))}
    for name, letter in variants():
        other = problem.under({name: letter})
        seen[f"{name}-{letter}"] = _hash(_frequencies(other, names, values[:OF_VARIANT]))
    return {"outcomes": outcomes, "frequencies": seen}


def _frequencies(
    problem: Problem, names: tuple[str, ...], values: npt.NDArray[np.float64]
) -> npt.NDArray[np.uint16]:
    return problem.simulator(names, RUNS, SEED).frequencies(values).histograms


def _hash(values: npt.NDArray[Any]) -> str:
    return hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()[:16]


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What a stored probe holds and the present code does not give again, by name."""
    return [
        name
        for part, stored in before.items()
        for name, found in stored.items()
        if now.get(part, {}).get(name) != found
    ]
