"""What the articles count over the winter, by the outcome that it can be laid beside.

Figures mark it, so that a reader sees at once where reality lies among the runs. Most of it are
lower bounds: what no article tells may have happened all the same.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final, NamedTuple

from calibration.evidence.tables import read_aggregates, read_events

ROWS: Final = {
    "rocket_attacks_total": "n_rocket_attacks",
    "fatal_attacks_named": "n_fatal_attacks",
    "us_deaths_rockets": "us_killed",
    "uk_deaths_rockets": "partner_killed",
}
"""Row of the aggregates -> outcome; all four cover the same days."""
ACTS: Final = {
    "strike_militia": "n_us_strikes",
    "embassy_siege": "n_sieges",
    "leadership_strike": "n_leadership_strikes",
    "missile_salvo": "n_salvos",
}
"""Coded act -> outcome; how many the articles tell of, one by one."""


class CodedTotal(NamedTuple):
    """One count of the articles."""

    outcome: str
    value: float
    at_least: bool
    first: str
    """First and last day counted, ISO dates."""
    last: str
    source: str
    """`key:paragraph` of the main citation."""


@cache
def coded_totals() -> tuple[CodedTotal, ...]:
    """The counts of our own evidence. Raises InputError when its tables do not read."""
    rows = {row.id: row for row in read_aggregates()}
    found = []
    for name, outcome in ROWS.items():
        row = rows[name]
        if row.value is not None:
            at = f"{row.source}:{row.paragraph}"
            days = row.window_start.isoformat(), row.window_end.isoformat()
            found.append(CodedTotal(outcome, row.value, row.high is None, *days, at))
    window = rows["rocket_attacks_total"]
    return (*found, *_acts(window.window_start, window.window_end))


def _acts(first: dt.date, last: dt.date) -> list[CodedTotal]:
    """Acts told of one by one inside a window."""
    found = []
    events = [e for e in read_events() if first <= e.date_used <= last]
    for act, outcome in ACTS.items():
        told = [e for e in events if e.act == act]
        if told:
            at = f"{told[-1].source}:{told[-1].paragraph}"
            days = first.isoformat(), last.isoformat()
            found.append(CodedTotal(outcome, float(len(told)), True, *days, at))
    return found
