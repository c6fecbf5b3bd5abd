"""Coded history: acts that the articles date are forced, through the same effects as free ones."""

from __future__ import annotations

from typing import Any

from sim.actions import BASELINE, FROM_HISTORY, Action
from sim.day.effects.policy import hold_vote, impose_sanctions, reinforce, set_line, set_pause
from sim.day.effects.rockets import land_attack, storm_embassy
from sim.day.effects.states import fire_salvo
from sim.day.effects.strikes import strike_leaders, strike_militia
from sim.jit import rule
from sim.rules import posture
from sim.state.layout import World


@rule
def force_violence(world: World, act: Any, cause: int, p: Any) -> None:
    """An act of history on one of the rungs, with its coded deaths."""
    code = act.action
    if code == Action.HARASS.value:
        land_attack(
            world,
            act.actor,
            act.target,
            code,
            act.munitions,
            act.us_killed,
            act.partner_killed,
            cause,
            1.0,
            0.0,
            FROM_HISTORY,
            p,
        )
    elif code == Action.REPRISAL.value:
        strike_militia(world, act.target, act.fighters_killed, cause, 1.0, 0.0, FROM_HISTORY, p)
    elif code == Action.SIEGE.value:
        storm_embassy(world, act.actor, cause, 1.0, 0.0, FROM_HISTORY, p)
    elif code == Action.LEADERSHIP_STRIKE.value:
        strike_leaders(world, cause, 1.0, 0.0, FROM_HISTORY, p)
    elif code == Action.SALVO.value:
        fire_salvo(world, code, act.munitions, act.us_killed, cause, 1.0, 0.0, FROM_HISTORY, p)


@rule
def force_policy(world: World, act: Any, cause: int, p: Any) -> None:
    """An act of history without violence."""
    code = act.action
    intent = world.intents[0]
    intent.act, intent.target, intent.size = code, -1, posture.reinforcements(p)
    intent.p, intent.u, intent.cause, intent.forced = 1.0, 0.0, cause, FROM_HISTORY
    if code == Action.VOTE.value:
        hold_vote(world, cause, 1.0, 0.0, FROM_HISTORY, p)
    elif code == Action.PAUSE.value:
        set_pause(world, intent)
    elif code == Action.REINFORCE.value and world.us.reinforced_now == 0:
        reinforce(world, intent)
    elif code == Action.SANCTION.value:
        impose_sanctions(world, intent)
    elif code == Action.LINE_RESTRAIN.value:
        set_line(world, code, cause, 1.0, 0.0, FROM_HISTORY)
    intent.act = Action.HOLD.value


@rule
def force_history(world: World, p: Any) -> None:
    """Force today's acts of coded history, in the order of their causes."""
    clock, forced = world.clock, world.forced
    while clock.next_forced < clock.n_forced and forced[clock.next_forced].day <= clock.day:
        act = forced[clock.next_forced]
        cause = forced[act.cause].event if act.cause >= 0 else BASELINE
        event = clock.events
        if act.action <= Action.SALVO.value:
            force_violence(world, act, cause, p)
        else:
            force_policy(world, act, cause, p)
        act.event = event if clock.events > event else BASELINE
        clock.next_forced += 1
