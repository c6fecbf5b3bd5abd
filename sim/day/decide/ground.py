"""What the forces on the ground decide, and what others decide about them."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, FROM_LEVER, Action
from sim.day.decide.recording import record, record_targeted
from sim.day.places import fights_for_damascus, is_partner, may_cross, rivals_beside, stands_beside
from sim.jit import rule
from sim.levers import AUTO
from sim.rules import ground, hedging, shield, sovereignty
from sim.state.actors import ID_AREA, ID_FORCE, ID_IRAQ, ID_NOBODY, ID_US, Force
from sim.state.layout import World


@rule
def aid(world: World, force: Force, p: Any) -> float:
    """Factor, >= 0, that friends and foes put on the advance of a force today."""
    campaign, lever = world.campaign, world.lever
    found = shield.way_opened(force, world.us, p) * sovereignty.army_help(force, lever, p)
    if force.partner == 1:
        start = campaign.territory_start
        found *= 1.0 - shield.obstruction(campaign.territory, start, p)
    return found


@rule
def rate_at(world: World, f: int, k: int, helped: float, p: Any) -> float:
    """Rate at which force `f` takes area `k` from ISIS, 0 where it does not stand next to it."""
    area, force = world.areas[k], world.forces[f]
    if area.holder >= 0 or not stands_beside(world, f, k):
        return 0.0
    across = 1.0
    if may_cross(force, area):
        across = sovereignty.across_border(force, world.lever, p)
    return ground.advance_rate(force, area, 1.0 * rivals_beside(world, f, k), across, helped, p)


@rule
def decide_advance(world: World, f: int, p: Any) -> None:
    """To take an area next door from ISIS; which one is drawn by its rate."""
    force, key = world.forces[f], world.clock.day_key
    helped, total = aid(world, force, p), 0.0
    for k in range(world.clock.n_areas):
        total += rate_at(world, f, k, helped, p)
    u = luck.uniform(key, force.key, luck.ADVANCE)
    if u >= total:  # no chance exceeds its rate
        return
    chance = ground.p_advance(total)
    x, found = luck.uniform(key, force.key, luck.GROUND_TAKEN) * total, -1
    for k in range(world.clock.n_areas):
        rate = rate_at(world, f, k, helped, p)
        if rate > 0.0 and x >= 0.0:
            found = k
            x -= rate
    act, cause = Action.ADVANCE.value, world.areas[found].held_event
    record_targeted(world, act, ID_FORCE + f, ID_AREA + found, 0.0, chance, u, cause, FREE)


@rule
def decide_probe(world: World, f: int, p: Any) -> None:
    """To move close to US partners, for a force that is none, at one of their areas next door."""
    force, key = world.forces[f], world.clock.day_key
    held, near = 0, 0
    for k in range(world.clock.n_areas):
        if is_partner(world, k):
            held += 1
            near += 1 if stands_beside(world, f, k) else 0
    if near == 0:
        return
    chance = shield.p_probe(force, world.us, near / held, p)
    u = luck.uniform(key, force.key, luck.PROBE)
    n, found = int(luck.uniform(key, force.key, luck.PROBED) * near), -1
    for k in range(world.clock.n_areas):
        if is_partner(world, k) and stands_beside(world, f, k):
            found = k if n >= 0 else found
            n -= 1
    act = Action.PROBE.value
    record_targeted(
        world, act, ID_FORCE + f, ID_AREA + found, 0.0, chance, u, force.shy_event, FREE
    )


@rule
def decide_deal(world: World, f: int, p: Any) -> None:
    """A partner's deal with Damascus, whose side must stand next to it."""
    iran, sides, army = 0, 0, -1
    for g in range(world.clock.n_forces):
        other = world.forces[g]
        if not fights_for_damascus(other):
            continue
        army = g if other.army == 1 else army
        for k in range(world.clock.n_areas):
            if world.areas[k].holder == f and stands_beside(world, g, k):
                sides += 1
                iran += 1 - other.army
    if sides == 0 or army < 0:
        return
    force = world.forces[f]
    chance = hedging.p_deal(force, iran / sides, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, force.key, luck.DEAL)
        act, cause = Action.DEAL.value, world.us.syria_exit_event
        record_targeted(world, act, ID_FORCE + f, ID_FORCE + army, 0.0, chance, u, cause, FREE)


@rule
def decide_defence(world: World, p: Any) -> None:
    """American fire at what came close to partners, and de-confliction."""
    us, lever, key = world.us, world.lever, world.clock.day_key
    committed = shield.commitment(us, world.campaign, lever)
    chance = shield.p_defend(us, committed, lever, p)
    if chance > 0.0 and us.near_force >= 0:
        u = luck.uniform(key, us.key, luck.DEFEND)
        act, target = Action.DEFENSIVE_FIRE.value, ID_FORCE + us.near_force
        record_targeted(world, act, ID_US, target, 0.0, chance, u, us.near_event, FREE)
    chance = shield.p_deconflict(us, world.campaign.territory, lever, p)
    if chance > 0.0:
        forced = FREE if lever.us_deconflict == AUTO else FROM_LEVER
        u = luck.uniform(key, us.key, luck.DECONFLICT)
        record(world, Action.DECONFLICT.value, ID_US, chance, u, us.near_event, forced)


@rule
def decide_order_home(world: World, p: Any) -> None:
    """Baghdad's order to its militias in Syria."""
    abroad = 0.0
    for f in range(world.clock.n_forces):
        if world.forces[f].iraqi == 1 and world.forces[f].army == 0:
            abroad += world.forces[f].abroad
    chance = sovereignty.p_order_home(abroad, world.lever, p)
    if chance > 0.0:
        iraq = world.iraq
        u = luck.uniform(world.clock.day_key, iraq.key, luck.ORDER_HOME)
        act = Action.ORDER_HOME.value
        record_targeted(world, act, ID_IRAQ, ID_NOBODY, 0.0, chance, u, -1, FREE)


@rule
def decide_ground(world: World, p: Any) -> None:
    """All decisions about the border: only where a front still moves."""
    if world.campaign.race == 0:
        return
    for f in range(world.clock.n_forces):
        force = world.forces[f]
        if force.pace > 0.0:
            decide_advance(world, f, p)
            if force.partner == 1:
                decide_deal(world, f, p)
            elif fights_for_damascus(force):
                decide_probe(world, f, p)
    decide_defence(world, p)
    decide_order_home(world, p)
