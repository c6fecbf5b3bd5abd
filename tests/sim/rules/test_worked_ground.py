"""Worked examples: the race for ground, US fire near partners, hedging, the land route."""

from __future__ import annotations

import pytest

from sim.levers import AUTO
from sim.rules import corridor, ground, hedging, shield, sovereignty
from tests.sim.rules.worked import Example, chance, drawn, example, of

RACE = of(prize_pull=2.0, race_pull=0.25, frontier_pull=4.0, advance_rate=0.1, hold_effect=0.5)
READY = of(pace=0.5, might=2.0, shy=0.25, link=0.5)


def advances(
    answer: float, frontier: int = 1, across: float = 0.8, strength: float = 0.06
) -> Example:
    return example(
        ground.advance_rate,
        answer,
        force=READY,
        area=of(prize=0.5, frontier=frontier, strength=strength, start=0.1),
        rivals=2.0,
        across=across,
        aid=1.25,
        p=RACE,
    )


GROUND = [
    *(
        example(ground.hold, answer, area=of(strength=strength, start=0.1))
        for answer, strength in ((0.6, 0.06), (1.0, 0.3))
    ),
    # Ready 0.5 * 2 * 0.75 * 0.8 * 1.25; drawn 1 + 1 + 0.5 + 2; three fifths of ISIS hold it by 0.3.
    advances(0.1 * 0.75 * 4.5 * 0.7),
    advances(0.1 * 0.75 * 2.5 * 0.7, frontier=0),
    advances(0.1 * 0.75 * 4.5 * 0.5, strength=0.4),
    advances(0.0, across=0.0),
    example(ground.p_advance, chance(0.3), rate=0.3),
    example(ground.left_after_capture, 0.06, area=of(strength=0.2), p=of(capture_left=0.3)),
    example(
        ground.p_retake,
        chance(0.12),
        area=of(strength=0.06, start=0.1),
        force=of(might=2.0),
        p=of(retake_rate=0.6),
    ),
    # A land route brings half as much again: a tenth of the way from 1 to 3.
    example(
        ground.might_tomorrow,
        1.2,
        force=of(might=1.0, might_start=2.0),
        supplied=0.5,
        p=of(might_regained=0.1),
    ),
]


def committed(answer: float, add: float) -> Example:
    return example(
        shield.commitment,
        answer,
        us=of(will=0.8),
        campaign=of(syria=0.5),
        lever=of(us_commitment_x=0.5, us_commitment_add=add),
    )


def swings(answer: float, u: float, signals: float) -> Example:
    return example(
        shield.swing_tomorrow,
        answer,
        us=of(swing=0.4),
        u=u,
        lever=of(us_signals=signals),
        p=of(swing_step=0.3, swing_keep=0.5),
    )


def probes(answer: float, swing: float, deconflicted: int) -> Example:
    return example(
        shield.p_probe,
        answer,
        force=of(pace=0.5, might=2.0, shy=0.25),
        us=of(swing=swing, deconflicted=deconflicted),
        near=0.4,
        p=of(probe_mixed=2.0, deconflict_calm=0.6, probe_rate=0.5),
    )


def defends(
    answer: float,
    swing: float = 0.5,
    deconflicted: int = 0,
    near: float = 2.0,
    allowed: float = 1.0,
) -> Example:
    return example(
        shield.p_defend,
        answer,
        us=of(near=near, swing=swing, deconflicted=deconflicted),
        committed=0.6,
        lever=of(us_self_defence=allowed),
        p=of(defend_rate=0.5, deconflict_calm=0.6),
    )


def agrees(
    answer: float, swing: float = -0.5, done: int = 0, territory: float = 0.3, order: float = AUTO
) -> Example:
    return example(
        shield.p_deconflict,
        answer,
        us=of(deconflicted=done, swing=swing),
        territory=territory,
        lever=of(us_deconflict=order),
        p=of(deconflict_rate=0.2),
    )


SHIELD = [
    example(shield.will_tomorrow, 0.4, us=of(will=0.8), p=of(will_keep=0.5)),
    # Half of the will and 0.2 on top, half of the troops behind it; never beyond whole or none.
    committed(0.3, add=0.2),
    committed(0.5, add=5.0),
    committed(0.0, add=-5.0),
    example(shield.near_tomorrow, 1.5, us=of(near=3.0), p=of(near_keep=0.5)),
    swings(0.5, u=0.75, signals=2.0),
    swings(-0.4, u=0.0, signals=2.0),
    swings(0.2, u=0.9, signals=0.0),
    swings(1.0, u=0.75, signals=9.0),
    swings(-1.0, u=0.0, signals=9.0),
    *(
        example(
            shield.swing_after_fire,
            answer,
            us=of(swing=swing),
            lever=of(us_signals=2.0),
            p=of(quagmire_fear=0.3),
        )
        for answer, swing in ((-0.2, 0.4), (-1.0, -0.8))
    ),
    # A swing of a half either way doubles what a force three quarters ready would dare.
    probes(chance(0.3), swing=0.5, deconflicted=0),
    probes(chance(0.3), swing=-0.5, deconflicted=0),
    probes(chance(0.15), swing=0.0, deconflicted=0),
    probes(chance(0.12), swing=-0.5, deconflicted=1),
    defends(chance(0.9)),
    defends(chance(0.3), swing=-0.5),
    defends(chance(0.36), deconflicted=1),
    defends(0.0, near=0.0),
    defends(0.0, allowed=0.0),
    *(
        example(
            shield.is_spared,
            answer,
            force=of(iraqi=iraqi),
            territory=territory,
            p=of(spare_territory=0.2),
        )
        for answer, iraqi, territory in ((True, 1, 0.3), (False, 1, 0.2), (False, 0, 0.3))
    ),
    example(shield.shy_after_fire, 0.6, force=of(shy=0.2), p=of(fire_stops=0.5)),
    example(shield.shy_tomorrow, 0.3, force=of(shy=0.6), p=of(shy_keep=0.5)),
    example(shield.fighters_killed, 6, u=drawn(2.15), p=of(defend_fighters=3.0)),
    *(
        example(
            shield.might_after_fire,
            answer,
            force=of(might=2.0),
            fighters=fighters,
            p=of(might_per_fighter=0.01),
        )
        for answer, fighters in ((1.8, 10.0), (0.0, 200.0))
    ),
    *(
        example(
            shield.p_clash, answer, force=of(army=army), p=of(clash_chance=0.5, russia_brake=0.6)
        )
        for answer, army in ((0.2, 1), (0.0, 0))
    ),
    agrees(chance(0.3)),
    agrees(chance(0.2), swing=0.5),
    agrees(0.0, territory=0.0),
    agrees(0.0, order=0.0),
    agrees(1.0, order=1.0, territory=0.0),
    agrees(0.0, order=1.0, done=1),
    *(
        example(
            shield.way_opened,
            answer,
            force=of(partner=partner, iraqi=iraqi),
            us=of(deconflicted=done),
            p=of(deconflict_opens=0.5),
        )
        for answer, partner, iraqi, done in (
            (1.5, 0, 0, 1),
            (1.0, 0, 0, 0),
            (1.0, 1, 0, 1),
            (1.0, 0, 1, 1),
        )
    ),
    # Three quarters of the ground that ISIS held are gone.
    *(
        example(shield.obstruction, answer, territory=left, start=start, p=of(obstruction=0.8))
        for answer, left, start in ((0.6, 0.1, 0.4), (0.0, 0.5, 0.4), (0.0, 0.1, 0.0))
    ),
]

HEDGING = [
    # Half a pledge makes a leaning of 0.2 + 0.4 wanted; a quarter of the way there in a day.
    example(
        hedging.lean_tomorrow,
        0.45,
        force=of(lean=0.4),
        committed=0.5,
        p=of(lean_least=0.2, lean_pace=0.25),
    ),
    *(
        example(
            hedging.p_deal,
            answer,
            force=of(lean=lean),
            iran_near=0.4,
            p=of(deal_lean=0.4, deal_rate=0.5, deal_wary=0.5),
        )
        for answer, lean in ((chance(0.2), 0.9), (0.0, 0.3))
    ),
]

CORRIDOR = [
    *(
        example(
            corridor.contest,
            answer,
            rivals=rivals,
            lever=of(ground_rivals=0.5),
            p=of(rivals_contest=2.0),
        )
        for answer, rivals in ((0.4, 0.4), (1.0, 2.0))
    ),
    *(
        example(
            corridor.base_tomorrow,
            answer,
            area=of(base=base),
            force=of(link=0.8, shy=shy),
            contested=contested,
            p=of(base_pace=0.5),
        )
        for answer, base, contested, shy in ((0.35, 0.2, 0.5, 0.25), (1.0, 0.9, 0.0, 0.0))
    ),
    example(corridor.is_lasting, True, area=of(base=1.0)),
    example(corridor.is_lasting, False, area=of(base=0.99)),
    example(corridor.carries, True, force=of(link=0.5), p=of(route_link=0.5)),
    example(corridor.carries, False, force=of(link=0.49), p=of(route_link=0.5)),
    example(corridor.supply, 0.4, force=of(link=0.8), route_open=1, p=of(route_supply=0.5)),
    example(corridor.supply, 0.0, force=of(link=0.8), route_open=0, p=of(route_supply=0.5)),
]

ARMY = of(army_success=0.4, adviser_pace=0.1)
BAGHDAD = [
    # Half of its areas won back and half of the advisers: a quarter of the cover.
    example(
        sovereignty.standing_lost_to_army,
        0.125,
        m=of(standing=0.5),
        regained=0.5,
        us_share=0.5,
        p=ARMY,
    ),
    example(
        sovereignty.standing_lost_to_army,
        0.5,
        m=of(standing=0.5),
        regained=9.0,
        us_share=0.5,
        p=ARMY,
    ),
    *(
        example(
            sovereignty.across_border,
            answer,
            force=of(crosses=0.8, iraqi=iraqi),
            lever=of(iraq_limits=0.4, iraq_border=border),
            p=of(limits_deeds=0.5),
        )
        for answer, iraqi, border in ((0.48, 1, 0.25), (0.0, 1, 1.0), (0.8, 0, 1.0))
    ),
    example(
        sovereignty.rhetoric_tomorrow,
        0.95,
        iraq=of(rhetoric=1.0),
        lever=of(iraq_limits=0.4),
        p=of(limits_words=0.5, rhetoric_pace=0.25),
    ),
    *(
        example(
            sovereignty.p_order_home,
            answer,
            abroad=abroad,
            lever=of(iraq_limits=0.4),
            p=of(order_home=0.5, deniability=0.5),
        )
        for answer, abroad in ((chance(0.2), 2.0), (0.0, 0.0))
    ),
    example(
        sovereignty.crosses_after_order,
        0.64,
        force=of(crosses=0.8, link=0.6),
        p=of(order_obeyed=0.5),
    ),
    *(
        example(
            sovereignty.army_help,
            answer,
            force=of(iraqi=iraqi, army=army),
            lever=of(iraq_border=0.25),
            p=of(border_effort=2.0),
        )
        for answer, iraqi, army in ((1.5, 1, 1), (1.0, 1, 0), (1.0, 0, 1))
    ),
]

EXAMPLES = [*GROUND, *SHIELD, *HEDGING, *CORRIDOR, *BAGHDAD]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_rule_answers_as_worked_out_by_hand(found: Example) -> None:
    """The sentence in the rule's docstring, in numbers that can be checked on a slip of paper."""
    found.check()
