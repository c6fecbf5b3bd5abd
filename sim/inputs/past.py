"""The replayed past of a scenario: the coded acts, but for what the scenario takes out of them.

`without` takes acts out. `unanswered` lets an attack happen and takes out its answer: the coded
American strikes that it set off, and the reply that the model would hold to be owed for it. Both
take with them what the table lays to nothing but what is gone. All of it is prepared here, as a
shorter list of acts and as moves of a lever, so that the rules know nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import nearest, some_of
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.evidence_library import CodedAct, CodedEvent, EvidenceLibrary
from sim.inputs.lever_timeline import LeverChange
from sim.inputs.named_files import CSV, asked_by, named_file
from sim.inputs.world_file import WorldFile
from sim.levers import BY_NAME, FIELDS, TABLES

REPLY: Final = BY_NAME["us.reply.doctrine"]
"""While it is at `never` no attack leaves a reply owed, and in the past nobody gives one."""
LISTED_BY: Final = "`flashpoint history` lists them"


class Past(NamedTuple):
    """What a scenario replays."""

    until: dt.date | None = None
    """Last day; None where every day is free."""
    events_path: Path | None = None
    acts: tuple[CodedAct, ...] = ()
    changes: tuple[LeverChange, ...] = ()
    """Moves of levers on days of the past, by day."""
    left_out: Mapping[str, str] = {}
    """Act that would be replayed -> why it is not."""
    notes: tuple[str, ...] = ()
    """What the reader should know of labels that change nothing."""


def past_of(
    said: Mapping[str, Reader],
    start: dt.date,
    days: int,
    world: WorldFile,
    library: EvidenceLibrary,
) -> Past:
    """The past that the keys of `history` ask for, each by the reader of the file that says it.

    Raises InputError for dates outside the scenario, a table that does not read, a label that is
    none of its replayed acts, and a past that the world has no place for.
    """
    if not said:
        return Past()
    if "until" not in said:
        next(iter(said.values())).fail((), "no 'until'", "a mapping with 'until'")
    until = _until(said["until"], start, days)
    named, key, events = said["until"], "until", library.events
    if "events" in said:
        named, key = said["events"], "events"
        events = named_file(named, key, named.data[key], "an event table (CSV)", CSV)
    with asked_by(named, key):
        takes_out = "without" in said or "unanswered" in said
        table = library.read_coded_events(events, world) if takes_out else {}
    dropped, unanswered = _dropped(said, table)
    with asked_by(named, key):
        acts = library.read_history(events, start, until, world, frozenset(dropped))
    kept = {act.id: act for act in acts}
    replayed = [kept[label] for label in unanswered if label in kept]
    _check_days(said, table, replayed, acts)
    span = _Span(start, until, table)
    left_out = {label: why for label, why in dropped.items() if span.replays(label)}
    asked = [(k, label) for k in ("without", "unanswered") for label in _labels(said, k)]
    idle = [(k, label) for k, label in asked if not span.replays(label)]
    gone = [(k, label) for k, label in asked if k == "unanswered" and label in left_out]
    notes = [*(span.idle(*what) for what in idle), *(_gone(*what, left_out) for what in gone)]
    return Past(until, events, acts, _no_reply(replayed, days), left_out, tuple(notes))


def _until(part: Reader, start: dt.date, days: int) -> dt.date:
    until, last = part.date("until"), start + dt.timedelta(days=days - 1)
    if not start <= until < last:
        part.fail("until", until, f"a date from {start} to {last - dt.timedelta(days=1)}")
    return until


def _labels(said: Mapping[str, Reader], key: str) -> Sequence[str]:
    return said[key].data[key] if key in said else ()


def _dropped(
    said: Mapping[str, Reader], table: Mapping[str, CodedEvent]
) -> tuple[dict[str, str], Sequence[str]]:
    """Event -> why it is not replayed; and the attacks that are to stay unanswered."""
    acts = [label for label, event in table.items() if event.replayed]
    _check_labels(said, "without", acts, "a coded act")
    attacks = [label for label in acts if table[label].provokes]
    _check_labels(said, "unanswered", attacks, "a coded rocket attack")
    gone = dict.fromkeys(_labels(said, "without"), "history.without names it")
    unanswered = _labels(said, "unanswered")
    for k, label in enumerate(unanswered):
        if label in gone:
            accepts = "it under one of 'without' and 'unanswered'"
            said["unanswered"].fail(("unanswered", k), f"{label!r} under both", accepts)
    for label, event in table.items():
        provoked = [cause for cause in event.triggered_by if cause in unanswered]
        if event.replies and provoked:
            gone.setdefault(label, f"it answers {' and '.join(provoked)}")
    return _with_consequences(gone, table), unanswered


def _check_labels(said: Mapping[str, Reader], key: str, known: Sequence[str], what: str) -> None:
    """Refuse a list under `key` that holds anything but known labels, each once."""
    if key not in said:
        return
    reader, values = said[key], said[key].data[key]
    if not isinstance(values, list):
        reader.fail(key, shown(values), f"a list of labels, each {what} of the event table")
    for k, value in enumerate(values):
        if value not in known:
            accepts = f"the label of {what} of the event table: {some_of(known, value, LISTED_BY)}"
            reader.fail((key, k), shown(value), accepts, nearest(value, known))
        if value in values[:k]:
            reader.fail((key, k), f"{value!r} twice", "every label once")


def _with_consequences(gone: dict[str, str], table: Mapping[str, CodedEvent]) -> dict[str, str]:
    """`gone`, and every event whose coded causes are all gone, at any distance."""
    found = dict(gone)
    grew = bool(found)
    while grew:
        grew = False
        for label, event in table.items():
            causes = event.triggered_by
            if label not in found and causes and all(cause in found for cause in causes):
                found[label] = f"it follows from {' and '.join(causes)} alone"
                grew = True
    return found


def _check_days(
    said: Mapping[str, Reader],
    table: Mapping[str, CodedEvent],
    unanswered: Collection[CodedAct],
    acts: Sequence[CodedAct],
) -> None:
    """Refuse an unanswered attack on the day of one that is answered: a day has one doctrine."""
    names = {act.id for act in unanswered}
    for act in unanswered:
        for other in acts:
            if other.day == act.day and table[other.id].provokes and other.id not in names:
                k = _labels(said, "unanswered").index(act.id)
                got = f"'{act.id}' without '{other.id}', an attack of the same day"
                said["unanswered"].fail(("unanswered", k), got, "both, or neither")


def _no_reply(attacks: Sequence[CodedAct], days: int) -> tuple[LeverChange, ...]:
    """The doctrine at `never` on the day of each attack, and back on the morning after."""
    found: list[LeverChange] = []
    for day in sorted({act.day for act in attacks}):
        for at, value in ((day, dict(REPLY.choices)["never"]), (day + 1, REPLY.neutral)):
            column = FIELDS[REPLY.table].index(REPLY.fields[0])
            found.append(LeverChange(at, days, TABLES.index(REPLY.table), 0, column, value))
    return tuple(found)


class _Span(NamedTuple):
    """The days that are replayed, and the table that they are replayed from."""

    start: dt.date
    until: dt.date
    table: Mapping[str, CodedEvent]

    def replays(self, label: str) -> bool:
        """Would the act be replayed if nobody took it out?"""
        event = self.table[label]
        return event.replayed and self.start <= event.day <= self.until

    def idle(self, key: str, label: str) -> str:
        """That a label names an act which is not replayed anyway."""
        day = self.table[label].day
        return (
            f"history.{key} names {label}, which the table puts on {day}: "
            f"nothing from {self.start} to {self.until} changes."
        )


def _gone(key: str, label: str, left_out: Mapping[str, str]) -> str:
    return f"history.{key} names {label}, which is left out itself: {left_out[label]}."


def left_out_notes(left_out: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each act that a scenario takes out of its past."""
    for label, why in left_out.items():
        yield f"{label} is not replayed: {why}."
