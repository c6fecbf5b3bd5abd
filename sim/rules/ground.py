"""The race for ground that ISIS loses: who may take an area, who holds it, what ISIS takes back."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Area, Force


@rule
def hold(area: Area) -> float:
    """How firmly ISIS still holds an area, in [0, 1]: its strength there against the start.

    Source: border:24, border:25 (M091). Status: assumed.
    """
    return min(1.0, area.strength / area.start)


@rule
def advance_rate(
    force: Force, area: Area, rivals: float, across: float, aid: float, p: Any
) -> float:
    """Rate, >= 0, a day, at which a force takes an area next door from ISIS.

    The weaker ISIS is there, the faster: its decline sets off a race among those whom it kept
    apart, and `rivals` next to the same area hurry each other. Oil and roads draw; the frontier
    draws those close to Iran. US fire holds an advance back and leaves the drive as it is.
    `across` is the readiness to cross the border (1 at home), `aid` what friends and foes add.
    Source: border:3, border:10, border:11, border:24, border:25, border:27, border:35
    (M083, M091, M095). Status: assumed.
    """
    ready = force.pace * force.might * (1.0 - force.shy) * across * aid
    drawn = 1.0 + p.prize_pull * area.prize + p.race_pull * rivals
    drawn += p.frontier_pull * force.link * area.frontier
    return p.advance_rate * ready * drawn * (1.0 - p.hold_effect * hold(area))


@rule
def p_advance(rate: float) -> float:
    """Chance in [0, 1] that a force takes an area today; `rate` sums over what lies next door.

    Source: border:3, border:10, border:24 (M091, M095). Status: assumed.
    """
    return maths.chance(rate)


@rule
def left_after_capture(area: Area, p: Any) -> float:
    """ISIS strength left in an area that somebody took, >= 0: cells stay behind.

    Source: border:3, border:9 (M057, M095). Status: assumed.
    """
    return area.strength * p.capture_left


@rule
def p_retake(area: Area, force: Force, p: Any) -> float:
    """Chance in [0, 1] that ISIS takes an area back from the force that holds it today.

    It is not passive: where it is strong and the holder weak it returns.
    Source: border:9, globe:18 (M057). Status: assumed.
    """
    return maths.chance(p.retake_rate * hold(area) / (1.0 + force.might))


@rule
def might_tomorrow(force: Force, supplied: float, p: Any) -> float:
    """Men and arms of a force tomorrow, >= 0: losses are made good, a land route brings more.

    `supplied` is the share that an open land route adds (`corridor.supply`).
    Source: border:4, border:11, border:35 (M083, M086). Status: assumed.
    """
    wanted = force.might_start * (1.0 + supplied)
    return force.might + p.might_regained * (wanted - force.might)
