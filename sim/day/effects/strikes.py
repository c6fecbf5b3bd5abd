"""American strikes on militias and on the commanders."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, FROM_HISTORY, Action, Rung
from sim.day.effects.record import (
    climb,
    kept_cause,
    log_consequence,
    log_deaths,
    log_intent,
    log_iranian_deaths,
    raise_anger,
    raise_exchange,
    raise_grievance,
    raise_threat,
)
from sim.jit import rule
from sim.rules import grievance, isis, leadership, posture, reprisal, restraint, siege, sovereignty
from sim.state.actors import ID_MILITIA, ID_MILITIAS, ID_NOBODY
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def strike_groups(world: World, blamed: int, fighters: int, event: int, p: Any) -> None:
    """The blamed militia, and perhaps others, take the strike."""
    lever, key = world.lever, world.clock.day_key
    hit, danger = 0, isis.danger(world.tally.isis, world.campaign.territory, p)
    for step in range(world.clock.n_militias):
        k = (blamed + step) % world.clock.n_militias
        m = world.militias[k]
        wide = reprisal.p_also_hit(m, danger, p)
        if step > 0 and luck.uniform(key, m.key, luck.BREADTH) >= wide:
            continue
        if lever.us_reply_militias_hit > 0.0 and hit >= lever.us_reply_militias_hit:
            continue
        hit += 1
        dead = 1.0 * fighters if step == 0 else 0.0
        m.capability = grievance.capability_after_strike(m, dead, p)
        raise_grievance(world, m, grievance.grievance_from_strike(dead, p), event)
        if restraint.is_roused(m):
            m.roused_day = world.clock.day
            log_consequence(world, Action.PATIENCE_ENDS.value, ID_MILITIA + k, ID_NOBODY, event)
    world.tally.militias_hit += hit


@rule
def fighters_killed(world: World, intent: Intent, p: Any) -> int:
    """Fighters that a strike on a militia kills: as coded, else by luck."""
    if intent.forced == FROM_HISTORY:
        return intent.fighters_killed
    key, us = world.clock.day_key, world.us
    heavy = luck.uniform(key, us.key, luck.HEAVY_RAID) < reprisal.p_heavy(us, world.lever, p)
    u = luck.uniform(key, us.key, luck.FIGHTERS)
    return reprisal.fighters_killed(u, heavy, world.lever, p)


@rule
def state_forces_killed(world: World, intent: Intent, p: Any) -> int:
    """Soldiers and police of the state killed by a strike on a militia: none in coded history."""
    if intent.forced == FROM_HISTORY:
        return 0
    key, m = world.clock.day_key, world.militias[intent.target - ID_MILITIA]
    if luck.uniform(key, m.key, luck.STATE_FORCES) >= reprisal.p_state_forces_hit(m, p):
        return 0
    u = luck.uniform(key, m.key, luck.STATE_FORCES_DEATHS)
    return reprisal.state_forces_killed(u, p)


@rule
def strike_militia(world: World, intent: Intent, p: Any) -> None:
    """An American air strike on a militia, and the anger it leaves in militias and in Baghdad.

    One of its own choice is called off when the reply is owed no more since the morning. What was
    provoked by another attack meanwhile stays owed.
    """
    us, iraq, tally = world.us, world.iraq, world.tally
    if intent.forced == FREE and us.owed <= 0.0:
        return
    blamed, cause = intent.target - ID_MILITIA, intent.cause
    fighters = fighters_killed(world, intent, p)
    soldiers = state_forces_killed(world, intent, p)
    event = log_intent(world, intent)
    log_deaths(world, event, 0.0, 0, 0, soldiers, fighters)
    world.log[event].blamed = blamed
    climb(world, Rung.STRIKE_ON_MILITIA.value)
    tally.us_strikes += 1
    if cause >= 0 and world.log[cause].us_killed + world.log[cause].partner_killed > 0:
        tally.answered_fatal += 1
    elif cause >= 0:
        tally.answered_harmless += 1
    strike_groups(world, blamed, fighters, event, p)
    dead = 1.0 * fighters
    angers = sovereignty.anger_from_strike(dead, p)
    angers += sovereignty.anger_from_state_forces(1.0 * soldiers, p)
    raise_anger(world, angers, event, p)
    crowd = siege.crowd_from_strike(dead, p)
    if crowd > 0.0:
        iraq.crowd += crowd
        iraq.crowd_event = kept_cause(world, iraq.key, iraq.crowd, crowd, iraq.crowd_event, event)
    raise_exchange(world, 0.0, event, p)
    us.fatigue = reprisal.fatigue_after_strike(us, p)
    if intent.forced != FREE or us.owed_event == cause:
        us.owed = 0.0
        us.owed_by_state = 0


@rule
def leave_revenge(world: World, both_lands: bool, event: int, p: Any) -> None:
    """Debts, mourning and mobilisation after the commanders are dead."""
    iraq = world.iraq
    vows = log_consequence(world, Action.MOURNING.value, ID_MILITIAS, ID_NOBODY, event)
    iraq.mourning += 1.0
    iraq.mourning_event = kept_cause(world, iraq.key, iraq.mourning, 1.0, iraq.mourning_event, vows)
    for i in range(world.clock.n_militias):
        m = world.militias[i]
        raise_grievance(world, m, grievance.anger_from_leadership(m, p), event)
        owed = grievance.debt_from_leadership(m) if both_lands else 0.0
        if owed > 0.0:
            m.debt += owed
            m.debt_event = kept_cause(world, m.key, m.debt, owed, m.debt_event, event)
        latent = restraint.mobilisation(m)
        if latent > m.latent:
            m.latent = latent
            log_consequence(world, Action.MOBILISE.value, ID_MILITIA + i, ID_NOBODY, event)


@rule
def strike_leaders(world: World, intent: Intent, p: Any) -> None:
    """The commanders die: Iran's go-between, its strategist, or both."""
    us, iran, whom = world.us, world.iran, world.lever.us_leadership_strike_whom
    hits_commander = iran.commander_alive == 1 and whom != 2.0
    hits_go_between = iran.go_between_alive == 1 and whom != 1.0
    event = log_intent(world, intent)
    log_deaths(world, event, 0.0, 0, 0, leadership.iraqis_killed(p) if hits_go_between else 0, 0)
    climb(world, Rung.LEADERSHIP_STRIKE.value)
    world.tally.leadership_strikes += 1
    if hits_commander:
        iran.commander_alive = 0
        iran.debt += 1.0
        iran.debt_event = event
        iran.debt_day = world.clock.day
        log_iranian_deaths(world, event, leadership.iranians_killed(p))
        world.campaign.leader_loss = leadership.skill_lost(p)
        world.campaign.leader_event = event
    if hits_go_between:
        iran.go_between_alive = 0
        iran.command = restraint.command_after_leadership(iran, p)
    us.deterrence = leadership.deterrence_from_strike(us, p)
    us.memory = reprisal.memory_after_strike(us, p)
    us.owed = 0.0
    us.owed_by_state = 0
    us.siege_pressure = 0.0
    us.fatigue = reprisal.fatigue_after_strike(us, p)
    raise_threat(world, posture.threat_from_leadership(p), event)
    raise_exchange(world, 0.0, event, p)
    raise_anger(world, sovereignty.anger_from_leadership(p), event, p)
    leave_revenge(world, hits_go_between, event, p)
