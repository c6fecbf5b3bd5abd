"""What the militias decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, FREE, Action
from sim.day.decide.recording import record, record_targeted
from sim.jit import rule
from sim.rules import fire, grievance, isis, restraint
from sim.state.actors import ID_MILITIA, ID_SITE, Militia
from sim.state.layout import World


@rule
def pick_site(world: World, u: float) -> int:
    """Site drawn in proportion to its pull, -1 when none is open."""
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
def provoking_event(world: World, m: Militia, x: float, drives: Any) -> int:
    """Event that provoked an attack: each drive's event with the chance of its part.

    `x` is a uniform draw times the sum of all drives, less the unprovoked one: below 0 nothing in
    the run provoked it. `drives` are revenge, debt, mourning, tail and unity, in attacks/day.
    """
    iraq = world.iraq
    events = (
        m.grievance_event,
        m.debt_event,
        iraq.mourning_event,
        world.iran.tail_event,
        iraq.voted_event,
    )
    cause = BASELINE
    for k in range(len(drives)):
        if x >= 0.0 and drives[k] > 0.0:
            cause = events[k]
            x -= drives[k]
    return cause


@rule
def decide_militia(world: World, i: int, level: float, p: Any) -> None:
    """Hold, harass or barrage; the cause is drawn in proportion to what each drive adds."""
    m, iraq, iran, key = world.militias[i], world.iraq, world.iran, world.clock.day_key
    line = restraint.line_factor(m, iran, p)
    patience = restraint.patience_factor(m, iraq, world.clock.day, p)
    g = world.militia_levers[i]
    common = fire.willingness(m, world.us, world.campaign, g, line, patience, p)
    base = fire.base_drive(m, level, p)
    drives = (
        grievance.revenge_drive(m, p),
        grievance.debt_drive(m, p),
        grievance.mourning_drive(m, iraq, p),
        fire.tail_drive(m, iran, p),
        fire.unity_drive(m, iraq, p),
    )
    total = base + drives[0] + drives[1] + drives[2] + drives[3] + drives[4]
    rate = common * total
    u = luck.uniform(key, m.key, luck.FIRE)
    if u >= rate:  # no chance exceeds its rate: most days end here, before any exponential
        return
    chance = fire.p_fire(rate)
    if u >= chance:
        return
    x = luck.uniform(key, m.key, luck.FIRE_CAUSE) * total - base
    cause = provoking_event(world, m, x, drives)
    provoked = 1.0 - base / total
    barrage = luck.uniform(key, m.key, luck.BARRAGE) < fire.p_barrage(provoked, p)
    size = 1.0 * fire.rockets(barrage, luck.uniform(key, m.key, luck.ROCKETS), p)
    site = pick_site(world, luck.uniform(key, m.key, luck.SITE))
    if site >= 0:
        act = Action.BARRAGE.value if barrage else Action.HARASS.value
        actor, target = ID_MILITIA + i, ID_SITE + site
        record_targeted(world, act, actor, target, size, chance, u, cause, FREE)


@rule
def decide_patience(world: World, i: int, p: Any) -> None:
    """To give up on politics, for a militia that is a party to it."""
    m = world.militias[i]
    chance = restraint.p_patience_ends(m, world.iraq, world.militia_levers[i], p)
    if chance > 0.0:
        u = luck.uniform(world.clock.day_key, m.key, luck.PATIENCE)
        act, cause = Action.PATIENCE_ENDS.value, world.iraq.voted_event
        record(world, act, ID_MILITIA + i, chance, u, cause, FREE)


@rule
def decide_militias(world: World, p: Any) -> None:
    """Every militia, each on the same level of hostility and in the same mood."""
    level = fire.hostility(world.us, world.iran, world.lever, p)
    danger = isis.danger(world.tally.isis, world.campaign.territory, p)
    level *= fire.mood_factor(world.iraq, p) * fire.common_enemy(danger, p)
    level *= fire.truce(world.iraq, world.campaign.territory, p)
    for i in range(world.clock.n_militias):
        decide_patience(world, i, p)
        decide_militia(world, i, level, p)
