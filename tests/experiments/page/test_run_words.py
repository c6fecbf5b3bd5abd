"""The answer on top of a page says the numbers of its runs, and nothing that was not run."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.page.run_words import words_of
from experiments.page.still import HEADS, still_of
from experiments.plots.run.figures import save_figures
from experiments.runs.batch import run_batch, runs_in_all
from experiments.runs.statistics import headline
from experiments.text.wording import heading, number, percent
from sim.actions import Action

RUNS = 1000


@pytest.fixture(scope="module")
def batch():
    return run_batch(load_scenario("january_2020"), RUNS, 7, hypotheses=True)


@pytest.fixture(scope="module")
def said(batch):
    return {part.head: " ".join(part.sentences) for part in words_of(batch.result)}


def test_it_has_all_parts_of_an_answer(said):
    assert list(said) == ["How likely", "Why", "How sure", "On what evidence", "What it is not"]
    assert all(text == text.strip() and "  " not in text for text in said.values())


def test_chances_are_those_of_the_runs(said, batch):
    """A thing that was seen with its share; one that was not as none, and why if it lies behind."""
    assert said["How likely"].startswith("From 9 January 2020 to 6 July 2020, of 1,000 futures:")
    for line in headline(batch.result):
        if line.kind != "flag":
            continue
        if line.mean > 0:
            assert f"{percent(line.mean)} " in said["How likely"]
        else:
            assert "None brought" in said["How likely"]
    assert "a vote to expel troops again: the replayed past holds it" in said["How likely"]


def test_causes_of_an_act_are_its_own_and_no_more_than_all(said):
    shares = [float(x) for x in re.findall(r"([\d.]+) % (?:follow|come)", said["Why"])]
    assert shares
    assert all(0 < share <= 100 for share in shares)
    assert "US air strikes on militias" in said["Why"]
    assert "votes to expel foreign troops of the replayed past" in said["Why"]


def test_causes_count_what_the_log_says(said, batch):
    """The share of unprovoked attacks, from the events themselves."""
    events = batch.result.event_columns
    attacks = np.isin(events["action_code"], [Action.HARASS.value, Action.BARRAGE.value])
    free = attacks & (events["forced"] == 0) & (events["replayed"] == 0)
    share = percent(float((events["parent"][free] < 0).mean()))
    many = number(free.sum() / RUNS)
    assert (
        f"A future holds {many} rocket attacks on average: {share} come unprovoked" in said["Why"]
    )


def test_war_carries_what_the_parameters_leave_open(batch):
    """The error of the number of runs is its smallest, and alone it would mislead."""
    spread = batch.result.manifest["spread"]
    seen = {"seen": True, "low": 0.0, "high": 0.04, "mean": 0.01, "sd": 0.1, "luck": 0.1}
    over = spread["parameters"] | {"of": spread["parameters"]["of"] | {"open_war": seen}}
    some = batch.result.run_columns | {"open_war": np.arange(RUNS) < 10}
    manifest = batch.result.manifest | {"spread": spread | {"parameters": over}}
    made = replace(batch.result, manifest=manifest, run_columns=some)
    likely = " ".join(words_of(made)[0].sentences)
    assert "by the number of runs; up to 4.0 % over what the evidence leaves open" in likely


def test_what_moves_the_mean_is_said_by_variant_in_words(said):
    assert re.search(
        r"Rival hypotheses, one at a time \(500 runs each\), move the mean", said["How sure"]
    )
    assert not re.search(r"H\d-[A-Z]", " ".join(said.values())), "no bare label"


def test_without_variants_it_says_that_they_were_not_run():
    """Negative control: the sentence is of these runs, not of the page."""
    result = run_batch(load_scenario("january_2020"), 300, 7).result
    said = {part.head: " ".join(part.sentences) for part in words_of(result)}
    assert "was not run here" in said["How sure"]
    assert "luck taken" not in said["How sure"], "too few runs for samples"


def test_a_scenario_on_defaults_claims_no_fit(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "extends: baseline.yaml\ntitle: Mine\nparameters: default\n"
    )
    result = run_batch(load_scenario(tmp_path / "mine.yaml"), 300, 7).result
    said = {part.head: " ".join(part.sentences) for part in words_of(result)}
    assert "Nothing was fitted" in said["On what evidence"]


def test_the_batch_makes_as_many_runs_as_it_said():
    """The bar of progress ends at its end."""
    seen = []
    scenario = load_scenario("baseline")
    run_batch(scenario, 1000, 7, hypotheses=True, progress=seen.append)
    assert sum(seen) == runs_in_all(scenario, 1000, hypotheses=True)


def test_the_table_has_a_row_for_every_outcome_shown(batch, tmp_path):
    still = still_of(batch.result, tmp_path)
    assert "<img" not in still.pictures, "none was drawn"
    rows = re.findall(r'<th scope="row">(.*?)</th>', still.pictures)
    assert [html.unescape(row) for row in rows] == [
        heading(line.name) for line in headline(batch.result)
    ]
    assert still.pictures.count("<td>") == (len(HEADS) - 1) * len(rows)


def test_pictures_hold_their_own_data_and_say_what_they_find(batch, tmp_path):
    save_figures(batch.result, tmp_path)
    made = still_of(batch.result, tmp_path).pictures
    images = re.findall(r'<img alt="([^"]+)" src="([^"]+)">', made)
    assert len(images) == 3
    assert all(src.startswith("data:image/png;base64,iVBOR") for _, src in images)
    assert all(len(html.unescape(alt).split()) >= 5 for alt, _ in images), "the finding, no name"
