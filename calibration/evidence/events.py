"""The event table: one record per happening, read strictly and written in the codebook's form."""

from __future__ import annotations

import datetime as dt
import graphlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from calibration.evidence.codebook import codes
from calibration.evidence.sources import Source, Sources, cited, keys_of, sources_for
from calibration.evidence.strict_csv import CsvRow, read_table, write_table
from sim.errors import nearest
from sim.inputs.checked_mapping import ID

EVENTS: Final = Path(__file__).parents[1] / "events.csv"
EVENT_COLUMNS: Final = (
    "id",
    "date_start",
    "date_end",
    "date_used",
    "date_basis",
    "date_note",
    "actor",
    "action",
    "target",
    "place",
    "site",
    "act",
    "killed",
    "wounded",
    "claimed",
    "attributed_to",
    "triggered_by",
    "trigger_basis",
    "source",
    "paragraph",
    "also_in",
    "conflict",
    "confidence",
    "paraphrase",
)
ONE_DAY: Final = ("stated", "derived")
"""Date bases that leave one day open."""
ID_FORM: Final = "a name of lower-case letters, digits and _, at most 60, such as taji_202003"
COUNT: Final = re.compile(r"([^:]+):(0|[1-9]\d{0,8})(\+?)", re.ASCII)
CAUSES: Final = "triggered_by"
COUNT_FORM: Final = "NATION:n or NATION:n+ joined by ';', each nation once, such as US:2;NS:14+"


@dataclass(frozen=True)
class Count:
    """A number of people; `at_least` where an article gives a lower bound, n or more."""

    n: int
    at_least: bool = False

    def __str__(self) -> str:
        return f"{self.n}+" if self.at_least else str(self.n)


@dataclass(frozen=True)
class Event:
    """One happening. Columns and codes: `calibration/CODEBOOK.md`. Empty means not stated."""

    id: str
    date_start: dt.date
    date_end: dt.date
    """First and last day that the articles leave open."""
    date_used: dt.date
    """The one day that a replay uses, inside the window."""
    date_basis: str
    date_note: str
    actor: str
    action: str
    targets: tuple[str, ...]
    place: str
    sites: tuple[str, ...]
    act: str
    """Simulator act that a replay forces; empty for none."""
    killed: Mapping[str, Count] = field(hash=False)
    """Dead by nation; a nation that is absent is not stated, which is not zero."""
    wounded: Mapping[str, Count] = field(hash=False)
    claimed: str
    attributed_to: tuple[str, ...]
    triggered_by: tuple[str, ...]
    trigger_basis: str
    source: str
    paragraph: int | None
    also_in: tuple[str, ...]
    """Further citations, `key:paragraph`."""
    conflict: tuple[str, ...]
    confidence: str
    paraphrase: str
    line: int = field(default=0, compare=False)
    """Line of the file that it was read from; 0 for none."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources it rests on, the main one first."""
        return keys_of(self.source, self.also_in)


def read_events(
    path: Path = EVENTS,
    sources: Sources = None,
    more_sites: Collection[str] = (),
    more_actors: Collection[str] = (),
) -> tuple[Event, ...]:
    """Events in the order of the table.

    `sources` is what citations resolve in: a file, or sources already read; without it, a
    `sources.yaml` beside the table or else our own. `more_sites` and `more_actors` are names of a
    world file that the codebook does not list. Raises InputError at the first thing that is wrong.
    """
    known = sources_for(path, sources)
    # A world file may name what the codebook names too; a message lists it once.
    sites = tuple(dict.fromkeys((*codes("site"), *more_sites)))
    actors = tuple(dict.fromkeys((*codes("actor"), *more_actors)))
    rows = read_table(path, EVENT_COLUMNS)
    events = tuple(_event(row, known, sites, actors) for row in rows)
    _check_causes(rows, events)
    return events


def write_events(events: Iterable[Event], path: Path) -> None:
    """Write a table that `read_events` reads back as the same events; whole or not at all."""
    write_table(path, EVENT_COLUMNS, map(_cells, events))


def _event(
    row: CsvRow, known: Mapping[str, Source], sites: Collection[str], actors: Collection[str]
) -> Event:
    name = row.match("id", ID, ID_FORM)
    first, last, used, basis = _dates(row)
    source, paragraph, also_in = cited(row, known)
    return Event(
        id=name,
        date_start=first,
        date_end=last,
        date_used=used,
        date_basis=basis,
        date_note=row.text("date_note"),
        actor=row.code("actor", actors),
        action=row.code("action", codes("action")),
        targets=row.codes("target", actors),
        place=row.text("place"),
        sites=row.codes("site", sites),
        act=row.code("act", codes("act"), empty=True),
        killed=_counts(row, "killed"),
        wounded=_counts(row, "wounded"),
        claimed=row.code("claimed", codes("claimed")),
        attributed_to=row.codes("attributed_to", actors),
        triggered_by=row.parts("triggered_by"),
        trigger_basis=row.code("trigger_basis", codes("trigger_basis"), empty=True),
        source=source,
        paragraph=paragraph,
        also_in=also_in,
        conflict=row.codes("conflict", codes("conflict")),
        confidence=row.code("confidence", codes("confidence")),
        paraphrase=row.text("paraphrase"),
        line=row.line,
    )


def _dates(row: CsvRow) -> tuple[dt.date, dt.date, dt.date, str]:
    """Window, day used and basis, which must agree."""
    first, last, used = (row.date(f"date_{name}") for name in ("start", "end", "used"))
    basis = row.code("date_basis", codes("date_basis"))
    if first > last:
        row.fail("date_start", f"a day not after date_end ({last})")
    if not first <= used <= last:
        row.fail("date_used", f"a day of the window {first} to {last}")
    if basis in ONE_DAY and first != last:
        row.fail("date_basis", f"another basis for a window of days ({first} to {last})")
    return first, last, used, basis


def _counts(row: CsvRow, column: str) -> dict[str, Count]:
    found: dict[str, Count] = {}
    for part in row.parts(column):
        match = COUNT.fullmatch(part)
        if match is None:
            row.fail(column, COUNT_FORM, f"'{part}'")
        row.known(column, match[1], codes("nation"))
        if match[1] in found:
            row.fail(column, COUNT_FORM, f"nation '{match[1]}' twice")
        found[match[1]] = Count(int(match[2]), bool(match[3]))
    return found


def _check_causes(rows: Sequence[CsvRow], events: Sequence[Event]) -> None:
    """Raises InputError at the first row whose causes are unknown, later, circular or unexplained.

    `rows` and `events` are the same happenings in the same order.
    """
    by_id = {event.id: event for event in events}
    for row, event in zip(rows, events, strict=True):
        for name in event.triggered_by:
            _check_cause(row, event, name, by_id)
        if bool(event.triggered_by) != bool(event.trigger_basis):
            row.fail(
                "trigger_basis",
                "a basis beside a trigger, and nothing where there is none",
                f"'{event.trigger_basis}' beside {len(event.triggered_by)} triggers",
            )
    _check_circles(rows, events)


def _check_cause(row: CsvRow, event: Event, name: str, by_id: Mapping[str, Event]) -> None:
    if name == event.id:
        row.fail(CAUSES, "the id of another event", f"'{name}', the event itself")
    if name not in by_id:
        row.fail(CAUSES, "the id of an event of this table", f"'{name}'", nearest(name, by_id))
    used = by_id[name].date_used
    if used > event.date_used:
        row.fail(
            CAUSES,
            f"causes that are used no later than the effect ({event.date_used})",
            f"'{name}', used on {used}",
        )


def _check_circles(rows: Sequence[CsvRow], events: Sequence[Event]) -> None:
    """Events of one day could still name each other in a circle."""
    try:
        graphlib.TopologicalSorter({e.id: e.triggered_by for e in events}).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1]
        row = next(r for r, e in zip(rows, events, strict=True) if e.id in circle)
        row.fail(CAUSES, "causes without a circle", "a circle: " + " -> ".join(circle))


def _cells(event: Event) -> list[str]:
    """Cells of one row, in the order of the columns."""
    cells = {name: getattr(event, name, "") for name in EVENT_COLUMNS}
    cells |= {"target": event.targets, "site": event.sites}
    return [_cell(value) for value in cells.values()]


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return ";".join(f"{nation}:{count}" for nation, count in value.items())
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)
