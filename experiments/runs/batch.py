"""A batch of runs with all that tells its uncertainties apart: what `run` keeps and `page` says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from experiments.runs import parameter_uncertainty, structural_uncertainty
from experiments.runs.result import Result
from experiments.runs.runner import EVENT_RUNS, Progress, Sink, run
from experiments.runs.statistics import counting_spread
from experiments.runs.structural_uncertainty import VariantRow
from sim.inputs.scenario import Scenario


class Batch(NamedTuple):
    """The runs, and the table of rival variants where one was asked for."""

    result: Result
    variants: Sequence[VariantRow]


def runs_in_all(scenario: Scenario, runs: int, hypotheses: bool) -> int:
    """How many runs a batch of `runs` makes, those beside the main ones included."""
    samples = parameter_uncertainty.n_samples(scenario, runs)
    variants = len(structural_uncertainty.variant_scenarios(scenario)) if hypotheses else 0
    return (
        runs
        + samples * parameter_uncertainty.EACH
        + variants * structural_uncertainty.runs_each(runs)
    )


def run_batch(
    scenario: Scenario,
    runs: int,
    seed: int,
    workers: int | None = None,
    event_runs: int = EVENT_RUNS,
    hypotheses: bool = False,
    progress: Progress | None = None,
    sink: Sink | None = None,
) -> Batch:
    """The main batch, handed to `sink` as it comes, and those that tell its uncertainties apart.

    `hypotheses` asks for every rival variant as well. Raises what `run` raises.
    """
    rows: Sequence[VariantRow] = ()
    result = run(scenario, runs, seed, workers, event_runs, progress=progress, sink=sink)
    spread = {"runs": counting_spread(result)}
    spread["parameters"], failed = parameter_uncertainty.parameter_spread(
        scenario, runs, seed, workers, progress
    )
    result.failures.extend(failed)
    spread["hypotheses"] = structural_uncertainty.no_variants()
    if hypotheses:
        rows, failed = structural_uncertainty.under_variants(scenario, result, workers, progress)
        result.failures.extend(failed)
        each = structural_uncertainty.runs_each(runs)
        spread["hypotheses"] = structural_uncertainty.variant_spread(rows, each)
    result.manifest["spread"] = spread
    return Batch(result, rows)
