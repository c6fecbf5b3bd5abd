"""ISIS: it lives on what its enemies do to each other."""

from __future__ import annotations

from typing import Any

from sim.jit import rule
from sim.state.actors import Area, Campaign, Us


@rule
def danger(strength: float, territory: float, p: Any) -> float:
    """ISIS as a common enemy, >= 0, 1 at the start of a world in which it holds no ground.

    `strength` is ISIS strength against the start, `territory` the share of the areas that it holds:
    in the years in which it held ground, nobody fired at the Americans who fought it.
    Source: forum:18, forum:24, border:36 (M067, M074). Status: assumed.
    """
    return strength + p.territory_danger * territory


@rule
def enablers(campaign: Campaign, paused: float, airspace: float, p: Any) -> float:
    """American intelligence, transport and air support in Iraq, in [0, 1], 1 at full presence.

    Sweeps find little without them. They need airspace, and a pause turns part of them to the
    protection of the troops.
    Source: forum:11, forum:12, globe:7, globe:11 (M038, M045, M047, M051). Status: assumed.
    """
    return campaign.us * airspace * (1.0 - p.pause_enablers * paused)


@rule
def missions(campaign: Campaign, paused: float, ground: float, p: Any) -> float:
    """Ground missions and training by Americans and partners in Iraq, in [0, 1], 1 when all go.

    Cut by a pause, by closed ground access, by closed small sites (special operations teams live
    there) and by partners gone.
    Source: globe:4, globe:7, globe:11, globe:12, globe:13, forum:13
    (M038, M045, M046, M048, M053). Status: assumed.
    """
    reach = 1.0 - p.sof_weight * (1.0 - campaign.small_sites)
    allies = 1.0 - p.partner_effort * (1.0 - campaign.partners)
    return campaign.us * (1.0 - p.pause_depth * paused) * ground * reach * allies


@rule
def hunt_in_iraq(
    enabled: float, effort: float, attention: float, leader_loss: float, p: Any
) -> float:
    """Pressure on ISIS in Iraq, >= 0, 1 when everything hunts.

    `enabled` is `enablers`, `effort` is `missions`, `attention` the militias' mean attention to the
    US, `leader_loss` the skill that died with their organiser. Iraqi sweeps find little without US
    enablers; militias and air power together are worth more than apart; the losses add.
    Source: globe:10, forum:6, forum:11, forum:12, forum:15, forum:23
    (M040, M042, M043, M044, M047, M050, M051). Status: assumed.
    """
    militia = (1.0 - attention) * (1.0 - leader_loss)
    sweeps = p.sweeps_alone + (1.0 - p.sweeps_alone) * enabled
    total = effort + p.hunt_air * enabled + p.hunt_sweeps * sweeps + p.hunt_militia * militia
    total += p.hunt_together * enabled * militia
    return total / (1.0 + p.hunt_air + p.hunt_sweeps + p.hunt_militia + p.hunt_together)


@rule
def hunt_in_syria(campaign: Campaign, paused: float, turkey: float, p: Any) -> float:
    """Pressure on ISIS in Syria, >= 0, 1 before the drawdown of 2019 and without an invasion.

    The drawdown had already taken pressure off; an invasion diverts the partners, and what is left
    of the last one (`campaign.diversion`) fades. `turkey` is the lever of a new one.
    Source: globe:10, forum:14 (M040, M041, M050). Status: assumed.
    """
    us = campaign.syria * p.syria_left * (1.0 - p.pause_depth * paused)
    partners = 1.0 - p.turkey_diversion * min(1.0, max(turkey, campaign.diversion))
    return p.syria_us * us + (1.0 - p.syria_us) * partners * (
        p.sdf_alone + (1.0 - p.sdf_alone) * us
    )


@rule
def diversion_at_start(p: Any) -> float:
    """Size of the invasion of October that still diverts the partners in Syria, in [0, 1].

    Source: globe:10 (M041). Status: assumed.
    """
    return p.diversion_start


@rule
def taken_by_pause(paused: float, p: Any) -> float:
    """What a pause takes off the hunt, as a weight among the reasons of a breakout, in [0, 1].

    Source: globe:10 (M040). Status: assumed.
    """
    return p.pause_depth * paused


@rule
def taken_by_militias(missing: float, p: Any) -> float:
    """What militias that look elsewhere, or miss their organiser, take off it: a weight, >= 0.

    `missing` is the share of their effort or skill that is gone.
    Source: globe:10, forum:6, forum:7 (M042, M043). Status: assumed.
    """
    return p.hunt_militia * missing


@rule
def opportunity(us: Us, war: int, p: Any) -> float:
    """Factor, >= 1, on regrowth from the quarrel of its enemies; most in open war.

    Source: forum:5, forum:27 (M052, M058). Status: assumed.
    """
    fight = min(1.0, us.threat / p.pause_on)
    return 1.0 + p.isis_opportunity * fight + p.isis_war * war


@rule
def regrowth(area: Area, hunt: float, chance: float, p: Any) -> float:
    """Net change of ISIS strength in an area in one day, as a share of its strength.

    Regrowth in ungoverned ground against the hunt; under a full hunt ISIS mostly declines, slowly
    (`isis_held` is what is left after 300 days). What grows beyond the start is easier to find, so
    strength falls again once the hunt resumes. `hunt` is pressure, `chance` is `opportunity`.
    Source: globe:10, globe:12, globe:18, forum:8, forum:15, forum:16
    (M040, M102, M103, M105; switches H3, H4). Status: assumed.
    """
    room = max(0.0, 1.0 - area.strength / (p.isis_room * area.start))
    found = 1.0 + p.isis_exposed * max(0.0, area.strength / area.start - 1.0)
    return p.isis_growth * area.refuge * (chance * room - p.isis_hunted * hunt * found)


@rule
def leaves(area: Area, p: Any) -> float:
    """Strength that moves from an area to the refuges next to it in one day, >= 0.

    Only what has grown beyond the start moves, and only where ungoverned ground lies next door;
    nothing is made by moving.
    Source: forum:8, forum:11, globe:10 (M040, M058). Status: assumed.
    """
    if area.ways == 0:
        return 0.0
    return p.isis_spread * max(0.0, area.strength - area.start)


@rule
def is_refuge(area: Area, p: Any) -> bool:
    """Is there enough ungoverned ground to hide in?

    Source: forum:11, globe:10 (M040). Status: assumed.
    """
    return area.refuge >= p.refuge_needed


@rule
def survives(area: Area, strength: float, p: Any) -> float:
    """Strength kept above the floor below which hunting does not push it.

    Source: globe:18, forum:11, border:9 (M057). Status: assumed.
    """
    return max(p.isis_floor * area.start, strength)


@rule
def p_attack(area: Area, p: Any) -> float:
    """Chance in [0, 1] of an ISIS attack in an area today.

    Source: globe:18, forum:11 (M057). Status: assumed.
    """
    return min(1.0, p.isis_attacks * area.strength)


@rule
def is_outgrown(strength: float, p: Any) -> bool:
    """Would ISIS strength in one area, against the whole at the start, count in the whole theatre?

    Source: forum:5, forum:8, globe:19 (M040, M051, M105). Status: assumed.
    """
    return strength > p.breakout


@rule
def breaks_out(area: Area, p: Any) -> bool:
    """Has ISIS outgrown its hiding places in this area?

    It takes strength that would count in the whole theatre, and ungoverned ground to gather it.
    Source: forum:5, forum:8, globe:19 (M040, M051, M105). Status: assumed.
    """
    return is_outgrown(area.strength, p) and is_refuge(area, p)


@rule
def attention_tomorrow(attention: float, anger: float, isis: float, p: Any) -> float:
    """Share of a militia's effort turned to the US tomorrow, in [0, 1].

    `anger` is what drives it today (grievance and debt), `isis` ISIS strength, 1 at the start: a
    strong common enemy draws attention back.
    Source: globe:10, forum:6, forum:7, forum:23 (M042, M067). Status: assumed.
    """
    wanted = min(1.0, p.attention_per_anger * anger)
    wanted /= 1.0 + p.common_enemy * max(0.0, isis - 1.0)
    return attention + p.attention_pace * (wanted - attention)
