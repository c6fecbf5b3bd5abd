"""War itself is not counted, and one sentence says so wherever war began."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments import load_scenario
from experiments.runs.result import Result
from experiments.runs.runner import run
from experiments.text.war import (
    not_counting_war,
    share_of,
    war_in_each,
    war_in_runs,
    war_in_stories,
)
from sim.outcomes import OUTCOMES

ROOT = Path(__file__).parents[3]
WORDS = "Not counting war itself"


def result(*began: int, **manifest: Any) -> Result:
    """A result of which nothing is known but in which runs war began."""
    columns = {"run": np.arange(len(began)), "open_war": np.array(began, np.int64)}
    return Result(manifest, columns, {}, {})


def test_the_sentence_says_in_how_many_runs_and_what_is_left_out() -> None:
    """A reader who meets a low mean of deaths must see how many runs stopped counting, and that
    only ISIS goes on."""
    assert not_counting_war({"runs": 0.023}) == (
        "Not counting war itself: in 2.3 % of runs open war began, and what follows it is not "
        "counted, ISIS aside."
    )


def test_without_war_nothing_is_said() -> None:
    """A warning that stands everywhere is read nowhere."""
    assert not_counting_war({"runs": 0.0}) == not_counting_war({}) == ""
    assert war_in_runs(result(0, 0, 0)) == war_in_runs(result()) == ""
    assert war_in_each(result(0), result(0)) == ""
    assert war_in_stories({"A": False, "B": False}) == ""
    assert share_of(np.zeros(0)) == 0.0


def test_two_scenarios_say_their_own_shares() -> None:
    """Where war is likelier more is left out, so one share for both would hide the bias."""
    text = war_in_each(result(0, 0, 0, 0), result(1, 0, 0, 0))
    assert "in 0 % of runs of A and 25 % of runs of B open war began" in text


def test_stories_name_those_that_end_in_war() -> None:
    """Of two worlds of one run often only one goes to war."""
    assert "in B open war began" in war_in_stories({"A": False, "B": True})
    assert "in A and B open war began" in war_in_stories({"A": True, "B": True})


def test_figures_by_day_count_the_runs_that_their_days_come_from() -> None:
    """Quantiles by day are of the first runs alone; the share beside them must be of the same."""
    late = result(0, 0, 1, 1, daily_runs=2)
    assert "50 %" in war_in_runs(late)
    assert war_in_runs(late, daily=True) == ""


def test_the_words_stand_in_one_place() -> None:
    """Two wordings of one fact would drift apart: all that people read takes it from one file."""
    files = [p for kind in ("py", "j2") for p in (ROOT / "experiments").rglob(f"*.{kind}")]
    found = [p.name for p in files if WORDS in p.read_text(encoding="utf-8")]
    assert found == ["war.py"]


@pytest.mark.parametrize("days", [5, 120])
def test_the_share_is_the_one_that_the_runs_have(days: int) -> None:
    """Nothing is hard-coded: too few days for a war say nothing, more say what was counted."""
    scenario = load_scenario(
        ROOT / "scenarios" / "baseline.yaml", [f"days={days}", "parameters=default"]
    )
    made = run(scenario, 60, 1, event_runs=0)
    share = float(OUTCOMES["open_war"].compute({"war_day": made.run_columns["war_day"]}).mean())
    assert war_in_runs(made) == not_counting_war({"runs": share})
