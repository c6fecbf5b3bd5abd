"""The actors and places of the world: what each carries from one day to the next, and who it is.

Each record is a class of annotated fields and one declaration, `actor`. From the annotations come
the numpy layout of the compiled engine, the attributes of the Mesa agents, the first morning, the
ranges of the contract tests and the tables of the documentation; from the declarations come the
world's layout, its Mesa agents, the names in the event log and the lanes of pictures. The rules see
only attributes and cannot tell which engine they serve.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, get_args, get_origin, get_type_hints

from sim.state.fields import NONE, Day, Event, Flag, Key, says
from sim.state.identity import (
    ID_AREA,
    ID_COALITION,
    ID_FORCE,
    ID_FORCES,
    ID_IRAN,
    ID_IRAQ,
    ID_ISIS,
    ID_MILITIA,
    ID_MILITIAS,
    ID_NOBODY,
    ID_OUTSIDE,
    ID_SITE,
    ID_US,
    OTHERS,
    Actor,
)
from sim.state.theatre import Area, Campaign, Force, Site

__all__ = [
    "ACTORS",
    "DECISIONS",
    "ID_AREA",
    "ID_COALITION",
    "ID_FORCE",
    "ID_FORCES",
    "ID_IRAN",
    "ID_IRAQ",
    "ID_ISIS",
    "ID_MILITIA",
    "ID_MILITIAS",
    "ID_NOBODY",
    "ID_OUTSIDE",
    "ID_SITE",
    "ID_US",
    "OTHERS",
    "Actor",
    "Actors",
    "Area",
    "Campaign",
    "Force",
    "Iran",
    "Iraq",
    "Militia",
    "Site",
    "Us",
    "actor_of",
]


class Us:
    """The United States."""

    actor = Actor(ID_US, "us", "UnitedStates", "United States", lane=2, decisions=12)

    key: Key
    memory: Annotated[float, says("provocation that still counts", "American deaths", 0, 30)]
    memory_event: Event
    owed: Annotated[float, says("reply owed, weight of the provocation", "American deaths", 0, 30)]
    owed_event: Event
    owed_militia: Annotated[
        int, says("militia that is blamed, -1 for none", "militia", -1, 1, start=NONE)
    ]
    owed_day: Annotated[int, says("day on which blame is settled", "day", -1, 400)]
    owed_by_state: Annotated[int, says("1 when a state, not a militia, killed", "0/1", 0, 1)]
    siege_pressure: Annotated[float, says("shock of a stormed embassy, decaying", "sieges", 0, 3)]
    siege_event: Event
    threat: Annotated[float, says("expected attack on US sites", "ordinary threats", 0, 40)]
    threat_event: Event
    paused: Flag
    pause_event: Event
    paused_by_order: Flag
    reinforced_now: Flag
    sanctions: Annotated[
        float, says("sanctions against the start", "level, 1 at start", 0, 5, start=1.0)
    ]
    steps: Annotated[int, says("sanction steps taken so far", "steps", 0, 20)]
    fresh_steps: Annotated[float, says("recent sanction steps, decaying", "steps", 0, 20)]
    exchange: Annotated[float, says("fresh exchange of fire, decaying", "exchanges", 0, 10)]
    exchange_event: Event
    fatigue: Annotated[float, says("reluctance after own strikes", "strikes", 0, 20)]
    deterrence: Annotated[float, says("fear put into the other side", "share", 0, 1)]
    exit_day: Day
    exit_days: Annotated[float, says("length of the withdrawal", "days", 0, 400)]
    exit_to: Annotated[float, says("troops that stay after it", "share", 0, 1)]
    exit_event: Event
    returning: Flag
    syria_exit_day: Day
    syria_exit_event: Event
    war_event: Event
    syria_exit_days: Annotated[float, says("length of the Syrian withdrawal", "days", 0, 400)]
    syria_exit_to: Annotated[float, says("share left in Syria after it", "share", 0, 1)]
    will: Annotated[
        float, says("commitment to partners in Syria", "share", 0, 1, start=1.0, given="will")
    ]
    swing: Annotated[float, says("posture: above 0 tough, below 0 easing up", "index", -1, 1)]
    near: Annotated[float, says("hostile units close to partners, decaying", "moves", 0, 20)]
    near_event: Event
    near_day: Day
    near_force: Annotated[
        int, says("force that came close last, -1 for none", "force", -1, 9, start=NONE)
    ]
    deconflicted: Flag
    """1 while it keeps out of the way of Damascus's drive east by agreement."""
    talking: Flag
    """1 once talks with Iran have begun."""


class Iran:
    """Iran: its line to the allies, its own debts and its means."""

    actor = Actor(ID_IRAN, "iran", "Iran", "Iran", lane=0, decisions=2)

    key: Key
    command: Annotated[
        float, says("reach of its go-between over militias", "share", 0, 1, start=1.0)
    ]
    line: Annotated[int, says("-1 restrain, 0 silent, 1 encourage", "line", -1, 1)]
    debt: Annotated[float, says("debt of honour after a strike on its own", "strikes", 0, 4)]
    debt_event: Event
    debt_day: Day
    tail: Annotated[float, says("slow, deniable response still to come", "share", 0, 1)]
    tail_event: Event
    after_reprisal: Annotated[float, says("fear of account after its own reprisal", "share", 0, 1)]
    pressure: Annotated[float, says("strain from sanctions beyond the start", "share", 0, 1)]
    burden: Annotated[float, says("burden of an epidemic on state and people", "index", 0, 5)]
    commander_alive: Annotated[int, says("yes or no", "0/1", 0, 1, start=1)]
    go_between_alive: Annotated[int, says("yes or no", "0/1", 0, 1, start=1)]


class Militia:
    """One militia."""

    actor = Actor(
        ID_MILITIAS,
        "militias",
        "Militia",
        "Militias",
        lane=1,
        room=12,
        block=ID_MILITIA,
        one="militia",
        decisions=2,
    )

    key: Key
    share: Annotated[
        float,
        says("share of the fire from these militias", "share", 0, 1, start=None, given="share"),
    ]
    link: Annotated[float, says("closeness to Iran", "share", 0, 1, start=None, given="link")]
    agenda: Annotated[
        float, says("own agenda inside the state", "share", 0, 1, start=None, given="agenda")
    ]
    suspicion: Annotated[
        float, says("how readily the US blames it", "weight", 0, 1, start=None, given="suspicion")
    ]
    patient: Annotated[
        float, says("holds fire while exit is in reach", "share", 0, 1, start=None, given="patient")
    ]
    political: Annotated[int, says("yes or no", "0/1", 0, 1, start=None, given="political")]
    leader_died: Annotated[
        float,
        says(
            "share of the go-between's death it owns",
            "share",
            0,
            1,
            start=None,
            given="leader_died",
        ),
    ]
    capability: Annotated[
        float,
        says("men and launchers against the start", "index", 0, 2, start=None, given="capability"),
    ]
    missiles: Annotated[
        float,
        says("stock of short-range missiles", "missiles", 0, 50, start=None, given="missiles"),
    ]
    obedience: Annotated[float, says("response to Iran's order", "share", 0, 1)]
    grievance: Annotated[float, says("anger at strikes on it, decaying", "strikes", 0, 20)]
    grievance_event: Event
    debt: Annotated[float, says("revenge owed for its own leader", "leaders", 0, 4)]
    debt_event: Event
    latent: Annotated[float, says("strength mobilised but not used", "index", 0, 3)]
    attention: Annotated[float, says("share of effort turned to the US", "share", 0, 1)]
    standing: Annotated[
        float, says("legal cover inside the state", "share", 0, 1, start=None, given="standing")
    ]
    hunters: Annotated[
        float, says("share of the militias' hunt for ISIS", "share", 0, 1, given="hunters")
    ]
    roused_day: Day
    attacks: Annotated[int, says("attacks so far", "attacks", 0, 500)]


class Iraq:
    """The Iraqi government, its parliament and its forces."""

    actor = Actor(ID_IRAQ, "iraq", "IraqiGovernment", "Iraq", lane=3, decisions=6)

    key: Key
    anger: Annotated[float, says("anger at breaches of sovereignty, decaying", "strikes", 0, 20)]
    anger_event: Event
    crowd: Annotated[float, says("crowd anger over dead fighters, decaying", "mass strikes", 0, 10)]
    crowd_event: Event
    mourning: Annotated[float, says("public vows of revenge, decaying", "ceremonies", 0, 4)]
    mourning_event: Event
    mood: Annotated[float, says("common mood behind base fire, log of its factor", "", -4, 4)]
    legitimacy: Annotated[
        float, says("standing of the US presence", "share", 0, 1, start=None, given="legitimacy")
    ]
    alignment: Annotated[
        float, says("-1 Washington, +1 Tehran", "index", -1, 1, start=None, given="alignment")
    ]
    allegiance: Annotated[
        float,
        says(
            "readiness of the forces to guard the US", "share", 0, 1, start=None, given="allegiance"
        ),
    ]
    voted_day: Day
    voted_event: Event
    signed_day: Day
    timetable: Annotated[float, says("days to leave set by the bill, 0 for none", "days", 0, 730)]
    exit_hope: Annotated[float, says("seen chance that the US leaves soon", "share", 0, 1)]
    closed_days: Annotated[float, says("days the political path was shut", "days", 0, 400)]
    airspace: Annotated[float, says("share of airspace open to the US", "share", 0, 1, start=1.0)]
    ground: Annotated[
        float, says("share of ground operations open to the US", "share", 0, 1, start=1.0)
    ]
    access_event: Event
    access_day: Day
    protest: Annotated[
        float, says("room to protest Iran's sway", "index, 1 at start", 0, 3, start=1.0)
    ]
    rhetoric: Annotated[float, says("militias' talk of fighting abroad", "share", 0, 1, start=1.0)]


class Actors:
    """The table of actors and places: name of the part of the world -> its record.

    A single actor is one record, a kind of many a sequence of them.
    """

    us: Us
    iran: Iran
    iraq: Iraq
    militias: Sequence[Militia]
    sites: Sequence[Site]
    areas: Sequence[Area]
    forces: Sequence[Force]


def _records() -> dict[str, type]:
    hints = get_type_hints(Actors)
    return {name: get_args(kind)[0] if get_origin(kind) else kind for name, kind in hints.items()}


ACTORS: Final[dict[str, type]] = _records()
"""Name of the part of the world -> record, for every actor and place."""


def actor_of(record: type) -> Actor:
    """The declaration of a record of `ACTORS`."""
    found: Actor = record.actor  # type: ignore[attr-defined]
    return found


DECISIONS: Final = sum(actor_of(r).room * actor_of(r).decisions for r in ACTORS.values())
"""Most decisions that one morning can bring."""
