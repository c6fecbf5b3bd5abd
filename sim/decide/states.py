"""What the United States and Iran decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FREE, FROM_LEVER, Action, Slot
from sim.decide.proposal import propose
from sim.jit import rule
from sim.levers import AUTO
from sim.rules import iran_line, iran_reply, leadership, posture, presence, reprisal, sanctions
from sim.world import World


@rule
def decide_us(world: World, p: Any) -> None:
    """Reply, leadership strike and presence."""
    us, lever, clock = world.us, world.lever, world.clock
    key = clock.day_key
    chance = reprisal.p_reply(us, clock.day, lever, p)
    if chance > 0.0:
        act = Action.STRIKE_ON_IRAN.value if us.owed_by_state == 1 else Action.REPRISAL.value
        propose(
            world,
            Slot.US_REPLY.value,
            act,
            us.owed_group,
            0.0,
            chance,
            luck.uniform(key, us.key, luck.REPLY),
            us.owed_event,
            FREE,
        )
    ordered = lever.us_leadership_strike_order == 1.0
    chance = leadership.p_leadership_strike(us, world.iran, lever, p)
    if ordered and leadership.has_target(world.iran, lever.us_leadership_strike_whom):
        propose(
            world,
            Slot.US_LEADERSHIP.value,
            Action.LEADERSHIP_STRIKE.value,
            -1,
            0.0,
            1.0,
            0.0,
            us.siege_event,
            FROM_LEVER,
        )
    elif chance > 0.0:
        cause = us.siege_event if us.siege_pressure > 0.0 else us.memory_event
        propose(
            world,
            Slot.US_LEADERSHIP.value,
            Action.LEADERSHIP_STRIKE.value,
            -1,
            0.0,
            chance,
            luck.uniform(key, us.key, luck.LEADERSHIP),
            cause,
            FREE,
        )
    chance = reprisal.p_strike_on_iran(us, lever, p)
    if chance > 0.0:
        propose(
            world,
            Slot.US_ON_IRAN.value,
            Action.STRIKE_ON_IRAN.value,
            -1,
            0.0,
            chance,
            luck.uniform(key, us.key, luck.ON_IRAN),
            us.memory_event,
            FREE,
        )
    chance = presence.p_leave(us, world.iraq, p)
    if chance > 0.0:
        propose(
            world,
            Slot.US_PRESENCE.value,
            Action.WITHDRAW.value,
            -1,
            0.0,
            chance,
            luck.uniform(key, us.key, luck.PRESENCE),
            world.iraq.voted_event,
            FREE,
        )


@rule
def decide_posture(world: World, p: Any) -> None:
    """Pause or resume, reinforce, close a post, step up sanctions."""
    us, lever = world.us, world.lever
    key = world.clock.day_key
    forced = FREE if lever.us_pause == AUTO else FROM_LEVER
    u = luck.uniform(key, us.key, luck.PAUSE)
    if us.paused == 1:
        propose(
            world,
            Slot.US_PAUSE.value,
            Action.RESUME.value,
            -1,
            0.0,
            posture.p_resume(us, lever, p),
            u,
            us.threat_event,
            forced,
        )
    else:
        propose(
            world,
            Slot.US_PAUSE.value,
            Action.PAUSE.value,
            -1,
            0.0,
            posture.p_pause(us, lever, p),
            u,
            us.threat_event,
            forced,
        )
    chance = posture.p_reinforce(us, p)
    if chance > 0.0:
        propose(
            world,
            Slot.US_REINFORCE.value,
            Action.REINFORCE.value,
            -1,
            posture.reinforcements(p),
            chance,
            luck.uniform(key, us.key, luck.REINFORCE),
            us.threat_event,
            FREE,
        )
    chance = posture.p_consolidate(us, world.campaign, p)
    if chance > 0.0:
        propose(
            world,
            Slot.US_CONSOLIDATE.value,
            Action.CONSOLIDATE.value,
            most_exposed(world),
            0.0,
            chance,
            luck.uniform(key, us.key, luck.CONSOLIDATE),
            us.threat_event,
            FREE,
        )
    chance = sanctions.p_step(us, p)
    if chance > 0.0:
        propose(
            world,
            Slot.US_SANCTIONS.value,
            Action.SANCTION.value,
            -1,
            0.0,
            chance,
            luck.uniform(key, us.key, luck.SANCTIONS),
            us.exchange_event,
            FREE,
        )


@rule
def most_exposed(world: World) -> int:
    """Open small post with the greatest pull on rocket crews, -1 for none."""
    best, found = -1.0, -1
    for j in range(world.clock.n_sites):
        site = world.sites[j]
        if site.small == 1 and site.open == 1 and site.weight > best:
            best, found = site.weight, j
    return found


@rule
def decide_iran(world: World, p: Any) -> None:
    """Open reply, and the line to the allies."""
    iran, lever, clock = world.iran, world.lever, world.clock
    key = clock.day_key
    chance = iran_reply.p_state_reply(iran, clock.day, lever, p)
    if chance > 0.0:
        kill = iran_reply.means_to_kill(luck.uniform(key, iran.key, luck.INTENT), iran, lever, p)
        act = Action.LETHAL_SALVO.value if kill else Action.SALVO.value
        size = iran_reply.missiles(luck.uniform(key, iran.key, luck.SALVO_SIZE), p)
        propose(
            world,
            Slot.IRAN_REPLY.value,
            act,
            -1,
            1.0 * size,
            chance,
            luck.uniform(key, iran.key, luck.STATE_REPLY),
            iran.debt_event,
            FREE,
        )
    if not iran_line.reviews_line(luck.uniform(key, iran.key, luck.LINE_REVIEW), lever, iran, p):
        return
    u = luck.uniform(key, iran.key, luck.LINE)
    line = iran.line
    if lever.iran_line != AUTO:
        line = int(lever.iran_line)
    else:
        line = iran_line.choose_line(
            u,
            iran_line.pull_to_restrain(iran, world.us, lever, p),
            iran_line.pull_to_encourage(iran, p),
        )
    if line != iran.line:
        act = Action.LINE_SILENT.value + line
        cause = iran.debt_event if line > 0 else world.us.exchange_event
        propose(
            world,
            Slot.IRAN_LINE.value,
            act,
            -1,
            0.0,
            1.0,
            u,
            cause,
            FREE if lever.iran_line == AUTO else FROM_LEVER,
        )
