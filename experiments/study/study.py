"""A study as plain data: what is varied, which points are run, how often, and what is asked.

`study_file.load_study` reads and checks one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.study.decision_criteria import FuturesDesign
from experiments.study.factors import Factor, Value
from sim.inputs.scenario import Scenario


@dataclass(frozen=True)
class Design:
    """Which points are run."""

    kind: str
    """One of `designs.DESIGNS`."""
    size: int = 0
    """Points of a hypercube, base samples of Sobol (a power of 2), trajectories of Morris."""
    levels: int = 4
    """Levels of Morris, even."""
    second_order: bool = False
    """Sobol: also the indices of pairs, at nearly twice the points."""
    base: Mapping[str, Value] | None = None
    """One at a time: where every other factor stands; null is as the scenario has it."""
    listed: tuple[Mapping[str, Value], ...] = ()
    """The points of a file."""
    line: int = 1


@dataclass(frozen=True)
class Until:
    """Run on until the 95 % interval of every outcome at every point is this narrow."""

    widths: Mapping[str, float]
    """Outcome -> half-width wanted, in the outcome's unit; a chance of 0.01 is one point."""
    cap: int
    """Most runs of a point, reached or not."""


@dataclass(frozen=True)
class Baseline:
    """What points are paired with: some factors' values, or another scenario (its file name)."""

    values: Mapping[str, Value]
    scenario: str | None = None


@dataclass(frozen=True)
class Study:
    """A checked study, ready to run. Plain data: it may travel to other processes."""

    path: Path
    title: str
    question: str
    note: str
    """What a reader of the answer must know about the study's own making; may be empty."""
    scenarios: tuple[Path, ...]
    factors: tuple[Factor, ...]
    design: Design
    runs: int
    """Runs of each point, before `until` asks for more."""
    seed: int
    outcomes: tuple[str, ...]
    baseline: Baseline | None
    until: Until | None
    futures: FuturesDesign | None
    """What every point is also run across."""
    worse: Mapping[str, str]
    """Outcome -> `higher` or `lower`, where the study overrules `outcome_direction`."""
    limits: Mapping[str, float]
    """Outcome -> the worst mean or chance that is still good enough."""
    tradeoff: tuple[str, ...]
    """Three outcomes to be held against each other, or none."""
    bases: Mapping[str, Scenario]
    """Loaded scenarios by file name, that of the baseline among them."""
    text: Mapping[str, Any]
    """The study as plain data, settings included."""
    files: tuple[Path, ...]
    """All files that were read."""
