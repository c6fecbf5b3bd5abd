"""Worked examples: Baghdad, the embassy, and what fades by itself."""

from __future__ import annotations

import pytest

from sim.actions import DAYS_PER_MONTH
from sim.levers import AUTO
from sim.rules import fading, parliament, siege, sovereignty
from tests.sim.rules.worked import Example, chance, drawn, example, of

HALF = 0.5
FADING = [
    example(rule, 1.5, **{record: of(**{field: 3.0})}, p=of(**{keep: HALF}))
    for rule, record, field, keep in (
        (fading.grievance, "m", "grievance", "grievance_keep"),
        (fading.debt, "m", "debt", "debt_keep"),
        (fading.mourning, "iraq", "mourning", "mourning_keep"),
        (fading.crowd, "iraq", "crowd", "crowd_keep"),
        (fading.anger, "iraq", "anger", "anger_keep"),
        (fading.hope, "iraq", "exit_hope", "hope_keep"),
        (fading.memory, "us", "memory", "memory_keep"),
        (fading.siege_pressure, "us", "siege_pressure", "siege_keep"),
        (fading.threat, "us", "threat", "threat_keep"),
        (fading.exchange, "us", "exchange", "exchange_keep"),
        (fading.fatigue, "us", "fatigue", "fatigue_keep"),
        (fading.fresh_steps, "us", "fresh_steps", "sanction_keep"),
        (fading.deterrence, "us", "deterrence", "deterrence_keep"),
        (fading.leader_loss, "campaign", "leader_loss", "leader_loss_keep"),
        (fading.diversion, "campaign", "diversion", "diversion_keep"),
        (fading.after_reprisal, "iran", "after_reprisal", "after_reprisal_keep"),
        (fading.tail, "iran", "tail", "tail_keep"),
    )
] + [
    # What is missing comes back by a fixed share a day; reining in keeps a quarter of it off.
    example(
        fading.capability,
        0.575,
        m=of(capability=0.5),
        lever=of(iraq_rein_in=0.25),
        p=of(capability_regained=0.2),
    ),
    example(fading.command, 0.7, iran=of(command=0.6), p=of(command_regained=0.25)),
]


def votes(
    answer: float, anger: float = 5.0, protest: float = 1.25, voted: int = -1, order: float = AUTO
) -> Example:
    return example(
        parliament.p_vote,
        answer,
        iraq=of(voted_day=voted, anger=anger, legitimacy=0.5, protest=protest),
        lever=of(iraq_vote=order),
        p=of(vote_floor=1.0, vote_hazard=0.1, allied_bloc=0.5, protest_brake=2.0),
    )


def signs(
    answer: float,
    signed: int = -1,
    voted: int = 0,
    alignment: float = 0.5,
    us: float = 0.1,
    order: float = AUTO,
) -> Example:
    return example(
        parliament.p_sign,
        answer,
        iraq=of(signed_day=signed, voted_day=voted, alignment=alignment),
        campaign=of(us=us),
        lever=of(iraq_bill=order),
        p=of(sign_hazard=0.4),
    )


PARLIAMENT = [
    # Anger of 4 above the floor, half a bloc, a presence half legitimate; protest brakes by half.
    votes(chance(0.2)),
    votes(chance(0.3), protest=0.5),
    votes(chance(0.02), anger=1.4),
    votes(0.0, anger=1.0),
    votes(0.0, anger=0.5),
    votes(0.0, voted=0),
    votes(0.0, voted=0, order=1.0),
    votes(1.0, order=1.0, anger=0.0),
    votes(0.0, order=0.0),
    signs(chance(0.2)),
    signs(0.0, signed=0),
    signs(0.0, signed=0, order=1.0),
    signs(1.0, order=1.0, voted=-1),
    signs(0.0, order=0.0),
    signs(0.0, voted=-1),
    signs(0.0, alignment=0.0),
    signs(0.0, us=0.0),
    *(
        example(
            parliament.timetable_days,
            months * DAYS_PER_MONTH,
            lever=of(iraq_timetable=ordered),
            p=of(timetable_months=12.0),
        )
        for months, ordered in ((6.0, 6.0), (0.5, 0.5), (12.0, 0.0))
    ),
]

GUARDED = of(divided_loyalty=0.5)


def guard(answer: float, x: float, add: float) -> Example:
    return example(
        siege.guard,
        answer,
        iraq=of(allegiance=0.8),
        standing=0.4,
        lever=of(iraq_guard_x=x, iraq_guard_add=add),
        p=GUARDED,
    )


def storms(answer: float, crowd: float = 2.0, fresh: int = 1, sieges: float = 2.0) -> Example:
    return example(
        siege.p_siege,
        answer,
        iraq=of(crowd=crowd),
        us=of(reinforced_now=fresh),
        guarded=0.25,
        sieges=sieges,
        p=of(massacre_calm=2.0, siege_learned=0.5, siege_hazard=4.0),
    )


SIEGE = [
    *(
        example(
            siege.crowd_from_strike,
            answer,
            fighters=fighters,
            p=of(siege_fighters_floor=5.0, siege_fighters_scale=10.0),
        )
        for answer, fighters in ((2.0, 25.0), (0.0, 3.0))
    ),
    guard(0.64, 1.0, 0.0),
    guard(0.42, 0.5, 0.1),
    guard(1.0, 2.0, 0.0),
    guard(0.0, 1.0, -5.0),
    # Marines hold the gate threefold, two sieges before it twofold.
    storms(chance(1.0)),
    storms(chance(3.0), fresh=0),
    storms(chance(2.0), sieges=0.0),
    storms(chance(0.25), crowd=0.5),
    storms(0.0, crowd=0.0),
    *(
        example(
            siege.p_massacre,
            answer,
            us=of(reinforced_now=fresh),
            p=of(massacre_chance=0.6, massacre_calm=2.0),
        )
        for answer, fresh in ((0.2, 1), (0.6, 0))
    ),
    example(siege.massacre_deaths, 7, u=drawn(2.15), p=of(massacre_deaths=3.0)),
]

ALIGNS = of(
    alignment_push=0.6, anger_full=4.0, need_legitimacy=0.6, alignment_need=0.4, alignment_pace=0.5,
    protest_pull=0.2,
)  # fmt: skip


def aligns(
    answer: float, anger: float, legitimacy: float, isis: float, protest: float = 1.0, **p: float
) -> Example:
    return example(
        sovereignty.alignment_tomorrow,
        answer,
        iraq=of(alignment=0.6, anger=anger, legitimacy=legitimacy, protest=protest),
        isis=isis,
        p=of(**(vars(ALIGNS) | p)),
    )


def stands(answer: float, isis: float, anger: float, rein: float) -> Example:
    return example(
        sovereignty.standing_tomorrow,
        answer,
        m=of(standing=0.6),
        iraq=of(anger=anger),
        isis=isis,
        lever=of(iraq_rein_in=rein),
        p=of(standing_anger=0.5, standing_pace=0.1, standing_rein=0.4),
    )


def reined(answer: float, isis: float, rein: float, pace: float = 0.4) -> Example:
    return example(
        sovereignty.reined_in,
        answer,
        m=of(standing=0.25),
        isis=isis,
        lever=of(iraq_rein_in=rein),
        p=of(rein_in_isis=0.5, rein_in_pace=pace),
    )


SOVEREIGNTY = [
    example(sovereignty.anger_from_strike, 2.0, fighters=10.0, p=of(anger_per_fighter=0.1)),
    example(sovereignty.anger_from_leadership, 6.0, p=of(anger_per_leadership=6.0)),
    example(sovereignty.anger_from_state_forces, 1.5, killed=3.0, p=of(anger_per_soldier=0.5)),
    example(sovereignty.anger_from_war, 0.7, war=1, p=of(anger_per_war_day=0.7)),
    example(sovereignty.anger_from_war, 0.0, war=0, p=of(anger_per_war_day=0.7)),
    *(
        example(
            sovereignty.legitimacy_after_breach,
            answer,
            iraq=of(legitimacy=0.8),
            anger=anger,
            p=of(legitimacy_loss=0.1),
        )
        for answer, anger in ((0.56, 3.0), (0.0, 30.0), (0.8, 0.0))
    ),
    example(
        sovereignty.legitimacy_regained, 0.68, iraq=of(legitimacy=0.6), p=of(legitimacy_gain=0.2)
    ),
    # Half of full anger pushes to Tehran by 0.3; need of the US, half held legitimate, back by 0.1.
    aligns(0.4, anger=2.0, legitimacy=0.8, isis=1.5),
    aligns(0.55, anger=40.0, legitimacy=0.8, isis=1.5),
    aligns(0.35, anger=2.0, legitimacy=0.8, isis=9.0),
    aligns(0.45, anger=2.0, legitimacy=0.5, isis=1.5),
    aligns(0.45, anger=2.0, legitimacy=0.8, isis=0.5),
    # Protest half as loud again pulls by half of what it can; need may pull no further than
    # all the way to Washington.
    aligns(0.35, anger=2.0, legitimacy=0.8, isis=1.5, protest=1.5),
    aligns(0.3, anger=2.0, legitimacy=0.8, isis=1.5, protest=5.0),
    aligns(0.4, anger=2.0, legitimacy=0.8, isis=1.5, protest=0.5),
    aligns(-0.2, anger=2.0, legitimacy=0.8, isis=2.0, alignment_need=4.0),
    *(
        example(
            sovereignty.access_may_change,
            answer,
            iraq=of(access_day=since),
            day=day,
            p=of(access_spell=10.0),
        )
        for answer, since, day in ((True, -1, 0), (True, 30, 40), (False, 30, 39), (False, 0, 5))
    ),
    *(
        example(
            sovereignty.p_access_cut,
            answer,
            iraq=of(anger=0.8, legitimacy=0.6),
            campaign=of(us=us),
            standing=0.5,
            p=of(allied_bloc=0.4, access_cut_hazard=0.5),
        )
        for answer, us in ((chance(0.2), 0.1), (0.0, 0.0))
    ),
    *(
        example(
            sovereignty.p_access_restored,
            answer,
            iraq=of(anger=2.0),
            campaign=of(us=us),
            p=of(access_back_hazard=0.6),
        )
        for answer, us in ((chance(0.2), 0.1), (0.0, 0.0))
    ),
    example(sovereignty.open_share, 0.6, own=0.6, order=AUTO),
    example(sovereignty.open_share, 0.0, own=0.6, order=0.0),
    example(sovereignty.open_share, 1.0, own=0.6, order=1.0),
    example(sovereignty.access_after_cut, 0.2, p=of(access_left=0.2)),
    stands(0.63, isis=2.0, anger=2.0, rein=0.2083333333333333),
    stands(0.64, isis=0.5, anger=2.0, rein=0.0),
    stands(1.0, isis=90.0, anger=2.0, rein=0.0),
    stands(0.0, isis=0.5, anger=0.0, rein=9.0),
    reined(0.05, isis=2.333333333333333, rein=0.5),
    reined(0.15, isis=0.5, rein=0.5),
    reined(0.0, isis=9.0, rein=0.5),
    reined(1.0, isis=1.0, rein=0.5, pace=40.0),
    reined(0.0, isis=0.5, rein=0.0),
    example(
        sovereignty.entrenchment_after_exit,
        0.05,
        m=of(standing=0.5),
        us_share=0.75,
        p=of(exit_disentrench=0.4),
    ),
]

EXAMPLES = [*FADING, *PARLIAMENT, *SIEGE, *SOVEREIGNTY]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_rule_answers_as_worked_out_by_hand(found: Example) -> None:
    """The sentence in the rule's docstring, in numbers that can be checked on a slip of paper."""
    found.check()
