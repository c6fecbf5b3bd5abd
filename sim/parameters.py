"""The one table of parameters: read, checked, drawn and handed to the rules.

A run's parameters are one record of floats with a field for every parameter. A half-life reaches
the rules as the share kept from one day to the next (`grievance_halflife` as `grievance_keep`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import yaml

from sim.luck import GOLDEN, MASK, MIX_1, MIX_2, UNIT, key_of, mix

TABLE: Final = Path(__file__).with_name("parameters.yaml")
HALFLIFE: Final = "_halflife"
CITATION: Final = re.compile(r"[a-z][a-z0-9_]*:[1-9]\d*", re.ASCII)


@dataclass(frozen=True)
class Prior:
    """What the evidence leaves open: `uniform`, `loguniform`, `beta` or `fixed`."""

    kind: str
    a: float = 0.0
    b: float = 0.0

    def quantile(self, u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Values at the probabilities `u`, same shape. `fixed` has none."""
        if self.kind == "uniform":
            return self.a + u * (self.b - self.a)
        if self.kind == "loguniform":
            return self.a * (self.b / self.a) ** u
        from scipy.special import betaincinv

        values: npt.NDArray[np.float64] = betaincinv(self.a, self.b, u)
        return values

    def probability(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Prior probability of a value at most this, same shape: the inverse of `quantile`."""
        if self.kind == "uniform":
            found = (values - self.a) / (self.b - self.a)
        elif self.kind == "loguniform":
            found = np.log(values / self.a) / np.log(self.b / self.a)
        else:
            from scipy.special import betainc

            found = betainc(self.a, self.b, values)
        return np.clip(found, 0.0, 1.0)

    def __str__(self) -> str:
        return self.kind if self.kind == "fixed" else f"{self.kind}({self.a:g}, {self.b:g})"


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
    status: str

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


def _prior(raw: Any) -> Prior:
    if raw == "fixed":
        return Prior("fixed")
    ((kind, (a, b)),) = raw.items()
    return Prior(kind, float(a), float(b))


def _citations(name: str, raw: list[str]) -> tuple[str, ...]:
    """Paragraphs as `key:paragraph`; who holds the sources knows which keys there are."""
    for citation in raw:
        if not CITATION.fullmatch(citation):
            raise ValueError(f"{name}: {citation!r} is no source and paragraph such as wsj:6")
    return tuple(raw)


def _parameter(name: str, row: Mapping[str, Any]) -> Parameter:
    low, high = row["range"]
    return Parameter(
        name,
        row["meaning"],
        row["unit"],
        float(row["default"]),
        float(low),
        float(high),
        _prior(row["prior"]),
        _citations(name, row["sources"]),
        tuple(row["claims"]),
        tuple(row["rules"]),
        row["status"],
    )


def _variant(row: Mapping[str, Any]) -> Variant:
    values = {k: float(v) for k, v in row.get("set", {}).items()}
    priors = {k: _prior(v) for k, v in row.get("priors", {}).items()}
    return Variant(row["statement"], tuple(row["claims"]), values, priors)


@cache
def _table() -> Any:
    # The table is part of the program, not something users write, so the plain safe loader will do.
    return yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


PARAMETERS: Final[dict[str, Parameter]] = {
    name: _parameter(name, row) for name, row in _table()["parameters"].items()
}
HYPOTHESES: Final[dict[str, Hypothesis]] = {
    name: Hypothesis(
        name, row["question"], row["default"], {k: _variant(v) for k, v in row["variants"].items()}
    )
    for name, row in _table()["hypotheses"].items()
}
LAYOUT: Final = np.dtype([(p.field, "f8") for p in PARAMETERS.values()])


def moved_by(hypotheses: Mapping[str, str]) -> tuple[dict[str, float], dict[str, Prior]]:
    """Defaults and priors that the chosen variants put in place of the table's."""
    values: dict[str, float] = {}
    priors: dict[str, Prior] = {}
    for name, letter in hypotheses.items():
        variant = HYPOTHESES[name].variants[letter]
        values |= variant.values
        priors |= variant.priors
    return values, priors


def prior_luck(seed: int, name: str, runs: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Uniform draws for one parameter in the given runs, keyed by its name. Shape [runs]."""
    keys = runs.astype(np.uint64) * np.uint64(GOLDEN)
    with np.errstate(over="ignore"):
        z = keys + np.uint64(mix((mix(seed) + key_of(f"prior:{name}")) & MASK))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(MIX_1)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(MIX_2)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * UNIT


def sample_parameters(
    source: str,
    hypotheses: Mapping[str, str],
    values: Mapping[str, float],
    seed: int,
    runs: npt.NDArray[np.int64],
) -> dict[str, npt.NDArray[np.float64]]:
    """Parameters of the given runs: name -> values, shape [runs].

    `source` is `default` or `prior`; `values` are set by hand and win over both. A run draws the
    same parameters whatever else runs beside it.
    """
    moved, priors = moved_by(hypotheses)
    table: dict[str, npt.NDArray[np.float64]] = {}
    for name, parameter in PARAMETERS.items():
        prior = priors.get(name, parameter.prior)
        if name in values:
            table[name] = np.full(len(runs), float(values[name]))
        elif source == "prior" and prior.kind != "fixed":
            table[name] = prior.quantile(prior_luck(seed, name, runs))
        else:
            table[name] = np.full(len(runs), moved.get(name, parameter.default))
    return table


def as_records(table: Mapping[str, npt.NDArray[np.float64]]) -> npt.NDArray[Any]:
    """The records the rules read, shape [runs], from `sample_parameters`."""
    n = len(next(iter(table.values())))
    records = np.zeros(n, LAYOUT)
    for name, parameter in PARAMETERS.items():
        records[parameter.field] = as_field(parameter, table[name])
    return records


def as_field(parameter: Parameter, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Values of a parameter as the rules read them, same shape."""
    return 0.5 ** (1.0 / values) if parameter.is_halflife else values
