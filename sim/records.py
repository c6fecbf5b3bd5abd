"""The records of the world: what each actor and place carries from one day to the next.

Each record is a class of annotated fields and nothing else. From the annotations come the numpy
layout of the compiled engine, the attributes of the Mesa agents, the ranges of the contract tests
and the tables of the documentation; the rules see only attributes and cannot tell which engine
they serve. Every field is one 64-bit word, so that a whole world is one flat buffer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import numpy as np

from sim.levers import GROUP_FIELDS, SITE_FIELDS, WORLD_FIELDS


class Field(NamedTuple):
    """What a field means, its unit, and the range that a run keeps it in."""

    meaning: str
    unit: str
    low: float
    high: float


def _f(meaning: str, unit: str = "", low: float = 0.0, high: float = 1.0) -> Field:
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
    memory: Annotated[float, _f("provocation that still counts", "American deaths", 0, 30)]
    memory_event: Event
    owed: Annotated[float, _f("reply owed, weight of the provocation", "American deaths", 0, 30)]
    owed_event: Event
    owed_group: Annotated[int, _f("group that is blamed, -1 for none", "group", -1, 1)]
    owed_day: Annotated[int, _f("day on which blame is settled", "day", -1, 400)]
    owed_by_state: Annotated[int, _f("1 when a state, not a militia, killed", "0/1", 0, 1)]
    siege_pressure: Annotated[float, _f("shock of a stormed embassy, decaying", "sieges", 0, 3)]
    siege_event: Event
    threat: Annotated[float, _f("expected attack on US posts", "harmless attacks", 0, 20)]
    threat_event: Event
    paused: Flag
    paused_by_order: Flag
    reinforced_now: Flag
    sanctions: Annotated[float, _f("sanctions against the start", "level, 1 at start", 0, 5)]
    steps: Annotated[int, _f("sanction steps taken so far", "steps", 0, 20)]
    exchange: Annotated[float, _f("fresh exchange of fire, decaying", "exchanges", 0, 10)]
    exchange_event: Event
    fatigue: Annotated[float, _f("reluctance after own strikes", "strikes", 0, 20)]
    deterrence: Annotated[float, _f("fear put into the other side", "share", 0, 1)]
    exit_day: Day
    exit_days: Annotated[float, _f("length of the withdrawal", "days", 0, 400)]
    exit_to: Annotated[float, _f("troops that stay after it", "share", 0, 1)]
    exit_event: Event
    syria_exit_day: Day
    syria_exit_days: Annotated[float, _f("length of the Syrian withdrawal", "days", 0, 400)]
    syria_exit_to: Annotated[float, _f("share of the Syrian contingent that stays", "share", 0, 1)]


class Iran:
    """Iran: its line to the allies, its own debts and its means."""

    key: Key
    command: Annotated[float, _f("reach of its go-between over militias", "share", 0, 1)]
    line: Annotated[int, _f("-1 restrain, 0 silent, 1 encourage", "line", -1, 1)]
    debt: Annotated[float, _f("debt of honour after a strike on its own", "strikes", 0, 4)]
    debt_event: Event
    debt_day: Day
    tail: Annotated[float, _f("slow, deniable response still to come", "share", 0, 1)]
    tail_event: Event
    after_reprisal: Annotated[float, _f("fear of account after its own reprisal", "share", 0, 1)]
    pressure: Annotated[float, _f("strain from sanctions beyond the start", "levels", 0, 5)]
    burden: Annotated[float, _f("burden of an epidemic on state and people", "index", 0, 5)]
    commander_alive: Flag
    go_between_alive: Flag


class Militia:
    """One armed group."""

    key: Key
    share: Annotated[float, _f("share of the fire from these groups", "share", 0, 1)]
    link: Annotated[float, _f("closeness to Iran", "share", 0, 1)]
    agenda: Annotated[float, _f("own agenda inside the state", "share", 0, 1)]
    suspicion: Annotated[float, _f("how readily the US blames it", "weight", 0, 1)]
    patient: Annotated[float, _f("holds fire while exit is in reach", "share", 0, 1)]
    political: Flag
    leader_died: Annotated[float, _f("share of the go-between's death it owns", "share", 0, 1)]
    capability: Annotated[float, _f("men and launchers against the start", "index", 0, 2)]
    missiles: Annotated[float, _f("stock of short-range missiles", "missiles", 0, 50)]
    obedience: Annotated[float, _f("response to Iran's order", "share", 0, 1)]
    grievance: Annotated[float, _f("anger at strikes on it, decaying", "strikes", 0, 20)]
    grievance_event: Event
    debt: Annotated[float, _f("revenge owed for its own leader", "leaders", 0, 4)]
    debt_event: Event
    latent: Annotated[float, _f("strength mobilised but not used", "index", 0, 3)]
    attention: Annotated[float, _f("share of effort turned to the US", "share", 0, 1)]
    standing: Annotated[float, _f("legal cover inside the state", "share", 0, 1)]
    attacks: Annotated[int, _f("attacks so far", "attacks", 0, 500)]


class Iraq:
    """The Iraqi government, its parliament and its forces."""

    key: Key
    anger: Annotated[float, _f("anger at breaches of sovereignty, decaying", "strikes", 0, 20)]
    anger_event: Event
    crowd: Annotated[float, _f("crowd anger over dead fighters, decaying", "mass strikes", 0, 10)]
    crowd_event: Event
    mourning: Annotated[float, _f("public vows of revenge, decaying", "ceremonies", 0, 4)]
    mourning_event: Event
    legitimacy: Annotated[float, _f("standing of the US presence", "share", 0, 1)]
    alignment: Annotated[float, _f("-1 Washington, +1 Tehran", "index", -1, 1)]
    allegiance: Annotated[float, _f("readiness of the forces to guard the US", "share", 0, 1)]
    voted_day: Day
    voted_event: Event
    signed_day: Day
    timetable: Annotated[float, _f("days to leave set by the bill, 0 for none", "days", 0, 730)]
    exit_hope: Annotated[float, _f("seen chance that the US leaves soon", "share", 0, 1)]
    closed_days: Annotated[float, _f("days that the political path has been shut", "days", 0, 400)]
    airspace: Annotated[float, _f("share of airspace open to the US", "share", 0, 1)]
    ground: Annotated[float, _f("share of ground operations open to the US", "share", 0, 1)]
    access_event: Event
    protest: Annotated[float, _f("room for protest against Iran's sway", "index, 1 at start", 0, 3)]


class Site:
    """An embassy, base or outpost."""

    key: Key
    area: Annotated[int, _f("area it lies in", "area", 0, 2)]
    in_syria: Flag
    embassy: Flag
    small: Flag
    troops_start: Annotated[float, _f("American troops on day 0", "troops", 0, 6000)]
    troops: Annotated[float, _f("American troops", "troops", 0, 6000)]
    hardening: Annotated[float, _f("share of rocket hits that shelter stops", "share", 0, 1)]
    host: Annotated[float, _f("reliability of the host force", "share", 0, 1)]
    appeal: Annotated[float, _f("pull on rocket crews beyond troops", "weight", 0, 10)]
    open: Flag
    weight: Annotated[float, _f("pull on rocket crews today", "weight", 0, 50)]


class Area:
    """An Iraqi governorate or a Syrian border area."""

    key: Key
    in_syria: Flag
    start: Annotated[float, _f("ISIS strength on day 0", "index, sum 1 at start", 0, 1)]
    strength: Annotated[float, _f("ISIS strength", "index, sum 1 at start", 0, 1)]
    refuge: Annotated[float, _f("ungoverned ground that shelters ISIS", "share", 0, 1)]
    neighbours: Annotated[float, _f("mean strength of the areas next to it", "index", 0, 1)]
    broke_out: Flag


class Campaign:
    """The campaign against ISIS."""

    us: Annotated[float, _f("US troops in Iraq against the start", "share", 0, 1)]
    syria: Annotated[float, _f("US troops in Syria against the start", "share", 0, 1)]
    partners: Annotated[float, _f("coalition partners still there", "share", 0, 1)]
    small_posts: Annotated[float, _f("small posts still open", "share", 0, 1)]
    exposure: Annotated[float, _f("sum of site weights against the start", "share", 0, 3)]
    exposure_start: Annotated[float, _f("sum of site weights on day 0", "weight", 0.1, 100)]
    troops_start: Annotated[float, _f("US troops in Iraq on day 0", "troops", 1, 10000)]
    syria_start: Annotated[float, _f("US troops in Syria on day 0", "troops", 1, 10000)]
    leader_loss: Annotated[float, _f("militia skill lost with the organiser", "share", 0, 1)]
    moved: Annotated[int, _f("troops or posts changed since sites were weighed", "0/1", 0, 1)]
    hunt: Annotated[float, _f("pressure on ISIS in Iraq today", "share of start", 0, 2)]
    hunt_syria: Annotated[float, _f("pressure on ISIS in Syria today", "share of start", 0, 2)]
    strength: Annotated[float, _f("ISIS strength, all areas", "index, 1 at start", 0, 20)]


class Clock:
    """Where the run stands."""

    key: Key
    run_key: Key
    day_key: Key
    day_word: Key
    event_word: Key
    day: Annotated[int, _f("day of the run, 0 is the first", "day", 0, 400)]
    free: Annotated[int, _f("0 while coded history is replayed", "0/1", 0, 1)]
    free_from: Annotated[int, _f("first day that is not replayed", "day", 0, 400)]
    war: Annotated[int, _f("1 once open war has begun", "0/1", 0, 1)]
    events: Annotated[int, _f("events in the log", "events", 0, 50)]
    lost: Annotated[int, _f("events that did not fit the log", "events", 0, 50)]
    n_militias: Annotated[int, _f("groups", "groups", 1, 5)]
    n_sites: Annotated[int, _f("posts", "posts", 1, 5)]
    n_areas: Annotated[int, _f("areas", "areas", 1, 5)]
    n_orders: Annotated[int, _f("orders of the scenario", "orders", 0, 5)]
    n_forced: Annotated[int, _f("acts of coded history", "acts", 0, 5)]
    orders_done: Annotated[int, _f("conditional orders carried out, one bit each", "bits", 0, 9)]
    next_order: Annotated[int, _f("next order of the scenario", "order", 0, 50)]
    next_forced: Annotated[int, _f("next act of coded history", "act", 0, 50)]
    rung: Annotated[int, _f("highest rung of the day", "rung", 0, 8)]
    shocked: Annotated[int, _f("outside shocks announced so far, one bit each", "bits", 0, 15)]


class Intent:
    """One standing decision, as made this morning; effects read it, nothing else writes it."""

    act: Annotated[int, _f("action code", "code", 0, 29)]
    target: Annotated[int, _f("site, group or area it is aimed at", "number", -1, 5)]
    size: Annotated[float, _f("munitions, or troops, or nothing", "count", 0, 5000)]
    p: Annotated[float, _f("probability the rule gave", "probability", 0, 1)]
    u: Annotated[float, _f("the draw it met", "uniform", 0, 1)]
    cause: Event
    forced: Annotated[int, _f("0 free, 1 history, 2 lever", "code", 0, 2)]


class Order:
    """One change of a lever, at a date or when a condition first holds."""

    day: Annotated[int, _f("first day it may act", "day", 0, 400)]
    until: Annotated[int, _f("last day a condition is looked at", "day", 0, 400)]
    table: Annotated[int, _f("0 world, 1 group, 2 site", "table", 0, 2)]
    row: Annotated[int, _f("group or site", "row", 0, 5)]
    column: Annotated[int, _f("field of the lever table", "column", 0, 5)]
    value: Annotated[float, _f("new value", "", -10, 10)]
    counter: Annotated[int, _f("tally field the condition reads, -1 for none", "field", -1, 5)]
    compare: Annotated[int, _f("0 >=, 1 >, 2 <=, 3 <, 4 ==", "code", 0, 4)]
    threshold: Annotated[float, _f("what it is compared with", "", -10, 1000)]


class Forced:
    """One act of coded history."""

    day: Annotated[int, _f("day it happened", "day", 0, 400)]
    action: Annotated[int, _f("action code", "code", 0, 29)]
    actor: Annotated[int, _f("group, or -1", "group", -1, 5)]
    target: Annotated[int, _f("site or group, or -1", "number", -1, 5)]
    munitions: Annotated[float, _f("rockets or missiles", "count", 0, 50)]
    us_killed: Annotated[int, _f("Americans killed", "deaths", 0, 50)]
    partner_killed: Annotated[int, _f("other coalition members killed", "deaths", 0, 50)]
    fighters_killed: Annotated[int, _f("militia fighters killed", "deaths", 0, 500)]
    cause: Annotated[int, _f("row of the act that triggered it, -1 for none", "row", -1, 50)]
    event: Event


class Tally:
    """Counters behind the outcomes and the conditions of interventions."""

    attacks: Annotated[int, _f("rocket attacks", "attacks", 0, 500)]
    fatal_attacks: Annotated[int, _f("rocket attacks that killed coalition members", "attacks")]
    answered_fatal: Annotated[int, _f("fatal attacks answered by a US strike", "attacks")]
    answered_harmless: Annotated[int, _f("harmless attacks answered by a US strike", "attacks")]
    claimed: Annotated[int, _f("attacks claimed by a group", "attacks")]
    misblamed: Annotated[int, _f("attacks laid on the wrong group", "attacks")]
    us_killed: Annotated[int, _f("Americans killed", "deaths")]
    partner_killed: Annotated[int, _f("other coalition members killed", "deaths")]
    iraqi_killed: Annotated[int, _f("Iraqi forces and civilians killed", "deaths")]
    fighters_killed: Annotated[int, _f("militia fighters killed", "deaths")]
    us_strikes: Annotated[int, _f("US strikes on militias", "strikes")]
    groups_hit: Annotated[int, _f("groups hit, summed over strikes", "groups")]
    sieges: Annotated[int, _f("embassy stormings", "events")]
    leadership_strikes: Annotated[int, _f("leadership strikes", "strikes")]
    salvos: Annotated[int, _f("missile salvos from Iran", "salvos")]
    lethal_salvos: Annotated[int, _f("salvos that killed", "salvos")]
    strikes_on_iran: Annotated[int, _f("US strikes on Iran's soil", "strikes")]
    war_day: Annotated[int, _f("day open war began, -1 for never", "day", -1, 400)]
    stand_downs: Annotated[int, _f("stand-downs between the states", "events")]
    votes: Annotated[int, _f("expulsion votes", "votes")]
    signatures: Annotated[int, _f("bills signed with a timetable", "bills")]
    sanction_steps: Annotated[int, _f("sanction steps", "steps")]
    reinforcements: Annotated[int, _f("waves of reinforcements", "waves")]
    pause_days: Annotated[int, _f("days of counter-ISIS pause", "days")]
    pauses: Annotated[int, _f("pauses begun", "pauses")]
    access_days: Annotated[float, _f("open airspace and ground, summed over days", "days")]
    isis_attacks: Annotated[int, _f("ISIS attacks", "attacks")]
    breakouts: Annotated[int, _f("areas in which ISIS broke out", "areas")]
    isis_peak: Annotated[float, _f("highest ISIS strength", "index, 1 at start", 0, 20)]
    peak_rung: Annotated[int, _f("highest rung", "rung", 0, 8)]
    rung_days_1: Annotated[int, _f("days at rung 1 or above", "days")]
    rung_days_2: Annotated[int, _f("days at rung 2 or above", "days")]
    rung_days_3: Annotated[int, _f("days at rung 3 or above", "days")]
    rung_days_4: Annotated[int, _f("days at rung 4 or above", "days")]
    rung_days_5: Annotated[int, _f("days at rung 5 or above", "days")]
    rung_days_6: Annotated[int, _f("days at rung 6 or above", "days")]
    violent: Annotated[int, _f("violent acts of any actor", "acts")]
    violent_reactive: Annotated[int, _f("violent acts provoked by an earlier one", "acts")]
    attacks_reactive: Annotated[int, _f("rocket attacks provoked by an earlier event", "attacks")]
    longest_chain: Annotated[int, _f("links of the longest causal chain", "events")]
    depots_hit: Annotated[int, _f("air strikes on missile depots", "strikes")]
    sites_closed: Annotated[int, _f("posts closed", "posts")]
    troops_iraq: Annotated[float, _f("US troops in Iraq now", "troops", 0, 10000)]
    troops_syria: Annotated[float, _f("US troops in Syria now", "troops", 0, 10000)]
    isis: Annotated[float, _f("ISIS strength now", "index, 1 at start", 0, 20)]
    obedience: Annotated[float, _f("mean obedience of the groups now", "share")]
    standing: Annotated[float, _f("mean legal cover of the groups now", "share")]
    protest: Annotated[float, _f("room for protest now", "index, 1 at start", 0, 3)]
    legitimacy: Annotated[float, _f("standing of the US presence now", "share")]
    alignment: Annotated[float, _f("-1 Washington, +1 Tehran, now", "index", -1, 1)]
    threat: Annotated[float, _f("threat to US posts now", "harmless attacks", 0, 20)]
    burden: Annotated[float, _f("burden of an epidemic on Iran now", "index", 0, 5)]
    gap: Annotated[int, _f("days since the last rocket attack", "days")]
    longest_gap: Annotated[int, _f("longest spell without a rocket attack", "days")]


class LogRow:
    """One event of a run."""

    day: Annotated[int, _f("day of the run", "day", 0, 400)]
    action: Annotated[int, _f("action code", "code", 0, 29)]
    actor: Annotated[int, _f("who", "identifier", -1, 400)]
    target: Annotated[int, _f("whom or where", "identifier", -1, 400)]
    parent: Event
    depth: Annotated[int, _f("links from the first cause", "events", 0, 50)]
    p: Annotated[float, _f("probability the rule gave", "probability", 0, 1)]
    u: Annotated[float, _f("the draw it met", "uniform", 0, 1)]
    forced: Annotated[int, _f("0 free, 1 history, 2 lever", "code", 0, 2)]
    munitions: Annotated[float, _f("rockets, missiles or troops", "count", 0, 5000)]
    us_killed: Annotated[int, _f("Americans killed", "deaths")]
    partner_killed: Annotated[int, _f("other coalition members killed", "deaths")]
    iraqi_killed: Annotated[int, _f("Iraqi forces and civilians killed", "deaths")]
    fighters_killed: Annotated[int, _f("militia fighters killed", "deaths")]
    blamed: Annotated[int, _f("group blamed or hit, -1 for none", "group", -1, 5)]


def _lever_record(name: str, fields: tuple[str, ...]) -> type:
    spec = _f("value in force today", "", -1, 2)
    return type(name, (), {"__annotations__": dict.fromkeys(fields, Annotated[float, spec])})


WorldLevers: Any = _lever_record("WorldLevers", WORLD_FIELDS)
GroupLevers: Any = _lever_record("GroupLevers", GROUP_FIELDS)
SiteLevers: Any = _lever_record("SiteLevers", SITE_FIELDS)


class World:
    """Everything a day reads and changes.

    To compiled code this is one numpy record, handed on as a pointer; in the Mesa model it is a
    plain object whose parts are agents, lists of agents and small records.
    """

    us: Us
    iran: Iran
    iraq: Iraq
    campaign: Campaign
    clock: Clock
    tally: Tally
    lever: Any
    militias: Sequence[Militia]
    sites: Sequence[Site]
    areas: Sequence[Area]
    group_levers: Sequence[Any]
    site_levers: Sequence[Any]
    intents: Sequence[Intent]
    forced: Sequence[Forced]
    orders: Sequence[Order]
    log: Sequence[LogRow]
    links: Sequence[int]
    link_from: Sequence[int]
    lever_values: Any
    group_lever_values: Any
    site_lever_values: Any


class Part(NamedTuple):
    """One part of the world: its record and how many of them there is room for."""

    record: type
    room: int


LIVE: dict[str, Part] = {
    "us": Part(Us, 1),
    "iran": Part(Iran, 1),
    "iraq": Part(Iraq, 1),
    "campaign": Part(Campaign, 1),
    "clock": Part(Clock, 1),
    "tally": Part(Tally, 1),
    "lever": Part(WorldLevers, 1),
    "militias": Part(Militia, 12),
    "sites": Part(Site, 40),
    "areas": Part(Area, 40),
    "group_levers": Part(GroupLevers, 12),
    "site_levers": Part(SiteLevers, 40),
    "intents": Part(Intent, 27),
    "forced": Part(Forced, 64),
}
"""Parts that a run changes, in the order of the flat buffer. Room is fixed so that one compiled
kernel serves every world file."""

FIXED: dict[str, Part] = {"orders": Part(Order, 2000), "log": Part(LogRow, 2000)}
"""Parts that no run needs to reset: orders are read only, and the log is written before it is
read."""

LINKS = 400
"""Room for neighbours, all areas together."""

SINGLE = ("us", "iran", "iraq", "campaign", "clock", "tally", "lever")
LEVER_TABLES = ("lever", "group_levers", "site_levers")


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


@cache
def world_layout() -> np.dtype[Any]:
    """numpy layout of a whole world, live parts first.

    Lever tables appear twice on the same memory: as records for the rules, and as plain numbers
    `*_values` for orders, which name a field by its number.
    """
    names: list[str] = []
    formats: list[Any] = []
    offsets: list[int] = []
    at = 0
    for name, part in (LIVE | FIXED).items():
        layout, words = layout_of(part.record), width(part.record)
        shape = () if name in SINGLE else (part.room,)
        names.append(name)
        formats.append((layout, shape) if shape else layout)
        offsets.append(8 * at)
        if name in LEVER_TABLES:
            names.append(f"{name.removesuffix('s')}_values")
            formats.append(("f8", (*shape, words)))
            offsets.append(8 * at)
        at += part.room * words
    for name, room in (("links", LINKS), ("link_from", LIVE["areas"].room + 1)):
        names.append(name)
        formats.append(("i8", (room,)))
        offsets.append(8 * at)
        at += room
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": 8 * at})


@cache
def live_words() -> int:
    """Words at the head of a world that a run changes."""
    return sum(part.room * width(part.record) for part in LIVE.values())
