"""ISIS after one day: how hard it is hunted, where it grows and moves, what let it break out."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, Action
from sim.day.effects.record import log_consequence
from sim.jit import rule
from sim.rules import fading, isis, sovereignty
from sim.state.actors import ID_AREA, ID_ISIS, Area
from sim.state.layout import World


@rule
def find_refuges(world: World, p: Any) -> None:
    """Note for every area which of those next to it give refuge: nothing in a run changes that."""
    for k in range(world.clock.n_areas):
        first = at = world.link_from[k]
        for n in range(first, world.link_from[k + 1]):
            if isis.is_refuge(world.areas[world.links[n]], p):
                world.refuges[at] = world.links[n]
                at += 1
        world.areas[k].ways = at - first


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
    areas = world.areas
    for k in range(world.clock.n_areas):
        areas[k].arriving = 0.0
    for k in range(world.clock.n_areas):
        gone = isis.leaves(areas[k], p)
        if gone <= 0.0:
            continue
        areas[k].arriving -= gone
        first, ways = world.link_from[k], areas[k].ways
        for n in range(first, first + ways):
            areas[world.refuges[n]].arriving += gone / ways


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


@rule
def grow_isis(world: World, p: Any) -> None:
    """ISIS in every area: attack, regrow, move next door, break out."""
    areas, campaign, clock = world.areas, world.campaign, world.clock
    chance = isis.opportunity(world.us, clock.war, p)
    move_cells(world, p)
    total, attacks = 0.0, 0
    for k in range(clock.n_areas):
        area = areas[k]
        if luck.uniform(clock.day_key, area.key, luck.ISIS) < isis.p_attack(area, p):
            attacks += 1
        hunt = campaign.hunt_syria if area.in_syria == 1 else campaign.hunt
        grown = area.strength * (1.0 + isis.regrowth(area, hunt, chance, p))
        area.strength = isis.survives(area, grown + area.arriving, p)
        total += area.strength
        if area.broke_out == 0 and isis.breaks_out(area, p):
            area.broke_out = 1
            world.tally.breakouts += 1
            cause = weakened_by(world, area, p)
            log_consequence(world, Action.BREAKOUT.value, ID_ISIS, ID_AREA + k, cause)
    campaign.strength = total
    world.tally.isis_attacks += attacks
    world.tally.isis = total
    world.tally.isis_peak = max(world.tally.isis_peak, total)
