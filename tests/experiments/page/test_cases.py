"""A page of several scenarios: each is its own scenario bit for bit, and twins are of the first."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.page.cases import Case, with_cases
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from sim.ensemble import Engine
from sim.errors import InputError
from sim.outcomes import outcome_table
from sim.wasm.packaged import packaged
from tests.experiments.page.conftest import SEED

RUNS = 60
STUDY = """
title: A small study
question: What if the US never replies?
scenarios: [january_2020]
factors:
  reply:
    policies:
      as it is: []
      never: [{lever: us.reply.doctrine, set: never}]
  fire: {parameter: fire_per_debt, values: [0.01, 0.05]}
design: grid
runs: 20
outcomes: [us_killed, n_us_strikes]
baseline: {reply: as it is}
"""


def data_of(name):
    return page_data(load_scenario(name), packaged(), SEED, 1000)


def case_of(name):
    scenario = load_scenario(name)
    return Case("b", scenario.title, scenario, data_of(name))


def outcomes_of(scenario):
    return outcome_table(Engine(scenario, SEED).block(0, RUNS).tallies)


def same(mine, theirs):
    return all(mine[k].tobytes() == np.asarray(theirs[k], np.float64).tobytes() for k in theirs)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    path = tmp_path_factory.mktemp("pair") / "pair.html"
    path.write_text(page_html(with_cases(data_of("january_2020"), [case_of("long_pause")], "b")))
    return path


def twin_of(played):
    return {k: np.frombuffer(base64.b64decode(v)) for k, v in played.said["twin"].items()}


def test_a_pair_opens_with_the_second_beside_the_first(pair, play):
    """Both are what Python makes of them, and they differ."""
    played = play(pair, "", RUNS)
    assert same(played.outcomes, outcomes_of(load_scenario("long_pause")))
    assert same(twin_of(played), outcomes_of(load_scenario("january_2020")))
    assert not same(played.outcomes, outcomes_of(load_scenario("january_2020"))), "control"


def test_what_is_set_on_the_second_extends_its_file(pair, play, tmp_path):
    link = "us.reply.doctrine=never&H3=A&until=2020-01-02&days=200"
    played = play(pair, link, RUNS)
    assert played.said["file"] == "long_pause.yaml"
    (tmp_path / "as_set.yaml").write_text(played.said["scenario"], "utf-8")
    assert same(played.outcomes, outcomes_of(load_scenario(tmp_path / "as_set.yaml")))


def test_the_first_can_be_chosen_and_is_then_its_own_twin(pair, play):
    played = play(pair, "case=", RUNS)
    assert played.said["link"] == "case="
    assert same(played.outcomes, outcomes_of(load_scenario("january_2020")))
    assert same(twin_of(played), played.outcomes)


@pytest.mark.parametrize(("link", "said"), [("case=c", "'c' for case"), ("case=b&case=b", "twice")])
def test_a_scenario_that_the_page_does_not_hold_is_refused(pair, run_node, link, said):
    done = run_node(Path(__file__).with_name("play.mjs"), pair, link, 1)
    assert done.returncode != 0
    assert said in done.stderr


def test_a_page_of_one_scenario_knows_no_other(run_node, written):
    done = run_node(Path(__file__).with_name("play.mjs"), written("baseline"), "case=b", 1)
    assert "'b' for case" in done.stderr


@pytest.mark.parametrize(("name", "field"), [("border_2017", "start"), ("baseline", "days")])
def test_scenarios_that_cannot_be_paired_are_refused(name, field):
    """Other days or another world: future N would have no twin."""
    with pytest.raises(InputError) as refused:
        with_cases(data_of("january_2020"), [case_of(name)], "b")
    assert refused.value.field == field


def test_two_parameter_sources_are_refused(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "extends: january_2020.yaml\ntitle: Mine\nparameters: prior\n"
    )
    with pytest.raises(InputError, match="parameters"):
        with_cases(data_of("january_2020"), [case_of(tmp_path / "mine.yaml")], "b")


def test_a_study_opens_every_point_with_the_file_that_says_it(flashpoint, play):
    """Each point's futures are those of the scenario that the page hands out for it."""
    Path("small.yaml").write_text(STUDY, "utf-8")
    assert flashpoint("sweep", "small.yaml", "--out", "swept")[0] == 0
    code, out, _ = flashpoint("page", "swept")
    assert code == 0
    assert "small.html" in out
    page = Path("small.html")
    found = {}
    for link in ("", "case=p1", "case=p2", "case=p3"):
        played = play(page, link, RUNS)
        Path(played.said["file"]).write_text(played.said["extended"], "utf-8")
        Path("as_set.yaml").write_text(played.said["scenario"], "utf-8")
        assert same(played.outcomes, outcomes_of(load_scenario("as_set.yaml"))), link
        found[link] = played.outcomes["us_killed"].tobytes(), played.outcomes["n_us_strikes"].sum()
    assert len({bits for bits, _ in found.values()}) == 4, "four points, four results"
    assert sorted(strikes == 0 for _, strikes in found.values()) == [False, False, True, True]
    text = page.read_text("utf-8")
    assert all(f'href="#case=p{k}"' in text for k in (1, 2, 3))
    assert "never" in text
    assert "What if the US never replies?" in text


def test_a_study_whose_rules_have_changed_does_not_simulate(flashpoint, monkeypatch):
    Path("small.yaml").write_text(STUDY, "utf-8")
    assert flashpoint("sweep", "small.yaml", "--out", "swept")[0] == 0
    monkeypatch.setattr("experiments.page.sources.engine_hash", lambda: "other")
    code, out, _ = flashpoint("page", "swept")
    assert code == 0
    assert "does not simulate: the rules have changed" in out
    assert "#case=" not in Path("small.html").read_text("utf-8").split('id="told"')[0]


def test_a_shipped_scenario_beside_ones_own_does_not_hand_out_its_text(tmp_path, play):
    """Everybody has the second; the first comes along, for it alone."""
    (tmp_path / "mine.yaml").write_text("extends: january_2020.yaml\ntitle: Mine\n", "utf-8")
    mine, page = data_of(tmp_path / "mine.yaml"), tmp_path / "pair.html"
    page.write_text(page_html(with_cases(mine, [case_of("long_pause")], "b")), "utf-8")
    own, second = play(page, "case=", 2).said, play(page, "", 2).said
    assert (own["file"], second["file"]) == ("mine.yaml", "long_pause.yaml")
    assert '"title": "Mine"' in own["extended"]
    assert second["extended"] is None


def test_a_pair_that_cannot_be_is_refused_before_anything_runs(flashpoint, monkeypatch):
    """Nobody waits for thousands of runs to be told no."""

    def never(*_, **__):
        raise AssertionError("it ran")

    monkeypatch.setattr("experiments.page.sources.run", never)
    code, _, err = flashpoint("page", "january_2020", "border_2017", "--runs", 300)
    assert code == 2
    assert "start: got" in err


def test_a_study_that_says_other_things_now_is_refused(flashpoint):
    """Its points would be shown under numbers of others."""
    Path("small.yaml").write_text(STUDY, "utf-8")
    assert flashpoint("sweep", "small.yaml", "--out", "swept", "--set", "runs=10")[0] == 0
    assert flashpoint("page", "swept")[0] == 0, "control: other runs are no other study"
    Path("small.yaml").write_text(STUDY.replace("set: never", "set: proportionate"), "utf-8")
    code, _, err = flashpoint("page", "swept")
    assert code == 2
    assert "small.yaml:1: study: got another text than when it was swept" in err


def test_a_pair_of_scenarios_is_one_page_in_words(flashpoint):
    code, out, err = flashpoint("page", "january_2020", "full_withdrawal", "--runs", 300)
    assert (code, err) == (0, "")
    assert "january_2020_vs_full_withdrawal.html" in out
    text = Path("january_2020_vs_full_withdrawal.html").read_text("utf-8")
    assert "What changes" in text
    assert "US troops in Iraq on the last day" in text


def test_three_scenarios_are_refused(flashpoint):
    code, _, err = flashpoint("page", "baseline", "january_2020", "long_pause")
    assert code == 2
    assert "page: got 3 of them; accepts one scenario, two of them, or one result folder" in err
