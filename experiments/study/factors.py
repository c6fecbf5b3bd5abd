"""Factors of a study: what it varies, over which values, and how a share becomes a value.

A factor moves one thing: a parameter, a hypothesis, a variable of the scenarios, a lever, a whole
policy (a list of interventions with a name), or a sample of all parameters that no other
factor sets. Its values are listed, or come from a range, from the parameter's prior, or from the
posterior samples of the scenario.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from calibration.evidence.library import SHIPPED
from sim.errors import plain_number, some_of
from sim.inputs.posterior import read_posterior
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.prior import Prior

Value = float | int | str | dt.date | None
"""None: leave the thing as the scenario has it."""

KINDS: Final = ("parameter", "hypothesis", "variable", "lever", "policies", "samples")
WHOLE: Final = 1e15
"""Numbers below this are exact to the unit."""
TAILS: Final = (0.05, 0.95)
"""Where one-at-a-time looks when a factor has a distribution and no ends."""


@dataclass(frozen=True)
class FactorSpread:
    """A continuous factor: a share `u` in [0, 1] of its range or distribution becomes a value."""

    kind: str
    """`range`, `prior` or `posterior`."""
    low: float
    high: float
    log: bool = False
    steps: int = 0
    """Levels in a grid; 0 when not said."""
    prior: Prior = Prior("fixed")  # noqa: RUF009  a Prior is frozen
    posterior: Path | None = None
    name: str = ""

    def value(self, u: float) -> float:
        """The value at share `u`, to nine digits, so that tables and hashes stay readable."""
        if self.kind == "range":
            if u in (0.0, 1.0):
                return self.high if u else self.low  # as the file has it
            if self.log:
                found = self.low * (self.high / self.low) ** u
            else:
                found = self.low + u * (self.high - self.low)
        elif self.kind == "prior":
            found = float(self.prior.quantile(np.array([u]))[0])
        else:
            found = self._posterior_quantile(u)
        return min(max(float(f"{found:.9g}"), self.low), self.high)

    def _posterior_quantile(self, u: float) -> float:
        """Weighted quantile of the posterior samples; correlations between parameters are lost."""
        posterior = read_posterior(self.posterior or SHIPPED)
        values = posterior.values[self.name]
        order = np.argsort(values, kind="stable")
        edges = np.cumsum(posterior.weight[order])
        place = np.searchsorted(edges, u * edges[-1], side="left")
        return float(values[order[min(int(place), len(order) - 1)]])

    def levels(self) -> tuple[float, ...]:
        """`steps` values: both ends of a range, middles of equal shares of a distribution."""
        if self.kind == "range":
            shares = np.linspace(0.0, 1.0, self.steps)
        else:
            shares = (np.arange(self.steps) + 0.5) / self.steps
        return tuple(dict.fromkeys(self.value(float(u)) for u in shares))

    def ends(self) -> tuple[float, ...]:
        """A low and a high value: the ends of a range, 5 % and 95 % of a distribution."""
        low, high = (0.0, 1.0) if self.kind == "range" else TAILS
        return self.value(low), self.value(high)


@dataclass(frozen=True)
class Factor:
    """One thing that a study varies."""

    name: str
    kind: str
    """One of KINDS."""
    target: str
    """The parameter, hypothesis, variable or lever; empty for policies."""
    label: str
    """What figures call it."""
    values: tuple[Value, ...] = ()
    """Listed values; empty when the factor has a spread, or its values are in a file of points."""
    spread: FactorSpread | None = None
    dose: str = "set"
    timing: Mapping[str, Any] = field(default_factory=dict)
    """Keys of the added intervention beside lever and dose."""
    policies: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    @property
    def is_choice(self) -> bool:
        """Is it something that people choose, rather than a state of the world?"""
        return self.kind in ("variable", "lever", "policies")

    def at(self, u: float) -> Value:
        """The value at share `u` in [0, 1]; listed values get equal shares."""
        if self.spread:
            found: Value = tidy(self.spread.value(u))
            return found
        # A level of Morris such as 2/3 must not fall below the edge between two values by rounding.
        return self.values[min(int(u * len(self.values) + 1e-9), len(self.values) - 1)]

    def levels(self) -> tuple[Value, ...]:
        """The values of a grid."""
        return tuple(tidy(v) for v in self.spread.levels()) if self.spread else self.values

    def ends(self) -> tuple[Value, ...]:
        """The values that one-at-a-time visits: all that are listed, or two ends, or the steps."""
        if not self.spread:
            return self.values
        return tuple(
            tidy(v) for v in (self.spread.levels() if self.spread.steps else self.spread.ends())
        )

    def limits(self) -> tuple[Value, ...]:
        """Values that must be legal for all others to be: the listed ones, or both limits."""
        return (tidy(self.spread.low), tidy(self.spread.high)) if self.spread else self.values

    def refusal(self, value: Value) -> str | None:
        """What the factor accepts, if it does not accept `value`; else None."""
        if value is None:
            return None
        if self.spread:
            inside = is_number(value) and self.spread.low <= float(value) <= self.spread.high  # type: ignore[arg-type]
            low, high = plain_number(self.spread.low), plain_number(self.spread.high)
            return None if inside else f"a number from {low} to {high}"
        if self.values:
            known = any(same(value, v) for v in self.values)
            return None if known else some_of(map(str, self.values), value)
        return _open_refusal(self, value)

    def interventions(self, value: Value) -> tuple[Mapping[str, Any], ...]:
        """The interventions that put `value` in force."""
        if self.kind == "policies":
            return self.policies[str(value)]
        return ({"lever": self.target, self.dose: value, **self.timing},)


def same(a: Value, b: Value) -> bool:
    """Are they one value? The text '1' and the number 1 are not."""
    return a == b and is_number(a) == is_number(b)


def is_number(value: object) -> bool:
    """A finite number, and neither true nor false?"""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def tidy(value: Any) -> Any:
    """Numbers without a fraction as whole numbers, so that 1 and 1.0 are one value.

    Not huge ones, whose digits would be noise: an error should say 1e+99.
    """
    whole = isinstance(value, float) and value.is_integer() and abs(value) < WHOLE
    return int(value) if whole else value


def _open_refusal(factor: Factor, value: Value) -> str | None:
    """As `refusal`, for a factor whose values come from a file of points."""
    if factor.kind == "parameter":
        low, high = PARAMETERS[factor.target].low, PARAMETERS[factor.target].high
        inside = is_number(value) and low <= float(value) <= high  # type: ignore[arg-type]
        return None if inside else f"a number from {plain_number(low)} to {plain_number(high)}"
    if factor.kind == "hypothesis":
        known = HYPOTHESES[factor.target].variants
        return None if isinstance(value, str) and value in known else some_of(known, value)
    return None  # what a lever or variable takes is for the interventions to say
