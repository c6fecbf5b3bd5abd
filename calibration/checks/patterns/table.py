"""The table of patterns, read strictly: arms, rows, and claims that no rule plays."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from calibration.checks.patterns.arms import OVERLAY, Arm, read_arms, read_overlay
from calibration.checks.patterns.filters import span, words
from calibration.checks.patterns.measures import Measure, read_measure
from calibration.evidence.tables import read_claims
from sim.inputs.checked_mapping import Reader
from sim.inputs.strict_yaml import read_yaml

TABLE: Final = Path(__file__).parents[2] / "patterns.yaml"
NEEDED: Final = ("claims", "says", "expect")
KEYS: Final = (*NEEDED, "arms", "measure", "terms", "by", "ratio", "runs", "control", "finding")
EXPECTS: Final = ("more", "fewer", "equal", "above", "below", "between", "rising", "falling")
CLAIM: Final = re.compile(r"M\d{3}")
RUNS: Final = 600
MOST_RUNS: Final = 20_000


class Term(NamedTuple):
    """One measure on one arm, and its weight in the comparison."""

    arm: str
    measure: Measure
    weight: float = 1.0


class Control(NamedTuple):
    """The condition under which the pattern has to be gone."""

    why: str
    overlay: Mapping[str, Any]
    """Set on top of every arm of the row."""
    instead: Mapping[str, str]
    """Arm -> the arm that takes its place."""


class Row(NamedTuple):
    """One pattern."""

    id: str
    claims: tuple[str, ...]
    says: str
    steps: tuple[tuple[Term, ...], ...]
    """One comparison, or one for every step of a series of doses."""
    low: float
    high: float
    """Between these the effect of every step has to lie."""
    ratio: bool
    """Is the effect the first term against the second, less 1?"""
    runs: int
    control: Control
    finding: str
    """Why the model does not show it; empty for a pattern that it has to show."""
    line: int


class PatternTable(NamedTuple):
    """All rows, the arms that they compare, and the claims that are not modelled."""

    path: Path
    arms: Mapping[str, Arm]
    rows: Mapping[str, Row]
    not_modelled: Mapping[str, str]
    """Claim -> why."""
    seed: int

    def of(self, claim: str) -> tuple[Row, ...]:
        """Rows that check a claim."""
        return tuple(row for row in self.rows.values() if claim in row.claims)


def read_patterns(path: Path = TABLE) -> PatternTable:
    """Read the table. Raises InputError with file, line and field."""
    whole = Reader(read_yaml(path))
    whole.only(("seed", "arms", "rows", "not_modelled"), ("seed", "arms", "rows", "not_modelled"))
    seed = int(whole.number("seed", 0, 1e9, whole=True))
    arms, rows = read_arms(whole.sub("arms")), whole.sub("rows")
    known = {claim.id for claim in read_claims()}
    found = {name: _row(name, rows.sub(name), arms, known) for name in rows.data}
    absent = whole.sub("not_modelled")
    absent.only(known)
    why = {claim: absent.text(claim) for claim in absent.data}
    for row in found.values():
        for claim in row.claims:
            if claim in why:
                absent.fail(claim, f"{claim} in row {row.id} as well", "one of the two")
    return PatternTable(path, arms, found, why, seed)


def _row(name: str, reader: Reader, arms: Mapping[str, Arm], known: set[str]) -> Row:
    reader.only(KEYS, NEEDED)
    low, high = _range(reader)
    control = _control(reader, arms)
    runs = int(reader.number("runs", 100, MOST_RUNS, whole=True)) if reader.has("runs") else RUNS
    finding = reader.text("finding") if reader.has("finding") else ""
    return Row(
        name, words(reader, "claims", known), reader.text("says"), _steps(reader, arms),
        low, high, reader.flag("ratio"), runs, control, finding, reader.document.line(reader.place),
    )  # fmt: skip


def _range(reader: Reader) -> tuple[float, float]:
    """What the effect has to lie between."""
    expect = reader.one_of("expect", EXPECTS)
    if not reader.has("by"):
        reader.fail((), f"expect: {expect} without 'by'", "the least effect, margin or bound: by")
    if expect == "between":
        return span(reader, "by")
    signed = expect in ("above", "below")
    by = reader.number("by", -math.inf if signed else 0.0)
    if not signed and by == 0.0:
        reader.fail("by", 0, "a number above 0")
    if expect == "equal":
        return -by, by
    if expect in ("more", "rising", "above"):
        return by, math.inf
    return -math.inf, by if expect == "below" else -by


def _steps(reader: Reader, arms: Mapping[str, Arm]) -> tuple[tuple[Term, ...], ...]:
    """The comparisons of a row."""
    if reader.has("terms") == reader.has("arms"):
        reader.fail((), "both or neither of 'arms' and 'terms'", "one of them")
    ordered = reader.data["expect"] in ("rising", "falling")
    if reader.has("terms"):
        steps: tuple[tuple[Term, ...], ...] = (
            tuple(_term(part, arms) for part in reader.each("terms")),
        )
    else:
        names, measures = reader.names("arms", arms), _measures(reader)
        pairs = [(name, m) for name in names for m in measures]
        if ordered:
            steps = tuple((Term(*above), Term(*below, -1.0)) for below, above in pairwise(pairs))
        else:
            signs = (1.0, -1.0)
            if len(pairs) > len(signs):
                reader.fail("arms", f"{len(pairs)} terms", "two: one arm and two measures, or two")
            steps = (tuple(Term(*pair, sign) for pair, sign in zip(pairs, signs, strict=False)),)
    if ordered and len(steps) < 2:
        reader.fail("arms", reader.data.get("arms"), "three arms or more, in the order of the dose")
    if reader.flag("ratio") and any(len(step) != 2 for step in steps):
        reader.fail("ratio", True, "false, unless two terms are compared")
    return steps


def _measures(reader: Reader) -> list[Measure]:
    """One measure, or two that are compared within the runs of one arm."""
    if not reader.has("measure"):
        reader.fail((), "no 'measure'", "a measure, or a list of two")
    if isinstance(reader.data["measure"], list):
        return [read_measure(part) for part in reader.each("measure")]
    return [read_measure(reader.sub("measure"))]


def _term(reader: Reader, arms: Mapping[str, Arm]) -> Term:
    reader.only(("arm", "measure", "weight"), ("arm", "measure", "weight"))
    weight = reader.number("weight")
    return Term(reader.one_of("arm", arms), read_measure(reader.sub("measure")), weight)


def _control(reader: Reader, arms: Mapping[str, Arm]) -> Control:
    if not reader.has("control"):
        reader.fail((), "no 'control'", "the condition under which the pattern is gone: control")
    part = reader.sub("control")
    part.only(("why", "arms", *OVERLAY), ("why",))
    overlay, instead = read_overlay(part), {}
    if part.has("arms"):
        places = part.sub("arms")
        places.only(arms)
        instead = {name: places.one_of(name, arms) for name in places.data}
    if not overlay and not instead:
        part.fail((), "a control that changes nothing", f"arms, or one of {', '.join(OVERLAY)}")
    return Control(part.text("why"), overlay, instead)
