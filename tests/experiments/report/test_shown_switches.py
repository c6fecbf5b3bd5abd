"""Which 2 x 2 tables a report shows, and which run it sends the reader to."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from experiments import load_scenario
from experiments.analysis.paired_effects import Switch
from experiments.analysis.study_results import StudyResults
from experiments.report.report import MOST_SWITCHES, most_changed, shown_switches
from experiments.report.templates import render
from experiments.study.designs import points_of
from experiments.study.point_labels import point_labels
from experiments.study.study_file import load_study

STUDY = Path(__file__).parents[3] / "experiments" / "studies" / "reply_threshold.yaml"


@pytest.fixture(scope="module")
def found():
    """The results of a study of which nothing has been run."""
    study = load_study(STUDY)
    points = points_of(study)
    known = {place.point: place for place in point_labels(study, points)}
    return StudyResults(
        study, points, known, {}, pd.DataFrame({"point": []}), len(known),
        (), (), (), (), (), (), (), 0, None,
    )  # fmt: skip


def table(point, outcome, gone, now):
    """A 2 x 2 table; the runs of one change are numbered from 100, those of the other from 200."""
    return Switch(
        point, outcome, 10, gone, now, 10, 0.5,
        tuple(range(200, 200 + min(now, 5))), tuple(range(100, 100 + min(gone, 5))),
    )  # fmt: skip


def section(found, folder):
    """The part of a report that shows which runs change."""
    view = {"switches": shown_switches(found, folder), "seed": found.study.seed}
    return render("switches.md.j2", view)


def others(found):
    """Points that are no baseline."""
    return [place.point for place in found.labels.values() if not place.is_baseline]


@pytest.mark.parametrize(
    ("gone", "now", "run"), [(18, 4, 100), (4, 18, 200), (0, 1, 200), (1, 0, 100)]
)
def test_the_example_is_a_run_of_the_commoner_change(found, tmp_path, gone, now, run):
    """Where a policy prevents 18 wars and makes 4, one of the 4 would show the wrong story."""
    one = replace(found, switches=(table(others(found)[0], "open_war", gone, now),))
    text = section(one, tmp_path)
    assert re.findall(r"--run (\d+)", text) == [str(run)]


def test_war_comes_first_then_what_is_bad_and_no_outcome_twice(found, tmp_path):
    """A vote is a matter of taste, so more changes do not bring it before a leadership strike."""
    a, b = others(found)[:2]
    rows = (
        table(a, "vote", 90, 0), table(b, "signed_timetable", 80, 0),
        table(a, "leadership_strike", 1, 5), table(a, "open_war", 2, 1), table(b, "open_war", 3, 1),
    )  # fmt: skip
    first = most_changed(replace(found, switches=rows))
    assert [(s.outcome, s.point) for s in first] == [
        ("open_war", b), ("leadership_strike", a), ("vote", a), ("signed_timetable", b)
    ]  # fmt: skip
    text = section(replace(found, switches=rows), tmp_path)
    assert text.count("flashpoint compare") == MOST_SWITCHES


def test_without_a_change_there_is_no_heading(found, tmp_path):
    """A heading over nothing is a defect."""
    still = replace(found, switches=(table(others(found)[0], "open_war", 0, 0),))
    assert section(still, tmp_path).strip() == ""


def test_scenario_files_beside_a_report_carry_the_names_of_their_points(found, tmp_path):
    """All come of one scenario; under its title the two sides of a comparison would read alike."""
    point = others(found)[0]
    changed = replace(found, switches=(table(point, "open_war", 2, 1),))
    text = section(changed, tmp_path)
    files = re.findall(r"compare (\S+) (\S+)", text)[0]
    here = found.labels[point]
    labels = [found.labels[here.partner].label, here.label]
    titles = [load_scenario(Path(f)).title for f in files]
    assert titles == [f"{found.study.title}: {label}" for label in labels]
