"""The crowd at the embassy: mass casualties, divided guards, and a gate held without fire."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Iraq, Us


@rule
def crowd_from_strike(fighters: float, p: Any) -> float:
    """Crowd anger left by a strike that killed `fighters`; none below a floor. In mass strikes.

    Source: forum:20, forum:26 (M004). Status: assumed.
    """
    return max(0.0, fighters - p.siege_fighters_floor) / p.siege_fighters_scale


@rule
def guard(iraq: Iraq, standing: float, lever: Any, p: Any) -> float:
    """Protection that Iraqi forces give the embassy and the bases, in [0, 1].

    Weak exactly when the attackers stand inside the state; `standing` is their mean legal cover.
    Source: forum:24, forum:26 (M065, M066). Status: assumed.
    """
    own = iraq.allegiance * (1.0 - p.divided_loyalty * standing)
    return min(1.0, max(0.0, lever.iraq_guard_x * own + lever.iraq_guard_add))


@rule
def p_siege(iraq: Iraq, us: Us, guarded: float, sieges: float, p: Any) -> float:
    """Chance in [0, 1] that a crowd storms the embassy today; `guarded` is `guard`.

    Fresh Marines deter it, and after each siege (`sieges` so far) the gate is better held.
    Source: forum:20, forum:26, wsj:18, globe:14, globe:16 (M004, M054, M065). Status: assumed.
    """
    if iraq.crowd <= 0.0:
        return 0.0
    held = (1.0 + p.massacre_calm * us.reinforced_now) * (1.0 + p.siege_learned * sieges)
    return maths.chance(p.siege_hazard * iraq.crowd * (1.0 - guarded) / held)


@rule
def p_massacre(us: Us, p: Any) -> float:
    """Chance in [0, 1] that the defence of a stormed embassy kills; fresh Marines lower it.

    Source: globe:16, globe:14 (M056). Status: assumed.
    """
    return p.massacre_chance / (1.0 + p.massacre_calm * us.reinforced_now)


@rule
def massacre_deaths(u: float, p: Any) -> int:
    """Deaths in the crowd when the defence kills, at least 1.

    Source: globe:16 (M056): it did not happen, so this spans ignorance. Status: assumed.
    """
    return 1 + int(maths.hazard(u) * p.massacre_deaths)
