"""Reports of studies: what the words, tables, figures and files say is what the runs say."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from experiments import load_scenario
from experiments.analysis.discovery_cases import run_cases, split
from experiments.analysis.paired_effects import effect
from experiments.analysis.scenario_discovery import prim
from experiments.analysis.study_results import StudyResults, _sample_rows, analyse, leaves_luck
from experiments.plots.study.figures import figures
from experiments.report.answer import paragraph
from experiments.report.effect_text import effect_text
from experiments.report.report import report_view, write_report
from experiments.report.templates import render
from experiments.study.point_labels import point_labels, policy_factors
from experiments.study.points import scenario_at
from experiments.study.study_file import load_study
from experiments.sweep.block_store import FUTURES, PARTS
from experiments.sweep.results import read_sweep
from experiments.sweep.run import drawn_parameters, plan, run_sweep
from experiments.sweep.uncertainty_ensemble import futures_plan
from experiments.text.number_format import mean_text
from experiments.text.war import not_counting_war
from sim.ensemble import Engine
from sim.outcomes import outcome_table
from sim.parameters import moved_by

SCENARIOS = Path(__file__).parents[3] / "scenarios"
REPLIES = """\
title: Replies
question: Does a higher threshold help within two months?
scenarios: [months.yaml]
factors:
  reply: {lever: us.reply.deaths_needed, values: [0, 1, 30], label: deaths that call for a reply}
  command: {hypothesis: H2, values: [A, B]}
  late: {lever: us.pause, values: [null, never], from: 2019-12-26}
design: grid
runs: 120
outcomes: [n_us_strikes, open_war, us_killed, vote]
baseline: {reply: 1}
limits: {us_killed: 3}
tradeoff: [open_war, us_killed, n_us_strikes]
futures: {samples: 20, runs: 3}
"""
MATTERS = """\
title: What matters
question: What decides two months?
scenarios: [months.yaml]
factors:
  fire: {parameter: fire_base, prior: true, label: base rate of fire}
  command: {hypothesis: H2, values: [A, B]}
  others: {samples: 50, label: all other parameters}
design: {kind: sobol, base: 16}
runs: 12
seed: 2
outcomes: [n_rocket_attacks, open_war]
"""


def swept(folder: Path, text: str) -> tuple[Any, Path]:
    """A study on sixty days, and the folder in which it has run."""
    scenario = f"extends: {SCENARIOS}/baseline.yaml\ntitle: Two months\ndays: 60\n"
    (folder / "months.yaml").write_text(scenario, encoding="utf-8")
    path = folder / "study.yaml"
    path.write_text(text, encoding="utf-8")
    study = load_study(path)
    run_sweep(plan(study), folder / "out", 2)
    beyond = futures_plan(study)
    if beyond:
        run_sweep(beyond, folder / "out" / FUTURES, 2)
    return study, folder / "out"


@pytest.fixture(scope="module")
def replies(tmp_path_factory: Any) -> tuple[Any, Path, StudyResults]:
    """Three thresholds under two variants, and a factor that does nothing."""
    study, folder = swept(tmp_path_factory.mktemp("replies"), REPLIES)
    found = analyse(study, folder)
    write_report(found, folder)
    return study, folder, found


@pytest.fixture(scope="module")
def matters(tmp_path_factory: Any) -> tuple[Any, Path, StudyResults]:
    """A small Sobol study in which the parameters that are no factors are drawn together."""
    study, folder = swept(tmp_path_factory.mktemp("matters"), MATTERS)
    return study, folder, analyse(study, folder)


# Names.


def test_a_baseline_says_which_factors_are_policies(replies: Any) -> None:
    """What it changes is the policy; the lever that it leaves alone is a condition."""
    study, _, found = replies
    assert policy_factors(study, found.points) == ("reply",)
    assert found.policies == ["reply 0", "reply 1", "reply 30"]
    assert found.conditions[0] == "command A, late as the scenario"
    unpaired = replace(study, baseline=None)
    assert policy_factors(unpaired, found.points) == ("reply", "late")


def test_every_point_has_a_name_of_its_own(replies: Any, matters: Any) -> None:
    """Two rows of a table with one label could not be distinguished."""
    for study, _, found in (replies, matters):
        labels = [place.label for place in point_labels(study, found.points)]
        assert len(set(labels)) == len(labels)


# War.


def test_answers_reports_and_figures_say_that_war_is_not_counted(replies: Any) -> None:
    """Means of a policy that brings war about look mild, for its runs end there; once a page, and
    only where war began."""
    _, _, found = replies
    for began in (1, 0):
        one = replace(found, runs=found.runs.assign(open_war=began * (found.runs["run"] % 4 == 0)))
        pages = [draw() for _, draw in figures(one)]
        view = report_view(one, (), ())
        for text in (paragraph(one), render("report.md.j2", view), *map(texts, pages)):
            assert text.count("Not counting war itself: in 25 % of runs") == began
            assert text.count("war itself") == began


def test_a_study_that_does_not_ask_for_war_says_so_too(tmp_path: Path) -> None:
    """War cuts every outcome short, whether or not a study shows how often it comes."""
    text = MATTERS.replace(", open_war]", "]").replace("base: 16", "base: 4")
    study, folder = swept(tmp_path, text)
    found = analyse(study, folder)
    assert found.outcomes == ["n_rocket_attacks"]
    began = read_sweep(folder).runs["open_war"]
    assert sorted(found.runs["open_war"]) == sorted(began)
    assert found.war == not_counting_war({"runs": float(began.mean())})


def texts(page: Any) -> str:
    """What a figure says."""
    return " ".join(" ".join(t.get_text() for t in page.figure.findobj(Text)).split())


# Numbers.


@given(st.floats(-1e6, 1e6), st.floats(1e-5, 1e5))
def test_a_printed_mean_is_off_by_less_than_its_error(mean: float, half: float) -> None:
    """Rounding must stay small beside the error that is printed with it."""
    shown, _, error = mean_text("n_us_strikes", mean, half).partition(" ± ")
    number = float(shown.replace(",", "").replace("−", "-"))
    assert abs(number - mean) <= max(half, 0.5) * 0.51 + 1e-9 * abs(mean)
    assert float(error.replace(",", "")) == pytest.approx(half, rel=0.5, abs=0.5)


def test_a_chance_is_printed_in_per_cent_and_its_change_in_points() -> None:
    """A change of 2 points is not a change of 2 per cent."""
    assert mean_text("open_war", 0.069, 0.004) == "6.9 ± 0.4 %"
    runs = pd.DataFrame(
        {"point": ["a"] * 1000 + ["b"] * 1000, "run": [*range(1000)] * 2}
        | {"open_war": [0] * 960 + [1] * 40 + [0] * 1000}
    )
    assert re.fullmatch(r"−4\.0 ± 1\.2 points", effect_text(effect(runs, "b", "a", "open_war")))


def test_the_answer_names_what_the_table_of_effects_holds(replies: Any) -> None:
    """The most and the least strikes are at the thresholds that have them, with those numbers."""
    _, folder, found = replies
    table = pd.read_csv(folder / "tables" / "effects.csv")
    mine = table[(table.outcome == "n_us_strikes") & table.condition.str.contains("command A")]
    top = mine.loc[mine.effect.idxmax()]
    assert top.policy_name == "reply 0"
    said = next(e for e in found.effects if e.point == top.point and e.outcome == "n_us_strikes")
    tried = sum(e.outcome == "n_us_strikes" for e in found.effects)
    assert f"with “reply 0” ({effect_text(said, tried)})" in paragraph(found)


def test_the_means_are_those_of_the_runs(replies: Any) -> None:
    """By hand from the parts, point by point."""
    _, folder, found = replies
    table = pd.read_csv(folder / "tables" / "means.csv").set_index("point")
    runs = read_sweep(folder).runs
    by_hand = runs.groupby("point", observed=True)[found.outcomes].mean()
    assert len(table) == len(found.labels) == 12
    for point in table.index:
        assert table.loc[point, found.outcomes].tolist() == by_hand.loc[point].tolist()
    assert set(table.runs) == {120}


def test_a_factor_that_changes_nothing_is_noted_and_others_are_not(replies: Any) -> None:
    """An order for the last day moves no run; the other two factors do."""
    _, _, found = replies
    assert found.idle == ("late changed none of these outcomes in any run",)


def test_limits_and_trades_are_judged_over_all_futures(replies: Any) -> None:
    """Twenty samples, nine variants as H2 is a factor: as set and those of the other hypotheses."""
    study, folder, found = replies
    assert found.robustness is not None
    cases = futures_plan(study).cases
    variants = len({case.values["variant"] for case in cases})
    assert found.robustness.futures == 20 * variants * len(found.conditions)
    assert {row.policy for row in found.robustness.satisfied} == set(found.policies)
    assert {trade.policy for trade in found.robustness.trades} == set(found.policies)
    report = (folder / "report.md").read_text("utf-8")
    assert f"Over {found.robustness.futures:,} futures" in report


def test_a_single_point_is_answered_with_its_error(tmp_path: Path) -> None:
    """No factor, no baseline: the mean of all runs, and how far these runs may be off."""
    text = REPLIES[: REPLIES.index("factors:")] + "design: grid\nruns: 60\noutcomes: [us_killed]\n"
    study, folder = swept(tmp_path, text)
    values = read_sweep(folder).runs["us_killed"].to_numpy(float)
    half = 1.96 * values.std(ddof=1) / math.sqrt(60)
    number = r"(\d+(?:\.\d+)?)"
    words = paragraph(analyse(study, folder))
    said = re.findall(rf"Americans killed: {number} ± {number}", words)[0]
    assert float(said[0]) == pytest.approx(values.mean(), abs=half / 2)
    assert float(said[1]) == pytest.approx(half, rel=0.1)


# Files.


def test_the_report_names_figures_that_exist_and_no_others(replies: Any) -> None:
    """A link to nothing is a defect, and so is a figure that nobody hears of."""
    _, folder, found = replies
    report = (folder / "report.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(figures/(\w+\.png)\)", report))
    there = {p.name for p in (folder / "figures").glob("*.png")}
    assert linked == there == {f"{name}.png" for name, _ in figures(found)}
    assert "tradeoff.png" in there


def test_a_run_that_the_report_names_runs_again_from_its_file(replies: Any) -> None:
    """The scenario files beside the report are the points: same seed, same run, same outcomes."""
    study, folder, _ = replies
    report = (folder / "report.md").read_text("utf-8")
    a, b, run = re.findall(r"compare (\S+) (\S+) --run (\d+)", report)[0]
    runs = read_sweep(folder).runs
    for path in (Path(a), Path(b)):
        block = Engine(load_scenario(path), study.seed).block(int(run), int(run) + 1)
        again = outcome_table(block.tallies)
        mine = runs[(runs["point"] == path.parts[-3]) & (runs["run"] == int(run))]
        for name in ("n_us_strikes", "us_killed", "n_rocket_attacks"):
            assert again[name][0] == mine[name].item()


def test_a_report_of_half_a_sweep_says_so(replies: Any, tmp_path: Path) -> None:
    """Points without runs are counted, and effects are of those that have both sides."""
    study, folder, whole = replies
    parts = sorted((folder / PARTS).glob("*.parquet"))
    half = tmp_path / "half"
    (half / PARTS).mkdir(parents=True)
    for path in (folder / "study.json", folder / "points.parquet"):
        (half / path.name).write_bytes(path.read_bytes())
    for path in parts[:7]:
        (half / PARTS / path.name).write_bytes(path.read_bytes())
    found = analyse(study, half)
    assert found.missing == 5
    assert "5 of 12 points have not been run yet" in found.notes
    assert "the futures that the study asks for have not all been run" in found.notes
    assert 0 < len(found.effects) < len(whole.effects)
    assert found.robustness is None


def test_parts_of_other_rules_are_noted_and_own_ones_are_not(replies: Any) -> None:
    """A report after the scenario was edited would pass old rows off as the study's own."""
    study, folder, found = replies
    assert found.foreign == 0
    other = replace(study, seed=study.seed + 1)
    notes = analyse(other, folder).notes
    futures = len(list((folder / FUTURES / PARTS).glob("*.parquet")))
    assert any(note.startswith(f"{12 + futures} parts of other rules") for note in notes)


# What matters, and where it breaks.


def test_a_joint_sample_fixes_all_that_no_other_factor_sets(matters: Any) -> None:
    """All runs of a point have the parameters of the run of that number, but for the factors.

    That is so under every variant, apart from what the variant itself moves.
    """
    study, _, found = matters
    cases = plan(study).cases
    case = next(c for c in cases if c.values["others"] not in (None, 0))
    here = drawn_parameters(case, study.seed, range(5)).drop(columns="run")
    assert (here.nunique() == 1).all()
    moved = {k for f in moved_by({"H2": case.values["command"]}) for k in f}
    whole = replace(cases[0], scenario=lambda: study.bases["months.yaml"])
    drawn = drawn_parameters(whole, study.seed, [int(case.values["others"])]).iloc[0]
    differ = {name for name in here if not math.isclose(here[name].iloc[0], drawn[name])}
    assert differ <= {"fire_base"} | moved
    assert here["fire_base"].iloc[0] == pytest.approx(case.values["fire"])
    assert leaves_luck(study)
    assert found.indices[0][1].chance == "pure chance"


def test_without_a_joint_sample_chance_is_not_called_pure(matters: Any) -> None:
    """Parameters that are drawn anew in every run are not luck."""
    study = matters[0]
    fewer = replace(study, factors=tuple(f for f in study.factors if f.kind != "samples"))
    assert not leaves_luck(fewer)


def test_the_answer_gives_the_share_of_chance_of_every_outcome(matters: Any) -> None:
    """The share in the words is that of the variance table; a share that so few runs leave open is
    not given, and no factor beside it."""
    _, _, found = matters
    told = {s.outcome: s.seen or s.enough for _, s in found.indices}
    assert told == {"n_rocket_attacks": True, "open_war": False}
    for _, s in found.indices:
        share = f"{100 * s.parts.chance:.0f} ± {100 * s.chance_half_width:.0f} %"
        said = f"{share} of what sets runs apart is pure chance" in paragraph(found)
        assert said == told[s.outcome]
    assert "Open war: 12 runs of each point are too few to tell what moves it" in paragraph(found)


OWN = {str(k): k for k in range(40)}
"""Every point is a row of the sample of its own."""


def sampled(seed: int, points: int = 40, runs: int = 40) -> pd.DataFrame:
    """Points whose chance differs for reasons that no factor shows."""
    luck = np.random.default_rng(seed)
    chance = np.repeat(luck.beta(0.3, 1.2, points), runs)
    factors = {name: np.repeat(luck.random(points), runs) for name in ("a", "b", "c")}
    return pd.DataFrame(
        {"point": np.repeat(np.arange(points).astype(str), runs)}
        | {"run": np.tile(np.arange(runs), points)}
        | factors
        | {"open_war": luck.random(points * runs) < chance}
    )


def test_points_that_differ_for_hidden_reasons_make_no_box() -> None:
    """Negative control: judged by the same points, the box that fits them would look real."""
    names, blind, fair = ["a", "b", "c"], 0, 0
    for seed in range(12):
        runs = sampled(seed)
        blind += prim(run_cases(runs, names, "open_war")).found
        fair += prim(run_cases(runs, names, "open_war", blocks=OWN)).found
    assert blind >= 8
    assert fair <= 2


def test_points_of_one_saltelli_row_stay_together(matters: Any) -> None:
    """They share all factors but one and the parameter sample, so they would leak to each other."""
    study, _, found = matters
    blocks = _sample_rows(study, found.points)
    assert blocks is not None
    assert set(blocks) == set(found.points.ids)
    assert set(blocks.values()) <= set(range(study.design.size))
    step = len(study.factors) + 2
    for row, point in enumerate(found.points.rows):
        name = found.points.ids[point]
        assert blocks[name] == row // step or found.points.rows.index(point) < row


def test_search_and_judgement_share_no_point_and_no_luck() -> None:
    """With sampled points both are kept apart; what is left over is in neither."""
    cases = run_cases(sampled(1), ["a"], "open_war", blocks=OWN)
    learn, check = split(cases)
    assert not set(learn.group) & set(check.group)
    assert not set(learn.block) & set(check.block)
    assert len(learn.happened) + len(check.happened) == pytest.approx(
        len(cases.happened) / 2, rel=0.1
    )


def test_the_scenario_of_a_point_with_a_sample_needs_no_posterior(matters: Any) -> None:
    """All its parameters are values, so that its file can be sent to somebody."""
    study, _, found = matters
    scenario = scenario_at(study, found.points.table[1])
    source = Engine(scenario, study.seed).block(0, 2).parameters
    assert {len(set(values)) for values in source.values()} == {1}
