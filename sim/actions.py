"""The ladder: every act of the model, who may take it, which rung it is, which rule decides it.

One table. The event log, the outcomes, the stories, the figures and the history replay read it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple


class Action(IntEnum):
    """Codes stored in the event log."""

    HOLD = 0
    HARASS = 1
    BARRAGE = 2
    SIEGE = 3
    REPRISAL = 4
    LEADERSHIP_STRIKE = 5
    SALVO = 6
    LETHAL_SALVO = 7
    STRIKE_ON_IRAN = 8
    OPEN_WAR = 9
    PAUSE = 10
    RESUME = 11
    REINFORCE = 12
    CONSOLIDATE = 13
    WITHDRAW = 14
    SANCTION = 15
    STAND_DOWN = 16
    LINE_RESTRAIN = 17
    LINE_SILENT = 18
    LINE_ENCOURAGE = 19
    VOTE = 20
    SIGN = 21
    ACCESS_CUT = 22
    ACCESS_RESTORED = 23
    MOURNING = 24
    MOBILISE = 25
    BREAKOUT = 26
    DEPOT_STRIKE = 27
    SHOCK = 28
    PARTNERS_LEAVE = 29


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


class Slot(IntEnum):
    """Where each standing decision of the day is written down; militias come last, one each."""

    US_REPLY = 0
    US_LEADERSHIP = 1
    US_PAUSE = 2
    US_REINFORCE = 3
    US_CONSOLIDATE = 4
    US_SANCTIONS = 5
    US_PRESENCE = 6
    IRAN_REPLY = 7
    IRAN_LINE = 8
    IRAQ_VOTE = 9
    IRAQ_BILL = 10
    IRAQ_ACCESS = 11
    DEPOT_STRIKE = 12
    SIEGE = 13
    US_ON_IRAN = 14
    MILITIA = 15


class Act(NamedTuple):
    """One row of the ladder."""

    action: Action
    actor: str
    rung: Rung
    label: str
    target: str
    rule: str


_Q = Rung.QUIET
# A rocket attack that kills is rung 2, whatever its size; a salvo that kills is rung 7.
LADDER: Final[tuple[Act, ...]] = (
    Act(Action.HOLD, "any", _Q, "holds", "", ""),
    Act(Action.HARASS, "militia", Rung.HARMLESS_ROCKETS, "rocket attack", "site", "fire.p_fire"),
    Act(Action.BARRAGE, "militia", Rung.HARMLESS_ROCKETS, "rocket barrage", "site", "fire.p_fire"),
    Act(
        Action.SIEGE,
        "militia",
        Rung.EMBASSY_STORMED,
        "crowd storms the embassy",
        "site",
        "siege.p_siege",
    ),
    Act(
        Action.REPRISAL,
        "us",
        Rung.STRIKE_ON_MILITIA,
        "air strike on militia",
        "militia",
        "reprisal.p_reply",
    ),
    Act(
        Action.LEADERSHIP_STRIKE,
        "us",
        Rung.LEADERSHIP_STRIKE,
        "leadership strike",
        "",
        "leadership.p_leadership_strike",
    ),
    Act(
        Action.SALVO,
        "iran",
        Rung.STATE_SALVO,
        "missile salvo meant to be survived",
        "site",
        "iran_reply.p_state_reply",
    ),
    Act(
        Action.LETHAL_SALVO,
        "iran",
        Rung.STATE_SALVO,
        "missile salvo meant to kill",
        "site",
        "iran_reply.p_state_reply",
    ),
    Act(
        Action.STRIKE_ON_IRAN,
        "us",
        Rung.LETHAL_EXCHANGE,
        "strike on Iran's soil",
        "",
        "reprisal.p_strike_on_iran",
    ),
    Act(Action.OPEN_WAR, "us", Rung.OPEN_WAR, "open war begins", "", "iran_reply.p_open_war"),
    Act(Action.PAUSE, "us", _Q, "counter-ISIS mission paused", "", "posture.p_pause"),
    Act(Action.RESUME, "us", _Q, "counter-ISIS mission resumed", "", "posture.p_resume"),
    Act(Action.REINFORCE, "us", _Q, "reinforcements arrive", "", "posture.p_reinforce"),
    Act(Action.CONSOLIDATE, "us", _Q, "small site closed", "site", "posture.p_consolidate"),
    Act(Action.WITHDRAW, "us", _Q, "withdrawal begins", "", "presence.p_leave"),
    Act(Action.SANCTION, "us", _Q, "new sanctions on Iran", "", "sanctions.p_step"),
    Act(Action.STAND_DOWN, "us", _Q, "both states stand down", "", "iran_reply.stands_down"),
    Act(
        Action.LINE_RESTRAIN,
        "iran",
        _Q,
        "tells its allies to hold fire",
        "",
        "iran_line.choose_line",
    ),
    Act(Action.LINE_SILENT, "iran", _Q, "gives its allies no order", "", "iran_line.choose_line"),
    Act(Action.LINE_ENCOURAGE, "iran", _Q, "encourages its allies", "", "iran_line.choose_line"),
    Act(
        Action.VOTE, "iraq", _Q, "parliament votes to expel foreign troops", "", "parliament.p_vote"
    ),
    Act(Action.SIGN, "iraq", _Q, "bill signed with a timetable", "", "parliament.p_sign"),
    Act(
        Action.ACCESS_CUT,
        "iraq",
        _Q,
        "airspace and ground access cut",
        "",
        "sovereignty.p_access_cut",
    ),
    Act(Action.ACCESS_RESTORED, "iraq", _Q, "access restored", "", "sovereignty.p_access_restored"),
    Act(
        Action.MOURNING,
        "militia",
        _Q,
        "mass mourning and public vows",
        "",
        "leadership.p_leadership_strike",
    ),
    Act(
        Action.MOBILISE,
        "militia",
        _Q,
        "mobilises without fighting",
        "militia",
        "leadership.p_leadership_strike",
    ),
    Act(Action.BREAKOUT, "isis", _Q, "ISIS breaks out of hiding", "area", "isis.breaks_out"),
    Act(
        Action.DEPOT_STRIKE,
        "outside",
        _Q,
        "air strike on missile depots",
        "militia",
        "shocks.p_depot_strike",
    ),
    Act(Action.SHOCK, "outside", _Q, "outside shock begins", "", ""),
    Act(
        Action.PARTNERS_LEAVE,
        "coalition",
        _Q,
        "coalition partners leave",
        "",
        "presence.partners_leave",
    ),
)

ATTACKS: Final = (Action.HARASS, Action.BARRAGE)

# Identifiers of actors and targets in the event log: a block of numbers for each kind.
ID_US: Final = 0
ID_IRAN: Final = 1
ID_IRAQ: Final = 2
ID_ISIS: Final = 3
ID_COALITION: Final = 4
ID_OUTSIDE: Final = 5
ID_MILITIAS: Final = 6
ID_NOBODY: Final = -1
ID_MILITIA: Final = 100
ID_SITE: Final = 200
ID_AREA: Final = 300

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
