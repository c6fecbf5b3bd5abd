"""Conditions: what the `when` of an intervention may ask of the run since its first free day."""

from __future__ import annotations

from typing import Final

from sim.jit import rule
from sim.state.bookkeeping import RUNNING, Tally
from sim.state.fields import fields_of
from sim.state.layout import World

CONDITIONS: Final[dict[str, str]] = {
    "us_killed": "us_killed",
    "partner_killed": "partner_killed",
    "n_rocket_attacks": "attacks",
    "n_fatal_attacks": "fatal_attacks",
    "n_us_strikes": "us_strikes",
    "n_sieges": "sieges",
    "n_leadership_strikes": "leadership_strikes",
    "n_salvos": "salvos",
    "vote": "votes",
    "peak_rung": "peak_rung",
    "fighters_killed": "fighters_killed",
    "pause_days": "pause_days",
    "isis_strength_ratio": "isis",
    "talks": "talks",
    "n_us_fire_syria": "fire_syria",
    "n_corridor_days": "route_days",
    "n_deals": "deals",
}
"""Outcome that a condition may name -> the counter of the run that it reads."""

COMPARISONS: Final = (">=", ">", "<=", "<", "==")

_COUNTERS: Final = list(fields_of(Tally))
# As tuples of numbers, because compiled code knows neither names nor dictionaries.
COLUMN: Final = tuple(_COUNTERS.index(field) for field in CONDITIONS.values())
IS_SUM: Final = tuple(field in RUNNING for field in CONDITIONS.values())
IS_WHOLE: Final = tuple(fields_of(Tally)[field][0] is int for field in CONDITIONS.values())


@rule
def value_so_far(world: World, row: int) -> float:
    """Value so far of row `row` of CONDITIONS; sums count from the first free day."""
    value: float = world.tally_levels[COLUMN[row]]
    if IS_WHOLE[row]:
        value = 1.0 * world.tally_counts[COLUMN[row]]
    if IS_SUM[row]:
        value -= 1.0 * world.past_counts[COLUMN[row]]
    return value


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
