"""The whole world as one record: its parts, the room for them, and how they lie in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.state.actors import ACTORS, DECISIONS, Actors, Campaign, actor_of
from sim.state.bookkeeping import (
    Clock,
    Forced,
    Intent,
    LeverMove,
    LogRow,
    MilitiaLevers,
    SiteLevers,
    Tally,
    WorldLevers,
)
from sim.state.fields import fields_of, layout_of, width


class World(Actors):
    """Everything a day reads and changes: the actors and places, and the books of the run.

    To compiled code this is one numpy record, handed on as a pointer; in the Mesa model it is a
    plain object whose parts are agents, lists of agents and small records.
    """

    campaign: Campaign
    clock: Clock
    tally: Tally
    past: Tally
    lever: Any
    militia_levers: Sequence[Any]
    site_levers: Sequence[Any]
    intents: Sequence[Intent]
    coded: Intent
    ordered: Intent
    forced: Sequence[Forced]
    moves: Sequence[LeverMove]
    log: Sequence[LogRow]
    links: Sequence[int]
    link_from: Sequence[int]
    refuges: list[int]
    area_key: list[int]
    area_start: list[float]
    area_refuge: list[float]
    area_in_syria: list[int]
    isis_today: list[float]
    isis_arriving: list[float]
    isis_tomorrow: list[float]
    lever_values: Any
    militia_lever_values: Any
    site_lever_values: Any
    tally_counts: Any
    tally_levels: Any
    past_counts: Any
    words: Any
    levels: Any
    log_words: Any


class WorldPart(NamedTuple):
    """One part of the world: its record and how many of them there is room for."""

    record: type
    room: int


LIVE: dict[str, WorldPart] = {
    **{name: WorldPart(record, actor_of(record).room) for name, record in ACTORS.items()},
    "campaign": WorldPart(Campaign, 1),
    "clock": WorldPart(Clock, 1),
    "tally": WorldPart(Tally, 1),
    "past": WorldPart(Tally, 1),
    "lever": WorldPart(WorldLevers, 1),
    "militia_levers": WorldPart(MilitiaLevers, actor_of(ACTORS["militias"]).room),
    "site_levers": WorldPart(SiteLevers, actor_of(ACTORS["sites"]).room),
    "intents": WorldPart(Intent, DECISIONS),
    "coded": WorldPart(Intent, 1),
    "ordered": WorldPart(Intent, 1),
    "forced": WorldPart(Forced, 64),
}
"""Parts that a run changes, in the order of the flat buffer. Room is fixed so that one compiled
kernel serves every world file."""

FIXED: dict[str, WorldPart] = {"moves": WorldPart(LeverMove, 2000), "log": WorldPart(LogRow, 2000)}
"""Parts that no run needs to reset: moves are read only, and the log is written before it is
read."""

LINKS = 400
"""Room for neighbours, all areas together."""

BY_AREA: dict[str, str] = {
    "area_key": "u8",
    "area_start": "f8",
    "area_refuge": "f8",
    "area_in_syria": "i8",
    "isis_today": "f8",
    "isis_arriving": "f8",
    "isis_tomorrow": "f8",
}
"""Numbers of the areas side by side: what no day changes, and what the evening works on. The pass
over all areas reads these instead of one record after the other, several areas at a time."""

MANY = ("intents", "forced", "moves", "log", "militia_levers", "site_levers")
SINGLE = tuple(
    name
    for name in LIVE | FIXED
    if name not in MANY and not (name in ACTORS and actor_of(ACTORS[name]).one)
)
"""Parts of which there is one."""

NUMBERED: dict[str, dict[str, str]] = {
    "lever": {"lever_values": "f8"},
    "militia_levers": {"militia_lever_values": "f8"},
    "site_levers": {"site_lever_values": "f8"},
    "tally": {"tally_counts": "i8", "tally_levels": "f8"},
    "past": {"past_counts": "i8"},
}
"""Parts that are also seen as plain numbers on the same memory, for those who name a field by its
number: moves of levers, and conditions on counters (whole numbers, or levels)."""

BEFORE = "_before"
"""Ending of a counter's name for what it stood at when the coded past ended."""


@cache
def tally_layout() -> np.dtype[Any]:
    """numpy layout of a run's counters as results hold them: at the end, then `_before` it was
    free, in the order in which `tally` and `past` lie in the world."""
    layout = layout_of(Tally)
    names = layout.names or ()
    return np.dtype([(name + ending, layout[name]) for ending in ("", BEFORE) for name in names])


@cache
def world_layout() -> np.dtype[Any]:
    """numpy layout of a whole world, live parts first.

    `words` are the live words of all parts, `levels` the same read as fractions, `log_words` the
    log as words.
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
        for view, code in NUMBERED.get(name, {}).items():
            names.append(view)
            formats.append((code, (*shape, words)))
            offsets.append(8 * at)
        at += part.room * words
    room = LIVE["areas"].room
    lists = {"links": ("i8", LINKS), "link_from": ("i8", room + 1), "refuges": ("i8", LINKS)}
    for name, (code, length) in (lists | {n: (c, room) for n, c in BY_AREA.items()}).items():
        names.append(name)
        formats.append((code, (length,)))
        offsets.append(8 * at)
        at += length
    names += ["words", "levels", "log_words"]
    formats += [("i8", (live_words(),)), ("f8", (live_words(),))]
    formats.append(("i8", (FIXED["log"].room, width(LogRow))))
    offsets += [0, 0, offsets[names.index("log")]]
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": 8 * at})


@cache
def live_words() -> int:
    """Words at the head of a world that a run changes."""
    return sum(part.room * width(part.record) for part in LIVE.values())


def word_of(part: str, field: str) -> int:
    """Place among the live words of one field of a single part."""
    fields: Any = world_layout().fields
    return int(fields[part][1]) // 8 + list(fields_of(LIVE[part].record)).index(field)
