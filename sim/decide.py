"""The morning: everyone decides on the same start-of-day world.

Nothing here changes the world; each decision is written down as an intent, with the probability
that the rule gave, the draw it met and the event that caused it. Effects read the intents later.
"""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, FREE, FROM_LEVER, Action, Slot
from sim.jit import rule
from sim.levers import AUTO
from sim.records import World
from sim.rules import (
    fire,
    grievance,
    iran_line,
    iran_reply,
    leadership,
    parliament,
    posture,
    presence,
    reprisal,
    restraint,
    sanctions,
    shocks,
    siege,
    sovereignty,
)

HOLD = Action.HOLD.value


@rule
def propose(
    world: World,
    slot: int,
    action: int,
    target: int,
    size: float,
    chance: float,
    u: float,
    cause: int,
    forced: int,
) -> None:
    """Write one decision down; at `u >= chance` the actor holds."""
    intent = world.intents[slot]
    intent.act = action if u < chance else HOLD
    intent.target = target
    intent.size = size
    intent.p = chance
    intent.u = u
    intent.cause = cause
    intent.forced = forced


@rule
def mean_standing(world: World) -> float:
    """Mean legal cover of the groups inside the state, in [0, 1]."""
    total = 0.0
    for i in range(world.clock.n_militias):
        total += world.militias[i].standing
    return total / world.clock.n_militias


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
    if ordered and (world.iran.commander_alive == 1 or world.iran.go_between_alive == 1):
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


@rule
def decide_iraq(world: World, p: Any) -> None:
    """Vote, bill and access."""
    iraq, lever = world.iraq, world.lever
    key = world.clock.day_key
    chance = parliament.p_vote(iraq, lever, p)
    if chance > 0.0:
        propose(
            world,
            Slot.IRAQ_VOTE.value,
            Action.VOTE.value,
            -1,
            0.0,
            chance,
            luck.uniform(key, iraq.key, luck.VOTE),
            iraq.anger_event,
            FREE if lever.iraq_vote == AUTO else FROM_LEVER,
        )
    chance = parliament.p_sign(iraq, lever, p)
    if chance > 0.0:
        propose(
            world,
            Slot.IRAQ_BILL.value,
            Action.SIGN.value,
            -1,
            parliament.timetable_days(lever, p),
            chance,
            luck.uniform(key, iraq.key, luck.BILL),
            iraq.voted_event,
            FREE if lever.iraq_bill == AUTO else FROM_LEVER,
        )
    u = luck.uniform(key, iraq.key, luck.ACCESS)
    if iraq.airspace < 1.0:
        propose(
            world,
            Slot.IRAQ_ACCESS.value,
            Action.ACCESS_RESTORED.value,
            -1,
            0.0,
            sovereignty.p_access_restored(iraq, p),
            u,
            iraq.access_event,
            FREE,
        )
    else:
        chance = sovereignty.p_access_cut(iraq, mean_standing(world), p)
        if chance > 0.0:
            propose(
                world,
                Slot.IRAQ_ACCESS.value,
                Action.ACCESS_CUT.value,
                -1,
                0.0,
                chance,
                u,
                iraq.anger_event,
                FREE,
            )


@rule
def decide_siege(world: World, p: Any) -> None:
    """The crowd at the embassy, led by the group with the most anger."""
    iraq = world.iraq
    if iraq.crowd <= 0.0:
        return
    leader, most = 0, -1.0
    for i in range(world.clock.n_militias):
        if world.militias[i].grievance > most:
            leader, most = i, world.militias[i].grievance
    guarded = siege.guard(iraq, mean_standing(world), world.lever, p)
    propose(
        world,
        Slot.SIEGE.value,
        Action.SIEGE.value,
        leader,
        0.0,
        siege.p_siege(iraq, guarded, p),
        luck.uniform(world.clock.day_key, iraq.key, luck.SIEGE),
        iraq.crowd_event,
        FREE,
    )


@rule
def decide_outside(world: World, p: Any) -> None:
    """A third party's strike on missile depots."""
    stock, most, found = 0.0, 0.0, -1
    for i in range(world.clock.n_militias):
        held = world.militias[i].missiles
        stock += held
        if held > most:
            most, found = held, i
    chance = shocks.p_depot_strike(stock, world.lever, p)
    if chance > 0.0:
        propose(
            world,
            Slot.DEPOT_STRIKE.value,
            Action.DEPOT_STRIKE.value,
            found,
            0.0,
            chance,
            luck.uniform(world.clock.day_key, world.iran.key, luck.DEPOT),
            BASELINE,
            FREE if world.lever.shock_israel == 0.0 else FROM_LEVER,
        )


@rule
def pick_site(world: World, u: float) -> int:
    """Post drawn in proportion to its pull, -1 when none is open."""
    total = 0.0
    for j in range(world.clock.n_sites):
        total += world.sites[j].weight
    x = u * total
    found = -1
    for j in range(world.clock.n_sites):
        if world.sites[j].weight > 0.0:
            found = j
            x -= world.sites[j].weight
            if x < 0.0:
                return found
    return found


@rule
def decide_militia(world: World, i: int, level: float, p: Any) -> None:
    """Hold, harass or barrage; the cause is drawn in proportion to what each drive adds."""
    m, g, iraq, iran, clock = (
        world.militias[i],
        world.group_levers[i],
        world.iraq,
        world.iran,
        world.clock,
    )
    common = fire.willingness(
        m,
        world.us,
        world.campaign,
        g,
        restraint.line_factor(m, iran, p),
        restraint.patience_factor(m, iraq, p),
        p,
    )
    base = fire.base_drive(m, level, p)
    revenge = grievance.revenge_drive(m, p)
    debt = grievance.debt_drive(m, p)
    mourning = grievance.mourning_drive(m, iraq, p)
    tail = fire.tail_drive(m, iran, p)
    unity = fire.unity_drive(m, iraq, p)
    total = base + revenge + debt + mourning + tail + unity
    chance = fire.p_fire(common * total)
    u = luck.uniform(clock.day_key, m.key, luck.FIRE)
    if u >= chance:
        return
    x = luck.uniform(clock.day_key, m.key, luck.FIRE_CAUSE) * total - base
    cause = BASELINE
    for drive, event in (
        (revenge, m.grievance_event),
        (debt, m.debt_event),
        (mourning, iraq.mourning_event),
        (tail, iran.tail_event),
        (unity, iraq.voted_event),
    ):
        if x >= 0.0 and drive > 0.0:
            cause = event
            x -= drive
    barrage = luck.uniform(clock.day_key, m.key, luck.BARRAGE) < fire.p_barrage(
        1.0 - base / total, p
    )
    n = fire.rockets(barrage, luck.uniform(clock.day_key, m.key, luck.SALVO_SIZE), p)
    site = pick_site(world, luck.uniform(clock.day_key, m.key, luck.SITE))
    if site >= 0:
        act = Action.BARRAGE.value if barrage else Action.HARASS.value
        propose(world, Slot.MILITIA.value + i, act, site, 1.0 * n, chance, u, cause, FREE)


@rule
def decide(world: World, p: Any) -> None:
    """All decisions of one day. In coded history only undated harassing fire is free."""
    for k in range(Slot.MILITIA.value + world.clock.n_militias):
        world.intents[k].act = HOLD
    if world.clock.war == 1:
        return
    level = fire.hostility(world.us, world.iran, world.lever, p)
    for i in range(world.clock.n_militias):
        decide_militia(world, i, level, p)
    if world.clock.free == 0:
        return
    decide_us(world, p)
    decide_posture(world, p)
    decide_iran(world, p)
    decide_iraq(world, p)
    decide_siege(world, p)
    decide_outside(world, p)
