"""A scenario file means what it says: files merge, and interventions become single changes."""

import datetime as dt
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
import yaml

from calibration.evidence.events import EVENTS
from experiments import load_scenario
from sim.conditions import COMPARISONS, CONDITIONS
from sim.errors import InputError, plain_number
from sim.inputs.interventions import KEYS as INTERVENTION_KEYS
from sim.inputs.interventions import NEVER, LeverChange
from sim.inputs.scenario_draft import HISTORY, KEYS
from sim.inputs.strict_yaml import parse
from sim.inputs.world_file import NUMBERS, load_world
from sim.levers import AUTO, BY_NAME, FIELDS, LEVERS, NO_CAP, TABLES

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "scenarios"
SHIPPED = sorted(FOLDER.glob("*.yaml"))
START, DAYS = dt.date(2020, 1, 1), 100
HEAD = f"""\
title: A test
world: {FOLDER / "worlds" / "iraq_2019.yaml"}
start: {START}
days: {DAYS}
"""
GROUPS = ["kataib_hezbollah", "asaib_ahl_al_haq", "mahdi_army", "smaller_groups"]


read_once = cache(load_world)


@pytest.fixture(autouse=True)
def world_is_read_once(monkeypatch):
    """The world of these tests is one file that nothing changes; reading it takes most of a test's
    time."""
    monkeypatch.setattr("sim.inputs.scenario.load_world", read_once)


def load(folder, text, *settings, name="x.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, settings)


def changes(folder, *interventions, head=HEAD):
    rows = "".join(f"  - {{{row}}}\n" for row in interventions)
    return load(folder, f"{head}interventions:\n{rows}").changes


def moved(lever, day, *values, row=0, until=DAYS, condition=()):
    """The changes that put `values` into the fields of a lever on a day."""
    lever = BY_NAME[lever]
    return tuple(
        LeverChange(
            day,
            until,
            TABLES.index(lever.table),
            row,
            FIELDS[lever.table].index(field),
            value,
            *condition,
        )
        for field, value in zip(lever.fields, values, strict=True)
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_shipped_scenario_loads_and_asks_something(path):
    """A shipped file is the first that people copy."""
    scenario = load_scenario(path)
    assert scenario.question.endswith("?")
    assert scenario.files[-1].suffix == ".csv" or scenario.history_until is None
    assert (path.stem in ("baseline", "january_2020")) == (scenario.changes == ())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_the_merged_text_reads_back_to_the_same_scenario(path, tmp_path):
    """Result folders keep the merged text and later runs are explained from it, so it must lose
    nothing on the way to YAML and back."""
    scenario = load_scenario(path, ["hypotheses.H1=A", "parameters.set.blame_error=0.2"])
    text = dict(scenario.text) | {"world": str(scenario.world.path)}
    again = load(tmp_path, yaml.safe_dump(text, sort_keys=False, allow_unicode=True))
    for field in (
        "title",
        "question",
        "world",
        "start",
        "days",
        "history_until",
        "events_path",
        "parameter_source",
        "parameter_values",
        "hypotheses",
        "changes",
        "outcomes",
    ):
        assert getattr(again, field) == getattr(scenario, field), field
    assert "extends" not in text


# ---------------------------------------------------------------- extends


def test_a_child_inherits_all_that_it_does_not_say_and_overrides_what_it_does(tmp_path):
    """Single keys are replaced, tables (parameters, hypotheses, variables, history) are merged key
    by key, and interventions add up."""
    events = tmp_path / "events.csv"
    events.write_bytes(EVENTS.read_bytes())
    load(
        tmp_path,
        HEAD
        + """\
question: Why?
history: {until: 2020-01-10, events: events.csv}
parameters: {from: prior, set: {blame_error: 0.1, claim_chance: 0.3}}
hypotheses: {H1: A, H2: A}
variables: {months: 3}
outcomes: [us_killed]
interventions: [{lever: iraq.timetable, set: $months}]
""",
        name="parent.yaml",
    )
    child = load(
        tmp_path,
        """\
extends: parent.yaml
title: A child
days: 50
history: {until: 2020-01-12}
parameters: {set: {blame_error: 0.2}}
hypotheses: {H2: C}
variables: {months: 6}
interventions: [{lever: us.pause, set: never}]
""",
    )
    assert (child.title, child.question, child.start, child.days) == ("A child", "Why?", START, 50)
    assert (child.history_until, child.events_path) == (dt.date(2020, 1, 12), events)
    assert child.parameter_source == "prior"
    assert child.parameter_values == {"blame_error": 0.2, "claim_chance": 0.3}
    assert child.hypotheses == {"H1": "A", "H2": "C"}
    assert child.outcomes == ("us_killed",)
    assert set(child.changes) == {
        *moved("iraq.timetable", 12, 6.0, until=50),
        *moved("us.pause", 12, 0.0, until=50),
    }
    assert [p.name for p in child.files] == [
        "parent.yaml",
        "x.yaml",
        "iraq_2019.yaml",
        "events.csv",
    ]


def test_interventions_replace_drops_what_was_inherited_with_its_variables(tmp_path):
    """A variable of a dropped intervention has no user left, and the child could not remove it."""
    load(
        tmp_path,
        HEAD + "variables: {d: 9}\ninterventions: [{lever: us.presence.days, set: $d}]\n",
        name="parent.yaml",
    )
    child = load(
        tmp_path,
        "extends: parent.yaml\ninterventions_replace: true\n"
        "interventions: [{lever: us.pause, set: never}]\n",
    )
    assert child.changes == moved("us.pause", 0, 0.0)


def test_history_null_sets_a_child_free(tmp_path):
    """Without it a child of a scenario with history could never run from the first day."""
    load(tmp_path, HEAD + "history: {until: 2020-01-10}\n", name="parent.yaml")
    child = load(tmp_path, "extends: parent.yaml\nhistory: null\n")
    assert (child.history_until, child.events_path) == (None, None)


def test_parameters_as_one_word_keep_the_values_set_by_a_parent(tmp_path):
    """`parameters: prior` says where the others come from, not that the set ones are forgotten."""
    load(tmp_path, HEAD + "parameters: {set: {blame_error: 0.2}}\n", name="parent.yaml")
    child = load(tmp_path, "extends: parent.yaml\nparameters: prior\n")
    assert (child.parameter_source, child.parameter_values) == ("prior", {"blame_error": 0.2})


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_of_extends_is_refused_where_it_closes(tmp_path, length):
    """Otherwise reading never ends; the file named is the one whose `extends` leads back."""
    for k in range(length):
        (tmp_path / f"{k}.yaml").write_text(f"title: x\nextends: {(k + 1) % length}.yaml\n")
    with pytest.raises(InputError, match="does not extend this one") as caught:
        load_scenario(tmp_path / "0.yaml")
    assert (caught.value.path.name, caught.value.line) == (f"{length - 1}.yaml", 2)


def test_a_chain_of_extends_has_an_end(tmp_path):
    """Eight files are more than anyone can follow; the ninth is a program gone wrong."""
    (tmp_path / "0.yaml").write_text(HEAD)
    for k in range(1, 12):
        (tmp_path / f"{k}.yaml").write_text(f"extends: {k - 1}.yaml\n")
    assert load_scenario(tmp_path / "8.yaml").title == "A test"
    with pytest.raises(InputError, match="at most 8"):
        load_scenario(tmp_path / "9.yaml")


# ---------------------------------------------------------------- --set


def test_settings_go_on_top_of_all_files():
    """The command line is the last word; a later setting beats an earlier one."""
    scenario = load_scenario(
        FOLDER / "full_withdrawal.yaml",
        [
            "days=200",
            "title=no",
            "variables.days=30",
            "history.until=2020-01-07",
            "days=220",
            "hypotheses.H1=A",
            "parameters.from=prior",
            "parameters.set.blame_error=1e-3",
            "outcomes=[us_killed, vote]",
        ],
    )
    assert (scenario.days, scenario.title) == (220, "no")
    assert scenario.history_until == dt.date(2020, 1, 7)
    assert scenario.hypotheses == {"H1": "A"}
    assert (scenario.parameter_source, scenario.parameter_values) == (
        "prior",
        {"blame_error": 0.001},
    )
    assert scenario.outcomes == ("us_killed", "vote")
    assert set(moved("us.presence.days", 72, 30.0, until=220)) < set(scenario.changes)


@pytest.mark.parametrize(
    ("setting", "part"),
    [
        ("days", "key=value"),
        ("=3", "key=value"),
        (".days=3", "key=value"),
        ("days=", "got nothing"),
        ("question=", "got nothing"),
        ("title=\u200c", "nothing can be seen"),
        ("dyas=3", "did you mean 'days'"),
        ("days=many", "a whole number"),
        ("days=0", "from 1"),
        ("days=1e9", "from 1 to 730"),
        ("days=060", "decimal"),
        ("days=0200.0", "leading zeros"),
        ("days=.nan", "finite"),
        ("hypotheses.H1=Z", "accepts A, B, C"),
        ("hypotheses.H11=A", "did you mean 'H1'"),
        ("parameters.set.blame_eror=1", "did you mean 'blame_error'"),
        ("parameters.set.blame_error=2", "from 0 to 1"),
        ("parameters=posteriors", "did you mean 'posterior'"),
        ("interventions=[]", "any key but"),
        ("extends=baseline.yaml", "any key but"),
        ("interventions_replace=true", "any key but"),
        ("start=2020-02-30", "a date"),
        ("variables.dayz=3", "did you mean 'days'"),
        ("days=60\ntitle: b", "one line"),
        ("title=Case #3", "in quotes"),
        ("title='A' # B", "in quotes"),
        ('title="A"  # B: c', "in quotes"),
        ("hypotheses={H1: A} # c", "in quotes"),
        ("outcomes=[vote, 'x # y'] # c", "in quotes"),
        ("days='250' #", "in quotes"),
        ("hypotheses.H1: A #=3", "key=value"),
        ("title=a: b", "a colon in a value"),
        ("days=[1", "YAML"),
        ("days.deep=3", "a whole number"),
        ("world=nowhere.yaml", "a world file"),
        ("history.until=2019-10-01", "a date from"),
    ],
)
def test_a_bad_setting_is_refused_and_named(setting, part):
    """No file holds it, so the place is the option; nothing of it may be dropped in silence."""
    with pytest.raises(InputError) as caught:
        load_scenario(FOLDER / "full_withdrawal.yaml", [setting])
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("title", ["'A # B'", '"# 3"', "'it''s #1'", '"say \\"#\\""'])
def test_a_quoted_sign_of_comments_is_part_of_the_value(title):
    """Whoever quotes the sign means it."""
    scenario = load_scenario(FOLDER / "baseline.yaml", [f"title={title}"])
    assert scenario.title == yaml.safe_load(title)


# ---------------------------------------------------------------- variables


@pytest.mark.parametrize("value", ["0", "731", "x", "[1]"])
def test_a_bad_variable_is_refused_where_it_was_set(tmp_path, value):
    """The line of the file that uses it is right: `--set` is to blame, and the file only asked."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"{HEAD}variables: {{days: 30}}\n"
        "interventions:\n  - {lever: us.presence.days, set: $days}\n",
        "utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_scenario(path, [f"variables.days={value}"])
    error = caught.value
    assert (str(error.path), error.field) == ("--set", "variables.days")
    line = len(HEAD.splitlines()) + 3
    assert error.asked_by == f"{path}:{line}: interventions[0].set"
    path.write_text(path.read_text("utf-8").replace("days: 30", f"days: {value}"), "utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    assert (caught.value.path, caught.value.line) == (path, line - 2)
    assert caught.value.field == "variables.days"


def test_a_variable_stands_for_any_value_of_an_intervention(tmp_path):
    """Levers, doses, dates, lists and conditions can all be the thing a study varies."""
    head = HEAD + (
        "variables: {who: [mahdi_army], what: militia.claims, much: 0.5, "
        "day: 2020-01-05, if: us_killed > 1}\n"
    )
    found = changes(
        tmp_path,
        "lever: $what, add: $much, on: $day, militias: $who",
        "lever: us.pause, set: forced, when: $if",
        head=head,
    )
    assert found == (
        *moved("militia.claims", 4, 1.0, 0.5, row=2),
        *moved("us.pause", 0, 1.0, condition=(0, 1, 1.0)),
    )


@pytest.mark.parametrize(
    ("variables", "row", "part"),
    [
        ("{a: 1}", "lever: us.pause, set: never", "nothing uses ('a')"),
        ("{months: 1}", "lever: iraq.timetable, set: $month", "did you mean 'months'"),
        ("{months: 1, a: 2}", "lever: iraq.timetable, set: $months", "nothing uses ('a')"),
        ("{months: x}", "lever: iraq.timetable, set: $months", "a number from 0 to 24"),
        ("{a: $b, b: 1}", "lever: iraq.timetable, set: $a", "a number"),
        ("[1]", "lever: us.pause, set: never", "a mapping"),
    ],
)
def test_a_variable_without_use_or_a_use_without_variable_is_refused(
    tmp_path, variables, row, part
):
    """Both are the same slip seen from two ends: the value that was meant to move moves nothing."""
    with pytest.raises(InputError) as caught:
        changes(tmp_path, row, head=f"{HEAD}variables: {variables}\n")
    assert part in str(caught.value)


# ---------------------------------------------------------------- shapes of an intervention


SHAPES = {
    "no date: from the first free day": (
        ["lever: us.pause, set: never"],
        moved("us.pause", 0, 0.0),
    ),
    "on: from that day to the end": (
        ["lever: us.reply.doctrine, set: never, on: 2020-01-11"],
        moved("us.reply.doctrine", 10, 0.0),
    ),
    "from: the same as on": (
        ["lever: us.reply.doctrine, set: never, from: 2020-01-11"],
        moved("us.reply.doctrine", 10, 0.0),
    ),
    "from-to: the untouched value comes back": (
        ["lever: us.pause, set: forced, from: 2020-01-11, to: 2020-01-20"],
        moved("us.pause", 10, 1.0) + moved("us.pause", 20, AUTO),
    ),
    "to alone: from the first free day": (
        ["lever: shock.turkey, set: 2, to: 2020-01-02"],
        moved("shock.turkey", 0, 2.0) + moved("shock.turkey", 2, 0.0),
    ),
    "to the last day: nothing is left to restore": (
        ["lever: us.pause, set: forced, from: 2020-01-11, to: 2020-04-09"],
        moved("us.pause", 10, 1.0),
    ),
    "from-to over a standing value: that one comes back": (
        [
            "lever: iraq.rein_in, set: 0.9, from: 2020-01-11, to: 2020-01-20",
            "lever: iraq.rein_in, set: 0.2, on: 2020-01-03",
        ],
        moved("iraq.rein_in", 2, 0.2)
        + moved("iraq.rein_in", 10, 0.9)
        + moved("iraq.rein_in", 20, 0.2),
    ),
    "a span that ends the day before the next begins": (
        [
            "lever: iraq.rein_in, set: 0.9, from: 2020-01-11, to: 2020-01-20",
            "lever: iraq.rein_in, set: 0.5, on: 2020-01-21",
        ],
        moved("iraq.rein_in", 10, 0.9)
        + moved("iraq.rein_in", 20, 0.0)
        + moved("iraq.rein_in", 20, 0.5),
    ),
    "over: equal daily steps": (
        ["lever: iraq.rein_in, set: 1, from: 2020-01-11, over: 4"],
        sum((moved("iraq.rein_in", 9 + n, n / 4) for n in range(1, 5)), ()),
    ),
    "over, from a standing value": (
        [
            "lever: iraq.rein_in, set: 0.5, on: 2020-01-02",
            "lever: iraq.rein_in, set: 1, from: 2020-01-11, over: 2",
        ],
        moved("iraq.rein_in", 1, 0.5)
        + moved("iraq.rein_in", 10, 0.75)
        + moved("iraq.rein_in", 11, 1.0),
    ),
    "over, cut by the end": (
        ["lever: iraq.rein_in, set: 1, from: 2020-04-08, over: 4"],
        moved("iraq.rein_in", 98, 0.25) + moved("iraq.rein_in", 99, 0.5),
    ),
    "over on an overlay moves factor and shift": (
        ["lever: iraq.guard, set: 0.8, over: 2"],
        moved("iraq.guard", 0, 0.5, 0.4) + moved("iraq.guard", 1, 0.0, 0.8),
    ),
    "overlay set: factor 0": (["lever: iraq.guard, set: 0.8"], moved("iraq.guard", 0, 0.0, 0.8)),
    "overlay scale: factor": (["lever: iraq.guard, scale: 1.5"], moved("iraq.guard", 0, 1.5, 0.0)),
    "overlay add: shift": (["lever: iraq.guard, add: -0.1"], moved("iraq.guard", 0, 1.0, -0.1)),
    "number add: from nothing": (["lever: us.sanctions, add: -2"], moved("us.sanctions", 0, -2.0)),
    "momentary: back on the next day": (
        ["lever: us.leadership_strike.order, set: strike, on: 2020-01-11"],
        moved("us.leadership_strike.order", 10, 1.0) + moved("us.leadership_strike.order", 11, 0.0),
    ),
    "momentary with a span stands all the span": (
        ["lever: us.leadership_strike.order, set: strike, from: 2020-01-11, to: 2020-01-12"],
        moved("us.leadership_strike.order", 10, 1.0) + moved("us.leadership_strike.order", 12, 0.0),
    ),
    "militias: only those, in the rows of the world": (
        ["lever: militia.obedience, scale: 0.5, militias: [smaller_groups, kataib_hezbollah]"],
        moved("militia.obedience", 0, 0.5, 0.0) + moved("militia.obedience", 0, 0.5, 0.0, row=3),
    ),
    "no militias: all of them": (
        ["lever: militia.claims, set: 1"],
        sum((moved("militia.claims", 0, 0.0, 1.0, row=k) for k in range(len(GROUPS))), ()),
    ),
    "two militias on one day do not contradict": (
        [
            "lever: militia.claims, set: 1, militias: [mahdi_army]",
            "lever: militia.claims, set: 0, militias: [smaller_groups]",
        ],
        moved("militia.claims", 0, 0.0, 1.0, row=2) + moved("militia.claims", 0, 0.0, 0.0, row=3),
    ),
    "sites: only those": (
        ["lever: us.presence.close, set: closed, on: 2020-01-11, sites: [besmaya]"],
        moved("us.presence.close", 10, 1.0, row=2),
    ),
    "when: last in the list, until the last day": (
        [
            "lever: us.pause, set: forced, when: us_killed >= 3",
            "lever: iraq.rein_in, set: 1, on: 2020-02-01",
        ],
        moved("iraq.rein_in", 31, 1.0) + moved("us.pause", 0, 1.0, condition=(0, 0, 3.0)),
    ),
    "when, within a span": (
        [
            "lever: us.pause, set: forced, when: isis_strength_ratio<0.5, from: 2020-01-11, "
            "to: 2020-01-20"
        ],
        moved(
            "us.pause",
            10,
            1.0,
            until=19,
            condition=(list(CONDITIONS).index("isis_strength_ratio"), COMPARISONS.index("<"), 0.5),
        ),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_intervention_becomes_these_changes(tmp_path, shape):
    """The engine knows only `this field takes this value on this day`; each way of writing an
    intervention is worked out by hand here."""
    rows, expected = SHAPES[shape]
    assert changes(tmp_path, *rows) == expected


def test_an_intervention_without_date_waits_for_the_end_of_history(tmp_path):
    """Replayed days cannot be changed, so the first day on which a lever can move is the next."""
    found = changes(
        tmp_path, "lever: us.pause, set: never", head=HEAD + "history: {until: 2020-01-10}\n"
    )
    assert found == moved("us.pause", 10, 0.0)


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("compare", COMPARISONS)
def test_every_condition_with_every_comparison_reads(tmp_path, condition, compare):
    """The numbers in a change are places in the two tables that the engine reads them by."""
    (found,) = changes(tmp_path, f"lever: us.pause, set: never, when: '{condition} {compare} 2.5'")
    assert (found.counter, found.compare, found.threshold) == (
        list(CONDITIONS).index(condition),
        COMPARISONS.index(compare),
        2.5,
    )


@pytest.mark.parametrize("lever", LEVERS, ids=lambda x: x.name)
def test_every_lever_takes_every_value_it_lists_and_its_limits(tmp_path, lever):
    """What the reference lists must be accepted, and a step beyond the limits refused."""
    where = ", sites: [taji]" if lever.table == "site" else ""
    for word, code in lever.choices:
        found = changes(tmp_path, f"lever: {lever.name}, set: {word}{where}")
        assert found[0].value == code
        assert found[0].counter == NEVER
    if not lever.choices:
        for value in (lever.low, lever.high):
            found = changes(tmp_path, f"lever: {lever.name}, set: {value:g}{where}")
            assert value in [change.value for change in found]
        for value in (lever.low - 1, lever.high * 2 + 1):
            with pytest.raises(InputError, match=r"a (whole )?number from"):
                changes(tmp_path, f"lever: {lever.name}, set: {value:.12g}{where}")


def test_a_date_of_the_text_stays_a_date():
    """Merged texts are written as YAML; a date that became text would be refused on return."""
    text = load_scenario(FOLDER / "turkey_shock.yaml").text
    assert text["interventions"][0]["from"] == dt.date(2020, 2, 1)
    assert parse(yaml.safe_dump(dict(text)), Path("x")).data == text


# ---------------------------------------------------------------- scenarios/README.md


README = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lever", LEVERS, ids=lambda x: x.name)
def test_the_readme_lists_every_lever_with_its_values(lever):
    """People choose levers from this table; one that is missing there does not exist for them, and
    a stale limit sends them into an error."""
    cells = next(line for line in README.splitlines() if line.startswith(f"| `{lever.name}` |"))
    _, _, meaning, kind, values, untouched, unit, _ = (c.strip() for c in cells.split("|"))
    assert meaning == lever.meaning
    assert kind == lever.kind + ("" if lever.table == "world" else f", by {lever.table}")
    if lever.choices:
        words = [f"**{w}**" if code == lever.neutral else w for w, code in lever.choices]
        assert values == ", ".join(words)
    else:
        ends = f"{plain_number(lever.low)} to {plain_number(lever.high)}"
        assert values == ends + (", whole" if lever.whole else "")
        named = {"as drawn": None, "no cap": NO_CAP}
        neutral = named[untouched] if untouched in named else float(untouched)
        assert neutral == (None if lever.kind == "overlay" else lever.neutral)
        assert unit == lever.unit


def test_the_readme_names_every_field_condition_and_part():
    """The reference is whole: whatever a file may say is told there."""
    names = {
        *KEYS,
        *HISTORY,
        *INTERVENTION_KEYS,
        *CONDITIONS,
        *COMPARISONS,
        *(name for numbers in NUMBERS.values() for name in numbers),
        "political",
        "neighbours",
    }
    assert [name for name in sorted(names) if f"`{name}" not in README] == []
    rows = re.findall(r"^\| `(.+?)` \|", README, re.MULTILINE)
    assert [row for row in rows if "." in row] == [lever.name for lever in LEVERS]


@pytest.mark.parametrize("number", range(4))
def test_the_examples_of_the_readme_load(tmp_path, number):
    """People copy the examples whole; every kind of intervention they show must be one."""
    shutil.copytree(FOLDER, tmp_path / "scenarios")
    blocks = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    scenario = load(tmp_path / "scenarios", blocks[number])
    assert scenario.all_changes
    assert scenario.title in (
        "A closed sky",
        "All shapes",
        "Leave, pause, and an invasion",
        "The rocket death of 27 December is not answered",
    )


def test_the_error_of_the_readme_is_the_real_one(tmp_path):
    """An invented message would promise a help that nobody gets."""
    shutil.copytree(FOLDER, tmp_path / "scenarios")
    text, told = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "scenarios", text, name="slip.yaml")
    shown = f"error: {caught.value}".replace(str(tmp_path) + "/", "")
    assert shown.startswith(told.rstrip("…\n"))
    assert "did you mean 'us.pause'" in told


# ---------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["set: never, when: us_killed >= 3", "set: forced, when: us_killed >= 3"], 7),
        (["set: forced, when: us_killed>=3, from: 2020-01-05", "set: never, when: us_killed >= 3, "
          "to: 2020-01-05"], 7),
        (["set: never, when: us_killed >= 3", "set: forced, from: 2020-02-01, to: 2020-02-09"], 6),
        (["set: forced, to: 2020-02-09", "set: never, when: us_killed >= 3, from: 2020-02-10"], 7),
    ],
)  # fmt: skip
def test_a_condition_that_another_intervention_would_undo_is_refused(tmp_path, rows, line):
    """Of two pieces under one condition only one can stand, and a span that ends takes back what a
    condition moved meanwhile; neither is what the file says."""
    with pytest.raises(InputError, match=rf"x\.yaml:{line}: .*us\.pause again") as caught:
        changes(tmp_path, *(f"lever: us.pause, {row}" for row in rows))
    assert f"x.yaml:{13 - line} moves it" in str(caught.value)


@pytest.mark.parametrize(
    "rows",
    [
        ["set: never, when: us_killed >= 3", "set: forced, when: us_killed >= 10"],
        ["set: never, when: us_killed >= 3, to: 2020-01-31",
         "set: forced, when: us_killed >= 3, from: 2020-02-01"],
        ["set: never, when: us_killed >= 3", "set: forced, on: 2020-02-01"],
        ["set: never, to: 2020-02-09", "set: forced, when: us_killed >= 3, from: 2020-02-11"],
    ],
)  # fmt: skip
def test_conditions_that_leave_each_other_alone_are_taken(tmp_path, rows):
    """The negative control: other thresholds, other days, and a plain date do not contradict."""
    assert changes(tmp_path, *(f"lever: us.pause, {row}" for row in rows))


def test_of_two_conditions_that_hold_at_once_the_last_in_the_file_stands(tmp_path):
    """The engine walks conditions from the end, so the last intervention has to come first."""
    found = changes(tmp_path, "lever: us.reply.doctrine, set: proportionate, when: us_killed >= 3",
                    "lever: us.reply.doctrine, set: never, when: us_killed >= 10")  # fmt: skip
    assert [(c.value, c.threshold) for c in found] == [(0.0, 10.0), (1.0, 3.0)]


@pytest.mark.parametrize("tail", ["over: 5", "from: 2020-02-01, over: 5", "to: 2020-02-05"])
def test_a_shock_that_acts_at_once_takes_neither_span_nor_ramp(tmp_path, tail):
    """Each step of a ramp would be a shock of its own: five steps to 1 would add 3 in all."""
    with pytest.raises(InputError, match=r"x\.yaml:6: .*all at once"):
        changes(tmp_path, f"lever: isis.shock, set: 1, {tail}")
