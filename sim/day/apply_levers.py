"""The scenario's interventions: levers moved at a date, or when a condition first holds.

Moves reach the day function as a flat list, dated ones first in the order of their days. Ramps
and spans were unrolled into single changes when the scenario was read.
"""

from __future__ import annotations

from sim.actions import BASELINE, FROM_LEVER, Action, Shock
from sim.conditions import holds, value_so_far
from sim.day.effects.policy import begin_exit, begin_syrian_exit, close_site
from sim.day.effects.record import log_event
from sim.jit import rule
from sim.state.actors import ID_NOBODY, ID_OUTSIDE, ID_SITE, ID_US
from sim.state.bookkeeping import Intent, LeverMove
from sim.state.layout import World


@rule
def make_move(world: World, move: LeverMove) -> None:
    """Move one lever."""
    if move.table == 0:
        world.lever_values[move.column] = move.value
    elif move.table == 1:
        world.militia_lever_values[move.row, move.column] = move.value
    else:
        world.site_lever_values[move.row, move.column] = move.value


@rule
def move_levers(world: World) -> bool:
    """Move the levers that are due this morning, by date or by a condition seen to hold.

    Was any moved?
    """
    clock, moves = world.clock, world.moves
    moved = False
    while clock.next_move < clock.n_moves:
        move = moves[clock.next_move]
        if move.counter >= 0 or move.day > clock.day:
            break
        make_move(world, move)
        moved = True
        clock.next_move += 1
    bit = 1
    k = clock.n_moves - 1
    while k >= 0 and moves[k].counter >= 0:
        move = moves[k]
        due = clock.moves_done & bit == 0 and move.day <= clock.day <= move.until
        if due and holds(value_so_far(world, move.counter), move.compare, move.threshold):
            make_move(world, move)
            clock.moves_done |= bit
            moved = True
        bit *= 2
        k -= 1
    return moved


@rule
def order(world: World, action: int, target: int) -> Intent:
    """The act that the scenario orders the US to take today, as the `ordered` intent."""
    intent = world.ordered
    intent.action = action
    intent.actor = ID_US
    intent.target = target
    intent.p = 1.0
    intent.u = 0.0
    intent.cause = BASELINE
    intent.forced = FROM_LEVER
    return intent


@rule
def close_ordered(world: World) -> None:
    """Close the sites that the scenario names, or all small ones."""
    for j in range(world.clock.n_sites):
        site = world.sites[j]
        small = site.small == 1 and world.lever.us_presence_close_small == 1.0
        if site.open == 1 and (small or world.site_levers[j].us_presence_close == 1.0):
            close_site(world, order(world, Action.CONSOLIDATE.value, ID_SITE + j))


@rule
def withdraw_ordered(world: World) -> None:
    """Begin the withdrawals that the scenario orders, from Iraq and from Syria."""
    us, lever, campaign = world.us, world.lever, world.campaign
    # Where there are no troops, an order to leave finds nobody.
    share = lever.us_presence_troops_to / max(1.0, campaign.troops_start)
    stays = us.exit_day < 0 and us.returning == 0
    if lever.us_presence_troops_to >= 0.0 and stays and share < campaign.us:
        intent = order(world, Action.WITHDRAW.value, ID_NOBODY)
        begin_exit(world, intent, lever.us_presence_days, share)
    share = lever.us_presence_syria_to / max(1.0, campaign.syria_start)
    if lever.us_presence_syria_to >= 0.0 and us.syria_exit_day < 0 and share < campaign.syria:
        intent = order(world, Action.WITHDRAW.value, ID_NOBODY)
        begin_syrian_exit(world, intent, lever.us_presence_syria_days, share)


@rule
def announce(world: World, kind: int, size: float) -> None:
    """Log the first day of an outside shock."""
    bit = 1 << kind
    if size > 0.0 and world.clock.shocked & bit == 0:
        world.clock.shocked |= bit
        event = log_event(
            world, Action.SHOCK.value, ID_OUTSIDE, ID_NOBODY, BASELINE, 1.0, 0.0, FROM_LEVER
        )
        world.log[event].shock_kind = kind
        world.log[event].size = size
        if kind == Shock.INVASION.value:
            world.campaign.invasion_event = event


@rule
def strike_by_shock(world: World) -> None:
    """Outside shocks that act at once, and the first day of those that last."""
    lever = world.lever
    announce(world, Shock.ISIS_SURGE.value, lever.isis_shock)
    announce(world, Shock.INVASION.value, lever.shock_turkey)
    announce(world, Shock.EPIDEMIC.value, lever.shock_epidemic)
    announce(world, Shock.PROTEST_WAVE.value, lever.shock_protest)
    if lever.isis_shock > 0.0:
        for k in range(world.clock.n_areas):
            world.areas[k].strength += lever.isis_shock * world.areas[k].start
        lever.isis_shock = 0.0


@rule
def morning(world: World) -> None:
    """All that the scenario does before anybody decides."""
    if move_levers(world):
        world.campaign.moved = 1
        close_ordered(world)
        withdraw_ordered(world)
        strike_by_shock(world)
