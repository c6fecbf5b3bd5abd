"""One row of an export: its id, window of days and dead, as a mapping says which column holds what.

Formats: the ACLED codebook (event date and time precision) and the UCDP GED codebook (date_prec,
deaths by side, low, best and high totals).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from calibration.evidence.mapping import ExportMapping, answer
from calibration.evidence.strict_csv import CONTROL, CsvRow
from sim.inputs.checked_mapping import ID

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""Written out, because the names of the calendar module depend on the reader's own language."""
# Both formats in all their writings: 2020-01-05, 2020-01-05 00:00:00.000 and 05 January 2020.
ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00(?:\.0+)?)?", re.ASCII)
LONG: Final = re.compile(r"(\d\d?) ([A-Za-z]+) (\d{4})", re.ASCII)
YEARS: Final = range(1900, 2101)
PEOPLE: Final = re.compile(r"(0|[1-9]\d{0,8})(?:\.0+)?", re.ASCII)

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


def new_id(row: CsvRow, mapping: ExportMapping, lines: dict[str, int]) -> str:
    """Event id made of the source's key and the row's own id, which no earlier row has."""
    own = re.sub(r"[^a-z0-9]+", "_", clean(row.cells[mapping.id]).lower()).strip("_")
    name = f"{mapping.key}_{own}"
    if not own or not ID.fullmatch(name):
        row.fail(mapping.id, "an id of letters and digits, at most 39")
    first = lines.setdefault(name, row.line)
    if first != row.line:
        row.fail(mapping.id, f"every id once (the first is on line {first})")
    return name


def _day(row: CsvRow, column: str) -> dt.date:
    try:
        return _calendar(clean(row.cells[column]))
    except ValueError:
        row.fail(column, "a date like 2020-01-05 or 05 January 2020")


def _calendar(text: str) -> dt.date:
    """A date of these two centuries in any of the writings. Raises ValueError."""
    if iso := ISO.fullmatch(text):
        day = dt.date(*map(int, iso.groups()))
    elif long := LONG.fullmatch(text):
        day = dt.date(int(long[3]), MONTHS.index(long[2].casefold()) + 1, int(long[1]))
    else:
        raise ValueError(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def dates_of(row: CsvRow, mapping: ExportMapping) -> Dates:
    """Window and day used of a row. Raises InputError for a date or precision it cannot read."""
    first, last = _day(row, mapping.start), _day(row, mapping.end)
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
    """Number of people; some tools write whole numbers with a decimal zero."""
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
