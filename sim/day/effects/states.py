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
    raise_exchange,
    raise_threat,
)
from sim.jit import rule
from sim.rules import iran_reply, lethality, posture, reprisal
from sim.state.actors import ID_IRAN, ID_US
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def maybe_war(world: World, cause: int, p: Any) -> None:
    """After a lethal exchange between the states the quarrel may become open war, for good."""
    chance = iran_reply.p_open_war(world.us, p)
    u = luck.uniform(world.clock.day_key, world.us.key, luck.WAR)
    if u < chance and world.clock.free == 1:
        log_event(world, Action.OPEN_WAR.value, ID_US, ID_IRAN, cause, chance, u, FREE)
        climb(world, Rung.OPEN_WAR.value)
        world.clock.war = 1
        world.tally.war_day = world.clock.day


@rule
def killed_by_salvo(world: World, intent: Intent, p: Any) -> int:
    """Americans killed: as coded, else by luck, given what the salvo was meant to do."""
    if intent.forced == FROM_HISTORY:
        return intent.us_killed
    key, iran = world.clock.day_key, world.iran
    lethal = intent.action == Action.LETHAL_SALVO.value
    if luck.uniform(key, iran.key, luck.SALVO_KILLS) < lethality.p_salvo_kills(lethal, p):
        return lethality.salvo_deaths(luck.uniform(key, iran.key, luck.SALVO_DEATHS), p)
    return 0


@rule
def salvo(world: World, intent: Intent, p: Any) -> None:
    """Iran's open salvo: the way off the ladder if nobody dies, else the top."""
    us, iran, tally = world.us, world.iran, world.tally
    us_killed = killed_by_salvo(world, intent, p)
    event = log_intent(world, intent)
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
    us.owed = 0.0
    us.owed_by_state = 0
    us.fatigue = reprisal.fatigue_after_strike(us, p)
    iran.debt += 1.0
    iran.debt_event = event
    iran.debt_day = world.clock.day
    raise_threat(world, posture.threat_from_leadership(p), event)
    maybe_war(world, event, p)
