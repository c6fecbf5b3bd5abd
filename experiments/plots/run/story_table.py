"""How acts and actors look in the picture of a run: marker, label and its weight, rung, lane.

The only place in the figures that lists acts or actors.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.actions import LADDER, Action

RUNGS: Final = np.array([act.rung.value for act in LADDER])
"""Rung of each act, by its code."""


class Marker(NamedTuple):
    """One shape of the key, and the acts that it stands for."""

    label: str
    shape: str
    size: float
    """Area in square points."""
    actions: tuple[Action, ...]


MARKERS: Final = (
    Marker("rockets", "o", 26, (Action.HARASS, Action.BARRAGE)),
    Marker("crowd at the embassy", "s", 30, (Action.SIEGE,)),
    Marker("air strike", "v", 36, (Action.REPRISAL, Action.DEPOT_STRIKE)),
    Marker("leadership strike", "*", 110, (Action.LEADERSHIP_STRIKE,)),
    Marker(
        "missiles, strike on Iran",
        "D",
        30,
        (Action.SALVO, Action.LETHAL_SALVO, Action.STRIKE_ON_IRAN),
    ),
    Marker("open war", "X", 75, (Action.OPEN_WAR,)),
    Marker(
        "vote, law, access",
        "P",
        38,
        (Action.VOTE, Action.SIGN, Action.ACCESS_CUT, Action.ACCESS_RESTORED),
    ),
    Marker(
        "troops and missions",
        ">",
        28,
        (
            Action.PAUSE,
            Action.RESUME,
            Action.REINFORCE,
            Action.CONSOLIDATE,
            Action.WITHDRAW,
            Action.PARTNERS_LEAVE,
        ),
    ),
    Marker(
        "orders, vows, sanctions",
        "d",
        20,
        (
            Action.LINE_RESTRAIN,
            Action.LINE_SILENT,
            Action.LINE_ENCOURAGE,
            Action.STAND_DOWN,
            Action.SANCTION,
            Action.MOURNING,
            Action.MOBILISE,
            Action.HOLD,
        ),
    ),
    Marker("ISIS breakout, outside shock", "^", 34, (Action.BREAKOUT, Action.SHOCK)),
)

# Labels stand close together, so the long ones of the ladder are cut short.
SHORT_LABELS: Final = {
    Action.SIEGE: "crowd storms embassy",
    Action.REPRISAL: "strike on militia",
    Action.SALVO: "missile salvo",
    Action.LETHAL_SALVO: "salvo meant to kill",
    Action.STRIKE_ON_IRAN: "strike on Iran",
    Action.PAUSE: "ISIS mission paused",
    Action.RESUME: "ISIS mission resumed",
    Action.REINFORCE: "reinforcements",
    Action.STAND_DOWN: "both stand down",
    Action.VOTE: "vote to expel troops",
    Action.SIGN: "timetable signed",
    Action.ACCESS_CUT: "access cut",
    Action.MOURNING: "mass mourning",
    Action.MOBILISE: "mobilises",
    Action.BREAKOUT: "ISIS breaks out",
    Action.DEPOT_STRIKE: "strike on depots",
    Action.SHOCK: "outside shock",
    Action.PARTNERS_LEAVE: "partners leave",
}
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
}
"""How much a label matters, for acts that are on no rung; acts from rung 2 up weigh their rung."""
MILITIAS: Final = "Militias"
LANES: Final = (
    ("Iran", ("iran",)),
    (MILITIAS, ()),
    ("United States", ("us",)),
    ("Iraq", ("iraq",)),
    ("ISIS, others", ("isis", "coalition", "outside")),
)
"""Lanes from top to bottom with their actors; those who answer each other stand side by side. All
other actors are militias."""
ACTOR_NAMES: Final = {"isis": "ISIS", "us": "US", "militias": "several or unnamed"}
"""Actors whose name is not their identifier in capitals."""


def short_label(action: Action) -> str:
    """What an act is called beside its marker."""
    return SHORT_LABELS.get(action, LADDER[action].label)


def label_weight(action: Action) -> float:
    """How much the label of an act on no rung matters; 0 for none."""
    return LABEL_WEIGHTS.get(action, 0.0)
