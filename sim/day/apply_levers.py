"""The scenario's orders: levers moved at a date, or when a condition first holds.

Orders reach the day function as a flat list, dated ones first in the order of their days. Ramps
and spans were unrolled into single changes when the scenario was read.
"""

from __future__ import annotations

from typing import Final

from sim.actions import BASELINE, FROM_LEVER, ID_NOBODY, ID_OUTSIDE, ID_US, Action
from sim.day.effects.policy import begin_exit, close_site
from sim.day.effects.record import log_event
from sim.jit import rule
from sim.state.bookkeeping import Order
from sim.state.layout import World

CONDITIONS: Final = (
    "us_killed",
    "partner_killed",
    "n_rocket_attacks",
    "n_fatal_attacks",
    "n_us_strikes",
    "n_sieges",
    "n_leadership_strikes",
    "n_salvos",
    "vote",
    "peak_rung",
    "fighters_killed",
    "pause_days",
    "isis_strength_ratio",
)
"""Outcomes that an intervention's `when` may name; `reading` reads them in this order."""

COMPARISONS: Final = (">=", ">", "<=", "<", "==")


@rule
def reading(world: World, counter: int) -> float:
    """Value so far of one of CONDITIONS."""
    t = world.tally
    if counter < 4:
        if counter < 2:
            return 1.0 * (t.us_killed if counter == 0 else t.partner_killed)
        return 1.0 * (t.attacks if counter == 2 else t.fatal_attacks)
    if counter < 8:
        if counter < 6:
            return 1.0 * (t.us_strikes if counter == 4 else t.sieges)
        return 1.0 * (t.leadership_strikes if counter == 6 else t.salvos)
    if counter < 10:
        return 1.0 * (t.votes if counter == 8 else t.peak_rung)
    if counter < 12:
        return 1.0 * (t.fighters_killed if counter == 10 else t.pause_days)
    return t.isis


@rule
def holds(value: float, compare: int, threshold: float) -> bool:
    """Is `value` COMPARISONS[compare] `threshold`?"""
    if compare == 0:
        return value >= threshold
    if compare == 1:
        return value > threshold
    if compare == 2:
        return value <= threshold
    if compare == 3:
        return value < threshold
    return value == threshold


@rule
def move(world: World, order: Order) -> None:
    """Move one lever."""
    if order.table == 0:
        world.lever_values[order.column] = order.value
    elif order.table == 1:
        world.militia_lever_values[order.row, order.column] = order.value
    else:
        world.site_lever_values[order.row, order.column] = order.value


@rule
def carry_out(world: World) -> bool:
    """Move the levers that are due this morning, by date or by a condition seen to hold.

    Was any moved?
    """
    clock, orders = world.clock, world.orders
    moved = False
    while clock.next_order < clock.n_orders:
        order = orders[clock.next_order]
        if order.counter >= 0 or order.day > clock.day:
            break
        move(world, order)
        moved = True
        clock.next_order += 1
    bit = 1
    k = clock.n_orders - 1
    while k >= 0 and orders[k].counter >= 0:
        order = orders[k]
        due = clock.orders_done & bit == 0 and order.day <= clock.day <= order.until
        if due and holds(reading(world, order.counter), order.compare, order.threshold):
            move(world, order)
            clock.orders_done |= bit
            moved = True
        bit *= 2
        k -= 1
    return moved


@rule
def close_ordered(world: World) -> None:
    """Close the sites that the scenario names, or all small ones."""
    for j in range(world.clock.n_sites):
        site = world.sites[j]
        small = site.small == 1 and world.lever.us_presence_close_small == 1.0
        if site.open == 1 and (small or world.site_levers[j].us_presence_close == 1.0):
            close_site(world, j, BASELINE, 1.0, 0.0, FROM_LEVER)


@rule
def withdraw_ordered(world: World) -> None:
    """Begin the withdrawals that the scenario orders, from Iraq and from Syria."""
    us, lever, campaign = world.us, world.lever, world.campaign
    share = lever.us_presence_troops_to / campaign.troops_start
    if lever.us_presence_troops_to >= 0.0 and us.exit_day < 0 and share < campaign.us:
        begin_exit(world, lever.us_presence_days, share, BASELINE, 1.0, 0.0, FROM_LEVER)
    share = lever.us_presence_syria_to / campaign.syria_start
    if lever.us_presence_syria_to >= 0.0 and us.syria_exit_day < 0 and share < campaign.syria:
        log_event(world, Action.WITHDRAW.value, ID_US, ID_NOBODY, BASELINE, 1.0, 0.0, FROM_LEVER)
        us.syria_exit_day = world.clock.day
        us.syria_exit_days = lever.us_presence_syria_days
        us.syria_exit_to = share


@rule
def announce(world: World, bit: int, size: float) -> None:
    """Log the first day of an outside shock."""
    if size > 0.0 and world.clock.shocked & bit == 0:
        world.clock.shocked |= bit
        event = log_event(
            world, Action.SHOCK.value, ID_OUTSIDE, ID_NOBODY, BASELINE, 1.0, 0.0, FROM_LEVER
        )
        world.log[event].munitions = size
        world.log[event].blamed = bit


@rule
def strike_by_shock(world: World) -> None:
    """Outside shocks that act at once, and the first day of those that last."""
    lever = world.lever
    announce(world, 1, lever.isis_shock)
    announce(world, 2, lever.shock_turkey)
    announce(world, 4, lever.shock_epidemic)
    announce(world, 8, lever.shock_protest)
    if lever.isis_shock > 0.0:
        for k in range(world.clock.n_areas):
            world.areas[k].strength += lever.isis_shock * world.areas[k].start
        lever.isis_shock = 0.0


@rule
def morning(world: World) -> None:
    """All that the scenario does before anybody decides."""
    if carry_out(world):
        world.campaign.moved = 1
        close_ordered(world)
        withdraw_ordered(world)
        strike_by_shock(world)
