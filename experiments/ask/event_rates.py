"""What the logs of two arms hold more or less of: acts, and links from a cause to an act.

Only what the rules decided in the free days counts: what the past replays or a scenario orders is
given, and explains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.result import Columns
from sim.actions import FREE, FROM_LEVER, Action

Counts = npt.NDArray[np.int64]
Link = tuple[str, str]
"""Cause and act."""

NOTHING: Final = "nothing that came before"
"""Cause of an act that no other event provoked."""
CONSEQUENCES: Final = (Action.MOURNING, Action.MOBILISE)
"""Acts that follow a leadership strike by themselves and explain nothing."""
HUNDRED: Final = 100
LEAST: Final = 1.0
"""Change per hundred runs below which an act explains nothing."""
CLEAR: Final = 3.0
"""Standard errors beyond which a difference is no luck, though it was picked out of many."""
NOUNS: Final[Mapping[Action, str]] = {
    Action.HARASS: "rocket attacks",
    Action.BARRAGE: "rocket attacks",
    Action.SIEGE: "embassy stormings",
    Action.REPRISAL: "US air strikes on militias",
    Action.LEADERSHIP_STRIKE: "leadership strikes",
    Action.SALVO: "missile salvos from Iran",
    Action.LETHAL_SALVO: "missile salvos from Iran",
    Action.STRIKE_ON_IRAN: "US strikes on Iran's soil",
    Action.OPEN_WAR: "open wars",
    Action.PAUSE: "pauses of the hunt for ISIS",
    Action.RESUME: "returns to the hunt for ISIS",
    Action.REINFORCE: "waves of reinforcements",
    Action.CONSOLIDATE: "small sites closed",
    Action.WITHDRAW: "American withdrawals",
    Action.SANCTION: "new sanctions",
    Action.STAND_DOWN: "stand-downs between the states",
    Action.LINE_RESTRAIN: "orders from Iran to hold fire",
    Action.LINE_SILENT: "withdrawn orders from Iran",
    Action.LINE_ENCOURAGE: "calls from Iran to fire",
    Action.VOTE: "votes to expel foreign troops",
    Action.SIGN: "signed timetables",
    Action.ACCESS_CUT: "cuts of airspace and ground access",
    Action.ACCESS_RESTORED: "returns of airspace and ground access",
    Action.MOURNING: "mass mournings",
    Action.MOBILISE: "call-ups without fighting",
    Action.BREAKOUT: "ISIS break-outs",
    Action.DEPOT_STRIKE: "air strikes on missile depots",
    Action.SHOCK: "outside shocks",
    Action.PARTNERS_LEAVE: "departures of coalition partners",
    Action.RETURN: "returns of US troops",
    Action.PATIENCE_ENDS: "militias that end their patience",
    Action.ADVANCE: "areas taken from ISIS",
    Action.LASTING_BASE: "lasting bases at the border",
    Action.PROBE: "moves close to US partners",
    Action.DEFENSIVE_FIRE: "acts of US fire to protect partners",
    Action.CLASH: "exchanges of fire with Damascus",
    Action.DECONFLICT: "agreements to keep out of Damascus's way",
    Action.DEAL: "deals of partners with Damascus",
    Action.HAND_OVER: "areas handed to Damascus",
    Action.RETAKE: "areas that ISIS took back",
    Action.ROUTE_OPENS: "openings of the land route",
    Action.ROUTE_CUT: "cuts of the land route",
    Action.ORDER_HOME: "orders to militias to come home",
    Action.TALKS: "talks with Iran",
}
"""What a hundred runs hold of an act."""
COUNTED: Final[Mapping[str, Action]] = {
    "n_rocket_attacks": Action.HARASS,
    "n_us_strikes": Action.REPRISAL,
    "n_sieges": Action.SIEGE,
    "leadership_strike": Action.LEADERSHIP_STRIKE,
    "n_salvos": Action.SALVO,
    "n_strikes_on_iran": Action.STRIKE_ON_IRAN,
    "open_war": Action.OPEN_WAR,
    "vote": Action.VOTE,
    "n_breakouts": Action.BREAKOUT,
    "us_killed": Action.HARASS,
    "isis_strength_ratio": Action.BREAKOUT,
    "us_troops_iraq_end": Action.WITHDRAW,
    "n_us_fire_syria": Action.DEFENSIVE_FIRE,
    "n_probe_days": Action.PROBE,
    "corridor_open": Action.ROUTE_OPENS,
    "n_corridor_days": Action.ROUTE_OPENS,
    "n_damascus_gains": Action.ADVANCE,
    "n_handed_over": Action.HAND_OVER,
    "partner_drift": Action.HAND_OVER,
    "n_deals": Action.DEAL,
    "n_retaken": Action.RETAKE,
    "talks": Action.TALKS,
}
"""Outcome -> the act that it counts or mostly comes of."""


def noun(action: int) -> str:
    """What several acts of a kind are called."""
    act = Action(action)
    return NOUNS.get(act, act.spec.label)


class EventCounts(NamedTuple):
    """What the rules of one arm decided, run by run."""

    acts: dict[str, Counts]
    """Act -> how often each run has it, shape [runs]."""
    links: dict[Link, Counts]
    ordered: frozenset[str] = frozenset()
    """Acts that the scenario orders, so that what the rules add to them explains nothing."""


class Rate(NamedTuple):
    """One act, or one link, per hundred runs of either arm."""

    act: str
    cause: str
    """Empty where the rate is of an act whatever its cause."""
    rule: str
    baseline: float
    changed: float
    clarity: float
    """Size of the paired difference in standard errors."""

    @property
    def change(self) -> float:
        """Per hundred runs."""
        return self.changed - self.baseline


def count_events(events: Columns, runs: int) -> EventCounts:
    """Acts and links of the first `runs` runs from their event table."""
    if not len(events["run"]):
        return EventCounts({}, {}, frozenset())
    codes = events["action_code"].astype(np.int64)
    firsts = np.searchsorted(events["run"], np.arange(runs))
    own = events["parent"] >= 0
    cause = np.full(len(codes), -1, np.int64)
    cause[own] = codes[firsts[events["run"][own]] + events["parent"][own]]
    kept = (events["forced"] == FREE) & (events["replayed"] == 0)
    kept &= ~np.isin(codes, [act.value for act in CONSEQUENCES])
    pairs = np.stack([cause[kept], codes[kept]])
    acts: dict[str, Counts] = {}
    links: dict[Link, Counts] = {}
    for before, act in np.unique(pairs, axis=1).T:
        here = events["run"][kept][(pairs[0] == before) & (pairs[1] == act)]
        found = np.bincount(here, minlength=runs)[:runs]
        name = noun(int(act))
        link = (NOTHING if before < 0 else noun(int(before)), name)
        acts[name] = acts.get(name, 0) + found
        links[link] = links.get(link, 0) + found
    ordered = np.unique(codes[events["forced"] == FROM_LEVER])
    return EventCounts(acts, links, frozenset(noun(int(act)) for act in ordered))


def act_rates(baseline: EventCounts, changed: EventCounts) -> list[Rate]:
    """Acts that one arm has clearly more of, the clearest difference first."""
    ordered = baseline.ordered | changed.ordered
    sides = [{("", act): n for act, n in side.acts.items()} for side in (baseline, changed)]
    return [rate for rate in _rates(*sides) if rate.act not in ordered]


def link_rates(baseline: EventCounts, changed: EventCounts) -> list[Rate]:
    """Links from a cause to an act that one arm has clearly more of, the clearest first."""
    ordered = baseline.ordered | changed.ordered
    return [rate for rate in _rates(baseline.links, changed.links) if rate.act not in ordered]


def _rates(baseline: Mapping[Link, Counts], changed: Mapping[Link, Counts]) -> list[Rate]:
    found = []
    for link in dict.fromkeys([*baseline, *changed]):
        none = np.zeros_like(baseline[link] if link in baseline else changed[link])
        x, y = (side.get(link, none).astype(np.float64) for side in (baseline, changed))
        apart = y - x
        error = float(apart.std()) / math.sqrt(len(apart))
        size = abs(float(apart.mean()))
        clarity = size / error if error > 0 else math.inf if size > 0 else 0.0
        if clarity >= CLEAR and HUNDRED * size >= LEAST:
            rates = HUNDRED * float(x.mean()), HUNDRED * float(y.mean())
            found.append(Rate(link[1], link[0], _rule_of(link[1]), *rates, clarity))
    return sorted(found, key=lambda rate: -rate.clarity)


def act_of(outcome: str) -> str:
    """The act that an outcome counts or mostly comes of; empty where there is none."""
    return noun(COUNTED[outcome].value) if outcome in COUNTED else ""


def link_to(act: str, links: Sequence[Rate]) -> Rate | None:
    """The link to this act that changes most of those that clearly do, or None."""
    own = [row for row in links if row.act == act]
    return max(own, key=lambda row: abs(row.change), default=None)


def _rule_of(act: str) -> str:
    """The rule that decides an act."""
    return next((a.spec.rule for a in Action if noun(a) == act), "")
