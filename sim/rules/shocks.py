"""Outside shocks: they come from the scenario, except that missile stocks invite strikes."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Iran, Iraq, Militia


@rule
def p_depot_strike(stock: float, lever: Any, p: Any) -> float:
    """Chance in [0, 1] of an outside air strike on missile depots today.

    `stock` is the number of missiles in all militias: stocking invites strikes before use.
    Source: wsj:17 (M013, M014). Status: assumed.
    """
    hazard = p.depot_per_missile * stock + lever.shock_israel
    if hazard <= 0.0 or stock <= 0.0:
        return 0.0
    return maths.chance(hazard)


@rule
def missiles_after_depot_strike(m: Militia, p: Any) -> float:
    """Missiles that a militia keeps after its depot was hit, >= 0.

    Source: wsj:17 (M014). Status: assumed.
    """
    return m.missiles * (1.0 - p.depot_loss)


@rule
def charged_to_us(p: Any) -> float:
    """Grievance against the US from a third party's strike, in strikes, >= 0.

    Source: wsj:17 (M014). Status: assumed.
    """
    return p.depot_grievance


@rule
def burden_tomorrow(iran: Iran, lever: Any, p: Any) -> float:
    """Burden of an epidemic on Iran's state and people tomorrow, >= 0; sanctions make it worse.

    Source: spiked:12, spiked:13 (M081, M082). Status: assumed.
    """
    wanted = lever.shock_epidemic * (1.0 + p.epidemic_sanctions * iran.pressure)
    return iran.burden + p.epidemic_pace * (wanted - iran.burden)


@rule
def protest_tomorrow(iraq: Iraq, us_share: float, lever: Any, p: Any) -> float:
    """Room for protest against Iran's sway tomorrow, >= 0, 1 at the start.

    Strikes rally people to the militias and crowd protest out; under H4-A an American exit gives
    it room. `us_share` is the share of US troops still in Iraq.
    Source: spiked:16, spiked:17 (M064, M070, M076, M104; switch H4). Status: assumed.
    """
    freed = 1.0 + p.exit_protest * (1.0 - us_share)
    wanted = freed * (1.0 + lever.shock_protest) / (1.0 + p.protest_crowding * iraq.anger)
    return iraq.protest + p.protest_pace * (wanted - iraq.protest)


@rule
def repression(iraq: Iraq, p: Any) -> float:
    """Force that protesters meet in one day, as an index, >= 0: it moves with their protest.

    Source: spiked:16 (M068, M069). Status: assumed.
    """
    return p.repression * iraq.protest
