"""Killing the commanders: when the US does it, and what it takes away."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Iran, Us


@rule
def has_target(iran: Iran, whom: float) -> bool:
    """Is anybody left whom a leadership strike of this kind would kill?

    `whom` is the lever: 0 both, 1 the commander, 2 the go-between.
    Source: wsj:8, forum:19 (M005, M027). Status: assumed.
    """
    commander = iran.commander_alive == 1 and whom != 2.0
    return commander or (iran.go_between_alive == 1 and whom != 1.0)


@rule
def p_leadership_strike(us: Us, iran: Iran, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US kills the commanders today.

    A stormed embassy pulls the US up the ladder even without deaths; so does a heap of deaths that
    still count. Fatigue from earlier strikes holds it back.
    Source: wsj:9, wsj:18 (M005, M006, M017). Status: assumed.
    """
    if lever.us_leadership_strike_permit == 0:
        return 0.0
    if not has_target(iran, lever.us_leadership_strike_whom):
        return 0.0
    push = p.lead_per_siege * us.siege_pressure
    push += p.lead_per_memory * max(0.0, us.memory - p.lead_memory_floor)
    if push <= 0.0:
        return 0.0
    return maths.chance(push / (1.0 + p.fatigue_effect * us.fatigue))


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
def iranians_killed(p: Any) -> int:
    """Iranians who die in a strike on the commander: he is named, others are not counted.

    Source: wsj:8, globe:7 (M005). Status: assumed.
    """
    return int(p.leadership_iranians)


@rule
def iraqis_killed(p: Any) -> int:
    """Iraqis who die in a strike on the go-between: the commander and his aide are named.

    Source: forum:19 (M059). Status: assumed.
    """
    return int(p.leadership_iraqis)
