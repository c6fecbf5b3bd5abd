"""The land route from Iran to Damascus: lasting bases, rivals beside them, and what it carries."""

from __future__ import annotations

from typing import Any

from sim.jit import rule
from sim.state.actors import Area, Force


@rule
def contest(rivals: float, lever: Any, p: Any) -> float:
    """Share of the work on a base that rivals next door hold up, in [0, 1].

    `rivals` is the share of the areas next to it that Baghdad's army or US partners hold.
    Source: border:20, border:21 (M087; switch H8). Status: assumed.
    """
    return min(1.0, lever.ground_rivals * p.rivals_contest * rivals)


@rule
def base_tomorrow(area: Area, force: Force, contested: float, p: Any) -> float:
    """How far a lasting base of its holder stands tomorrow, in [0, 1].

    Only those close to Iran build them; rivals (`contested`) and US fire hold them up.
    Source: border:12, border:21 (M087, M112, M113; switch H8). Status: assumed.
    """
    work = p.base_pace * force.link * (1.0 - contested) * (1.0 - force.shy)
    return min(1.0, area.base + work)


@rule
def is_lasting(area: Area) -> bool:
    """Does a lasting base stand here?

    Source: border:21 (M087). Status: assumed.
    """
    return area.base >= 1.0


@rule
def carries(force: Force, p: Any) -> bool:
    """Does the force let Iran's supplies through its ground?

    Source: border:4, border:35 (M086, M112, M113). Status: assumed.
    """
    return force.link >= p.route_link


@rule
def supply(force: Force, route_open: int, p: Any) -> float:
    """Share that an open land route adds to the might of a force, >= 0: cheaper than by air.

    Source: border:4, border:35 (M086). Status: assumed.
    """
    return p.route_supply * force.link * route_open
