"""The one registry of outcomes: name, unit, meaning, and how it follows from a run's counters.

What a scenario replays is the same in every run and answers no question about the future, so every
outcome counts from the first free day, and what was replayed stands in columns of its own.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.state.bookkeeping import RUNNING
from sim.state.fields import fields_of
from sim.state.layout import BEFORE, LIVE, word_of

Column = npt.NDArray[Any]


class Outcome(NamedTuple):
    """One outcome of a run, and how it follows from a run's counters."""

    name: str
    unit: str
    meaning: str
    kind: str
    """`flag` (happened or not), `count` (whole number) or `level` (real number)."""
    counter: str
    """Counter that it is read from."""
    per: str = ""
    """Counter that it is a share of, which counts as no less than 1."""
    past: bool = False
    """Is it read as it stood when the replayed past ended?"""
    least: int = 1
    """Value of the counter from which on a flag is set."""

    def compute(self, tallies: Any) -> Column:
        """The outcome of many runs, shape [runs], from their tallies."""
        if self.past:
            return tallies[self.counter + BEFORE]  # type: ignore[no-any-return]
        found = _since(tallies, self.counter)
        if self.per:
            return found / np.maximum(1, _since(tallies, self.per))  # type: ignore[no-any-return]
        if self.kind == "flag":
            return (found >= self.least).astype(np.int64)  # type: ignore[no-any-return]
        return found  # type: ignore[no-any-return]


def _since(tallies: Any, field: str) -> Any:
    """A counter from the first free day on; what is no sum stands as it is."""
    return tallies[field] - tallies[field + BEFORE] if field in RUNNING else tallies[field]


def _count(name: str, unit: str, field: str, meaning: str) -> Outcome:
    return Outcome(name, unit, meaning, "count", field)


def _past(of: Outcome) -> Outcome:
    """The same over the replayed past, counted: what happens or not, by how often."""
    unit = "times" if of.kind == "flag" else of.unit
    meaning = f"{of.meaning}, in the replayed past"
    return Outcome(of.name + BEFORE, unit, meaning, "count", of.counter, past=True)


def _flag(name: str, field: str, meaning: str, least: int = 1) -> Outcome:
    return Outcome(name, "yes/no", meaning, "flag", field, least=least)


def _level(name: str, unit: str, field: str, meaning: str) -> Outcome:
    return Outcome(name, unit, meaning, "level", field)


_ALL: Final = (
    _count("n_rocket_attacks", "attacks", "attacks", "rocket attacks on the embassy and bases"),
    _count("n_fatal_attacks", "attacks", "fatal_attacks", "attacks that killed coalition members"),
    _count("us_killed", "deaths", "us_killed", "Americans killed"),
    _count("partner_killed", "deaths", "partner_killed", "other coalition members killed"),
    _count(
        "iraqi_killed",
        "deaths",
        "iraqi_killed",
        "Iraqis killed beside fighters: with the commanders, at the embassy gate, state forces",
    ),
    _count("fighters_killed", "deaths", "fighters_killed", "militia fighters killed by US strikes"),
    _count("wounded", "wounded", "wounded", "coalition members wounded in attacks that killed"),
    _count("iranian_killed", "deaths", "iranian_killed", "Iranians killed by US strikes"),
    _count("n_us_strikes", "strikes", "us_strikes", "US air strikes on militias"),
    _count("n_answered_fatal", "attacks", "answered_fatal", "fatal attacks answered by a strike"),
    _count(
        "n_answered_harmless",
        "attacks",
        "answered_harmless",
        "harmless attacks answered by a strike",
    ),
    _count("n_militias_hit", "militias", "militias_hit", "militias hit, summed over US strikes"),
    _count("n_sieges", "events", "sieges", "times that a crowd stormed the embassy"),
    _count("n_leadership_strikes", "strikes", "leadership_strikes", "leadership strikes"),
    _flag("leadership_strike", "leadership_strikes", "was there a leadership strike"),
    _count("n_salvos", "salvos", "salvos", "missile salvos from Iran"),
    _count("n_lethal_salvos", "salvos", "lethal_salvos", "salvos that killed Americans"),
    _count("n_strikes_on_iran", "strikes", "strikes_on_iran", "US strikes on Iran's soil"),
    _flag("open_war", "war_day", "did open war begin", least=0),
    _count("war_day", "day", "war_day", "day on which open war began, -1 for never"),
    _count("peak_rung", "rung", "peak_rung", "highest rung of the ladder, 0 quiet to 8 open war"),
    *(
        _count(f"days_rung_{k}_up", "days", f"rung_days_{k}", f"days on rung {k} or above")
        for k in range(1, 7)
    ),
    _count("n_stand_downs", "events", "stand_downs", "stand-downs between the states"),
    _flag("vote", "votes", "did parliament vote to expel foreign troops"),
    _flag("signed_timetable", "signatures", "was a bill with a timetable signed"),
    _count("n_returns", "returns", "returns", "returns of US troops on Baghdad's invitation"),
    _level("us_troops_iraq_end", "troops", "troops_iraq", "US troops in Iraq on the last day"),
    _level("us_troops_syria_end", "troops", "troops_syria", "US troops in Syria on the last day"),
    _count("n_sites_closed", "sites", "sites_closed", "sites closed"),
    _count("n_reinforcements", "waves", "reinforcements", "waves of reinforcements"),
    _count("pause_days", "days", "pause_days", "days of counter-ISIS pause"),
    _count("n_pauses", "pauses", "pauses", "pauses begun"),
    _level("isis_strength_ratio", "ratio", "isis", "ISIS strength at the end against the start"),
    _level("isis_peak_ratio", "ratio", "isis_peak", "highest ISIS strength against the start"),
    _count("n_isis_attacks", "attacks", "isis_attacks", "ISIS attacks"),
    _count("n_breakouts", "areas", "breakouts", "areas in which ISIS broke out"),
    _level("access_days", "days", "access_days", "days of open airspace and ground, summed"),
    _level("militia_obedience", "share", "obedience", "mean obedience of the militias at the end"),
    _level("militia_standing", "share", "standing", "mean legal cover of the militias at the end"),
    _level("protest_room", "ratio", "protest", "room for protest at the end against the start"),
    _level("us_legitimacy", "share", "legitimacy", "standing of the US presence at the end"),
    _level(
        "iraq_alignment", "index", "alignment", "alignment at the end: -1 Washington, +1 Tehran"
    ),
    _level("iran_burden", "index", "burden", "burden of an epidemic on Iran at the end"),
    _count("n_sanction_steps", "steps", "sanction_steps", "sanction steps of the US's own"),
    _count("n_depot_strikes", "strikes", "depots_hit", "air strikes on missile depots"),
    _count("n_claimed", "attacks", "claimed", "attacks claimed by a militia"),
    _count("n_misblamed", "attacks", "misblamed", "attacks laid on the wrong militia"),
    Outcome(
        "reactive_share",
        "share",
        "rocket attacks provoked by an earlier event",
        "level",
        "attacks_reactive",
        per="attacks",
    ),
    Outcome(
        "branching_ratio",
        "acts/act",
        "violent acts provoked per violent act",
        "level",
        "violent_reactive",
        per="violent",
    ),
    _count("longest_chain", "events", "longest_chain", "links of the longest causal chain"),
    _count("longest_gap", "days", "longest_gap", "longest spell without a rocket attack"),
    _count("talks", "events", "talks", "talks begun between the US and Iran"),
    _level("repression", "index", "repression", "force that protesters met, summed over days"),
    _level("rhetoric_abroad", "share", "rhetoric", "militias' talk of fighting abroad at the end"),
    _flag("corridor_open", "route_day", "did a land route from Iran to Damascus open", least=0),
    _count("corridor_day", "day", "route_day", "day on which the land route opened, -1 for never"),
    _count("n_corridor_days", "days", "route_days", "days on which the land route was open"),
    _count("n_us_fire_syria", "events", "fire_syria", "US fire to protect partners in Syria"),
    _count("n_clashes", "events", "clashes", "exchanges of fire between the US and Damascus"),
    _count("n_probe_days", "days", "probe_days", "days on which a force came close to partners"),
    _level("us_commitment", "share", "commitment", "US commitment to its partners at the end"),
    _level("partner_drift", "share", "drift", "leaning of the partners to Damascus at the end"),
    _count("n_deals", "deals", "deals", "deals of US partners with Damascus"),
    _count("n_handed_over", "areas", "handed_over", "areas that partners handed to Damascus"),
    _count("n_damascus_gains", "areas", "damascus_gains", "areas won by Damascus and its allies"),
    _count("n_retaken", "areas", "retaken", "areas that ISIS took back"),
    _count("n_orders_home", "orders", "orders_home", "orders of Baghdad to militias to come home"),
    _count("n_areas_isis", "areas", "areas_isis", "areas that ISIS holds at the end"),
    _count("n_areas_damascus", "areas", "areas_damascus", "areas of Damascus's side at the end"),
    _count("n_areas_partner", "areas", "areas_partner", "areas of US partners at the end"),
    _count("n_areas_baghdad", "areas", "areas_baghdad", "areas of Baghdad's army at the end"),
    _count("n_areas_militia", "areas", "areas_militia", "areas of Iraqi militias at the end"),
)

_REPLAYED: Final = (
    "n_rocket_attacks", "n_fatal_attacks", "us_killed", "partner_killed", "iraqi_killed",
    "fighters_killed", "wounded", "iranian_killed", "n_us_strikes", "n_sieges",
    "n_leadership_strikes", "leadership_strike", "n_salvos", "peak_rung", "n_stand_downs", "vote",
    "n_reinforcements", "pause_days", "n_isis_attacks", "n_breakouts", "n_sanction_steps",
)  # fmt: skip
"""Outcomes that a replayed past can hold, too."""

_FREE: Final = {o.name: o for o in _ALL}
OUTCOMES: Final[dict[str, Outcome]] = _FREE | {
    name + BEFORE: _past(_FREE[name]) for name in _REPLAYED
}
"""Outcomes by name. All count from the first free day of a scenario, which is its first day where
it replays no history; those that end in `_before` count over the replayed past."""
LISTED_BY: Final = "`flashpoint outcomes` lists them"

HEADLINE: Final = (
    "n_rocket_attacks",
    "n_fatal_attacks",
    "us_killed",
    "n_us_strikes",
    "peak_rung",
    "leadership_strike",
    "n_salvos",
    "open_war",
    "vote",
    "us_troops_iraq_end",
    "pause_days",
    "isis_strength_ratio",
)
"""Outcomes that summaries and figures show unless a scenario names others."""


NEVER: Final = frozenset({"war_day", "corridor_day"})
"""Outcomes that are -1 in runs in which the thing never happens, so that no mean means anything."""


class Series(NamedTuple):
    """One daily series: one field of the world, as it stands at the end of each day."""

    name: str
    unit: str
    meaning: str
    part: str
    """Part of the world that is read."""
    field: str


SERIES: Final = (
    Series("rung", "rung", "highest rung of the day", "clock", "rung"),
    Series("rocket_attacks", "attacks", "rocket attacks so far", "tally", "attacks"),
    Series("us_killed", "deaths", "Americans killed so far", "tally", "us_killed"),
    Series("isis_strength", "ratio to start", "ISIS strength", "tally", "isis"),
    Series("us_troops_iraq", "troops", "US troops in Iraq", "tally", "troops_iraq"),
    Series("us_troops_syria", "troops", "US troops in Syria", "tally", "troops_syria"),
    Series("paused", "share of runs", "counter-ISIS mission paused", "us", "paused"),
    Series("threat", "ordinary threats", "threat to US sites", "tally", "threat"),
    Series("obedience", "share", "mean obedience of the militias", "tally", "obedience"),
    Series("protest_room", "ratio to start", "room for protest", "tally", "protest"),
)


def series_words() -> npt.NDArray[np.int64]:
    """Where the engine finds each series: its word in the world, and 1 if that is a level and no
    whole number; shape [len(SERIES), 2]."""
    kinds = [fields_of(LIVE[s.part].record)[s.field][0] for s in SERIES]
    words = [word_of(s.part, s.field) for s in SERIES]
    return np.array([[w, k is float] for w, k in zip(words, kinds, strict=True)], np.int64)


def outcome_table(tallies: npt.NDArray[Any]) -> dict[str, Column]:
    """All outcomes of many runs: name -> values, shape [runs], from their tallies."""
    return {name: outcome.compute(tallies) for name, outcome in OUTCOMES.items()}
