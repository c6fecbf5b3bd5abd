"""Parameters move the rules that their rows name, no others, and at zero they move nothing."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml

from sim.levers import AUTO
from sim.parameters import PARAMETERS, as_records, sample_parameters
from sim.rules import RULES
from sim.solved import SOLVED
from tests.conftest import SEED, plain
from tests.sim.rules.test_rule_contract import cases

Case = dict[str, Any]
Answers = tuple[float, ...]
TABLE = Path(__file__).with_name("zero_means_none.yaml")
ZERO: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
ENTRIES = [(name, rule) for name, rules in ZERO.items() for rule in rules]
NO_NONE = {
    ("hardliner_leakage", "restraint.line_factor"): "the share of an order that is lost",
    ("isis_exposed", "isis.regrowth"): "what is easier to find, beside all that is found",
    ("salvo_spread", "iran_reply.target_weight"): "the part that all bases share, beside troops",
    ("line_encourage", "iran_line.pull_to_encourage"): "a utility, whose zero is silence",
    ("line_restrain", "iran_line.pull_to_restrain"): "a utility, whose zero is silence",
    ("line_inertia", "iran_line.choose_line"): "a utility, whose zero is silence",
    ("salvo_prep", "iran_reply.p_state_reply"): "a threshold",
    ("refuge_needed", "isis.is_refuge"): "a threshold",
    ("lead_memory_floor", "leadership.p_leadership_strike"): "a threshold",
    ("vote_floor", "parliament.p_vote"): "a threshold",
    ("iran_memory_floor", "reprisal.p_strike_on_iran"): "a threshold",
    ("sadr_patience_days", "restraint.p_patience_ends"): "a threshold",
    ("sanction_floor", "sanctions.p_step"): "a threshold",
    ("siege_fighters_floor", "siege.crowd_from_strike"): "a threshold",
    ("need_legitimacy", "sovereignty.alignment_tomorrow"): "a threshold",
    ("access_spell", "sovereignty.access_may_change"): "a threshold",
    ("spare_territory", "shield.is_spared"): "a threshold",
    ("deal_lean", "hedging.p_deal"): "a threshold",
    ("route_link", "corridor.carries"): "a threshold",
    ("deniability", "sovereignty.p_order_home"): "the share of the blame that is disowned",
    ("russia_brake", "shield.p_clash"): "the share of a chance that Russia takes away",
    ("lean_least", "hedging.lean_tomorrow"): "a level, the leaning beside a faithful ally",
}
"""Entries that go down to zero without meaning none there, and what zero is instead."""


GATES: dict[str, dict[str, Any]] = {
    "parliament.p_vote": {"iraq.voted_day": -1, "lever.iraq_vote": AUTO},
    "parliament.p_sign": {"iraq.signed_day": -1, "iraq.voted_day": 3, "lever.iraq_bill": AUTO},
    "reprisal.p_strike_on_iran": {
        "lever.us_liability": 1, "lever.us_reply_doctrine": 2, "us.owed_by_state": 0,
    },
}  # fmt: skip
"""Rules that are silent unless several things hold at once, which random records seldom do."""


def field_of(name: str) -> str:
    """What rules read for a row: its coefficient, its share kept a day, or itself."""
    return PARAMETERS[name].solves or PARAMETERS[name].field


def lowest(name: str) -> float:
    """Least value of what rules read for a row."""
    row = PARAMETERS[name]
    if row.solves:
        return SOLVED[row.solves].low
    return 1.0 if row.is_halflife else row.low


@cache
def some_cases(rule: str) -> tuple[Case, ...]:
    """Arguments of one rule all over the ranges of records, levers and parameters.

    Utilities of a choice lie near each other as well: far apart nothing but the larger counts.
    Where a rule has gates, all cases come with open gates too.
    """
    found = cases(rule)
    opened = found if rule in GATES else []
    for place, value in GATES.get(rule, {}).items():
        opened = [put(case, place, value) for case in opened]
    found = found + opened
    if rule == "iran_line.choose_line":
        found += [case | {"restrain": 0.1, "encourage": 0.2} for case in found]
    return tuple(found)


def answers(rule: str, of: tuple[Case, ...] | list[Case]) -> Answers:
    """What a rule answers on each case."""
    return tuple(float(RULES[rule](**case)) for case in of)


def read(case: Case, place: str) -> Any:
    """The value at `record.field`, or of the argument `number`."""
    record, _, field = place.partition(".")
    return getattr(case[record], field) if field else case[record]


def put(case: Case, place: str, value: Any) -> Case:
    """A copy of a case with another value at a place."""
    record, _, field = place.partition(".")
    if not field:
        return case | {record: value}
    return case | {record: SimpleNamespace(**(vars(case[record]) | {field: value}))}


def record_with(**values: float) -> SimpleNamespace:
    """Parameters as rules meet them, at their defaults but for some."""
    table = sample_parameters("default", {}, values, SEED, np.arange(1))
    return plain(as_records(table)[0])


def answers_with(rule: str, **values: float) -> Answers:
    """What a rule answers on its cases, with some parameters of the table off their defaults."""
    p = record_with(**values)
    return answers(rule, [case | {"p": p} for case in some_cases(rule)])


def asked_by(rule: str) -> set[str]:
    """Rules of the same file that a rule asks in turn."""
    tree, file = ast.parse(inspect.getsource(RULES[rule])), rule.split(".")[0]
    called = {n.func for n in ast.walk(tree) if isinstance(n, ast.Call)}
    return {f"{file}.{n.id}" for n in called if isinstance(n, ast.Name)} & RULES.keys()


def declared(rule: str) -> set[str]:
    """Parameters whose rows name a rule, or a rule that it asks in turn, and those from which a
    coefficient that it reads is solved."""
    found = {name for name, row in PARAMETERS.items() if rule in row.rules}
    solved = set(RULES[rule].__code__.co_names) & SOLVED.keys()
    found |= {name for field in solved for name in SOLVED[field].reads}
    return found.union(*map(declared, asked_by(rule)))


@pytest.mark.parametrize("rule", RULES)
def test_the_parameters_that_move_a_rule_are_those_whose_rows_name_it(rule: str) -> None:
    """A rule that reads one parameter for another is moved by the wrong one, and not by its own.

    On records all over their ranges each of its own parameters goes from its default to both ends
    of its range, alone, and the answers change; all others go there together, and none changes.
    """
    if "p" not in some_cases(rule)[0]:
        assert declared(rule) == set()
        return
    usual, others = answers_with(rule), PARAMETERS.keys() - declared(rule)
    for name in sorted(declared(rule)):
        row = PARAMETERS[name]
        moved = [answers_with(rule, **{name: end}) != usual for end in (row.low, row.high)]
        assert any(moved), f"{rule} does not heed {name}"
    for end in ("low", "high"):
        values = {name: getattr(PARAMETERS[name], end) for name in others}
        assert answers_with(rule, **values) == usual, f"{rule} heeds what no row says"


def test_every_entry_says_what_zero_means_or_why_it_means_something_else() -> None:
    """The table of zeros is whole: a parameter that can be zero, and each rule that reads it."""
    can_be_zero = {
        (name, rule)
        for name, row in PARAMETERS.items()
        for rule in row.rules
        if lowest(name) <= 0.0
    }
    assert set(ENTRIES) | NO_NONE.keys() == can_be_zero
    assert set(ENTRIES) & NO_NONE.keys() == set()


@pytest.mark.parametrize(("name", "rule"), ENTRIES, ids=[" ".join(entry) for entry in ENTRIES])
def test_a_parameter_at_zero_means_none(name: str, rule: str) -> None:
    """What a parameter brings in is gone when it is zero, whatever the records hold.

    Control: at other values the same records do show it.
    """
    row = ZERO[name][rule]
    usual = list(some_cases(rule))
    for place, value in row.get("given", {}).items():
        usual = [put(case, place, value) for case in usual]
    none = [put(case, f"p.{field_of(name)}", 0.0) for case in usual]
    assert answers(rule, none) != answers(rule, usual), "control: it counts when it is not zero"
    if "answers" in row:
        assert set(answers(rule, none)) == {row["answers"]}
    if "keeps" in row:
        kept = tuple(float(read(case, row["keeps"])) for case in none)
        assert answers(rule, none) == pytest.approx(kept)
    for place in row.get("ignores", ()):
        others = [read(case, place) for case in reversed(usual)]
        for of, same in ((none, True), (usual, False)):
            swapped = [put(case, place, value) for case, value in zip(of, others, strict=True)]
            assert (answers(rule, swapped) == answers(rule, of)) is same, place
