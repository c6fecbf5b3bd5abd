"""The fit: joint samples of all open parameters, given what happened and what did not.

Several islands of particles go from the prior to the posterior (`calibration.inference.tempering`),
each with luck of its own. So the distance between their log evidences says how far luck reaches,
and the answers of one can be held against those of another.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.inference.fit_inputs import fit_inputs
from calibration.inference.prior_bank import BATCH
from calibration.inference.prior_space import PriorSpace, prior_space
from calibration.inference.tempering import (
    Move,
    Particles,
    effective_particles,
    from_prior,
    move,
    temper,
)
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.problem import Problem
from calibration.likelihood.simulate import Simulator
from sim.errors import InputError
from sim.meaning import engine_hash

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int], None]
"""Called with a word about the stage and the number of candidates just judged."""

LOOK: Final = 256
"""Prior samples of which some run must reach every target before the fit starts."""
STRIDE: Final = 10**9
"""Run numbers between two islands: none is ever shared."""


class Settings(NamedTuple):
    """How hard to work."""

    runs: int = 150
    """Runs for each candidate."""
    prior: int = 4_096
    """Samples of the prior that an island starts from."""
    particles: int = 1_024
    """Particles of an island after its first step."""
    moves: int = 1
    """Moves of every particle after a step."""
    last_moves: int = 12
    """Moves after the last step."""
    islands: int = 2
    variants: int = 3_072
    """Samples of the bank in which the variants of all hypotheses are drawn, too."""
    seed: int = 20191028


QUICK: Final = Settings(100, 448, 128, 1, 3, 2, 192)


@dataclass(frozen=True)
class Fit:
    """What the fit found."""

    problem: Problem
    space: PriorSpace
    settings: Settings
    islands: tuple[Particles, ...]
    candidates: int
    seconds: float
    day_rate: float
    """Days simulated in a second inside the fit."""
    bare_rate: float
    """Days simulated in a second by the engine alone, measured just before."""

    @property
    def z(self) -> Floats:
        """Normal scores of all particles, island after island, shape [particles, coordinates]."""
        return np.concatenate([one.z for one in self.islands])

    @property
    def log_evidences(self) -> tuple[float, ...]:
        """Log evidence of every island."""
        return tuple(one.log_evidence for one in self.islands)

    @property
    def log_evidence(self) -> float:
        """Log of the mean evidence of the islands."""
        return log_mean_exp(np.array(self.log_evidences))

    @property
    def effective(self) -> Floats:
        """Effective samples for the mean of every coordinate, shape [coordinates]."""
        found: Floats = np.sum([effective_particles(one) for one in self.islands], axis=0)
        return found

    @property
    def information(self) -> float:
        """Nats that the evidence adds to the priors (Kullback-Leibler divergence)."""
        total = np.concatenate([one.total for one in self.islands])
        return float(total.mean() - self.log_evidence)


class _Judge:
    """Log chance of every row at points; each call goes on to run numbers not yet used."""

    def __init__(
        self, problem: Problem, space: PriorSpace, simulator: Simulator, first: int
    ) -> None:
        self.problem, self.space, self.simulator = problem, space, simulator
        self.at, self.weights = first, weights_of(problem.targets)
        self.progress: Progress = lambda stage, n: None  # noqa: ARG005

    def __call__(self, z: Floats) -> Floats:
        parts = []
        for k in range(0, len(z), BATCH):
            values = self.space.values(z[k : k + BATCH])
            frequencies = self.simulator.frequencies(values, self.at)
            self.at += self.simulator.runs * len(values)
            parts.append(log_likelihood(frequencies, self.problem.targets, self.weights))
            self.progress("", len(values))
        return np.concatenate(parts)


def run_fit(
    problem: Problem,
    settings: Settings,
    *,
    workers: int = 1,
    checkpoint: Path | None = None,
    progress: Progress = lambda stage, n: None,  # noqa: ARG005  a caller who wants no word of it
) -> Fit:
    """Fit all open parameters. With a `checkpoint` folder an interrupted fit is taken up again.

    Raises InputError when a target is out of reach of the priors.
    """
    space = prior_space(problem.scenario)
    simulator = problem.simulator(space.names, settings.runs, settings.seed, workers=workers)
    progress("reach", 0)
    check_reach(problem, space, simulator, settings.seed)
    bare, start, islands, judged = bare_rate(simulator), time.perf_counter(), [], 0
    for island in range(settings.islands):
        judge = _Judge(problem, space, simulator, island * STRIDE)
        judge.progress = progress
        keep = _Checkpoint(checkpoint, key_of_fit(problem, settings), island)
        islands.append(_run_island(space, settings, judge, keep, island, progress))
        judged += (judge.at - island * STRIDE) // settings.runs
    seconds = time.perf_counter() - start
    days = judged * settings.runs * simulator.plan.days
    return Fit(problem, space, settings, tuple(islands), judged, seconds, days / seconds, bare)


def _run_island(
    space: PriorSpace, settings: Settings, judge: _Judge, keep: _Checkpoint, island: int,
    progress: Progress,
) -> Particles:  # fmt: skip
    """One island, from where its checkpoint left it."""
    rng = np.random.default_rng([settings.seed, island])
    word = f"island {island + 1} of {settings.islands}"
    found = keep.load(rng, judge)
    if found is None:
        progress(f"{word}: prior", 0)
        found = from_prior(space.draw(settings.prior, rng), judge)
        keep.save(found, rng, judge)
    while True:
        done = sum(m.power == found.power for m in found.moves)
        last = found.power == 1.0
        if found.power > 0.0 and done < (settings.last_moves if last else settings.moves):
            found = move(found, judge, rng)
        elif last:
            return found
        else:
            found = temper(found, settings.particles, rng)
        progress(f"{word}: {found.power:.0%} of the evidence", 0)
        keep.save(found, rng, judge)


class _Checkpoint:
    """Where an island stands, in a file that only this very fit reads."""

    def __init__(self, folder: Path | None, key: str, island: int) -> None:
        self.path = folder / f"fit-{key}-{island}.npz" if folder else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def save(self, some: Particles, rng: np.random.Generator, judge: _Judge) -> None:
        """Write it, whole or not at all."""
        if self.path is None:
            return
        state = {"rng": rng.bit_generator.state, "at": judge.at, "power": some.power,
                 "log_evidence": some.log_evidence, "size": some.size}  # fmt: skip
        hidden = self.path.with_suffix(".part.npz")
        np.savez(
            hidden, z=some.z, log_l=some.log_l, family=some.family,
            moves=np.array(some.moves, np.float64).reshape(-1, 3),
            state=np.array(json.dumps(state)),
        )  # fmt: skip
        hidden.replace(self.path)

    def load(self, rng: np.random.Generator, judge: _Judge) -> Particles | None:
        """Where it stood; `rng` and `judge` go on from there."""
        if self.path is None or not self.path.is_file():
            return None
        with np.load(self.path, allow_pickle=False) as kept:
            state = json.loads(str(kept["state"]))
            rng.bit_generator.state = state["rng"]
            judge.at = state["at"]
            moves = tuple(Move(*map(float, row)) for row in kept["moves"])
            return Particles(
                kept["z"], kept["log_l"], kept["family"], state["power"], state["log_evidence"],
                state["size"], moves,
            )  # fmt: skip


def key_of_fit(problem: Problem, settings: Settings) -> str:
    """A name for exactly this fit: evidence, code, hypotheses and settings."""
    parts = {
        "inputs": fit_inputs(problem),
        "code": engine_hash(),
        "targets": [t.id for t in problem.targets.used],
        "hypotheses": dict(problem.scenario.hypotheses),
        "settings": settings,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def check_reach(problem: Problem, space: PriorSpace, simulator: Simulator, seed: int) -> None:
    """Refuse a target that no run of the priors ever meets.

    Raises InputError naming the target, what was coded, and what runs give instead.
    """
    z = space.draw(LOOK, np.random.default_rng(seed))
    frequencies = simulator.frequencies(space.values(z), 9 * STRIDE)
    seen = frequencies.histograms.sum(axis=0, dtype=np.int64)
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


def judge_again(fit: Fit, z: Floats, first: int, workers: int, progress: Progress) -> Floats:
    """Log chance of every row at points, on run numbers from `first` on, [points, rows]."""
    problem, settings = fit.problem, fit.settings
    simulator = problem.simulator(fit.space.names, settings.runs, settings.seed, workers=workers)
    judge = _Judge(problem, fit.space, simulator, first)
    judge.progress = progress
    return judge(z)


def log_mean_exp(values: Floats) -> float:
    """Log of the mean of exp(values), without overflow."""
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).mean()))
