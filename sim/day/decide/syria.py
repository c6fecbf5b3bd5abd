"""What Syria's regime decides."""

from __future__ import annotations

from typing import Any

from sim import luck
from sim.actions import BASELINE, FREE, Action
from sim.day.decide.recording import record
from sim.jit import rule
from sim.rules import advance
from sim.state.actors import ID_SYRIA
from sim.state.layout import World


@rule
def decide_advance(world: World, p: Any) -> None:
    """To take ground back."""
    u = luck.uniform(world.clock.day_key, world.syria.key, luck.ADVANCE)
    chance = advance.p_advance(world.syria, p)
    record(world, Action.ADVANCE.value, ID_SYRIA, chance, u, BASELINE, FREE)
