"""A page gives the numbers of the command line bit for bit, whatever a reader sets in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from calibration.evidence.library import load_scenario
from experiments.page.page_data import GROUPS, page_data
from experiments.runs.statistics import line
from sim.inputs.initial_state import first_morning
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES, outcome_table
from sim.parameters import HYPOTHESES
from sim.wasm.packaged import packaged
from tests.experiments.page.as_python import RUNS, SEED, differing, of_python
from tests.same_bits import SHIPPED

LINKS = {
    "january_2020": "us.reply.doctrine=never&us.presence.troops_to=0&us.presence.days=30"
    "&iran.arms=scale:2.5&militia.obedience=add:-0.125&us.presence.close=besmaya,taji"
    "&isis.shock=0.5&us.leadership_strike.order=strike&us.attribution.error=0.3",
    "border_2017": "iraq.limits=0.75&us.commitment=add:0.2&us.self_defence=never&ground.rivals=0.1",
    "long_pause": "us.pause=never&us.sanctions=-2&H3=A&H2=C",
    "us_syria_fade": "us.commitment=scale:0.5&H8=A",
    "baseline": "H1=B&H6=A",
}
"""Scenario -> what is set: every kind of lever and dose, what acts on one day, levers that the
scenario moves itself (at once, over a ramp, by a variable), and hypotheses."""


@pytest.mark.parametrize("name", ["january_2020", "baseline", "border_2017"])
def test_a_page_with_nothing_set_is_the_scenario_run_by_python(written, play, name):
    """All outcomes of every run, and the daily series that are drawn."""
    assert differing(play(written(name), "", RUNS), of_python(load_scenario(name))) == []


@pytest.mark.parametrize("name", LINKS)
def test_what_is_set_is_the_downloaded_scenario_run_by_python(written, play, tmp_path, name):
    """The file says what the page simulated, or one of the two is wrong."""
    played = play(written(name), LINKS[name], RUNS)
    file = tmp_path / "as_set.yaml"
    file.write_text(played.said["scenario"], encoding="utf-8")
    block = of_python(load_scenario(file))
    assert differing(played, block) == []
    plain = outcome_table(of_python(load_scenario(name)).tallies)
    mine = outcome_table(block.tallies)
    assert any(not np.array_equal(mine[key], plain[key]) for key in mine), "nothing was moved"


def test_moves_of_the_past_stay_when_their_lever_is_set(written, play, tmp_path):
    """An attack left unanswered moves the doctrine in the past; what is set moves it afterwards."""
    (tmp_path / "quiet.yaml").write_text(
        "extends: january_2020.yaml\ntitle: Not answered\n"
        "history:\n  unanswered: [northern_base_rockets_20191227]\n"
    )
    played = play(written(tmp_path / "quiet.yaml"), "us.reply.doctrine=proportionate", RUNS)
    (tmp_path / "as_set.yaml").write_text(played.said["scenario"], encoding="utf-8")
    scenario = load_scenario(tmp_path / "as_set.yaml")
    assert scenario.past_changes
    assert differing(played, of_python(scenario)) == []


def test_other_numbers_are_noticed(written, play):
    """Negative control: a lever that only the page moves is seen."""
    played = play(written("baseline"), "us.reply.doctrine=never", RUNS)
    assert "n_us_strikes" in differing(played, of_python(load_scenario("baseline")))


def test_the_one_script_of_the_file_answers_as_a_worker(written, run_node):
    """What a browser runs is the modules put together: it too gives the numbers of Python."""
    done = run_node(Path(__file__).with_name("as_worker.mjs"), written("baseline"), RUNS)
    assert done.returncode == 0, done.stderr
    values = outcome_table(of_python(load_scenario("baseline")).tallies)["n_rocket_attacks"]
    assert json.loads(done.stdout) == list(values)


def test_the_command_that_the_file_names_writes_the_numbers_of_the_page(
    written, play, flashpoint, tmp_path
):
    """`flashpoint run` as a reader calls it, with the runs and the seed that the file says."""
    played = play(written("january_2020"), LINKS["january_2020"], RUNS)
    Path("as_set.yaml").write_text(played.said["scenario"], encoding="utf-8")
    assert f"flashpoint run THIS_FILE --runs {RUNS} --seed {SEED}" in played.said["scenario"]
    words = ("--runs", RUNS, "--seed", SEED, "--no-figures", "--out", "made")
    assert flashpoint("run", "as_set.yaml", *words)[0] == 0
    columns = pq.read_table(tmp_path / "made" / "runs.parquet")
    for name in OUTCOMES:
        stored = columns[name].to_numpy().astype(np.float64)
        assert stored.tobytes() == played.outcomes[name].tobytes(), name


@pytest.mark.parametrize("name", SHIPPED)
def test_the_moves_of_every_shipped_scenario_come_back_in_their_order(written, run_node, name):
    """Nothing set: the page writes the first morning anew from its list of moves, word for word."""
    scenario, page = load_scenario(name), written(name)
    script = Path(__file__).with_name("same_world.mjs")
    done = run_node(script, page)
    assert done.stdout.strip() == "same", done.stderr
    assert len(scenario.all_changes) == int(first_morning(scenario).world["clock"]["n_moves"][0])


def test_no_two_hypotheses_move_one_parameter():
    """The page puts the rows of chosen variants into the plan one after the other; if two met, the
    order would matter."""
    moved = [
        {key for variant in h.variants.values() for key in (*variant.values, *variant.priors)}
        for h in HYPOTHESES.values()
    ]
    assert sum(map(len, moved)) == len(set().union(*moved))


def test_every_lever_of_the_registry_is_on_the_page_under_a_heading():
    data = page_data(load_scenario("january_2020"), packaged(), SEED, 500).told
    assert [row["name"] for row in data["levers"]] == [lever.name for lever in LEVERS]
    assert {lever.name.split(".")[0] for lever in LEVERS} == set(GROUPS)
    assert all(lever.kind == "choice" for lever in LEVERS if lever.table == "site")


def test_means_and_errors_are_those_of_the_command_line(written, play):
    """To the last digits: the two sum in another order."""
    played = play(written("january_2020"), LINKS["january_2020"], RUNS)
    for name, values in played.outcomes.items():
        mine, theirs = played.said["lines"][name], line(name, values)
        assert mine["mean"] == pytest.approx(theirs.mean, rel=1e-12, abs=1e-15), name
        assert mine["error"] == pytest.approx(theirs.half_width, rel=1e-9, abs=1e-12), name


def test_fifty_dots_stand_for_the_runs(written, play):
    """Each is a value that some run had: the middle of one of fifty equal shares."""
    played = play(written("baseline"), "", RUNS)
    values = played.outcomes["n_rocket_attacks"]
    shares = (np.arange(50) + 0.5) / 50
    assert played.said["dots"] == list(np.quantile(values, shares, method="inverted_cdf"))


def test_the_table_pairs_every_run_with_its_twin(written, play):
    """The difference is that of the means, and its error that of paired runs, which is smaller."""
    played = play(written("january_2020"), LINKS["january_2020"], RUNS)
    rows = {row["outcome"]: row for row in csv.DictReader(io.StringIO(played.said["table"]))}
    assert set(rows) == set(OUTCOMES)
    row = {key: float(rows["n_rocket_attacks"][key]) for key in list(rows["vote"])[3:]}
    assert row["runs"] == RUNS
    assert row["difference"] == pytest.approx(row["mean"] - row["unchanged_mean"], abs=1e-9)
    assert row["difference_error"] < np.hypot(row["error"], row["unchanged_error"])
