"""The records of the world: what each actor and place carries from one day to the next.

Each record is a class of annotated fields and nothing else. From the annotations come the numpy
layout of the compiled engine, the attributes of the Mesa agents, the ranges of the contract tests
and the tables of the documentation; the rules see only attributes and cannot tell which engine
they serve. Every field is one 64-bit word, so that a whole world is one flat buffer.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import numpy as np


class Field(NamedTuple):
    """What a field means, its unit, and the range that a run keeps it in."""

    meaning: str
    unit: str
    low: float
    high: float


def says(meaning: str, unit: str = "", low: float = 0.0, high: float = 1.0) -> Field:
    return Field(meaning, unit, low, high)


NONE = -1.0
_KEY = Field("address of the actor's luck", "64-bit word", 0, 2.0**63)
_EVENT = Field("event number in the log, -1 for none", "event", -1, 50)
_DAY = Field("day of the run, -1 for never", "day", -1, 400)

Key = Annotated[int, _KEY]
Event = Annotated[int, _EVENT]
Day = Annotated[int, _DAY]
Flag = Annotated[int, Field("yes or no", "0/1", 0, 1)]


class Us:
    """The United States."""

    key: Key
    memory: Annotated[float, says("provocation that still counts", "American deaths", 0, 30)]
    memory_event: Event
    owed: Annotated[float, says("reply owed, weight of the provocation", "American deaths", 0, 30)]
    owed_event: Event
    owed_militia: Annotated[int, says("militia that is blamed, -1 for none", "militia", -1, 1)]
    owed_day: Annotated[int, says("day on which blame is settled", "day", -1, 400)]
    owed_by_state: Annotated[int, says("1 when a state, not a militia, killed", "0/1", 0, 1)]
    siege_pressure: Annotated[float, says("shock of a stormed embassy, decaying", "sieges", 0, 3)]
    siege_event: Event
    threat: Annotated[float, says("expected attack on US sites", "harmless attacks", 0, 20)]
    threat_event: Event
    paused: Flag
    paused_by_order: Flag
    reinforced_now: Flag
    sanctions: Annotated[float, says("sanctions against the start", "level, 1 at start", 0, 5)]
    steps: Annotated[int, says("sanction steps taken so far", "steps", 0, 20)]
    exchange: Annotated[float, says("fresh exchange of fire, decaying", "exchanges", 0, 10)]
    exchange_event: Event
    fatigue: Annotated[float, says("reluctance after own strikes", "strikes", 0, 20)]
    deterrence: Annotated[float, says("fear put into the other side", "share", 0, 1)]
    exit_day: Day
    exit_days: Annotated[float, says("length of the withdrawal", "days", 0, 400)]
    exit_to: Annotated[float, says("troops that stay after it", "share", 0, 1)]
    exit_event: Event
    syria_exit_day: Day
    syria_exit_days: Annotated[float, says("length of the Syrian withdrawal", "days", 0, 400)]
    syria_exit_to: Annotated[float, says("share left in Syria after it", "share", 0, 1)]


class Iran:
    """Iran: its line to the allies, its own debts and its means."""

    key: Key
    command: Annotated[float, says("reach of its go-between over militias", "share", 0, 1)]
    line: Annotated[int, says("-1 restrain, 0 silent, 1 encourage", "line", -1, 1)]
    debt: Annotated[float, says("debt of honour after a strike on its own", "strikes", 0, 4)]
    debt_event: Event
    debt_day: Day
    tail: Annotated[float, says("slow, deniable response still to come", "share", 0, 1)]
    tail_event: Event
    after_reprisal: Annotated[float, says("fear of account after its own reprisal", "share", 0, 1)]
    pressure: Annotated[float, says("strain from sanctions beyond the start", "levels", 0, 5)]
    burden: Annotated[float, says("burden of an epidemic on state and people", "index", 0, 5)]
    commander_alive: Flag
    go_between_alive: Flag


class Militia:
    """One militia."""

    key: Key
    share: Annotated[float, says("share of the fire from these militias", "share", 0, 1)]
    link: Annotated[float, says("closeness to Iran", "share", 0, 1)]
    agenda: Annotated[float, says("own agenda inside the state", "share", 0, 1)]
    suspicion: Annotated[float, says("how readily the US blames it", "weight", 0, 1)]
    patient: Annotated[float, says("holds fire while exit is in reach", "share", 0, 1)]
    political: Flag
    leader_died: Annotated[float, says("share of the go-between's death it owns", "share", 0, 1)]
    capability: Annotated[float, says("men and launchers against the start", "index", 0, 2)]
    missiles: Annotated[float, says("stock of short-range missiles", "missiles", 0, 50)]
    obedience: Annotated[float, says("response to Iran's order", "share", 0, 1)]
    grievance: Annotated[float, says("anger at strikes on it, decaying", "strikes", 0, 20)]
    grievance_event: Event
    debt: Annotated[float, says("revenge owed for its own leader", "leaders", 0, 4)]
    debt_event: Event
    latent: Annotated[float, says("strength mobilised but not used", "index", 0, 3)]
    attention: Annotated[float, says("share of effort turned to the US", "share", 0, 1)]
    standing: Annotated[float, says("legal cover inside the state", "share", 0, 1)]
    attacks: Annotated[int, says("attacks so far", "attacks", 0, 500)]


class Iraq:
    """The Iraqi government, its parliament and its forces."""

    key: Key
    anger: Annotated[float, says("anger at breaches of sovereignty, decaying", "strikes", 0, 20)]
    anger_event: Event
    crowd: Annotated[float, says("crowd anger over dead fighters, decaying", "mass strikes", 0, 10)]
    crowd_event: Event
    mourning: Annotated[float, says("public vows of revenge, decaying", "ceremonies", 0, 4)]
    mourning_event: Event
    legitimacy: Annotated[float, says("standing of the US presence", "share", 0, 1)]
    alignment: Annotated[float, says("-1 Washington, +1 Tehran", "index", -1, 1)]
    allegiance: Annotated[float, says("readiness of the forces to guard the US", "share", 0, 1)]
    voted_day: Day
    voted_event: Event
    signed_day: Day
    timetable: Annotated[float, says("days to leave set by the bill, 0 for none", "days", 0, 730)]
    exit_hope: Annotated[float, says("seen chance that the US leaves soon", "share", 0, 1)]
    closed_days: Annotated[float, says("days the political path was shut", "days", 0, 400)]
    airspace: Annotated[float, says("share of airspace open to the US", "share", 0, 1)]
    ground: Annotated[float, says("share of ground operations open to the US", "share", 0, 1)]
    access_event: Event
    protest: Annotated[float, says("room to protest Iran's sway", "index, 1 at start", 0, 3)]


class Site:
    """An embassy, base or outpost."""

    key: Key
    area: Annotated[int, says("area it lies in", "area", 0, 2)]
    in_syria: Flag
    embassy: Flag
    small: Flag
    troops_start: Annotated[float, says("American troops on day 0", "troops", 0, 6000)]
    troops: Annotated[float, says("American troops", "troops", 0, 6000)]
    hardening: Annotated[float, says("share of rocket hits that shelter stops", "share", 0, 1)]
    host: Annotated[float, says("reliability of the host force", "share", 0, 1)]
    appeal: Annotated[float, says("pull on rocket crews beyond troops", "weight", 0, 10)]
    open: Flag
    weight: Annotated[float, says("pull on rocket crews today", "weight", 0, 50)]


class Area:
    """An Iraqi governorate or a Syrian border area."""

    key: Key
    in_syria: Flag
    start: Annotated[float, says("ISIS strength on day 0", "index, sum 1 at start", 0, 1)]
    strength: Annotated[float, says("ISIS strength", "index, sum 1 at start", 0, 1)]
    refuge: Annotated[float, says("ungoverned ground that shelters ISIS", "share", 0, 1)]
    neighbours: Annotated[float, says("mean strength of the areas next to it", "index", 0, 1)]
    broke_out: Flag


class Campaign:
    """The campaign against ISIS."""

    us: Annotated[float, says("US troops in Iraq against the start", "share", 0, 1)]
    syria: Annotated[float, says("US troops in Syria against the start", "share", 0, 1)]
    partners: Annotated[float, says("coalition partners still there", "share", 0, 1)]
    small_sites: Annotated[float, says("small sites still open", "share", 0, 1)]
    exposure: Annotated[float, says("sum of site weights against the start", "share", 0, 3)]
    exposure_start: Annotated[float, says("sum of site weights on day 0", "weight", 0.1, 100)]
    troops_start: Annotated[float, says("US troops in Iraq on day 0", "troops", 1, 10000)]
    syria_start: Annotated[float, says("US troops in Syria on day 0", "troops", 1, 10000)]
    leader_loss: Annotated[float, says("militia skill lost with the organiser", "share", 0, 1)]
    moved: Annotated[int, says("troops or sites changed since sites were weighed", "0/1", 0, 1)]
    hunt: Annotated[float, says("pressure on ISIS in Iraq today", "share of start", 0, 2)]
    hunt_syria: Annotated[float, says("pressure on ISIS in Syria today", "share of start", 0, 2)]
    strength: Annotated[float, says("ISIS strength, all areas", "index, 1 at start", 0, 20)]


@cache
def fields_of(record: type) -> dict[str, tuple[type, Field]]:
    """Name -> (int or float, Field) for every field of a record class, in order."""
    hints = get_type_hints(record, include_extras=True)
    return {name: (get_args(hint)[0], get_args(hint)[1]) for name, hint in hints.items()}


@cache
def layout_of(record: type) -> np.dtype[Any]:
    """numpy layout of a record: one 64-bit word a field (u8 for keys, i8 for counts, f8 else)."""
    columns = []
    for name, (kind, field) in fields_of(record).items():
        code = "u8" if field is _KEY else "i8" if kind is int else "f8"
        columns.append((name, code))
    return np.dtype(columns)


def width(record: type) -> int:
    """Fields, that is 64-bit words, of one record."""
    return len(layout_of(record).names or ())
