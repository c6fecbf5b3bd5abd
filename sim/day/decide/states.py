"""What the United States and Iran decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, FROM_LEVER, Action, Slot
from sim.day.decide.proposal import aim, propose
from sim.jit import rule
from sim.levers import AUTO
from sim.rules import iran_line, iran_reply, leadership, posture, presence, reprisal, sanctions
from sim.state.layout import World


@rule
def decide_reply(world: World, p: Any) -> None:
    """The reply that is owed, and the one that would fall on Iran's soil."""
    us, lever, key = world.us, world.lever, world.clock.day_key
    chance = reprisal.p_reply(us, world.clock.day, lever, p)
    if chance > 0.0:
        act = Action.STRIKE_ON_IRAN.value if us.owed_by_state == 1 else Action.REPRISAL.value
        u = luck.uniform(key, us.key, luck.REPLY)
        slot = Slot.US_REPLY.value
        aim(world, slot, act, us.owed_militia, 0.0, chance, u, us.owed_event, FREE)
    chance = reprisal.p_strike_on_iran(us, lever, p)
    if chance > 0.0:
        u = luck.uniform(key, us.key, luck.ON_IRAN)
        act = Action.STRIKE_ON_IRAN.value
        propose(world, Slot.US_ON_IRAN.value, act, chance, u, us.memory_event, FREE)


@rule
def decide_leadership(world: World, p: Any) -> None:
    """To kill the commanders, of its own choice or by the scenario's order."""
    us, iran, lever = world.us, world.iran, world.lever
    slot, act = Slot.US_LEADERSHIP.value, Action.LEADERSHIP_STRIKE.value
    ordered = lever.us_leadership_strike_order == 1.0
    if ordered and leadership.has_target(iran, lever.us_leadership_strike_whom):
        propose(world, slot, act, 1.0, 0.0, us.siege_event, FROM_LEVER)
        return
    chance = leadership.p_leadership_strike(us, iran, lever, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.LEADERSHIP)
        cause = us.siege_event if us.siege_pressure > 0.0 else us.memory_event
        propose(world, slot, act, chance, u, cause, FREE)


@rule
def decide_exit(world: World, p: Any) -> None:
    """To leave Iraq."""
    us, iraq = world.us, world.iraq
    chance = presence.p_leave(us, iraq, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.PRESENCE)
        act = Action.WITHDRAW.value
        propose(world, Slot.US_PRESENCE.value, act, chance, u, iraq.voted_event, FREE)


@rule
def decide_pause(world: World, p: Any) -> None:
    """To pause the mission against ISIS, or to resume it."""
    us, lever, slot = world.us, world.lever, Slot.US_PAUSE.value
    forced = FREE if lever.us_pause == AUTO else FROM_LEVER
    u = luck.uniform(world.clock.day_key, us.key, luck.PAUSE)
    if us.paused == 1:
        chance = posture.p_resume(us, lever, p)
        propose(world, slot, Action.RESUME.value, chance, u, us.threat_event, forced)
    else:
        chance = posture.p_pause(us, lever, p)
        propose(world, slot, Action.PAUSE.value, chance, u, us.threat_event, forced)


@rule
def decide_protection(world: World, p: Any) -> None:
    """Fresh troops, and small sites to be emptied."""
    us, key = world.us, world.clock.day_key
    chance = posture.p_reinforce(us, p)
    if chance > 0.0:
        u = luck.uniform(key, us.key, luck.REINFORCE)
        slot, act, size = Slot.US_REINFORCE.value, Action.REINFORCE.value, posture.reinforcements(p)
        aim(world, slot, act, -1, size, chance, u, us.threat_event, FREE)
    chance = posture.p_consolidate(us, world.campaign, p)
    if chance > 0.0:
        u = luck.uniform(key, us.key, luck.CONSOLIDATE)
        slot, act, site = Slot.US_CONSOLIDATE.value, Action.CONSOLIDATE.value, most_exposed(world)
        aim(world, slot, act, site, 0.0, chance, u, us.threat_event, FREE)


@rule
def most_exposed(world: World) -> int:
    """Open small site with the greatest pull on rocket crews, -1 for none."""
    best, found = -1.0, -1
    for j in range(world.clock.n_sites):
        site = world.sites[j]
        if site.small == 1 and site.open == 1 and site.weight > best:
            best, found = site.weight, j
    return found


@rule
def decide_sanctions(world: World, p: Any) -> None:
    """One more step of sanctions."""
    us = world.us
    chance = sanctions.p_step(us, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.SANCTIONS)
        act = Action.SANCTION.value
        propose(world, Slot.US_SANCTIONS.value, act, chance, u, us.exchange_event, FREE)


@rule
def decide_salvo(world: World, p: Any) -> None:
    """Iran's open reply."""
    iran, lever, key = world.iran, world.lever, world.clock.day_key
    chance = iran_reply.p_state_reply(iran, world.clock.day, lever, p)
    if chance <= 0.0:
        return
    kill = iran_reply.means_to_kill(luck.uniform(key, iran.key, luck.INTENT), iran, lever, p)
    act = Action.LETHAL_SALVO.value if kill else Action.SALVO.value
    size = 1.0 * iran_reply.missiles(luck.uniform(key, iran.key, luck.SALVO_SIZE), p)
    u = luck.uniform(key, iran.key, luck.STATE_REPLY)
    aim(world, Slot.IRAN_REPLY.value, act, -1, size, chance, u, iran.debt_event, FREE)


@rule
def decide_line(world: World, p: Any) -> None:
    """Iran's line to its allies."""
    iran, us, lever, key = world.iran, world.us, world.lever, world.clock.day_key
    if not iran_line.reviews_line(luck.uniform(key, iran.key, luck.LINE_REVIEW), lever, iran, p):
        return
    u = luck.uniform(key, iran.key, luck.LINE)
    free = lever.iran_line == AUTO
    if free:
        restrain = iran_line.pull_to_restrain(iran, us, lever, p)
        line = iran_line.choose_line(u, restrain, iran_line.pull_to_encourage(iran, p))
    else:
        line = int(lever.iran_line)
    if line != iran.line:
        cause = iran.debt_event if line > 0 else us.exchange_event
        act = Action.LINE_SILENT.value + line
        propose(world, Slot.IRAN_LINE.value, act, 1.0, u, cause, FREE if free else FROM_LEVER)


@rule
def decide_states(world: World, p: Any) -> None:
    """Everything that the United States and Iran decide today."""
    decide_reply(world, p)
    decide_leadership(world, p)
    decide_exit(world, p)
    decide_pause(world, p)
    decide_protection(world, p)
    decide_sanctions(world, p)
    decide_salvo(world, p)
    decide_line(world, p)
