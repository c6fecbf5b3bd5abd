"""Runs of the arms of a question: parameter samples by runs, under every hypothesis variant.

Sample s has the same parameters in every arm and under every variant, and its runs the same luck.
An arm that several questions share is run once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.ask.event_rates import EventCounts, count_events
from experiments.ask.question import Question
from experiments.ask.variant_clauses import AS_SET
from experiments.runs.parameter_uncertainty import LEAST_SAMPLES, nested
from experiments.runs.result import Columns
from experiments.runs.runner import DEFAULT_SEED, Progress, run
from experiments.runs.structural_uncertainty import variant_scenarios
from experiments.text.war import WAR
from sim.inputs.posterior import parameters_of_runs
from sim.inputs.scenario import Scenario
from sim.inputs.scenario_meaning import scenario_meaning

FEW: Final = 2_000
"""Runs of an arm up to which a sample has FEW_EACH runs, and more beyond."""
FEW_EACH: Final = 10
MANY_EACH: Final = 20
DEFAULT_RUNS: Final = 6_000
QUICK_RUNS: Final = 1_000
LEAST_RUNS: Final = LEAST_SAMPLES * FEW_EACH
LOGGED: Final = 1_000
"""Runs of an arm, at most, whose events are read."""

Grid = npt.NDArray[np.float32]
"""Shape [samples, runs of each]."""


class FailedRunsError(RuntimeError):
    """Runs of an arm raised an error."""


class Size(NamedTuple):
    """How many runs an arm gets under one variant, and under which seed."""

    runs: int = DEFAULT_RUNS
    seed: int = DEFAULT_SEED

    @property
    def each(self) -> int:
        """Runs of one parameter sample."""
        return FEW_EACH if self.runs <= FEW else MANY_EACH

    @property
    def samples(self) -> int:
        """Parameter samples."""
        return self.runs // self.each

    @property
    def logged(self) -> int:
        """Runs whose events are read; run N has the parameters of sample N."""
        return min(self.samples * self.each, LOGGED)


class Logged(NamedTuple):
    """Runs of one arm with a log: one parameter sample and one luck each."""

    runs: Columns
    events: EventCounts


@dataclass
class Runner:
    """Runs arms, each once, and keeps what is asked of them."""

    size: Size
    outcomes: frozenset[str]
    """Outcomes that are kept."""
    workers: int | None = None
    progress: Progress | None = None
    _grids: dict[str, dict[str, Grid]] = field(default_factory=dict)
    _logs: dict[str, Logged] = field(default_factory=dict)

    def grids(self, scenario: Scenario) -> dict[str, Grid]:
        """Outcome -> its values over samples and runs. Raises FailedRunsError."""

        def make() -> dict[str, Grid]:
            size = self.size
            found = nested(scenario, size.samples, size.each, size.seed, self.workers)
            if found.failures:
                raise FailedRunsError(f"{scenario.title}: {found.failures[0]['traceback']}")
            return {name: found.columns[name].astype(np.float32) for name in self.outcomes}

        return self._once(self._grids, scenario, make, self.size.samples * self.size.each)

    def logged(self, scenario: Scenario) -> Logged:
        """The first runs with their events. Raises FailedRunsError."""

        def make() -> Logged:
            n = self.size.logged
            found = run(scenario, n, self.size.seed, self.workers, event_runs=n)
            if found.failures:
                raise FailedRunsError(f"{scenario.title}: {found.failures[0]['why']}")
            return Logged(found.run_columns, count_events(found.event_columns, n))

        return self._once(self._logs, scenario, make, self.size.logged)

    def _once[Kept](
        self, kept: dict[str, Kept], scenario: Scenario, make: Callable[[], Kept], runs: int
    ) -> Kept:
        key = repr(scenario_meaning(scenario))
        if key not in kept:
            kept[key] = make()
        if self.progress:
            self.progress(runs)
        return kept[key]


class Effects(NamedTuple):
    """Both arms under one variant."""

    baseline: dict[str, Grid]
    changed: dict[str, Grid]

    def difference(self, outcome: str) -> npt.NDArray[np.float64]:
        """Changed minus baseline, [samples, runs of each]."""
        return self.changed[outcome].astype(np.float64) - self.baseline[outcome]


class Pairs(NamedTuple):
    """All that is run for one question."""

    size: Size
    of: dict[str, Effects]
    """Variant such as `H1-A`, AS_SET first -> both arms."""
    levels: dict[str, dict[str, Grid]]
    """Name of each arm -> its outcomes under the hypotheses as set."""
    logs: tuple[Logged, Logged]
    """Baseline and changed arm."""
    parameters: dict[str, npt.NDArray[np.float64]]
    """Parameter -> its value in every sample, under the hypotheses as set."""


def outcomes_of(questions: Iterable[Question]) -> frozenset[str]:
    """All outcomes that these questions read."""
    return frozenset({WAR, *(name for q in questions for name in q.outcomes)})


def runs_needed(question: Question, size: Size) -> int:
    """Runs that a question asks for, those that others share included."""
    worlds = 1 + len(variant_scenarios(question.baseline.scenario))
    arms = 2 * worlds + len(question.arms) - 2
    return arms * size.samples * size.each + 2 * size.logged


def run_pairs(question: Question, runner: Runner) -> Pairs:
    """Run both arms under every variant, the other levels as the hypotheses are set, and the logs.

    Raises FailedRunsError when a run raises an error.
    """
    arms = [arm.scenario for arm in question.arms]
    worlds = [{AS_SET: arm, **variant_scenarios(arm)} for arm in arms[:2]]
    of = {
        name: Effects(runner.grids(worlds[0][name]), runner.grids(worlds[1][name]))
        for name in worlds[0]
    }
    levels = {arm.name: runner.grids(arm.scenario) for arm in question.arms}
    logs = (runner.logged(arms[0]), runner.logged(arms[1]))
    return Pairs(runner.size, of, levels, logs, _parameters(arms[0], runner.size))


def _parameters(scenario: Scenario, size: Size) -> dict[str, npt.NDArray[np.float64]]:
    return parameters_of_runs(
        scenario.parameter_source, scenario.posterior_path, scenario.hypotheses,
        scenario.parameter_values, size.seed, np.arange(size.samples),
    )  # fmt: skip
