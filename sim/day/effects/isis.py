"""ISIS after one day: how hard it is hunted, where it grows and moves, what let it break out."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim import luck
from sim.actions import BASELINE, Action
from sim.day.effects.record import log_consequence
from sim.jit import rule
from sim.rules import fading, isis, sovereignty
from sim.state.actors import ID_AREA, ID_ISIS, Area
from sim.state.layout import World


@rule
def survey(world: World, p: Any) -> None:
    """Note of each area what nothing in a run changes, and which refuges lie next to it."""
    for k in range(world.clock.n_areas):
        area = world.areas[k]
        world.area_key[k] = area.key
        world.area_start[k] = area.start
        world.area_refuge[k] = area.refuge
        world.area_in_syria[k] = area.in_syria
        first = at = world.link_from[k]
        for n in range(first, world.link_from[k + 1]):
            if isis.is_refuge(world.areas[world.links[n]], p):
                world.refuges[at] = world.links[n]
                at += 1
        area.ways = at - first


@rule
def turned_to_us(world: World) -> float:
    """The militias' attention to the US, weighed by what each adds to the hunt for ISIS."""
    if world.clock.war == 1:
        return 1.0
    attention = 0.0
    for i in range(world.clock.n_militias):
        attention += world.militias[i].attention * world.militias[i].hunters
    return attention


@rule
def weigh_hunt(world: World, p: Any) -> None:
    """Pressure on ISIS today, in Iraq and in Syria."""
    iraq, lever, campaign = world.iraq, world.lever, world.campaign
    paused = 1.0 if world.clock.war == 1 else 1.0 * world.us.paused
    airspace = sovereignty.open_share(iraq.airspace, lever.iraq_airspace)
    ground = sovereignty.open_share(iraq.ground, lever.iraq_ground)
    enabled = isis.enablers(campaign, paused, airspace, p)
    effort = isis.missions(campaign, paused, ground, p)
    lost = campaign.leader_loss
    campaign.hunt = isis.hunt_in_iraq(enabled, effort, turned_to_us(world), lost, p)
    campaign.hunt_syria = isis.hunt_in_syria(campaign, paused, lever.shock_turkey, p)
    campaign.leader_loss = fading.leader_loss(campaign, p)
    campaign.diversion = fading.diversion(campaign, p)
    world.tally.access_days += (airspace + ground) / 2.0


@rule
def move_cells(world: World, p: Any) -> None:
    """What has grown beyond the start moves into the refuges next door, and nothing is made."""
    areas, arriving = world.areas, world.isis_arriving
    for k in range(world.clock.n_areas):
        arriving[k] = 0.0
    for k in range(world.clock.n_areas):
        gone = isis.leaves(areas[k], p)
        if gone <= 0.0:
            continue
        arriving[k] -= gone
        first, ways = world.link_from[k], areas[k].ways
        for n in range(first, first + ways):
            arriving[world.refuges[n]] += gone / ways


@rule
def angriest(world: World) -> int:
    """Event behind the militia that has turned most of its attention to the US."""
    most, found = 0.0, BASELINE
    for i in range(world.clock.n_militias):
        m = world.militias[i]
        if m.attention * m.hunters > most:
            most = m.attention * m.hunters
            found = m.grievance_event if m.grievance_event >= 0 else m.debt_event
    return found


@rule
def drawn_cause(weights: Any, events: Any, u: float) -> int:
    """One of `events`, drawn by `weights`; BASELINE when nothing weighs."""
    total = 0.0
    for k in range(len(weights)):
        total += weights[k]
    x, found = u * total, BASELINE
    for k in range(len(weights)):
        if weights[k] > 0.0 and x >= 0.0:
            found = events[k]
            x -= weights[k]
    return found


@rule
def weakened_by(world: World, area: Area, p: Any) -> int:
    """Event that let ISIS break out of an area: drawn by what each takes off the hunt there."""
    us, iraq, campaign = world.us, world.iraq, world.campaign
    u = luck.uniform(world.clock.day_key, area.key, luck.BREAKOUT_CAUSE)
    at_war = world.clock.war == 1
    stopped = us.war_event if at_war else us.pause_event
    pause = isis.taken_by_pause(1.0 if at_war else 1.0 * us.paused, p)
    if area.in_syria == 1:
        left = us.syria_exit_event if us.syria_exit_event >= 0 else us.exit_event
        weights = (pause, campaign.diversion, world.lever.shock_turkey, 1.0 - campaign.syria, 0.0)
        events = (stopped, BASELINE, campaign.invasion_event, left, BASELINE)
        return drawn_cause(weights, events, u)
    open_air = sovereignty.open_share(iraq.airspace, world.lever.iraq_airspace)
    open_ground = sovereignty.open_share(iraq.ground, world.lever.iraq_ground)
    cut = 1.0 - (open_air + open_ground) / 2.0
    weights = (
        pause, cut, 1.0 - campaign.us, isis.taken_by_militias(turned_to_us(world), p),
        isis.taken_by_militias(campaign.leader_loss, p),
    )  # fmt: skip
    events = (
        stopped, iraq.access_event if iraq.airspace < 1.0 else BASELINE, us.exit_event,
        us.war_event if at_war else angriest(world), campaign.leader_event,
    )  # fmt: skip
    return drawn_cause(weights, events, u)


class Haunt(NamedTuple):
    """What the rules of the pass over all areas read of an area."""

    key: int
    strength: float
    start: float
    refuge: float


@rule
def live_on(world: World, chance: float, p: Any) -> tuple[int, int]:
    """ISIS attacks and regrows in every area: attacks, and areas that it has outgrown.

    `chance` is `isis.opportunity`. A loop over plain numbers without a branch, so that the
    processor takes several areas at a time.
    """
    key, in_iraq, in_syria = world.clock.day_key, world.campaign.hunt, world.campaign.hunt_syria
    attacks, outgrown = 0, 0
    for k in range(world.clock.n_areas):
        area: Any = Haunt(
            world.area_key[k], world.isis_today[k], world.area_start[k], world.area_refuge[k]
        )
        u = luck.uniform(key, area.key, luck.ISIS)
        attacks += 1 if u < isis.p_attack(area, p) else 0
        hunt = in_syria if world.area_in_syria[k] == 1 else in_iraq
        grown = area.strength * (1.0 + isis.regrowth(area, hunt, chance, p))
        strength = isis.survives(area, grown + world.isis_arriving[k], p)
        outgrown += 1 if isis.is_outgrown(strength, p) else 0
        world.isis_tomorrow[k] = strength
    return attacks, outgrown


@rule
def break_out(world: World, p: Any) -> None:
    """ISIS breaks out of the areas that it has outgrown, once of each."""
    for k in range(world.clock.n_areas):
        area = world.areas[k]
        if area.broke_out == 0 and isis.breaks_out(area, p):
            area.broke_out = 1
            world.tally.breakouts += 1
            cause = weakened_by(world, area, p)
            log_consequence(world, Action.BREAKOUT.value, ID_ISIS, ID_AREA + k, cause)


@rule
def grow_isis(world: World, p: Any) -> None:
    """ISIS in every area: attack, regrow, move next door, break out."""
    areas, tally = world.areas, world.tally
    for k in range(world.clock.n_areas):
        world.isis_today[k] = areas[k].strength
    move_cells(world, p)
    attacks, outgrown = live_on(world, isis.opportunity(world.us, world.clock.war, p), p)
    total = 0.0
    for k in range(world.clock.n_areas):
        areas[k].arriving = world.isis_arriving[k]
        areas[k].strength = world.isis_tomorrow[k]
        total += world.isis_tomorrow[k]
    if outgrown > 0:
        break_out(world, p)
    world.campaign.strength = total
    tally.isis_attacks += attacks
    tally.isis = total
    tally.isis_peak = max(tally.isis_peak, total)
