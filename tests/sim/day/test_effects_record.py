"""What every act leaves behind: its line in the log, deaths, and reasons for what follows."""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import FREE, FROM_LEVER, Action
from sim.day.effects import record
from sim.rules import sovereignty
from sim.state.actors import ID_COALITION, ID_IRAN
from tests.sim.day.conftest import PAST, TODAY, Small, lines, told


def test_a_line_of_the_log_starts_empty_and_one_below_its_cause(small: Small) -> None:
    """A row that is written again holds nothing of what stood there before."""
    row = small.world.log[PAST]
    vars(row).update(dict.fromkeys(vars(small.world.log[0]), 9))
    small.world.log[5].depth = 3
    small.set(tally={"longest_chain": 4})
    act = Action.REPRISAL.value
    changes = small.changes(record.log_event, act, ID_IRAN, 7, 5, 0.25, 0.125, FROM_LEVER)
    assert lines(changes)[0] == {
        "day": TODAY, "action": act, "actor": ID_IRAN, "target": 7, "parent": 5, "depth": 4,
        "p": 0.25, "u": 0.125, "forced": FROM_LEVER,
    }  # fmt: skip
    assert changes == {"tally.violent": 1, "tally.violent_reactive": 1}
    assert small.world.tally.longest_chain == 5
    assert small.world.clock.events == PAST + 1


def test_an_event_without_cause_or_with_the_first_as_its_cause(small: Small) -> None:
    """-1 is no cause; 0 is the first event of the run, and one."""
    nothing, first = (
        small.changes(record.log_event, Action.PAUSE.value, 0, -1, cause, 1.0, 0.0, FREE)
        for cause in (-1, 0)
    )
    assert lines(nothing)[0] == {"day": TODAY, "action": Action.PAUSE, "actor": 0, "p": 1.0}
    assert lines(first)[0] == {
        "day": TODAY,
        "action": Action.PAUSE,
        "actor": 0,
        "p": 1.0,
        "parent": 0,
        "depth": 1,
    }


@pytest.mark.parametrize("action", Action)
def test_violence_is_what_stands_on_a_rung_outside_strikes_and_fire_in_syria(
    small: Small, action: Action
) -> None:
    """Each act of it is counted, and again when something provoked it; nothing else is."""
    beyond = (Action.DEPOT_STRIKE, Action.DEFENSIVE_FIRE, Action.CLASH)
    violent = 0 < action <= Action.OPEN_WAR or action in beyond
    free = small.changes(record.log_event, action.value, 0, -1, -1, 1.0, 0.0, FREE)
    assert free == ({"tally.violent": 1} if violent else {})
    provoked = small.changes(record.log_event, action.value, 0, -1, 0, 1.0, 0.0, FREE)
    both = {"tally.violent": 2, "tally.violent_reactive": 1}
    assert provoked == (both if violent else {})


def test_a_full_log_makes_the_run_a_failed_one(small: Small) -> None:
    """The last row takes what is lost, and it is counted."""
    small.world.clock.events = record.LOG_ROWS
    event = record.log_event(small.world, Action.PAUSE.value, 0, -1, -1, 1.0, 0.0, FREE)
    assert event == record.LOG_ROWS - 1
    assert (small.world.clock.lost, small.world.clock.events) == (1, record.LOG_ROWS)


def test_deaths_stand_in_the_line_and_in_the_counters(late: Small) -> None:
    """Five kinds of dead, wounded and munitions, each in its own column."""
    late.changes(record.log_event, Action.HARASS.value, 0, -1, -1, 1.0, 0.0, FREE)
    changes = late.changes(record.log_deaths, PAST, 9.0, 1, 2, 3, 4)
    row = {"munitions": 9.0, "us_killed": 1, "partner_killed": 2, "iraqi_killed": 3,
           "fighters_killed": 4}  # fmt: skip
    assert told(late.world.log[PAST]) == {"day": TODAY, "action": 1, "actor": 0, "p": 1.0} | row
    assert changes == {
        "tally.us_killed": 7, "tally.partner_killed": 4, "tally.iraqi_killed": 4,
        "tally.fighters_killed": 14,
    }  # fmt: skip
    assert late.changes(record.log_wounded, PAST, 5) == {"tally.wounded": 12}
    assert late.changes(record.log_iranian_deaths, PAST, 6) == {"tally.iranian_killed": 10}
    assert (late.world.log[PAST].wounded, late.world.log[PAST].iranian_killed) == (5, 6)


def test_the_kept_cause_is_drawn_by_what_each_adds(small: Small) -> None:
    """A quarter of the sum is a quarter of the chance; all of it is certain; none is none."""
    clock, n = small.world.clock, 4000

    def share(added: float, total: float, key: int = 3) -> float:
        taken = 0
        for k in range(n):
            clock.event_word = (k * luck.GOLDEN) & luck.MASK
            taken += record.kept_cause(small.world, key, total, added, 7, 8) == 8
        return taken / n

    assert share(0.25, 1.0) == pytest.approx(0.25, abs=0.03)
    assert share(1.0, 4.0) == pytest.approx(0.25, abs=0.03)
    assert share(2.0, 2.0) == 1.0
    assert share(0.0, 2.0) == 0.0
    one, other = (
        [record.kept_cause(small.new_day(day).world, key, 2.0, 1.0, 7, 8) for day in range(60)]
        for key in (3, 4)
    )
    assert one != other, "actors have luck of their own"


@pytest.mark.parametrize(
    ("raised", "where", "event", "amount"),
    [
        (record.raise_threat, "us.threat", "us.threat_event", 2.0),
        (record.raise_anger, "iraq.anger", "iraq.anger_event", 2.0),
    ],
)
def test_a_first_reason_is_the_cause(
    small: Small, raised: Any, where: str, event: str, amount: float
) -> None:
    """Where nothing was before, what adds is remembered."""
    more = (small.p,) if raised is record.raise_anger else ()
    changes = small.changes(raised, amount, 5, *more)
    assert (changes[where], changes[event]) == (amount, 5)


def test_anger_costs_the_presence_its_standing(late: Small) -> None:
    """By what is added, not by all the anger there is."""
    changes = late.changes(record.raise_anger, 1.5, 5, late.p)
    loss = sovereignty.legitimacy_after_breach(changes.before.iraq, 1.5, late.p)
    assert changes.amounts() == {"iraq.anger": 2.0, "iraq.legitimacy": loss}


def test_only_a_higher_rung_moves_the_day(small: Small) -> None:
    """The day keeps the highest."""
    assert small.changes(record.climb, 3) == {"clock.rung": 3}
    assert small.changes(record.climb, 2) == {}
    assert small.changes(record.climb, 3) == {}
    assert small.changes(record.climb, 4) == {"clock.rung": 4}


@pytest.mark.parametrize(
    ("before", "after", "noted"),
    [(0.6, 0.4, True), (0.5, 0.49, True), (0.6, 0.5, False), (0.4, 0.3, False), (0.9, 0.6, False)],
)
def test_the_day_is_logged_on_which_half_of_the_partners_are_gone(
    small: Small, before: float, after: float, noted: bool
) -> None:
    """Once, when their share falls below half."""
    small.set(campaign={"partners": after})
    changes = small.changes(record.note_partners, before, 4)
    left = {"day": TODAY, "action": Action.PARTNERS_LEAVE, "actor": ID_COALITION, "parent": 4,
            "depth": 1, "p": 1.0}  # fmt: skip
    assert [told(row) for row in changes.log] == ([left] if noted else [])
