"""Worked examples: force protection, American presence and outside shocks."""

from __future__ import annotations

import pytest

from sim.levers import AUTO
from sim.rules import posture, presence, shocks
from tests.sim.rules.worked import Example, chance, example, of

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
    example(shocks.repression, 0.7, iraq=of(protest=1.4), p=of(repression=0.5)),
]

EXAMPLES = [*POSTURE, *PRESENCE, *SHOCKS]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_rule_answers_as_worked_out_by_hand(found: Example) -> None:
    """The sentence in the rule's docstring, in numbers that can be checked on a slip of paper."""
    found.check()
