"""State against state: salvos, strikes on Iran, stand-down and war."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, ID_IRAN, ID_NOBODY, ID_US, Action, Rung
from sim.day.effects.record import climb, log_deaths, log_event, raise_exchange, raise_threat
from sim.jit import rule
from sim.rules import iran_reply, lethality, posture, reprisal
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
def fire_salvo(
    world: World,
    action: int,
    n: float,
    us_killed: int,
    cause: int,
    chance: float,
    u: float,
    forced: int,
    p: Any,
) -> int:
    """Iran's open salvo with known deaths: the way off the ladder if nobody dies, else the top."""
    us, iran, tally = world.us, world.iran, world.tally
    event = log_event(world, action, ID_IRAN, ID_NOBODY, cause, chance, u, forced)
    log_deaths(world, event, n, us_killed, 0, 0, 0)
    tally.salvos += 1
    iran.debt = 0.0
    iran.after_reprisal = 1.0
    iran.tail = 1.0
    iran.tail_event = event
    raise_exchange(world, 1.0 * us_killed, event, p)
    if iran_reply.stands_down(us_killed):
        climb(world, Rung.STATE_SALVO.value)
        us.threat = posture.threat_after_stand_down(us, p)
        log_event(world, Action.STAND_DOWN.value, ID_US, ID_IRAN, event, 1.0, 0.0, FREE)
        tally.stand_downs += 1
        return event
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
    return event


@rule
def salvo(world: World, intent: Any, p: Any) -> None:
    """A salvo of the model's own: luck decides whether it kills, given what it was meant to do."""
    key, iran = world.clock.day_key, world.iran
    lethal = intent.act == Action.LETHAL_SALVO.value
    dead = 0
    if luck.uniform(key, iran.key, luck.HIT) < lethality.p_salvo_kills(lethal, p):
        dead = lethality.salvo_deaths(luck.uniform(key, iran.key, luck.DEATHS), p)
    fire_salvo(
        world, intent.act, intent.size, dead, intent.cause, intent.p, intent.u, intent.forced, p
    )


@rule
def strike_iran(world: World, intent: Any, p: Any) -> None:
    """The US strikes Iran's own soil: a new debt of honour, and perhaps war."""
    us, iran = world.us, world.iran
    event = log_event(
        world,
        Action.STRIKE_ON_IRAN.value,
        ID_US,
        ID_IRAN,
        intent.cause,
        intent.p,
        intent.u,
        intent.forced,
    )
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
