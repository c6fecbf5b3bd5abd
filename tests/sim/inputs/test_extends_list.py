"""`extends` with a list: the later file wins, and what two of them disagree on is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from experiments import load_scenario
from sim.errors import InputError
from sim.inputs.scenario_meaning import scenario_meaning

SCENARIOS = Path(__file__).parents[3] / "scenarios"
BASE = f"""\
title: Base
world: {SCENARIOS / "worlds/iraq_2019.yaml"}
start: 2020-01-01
days: 100
parameters: default
"""
PAUSE = "interventions: [{lever: us.pause, set: forced, from: 2020-01-10, to: 2020-01-20}]\n"
NO_PAUSE = "interventions: [{lever: us.pause, set: never, from: 2020-01-15, to: 2020-01-30}]\n"
OTHER = "interventions: [{lever: iraq.rein_in, set: 1, from: 2020-01-10}]\n"


@pytest.fixture
def write(tmp_path):
    """Write scenario files by name, and load the last one."""

    def written(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load_scenario(tmp_path / f"{name}.yaml")

    return written


def test_a_list_of_one_means_what_the_name_alone_means(write):
    """Nobody's results go stale because a file may now extend several."""
    alone = write(base=BASE, x="extends: base.yaml\n" + PAUSE)
    listed = write(y="extends: [base.yaml]\n" + PAUSE)
    assert scenario_meaning(alone) == scenario_meaning(listed)
    assert alone.notes == listed.notes == ()


def test_policies_of_two_files_act_together(write):
    """What the list is for: two policies without a copy of either."""
    child = "extends: [base.yaml, a.yaml, b.yaml]\ntitle: Both\n"
    both = write(base=BASE, a=PAUSE, b=OTHER, both=child)
    apart = write(one="extends: [base.yaml, a.yaml]\ntitle: x\n")
    assert set(apart.changes) < set(both.changes)
    assert len(both.changes) == 3
    assert both.notes == ()


def test_in_a_diamond_the_common_parent_is_read_once_and_never_overrides_its_children(write):
    """Both files extend one base; what the first changed of it must not come back with the second,
    nor must its interventions count twice."""
    files = {
        "base": BASE + PAUSE,
        "a": "extends: base.yaml\ndays: 60\n",
        "b": "extends: base.yaml\n",
    }
    for order in ("a.yaml, b.yaml", "b.yaml, a.yaml"):
        child = write(**files, x=f"extends: [{order}]\ntitle: x\n")
        assert child.days == 60
        assert len(child.changes) == 2
        assert child.notes == ()
        assert [p.name for p in child.files].count("base.yaml") == 1


def test_the_later_file_wins_and_the_clash_is_said_with_both_places(write):
    """A field that two files set is no mistake, but a silent choice would be one."""
    files = {
        "base": BASE,
        "a": "extends: base.yaml\ndays: 60\nhypotheses: {H1: A}\n",
        "b": "extends: base.yaml\ndays: 70\nhypotheses: {H1: C}\n",
    }
    child = write(**files, x="extends: [a.yaml, b.yaml]\ntitle: x\n")
    assert (child.days, child.hypotheses) == (70, {"H1": "C"})
    assert child.notes == (
        "days is 60 in a.yaml:2 and 70 in b.yaml:2, which comes later and counts.",
        "hypotheses.H1 is 'A' in a.yaml:3 and 'C' in b.yaml:3, which comes later and counts.",
    )
    turned = write(**files, x="extends: [b.yaml, a.yaml]\ntitle: x\n")
    assert turned.days == 60


def test_what_the_child_says_itself_settles_the_clash(write):
    """Control: a clash that moves nothing is not worth a reader's time."""
    files = {
        "base": BASE,
        "a": "extends: base.yaml\ndays: 60\n",
        "b": "extends: base.yaml\ndays: 70\n",
    }
    child = write(**files, x="extends: [a.yaml, b.yaml]\ntitle: x\ndays: 80\n")
    assert (child.days, child.notes) == (80, ())


def test_equal_words_are_no_clash(write):
    """Control: two files that agree leave nothing to choose."""
    files = {
        "base": BASE,
        "a": "extends: base.yaml\ndays: 60\n",
        "b": "extends: base.yaml\ndays: 60\n",
    }
    assert write(**files, x="extends: [a.yaml, b.yaml]\ntitle: x\n").notes == ()


def test_of_two_spans_on_common_days_the_later_file_keeps_its_own(write):
    """In one file they would be an error; side by side the later one counts, and that is said."""
    child = write(base=BASE, a=PAUSE, b=NO_PAUSE, x="extends: [base.yaml, a.yaml, b.yaml]\n")
    alone = write(y="extends: [base.yaml, b.yaml]\n")
    assert child.changes == alone.changes
    (note,) = child.notes
    assert note == (
        "us.pause is moved on common days by a.yaml:1 and by b.yaml:1: "
        "b.yaml:1 comes later and counts; a.yaml:1 is left out."
    )
    assert child.text["interventions"] == alone.text["interventions"]


def test_the_variables_of_what_is_left_out_go_with_it(write):
    """A variable that nothing uses is refused, so the merged text would not read back."""
    a = "variables: {end: 2020-01-20}\n" + PAUSE.replace("2020-01-20}", "$end}")
    child = write(base=BASE, a=a, b=NO_PAUSE, x="extends: [base.yaml, a.yaml, b.yaml]\n")
    assert "variables" not in child.text


def test_two_moves_that_may_stand_together_stay_and_are_said(write):
    """A later date takes over in one file, too; here nobody has seen both lines."""
    a = "interventions: [{lever: iraq.rein_in, set: 0.2, from: 2020-01-05}]\n"
    child = write(base=BASE, a=a, b=OTHER, x="extends: [base.yaml, a.yaml, b.yaml]\n")
    assert len(child.changes) == 2
    (note,) = child.notes
    assert "both stay, and on each day the one that began last counts" in note


def test_moves_of_other_levers_or_other_days_are_no_clash(write):
    """Control: two policies that never meet need no remark."""
    early = PAUSE.replace("2020-01-20", "2020-01-12")
    files = {"base": BASE, "a": early, "b": NO_PAUSE, "c": OTHER}
    assert write(**files, x="extends: [base.yaml, a.yaml, b.yaml, c.yaml]\n").notes == ()


def test_a_past_that_one_file_replays_and_another_frees_is_a_clash(write):
    """The later one wins, whichever it is."""
    a, b = "history: {until: 2020-01-08}\n", "history: null\n"
    files = {"base": BASE, "a": a, "b": b}
    free = write(**files, x="extends: [base.yaml, a.yaml, b.yaml]\n")
    assert free.history_until is None
    coded = write(**files, x="extends: [base.yaml, b.yaml, a.yaml]\n")
    assert coded.history_until == dt.date(2020, 1, 8)
    assert all("history is null in b.yaml:1" in s.notes[0] for s in (free, coded))


def test_a_circle_through_a_list_is_one_error_where_it_closes(write):
    """Reading would never end; the place names the entry of the list that leads back."""
    with pytest.raises(InputError, match="does not extend this one") as caught:
        write(base=BASE, a="extends: [base.yaml, b.yaml]\n", b="extends: [base.yaml, a.yaml]\n")
    assert (caught.value.path.name, caught.value.field) == ("a.yaml", "extends[1]")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("[]", "an empty list"),
        ("[base.yaml, base.yaml]", "'base.yaml' twice"),
        ("[base.yaml, basee.yaml]", "did you mean 'base.yaml'"),
        ("[base.yaml, 3]", "extends[1]: got 3"),
        ("{a: base.yaml}", "accepts text"),
    ],
)
def test_a_list_that_names_no_scenarios_is_one_error(write, value, said):
    """Each mistake says its place in the list."""
    with pytest.raises(InputError) as caught:
        write(base=BASE, x=f"title: x\nextends: {value}\n")
    assert said in str(caught.value)
