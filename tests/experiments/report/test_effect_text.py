"""Means and effects in words: what a ± cannot say, and why one ± is wider than another."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.paired_effects import effect
from experiments.analysis.study_results import StudyResults, analyse
from experiments.cli import output
from experiments.cli.sweep import print_report
from experiments.report.answer import PICKED, answer_of
from experiments.report.effect_text import RULE_OF_THREE, effect_text, runs_mean_text
from experiments.report.report import report_view
from experiments.report.templates import render
from experiments.study.study_file import load_study
from experiments.sweep.plan import plan
from experiments.sweep.run import run_sweep
from experiments.sweep.uncertainty_ensemble import futures_plan

SCENARIOS = Path(__file__).parents[3] / "scenarios"
STUDY = """\
title: Replies
question: Does a higher threshold help?
scenarios: [short.yaml]
factors:
  reply: {lever: us.reply.deaths_needed, values: [0, 1, 30]}
design: grid
runs: 80
outcomes: [n_us_strikes, n_salvos, open_war]
baseline: {reply: 1}
futures: {samples: 20, runs: 3}
"""


@pytest.fixture(scope="module")
def replies(tmp_path_factory: Any) -> tuple[Any, Path, StudyResults]:
    """Three thresholds on sixty days, in which there is neither a salvo nor a war."""
    folder = tmp_path_factory.mktemp("replies")
    short = f"extends: {SCENARIOS}/baseline.yaml\ntitle: Two months\ndays: 60\n"
    (folder / "short.yaml").write_text(short, "utf-8")
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    study = load_study(folder / "study.yaml")
    run_sweep(plan(study), folder / "out", 2)
    run_sweep(futures_plan(study), folder / "out" / "futures", 2)
    return study, folder / "out", analyse(study, folder / "out")


def test_a_plus_minus_never_reaches_below_nothing() -> None:
    """Two wars in 200 runs are 0.3 to 3.6 %, not 1.0 ± 2.6 %."""
    assert runs_mean_text("open_war", 0.01, 0.026, 200) == "1.0 % (0.27–3.6 %)"
    assert runs_mean_text("open_war", 0.99, 0.026, 200) == "99 % (96–99.7 %)"
    assert runs_mean_text("open_war", 0.3, 0.06, 200) == "30 ± 6 %", "control"
    assert runs_mean_text("open_war", 0.0, 0.07, 50) == "0 % (below 7.0 %)"


def test_what_no_run_saw_has_the_bound_of_the_rule_of_three() -> None:
    """`0 ± 0` after fifty runs is more than fifty runs can know."""
    assert runs_mean_text("n_salvos", 0.0, 0.0, 50) == "0 (≤ 6.0 %)"
    assert runs_mean_text("n_salvos", 2.0, 0.0, 50).startswith("2"), "a count that never varies"


def test_the_bound_is_named_below_the_table_that_has_one(replies: Any) -> None:
    """In the report and in the terminal, once."""
    found = replies[2]
    some = np.arange(len(found.runs)) % 2
    never = found.runs.assign(n_salvos=0, n_us_strikes=some)
    text = render("report.md.j2", report_view(replace(found, runs=never), (), ()))
    assert text.count("0 (≤ 3.8 %)") == 3
    assert text.count(RULE_OF_THREE) == 1
    seen = report_view(replace(found, runs=never.assign(n_salvos=some)), (), ())
    assert RULE_OF_THREE not in render("report.md.j2", seen)


def test_an_effect_that_was_picked_has_a_wider_error_and_the_same_digits() -> None:
    """±0.8 in the answer and ±0.55 in the table, of one effect, looked like an error of ours."""
    rng = np.random.default_rng(3)
    a, b = rng.poisson(2.0, 400), rng.poisson(2.6, 400)
    rows = {"point": ["a"] * 400 + ["b"] * 400, "run": [*range(400)] * 2}
    found = effect(pd.DataFrame(rows | {"n_us_strikes": [*a, *b]}), "b", "a", "n_us_strikes")
    alone, picked = effect_text(found), effect_text(found, 50)
    for tried in (1, 2, 20, 500):
        assert effect_text(found, tried).partition(" ± ")[0] == alone.partition(" ± ")[0]
    error, wider = (text.partition(" ± ")[2] for text in (alone, picked))
    assert float(wider) > float(error)
    assert len(wider.partition(".")[2]) == len(error.partition(".")[2])


def test_report_and_terminal_say_why_the_error_of_the_answer_is_wider(
    replies: Any, monkeypatch: Any, capsys: Any
) -> None:
    """The reason stood in the documentation alone. It stands where an effect was picked, and
    nowhere else."""
    study, folder, found = replies
    monkeypatch.setattr(output.console, "width", 400)
    answer = answer_of(found)
    assert re.search(r"(lowest|highest) \d", answer.text), "control: something was picked"
    assert render("report.md.j2", report_view(found, (), ())).count(PICKED) == 1
    print_report(study, folder)
    assert capsys.readouterr().out.count(PICKED) == 1
    assert answer_of(replace(found, effects=())).picked == ""


def test_a_note_on_what_never_varies_is_about_the_runs_of_the_points(replies: Any) -> None:
    """`0 % in every run` stood below an answer that told of war in the futures."""
    found = replies[2]
    (note,) = (note for note in found.notes if note.startswith("open war"))
    assert "in every run of the points" in note
    assert "the futures are runs of their own" in note
    alone = replace(found, robustness=None, study=replace(found.study, futures=None))
    (note,) = (note for note in alone.notes if note.startswith("open war"))
    assert "futures" not in note
