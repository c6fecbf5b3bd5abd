"""Rockets on a small world: whether a militia fires, why, how many, and where."""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import BASELINE, FREE, Action
from sim.day.decide import militias
from sim.rules import fire, restraint
from sim.state.actors import ID_MILITIA, ID_SITE
from tests.sim.day.conftest import FIRST, PARTY, THIRD, TODAY, Small, intents


def fired(small: Small, i: int, level: float, truce: float = 1.0) -> Any:
    """The attack that a militia decides on, None for none; there is no truce unless said."""
    small.world.clock.n_intents = 0
    militias.decide_militia(small.world, i, level, truce, small.p)
    return intents(small)[0] if small.world.clock.n_intents else None


def many_mornings(small: Small, i: int, level: float, days: int = 1500) -> list[Any]:
    """What a militia decides on many mornings alike, with luck of their own."""
    found = []
    for day in range(days):
        small.new_day(day)
        one = fired(small, i, level)
        if one is not None:
            found.append(type(one).__new__(type(one)))
            vars(found[-1]).update(vars(one))
    return found


def test_a_militia_fires_with_the_chance_of_all_its_drives_together(small: Small) -> None:
    """Base fire and five reasons add up; means, targets, line and patience scale them all."""
    small.numbered_past().set(
        first={"grievance": 1.0, "debt": 0.5},
        iraq={"mourning": 0.5, "voted_day": 3, "closed_days": 20.0, "exit_hope": 0.3},
        iran={"tail": 0.4, "line": 1},
        us={"deterrence": 0.1},
    )
    w, p = small.world, small.p
    m = w.militias[FIRST]
    drives = (
        fire.base_drive(m, 9.0, p)
        + p.fire_per_grievance * 1.0 * 0.5
        + p.fire_per_debt * 0.5 * 0.5
        + p.fire_per_mourning * 0.5 * 0.8 * 0.5
        + p.fire_tail * 0.4 * 0.8 * 0.5
        + fire.unity_drive(m, w.iraq, p)
    )
    line = restraint.line_factor(m, w.iran, p)
    patience = restraint.patience_factor(m, w.iraq, TODAY, p)
    g = w.militia_levers[FIRST]
    common = fire.willingness(m, w.us, w.campaign, g, line, patience, p)
    chance = fire.p_fire(common * drives)
    shots = many_mornings(small, FIRST, 9.0)
    assert len(shots) == pytest.approx(1500 * chance, abs=4.5 * (1500 * chance) ** 0.5)
    for shot in shots:
        assert shot.p == pytest.approx(chance)
        assert shot.u < shot.p
        assert (shot.actor, shot.forced) == (ID_MILITIA + FIRST, FREE)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ({"first": {"grievance": 9.0}}, "militias[0].grievance_event"),
        ({"first": {"debt": 4.0}}, "militias[0].debt_event"),
        ({"iraq": {"mourning": 4.0}}, "iraq.mourning_event"),
        ({"iran": {"tail": 1.0}}, "iran.tail_event"),
        ({"iraq": {"voted_day": 1, "closed_days": 300.0}}, "iraq.voted_event"),
    ],
)
def test_an_attack_is_laid_to_the_drive_that_brought_it_on(
    small: Small, reason: dict[str, dict[str, Any]], cause: str
) -> None:
    """With that drive alone every attack has its event as the cause; with base fire alone, none."""
    small.set(p={"fire_tail": 1.0, "fire_unity": 1.0, "fire_per_mourning": 1.0})
    small.numbered_past().set(**reason)
    assert {shot.cause for shot in many_mornings(small, FIRST, 0.0, 60)} == {
        small.remembered(cause)
    }
    assert all(shot.cause == BASELINE for shot in many_mornings(small.set(
        first={"grievance": 0.0, "debt": 0.0}, iraq={"mourning": 0.0, "voted_day": -1},
        iran={"tail": 0.0}), FIRST, 9.0, 60))  # fmt: skip


def test_causes_are_drawn_in_proportion_to_their_drives(small: Small) -> None:
    """Base fire is a fifth, anger a fifth, debt three fifths: so are the attacks."""
    small.set(p={"fire_base": 0.2, "fire_per_grievance": 0.2, "fire_per_debt": 0.2})
    small.numbered_past().set(first={"grievance": 1.0, "debt": 3.0})
    shots = many_mornings(small, FIRST, 1.0, 4000)
    events = [BASELINE, *map(small.remembered, ("militias[0].grievance_event",
                                                "militias[0].debt_event"))]  # fmt: skip
    shares = [sum(shot.cause == event for shot in shots) / len(shots) for event in events]
    assert shares == pytest.approx([0.2, 0.2, 0.6], abs=0.06)


def test_provoked_attacks_are_barrages_more_often(small: Small) -> None:
    """By the provoked share of the drives; and a barrage is what is written down as one."""
    small.set(p={"barrage_base": 0.1, "barrage_provoked": 0.6, "fire_base": 1.0})

    def barrages(level: float, grievance: float) -> float:
        small.set(first={"grievance": grievance})
        shots = many_mornings(small, FIRST, level, 2500)
        low, high = small.p.barrage_low, small.p.barrage_high
        for shot in shots:
            barrage = shot.action == Action.BARRAGE
            assert barrage or shot.action == Action.HARASS
            assert (low <= shot.size <= high) if barrage else (shot.size >= 1)
            assert barrage or shot.size <= small.p.harass_rockets
        return sum(shot.action == Action.BARRAGE for shot in shots) / len(shots)

    assert barrages(0.5, 0.0) == pytest.approx(0.1, abs=0.04)
    assert barrages(0.0, 9.0) == pytest.approx(0.7, abs=0.06)
    half = small.p.fire_per_grievance
    assert barrages(half, 1.0) == pytest.approx(0.4, abs=0.07)


def test_fire_falls_on_sites_in_proportion_to_their_pull(small: Small) -> None:
    """Each pull is a part of the range of the draw; sites without pull are passed over."""
    for j, weight in enumerate((0.0, 1.0, 0.0, 2.0, 1.0, 0.0, 0.0)):
        small.world.sites[j].weight = weight
    draws = (0.0, 0.24, 0.25, 0.74, 0.75, 0.999)
    assert [militias.pick_site(small.world, u) for u in draws] == [1, 1, 3, 3, 4, 4]
    assert militias.pick_site(small.world, 1.0) == 4, "rounding never leaves the last one out"
    for site in small.world.sites:
        site.weight = 0.0
    assert militias.pick_site(small.world, 0.5) == -1
    small.set(p={"fire_base": 1e6})
    assert fired(small, FIRST, 1.0) is None, "with nothing to fire at nobody fires"


def test_the_draws_of_an_attack_are_its_own(small: Small) -> None:
    """Whether, why, how big and where are four draws of the militia that fires."""
    small.set(p={"fire_base": 1e6})
    w, p = small.world, small.p
    for i in (FIRST, THIRD):
        shot, m = fired(small, i, 1.0), w.militias[i]

        def draw(purpose: int, m: Any = m) -> float:
            return luck.uniform(w.clock.day_key, m.key, purpose)

        barrage = draw(luck.BARRAGE) < fire.p_barrage(0.0, p)
        assert shot.u == draw(luck.FIRE)
        assert shot.action == (Action.BARRAGE if barrage else Action.HARASS)
        assert shot.size == fire.rockets(barrage, draw(luck.ROCKETS), p)
        assert shot.target == ID_SITE + militias.pick_site(w, draw(luck.SITE))


def test_a_truce_rests_all_fire_provoked_or_not(small: Small) -> None:
    """Half a truce halves the rate of fire, whatever drives it; control: without one it stands."""
    small.set(first={"grievance": 3.0}, p={"fire_base": 1.0})
    usual = len(many_mornings(small, FIRST, 1.0))
    rested = [fired(small.new_day(day), FIRST, 1.0, truce=0.5) for day in range(1500)]
    silent = [fired(small.new_day(day), FIRST, 1.0, truce=0.0) for day in range(1500)]
    assert 0 < sum(f is not None for f in rested) < 0.85 * usual
    assert not any(silent)


def test_every_militia_is_asked_on_the_common_level(small: Small) -> None:
    """Hostility, mood and the common enemy are the same for all; each is asked about patience."""
    small.set(
        iraq={"mood": 0.7, "voted_day": 1, "closed_days": 399.0},
        tally={"isis": 2.0},
        party={"roused_day": 1},
    )
    w, p = small.world, small.p
    level = fire.hostility(w.us, w.iran, w.lever, p)
    level *= fire.mood_factor(w.iraq, p) * fire.common_enemy(2.0, p)
    small.set(p={"fire_base": 2.0})
    seen = set()
    for day in range(40, 60):
        small.new_day(day)
        alone = [
            vars(shot).copy() for i in (FIRST, PARTY, THIRD) if (shot := fired(small, i, level))
        ]
        w.clock.n_intents = 0
        militias.decide_militias(w, p)
        together = [vars(shot) for shot in intents(small)]
        for one, other in zip(alone, together, strict=True):
            assert (one["actor"], one["p"], one["u"]) == (other["actor"], other["p"], other["u"])
        seen |= {one["actor"] for one in together}
    assert len(seen) == 3, "each has fired at least once"
    small.set(party={"roused_day": -1})
    w.clock.n_intents = 0
    militias.decide_militias(w, p)
    assert Action.PATIENCE_ENDS in [i.action for i in intents(small)]
