"""How a decision is written down."""

from __future__ import annotations

from sim.actions import Action
from sim.jit import rule
from sim.state.layout import World

HOLD = Action.HOLD.value


@rule
def aim(
    world: World, slot: int, action: int, target: int, size: float, chance: float, u: float,
    cause: int, forced: int,
) -> None:  # fmt: skip
    """Write one decision down, with its target and size; at `u >= chance` the actor holds."""
    intent = world.intents[slot]
    intent.act = action if u < chance else HOLD
    intent.target = target
    intent.size = size
    intent.p = chance
    intent.u = u
    intent.cause = cause
    intent.forced = forced


@rule
def propose(
    world: World, slot: int, action: int, chance: float, u: float, cause: int, forced: int
) -> None:
    """Write down a decision that has neither target nor size."""
    aim(world, slot, action, -1, 0.0, chance, u, cause, forced)
