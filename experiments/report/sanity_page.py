"""Prints the sanity table, writes docs/validation.md: `python -m experiments.report.sanity_page`.

With `--dry-run` it only prints, with `--sources default` it looks at the values set by hand alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from calibration.checks.sanity import LIMITS, Verdict, judge_all
from calibration.checks.sanity_table import SanityTable, read_sanity_table
from experiments.report.templates import render
from experiments.report.traceability import ROOT
from experiments.runs.runner import DEFAULT_SEED, default_workers
from experiments.text.war import WAR, not_counting_war
from experiments.text.wording import number, percent, significant

PAGE: Final = ROOT / "docs" / "validation.md"
RUNS: Final = 2_000
NOTICE: Final = "<!-- Written by `make sanity`. Do not edit. -->"

Found = Mapping[str, Sequence[Verdict]]
"""Source of parameters -> its verdicts, in the order of the table."""


def page(table: SanityTable, found: Found, runs: int, seed: int) -> str:
    """The whole page."""
    view = {
        "notice": NOTICE,
        "runs": runs,
        "seed": seed,
        "scenarios": list(table.scenarios.values()),
        "limits": {source: LIMITS[source] for source in found},
        "without": [source for source in LIMITS if source not in found],
        "rows": [_row(table, found, k) for k in range(len(table.rows))],
        "war": war(found),
        "broken": {source: sum(not v.kept for v in found[source]) for source in found},
    }
    return render("validation.md.j2", view)


def war(found: Found) -> str:
    """That war itself is not counted, from the row that asks in how many runs it begins."""
    rows = [(source, v) for source, verdicts in found.items() for v in verdicts]
    shares = {
        f"runs of {v.row.scenario} under {source}": v.value
        for source, v in rows
        if v.row.id == WAR and not np.isnan(v.value)
    }
    return not_counting_war(shares)


def _row(table: SanityTable, found: Found, k: int) -> dict[str, Any]:
    row = table.rows[k]
    return {
        "row": row,
        "against": f", against `{row.against}`" if row.against else "",
        "cells": [_cell(verdicts[k]) for verdicts in found.values()],
    }


def _cell(verdict: Verdict) -> str:
    """What one source found, with a mark where the row is not kept."""
    mark = "" if verdict.kept else " ✗"
    if verdict.row.scope == "run":
        return percent(verdict.outside) + mark
    if np.isnan(verdict.value):
        return "no case"
    return f"is {significant(verdict.value, 2)}{mark}"


def text_table(table: SanityTable, found: Found) -> str:
    """The table for the terminal: share outside, and the median run with 5 to 95 % of runs."""
    lines = [f"{'':26}{'believed':>16}" + "".join(f"{source:>34}" for source in found)]
    for k, row in enumerate(table.rows):
        cells = []
        for verdicts in found.values():
            v = verdicts[k]
            value, low, high = (number(x, max(abs(v.low), abs(v.high))) for x in v[4:])
            spread = "no case" if np.isnan(v.value) else f"{value} ({low}, {high})"
            share = _cell(v) if row.scope == "run" else "" if v.kept else "✗"
            cells.append(f"{spread:>24}{share:>10}")
        lines.append(f"{row.id:26}{row.range_text:>16}" + "".join(cells))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the scenarios of the table, print it, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--sources", nargs="+", choices=list(LIMITS), default=list(LIMITS))
    parser.add_argument("--dry-run", action="store_true", help="print only, write no page")
    asked = parser.parse_args(arguments)
    table = read_sanity_table()
    found = judge_all(table, asked.sources, asked.runs, asked.seed, workers=default_workers())
    if not asked.dry_run:
        PAGE.write_text(page(table, found, asked.runs, asked.seed), encoding="utf-8")
    print("\n".join(filter(None, (text_table(table, found), war(found)))))


if __name__ == "__main__":
    main()
