"""Acts without violence: posture, sanctions, presence, Iran's line, parliament and access."""

from __future__ import annotations

from typing import Any

from sim.actions import (
    BASELINE,
    FREE,
    FROM_LEVER,
    ID_IRAN,
    ID_IRAQ,
    ID_MILITIAS,
    ID_NOBODY,
    ID_SITE,
    ID_US,
    Action,
)
from sim.day.effects.record import log_event
from sim.jit import rule
from sim.rules import presence, restraint, sovereignty
from sim.state.layout import World


@rule
def set_pause(world: World, intent: Any) -> None:
    """The counter-ISIS mission is paused or resumed."""
    us = world.us
    log_event(world, intent.act, ID_US, ID_NOBODY, intent.cause, intent.p, intent.u, intent.forced)
    pausing = intent.act == Action.PAUSE.value
    us.paused = 1 if pausing else 0
    us.paused_by_order = 1 if pausing and intent.forced == FROM_LEVER else 0
    world.tally.pauses += us.paused


@rule
def reinforce(world: World, intent: Any) -> None:
    """Fresh troops come to the theatre."""
    event = log_event(
        world,
        Action.REINFORCE.value,
        ID_US,
        ID_NOBODY,
        intent.cause,
        intent.p,
        intent.u,
        intent.forced,
    )
    world.log[event].munitions = intent.size
    world.us.reinforced_now = 1
    world.tally.reinforcements += 1


@rule
def close_site(world: World, j: int, cause: int, chance: float, u: float, forced: int) -> None:
    """A site is emptied; its troops move to the largest open base of the same country."""
    site = world.sites[j]
    if site.open == 0:
        return
    log_event(world, Action.CONSOLIDATE.value, ID_US, ID_SITE + j, cause, chance, u, forced)
    best, most = -1, 0.0
    for k in range(world.clock.n_sites):
        other = world.sites[k]
        same = other.in_syria == site.in_syria and other.open == 1 and other.embassy == 0
        if k != j and same and other.troops_start > most:
            best, most = k, other.troops_start
    site.open = 0
    world.campaign.moved = 1
    world.tally.sites_closed += 1
    if best >= 0:
        world.sites[best].troops_start += site.troops_start
        world.sites[best].troops += site.troops
        site.troops_start = 0.0
    site.troops = 0.0


@rule
def impose_sanctions(world: World, intent: Any) -> None:
    """One more step of sanctions on Iran."""
    log_event(
        world,
        Action.SANCTION.value,
        ID_US,
        ID_IRAN,
        intent.cause,
        intent.p,
        intent.u,
        intent.forced,
    )
    world.us.steps += 1
    world.us.exchange = 0.0
    world.tally.sanction_steps += 1


@rule
def begin_exit(
    world: World, days: float, to_share: float, cause: int, chance: float, u: float, forced: int
) -> None:
    """The withdrawal from Iraq begins."""
    us = world.us
    us.exit_event = log_event(
        world, Action.WITHDRAW.value, ID_US, ID_NOBODY, cause, chance, u, forced
    )
    us.exit_day = world.clock.day
    us.exit_days = days
    us.exit_to = to_share
    world.iraq.exit_hope = 1.0


@rule
def set_line(world: World, action: int, cause: int, chance: float, u: float, forced: int) -> None:
    """Iran tells its allies to hold fire, nothing, or to go on."""
    log_event(world, action, ID_IRAN, ID_MILITIAS, cause, chance, u, forced)
    world.iran.line = action - Action.LINE_SILENT.value


@rule
def hold_vote(world: World, cause: int, chance: float, u: float, forced: int, p: Any) -> None:
    """Parliament votes to expel foreign troops; by itself that moves no soldier."""
    iraq = world.iraq
    iraq.voted_event = log_event(world, Action.VOTE.value, ID_IRAQ, ID_US, cause, chance, u, forced)
    iraq.voted_day = world.clock.day
    iraq.exit_hope = max(iraq.exit_hope, restraint.hope_after_vote(p))
    world.tally.votes += 1


@rule
def sign_bill(world: World, intent: Any, p: Any) -> None:
    """The bill is signed and carries a date."""
    iraq = world.iraq
    event = log_event(
        world, Action.SIGN.value, ID_IRAQ, ID_US, intent.cause, intent.p, intent.u, intent.forced
    )
    iraq.signed_day = world.clock.day
    iraq.timetable = intent.size
    iraq.exit_hope = max(iraq.exit_hope, restraint.hope_after_signature(p))
    if iraq.voted_event == BASELINE:
        iraq.voted_event = event
    world.tally.signatures += 1


@rule
def set_access(world: World, intent: Any, p: Any) -> None:
    """Airspace and ground operations are cut, or given back."""
    iraq = world.iraq
    iraq.access_event = log_event(
        world, intent.act, ID_IRAQ, ID_US, intent.cause, intent.p, intent.u, intent.forced
    )
    share = sovereignty.access_after_cut(p) if intent.act == Action.ACCESS_CUT.value else 1.0
    iraq.airspace = share
    iraq.ground = share


@rule
def leave(world: World, intent: Any, p: Any) -> None:
    """The US decides to leave of itself or because a signed bill says so."""
    if world.us.exit_day < 0:
        begin_exit(
            world, presence.exit_length(world.iraq, p), 0.0, intent.cause, intent.p, intent.u, FREE
        )
