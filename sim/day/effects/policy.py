"""Acts without violence: posture, sanctions, presence, Iran's line, parliament and access."""

from __future__ import annotations

from typing import Any

from sim.actions import BASELINE, FROM_LEVER, Action
from sim.day.effects.record import log_intent, note_partners
from sim.day.places import embassy
from sim.jit import rule
from sim.rules import posture, presence, reprisal, restraint, sovereignty
from sim.state.actors import ID_MILITIA, ID_SITE
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def set_pause(world: World, intent: Intent) -> None:
    """The counter-ISIS mission is paused or resumed."""
    us = world.us
    event = log_intent(world, intent)
    pausing = intent.action == Action.PAUSE.value
    if pausing:
        us.pause_event = event
    us.paused = 1 if pausing else 0
    us.paused_by_order = 1 if pausing and intent.forced == FROM_LEVER else 0
    world.tally.pauses += us.paused


@rule
def station_marines(world: World, troops: float) -> None:
    """Marines come to the embassy, or leave it when `troops` is below 0."""
    site = world.sites[embassy(world)]
    site.troops_start = max(0.0, site.troops_start + troops)
    world.campaign.moved = 1


@rule
def reinforce(world: World, intent: Intent, p: Any) -> None:
    """Fresh troops come to the theatre, some of them to the embassy."""
    event = log_intent(world, intent)
    world.log[event].troops = intent.size
    if world.us.reinforced_now == 0:
        station_marines(world, posture.marines(p))
    world.us.reinforced_now = 1
    world.tally.reinforcements += 1


@rule
def close_site(world: World, intent: Intent) -> None:
    """A site is emptied; its troops move to the largest open base of the same country."""
    j = intent.target - ID_SITE
    if j < 0:
        return
    site = world.sites[j]
    if site.open == 0:
        return
    log_intent(world, intent)
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
    site.weight = 0.0


@rule
def impose_sanctions(world: World, intent: Intent, p: Any) -> None:
    """One more step of sanctions on Iran; it settles a reply that was owed to the state."""
    us = world.us
    log_intent(world, intent)
    us.steps += 1
    us.fresh_steps += 1.0
    us.exchange = 0.0
    world.tally.sanction_steps += 1
    if us.owed_by_state == 1:
        us.owed = 0.0
        us.owed_by_state = 0
        us.memory = reprisal.memory_after_strike(us, p)


@rule
def begin_exit(world: World, intent: Intent, days: float, to_share: float) -> None:
    """The withdrawal from Iraq begins: to `to_share` of the troops, within `days`."""
    us = world.us
    us.exit_event = log_intent(world, intent)
    us.exit_day = world.clock.day
    us.exit_days = days
    us.exit_to = to_share
    us.returning = 0
    world.iraq.exit_hope = max(world.iraq.exit_hope, restraint.hope_of_withdrawal(us))


@rule
def return_on_invitation(world: World, intent: Intent) -> None:
    """The troops come back: an exit under way stops, and hope of one is gone."""
    us = world.us
    log_intent(world, intent)
    us.exit_day = -1
    us.returning = 1
    world.iraq.exit_hope = 0.0
    world.tally.returns += 1


@rule
def begin_syrian_exit(world: World, intent: Intent, days: float, to_share: float) -> None:
    """The withdrawal from Syria begins: to `to_share` of the troops, within `days`."""
    us = world.us
    us.syria_exit_event = log_intent(world, intent)
    us.syria_exit_day = world.clock.day
    us.syria_exit_days = days
    us.syria_exit_to = to_share


@rule
def leave(world: World, intent: Intent, p: Any) -> None:
    """The US decides to leave of itself or because a signed bill says so."""
    if world.us.exit_day < 0:
        begin_exit(world, intent, presence.exit_length(world.iraq, p), 0.0)


@rule
def set_line(world: World, intent: Intent) -> None:
    """Iran tells its allies to hold fire, nothing, or to go on."""
    log_intent(world, intent)
    world.iran.line = intent.action - Action.LINE_SILENT.value


@rule
def hold_vote(world: World, intent: Intent, p: Any) -> None:
    """Parliament votes to expel foreign troops; by itself that moves no soldier."""
    iraq = world.iraq
    iraq.voted_event = log_intent(world, intent)
    iraq.voted_day = world.clock.day
    iraq.exit_hope = max(iraq.exit_hope, restraint.hope_after_vote(p))
    world.tally.votes += 1
    before = world.campaign.partners
    world.campaign.partners = presence.partners_after_vote(world.campaign, p)
    note_partners(world, before, iraq.voted_event)


@rule
def sign_bill(world: World, intent: Intent, p: Any) -> None:
    """The bill is signed and carries a date."""
    iraq = world.iraq
    event = log_intent(world, intent)
    iraq.signed_day = world.clock.day
    iraq.timetable = intent.size
    iraq.exit_hope = max(iraq.exit_hope, restraint.hope_after_signature(p))
    if iraq.voted_event == BASELINE:
        iraq.voted_event = event
    world.tally.signatures += 1


@rule
def set_access(world: World, intent: Intent, p: Any) -> None:
    """Airspace and ground operations are cut, or given back."""
    iraq = world.iraq
    iraq.access_event = log_intent(world, intent)
    share = sovereignty.access_after_cut(p) if intent.action == Action.ACCESS_CUT.value else 1.0
    iraq.airspace = share
    iraq.ground = share
    iraq.access_day = world.clock.day


@rule
def rouse(world: World, intent: Intent) -> None:
    """A militia in politics gives up on politics, unless a strike roused it earlier that day."""
    militia = world.militias[intent.actor - ID_MILITIA]
    if militia.roused_day >= 0:
        return
    log_intent(world, intent)
    militia.roused_day = world.clock.day


@rule
def begin_talks(world: World, intent: Intent) -> None:
    """The US and Iran talk."""
    log_intent(world, intent)
    world.us.talking = 1
    world.tally.talks += 1
