"""Designs: how a study file writes one, which factors it can use, and the points that it makes.

Samples come from scipy's quasi-Monte-Carlo and from SALib.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.study.consistency_checks import listed_points
from experiments.study.factors import Factor, Value, tidy
from experiments.study.points import partner_of, point_id
from experiments.study.study import Design, Study
from experiments.text.optional_imports import need
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.named_files import CSV, named_file
from sim.inputs.scenario import Scenario

UnitSample = npt.NDArray[np.float64]
"""Shape [rows, factors]."""
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
        path = named_file(part, "path", part.data["path"], "a file of points (CSV)", CSV)
        return Design(kind, listed=listed_points(path, factors, bases, MAX_POINTS), line=line)
    if kind == "one_at_a_time":
        base = values_of(part, "base", factors) if part.has("base") else {}
        return Design(kind, base={f.name: base.get(f.name) for f in factors}, line=line)
    if kind == "grid":
        return _grid(reader, factors, len(bases), line)
    return _read_sample(part, kind, len(factors), len(bases), line)


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


def _read_sample(part: Reader, kind: str, factors: int, scenarios: int, line: int) -> Design:
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
            part.fail(name, shown(raw), accepts)
        found[name] = value
    return found


@dataclass(frozen=True)
class StudyPoints:
    """The points of a study, each once, in an order that adding values or samples keeps."""

    names: tuple[str, ...]
    """Columns: `scenario` where there are several, then the factors."""
    table: list[dict[str, Value]]
    """Points of the design, then baselines that the design itself lacks. None: as the scenario."""
    ids: tuple[str, ...]
    """Name of every point."""
    partners: tuple[str | None, ...]
    """Name of the point that each is paired with (a baseline's is itself); None without one."""
    rows: tuple[int, ...]
    """Row of the design -> point: two rows of a sample may fall on one point. Scenario after
    scenario, the rows of `unit` for each."""
    unit: UnitSample
    """Shares in [0, 1] that a sampled design drew, shape [rows, factors]; else [0, factors]."""
    problem: dict[str, Any] | None
    """What SALib needs to analyse the design in shares of each factor; None for other designs."""


def points_of(study: Study) -> StudyPoints:
    """All points of a study.

    Raises InputError when the design needs SALib and it is not installed.
    """
    unit, problem = _sample(study)
    names = [f.name for f in study.factors]
    found: dict[str, dict[str, Value]] = {}
    partners: dict[str, dict[str, Value]] = {}
    rows: list[int] = []
    numbers: dict[str, int] = {}
    for values in _rows(study, unit):
        point = values if _scenario_column(study) else _without(values)
        name = point_id(study, point)
        rows.append(numbers.setdefault(name, len(numbers)))
        found.setdefault(name, point)
    for name, point in found.items():
        partner = partner_of(study, point)
        if partner is not None:
            partners[name] = partner
    pairs = {name: point_id(study, partner) for name, partner in partners.items()}
    for name, partner in partners.items():
        found.setdefault(pairs[name], partner)
    own = {name: name for name in pairs.values()}
    columns = (*(("scenario",) if _scenario_column(study) else ()), *names)
    table = [{c: point.get(c) for c in columns} for point in found.values()]
    paired = tuple((pairs | own).get(name) for name in found)
    return StudyPoints(columns, table, tuple(found), paired, tuple(rows), unit, problem)


def _scenario_column(study: Study) -> bool:
    return len(study.bases) > 1


def _without(point: Mapping[str, Value]) -> dict[str, Value]:
    return {k: v for k, v in point.items() if k != "scenario"}


def _rows(study: Study, unit: UnitSample) -> Iterator[dict[str, Value]]:
    """Every row of the design as a point, scenario after scenario."""
    design, factors = study.design, study.factors
    for path in study.scenarios:
        start: dict[str, Value] = {"scenario": path.name}
        if design.kind == "grid":
            for values in product(*(f.levels() for f in factors)):
                yield start | dict(zip((f.name for f in factors), values, strict=True))
        elif design.kind == "one_at_a_time":
            base = start | dict(design.base or {})
            yield base
            for factor in factors:
                yield from (base | {factor.name: value} for value in factor.ends())
        elif design.kind != "file":
            for shares in unit:
                yield start | {f.name: f.at(float(u)) for f, u in zip(factors, shares, strict=True)}
    if design.kind == "file":
        only: dict[str, Value] = {"scenario": study.scenarios[0].name}
        yield from (only | dict(point) for point in design.listed)


def _sample(study: Study) -> tuple[UnitSample, dict[str, Any] | None]:
    """Shares of a sampled design, shape [rows, factors], and SALib's problem."""
    design, factors = study.design, len(study.factors)
    if design.kind == "latin_hypercube":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(factors, rng=study.seed).random(design.size)), None
    if design.kind not in ("sobol", "morris"):
        return np.zeros((0, factors)), None
    salib = need(f"SALib.sample.{design.kind}", "SALib", "analysis")
    problem: dict[str, Any] = {
        "num_vars": factors,
        "names": [f.name for f in study.factors],
        "bounds": [[0.0, 1.0]] * factors,
    }
    # SALib writes notes of its own into the problem it is given. A generator and not a number:
    # scipy reads a seed in two ways.
    luck = np.random.default_rng(study.seed)
    if design.kind == "sobol":
        pairs = design.second_order
        drawn = salib.sample(dict(problem), design.size, calc_second_order=pairs, seed=luck)
    else:
        drawn = salib.sample(dict(problem), design.size, num_levels=design.levels, seed=luck)
    return np.asarray(drawn, np.float64), problem
