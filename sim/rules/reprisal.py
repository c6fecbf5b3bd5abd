"""The US answer to rockets: steep in deaths, quick, and wider than the militia that fired."""

from __future__ import annotations

import math
from typing import Any

from sim.jit import rule
from sim.state.actors import Militia, Us


@rule
def provocation(us_killed: float, partner_killed: float, p: Any) -> float:
    """Weight of deaths in the eyes of the US, in American deaths, >= 0.

    Source: spiked:8, forum:20 (M001). Status: assumed.
    """
    return us_killed + p.partner_weight * partner_killed


@rule
def reply_owed(weight: float, u: float, lever: Any, p: Any) -> float:
    """Reply that one attack of this `weight` (American deaths) leaves owed; 0 for none.

    Deaths at or above the needed number always call for a reply, harmless attacks almost never.
    `u` is the draw that decides a harmless one.
    Source: wsj:6, spiked:11, spiked:8 (M001, M002). Status: assumed.
    """
    if lever.us_reply_doctrine == 0:
        return 0.0
    if weight >= lever.us_reply_deaths_needed:
        return max(weight, p.harmless_weight)
    if weight == 0.0 and u < p.reply_harmless and lever.us_reply_deaths_needed <= 1.0:
        return p.harmless_weight
    return 0.0


@rule
def p_reply(us: Us, day: int, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US strikes today for the reply it owes, once blame is settled.

    Source: forum:20, spiked:8, wsj:9 (M001, M002, M021). Status: assumed.
    """
    if us.owed <= 0.0 or day < us.owed_day or lever.us_reply_doctrine == 0:
        return 0.0
    hazard = p.reply_hazard_state if us.owed_by_state == 1 else p.reply_hazard
    return 1.0 - math.exp(-hazard)


@rule
def p_strike_on_iran(us: Us, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US strikes Iran's own soil today over its allies' attacks.

    Only while it holds Iran liable, and only for a heap of deaths that still count; otherwise
    replies fall on the militias.
    Source: wsj:22, wsj:9, spiked:11 (M017, M023). Status: assumed.
    """
    if lever.us_liability == 0 or lever.us_reply_doctrine != 2:
        return 0.0
    heap = us.memory - p.iran_memory_floor
    if heap <= 0.0:
        return 0.0
    return 1.0 - math.exp(-p.iran_per_memory * heap / (1.0 + p.fatigue_effect * us.fatigue))


@rule
def reply_lapses(us: Us, day: int, p: Any) -> bool:
    """True once a reply has been owed too long to be given.

    Source: spiked:8, forum:20 (M001). Status: assumed.
    """
    return us.owed > 0.0 and day > us.owed_day + p.reply_window


@rule
def fighters_killed(u: float, lever: Any, p: Any) -> int:
    """Fighters killed by one reply; few when it is proportionate, never above the cap.

    Source: forum:20, spiked:10 (M001, M004, M015). Status: assumed.
    """
    mean = p.reply_fighters
    if lever.us_reply_doctrine == 1:
        mean *= p.proportionate_factor
    return int(min(lever.us_reply_fighters_cap, -math.log(1.0 - u) * mean))


@rule
def p_also_hit(m: Militia, p: Any) -> float:
    """Chance in [0, 1] that a reply also falls on a militia that was not blamed.

    Source: spiked:8 (M018). Status: assumed.
    """
    return p.reply_breadth * m.link


@rule
def fatigue_after_strike(us: Us, p: Any) -> float:
    """Reluctance after one more strike of its own, in strikes; it keeps rounds in a band.

    Source: spiked:10, spiked:11 (M017). Status: assumed.
    """
    return us.fatigue + p.fatigue_per_strike
