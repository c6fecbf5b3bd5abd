"""Iran's open answer: once, big in arms, and the way off the ladder if nobody dies."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.actions import THOUSAND
from sim.jit import rule
from sim.state.actors import Iran, Site, Us


@rule
def p_state_reply(iran: Iran, bases: int, day: int, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that Iran fires missiles today for a debt of honour.

    Iran prefers proxies and acts openly only for its own leaders or soil; then once, and at bases
    in Iraq that hold Americans: `bases` is how many there are.
    Source: wsj:9, wsj:12 (M007, M019). Status: assumed.
    """
    if iran.debt <= 0.0 or bases == 0 or lever.iran_reply == 0.0:
        return 0.0
    if day - iran.debt_day < p.salvo_prep:
        return 0.0
    return maths.chance(p.salvo_hazard * iran.debt)


@rule
def means_to_kill(u: float, iran: Iran, lever: Any, p: Any) -> bool:
    """Is the salvo aimed to kill? By order, or by chance (a second debt makes it likelier).

    Source: wsj:12 (M007, M008). Status: assumed.
    """
    if lever.iran_reply == 1.0:
        return False
    if lever.iran_reply == 2.0:
        return True
    return u < p.salvo_lethal * iran.debt


@rule
def missiles(u: float, p: Any) -> int:
    """Missiles in one salvo: more than a dozen.

    Source: wsj:12 (M007, M012). Status: assumed.
    """
    return int(p.salvo_low + int(u * (p.salvo_high - p.salvo_low + 1.0)))


@rule
def target_weight(site: Site, p: Any) -> float:
    """Weight, >= 0, of a site as the target of a missile salvo: bases in Iraq, by their Americans.

    Source: wsj:12 (M007). Status: assumed.
    """
    if site.embassy == 1 or site.in_syria == 1 or site.open == 0:
        return 0.0
    return p.salvo_spread * (1.0 if site.troops > 0.0 else 0.0) + site.troops / THOUSAND


@rule
def memory_after_stand_down(us: Us, p: Any) -> float:
    """Provocation that still counts once both states stand down, in American deaths, >= 0.

    Source: wsj:3, wsj:5 (M008, M009). Status: assumed.
    """
    return us.memory * (1.0 - p.stand_down_relief)


@rule
def stands_down(us_killed: int) -> bool:
    """Do both states stand down after the salvo? Yes if it killed no American.

    Source: wsj:5, wsj:12 (M008). Status: assumed.
    """
    return us_killed == 0


@rule
def p_open_war(us: Us, p: Any) -> float:
    """Chance in [0, 1] that one lethal exchange between the states becomes open war.

    Source: spiked:11, forum:27 (M017, M052): neither text saw one, so this spans ignorance.
    Status: assumed.
    """
    return p.war_chance / (1.0 + p.fatigue_effect * us.fatigue)
