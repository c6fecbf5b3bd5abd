"""Designs: the points of a study. Samples come from scipy's quasi-Monte-Carlo and from SALib."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.study.factors import Value
from experiments.study.points import partner_of, point_id
from experiments.study.study import Study
from experiments.text.optional_imports import need

Shares = npt.NDArray[np.float64]
"""Shape [rows, factors]."""


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
    unit: Shares
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


def _rows(study: Study, unit: Shares) -> Iterator[dict[str, Value]]:
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


def _sample(study: Study) -> tuple[Shares, dict[str, Any] | None]:
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
