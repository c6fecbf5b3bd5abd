"""Worked examples: Baghdad, the embassy, American presence, shocks and what fades."""

from __future__ import annotations

import pytest

from sim.actions import DAYS_PER_MONTH
from sim.levers import AUTO
from sim.rules import fading, parliament, posture, presence, shocks, siege, sovereignty
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
    alignment_push=0.6, anger_full=4.0, need_legitimacy=0.6, alignment_need=0.4, alignment_pace=0.5
)


def aligns(answer: float, anger: float, legitimacy: float, isis: float) -> Example:
    return example(
        sovereignty.alignment_tomorrow,
        answer,
        iraq=of(alignment=0.6, anger=anger, legitimacy=legitimacy),
        isis=isis,
        p=ALIGNS,
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

ON = 4.0


def pauses(answer: float, threat: float, us: float = 0.1, order: float = AUTO) -> Example:
    return example(
        posture.p_pause,
        answer,
        us=of(threat=threat),
        campaign=of(us=us),
        lever=of(us_pause=order),
        p=of(pause_on=ON, pause_hazard=0.4),
    )


def resumes(
    answer: float, threat: float, isis: float = 3.0, by_order: int = 0, order: float = AUTO
) -> Example:
    return example(
        posture.p_resume,
        answer,
        us=of(threat=threat, paused_by_order=by_order),
        isis=isis,
        lever=of(us_pause=order),
        p=of(pause_on=ON, common_enemy=0.25, resume_hazard=0.4),
    )


def fresh(answer: float, threat: float = ON, reinforced: int = 0, us: float = 0.1) -> Example:
    return example(
        posture.p_reinforce,
        answer,
        us=of(reinforced_now=reinforced, threat=threat),
        campaign=of(us=us),
        p=of(reinforce_on=ON, reinforce_hazard=0.3),
    )


POSTURE = [
    example(
        posture.threat_from_attack,
        1.75,
        weight=3.0,
        p=of(threat_per_attack=0.25, threat_per_death=0.5),
    ),
    example(posture.threat_from_siege, 2.0, p=of(threat_after_siege=2.0)),
    example(posture.threat_from_leadership, 5.0, p=of(threat_after_leadership=5.0)),
    example(posture.threat_after_stand_down, 3.0, us=of(threat=4.0), p=of(stand_down_relief=0.25)),
    pauses(chance(0.4), threat=ON),
    pauses(chance(0.6), threat=6.0),
    pauses(0.0, threat=3.99),
    pauses(0.0, threat=6.0, us=0.0),
    pauses(1.0, threat=0.0, order=1.0),
    pauses(0.0, threat=6.0, order=0.0),
    # A quarter of the threat that begins a pause, and an ISIS that makes the mission half as
    # pressing again.
    resumes(chance(0.45), threat=1.0),
    resumes(chance(0.3), threat=1.0, isis=0.5),
    resumes(0.0, threat=ON),
    resumes(0.0, threat=9.0),
    resumes(1.0, threat=9.0, by_order=1),
    resumes(0.0, threat=0.0, by_order=1, order=1.0),
    resumes(1.0, threat=9.0, order=0.0),
    *(
        example(
            posture.shelter_tomorrow,
            answer,
            site=of(hardening=now),
            p=of(fortify_pace=0.5, fortify_most=0.7),
        )
        for answer, now in ((0.5, 0.3), (0.9, 0.9))
    ),
    fresh(chance(0.3)),
    fresh(0.0, threat=3.99),
    fresh(0.0, reinforced=1),
    fresh(0.0, us=0.0),
    *(
        example(posture.threat_is_over, answer, us=of(threat=threat), p=of(reinforce_on=on))
        for answer, threat, on in (
            (True, 0.99, 3.0),
            (False, 1.0, 3.0),
            (True, 0.49, 0.5),
            (False, 0.5, 0.5),
        )
    ),
    example(posture.reinforcements, 750.0, p=of(reinforce_troops=750.0)),
    example(posture.marines, 100.0, p=of(embassy_marines=100.0)),
    *(
        example(
            posture.p_consolidate,
            answer,
            us=of(threat=threat),
            campaign=of(small_sites=small),
            p=of(consolidate_on=ON, consolidate_hazard=0.2),
        )
        for answer, threat, small in ((chance(0.2), ON, 0.1), (0.0, 3.99, 0.1), (0.0, ON, 0.0))
    ),
]


def leaves(
    answer: float, exit_day: int = -1, returning: int = 0, signed: int = -1, voted: int = -1
) -> Example:
    return example(
        presence.p_leave,
        answer,
        us=of(exit_day=exit_day, returning=returning),
        iraq=of(signed_day=signed, voted_day=voted),
        p=of(exit_after_signature=0.5, exit_after_vote=0.1),
    )


def invited(
    answer: float,
    alignment: float = 0.25,
    isis: float = 2.0,
    exit_day: int = 0,
    allowed: float = 1.0,
) -> Example:
    return example(
        presence.p_invited,
        answer,
        us=of(exit_day=exit_day),
        iraq=of(alignment=alignment),
        isis=isis,
        lever=of(us_presence_return=allowed),
        p=of(invite_isis=1.5, invite_hazard=0.4),
    )


PRESENCE = [
    leaves(chance(0.5), signed=0),
    leaves(chance(0.5), signed=0, voted=0),
    leaves(chance(0.1), voted=0),
    leaves(0.0),
    leaves(0.0, signed=0, exit_day=0),
    leaves(0.0, signed=0, returning=1),
    *(
        example(presence.exit_length, answer, iraq=of(timetable=days), p=of(exit_days=120.0))
        for answer, days in ((90.0, 90.0), (0.5, 0.5), (120.0, 0.0))
    ),
    invited(chance(0.15)),
    invited(chance(0.2), alignment=-0.5),
    invited(0.0, alignment=1.0),
    invited(0.0, isis=1.0),
    invited(0.0, exit_day=-1),
    invited(0.0, allowed=0.0),
    *(
        example(rule, answer, campaign=of(**{field: now}), p=of(return_pace=0.2))
        for rule, field in (
            (presence.share_returned, "us"),
            (presence.partners_returned, "partners"),
        )
        for answer, now in ((0.7, 0.5), (1.0, 0.9))
    ),
    # Three days of six are done on the third: half of what goes has gone.
    *(
        example(presence.share_left, answer, day=day, start=10, days=6.0, to_share=0.4)
        for answer, day in ((0.9, 10), (0.7, 12), (0.4, 15), (0.4, 99), (1.0, 5))
    ),
    *(
        example(
            presence.partners_leave,
            answer,
            campaign=of(us=us, partners=partners),
            p=of(partners_need=0.5, partners_pace=0.1),
        )
        for answer, us, partners in (
            (0.8, 0.2, 0.9),
            (0.4, 0.2, 0.45),
            (0.3, 0.2, 0.3),
            (1.0, 0.9, 1.0),
        )
    ),
    *(
        example(
            presence.partners_after_deaths,
            answer,
            campaign=of(partners=0.8),
            killed=killed,
            p=of(partners_per_death=0.1),
        )
        for answer, killed in ((0.56, 3), (0.0, 100))
    ),
    example(
        presence.partners_after_vote, 0.6, campaign=of(partners=0.8), p=of(partners_after_vote=0.25)
    ),
    *(
        example(
            presence.syria_tomorrow,
            answer,
            campaign=of(us=us, syria=syria),
            p=of(syria_support=0.5, syria_pace=0.1),
        )
        for answer, us, syria in ((0.7, 0.5, 0.7), (0.6, 0.4, 0.7), (0.0, 0.4, 0.05))
    ),
]

SHOCKS = [
    *(
        example(
            shocks.p_depot_strike,
            answer,
            stock=stock,
            lever=of(shock_israel=order),
            p=of(depot_per_missile=per_missile),
        )
        for answer, stock, order, per_missile in (
            (chance(0.5), 20.0, 0.3, 0.01),
            (chance(0.005), 0.5, 0.0, 0.01),
            (0.0, 0.0, 0.3, 0.01),
            (0.0, 20.0, 0.0, 0.0),
        )
    ),
    example(shocks.missiles_after_depot_strike, 7.0, m=of(missiles=10.0), p=of(depot_loss=0.3)),
    example(shocks.charged_to_us, 0.5, p=of(depot_grievance=0.5)),
    # An epidemic of size 2 comes to 2.4 under strain; half of the way there in a day.
    example(
        shocks.burden_tomorrow,
        1.4,
        iran=of(burden=0.4, pressure=0.4),
        lever=of(shock_epidemic=2.0),
        p=of(epidemic_sanctions=0.5, epidemic_pace=0.5),
    ),
    # An exit gives a fifth more room, a wave half as much again, anger takes a third.
    example(
        shocks.protest_tomorrow,
        0.8,
        iraq=of(anger=2.0, protest=0.7),
        us_share=0.6,
        lever=of(shock_protest=0.5),
        p=of(exit_protest=0.5, protest_crowding=0.25, protest_pace=0.2),
    ),
]

EXAMPLES = [*FADING, *PARLIAMENT, *SIEGE, *SOVEREIGNTY, *POSTURE, *PRESENCE, *SHOCKS]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_rule_answers_as_worked_out_by_hand(found: Example) -> None:
    """The sentence in the rule's docstring, in numbers that can be checked on a slip of paper."""
    found.check()
