"""The whole world as one record: its parts, the room for them, and how they lie in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.state.actors import Area, Campaign, Iran, Iraq, Militia, Site, Us, layout_of, width
from sim.state.bookkeeping import (
    Clock,
    Forced,
    Intent,
    LogRow,
    MilitiaLevers,
    Order,
    SiteLevers,
    Tally,
    WorldLevers,
)


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
    militia_levers: Sequence[Any]
    site_levers: Sequence[Any]
    intents: Sequence[Intent]
    forced: Sequence[Forced]
    orders: Sequence[Order]
    log: Sequence[LogRow]
    links: Sequence[int]
    link_from: Sequence[int]
    lever_values: Any
    militia_lever_values: Any
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
    "militia_levers": Part(MilitiaLevers, 12),
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
LEVER_TABLES = ("lever", "militia_levers", "site_levers")


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
