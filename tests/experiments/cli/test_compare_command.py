"""Compare says all that sets two scenarios apart, in the numbers that `run` uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import load_scenario
from experiments.cli import output
from experiments.cli.compare import once_or_each, unlike
from experiments.cli.output import change
from experiments.runs.paired import asked, effects_over_parameters
from experiments.runs.result import Result
from sim.outcomes import HEADLINE

SCENARIOS = Path(__file__).parents[3] / "scenarios"
BASELINE, JANUARY = SCENARIOS / "baseline.yaml", SCENARIOS / "january_2020.yaml"
SHORT = ["days=100"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("history.until=2020-01-05", "history up to 2020-01-08 in A, 2020-01-05 in B"),
        ("parameters=prior", "parameters from posterior.parquet in A, prior in B"),
        ("parameters.set.fire_base=0.1", "parameter fire_base not set in A, 0.1 in B"),
        ("hypotheses.H2=B", "hypothesis H2 not set in A, B in B"),
        ("start=2019-11-01", "start 2019-10-28 in A, 2019-11-01 in B"),
        ("days=99", "days 100 in A, 99 in B"),
    ],
)
def test_every_difference_beside_the_interventions_is_named(setting: str, said: str) -> None:
    """A cut of history or another parameter moves outcomes just as an intervention does."""
    found = unlike(load_scenario(JANUARY, SHORT), load_scenario(JANUARY, [*SHORT, setting]))
    assert said in found


def test_an_intervention_alone_is_no_other_difference() -> None:
    """Control: what is compared is not what is warned of."""
    a, b = load_scenario(JANUARY), load_scenario(SCENARIOS / "full_withdrawal.yaml")
    assert a.changes != b.changes, "control: they differ"
    assert unlike(a, b) == []


def test_two_files_of_one_name_are_two_files(tmp_path) -> None:
    """An edited copy of the event table or of the world keeps its name and changes the runs."""
    own = tmp_path / "events.csv"
    own.write_bytes((SCENARIOS.parent / "calibration" / "events.csv").read_bytes())
    (found,) = unlike(load_scenario(JANUARY), load_scenario(JANUARY, [f"history.events={own}"]))
    assert found.startswith("event table /")
    assert str(own) in found


def test_what_holds_for_both_sides_is_said_once_and_else_under_their_letters() -> None:
    """A past that only B replays must not pass for that of A."""
    assert once_or_each(["same", "same"]) == ["same"]
    assert once_or_each(["one", "two"]) == ["A: one", "B: two"]
    assert once_or_each(["", "two"]) == ["B: two"]
    assert once_or_each(["", ""]) == []


def test_all_outcomes_that_either_side_asks_for_are_compared() -> None:
    """Whoever asks for an outcome sees it, whichever of the two files asks."""

    def result(*outcomes):
        return Result({"outcomes": list(outcomes)}, {}, {}, {})

    assert asked(result("wounded"), result("vote", "wounded")) == ["wounded", "vote"]
    assert asked(result(), result()) == list(HEADLINE)
    assert asked(result("war_day"), result("vote")) == ["vote"]


def test_the_table_has_chances_in_percent_and_one_caveat(flashpoint, monkeypatch) -> None:
    """No `-4.84e+03` and no `0.0055` of runs; the same remark is not made twice; 80 columns."""
    monkeypatch.setattr(output.console, "width", 80)
    words = ("--runs", 60, "--set", "days=100", "--out", "c")
    code, out, _ = flashpoint("compare", JANUARY, SCENARIOS / "full_withdrawal.yaml", *words)
    assert code == 0
    rows = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert rows["open_war"].count("%") >= 3
    assert "e+0" not in out
    assert "…" not in out
    assert max(map(len, out.splitlines()[:20])) <= 80
    assert " ".join(out.split()).count("many runs of a guess are still a guess") == 1
    assert "not looked at" in out, "sixty runs are too few for the spread over parameters"


def test_the_spread_over_parameters_is_of_the_difference() -> None:
    """What parameters move in both worlds alike cancels; fixed by hand there is none."""
    other = SCENARIOS / "iran_restrains.yaml"
    a, b = (load_scenario(path, ["days=100"]) for path in (JANUARY, other))
    same = effects_over_parameters(a, a, 1_000, 3)
    assert {part.high - part.low for part in same.values()} == {0.0}
    apart = effects_over_parameters(a, b, 1_000, 3)
    assert any(part.high - part.low > 0 for part in apart.values()), "control: B differs"
    by_hand = load_scenario(JANUARY, ["days=100", "parameters=default"])
    assert effects_over_parameters(by_hand, b, 1_000, 3) == {}


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (-4507.2, "level", "−4,507"),
        (0.0213, "flag", "+2.13 pp"),
        (-0.166, "flag", "−16.6 pp"),
        (0.676, "level", "+0.676"),
        (1e-9, "flag", "0"),
    ],
)
def test_differences_are_written_as_people_read_them(value, kind, said) -> None:
    """With a sign, three digits, and percentage points for chances."""
    assert change(value, kind) == said
