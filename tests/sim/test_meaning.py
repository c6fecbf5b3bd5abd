"""The hash of the rules: wording leaves it as it is, whatever can move a number changes it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache

import pytest

from sim import meaning
from sim.jit import SIM_FOLDER
from sim.meaning import code_meaning, parameters_meaning
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.prior import Prior

MODULE = '''"""What this is for."""

from typing import Final, NamedTuple

CAP: Final = 1.5
"""The most that may be."""
NAMES = {"low": 1, "high": 2}
RUNG_LABELS = {0: "quiet", 1: "open war"}


class Row(NamedTuple):
    """One row."""

    name: str
    unit: str
    meaning: str
    low: float = 0.0


def lever(name: str, meaning: str, high: float, *sources: str) -> Row:
    """A lever."""
    return Row(name, "days", meaning, high)


ROWS = (Row("fire", "attacks", "how often", 0.5), lever("pause", "stop it", 3.0, "wsj:6"))


def rule(x: float, limit: float = 2.0) -> float:
    """Twice x, up to a limit."""
    if x < 0:
        raise ValueError(f"{x} is below 0")
    # As an article says.
    return min(2 * x + 1, limit)
'''
SAME = {
    "docstring": ('"""Twice x, up to a limit."""', '"""Double, capped."""'),
    "no docstring": ('    """A lever."""\n', ""),
    "comment": ("# As an article says.", "# Nobody says so."),
    "what a constant is": ('"""The most that may be."""', '"""Its upper end."""'),
    "layout": ("2 * x + 1, limit", "2*x + 1,\n        limit,"),
    "label": ('"quiet"', '"calm"'),
    "unit of a field": ('"attacks"', '"attacks/day"'),
    "meaning of a field": ('"how often"', '"how frequently"'),
    "meaning of an argument": ('"stop it"', '"halt it"'),
    "source": ('"wsj:6"', '"wsj:7", "globe:1"'),
    "error": ("is below 0", "is negative"),
    "type of an argument": ("x: float", "x: int"),
}
OTHER = {
    "constant": ("CAP: Final = 1.5", "CAP: Final = 1.6"),
    "key": ('"low": 1', '"lower": 1'),
    "sign": ("2 * x + 1", "2 * x - 1"),
    "order": ("2 * x + 1", "2 * (x + 1)"),
    "function": ("min(", "max("),
    "default": ("limit: float = 2.0", "limit: float = 2.5"),
    "number of a field": ('"how often", 0.5', '"how often", 0.6'),
    "number of an argument": ('"stop it", 3.0', '"stop it", 4.0'),
    "name that luck is keyed by": ('Row("fire"', 'Row("fires"'),
    "comparison": ("x < 0", "x <= 0"),
    "field": ("    low: float = 0.0", "    low: float = 0.0\n    most: int = 0"),
}


def hashed(folder, text):
    (folder / "module.py").write_text(text, encoding="utf-8")
    return code_meaning(folder)


@pytest.mark.parametrize("edit", SAME)
def test_another_wording_is_the_same_code(tmp_path, edit):
    """Who mends a comment or a label must not make every sweep and fit stale."""
    old, new = SAME[edit]
    assert old in MODULE
    assert hashed(tmp_path, MODULE) == hashed(tmp_path, MODULE.replace(old, new))


@pytest.mark.parametrize("edit", OTHER)
def test_another_number_or_expression_is_other_code(tmp_path, edit):
    """Rows of other rules must never pass for ours."""
    old, new = OTHER[edit]
    assert old in MODULE
    assert hashed(tmp_path, MODULE) != hashed(tmp_path, MODULE.replace(old, new))


@cache
def own():
    return code_meaning(SIM_FOLDER)


@pytest.mark.parametrize(
    ("name", "old", "new", "same"),
    [("luck.py", '"""', '"""Also this. ', True),
     ("luck.py", 'key_of("fire")', 'key_of("f")', False),
     ("levers.py", '"how the US answers', '"how America answers', True),
     ("levers.py", '"escalatory": 2', '"escalatory": 3', False),
     ("levers.py", '"spiked:10"', '"spiked:11"', True),
     ("rules/fire.py", "return ", "return 2.0 * ", False),
     ("draw.py", '"prior:joint posterior draw"', '"prior:joint sample"', False)],
)  # fmt: skip
def test_our_own_code_counts_the_same_way(tmp_path, name, old, new, same):
    """The walk knows the tables and rules as they are really written."""
    copy = tmp_path / "sim"
    shutil.copytree(SIM_FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert (code_meaning(copy) == own()) == same


def test_a_module_that_is_added_or_renamed_counts(tmp_path):
    """In doubt code is other code."""
    first = hashed(tmp_path, MODULE)
    (tmp_path / "more.py").write_text("X = 1\n", encoding="utf-8")
    both = code_meaning(tmp_path)
    (tmp_path / "more.py").rename(tmp_path / "most.py")
    assert len({first, both, code_meaning(tmp_path)}) == 3


def test_the_hash_is_kept_beside_the_machine_code(tmp_path, monkeypatch):
    """The walk takes a while, and an edit of any byte opens another folder."""
    monkeypatch.setattr(meaning, "CACHE_FOLDER", tmp_path / "x")
    meaning.sim_code.cache_clear()
    assert meaning.sim_code() == own()
    assert (tmp_path / "x" / "rules.txt").read_text(encoding="ascii") == own()
    (tmp_path / "x" / "rules.txt").write_text("half a ha", encoding="ascii")
    meaning.sim_code.cache_clear()
    assert meaning.sim_code() == own(), "a broken note is not believed"
    meaning.sim_code.cache_clear()


def row(**changes):
    return replace(PARAMETERS["fire_base"], **changes)


@pytest.mark.parametrize(
    ("changed", "same"),
    [(row(meaning="x"), True), (row(unit="x"), True), (row(sources=("wsj:1",)), True),
     (row(claims=()), True), (row(rules=()), True),
     (row(default=0.123), False), (row(low=1e-9), False), (row(high=1e9), False),
     (row(prior=Prior("uniform", 0.0, 1.0)), False)],
)  # fmt: skip
def test_a_parameter_counts_by_its_numbers(monkeypatch, changed, same):
    """What a parameter means in words is not what a run does with it."""
    before = parameters_meaning()
    monkeypatch.setitem(PARAMETERS, "fire_base", changed)
    assert (parameters_meaning() == before) == same


@pytest.mark.parametrize(
    ("changes", "same"), [({"claims": ()}, True), ({"values": {}}, False), ({"priors": {}}, False)]
)
def test_a_hypothesis_counts_by_what_it_moves(monkeypatch, changes, same):
    """A move of a coefficient is a number, its claim is not."""
    before = parameters_meaning()
    h = next(
        h for h in HYPOTHESES.values() if any(v.values and v.priors for v in h.variants.values())
    )
    letter = next(k for k, v in h.variants.items() if v.values and v.priors)
    variants = dict(h.variants) | {letter: replace(h.variants[letter], **changes)}
    monkeypatch.setitem(HYPOTHESES, h.name, replace(h, variants=variants))
    assert (parameters_meaning() == before) == same
    monkeypatch.setitem(HYPOTHESES, h.name, replace(h, question="Why?"))
    assert parameters_meaning() == before
