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
from calibration.checks.stylised_facts import Fact, Scenarios, Spread, StylisedFacts, stylised_facts
from calibration.evidence.library import load_scenario
from experiments.report.templates import render
from experiments.report.traceability import ROOT
from experiments.runs.runner import DEFAULT_SEED, default_workers
from experiments.text.war import WAR, not_counting_war
from experiments.text.wording import number, percent, significant

PAGE: Final = ROOT / "docs" / "validation.md"
RUNS: Final = 2_000
SAMPLES: Final = 100
"""Parameter samples behind the stylised facts; the runs are shared out among them."""
WINTER, YEAR = "baseline", "year"
"""Scenarios of the sanity table that the stylised facts look at."""
WITHOUT_MOOD: Final = "parameters.set.mood_sd=0"
LARGE: Final = 0.03
"""Share of ISIS at the start from which on an area has a line of its own."""
NOTICE: Final = "<!-- Written by `make sanity`. Do not edit. -->"

Found = Mapping[str, Sequence[Verdict]]
"""Source of parameters -> its verdicts, in the order of the table."""


def page(table: SanityTable, found: Found, facts: StylisedFacts, runs: int, seed: int) -> str:
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
        "stylised": stylised_view(facts),
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


def facts_of(
    table: SanityTable, sources: Sequence[str], runs: int, seed: int, workers: int
) -> StylisedFacts:
    """The stylised facts under the last of these sources of parameters."""
    samples = min(SAMPLES, runs)
    source = f"parameters={sources[-1]}"
    winter, year = (table.scenarios[name] for name in (WINTER, YEAR))
    scenarios = Scenarios(
        load_scenario(winter.path, (*winter.changes, source)),
        load_scenario(year.path, (*year.changes, source)),
        load_scenario(year.path, (*year.changes, source, WITHOUT_MOOD)),
    )
    return stylised_facts(scenarios, samples, runs // samples, seed, workers=workers)


def stylised_view(facts: StylisedFacts) -> dict[str, Any]:
    """The section of the stylised facts as its template reads it."""
    verdicts = [fact.verdict for fact in (*facts.facts, *facts.rungs)]
    return {
        "source": facts.source,
        "samples": facts.samples,
        "each": facts.each,
        "disagree": sum(verdict.startswith("DISAGREES") for verdict in verdicts),
        "in_part": sum(verdict.startswith("agrees in part") for verdict in verdicts),
        "at_end": sum(verdict.startswith("agrees at the end") for verdict in verdicts),
        "agree": sum(verdict == "agrees" for verdict in verdicts),
        "facts": [_fact(fact) for fact in facts.facts],
        "rungs": [_fact(fact) for fact in facts.rungs],
        "areas": [
            {
                "row": area,
                "growth": band_text(area.growth, "ratio"),
                "breakouts": percent(area.breakouts),
            }
            for area in facts.areas
            if area.start >= LARGE
        ],
        "small_areas": sum(area.start < LARGE for area in facts.areas),
        "by": {fact.name: {"middle": middle_text(fact), "fact": fact} for fact in facts.facts},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "fact": fact,
        "samples": band_text(fact.samples, fact.unit),
        "single": band_text(fact.single, fact.unit, middle=False),
    }


def band_text(found: Spread, unit: str, *, middle: bool = True) -> str:
    """`9.4 % (2.6 to 34 %)`, or the band alone; a dash where nothing was measured."""
    if np.isnan(found.middle):
        return "–"
    low, high = amount_text(found.low, unit), amount_text(found.high, unit)
    band = f"{low.removesuffix(' %')} to {high}" if unit == "share" else f"{low} to {high}"
    return f"{amount_text(found.middle, unit)} ({band})" if middle else band


def middle_text(fact: Fact) -> str:
    """Its median over parameter samples."""
    return amount_text(fact.samples.middle, fact.unit)


def amount_text(value: float, unit: str) -> str:
    """A share as a percentage, a number to two digits that count."""
    return percent(value) if unit == "share" else significant(value, 2)


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


def text_facts(facts: StylisedFacts) -> str:
    """The stylised facts for the terminal: over parameter samples, and the verdict."""
    rows = [f"stylised facts, {facts.samples} samples of {facts.source} x {facts.each} runs:"]
    for fact in (*facts.facts, *facts.rungs):
        rows.append(f"{fact.name:26}{band_text(fact.samples, fact.unit):>28}   {fact.verdict}")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the scenarios of the table, print it, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--sources", nargs="+", choices=list(LIMITS), default=list(LIMITS))
    parser.add_argument("--dry-run", action="store_true", help="print only, write no page")
    asked = parser.parse_args(arguments)
    table = read_sanity_table()
    workers = default_workers()
    found = judge_all(table, asked.sources, asked.runs, asked.seed, workers=workers)
    facts = facts_of(table, list(found), asked.runs, asked.seed, workers)
    if not asked.dry_run:
        PAGE.write_text(page(table, found, facts, asked.runs, asked.seed), encoding="utf-8")
    print("\n".join(filter(None, (text_table(table, found), war(found), text_facts(facts)))))


if __name__ == "__main__":
    main()
