"""US partners in Syria between Washington and Damascus."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Force


@rule
def lean_tomorrow(force: Force, committed: float, p: Any) -> float:
    """A partner's leaning to Damascus tomorrow, in [0, 1], 0 to Washington.

    The less it can count on the US (`committed`, in [0, 1]), the more it turns; it never was the
    enemy of Damascus.
    Source: border:16, border:17, border:18, border:19 (M089, M090). Status: assumed.
    """
    wanted = p.lean_least + (1.0 - p.lean_least) * (1.0 - committed)
    return force.lean + p.lean_pace * (wanted - force.lean)


@rule
def p_deal(force: Force, iran_near: float, p: Any) -> float:
    """Chance in [0, 1] that a partner makes a deal with Damascus today that gives up an area.

    Only once it leans that way; some of its parts are wary of Iran, whose units make up the share
    `iran_near` of Damascus's side next to it.
    Source: border:16, border:17, border:18, border:20 (M089, M090). Status: assumed.
    """
    leaning = max(0.0, force.lean - p.deal_lean)
    return maths.chance(p.deal_rate * leaning * (1.0 - p.deal_wary * iran_near))
