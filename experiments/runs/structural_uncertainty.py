"""What the choice between rival readings does: the scenario again under each, one at a time.

Every reading runs with the same luck as the scenario as it stands, so a reading that changes
nothing shows as nothing, and each has its own posterior weights.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np

from experiments.runs.paired import difference
from experiments.runs.result import Columns, Result
from experiments.runs.runner import Progress, default_workers, good_blocks, join, run_columns
from experiments.runs.statistics import NEVER, Z95
from sim.ensemble import BLOCK, Engine
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.outcomes import OUTCOMES
from sim.parameters import HYPOTHESES

FILE: Final = "structure.csv"
LEAST_RUNS: Final = 500
MOST_RUNS: Final = 20_000
NOT_ASKED: Final = "not asked for"


class Row(NamedTuple):
    """One outcome under one reading, against the scenario as it stands; same luck."""

    reading: str
    """`H1-A`."""
    outcome: str
    unit: str
    as_set: float
    mean: float
    difference: float
    low: float
    """Lower end of the 95 % interval of the difference: the error of the number of runs."""
    high: float
    clear: bool
    """Does it differ by more than that error, over all readings together?"""


def wants_all(asked: str | None) -> bool:
    """Does `--hypotheses` ask for all readings?

    Raises InputError for anything but `all`.
    """
    if asked not in (None, "all"):
        accepts = "all; one reading alone is --set hypotheses.H1=A"
        raise InputError(Path("--hypotheses"), 1, "--hypotheses", asked, accepts)
    return asked == "all"


def rivals(scenario: Scenario) -> dict[str, Scenario]:
    """Name such as `H1-A` -> the scenario with that one reading changed, the others as they are."""
    return {
        f"{name}-{letter}": replace(scenario, hypotheses={**scenario.hypotheses, name: letter})
        for name, question in HYPOTHESES.items()
        for letter in question.variants
        if letter != scenario.hypotheses.get(name, question.default)
    }


def runs_each(runs: int) -> int:
    """Runs of one reading when the main batch has `runs`: a quarter, within reason."""
    return min(runs, MOST_RUNS, max(LEAST_RUNS, runs // 4))


def under_readings(
    scenario: Scenario, result: Result, workers: int | None = None, progress: Progress | None = None
) -> tuple[list[Row], list[dict[str, Any]]]:
    """Rows for every rival reading and outcome, and the runs that failed.

    `result` is the scenario as it stands; its first runs are what the readings are compared with.
    """
    seed, n = int(result.manifest["seed"]), runs_each(int(result.manifest["runs"]))
    base = {k: v[result.run_columns["run"] < n] for k, v in result.run_columns.items()}
    rows: list[Row] = []
    failures: list[dict[str, Any]] = []
    others = rivals(scenario)
    for reading, rival in others.items():
        columns, failed = _batch(Engine(rival, seed), n, workers or default_workers(), progress)
        failures += [f | {"why": f"under reading {reading}: {f['why']}"} for f in failed]
        rows += compared(reading, base, columns, len(others))
    return rows, failures


def _batch(
    engine: Engine, runs: int, workers: int, progress: Progress | None
) -> tuple[Columns, list[dict[str, Any]]]:
    failures: list[dict[str, Any]] = []
    parts = []
    for block in good_blocks(engine, 0, runs, workers, BLOCK, {}, failures):
        parts.append(run_columns(block, whole_table=False))
        if progress:
            progress(len(block.tallies))
    return join(parts), failures


def compared(reading: str, base: Columns, other: Columns, tried: int) -> list[Row]:
    """Every outcome under one reading, over the runs that both sides have.

    With `tried` readings the largest of them differs by chance more easily than one would, so
    `clear` asks for a `tried` times smaller chance of error (Bonferroni).
    """
    if not other:
        return []
    _, in_a, in_b = np.intersect1d(
        base["run"], other["run"], assume_unique=True, return_indices=True
    )
    strict = NormalDist().inv_cdf(1 - 0.025 / tried) / Z95
    rows = []
    for name in OUTCOMES:
        if name not in NEVER and len(in_a) > 1:
            d = difference(name, base[name][in_a], other[name][in_b])
            clear = abs(d.effect) > strict * (d.high - d.effect)
            rows.append(Row(reading, name, d.unit, d.a, d.b, d.effect, d.low, d.high, clear))
    return rows


def reading_spread(rows: Sequence[Row], runs: int) -> dict[str, Any]:
    """Lowest and highest mean or chance over the readings, as plain data for the manifest.

    Of ten means that differ by chance alone one is always lowest; so only readings that clearly
    differ may be an end, else the end is the scenario as it stands and its reading is "".
    """
    of = {}
    for name in dict.fromkeys(row.outcome for row in rows):
        mine = [row for row in rows if row.outcome == name]
        ends = [(mine[0].as_set, ""), *((row.mean, row.reading) for row in mine if row.clear)]
        # Equal means: the scenario as it stands, or the reading that comes first.
        low, high = min(ends, key=lambda e: e[0]), max(ends, key=lambda e: e[0])
        of[name] = {
            "as_set": mine[0].as_set,
            "low": low[0],
            "low_reading": low[1],
            "high": high[0],
            "high_reading": high[1],
        }
    return {"runs": runs, "readings": list(dict.fromkeys(row.reading for row in rows)), "of": of}


def no_readings() -> dict[str, Any]:
    """The same where the readings were not run."""
    return {"runs": 0, "readings": [], "of": {}, "why": NOT_ASKED}


def write_structure(rows: Sequence[Row], folder: Path) -> None:
    """Write one line for each reading and outcome."""
    with (folder / FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(Row._fields)
        writer.writerows(rows)
