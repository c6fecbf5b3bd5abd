"""Compare says all that sets two scenarios apart, in the numbers that `run` uses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario
from experiments.cli import output
from experiments.cli.compare_notes import coded_events, once_or_each, unlike
from experiments.cli.output import changed, comparison_table, paired_cells
from experiments.runs.paired import asked, difference, effects_over_parameters
from experiments.runs.result import Result
from sim.outcomes import HEADLINE, OUTCOMES

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
    ours = (SCENARIOS.parent / "calibration" / "events.csv").read_bytes()
    own.write_bytes(ours.replace(b"slight harm", b"some harm"))
    (found,) = unlike(load_scenario(JANUARY), load_scenario(JANUARY, [f"history.events={own}"]))
    assert found.startswith("event table /")
    assert str(own) in found
    own.write_bytes(ours)
    same = load_scenario(JANUARY, [f"history.events={own}"])
    assert unlike(load_scenario(JANUARY), same) == [], "control: a copy as it was changes nothing"


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


def pair(name: str, a: list[float], b: list[float]) -> tuple[str, ...]:
    """A, B, their difference and its ± as the table shows them."""
    found = difference(name, np.array(a), np.array(b))
    return paired_cells(found, OUTCOMES[name].kind)


def test_the_numbers_of_a_row_agree() -> None:
    """A of 0.009, B of 0 and a change of -0.007 stood in one row: B was 0.002, and its reader took
    it for nothing. All four are to the decimals that the error leaves worth reading."""
    a, b = [1.0] * 9 + [0.0] * 991, [0.0] * 7 + [1.0] * 2 + [0.0] * 991
    assert pair("n_salvos", a, b) == ("0.009", "0.002", "−0.007", "0.005")
    chances = pair("open_war", [1.0, 0.0] * 20 + [0.0] * 960, [0.0] * 1000)
    assert chances == ("2.0 %", "0 %", "−2.0 pp", "0.9 pp")
    many = pair("us_troops_iraq_end", [5000.0, 5200.0] * 50, [400.0, 900.0] * 50)
    assert many == ("5,100", "650", "−4,450", "30")


def test_a_number_that_is_not_nothing_is_never_printed_as_0() -> None:
    """Neither the rare one beside a frequent one, nor a difference far below its error."""
    a, b, effect, _ = pair("n_rocket_attacks", [0.0] * 999 + [1.0], [10.0, 30.0] * 500)
    assert (a, b, effect) == ("0.001", "20.0", "+20.0")
    wide = difference("n_salvos", np.zeros(4), np.zeros(4))._replace(effect=-0.004, high=9, low=-9)
    assert paired_cells(wide, "count")[2] == "−0.004"


def test_what_changes_in_no_run_has_an_upper_bound() -> None:
    """`0 ± 0, 0 %` read as if it could not change; so many runs leave three in them possible."""
    assert pair("n_salvos", [2.0] * 50, [2.0] * 50) == ("2", "2", "0", "—")
    assert changed(0.0, 50) == "≤ 6.0 %"
    assert changed(0.25, 50) == "25 %"
    assert pair("vote", [0.0] * 50, [1.0] * 50) == ("0 %", "100 %", "+100 pp", "—")


def test_an_end_of_a_spread_is_no_nothing_with_a_sign() -> None:
    """An end of -0.000 says neither on which side of nothing it lies nor how far."""
    found = difference("isis_strength_ratio", np.zeros(4), np.ones(4))
    spread = found._replace(parameters_low=-0.0004, parameters_high=0.008, parameters_seen=True)
    cells = [column._cells[0] for column in comparison_table([spread], "", 4).columns]
    assert "−0.0004 to +0.008" in cells


WORDS = ("--runs", 20, "--set", "days=100")


def test_three_scenarios_are_compared_with_the_first(flashpoint, tmp_path) -> None:
    """One table, one figure, one file of effects, whichever the number."""
    paths = [SCENARIOS / f"{name}.yaml" for name in ("full_withdrawal", "iran_restrains")]
    code, out, _ = flashpoint("compare", JANUARY, *paths, *WORDS, "--out", "c")
    assert code == 0
    assert "Each minus A, paired over 20 runs" in out
    assert "B: Full withdrawal from Iraq" in out
    rows = [line.split()[:2] for line in out.splitlines() if line.strip()]
    for name in HEADLINE:
        at = rows.index([name, "A"])
        assert [row[0] for row in rows[at + 1 : at + 3]] == ["B", "C"]
    assert (tmp_path / "c" / "figures" / "comparison.png").is_file()
    assert "All replay the same coded events, 12 acts: access_restrictions_on_us" in out


def test_two_scenarios_are_printed_as_ever(flashpoint) -> None:
    """Control: B minus A, with the means of both in one row."""
    _, out, _ = flashpoint("compare", JANUARY, SCENARIOS / "iran_restrains.yaml", *WORDS)
    assert "B minus A, paired over 20 runs" in out
    assert "Both replay the same coded events, 12 acts" in out


@pytest.mark.parametrize("n", [1, 7])
def test_one_scenario_or_seven_are_refused(flashpoint, n) -> None:
    """One has nothing to be compared with; of seven no chart can be read."""
    code, _, error = flashpoint("compare", *[BASELINE] * n)
    assert code == 2
    assert "two to six scenarios" in error
    assert error.count("\n") == 1


def test_the_story_of_one_run_takes_two_scenarios(flashpoint) -> None:
    """Runs part in pairs."""
    code, _, error = flashpoint("compare", BASELINE, BASELINE, BASELINE, "--run", 3)
    assert code == 2
    assert "--run with two scenarios" in error


def test_a_result_folder_stands_for_what_it_ran_and_its_seed_is_said(flashpoint) -> None:
    """The scenario is the copy inside, settings included; run anew, so another seed is said."""
    words = ("--runs", 20, "--set", "days=101", "--no-figures", "--seed", 3)
    assert flashpoint("run", JANUARY, *words, "--out", "made")[0] == 0
    code, out, _ = flashpoint("compare", JANUARY, "made", "--runs", 20, "--set", "days=100")
    assert code == 0
    assert "Mind: B, the result made, was run with seed 3" in out
    assert "differ in more than interventions" not in out
    again = flashpoint("compare", JANUARY, "made", "--runs", 20, "--seed", 3, "--out", "d")[1]
    assert "was run with seed" not in again
    assert "days 253 in A, 101 in B" in again


def test_each_side_says_what_it_replays_where_pasts_differ() -> None:
    """A strike that only one side replays may be all that sets them apart."""
    strike = "airstrike_militia_201912"
    whole = load_scenario(JANUARY, SHORT)
    cut = load_scenario(JANUARY, [*SHORT, "history.until=2019-12-27"])
    free = load_scenario(BASELINE, SHORT)
    same, other, none = coded_events([whole, cut, free])
    assert same.startswith("Coded events of A: 12 acts up to 2020-01-08: ")
    assert other.startswith(f"Coded events of B: 2 acts up to 2019-12-27, without {strike}, ")
    assert none == "Coded events of C: none is replayed."
    (both,) = coded_events([whole, load_scenario(JANUARY, [*SHORT, "hypotheses.H2=B"])])
    assert both.startswith("Both replay the same coded events")
    assert coded_events([free, free]) == []


def test_events_taken_out_of_one_past_are_a_difference() -> None:
    """`without` and `unanswered` change the days before the first free one."""
    setting = "history.unanswered=[northern_base_rockets_20191227]"
    found = unlike(load_scenario(JANUARY), load_scenario(JANUARY, [setting]), "C")
    assert found == ["history.unanswered nothing in A, northern_base_rockets_20191227 in C"]


def test_sides_of_which_the_same_is_said_share_a_line() -> None:
    """Six times the same paragraph would bury the one that differs."""
    assert once_or_each(["one", "two", "one"]) == ["A and C: one", "B: two"]
