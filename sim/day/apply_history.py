"""Coded history: acts that the articles date are carried out by the same effects as free ones."""

from __future__ import annotations

from typing import Any

from sim.actions import BASELINE, FROM_HISTORY, Action
from sim.day.places import embassy
from sim.jit import rule
from sim.rules import posture
from sim.state.actors import ID_IRAN, ID_IRAQ, ID_MILITIA, ID_MILITIAS, ID_NOBODY, ID_SITE, ID_US
from sim.state.bookkeeping import Forced
from sim.state.layout import World


@rule
def address(world: World, act: Forced) -> tuple[int, int]:
    """Who acts and on whom, as identifiers of the event log."""
    code = act.action
    if code == Action.HARASS.value:
        return ID_MILITIA + act.actor, ID_SITE + act.target
    if code == Action.SIEGE.value:
        return ID_MILITIA + act.actor, ID_SITE + embassy(world)
    if code == Action.REPRISAL.value:
        return ID_US, ID_MILITIA + act.target
    if code == Action.SALVO.value:
        return ID_IRAN, ID_SITE + act.target if act.target >= 0 else ID_NOBODY
    if code == Action.VOTE.value or code == Action.ACCESS_CUT.value:
        return ID_IRAQ, ID_US
    if code == Action.LINE_RESTRAIN.value:
        return ID_IRAN, ID_MILITIAS
    if code == Action.SANCTION.value:
        return ID_US, ID_IRAN
    return ID_US, ID_NOBODY


@rule
def prepare_coded(world: World, p: Any) -> bool:
    """Make the next act of today's coded history the `coded` intent; is there one?

    Acts come in the order of their causes. Reinforcements that have come already bring no more.
    """
    clock = world.clock
    if clock.next_forced >= clock.n_forced or world.forced[clock.next_forced].day > clock.day:
        return False
    act, intent = world.forced[clock.next_forced], world.coded
    intent.action = act.action
    if act.action == Action.REINFORCE.value and world.us.reinforced_now == 1:
        intent.action = Action.HOLD.value
    intent.actor, intent.target = address(world, act)
    intent.second = ID_SITE + act.second if act.second >= 0 else ID_NOBODY
    reinforces = act.action == Action.REINFORCE.value
    intent.size = posture.reinforcements(p) if reinforces else act.munitions
    intent.us_killed = act.us_killed
    intent.partner_killed = act.partner_killed
    intent.wounded = act.wounded
    intent.fighters_killed = act.fighters_killed
    intent.p = 1.0
    intent.u = 0.0
    intent.cause = world.forced[act.cause].event if act.cause >= 0 else BASELINE
    intent.forced = FROM_HISTORY
    # Where the act will stand in the log, if it leaves a line.
    act.event = clock.events
    return True


@rule
def note_coded(world: World) -> None:
    """Keep the event that the `coded` intent has become, and go on to the next act."""
    clock = world.clock
    act = world.forced[clock.next_forced]
    if act.event == clock.events:
        act.event = BASELINE
    clock.next_forced += 1
