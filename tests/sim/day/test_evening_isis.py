"""The hunt, ISIS in every area, and what let it break out, on a small world."""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import BASELINE, Action
from sim.day.effects import isis as isis_day
from sim.rules import fading, isis
from sim.state.actors import ID_AREA, ID_ISIS
from tests.sim.day.conftest import TODAY, Small, lines


def test_the_hunt_is_weighed_by_what_is_there_today(late: Small) -> None:
    """In Iraq by enablers, missions, attention and skill; in Syria by troops and invasion."""
    late.set(iraq={"airspace": 0.8, "ground": 0.4}, us={"paused": 1},
             campaign={"us": 0.9, "syria": 0.7, "partners": 0.6, "leader_loss": 0.3,
                       "diversion": 0.5}, lever={"shock_turkey": 0.25},
             first={"attention": 0.4}, third={"attention": 0.8})  # fmt: skip
    w, p = late.kept(), late.p
    enabled = isis.enablers(w.campaign, 1.0, 0.8, p)
    effort = isis.missions(w.campaign, 1.0, 0.4, p)
    changes = late.changes(isis_day.weigh_hunt, p)
    assert changes == {
        "campaign.hunt": isis.hunt_in_iraq(enabled, effort, 0.5 * 0.4 + 0.25 * 0.8, 0.3, p),
        "campaign.hunt_syria": isis.hunt_in_syria(w.campaign, 1.0, 0.25, p),
        "campaign.leader_loss": fading.leader_loss(w.campaign, p),
        "campaign.diversion": fading.diversion(w.campaign, p),
        "tally.access_days": pytest.approx(0.6),
    }


def test_orders_on_access_go_before_what_baghdad_allows(small: Small) -> None:
    """Airspace and ground each by its own order."""
    small.set(
        iraq={"airspace": 0.2, "ground": 0.2}, lever={"iraq_airspace": 1.0, "iraq_ground": 0.0}
    )
    w, p = small.kept(), small.p
    changes = small.changes(isis_day.weigh_hunt, p)
    enabled, effort = isis.enablers(w.campaign, 0.0, 1.0, p), isis.missions(w.campaign, 0.0, 0.0, p)
    assert changes["campaign.hunt"] == isis.hunt_in_iraq(enabled, effort, 0.0, 0.0, p)
    assert changes["tally.access_days"] == 0.5


def test_war_turns_everybody_to_the_us(small: Small) -> None:
    """The mission is paused and no militia hunts, whatever was so before."""
    small.set(first={"attention": 0.1})
    assert isis_day.turned_to_us(small.world) == 0.05
    small.world.clock.war = 1
    assert isis_day.turned_to_us(small.world) == 1.0
    w, p = small.kept(), small.p
    enabled, effort = isis.enablers(w.campaign, 1.0, 1.0, p), isis.missions(w.campaign, 1.0, 1.0, p)
    isis_day.weigh_hunt(small.world, p)
    assert small.world.campaign.hunt == isis.hunt_in_iraq(enabled, effort, 1.0, 0.0, p)


def test_cells_move_next_door_into_refuges_and_none_is_made(small: Small) -> None:
    """From west, grown, to north and desert in equal parts; not to the capital: it is no refuge."""
    w, p = small.world, small.p
    small.set(p={"isis_spread": 0.5, "refuge_needed": 0.8})
    w.areas[0].strength, w.areas[3].strength = 0.6, 0.5
    w.isis_arriving[1] = 9.0
    isis_day.survey(w, p)
    isis_day.move_cells(w, p)
    arrived = w.isis_arriving[: len(w.areas)]
    assert arrived == pytest.approx([-0.1 + 0.1, 0.0, 0.05, -0.1 + 0.05])
    assert sum(arrived) == pytest.approx(0.0)
    assert [area.ways for area in w.areas] == [2, 2, 1, 1]


def test_isis_grows_in_each_area_by_the_hunt_of_its_country(small: Small) -> None:
    """Regrowth on what was there this morning, plus what arrived, above the floor."""
    small.set(campaign={"hunt": 0.2, "hunt_syria": 0.9}, us={"threat": 1.0},
              p={"isis_spread": 0.1, "isis_growth": 0.05, "breakout": 9.0, "isis_attacks": 0.0,
                 "isis_floor": 0.5})  # fmt: skip
    w, p = small.world, small.p
    w.areas[0].strength, w.areas[1].strength = 0.7, 0.01
    before = small.kept()
    chance = isis.opportunity(before.us, 0, p)
    changes = small.changes(isis_day.grow_isis, p)
    strengths = []
    for k, area in enumerate(before.areas):
        hunt = 0.9 if k == 3 else 0.2
        arriving = w.areas[k].arriving
        grown = area.strength * (1.0 + isis.regrowth(area, hunt, chance, p)) + arriving
        strengths.append(isis.survives(area, grown, p))
    assert strengths[1] == 0.05, "control: the floor holds"
    assert [area.strength for area in w.areas] == pytest.approx(strengths)
    total = sum(strengths)
    assert changes["campaign.strength"] == changes["tally.isis"] == pytest.approx(total)
    assert changes["tally.isis_peak"] == pytest.approx(total)
    small.set(tally={"isis_peak": 9.0})
    assert "tally.isis_peak" not in small.changes(isis_day.grow_isis, p)
    assert changes.log == []


def test_isis_attacks_at_the_draw_of_each_area(small: Small) -> None:
    """By the strength of the morning."""
    small.set(p={"isis_attacks": 1.0})
    for day in range(TODAY, TODAY + 20):
        small.new_day(day)
        w = small.world
        due = sum(
            luck.uniform(w.clock.day_key, area.key, luck.ISIS) < isis.p_attack(area, small.p)
            for area in w.areas
        )
        before = w.tally.isis_attacks
        isis_day.grow_isis(w, small.p)
        assert w.tally.isis_attacks == before + due


def test_war_gives_isis_its_opportunity(small: Small) -> None:
    """As much as the rule says."""
    small.set(p={"isis_war": 2.0, "isis_growth": 0.05})
    strengths = []
    for war in (0, 1):
        small.world.clock.war = war
        for area in small.world.areas:
            area.strength = area.start
        isis_day.grow_isis(small.world, small.p)
        strengths.append(small.world.campaign.strength)
    assert strengths[1] > strengths[0]


def test_isis_breaks_out_of_an_area_once(small: Small) -> None:
    """It is counted, logged and has a cause."""
    small.set(p={"breakout": 0.35, "isis_growth": 0.0, "isis_spread": 0.0, "refuge_needed": 0.5,
                 "pause_depth": 0.9}, us={"paused": 1, "pause_event": 8})  # fmt: skip
    changes = small.changes(isis_day.grow_isis, small.p)
    assert (changes["areas[0].broke_out"], changes["tally.breakouts"]) == (1, 1)
    (row,) = lines(changes)
    assert (row["action"], row["actor"], row["target"], row["parent"]) == (
        Action.BREAKOUT, ID_ISIS, ID_AREA, 8,
    )  # fmt: skip
    again = small.changes(isis_day.grow_isis, small.p)
    assert "tally.breakouts" not in again
    assert again.log == []


REASONS: list[tuple[int, dict[str, dict[str, Any]], str | int]] = [
    (0, {"us": {"paused": 1}}, "us.pause_event"),
    (0, {"iraq": {"airspace": 0.0, "ground": 0.5}}, "iraq.access_event"),
    (0, {"campaign": {"us": 0.2}}, "us.exit_event"),
    (0, {"first": {"attention": 0.3}, "third": {"attention": 0.9}}, "militias[2].grievance_event"),
    (0, {"campaign": {"leader_loss": 0.5}}, "campaign.leader_event"),
    (0, {}, BASELINE),
    (0, {"lever": {"iraq_airspace": 0.0, "iraq_ground": 0.0}}, BASELINE),
    (3, {"us": {"paused": 1}}, "us.pause_event"),
    (3, {"lever": {"shock_turkey": 1.0}}, "campaign.invasion_event"),
    (3, {"campaign": {"syria": 0.2}}, "us.syria_exit_event"),
    (3, {"campaign": {"syria": 0.2}, "us": {"syria_exit_event": -1}}, "us.exit_event"),
    (3, {"campaign": {"diversion": 0.5}}, BASELINE),
    (3, {"iraq": {"airspace": 0.0}, "campaign": {"us": 0.0}}, BASELINE),
]


@pytest.mark.parametrize(("area", "reason", "cause"), REASONS)
def test_a_breakout_is_laid_to_what_weakened_the_hunt(
    small: Small, area: int, reason: dict[str, dict[str, Any]], cause: str | int
) -> None:
    """One reason alone is the cause; what weakens the hunt elsewhere is none."""
    small.set(campaign={"diversion": 0.0}).numbered_past().set(**reason)
    expected = cause if isinstance(cause, int) else small.remembered(cause)
    for day in range(TODAY, TODAY + 8):
        found = isis_day.weakened_by(small.new_day(day).world, small.world.areas[area], small.p)
        assert found == expected


@pytest.mark.parametrize("area", [0, 3])
def test_in_war_a_breakout_is_laid_to_the_war(small: Small, area: int) -> None:
    """It stops the mission and turns the militias away."""
    small.set(campaign={"diversion": 0.0}, first={"attention": 0.5}).numbered_past()
    small.world.clock.war = 1
    found = isis_day.weakened_by(small.world, small.world.areas[area], small.p)
    assert found == small.remembered("us.war_event")


def test_reasons_of_a_breakout_are_drawn_by_what_each_takes_off_the_hunt(small: Small) -> None:
    """A cut of half the access against a fifth of the troops gone: five in seven."""
    small.set(campaign={"us": 0.8}, iraq={"airspace": 0.25, "ground": 0.75}).numbered_past()
    cut, gone = small.remembered("iraq.access_event"), small.remembered("us.exit_event")
    found = [
        isis_day.weakened_by(small.new_day(day).world, small.world.areas[0], small.p)
        for day in range(2000)
    ]
    assert set(found) == {cut, gone}
    assert found.count(cut) / 2000 == pytest.approx(5.0 / 7.0, abs=0.04)


def test_a_cause_is_drawn_by_its_weight() -> None:
    """Each has its part of the range; nothing weighs, nothing is drawn."""
    weights, events = (0.0, 1.0, 0.0, 2.0, 1.0), (1, 2, 3, 4, 5)
    draws = (0.0, 0.24, 0.25, 0.74, 0.75, 0.999)
    assert [isis_day.drawn_cause(weights, events, u) for u in draws] == [2, 2, 4, 4, 5, 5]
    assert isis_day.drawn_cause((0.0, 0.0), (1, 2), 0.5) == BASELINE
    assert isis_day.drawn_cause((0.0, 3.0), (1, 2), 0.0) == 2


def test_the_angriest_militia_is_the_one_that_takes_most_off_the_hunt(small: Small) -> None:
    """By attention and by its share of the hunt; without grievance its debt is behind it."""
    small.numbered_past().set(first={"attention": 0.4}, third={"attention": 0.7})
    assert isis_day.angriest(small.world) == small.remembered("militias[0].grievance_event")
    small.set(first={"grievance_event": -1})
    assert isis_day.angriest(small.world) == small.remembered("militias[0].debt_event")
    small.set(first={"attention": 0.35, "grievance_event": 0})
    assert isis_day.angriest(small.world) == 0, "of two alike the first"
    small.set(first={"attention": 0.0}, third={"attention": 0.0})
    assert isis_day.angriest(small.world) == BASELINE
