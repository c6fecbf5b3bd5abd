"""Imports of public event data: an ACLED or UCDP GED export as an event table in our form.

Rows that a mapping does not fit are listed with line and reason; nothing is dropped without a word.
An export names no causes, so imported events have none. Its zeros mean that none was reported; they
stay empty, because in our tables a zero is a statement. Texts of an export are not copied.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from calibration.evidence.events import Count, Event, write_events
from calibration.evidence.export_rows import Dates, Dead, clean, dates_of, dead_of, new_id
from calibration.evidence.mapping import ExportMapping, answer, looked_at, read_mapping
from calibration.evidence.sources import Source
from calibration.evidence.strict_csv import CsvRow, read_rows, write_table
from sim.errors import InputError, nearest, some_of
from sim.inputs.files import whole_folder

FOLDER: Final = Path(__file__).with_name("mappings")
FORMATS: Final = {"acled": FOLDER / "acled.yaml", "ucdp": FOLDER / "ucdp_ged.yaml"}
"""Formats that are known by name, with the mapping that is used when none is given."""
MAX_EXPORT: Final = 512 * 2**20
UNMAPPED_COLUMNS: Final = ("line", "id", "reason")
CONFIDENCE: Final = {"stated": "medium", "window": "medium", "approximate": "low"}
"""Date basis -> confidence, where no rule gives one."""
PLACE_WORDS: Final = 12
"""Words of a place in a paraphrase, which holds at most thirty."""


@dataclass(frozen=True)
class Unmapped:
    """A row that did not become an event: its line in the export, its id there, and why."""

    line: int
    id: str
    reason: str


@dataclass(frozen=True)
class Imported:
    """What an export gave: every one of its `rows` is an event, unmapped or outside the dates."""

    events: tuple[Event, ...]
    """Ordered by the day used; `line` is the line of the export."""
    unmapped: tuple[Unmapped, ...]
    sources: dict[str, Source]
    rows: int
    outside: int
    """Rows before `start` or after `end`."""


def import_table(
    path: Path,
    fmt: str,
    mapping_path: Path | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    more_sites: Collection[str] = (),
    more_actors: Collection[str] = (),
) -> Imported:
    """Read an export as events from `start` to `end` (days used, inclusive).

    `fmt` is "acled" or "ucdp". Raises InputError when a column lacks, an id stands twice, a date or
    a number of deaths does not read, or no row becomes an event.
    """
    if fmt not in FORMATS:
        raise InputError(path, 1, "format", f"'{fmt}'", some_of(FORMATS), nearest(fmt, FORMATS))
    if start and end and start > end:
        raise InputError(path, 1, "start", start, f"a day not after the end ({end})")
    mapping = read_mapping(mapping_path or FORMATS[fmt], more_sites, more_actors)
    events: list[Event] = []
    unmapped: list[Unmapped] = []
    lines: dict[str, int] = {}
    outside = 0
    for row in read_rows(path, mapping.columns, others=True, most=MAX_EXPORT):
        name = new_id(row, mapping, lines)
        when, lost = dates_of(row, mapping), dead_of(row, mapping)
        reason = _reason(row, mapping, lost)
        if (start and when.used < start) or (end and when.used > end):
            outside += 1
        elif reason:
            unmapped.append(Unmapped(row.line, clean(row.cells[mapping.id]), reason))
        else:
            events.append(_event(row, mapping, name, when, lost))
    _check_some(path, len(lines), events, unmapped)
    events.sort(key=lambda e: e.date_used)
    sources = {mapping.key: _source(mapping, events)}
    return Imported(tuple(events), tuple(unmapped), sources, len(lines), outside)


def write_import(imported: Imported, folder: Path) -> None:
    """Write events.csv, sources.yaml and unmapped.csv into a new folder, whole or not at all.

    Raises InputError when the folder exists.
    """
    if folder.exists():
        raise InputError(folder, 1, "folder", "a folder that exists", "the name of a new folder")
    with whole_folder(folder) as hidden:
        write_events(imported.events, hidden / "events.csv")
        text = "\n".join(map(_source_text, imported.sources.values()))
        (hidden / "sources.yaml").write_text(text, encoding="utf-8")
        rows = [(u.line, u.id, u.reason) for u in imported.unmapped]
        write_table(hidden / "unmapped.csv", UNMAPPED_COLUMNS, rows)


def _reason(row: CsvRow, mapping: ExportMapping, dead: Dead) -> str:
    """Why a row cannot be an event; empty when it can."""
    left_out = answer(mapping.rules["leave_out"], row)
    if left_out:
        return left_out["because"][0]
    for question in ("actors", "actions"):
        rules = mapping.rules[question]
        if not answer(rules, row):
            seen = (f"{c} '{clean(row.cells[c])[:60]}'" for c in looked_at(rules))
            return f"no rule of '{question}' fits: {', '.join(seen)}"
    if sum(dead.nations.values()) != dead.best or not dead.low <= dead.best <= dead.high:
        named = ", ".join([*(d.column for d in mapping.deaths), *mapping.total])
        return f"deaths contradict each other: {named}"
    return ""


def _event(row: CsvRow, mapping: ExportMapping, name: str, dates: Dates, dead: Dead) -> Event:
    given = {k: v for rules in mapping.rules.values() for k, v in answer(rules, row).items()}
    place = ", ".join(dict.fromkeys(filter(None, (clean(row.cells[c]) for c in mapping.place))))
    (actor,), (action,) = given["actor"], given["action"]
    return Event(
        id=name,
        date_start=dates.first,
        date_end=dates.last,
        date_used=dates.used,
        date_basis=dates.basis,
        date_note=dates.note,
        actor=actor,
        action=action,
        targets=given.get("target", ()),
        place=place,
        sites=given.get("site", ()),
        act=given.get("act", ("",))[0],
        killed={nation: Count(n) for nation, n in dead.nations.items()},
        wounded={},
        claimed=given.get("claimed", ("not_stated",))[0],
        attributed_to=(),
        triggered_by=(),
        trigger_basis="",
        source=mapping.key,
        paragraph=None,
        also_in=(),
        conflict=(),
        confidence=given.get("confidence", (CONFIDENCE[dates.basis],))[0],
        paraphrase=_paraphrase(actor, action, place, dead),
        line=row.line,
    )


def _paraphrase(actor: str, action: str, place: str, dead: Dead) -> str:
    """A short text of ours, built from the codes."""
    where = " ".join(place.split()[:PLACE_WORDS])
    text = f"{actor}: {action}".replace("_", " ") + (f" at {where}" if where else "")
    if dead.high:
        text += f", {dead.best} killed"
    return text + (f" ({dead.low} to {dead.high})" if dead.low < dead.high else "")


def _check_some(
    path: Path, rows: int, events: Sequence[Event], unmapped: Sequence[Unmapped]
) -> None:
    """An import without a single event is a mistake, and the first reason says which."""
    if not rows:
        raise InputError(path, 1, "file", "a header and no row", "an export with rows")
    if events:
        return
    if unmapped:
        got = f"no row of {rows} that maps ({unmapped[0].reason})"
        raise InputError(path, unmapped[0].line, "rows", got, "a mapping that fits some row")
    raise InputError(path, 1, "rows", "no row within the dates", "dates on which some row falls")


def _source(mapping: ExportMapping, events: Sequence[Event]) -> Source:
    first, last = min(e.date_start for e in events), max(e.date_end for e in events)
    return Source(mapping.key, mapping.title, mapping.outlet, first, last, mapping.kind)


def _source_text(source: Source) -> str:
    """An entry of `sources.yaml`; text in quotes, which mean the same in JSON and YAML."""
    facts: Mapping[str, str] = {
        "title": source.title,
        "outlet": source.outlet,
        "date": f"{source.date_start}..{source.date_end}",
        "kind": source.kind,
    }
    lines = [f"  {name}: {json.dumps(fact, ensure_ascii=False)}" for name, fact in facts.items()]
    return "\n".join([f"{source.key}:", *lines, ""])
