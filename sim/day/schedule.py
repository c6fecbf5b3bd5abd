"""One day: everyone decides on the same morning, then acts are carried out in a fixed order.

`advance` is the schedule of both engines: the compiled ensemble and the Mesa model call this very
function, so neither has logic of its own. A new decision is asked in `decide`, and what it does is
named in one of the two functions below it.
"""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import Action, Rung
from sim.day.apply_history import note_coded, prepare_coded
from sim.day.apply_levers import morning
from sim.day.decide.ground import decide_ground
from sim.day.decide.iraq import (
    decide_access,
    decide_bill,
    decide_outside,
    decide_siege,
    decide_vote,
)
from sim.day.decide.militias import decide_militias
from sim.day.decide.states import (
    decide_exit,
    decide_leadership,
    decide_line,
    decide_pause,
    decide_protection,
    decide_reply,
    decide_return,
    decide_salvo,
    decide_sanctions,
    decide_strike_on_iran,
    decide_talks,
)
from sim.day.effects.ground import carry_out_ground
from sim.day.effects.policy import (
    begin_talks,
    close_site,
    hold_vote,
    impose_sanctions,
    leave,
    reinforce,
    return_on_invitation,
    rouse,
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
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def decide(world: World, p: Any) -> None:
    """All decisions of one day, in the order in which they are carried out.

    In coded history only undated harassing fire is free; once open war has begun nobody decides.
    """
    world.clock.n_intents = 0
    if world.clock.war == 1:
        return
    if world.clock.free == 0:
        decide_militias(world, p)
        return
    decide_outside(world, p)
    decide_vote(world, p)
    decide_bill(world, p)
    decide_access(world, p)
    decide_line(world, p)
    decide_salvo(world, p)
    decide_militias(world, p)
    decide_siege(world, p)
    decide_reply(world, p)
    decide_strike_on_iran(world, p)
    decide_leadership(world, p)
    decide_pause(world, p)
    decide_protection(world, p)
    decide_sanctions(world, p)
    decide_exit(world, p)
    decide_return(world, p)
    decide_talks(world, p)
    decide_ground(world, p)


@rule
def carry_out_violence(world: World, intent: Intent, p: Any) -> None:
    """Carry out an act that stands on one of the rungs."""
    action = intent.action
    if action == Action.HARASS.value or action == Action.BARRAGE.value:
        attack(world, intent, p)
    elif action == Action.SIEGE.value:
        storm_embassy(world, intent, p)
    elif action == Action.REPRISAL.value:
        strike_militia(world, intent, p)
    elif action == Action.LEADERSHIP_STRIKE.value:
        strike_leaders(world, intent, p)
    elif action == Action.SALVO.value or action == Action.LETHAL_SALVO.value:
        salvo(world, intent, p)
    elif action == Action.STRIKE_ON_IRAN.value:
        strike_iran(world, intent, p)


@rule
def carry_out_policy(world: World, intent: Intent, p: Any) -> None:
    """Carry out an act without violence of the world's actors, or an outsider's."""
    action = intent.action
    if action == Action.PAUSE.value or action == Action.RESUME.value:
        set_pause(world, intent)
    elif action == Action.REINFORCE.value:
        reinforce(world, intent, p)
    elif action == Action.CONSOLIDATE.value:
        close_site(world, intent)
    elif action == Action.WITHDRAW.value:
        leave(world, intent, p)
    elif action == Action.SANCTION.value:
        impose_sanctions(world, intent, p)
    elif Action.LINE_RESTRAIN.value <= action <= Action.LINE_ENCOURAGE.value:
        set_line(world, intent)
    elif action == Action.VOTE.value:
        hold_vote(world, intent, p)
    elif action == Action.SIGN.value:
        sign_bill(world, intent, p)
    elif action == Action.ACCESS_CUT.value or action == Action.ACCESS_RESTORED.value:
        set_access(world, intent, p)
    elif action == Action.DEPOT_STRIKE.value:
        hit_depot(world, intent, p)
    elif action == Action.RETURN.value:
        return_on_invitation(world, intent)
    elif action == Action.PATIENCE_ENDS.value:
        rouse(world, intent)
    elif action == Action.TALKS.value:
        begin_talks(world, intent)


@rule
def carry_out(world: World, intent: Intent, p: Any) -> None:
    """Carry out one act, free or coded."""
    if intent.action <= Action.OPEN_WAR.value:
        carry_out_violence(world, intent, p)
    elif intent.action < Action.ADVANCE.value or intent.action == Action.TALKS.value:
        carry_out_policy(world, intent, p)
    else:
        carry_out_ground(world, intent, p)


@rule
def act(world: World, p: Any) -> None:
    """What history holds for today, then what was decided this morning."""
    while prepare_coded(world, p):
        carry_out(world, world.coded, p)
        note_coded(world)
    for k in range(world.clock.n_intents):
        intent = world.intents[k]
        lapsed = intent.lapses_in_war == 1 and world.clock.war == 1
        if intent.taken == 1 and not lapsed:
            carry_out(world, intent, p)


@rule
def close_past(world: World) -> None:
    """The books on the first free morning: the counters so far are kept as those of the past."""
    tally = world.tally
    for k in range(len(world.past_counts)):
        world.past_counts[k] = world.tally_counts[k]
    tally.peak_rung = tally.longest_chain = tally.gap = tally.longest_gap = 0
    tally.isis_peak = tally.isis


@rule
def dawn(world: World) -> None:
    """The day's luck, and whether history still rules."""
    clock = world.clock
    clock.day_key = luck.day_key(clock.run_key, clock.day_word)
    clock.free = 1 if clock.day >= clock.free_from else 0
    if clock.day == clock.free_from:
        close_past(world)
    clock.rung = Rung.OPEN_WAR.value if clock.war == 1 else Rung.QUIET.value


@rule
def advance(world: World, p: Any) -> None:
    """Advance the world by one day. `p` is the run's parameters. Changes `world` in place."""
    clock = world.clock
    dawn(world)
    morning(world)
    before = world.tally.attacks
    decide(world, p)
    act(world, p)
    evening(world, before, p)
    clock.day += 1
    clock.day_word = (clock.day_word + luck.GOLDEN) & luck.MASK
