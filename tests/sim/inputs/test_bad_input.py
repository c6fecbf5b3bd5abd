"""Bad input never runs: it is refused with file, line and a way out, or it means what it says.

First a table of slips that people make, each with its line and message. Then a thousand random
mutants of the shipped files: each loads as changed, or is refused; none is silently ignored.
"""

import datetime as dt
import random
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from experiments import load_scenario
from sim.errors import InputError
from sim.inputs.scenario_draft import KEYS
from sim.inputs.world_file import load_world
from sim.levers import BY_NAME, LEVERS

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "scenarios"
MUTANTS = 1_000
SEED = 20200108
read_once = cache(load_world)


@pytest.fixture
def scenarios(tmp_path, monkeypatch):
    """A copy of the scenarios folder to write in; its world, which no test here edits, is read
    once."""
    folder = tmp_path / "scenarios"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(
        "sim.inputs.scenario.load_world",
        lambda path, known: read_once(FOLDER / "worlds" / path.name, known),
    )
    return folder


# ---------------------------------------------------------------- a table of slips

HEAD = """\
extends: january_2020.yaml
title: A slip
"""
ROWS = "interventions:\n"


def row(text):
    """A scenario whose only intervention, on line 4, is `text`."""
    return f"{HEAD}{ROWS}  - {{{text}}}\n"


SLIPS = {
    # the file as a whole
    "empty file": ("", 1, "file: got nothing; accepts a scenario"),
    "only a comment": ("# title: x\n", 1, "got nothing"),
    "list instead of mapping": ("- title: x\n", 1, "accepts a mapping of keys to values"),
    "a word": ("january\n", 1, "accepts a mapping"),
    "nothing but a title": ("title: x\n", 1, "no 'world'"),
    "no title": ("world: worlds/iraq_2019.yaml\nstart: 2020-01-01\ndays: 9\n", 1, "no 'title'"),
    "no start": ("title: x\nworld: worlds/iraq_2019.yaml\ndays: 9\n", 1, "no 'start'"),
    "two documents": (HEAD + "---\ntitle: b\n", 3, "second document"),
    "the same key twice": (HEAD + "days: 200\ntitle: b\n", 4, "title: got the same key twice"),
    "tab": (HEAD + "history:\n\tuntil: 2020-01-08\n", 4, "YAML"),
    "unclosed list": (HEAD + "outcomes: [vote\ndays: 200\n", 4, "YAML"),
    # keys
    "unknown key": (HEAD + "dayz: 200\n", 3, "unknown key 'dayz'; did you mean 'days'"),
    "capital key": (HEAD + "Days: 200\n", 3, "did you mean 'days'"),
    "key of a number": (HEAD + "7: 200\n", 3, "unknown key '7'"),
    "unknown key of history": (HEAD + "history: {untill: 2020-01-08}\n", 3, "did you mean 'until'"),
    "unknown key of parameters": (HEAD + "parameters: {sett: {}}\n", 3, "did you mean 'set'"),
    "unknown key of an intervention": (row("lever: us.pause, sett: never"), 4, "mean 'set'"),
    # simple values
    "title is a number": (
        "extends: january_2020.yaml\ntitle: 7\n",
        2,
        "title: got 7; accepts text",
    ),
    "title is empty": ("extends: january_2020.yaml\ntitle:\n", 2, "accepts text"),
    "days as text": (HEAD + "days: half a year\n", 3, "got 'half a year'; accepts a whole number"),
    "days in quotes": (HEAD + "days: '200'\n", 3, "got '200'; accepts a whole number"),
    "no days": (HEAD + "days: 0\n", 3, "from 1 to 730"),
    "negative days": (HEAD + "days: -5\n", 3, "days: got -5"),
    "too many days": (HEAD + "days: 731\n", 3, "from 1 to 730"),
    "half a day": (HEAD + "days: 200.5\n", 3, "a whole number"),
    "days as yes": (HEAD + "days: true\n", 3, "a whole number"),
    "octal days": (HEAD + "days: 0200\n", 3, "without leading zeros"),
    "clock for days": (HEAD + "days: 12:30:45\n", 3, "got '12:30:45'"),
    "infinite days": (HEAD + "days: .inf\n", 3, "finite"),
    "days not a number": (HEAD + "days: .NaN\n", 3, "finite"),
    "start as text": (HEAD + "start: October\n", 3, "a date like 2020-01-05"),
    "start with an hour": (HEAD + "start: 2019-10-28 10:00\n", 3, "a date like"),
    "no such day": (HEAD + "start: 2019-10-32\n", 3, "a date like"),
    "start at the end of time": (HEAD + "start: 9999-12-31\nhistory: null\n", 3, "730 days"),
    # other files
    "unknown parent": (
        "extends: januray_2020.yaml\ntitle: x\n",
        1,
        "did you mean 'january_2020.yaml'",
    ),
    "itself as parent": ("title: x\nextends: slip.yaml\n", 2, "does not extend this one"),
    "a folder as parent": ("extends: worlds\n", 1, "a scenario file"),
    "a name no file can have": ('extends: "a\\0b"\n', 1, "a control character"),
    "unknown world": (HEAD + "world: worlds/iraq_2091.yaml\n", 3, "did you mean 'iraq_2019.yaml'"),
    "world outside": (HEAD + "world: nowhere/x.yaml\n", 3, "a world file"),
    # history
    "history without until": (
        "title: x\nworld: worlds/iraq_2019.yaml\nstart: 2020-01-01\ndays: 9\n"
        "history: {events: x.csv}\n",
        5,
        "no 'until'",
    ),
    "history as a date": (HEAD + "history: 2020-01-08\n", 3, "a mapping"),
    "history before the start": (HEAD + "history: {until: 2019-10-01}\n", 3, "from 2019-10-28"),
    "history to the end": (HEAD + "history: {until: 2020-07-06}\n", 3, "to 2020-07-05"),
    "unknown events": (HEAD + "history: {until: 2020-01-08, events: e.csv}\n", 3, "(CSV)"),
    # parameters, hypotheses, outcomes, variables
    "unknown source": (HEAD + "parameters: priors\n", 3, "did you mean 'prior'"),
    "absent draws": (HEAD + "parameters: mine.parquet\n", 3, "posterior samples (Parquet)"),
    "unknown parameter": (
        HEAD + "parameters:\n  set:\n    blame_eror: 0.1\n",
        5,
        "mean 'blame_error'",
    ),
    "parameter out of range": (HEAD + "parameters: {set: {blame_error: 2}}\n", 3, "from 0 to 1"),
    "parameter as text": (HEAD + "parameters: {set: {blame_error: low}}\n", 3, "got 'low'"),
    "unknown hypothesis": (
        HEAD + "hypotheses:\n  H9: A\n",
        4,
        "unknown hypothesis 'H9'; accepts H1, H2",
    ),
    "hypothesis with one digit too many": (HEAD + "hypotheses: {H11: A}\n", 3, "did you mean 'H1'"),
    "unknown variant": (HEAD + "hypotheses: {H1: D}\n", 3, "got 'D'; accepts A, B, C"),
    "unknown outcome": (
        HEAD + "outcomes:\n  - vote\n  - peak_rungs\n",
        5,
        "did you mean 'peak_rung'",
    ),
    "outcome twice": (HEAD + "outcomes: [vote, vote]\n", 3, "'vote' twice"),
    "one outcome without a list": (HEAD + "outcomes: vote\n", 3, "a list of names"),
    "variable without use": (
        HEAD + "variables:\n  a: 1\n",
        4,
        "a variable that nothing uses ('a')",
    ),
    "use without variable": (
        row("lever: us.sanctions, set: $steps"),
        4,
        "a name under `variables`",
    ),
    # interventions
    "interventions as a mapping": (HEAD + "interventions: {lever: us.pause}\n", 3, "a list"),
    "an intervention as a word": (HEAD + ROWS + "  - us.pause\n", 4, "a mapping"),
    "no lever": (row("set: never"), 4, "no 'lever'"),
    "unknown lever": (row("lever: us.puase, set: never"), 4, "did you mean 'us.pause'"),
    "a list as lever": (row("lever: [us.pause], set: never"), 4, "accepts us.reply.doctrine"),
    "no dose": (row("lever: us.pause, on: 2020-02-01"), 4, "got no dose; accepts one of set"),
    "two doses": (row("lever: iraq.guard, set: 1, add: 1"), 4, "got set and add"),
    "add on a choice": (row("lever: us.pause, add: 1"), 4, "one of set for us.pause"),
    "scale on a number": (row("lever: us.sanctions, scale: 2"), 4, "one of set, add for"),
    "add where nothing is": (row("lever: us.presence.days, add: 9"), 4, "set for us.presence.days"),
    "unknown choice": (row("lever: us.pause, set: nevr"), 4, "got 'nevr'; did you mean 'never'"),
    "number for a choice": (row("lever: us.pause, set: 1"), 4, "accepts automatic, forced, never"),
    "true for yes": (row("lever: us.presence.close_small, set: true"), 4, "accepts no, yes"),
    "negative troops": (row("lever: us.presence.troops_to, set: -100"), 4, "set: got -100"),
    "too many troops": (row("lever: us.presence.troops_to, set: 1e6"), 4, "from -1 to 10000"),
    "half a militia": (row("lever: us.reply.militias_hit, set: 0.5"), 4, "a whole number"),
    "separator in a number": (row("lever: us.presence.troops_to, set: 1_000"), 4, "got 1_000"),
    "not a number": (row("lever: iraq.rein_in, set: .nan"), 4, "finite"),
    "infinity": (row("lever: iraq.arms, set: .inf"), 4, "finite"),
    "too large to be finite": (row("lever: iraq.rein_in, set: 1e999"), 4, "finite"),
    "before the horizon": (
        row("lever: us.pause, set: never, on: 2019-01-01"),
        4,
        "from 2019-10-28",
    ),
    "after the horizon": (row("lever: us.pause, set: never, on: 2020-07-07"), 4, "to 2020-07-06"),
    "inside history": (row("lever: us.pause, set: never, on: 2020-01-08"), 4, "from 2020-01-09 on"),
    "a date as text": (row("lever: us.pause, set: never, on: January"), 4, "a date like"),
    "end before begin": (
        row("lever: us.pause, set: never, from: 2020-02-02, to: 2020-02-01"),
        4,
        "not before 'from'",
    ),
    "on and from": (
        row("lever: us.pause, set: never, on: 2020-02-01, from: 2020-02-01"),
        4,
        "on beside from",
    ),
    "on and over": (
        row("lever: iraq.rein_in, set: 1, on: 2020-02-01, over: 9"),
        4,
        "on beside over",
    ),
    "over on a choice": (row("lever: us.pause, set: never, over: 9"), 4, "over: got 9"),
    "over and to": (row("lever: iraq.rein_in, set: 1, over: 9, to: 2020-03-01"), 4, "without to"),
    "over without a level": (row("lever: us.presence.troops_to, set: 9, over: 9"), 4, "no level"),
    "over nothing": (row("lever: iraq.rein_in, set: 1, over: 0"), 4, "from 1 to 253"),
    "no condition": (row("lever: us.pause, set: never, when: war"), 4, "such as us_killed >= 3"),
    "comparison turned round": (
        row('lever: us.pause, set: never, when: "us_killed => 3"'),
        4,
        "whose comparison is '=>'; accepts an outcome, a comparison and a number, such as "
        "us_killed >= 3; comparisons: >= > <= < ==",
    ),
    "no comparison": (row("lever: us.pause, set: never, when: us_killed"), 4, "comparison is none"),
    "title with a colon": (
        "extends: january_2020.yaml\ntitle: Closed skies: the sequel\n",
        2,
        "a colon in a value, in column 20; accepts quotes around",
    ),
    "extends of a near name": (
        "extends: january_2021.yaml\ntitle: x\n",
        1,
        "did you mean 'january_2020.yaml'?",
    ),
    "extends without its ending": (
        "extends: january_2020\ntitle: x\n",
        1,
        "did you mean 'january_2020.yaml'?",
    ),
    "unknown condition": (row("lever: us.pause, set: never, when: us_kiled > 3"), 4, "'us_killed'"),
    "two conditions": (
        row("lever: us.pause, set: never, when: us_killed > 3 or n_salvos > 1"),
        4,
        "such as us_killed >= 3",
    ),
    "condition that runs code": (
        row("lever: us.pause, set: never, when: __import__('os')"),
        4,
        "a comparison and a number",
    ),
    "unknown militia": (
        row("lever: militia.claims, set: 1, militias: [mahdi_amry]"),
        4,
        "did you mean 'mahdi_army'",
    ),
    "militia twice": (
        row("lever: militia.claims, set: 1, militias: [mahdi_army, mahdi_army]"),
        4,
        "twice",
    ),
    "no militia": (row("lever: militia.claims, set: 1, militias: []"), 4, "a list of names"),
    "one militia without a list": (
        row("lever: militia.claims, set: 1, militias: mahdi_army"),
        4,
        "a list",
    ),
    "militias on the world": (
        row("lever: us.pause, set: never, militias: [mahdi_army]"),
        4,
        "only on levers of militias",
    ),
    "sites on militias": (
        row("lever: militia.claims, set: 1, sites: [taji]"),
        4,
        "only on levers of sites",
    ),
    "unknown site": (row("lever: us.presence.close, set: closed, sites: [tajji]"), 4, "'taji'"),
    "no site": (row("lever: us.presence.close, set: closed"), 4, "no 'sites'"),
    "empty why": (row("lever: us.pause, set: never, why: ''"), 4, "accepts text"),
    "contradiction on one day": (
        row("lever: us.pause, set: never, on: 2020-02-01")
        + "  - {lever: us.pause, set: forced, on: 2020-02-01}\n",
        5,
        "slip.yaml:4 moves it",
    ),
    "the same twice": (
        row("lever: us.pause, set: never") + "  - {lever: us.pause, set: never}\n",
        5,
        "the same way",
    ),
    "inside a span": (
        row("lever: us.pause, set: never, to: 2020-03-01")
        + "  - {lever: us.pause, set: forced, on: 2020-02-01}\n",
        5,
        "again on a day",
    ),
    "inside a ramp": (
        row("lever: iraq.rein_in, set: 1, over: 9")
        + "  - {lever: iraq.rein_in, set: 0, on: 2020-01-17}\n",
        5,
        "again on a day",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused_where_it_stands(scenarios, slip):
    """A person who reads only the message can mend the file: it names the line, what stands there,
    and what could."""
    text, line, part = SLIPS[slip]
    path = scenarios / "slip.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    assert (caught.value.path, caught.value.line) == (path, line), str(caught.value)
    assert part in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert "\n" not in str(caught.value)


def test_a_slip_in_a_parent_is_refused_in_the_parent(scenarios):
    """The file to mend is the one that holds the slip, not the one that was run."""
    parent = scenarios / "january_2020.yaml"
    parent.write_text(parent.read_text().replace("until: 2020-01-08", "until: 2021-01-08"))
    with pytest.raises(InputError, match="a date from") as caught:
        load_scenario(scenarios / "iran_restrains.yaml")
    assert (caught.value.path, caught.value.line) == (parent, 7)


# ---------------------------------------------------------------- a thousand mutants


class Mutant(NamedTuple):
    """One changed file. `fate` is what must become of it: `refused` (on `line`, where given),
    `same` (by construction), `changed` (in `field`, where given), or `either` of refused and
    changed."""

    kind: str
    name: str
    text: str
    fate: str
    line: int | None = None
    field: str | None = None


PAIR = re.compile(r"(?<![\w\"])([a-z_]+): +(?=[^\s\[{])([^,}#\n]*[^,}#\s])")
WHOLE = re.compile(r"(?<![\w\"])([a-z_]+): +(?=[^\s\[{])([^#\n]*[^#\s])")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
QUIET = ("why",)  # free text that no field but `text` holds
UNSAID = "parameters: posterior"  # what holds without the line, too


class Spot(NamedTuple):
    """One `key: value` of a file: line (from 0), and where key and value stand in it."""

    line: int
    key: str
    value: str
    start: int
    end: int
    key_start: int


def spots(lines):
    """All pairs of plain keys and plain values."""
    found = []
    for n, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            code = re.sub(r'"[^"]*"', lambda m: '"' + "x" * (len(m[0]) - 2) + '"', line)
            code = code.split("  #")[0]
            found += [
                Spot(n, m[1], line[m.start(2) : m.end(2)], m.start(2), m.end(2), m.start(1))
                for m in (PAIR if "{" in code else WHOLE).finditer(code)
            ]
    return found


def put(lines, spot, value):
    """The text with another value at a spot."""
    line = lines[spot.line]
    changed = line[: spot.start] + value + line[spot.end :]
    return "\n".join([*lines[: spot.line], changed, *lines[spot.line + 1 :]]) + "\n"


def at(lines, n, *new):
    """The text with line `n` replaced by the lines `new`."""
    return "\n".join([*lines[:n], *new, *lines[n + 1 :]]) + "\n"


def misspelt(rng, word):
    """`word` with two neighbours swapped, a letter doubled or one left out; never `word`."""
    while True:
        k = rng.randrange(len(word) - 1)
        new = rng.choice(
            (
                word[:k] + word[k + 1] + word[k] + word[k + 2 :],
                word[: k + 1] + word[k:],
                word[:k] + word[k + 1 :],
            )
        )
        if new not in (word, "") and re.fullmatch(r"[a-z_.]+", new) and new not in KEYS:
            return new


def is_number(text):
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def is_lever_word(spot):
    """Is it the `set` of a choice?"""
    return spot.key == "set" and not is_number(spot.value) and not spot.value.startswith("$")


def is_variable(lines, spot):
    """Is it the value of a variable? A wrong one is refused where it is used."""
    heads = [line for line in lines[: spot.line] if line[:1].isalpha()]
    return lines[spot.line].startswith("  ") and heads[-1:] == ["variables:"]


def rename_key(rng, lines):
    spot = rng.choice(spots(lines))
    line = lines[spot.line]
    new = misspelt(rng, spot.key)
    rest = line[spot.key_start + len(spot.key) :]
    text = at(lines, spot.line, line[: spot.key_start] + new + rest)
    inner = line.startswith("  ") and "{" not in line
    return text, "refused", None if inner else spot.line + 1, None


def misspell_lever(rng, lines):
    spot = rng.choice([s for s in spots(lines) if s.key == "lever"])
    return put(lines, spot, misspelt(rng, spot.value)), "refused", spot.line + 1, None


def another_lever(rng, lines):
    spot = rng.choice([s for s in spots(lines) if s.key == "lever"])
    new = rng.choice([x.name for x in LEVERS if x.name != spot.value])
    return put(lines, spot, new), "either", None, "changes"


def misspell_choice(rng, lines):
    spot = rng.choice([s for s in spots(lines) if is_lever_word(s)])
    lever = next(s.value for s in spots(lines) if s.line == spot.line and s.key == "lever")
    while (new := misspelt(rng, spot.value)) in dict(BY_NAME[lever].choices):
        pass
    return put(lines, spot, new), "refused", spot.line + 1, None


def another_choice(rng, lines):
    spot = rng.choice([s for s in spots(lines) if is_lever_word(s)])
    lever = next(s.value for s in spots(lines) if s.line == spot.line and s.key == "lever")
    words = [w for w, _ in BY_NAME[lever].choices if w != spot.value]
    return put(lines, spot, rng.choice(words)), "changed", None, "changes"


def change_type(rng, lines):
    spot = rng.choice([s for s in spots(lines) if s.value[0] != '"'])
    value = rng.choice(("[1, 2]", "{a: 1}", "true", "null", "[]", "{}", "[[]]"))
    if is_variable(lines, spot):
        return put(lines, spot, value), "refused", None, None
    if lines[spot.line].startswith(UNSAID) and value == "{}":  # nothing is said, so nothing changes
        return put(lines, spot, value), "same", None, None
    return put(lines, spot, value), "refused", spot.line + 1, None


def text_for_value(rng, lines):
    spot = rng.choice([s for s in spots(lines) if s.key not in QUIET])
    value = rng.choice(("perhaps", "no", "on", "off", "y", "12:30:45", "1 000", "5%", "'5'", "x y"))
    if spot.key in ("title", "question"):
        return put(lines, spot, value), "changed", None, spot.key
    if spot.key == "set" and value == "no" and "close_small" in lines[spot.line]:
        return put(lines, spot, value), "changed", None, "changes"
    return put(lines, spot, value), "refused", None, None


def doubtful_number(rng, lines):
    spot = rng.choice([s for s in spots(lines) if s.value[0] != '"'])
    value = rng.choice(
        (
            "012",
            "1_000",
            "0x10",
            "0o17",
            "1,000",
            ".inf",
            "-.inf",
            ".nan",
            ".NaN",
            "nan",
            "1e999",
            "2020-1-9",
            "2020-02-30",
        )
    )
    if value == "1,000" and "{" in lines[spot.line]:
        return put(lines, spot, value), "refused", None, None  # two values there: 1 and 000
    return put(lines, spot, value), "refused", spot.line + 1, None


def number_out_of_range(rng, lines):
    found = [s for s in spots(lines) if is_number(s.value)]
    spot = rng.choice(found)
    value = rng.choice(("-1000000", "1e12", "99999999999999999999", "-0.5e9"))
    return put(lines, spot, value), "refused", None, None


def another_number(rng, lines):
    spot = rng.choice([s for s in spots(lines) if is_number(s.value)])
    top = spot.key == "days" and not lines[spot.line].startswith("  ")
    value = (
        str(rng.randint(1, 730)) if top else rng.choice(("0", "1", "2", "0.5", "12", "1e1", "7."))
    )
    if float(value) == float(spot.value):
        return put(lines, spot, value), "same", None, None
    field = "days" if top else "changes"
    return put(lines, spot, value), "either", None, field


def shift_date(rng, lines):
    spot = rng.choice([s for s in spots(lines) if DATE.fullmatch(s.value)])
    day = dt.date.fromisoformat(spot.value) + dt.timedelta(
        rng.choice((-1, 1)) * rng.randint(1, 400)
    )
    field = {"start": "start"}.get(spot.key, "changes")
    if spot.key == "until" and "variables:" not in lines:
        field = "history_until"
    return put(lines, spot, str(day)), "either", None, field


def broken_date(rng, lines):
    spot = rng.choice([s for s in spots(lines) if DATE.fullmatch(s.value)])
    y, m, d = spot.value.split("-")
    value = rng.choice(
        (
            f"{d}.{m}.{y}",
            f"{m}/{d}/{y}",
            f"{y}-13-{d}",
            f"{y}-{m}-32",
            f"{y}{m}{d}",
            f"'{spot.value}'",
            f"{spot.value} 10:00",
            f"{y}-{m}",
            y,
        )
    )
    return put(lines, spot, value), "refused", None, None


def swap_dates(rng, lines):
    found = [s for s in spots(lines) if s.key == "from" and "to: " in lines[s.line]]
    spot = rng.choice(found)
    line = lines[spot.line].replace("from: ", "FROM").replace("to: ", "from: ")
    return at(lines, spot.line, line.replace("FROM", "to: ")), "refused", None, None


def delete_line(rng, lines):
    n = rng.randrange(len(lines))
    line = lines[n]
    same = line.startswith(("#", UNSAID))
    text = at(lines, n)
    if same:
        return text, "same", None, None
    if line.startswith(("extends", "interventions:", "variables:", "world", "start")):
        return text, "refused", None, None
    return text, "either", None, None


def duplicate_line(rng, lines):
    n = rng.randrange(len(lines))
    fate = "same" if lines[n].startswith("#") else "refused"
    return at(lines, n, lines[n], lines[n]), fate, None, None


def break_indentation(rng, lines):
    inner = [
        n
        for n, line in enumerate(lines)
        if line.startswith("  ") and ":" in line and not line.startswith("  -")
    ]
    outer = [n for n, line in enumerate(lines) if line[0].isalpha()][1:]
    n = rng.choice(inner + outer)
    text = at(lines, n, lines[n].lstrip() if n in inner else " " + lines[n])
    return text, "refused", None, None


def unknown_key(rng, lines):
    key = rng.choice(("colour", "dayz", "seed", "runs", "Title", "intervention", "actors", "'on'"))
    inside = [n for n, line in enumerate(lines) if line.startswith("  - {")]
    if inside and rng.random() < 0.5:
        n = rng.choice(inside)
        key = rng.choice(("colour", "value", "until", "militia", "On", "factor"))
        return at(lines, n, lines[n].replace("}", f", {key}: 1}}")), "refused", n + 1, None
    n = rng.choice([n for n, line in enumerate(lines) if line[0].isalpha()])
    return at(lines, n, f"{key}: 1", lines[n]), "refused", n + 1, None


def unknown_place(rng, lines):
    new, part = rng.choice(
        (
            ("{lever: militia.obedience, scale: 0.5, militias: [NAME]}", "mahdi_army"),
            (
                "{lever: militia.claims, set: 1, militias: [smaller_groups, NAME]}",
                "kataib_hezbollah",
            ),
            ("{lever: us.presence.close, set: closed, sites: [NAME]}", "taji"),
        )
    )
    good = rng.random() < 0.3
    new = new.replace("NAME", part if good else misspelt(rng, part))
    start = [] if "interventions:" in lines else ["interventions:"]
    line = len(lines) + len(start) + 1
    text = "\n".join([*lines, *start, f"  - {new}"]) + "\n"
    return text, "changed" if good else "refused", None if good else line, "changes"


def filter_on_the_world(rng, lines):
    n = rng.choice([n for n, line in enumerate(lines) if line.startswith("  - {")])
    part = rng.choice(("militias: [mahdi_army]", "sites: [taji]"))
    return at(lines, n, lines[n].replace("}", f", {part}}}")), "refused", n + 1, None


def unclosed(rng, lines):
    n = rng.choice([n for n, line in enumerate(lines) if line.startswith("  - {")])
    cut = rng.choice(("{", "}"))
    return at(lines, n, lines[n].replace(cut, "")), "refused", None, None


def no_plain_data(rng, lines):
    spot = rng.choice(spots(lines))
    value = rng.choice(("&x ", "!!str ", "!x ")) + spot.value
    return put(lines, spot, value), "refused", spot.line + 1, None


def second_document(rng, lines):
    n = rng.randrange(1, len(lines))
    if all(line.startswith("#") for line in lines[:n]):
        return at(lines, n, "---", lines[n]), "same", None, None
    return at(lines, n, "---", lines[n]), "refused", n + 1, None


def control_character(rng, lines):
    n = rng.randrange(len(lines))
    k = rng.randrange(len(lines[n]) + 1)
    bad = rng.choice("\x00\x07\x1b")
    return at(lines, n, lines[n][:k] + bad + lines[n][k:]), "refused", n + 1, None


def add_table(rng, lines):
    new, fate, field = rng.choice(
        (
            ("hypotheses: {H1: A}", "changed", "hypotheses"),
            ("hypotheses: {H1: E}", "refused", ""),
            ("hypotheses: {H0: A}", "refused", ""),
            ("hypotheses: {H7: A}", "changed", "hypotheses"),
            ("outcomes: [vote]", "changed", "outcomes"),
            ("outcomes: [votes]", "refused", ""),
            ("outcomes: vote", "refused", ""),
            ("outcomes: []", "refused", ""),
        )
    )
    lines = without_key(lines, new.split(":")[0])
    n = len(lines) + 1
    return "\n".join([*lines, new]) + "\n", fate, n if fate == "refused" else None, field or None


def without_key(lines, key):
    """The lines of a file but for those of one key, which may take several."""
    kept, inside = [], False
    for line in lines:
        inside = line.startswith(f"{key}:") or (inside and line.startswith(" "))
        kept += [] if inside else [line]
    return kept


def set_parameter(rng, lines):
    value, fate = rng.choice(
        (
            ("0.2", "changed"),
            ("2e-1", "changed"),
            ("-0.2", "refused"),
            ("20", "refused"),
            ("no", "refused"),
            (".inf", "refused"),
            ("020", "refused"),
        )
    )
    lines = [line for line in lines if not line.startswith("parameters:")]
    text = "\n".join([*lines, f"parameters: {{from: prior, set: {{blame_error: {value}}}}}"]) + "\n"
    line = len(lines) + 1 if fate == "refused" else None
    return text, fate, line, "parameter_values" if fate == "changed" else None


def another_parent(rng, lines):
    spot = rng.choice([s for s in spots(lines) if s.key == "extends"])
    value, fate = rng.choice(
        (
            ("baseline.yaml", "either"),
            ("turkey_shock.yaml", "either"),
            ("nowhere.yaml", "refused"),
            ("worlds/iraq_2019.yaml", "refused"),
            ("worlds", "refused"),
            ("../scenarios", "refused"),
        )
    )
    # What January adds to the baseline is `history` and `days`; who says both loses nothing.
    complete = value == "baseline.yaml" and "history:" in lines and "january" in spot.value
    if value == spot.value or complete:
        return put(lines, spot, value), "same", None, None
    return put(lines, spot, value), fate, None, None


def layout_only(rng, lines):
    """Comments, blank lines, quotes and space: nothing that carries meaning."""
    n = rng.randrange(len(lines))
    text = rng.choice(
        (
            at(lines, n, "", lines[n]),
            at(lines, n, "# no", lines[n]),
            at(lines, n, lines[n] + "   "),
            at(lines, n, lines[n] + "   # set: 5"),
            "\n".join(lines),
            "---\n" + at(lines, n, lines[n]),
            at(lines, n, lines[n]).replace("\n", "\r\n"),
            at(lines, n, lines[n]).replace(": ", ":   "),
            at(lines, n, lines[n]) + "...\n",
            at(lines, n, lines[n]).replace("lever: ", '"lever": '),
            at(lines, n, lines[n]).replace("{", "{ ").replace("}", " }"),
        )
    )
    return text, "same", None, None


KINDS = (
    rename_key,
    misspell_lever,
    another_lever,
    misspell_choice,
    another_choice,
    change_type,
    text_for_value,
    doubtful_number,
    number_out_of_range,
    another_number,
    shift_date,
    broken_date,
    swap_dates,
    delete_line,
    duplicate_line,
    break_indentation,
    unknown_key,
    unknown_place,
    filter_on_the_world,
    unclosed,
    no_plain_data,
    second_document,
    control_character,
    add_table,
    set_parameter,
    another_parent,
    layout_only,
)


def mutants(number, seed=SEED):
    """`number` mutants of the shipped files, kinds in turn; always the same for one seed."""
    rng = random.Random(seed)
    files = {
        p.name: p.read_text(encoding="utf-8").splitlines() for p in sorted(FOLDER.glob("*.yaml"))
    }
    made, k = [], 0
    while len(made) < number:
        kind, name = KINDS[k % len(KINDS)], rng.choice(list(files))
        try:
            text, fate, line, field = kind(rng, files[name])
        except IndexError:  # nothing of this kind in this file: another file, same kind
            continue
        made.append(Mutant(kind.__name__, name, text, fate, line, field))
        k += 1
    return made


FIELDS = (
    "title",
    "question",
    "start",
    "days",
    "history_until",
    "changes",
    "hypotheses",
    "parameter_source",
    "parameter_values",
    "outcomes",
    "world",
)


def meaning(scenario):
    return {field: getattr(scenario, field) for field in FIELDS}


def verdict(mutant, original, folder, load=load_scenario):
    """What is wrong with the way a mutant was taken; None when all is well."""
    path = folder / mutant.name
    kept = path.read_bytes()
    path.write_bytes(mutant.text.encode())
    try:
        after = meaning(load(path))
    except InputError as error:
        return refusal(error, mutant, folder)
    finally:
        path.write_bytes(kept)
    differ = {field for field in FIELDS if after[field] != original[field]}
    if mutant.fate == "refused":
        return f"loaded, and differs in {differ or 'nothing'}"
    if mutant.fate == "same":
        return f"differs in {differ}" if differ else None
    if not differ:
        return "silently ignored"
    if mutant.field and mutant.field not in differ:
        return f"differs in {differ}, not in {mutant.field}"
    return None


def refusal(error, mutant, folder):
    """What is wrong with a refusal; None when it is right."""
    if mutant.fate in ("same", "changed"):
        return f"refused: {error}"
    if error.path != folder / mutant.name and mutant.kind not in ("another_parent", "delete_line"):
        return f"wrong file: {error}"
    n_lines = mutant.text.count("\n") + 1
    if not 1 <= error.line <= n_lines or mutant.line not in (None, error.line):
        return f"line {error.line}, not {mutant.line}: {error}"
    if "\n" in str(error) or not str(error).startswith(f"{error.path}:{error.line}: "):
        return f"badly told: {error}"
    return None


def originals(folder):
    return {p.name: meaning(load_scenario(p)) for p in folder.glob("*.yaml")}


def test_a_thousand_mutants_are_each_taken_as_written_or_refused(scenarios):
    """The promise of design and README: no input file is read as something it does not say. Any
    exception but InputError fails this test by itself."""
    before = originals(scenarios)
    wrong = []
    for mutant in mutants(MUTANTS):
        found = verdict(mutant, before[mutant.name], scenarios)
        if found:
            wrong.append(f"{mutant.kind} of {mutant.name}: {found}\n{mutant.text}")
    assert not wrong, f"{len(wrong)} of {MUTANTS}:\n" + "\n\n".join(wrong[:5])


def test_the_mutants_are_many_sorted_and_repeatable():
    """A mutator that always breaks the file in one way would prove nothing: every kind occurs,
    most mutants differ from each other, and a good part of them must load."""
    made = mutants(MUTANTS)
    assert made == mutants(MUTANTS)
    assert made != mutants(MUTANTS, SEED + 1)
    assert {m.kind for m in made} == {kind.__name__ for kind in KINDS}
    fates = Counter(m.fate for m in made)
    assert min(fates[f] for f in ("refused", "changed", "same", "either")) >= 40, fates
    assert len({(m.name, m.text) for m in made}) > MUTANTS / 2


def test_a_loader_that_ignores_the_change_is_caught(scenarios):
    """Negative control: a loader that reads the shipped file whatever stands there takes each
    change for nothing, and the check above must see it in all but the mutants that mean the
    same."""
    before = originals(scenarios)
    made = mutants(300)
    caught = [
        m
        for m in made
        if verdict(m, before[m.name], scenarios, lambda path: load_scenario(FOLDER / path.name))
    ]
    assert {m.fate for m in caught} == {"refused", "changed", "either"}
    assert len(caught) == sum(m.fate != "same" for m in made)


def test_a_loader_that_moves_the_wrong_field_is_caught(scenarios):
    """Negative control: a loader that takes a new title and changes the days instead
    has not done what was written."""
    mutant = Mutant("text_for_value", "january_2020.yaml", "title: x\n", "changed", None, "title")
    before = originals(scenarios)["january_2020.yaml"]
    stub = FOLDER / "january_2020.yaml"
    found = verdict(mutant, before, scenarios, lambda _: load_scenario(stub, ["days=200"]))
    assert found == "differs in {'days'}, not in title"
