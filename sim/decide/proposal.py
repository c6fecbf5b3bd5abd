"""How a decision is written down."""

from __future__ import annotations

from sim.actions import Action
from sim.jit import rule
from sim.world import World

HOLD = Action.HOLD.value


@rule
def propose(
    world: World,
    slot: int,
    action: int,
    target: int,
    size: float,
    chance: float,
    u: float,
    cause: int,
    forced: int,
) -> None:
    """Write one decision down; at `u >= chance` the actor holds."""
    intent = world.intents[slot]
    intent.act = action if u < chance else HOLD
    intent.target = target
    intent.size = size
    intent.p = chance
    intent.u = u
    intent.cause = cause
    intent.forced = forced
