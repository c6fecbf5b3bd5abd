"""What the armed groups decide."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, FREE, Action, Slot
from sim.decide.proposal import propose
from sim.jit import rule
from sim.rules import fire, grievance, restraint
from sim.world import World


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
