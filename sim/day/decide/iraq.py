"""What Baghdad, the crowd and outsiders decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, FREE, FROM_LEVER, Action
from sim.day.decide.recording import record_targeted
from sim.day.places import embassy, mean_standing
from sim.jit import rule
from sim.levers import AUTO
from sim.rules import parliament, shocks, siege, sovereignty
from sim.state.actors import ID_IRAQ, ID_MILITIA, ID_OUTSIDE, ID_SITE, ID_US
from sim.state.layout import World


@rule
def decide_vote(world: World, p: Any) -> None:
    """To vote on expulsion."""
    iraq, lever, key = world.iraq, world.lever, world.clock.day_key
    chance = parliament.p_vote(iraq, lever, p)
    if chance > 0.0:
        u = luck.uniform(key, iraq.key, luck.VOTE)
        forced = FREE if lever.iraq_vote == AUTO else FROM_LEVER
        act, cause = Action.VOTE.value, iraq.anger_event
        record_targeted(world, act, ID_IRAQ, ID_US, 0.0, chance, u, cause, forced)


@rule
def decide_bill(world: World, p: Any) -> None:
    """To sign the bill with a date."""
    iraq, lever, key = world.iraq, world.lever, world.clock.day_key
    chance = parliament.p_sign(iraq, world.campaign, lever, p)
    if chance > 0.0:
        u = luck.uniform(key, iraq.key, luck.BILL)
        forced = FREE if lever.iraq_bill == AUTO else FROM_LEVER
        act, days = Action.SIGN.value, parliament.timetable_days(lever, p)
        cause = iraq.voted_event
        record_targeted(world, act, ID_IRAQ, ID_US, days, chance, u, cause, forced)


@rule
def decide_access(world: World, p: Any) -> None:
    """To cut airspace and ground access, or to give them back."""
    iraq = world.iraq
    if not sovereignty.access_may_change(iraq, world.clock.day, p):
        return
    u = luck.uniform(world.clock.day_key, iraq.key, luck.ACCESS)
    if iraq.airspace < 1.0:
        chance = sovereignty.p_access_restored(iraq, world.campaign, p)
        act, cause = Action.ACCESS_RESTORED.value, iraq.access_event
        record_targeted(world, act, ID_IRAQ, ID_US, 0.0, chance, u, cause, FREE)
        return
    chance = sovereignty.p_access_cut(iraq, world.campaign, mean_standing(world), p)
    if chance > 0.0:
        act, cause = Action.ACCESS_CUT.value, iraq.anger_event
        record_targeted(world, act, ID_IRAQ, ID_US, 0.0, chance, u, cause, FREE)


@rule
def decide_siege(world: World, p: Any) -> None:
    """The crowd at the embassy, led by the militia with the most anger."""
    iraq = world.iraq
    if iraq.crowd <= 0.0:
        return
    leader, most = 0, -1.0
    for i in range(world.clock.n_militias):
        if world.militias[i].grievance > most:
            leader, most = i, world.militias[i].grievance
    guarded = siege.guard(iraq, mean_standing(world), world.lever, p)
    chance = siege.p_siege(iraq, world.us, guarded, 1.0 * world.tally.sieges, p)
    u = luck.uniform(world.clock.day_key, iraq.key, luck.SIEGE)
    act, actor, target = Action.SIEGE.value, ID_MILITIA + leader, ID_SITE + embassy(world)
    record_targeted(world, act, actor, target, 0.0, chance, u, iraq.crowd_event, FREE)


@rule
def decide_outside(world: World, p: Any) -> None:
    """A third party's strike on missile depots."""
    stock, most, found = 0.0, 0.0, -1
    for i in range(world.clock.n_militias):
        held = world.militias[i].missiles
        stock += held
        if held > most:
            most, found = held, i
    chance = shocks.p_depot_strike(stock, world.lever, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, world.iran.key, luck.DEPOT)
        forced = FREE if world.lever.shock_israel == 0.0 else FROM_LEVER
        act, target = Action.DEPOT_STRIKE.value, ID_MILITIA + found
        record_targeted(world, act, ID_OUTSIDE, target, 0.0, chance, u, BASELINE, forced)
