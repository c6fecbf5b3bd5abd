"""One day: everyone decides on the same morning, then acts apply in a fixed order.

`advance` is the schedule of both engines: the compiled ensemble and the Mesa model call this very
function, so neither has logic of its own.
"""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import Action, Rung, Slot
from sim.day.apply_history import force_history
from sim.day.apply_levers import morning
from sim.day.decide import decide
from sim.day.effects.policy import (
    close_site,
    hold_vote,
    impose_sanctions,
    leave,
    reinforce,
    set_access,
    set_line,
    set_pause,
    sign_bill,
)
from sim.day.effects.rockets import attack, hit_depot, storm_embassy
from sim.day.effects.states import salvo, strike_iran
from sim.day.effects.strikes import strike_leaders, strike_militia
from sim.day.end_of_day import evening
from sim.jit import rule
from sim.rules import reprisal
from sim.state.layout import World

HOLD = Action.HOLD.value


@rule
def act_iraq_and_iran(world: World, p: Any) -> None:
    """Outside strikes, Baghdad's choices, Iran's line and its open reply."""
    acts = world.intents
    if acts[Slot.DEPOT_STRIKE.value].act != HOLD:
        hit_depot(world, acts[Slot.DEPOT_STRIKE.value], p)
    vote = acts[Slot.IRAQ_VOTE.value]
    if vote.act != HOLD:
        hold_vote(world, vote.cause, vote.p, vote.u, vote.forced, p)
    if acts[Slot.IRAQ_BILL.value].act != HOLD:
        sign_bill(world, acts[Slot.IRAQ_BILL.value], p)
    if acts[Slot.IRAQ_ACCESS.value].act != HOLD:
        set_access(world, acts[Slot.IRAQ_ACCESS.value], p)
    line = acts[Slot.IRAN_LINE.value]
    if line.act != HOLD:
        set_line(world, line.act, line.cause, line.p, line.u, line.forced)
    if acts[Slot.IRAN_REPLY.value].act != HOLD:
        salvo(world, acts[Slot.IRAN_REPLY.value], p)


@rule
def act_militias(world: World, p: Any) -> None:
    """Rockets, then the crowd."""
    acts = world.intents
    for i in range(world.clock.n_militias):
        intent = acts[Slot.MILITIA.value + i]
        if intent.act != HOLD:
            attack(world, i, intent, p)
    siege = acts[Slot.SIEGE.value]
    if siege.act != HOLD:
        storm_embassy(world, siege.target, siege.cause, siege.p, siege.u, siege.forced, p)


@rule
def act_us(world: World, p: Any) -> None:
    """Strikes, then posture, sanctions and presence."""
    acts, us = world.intents, world.us
    reply = acts[Slot.US_REPLY.value]
    if reply.act == Action.REPRISAL.value:
        u = luck.uniform(world.clock.day_key, us.key, luck.FIGHTERS)
        dead = reprisal.fighters_killed(u, world.lever, p)
        strike_militia(world, reply.target, dead, reply.cause, reply.p, reply.u, reply.forced, p)
    elif reply.act == Action.STRIKE_ON_IRAN.value:
        strike_iran(world, reply, p)
    soil = acts[Slot.US_ON_IRAN.value]
    if soil.act != HOLD and world.clock.war == 0:
        strike_iran(world, soil, p)
    lead = acts[Slot.US_LEADERSHIP.value]
    if lead.act != HOLD:
        strike_leaders(world, lead.cause, lead.p, lead.u, lead.forced, p)
    if acts[Slot.US_PAUSE.value].act != HOLD:
        set_pause(world, acts[Slot.US_PAUSE.value])
    if acts[Slot.US_REINFORCE.value].act != HOLD:
        reinforce(world, acts[Slot.US_REINFORCE.value])
    close = acts[Slot.US_CONSOLIDATE.value]
    if close.act != HOLD and close.target >= 0:
        close_site(world, close.target, close.cause, close.p, close.u, close.forced)
    if acts[Slot.US_SANCTIONS.value].act != HOLD:
        impose_sanctions(world, acts[Slot.US_SANCTIONS.value])
    if acts[Slot.US_PRESENCE.value].act != HOLD:
        leave(world, acts[Slot.US_PRESENCE.value], p)


@rule
def dawn(world: World) -> None:
    """The day's luck, and whether history still rules."""
    clock = world.clock
    clock.day_key = luck.day_key(clock.run_key, clock.day_word)
    clock.free = 1 if clock.day >= clock.free_from else 0
    clock.rung = Rung.OPEN_WAR.value if clock.war == 1 else Rung.QUIET.value


@rule
def advance(world: World, p: Any) -> None:
    """Advance the world by one day. `p` is the run's parameters. Changes `world` in place."""
    clock = world.clock
    dawn(world)
    morning(world)
    before = world.tally.attacks
    decide(world, p)
    force_history(world, p)
    act_iraq_and_iran(world, p)
    act_militias(world, p)
    act_us(world, p)
    evening(world, before, p)
    clock.day += 1
    clock.day_word = (clock.day_word + luck.GOLDEN) & luck.MASK
