"""The ladder: every act of the model, who may take it, which rung it is, which rule decides it.

One table. The event log, the outcomes, the stories, the figures and the history replay read it.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any, Final, NamedTuple, Self


class Rung(IntEnum):
    """Rungs of the escalation ladder, from quiet to open war."""

    QUIET = 0
    HARMLESS_ROCKETS = 1
    FATAL_ROCKETS = 2
    STRIKE_ON_MILITIA = 3
    EMBASSY_STORMED = 4
    LEADERSHIP_STRIKE = 5
    STATE_SALVO = 6
    LETHAL_EXCHANGE = 7
    OPEN_WAR = 8


RUNG_LABELS: Final = {
    Rung.QUIET: "quiet",
    Rung.HARMLESS_ROCKETS: "harmless rockets",
    Rung.FATAL_ROCKETS: "rockets that kill",
    Rung.STRIKE_ON_MILITIA: "strike on a militia",
    Rung.EMBASSY_STORMED: "embassy stormed",
    Rung.LEADERSHIP_STRIKE: "leadership strike",
    Rung.STATE_SALVO: "state missile salvo",
    Rung.LETHAL_EXCHANGE: "lethal state exchange",
    Rung.OPEN_WAR: "open war",
}


class Marker(StrEnum):
    """Families of acts that share a marker in pictures; the value is what a legend calls them."""

    ROCKETS = "rockets"
    CROWD = "crowd at the embassy"
    AIR_STRIKE = "air strike"
    LEADERSHIP = "leadership strike"
    STATE_FIRE = "missiles, strike on Iran"
    WAR = "open war"
    BAGHDAD = "vote, law, access"
    TROOPS = "troops and missions"
    WORDS = "orders, vows, sanctions"
    OUTSIDE = "ISIS breakout, outside shock"
    GROUND = "ground taken, bases, roads"


class ActionSpec(NamedTuple):
    """One row of the ladder."""

    code: int
    """Number in the event log."""
    actor: str
    rung: Rung
    label: str
    marker: Marker
    rule: str = ""
    """Rule that decides it; empty where nothing is decided."""
    target: str = ""
    """Kind of thing that the log names as target, where it is one of many."""
    short: str = ""
    """What pictures call it, where the label is too long."""
    munitions: str = ""
    troops: str = ""
    size: str = ""
    """What the columns `munitions`, `troops` and `size` of its line in the log count; empty where
    it leaves them at 0. Deaths and `blamed` mean the same in every line."""


class Action(IntEnum):
    """The acts of the model. A rocket attack that kills is rung 2 whatever its size; a salvo that
    kills is rung 7."""

    spec: ActionSpec

    def __new__(cls, *row: Any) -> Self:
        """A row of the table as a number: the member is its code and carries its row as `spec`."""
        found = int.__new__(cls, row[0])
        found._value_ = row[0]
        found.spec = ActionSpec(*row)
        return found

    # fmt: off
    HOLD = ActionSpec(0, "any", Rung.QUIET, "holds", Marker.WORDS)
    HARASS = ActionSpec(
        1, "militia", Rung.HARMLESS_ROCKETS, "rocket attack", Marker.ROCKETS, rule="fire.p_fire",
        target="site", munitions="rockets",
    )
    BARRAGE = ActionSpec(
        2, "militia", Rung.HARMLESS_ROCKETS, "rocket barrage", Marker.ROCKETS, rule="fire.p_fire",
        target="site", munitions="rockets",
    )
    SIEGE = ActionSpec(
        3, "militia", Rung.EMBASSY_STORMED, "crowd storms the embassy", Marker.CROWD,
        rule="siege.p_siege", target="site", short="crowd storms embassy",
    )
    REPRISAL = ActionSpec(
        4, "us", Rung.STRIKE_ON_MILITIA, "air strike on militia", Marker.AIR_STRIKE,
        rule="reprisal.p_reply", target="militia", short="strike on militia",
    )
    LEADERSHIP_STRIKE = ActionSpec(
        5, "us", Rung.LEADERSHIP_STRIKE, "leadership strike", Marker.LEADERSHIP,
        rule="leadership.p_leadership_strike",
    )
    SALVO = ActionSpec(
        6, "iran", Rung.STATE_SALVO, "missile salvo meant to be survived", Marker.STATE_FIRE,
        rule="iran_reply.p_state_reply", target="site", short="missile salvo",
        munitions="missiles",
    )
    LETHAL_SALVO = ActionSpec(
        7, "iran", Rung.STATE_SALVO, "missile salvo meant to kill", Marker.STATE_FIRE,
        rule="iran_reply.p_state_reply", target="site", short="salvo meant to kill",
        munitions="missiles",
    )
    STRIKE_ON_IRAN = ActionSpec(
        8, "us", Rung.LETHAL_EXCHANGE, "strike on Iran's soil", Marker.STATE_FIRE,
        rule="reprisal.p_strike_on_iran", short="strike on Iran",
    )
    OPEN_WAR = ActionSpec(
        9, "us", Rung.OPEN_WAR, "open war begins", Marker.WAR, rule="iran_reply.p_open_war",
    )
    PAUSE = ActionSpec(
        10, "us", Rung.QUIET, "counter-ISIS mission paused", Marker.TROOPS, rule="posture.p_pause",
        short="ISIS mission paused",
    )
    RESUME = ActionSpec(
        11, "us", Rung.QUIET, "counter-ISIS mission resumed", Marker.TROOPS,
        rule="posture.p_resume", short="ISIS mission resumed",
    )
    REINFORCE = ActionSpec(
        12, "us", Rung.QUIET, "reinforcements arrive", Marker.TROOPS, rule="posture.p_reinforce",
        short="reinforcements", troops="fresh troops",
    )
    CONSOLIDATE = ActionSpec(
        13, "us", Rung.QUIET, "small site closed", Marker.TROOPS, rule="posture.p_consolidate",
        target="site",
    )
    WITHDRAW = ActionSpec(
        14, "us", Rung.QUIET, "withdrawal begins", Marker.TROOPS, rule="presence.p_leave",
    )
    SANCTION = ActionSpec(
        15, "us", Rung.QUIET, "new sanctions on Iran", Marker.WORDS, rule="sanctions.p_step",
    )
    STAND_DOWN = ActionSpec(
        16, "us", Rung.QUIET, "both states stand down", Marker.WORDS, rule="iran_reply.stands_down",
        short="both stand down",
    )
    LINE_RESTRAIN = ActionSpec(
        17, "iran", Rung.QUIET, "tells its allies to hold fire", Marker.WORDS,
        rule="iran_line.choose_line",
    )
    LINE_SILENT = ActionSpec(
        18, "iran", Rung.QUIET, "gives its allies no order", Marker.WORDS,
        rule="iran_line.choose_line",
    )
    LINE_ENCOURAGE = ActionSpec(
        19, "iran", Rung.QUIET, "encourages its allies", Marker.WORDS, rule="iran_line.choose_line",
    )
    VOTE = ActionSpec(
        20, "iraq", Rung.QUIET, "parliament votes to expel foreign troops", Marker.BAGHDAD,
        rule="parliament.p_vote", short="vote to expel troops",
    )
    SIGN = ActionSpec(
        21, "iraq", Rung.QUIET, "bill signed with a timetable", Marker.BAGHDAD,
        rule="parliament.p_sign", short="timetable signed",
    )
    ACCESS_CUT = ActionSpec(
        22, "iraq", Rung.QUIET, "airspace and ground access cut", Marker.BAGHDAD,
        rule="sovereignty.p_access_cut", short="access cut",
    )
    ACCESS_RESTORED = ActionSpec(
        23, "iraq", Rung.QUIET, "access restored", Marker.BAGHDAD,
        rule="sovereignty.p_access_restored",
    )
    MOURNING = ActionSpec(
        24, "militia", Rung.QUIET, "mass mourning and public vows", Marker.WORDS,
        rule="leadership.p_leadership_strike", short="mass mourning",
    )
    MOBILISE = ActionSpec(
        25, "militia", Rung.QUIET, "mobilises without fighting", Marker.WORDS,
        rule="leadership.p_leadership_strike", short="mobilises",
    )
    BREAKOUT = ActionSpec(
        26, "isis", Rung.QUIET, "ISIS breaks out of hiding", Marker.OUTSIDE, rule="isis.breaks_out",
        target="area", short="ISIS breaks out",
    )
    DEPOT_STRIKE = ActionSpec(
        27, "outside", Rung.QUIET, "air strike on missile depots", Marker.AIR_STRIKE,
        rule="shocks.p_depot_strike", target="militia", short="strike on depots",
    )
    SHOCK = ActionSpec(
        28, "outside", Rung.QUIET, "outside shock begins", Marker.OUTSIDE, short="outside shock",
        size="size, as its lever counts it",
    )
    PARTNERS_LEAVE = ActionSpec(
        29, "coalition", Rung.QUIET, "coalition partners leave", Marker.TROOPS,
        rule="presence.partners_leave", short="partners leave",
    )
    RETURN = ActionSpec(
        30, "us", Rung.QUIET, "troops return on Baghdad's invitation", Marker.TROOPS,
        rule="presence.p_invited", short="troops return",
    )
    PATIENCE_ENDS = ActionSpec(
        31, "militia", Rung.QUIET, "ends its patience", Marker.WORDS,
        rule="restraint.p_patience_ends",
    )
    ADVANCE = ActionSpec(
        32, "force", Rung.QUIET, "takes ground from ISIS", Marker.GROUND, rule="ground.p_advance",
        target="area", short="takes ground",
    )
    LASTING_BASE = ActionSpec(
        33, "force", Rung.QUIET, "has a lasting base", Marker.GROUND, rule="corridor.base_tomorrow",
        target="area", short="lasting base",
    )
    PROBE = ActionSpec(
        34, "force", Rung.QUIET, "moves close to US partners", Marker.GROUND,
        rule="shield.p_probe", target="area", short="moves close",
    )
    DEFENSIVE_FIRE = ActionSpec(
        35, "us", Rung.STRIKE_ON_MILITIA, "fires to protect its partners", Marker.AIR_STRIKE,
        rule="shield.p_defend", target="force", short="protective fire",
    )
    CLASH = ActionSpec(
        36, "us", Rung.STRIKE_ON_MILITIA, "exchanges fire with Damascus", Marker.AIR_STRIKE,
        rule="shield.p_clash", target="force", short="clash with Damascus",
    )
    DECONFLICT = ActionSpec(
        37, "us", Rung.QUIET, "agrees to keep out of Damascus's way", Marker.WORDS,
        rule="shield.p_deconflict", short="de-confliction",
    )
    DEAL = ActionSpec(
        38, "force", Rung.QUIET, "deal of a partner with Damascus", Marker.WORDS,
        rule="hedging.p_deal", target="force", short="deal with Damascus",
    )
    HAND_OVER = ActionSpec(
        39, "force", Rung.QUIET, "hands an area to Damascus", Marker.GROUND,
        rule="hedging.p_deal", target="area", short="area handed over",
    )
    RETAKE = ActionSpec(
        40, "isis", Rung.QUIET, "ISIS takes ground back", Marker.OUTSIDE, rule="ground.p_retake",
        target="area", short="ISIS takes ground",
    )
    ROUTE_OPENS = ActionSpec(
        41, "iran", Rung.QUIET, "land route to Damascus opens", Marker.GROUND,
        rule="corridor.carries", short="land route opens",
    )
    ROUTE_CUT = ActionSpec(
        42, "iran", Rung.QUIET, "land route to Damascus is cut", Marker.GROUND,
        rule="corridor.carries", short="land route cut",
    )
    ORDER_HOME = ActionSpec(
        43, "iraq", Rung.QUIET, "orders militias home from Syria", Marker.BAGHDAD,
        rule="sovereignty.p_order_home", short="militias ordered home",
    )
    TALKS = ActionSpec(
        44, "us", Rung.QUIET, "talks with Iran begin", Marker.WORDS, rule="sanctions.p_talks",
        short="talks begin",
    )
    # fmt: on


ATTACKS: Final = (Action.HARASS, Action.BARRAGE)


class Shock(IntEnum):
    """Outside shocks, as the column `shock_kind` of the event log names them."""

    ISIS_SURGE = 0
    INVASION = 1
    EPIDEMIC = 2
    PROTEST_WAVE = 3


SHOCK_LABELS: Final = {
    Shock.ISIS_SURGE: "ISIS surge",
    Shock.INVASION: "invasion in Syria",
    Shock.EPIDEMIC: "epidemic",
    Shock.PROTEST_WAVE: "protest wave",
}

DAYS_PER_MONTH: Final = 365.25 / 12.0
THOUSAND: Final = 1000.0
THOUSANDTH: Final = 1e-3
"""Units of conversion, the only numbers besides 0, 1 and 2 that a rule may use."""

BASELINE: Final = -1
"""Parent of an event that nothing in the run provoked."""

FREE: Final = 0
FROM_HISTORY: Final = 1
FROM_LEVER: Final = 2
"""Why an event happened: the rule's own choice, the coded record, or the scenario's order."""
