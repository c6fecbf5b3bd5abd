"""How acts and actors look in the picture of a run: mark, words, rung, lane.

The only place in the figures that lists acts or actors.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.actions import ATTACKS, Action, Marker, Rung
from sim.state.actors import ACTORS, actor_of

RUNGS: Final = np.array([act.spec.rung.value for act in Action])
"""Rung of each act, by its code."""


class Deadlier(NamedTuple):
    """Acts that stand higher where they killed."""

    acts: tuple[Action, ...]
    killed: tuple[str, ...]
    """Columns of the event table, one of which has to be above zero."""
    rung: Rung


DEADLIER: Final = (
    Deadlier(ATTACKS, ("us_killed", "partner_killed"), Rung.FATAL_ROCKETS),
    Deadlier((Action.SALVO, Action.LETHAL_SALVO), ("us_killed",), Rung.LETHAL_EXCHANGE),
)
SHAPES: Final = {
    Marker.ROCKETS: ("o", 38),
    Marker.CROWD: ("s", 40),
    Marker.AIR_STRIKE: ("v", 48),
    Marker.LEADERSHIP: ("*", 120),
    Marker.STATE_FIRE: ("D", 38),
    Marker.WAR: ("X", 80),
    Marker.BAGHDAD: ("P", 50),
    Marker.TROOPS: (">", 42),
    Marker.WORDS: ("d", 34),
    Marker.OUTSIDE: ("^", 46),
    Marker.GROUND: ("h", 50),
}
"""Shape of each family of acts, and its area in square points; the words beside it say the act."""
LODGERS: Final = {"isis": ("coalition", "outside")}
"""Actor -> those without a record of their own who share its lane."""


class LaneRow(NamedTuple):
    """One lane, and whose acts stand in it."""

    title: str
    actors: tuple[str, ...]
    """As results call them; where each of a kind acts for itself, what stands for all of them."""
    part: str = ""
    """Kind whose members act for themselves; empty for none."""


def _lanes() -> tuple[LaneRow, ...]:
    shown = sorted(ACTORS.items(), key=lambda row: actor_of(row[1]).lane)
    found = []
    for part, record in shown:
        actor = actor_of(record)
        if actor.lane >= 0:
            each_for_itself = actor.block >= 0 and actor.decisions > 0
            names = (actor.label, *LODGERS.get(actor.label, ()))
            found.append(LaneRow(actor.title, names, part if each_for_itself else ""))
    return tuple(found)


LANES: Final = _lanes()
"""Lanes from left to right with their actors, from the table of actors; those who answer each other
stand side by side."""
PLACED: Final = (Action.ADVANCE, Action.LASTING_BASE, Action.HAND_OVER, Action.RETAKE)
"""Acts whose label says where."""
ACTOR_NAMES: Final = {"isis": "ISIS", "us": "US", "militias": "several or unnamed"}
"""Actors whose name is not their identifier in capitals."""


def short_label(action: Action) -> str:
    """What an act is called beside its mark."""
    return action.spec.short or action.spec.label
