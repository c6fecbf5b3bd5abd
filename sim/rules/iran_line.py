"""Iran's line to its allies: restrain, silent or encourage, a choice by logit."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.levers import AUTO
from sim.state.actors import Iran, Us


@rule
def reviews_line(u: float, lever: Any, iran: Iran, p: Any) -> bool:
    """Does Iran review its line today? Always when the scenario orders another one.

    Source: wsj:20 (M025). Status: assumed.
    """
    if lever.iran_line != AUTO:
        return iran.line != lever.iran_line
    return u < p.line_review


@rule
def pull_to_restrain(iran: Iran, us: Us, lever: Any, p: Any) -> float:
    """Utility of telling the allies to hold fire, against silence at 0.

    Being held to account, and the days after its own reprisal, pull that way.
    Source: wsj:20, wsj:22 (M023, M025). Status: assumed.
    """
    liable = p.line_liability * lever.us_liability * min(1.0, us.exchange)
    return p.line_restrain + liable + p.line_after_reprisal * iran.after_reprisal


@rule
def pull_to_encourage(iran: Iran, p: Any) -> float:
    """Utility of encouraging the allies, against silence at 0.

    An unpaid debt and strain from sanctions pull that way.
    Source: wsj:10, spiked:11, forum:25 (M026, M078, M108, M109; switch H6). Status: assumed.
    """
    return p.line_encourage + p.line_debt * iran.debt + p.line_pressure * iran.pressure


@rule
def choose_line(u: float, restrain: float, encourage: float, iran: Iran, p: Any) -> int:
    """Line drawn from the logit of the two utilities: -1 restrain, 0 silent, 1 encourage.

    A change has a cost, so a line lasts; an order to hold does not turn into one to fire in a
    single step. Hard-liners act beside the line, not through it.
    Source: wsj:20, wsj:10 (M025, M026, M035). Status: assumed (logit form).
    """
    stay = maths.exp(p.line_inertia)
    a = maths.exp(restrain) * (stay if iran.line < 0 else 1.0)
    b = maths.exp(encourage) * (stay if iran.line > 0 else 1.0)
    if iran.line < 0:
        b = 0.0
    x = u * ((stay if iran.line == 0 else 1.0) + a + b)
    if x < a:
        return -1
    return 1 if x < a + b else 0


@rule
def arms_sent(lever: Any, p: Any) -> float:
    """Short-range missiles that reach each militia a day, >= 0, times its link.

    Source: wsj:17 (M013). Status: assumed.
    """
    return max(0.0, lever.iran_arms_x * p.arms_rate + lever.iran_arms_add)
