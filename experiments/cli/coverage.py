"""`flashpoint evidence --coverage`: the claims, the patterns that check them, what they found."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from calibration.checks.patterns.judge import Effect, Verdict, Workbench
from calibration.checks.patterns.table import TABLE, PatternTable, read_patterns
from experiments.cli.output import console, heading, line, run_progress
from experiments.report.coverage import STATUSES, ClaimCoverage, counts, coverage
from experiments.runs.runner import default_workers
from experiments.text.wording import plural, significant
from sim.inputs.files import whole_file

HEAD: Final = (
    "claim", "words", "status", "why", "rules", "pattern", "says", "low", "high", "effect",
    "error", "control_effect", "control_error", "control", "there", "gone",
)  # fmt: skip
NO_RULE: Final = "no rule"


def show_coverage(
    csv_file: Path | None = None, workers: int | None = None, path: Path = TABLE
) -> bool:
    """Run all patterns of a table and print the claims; is every row as the table says?

    Raises InputError when the table does not read.
    """
    table = read_patterns(path)
    found = coverage(table, _judged(table, workers or default_workers()))
    _print(found)
    if csv_file is not None:
        _write(found, csv_file)
        console.print(f"table: {csv_file}", soft_wrap=True)
    return all(v.kept for row in found for v in row.verdicts)


def _judged(table: PatternTable, workers: int) -> dict[str, Verdict]:
    bench = Workbench(table, workers=workers)
    verdicts = {}
    with run_progress("patterns", len(table.rows)) as advance:
        for name, row in table.rows.items():
            verdicts[name] = bench.judge(row)
            advance(1)
    return verdicts


def _print(found: tuple[ClaimCoverage, ...]) -> None:
    for row in found:
        heading(f"{row.claim} {row.status}", row.words)
        line("carried by", ", ".join(row.rules) or NO_RULE)
        for verdict in row.verdicts:
            line("pattern", _pattern(verdict))
        if row.why:
            line("why", row.why)
    console.print()
    checked = sum(bool(row.verdicts) for row in found)
    rows = {v.row.id for row in found for v in row.verdicts}
    by = plural(len(rows), "pattern")
    line("", f"{len(found)} claims, {checked} of them checked by {by} on runs:", 0)
    for status, number in counts(found).items():
        line(str(number), f"{status}: {STATUSES[status]}")


def _pattern(v: Verdict) -> str:
    """A row in words: what it found, what it needs, and what is left of it under its control."""
    control = v.control[v.found.index(v.weakest)]
    needs = f"needs {_range(v.row.low, v.row.high)}"
    return f"{v.row.id}: {_effect(v.weakest)}, {needs}; control {_effect(control)}"


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return f"{low:g} or more"
    return f"{high:g} or less" if math.isinf(low) else f"{low:g} to {high:g}"


def _effect(effect: Effect) -> str:
    return significant(effect.value, 2)


def _write(found: tuple[ClaimCoverage, ...], path: Path) -> None:
    """A line for every pattern of every claim, and one for a claim without any."""
    with whole_file(path) as hidden, hidden.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        for row in found:
            about = (row.claim, row.words, row.status, row.why, ";".join(row.rules))
            writer.writerows((*about, *cells) for cells in _cells(row))


def _cells(row: ClaimCoverage) -> Iterator[tuple[object, ...]]:
    if not row.verdicts:
        yield ("",) * (len(HEAD) - 5)
    for v in row.verdicts:
        control = v.control[v.found.index(v.weakest)]
        yield (
            v.row.id, v.row.says, v.row.low, v.row.high, v.weakest.value, v.weakest.error,
            control.value, control.error, v.row.control.why, v.agrees, v.gone,
        )  # fmt: skip
