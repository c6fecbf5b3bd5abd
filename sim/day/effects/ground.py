"""What acts on the border change: who holds an area, who is shy of the US, who has a deal."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, Action, Rung
from sim.day.effects.record import (
    climb,
    kept_cause,
    log_consequence,
    log_deaths,
    log_event,
    log_intent,
)
from sim.day.places import fights_for_damascus, is_partner, stands_beside
from sim.jit import rule
from sim.rules import ground, shield, sovereignty
from sim.state.actors import ID_AREA, ID_FORCE, ID_ISIS, ID_US
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def hold_area(world: World, k: int, f: int, event: int) -> None:
    """Force `f` holds area `k` from now on, -1 for ISIS; a base of the one before is gone."""
    area = world.areas[k]
    area.holder = f
    area.held_event = event
    area.base = 0.0
    world.campaign.ground_moved = 1


@rule
def come_close(world: World, f: int, event: int, p: Any) -> None:
    """A force has come close to US partners; one that the US spares is no threat to them."""
    us = world.us
    if us.near_day != world.clock.day:
        us.near_day = world.clock.day
        world.tally.probe_days += 1
    if shield.is_spared(world.forces[f], world.campaign.territory, p):
        return
    us.near += 1.0
    us.near_event = kept_cause(world, us.key, us.near, 1.0, us.near_event, event)
    us.near_force = f


@rule
def take_area(world: World, intent: Intent, p: Any) -> None:
    """A force takes an area from ISIS, unless another was there earlier that day."""
    f, k = intent.actor - ID_FORCE, intent.target - ID_AREA
    area, force = world.areas[k], world.forces[f]
    if area.holder >= 0:
        return
    event = log_intent(world, intent)
    hold_area(world, k, f, event)
    area.strength = ground.left_after_capture(area, p)
    if fights_for_damascus(force):
        world.tally.damascus_gains += 1
        for n in range(world.link_from[k], world.link_from[k + 1]):
            if is_partner(world, world.links[n]):
                come_close(world, f, event, p)
                return


@rule
def probe(world: World, intent: Intent, p: Any) -> None:
    """A force moves close to US partners."""
    event = log_intent(world, intent)
    come_close(world, intent.actor - ID_FORCE, event, p)


@rule
def defend(world: World, intent: Intent, p: Any) -> None:
    """The US fires at what came close: the advance stops for a while, the drive stays."""
    us, f, key = world.us, intent.target - ID_FORCE, world.clock.day_key
    force = world.forces[f]
    dead = shield.fighters_killed(luck.uniform(key, us.key, luck.DEFENDED), p)
    event = log_intent(world, intent)
    log_deaths(world, event, 0.0, 0, 0, 0, dead)
    climb(world, Rung.STRIKE_ON_MILITIA.value)
    world.tally.fire_syria += 1
    added = shield.shy_after_fire(force, p) - force.shy
    force.shy += added
    force.shy_event = kept_cause(world, force.key, force.shy, added, force.shy_event, event)
    force.might = shield.might_after_fire(force, 1.0 * dead, p)
    us.near = 0.0
    us.swing = shield.swing_after_fire(us, world.lever, p)
    if luck.uniform(key, force.key, luck.CLASH) < shield.p_clash(force, p):
        log_consequence(world, Action.CLASH.value, ID_US, intent.target, event)
        world.tally.clashes += 1


@rule
def deconflict(world: World, intent: Intent) -> None:
    """The US keeps out of Damascus's way against ISIS from now on."""
    log_intent(world, intent)
    world.us.deconflicted = 1


@rule
def hand_over(world: World, f: int, army: int, event: int) -> None:
    """One of a partner's areas beside Damascus's side goes to its army, drawn among them."""
    count = 0
    for k in range(world.clock.n_areas):
        count += 1 if is_handed(world, k, f) else 0
    u = luck.uniform(world.clock.day_key, world.forces[f].key, luck.DEAL_AREA)
    n = int(u * count)
    for k in range(world.clock.n_areas):
        if is_handed(world, k, f):
            if n == 0:
                act, actor = Action.HAND_OVER.value, ID_FORCE + f
                given = log_consequence(world, act, actor, ID_AREA + k, event)
                hold_area(world, k, army, given)
                world.tally.handed_over += 1
                world.tally.damascus_gains += 1
            n -= 1


@rule
def is_handed(world: World, k: int, f: int) -> bool:
    """Does force `f` hold area `k`, and Damascus's side one next to it?"""
    if world.areas[k].holder != f:
        return False
    for g in range(world.clock.n_forces):
        if fights_for_damascus(world.forces[g]) and stands_beside(world, g, k):
            return True
    return False


@rule
def deal(world: World, intent: Intent) -> None:
    """A partner comes to terms with Damascus and gives up an area for it."""
    event = log_intent(world, intent)
    world.tally.deals += 1
    hand_over(world, intent.actor - ID_FORCE, intent.target - ID_FORCE, event)


@rule
def order_home(world: World, intent: Intent, p: Any) -> None:
    """Baghdad orders its militias home: some heed it."""
    log_intent(world, intent)
    world.tally.orders_home += 1
    for f in range(world.clock.n_forces):
        force = world.forces[f]
        if force.iraqi == 1 and force.army == 0:
            force.crosses = sovereignty.crosses_after_order(force, p)


@rule
def retake(world: World, k: int, chance: float, u: float) -> None:
    """ISIS takes an area back."""
    act, target, cause = Action.RETAKE.value, ID_AREA + k, world.areas[k].held_event
    event = log_event(world, act, ID_ISIS, target, cause, chance, u, FREE)
    hold_area(world, k, -1, event)
    world.tally.retaken += 1


@rule
def carry_out_ground(world: World, intent: Intent, p: Any) -> None:
    """Carry out an act on the border."""
    action = intent.action
    if action == Action.ADVANCE.value:
        take_area(world, intent, p)
    elif action == Action.PROBE.value:
        probe(world, intent, p)
    elif action == Action.DEFENSIVE_FIRE.value:
        defend(world, intent, p)
    elif action == Action.DECONFLICT.value:
        deconflict(world, intent)
    elif action == Action.DEAL.value:
        deal(world, intent)
    elif action == Action.ORDER_HOME.value:
        order_home(world, intent, p)
