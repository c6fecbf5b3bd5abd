"""How acts and actors look in the picture of a run: marker, label and its weight, rung, lane.

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


class MarkerShape(NamedTuple):
    """One shape of the key, and the acts that it stands for."""

    label: str
    shape: str
    size: float
    """Area in square points."""
    actions: tuple[Action, ...]


SHAPES: Final = {
    Marker.ROCKETS: ("o", 26),
    Marker.CROWD: ("s", 30),
    Marker.AIR_STRIKE: ("v", 36),
    Marker.LEADERSHIP: ("*", 110),
    Marker.STATE_FIRE: ("D", 30),
    Marker.WAR: ("X", 75),
    Marker.BAGHDAD: ("P", 38),
    Marker.TROOPS: (">", 28),
    Marker.WORDS: ("d", 20),
    Marker.OUTSIDE: ("^", 34),
    Marker.GROUND: ("h", 40),
}
MARKERS: Final = tuple(
    MarkerShape(family.value, shape, size, tuple(a for a in Action if a.spec.marker == family))
    for family, (shape, size) in SHAPES.items()
)
"""Shapes in the order of the key; which acts share one is said by the table of actions."""

LABEL_WEIGHTS: Final = {
    Action.VOTE: 4.5,
    Action.SIGN: 5.5,
    Action.WITHDRAW: 5.0,
    Action.STAND_DOWN: 5.0,
    Action.PAUSE: 4.0,
    Action.RESUME: 3.0,
    Action.PARTNERS_LEAVE: 3.5,
    Action.SHOCK: 3.0,
    Action.BREAKOUT: 2.5,
    Action.ACCESS_CUT: 2.2,
    Action.DEPOT_STRIKE: 2.2,
    Action.MOURNING: 2.1,
    Action.REINFORCE: 2.0,
    Action.ACCESS_RESTORED: 1.2,
    Action.MOBILISE: 1.2,
    Action.SANCTION: 1.0,
    Action.ROUTE_OPENS: 6.0,
    Action.ROUTE_CUT: 5.2,
    Action.TALKS: 5.0,
    Action.HAND_OVER: 3.4,
    Action.LASTING_BASE: 3.2,
    Action.ADVANCE: 2.6,
    Action.RETAKE: 2.4,
    Action.ORDER_HOME: 2.2,
    Action.DECONFLICT: 2.0,
}
"""How much a label matters, for acts that are on no rung; acts from rung 2 up weigh their rung."""
LODGERS: Final = {"isis": ("coalition", "outside")}
"""Actor -> those without a record of their own who share its lane."""


class LaneRow(NamedTuple):
    """One lane, and whose acts stand in it."""

    title: str
    actors: tuple[str, ...]
    """As results call them; where each of a kind acts for itself, what stands for all of them."""
    part: str = ""
    """Kind whose members act for themselves, each on a line of its own; empty for none."""


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
"""Lanes from top to bottom with their actors, from the table of actors; those who answer each other
stand side by side."""
OF_MANY: Final = frozenset(lane.title for lane in LANES if lane.part)
"""Lanes of kinds whose members act for themselves."""
PLACED: Final = (Action.ADVANCE, Action.LASTING_BASE, Action.HAND_OVER, Action.RETAKE)
"""Acts whose label says where."""
ACTOR_NAMES: Final = {"isis": "ISIS", "us": "US", "militias": "several or unnamed"}
"""Actors whose name is not their identifier in capitals."""


def short_label(action: Action) -> str:
    """What an act is called beside its marker."""
    return action.spec.short or action.spec.label


def label_weight(action: Action) -> float:
    """How much the label of an act on no rung matters; 0 for none."""
    return LABEL_WEIGHTS.get(action, 0.0)
