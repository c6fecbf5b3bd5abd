"""What the choice between rival hypotheses does: the scenario again under each, one at a time.

Every variant runs on the random numbers of the scenario as it stands, so a variant that changes
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
from experiments.runs.statistics import Z95
from sim.ensemble import BLOCK, Engine
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.outcomes import NEVER, OUTCOMES
from sim.parameters import HYPOTHESES

FILE: Final = "structure.csv"
LEAST_RUNS: Final = 500
MOST_RUNS: Final = 20_000
NOT_ASKED: Final = "not asked for"


class VariantRow(NamedTuple):
    """One outcome under one variant, against the scenario as it stands; common random numbers."""

    variant: str
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
    """Does it differ by more than that error, over all variants together?"""


def wants_all(asked: str | None) -> bool:
    """Does `--hypotheses` ask for all variants?

    Raises InputError for anything but `all`.
    """
    if asked not in (None, "all"):
        accepts = "all; one variant alone is --set hypotheses.H1=A"
        raise InputError(Path("--hypotheses"), 1, "--hypotheses", asked, accepts)
    return asked == "all"


def variant_scenarios(scenario: Scenario) -> dict[str, Scenario]:
    """Name such as `H1-A` -> the scenario with that one variant changed, the others as they are."""
    return {
        f"{name}-{letter}": replace(scenario, hypotheses={**scenario.hypotheses, name: letter})
        for name, hypothesis in HYPOTHESES.items()
        for letter in hypothesis.variants
        if letter != scenario.hypotheses.get(name, hypothesis.default)
    }


def runs_each(runs: int) -> int:
    """Runs of one variant when the main batch has `runs`: a quarter, within reason."""
    return min(runs, MOST_RUNS, max(LEAST_RUNS, runs // 4))


def under_variants(
    scenario: Scenario, result: Result, workers: int | None = None, progress: Progress | None = None
) -> tuple[list[VariantRow], list[dict[str, Any]]]:
    """Rows for every variant and outcome, and the runs that failed.

    `result` is the scenario as it stands; its first runs are what the variants are compared with.
    """
    seed, n = int(result.manifest["seed"]), runs_each(int(result.manifest["runs"]))
    base = {k: v[result.run_columns["run"] < n] for k, v in result.run_columns.items()}
    rows: list[VariantRow] = []
    failures: list[dict[str, Any]] = []
    others = variant_scenarios(scenario)
    for variant, other in others.items():
        columns, failed = _batch(Engine(other, seed), n, workers or default_workers(), progress)
        failures += [f | {"why": f"under variant {variant}: {f['why']}"} for f in failed]
        rows += compared(variant, base, columns, len(others))
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


def compared(variant: str, base: Columns, other: Columns, tried: int) -> list[VariantRow]:
    """Every outcome under one variant, over the runs that both sides have.

    With `tried` variants the largest of them differs by chance more easily than one would, so
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
            rows.append(VariantRow(variant, name, d.unit, d.a, d.b, d.effect, d.low, d.high, clear))
    return rows


def variant_spread(rows: Sequence[VariantRow], runs: int) -> dict[str, Any]:
    """Lowest and highest mean or chance over the variants, as plain data for the manifest.

    Of ten means that differ by chance alone one is always lowest; so only variants that clearly
    differ may be an end, else the end is the scenario as it stands and its variant is "".
    """
    of = {}
    for name in dict.fromkeys(row.outcome for row in rows):
        mine = [row for row in rows if row.outcome == name]
        ends = [(mine[0].as_set, ""), *((row.mean, row.variant) for row in mine if row.clear)]
        # Equal means: the scenario as it stands, or the variant that comes first.
        low, high = min(ends, key=lambda e: e[0]), max(ends, key=lambda e: e[0])
        of[name] = {
            "as_set": mine[0].as_set,
            "low": low[0],
            "low_variant": low[1],
            "high": high[0],
            "high_variant": high[1],
        }
    return {"runs": runs, "variants": list(dict.fromkeys(row.variant for row in rows)), "of": of}


def no_variants() -> dict[str, Any]:
    """The same where the variants were not run."""
    return {"runs": 0, "variants": [], "of": {}, "why": NOT_ASKED}


def write_structure(rows: Sequence[VariantRow], folder: Path) -> None:
    """Write one line for each variant and outcome."""
    with (folder / FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(VariantRow._fields)
        writer.writerows(rows)
