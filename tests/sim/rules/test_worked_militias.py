"""Worked examples: what militias fire, whom they obey, and who is blamed."""

from __future__ import annotations

import math

import pytest

from sim.levers import AUTO
from sim.rules import attribution, fire, grievance, iran_line, restraint
from tests.sim.rules.worked import NOTHING, Example, chance, drawn, example, of

CLAIMS = of(claim_chance=0.1)
DOUBT = of(blame_error=0.4, praise_certainty=0.5)
SLOW = of(us_attribution_delay_x=2.0, us_attribution_delay_add=1.0)
DELAY = of(blame_delay=3.0, praise_certainty=0.5)


def wrong(x: float, add: float) -> object:
    return of(us_attribution_error_x=x, us_attribution_error_add=add)


BLAME = [
    example(
        attribution.p_claim, 0.25, g=of(militia_claims_x=2.0, militia_claims_add=0.05), p=CLAIMS
    ),
    example(attribution.p_claim, 1.0, g=of(militia_claims_x=0.0, militia_claims_add=3.0), p=CLAIMS),
    example(
        attribution.p_claim, 0.0, g=of(militia_claims_x=1.0, militia_claims_add=-0.5), p=CLAIMS
    ),
    example(attribution.p_praise, 0.2, m=of(suspicion=0.5), p=of(praise_chance=0.4)),
    # A quarter of the doubt is left of a militia that is mostly suspected; the lever doubles it.
    *(
        example(
            attribution.p_error,
            answer,
            m=of(suspicion=0.75),
            claimed=False,
            praised=praised,
            lever=lever,
            p=DOUBT,
        )
        for answer, praised, lever in (
            (0.3, False, wrong(2.0, 0.1)),
            (0.15, True, wrong(2.0, 0.1)),
            (1.0, False, wrong(1.0, 5.0)),
            (0.0, False, wrong(1.0, -5.0)),
        )
    ),
    example(
        attribution.p_error, 0.0, m=NOTHING, claimed=True, praised=False, lever=NOTHING, p=DOUBT
    ),
    example(
        attribution.blamed_weight, 0.6, m=of(suspicion=0.5, political=0), p=of(blame_floor=0.1)
    ),
    example(
        attribution.blamed_weight, 0.0, m=of(suspicion=0.5, political=1), p=of(blame_floor=0.1)
    ),
    # Seven days on average; a claim or praise halves them, each alone.
    *(
        example(
            attribution.settle_delay,
            days,
            u=drawn(2.5),
            claimed=claimed,
            praised=praised,
            lever=SLOW,
            p=DELAY,
        )
        for days, claimed, praised in ((17, False, False), (8, True, False), (8, False, True))
    ),
    example(
        attribution.settle_delay,
        0,
        u=drawn(2.5),
        claimed=False,
        praised=False,
        lever=of(us_attribution_delay_x=1.0, us_attribution_delay_add=-50.0),
        p=DELAY,
    ),
]

HOSTILE = of(
    hostility_per_sanction=0.6,
    strategist_effect=0.3,
    epidemic_cooling=0.2,
    hostility_unaccountable=0.5,
    talks_relief=0.2,
)
WILLING = of(latent_weight=0.5, target_need=2.0)
SITE = of(weight_troops=2.0, weight_small=0.25, weight_unguarded=2.0, weight_syria=0.5)


def willing(answer: float, exposure: float, add: float) -> Example:
    return example(
        fire.willingness,
        answer,
        m=of(capability=0.75, latent=1.0),
        us=of(deterrence=0.2),
        campaign=of(exposure=exposure),
        g=of(militia_capability_x=2.0, militia_capability_add=add),
        line=2.0,
        patience=0.5,
        p=WILLING,
    )


def site(answer: float, allegiance: float, **fields: float) -> Example:
    usual = {"open": 1, "troops": 500.0, "appeal": 0.5, "small": 1, "host": 0.5}
    return example(
        fire.site_weight,
        answer,
        site=of(**(usual | {"in_syria": 0, "reach": 0.8} | fields)),
        iraq=of(allegiance=allegiance),
        lever=of(iraq_guard_x=2.0, iraq_guard_add=0.1),
        p=SITE,
    )


FIRE = [
    # Two levels of sanctions beyond the start act as 2 / 3, the strategist is dead, half an
    # epidemic cools, and nobody holds Iran liable: 1 + 0.4 - 0.3 - 0.1 + 0.5.
    example(
        fire.hostility,
        1.5,
        us=of(sanctions=3.0, talking=0),
        iran=of(commander_alive=0, burden=0.5),
        lever=of(us_liability=0.0),
        p=HOSTILE,
    ),
    # The same while the two talk, which takes a fifth.
    example(
        fire.hostility,
        1.2,
        us=of(sanctions=3.0, talking=1),
        iran=of(commander_alive=0, burden=0.5),
        lever=of(us_liability=0.0),
        p=HOSTILE,
    ),
    # Fewer sanctions than at the start lower it, an epidemic cools no more than by all it can.
    example(
        fire.hostility,
        0.6,
        us=of(sanctions=0.5, talking=0),
        iran=of(commander_alive=1, burden=4.0),
        lever=of(us_liability=1.0),
        p=HOSTILE,
    ),
    example(
        fire.hostility,
        0.0,
        us=of(sanctions=1.0, talking=0),
        iran=of(commander_alive=0, burden=0.0),
        lever=of(us_liability=1.0),
        p=of(**(vars(HOSTILE) | {"strategist_effect": 3.0})),
    ),
    example(fire.mood_factor, math.exp(0.5), iraq=of(mood=2.0), p=of(mood_mean=1.5)),
    example(fire.first_mood, -1.0, normal=-2.0, p=of(mood_sd=0.5)),
    example(fire.mood_tomorrow, 2.0, iraq=of(mood=2.0), u=0.75, p=of(mood_keep=0.9, mood_step=0.4)),
    example(fire.mood_tomorrow, 1.4, iraq=of(mood=2.0), u=0.0, p=of(mood_keep=0.9, mood_step=0.4)),
    example(fire.common_enemy, 0.4, isis=4.0, p=of(common_enemy=0.5)),
    example(fire.common_enemy, 1.0, isis=0.5, p=of(common_enemy=0.5)),
    # Half of the ground that makes the truce whole, half of the terms kept; then all of the ground;
    # none; all of the ground and terms that count as kept.
    *(
        example(
            fire.truce,
            answer,
            iraq=of(legitimacy=legitimacy),
            territory=territory,
            p=of(truce=0.8, truce_territory=0.1),
        )
        for answer, territory, legitimacy in (
            (0.8, 0.05, 0.25),
            (0.6, 0.3, 0.25),
            (1.0, 0.0, 0.25),
            (0.2, 0.3, 0.5),
            (0.2, 0.3, 0.9),
        )
    ),
    example(fire.base_drive, 0.3, m=of(share=0.5), level=3.0, p=of(fire_base=0.2)),
    example(
        fire.tail_drive, 0.025, m=of(link=0.5, share=0.25), iran=of(tail=0.5), p=of(fire_tail=0.4)
    ),
    *(
        example(
            fire.unity_drive,
            answer,
            m=of(share=0.5, patient=0.75),
            iraq=of(voted_day=voted, closed_days=closed),
            p=of(fire_unity=0.8, unity_days=40.0),
        )
        for answer, voted, closed in ((0.025, 0, 10.0), (0.1, 0, 80.0), (0.0, -1, 80.0))
    ),
    # Means of 2 and half again for what is mobilised; half the targets, line, patience, fear.
    willing(1.2, exposure=0.25, add=0.5),
    willing(2.4, exposure=0.75, add=0.5),
    willing(0.0, exposure=0.25, add=-9.0),
    example(fire.p_fire, chance(0.7), rate=0.7),
    example(fire.p_barrage, 0.3, provoked=0.4, p=of(barrage_base=0.1, barrage_provoked=0.5)),
    example(fire.p_barrage, 1.0, provoked=0.5, p=of(barrage_base=0.1, barrage_provoked=3.0)),
    *(
        example(fire.rockets, answer, barrage=True, u=u, p=of(barrage_low=8.0, barrage_high=12.0))
        for answer, u in ((8, 0.0), (10, 0.5), (12, 0.999))
    ),
    *(
        example(fire.rockets, answer, barrage=False, u=u, p=of(harass_rockets=3.0))
        for answer, u in ((1, 0.0), (2, 0.5), (3, 0.999))
    ),
    # A pull of 1.75 (symbol, troops, smallness), 2.5 times for a guard that half fails, and reach.
    site(3.5, allegiance=0.2),
    site(1.75, allegiance=0.2, in_syria=1),
    site(2.8, allegiance=9.0),
    site(4.2, allegiance=-9.0),
    site(3.0, allegiance=0.2, small=0),
    site(0.0, allegiance=0.2, open=0),
    site(0.0, allegiance=0.2, troops=0.0),
    site(1.504, allegiance=0.2, troops=1.0),
]

REVENGE = [
    example(
        grievance.revenge_drive, 0.3, m=of(grievance=3.0, share=0.5), p=of(fire_per_grievance=0.2)
    ),
    example(grievance.debt_drive, 0.2, m=of(debt=2.0, share=0.5), p=of(fire_per_debt=0.2)),
    example(
        grievance.mourning_drive,
        0.05,
        m=of(link=0.5, share=0.25),
        iraq=of(mourning=2.0),
        p=of(fire_per_mourning=0.2),
    ),
    example(grievance.grievance_from_strike, 3.0, fighters=10.0, p=of(grievance_per_fighter=0.2)),
    example(grievance.grievance_after_attack, 3.0, m=of(grievance=4.0), p=of(grievance_spent=0.25)),
    *(
        example(
            grievance.capability_after_strike,
            answer,
            m=of(capability=0.8),
            fighters=fighters,
            p=of(capability_loss_per_fighter=0.05),
        )
        for answer, fighters in ((0.4, 10.0), (0.0, 100.0), (0.8, 0.0))
    ),
    example(grievance.debt_from_leadership, 0.6, m=of(leader_died=0.6)),
    example(grievance.debt_after_attack, 1.5, m=of(debt=2.0), p=of(debt_discharge=0.25)),
    example(grievance.anger_from_leadership, 0.2, m=of(link=0.5), p=of(leadership_anger=0.4)),
]

OBEYS = of(obedience=0.9, agenda_effect=0.5)
LINE = of(restrain_effect=0.8, hardliner_leakage=0.25, encourage_effect=0.6)
PATIENT = of(patience_effect=0.8, rousing_days=6.0)


def obeys(answer: float, x: float, add: float) -> Example:
    return example(
        restraint.obedience,
        answer,
        m=of(agenda=0.4),
        iran=of(command=0.5),
        g=of(militia_obedience_x=x, militia_obedience_add=add),
        p=OBEYS,
    )


def patience(answer: float, political: int, roused: int, day: int) -> Example:
    return example(
        restraint.patience_factor,
        answer,
        m=of(patient=0.5, political=political, roused_day=roused),
        iraq=of(exit_hope=0.5),
        day=day,
        p=PATIENT,
    )


def gives_up(
    answer: float, political: int, roused: int, closed: float, x: float = 1.0, add: float = 0.0
) -> Example:
    return example(
        restraint.p_patience_ends,
        answer,
        m=of(political=political, roused_day=roused),
        iraq=of(closed_days=closed),
        g=of(militia_patience_x=x, militia_patience_add=add),
        p=of(sadr_patience_days=30.0, patience_end_hazard=0.2),
    )


def shut(
    answer: float, exit_day: int, signed: int, voted: int, forbidden: bool, stay: float = 0.0
) -> Example:
    return example(
        restraint.political_path_shut,
        answer,
        iraq=of(signed_day=signed, voted_day=voted),
        us=of(exit_day=exit_day, exit_to=stay),
        vote_forbidden=forbidden,
    )


RESTRAINT = [
    # An own agenda takes a fifth, the missing half of Iran's reach another fifth.
    obeys(0.576, 1.0, 0.0),
    obeys(0.388, 0.5, 0.1),
    obeys(1.0, 2.0, 0.0),
    obeys(0.0, 1.0, -5.0),
    example(restraint.command_after_leadership, 0.6, iran=of(command=0.8), p=of(command_loss=0.25)),
    *(
        example(restraint.line_factor, answer, m=of(obedience=0.5), iran=of(line=line), p=LINE)
        for answer, line in ((0.7, -1), (1.0, 0), (1.3, 1))
    ),
    patience(0.8, political=0, roused=-1, day=13),
    patience(0.0, political=1, roused=-1, day=13),
    patience(0.4, political=1, roused=10, day=13),
    patience(0.0, political=1, roused=10, day=10),
    patience(0.8, political=1, roused=10, day=40),
    patience(0.4, political=1, roused=0, day=3),
    patience(0.0, political=1, roused=14, day=13),
    gives_up(chance(0.2), political=1, roused=-1, closed=30.0),
    gives_up(0.0, political=1, roused=-1, closed=29.0),
    # Half of the patience and 5 days on top, by order.
    gives_up(chance(0.2), political=1, roused=-1, closed=20.0, x=0.5, add=5.0),
    gives_up(0.0, political=1, roused=-1, closed=19.0, x=0.5, add=5.0),
    gives_up(0.0, political=1, roused=0, closed=30.0),
    gives_up(0.0, political=0, roused=-1, closed=30.0),
    example(restraint.is_roused, True, m=of(political=1, roused_day=-1)),
    example(restraint.is_roused, False, m=of(political=1, roused_day=0)),
    example(restraint.is_roused, False, m=of(political=0, roused_day=-1)),
    *(
        example(restraint.mobilisation, answer, m=of(latent=latent, political=political))
        for answer, latent, political in ((1.0, 0.5, 1), (2.0, 2.0, 1), (0.5, 0.5, 0))
    ),
    shut(1, exit_day=-1, signed=-1, voted=0, forbidden=False),
    shut(1, exit_day=-1, signed=-1, voted=-1, forbidden=True),
    shut(0, exit_day=-1, signed=-1, voted=-1, forbidden=False),
    shut(0, exit_day=0, signed=-1, voted=0, forbidden=True),
    shut(0, exit_day=-1, signed=0, voted=0, forbidden=True),
    # A quarter of the troops stays, so a quarter of the way is shut; without an order all of it.
    shut(0.25, exit_day=0, signed=-1, voted=0, forbidden=False, stay=0.25),
    shut(1, exit_day=-1, signed=-1, voted=0, forbidden=False, stay=0.25),
    shut(0, exit_day=0, signed=-1, voted=-1, forbidden=False, stay=0.25),
    *(
        example(restraint.hope_of_withdrawal, answer, us=of(exit_day=day, exit_to=stay))
        for answer, day, stay in ((1.0, 0, 0.0), (0.75, 9, 0.25), (0.0, 9, 1.0), (0.0, -1, 0.0))
    ),
    example(restraint.hope_after_vote, 0.3, p=of(hope_after_vote=0.3)),
    example(restraint.hope_after_signature, 0.7, p=of(hope_after_signature=0.7)),
]

ORDERED, FREE = of(iran_line=1.0), of(iran_line=AUTO)
RESTRAINS = of(line_restrain=-1.0, line_liability=3.0, line_after_reprisal=2.0)


def line(answer: int, u: float, now: int) -> Example:
    """Restraint weighs 1, encouragement 2, silence 1; the line that stands three times as much."""
    return example(
        iran_line.choose_line,
        answer,
        u=u,
        restrain=0.0,
        encourage=math.log(2.0),
        iran=of(line=now),
        p=of(line_inertia=math.log(3.0)),
    )


IRANS_LINE = [
    example(iran_line.reviews_line, True, u=0.19, lever=FREE, iran=NOTHING, p=of(line_review=0.2)),
    example(iran_line.reviews_line, False, u=0.2, lever=FREE, iran=NOTHING, p=of(line_review=0.2)),
    example(iran_line.reviews_line, True, u=0.9, lever=ORDERED, iran=of(line=0), p=NOTHING),
    example(iran_line.reviews_line, False, u=0.1, lever=ORDERED, iran=of(line=1), p=NOTHING),
    *(
        example(
            iran_line.pull_to_restrain,
            answer,
            iran=of(after_reprisal=0.25),
            us=of(exchange=exchange),
            lever=of(us_liability=liable),
            p=RESTRAINS,
        )
        for answer, exchange, liable in ((1.0, 0.5, 1.0), (2.5, 4.0, 1.0), (-0.5, 4.0, 0.0))
    ),
    example(
        iran_line.pull_to_encourage,
        1.5,
        iran=of(debt=0.5, pressure=0.25),
        p=of(line_encourage=-1.0, line_debt=3.0, line_pressure=4.0),
    ),
    *(line(*found) for found in ((-1, 0.16, 0), (1, 0.17, 0), (1, 0.49, 0), (0, 0.51, 0))),
    *(line(*found) for found in ((-1, 0.74, -1), (0, 0.76, -1), (0, 0.99, -1))),
    *(line(*found) for found in ((-1, 0.12, 1), (1, 0.13, 1), (1, 0.87, 1), (0, 0.88, 1))),
    *(
        example(
            iran_line.arms_sent,
            answer,
            lever=of(iran_arms_x=2.0, iran_arms_add=add),
            p=of(arms_rate=0.1),
        )
        for answer, add in ((0.5, 0.3), (0.0, -1.0))
    ),
]

EXAMPLES = [*BLAME, *FIRE, *REVENGE, *RESTRAINT, *IRANS_LINE]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_rule_answers_as_worked_out_by_hand(found: Example) -> None:
    """The sentence in the rule's docstring, in numbers that can be checked on a slip of paper."""
    found.check()
