"""Rocket fire: how often a militia fires, at what, and with how much."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.actions import THOUSAND
from sim.jit import rule
from sim.state.actors import Campaign, Iran, Iraq, Militia, Site, Us


@rule
def hostility(us: Us, iran: Iran, lever: Any, p: Any) -> float:
    """Long-run hostility behind all fire, 1 at the start, >= 0.

    It has inertia: neither one dead strategist nor an epidemic needs to change it (both
    coefficients are 0 by default and the prior is wide). Sanctions beyond the start raise it, or,
    under the variant that pressure works, lower it, each further step by less. Without the
    doctrine that Iran answers for its allies, proxy fire is cheaper. Talks would lower it.
    Source: spiked:7, spiked:11, spiked:12, spiked:13, wsj:22, forum:25
    (M016, M023, M037, M080, M081, M082, M108, M109; switch H6). Status: assumed.
    """
    beyond = us.sanctions - 1.0
    level = 1.0 + p.hostility_per_sanction * beyond / (1.0 + abs(beyond))
    level -= p.strategist_effect * (1.0 - iran.commander_alive)
    level -= p.epidemic_cooling * min(1.0, iran.burden)
    level += p.hostility_unaccountable * (1.0 - lever.us_liability)
    return max(0.0, level) * (1.0 - p.talks_relief * us.talking)


@rule
def mood_factor(iraq: Iraq, p: Any) -> float:
    """Factor, >= 0, on base fire from the militias' common mood; its long-run mean is 1.

    Attacks come in clusters that no act provoked: a slowly varying rate that all militias share
    (a log-Gaussian Cox process; Mohler 2013, "Modeling and estimation of multi-source clustering
    in crime and security data").
    Source: globe:5, spiked:11 (M010). Status: assumed.
    """
    return maths.exp(iraq.mood - p.mood_mean)


@rule
def first_mood(normal: float, p: Any) -> float:
    """Log of the common mood on the first morning; `normal` is a standard normal draw.

    Source: globe:5, spiked:11 (M010). Status: assumed.
    """
    return p.mood_sd * normal


@rule
def mood_tomorrow(iraq: Iraq, u: float, p: Any) -> float:
    """Log of the common mood after one day of its walk back to 0; stationary sd `mood_sd`.

    `u` is uniform; the many days that the mood remembers add up to a nearly normal law.
    Source: globe:5, spiked:11 (M010). Status: assumed.
    """
    return p.mood_keep * iraq.mood + p.mood_step * (2.0 * u - 1.0)


@rule
def common_enemy(isis: float, p: Any) -> float:
    """Factor in [0, 1] on the militias' and the US's quarrel as ISIS grows beyond the start.

    Against a strong ISIS the militias left the Americans alone, and the US spared the militias
    that were of use. `isis` is `isis.danger`, 1 at the start.
    Source: forum:23, forum:24, border:36 (M067, M074). Status: assumed.
    """
    return 1.0 / (1.0 + p.common_enemy * max(0.0, isis - 1.0))


@rule
def truce(iraq: Iraq, territory: float, p: Any) -> float:
    """Factor in [0, 1] on unprovoked fire while ISIS holds ground and the terms are kept.

    From 2014 on the Americans were back only to fight ISIS, by invitation, and were left alone;
    loss of the common enemy or of the terms ends that. `territory` is the share of the areas that
    ISIS holds.
    Source: forum:18, forum:24, forum:26 (M067). Status: assumed.
    """
    return 1.0 - p.truce * min(1.0, territory / p.truce_territory) * iraq.legitimacy


@rule
def base_drive(m: Militia, level: float, p: Any) -> float:
    """Attacks a day that nothing in the run provoked, >= 0.

    `level` is `hostility` times `mood_factor`, `common_enemy` and `truce`.

    Source: spiked:11 (M010, M016, M017, M019). Status: assumed.
    """
    return p.fire_base * m.share * level


@rule
def tail_drive(m: Militia, iran: Iran, p: Any) -> float:
    """Attacks a day out of Iran's slow, deniable response after its open one, >= 0.

    Source: wsj:11, wsj:12, spiked:11 (M030, M110, M111; switch H7). Status: assumed.
    """
    return p.fire_tail * iran.tail * m.link * m.share


@rule
def unity_drive(m: Militia, iraq: Iraq, p: Any) -> float:
    """Attacks a day because the vote was ignored and the political way is shut, >= 0.

    Grows over `unity_days` after the vote.
    Source: wsj:13 (M031). Status: assumed.
    """
    if iraq.voted_day < 0:
        return 0.0
    return p.fire_unity * min(1.0, iraq.closed_days / p.unity_days) * m.share * (1.0 - m.patient)


@rule
def willingness(
    m: Militia, us: Us, campaign: Campaign, g: Any, line: float, patience: float, p: Any
) -> float:
    """Common factor, >= 0, on all drives: means, targets, restraint and fear.

    `line` and `patience` are the restraint factors. Without targets there is no fire, so a full
    exit ends it. Fear of the US is 0 unless killing deters.
    Source: spiked:6, wsj:16, globe:9, spiked:16 (M012, M055, M096, M105; switch H1).
    Status: assumed.
    """
    means = max(0.0, g.militia_capability_x * m.capability + g.militia_capability_add)
    means *= 1.0 + p.latent_weight * m.latent
    targets = min(1.0, p.target_need * campaign.exposure)
    return means * targets * line * patience * (1.0 - us.deterrence)


@rule
def p_fire(rate: float) -> float:
    """Chance of at least one attack today at `rate` attacks/day, in [0, 1].

    Source: spiked:11 (M010). Status: assumed (attacks by one militia arrive as a Poisson process).
    """
    return maths.chance(rate)


@rule
def p_barrage(provoked: float, p: Any) -> float:
    """Chance in [0, 1] that an attack is a barrage; `provoked` is its provoked share, in [0, 1].

    Source: wsj:3, spiked:8 (M003, M012). Status: assumed.
    """
    return min(1.0, p.barrage_base + p.barrage_provoked * provoked)


@rule
def rockets(barrage: bool, u: float, p: Any) -> int:
    """Rockets in one attack: a few, or a barrage, never the scale of a state salvo.

    Source: wsj:3, wsj:16, spiked:8 (M012). Status: assumed.
    """
    if barrage:
        return int(p.barrage_low + int(u * (p.barrage_high - p.barrage_low + 1.0)))
    return 1 + int(u * p.harass_rockets)


@rule
def site_weight(site: Site, iraq: Iraq, lever: Any, p: Any) -> float:
    """Pull of one site on rocket crews, >= 0: symbol, troops, smallness, weak host guard, reach.

    The fixed part means that a half-empty site draws more fire per soldier than a full one; one
    without Americans draws none.
    Source: globe:9, globe:13, forum:14, forum:24, forum:26, wsj:9, spiked:8, spiked:9
    (M050, M055, M066). Status: assumed.
    """
    if site.open == 0 or site.troops <= 0.0:
        return 0.0
    pull = site.appeal + p.weight_troops * site.troops / THOUSAND + p.weight_small * site.small
    loyal = lever.iraq_guard_x * iraq.allegiance + lever.iraq_guard_add
    exposed = 1.0 + p.weight_unguarded * (1.0 - site.host * min(1.0, max(0.0, loyal)))
    syria = p.weight_syria if site.in_syria == 1 else 1.0
    return pull * exposed * syria * site.reach
