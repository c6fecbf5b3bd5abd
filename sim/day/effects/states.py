"""State against state: salvos, strikes on Iran, stand-down and war."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, FROM_HISTORY, Action, Rung
from sim.day.effects.record import (
    climb,
    log_consequence,
    log_deaths,
    log_event,
    log_intent,
    log_iranian_deaths,
    raise_exchange,
    raise_threat,
)
from sim.jit import rule
from sim.rules import iran_reply, lethality, posture, reprisal
from sim.state.actors import ID_IRAN, ID_SITE, ID_US
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def maybe_war(world: World, cause: int, p: Any) -> None:
    """After a lethal exchange between the states the quarrel may become open war, for good."""
    chance = iran_reply.p_open_war(world.us, p)
    u = luck.uniform(world.clock.day_key, world.us.key, luck.WAR)
    if u < chance and world.clock.free == 1:
        act = Action.OPEN_WAR.value
        world.us.war_event = log_event(world, act, ID_US, ID_IRAN, cause, chance, u, FREE)
        climb(world, Rung.OPEN_WAR.value)
        world.clock.war = 1
        world.tally.war_day = world.clock.day


@rule
def pick_base(world: World, but: int, u: float, p: Any) -> int:
    """Base in Iraq on which missiles fall, drawn by its Americans; not `but`; -1 for none."""
    total, found = 0.0, -1
    for j in range(world.clock.n_sites):
        if j != but:
            total += iran_reply.target_weight(world.sites[j], p)
    x = u * total
    for j in range(world.clock.n_sites):
        weight = iran_reply.target_weight(world.sites[j], p)
        if j != but and weight > 0.0:
            found = j
            x -= weight
            if x < 0.0:
                return found
    return found


@rule
def aim_salvo(world: World, intent: Intent, event: int, p: Any) -> float:
    """Name the two bases of a salvo in its line of the log; how far do they lie open?"""
    key, iran, row = world.clock.day_key, world.iran, world.log[event]
    first, second = intent.target - ID_SITE, -1
    if intent.forced == FROM_HISTORY and first >= 0:
        second = intent.second - ID_SITE
    else:
        first = pick_base(world, -1, luck.uniform(key, iran.key, luck.FIRST_BASE), p)
        second = pick_base(world, first, luck.uniform(key, iran.key, luck.SECOND_BASE), p)
    safe = 1.0
    if first >= 0:
        row.target = ID_SITE + first
        safe *= 1.0 - lethality.salvo_exposure(world.sites[first], p)
    if second >= 0:
        row.second = ID_SITE + second
        safe *= 1.0 - lethality.salvo_exposure(world.sites[second], p)
    return 1.0 - safe


@rule
def killed_by_salvo(world: World, intent: Intent, exposure: float, p: Any) -> int:
    """Americans killed: as coded, else by luck, given what was meant and who lay open to it."""
    if intent.forced == FROM_HISTORY:
        return intent.us_killed
    key, iran = world.clock.day_key, world.iran
    lethal = intent.action == Action.LETHAL_SALVO.value
    chance = lethality.p_salvo_kills(lethal, exposure, p)
    if luck.uniform(key, iran.key, luck.SALVO_KILLS) < chance:
        u = luck.uniform(key, iran.key, luck.SALVO_DEATHS)
        return lethality.salvo_deaths(u, exposure, p)
    return 0


@rule
def salvo(world: World, intent: Intent, p: Any) -> None:
    """Iran's open salvo: the way off the ladder if nobody dies, else the top.

    After a stand-down no reply is owed any more, neither to Iran nor to a militia.
    """
    us, iran, tally = world.us, world.iran, world.tally
    event = log_intent(world, intent)
    us_killed = killed_by_salvo(world, intent, aim_salvo(world, intent, event, p), p)
    log_deaths(world, event, intent.size, us_killed, 0, 0, 0)
    tally.salvos += 1
    iran.debt = 0.0
    iran.after_reprisal = 1.0
    iran.tail = 1.0
    iran.tail_event = event
    raise_exchange(world, 1.0 * us_killed, event, p)
    if iran_reply.stands_down(us_killed):
        climb(world, Rung.STATE_SALVO.value)
        us.threat = posture.threat_after_stand_down(us, p)
        us.memory = iran_reply.memory_after_stand_down(us, p)
        us.owed = 0.0
        us.owed_by_state = 0
        log_consequence(world, Action.STAND_DOWN.value, ID_US, ID_IRAN, event)
        tally.stand_downs += 1
        return
    climb(world, Rung.LETHAL_EXCHANGE.value)
    tally.lethal_salvos += 1
    us.memory += 1.0 * us_killed
    us.memory_event = event
    us.owed = 1.0 * us_killed
    us.owed_event = event
    us.owed_by_state = 1
    us.owed_day = world.clock.day
    raise_threat(world, posture.threat_from_attack(1.0 * us_killed, p), event)
    maybe_war(world, event, p)


@rule
def strike_iran(world: World, intent: Intent, p: Any) -> None:
    """The US strikes Iran's own soil: a new debt of honour, and perhaps war."""
    us, iran = world.us, world.iran
    event = log_intent(world, intent)
    climb(world, Rung.LETHAL_EXCHANGE.value)
    world.tally.strikes_on_iran += 1
    u = luck.uniform(world.clock.day_key, us.key, luck.IRANIANS)
    log_iranian_deaths(world, event, lethality.iranians_killed(u, p))
    us.memory = reprisal.memory_after_strike(us, p)
    us.owed = 0.0
    us.owed_by_state = 0
    us.fatigue = reprisal.fatigue_after_strike(us, p)
    iran.debt += 1.0
    iran.debt_event = event
    iran.debt_day = world.clock.day
    raise_threat(world, posture.threat_from_leadership(p), event)
    maybe_war(world, event, p)
