"""The expulsion vote, and whether anybody signs it."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.actions import DAYS_PER_MONTH
from sim.jit import rule
from sim.levers import AUTO
from sim.state.actors import Campaign, Iraq


@rule
def p_vote(iraq: Iraq, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that parliament votes today to expel foreign troops; it votes once.

    Strikes on Iraqi soil that kill Iraqis bring it on, through the bloc of the militias' allies
    and the faster the less the presence is held legitimate. Room for protest against Iran brakes.
    Source: forum:7, forum:21, globe:17, wsj:13, spiked:16 (M059, M064, M076, M077).
    Status: assumed.
    """
    if iraq.voted_day >= 0:
        return 0.0
    if lever.iraq_vote != AUTO:
        return lever.iraq_vote
    push = iraq.anger - p.vote_floor
    if push <= 0.0:
        return 0.0
    push *= p.vote_hazard * p.allied_bloc * (2.0 - iraq.legitimacy)
    return maths.chance(push / (1.0 + p.protest_brake * max(0.0, iraq.protest - 1.0)))


@rule
def p_sign(iraq: Iraq, campaign: Campaign, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the premier signs today and attaches a date.

    Once the troops are gone there is nothing left to sign.
    Source: globe:17, spiked:15, forum:17 (M060, M061, M062). Status: assumed.
    """
    if iraq.signed_day >= 0:
        return 0.0
    if lever.iraq_bill != AUTO:
        return lever.iraq_bill
    if iraq.voted_day < 0 or iraq.alignment <= 0.0 or campaign.us <= 0.0:
        return 0.0
    return maths.chance(p.sign_hazard * iraq.alignment)


@rule
def timetable_days(lever: Any, p: Any) -> float:
    """Days that a signed bill gives the US to leave, > 0.

    Source: globe:17 (M061): the bill named no date, so the length is open. Status: assumed.
    """
    months = lever.iraq_timetable if lever.iraq_timetable > 0.0 else p.timetable_months
    return months * DAYS_PER_MONTH
