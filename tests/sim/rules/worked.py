"""Worked examples of rules: records as small as can be, and the answer worked out by hand.

A record holds the fields that its example names and no others, so a rule that reads anything else,
another parameter or another actor's field, fails on the spot.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest


class Example(NamedTuple):
    """What a rule answers on some records."""

    rule: Callable[..., Any]
    answer: float
    arguments: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of the rule in the index."""
        return f"{self.rule.__module__.rpartition('.')[2]}.{self.rule.__name__}"

    def check(self) -> None:
        """Does the rule answer so?"""
        found = self.rule(**self.arguments)
        assert found == pytest.approx(self.answer, rel=1e-12, abs=1e-12), self.name


def of(**fields: float) -> SimpleNamespace:
    """A record with these fields alone."""
    return SimpleNamespace(**fields)


NOTHING = of()
"""A record of which the rule may not read a field."""


def example(rule: Callable[..., Any], answer: float, **arguments: Any) -> Example:
    """One line of a table of examples."""
    return Example(rule, answer, arguments)


def chance(hazard: float) -> float:
    """Chance that something comes today which comes at `hazard` a day."""
    return 1.0 - math.exp(-hazard)


def drawn(times: float) -> float:
    """The uniform draw at which an exponential number is so many times its mean."""
    return chance(times)
