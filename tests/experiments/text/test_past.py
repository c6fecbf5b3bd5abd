"""What a scenario replays is told beside its outcomes and marked where it was drawn."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario, run
from experiments.explain.replay import replay
from experiments.explain.story import as_text, reason
from experiments.plots.run.story_data import drawn_in_past
from experiments.runs.statistics import caveat
from experiments.text.past import counted_from, first_free_day, replayed
from sim.actions import FREE

SCENARIOS = Path(__file__).parents[3] / "scenarios"


@pytest.fixture(scope="module")
def january():
    """Forty runs with a replayed past."""
    return run(load_scenario(SCENARIOS / "january_2020.yaml", ["days=100"]), 40, 5, 1)


@pytest.fixture(scope="module")
def free():
    """Forty runs without one."""
    return run(load_scenario(SCENARIOS / "baseline.yaml", ["days=30"]), 40, 5, 1)


def test_counting_begins_the_day_after_the_last_replayed_one(january, free) -> None:
    """Both the sentence of figures and the remark of the summary name the seam."""
    assert first_free_day(january.manifest) == dt.date(2020, 1, 9)
    assert "9 January 2020" in counted_from(january.manifest)
    assert "2020-01-08" in caveat(january)
    assert counted_from(free.manifest) == ""
    assert "coded history" not in caveat(free)


def test_the_past_is_told_with_its_numbers(january, free) -> None:
    """What was the same in every run is a number, what was drawn around it has a range."""
    text = replayed(january)
    assert "up to 8 January 2020" in text
    assert "Americans killed 1;" in text
    assert "a leadership strike" in text
    values = january.run_columns["n_rocket_attacks_before"]
    low, high = np.quantile(values, [0.05, 0.95], method="inverted_cdf")
    assert f"({low:.0f} to {high:.0f} in 90 % of runs)" in text
    assert replayed(free) == ""


def test_fire_drawn_within_the_past_is_told_from_coded_and_from_free_fire(january) -> None:
    """A reader of a story must not take a drawn rocket of November for one that was reported."""
    scenario = load_scenario(SCENARIOS / "january_2020.yaml", ["days=100"])
    story = replay(scenario, 5, 3, january.manifest["names"])
    events = story.events
    drawn = drawn_in_past(events)
    assert drawn.any(), "control: some fire is drawn there"
    for k in range(len(drawn)):
        past = events["date"][k] <= np.datetime64("2020-01-08")
        luck = events["forced"][k] == FREE and events["p"][k] < 1
        assert drawn[k] == (past and luck)
        assert ("drawn within the replayed past" in reason(events, k)) == bool(drawn[k])
    assert "in the replayed past before" in as_text(story).splitlines()[0]
