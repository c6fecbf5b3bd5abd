"""What Syria's regime brings about."""

from __future__ import annotations

from sim.day.effects.record import log_intent
from sim.jit import rule
from sim.state.bookkeeping import Intent
from sim.state.layout import World


@rule
def take_ground(world: World, intent: Intent) -> None:
    """The regime advances."""
    log_intent(world, intent)
    world.syria.gains += 1.0
