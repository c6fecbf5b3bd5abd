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

from calibration.evidence.codebook import codes
from calibration.evidence.events import Count, Event, write_events
from calibration.evidence.export_rows import Dates, Dead, clean, dates_of, dead_of, new_id
from calibration.evidence.mapping import ExportMapping, answer, looked_at, read_mapping
from calibration.evidence.sources import Source
from calibration.evidence.strict_csv import CsvRow, read_export, write_table
from sim.errors import InputError, nearest, some_of
from sim.inputs.files import whole_folder

FOLDER: Final = Path(__file__).with_name("mappings")
FORMATS: Final = {"acled": FOLDER / "acled.yaml", "ucdp": FOLDER / "ucdp_ged.yaml"}
"""Formats that are known by name, with the mapping that is used when none is given."""
MAX_EXPORT: Final = 512 * 2**20
UNMAPPED_COLUMNS: Final = ("line", "id", "reason")
CONFIDENCE: Final = {"stated": "medium", "window": "medium", "approximate": "low"}
"""Date basis -> confidence; of it and what rules say the least holds."""
NOBODY: Final = Dead({}, 0, 0, 0)
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

    `fmt` is "acled" or "ucdp". Raises InputError when a column lacks, when an id stands twice or a
    date or a number of deaths does not read in a row that would be an event, or when none is.
    """
    if fmt not in FORMATS:
        raise InputError(path, 1, "format", f"'{fmt}'", some_of(FORMATS), nearest(fmt, FORMATS))
    if start and end and start > end:
        raise InputError(path, 1, "start", start, f"a day not after the end ({end})")
    mapping = read_mapping(mapping_path or FORMATS[fmt], more_sites, more_actors)
    found = _Sorted([], [], {}, start, end)
    for row in read_export(path, mapping.columns, mapping.spare, MAX_EXPORT):
        found.rows += 1
        _sort(row, mapping, found)
    _check_some(path, found)
    events = sorted(found.events, key=lambda e: e.date_used)
    sources = {mapping.key: _source(mapping, events)}
    return Imported(tuple(events), tuple(found.unmapped), sources, found.rows, found.outside)


@dataclass
class _Sorted:
    """Rows of an export by what became of them."""

    events: list[Event]
    unmapped: list[Unmapped]
    seen: dict[str, tuple[int, bool]]
    """Id of a row -> its line, and whether it is used."""
    start: dt.date | None
    end: dt.date | None
    rows: int = 0
    outside: int = 0

    def lies_outside(self, day: dt.date) -> bool:
        """Does a day lie before the first or after the last to take?"""
        return bool((self.start and day < self.start) or (self.end and day > self.end))

    def check_once(self, row: CsvRow, column: str, name: str, used: bool) -> None:
        """Refuse an id that stands twice, if a row that has it is used."""
        line, before = self.seen.setdefault(name, (row.line, used))
        if line != row.line and (used or before):
            row.fail(column, f"every id once (the first is on line {line})")


def _sort(row: CsvRow, mapping: ExportMapping, found: _Sorted) -> None:
    """Put one row where it belongs. Raises InputError for a bad one that would be an event.

    What is wrong with a row that no rule wants is only listed: it must not stop an import of
    thousands. Rows that the mapping leaves out are not looked at.
    """
    left_out = answer(mapping.rules["leave_out"], row, unread=False)
    reason = left_out["because"][0] if left_out else _reason(row, mapping)
    try:
        when = _dates(row, mapping)
        if found.lies_outside(when.used):
            found.outside += 1
            return
        name, lost = _checked(row, mapping, bool(left_out))
    except InputError as error:
        if not reason:
            raise
        bad = f" (and bad: {error.field}: got {error.got})" if row.width or not left_out else ""
        found.unmapped.append(Unmapped(row.line, clean(row.cells[mapping.id]), reason + bad))
        return
    reason = _contradiction(mapping, lost) or reason
    if not left_out:
        found.check_once(row, mapping.id, name, not reason)
    if reason:
        found.unmapped.append(Unmapped(row.line, clean(row.cells[mapping.id]), reason))
    else:
        found.events.append(_event(row, mapping, name, when, lost))


def _dates(row: CsvRow, mapping: ExportMapping) -> Dates:
    if row.width:
        accepts = f"{len(row.cells)} cells, as in the header"
        raise InputError(row.path, row.line, "row", row.width, accepts)
    return dates_of(row, mapping)


def _checked(row: CsvRow, mapping: ExportMapping, left_out: bool) -> tuple[str, Dead]:
    """Id and dead of a row; of one that is left out nothing is asked."""
    return ("", NOBODY) if left_out else (new_id(row, mapping), dead_of(row, mapping))


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


def _reason(row: CsvRow, mapping: ExportMapping) -> str:
    """Why a row cannot be an event; empty when it can."""
    undecided = answer(mapping.rules["open"], row, unread=False)
    if undecided:
        return undecided["because"][0]
    for question in ("actors", "actions"):
        rules = mapping.rules[question]
        if not answer(rules, row):
            shown = [c for c in looked_at(rules) if c not in mapping.texts and row.cells[c].strip()]
            seen = (f"{c} '{clean(row.cells[c])[:60]}'" for c in shown)
            return f"no rule of '{question}' fits: {', '.join(seen)}"
    return ""


def _contradiction(mapping: ExportMapping, dead: Dead) -> str:
    """That the counts of dead do not agree; empty when they do."""
    if sum(dead.nations.values()) == dead.best and dead.low <= dead.best <= dead.high:
        return ""
    named = ", ".join([*(d.column for d in mapping.deaths), *mapping.total])
    return f"deaths contradict each other: {named}"


def _event(row: CsvRow, mapping: ExportMapping, name: str, dates: Dates, dead: Dead) -> Event:
    answers = [answer(rules, row) for rules in mapping.rules.values()]
    given = {k: v for found in reversed(answers) for k, v in found.items()}
    sure = [CONFIDENCE[dates.basis], *(f["confidence"][0] for f in answers if "confidence" in f)]
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
        confidence=max(sure, key=codes("confidence").index),
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


def _check_some(path: Path, found: _Sorted) -> None:
    """An import without a single event is a mistake, and the first reason says which."""
    rows, unmapped = found.rows, found.unmapped
    if not rows:
        raise InputError(path, 1, "file", "a header and no row", "an export with rows")
    if found.events:
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
