"""Designs as a study file writes them: which points, and which factors a design can use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from experiments.study.consistency_checks import listed_points
from experiments.study.factors import Factor, Value, tidy
from experiments.study.study import Design
from sim.errors import nearest
from sim.inputs.checked_mapping import Reader, told
from sim.inputs.scenario import Scenario

DESIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "grid": (),
    "latin_hypercube": ("points",),
    "sobol": ("base", "second_order"),
    "morris": ("trajectories", "levels"),
    "one_at_a_time": ("base",),
    "file": ("path",),
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "latin_hypercube": ("points",),
    "sobol": ("base",),
    "morris": ("trajectories",),
    "file": ("path",),
}
SAMPLED: Final = ("latin_hypercube", "sobol", "morris")
MAX_POINTS: Final = 100_000


def kind_of(reader: Reader) -> str:
    """The kind of design; `design: grid` is short for `design: {kind: grid}`."""
    if isinstance(reader.data["design"], str):
        return reader.one_of("design", DESIGNS)
    design = reader.sub("design")
    design.only({"kind": (), **{key: () for keys in DESIGNS.values() for key in keys}}, ("kind",))
    return design.one_of("kind", DESIGNS)


def read_design(
    reader: Reader, kind: str, factors: tuple[Factor, ...], bases: Mapping[str, Scenario]
) -> Design:
    """The design, with the points of a file if it names one.

    Raises InputError when it lacks its size, has too many points, or cannot use a factor.
    """
    short = isinstance(reader.data["design"], str)
    part = Reader(reader.document, ("design",), {"kind": kind}) if short else reader.sub("design")
    part.only(("kind", *DESIGNS[kind]), NEEDED.get(kind, ()))
    line = reader.line("design")
    if kind != "grid" and not factors:
        reader.fail("design", f"{kind} without factors", "factors, or a grid of the scenarios")
    _check_levels(reader, kind, factors)
    if kind == "file":
        path = beside(part, "path", part.data["path"], "a file of points (CSV)")
        return Design(kind, listed=listed_points(path, factors, bases, MAX_POINTS), line=line)
    if kind == "one_at_a_time":
        base = values_of(part, "base", factors) if part.has("base") else {}
        return Design(kind, base={f.name: base.get(f.name) for f in factors}, line=line)
    if kind == "grid":
        return _grid(reader, factors, len(bases), line)
    return _sample(part, kind, len(factors), len(bases), line)


def _check_levels(reader: Reader, kind: str, factors: Sequence[Factor]) -> None:
    """Refuse a factor whose values the design would not use, or could not find."""
    for factor in factors:
        place = ("factors", factor.name)
        if kind == "grid" and factor.spread and not factor.spread.steps:
            reader.fail((*place, factor.spread.kind), "no steps in a grid", "values, or steps: N")
        if kind in SAMPLED and factor.spread and factor.spread.steps:
            reader.fail((*place, "steps"), f"steps in a {kind}", "no steps: all values are drawn")
        if kind in SAMPLED and not factor.spread and len(factor.values) == 1:
            reader.fail((*place, "values"), "one value", f"two values or more in a {kind}")


def _grid(reader: Reader, factors: Sequence[Factor], scenarios: int, line: int) -> Design:
    points = scenarios
    for factor in factors:
        points *= len(factor.levels())
    if points > MAX_POINTS:
        reader.fail("design", f"{points:,} points", f"at most {MAX_POINTS:,}")
    return Design("grid", line=line)


def _sample(part: Reader, kind: str, factors: int, scenarios: int, line: int) -> Design:
    (key,) = NEEDED[kind]
    size = int(part.number(key, 2, MAX_POINTS, whole=True))
    if kind == "sobol" and size & (size - 1):
        # The sequence is balanced at powers of 2 alone; SALib would only warn.
        below = 1 << (size.bit_length() - 1)
        part.fail(key, size, f"a power of 2, such as {below} or {2 * below}")
    levels = int(part.number("levels", 2, 20, whole=True)) if part.has("levels") else 4
    if levels % 2:
        part.fail("levels", levels, "an even number of levels")
    pairs = part.flag("second_order")
    rows = {"latin_hypercube": 1, "sobol": (1 + pairs) * factors + 2, "morris": factors + 1}
    points = size * rows[kind] * scenarios
    if points > MAX_POINTS:
        part.fail(key, f"{size}, which makes {points:,} points", f"at most {MAX_POINTS:,} points")
    return Design(kind, size, levels, pairs, line=line)


def values_of(reader: Reader, key: str, factors: Sequence[Factor]) -> dict[str, Value]:
    """A mapping of factors to values that these factors have, or null."""
    part, known = reader.sub(key), {f.name: f for f in factors}
    part.only(known)
    found: dict[str, Value] = {}
    for name, raw in part.data.items():
        value = tidy(raw)
        accepts = known[name].refusal(value)
        if accepts:
            part.fail(name, told(raw), accepts)
        found[name] = value
    return found


def beside(reader: Reader, key: str | tuple[Any, ...], text: object, accepts: str) -> Path:
    """The file of that name, seen from the study."""
    if not isinstance(text, str) or not text.strip():
        reader.fail(key, told(text), accepts)
    path = reader.document.path.parent / text
    if not os.path.isfile(path):
        there = os.listdir(path.parent) if os.path.isdir(path.parent) else []
        reader.fail(key, f"no such file ({path})", accepts, nearest(path.name, sorted(there)))
    return path
