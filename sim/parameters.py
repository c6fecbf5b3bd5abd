"""The one table of parameters: read, checked, drawn and handed to the rules.

A run's parameters are one record of floats with a field for every parameter, and one for every
coefficient that is solved from them (`sim.solved`). A half-life reaches the rules as the share kept
from one day to the next (`grievance_halflife` as `grievance_keep`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import yaml

from sim import draw
from sim.draw import PLAN, SET, Planned
from sim.prior import Prior
from sim.solved import SOLVED, kept_a_day, solve

TABLE: Final = Path(__file__).with_name("parameters.yaml")
HALFLIFE: Final = "_halflife"
CITATION: Final = re.compile(r"[a-z][a-z0-9_]*:[1-9]\d*", re.ASCII)


@dataclass(frozen=True)
class Parameter:
    """One row of the table."""

    name: str
    meaning: str
    unit: str
    default: float
    low: float
    high: float
    prior: Prior
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    rules: tuple[str, ...]
    solves: str = ""
    """The coefficient that rules read instead of it, if it only serves to solve one."""

    @property
    def field(self) -> str:
        """Name under which rules read it."""
        return self.name.removesuffix(HALFLIFE) + "_keep" if self.is_halflife else self.name

    @property
    def is_halflife(self) -> bool:
        """Is it read as the share kept a day?"""
        return self.name.endswith(HALFLIFE)


@dataclass(frozen=True)
class Variant:
    """One variant of a hypothesis: what it states, and the coefficients it moves."""

    statement: str
    claims: tuple[str, ...]
    values: Mapping[str, float]
    priors: Mapping[str, Prior]


@dataclass(frozen=True)
class Hypothesis:
    """A question on which the articles disagree."""

    name: str
    question: str
    default: str
    variants: Mapping[str, Variant]


def _prior(raw: Any, low: float, high: float) -> Prior:
    if raw == "fixed":
        return Prior("fixed")
    ((kind, (a, b)),) = raw.items()
    cut = (low, high) if kind == "lognormal" else ()
    return Prior(kind, float(a), float(b), *cut)


def _citations(name: str, raw: list[str]) -> tuple[str, ...]:
    """Paragraphs as `key:paragraph`; who holds the sources knows which keys there are."""
    for citation in raw:
        if not CITATION.fullmatch(citation):
            raise ValueError(f"{name}: {citation!r} is no source and paragraph such as wsj:6")
    return tuple(raw)


def _parameter(name: str, row: Mapping[str, Any]) -> Parameter:
    low, high = map(float, row["range"])
    return Parameter(
        name,
        row["meaning"],
        row["unit"],
        float(row["default"]),
        low,
        high,
        _prior(row["prior"], low, high),
        _citations(name, row["sources"]),
        tuple(row["claims"]),
        tuple(row["rules"]),
        row.get("solves", ""),
    )


def _variant(row: Mapping[str, Any]) -> Variant:
    values = {k: float(v) for k, v in row.get("set", {}).items()}
    limits = {k: (PARAMETERS[k].low, PARAMETERS[k].high) for k in row.get("priors", {})}
    priors = {k: _prior(v, *limits[k]) for k, v in row.get("priors", {}).items()}
    return Variant(row["statement"], tuple(row["claims"]), values, priors)


@cache
def _table() -> Any:
    # The table is part of the program, not something users write, so the plain safe loader will do.
    return yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


LISTED_BY: Final = "`flashpoint params` lists them"
PARAMETERS: Final[dict[str, Parameter]] = {
    name: _parameter(name, row) for name, row in _table()["parameters"].items()
}
HYPOTHESES: Final[dict[str, Hypothesis]] = {
    name: Hypothesis(
        name, row["question"], row["default"], {k: _variant(v) for k, v in row["variants"].items()}
    )
    for name, row in _table()["hypotheses"].items()
}
LAYOUT: Final = np.dtype([(f, "f8") for f in (*(p.field for p in PARAMETERS.values()), *SOLVED)])


def moved_by(hypotheses: Mapping[str, str]) -> tuple[dict[str, float], dict[str, Prior]]:
    """Defaults and priors that the chosen variants put in place of the table's."""
    values: dict[str, float] = {}
    priors: dict[str, Prior] = {}
    for name, letter in hypotheses.items():
        variant = HYPOTHESES[name].variants[letter]
        values |= variant.values
        priors |= variant.priors
    return values, priors


def planned(
    names: Iterable[str], source: str, hypotheses: Mapping[str, str], values: Mapping[str, float]
) -> list[Planned]:
    """How each of `names` is drawn; `source` is `default` or `prior`, `values` win over both."""
    moved, priors = moved_by(hypotheses)
    fields, plan = LAYOUT.names or (), []
    for name in names:
        parameter = PARAMETERS[name]
        prior = priors.get(name, parameter.prior)
        if name in values:
            found = Planned(SET, float(values[name]))
        elif source == "prior" and prior.kind != "fixed":
            found = Planned(*prior.law, key=draw.key_of(name))
        else:
            found = Planned(SET, moved.get(name, parameter.default))
        place = fields.index(parameter.field)
        plan.append(found._replace(place=place, halves=int(parameter.is_halflife)))
    return plan


def sample_parameters(
    source: str,
    hypotheses: Mapping[str, str],
    values: Mapping[str, float],
    seed: int,
    runs: npt.NDArray[np.int64],
    names: Iterable[str] = PARAMETERS,
) -> dict[str, npt.NDArray[np.float64]]:
    """Parameters `names` of the given runs: name -> values, shape [runs].

    `source` is `default` or `prior`; `values` are set by hand and win over both. A run draws the
    same parameters whatever else runs or is drawn beside it.
    """
    chosen = list(names)
    plan = np.array(planned(chosen, source, hypotheses, values), PLAN)
    return dict(zip(chosen, draw.draw(plan, seed, runs), strict=True))


def as_records(table: Mapping[str, npt.NDArray[np.float64]]) -> npt.NDArray[Any]:
    """The records the rules read, shape [runs], from `sample_parameters`."""
    records = np.zeros(len(next(iter(table.values()))), LAYOUT)
    set_parameters(records, {name: table[name] for name in PARAMETERS})
    return records


def set_parameters(
    records: npt.NDArray[Any], values: Mapping[str, npt.NDArray[np.float64]]
) -> None:
    """Put values of some parameters, shape [runs], into records; solve what follows from them."""
    for name, found in values.items():
        parameter = PARAMETERS[name]
        records[parameter.field] = kept_a_day(found) if parameter.is_halflife else found
    solve(records)
