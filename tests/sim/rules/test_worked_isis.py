"""Worked examples: ISIS and the hunt for it; and every rule has an example."""

from __future__ import annotations

import pytest

from sim.rules import NAMES, isis
from tests.sim.rules import (
    test_worked_ground,
    test_worked_iraq,
    test_worked_militias,
    test_worked_presence,
    test_worked_states,
)
from tests.sim.rules.worked import Example, example, of

HUNT = of(hunt_air=1.0, hunt_sweeps=0.5, hunt_militia=2.0, hunt_together=3.0, sweeps_alone=0.2)
SYRIA = of(syria_left=0.8, pause_depth=0.5, turkey_diversion=0.6, syria_us=0.4, sdf_alone=0.25)
GROWTH = of(isis_room=4.0, isis_exposed=0.5, isis_growth=0.1, isis_hunted=0.4)


def in_syria(answer: float, turkey: float, diversion: float, paused: float = 1.0) -> Example:
    return example(
        isis.hunt_in_syria,
        answer,
        campaign=of(syria=0.5, diversion=diversion),
        paused=paused,
        turkey=turkey,
        p=SYRIA,
    )


def regrows(answer: float, strength: float) -> Example:
    return example(
        isis.regrowth,
        answer,
        area=of(start=0.1, strength=strength, refuge=0.8),
        hunt=0.5,
        chance=2.0,
        p=GROWTH,
    )


EXAMPLES = [
    # A fifth of the ground counts as two beside its strength.
    example(isis.danger, 3.5, strength=1.5, territory=0.2, p=of(territory_danger=10.0)),
    *(
        example(
            isis.enablers,
            answer,
            campaign=of(us=0.5),
            paused=paused,
            airspace=0.8,
            p=of(pause_enablers=0.25),
        )
        for answer, paused in ((0.3, 1.0), (0.4, 0.0))
    ),
    # A pause leaves a quarter of the missions, closed ground half, half of the small sites 0.8 and
    # two fifths of the partners gone 0.76.
    example(
        isis.missions,
        0.5 * 0.25 * 0.5 * 0.8 * 0.76,
        campaign=of(us=0.5, small_sites=0.5, partners=0.6),
        paused=1.0,
        ground=0.5,
        p=of(sof_weight=0.4, partner_effort=0.6, pause_depth=0.75),
    ),
    # Missions 0.25, air 0.5, sweeps 0.5 * 0.6, militias 2 * 0.4, both together 3 * 0.5 * 0.4.
    example(
        isis.hunt_in_iraq,
        2.45 / 7.5,
        enabled=0.5,
        effort=0.25,
        attention=0.5,
        leader_loss=0.2,
        p=HUNT,
    ),
    in_syria(0.4 * 0.2 + 0.6 * 0.7 * 0.4, turkey=0.5, diversion=0.25),
    in_syria(0.4 * 0.2 + 0.6 * 0.7 * 0.4, turkey=0.1, diversion=0.5),
    in_syria(0.4 * 0.2 + 0.6 * 0.4 * 0.4, turkey=3.0, diversion=0.5),
    in_syria(0.4 * 0.4 + 0.6 * 0.7 * 0.55, turkey=0.5, diversion=0.25, paused=0.0),
    example(isis.diversion_at_start, 0.7, p=of(diversion_start=0.7)),
    example(isis.taken_by_pause, 0.2, paused=0.5, p=of(pause_depth=0.4)),
    example(isis.taken_by_militias, 0.6, missing=0.3, p=of(hunt_militia=2.0)),
    *(
        example(
            isis.opportunity,
            answer,
            us=of(threat=threat),
            war=war,
            p=of(pause_on=4.0, isis_opportunity=0.4, isis_war=3.0),
        )
        for answer, threat, war in ((4.2, 2.0, 1), (1.2, 2.0, 0), (1.4, 9.0, 0))
    ),
    # Twice its start: half of its room is left and half of the start again is found.
    regrows(0.08 * (2.0 * 0.5 - 0.4 * 0.5 * 1.5), strength=0.2),
    regrows(0.08 * (0.0 - 0.4 * 0.5 * 3.0), strength=0.5),
    regrows(0.08 * (2.0 * 0.875 - 0.4 * 0.5), strength=0.05),
    *(
        example(
            isis.leaves,
            answer,
            area=of(ways=ways, strength=strength, start=0.1),
            p=of(isis_spread=0.2),
        )
        for answer, ways, strength in (
            (0.04, 2, 0.3),
            (0.04, 1, 0.3),
            (0.0, 2, 0.05),
            (0.0, 0, 0.3),
        )
    ),
    *(
        example(isis.is_refuge, answer, area=of(refuge=refuge), p=of(refuge_needed=0.5))
        for answer, refuge in ((True, 0.5), (False, 0.49))
    ),
    *(
        example(isis.survives, answer, area=of(start=0.5), strength=left, p=of(isis_floor=0.2))
        for answer, left in ((0.1, 0.05), (0.3, 0.3))
    ),
    *(
        example(isis.p_attack, answer, area=of(strength=strength), p=of(isis_attacks=0.5))
        for answer, strength in ((0.2, 0.4), (1.0, 3.0))
    ),
    *(
        example(
            isis.breaks_out,
            answer,
            area=of(strength=strength, refuge=refuge),
            p=of(breakout=0.5, refuge_needed=0.5),
        )
        for answer, strength, refuge in ((True, 0.6, 0.5), (False, 0.5, 0.5), (False, 0.6, 0.4))
    ),
    *(
        example(isis.is_outgrown, answer, strength=strength, p=of(breakout=0.5))
        for answer, strength in ((True, 0.6), (False, 0.5))
    ),
    # Half of its effort is wanted for the quarrel, two fifths of that beside an ISIS of 4.
    *(
        example(
            isis.attention_tomorrow,
            answer,
            attention=0.7,
            anger=anger,
            isis=strength,
            p=of(attention_per_anger=0.25, common_enemy=0.5, attention_pace=0.4),
        )
        for answer, anger, strength in ((0.5, 2.0, 4.0), (0.82, 40.0, 0.5))
    ),
]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_rule_answers_as_worked_out_by_hand(found: Example) -> None:
    """The sentence in the rule's docstring, in numbers that can be checked on a slip of paper."""
    found.check()


def test_every_rule_is_worked_out_by_hand_at_least_once() -> None:
    """A rule without an example could read one parameter for another and nobody would say."""
    tables = (
        test_worked_ground, test_worked_iraq, test_worked_militias, test_worked_presence,
        test_worked_states,
    )  # fmt: skip
    worked = {found.name for table in tables for found in table.EXAMPLES}
    assert set(NAMES) - worked - {found.name for found in EXAMPLES} == set()
