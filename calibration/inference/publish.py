"""From a fit to the file of posterior samples, and from two files to how far they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from calibration.inference.fit import Fit, Floats
from calibration.inference.fit_inputs import fit_inputs
from calibration.inference.model_comparison import ComparedVariant
from calibration.inference.posterior import Posterior
from calibration.inference.probe import probe
from sim.inputs.posterior import PosteriorSamples
from sim.meaning import engine_hash
from sim.parameters import PARAMETERS

CLOSE = 4.0
"""Shifts below this many Monte-Carlo errors count as the same summary."""


def make_samples(fit: Fit, compared: Sequence[ComparedVariant], path: Path) -> PosteriorSamples:
    """The samples to be written: all particles, of equal weight, island by island."""
    values = fit.space.values(fit.z)
    columns = {n: _kept(n, values[:, k]) for k, n in enumerate(fit.space.names)}
    weight = np.full(len(values), 1.0 / len(values))
    samples = PosteriorSamples(path, columns, weight, {})
    notes = _notes(fit, compared)
    notes |= {"samples": samples.kept_hash(), "probe": probe(samples, fit.problem)}
    return replace(samples, notes=notes)


def _kept(name: str, values: Floats) -> Floats:
    """Values as the file keeps them, single precision, not pushed over a limit by rounding."""
    low, high = PARAMETERS[name].low, PARAMETERS[name].high
    return np.clip(values.astype(np.float32).astype(np.float64), low, high)


def _notes(fit: Fit, compared: Sequence[ComparedVariant]) -> dict[str, Any]:
    targets, effective = fit.problem.targets, fit.effective
    return {
        "hypotheses": dict(fit.problem.scenario.hypotheses),
        "scenario": fit.problem.scenario.path.name,
        "settings": fit.settings._asdict(),
        "hashes": fit_inputs(fit.problem),
        "code": engine_hash(),
        "versions": {name: version(name) for name in ("numpy", "numba", "scipy")},
        "targets": [[t.id, t.coded] for t in targets.used],
        "skipped": [list(row) for row in targets.skipped],
        "log_evidence": fit.log_evidence,
        "log_evidence_islands": list(fit.log_evidences),
        "information_nats": fit.information,
        "candidates": fit.candidates,
        "effective_samples": float(np.median(effective)),
        "effective_least": float(effective.min()),
        "accepted": [round(one.moves[-1].accepted, 3) for one in fit.islands if one.moves],
        "seconds": round(fit.seconds),
        "days_per_second": round(fit.day_rate),
        "engine_days_per_second": round(fit.bare_rate),
        "variants": [v._asdict() for v in compared],
    }


class MeanShift(NamedTuple):
    """How far one parameter's posterior mean lies from that of another fit."""

    name: str
    before: float
    now: float
    errors: float
    """Distance in Monte-Carlo standard errors of the two means."""


def shifts(before: Posterior, now: Posterior) -> list[MeanShift]:
    """Posterior means of two fits, parameter by parameter, on the priors' scale of probability.

    The error of a mean is its posterior sd over the root of the effective number of samples.
    """
    found = []
    for name in now.fitted:
        if name not in before.fitted:
            continue
        marks = [_mean_and_error(p, name) for p in (before, now)]
        error = float(np.hypot(marks[0][1], marks[1][1]))
        far = abs(marks[0][0] - marks[1][0]) / max(error, 1e-12)
        found.append(MeanShift(name, marks[0][0], marks[1][0], far))
    return found


def _mean_and_error(posterior: Posterior, name: str) -> tuple[float, float]:
    samples = posterior.samples
    u = PARAMETERS[name].prior.probability(samples.values[name])
    mean = float(np.average(u, weights=samples.weight))
    sd = float(np.sqrt(np.average((u - mean) ** 2, weights=samples.weight)))
    kept = 1.0 / (samples.weight**2).sum()
    return mean, sd / float(np.sqrt(posterior.manifest.get("effective_samples", kept)))
