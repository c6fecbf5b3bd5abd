"""The summary of a result: what `run` prints, and what stands in summary.txt and summary.json."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console, RenderableType
from rich.table import Table

from experiments.cli.groups_table import LEGEND, groups_data, groups_table
from experiments.cli.narrow_table import print_table
from experiments.cli.output import legend, spread_of, summary_table, variants_table
from experiments.cli.small_bars import LEGEND as BARS_LEGEND
from experiments.cli.small_bars import bars_table
from experiments.runs.result import Result
from experiments.runs.statistics import caveat, headline, line
from experiments.text.past import replayed
from experiments.text.war import war_in_runs
from sim.outcomes import NEVER, OUTCOMES

WIDTH: Final = 80
WIDEST: Final = 1000
"""Columns in which no table is cut."""
ABOUT: Final = (
    "title", "question", "scenario", "runs", "seed", "start", "days", "history_until",
    "parameters", "parameter_values", "hypotheses", "failed_runs",
)  # fmt: skip
"""What summary.json repeats of the manifest."""


def parts(result: Result, bars: bool = True) -> list[tuple[RenderableType, str]]:
    """Tables and sentences of the summary in their order, each with its style.

    Without `bars` for readers who see the figures anyway.
    """
    tables: list[RenderableType] = [summary_table(result), *([bars_table(result)] if bars else [])]
    if result.manifest["spread"]["hypotheses"]["runs"]:
        tables.append(variants_table(result))
    groups = groups_table(result)
    tables += [groups] if groups else []
    said = [text for text in (replayed(result), war_in_runs(result)) if text]
    notes = [*legend(result), *([BARS_LEGEND] if bars else []), *([LEGEND] if groups else [])]
    notes.append(caveat(result))
    return [*((what, "") for what in (*tables, *said)), *((note, "dim") for note in notes)]


def summary_text(result: Result) -> str:
    """The summary as plain text: sentences in 80 columns, tables as wide as they are."""
    into = io.StringIO()
    page = Console(file=into, width=WIDEST, color_system=None, markup=False, highlight=False)
    for what, _ in parts(result):
        if isinstance(what, Table):
            print_table(what, page)
        else:
            page.print(what, width=WIDTH)
    return "".join(f"{row.rstrip()}\n" for row in into.getvalue().splitlines())


def summary_data(result: Result) -> dict[str, Any]:
    """The summary as plain data: every outcome with each kind of uncertainty that was computed.

    `outcomes` starts with those that the scenario features, named again in `featured`. `mean` is a
    chance for a flag; `low` and `high` are the 95 % interval of the mean over the number of runs.
    A number that nothing is known of is null; the day of a thing is that of the `runs` it came in.
    """
    featured = [row.name for row in headline(result)]
    names = [*featured, *(name for name in OUTCOMES if name not in featured)]
    return {
        **{key: result.manifest[key] for key in ABOUT if key in result.manifest},
        "featured": featured,
        "by_group": groups_data(result),
        "outcomes": {name: _outcome(result, name) for name in names if name in result.run_columns},
        "notes": [what for what, _ in parts(result) if isinstance(what, str)],
    }


def _outcome(result: Result, name: str) -> dict[str, Any]:
    """Numbers of one outcome over the runs, the parameters and the rival variants."""
    values = result.run_columns[name]
    happened = values[values >= 0] if name in NEVER else values
    known = {"kind": OUTCOMES[name].kind, "unit": OUTCOMES[name].unit, "runs": len(happened)}
    if not len(happened):
        return known | dict.fromkeys(("mean", "low", "high", "median", "q05", "q95"))
    found = line(name, happened)
    counted = spread_of(result.manifest, "runs").get(name, {})
    numbers = {
        "mean": found.mean,
        "low": counted.get("low"),
        "high": counted.get("high"),
        "median": found.median,
        "q05": found.low,
        "q95": found.high,
    }
    more = {
        f"over_{kind}": spread_of(result.manifest, kind).get(name)
        for kind in ("parameters", "hypotheses")
    }
    return known | numbers | more


def write_summary(result: Result, folder: Path) -> None:
    """Write `summary.txt` and `summary.json`."""
    (folder / "summary.txt").write_text(summary_text(result), encoding="utf-8")
    text = json.dumps(_plain(summary_data(result)), indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    """The same in the types of JSON; what is not finite is null, as JSON has no word for it."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
