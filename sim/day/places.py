"""Which place is meant: the embassy, bases that hold Americans, what lies next door to whom."""

from __future__ import annotations

from sim.jit import rule
from sim.state.actors import Area, Force
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


@rule
def may_cross(force: Force, area: Area) -> bool:
    """Does the area lie across the border for this force?"""
    return force.iraqi == area.in_syria


@rule
def stands_beside(world: World, f: int, k: int) -> bool:
    """Does force `f` hold an area next to area `k`?"""
    for n in range(world.link_from[k], world.link_from[k + 1]):
        if world.areas[world.links[n]].holder == f:
            return True
    return False


@rule
def is_partner(world: World, k: int) -> bool:
    """Does a US partner hold area `k`?"""
    holder = world.areas[k].holder
    return holder >= 0 and world.forces[holder].partner == 1


@rule
def fights_for_damascus(force: Force) -> bool:
    """Is it Damascus's army, or Iran's units beside it?"""
    return force.partner == 0 and force.iraqi == 0 and force.turkish == 0


@rule
def are_rivals(one: Force, other: Force) -> bool:
    """Are they of two camps: Damascus and Iran's allies, Baghdad's army, US partners, Turkey's?"""
    if one.partner != other.partner or one.turkish != other.turkish:
        return True
    return (one.iraqi == 1 and one.army == 1) != (other.iraqi == 1 and other.army == 1)


@rule
def rivals_beside(world: World, f: int, k: int) -> int:
    """Areas next to area `k` that rivals of force `f` hold."""
    found = 0
    for n in range(world.link_from[k], world.link_from[k + 1]):
        holder = world.areas[world.links[n]].holder
        if holder >= 0 and are_rivals(world.forces[f], world.forces[holder]):
            found += 1
    return found
