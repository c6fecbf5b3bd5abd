"""What every rule promises: one index, safe numbers, no hidden state, no hidden constants."""

from __future__ import annotations

import ast
import copy
import csv
import inspect
import itertools
import math
import random
import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from sim.levers import LEVERS, Lever
from sim.parameters import PARAMETERS
from sim.rules import FILES, NAMES, RULES
from sim.solved import SOLVED
from sim.state import actors as records
from sim.state.fields import fields_of

ROOT = Path(__file__).parents[3]
DRAWS = 60
EXTREMES = ("low", "high")
RECORDS = (*records.ACTORS.values(), records.Campaign)
# Ranges of the plain numbers that rules take besides records, parameters, levers and draws.
NUMBERS: dict[str, tuple[float, float]] = {
    "abroad": (0, 40),
    "across": (0, 1),
    "aid": (0, 10),
    "airspace": (0, 1),
    "anger": (0, 20),
    "attention": (0, 1),
    "bases": (0, 12),
    "chance": (1, 15),
    "committed": (0, 1),
    "contested": (0, 1),
    "day": (0, 400),
    "days": (1, 730),
    "effort": (0, 1),
    "enabled": (0, 1),
    "encourage": (-20, 70),
    "exposure": (0, 1),
    "fighters": (0, 500),
    "ground": (0, 1),
    "guarded": (0, 1),
    "hunt": (0, 2),
    "iran_near": (0, 1),
    "isis": (0, 20),
    "killed": (0, 500),
    "leader_loss": (0, 1),
    "level": (0, 10),
    "line": (0, 6),
    "missing": (0, 1),
    "n_rockets": (0, 200),
    "near": (0, 1),
    "normal": (-6, 6),
    "order": (0, 1),
    "own": (0, 1),
    "partner_killed": (0, 100),
    "patience": (0, 1),
    "paused": (0, 1),
    "provoked": (0, 1),
    "rate": (0, 100),
    "regained": (0, 1),
    "restrain": (-20, 20),
    "rivals": (0, 10),
    "route_open": (0, 1),
    "sieges": (0, 400),
    "standing": (0, 1),
    "start": (0, 400),
    "stock": (0, 600),
    "strength": (0, 20),
    "supplied": (0, 5),
    "territory": (0, 1),
    "to_share": (0, 1),
    "turkey": (0, 3),
    "u": (0, 1),
    "us_killed": (0, 500),
    "us_share": (0, 1),
    "war": (0, 1),
    "weight": (0, 500),
    "whom": (0, 2),
}
WHOLE = {"bases", "day", "killed", "route_open", "start", "us_killed", "war"}
ROUNDING = 1e-12
ONE_BELOW = math.nextafter(1.0, 0.0)
# A row of a world file is checked when it is read; these bounds stand there and not in the record.
ABOVE_ZERO = {("Area", "start"): 1e-6}


def pick(rng: random.Random, mode: str, low: float, high: float, whole: bool = False) -> float:
    """A number of the range: its low end, its high end, or any."""
    if mode == "low":
        value = low
    elif mode == "high":
        value = high
    else:
        value = rng.choice((low, high, rng.uniform(low, high), rng.uniform(low, high)))
    return round(value) if whole else float(value)


def record_of(kind: type, rng: random.Random, mode: str) -> SimpleNamespace:
    """A record with every field somewhere in the range that its class states."""
    found = {}
    for name, (number, field) in fields_of(kind).items():
        low = ABOVE_ZERO.get((kind.__name__, name), field.low)
        found[name] = pick(rng, mode, low, field.high, number is int)
    return SimpleNamespace(**found)


def lever_values(lever: Lever, rng: random.Random, mode: str) -> tuple[float, ...]:
    """Values of the fields of one lever: any dose that a scenario may give it."""
    if lever.kind == "choice":
        codes = [float(code) for _, code in lever.choices]
        return ({"low": min(codes), "high": max(codes)}.get(mode, rng.choice(codes)),)
    if lever.kind == "number":
        options = (lever.neutral, pick(rng, mode, lever.low, lever.high, lever.whole))
        return (float(options[1] if mode in EXTREMES else rng.choice(options)),)
    return rng.choice(
        (
            (1.0, 0.0),
            (pick(rng, mode, 0.0, 100.0), 0.0),
            (1.0, pick(rng, mode, -lever.high, lever.high)),
            (0.0, pick(rng, mode, lever.low, lever.high)),
        )
    )


def levers_of(table: str, rng: random.Random, mode: str) -> SimpleNamespace:
    """One lever table in force."""
    found: dict[str, float] = {}
    for lever in LEVERS:
        if lever.table == table:
            found |= dict(zip(lever.fields, lever_values(lever, rng, mode), strict=True))
    return SimpleNamespace(**found)


def parameters_of(rng: random.Random, mode: str) -> SimpleNamespace:
    """Parameters anywhere inside the limits of the table, half-lives as shares kept.

    Solved coefficients lie anywhere inside the limits that `sim.solved` states, whatever they are
    solved from: a rule must bear more than the table can bring about.
    """
    found = {}
    for row in PARAMETERS.values():
        value = pick(rng, mode, row.low, row.high)
        found[row.field] = 0.5 ** (1.0 / value) if row.is_halflife else value
    for solved in SOLVED.values():
        found[solved.field] = pick(rng, mode, solved.low, solved.high)
    return SimpleNamespace(**found)


def argument(parameter: inspect.Parameter, rng: random.Random, mode: str) -> Any:
    """A value for one argument of a rule, by its annotation and name."""
    if parameter.annotation in RECORDS:
        return record_of(parameter.annotation, rng, mode)
    if parameter.annotation is bool:
        return {"low": False, "high": True}.get(mode, rng.random() < 0.5)
    if parameter.name == "p":
        return parameters_of(rng, mode)
    if parameter.name in ("lever", "g"):
        return levers_of("world" if parameter.name == "lever" else "militia", rng, mode)
    assert parameter.name in NUMBERS, f"give the range of argument '{parameter.name}' in NUMBERS"
    value = pick(rng, mode, *NUMBERS[parameter.name], parameter.name in WHOLE)
    return min(value, ONE_BELOW) if parameter.name == "u" else value


def cases(name: str) -> list[dict[str, Any]]:
    """Arguments of one rule: both ends of all ranges, mixed ends, and random draws."""
    rng = random.Random(name)
    wanted = inspect.signature(RULES[name], eval_str=True).parameters.values()
    modes = [list(m) for m in itertools.product(EXTREMES, repeat=min(len(wanted), 4))]
    modes += [["random"] * len(wanted)] * DRAWS
    return [
        {a.name: argument(a, rng, mode[k % len(mode)]) for k, a in enumerate(wanted)}
        for mode in modes
    ]


def bounds(doc: str) -> tuple[float, float]:
    """Range of the result that a docstring states first: 'in [a, b]', '>= a' or '> a'.

    An open bound is read as closed: at the very end of a parameter's range a rule may touch it.
    """
    text = doc.split("Source:")[0]
    span = re.search(r"in \[(-?\d+), (\d+)\]", text)
    if span:
        return float(span[1]), float(span[2])
    floor = re.search(r">=? (\d+)", text)
    return (float(floor[1]) if floor else -math.inf), math.inf


def fault(rule: Callable[..., Any], case: dict[str, Any]) -> str:
    """What is wrong with the answer of a rule to `case`, or nothing."""
    low, high = bounds(rule.__doc__ or "")
    before = copy.deepcopy(case)
    result = rule(**case)
    if not isinstance(result, bool | int | float) or not math.isfinite(result):
        return f"answers {result!r}"
    if not low - ROUNDING <= result <= high + ROUNDING:
        return f"answers {result}, not in [{low}, {high}]"
    if case != before:
        return f"changed its arguments {sorted(k for k in case if case[k] != before[k])}"
    return "" if rule(**case) == result else "answers differently when asked again"


def numbers_in(rule: Callable[..., Any]) -> set[float]:
    """Numbers written in the body of a rule."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    return {
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, int | float)
    }


@cache
def paragraphs() -> dict[str, int]:
    table = yaml.safe_load((ROOT / "calibration/sources.yaml").read_text(encoding="utf-8"))
    return {key: row["paragraphs"] for key, row in table.items()}


@cache
def claims() -> set[str]:
    with (ROOT / "calibration/claims.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def test_the_index_lists_every_public_function_of_the_rule_files_and_nothing_else():
    """A rule that the index forgets escapes every check below, the documents and the tables."""
    listed = set(NAMES)
    assert len(listed) == len(NAMES), "a rule is listed twice"
    folder = ROOT / "sim" / "rules"
    known = {Path(module.__file__).stem for module in FILES}
    assert known == {f.stem for f in folder.glob("*.py")} - {"__init__"}, "FILES misses a file"
    for file in sorted(known):
        tree = ast.parse((folder / f"{file}.py").read_text(encoding="utf-8"))
        public = {
            n.name
            for n in tree.body
            if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
        }
        marks = {
            n.name: [ast.unparse(mark) for mark in n.decorator_list]
            for n in tree.body
            if isinstance(n, ast.FunctionDef)
        }
        for function in sorted(public):
            assert f"{file}.{function}" in listed, f"{file}.{function} is missing from the index"
            assert "rule" in marks[function], f"{file}.py: {function} lacks @rule"
        for name in sorted(n for n in listed if n.startswith(f"{file}.")):
            assert name.split(".")[1] in public, f"{name} is listed but {file}.py has no such rule"


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_answers_with_a_finite_number_in_the_range_it_states(name):
    """At every corner of what records, levers and parameters allow, and at random points inside.

    A probability that leaves [0, 1], or a number that overflows, would not stop a compiled run: it
    would go on and report nonsense. The answer depends on the arguments alone and leaves them as
    they are, because all decisions of a morning are taken on one world, in any order.
    """
    rule = RULES[name]
    if name.split(".")[1].startswith("p_"):
        stated = bounds(rule.__doc__)
        assert stated == (0.0, 1.0), f"{name} is a probability but does not say 'in [0, 1]'"
    for case in cases(name):
        found = fault(rule, case)
        assert not found, f"{name} {found}"


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_where_it_comes_from(name):
    """Every rule cites paragraphs and claims that exist, and owns up to its status."""
    found = re.search(r"Source:(.*)Status: (\w+)", " ".join(RULES[name].__doc__.split()))
    assert found, f"{name} has no 'Source: ... Status: ...'"
    assert found.group(2) in ("assumed", "fitted", "not"), f"{name} has status {found.group(2)}"
    places = re.findall(r"\b([a-z]+):(\d+)", found.group(1))
    assert places, f"{name} names no paragraph"
    for key, paragraph in places:
        assert key in paragraphs(), f"{name} cites {key}, which sources.yaml does not list"
        assert 1 <= int(paragraph) <= paragraphs()[key], f"{name} cites {key}:{paragraph}"
    ids = re.findall(r"\bM\d+\b", found.group(1))
    assert ids, f"{name} names no claim"
    assert set(ids) <= claims(), f"{name} names claims that claims.csv does not have"


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_holds_no_number_of_its_own(name):
    """Beside 0, 1 and 2 every number stands in the table of parameters, where it can be drawn."""
    hidden = numbers_in(RULES[name]) - {0, 1, 2}
    assert not hidden, f"{name} holds {sorted(hidden)}"


def p_too_high(p: Any) -> float:
    """Chance in [0, 1]."""
    return 1.5 * p.reply_hazard


def writes(us: records.Us) -> float:
    """Deaths, >= 0."""
    us.owed += 1.0
    return us.owed


def below_zero(p: Any) -> float:
    """Days, >= 0."""
    return -p.reply_hazard


def without_end(p: Any) -> float:
    """Days."""
    return p.reply_hazard * math.inf


@pytest.mark.parametrize("bad", [p_too_high, writes, below_zero, without_end])
def test_the_checks_would_catch_a_bad_rule(bad):
    """Negative control: a rule that leaves its range, writes, or hides a number is seen."""
    case = {"us": SimpleNamespace(owed=0.0), "p": SimpleNamespace(reply_hazard=1.0)}
    wanted = inspect.signature(bad).parameters
    assert fault(bad, {k: v for k, v in case.items() if k in wanted})
    assert (numbers_in(bad) - {0, 1, 2} == {1.5}) == (bad is p_too_high)
