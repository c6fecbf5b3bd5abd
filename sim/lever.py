"""What a lever is: a choice, a number, or an overlay on a drawn quantity."""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

Table = Literal["world", "militia", "site"]
AUTO: Final = -9.0
NO_CAP: Final = 1e9


class Lever(NamedTuple):
    """One lever. `low`, `high` bound numbers; `choices` maps words to stored codes."""

    name: str
    meaning: str
    unit: str
    table: Table
    kind: Literal["choice", "number", "overlay"]
    neutral: float
    low: float = 0.0
    high: float = 1.0
    choices: tuple[tuple[str, float], ...] = ()
    whole: bool = False
    sources: tuple[str, ...] = ()
    momentary: bool = False
    """True when the lever acts on the day it is given and needs no end."""

    @property
    def field(self) -> str:
        """Name of the (first) field of the lever record that holds it."""
        return self.name.replace(".", "_")

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of the lever record: one, or factor and shift for an overlay."""
        return (f"{self.field}_x", f"{self.field}_add") if self.kind == "overlay" else (self.field,)

    @property
    def neutral_values(self) -> tuple[float, ...]:
        """Values of `fields` at which the lever changes nothing."""
        return (1.0, 0.0) if self.kind == "overlay" else (self.neutral,)


def a_choice(
    name: str,
    meaning: str,
    words: dict[str, float],
    neutral: str,
    *sources: str,
    table: Table = "world",
) -> Lever:
    """A lever with a few words."""
    return Lever(
        name,
        meaning,
        "choice",
        table,
        "choice",
        words[neutral],
        choices=tuple(words.items()),
        sources=sources,
    )


def an_overlay(
    name: str,
    meaning: str,
    unit: str,
    low: float,
    high: float,
    *sources: str,
    table: Table = "world",
) -> Lever:
    """A lever on a quantity that each run draws or computes."""
    return Lever(name, meaning, unit, table, "overlay", math.nan, low, high, sources=sources)


def a_number(
    name: str,
    meaning: str,
    unit: str,
    neutral: float,
    low: float,
    high: float,
    *sources: str,
    whole: bool = False,
    momentary: bool = False,
) -> Lever:
    """A lever that replaces a fixed setting."""
    return Lever(
        name,
        meaning,
        unit,
        "world",
        "number",
        neutral,
        low,
        high,
        sources=sources,
        whole=whole,
        momentary=momentary,
    )
