"""Who is who: identifiers in the event log, and the declaration that every actor makes."""

from __future__ import annotations

from typing import Final, NamedTuple

ID_NOBODY: Final = -1
ID_US: Final = 0
ID_IRAN: Final = 1
ID_IRAQ: Final = 2
ID_ISIS: Final = 3
ID_COALITION: Final = 4
ID_OUTSIDE: Final = 5
ID_MILITIAS: Final = 6
ID_FORCES: Final = 7
ID_MILITIA: Final = 100
ID_SITE: Final = 200
ID_AREA: Final = 300
ID_FORCE: Final = 400
"""Identifiers of actors and targets in the event log; each kind of many has a block of its own."""

OTHERS: Final = {ID_COALITION: "coalition", ID_OUTSIDE: "outside", ID_NOBODY: ""}
"""Identifiers in the event log that stand for nobody with a record."""


class Actor(NamedTuple):
    """One row of the table of actors, and of the places they act on."""

    id: int
    """Identifier in the event log of the actor, or of all of its kind together."""
    label: str
    """Its name in results."""
    agent: str = ""
    """Name of its class in the Mesa model; empty for what is no agent."""
    title: str = ""
    """What pictures call it."""
    lane: int = -1
    """Place of its lane in pictures, 0 at the top, so that those who answer each other stand side
    by side; -1 for none."""
    room: int = 1
    """Most of its kind that a world can hold."""
    block: int = -1
    """First identifier of the kind's members, -1 for a single actor."""
    one: str = ""
    """Name of a single member, from which its luck is keyed; empty for a single actor."""
    decisions: int = 0
    """Most decisions that each may take on a morning."""
