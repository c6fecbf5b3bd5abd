"""Morris screening: which of many factors are worth a closer look, for few points each.

Source: Campolongo, Cariboni and Saltelli 2007, "An effective screening design for sensitivity
analysis of large models", Environmental Modelling & Software 22.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.analysis.sobol import LEAST_RUNS, OTHER, RESAMPLES, SEED
from experiments.analysis.variance_components import Floats, jackknife
from experiments.runs.statistics import Z95
from experiments.text.optional_imports import need
from sim.errors import InputError


class Screened(NamedTuple):
    """Morris measures of one factor, in units of the outcome over the factor's whole range."""

    factor: str
    kind: str
    mu: float
    mu_star: float
    half_width: float
    """Half of the 95 % interval of `mu_star`, trajectories and luck together."""
    sigma: float
    """Spread of the effect over the design: interactions, bends and left-over luck."""


def morris(
    names: Sequence[str],
    design: npt.ArrayLike,
    values: Floats,
    levels: int = 4,
    kinds: Mapping[str, str] | None = None,
) -> list[Screened]:
    """Morris measures, largest `mu_star` first.

    `design` has shape [rows, factors], the factors' places in [0, 1] as SALib drew them; `values`
    has shape [rows, runs >= 3] in the same order. Luck is not taken out of `mu_star`, so a small
    one with a wide bar says nothing. Raises InputError when the shapes do not fit or SALib is
    missing.
    """
    x = np.asarray(design, np.float64)
    step = len(names) + 1
    fits = x.shape == (len(values), len(names)) and len(values) % step == 0
    if not fits or len(values) < 2 * step or values.shape[1] < LEAST_RUNS:
        accepts = f"two or more blocks of {step} points, {LEAST_RUNS} runs or more of each"
        got = f"{len(values)} points, {values.shape[1]} runs, design {x.shape}"
        raise InputError(Path("design"), 0, "morris", got, accepts)

    def measured(table: Floats) -> Any:
        return _screened(names, x, table.mean(axis=1), levels)

    answer = measured(values)
    luck = Z95 * jackknife(values, lambda table: np.asarray(measured(table)["mu_star"]))
    of = dict(kinds or {})
    rows = [
        Screened(
            name, of.get(name, OTHER), float(answer["mu"][k]), float(answer["mu_star"][k]),
            math.hypot(float(answer["mu_star_conf"][k]), float(luck[k])),
            float(answer["sigma"][k]),
        )
        for k, name in enumerate(names)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row.mu_star)


def _screened(names: Sequence[str], x: Floats, means: Floats, levels: int) -> Any:
    salib = need("SALib.analyze.morris", "SALib", "analysis")
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}
    return salib.analyze(problem, x, means, num_resamples=RESAMPLES, num_levels=levels, seed=SEED)
