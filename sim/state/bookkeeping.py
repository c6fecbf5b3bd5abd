"""The records that keep the books of a run: clock, intents, lever moves, history, counters, log."""

from __future__ import annotations

from typing import Annotated, Any, Final

from sim.levers import MILITIA_FIELDS, SITE_FIELDS, WORLD_FIELDS
from sim.state.fields import NONE, Event, Key, fields_of, says


class Clock:
    """Where the run stands."""

    key: Key
    run_key: Key
    day_key: Key
    day_word: Key
    event_word: Key
    day: Annotated[int, says("day of the run, 0 is the first", "day", 0, 400)]
    free: Annotated[int, says("0 while coded history is replayed", "0/1", 0, 1)]
    free_from: Annotated[int, says("first day that is not replayed", "day", 0, 400)]
    war: Annotated[int, says("1 once open war has begun", "0/1", 0, 1)]
    events: Annotated[int, says("events in the log", "events", 0, 50)]
    lost: Annotated[int, says("events that did not fit the log", "events", 0, 50)]
    n_militias: Annotated[int, says("militias", "militias", 1, 5)]
    n_sites: Annotated[int, says("sites", "sites", 1, 5)]
    n_areas: Annotated[int, says("areas", "areas", 1, 5)]
    n_forces: Annotated[int, says("forces on the ground", "forces", 0, 5)]
    n_moves: Annotated[int, says("lever moves of the scenario", "moves", 0, 5)]
    n_forced: Annotated[int, says("acts of coded history", "acts", 0, 5)]
    moves_done: Annotated[int, says("conditional moves made, one bit each", "bits", 0, 9)]
    next_move: Annotated[int, says("next lever move of the scenario", "move", 0, 50)]
    next_forced: Annotated[int, says("next act of coded history", "act", 0, 50)]
    n_intents: Annotated[int, says("decisions taken this morning", "decisions", 0, 30)]
    rung: Annotated[int, says("highest rung of the day", "rung", 0, 8)]
    shocked: Annotated[int, says("outside shocks announced so far, one bit each", "bits", 0, 15)]


class Intent:
    """One act that somebody means to carry out: every effect takes one, and nothing but one.

    Those of the morning stand in the order in which they will be carried out. Acts of coded history
    and acts that the scenario orders have an intent of their own.
    """

    action: Annotated[int, says("action code", "code", 0, 44)]
    taken: Annotated[int, says("0 when the draw said no: the actor holds", "0/1", 0, 1)]
    actor: Annotated[int, says("who", "identifier", -1, 500)]
    target: Annotated[int, says("whom or where, -1 for none", "identifier", -1, 500)]
    second: Annotated[int, says("second site of a coded salvo", "identifier", -1, 500)]
    size: Annotated[float, says("rockets, missiles, troops or days", "count", 0, 5000)]
    us_killed: Annotated[int, says("Americans killed, as coded", "deaths", 0, 50)]
    partner_killed: Annotated[int, says("other coalition dead, as coded", "deaths", 0, 50)]
    wounded: Annotated[int, says("coalition wounded, as coded", "wounded", 0, 200)]
    fighters_killed: Annotated[int, says("militia fighters killed, as coded", "deaths", 0, 500)]
    p: Annotated[float, says("probability the rule gave", "probability", 0, 1)]
    u: Annotated[float, says("the draw it met", "uniform", 0, 1)]
    cause: Event
    forced: Annotated[int, says("0 free, 1 history, 2 lever", "code", 0, 2)]
    lapses_in_war: Annotated[int, says("1 when open war makes it pointless", "0/1", 0, 1)]


class LeverMove:
    """One change of a lever, at a date or when a condition first holds."""

    day: Annotated[int, says("first day it may act", "day", 0, 400)]
    until: Annotated[int, says("last day a condition is looked at", "day", 0, 400)]
    table: Annotated[int, says("0 world, 1 militia, 2 site", "table", 0, 2)]
    row: Annotated[int, says("militia or site", "row", 0, 5)]
    column: Annotated[int, says("field of the lever table", "column", 0, 5)]
    value: Annotated[float, says("new value", "", -10, 10)]
    counter: Annotated[int, says("row of CONDITIONS that it waits for, -1 for none", "row", -1, 5)]
    compare: Annotated[int, says("0 >=, 1 >, 2 <=, 3 <, 4 ==", "code", 0, 4)]
    threshold: Annotated[float, says("what it is compared with", "", -10, 1000)]


class Forced:
    """One act of coded history."""

    day: Annotated[int, says("day it happened", "day", 0, 400)]
    action: Annotated[int, says("action code", "code", 0, 44)]
    actor: Annotated[int, says("militia, or -1", "militia", -1, 5)]
    target: Annotated[int, says("site or militia, or -1", "number", -1, 5)]
    second: Annotated[int, says("second site of a salvo, or -1", "number", -1, 5)]
    munitions: Annotated[float, says("rockets or missiles", "count", 0, 50)]
    us_killed: Annotated[int, says("Americans killed", "deaths", 0, 50)]
    partner_killed: Annotated[int, says("other coalition members killed", "deaths", 0, 50)]
    wounded: Annotated[int, says("coalition members wounded", "wounded", 0, 200)]
    fighters_killed: Annotated[int, says("militia fighters killed", "deaths", 0, 500)]
    cause: Annotated[int, says("row of the act that triggered it, -1 for none", "row", -1, 50)]
    event: Event


class Tally:
    """Counters behind the outcomes and the conditions of interventions.

    The world has two: the counters now, and as they stood when the coded past ended. Sums run on
    over that morning; what is the highest or longest of its kind begins anew.
    """

    attacks: Annotated[int, says("rocket attacks", "attacks", 0, 500)]
    fatal_attacks: Annotated[int, says("rocket attacks that killed coalition members", "attacks")]
    answered_fatal: Annotated[int, says("fatal attacks answered by a US strike", "attacks")]
    answered_harmless: Annotated[int, says("harmless attacks answered by a US strike", "attacks")]
    claimed: Annotated[int, says("attacks claimed by a militia", "attacks")]
    misblamed: Annotated[int, says("attacks laid on the wrong militia", "attacks")]
    us_killed: Annotated[int, says("Americans killed", "deaths")]
    partner_killed: Annotated[int, says("other coalition members killed", "deaths")]
    iraqi_killed: Annotated[int, says("Iraqi forces and civilians killed", "deaths")]
    fighters_killed: Annotated[int, says("militia fighters killed", "deaths")]
    iranian_killed: Annotated[int, says("Iranians killed", "deaths")]
    wounded: Annotated[int, says("coalition members wounded", "wounded")]
    us_strikes: Annotated[int, says("US strikes on militias", "strikes")]
    militias_hit: Annotated[int, says("militias hit, summed over strikes", "militias")]
    sieges: Annotated[int, says("embassy stormings", "events")]
    leadership_strikes: Annotated[int, says("leadership strikes", "strikes")]
    salvos: Annotated[int, says("missile salvos from Iran", "salvos")]
    lethal_salvos: Annotated[int, says("salvos that killed", "salvos")]
    strikes_on_iran: Annotated[int, says("US strikes on Iran's soil", "strikes")]
    war_day: Annotated[int, says("day open war began, -1 for never", "day", -1, 400, start=NONE)]
    stand_downs: Annotated[int, says("stand-downs between the states", "events")]
    votes: Annotated[int, says("expulsion votes", "votes")]
    signatures: Annotated[int, says("bills signed with a timetable", "bills")]
    returns: Annotated[int, says("returns of US troops on invitation", "returns")]
    sanction_steps: Annotated[int, says("sanction steps", "steps")]
    reinforcements: Annotated[int, says("waves of reinforcements", "waves")]
    pause_days: Annotated[int, says("days of counter-ISIS pause", "days")]
    pauses: Annotated[int, says("pauses begun", "pauses")]
    access_days: Annotated[float, says("open airspace and ground, summed over days", "days")]
    isis_attacks: Annotated[int, says("ISIS attacks", "attacks")]
    breakouts: Annotated[int, says("areas in which ISIS broke out", "areas")]
    isis_peak: Annotated[float, says("highest ISIS strength", "index, 1 at start", 0, 20)]
    peak_rung: Annotated[int, says("highest rung", "rung", 0, 8)]
    rung_days_1: Annotated[int, says("days at rung 1 or above", "days")]
    rung_days_2: Annotated[int, says("days at rung 2 or above", "days")]
    rung_days_3: Annotated[int, says("days at rung 3 or above", "days")]
    rung_days_4: Annotated[int, says("days at rung 4 or above", "days")]
    rung_days_5: Annotated[int, says("days at rung 5 or above", "days")]
    rung_days_6: Annotated[int, says("days at rung 6 or above", "days")]
    violent: Annotated[int, says("violent acts of any actor", "acts")]
    violent_reactive: Annotated[int, says("violent acts provoked by an earlier one", "acts")]
    attacks_reactive: Annotated[int, says("rocket attacks provoked by an earlier event", "attacks")]
    longest_chain: Annotated[int, says("links of the longest causal chain", "events")]
    depots_hit: Annotated[int, says("air strikes on missile depots", "strikes")]
    sites_closed: Annotated[int, says("sites closed", "sites")]
    troops_iraq: Annotated[float, says("US troops in Iraq now", "troops", 0, 10000)]
    troops_syria: Annotated[float, says("US troops in Syria now", "troops", 0, 10000)]
    isis: Annotated[float, says("ISIS strength now", "index, 1 at start", 0, 20)]
    obedience: Annotated[float, says("mean obedience of the militias now", "share")]
    standing: Annotated[float, says("mean legal cover of the militias now", "share")]
    protest: Annotated[float, says("room for protest now", "index, 1 at start", 0, 3)]
    legitimacy: Annotated[float, says("standing of the US presence now", "share")]
    alignment: Annotated[float, says("-1 Washington, +1 Tehran, now", "index", -1, 1)]
    threat: Annotated[float, says("threat to US sites now", "ordinary threats", 0, 40)]
    burden: Annotated[float, says("burden of an epidemic on Iran now", "index", 0, 5)]
    talks: Annotated[int, says("talks begun between the states", "events")]
    repression: Annotated[float, says("force met by protesters, summed over days", "index", 0, 999)]
    rhetoric: Annotated[float, says("militias' talk of fighting abroad now", "share")]
    commitment: Annotated[float, says("US commitment to partners in Syria now", "share")]
    drift: Annotated[float, says("mean leaning of the partners to Damascus now", "share")]
    fire_syria: Annotated[int, says("US fire to protect partners in Syria", "events")]
    clashes: Annotated[int, says("exchanges of fire of the US with Damascus", "events")]
    probe_days: Annotated[int, says("days on which a force came close to partners", "days")]
    deals: Annotated[int, says("deals of partners with Damascus", "deals")]
    handed_over: Annotated[int, says("areas that partners handed to Damascus", "areas")]
    damascus_gains: Annotated[int, says("areas won by Damascus and its allies", "areas")]
    retaken: Annotated[int, says("areas that ISIS took back", "areas")]
    orders_home: Annotated[int, says("orders of Baghdad to come home", "orders")]
    route_days: Annotated[int, says("days of an open land route to Damascus", "days")]
    route_day: Annotated[
        int, says("day the land route opened, -1 for never", "day", -1, 400, start=NONE)
    ]
    areas_isis: Annotated[int, says("areas that ISIS holds now", "areas")]
    areas_damascus: Annotated[int, says("areas of Damascus and its allies now", "areas")]
    areas_partner: Annotated[int, says("areas of US partners now", "areas")]
    areas_baghdad: Annotated[int, says("areas of Baghdad's army now", "areas")]
    areas_militia: Annotated[int, says("areas of Iraqi militias now", "areas")]
    gap: Annotated[int, says("days since the last rocket attack", "days")]
    longest_gap: Annotated[int, says("longest spell without a rocket attack", "days")]


NO_SUMS: Final = (
    "war_day", "peak_rung", "longest_chain", "gap", "longest_gap", "route_day", "areas_isis",
    "areas_damascus", "areas_partner", "areas_baghdad", "areas_militia",
)  # fmt: skip
"""Whole numbers among the counters that do not add up over days."""
RUNNING: Final = tuple(
    name
    for name, (kind, field) in fields_of(Tally).items()
    if name in ("access_days", "repression") or (kind is int and name not in NO_SUMS)
)
"""Counters of Tally that are sums over all days: what came since any morning is a difference."""


class LogRow:
    """One event of a run."""

    day: Annotated[int, says("day of the run", "day", 0, 400)]
    action: Annotated[int, says("action code", "code", 0, 44)]
    actor: Annotated[int, says("who", "identifier", -1, 500)]
    target: Annotated[int, says("whom or where", "identifier", -1, 500)]
    second: Annotated[int, says("second target, -1 for none", "identifier", -1, 500)]
    parent: Event
    depth: Annotated[int, says("links from the first cause", "events", 0, 50)]
    p: Annotated[float, says("probability the rule gave", "probability", 0, 1)]
    u: Annotated[float, says("the draw it met", "uniform", 0, 1)]
    forced: Annotated[int, says("0 free, 1 history, 2 lever", "code", 0, 2)]
    munitions: Annotated[float, says("rockets or missiles", "count", 0, 500)]
    troops: Annotated[float, says("troops that come", "troops", 0, 5000)]
    size: Annotated[float, says("size of an outside shock, as its lever counts it", "", 0, 10)]
    shock_kind: Annotated[int, says("outside shock, -1 for none", "code", -1, 3)]
    us_killed: Annotated[int, says("Americans killed", "deaths")]
    partner_killed: Annotated[int, says("other coalition members killed", "deaths")]
    iraqi_killed: Annotated[int, says("Iraqi forces and civilians killed", "deaths")]
    fighters_killed: Annotated[int, says("militia fighters killed", "deaths")]
    iranian_killed: Annotated[int, says("Iranians killed", "deaths")]
    wounded: Annotated[int, says("coalition members wounded", "wounded")]
    blamed: Annotated[int, says("militia blamed or hit, -1 for none", "militia", -1, 5)]


def _lever_record(name: str, fields: tuple[str, ...]) -> type:
    spec = says("value in force today", "", -1, 2)
    return type(name, (), {"__annotations__": dict.fromkeys(fields, Annotated[float, spec])})


WorldLevers: Any = _lever_record("WorldLevers", WORLD_FIELDS)
MilitiaLevers: Any = _lever_record("MilitiaLevers", MILITIA_FIELDS)
SiteLevers: Any = _lever_record("SiteLevers", SITE_FIELDS)
