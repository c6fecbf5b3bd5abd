"""US fire to protect partners in Syria: what comes close, who is hit, and how the US wavers."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Campaign, Force, Us


@rule
def will_tomorrow(us: Us, p: Any) -> float:
    """US commitment to its partners in Syria tomorrow, in [0, 1]: it fades with time.

    Source: border:13, border:14, border:17 (M088). Status: assumed.
    """
    return us.will * p.will_keep


@rule
def commitment(us: Us, campaign: Campaign, lever: Any) -> float:
    """US commitment that partners can count on today, in [0, 1], after the scenario's overlay.

    It goes with the troops who stand behind it.
    Source: border:13, border:14, border:16, forum:14 (M088, M089). Status: assumed.
    """
    own = lever.us_commitment_x * us.will + lever.us_commitment_add
    return min(1.0, max(0.0, own)) * campaign.syria


@rule
def near_tomorrow(us: Us, p: Any) -> float:
    """Hostile units still close to partners tomorrow, in moves, >= 0.

    Source: border:11, border:31 (M084). Status: assumed.
    """
    return us.near * p.near_keep


@rule
def swing_tomorrow(us: Us, u: float, lever: Any, p: Any) -> float:
    """US posture tomorrow, in [-1, 1]: it wanders between tough and easing up.

    `u` is uniform. The lever scales how much the signals waver.
    Source: border:22, border:34, border:40 (M093). Status: assumed.
    """
    step = lever.us_signals * p.swing_step * (2.0 * u - 1.0)
    return min(1.0, max(-1.0, p.swing_keep * us.swing + step))


@rule
def swing_after_fire(us: Us, lever: Any, p: Any) -> float:
    """US posture after it fired, in [-1, 1]: fear of a quagmire eases it up.

    Source: border:40 (M093). Status: assumed.
    """
    return max(-1.0, us.swing - lever.us_signals * p.quagmire_fear)


@rule
def p_probe(force: Force, us: Us, near: float, p: Any) -> float:
    """Chance in [0, 1] that a force moves close to US partners today to see what happens.

    `near` is the share of partner-held areas that lie next to its own. Signals that waver invite
    it, fire that it just met and de-confliction hold it back.
    Source: border:11, border:33, border:40 (M083, M085, M093). Status: assumed.
    """
    tempted = 1.0 + p.probe_mixed * abs(us.swing)
    calm = 1.0 - p.deconflict_calm * us.deconflicted
    ready = force.pace * force.might * (1.0 - force.shy)
    return maths.chance(p.probe_rate * near * ready * tempted * calm)


@rule
def p_defend(us: Us, committed: float, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US fires today to protect its partners.

    What counts is that hostile units are close, and not that they are in Syria. `committed` is
    `commitment`.
    Source: border:11, border:31, border:32, border:33 (M083, M084, M085, M093). Status: assumed.
    """
    if lever.us_self_defence == 0.0 or us.near <= 0.0:
        return 0.0
    calm = 1.0 - p.deconflict_calm * us.deconflicted
    return maths.chance(p.defend_rate * us.near * committed * (1.0 + us.swing) * calm)


@rule
def is_spared(force: Force, territory: float, p: Any) -> bool:
    """Does the US spare a force from Iraq? Yes while ISIS holds ground and Baghdad needs it.

    `territory` is the share of the areas that ISIS holds.
    Source: border:36, border:37 (M074). Status: assumed.
    """
    return force.iraqi == 1 and territory > p.spare_territory


@rule
def shy_after_fire(force: Force, p: Any) -> float:
    """How far US fire holds a force back, in [0, 1]: it stops the advance, not the drive.

    Source: border:2, border:11 (M083). Status: assumed.
    """
    return force.shy + p.fire_stops * (1.0 - force.shy)


@rule
def shy_tomorrow(force: Force, p: Any) -> float:
    """How far past US fire still holds a force back tomorrow, in [0, 1].

    Source: border:11 (M083). Status: assumed.
    """
    return force.shy * p.shy_keep


@rule
def fighters_killed(u: float, p: Any) -> int:
    """Fighters killed by one act of protective fire, >= 0: no number is given.

    Source: border:11, border:31 (M083). Status: assumed.
    """
    return int(maths.hazard(u) * p.defend_fighters)


@rule
def might_after_fire(force: Force, fighters: float, p: Any) -> float:
    """Men and arms that a force keeps after protective fire killed `fighters`, >= 0.

    Source: border:11 (M083). Status: assumed.
    """
    return force.might * (1.0 - min(1.0, p.might_per_fighter * fighters))


@rule
def p_clash(force: Force, p: Any) -> float:
    """Chance in [0, 1] that fire on Damascus's own army becomes an exchange with it.

    Russia, behind the Syrian army, is a brake.
    Source: border:30, border:31 (M094). Status: assumed.
    """
    return p.clash_chance * (1.0 - p.russia_brake) * force.army


@rule
def p_deconflict(us: Us, territory: float, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US agrees today to keep out of Damascus's way against ISIS.

    The likelier the more it has eased up, while ISIS still holds ground to be taken (`territory`).
    Source: border:23, border:33 (M085). Status: assumed.
    """
    if us.deconflicted == 1 or lever.us_deconflict == 0.0:
        return 0.0
    if lever.us_deconflict == 1.0:
        return 1.0
    eased = 1.0 + max(0.0, 0.0 - us.swing)
    return maths.chance(p.deconflict_rate * eased) if territory > 0.0 else 0.0


@rule
def way_opened(force: Force, us: Us, p: Any) -> float:
    """Factor, >= 1, on the advance of Damascus's side while the US keeps out of its way.

    Source: border:23, border:33 (M085). Status: assumed.
    """
    if force.partner == 1 or force.iraqi == 1:
        return 1.0
    return 1.0 + p.deconflict_opens * us.deconflicted


@rule
def obstruction(territory: float, start: float, p: Any) -> float:
    """Share of the partners' advance that Iran's side hinders, in [0, 1].

    It fights ISIS too, so the less ground ISIS holds (`territory`, of `start` at the outset), the
    more it stands in the way of an American success.
    Source: border:28, border:29, border:41 (M092). Status: assumed.
    """
    if start <= 0.0:
        return 0.0
    return p.obstruction * max(0.0, 1.0 - territory / start)
