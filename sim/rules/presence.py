"""American presence: why it ends, how fast, and who goes with it."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Campaign, Iraq, Us


@rule
def p_leave(us: Us, iraq: Iraq, p: Any) -> float:
    """Chance in [0, 1] that the US begins to leave Iraq today.

    A signed timetable presses for the withdrawal, though the US has refused before; a bare vote
    leaves troops in place unless presence is untenable after killings. Those who came back on
    invitation stay.
    Source: spiked:15, globe:17, wsj:13, forum:21 (M060, M061, M106, M107; switch H5).
    Status: assumed.
    """
    if us.exit_day >= 0 or us.returning == 1:
        return 0.0
    if iraq.signed_day >= 0:
        return maths.chance(p.exit_after_signature)
    if iraq.voted_day < 0:
        return 0.0
    return maths.chance(p.exit_after_vote)


@rule
def exit_length(iraq: Iraq, p: Any) -> float:
    """Days that a withdrawal takes: the bill's timetable, or the US's own pace. > 0.

    Source: globe:17 (M061). Status: assumed.
    """
    return iraq.timetable if iraq.timetable > 0.0 else p.exit_days


@rule
def p_invited(us: Us, iraq: Iraq, isis: float, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that Baghdad invites the troops back today, during or after their exit.

    In 2014 they came back because ISIS was strong. The nearer Baghdad is to Tehran, the less
    likely. `isis` is ISIS strength, 1 at the start.
    Source: forum:18, forum:24 (M077, M067). Status: assumed.
    """
    if us.exit_day < 0 or lever.us_presence_return == 0.0:
        return 0.0
    need = max(0.0, isis - p.invite_isis)
    return maths.chance(p.invite_hazard * need * max(0.0, 1.0 - max(0.0, iraq.alignment)))


@rule
def share_returned(campaign: Campaign, p: Any) -> float:
    """Share of the troops in Iraq tomorrow while they come back on invitation, in [0, 1].

    Source: forum:18, forum:24 (M077). Status: assumed.
    """
    return min(1.0, campaign.us + p.return_pace)


@rule
def partners_returned(campaign: Campaign, p: Any) -> float:
    """Coalition partners tomorrow while American support comes back, in [0, 1].

    Source: forum:13, forum:18 (M048). Status: assumed.
    """
    return min(1.0, campaign.partners + p.return_pace)


@rule
def share_left(day: int, start: int, days: float, to_share: float) -> float:
    """Share of troops still there on `day` of a straight-line withdrawal, in [0, 1].

    `start` is the first day of the withdrawal, `days` its length, `to_share` what stays.
    Source: spiked:16 (M104, M105; switch H4). Status: assumed.
    """
    done = min(1.0, (day - start + 1.0) / days)
    return 1.0 - (1.0 - to_share) * max(0.0, done)


@rule
def partners_leave(campaign: Campaign, p: Any) -> float:
    """Coalition partners still there tomorrow, in [0, 1]: they follow American support out.

    Source: forum:13 (M048). Status: assumed.
    """
    wanted = min(1.0, campaign.us / p.partners_need)
    if wanted >= campaign.partners:
        return campaign.partners
    return max(wanted, campaign.partners - p.partners_pace)


@rule
def partners_after_deaths(campaign: Campaign, killed: int, p: Any) -> float:
    """Coalition partners left once `killed` of their own have died, in [0, 1].

    Source: spiked:8, forum:13 (M011, M048). Status: assumed.
    """
    return max(0.0, campaign.partners * (1.0 - min(1.0, p.partners_per_death * killed)))


@rule
def partners_after_vote(campaign: Campaign, p: Any) -> float:
    """Coalition partners left after a vote to expel all foreign troops, in [0, 1].

    Source: globe:17, forum:13 (M048, M060). Status: assumed.
    """
    return campaign.partners * (1.0 - p.partners_after_vote)


@rule
def syria_tomorrow(campaign: Campaign, p: Any) -> float:
    """Syrian contingent tomorrow, as a share of the start, in [0, 1].

    It cannot stay without the bases in Iraq; the converse does not hold.
    Source: forum:14, globe:7 (M049). Status: assumed.
    """
    if campaign.us >= p.syria_support:
        return campaign.syria
    return max(0.0, campaign.syria - p.syria_pace)
