"""What Baghdad, the crowd and outsiders decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, FREE, FROM_LEVER, Action, Slot
from sim.decide.proposal import propose
from sim.jit import rule
from sim.levers import AUTO
from sim.rules import parliament, shocks, siege, sovereignty
from sim.world import World


@rule
def mean_standing(world: World) -> float:
    """Mean legal cover of the groups inside the state, in [0, 1]."""
    total = 0.0
    for i in range(world.clock.n_militias):
        total += world.militias[i].standing
    return total / world.clock.n_militias


@rule
def decide_iraq(world: World, p: Any) -> None:
    """Vote, bill and access."""
    iraq, lever = world.iraq, world.lever
    key = world.clock.day_key
    chance = parliament.p_vote(iraq, lever, p)
    if chance > 0.0:
        propose(
            world,
            Slot.IRAQ_VOTE.value,
            Action.VOTE.value,
            -1,
            0.0,
            chance,
            luck.uniform(key, iraq.key, luck.VOTE),
            iraq.anger_event,
            FREE if lever.iraq_vote == AUTO else FROM_LEVER,
        )
    chance = parliament.p_sign(iraq, lever, p)
    if chance > 0.0:
        propose(
            world,
            Slot.IRAQ_BILL.value,
            Action.SIGN.value,
            -1,
            parliament.timetable_days(lever, p),
            chance,
            luck.uniform(key, iraq.key, luck.BILL),
            iraq.voted_event,
            FREE if lever.iraq_bill == AUTO else FROM_LEVER,
        )
    u = luck.uniform(key, iraq.key, luck.ACCESS)
    if iraq.airspace < 1.0:
        propose(
            world,
            Slot.IRAQ_ACCESS.value,
            Action.ACCESS_RESTORED.value,
            -1,
            0.0,
            sovereignty.p_access_restored(iraq, p),
            u,
            iraq.access_event,
            FREE,
        )
    else:
        chance = sovereignty.p_access_cut(iraq, mean_standing(world), p)
        if chance > 0.0:
            propose(
                world,
                Slot.IRAQ_ACCESS.value,
                Action.ACCESS_CUT.value,
                -1,
                0.0,
                chance,
                u,
                iraq.anger_event,
                FREE,
            )


@rule
def decide_siege(world: World, p: Any) -> None:
    """The crowd at the embassy, led by the group with the most anger."""
    iraq = world.iraq
    if iraq.crowd <= 0.0:
        return
    leader, most = 0, -1.0
    for i in range(world.clock.n_militias):
        if world.militias[i].grievance > most:
            leader, most = i, world.militias[i].grievance
    guarded = siege.guard(iraq, mean_standing(world), world.lever, p)
    propose(
        world,
        Slot.SIEGE.value,
        Action.SIEGE.value,
        leader,
        0.0,
        siege.p_siege(iraq, guarded, p),
        luck.uniform(world.clock.day_key, iraq.key, luck.SIEGE),
        iraq.crowd_event,
        FREE,
    )


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
        propose(
            world,
            Slot.DEPOT_STRIKE.value,
            Action.DEPOT_STRIKE.value,
            found,
            0.0,
            chance,
            luck.uniform(world.clock.day_key, world.iran.key, luck.DEPOT),
            BASELINE,
            FREE if world.lever.shock_israel == 0.0 else FROM_LEVER,
        )
