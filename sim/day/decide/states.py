"""What the United States and Iran decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, FROM_LEVER, Action
from sim.day.decide.recording import is_taken, record, record_targeted
from sim.day.places import bases_in_iraq
from sim.jit import rule
from sim.levers import AUTO
from sim.rules import (
    iran_line,
    iran_reply,
    isis,
    leadership,
    posture,
    presence,
    reprisal,
    sanctions,
)
from sim.state.actors import ID_IRAN, ID_MILITIA, ID_MILITIAS, ID_NOBODY, ID_SITE, ID_US
from sim.state.layout import World


@rule
def decide_reply(world: World, p: Any) -> None:
    """The reply that is owed, to a militia or to the state that killed."""
    us, lever, key = world.us, world.lever, world.clock.day_key
    chance = reprisal.p_reply(us, world.clock.day, lever, p)
    if chance > 0.0:
        act, target = Action.REPRISAL.value, ID_MILITIA + us.owed_militia
        if us.owed_by_state == 1:
            act, target = Action.STRIKE_ON_IRAN.value, ID_IRAN
        u = luck.uniform(key, us.key, luck.REPLY)
        record_targeted(world, act, ID_US, target, 0.0, chance, u, us.owed_event, FREE)


@rule
def decide_strike_on_iran(world: World, p: Any) -> None:
    """To answer on Iran's soil for what its allies did; pointless once war has begun."""
    us, lever, key = world.us, world.lever, world.clock.day_key
    chance = reprisal.p_strike_on_iran(us, lever, p)
    if chance > 0.0:
        u = luck.uniform(key, us.key, luck.ON_IRAN)
        act = Action.STRIKE_ON_IRAN.value
        record_targeted(world, act, ID_US, ID_IRAN, 0.0, chance, u, us.memory_event, FREE)
        world.intents[world.clock.n_intents - 1].lapses_in_war = 1


@rule
def decide_leadership(world: World, p: Any) -> None:
    """To kill the commanders, of its own choice or by the scenario's order."""
    us, iran, lever = world.us, world.iran, world.lever
    act = Action.LEADERSHIP_STRIKE.value
    ordered = lever.us_leadership_strike_order == 1.0
    if ordered and leadership.has_target(iran, lever.us_leadership_strike_whom):
        record(world, act, ID_US, 1.0, 0.0, us.siege_event, FROM_LEVER)
        return
    chance = leadership.p_leadership_strike(us, iran, lever, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.LEADERSHIP)
        cause = us.siege_event if us.siege_pressure > 0.0 else us.memory_event
        record(world, act, ID_US, chance, u, cause, FREE)


@rule
def decide_exit(world: World, p: Any) -> None:
    """To leave Iraq."""
    us, iraq = world.us, world.iraq
    chance = presence.p_leave(us, iraq, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.PRESENCE)
        record(world, Action.WITHDRAW.value, ID_US, chance, u, iraq.voted_event, FREE)


@rule
def decide_return(world: World, p: Any) -> None:
    """To come back when Baghdad, in need against ISIS, invites the troops again."""
    us, iraq = world.us, world.iraq
    chance = presence.p_invited(us, iraq, world.tally.isis, world.lever, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, iraq.key, luck.INVITED)
        record(world, Action.RETURN.value, ID_US, chance, u, us.exit_event, FREE)


@rule
def decide_pause(world: World, p: Any) -> None:
    """To pause the mission against ISIS, or to resume it."""
    us, lever = world.us, world.lever
    forced = FREE if lever.us_pause == AUTO else FROM_LEVER
    u = luck.uniform(world.clock.day_key, us.key, luck.PAUSE)
    if us.paused == 1:
        danger = isis.danger(world.tally.isis, world.campaign.territory, p)
        chance = posture.p_resume(us, danger, lever, p)
        record(world, Action.RESUME.value, ID_US, chance, u, us.pause_event, forced)
    else:
        chance = posture.p_pause(us, world.campaign, lever, p)
        record(world, Action.PAUSE.value, ID_US, chance, u, us.threat_event, forced)


@rule
def decide_protection(world: World, p: Any) -> None:
    """Fresh troops, and small sites to be emptied."""
    us, key = world.us, world.clock.day_key
    chance = posture.p_reinforce(us, world.campaign, p)
    if chance > 0.0:
        u = luck.uniform(key, us.key, luck.REINFORCE)
        act, size, cause = Action.REINFORCE.value, posture.reinforcements(p), us.threat_event
        record_targeted(world, act, ID_US, ID_NOBODY, size, chance, u, cause, FREE)
    chance = posture.p_consolidate(us, world.campaign, p)
    if chance > 0.0:
        site = most_exposed(world)
        u = luck.uniform(key, us.key, luck.CONSOLIDATE)
        act, target = Action.CONSOLIDATE.value, ID_SITE + site if site >= 0 else ID_NOBODY
        record_targeted(world, act, ID_US, target, 0.0, chance, u, us.threat_event, FREE)


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
    """One more step of sanctions, perhaps in place of a strike owed to Iran; not beside one."""
    us = world.us
    if is_taken(world, Action.STRIKE_ON_IRAN.value):
        return
    chance = sanctions.p_step(us, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.SANCTIONS)
        act = Action.SANCTION.value
        cause = us.owed_event if us.owed_by_state == 1 else us.exchange_event
        record_targeted(world, act, ID_US, ID_IRAN, 0.0, chance, u, cause, FREE)


@rule
def decide_salvo(world: World, p: Any) -> None:
    """Iran's open reply."""
    iran, lever, key = world.iran, world.lever, world.clock.day_key
    if iran.debt <= 0.0:
        return
    chance = iran_reply.p_state_reply(iran, bases_in_iraq(world), world.clock.day, lever, p)
    if chance <= 0.0:
        return
    kill = iran_reply.means_to_kill(luck.uniform(key, iran.key, luck.MEANS_TO_KILL), iran, lever, p)
    act = Action.LETHAL_SALVO.value if kill else Action.SALVO.value
    size = 1.0 * iran_reply.missiles(luck.uniform(key, iran.key, luck.MISSILES), p)
    u = luck.uniform(key, iran.key, luck.STATE_REPLY)
    record_targeted(world, act, ID_IRAN, ID_NOBODY, size, chance, u, iran.debt_event, FREE)


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
        encourage = iran_line.pull_to_encourage(iran, p)
        line = iran_line.choose_line(u, restrain, encourage, iran, p)
    else:
        line = int(lever.iran_line)
    if line != iran.line:
        cause = iran.debt_event if line > 0 else us.exchange_event
        act = Action.LINE_SILENT.value + line
        forced = FREE if free else FROM_LEVER
        record_targeted(world, act, ID_IRAN, ID_MILITIAS, 0.0, 1.0, u, cause, forced)


@rule
def decide_talks(world: World, p: Any) -> None:
    """To talk instead, once; pressure or an offer may bring it about."""
    us, lever = world.us, world.lever
    chance = sanctions.p_talks(us, lever, p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, us.key, luck.TALKS)
        forced = FREE if lever.us_talks == AUTO else FROM_LEVER
        act = Action.TALKS.value
        record_targeted(world, act, ID_US, ID_IRAN, 0.0, chance, u, us.exchange_event, forced)
