"""Sanctions: they rise with the confrontation, days after an exchange of fire."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Us


@rule
def exchange_added(weight: float, p: Any) -> float:
    """Freshness that one act of violence adds; `weight` in American deaths. Exchanges, > 0.

    Source: spiked:10 (M079). Status: assumed.
    """
    return 1.0 + p.exchange_per_death * weight


@rule
def p_step(us: Us, p: Any) -> float:
    """Chance in [0, 1] of a new step of sanctions today, also without new deaths.

    Steps already taken of late leave less to sanction. They may also take the place of a strike
    that is owed to a state.
    Source: spiked:10, forum:25 (M078, M079). Status: assumed.
    """
    push = p.sanctions_instead if us.owed_by_state == 1 else 0.0
    if us.exchange >= p.sanction_floor:
        push += p.sanction_hazard * us.exchange
    return maths.chance(push / (1.0 + p.sanction_spent * us.fresh_steps))


@rule
def level(us: Us, lever: Any, p: Any) -> float:
    """Level of sanctions, 1 at the start, >= 0: own steps so far and steps ordered by the scenario.

    Source: spiked:10, spiked:11 (M078, M080). Status: assumed.
    """
    return max(0.0, 1.0 + p.sanction_step * (us.steps + lever.us_sanctions))


@rule
def pressure_on_iran(us: Us) -> float:
    """Strain on Iran from sanctions beyond the start, in [0, 1]: each further step adds less.

    Source: forum:25, spiked:12 (M078, M081). Status: assumed.
    """
    beyond = max(0.0, us.sanctions - 1.0)
    return beyond / (1.0 + beyond)


@rule
def p_talks(us: Us, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that talks between the US and Iran begin today, once.

    Pressure brings them on if it compels; an offer may be taken up, seldom if pressure entrenches.
    Source: forum:25, spiked:11, spiked:12 (M080, M108, M109; switch H6). Status: assumed.
    """
    if us.talking == 1 or lever.us_talks == 0.0:
        return 0.0
    beyond = max(0.0, us.sanctions - 1.0)
    hazard = p.talks_from_pressure * beyond / (1.0 + beyond)
    if lever.us_talks == 1.0:
        hazard += p.talks_offered
    return maths.chance(hazard)
