"""What every act leaves behind: its line in the log, and reasons for what follows."""

from __future__ import annotations

from typing import Any, Final

from sim import luck
from sim.actions import FREE, Action
from sim.jit import rule
from sim.rules import sanctions, sovereignty
from sim.state.actors import ID_COALITION, ID_NOBODY, Militia
from sim.state.bookkeeping import Intent
from sim.state.layout import FIXED, World

LOG_ROWS: Final = FIXED["log"].room
"""Events that one run can log; a run that overflows is reported as failed."""


@rule
def is_violent(action: int) -> bool:
    """Is it an act of violence of the world's actors or outsiders? ISIS and its foes left out."""
    if action == Action.DEPOT_STRIKE.value or 1 <= action <= Action.OPEN_WAR.value:
        return True
    return action == Action.DEFENSIVE_FIRE.value or action == Action.CLASH.value


@rule
def log_event(
    world: World,
    action: int,
    actor: int,
    target: int,
    cause: int,
    chance: float,
    u: float,
    forced: int,
) -> int:
    """Write one event, with its cause, and return its number; the counters see it too."""
    clock, log = world.clock, world.log
    event = clock.events
    clock.event_word = (clock.event_word + luck.GOLDEN) & luck.MASK
    if event >= LOG_ROWS:
        clock.lost += 1
        return LOG_ROWS - 1
    row = log[event]
    row.day = clock.day
    row.action = action
    row.actor = actor
    row.target = target
    row.second = -1
    row.parent = cause
    row.depth = 0 if cause < 0 else log[cause].depth + 1
    row.p = chance
    row.u = u
    row.forced = forced
    row.munitions = 0.0
    row.troops = 0.0
    row.size = 0.0
    row.shock_kind = -1
    row.us_killed = 0
    row.partner_killed = 0
    row.iraqi_killed = 0
    row.fighters_killed = 0
    row.iranian_killed = 0
    row.wounded = 0
    row.blamed = -1
    clock.events += 1
    tally = world.tally
    if row.depth + 1 > tally.longest_chain:
        tally.longest_chain = row.depth + 1
    if is_violent(action):
        tally.violent += 1
        if cause >= 0:
            tally.violent_reactive += 1
    return event


@rule
def log_intent(world: World, intent: Intent) -> int:
    """Write an act down as it was meant, and return its number."""
    return log_event(
        world, intent.action, intent.actor, intent.target,
        intent.cause, intent.p, intent.u, intent.forced,
    )  # fmt: skip


@rule
def log_consequence(world: World, action: int, actor: int, target: int, cause: int) -> int:
    """Write down what follows from `cause` by itself, and return its number."""
    return log_event(world, action, actor, target, cause, 1.0, 0.0, FREE)


@rule
def log_deaths(
    world: World, event: int, munitions: float, us: int, partner: int, iraqi: int, fighters: int
) -> None:
    """Add munitions and deaths to an event and to the counters."""
    row, tally = world.log[event], world.tally
    row.munitions = munitions
    row.us_killed = us
    row.partner_killed = partner
    row.iraqi_killed = iraqi
    row.fighters_killed = fighters
    tally.us_killed += us
    tally.partner_killed += partner
    tally.iraqi_killed += iraqi
    tally.fighters_killed += fighters


@rule
def log_wounded(world: World, event: int, wounded: int) -> None:
    """Add wounded members of the coalition to an event and to the counters."""
    world.log[event].wounded = wounded
    world.tally.wounded += wounded


@rule
def log_iranian_deaths(world: World, event: int, killed: int) -> None:
    """Add Iranian deaths to an event and to the counters."""
    world.log[event].iranian_killed = killed
    world.tally.iranian_killed += killed


@rule
def note_partners(world: World, before: float, cause: int) -> None:
    """Log the day on which fewer than half of the partners are left; `before` was their share."""
    if 2.0 * world.campaign.partners < 1.0 <= 2.0 * before:
        log_consequence(world, Action.PARTNERS_LEAVE.value, ID_COALITION, ID_NOBODY, cause)


@rule
def climb(world: World, rung: int) -> None:
    """The day has reached this rung."""
    if rung > world.clock.rung:
        world.clock.rung = rung


@rule
def kept_cause(world: World, actor_key: int, total: float, added: float, old: int, new: int) -> int:
    """Weighted reservoir of size one: `new` replaces `old` with chance added / total.

    All parts of a decaying sum decay alike, so the event kept is drawn in exact proportion to what
    each still contributes.
    """
    word = (luck.KEEP_CAUSE + world.clock.event_word) & luck.MASK
    u = luck.uniform(world.clock.day_key, actor_key, word)
    return new if u * total < added else old


@rule
def raise_threat(world: World, added: float, event: int) -> None:
    """The US expects more attacks because of `event`."""
    us = world.us
    us.threat += added
    us.threat_event = kept_cause(world, us.key, us.threat, added, us.threat_event, event)


@rule
def raise_exchange(world: World, weight: float, event: int, p: Any) -> None:
    """Fire was exchanged: fresh reason for sanctions."""
    us = world.us
    added = sanctions.exchange_added(weight, p)
    us.exchange += added
    us.exchange_event = kept_cause(world, us.key, us.exchange, added, us.exchange_event, event)


@rule
def raise_anger(world: World, added: float, event: int, p: Any) -> None:
    """Baghdad is angered by a breach of its sovereignty."""
    iraq = world.iraq
    iraq.legitimacy = sovereignty.legitimacy_after_breach(iraq, added, p)
    iraq.anger += added
    iraq.anger_event = kept_cause(world, iraq.key, iraq.anger, added, iraq.anger_event, event)


@rule
def raise_grievance(world: World, m: Militia, added: float, event: int) -> None:
    """One militia is angered by `event`."""
    m.grievance += added
    m.grievance_event = kept_cause(world, m.key, m.grievance, added, m.grievance_event, event)
