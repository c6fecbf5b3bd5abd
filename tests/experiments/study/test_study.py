"""Study files at the door: read as written, or refused with file, line and a way out.

First a table of slips, each with its line and message. Then random mutants of the shipped studies:
each means something else than the original, or is refused; none is silently ignored.
"""

import random
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from experiments.study.decision_criteria import FUTURES_KEYS, FuturesDesign
from experiments.study.designs import DESIGNS
from experiments.study.factor_file import KEYS as FACTOR_KEYS
from experiments.study.study_file import KEYS, load_study
from sim.errors import InputError
from sim.inputs.strict_yaml import parse
from sim.inputs.world_file import load_world

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "scenarios"
STUDIES = ROOT / "experiments" / "studies"
SHIPPED = sorted(STUDIES.glob("*.yaml"))
README = (STUDIES / "README.md").read_text(encoding="utf-8")
MUTANTS = 240
read_once = cache(load_world)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of scenarios and studies to write in; the world, which no test edits, is read once."""
    shutil.copytree(SCENARIOS, tmp_path / "scenarios")
    shutil.copytree(STUDIES, tmp_path / "experiments" / "studies")
    monkeypatch.setattr(
        "sim.inputs.scenario.load_world",
        lambda path, known: read_once(SCENARIOS / "worlds" / path.name, known),
    )
    return tmp_path / "experiments" / "studies"


def load(folder, text, *settings):
    path = folder / "slip.yaml"
    path.write_text(text, encoding="utf-8")
    return load_study(path, settings)


# ---------------------------------------------------------------- a table of slips

LINES = {
    "title": "title: A slip",
    "question": "question: What is wrong here?",
    "scenarios": "scenarios: [../../scenarios/january_2020.yaml]",
    "design": "design: grid",
    "runs": "runs: 100",
    "outcomes": "outcomes: [open_war, us_killed]",
}


def lines(**changed):
    """A study whose line `key` reads otherwise; None leaves it out, a new key comes last."""
    table = LINES | changed
    return "".join(f"{line}\n" for line in table.values() if line is not None)


def one(text, **changed):
    """A study whose only factor `a`, on line 8, is `{text}`."""
    return lines(**changed) + f"factors:\n  a: {{{text}}}\n"


def two(first, second, **changed):
    """A study with a factor on line 8 and one on line 9."""
    return one(first, **changed) + f"  b: {{{second}}}\n"


NUMBERS = "parameter: blame_error, range: [0.1, 0.2]"
WORDS = "lever: us.pause, values: [never, forced]"
DEATHS = "lever: us.reply.deaths_needed, values: [0, 1, 3]"
BOTH = "scenarios: [../../scenarios/january_2020.yaml, ../../scenarios/baseline.yaml]"

SLIPS = {
    # the file as a whole
    "empty file": ("", 1, "got nothing; accepts a study"),
    "a list": ("- title: x\n", 1, "a mapping of keys"),
    "a word": ("study\n", 1, "a mapping of keys"),
    "two documents": (lines() + "---\ntitle: b\n", 7, "second document"),
    "a key twice": (lines() + "runs: 200\n", 7, "the same key twice"),
    "an anchor": (lines(title="title: &a x"), 1, "an anchor"),
    "a tab": (lines() + "until:\n\tcap: 9\n", 8, "YAML"),
    **{f"no {key}": (lines(**{key: None}), 1, f"no '{key}'") for key in LINES},
    "unknown key": (lines(run="run: 5"), 7, "did you mean 'runs'"),
    "world in a study": (lines(world="world: x.yaml"), 7, "unknown key 'world'"),
    # simple values
    "title is a number": (lines(title="title: 7"), 1, "title: got 7; accepts text"),
    "a title of two lines": (
        lines(title="title: |\n  a\n  b"),
        1,
        "got several lines; accepts a line",
    ),
    "an endless title": (lines(title=f"title: {'x' * 201}"), 1, "got 201 letters; accepts a line"),
    "question is empty": (lines(question="question:"), 2, "accepts text"),
    "no runs at all": (lines(runs="runs: 0"), 5, "from 1 to"),
    "half a run": (lines(runs="runs: 1.5"), 5, "a whole number"),
    "runs with a separator": (lines(runs="runs: 1_000"), 5, "separators"),
    "runs as text": (lines(runs="runs: many"), 5, "got 'many'"),
    "runs as a flag": (lines(runs="runs: true"), 5, "a whole number"),
    "too many runs": (lines(runs="runs: 1e12"), 5, "from 1 to"),
    "negative seed": (lines(seed="seed: -1"), 7, "seed: got -1"),
    "seed as text": (lines(seed="seed: luck"), 7, "got 'luck'"),
    "no outcome": (lines(outcomes="outcomes: []"), 6, "a list of names"),
    "unknown outcome": (lines(outcomes="outcomes: [opan_war]"), 6, "did you mean 'open_war'"),
    "many outcomes": (lines(outcomes="outcomes: [x]"), 6, "… (`flashpoint outcomes` lists them)"),
    "outcome twice": (lines(outcomes="outcomes: [vote, vote]"), 6, "twice"),
    "unknown source": (lines(parameters="parameters: priors"), 7, "did you mean 'prior'"),
    "absent samples": (lines(parameters="parameters: mine.parquet"), 7, "got no such file ("),
    "source as a mapping": (lines(parameters="parameters: {from: prior}"), 7, "accepts posterior"),
    # scenarios
    "scenarios as text": (lines(scenarios="scenarios: january_2020.yaml"), 3, "a list of"),
    "no scenario": (lines(scenarios="scenarios: []"), 3, "a list of scenario files"),
    "unknown scenario": (
        lines(scenarios="scenarios: [../../scenarios/januray_2020.yaml]"),
        3,
        "did you mean 'january_2020.yaml'",
    ),
    "scenario is a number": (lines(scenarios="scenarios: [7]"), 3, "scenarios[0]: got 7"),
    "scenario twice": (
        lines(scenarios=BOTH.replace("baseline", "january_2020")),
        3,
        "'january_2020.yaml' twice",
    ),
    # factors
    "factors as a list": (lines(factors="factors: [a]"), 7, "a mapping"),
    "no factor": (lines(factors="factors: {}"), 7, "one factor or more"),
    "factor as text": (lines(factors="factors: {a: fast}"), 7, "a mapping"),
    "factor with capitals": (lines(factors="factors: {Reply: {}}"), 7, "lower-case"),
    "factor named scenario": (lines(factors="factors: {scenario: {}}"), 7, "no column's name"),
    "factor named as an outcome": (lines(factors="factors: {vote: {}}"), 7, "no column's name"),
    "nothing to vary": (one("values: [1]"), 8, "one of parameter, hypothesis"),
    "two things to vary": (one(f"{NUMBERS}, hypothesis: H1"), 8, "parameter and hypothesis"),
    "misspelt kind": (one("paramter: blame_error, values: [0.1]"), 8, "mean 'parameter'"),
    "unknown key of a factor": (one("hypothesis: H1, valus: [A]"), 8, "did you mean 'values'"),
    "a key of another kind": (one("hypothesis: H1, values: [A], on: 2020-02-01"), 8, "'on'"),
    "label is a number": (one(f"{NUMBERS}, label: 7"), 8, "a.label: got 7"),
    "unknown parameter": (one("parameter: blame_eror, values: [0.1]"), 8, "'blame_error'"),
    "unknown hypothesis": (one("hypothesis: H9, values: [A]"), 8, "unknown hypothesis 'H9'"),
    "unknown lever": (one("lever: us.puase, values: [never]"), 8, "did you mean 'us.pause'"),
    "unknown variable": (one("variable: days, values: [30]"), 8, "no variable 'days' in january"),
    "many levers": (one("lever: x, values: [1]"), 8, "… (`flashpoint levers` lists them)"),
    "no values": (one("parameter: blame_error"), 8, "one of values, range, prior, posterior"),
    "hypothesis without values": (one("hypothesis: H1"), 8, "one of values"),
    "values and range": (one(f"{NUMBERS}, values: [0.1]"), 8, "values and range"),
    "values as a number": (one("parameter: blame_error, values: 0.1"), 8, "a list of values"),
    "no value": (one("parameter: blame_error, values: []"), 8, "a list of values"),
    "a value twice": (one("parameter: blame_error, values: [0.1, 0.10]"), 8, "0.1 twice"),
    "one as number twice": (one(f"{DEATHS[:-1]}, 1.0]"), 8, "values[3]: got 1 twice"),
    "value out of range": (one("parameter: blame_error, values: [0.1, 2]"), 8, "from 0 to 1"),
    "value as text": (one("parameter: blame_error, values: [low]"), 8, "got 'low'"),
    "value as a flag": (one("parameter: blame_error, values: [true]"), 8, "got True"),
    "value as a list": (one("parameter: blame_error, values: [[0.1]]"), 8, "a number, a word"),
    "unknown variant": (one("hypothesis: H1, values: [A, D]"), 8, "values[1]: got 'D'"),
    "misspelt word of a lever": (one(f"{WORDS[:-1]}, forcd]"), 8, "values[2]: got 'forcd'"),
    "half a death": (one(f"{DEATHS[:-1]}, 0.5]"), 8, "a whole number"),
    "too many deaths": (one(f"{DEATHS[:-1]}, 101]"), 8, "from 0 to 100"),
    "a date before the free days": (one(f"{WORDS}, on: 2020-01-01"), 8, "a.on: got 2020-01-01"),
    "a date after the end": (one(f"{WORDS}, from: 2021-01-01"), 8, "a.from: got 2021-01-01"),
    "on beside from": (one(f"{WORDS}, on: 2020-02-01, from: 2020-02-02"), 8, "on alone"),
    "ramp of a word": (one(f"{WORDS}, from: 2020-02-01, over: 9"), 8, "a.over"),
    "misspelt condition": (one(f"{WORDS}, when: us_kiled > 1"), 8, "did you mean 'us_killed'"),
    "militias on the world": (one(f"{WORDS}, militias: [mahdi_army]"), 8, "a.militias"),
    "unknown group": (
        one("lever: militia.obedience, values: [0, 1], militias: [nobody]"),
        8,
        "a.militias: got 'nobody'",
    ),
    "no sites": (
        one("lever: us.presence.close, values: [closed]"),
        8,
        "factors.a: got no 'sites' for us.presence.close",
    ),
    "true for yes": (
        one("lever: us.presence.close_small, values: [true]"),
        8,
        "values[0]: got True; did you mean 'yes'?",
    ),
    "false for no": (
        one("lever: us.presence.close_small, values: [false]"),
        8,
        "values[0]: got False; did you mean 'no'?",
    ),
    "unknown dose": (one(f"{DEATHS}, dose: plus"), 8, "accepts set, add, scale"),
    "dose of a word": (one(f"{WORDS}, dose: scale"), 8, "one of set for us.pause"),
    "range of a word": (one("lever: us.pause, range: [0, 1]"), 8, "accepts automatic, forced"),
    "range of one": (one("parameter: blame_error, range: [0.1]"), 8, "two numbers"),
    "range upside down": (one("parameter: blame_error, range: [0.2, 0.1]"), 8, "a low and a"),
    "range of words": (one("parameter: blame_error, range: [a, b]"), 8, "two numbers"),
    "range beyond": (one("parameter: blame_error, range: [0, 2]"), 8, "within 0 to 1"),
    "lever's range beyond": (one("lever: iraq.rein_in, range: [0, 2], steps: 2"), 8, "a.range"),
    "unknown scale": (one(f"{NUMBERS}, scale: lin"), 8, "did you mean 'linear'"),
    "log from nought": (
        one("parameter: blame_error, range: [0, 1], scale: log"),
        8,
        "numbers above 0",
    ),
    "scale without range": (one(f"{DEATHS}, scale: log"), 8, "scale beside range"),
    "steps of values": (one(f"{DEATHS}, steps: 3"), 8, "steps of listed values"),
    "steps of whole numbers": (
        one("lever: us.reply.deaths_needed, range: [0, 30], whole: true, steps: 4"),
        8,
        "a.steps: got steps beside whole; accepts one of them",
    ),
    "one step": (one(f"{NUMBERS}, steps: 1"), 8, "from 2 to"),
    "whole part of a range": (
        one("lever: iraq.timetable, range: [1, 2.5], whole: true"),
        8,
        "two whole numbers",
    ),
    "prior of words": (one("hypothesis: H1, prior: true"), 8, "unknown key 'prior'"),
    "prior is no": (one("parameter: blame_error, prior: false"), 8, "true, or no such key"),
    "prior as yes": (one("parameter: blame_error, prior: yes"), 8, "true or false"),
    "no prior": (one("parameter: leadership_deterrence, prior: true"), 8, "which has none"),
    "no posterior": (
        one("parameter: leadership_deterrence, posterior: true"),
        8,
        "no posterior of",
    ),
    "posterior of the prior": (
        one("parameter: fire_base, posterior: true", parameters="parameters: prior"),
        9,
        "run on the posterior",
    ),
    "policies as a list": (one("policies: [a, b]"), 8, "a mapping"),
    "no policy": (one("policies: {}"), 8, "a list of interventions for each"),
    "a policy as text": (one("policies: {fast: leave}"), 8, "a list"),
    "a policy's misspelt lever": (
        one("policies: {fast: [{lever: us.puase, set: never}]}"),
        8,
        "did you mean 'us.pause'",
    ),
    "one parameter twice": (two(NUMBERS, NUMBERS), 9, "blame_error again"),
    "one hypothesis twice": (
        two("hypothesis: H1, values: [A]", "hypothesis: H1, values: [B]"),
        9,
        "H1 again",
    ),
    "one lever twice": (two(WORDS, WORDS), 9, "us.pause moved twice at one time, by 'a' and 'b'"),
    "a policy against a lever": (
        two(WORDS, "policies: {p: [{lever: us.pause, set: never}]}"),
        9,
        "us.pause moved twice at one time, by 'a' and 'b'",
    ),
    "a policy against itself": (
        one("policies: {p: [{lever: us.pause, set: never}, {lever: us.pause, set: forced}]}"),
        8,
        "a.policies.p: got us.pause moved twice at one time, by itself",
    ),
    "a lever of the scenario": (
        one(
            "lever: us.leadership_strike.permit, values: [never]",
            scenarios="scenarios: [../../scenarios/no_leadership_strike.yaml]",
        ),
        8,
        "moved twice at one time, by an intervention of no_leadership_strike.yaml too",
    ),
    "a mute variant": (
        two("hypothesis: H3, values: [A, B]", "parameter: isis_growth, values: [0.01]"),
        9,
        "isis_growth, which H3-A of 'a' moves too",
    ),
    # design
    "unknown design": (lines(design="design: gird"), 4, "did you mean 'grid'"),
    "design without kind": (lines(design="design: {points: 9}"), 4, "no 'kind'"),
    "unknown key of a design": (lines(design="design: {knd: grid}"), 4, "did you mean 'kind'"),
    "key of another design": (lines(design="design: {kind: grid, points: 9}"), 4, "'points'"),
    "hypercube without points": (one(NUMBERS, design="design: latin_hypercube"), 4, "no 'points'"),
    "sobol without base": (one(NUMBERS, design="design: {kind: sobol}"), 4, "no 'base'"),
    "sobol without factors": (lines(design="design: {kind: sobol, base: 8}"), 4, "sobol without"),
    "base no power": (one(NUMBERS, design="design: {kind: sobol, base: 100}"), 4, "64 or 128"),
    "one point": (one(NUMBERS, design="design: {kind: latin_hypercube, points: 1}"), 4, "from 2"),
    "odd levels": (
        one(NUMBERS, design="design: {kind: morris, trajectories: 9, levels: 3}"),
        4,
        "an even number",
    ),
    "too many points": (
        one(NUMBERS, design="design: {kind: sobol, base: 65536}"),
        4,
        "196,608 points; accepts at most 100,000",
    ),
    "grid of a range": (one(NUMBERS), 8, "values, or steps: N"),
    "too large a grid": (
        two(
            "parameter: blame_error, range: [0, 1], steps: 1000",
            "parameter: war_chance, range: [0, 0.7], steps: 1000",
        ),
        4,
        "1,000,000 points",
    ),
    "steps in a sample": (
        one(f"{NUMBERS}, steps: 3", design="design: {kind: morris, trajectories: 9}"),
        8,
        "all values are drawn",
    ),
    "one value in a sample": (
        one("hypothesis: H1, values: [A]", design="design: {kind: morris, trajectories: 9}"),
        8,
        "two values or more",
    ),
    "unknown factor of a base": (
        one(NUMBERS, design="design: {kind: one_at_a_time, base: {c: 1}}"),
        4,
        "unknown key 'c'",
    ),
    "base outside the range": (
        one(NUMBERS, design="design: {kind: one_at_a_time, base: {a: 0.5}}"),
        4,
        "from 0.1 to 0.2",
    ),
    "no file": (one(NUMBERS, design="design: {kind: file, path: p.csv}"), 4, "(CSV)"),
    # baseline and until
    "unknown factor of a baseline": (one(DEATHS) + "baseline: {c: 1}\n", 9, "unknown key 'c'"),
    "value not in the factor": (one(DEATHS) + "baseline: {a: 2}\n", 9, "accepts 0, 1, 3"),
    "number as text": (one(DEATHS) + "baseline: {a: '1'}\n", 9, "got '1'; accepts 0, 1, 3"),
    "empty baseline": (one(DEATHS) + "baseline: {}\n", 9, "a value of one factor"),
    "unknown baseline file": (one(DEATHS) + "baseline: stay.yaml\n", 9, "a scenario file"),
    "baseline of sobol": (
        one(NUMBERS, design="design: {kind: sobol, base: 8}") + "baseline: {a: 0.1}\n",
        9,
        "it ranks, not compares",
    ),
    "list in a baseline": (
        one("hypothesis: H1, values: [A, B]") + "baseline: {a: [A]}\n",
        9,
        "baseline.a: got ['A']",
    ),
    "until without cap": (lines(until="until: {open_war: 0.1}"), 7, "no 'cap'"),
    "until without outcome": (lines(until="until: {cap: 1000}"), 7, "a cap alone"),
    "until of what is not asked": (lines(until="until: {vote: 0.1, cap: 900}"), 7, "'vote'"),
    "cap below runs": (lines(until="until: {open_war: 0.1, cap: 99}"), 7, "from 100 to"),
    "width of nought": (lines(until="until: {open_war: 0, cap: 900}"), 7, "until.open_war: got 0"),
    "width of a chance above a half": (lines(until="until: {open_war: 1, cap: 900}"), 7, "to 0.5"),
    "width twice": (lines(until="until: {open_war: 0.1, p_open_war: 0.1, cap: 900}"), 7, "twice"),
    "width in per cent": (lines(until="until: {open_war: 1%, cap: 900}"), 7, "got '1%'"),
    # futures and judging
    "factor named as a variant": (lines(factors="factors: {variant: {}}"), 7, "no column's name"),
    "factor named as a sample": (lines(factors="factors: {sample: {}}"), 7, "no column's name"),
    "factor named of_point": (lines(factors="factors: {of_point: {}}"), 7, "no column's name"),
    "futures as a word": (lines(futures="futures: all"), 7, "a mapping"),
    "no samples": (lines(futures="futures: {runs: 25}"), 7, "no 'samples'"),
    "no runs of a sample": (lines(futures="futures: {samples: 25}"), 7, "no 'runs'"),
    "unknown key of futures": (
        lines(futures="futures: {samples: 25, runs: 9, variant: true}"),
        7,
        "did you mean 'variants'",
    ),
    "few samples": (lines(futures="futures: {samples: 19, runs: 25}"), 7, "from 20 to 1000"),
    "many samples": (lines(futures="futures: {samples: 1001, runs: 25}"), 7, "samples: got 1001"),
    "half a sample": (lines(futures="futures: {samples: 20.5, runs: 25}"), 7, "a whole number"),
    "one run of a sample": (lines(futures="futures: {samples: 20, runs: 1}"), 7, "from 2 to 1000"),
    "variants as a word": (
        lines(futures="futures: {samples: 20, runs: 2, variants: all}"),
        7,
        "variants: got 'all'; accepts true or false",
    ),
    "futures of nothing drawn": (
        lines(parameters="parameters: default", futures="futures: {samples: 20, runs: 2}"),
        8,
        "futures: got parameters by hand",
    ),
    "worse as a word": (lines(worse="worse: higher"), 7, "a mapping"),
    "nothing is worse": (lines(worse="worse: {}"), 7, "one outcome or more"),
    "unknown worse outcome": (lines(worse="worse: {voet: higher}"), 7, "did you mean 'vote'"),
    "worse outcome without a mean": (lines(worse="worse: {war_day: lower}"), 7, "without a mean"),
    "unknown bad way": (lines(worse="worse: {vote: up}"), 7, "accepts higher, lower"),
    "bad way as a flag": (lines(worse="worse: {vote: true}"), 7, "vote: got True"),
    "limits as a number": (lines(limits="limits: 3"), 7, "a mapping"),
    "no limit": (lines(limits="limits: {}"), 7, "one outcome or more"),
    "unknown limit": (lines(limits="limits: {us_kiled: 3}"), 7, "did you mean 'us_killed'"),
    "limit without a mean": (lines(limits="limits: {war_day: 3}"), 7, "without a mean"),
    "limit as text": (lines(limits="limits: {us_killed: few}"), 7, "us_killed: got 'few'"),
    "limit of a chance above 1": (lines(limits="limits: {open_war: 5}"), 7, "from 0 to 1"),
    "limit below nought": (lines(limits="limits: {us_killed: -1}"), 7, "us_killed: got -1"),
    "limit without a bad way": (
        lines(limits="limits: {vote: 0.5}"),
        7,
        "limits.vote: got vote, which has no bad way; accepts an outcome with one; say worse: {",
    ),
    "trade-off as a word": (lines(tradeoff="tradeoff: vote"), 7, "a list of names"),
    "trade-off of two": (lines(tradeoff="tradeoff: [open_war, us_killed]"), 7, "2 outcomes"),
    "trade-off of four": (
        lines(tradeoff="tradeoff: [open_war, us_killed, n_sieges, n_salvos]"),
        7,
        "accepts 3 outcomes",
    ),
    "trade-off with one twice": (
        lines(tradeoff="tradeoff: [open_war, us_killed, open_war]"),
        7,
        "tradeoff[2]: got 'open_war' twice",
    ),
    "unknown in a trade-off": (
        lines(tradeoff="tradeoff: [open_war, us_killed, sieges]"),
        7,
        "did you mean 'n_sieges'",
    ),
    "trade-off without a mean": (
        lines(tradeoff="tradeoff: [open_war, us_killed, war_day]"),
        7,
        "got 'war_day'",
    ),
    "trade-off without a bad way": (
        lines(tradeoff="tradeoff: [open_war, us_killed, vote]"),
        7,
        "tradeoff[2]: got vote, which has no bad way",
    ),
}


def test_there_are_a_hundred_slips():
    """The acceptance asks for a hundred bad files; a table that shrinks must not pass."""
    assert len(SLIPS) >= 100


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused_where_it_stands(folder, slip):
    """Whoever slips is told file, line and what is accepted, before anything runs."""
    text, line, told = SLIPS[slip]
    with pytest.raises(InputError) as caught:
        load(folder, text)
    assert caught.value.path == folder / "slip.yaml"
    assert told in str(caught.value)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [lines(), one(DEATHS), two(DEATHS, WORDS), one(DEATHS) + "baseline: {a: 1}\n",
     lines(until="until: {open_war: 0.1, cap: 900}"),
     lines(until="until: {p_open_war: ±0.1, cap: 900}"),
     lines(futures="futures: {samples: 20, runs: 2}"),
     lines(worse="worse: {vote: higher}", limits="limits: {vote: 0.5, us_killed: 3}"),
     lines(worse="worse: {vote: lower}", tradeoff="tradeoff: [open_war, n_sieges, vote]")],
)  # fmt: skip
def test_what_the_slips_are_made_of_is_sound(folder, text):
    """Negative control: without its slip a study loads, so it is the slip that is refused."""
    assert load(folder, text).runs == 100


POINTS = one("lever: us.reply.deaths_needed", design="design: {kind: file, path: p.csv}")


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ("a\n", 1, "a header and no row"),
        ("b\n1\n", 1, "unknown column 'b'"),
        ("a,scenario\n1,x\n", 1, "unknown column 'scenario'"),
        ("a\n1\n1.0\n", 3, "the same point twice"),
        ("a\n1\n101\n", 3, "from 0 to 100"),
        ("a\n1\nmany\n", 3, "row: got 'many'"),
        ("a\n1\n1e99\n", 3, "row: got 1e+99 "),
        ("a\n1\n1,2\n", 3, "2 cells"),
        ("a\n1\n[1]\n", 3, "a number, a word, a date or nothing"),
        ("a\n1\n012\n", 3, "without leading zeros"),
        ("a\n1\ntrue\n", 3, "a number, a word, a date or nothing"),
    ],
)
def test_a_slip_in_a_file_of_points_is_refused_in_its_row(folder, table, line, told):
    """The points of a file are input like any other, with a line of their own."""
    (folder / "p.csv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(folder, POINTS)
    assert caught.value.path == folder / "p.csv"
    assert told in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("factor", "baseline", "told"),
    [
        ("lever: us.reply.deaths_needed", "{a: 101}", "from 0 to 100"),
        ("lever: us.pause", "{a: forcd}", "did you mean 'forced'"),
        ("hypothesis: H1", "{a: D}", "accepts A, B, C"),
        ("hypothesis: H1", "{a: [A]}", "accepts A, B, C"),
        ("parameter: blame_error", "{a: 2}", "from 0 to 1"),
    ],
)
def test_a_baseline_beside_a_file_of_points_is_checked_as_well(folder, factor, baseline, told):
    """Its values stand in no list, and would first be seen in the middle of a sweep."""
    cell = {"lever: us.pause": "never", "hypothesis: H1": "A"}.get(factor, "1")
    (folder / "p.csv").write_text(f"a\n{cell}\n", encoding="utf-8")
    text = one(factor, design="design: {kind: file, path: p.csv}")
    assert load(folder, text + f"baseline: {{a: {cell}}}\n").baseline
    with pytest.raises(InputError) as caught:
        load(folder, text + f"baseline: {baseline}\n")
    assert told in str(caught.value)
    assert caught.value.line == 9


def test_a_slip_in_a_scenario_is_refused_in_the_scenario(folder):
    """The line that is wrong is in the other file, and that is where people must look."""
    (folder / "bad.yaml").write_text("extends: ../../scenarios/baseline.yaml\ndayz: 3\n")
    with pytest.raises(InputError, match=r"bad\.yaml:2: .*did you mean 'days'"):
        load(folder, lines(scenarios="scenarios: [bad.yaml]"))


# ---------------------------------------------------------------- settings


def test_settings_go_on_top(folder):
    """A quick variant of a shipped study is the same file with fewer runs."""
    text = one(NUMBERS, design="design: {kind: sobol, base: 64}")
    study = load(folder, text, "runs=7", "design.base=8", "factors.a.range=[0.1, 0.3]", "seed=4")
    assert (study.runs, study.design.size, study.seed) == (7, 8, 4)
    assert study.factors[0].spread.high == 0.3
    assert study.text["runs"] == 7


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("runs", "accepts key=value"),
        ("runs=", "runs: got nothing"),
        ("runs=0", "runs: got 0"),
        ("title.x=1", "a key of the study"),
        ("rnus=5", "did you mean 'runs'"),
        ("factors.a.range=[0.2, 0.1]", "a low and a higher number"),
        ("a b=1", "accepts key=value"),
    ],
)
def test_a_bad_setting_is_reported_as_a_setting(folder, setting, told):
    """No line of the file holds the value, so the error must not send people there."""
    text = one(f"{NUMBERS}, steps: 2")
    with pytest.raises(InputError) as caught:
        load(folder, text, setting)
    assert caught.value.path == Path("--set")
    assert told in str(caught.value)


def test_the_study_may_choose_the_parameters_of_all_scenarios(folder):
    """What the study says wins over what each scenario says, drawn from a file or not."""
    shutil.copy(ROOT / "calibration" / "posterior.parquet", folder / "it's #1.parquet")
    for said, source, path in (
        ("prior", "prior", None),
        ("default", "default", None),
        ('"it\'s #1.parquet"', "posterior", (folder / "it's #1.parquet").resolve()),
    ):
        study = load(folder, lines(scenarios=BOTH, parameters=f"parameters: {said}"))
        for base in study.bases.values():
            assert (base.parameter_source, base.posterior_path) == (source, path)


# ---------------------------------------------------------------- futures and judging


def test_a_study_says_what_is_open_and_how_to_judge(folder):
    """Read as written; outcomes that are not reported may be judged, since all are stored."""
    study = load(
        folder,
        lines(
            futures="futures: {samples: 40, runs: 25}",
            worse="worse: {vote: higher, open_war: lower}",
            limits="limits: {vote: 0.5, access_days: 100}",
            tradeoff="tradeoff: [vote, pause_days, isis_strength_ratio]",
        ),
    )
    assert study.futures == FuturesDesign(40, 25, variants=True)
    assert study.worse == {"vote": "higher", "open_war": "lower"}
    assert study.limits == {"vote": 0.5, "access_days": 100}
    assert study.tradeoff == ("vote", "pause_days", "isis_strength_ratio")
    short = load(folder, lines(futures="futures: {samples: 40, runs: 25, variants: false}"))
    assert short.futures == FuturesDesign(40, 25, variants=False)
    bare = load(folder, lines())
    assert (bare.futures, bare.worse, bare.limits, bare.tradeoff) == (None, {}, {}, ())


def test_futures_need_but_one_scenario_that_samples(folder):
    """The others then have futures that differ in luck alone, which is what they are."""
    text = "extends: ../../scenarios/baseline.yaml\nparameters: default\n"
    (folder / "fixed.yaml").write_text(text)
    futures = "futures: {samples: 20, runs: 2}"
    both = "scenarios: [fixed.yaml, ../../scenarios/baseline.yaml]"
    assert load(folder, lines(scenarios=both, futures=futures)).futures
    with pytest.raises(InputError, match="parameters by hand"):
        load(folder, lines(scenarios="scenarios: [fixed.yaml]", futures=futures))


# ---------------------------------------------------------------- shipped studies and the README


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_shipped_studies_load(path):
    """As many questions as the README promises; each must load and name the files it stands on."""
    study = load_study(path)
    number = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    assert f"{number[len(SHIPPED)]} are shipped" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert study.question.endswith("?")
    assert all(file.is_file() for file in study.files)
    assert {path, *study.scenarios} < set(study.files)


def test_the_readme_names_every_key():
    """The reference is whole: whatever a study may say is told there."""
    tables = (*FACTOR_KEYS.values(), *DESIGNS.values())
    names = {*KEYS, *DESIGNS, *FUTURES_KEYS, *(key for keys in tables for key in keys)}
    assert [name for name in sorted(names) if f"`{name}`" not in README] == []
    fields = re.search(r"## The study\n(.*?)\n## Factors", README, re.DOTALL)[1]
    assert tuple(re.findall(r"^\| `(\w+)`", fields, re.MULTILINE)) == KEYS


def test_the_example_of_the_readme_is_as_it_says(folder):
    """People copy the example whole, and the page counts its points."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    study = load(folder, text)
    sizes = [len(f.levels()) for f in study.factors]
    assert f"{' × '.join(str(n) for n in sizes)} = 36 points" in README
    assert study.until.widths == {"open_war": 0.02}
    assert study.baseline.values == {"deaths": 1}


def test_the_error_of_the_readme_is_the_real_one(folder):
    """An invented message would promise a help that nobody gets."""
    text, told = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    with pytest.raises(InputError) as caught:
        load(folder, text)
    assert f"error: {caught.value}\n".replace(f"{folder.parents[1]}/", "") == told


# ---------------------------------------------------------------- mutants of the shipped studies

WORD = re.compile(r"[A-Za-z_][\w.]*")
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")


def swap_letters(rng, text):
    """Two neighbouring letters of some word change places."""
    word = rng.choice([m for m in WORD.finditer(text) if len(m[0]) > 2])
    k = rng.randrange(word.start(), word.end() - 1)
    return text[:k] + text[k + 1] + text[k] + text[k + 2 :]


def another_number(rng, text):
    """Some number becomes another."""
    spot = rng.choice(list(NUMBER.finditer(text)))
    new = rng.choice(("0", "-1", "2", "0.5", "7", "1e9", "64", "012", ".nan", "1_0", "true"))
    return text[: spot.start()] + new + text[spot.end() :]


def another_word(rng, text):
    """Some word becomes another of the file."""
    words = list(WORD.finditer(text))
    old, new = rng.choice(words), rng.choice(words)[0]
    return text[: old.start()] + new + text[old.end() :]


def line_gone(rng, text):
    rows = text.splitlines(keepends=True)
    del rows[rng.randrange(len(rows))]
    return "".join(rows)


def line_twice(rng, text):
    rows = text.splitlines(keepends=True)
    k = rng.randrange(len(rows))
    return "".join([*rows[: k + 1], *rows[k:]])


def cut_short(rng, text):
    return text[: rng.randrange(len(text))]


def odd_character(rng, text):
    k = rng.randrange(len(text))
    return text[:k] + rng.choice("{}[]:,#&*'\"\t\x00é") + text[k:]


KINDS = (swap_letters, another_number, another_word, line_gone, line_twice, cut_short,
         odd_character)  # fmt: skip


def mutants(number, seed=20200108):
    """Name and text of `number` mutants, kinds in turn; always the same for one seed."""
    rng = random.Random(seed)
    texts = {p.name: p.read_text(encoding="utf-8") for p in SHIPPED}
    made = []
    for k in range(number):
        name = rng.choice(list(texts))
        made.append((name, KINDS[k % len(KINDS)](rng, texts[name])))
    return made


def meaning(study):
    """What a study makes of its file, but for the line numbers."""
    d = study.design
    return (
        study.title, study.question, study.note, [p.name for p in study.scenarios], study.factors,
        study.runs, study.seed, (d.kind, d.size, d.levels, d.second_order, d.base, d.listed),
        study.outcomes, study.baseline, study.until,
        study.futures, study.worse, study.limits, study.tradeoff,
        [b.parameter_source for b in study.bases.values()],
    )  # fmt: skip


def verdict(path, text, before, load=load_study):
    """What is wrong with the way a mutant was taken; None when all is well."""
    kept = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        after = meaning(load(path))
    except InputError as error:
        lines = text.count("\n") + 1
        good = error.path == path and 1 <= error.line <= lines and "\n" not in str(error)
        return None if good else f"badly told: {error}"
    finally:
        path.write_text(kept, encoding="utf-8")
    same_data = parse(text, path).data == parse(kept, path).data
    if same_data != (after == before):
        return "silently ignored" if after == before else "differs though nothing changed"
    return None


def test_mutants_of_the_shipped_studies_are_taken_as_written_or_refused(folder):
    """No file is read as something that it does not say. Any other exception fails by itself."""
    before = {p.name: meaning(load_study(folder / p.name)) for p in SHIPPED}
    wrong = []
    for name, text in mutants(MUTANTS):
        found = verdict(folder / name, text, before[name])
        if found:
            wrong.append(f"{name}: {found}\n{text}")
    assert not wrong, f"{len(wrong)} of {MUTANTS}:\n" + "\n\n".join(wrong[:3])


def test_a_reader_that_ignores_changes_is_caught(folder):
    """Negative control: a reader that always reads the shipped file must fail every mutant that
    says something else."""
    before = {p.name: meaning(load_study(folder / p.name)) for p in SHIPPED}
    shutil.copytree(folder, folder.parent / "kept")
    caught = 0

    def deaf(path):
        return load_study(folder.parent / "kept" / path.name)

    for name, text in mutants(60):
        try:
            data = parse(text, folder / name).data
        except InputError:
            continue  # the check itself reads the text, and would say so
        changed = data != parse((folder / name).read_text(encoding="utf-8"), folder / name).data
        found = verdict(folder / name, text, before[name], deaf)
        assert (found == "silently ignored") == changed, (name, text, found)
        caught += changed
    assert caught >= 20
