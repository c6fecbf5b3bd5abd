"""Explain: the story told is the run that was stored, and every event in it has its why."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from experiments import load_scenario, run
from experiments.cli.run import RunOptions, run_scenario
from experiments.explain.replay import explain, find, replay
from experiments.explain.story import as_text, describe, lines, reason
from experiments.runs.places import seal_result
from experiments.runs.runner import event_columns
from experiments.runs.store import read_result
from sim.actions import FROM_HISTORY, FROM_LEVER, Action
from sim.ensemble import Engine
from sim.errors import InputError
from sim.outcomes import OUTCOMES

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SEED, RUNS = 11, 80


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A result folder of a scenario with history, drawn parameters and an order."""
    folder = tmp_path_factory.mktemp("results") / "withdrawal"
    settings = ["parameters=prior"]
    asked = RunOptions(RUNS, SEED, folder, 1, settings, 30, figures=False)
    assert run_scenario(SCENARIOS / "full_withdrawal.yaml", asked) == 0
    return folder


@pytest.fixture
def spoilt(written, tmp_path):
    """A copy that a test may harm."""
    return shutil.copytree(written, tmp_path / "withdrawal")


@pytest.mark.parametrize("number", [0, 7, 29, 30, RUNS - 1])
def test_the_story_is_about_the_stored_run(written, number):
    """A story of another run than the one in the table would explain nothing."""
    stored = read_result(written)
    told = explain(written, number)
    assert told.run == number
    assert told.same_code
    assert {k: told.outcomes[k] for k in OUTCOMES} == {
        k: stored.run_columns[k][number] for k in OUTCOMES
    }
    kept = stored.event_columns["run"] == number
    assert kept.any() == (number < 30)
    if kept.any():
        for name in ("event", "day", "action", "actor", "target", "parent", "p", "u", "rule"):
            assert told.events[name].tolist() == stored.event_columns[name][kept].tolist(), name


@pytest.mark.parametrize("number", [-1, RUNS, 10**9])
def test_a_run_that_is_not_there_is_refused(written, number):
    """The batch has the runs 0 to N - 1 and no others."""
    with pytest.raises(InputError, match=f"0 to {RUNS - 1}"):
        explain(written, number)


def test_edited_inputs_are_noticed(spoilt):
    """Whoever edits the copy of the scenario gets another run, and must be told so."""
    path = spoilt / "inputs" / "scenario.yaml"
    inputs = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert inputs["interventions"][0]["set"] == 0
    inputs["interventions"][0]["set"] = 4000
    path.write_text(yaml.safe_dump(inputs), encoding="utf-8")
    with pytest.raises(InputError, match="the inputs were edited"):
        explain(spoilt, 0)


def test_changed_code_is_noticed(spoilt):
    """After an edit to a rule an old result cannot be explained by the new rule."""
    manifest = json.loads((spoilt / "manifest.json").read_text(encoding="utf-8"))
    manifest["code"] = "0" * 20
    (spoilt / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    seal_result(spoilt)
    assert not explain(spoilt, 0).same_code, "equal runs are told, with a note"
    table = pq.read_table(spoilt / "runs.parquet")
    place = table.column_names.index("n_rocket_attacks")
    table = table.set_column(
        place, "n_rocket_attacks", pa.compute.add(table["n_rocket_attacks"], 1)
    )
    pq.write_table(table, spoilt / "runs.parquet")
    seal_result(spoilt)
    with pytest.raises(InputError, match="the code has changed since"):
        explain(spoilt, 0)


def test_missing_inputs_are_bad_input(spoilt):
    """Without its inputs a folder can be plotted, but no run of it can be told."""
    shutil.rmtree(spoilt / "inputs")
    with pytest.raises(InputError):
        explain(spoilt, 0)


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("peak_rung>=6", lambda c: c["peak_rung"] >= 6),
        ("n_rocket_attacks < 40", lambda c: c["n_rocket_attacks"] < 40),
        (" us_killed == 1 ", lambda c: c["us_killed"] == 1),
        ("isis_strength_ratio>1.5e0", lambda c: c["isis_strength_ratio"] > 1.5),
        ("war_day<=-1", lambda c: c["war_day"] <= -1),
        ("access_days>.5", lambda c: c["access_days"] > 0.5),
    ],
)
def test_find_finds_the_runs_for_which_a_condition_holds(written, condition, test):
    """`--find` is the way from a bar in a figure to the runs behind it."""
    result = read_result(written, ("runs",))
    expected = np.flatnonzero(test(result.run_columns))
    assert find(result, condition).tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("condition", "near"),
    [
        ("peak_rungs>=6", "peak_rung"),
        ("peak_rung", "peak_rung"),
        ("peak_rung>=high", None),
        ("peak_rung>=1.2.3", None),
        ("peak_rung>=6; rm -rf", None),
        ("", None),
    ],
)
def test_a_condition_that_does_not_read_is_refused(written, condition, near):
    """A mistyped name must not look like 'no such run'."""
    with pytest.raises(InputError, match="peak_rung>=6") as error:
        find(read_result(written, ("runs",)), condition)
    if near:
        assert error.value.nearest == near


def test_every_event_tells_its_cause_rule_and_draw(written):
    """Each event says because of what, by which rule, with which chance and which draw."""
    kinds = set()
    for number in range(6):
        told = explain(written, number)
        events = told.events
        for k in range(len(events["event"])):
            why = reason(events, k)
            parent = int(events["parent"][k])
            assert ("baseline" if parent < 0 else f"because of #{parent}") in why
            forced = int(events["forced"][k])
            kinds.add((forced, bool(events["p"][k] >= 1)))
            if forced == FROM_HISTORY:
                assert "coded history" in why
            elif forced == FROM_LEVER:
                assert "ordered by the scenario" in why
            else:
                assert events["rule"][k] in why
                if events["p"][k] < 1.0:
                    found = re.search(r"p=(\S+), draw=(\S+)$", why)
                    assert float(found[1]) == pytest.approx(events["p"][k], rel=0.01)
                    assert float(found[2]) == pytest.approx(events["u"][k], rel=0.01)
    assert {(0, False), (1, True), (2, True)} <= kinds


def test_every_event_is_described_by_who_did_what(written):
    """No line of a story is a bare code."""
    events = explain(written, 0).events
    for k in range(len(events["event"])):
        text = describe(events, k)
        assert text
        assert events["actor"][k] in text
        assert not re.search(r"\bnan\b|None|^\d+$", text)
        dead = sum(events[f][k] for f in events if f.endswith("_killed"))
        assert ("dead" in text) == (dead > 0)


def test_the_whole_story_has_every_event_in_order(written):
    """`--all` leaves nothing out."""
    told = explain(written, 3)
    story = lines(told, everything=True)
    assert [number for number, *_ in story] == [f"#{k}" for k in range(len(told.events["event"]))]
    dates = [date for _, date, *_ in story]
    assert dates == sorted(dates)


def test_the_short_story_keeps_what_matters_and_its_causes(written):
    """Harmless rockets may be left out, but never the cause of something that is told."""
    told = explain(written, 3)
    shown = {int(number[1:]) for number, *_ in lines(told)}
    events = told.events
    assert 0 < len(shown) < len(events["event"])
    for k in range(len(events["event"])):
        if events["us_killed"][k] + events["partner_killed"][k] > 0 or events["forced"][k] > 0:
            assert k in shown
        if k in shown and events["parent"][k] >= 0:
            assert int(events["parent"][k]) in shown


def test_effects_are_indented_under_their_causes(written):
    """The tree of retaliation can be seen at a glance."""
    told = explain(written, 3)
    for number, _, what, _ in lines(told, everything=True):
        depth = int(told.events["depth"][int(number[1:])])
        assert len(what) - len(what.lstrip()) == 2 * min(8, depth)


def test_the_text_counts_what_it_leaves_out(written):
    """The reader is told that there is more."""
    told = explain(written, 3)
    left_out = len(told.events["event"]) - len(lines(told))
    assert f"{left_out} harmless or idle events left out" in as_text(told)
    assert "left out" not in as_text(told, everything=True)


def test_a_shock_is_shown_by_its_name():
    """'Outside shock' alone would hide what the scenario brought in."""
    scenario = load_scenario(SCENARIOS / "turkey_shock.yaml")
    names = run(scenario, 1, SEED).manifest["names"]
    told = replay(scenario, SEED, 0, names)
    (k,) = np.flatnonzero(told.events["action_code"] == Action.SHOCK)
    assert describe(told.events, k) == "outside: outside shock: invasion in Syria"
    assert reason(told.events, k) == "ordered by the scenario; baseline"


def test_a_replayed_run_does_not_depend_on_where_it_starts():
    """Run 25 alone, or as the sixth of a block: the same events."""
    scenario = load_scenario(SCENARIOS / "baseline.yaml")
    names = run(scenario, 1, SEED).manifest["names"]
    alone = replay(scenario, SEED, 25, names).events
    block = event_columns(Engine(scenario, SEED).block(20, 30, events=True), scenario, names)
    of_25 = block["run"] == 25
    assert all(alone[k].tolist() == block[k][of_25].tolist() for k in alone)


def test_a_salvo_meant_to_be_survived_that_killed_says_so():
    """`missile salvo meant to be survived (26 US dead)` read like a slip of ours."""
    events = {name: np.array([0]) for name in (
        "munitions", "us_killed", "partner_killed", "iraqi_killed", "fighters_killed",
        "iranian_killed", "wounded")}  # fmt: skip
    words = {"actor": "iran", "target": "", "second": "", "blamed": "", "shock_kind": ""}
    events |= {name: np.array([word], object) for name, word in words.items()}
    label = "missile salvo meant to be survived"
    events |= {"action_code": np.array([int(Action.SALVO)]), "action": np.array([label], object)}
    assert describe(events, 0) == f"iran: {label}"
    events["us_killed"] = np.array([26])
    said = "iran: missile salvo meant to be survived, yet it killed (26 US dead)"
    assert describe(events, 0) == said


def test_a_result_that_is_not_there_is_named_with_the_nearest(written):
    """`explain nosuch` was told that no manifest reads in it, as if it were a folder."""
    with pytest.raises(InputError, match="got no such folder") as caught:
        explain(written.with_name(f"{written.name}s"), 0)
    assert caught.value.nearest == str(written)
    with pytest.raises(InputError, match="got a file"):
        explain(written / "manifest.json", 0)
    with pytest.raises(InputError, match=r"no readable manifest\.json in it"):
        explain(written / "inputs", 0)
