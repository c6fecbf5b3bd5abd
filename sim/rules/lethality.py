"""Whether rockets and missiles kill: luck, given munitions and shelter."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Militia, Site


@rule
def fires_missile(m: Militia, u: float, p: Any) -> bool:
    """Does a barrage use a short-range missile from the militia's stock?

    Source: wsj:17 (M013). Status: assumed.
    """
    return m.missiles >= 1.0 and u < p.missile_use


@rule
def p_fatal(n_rockets: float, missile: bool, site: Site, p: Any) -> float:
    """Chance in [0, 1] that one attack kills at least one coalition member.

    Most attacks are harmless; stocked missiles raise the potential.
    Source: spiked:8, spiked:11, globe:5, wsj:6, wsj:17 (M011, M012, M013). Status: assumed.
    """
    each = p.kill_per_rocket * (1.0 - site.hardening)
    weight = n_rockets + (p.missile_lethality if missile else 0.0)
    return maths.chance(each * weight)


@rule
def deaths(n_rockets: float, missile: bool, u: float, p: Any) -> int:
    """Coalition deaths in a fatal rocket attack, 1 up to `deaths_cap`; a few rockets kill few.

    Source: spiked:8, globe:5, wsj:16, wsj:17 (M011, M012). Status: assumed.
    """
    weight = n_rockets + (p.missile_lethality if missile else 0.0)
    extra = p.deaths_extra * weight / (weight + p.deaths_rockets)
    return min(int(p.deaths_cap), 1 + int(maths.hazard(u) * extra))


@rule
def wounded(n_rockets: float, missile: bool, u: float, p: Any) -> int:
    """Coalition members wounded in a rocket attack that kills, >= 0; a few rockets wound few.

    In proportion to the deaths that such an attack brings on average, not to those it brought.
    Source: forum:20, spiked:8 (M011, M012). Status: assumed.
    """
    weight = n_rockets + (p.missile_lethality if missile else 0.0)
    dead = 1.0 + p.deaths_extra * weight / (weight + p.deaths_rockets)
    return int(maths.hazard(u) * p.wounded_per_death * dead)


@rule
def is_american(site: Site, u: float, p: Any) -> bool:
    """Is one coalition death an American? 3 of the 4 named deaths were; all are at the embassy.

    Source: globe:5, spiked:8 (M011). Status: assumed.
    """
    return site.embassy == 1 or u < p.american_share


@rule
def salvo_exposure(site: Site, p: Any) -> float:
    """How far a base lies open to a missile salvo, in [0, 1]: its Americans, less their shelter.

    Source: wsj:12, globe:7 (M007, M008, M038). Status: assumed.
    """
    crowd = site.troops / (site.troops + p.salvo_crowd)
    return crowd * (1.0 - site.hardening)


@rule
def p_salvo_kills(lethal: bool, exposure: float, p: Any) -> float:
    """Chance in [0, 1] that a state missile salvo kills Americans, by what it was meant to do.

    `exposure` is that of the bases it falls on, in [0, 1].
    Source: wsj:12 (M007, M008). Status: assumed.
    """
    hits = p.salvo_hits_lethal if lethal else p.salvo_hits_survivable
    return maths.chance(hits * exposure)


@rule
def salvo_deaths(u: float, exposure: float, p: Any) -> int:
    """American deaths in a state salvo that kills, 1 up to `salvo_deaths_cap`, by `exposure`.

    Source: wsj:12 (M007, M008): the one salvo killed nobody, so this spans ignorance.
    Status: assumed.
    """
    extra = p.salvo_deaths * exposure
    return min(int(p.salvo_deaths_cap), 1 + int(maths.hazard(u) * extra))


@rule
def iranians_killed(u: float, p: Any) -> int:
    """Iranian deaths in one American strike on Iran's soil, >= 0.

    Source: wsj:22, spiked:11 (M017, M023): there was none, so this spans ignorance.
    Status: assumed.
    """
    return int(maths.hazard(u) * p.iran_strike_deaths)
