"""The evening: what changes by itself, from fading anger to ISIS in every area."""

from __future__ import annotations

from typing import Any, Final

from sim import luck
from sim.actions import THOUSANDTH
from sim.day.effects.isis import grow_isis, survey, weigh_hunt
from sim.day.effects.policy import station_marines
from sim.day.effects.record import note_partners
from sim.day.front import evening_on_the_ground, settle_ground
from sim.jit import rule
from sim.rules import (
    fading,
    fire,
    iran_line,
    isis,
    posture,
    presence,
    reprisal,
    restraint,
    sanctions,
    shocks,
    sovereignty,
)
from sim.state.layout import World

TWELVE: Final = 12
"""Uniform draws whose sum has unit variance."""


@rule
def fade_states(world: World, p: Any) -> None:
    """The United States and Iran after one day."""
    us, iran, lever = world.us, world.iran, world.lever
    us.memory = fading.memory(us, p)
    us.siege_pressure = fading.siege_pressure(us, p)
    us.threat = fading.threat(us, p)
    us.exchange = fading.exchange(us, p)
    us.fresh_steps = fading.fresh_steps(us, p)
    us.fatigue = fading.fatigue(us, p)
    us.deterrence = fading.deterrence(us, p)
    us.sanctions = sanctions.level(us, lever, p)
    if reprisal.reply_lapses(us, world.clock.day, p):
        us.owed = 0.0
        us.owed_by_state = 0
    if us.reinforced_now == 1 and posture.threat_is_over(us, p):
        us.reinforced_now = 0
        station_marines(world, -posture.marines(p))
    iran.after_reprisal = fading.after_reprisal(iran, p)
    iran.tail = fading.tail(iran, p)
    iran.command = fading.command(iran, p)
    iran.pressure = sanctions.pressure_on_iran(us)
    iran.burden = shocks.burden_tomorrow(iran, lever, p)


@rule
def fade_iraq(world: World, p: Any) -> None:
    """Baghdad after one day."""
    us, iraq, lever = world.us, world.iraq, world.lever
    iraq.alignment = sovereignty.alignment_tomorrow(iraq, world.tally.isis, p)
    iraq.legitimacy = sovereignty.legitimacy_regained(iraq, p)
    iraq.protest = shocks.protest_tomorrow(iraq, world.campaign.us, lever, p)
    world.tally.repression += shocks.repression(iraq, p)
    iraq.anger = fading.anger(iraq, p)
    iraq.crowd = fading.crowd(iraq, p)
    iraq.mourning = fading.mourning(iraq, p)
    iraq.mood = fire.mood_tomorrow(iraq, luck.uniform(world.clock.day_key, iraq.key, luck.MOOD), p)
    war = sovereignty.anger_from_war(world.clock.war, p)
    iraq.legitimacy = sovereignty.legitimacy_after_breach(iraq, war, p)
    iraq.anger += war
    if iraq.signed_day < 0:
        iraq.exit_hope = max(fading.hope(iraq, p), restraint.hope_of_withdrawal(us))
    iraq.closed_days += restraint.political_path_shut(iraq, us, lever.iraq_vote == 0.0)


@rule
def fade_militias(world: World, p: Any) -> None:
    """Every militia after one day."""
    iran, lever, tally, campaign = world.iran, world.lever, world.tally, world.campaign
    obedience, standing = 0.0, 0.0
    danger = isis.danger(tally.isis, campaign.territory, p)
    arms = iran_line.arms_sent(lever, p)
    n = world.clock.n_militias
    for i in range(n):
        m = world.militias[i]
        anger = m.grievance + m.debt
        m.attention = isis.attention_tomorrow(m.attention, anger, danger, p)
        m.grievance = fading.grievance(m, p)
        m.debt = fading.debt(m, p)
        m.capability = fading.capability(m, lever, p)
        m.capability *= 1.0 - sovereignty.reined_in(m, tally.isis, lever, p)
        m.standing = sovereignty.standing_tomorrow(m, world.iraq, tally.isis, lever, p)
        lost = sovereignty.standing_lost_to_army(m, campaign.state_gains, campaign.us, p)
        lost += sovereignty.entrenchment_after_exit(m, campaign.us, p)
        m.standing = max(0.0, m.standing - lost)
        m.missiles += arms * m.link
        m.obedience = restraint.obedience(m, iran, world.militia_levers[i], p)
        obedience += m.obedience
        standing += m.standing
    tally.obedience = obedience / n
    tally.standing = standing / n


@rule
def move_troops(world: World, p: Any) -> None:
    """Withdrawals under way, and who follows."""
    us, campaign, clock = world.us, world.campaign, world.clock
    if us.exit_day < 0 and us.syria_exit_day < 0 and us.returning == 0:
        return
    campaign.moved = 1
    if us.exit_day >= 0:
        left = presence.share_left(clock.day, us.exit_day, us.exit_days, us.exit_to)
        campaign.us = min(campaign.us, left)
    if us.returning == 1:
        campaign.us = presence.share_returned(campaign, p)
        campaign.partners = presence.partners_returned(campaign, p)
    if campaign.us <= 0.0 and us.paused_by_order == 0:
        us.paused = 0
    if us.syria_exit_day >= 0:
        left = presence.share_left(
            clock.day, us.syria_exit_day, us.syria_exit_days, us.syria_exit_to
        )
        campaign.syria = min(campaign.syria, left)
    campaign.syria = presence.syria_tomorrow(campaign, p)
    before = campaign.partners
    campaign.partners = presence.partners_leave(campaign, p)
    note_partners(world, before, us.exit_event)


@rule
def weigh_sites(world: World, p: Any) -> None:
    """Troops and pull of every site, and the cover of small sites, when any has changed."""
    campaign = world.campaign
    if campaign.moved == 0:
        return
    campaign.moved = 0
    total, small, small_open = 0.0, 0.0, 0.0
    for j in range(world.clock.n_sites):
        site = world.sites[j]
        share = campaign.syria if site.in_syria == 1 else campaign.us
        if site.embassy == 1:
            site.troops = site.troops_start
        else:
            site.troops = site.troops_start * share
            site.open = 1 if site.troops > 0.0 else 0
        site.weight = fire.site_weight(site, world.iraq, world.lever, p)
        total += site.weight
        small += site.small
        small_open += site.small * site.open
    campaign.small_sites = small_open / small if small > 0.0 else 1.0
    campaign.exposure = total / campaign.exposure_start
    world.tally.troops_iraq = campaign.us * campaign.troops_start
    world.tally.troops_syria = campaign.syria * campaign.syria_start


@rule
def fortify(world: World, p: Any) -> None:
    """What a pause buys: shelter, at every site that troops hold."""
    if world.us.paused == 0:
        return
    for j in range(world.clock.n_sites):
        if world.sites[j].troops > 0.0:
            world.sites[j].hardening = posture.shelter_tomorrow(world.sites[j], p)


@rule
def count_day(world: World, attacks_before: int) -> None:
    """Counters that every day moves."""
    tally, clock, us = world.tally, world.clock, world.us
    rung = clock.rung
    tally.peak_rung = max(tally.peak_rung, rung)
    tally.rung_days_1 += 1 if rung >= 1 else 0
    tally.rung_days_2 += 1 if rung >= 2 else 0
    tally.rung_days_3 += 1 if rung >= 3 else 0
    tally.rung_days_4 += 1 if rung >= 4 else 0
    tally.rung_days_5 += 1 if rung >= 5 else 0
    tally.rung_days_6 += 1 if rung >= 6 else 0
    tally.pause_days += us.paused
    tally.gap = 0 if tally.attacks > attacks_before else tally.gap + 1
    tally.longest_gap = max(tally.longest_gap, tally.gap)
    tally.protest = world.iraq.protest
    tally.legitimacy = world.iraq.legitimacy
    tally.alignment = world.iraq.alignment
    tally.threat = us.threat
    tally.burden = world.iran.burden


@rule
def evening(world: World, attacks_before: int, p: Any) -> None:
    """All that changes by itself at the end of a day."""
    fade_states(world, p)
    fade_iraq(world, p)
    fade_militias(world, p)
    move_troops(world, p)
    weigh_sites(world, p)
    fortify(world, p)
    weigh_hunt(world, p)
    grow_isis(world, p)
    evening_on_the_ground(world, p)
    count_day(world, attacks_before)


@rule
def first_mood(world: World, p: Any) -> float:
    """A draw from the stationary law of the common mood: twelve uniform draws make it normal."""
    key, word, total = world.clock.run_key, luck.FIRST_MOOD, 0.0
    for _ in range(TWELVE):
        total += luck.uniform(key, world.iraq.key, word) - 0.5
        word = (word + luck.GOLDEN) & luck.MASK
    return fire.first_mood(total, p)


@rule
def settle(world: World, p: Any) -> None:
    """Bring everything that is computed into line with the start of the run."""
    world.campaign.exposure_start = 1.0
    world.campaign.moved = 1
    weigh_sites(world, p)
    world.campaign.exposure_start = max(world.campaign.exposure, THOUSANDTH)
    world.campaign.moved = 1
    weigh_sites(world, p)
    for i in range(world.clock.n_militias):
        m = world.militias[i]
        m.obedience = restraint.obedience(m, world.iran, world.militia_levers[i], p)
    world.iraq.mood = first_mood(world, p)
    world.campaign.diversion = isis.diversion_at_start(p)
    survey(world, p)
    settle_ground(world, p)
    total = 0.0
    for k in range(world.clock.n_areas):
        total += world.areas[k].strength
    world.campaign.strength = total
    world.tally.isis = total
    world.tally.isis_peak = total
