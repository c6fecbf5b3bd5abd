"""Force protection: threat, the counter-ISIS pause, reinforcements and closed sites."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.levers import AUTO
from sim.state.actors import Campaign, Site, Us


@rule
def threat_from_attack(weight: float, p: Any) -> float:
    """Threat that one rocket attack adds; `weight` in American deaths. In ordinary threats, >= 0.

    Threat is measured against what base fire alone keeps up, which the mission ran under.
    Source: globe:4, globe:5 (M038). Status: assumed.
    """
    return p.threat_per_attack + p.threat_per_death * weight


@rule
def threat_from_siege(p: Any) -> float:
    """Threat that a stormed embassy adds. In ordinary threats, >= 0.

    Source: globe:14, forum:26 (M054, M005). Status: assumed.
    """
    return p.threat_after_siege


@rule
def threat_from_leadership(p: Any) -> float:
    """Threat that the US expects after it killed the commanders. In ordinary threats, >= 0.

    Source: globe:2, globe:4, forum:9 (M038). Status: assumed.
    """
    return p.threat_after_leadership


@rule
def threat_after_stand_down(us: Us, p: Any) -> float:
    """Threat left once both states stand down; militia fire may go on all the same.

    Source: wsj:3, wsj:5, wsj:12 (M008, M009). Status: assumed.
    """
    return us.threat * (1.0 - p.stand_down_relief)


@rule
def p_pause(us: Us, campaign: Campaign, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the campaign against ISIS is paused today, when it runs.

    Above a threshold of threat effort goes from hunting to fortifying. A campaign without troops
    has nothing to pause.
    Source: globe:4, globe:5, globe:7 (M038). Status: assumed.
    """
    if lever.us_pause != AUTO:
        return 1.0 if lever.us_pause == 1.0 else 0.0
    if us.threat < p.pause_on or campaign.us <= 0.0:
        return 0.0
    return maths.chance(p.pause_hazard * us.threat / p.pause_on)


@rule
def p_resume(us: Us, isis: float, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that a pause ends today: the likelier, the nearer threat is to ordinary.

    The mission had run for months under harmless fire. A stronger ISIS (`isis`, 1 at the start)
    brings it back sooner.
    Source: globe:5, globe:6, forum:23 (M039, M067). Status: assumed.
    """
    if lever.us_pause != AUTO:
        return 0.0 if lever.us_pause == 1.0 else 1.0
    if us.paused_by_order == 1:
        return 1.0
    calm = max(0.0, 1.0 - us.threat / p.pause_on)
    need = 1.0 + p.common_enemy * max(0.0, isis - 1.0)
    return maths.chance(p.resume_hazard * calm * need)


@rule
def shelter_tomorrow(site: Site, p: Any) -> float:
    """Share of rocket hits that shelter stops after one more day of fortifying, in [0, 1].

    What a pause buys: troops build instead of patrolling, up to what shelter can do at all.
    Source: globe:7 (M038). Status: assumed.
    """
    return site.hardening + p.fortify_pace * max(0.0, p.fortify_most - site.hardening)


@rule
def p_reinforce(us: Us, campaign: Campaign, p: Any) -> float:
    """Chance in [0, 1] that fresh troops are sent today: once for each spell of threat.

    They reinforce those who are there.

    Source: globe:14 (M054). Status: assumed.
    """
    if us.reinforced_now == 1 or us.threat < p.reinforce_on or campaign.us <= 0.0:
        return 0.0
    return maths.chance(p.reinforce_hazard)


@rule
def threat_is_over(us: Us, p: Any) -> bool:
    """Has the spell of threat ended, so that the next one may bring fresh troops again?

    Source: globe:14, globe:5 (M039, M054). Status: assumed.
    """
    return us.threat < min(1.0, p.reinforce_on)


@rule
def reinforcements(p: Any) -> float:
    """Troops in one wave: Marines for the embassy and paratroopers for the region.

    Source: globe:14 (M054). Status: assumed.
    """
    return p.reinforce_troops


@rule
def marines(p: Any) -> float:
    """Of these, Marines who stay at the embassy while the spell of threat lasts.

    Source: globe:14 (M054). Status: assumed.
    """
    return p.embassy_marines


@rule
def p_consolidate(us: Us, campaign: Campaign, p: Any) -> float:
    """Chance in [0, 1] that the US empties one small site today.

    Source: globe:13, globe:9 (M053, M055). Status: assumed.
    """
    if us.threat < p.consolidate_on or campaign.small_sites <= 0.0:
        return 0.0
    return maths.chance(p.consolidate_hazard)
