"""Which place is meant: the embassy, the bases that hold Americans, the militias' mean cover."""

from __future__ import annotations

from sim.jit import rule
from sim.state.layout import World


@rule
def embassy(world: World) -> int:
    """Number of the site that is the embassy."""
    found = 0
    for j in range(world.clock.n_sites):
        if world.sites[j].embassy == 1:
            found = j
    return found


@rule
def bases_in_iraq(world: World) -> int:
    """Open bases in Iraq that hold Americans, the embassy left out."""
    found = 0
    for j in range(world.clock.n_sites):
        site = world.sites[j]
        if site.open == 1 and site.troops > 0.0 and site.in_syria == 0 and site.embassy == 0:
            found += 1
    return found


@rule
def mean_standing(world: World) -> float:
    """Mean legal cover of the militias inside the state, in [0, 1]."""
    total = 0.0
    for i in range(world.clock.n_militias):
        total += world.militias[i].standing
    return total / world.clock.n_militias
