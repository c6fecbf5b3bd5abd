"""Rocket attacks, blame, and the crowd at the embassy."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import FROM_HISTORY, Action, Rung
from sim.day.effects.record import (
    climb,
    kept_cause,
    log_deaths,
    log_intent,
    log_wounded,
    note_partners,
    raise_anger,
    raise_exchange,
    raise_grievance,
    raise_threat,
)
from sim.jit import rule
from sim.rules import (
    attribution,
    grievance,
    lethality,
    posture,
    presence,
    reprisal,
    shocks,
    siege,
    sovereignty,
)
from sim.state.actors import ID_MILITIA, ID_SITE
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def wrongly_blamed(world: World, i: int, u: float, p: Any) -> int:
    """Militia blamed in error: drawn by suspicion among all but the one that fired."""
    total = 0.0
    for k in range(world.clock.n_militias):
        if k != i:
            total += attribution.blamed_weight(world.militias[k], p)
    x, found = u * total, i
    for k in range(world.clock.n_militias):
        weight = attribution.blamed_weight(world.militias[k], p)
        if k != i and weight > 0.0:
            found = k
            x -= weight
            if x < 0.0:
                return found
    return found


@rule
def settle_blame(world: World, i: int, event: int, weight: float, p: Any) -> None:
    """The US lays the attack on a militia and notes the reply it owes."""
    us, m, lever, clock = world.us, world.militias[i], world.lever, world.clock
    key = clock.day_key
    claimed = luck.uniform(key, m.key, luck.CLAIM) < attribution.p_claim(world.militia_levers[i], p)
    praised = weight > 0.0 and luck.uniform(key, m.key, luck.PRAISE) < attribution.p_praise(m, p)
    x = luck.uniform(key, m.key, luck.BLAME)
    error = attribution.p_error(m, claimed, praised, lever, p)
    blamed = wrongly_blamed(world, i, x / error, p) if x < error else i
    world.log[event].blamed = blamed
    world.tally.claimed += 1 if claimed else 0
    world.tally.misblamed += 1 if blamed != i else 0
    owed = reprisal.reply_owed(weight, luck.uniform(key, m.key, luck.REPLY_OWED), lever, p)
    if owed > 0.0 and owed >= us.owed and us.owed_by_state == 0:
        delay = luck.uniform(key, m.key, luck.DELAY)
        wait = attribution.settle_delay(delay, claimed, praised, lever, p)
        us.owed_day = reprisal.settled_day(us, clock.day + wait)
        us.owed = owed
        us.owed_event = event
        us.owed_militia = blamed


@rule
def hit_by_attack(world: World, intent: Intent, p: Any) -> tuple[int, int, int]:
    """Americans and others killed, and wounded of the coalition: as coded, else by luck."""
    if intent.forced == FROM_HISTORY:
        return intent.us_killed, intent.partner_killed, intent.wounded
    m, key = world.militias[intent.actor - ID_MILITIA], world.clock.day_key
    site = world.sites[intent.target - ID_SITE]
    missile = intent.action == Action.BARRAGE.value and lethality.fires_missile(
        m, luck.uniform(key, m.key, luck.USES_MISSILE), p
    )
    if missile:
        m.missiles -= 1.0
    us_killed, partner_killed, wounded = 0, 0, 0
    chance = lethality.p_fatal(intent.size, missile, site, p)
    u = luck.uniform(key, m.key, luck.ATTACK_KILLS)
    # While history is replayed the coded attacks are the only ones that kill: the articles name
    # them.
    if world.clock.free == 1 and site.troops > 0.0 and u < chance:
        word = luck.NATION
        u = luck.uniform(key, m.key, luck.ATTACK_DEATHS)
        dead = lethality.deaths(intent.size, missile, u, p)
        for _ in range(dead):
            if lethality.is_american(site, luck.uniform(key, m.key, word), p):
                us_killed += 1
            else:
                partner_killed += 1
            word = (word + luck.GOLDEN) & luck.MASK
        u = luck.uniform(key, m.key, luck.WOUNDED)
        wounded = lethality.wounded(intent.size, missile, u, p)
    return us_killed, partner_killed, wounded


@rule
def attack(world: World, intent: Intent, p: Any) -> None:
    """A rocket attack by a militia on a site, and what it sets in motion."""
    i = intent.actor - ID_MILITIA
    us, m, tally, cause = world.us, world.militias[i], world.tally, intent.cause
    us_killed, partner_killed, wounded = hit_by_attack(world, intent, p)
    event = log_intent(world, intent)
    log_deaths(world, event, intent.size, us_killed, partner_killed, 0, 0)
    log_wounded(world, event, wounded)
    fatal = us_killed + partner_killed > 0
    climb(world, Rung.FATAL_ROCKETS.value if fatal else Rung.HARMLESS_ROCKETS.value)
    tally.attacks += 1
    tally.fatal_attacks += 1 if fatal else 0
    tally.attacks_reactive += 1 if cause >= 0 else 0
    m.attacks += 1
    m.debt = grievance.debt_after_attack(m, p)
    m.grievance = grievance.grievance_after_attack(m, p)
    weight = reprisal.provocation(1.0 * us_killed, 1.0 * partner_killed, p)
    raise_threat(world, posture.threat_from_attack(weight, p), event)
    raise_exchange(world, weight, event, p)
    if fatal:
        us.memory += weight
        us.memory_event = kept_cause(world, us.key, us.memory, weight, us.memory_event, event)
    if partner_killed > 0:
        before = world.campaign.partners
        world.campaign.partners = presence.partners_after_deaths(world.campaign, partner_killed, p)
        note_partners(world, before, event)
    settle_blame(world, i, event, weight, p)


@rule
def storm_embassy(world: World, intent: Intent, p: Any) -> None:
    """A crowd storms the embassy: no deaths needed for it to pull the US up the ladder."""
    us, iraq, leader = world.us, world.iraq, world.militias[intent.actor - ID_MILITIA]
    event = log_intent(world, intent)
    climb(world, Rung.EMBASSY_STORMED.value)
    world.tally.sieges += 1
    iraq.crowd = 0.0
    us.siege_pressure += 1.0
    us.siege_event = kept_cause(world, us.key, us.siege_pressure, 1.0, us.siege_event, event)
    raise_threat(world, posture.threat_from_siege(p), event)
    raise_exchange(world, 0.0, event, p)
    key = world.clock.day_key
    free = intent.forced != FROM_HISTORY
    if free and luck.uniform(key, us.key, luck.MASSACRE) < siege.p_massacre(us, p):
        dead = siege.massacre_deaths(luck.uniform(key, us.key, luck.MASSACRE_DEATHS), p)
        log_deaths(world, event, 0.0, 0, 0, dead, 0)
        raise_anger(world, sovereignty.anger_from_strike(1.0 * dead, p), event, p)
        raise_grievance(world, leader, grievance.grievance_from_strike(1.0 * dead, p), event)


@rule
def hit_depot(world: World, intent: Intent, p: Any) -> None:
    """A third party empties a depot; the militia charges the US with it."""
    m = world.militias[intent.target - ID_MILITIA]
    event = log_intent(world, intent)
    world.tally.depots_hit += 1
    m.missiles = shocks.missiles_after_depot_strike(m, p)
    raise_grievance(world, m, shocks.charged_to_us(p), event)
    raise_anger(world, shocks.charged_to_us(p), event, p)
