"""One row of an export: its id, window of days and dead, as a mapping says which column holds what.

Formats: the ACLED codebook (event date and time precision) and the UCDP GED codebook (date_prec,
deaths by side, low, best and high totals).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from calibration.evidence.date_formats import DateFormat, read_day
from calibration.evidence.mapping import ExportMapping, answer
from calibration.evidence.row_conditions import PEOPLE
from calibration.evidence.strict_csv import CONTROL, CsvRow
from sim.inputs.checked_mapping import ID

Window = tuple[dt.date, dt.date]


def _same(first: dt.date, last: dt.date) -> Window:
    return first, last


def _weeks(first: dt.date, last: dt.date) -> Window:
    """From Monday to Sunday, as the codebook counts weeks."""
    monday = first - dt.timedelta(days=first.weekday())
    return monday, last + dt.timedelta(days=6 - last.weekday())


def _months(first: dt.date, last: dt.date) -> Window:
    return first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


WIDEN: Final[dict[str, tuple[str, Callable[[dt.date, dt.date], Window]]]] = {
    "day": ("stated", _same),
    "span": ("window", _same),
    "week": ("window", _weeks),
    "month": ("approximate", _months),
    "rough": ("approximate", _same),
}
"""Window word of a mapping -> date basis, and the window that the export's dates leave open."""


class Dates(NamedTuple):
    """Window of a row, its day used, basis and note, as in an event."""

    first: dt.date
    last: dt.date
    used: dt.date
    basis: str
    note: str


class Dead(NamedTuple):
    """Deaths of a row by nation, and their total as low, best and high."""

    nations: dict[str, int]
    low: int
    best: int
    high: int


def clean(text: str) -> str:
    """A cell on one line, without control characters."""
    return " ".join(CONTROL.sub(" ", text).split())


def new_id(row: CsvRow, mapping: ExportMapping) -> str:
    """Event id made of the source's key and the row's own id. Raises InputError without one."""
    own = re.sub(r"[^a-z0-9]+", "_", clean(row.cells[mapping.id]).lower()).strip("_")
    name = f"{mapping.key}_{own}"
    if not own or not ID.fullmatch(name):
        row.fail(mapping.id, "an id of letters and digits, at most 39")
    return name


def _day(row: CsvRow, column: str, formats: Sequence[DateFormat]) -> dt.date:
    try:
        return read_day(clean(row.cells[column]), formats)
    except ValueError:
        known = " or ".join(dict.fromkeys(form.example() for form in formats))
        row.fail(column, f"a date like {known}; a mapping names formats under 'dates'")


def dates_of(row: CsvRow, mapping: ExportMapping) -> Dates:
    """Window and day used of a row. Raises InputError for a date or precision it cannot read."""
    first, last = (_day(row, c, mapping.dates) for c in (mapping.start, mapping.end))
    if first > last:
        row.fail(mapping.start, f"a day not after {mapping.end} ({last})")
    cell = clean(row.cells[mapping.precision])
    row.known(mapping.precision, cell, mapping.windows)
    basis, widen = WIDEN[mapping.windows[cell]]
    # A day that the export itself picked stays; of several days the middle is used.
    used = first + (last - first) // 2
    note = f"row {clean(row.cells[mapping.id])}, {mapping.precision} {cell}"
    if basis == "stated" and first < last:
        basis = "window"
    return Dates(*widen(first, last), used, basis, note)


def _whole(row: CsvRow, column: str) -> int:
    """Number of people."""
    match = PEOPLE.fullmatch(row.cells[column].strip())
    if match is None:
        row.fail(column, "a whole number from 0")
    return int(match[1])


def dead_of(row: CsvRow, mapping: ExportMapping) -> Dead:
    """Deaths of a row by nation; zeros are left out. Raises InputError for what is no number."""
    nations: dict[str, int] = {}
    for deaths in mapping.deaths:
        n = _whole(row, deaths.column)
        (nation,) = answer(deaths.nations, row).get("nation", ("NS",))
        if n:
            nations[nation] = nations.get(nation, 0) + n
    best = sum(nations.values())
    low, best, high = (_whole(row, c) for c in mapping.total) if mapping.total else (best,) * 3
    return Dead(nations, low, best, high)
