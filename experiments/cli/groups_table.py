"""Counts of each armed group, as `run` prints them and `summary.json` holds them."""

from __future__ import annotations

from typing import Any, Final

from rich.table import Table

from experiments.cli.output import plain_table, short
from experiments.runs.by_group import COUNTS, counts_by_group
from experiments.runs.result import Result
from experiments.text.number_format import decimals, to_places

LEGEND: Final = (
    "By group: attacks and killed are its acts of force and the dead in them; strikes are those "
    "aimed at it, with the fighters dead in them. All of free days, in the runs whose events are "
    "kept."
)


def groups_table(result: Result) -> Table | None:
    """Means a run of each armed group; None where no events were kept or no group acts."""
    found = counts_by_group(result)
    if not found:
        return None
    table = plain_table(f"By group, means over the first {found['runs'][0]:,} runs, ± runs")
    table.add_column("group", no_wrap=True)
    for head in ("attacks", "killed by it", "fighters lost", "strikes received"):
        table.add_column(head, justify="right", no_wrap=True)
    for k, name in enumerate(found["group"]):
        table.add_row(str(name), *(_mean(found[c][k], found[f"{c}_half_width"][k]) for c in COUNTS))
    return table


def _mean(mean: float, half_width: float) -> str:
    """A mean and its error, to the decimals that the error leaves of worth."""
    if not half_width > 0:
        return short(mean)
    places = decimals(half_width)
    return f"{to_places(mean, places)} ± {to_places(half_width, places)}"


def groups_data(result: Result) -> dict[str, Any]:
    """Group -> its counts, each with half of its 95 % interval; empty where none are kept."""
    found = counts_by_group(result)
    return {
        name: {key: found[key][k] for key in found if key != "group"}
        for k, name in enumerate(found.get("group", ()))
    }
