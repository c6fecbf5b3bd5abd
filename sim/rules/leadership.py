"""Killing the commanders: when the US does it, and what it takes away."""

from __future__ import annotations

import math
from typing import Any

from sim.jit import rule
from sim.records import Iran, Us


@rule
def p_leadership_strike(us: Us, iran: Iran, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US kills the commanders today.

    A stormed embassy pulls the US up the ladder even without deaths; so does a heap of deaths that
    still count. Fatigue from earlier strikes holds it back.
    Source: wsj:9, wsj:18 (M005, M006, M017). Status: assumed.
    """
    if lever.us_leadership_strike_permit == 0:
        return 0.0
    if iran.commander_alive == 0 and iran.go_between_alive == 0:
        return 0.0
    push = p.lead_per_siege * us.siege_pressure
    push += p.lead_per_memory * max(0.0, us.memory - p.lead_memory_floor)
    if push <= 0.0:
        return 0.0
    return 1.0 - math.exp(-push / (1.0 + p.fatigue_effect * us.fatigue))


@rule
def deterrence_from_strike(us: Us, p: Any) -> float:
    """Share of fire suppressed by fear after a leadership strike, in [0, 1]; 0 unless H1-A.

    Source: spiked:6, wsj:12 (M096, M098; switch H1). Status: assumed.
    """
    return max(us.deterrence, p.leadership_deterrence)


@rule
def skill_lost(p: Any) -> float:
    """Share of the militias' skill against ISIS that dies with their organiser, in [0, 1].

    Source: forum:6 (M043). Status: assumed.
    """
    return p.organiser_loss


@rule
def iraqis_killed(p: Any) -> int:
    """Iraqis who die in a strike on the go-between: the commander and his aide are named.

    Source: forum:19 (M059). Status: assumed.
    """
    return int(p.leadership_iraqis)
