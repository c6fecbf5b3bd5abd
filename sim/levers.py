"""Levers: what a scenario may change, which values each accepts, and what it does nothing at.

A lever is either a *choice* (one of a few words, stored as a number), a *number* that replaces a
fixed setting, or an *overlay* on a quantity that is drawn or computed in each run: an overlay
keeps a factor and a shift, and the rule reads `factor * value + shift` (so `set: v` is factor 0
and shift v, `scale: k` is factor k, `add: a` is shift a). `neutral` is the dose that changes
nothing at all; a test runs every lever at it.
"""

from __future__ import annotations

from typing import Final

from sim.lever import AUTO, NO_CAP, Lever, Table, a_choice, a_number, an_overlay

__all__ = [
    "AUTO",
    "BY_NAME",
    "FIELDS",
    "LEVERS",
    "LISTED_BY",
    "NO_CAP",
    "TABLES",
    "Lever",
    "neutral_row",
]

AUTO_OR: Final = {"automatic": AUTO}

LEVERS: Final[tuple[Lever, ...]] = (
    a_choice(
        "us.reply.doctrine",
        "how the US answers rocket attacks",
        {"never": 0, "proportionate": 1, "escalatory": 2},
        "escalatory",
        "spiked:10",
    ),
    a_number(
        "us.reply.deaths_needed",
        "coalition deaths that call for a reply (0: any attack)",
        "deaths",
        1,
        0,
        100,
        "wsj:9",
        "spiked:8",
        whole=True,
    ),
    a_number(
        "us.reply.militias_hit",
        "most militias that one reply may hit (0: the rule decides)",
        "militias",
        0,
        0,
        50,
        "spiked:8",
        whole=True,
    ),
    a_number(
        "us.reply.fighters_cap",
        "most fighters that one reply may kill",
        "fighters",
        NO_CAP,
        0,
        NO_CAP,
        "forum:20",
        whole=True,
    ),
    a_choice(
        "us.leadership_strike.permit",
        "may the US kill the commanders",
        {"allowed": 1, "never": 0},
        "allowed",
        "wsj:18",
    ),
    Lever(
        "us.leadership_strike.order",
        "strike the commanders on this very date",
        "order",
        "world",
        "choice",
        0,
        choices=(("none", 0), ("strike", 1)),
        sources=("wsj:7",),
        momentary=True,
    ),
    a_choice(
        "us.leadership_strike.whom",
        "whom a leadership strike kills",
        {"both": 0, "commander": 1, "go_between": 2},
        "both",
        "wsj:8",
        "forum:19",
    ),
    a_choice(
        "us.presence.close_small", "close all small sites", {"no": 0, "yes": 1}, "no", "globe:13"
    ),
    Lever(
        "us.presence.close",
        "close a listed site",
        "choice",
        "site",
        "choice",
        0,
        choices=(("open", 0), ("closed", 1)),
        sources=("globe:13",),
    ),
    a_number(
        "us.presence.troops_to",
        "withdraw to this many troops in Iraq (-1: no order; one under way goes on)",
        "troops",
        -1,
        -1,
        10000,
        "spiked:16",
    ),
    a_number("us.presence.days", "length of an ordered withdrawal from Iraq", "days", 90, 1, 730),
    a_number(
        "us.presence.syria_to",
        "withdraw to this many troops in Syria (-1: no order; one under way goes on)",
        "troops",
        -1,
        -1,
        10000,
        "forum:14",
    ),
    a_number(
        "us.presence.syria_days", "length of an ordered withdrawal from Syria", "days", 90, 1, 730
    ),
    a_choice(
        "us.presence.return",
        "may US troops return when Baghdad invites them again",
        {"allowed": 1, "never": 0},
        "allowed",
        "forum:18",
    ),
    a_choice(
        "us.pause",
        "the counter-ISIS pause",
        {"automatic": AUTO, "forced": 1, "never": 0},
        "automatic",
        "globe:4",
    ),
    a_number("us.sanctions", "sanction steps added by order", "levels", 0, -5, 5, "spiked:10"),
    a_choice(
        "us.liability",
        "does the US hold Iran liable for its allies' attacks",
        {"yes": 1, "no": 0},
        "yes",
        "wsj:22",
    ),
    an_overlay(
        "us.attribution.error", "chance to blame the wrong militia", "probability", 0, 1, "wsj:9"
    ),
    an_overlay(
        "us.attribution.delay", "mean days until blame is settled", "days", 0, 365, "spiked:8"
    ),
    a_choice(
        "iran.line",
        "Iran's order to its allies",
        {"automatic": AUTO, "restrain": -1, "silent": 0, "encourage": 1},
        "automatic",
        "wsj:20",
    ),
    a_choice(
        "iran.reply",
        "Iran's own answer to a strike on its leaders",
        {"automatic": AUTO, "hold": 0, "survivable": 1, "lethal": 2},
        "automatic",
        "wsj:12",
    ),
    a_choice(
        "us.talks",
        "talks with Iran: left to pressure, never, or offered",
        {**AUTO_OR, "never": 0, "offer": 1},
        "automatic",
        "forum:25",
        "spiked:12",
    ),
    an_overlay(
        "us.commitment", "US commitment to its partners in Syria", "share", 0, 1, "border:13"
    ),
    a_choice(
        "us.self_defence",
        "may the US fire to protect its partners in Syria",
        {"allowed": 1, "never": 0},
        "allowed",
        "border:11",
        "border:31",
    ),
    a_choice(
        "us.deconflict",
        "does the US keep out of Damascus's way against ISIS",
        {**AUTO_OR, "never": 0, "always": 1},
        "automatic",
        "border:33",
    ),
    a_number(
        "us.signals",
        "how much the US posture in Syria wavers (0: steady)",
        "times",
        1,
        0,
        3,
        "border:40",
    ),
    an_overlay("iran.arms", "missile transfers to the militias", "missiles/day", 0, 10, "wsj:17"),
    an_overlay(
        "militia.obedience",
        "how far a militia follows Iran's order",
        "share",
        0,
        1,
        "wsj:8",
        table="militia",
    ),
    an_overlay("militia.capability", "men and launchers", "index", 0, 5, "wsj:16", table="militia"),
    an_overlay(
        "militia.claims",
        "chance that a militia claims an attack",
        "probability",
        0,
        1,
        "spiked:8",
        table="militia",
    ),
    an_overlay(
        "militia.patience",
        "days without a political path that a militia in politics bears",
        "days",
        0,
        730,
        "wsj:24",
        table="militia",
    ),
    a_choice(
        "iraq.vote",
        "the expulsion vote in parliament",
        {**AUTO_OR, "forbid": 0, "force": 1},
        "automatic",
        "globe:17",
    ),
    a_choice(
        "iraq.bill",
        "signature of the bill with a timetable",
        {**AUTO_OR, "forbid": 0, "sign": 1},
        "automatic",
        "globe:17",
    ),
    a_number(
        "iraq.timetable",
        "months that a signed bill gives the US (0: the rule decides)",
        "months",
        0,
        0,
        24,
        "globe:17",
    ),
    a_choice(
        "iraq.airspace",
        "airspace for the coalition",
        {**AUTO_OR, "closed": 0, "open": 1},
        "automatic",
        "globe:11",
    ),
    a_choice(
        "iraq.ground",
        "ground operations with the coalition",
        {**AUTO_OR, "closed": 0, "open": 1},
        "automatic",
        "globe:11",
    ),
    an_overlay(
        "iraq.guard", "allegiance of the forces that guard the US", "share", 0, 1, "forum:26"
    ),
    a_number("iraq.rein_in", "state effort to rein in the militias", "share", 0, 0, 1, "border:38"),
    a_number(
        "iraq.limits",
        "how firmly the premier forbids militias to fight abroad",
        "share",
        0,
        0,
        1,
        "border:5",
    ),
    a_number(
        "iraq.border",
        "state effort to hold the Syrian border with its own army",
        "share",
        0,
        0,
        1,
        "border:5",
        "border:39",
    ),
    a_number(
        "ground.rivals",
        "how far rivals contest bases along the land route (0: they stand aside)",
        "share",
        1,
        0,
        1,
        "border:21",
    ),
    a_number(
        "isis.shock",
        "ISIS strength added at once, spread over areas",
        "share of start",
        0,
        0,
        5,
        "globe:10",
        momentary=True,
    ),
    a_number(
        "shock.turkey",
        "outside invasion that diverts the partners in Syria",
        "size",
        0,
        0,
        3,
        "globe:10",
    ),
    a_number("shock.israel", "air strikes on missile depots", "strikes/day", 0, 0, 1, "wsj:17"),
    a_number("shock.epidemic", "epidemic in Iran", "size", 0, 0, 3, "spiked:12"),
    a_number("shock.protest", "wave of protest against Iran's sway", "size", 0, 0, 3, "spiked:16"),
)

BY_NAME: Final = {lever.name: lever for lever in LEVERS}
LISTED_BY: Final = "`flashpoint levers` lists them"


def _fields(table: Table) -> tuple[str, ...]:
    return tuple(f for lever in LEVERS if lever.table == table for f in lever.fields)


WORLD_FIELDS: Final = _fields("world")
MILITIA_FIELDS: Final = _fields("militia")
SITE_FIELDS: Final = _fields("site")
TABLES: Final[tuple[Table, ...]] = ("world", "militia", "site")
FIELDS: Final = {"world": WORLD_FIELDS, "militia": MILITIA_FIELDS, "site": SITE_FIELDS}


def neutral_row(table: Table) -> tuple[float, ...]:
    """Values of all fields of one lever table when no lever is touched."""
    return tuple(v for lever in LEVERS if lever.table == table for v in lever.neutral_values)
