"""Every coded mechanism has a rule that claims it and a test that checks it."""

from __future__ import annotations

import ast
import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from sim.parameters import HYPOTHESES
from sim.rules import RULES

TESTS = Path(__file__).parent
CLAIMS = TESTS.parents[2] / "calibration" / "claims.csv"
# Every causal claim of the articles.
MODELLED = [f"M{n:03d}" for n in range(1, 114)]


@cache
def marked() -> dict[str, list[str]]:
    """Claim -> tests marked with it, read from the source of the test files."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.glob("test_mechanisms_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.mechanism":
                    for claim in mark.args:
                        found[ast.literal_eval(claim)].append(node.name)
    return found


@cache
def claimed() -> dict[str, list[str]]:
    """Claim -> rules whose docstring names it."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, rule in RULES.items():
        for claim in re.findall(r"\bM\d{3}\b", (rule.__doc__ or "").split("Source:")[1]):
            found[claim].append(name)
    return found


@pytest.mark.parametrize("claim", MODELLED)
def test_a_mechanism_is_claimed_by_a_rule_and_checked_by_a_test(claim):
    """A claim without a rule is not in the model; one without a test may be there in name only."""
    assert claimed()[claim], f"no rule names {claim} in its docstring"
    assert marked()[claim], f"no test is marked @pytest.mark.mechanism('{claim}')"


def test_marks_name_claims_that_exist_and_that_the_model_covers():
    """A typing slip in a mark would count for nothing."""
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert {c for c, tests in marked().items() if tests} <= set(MODELLED) <= known


def test_every_variant_is_among_the_checked_mechanisms():
    """Each variant of each switch rests on claims, and all of these carry tests."""
    for hypothesis in HYPOTHESES.values():
        for variant in hypothesis.variants.values():
            assert variant.claims
            assert set(variant.claims) <= set(MODELLED)


def test_every_mechanism_test_argues_its_claim():
    """Test names are claims; the docstring says why the check shows it."""
    for path in sorted(TESTS.glob("test_mechanisms_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"
                assert any("mechanism" in ast.unparse(d) for d in node.decorator_list), node.name
