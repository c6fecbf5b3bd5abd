"""Baghdad between Washington and Tehran: anger, legitimacy, access, and the militias' cover."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.levers import AUTO
from sim.state.actors import Campaign, Force, Iraq, Militia


@rule
def anger_from_strike(fighters: float, p: Any) -> float:
    """Anger in Baghdad at one strike on militias inside the state, in strikes, >= 0.

    Strikes elsewhere leave none.
    Source: forum:21, spiked:15 (M059, M064). Status: assumed.
    """
    return 1.0 + p.anger_per_fighter * fighters


@rule
def anger_from_leadership(p: Any) -> float:
    """Anger at a leadership strike on Iraqi soil, in strikes, >= 0.

    Source: forum:19, forum:21, globe:17 (M059). Status: assumed.
    """
    return p.anger_per_leadership


@rule
def legitimacy_after_breach(iraq: Iraq, anger: float, p: Any) -> float:
    """Standing of the US presence after a breach that raised `anger`, in [0, 1].

    Source: forum:18, forum:21 (M077). Status: assumed.
    """
    return iraq.legitimacy * (1.0 - min(1.0, p.legitimacy_loss * anger))


@rule
def legitimacy_regained(iraq: Iraq, p: Any) -> float:
    """Standing of the presence after one day on which the terms were kept, in [0, 1].

    Source: forum:18 (M077). Status: assumed.
    """
    return iraq.legitimacy + p.legitimacy_gain * (1.0 - iraq.legitimacy)


@rule
def alignment_tomorrow(iraq: Iraq, isis: float, p: Any) -> float:
    """Alignment after one day, in [-1, 1]: anger pushes to Tehran, a stronger ISIS to Washington.

    Baghdad needs both: a hard push by one side drives it only part of the way to the other. Need of
    the US counts only while its presence is held legitimate. `isis` is ISIS strength, 1 at the
    start.
    Protest against Iran's sway, beyond that of the start, cuts its standing.
    Source: forum:11, forum:17, forum:21, spiked:15, spiked:16, spiked:17 (M062, M064, M068, M077).
    Status: assumed.
    """
    pushed = p.alignment_push * min(1.0, iraq.anger / p.anger_full)
    pushed -= p.protest_pull * min(1.0, max(0.0, iraq.protest - 1.0))
    held = max(0.0, iraq.legitimacy - p.need_legitimacy) / (1.0 - p.need_legitimacy)
    pushed -= p.alignment_need * held * min(1.0, max(0.0, isis - 1.0))
    return iraq.alignment + p.alignment_pace * (max(-1.0, pushed) - iraq.alignment)


@rule
def access_may_change(iraq: Iraq, day: int, p: Any) -> bool:
    """Has the present rule on access stood long enough to be changed again?

    Source: globe:11 (M045). Status: assumed.
    """
    return iraq.access_day < 0 or day - iraq.access_day >= p.access_spell


@rule
def p_access_cut(iraq: Iraq, campaign: Campaign, standing: float, p: Any) -> float:
    """Chance in [0, 1] that airspace and ground access are cut today, without any expulsion.

    The militias' weight in the state and in parliament presses for it, anger the more; `standing`
    is their mean legal cover. Where no American troops are there is nothing to cut.
    Source: globe:11, globe:7, forum:7 (M045, M077). Status: assumed.
    """
    if campaign.us <= 0.0:
        return 0.0
    push = standing * p.allied_bloc + iraq.anger
    return maths.chance(p.access_cut_hazard * push * (1.0 - iraq.legitimacy))


@rule
def p_access_restored(iraq: Iraq, campaign: Campaign, p: Any) -> float:
    """Chance in [0, 1] that access is given back today, the likelier the more anger has faded.

    Where no American troops are there is nobody to give it to.
    Source: globe:6, globe:11 (M045, M077). Status: assumed.
    """
    if campaign.us <= 0.0:
        return 0.0
    return maths.chance(p.access_back_hazard / (1.0 + iraq.anger))


@rule
def anger_from_state_forces(killed: float, p: Any) -> float:
    """Anger in Baghdad at soldiers and police of the state killed by a strike, in strikes, >= 0.

    Source: spiked:15, forum:19, forum:21 (M059, M064). Status: assumed.
    """
    return p.anger_per_soldier * killed


@rule
def anger_from_war(war: int, p: Any) -> float:
    """Anger that one day of open war on Iraqi soil adds, in strikes, >= 0.

    Source: spiked:15, forum:27 (M052, M064). Status: assumed.
    """
    return p.anger_per_war_day * war


@rule
def open_share(own: float, order: float) -> float:
    """Share of airspace or ground open to the US today, in [0, 1], after the scenario's order.

    `own` is what Baghdad allows, `order` the lever.
    Source: globe:11 (M045). Status: assumed.
    """
    if order != AUTO:
        return order
    return own


@rule
def access_after_cut(p: Any) -> float:
    """Share of access left after a cut, in [0, 1].

    Source: globe:11 (M045). Status: assumed.
    """
    return p.access_left


@rule
def standing_tomorrow(m: Militia, iraq: Iraq, isis: float, lever: Any, p: Any) -> float:
    """A militia's legal cover tomorrow, in [0, 1]: ISIS and American strikes let it bed in.

    It falls only by the state's own effort to rein the militias in. `isis` is ISIS strength, 1 at
    the start.
    Source: spiked:14, spiked:17, forum:17, border:38 (M062, M063, M064, M070). Status: assumed.
    """
    need = max(0.0, isis - 1.0) + p.standing_anger * iraq.anger
    gained = p.standing_pace * need * (1.0 - m.standing)
    lost = p.standing_rein * lever.iraq_rein_in * m.standing
    return min(1.0, max(0.0, m.standing + gained - lost))


@rule
def reined_in(m: Militia, isis: float, lever: Any, p: Any) -> float:
    """Share of a militia's capability that state effort takes away in a day, in [0, 1].

    Slow, and only while ISIS is weak: with ISIS strong Baghdad needs the militias.
    Source: forum:17, spiked:14, border:38 (M062, M063). Status: assumed.
    """
    if lever.iraq_rein_in <= 0.0:
        return 0.0
    need = min(1.0, p.rein_in_isis * max(0.0, isis - 1.0))
    return min(1.0, p.rein_in_pace * lever.iraq_rein_in * (1.0 - need) * (1.0 - m.standing))


@rule
def entrenchment_after_exit(m: Militia, us_share: float, p: Any) -> float:
    """Legal cover a militia loses in a day as the US leaves, in [0, 1]; 0 unless H4-A.

    `us_share` is the share of US troops still in Iraq.
    Source: spiked:16, spiked:17 (M104; switch H4). Status: assumed.
    """
    return m.standing * p.exit_disentrench * (1.0 - us_share)


@rule
def standing_lost_to_army(m: Militia, regained: float, us_share: float, p: Any) -> float:
    """Legal cover that a militia loses in a day as the state's own army grows, in [0, 1].

    An army that wins ground back (`regained`, a share of Iraq's areas) shows that militias are not
    needed; American advisers (`us_share` of their troops) build it up, over years.
    Source: border:38, border:39 (M072, M073). Status: assumed.
    """
    return m.standing * min(1.0, p.army_success * regained + p.adviser_pace * us_share)


@rule
def across_border(force: Force, lever: Any, p: Any) -> float:
    """Readiness of a force to fight across the border today, in [0, 1].

    Baghdad's limits hold its militias back in deeds less than in words; an effort to hold the
    border itself leaves them no way across.
    Source: border:5, border:6, border:8, border:36 (M071). Status: assumed.
    """
    limited = p.limits_deeds * lever.iraq_limits * force.iraqi
    return force.crosses * (1.0 - limited) * (1.0 - lever.iraq_border * force.iraqi)


@rule
def rhetoric_tomorrow(iraq: Iraq, lever: Any, p: Any) -> float:
    """Militias' talk of fighting abroad tomorrow, in [0, 1]: a premier's limits cool it in weeks.

    Source: border:5, border:6, border:7 (M071). Status: assumed.
    """
    wanted = 1.0 - p.limits_words * lever.iraq_limits
    return iraq.rhetoric + p.rhetoric_pace * (wanted - iraq.rhetoric)


@rule
def p_order_home(abroad: float, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that Baghdad orders its militias home from Syria today.

    Fighters who are disowned as unofficial cost it little, so that it rather looks away; `abroad`
    is the number of areas that they hold across the border.
    Source: border:5, border:6, border:8 (M071, M075). Status: assumed.
    """
    asked = p.order_home * lever.iraq_limits * abroad
    return maths.chance(asked * (1.0 - p.deniability))


@rule
def crosses_after_order(force: Force, p: Any) -> float:
    """Readiness of a militia to fight abroad after an order to come home, in [0, 1].

    The closer it is to Iran, the less the order counts.
    Source: border:6, border:8 (M071). Status: assumed.
    """
    return force.crosses * (1.0 - p.order_obeyed * (1.0 - force.link))


@rule
def army_help(force: Force, lever: Any, p: Any) -> float:
    """Factor, >= 1, on the advance of Baghdad's army when the state puts its effort on the border.

    Source: border:5, border:39 (M072). Status: assumed.
    """
    return 1.0 + p.border_effort * lever.iraq_border * force.iraqi * force.army
