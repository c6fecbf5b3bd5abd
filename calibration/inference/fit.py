"""The fit: a simulated likelihood with keyed luck, explored by nested sampling in whole batches.

Nautilus (Lange 2023, "nautilus: boosting Bayesian importance nested sampling with deep learning")
asks for the likelihood of a hundred candidates at a time, gives the evidence that rival hypotheses
are compared by, and can be stopped and taken up again. The likelihood is a fixed function: every
candidate meets the same runs, so it has no noise of its own, but another block of runs would give
another such function; `repeat_evidence` says how far apart they are.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.inference.fit_inputs import fit_inputs
from calibration.inference.prior_bank import from_prior
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.problem import Problem
from calibration.likelihood.simulate import Simulator
from sim.errors import InputError
from sim.meaning import engine_hash

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int], None]
"""Called with a word about the stage and the number of candidates just judged."""

LOOK: Final = 64
"""Prior samples that must reach every target before the sampler starts."""
SLICE: Final = 1_000
"""Candidates between two looks at how far the sampler is."""


class Settings(NamedTuple):
    """How hard to work."""

    runs: int = 500
    """Runs for each candidate."""
    live: int = 300
    effective: int = 2_000
    """Effective samples at which the sampler stops."""
    samples: int = 1_000
    """Joint samples to keep."""
    seed: int = 20191028
    batch: int = 100


QUICK: Final = Settings(runs=60, live=150, effective=300, samples=500)


@dataclass(frozen=True)
class Fit:
    """What the sampler found."""

    problem: Problem
    names: tuple[str, ...]
    u: Floats
    """Points on the priors' scale of probability, shape [points, names]."""
    weight: Floats
    """Shape [points], sums to 1."""
    log_l: Floats
    """Log likelihood of every point, shape [points]."""
    log_evidence: float
    candidates: int
    seconds: float
    """Time of the sampler, likelihood included."""
    day_rate: float
    """Days simulated in a second inside the fit."""
    bare_rate: float
    """Days simulated in a second by the engine alone, measured just before."""

    def samples(self, n: int, seed: int) -> tuple[Floats, Floats]:
        """`n` samples of equal weight: points [n, names] and log likelihoods [n].

        Systematic resampling: every point comes as often as its weight asks, rounded up or down.
        """
        start = np.random.default_rng(seed).random()
        at = (np.arange(n) + start) / n
        rows = np.minimum(np.searchsorted(np.cumsum(self.weight), at), len(self.weight) - 1)
        order = np.random.default_rng(seed + 1).permutation(rows)
        return self.u[order], self.log_l[order]

    @property
    def information(self) -> float:
        """Nats that the evidence adds to the priors (Kullback-Leibler divergence)."""
        return float((self.weight * self.log_l).sum() - self.log_evidence)


def run_fit(
    problem: Problem,
    names: tuple[str, ...],
    settings: Settings,
    *,
    workers: int = 1,
    checkpoint: Path | None = None,
    progress: Progress = lambda stage, n: None,  # noqa: ARG005  a caller who wants no word of it
) -> Fit:
    """Fit `names` to the targets. With a `checkpoint` folder an interrupted fit is taken up again.

    Raises InputError when a target is out of reach of the priors, or the extra `fit` is missing.
    """
    sampler_of = _nautilus()
    simulator = problem.simulator(names, settings.runs, settings.seed, workers=workers)
    progress("reach", 0)
    check_reach(problem, simulator, settings.seed)
    bare = bare_rate(simulator)
    weights, calls = weights_of(problem.targets), 0

    def judge(u: Floats) -> Floats:
        nonlocal calls
        histograms = simulator.histograms(from_prior(names, u))
        calls += len(u)
        progress("", len(u))
        found: Floats = log_likelihood(histograms, problem.targets, weights).sum(axis=1)
        return found

    sampler = sampler_of(
        lambda u: u, judge, n_dim=len(names), n_live=settings.live, n_batch=settings.batch,
        vectorized=True, pass_dict=False, seed=settings.seed,
        filepath=_checkpoint_file(checkpoint, problem, names, settings),
    )  # fmt: skip
    start = time.perf_counter()
    while not sampler.run(n_eff=settings.effective, n_like_max=sampler.n_like + SLICE):
        stage = "exploring" if not sampler.explored else f"{sampler.n_eff:,.0f} effective samples"
        progress(stage, 0)
    seconds = time.perf_counter() - start
    u, log_w, log_l = sampler.posterior()
    weight = np.exp(log_w - log_w.max())
    days = calls * settings.runs * simulator.plan.days
    return Fit(
        problem, names, u, weight / weight.sum(), log_l, float(sampler.log_z), int(sampler.n_like),
        seconds, days / max(seconds, 1e-9), bare,
    )  # fmt: skip


def _nautilus() -> Any:
    try:
        from nautilus import Sampler
    except ModuleNotFoundError:
        raise InputError(
            Path("calibrate"), 1, "install", "no nautilus-sampler", "pip install -e '.[fit]'"
        ) from None
    return Sampler


def key_of_fit(problem: Problem, names: tuple[str, ...], settings: Settings) -> str:
    """A name for exactly this fit: evidence, code, hypotheses and settings."""
    parts = {
        "inputs": fit_inputs(problem),
        "code": engine_hash(),
        "targets": [t.id for t in problem.targets.used],
        "hypotheses": dict(problem.scenario.hypotheses),
        "names": names,
        "settings": settings,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _checkpoint_file(
    folder: Path | None, problem: Problem, names: tuple[str, ...], settings: Settings
) -> str | None:
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / f"fit-{key_of_fit(problem, names, settings)}.h5")


def check_reach(problem: Problem, simulator: Simulator, seed: int) -> None:
    """Refuse a target that no run of the priors ever meets.

    Raises InputError naming the target, what was coded, and what runs give instead.
    """
    u = np.random.default_rng(seed).random((LOOK, len(simulator.names)))
    seen = simulator.histograms(from_prior(simulator.names, u)).sum(axis=0, dtype=np.int64)
    for target, counts in zip(problem.targets.used, seen, strict=True):
        if (counts * target.weights).sum() >= 1e-3:
            continue
        came = np.flatnonzero(counts[1:-1]) + 1
        runs = int(counts.sum())
        if len(came) == 0:
            got = f"it never comes in {runs:,} runs"
        else:
            fits = np.flatnonzero(target.weights >= target.weights.max() / 2)
            off = 1 if target.sized else 0
            gap = int(np.abs(came[:, None] - int(np.median(fits))).min())
            got = f"{runs:,} runs give {came[0] - off} to {came[-1] - off}, {gap} short of it"
        path, line = _place_of(problem, target.id)
        raise InputError(
            path, line, target.id, f"{target.coded}, but {got}",
            "a target that the model can reach; correct the row, or widen the priors",
        )  # fmt: skip


def _place_of(problem: Problem, name: str) -> tuple[Path, int]:
    """File and line of the row behind a target."""
    evidence, row = problem.evidence, name.split(".")[0]
    for event in evidence.events:
        if event.id == row:
            return evidence.path, event.line
    line = next((a.line for a in evidence.aggregates if a.id == row), 1)
    return evidence.totals_path or evidence.path, line


def bare_rate(simulator: Simulator, runs: int = 2_000) -> float:
    """Days a second that the engine alone simulates, on the same threads as the fit."""
    days = simulator.engine.template.days
    start = time.perf_counter()
    for _ in simulator.engine.blocks(0, runs, simulator.workers):
        pass
    return runs * days / (time.perf_counter() - start)


class Repeat(NamedTuple):
    """Log evidence again: with another block of run numbers, and with four times the runs."""

    block: float
    fourfold: float
    samples: int


def repeat_evidence(fit: Fit, settings: Settings, workers: int, progress: Progress) -> Repeat:
    """How far the evidence moves when other runs, or more of them, stand behind the likelihood.

    The evidence under likelihood B is that under A times the posterior mean of B / A.
    """
    u, log_l = fit.samples(max(50, settings.samples // 4), settings.seed + 2)
    found = []
    for times, first in ((1, settings.runs), (4, 2 * settings.runs)):
        simulator = fit.problem.simulator(
            fit.names, times * settings.runs, settings.seed, first=first, workers=workers
        )
        again = judge_all(simulator, fit.problem, u, progress, settings.batch)
        found.append(fit.log_evidence + log_mean_exp(again - log_l))
    return Repeat(found[0], found[1], len(u))


def judge_all(
    simulator: Simulator, problem: Problem, u: Floats, progress: Progress, batch: int
) -> Floats:
    """Log likelihood of many points, shape [points], in batches."""
    weights, parts = weights_of(problem.targets), []
    for first in range(0, len(u), batch):
        part = simulator.histograms(from_prior(simulator.names, u[first : first + batch]))
        parts.append(log_likelihood(part, problem.targets, weights).sum(axis=1))
        progress("", len(part))
    return np.concatenate(parts)


def log_mean_exp(values: Floats) -> float:
    """Log of the mean of exp(values), without overflow."""
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).mean()))
