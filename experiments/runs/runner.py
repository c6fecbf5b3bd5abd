"""Run a scenario many times and keep what its runs leave.

Blocks of runs come back in order and are handed to a sink one by one, so memory does not grow with
the number of runs: every run's row may go to disk, while quantiles by day come from the first
DAILY_RUNS runs, events from the first `event_runs`, and summaries from the first KEPT_RUNS.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from calibration.evidence.coded_totals import CodedTotal, coded_totals
from calibration.evidence.events import EVENTS
from experiments.runs.result import Columns, Result, daily_columns, names_of_ids
from sim.actions import SHOCK_LABELS, Action, Shock
from sim.ensemble import BLOCK, Block, Engine
from sim.inputs.clean_text import visible
from sim.inputs.posterior import read_posterior
from sim.inputs.scenario import Scenario
from sim.meaning import engine_hash
from sim.outcomes import outcome_table
from sim.state.actors import ACTORS, actor_of

DAILY_RUNS: Final = 10_000
KEPT_RUNS: Final = 100_000
EVENT_RUNS: Final = 1_000
DEFAULT_RUNS: Final = 10_000
DEFAULT_SEED: Final = 20191028
FROM_LOG: Final = (
    "p", "u", "forced", "munitions", "troops", "size",
    "us_killed", "partner_killed", "iraqi_killed", "fighters_killed", "iranian_killed",
    "wounded",
)  # fmt: skip
"""Columns of the event table that are the log's own."""

Progress = Callable[[int], None]
"""Called with the number of runs just finished."""


class Sink(Protocol):
    """Takes the rows of the runs as they come."""

    def add(self, columns: Columns) -> None:
        """Take the rows of one block."""


def default_workers() -> int:
    """Threads to use unless told otherwise: the cores this process may use."""
    return max(
        1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )


def _fitted(scenario: Scenario) -> list[str]:
    """Parameters that come from posterior samples."""
    path = scenario.posterior_path
    return sorted(read_posterior(path).values) if path else []


def _coded(scenario: Scenario) -> tuple[CodedTotal, ...]:
    """What the articles count; nothing where the past comes from somebody else's table."""
    ours = scenario.events_path is None or scenario.events_path.resolve() == EVENTS.resolve()
    return coded_totals() if ours else ()


def manifest_of(scenario: Scenario, runs: int, seed: int, event_runs: int) -> dict[str, Any]:
    """What was run, in plain data."""
    world = scenario.world
    return {
        "title": scenario.title,
        "question": scenario.question,
        "scenario": visible(scenario.path.name),  # it stands in figures
        "runs": runs,
        "seed": seed,
        "start": scenario.start.isoformat(),
        "days": scenario.days,
        "history_until": scenario.history_until and scenario.history_until.isoformat(),
        "parameters": str(scenario.parameter_source),
        "fitted": _fitted(scenario),
        "parameter_values": dict(scenario.parameter_values),
        "hypotheses": dict(scenario.hypotheses),
        "levers": sorted({str(row["lever"]) for row in scenario.text.get("interventions", ())}),
        "outcomes": list(scenario.outcomes),
        "names": {
            part: [thing.id for thing in getattr(world, part)]
            for part, record in ACTORS.items()
            if actor_of(record).one
        },
        "coded": [total._asdict() for total in _coded(scenario)],
        "event_runs": min(runs, event_runs),
        "daily_runs": min(runs, DAILY_RUNS),
        "kept_runs": min(runs, KEPT_RUNS),
        "code": engine_hash(),
    }


def run_columns(block: Block, whole_table: bool) -> Columns:
    """Rows of one block: run number, outcomes, and the parameters if they were drawn."""
    n = len(block.tallies)
    columns: Columns = {"run": np.arange(block.first, block.first + n)}
    columns |= outcome_table(block.tallies)
    columns["n_events"] = block.event_counts
    if whole_table:
        columns |= {f"param.{k}": v for k, v in block.parameters.items()}
    return columns


def free_day(scenario: Scenario) -> int:
    """Number of the first day that no coded history rules; 0 where there is none."""
    until = scenario.history_until
    return 0 if until is None else (until - scenario.start).days + 1


def event_columns(block: Block, scenario: Scenario, names: dict[str, list[str]]) -> Columns:
    """Rows of the events of one block, with names in place of numbers."""
    log = block.events
    of_id = names_of_ids(names)
    rules = np.array([act.spec.rule for act in Action], object)
    labels = np.array([act.spec.label for act in Action], object)
    shocks = np.array([*(SHOCK_LABELS[kind] for kind in Shock), ""], object)
    ends = np.cumsum(block.event_counts)
    militias = np.array([*names["militias"], ""], object)

    def named(ids: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
        known, place = np.unique(ids, return_inverse=True)
        return np.array([of_id[int(i)] for i in known], object)[place]

    day = log["day"]
    return {
        "run": np.repeat(np.arange(block.first, block.first + len(ends)), block.event_counts),
        "event": np.arange(len(log)) - np.repeat(ends - block.event_counts, block.event_counts),
        "day": day,
        "date": np.datetime64(scenario.start) + day,
        "action": labels[log["action"]],
        "action_code": log["action"],
        "actor": named(log["actor"]),
        "target": named(log["target"]),
        "second": named(log["second"]),
        "parent": log["parent"],
        "depth": log["depth"],
        "rule": rules[log["action"]],
        "replayed": (day < free_day(scenario)).astype(np.int64),
        **{name: log[name] for name in FROM_LOG},
        # -1, for none, is the last one.
        "shock_kind": shocks[log["shock_kind"]],
        "blamed": militias[log["blamed"]],
    }


def _spans(runs: int, event_runs: int) -> Iterator[tuple[int, int, bool, bool]]:
    """Ranges of runs with the same wishes: first, last, daily wanted, events wanted."""
    edges = sorted({0, min(runs, event_runs), min(runs, DAILY_RUNS), runs})
    for a, b in pairwise(edges):
        yield a, b, a < DAILY_RUNS, a < event_runs


def _one_by_one(
    engine: Engine, first: int, last: int, wanted: dict[str, bool], failures: list[dict[str, Any]]
) -> Iterator[Block]:
    """A block that failed, run by run: the bad runs are noted, the others kept."""
    for run in range(first, last):
        try:
            yield engine.block(run, run + 1, **wanted)
        except Exception:  # whatever a rule raises belongs to that run alone and is kept with it
            failures.append(
                {
                    "run": run,
                    "seed": engine.seed,
                    "why": "the run raised an error",
                    "traceback": traceback.format_exc(),
                }
            )


def good_blocks(
    engine: Engine,
    first: int,
    last: int,
    workers: int,
    size: int,
    wanted: dict[str, bool],
    failures: list[dict[str, Any]],
) -> Iterator[Block]:
    """Runs `first` to `last` - 1 in order; runs that raise are left out and noted in `failures`."""
    done = first
    while done < last:
        try:
            for block in engine.blocks(done, last, workers, size, **wanted):
                yield block
                done = block.first + len(block.tallies)
        except ArithmeticError:
            edge = min(done + size, last)
            yield from _one_by_one(engine, done, edge, wanted, failures)
            done = edge


class _Kept:
    """Columns kept in memory: the first `limit` rows, and sums over all."""

    def __init__(self, limit: int) -> None:
        self.limit, self.rows = limit, 0
        self.parts: list[Columns] = []
        self.sums: dict[str, float] = {}

    def add(self, columns: Columns) -> None:
        n = len(columns["run"])
        for name, values in columns.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(values.sum())
        if self.rows < self.limit:
            self.parts.append(columns)
        self.rows += n

    def columns(self) -> Columns:
        return join(self.parts)


def join(parts: list[Columns]) -> Columns:
    """One table from the tables of many blocks."""
    return {k: np.concatenate([p[k] for p in parts]) for k in parts[0]} if parts else {}


def run(
    scenario: Scenario,
    runs: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    event_runs: int = EVENT_RUNS,
    block: int = BLOCK,
    progress: Progress | None = None,
    sink: Sink | None = None,
) -> Result:
    """Run `scenario` `runs` times, numbered from 0, and return the results.

    The same scenario, seed and code give the same result whatever `workers` and `block` are.
    Raises InputError when the world or its history is too large, ValueError when `runs` < 1.
    """
    if runs < 1:
        raise ValueError(f"runs must be at least 1, got {runs}")
    engine = Engine(scenario, seed)
    manifest = manifest_of(scenario, runs, seed, event_runs)
    kept, failures = _Kept(KEPT_RUNS), []  # type: tuple[_Kept, list[dict[str, Any]]]
    daily, events = [], []
    for first, last, want_daily, want_events in _spans(runs, event_runs):
        wanted = {"daily": want_daily, "events": want_events}
        for part in good_blocks(
            engine, first, last, workers or default_workers(), block, wanted, failures
        ):
            columns = run_columns(part, scenario.parameter_source != "default")
            kept.add(columns)
            if sink:
                sink.add(columns)
            if want_daily:
                daily.append(part.daily)
            if want_events:
                events.append(event_columns(part, scenario, manifest["names"]))
            failures += _overflows(part, seed)
            if progress:
                progress(len(part.tallies))
    manifest["failed_runs"] = len(failures)
    manifest["means"] = {k: v / max(1, kept.rows) for k, v in kept.sums.items() if k != "run"}
    days = daily_columns(daily, scenario.start) if daily else {}
    return Result(manifest, kept.columns(), days, join(events), failures, scenario)


def _overflows(block: Block, seed: int) -> list[dict[str, Any]]:
    return [
        {
            "run": block.first + int(k),
            "seed": seed,
            "traceback": "",
            "why": f"{int(block.lost[k])} events did not fit the log",
        }
        for k in np.flatnonzero(block.lost)
    ]
