"""What the articles count is marked where runs count the same days, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.evidence.coded_totals import coded_totals
from experiments import load_scenario
from experiments.plots.run.coded_marks import on_outcome, on_series
from experiments.plots.run.ordered_outcomes import ordered_outcomes
from experiments.runs.runner import manifest_of

SCENARIOS = Path(__file__).parents[4] / "scenarios"


def manifest(name="baseline", *settings):
    """What a run of a shipped scenario keeps."""
    return manifest_of(load_scenario(SCENARIOS / f"{name}.yaml", settings), 1, 1, 0)


def test_the_articles_give_24_attacks_and_at_least_4_dead() -> None:
    """The counts of the winter as the tables have them, with what is a lower bound."""
    found = {total.outcome: total for total in coded_totals()}
    assert (found["n_rocket_attacks"].value, found["n_rocket_attacks"].at_least) == (24, False)
    assert found["us_killed"].value + found["partner_killed"].value == 4
    assert found["us_killed"].at_least
    assert found["n_us_strikes"].value == 2


def test_a_free_winter_carries_the_counts_on_its_outcomes() -> None:
    """Its 145 days are the very days that were counted."""
    mark = on_outcome(manifest(), "n_rocket_attacks")
    assert mark is not None
    assert mark.value == 24
    assert "spiked:11" in mark.words
    assert on_outcome(manifest(), "pause_days") is None, "control: no article counts that"


@pytest.mark.parametrize("setting", ["days=144", "days=200", "start=2019-10-29"])
def test_other_days_carry_no_count_on_their_outcomes(setting: str) -> None:
    """24 attacks of 145 days say nothing of 144, and nothing of what comes after a cut."""
    assert on_outcome(manifest("baseline", setting), "n_rocket_attacks") is None


def test_fans_carry_the_count_on_the_day_on_which_it_ends() -> None:
    """Series add up from the first day, replayed or not, so they meet the count on 20 March."""
    mark = on_series(manifest("january_2020"), "rocket_attacks")
    assert mark is not None
    assert (mark.day, mark.value) == (144, 24)
    assert on_outcome(manifest("january_2020"), "n_rocket_attacks") is None
    assert on_series(manifest("january_2020"), "threat") is None
    assert on_series(manifest("january_2020", "days=100"), "rocket_attacks") is None


def test_a_foreign_event_table_carries_none_of_our_counts(tmp_path) -> None:
    """Whoever brings a past of his own is not told what our articles count."""
    own = tmp_path / "events.csv"
    own.write_bytes((SCENARIOS.parent / "calibration" / "events.csv").read_bytes())
    assert manifest("january_2020")["coded"], "control: ours has some"
    assert manifest("january_2020", f"history.events={own}")["coded"] == []


def test_what_a_lever_sets_by_itself_is_not_the_finding_of_a_comparison() -> None:
    """A withdrawal has fewer troops at the end; that is no news."""
    ordered = ordered_outcomes(manifest(), manifest("full_withdrawal"))
    assert "us_troops_iraq_end" in ordered
    assert "n_rocket_attacks" not in ordered
    assert ordered_outcomes(manifest(), manifest()) == set()
