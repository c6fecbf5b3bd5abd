"""Checks on the chain of causes in an event table: it exists, runs forward and never circles."""

from __future__ import annotations

import graphlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from calibration.evidence.strict_csv import Row
from sim.errors import nearest

if TYPE_CHECKING:
    from calibration.evidence.events import Event

COLUMN = "triggered_by"


def check_causes(rows: Sequence[Row], events: Sequence[Event]) -> None:
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


def _check_cause(row: Row, event: Event, name: str, by_id: Mapping[str, Event]) -> None:
    if name == event.id:
        row.fail(COLUMN, "the id of another event", f"'{name}', the event itself")
    if name not in by_id:
        row.fail(COLUMN, "the id of an event of this table", f"'{name}'", nearest(name, by_id))
    used = by_id[name].date_used
    if used > event.date_used:
        row.fail(
            COLUMN,
            f"causes that are used no later than the effect ({event.date_used})",
            f"'{name}', used on {used}",
        )


def _check_circles(rows: Sequence[Row], events: Sequence[Event]) -> None:
    """Events of one day could still name each other in a circle."""
    try:
        graphlib.TopologicalSorter({e.id: e.triggered_by for e in events}).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1]
        row = next(r for r, e in zip(rows, events, strict=True) if e.id in circle)
        row.fail(COLUMN, "causes without a circle", "a circle: " + " -> ".join(circle))
