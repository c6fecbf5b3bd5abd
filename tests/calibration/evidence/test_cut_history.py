"""A cut of history inside the window of a coded act decides whether a run has it; that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.evidence.cut_history import cut_history, cut_notes
from calibration.evidence.library import load_scenario

JANUARY = Path(__file__).parents[3] / "scenarios" / "january_2020.yaml"


def _ids(events):
    return {event.id for event in events}


def test_what_is_listed_as_replayed_is_what_the_engine_is_given() -> None:
    """The list is read from the table, the acts from the scenario: two ways to one answer."""
    scenario = load_scenario(JANUARY)
    found = cut_history(scenario)
    assert _ids(found.replayed) == {act.id for act in scenario.acts}
    assert _ids(found.replayed).isdisjoint(_ids(found.later))
    assert all(event.act == "" or event.date_used <= scenario.history_until for event in found.told)


def test_a_cut_before_the_day_used_leaves_the_act_out_and_says_so() -> None:
    """The missiles came some day from 6 to 8 January; on the 7th nobody can tell."""
    scenario = load_scenario(JANUARY, ["history.until=2020-01-07"])
    (salvo,) = (e for e in cut_history(scenario).split if e.act == "missile_salvo")
    assert salvo.id not in {act.id for act in scenario.acts}
    (note,) = (n for n in cut_notes(scenario) if salvo.id in n)
    assert "2020-01-06 to 2020-01-08" in note
    assert "leaves it out" in note


def test_a_cut_after_the_day_used_keeps_the_act_and_says_so() -> None:
    """The rockets of late December have a window that runs on beyond the day that is used."""
    scenario = load_scenario(JANUARY, ["history.until=2019-12-29"])
    kept = [e for e in cut_history(scenario).split if e.date_used <= scenario.history_until]
    assert kept
    assert all(e.id in {act.id for act in scenario.acts} for e in kept)
    assert any("every run has it" in note for note in cut_notes(scenario))


@pytest.mark.parametrize("until", ["2020-01-10", "2020-01-31"])
def test_a_cut_on_a_quiet_day_splits_nothing(until: str) -> None:
    """Control: a cut between the windows of all acts needs no word."""
    assert cut_notes(load_scenario(JANUARY, [f"history.until={until}"])) == []


def test_a_cut_on_the_last_day_of_a_window_does_not_split_it() -> None:
    """The salvo of 6 to 8 January lies wholly before a cut on the 8th."""
    found = cut_history(load_scenario(JANUARY, ["history.until=2020-01-08"]))
    assert "missile_salvo" not in {event.act for event in found.split}


def test_without_history_nothing_is_replayed_and_nothing_said() -> None:
    """A free winter has no cut."""
    scenario = load_scenario(JANUARY.with_name("baseline.yaml"))
    assert cut_notes(scenario) == []
    assert not any(cut_history(scenario))
