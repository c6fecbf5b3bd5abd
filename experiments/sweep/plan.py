"""What a sweep is to run: points, runs, seed, and which blocks of that a folder lacks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from experiments.runs.runner import default_workers
from experiments.sweep.block_store import StoredPart, check_folder, sort_out
from experiments.sweep.blocks import BLOCK_RUNS, Case, SweepBlock, gaps, inputs_of
from sim.ensemble import Engine
from sim.meaning import engine_hash

if TYPE_CHECKING:
    import pandas as pd

    from experiments.study.study import Study

BYTES_PER_RUN: Final = 80
BYTES_PER_PART: Final = 30_000
"""Size of a part on disk: measured, good to a fifth."""
SECONDS_PER_PART: Final = 0.008
"""What a block costs beyond its runs: setting up the world, drawing, encoding, writing."""
SAMPLE_RUNS: Final = 300


@dataclass(frozen=True)
class SweepPlan:
    """What is to be run."""

    cases: tuple[Case, ...]
    runs: int
    """Runs of every point, numbered from 0."""
    seed: int
    until: Mapping[str, float] = field(default_factory=dict)
    """Outcome -> half-width of its 95 % interval at which a point has runs enough."""
    cap: int = 0
    """Most runs of a point under `until`."""
    manifest: Mapping[str, Any] = field(default_factory=dict)
    """What the manifest says of the study, in plain data."""

    @property
    def most_runs(self) -> int:
        """Runs that no point goes beyond."""
        return max(self.runs, self.cap) if self.until else self.runs

    @property
    def study(self) -> str:
        """Name of the study file; empty when the plan is of none."""
        return str(self.manifest.get("study", ""))


class SweepEstimate(NamedTuple):
    """What a sweep would take, before it starts."""

    points: int
    runs: int
    """Runs of all points, those on disk included, before `until` asks for more."""
    missing: int
    """Of these, runs that are neither on disk nor will be taken back from the archive."""
    blocks: int
    seconds: float
    bytes: float
    archived: int
    """Parts on disk that would be archived, as they belong to other code, inputs or points."""
    most_runs: int
    """Runs of all points if every one goes to its cap under `until`; `runs` without it."""
    most_seconds: float
    most_bytes: float


def plan(study: Study) -> SweepPlan:
    """The plan of a study. Raises InputError when its points cannot be made."""
    from experiments.study.designs import points_of
    from experiments.study.points import scenario_at

    points = points_of(study)

    def loader(values: Mapping[str, Any]) -> Callable[[], Any]:
        return lambda: scenario_at(study, values)

    cases = tuple(
        Case(name, values, loader(values), partner)
        for name, values, partner in zip(points.ids, points.table, points.partners, strict=True)
    )
    widths, cap = (study.until.widths, study.until.cap) if study.until else ({}, 0)
    return SweepPlan(cases, study.runs, study.seed, widths, cap, study_manifest(study))


def study_manifest(study: Study) -> dict[str, Any]:
    """What the manifest of a sweep says of its study, in plain data."""
    return {
        "title": study.title,
        "question": study.question,
        "study": study.path.name,
        "factors": [f.name for f in study.factors],
        "design": study.design.kind,
        "outcomes": list(study.outcomes),
        "text": dict(study.text),
    }


class Keys:
    """What the parts of a plan depend on: the code, and the inputs of every point."""

    def __init__(self, what: SweepPlan) -> None:
        self.plan, self.code = what, engine_hash()
        self.inputs = {case.id: inputs_of(case.scenario(), case.each) for case in what.cases}

    def belongs(self, part: StoredPart) -> bool:
        """Would this plan, or a longer one of the same points, make this very part?"""
        same = part.code == self.code and part.seed == self.plan.seed
        return same and self.inputs.get(part.point) == part.inputs

    def missing(
        self, parts: Mapping[str, Sequence[StoredPart]], wanted: Mapping[str, int]
    ) -> Iterator[SweepBlock]:
        """Blocks that are not on disk; `wanted` is how many runs each point should have."""
        for case in self.plan.cases:
            done = [(p.first, p.last) for p in parts.get(case.id, ())]
            for first, last in gaps(done, wanted[case.id]):
                yield SweepBlock(case, self.inputs[case.id], self.code, self.plan.seed, first, last)


def estimate(what: SweepPlan, folder: Path, workers: int | None = None) -> SweepEstimate:
    """Time and disk that a plan would take, from a few runs of its first point. Writes nothing.

    Raises InputError when a point's scenario does not read, and when the folder is one that
    `run_sweep` would refuse for what lies in it.
    """
    check_folder(folder, what.study)
    keys = Keys(what)
    found = sort_out(folder, keys.belongs)
    rate = _rate(what) * (workers or default_workers())

    def cost(runs: int, blocks: int) -> tuple[float, float]:
        seconds = runs / rate + blocks * SECONDS_PER_PART
        return seconds, runs * BYTES_PER_RUN + blocks * BYTES_PER_PART

    points = len(what.cases)
    missing, blocks = lacking(what, found.good, what.runs)
    most = cost(*lacking(what, found.good, what.most_runs))
    asked = points * what.runs, missing, blocks, *cost(missing, blocks)
    return SweepEstimate(points, *asked, len(found.foreign), points * what.most_runs, *most)


def lacking(
    what: SweepPlan, parts: Mapping[str, Sequence[StoredPart]], runs: int
) -> tuple[int, int]:
    """Runs and blocks that are missing when every point should have `runs`.

    They are counted and not listed: there may be billions.
    """
    n_runs = n_blocks = 0
    for case in what.cases:
        done = [(p.first, p.last) for p in parts.get(case.id, ())]
        for first, last in gaps(done, runs, size=runs):
            n_runs += last - first
            n_blocks += -(-last // BLOCK_RUNS) - first // BLOCK_RUNS
    return n_runs, n_blocks


def _rate(what: SweepPlan) -> float:
    """Runs a second of one worker."""
    case = what.cases[0]
    engine = Engine(case.scenario(), what.seed, case.each)
    engine.block(0, 1)  # the first run may have to compile
    begun = time.perf_counter()
    engine.block(0, SAMPLE_RUNS)
    return SAMPLE_RUNS / (time.perf_counter() - begun)


def drawn_parameters(case: Case, seed: int, runs: Sequence[int]) -> pd.DataFrame:
    """Parameters of some runs of a point: one row a run, one column a parameter.

    They are drawn again rather than stored: they follow from the seed and the number of the
    sample.
    """
    import pandas as pd

    from sim.inputs.posterior import parameters_of_runs

    s, numbers = case.scenario(), np.asarray(runs, np.int64)
    samples = numbers // case.each
    drawn = parameters_of_runs(
        s.parameter_source, s.posterior_path, s.hypotheses, s.parameter_values, seed, samples
    )
    return pd.DataFrame({"run": numbers} | drawn)
