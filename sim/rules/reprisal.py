"""The US answer to rockets: steep in deaths, quick, and wider than the militia that fired."""

from __future__ import annotations

from typing import Any

from sim import maths
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

    Fatigue from earlier strikes slows it, so that some replies lapse and rounds stay in a band.
    Source: forum:20, spiked:8, spiked:11, wsj:9 (M001, M002, M017, M021). Status: assumed.
    """
    if us.owed <= 0.0 or day < us.owed_day or lever.us_reply_doctrine == 0:
        return 0.0
    hazard = p.reply_hazard_state if us.owed_by_state == 1 else p.reply_hazard
    return maths.chance(hazard / (1.0 + p.fatigue_effect * us.fatigue))


@rule
def p_strike_on_iran(us: Us, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US strikes Iran's own soil today over its allies' attacks.

    Only while it holds Iran liable, and only for a heap of deaths that still count; otherwise
    replies fall on the militias. A reply owed to Iran for its own salvo goes before.
    Source: wsj:22, wsj:9, spiked:11 (M017, M023). Status: assumed.
    """
    if lever.us_liability == 0 or lever.us_reply_doctrine != 2 or us.owed_by_state == 1:
        return 0.0
    heap = us.memory - p.iran_memory_floor
    if heap <= 0.0:
        return 0.0
    return maths.chance(p.iran_per_memory * heap / (1.0 + p.fatigue_effect * us.fatigue))


@rule
def memory_after_strike(us: Us, p: Any) -> float:
    """Provocation that still counts after a strike on Iran or its commanders, in deaths, >= 0.

    A debt is paid once: the same dead do not call for a second strike of that kind.
    Source: wsj:9, wsj:18, spiked:10 (M005, M006, M017). Status: assumed.
    """
    return us.memory * (1.0 - p.memory_paid)


@rule
def settled_day(us: Us, day: int) -> int:
    """Day on which blame is settled: that of a later attack never moves an earlier one back.

    `day` is when blame for the new attack will be settled.
    Source: spiked:8, forum:20 (M001, M021). Status: assumed.
    """
    return min(us.owed_day, day) if us.owed > 0.0 else day


@rule
def reply_lapses(us: Us, day: int, p: Any) -> bool:
    """True once a reply has been owed too long to be given.

    Source: spiked:8, forum:20 (M001). Status: assumed.
    """
    return us.owed > 0.0 and day > us.owed_day + p.reply_window


@rule
def p_heavy(us: Us, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that a reply is a heavy raid and no routine one; none if proportionate.

    Most answers are perfunctory; a few kill dozens, and only for deaths (at least one is owed).
    Source: spiked:10, forum:20 (M001, M004). Status: assumed.
    """
    if lever.us_reply_doctrine == 1 or us.owed < 1.0:
        return 0.0
    return p.heavy_raid * us.owed / (1.0 + us.owed)


@rule
def fighters_killed(u: float, heavy: bool, lever: Any, p: Any) -> int:
    """Fighters killed by one reply; few in a routine raid, never above the caps.

    Source: forum:20, spiked:10 (M001, M004, M015). Status: assumed.
    """
    drawn = maths.hazard(u)
    if heavy:
        dead = p.heavy_fighters * (1.0 + drawn) / 2.0
    elif lever.us_reply_doctrine == 1:
        dead = p.reply_fighters * p.proportionate_factor * drawn
    else:
        dead = p.reply_fighters * drawn
    return int(min(lever.us_reply_fighters_cap, p.raid_most, dead))


@rule
def p_state_forces_hit(m: Militia, p: Any) -> float:
    """Chance in [0, 1] that a strike on a militia also kills soldiers or police of the state.

    The deeper the militia sits inside the state, the likelier.
    Source: spiked:14, spiked:15, forum:19 (M063, M064). Status: assumed.
    """
    return p.state_forces_hit * m.standing


@rule
def state_forces_killed(u: float, p: Any) -> int:
    """Soldiers and police of the state who die in such a strike, at least 1.

    Source: spiked:15, forum:19 (M064): no number is given, so this spans ignorance.
    Status: assumed.
    """
    return 1 + int(maths.hazard(u) * p.state_forces_deaths)


@rule
def p_also_hit(m: Militia, isis: float, p: Any) -> float:
    """Chance in [0, 1] that a reply also falls on a militia that was not blamed.

    The US spares militias while they are of use against ISIS (`isis`, 1 at the start), and those
    that are a party to politics.
    Source: spiked:8, border:36, wsj:24 (M018, M074). Status: assumed.
    """
    spared = 1.0 + p.common_enemy * max(0.0, isis - 1.0)
    return p.reply_breadth * m.link * (1.0 - m.political) / spared


@rule
def fatigue_after_strike(us: Us, p: Any) -> float:
    """Reluctance after one more strike of its own, in strikes; it keeps rounds in a band.

    Source: spiked:10, spiked:11 (M017). Status: assumed.
    """
    return us.fatigue + p.fatigue_per_strike
