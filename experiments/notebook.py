"""What results show and do in a notebook: a summary in HTML, figures, a folder to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, Final

from rich.table import Table

from experiments.cli.summary import parts, write_summary
from experiments.plots.run.figures import Figures, figures_of, save_figures
from experiments.runs import store
from experiments.runs.csv_tables import write_csv
from experiments.runs.paired import Comparison
from experiments.runs.parameter_uncertainty import EACH
from experiments.runs.places import new_folder
from experiments.runs.result import Result
from experiments.runs.statistics import counting_spread
from experiments.runs.structural_uncertainty import no_variants
from experiments.text.war import war_in_runs
from experiments.text.wording import runs_of

__all__ = ["Figures", "comparison_html", "plot", "result_html", "save"]

SHOWN: Final = ("outcomes", "fans")
"""Figures that a result shows by itself; `plot` shows all."""
NOT_SPREAD: Final = "only `flashpoint run` makes the further runs that tell it from luck"


def result_html(result: Result) -> str:
    """Summary and main figures of a result; every text is escaped."""
    pieces = [f"<p>{escape(repr(result))}</p>"]
    if runs_of(result):
        whole = _with_spread(result)
        pieces += [_html(what) for what, _ in parts(whole, bars=False)]
        drawn = [name for name in SHOWN if name == "outcomes" or len(result.daily_columns)]
        pieces += [figures_of(result, drawn)._repr_html_()]
    return "\n".join(pieces)


def _html(what: Any) -> str:
    if not isinstance(what, Table):
        return f"<p>{escape(str(what))}</p>"
    heads = "".join(_cell("th", column, column.header) for column in what.columns)
    rows = zip(*(column.cells for column in what.columns), strict=True)
    body = "".join(
        "<tr>" + "".join(map(_cell, ["td"] * len(row), what.columns, row)) + "</tr>" for row in rows
    )
    title = f"<caption>{escape(str(what.title))}</caption>" if what.title else ""
    return f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _cell(tag: str, column: Any, text: object) -> str:
    side = "right" if column.justify == "right" else "left"
    words = escape(" ".join(str(text).split()))
    return f'<{tag} style="text-align: {side}">{words}</{tag}>'


def _with_spread(result: Result) -> Result:
    """The same with what is known of its uncertainty; runs made in Python carry luck alone."""
    if "spread" in result.manifest:
        return result
    spread = {
        "runs": counting_spread(result),
        "parameters": {"samples": 0, "each": EACH, "of": {}, "why": NOT_SPREAD},
        "hypotheses": no_variants(),
    }
    return replace(result, manifest=result.manifest | {"spread": spread})


def plot(result: Result, names: Sequence[str], run: int | None) -> Figures:
    """The figures called `names`, or all. Raises ValueError as `figures_of`."""
    return figures_of(result, names, run)


def save(result: Result, folder: Path, csv: bool, figures: bool) -> Path:
    """Write a result folder that every command reads; returns it.

    Raises InputError when the place holds anything but an earlier result or cannot be written,
    ValueError when the result does not know its scenario.
    """
    scenario = store.scenario_behind(result)
    whole = _with_spread(result)
    with new_folder(folder) as hidden:
        rows = store.RunWriter(hidden / "runs.parquet")
        rows.add(whole.run_columns)
        rows.close()
        store.write_tables(whole, hidden)
        store.write_inputs(scenario, hidden)
        store.write_manifest(whole, hidden, {"not_counted": war_in_runs(whole)})
        write_summary(whole, hidden)
        if csv:
            write_csv(hidden)
        if figures:
            save_figures(whole, hidden / "figures")
    return folder


def comparison_html(comparison: Comparison) -> str:
    """The table of a comparison; every text is escaped."""
    table = comparison.table.to_html(index=False, float_format="{:.4g}".format)
    return f"<p>{escape(repr(comparison))}</p>\n{table}"
