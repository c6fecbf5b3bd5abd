"""The open parameters of a page: what each means, what it rests on, its prior and its posterior."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.draw import PLAN, SAMPLED, SET, Planned
from sim.inputs.scenario import Scenario
from sim.parameters import PARAMETERS, Parameter, moved_by
from sim.prior import Prior
from sim.wasm.host import Given

Floats = npt.NDArray[np.float64]

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that are drawn of a prior and of a posterior."""
DIGITS: Final = 4
"""Significant digits of what is only drawn."""
FIXED_BY_HAND: Final = base64.b64encode(np.array([Planned(SET, 0.0)], PLAN).tobytes()).decode()
"""A row of the plan for a value set by hand; place and halves stay those of the parameter."""


def open_parameters(
    scenario: Scenario, given: Given, plan: npt.NDArray[Any]
) -> list[dict[str, Any]]:
    """Every parameter that is open by its prior, in the order of the table.

    `plan` is how a run of the scenario draws them; its posterior is that of `given.samples`.
    """
    _, priors = moved_by(scenario.hypotheses)
    weights = np.diff(given.edges, prepend=0.0)
    return [
        _described(row, parameter, priors)
        | _drawn(plan[row], given.samples, weights, scenario.parameter_values.get(name))
        for row, (name, parameter) in enumerate(PARAMETERS.items())
        if parameter.prior.kind != "fixed"
    ]


def _described(row: int, parameter: Parameter, priors: Mapping[str, Prior]) -> dict[str, Any]:
    prior = priors.get(parameter.name, parameter.prior)
    return {
        "row": row,
        "name": parameter.name,
        "group": parameter.rules[0].partition(".")[0].replace("_", " ") if parameter.rules else "",
        "meaning": parameter.meaning,
        "unit": parameter.unit,
        "low": parameter.low,
        "high": parameter.high,
        "sources": list(parameter.sources),
        "prior": _short(prior.quantile(np.array(LEVELS))) if prior.kind != "fixed" else [],
    }


def _drawn(
    planned: Any, samples: npt.NDArray[np.float32], weights: Floats, by_hand: float | None
) -> dict[str, Any]:
    """Posterior quantiles of what is sampled; the value of what no run draws."""
    if planned["kind"] == SAMPLED:
        return {"posterior": _short(_quantiles(samples[:, planned["column"]], weights))}
    if planned["kind"] == SET:
        return {"value": float(planned["a"]), "by_hand": by_hand is not None}
    return {}


def _quantiles(values: npt.NDArray[np.float32], weights: Floats) -> Floats:
    """Weighted quantiles at LEVELS, each a value of some sample."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    at = np.searchsorted(reached, np.array(LEVELS) * reached[-1])
    found: Floats = values[order][np.minimum(at, len(values) - 1)].astype(np.float64)
    return found


def _short(values: Floats) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values]
