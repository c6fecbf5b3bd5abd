"""Every shipped question reads, and a slip in one is a line that says where."""

from __future__ import annotations

import csv
import shutil

import pytest
import yaml

from calibration.evidence.events import EVENTS
from experiments.ask.find_question import QUESTIONS, question_files
from experiments.ask.question_file import load_question
from experiments.study.outcome_direction import WORSE
from sim.errors import InputError
from sim.inputs.strict_yaml import read_yaml
from sim.outcomes import OUTCOMES


@pytest.fixture
def broken(tmp_path):
    """Q06 with some of its keys changed, and the error that reading it gives."""

    def call(name="Q06.yaml", **changes):
        data = read_yaml(QUESTIONS / "Q06.yaml").data
        for key, value in changes.items():
            *parents, last = key.split("__")
            table = data
            for step in parents:
                table = table[int(step) if step.isdigit() else step]
            if value is None:
                del table[last]
            else:
                table[last] = value
        path = tmp_path / name
        path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_question(path)
        return str(caught.value).removeprefix(str(path))

    return call


REFUSED = {
    "unknown key": ({"verdit": 1}, "verdit: got unknown key 'verdit'; did you mean 'verdict'?"),
    "no question": ({"question": None}, "got no 'question'"),
    "unknown outcome": (
        {"verdict__outcome": "n_rocket_attack"},
        "verdict.outcome: got 'n_rocket_attack'; did you mean 'n_rocket_attacks'?",
    ),
    "a day has no mean": ({"verdict__outcome": "war_day"}, "verdict.outcome: got 'war_day'"),
    "a way that is none": ({"verdict__yes": "fewer"}, "verdict.yes: got 'fewer'"),
    "no size that matters": ({"verdict__least": 0}, "verdict.least: got 0"),
    "unknown claim": ({"claims": ["M999"]}, "claims[0]: got 'M999'"),
    "unknown hypothesis": ({"hypotheses": ["H9"]}, "hypotheses[0]: got 'H9'"),
    "unknown scenario": (
        {"baseline__scenario": "january_202"},
        "baseline.scenario: got 'january_202'; did you mean 'january_2020'?",
    ),
    "unknown lever": (
        {"baseline__interventions": [{"lever": "iran.lines", "set": "silent"}]},
        "baseline.interventions[0].lever: got 'iran.lines'; did you mean 'iran.line'?",
    ),
    "a word no lever takes": (
        {"baseline__interventions": [{"lever": "iran.line", "set": "silence"}]},
        "baseline.interventions[0].set: got 'silence'; did you mean 'silent'?",
    ),
    "arms of other days": (
        {"changed__0__set": {"days": 200}},
        "changed[0]: got free days 2019-10-28, free after 2020-01-08, to 2020-05-14; accepts those",
    ),
    "a name twice": ({"changed__0__name": "Iran gives no order"}, "changed[0].name: got 'Iran"),
    "no change": ({"changed": []}, "changed: got 0 arms; accepts 1 to 5"),
    "a full stop": ({"verdict__claim": "it does."}, "verdict.claim: got a full stop"),
    "too many words": (
        {"limits__evidence": "one two three four five six seven eight nine ten eleven"},
        "limits.evidence: got 11 words; accepts a clause of 10 words at most",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_slip_is_one_line_that_says_where(broken, case):
    """Field, what was got, the nearest name."""
    changes, wanted = REFUSED[case]
    assert wanted in broken(**changes)
    assert "\n" not in broken(**changes)


def test_a_file_that_is_called_otherwise_is_no_question(broken):
    """The number is the name."""
    assert "a name such as Q07.yaml" in broken(name="seven.yaml")


def test_every_question_reads_and_names_what_there_is(questions):
    """Scenarios, levers, outcomes and claims are checked by reading; the rest here."""
    assert list(questions) == list(question_files())
    for question in questions.values():
        assert len(question.arms) >= 2
        assert question.criterion.because
        assert question.criterion.outcome != question.criterion.beside
        assert set(question.outcomes) <= OUTCOMES.keys()
        assert question.asks.endswith("?")


def test_what_nobody_chooses_is_marked_so_in_every_arm(questions):
    """An epidemic, a draw and another's patience are no policies, and no arm says they are."""
    nobody = {name for name, question in questions.items() if not question.is_choice}
    assert nobody >= {"Q04", "Q17", "Q20", "Q25"}
    for name, question in questions.items():
        levers = [str(row["lever"]) for arm in question.arms if arm.chosen
                  for row in arm.scenario.text.get("interventions", ())]  # fmt: skip
        if question.is_choice:
            # An error rate, obedience and a shock happen to people.
            assert not {"us.attribution.error", "militia.obedience"} & set(levers), name
            assert not any(lever.startswith("shock.") for lever in levers), name


def test_a_choice_is_judged_by_an_outcome_that_has_a_bad_way_or_has_no_regret(questions):
    """Regret needs to know what is worse; where readers differ the table is silent."""
    silent = {q.id for q in questions.values() if q.criterion.outcome not in WORSE}
    assert silent == {"Q07", "Q13", "Q21", "Q22", "Q23"}


def test_the_rockets_that_killed_nobody_are_the_coded_past_but_for_their_dead():
    """One cell of deaths and one of wounded differ, and the line that says so."""
    with EVENTS.open(encoding="utf-8") as file:
        ours = {row["id"]: row for row in csv.DictReader(file)}
    path = QUESTIONS / "scenarios" / "no_hit_27dec.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    changed = {
        (row["id"], column)
        for row in rows
        for column in row
        if row[column] != ours[row["id"]][column]
    }
    hit = "northern_base_rockets_20191227"
    assert changed == {(hit, "killed"), (hit, "wounded"), (hit, "paraphrase")}


def test_its_twin_replays_the_same_acts(questions):
    """Both arms replay as many acts on the same days; only the dead differ."""
    a, b = (arm.scenario.acts for arm in questions["Q04"].arms)
    assert [(act.day, act.action) for act in a] == [(act.day, act.action) for act in b]
    assert sum(act.us_killed for act in a) == 1 + sum(act.us_killed for act in b)


def test_a_copied_question_reads_where_it_lies(tmp_path):
    """A user's own folder will do: shipped scenarios are found from anywhere."""
    shutil.copy(QUESTIONS / "Q06.yaml", tmp_path)
    assert load_question(tmp_path / "Q06.yaml").id == "Q06"
