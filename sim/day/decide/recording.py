"""How a decision is written down: as an intent, in the order in which acts will be carried out."""

from __future__ import annotations

from sim.jit import rule
from sim.state.actors import DECISIONS, ID_NOBODY
from sim.state.layout import World


@rule
def record_targeted(
    world: World, action: int, actor: int, target: int, size: float, chance: float, u: float,
    cause: int, forced: int,
) -> None:  # fmt: skip
    """Write one decision down, with its target and size; at `u >= chance` the actor holds.

    One that is not taken is kept as well, so that what was asked, and with which chance, can be
    looked up after the morning. More decisions than the table of actors has room for make the run
    a failed one, as events do that do not fit the log.
    """
    if world.clock.n_intents >= DECISIONS:
        world.clock.lost += 1
        return
    intent = world.intents[world.clock.n_intents]
    intent.action = action
    intent.taken = 1 if u < chance else 0
    intent.actor = actor
    intent.target = target
    intent.size = size
    intent.p = chance
    intent.u = u
    intent.cause = cause
    intent.forced = forced
    intent.lapses_in_war = 0
    world.clock.n_intents += 1


@rule
def is_taken(world: World, action: int) -> bool:
    """Has this act been decided this morning?"""
    for k in range(world.clock.n_intents):
        if world.intents[k].action == action and world.intents[k].taken == 1:
            return True
    return False


@rule
def record(
    world: World, action: int, actor: int, chance: float, u: float, cause: int, forced: int
) -> None:
    """Write down a decision that has neither target nor size."""
    record_targeted(world, action, actor, ID_NOBODY, 0.0, chance, u, cause, forced)
