"""The front after one day: bases and roads, who holds what, and how partners lean."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import Action
from sim.day.effects.ground import retake
from sim.day.effects.record import log_consequence
from sim.day.places import fights_for_damascus, rivals_beside
from sim.jit import rule
from sim.rules import corridor, ground, hedging, shield, sovereignty
from sim.state.actors import ID_AREA, ID_FORCE, ID_IRAN, ID_NOBODY
from sim.state.layout import World


@rule
def build_bases(world: World, p: Any) -> None:
    """Lasting bases at the frontier: they grow, and the day on which one stands is logged."""
    for k in range(world.clock.n_areas):
        area = world.areas[k]
        if area.frontier == 0 or area.holder < 0 or corridor.is_lasting(area):
            continue
        force = world.forces[area.holder]
        if (force.army == 1 and force.iraqi == 1) or not corridor.carries(force, p):
            continue
        neighbours = world.link_from[k + 1] - world.link_from[k]
        rivals = rivals_beside(world, area.holder, k) / max(1, neighbours)
        contested = corridor.contest(rivals, world.lever, p)
        area.base = corridor.base_tomorrow(area, force, contested, p)
        if corridor.is_lasting(area):
            act, actor = Action.LASTING_BASE.value, ID_FORCE + area.holder
            area.base_event = log_consequence(world, act, actor, ID_AREA + k, area.held_event)
            world.campaign.ground_moved = 1


@rule
def lets_through(world: World, k: int, p: Any) -> bool:
    """Does the holder of area `k` let Iran's supplies through, with a base where that is needed?

    At the frontier a lasting base has to stand.
    """
    area = world.areas[k]
    if area.holder < 0 or not corridor.carries(world.forces[area.holder], p):
        return False
    return area.frontier == 0 or corridor.is_lasting(area)


@rule
def find_route(world: World, p: Any) -> int:
    """Is there a chain of areas from Iran's end to that of Damascus? 1 or 0.

    Every area of the chain lets supplies through; those that the search reaches are marked.
    """
    areas, n_areas = world.areas, world.clock.n_areas
    for k in range(n_areas):
        areas[k].on_route = 1 if areas[k].end == 1 and lets_through(world, k, p) else 0
    spreads = True
    while spreads:
        spreads = False
        for k in range(n_areas):
            if areas[k].on_route == 1 or not lets_through(world, k, p):
                continue
            for n in range(world.link_from[k], world.link_from[k + 1]):
                if areas[world.links[n]].on_route == 1:
                    areas[k].on_route = 1
                    spreads = True
                    break
    for k in range(n_areas):
        if areas[k].end == 2 and areas[k].on_route == 1:
            return 1
    return 0


@rule
def last_base(world: World) -> int:
    """Event of the newest lasting base, -1 for none: what opened the route."""
    found = -1
    for k in range(world.clock.n_areas):
        if world.areas[k].on_route == 1:
            found = max(found, world.areas[k].base_event, world.areas[k].held_event)
    return found


@rule
def watch_route(world: World, p: Any) -> None:
    """The land route opens or is cut."""
    campaign, tally = world.campaign, world.tally
    was, now = campaign.route_open, find_route(world, p)
    if now == was:
        return
    campaign.route_open = now
    act = Action.ROUTE_OPENS.value if now == 1 else Action.ROUTE_CUT.value
    cause = last_base(world) if now == 1 else campaign.route_event
    campaign.route_event = log_consequence(world, act, ID_IRAN, ID_NOBODY, cause)
    if now == 1 and tally.route_day < 0:
        tally.route_day = world.clock.day


@rule
def count_side(world: World, f: int, held: int) -> None:
    """Add areas that force `f` holds to those of its side."""
    force, tally = world.forces[f], world.tally
    if force.turkish == 1:
        return
    if force.partner == 1:
        tally.areas_partner += held
    elif fights_for_damascus(force):
        tally.areas_damascus += held
    elif force.army == 1:
        tally.areas_baghdad += held
    else:
        tally.areas_militia += held


@rule
def count_ground(world: World) -> None:
    """Who holds how much, in Iraq and in Syria."""
    tally, areas, campaign, n_areas = world.tally, world.areas, world.campaign, world.clock.n_areas
    tally.areas_partner = tally.areas_damascus = tally.areas_baghdad = tally.areas_militia = 0
    tally.areas_isis = 0
    for f in range(world.clock.n_forces):
        world.forces[f].areas = world.forces[f].abroad = 0
    for k in range(n_areas):
        holder = areas[k].holder
        if holder < 0:
            tally.areas_isis += 1
            continue
        force = world.forces[holder]
        force.areas += 1
        force.abroad += 1 if force.iraqi == areas[k].in_syria else 0
    for f in range(world.clock.n_forces):
        count_side(world, f, world.forces[f].areas)
    campaign.territory = 1.0 * tally.areas_isis / n_areas
    regained = 1.0 * (tally.areas_baghdad - campaign.baghdad_start)
    campaign.state_gains = max(0.0, regained) / n_areas


@rule
def isis_returns(world: World, p: Any) -> None:
    """ISIS takes ground back from those who hold it weakly."""
    for k in range(world.clock.n_areas):
        area = world.areas[k]
        if area.holder < 0:
            continue
        chance = ground.p_retake(area, world.forces[area.holder], p)
        u = luck.uniform(world.clock.day_key, area.key, luck.RETAKE)
        if u < chance:
            retake(world, k, chance, u)


@rule
def fade_forces(world: World, p: Any) -> None:
    """Every force after one day: shyness, might, and how partners lean."""
    committed = shield.commitment(world.us, world.campaign, world.lever)
    lean, partners = 0.0, 0
    for f in range(world.clock.n_forces):
        force = world.forces[f]
        if world.campaign.race == 1:
            force.shy = shield.shy_tomorrow(force, p)
            supplied = corridor.supply(force, world.campaign.route_open, p)
            force.might = ground.might_tomorrow(force, supplied, p)
        if force.partner == 1:
            force.lean = hedging.lean_tomorrow(force, committed, p)
            lean += force.lean
            partners += 1
    world.tally.commitment = committed
    world.tally.drift = lean / max(1, partners)


@rule
def waver(world: World, p: Any) -> None:
    """The US after one day in Syria: posture, and what still is close."""
    us = world.us
    u = luck.uniform(world.clock.day_key, us.key, luck.SWING)
    us.swing = shield.swing_tomorrow(us, u, world.lever, p)
    us.near = shield.near_tomorrow(us, p)


@rule
def evening_on_the_ground(world: World, p: Any) -> None:
    """All that changes by itself on the border; little where the front stands."""
    if world.clock.n_forces == 0:
        return
    campaign = world.campaign
    world.us.will = shield.will_tomorrow(world.us, p)
    fade_forces(world, p)
    if campaign.race == 0:
        return
    waver(world, p)
    world.iraq.rhetoric = sovereignty.rhetoric_tomorrow(world.iraq, world.lever, p)
    world.tally.rhetoric = world.iraq.rhetoric
    isis_returns(world, p)
    build_bases(world, p)
    if campaign.ground_moved == 1:
        campaign.ground_moved = 0
        count_ground(world)
        watch_route(world, p)
    world.tally.route_days += campaign.route_open


@rule
def settle_ground(world: World, p: Any) -> None:
    """The front on the first morning."""
    campaign = world.campaign
    if world.clock.n_forces == 0:
        return
    campaign.race = 0
    for f in range(world.clock.n_forces):
        if world.forces[f].pace > 0.0:
            campaign.race = 1
    campaign.baghdad_start = 0
    count_ground(world)
    campaign.baghdad_start = world.tally.areas_baghdad
    campaign.state_gains = 0.0
    campaign.territory_start = campaign.territory
    campaign.route_open = find_route(world, p)
    world.tally.commitment = shield.commitment(world.us, campaign, world.lever)
    world.tally.rhetoric = world.iraq.rhetoric
