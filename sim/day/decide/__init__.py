"""The morning: everyone decides on the same start-of-day world.

Nothing here changes the world; each decision is written down as an intent, with the probability
that the rule gave, the draw it met and the event that caused it. Effects read the intents later.
"""

from __future__ import annotations

from typing import Any

from sim.actions import Slot
from sim.day.decide.iraq import decide_access, decide_outside, decide_siege, decide_vote
from sim.day.decide.militias import decide_militia
from sim.day.decide.proposal import HOLD
from sim.day.decide.states import decide_states
from sim.jit import rule
from sim.rules import fire
from sim.state.layout import World


@rule
def decide(world: World, p: Any) -> None:
    """All decisions of one day. In coded history only undated harassing fire is free."""
    for k in range(Slot.MILITIA.value + world.clock.n_militias):
        world.intents[k].act = HOLD
    if world.clock.war == 1:
        return
    level = fire.hostility(world.us, world.iran, world.lever, p)
    for i in range(world.clock.n_militias):
        decide_militia(world, i, level, p)
    if world.clock.free == 0:
        return
    decide_states(world, p)
    decide_vote(world, p)
    decide_access(world, p)
    decide_siege(world, p)
    decide_outside(world, p)
