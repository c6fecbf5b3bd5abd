"""The sanity table: what an expert would not believe of a run, row by row, from `sanity.yaml`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from calibration.evidence.sources import read_sources, unresolved
from sim.inputs.checked_mapping import CITATION, Reader
from sim.inputs.strict_yaml import read_yaml

TABLE: Final = Path(__file__).parents[1] / "sanity.yaml"
SCOPES: Final = ("run", "all", "pair")
NEEDED: Final = ("statement", "measured", "unit", "scenario", "scope", "range")
KEYS: Final = (*NEEDED, "against", "never", "paragraphs", "reason")


class Setting(NamedTuple):
    """A scenario that rows ask about."""

    name: str
    path: Path
    changes: tuple[str, ...]
    """`key=value`, on top of the file."""
    words: str


class Row(NamedTuple):
    """One thing that an expert would not believe."""

    id: str
    statement: str
    measured: str
    unit: str
    scenario: str
    against: str
    """Scenario that pairs are set against; empty for other scopes."""
    scope: str
    low: float
    high: float
    never: bool
    """May not one run lie outside?"""
    paragraphs: tuple[str, ...]
    reason: str

    @property
    def range_text(self) -> str:
        """The range in words."""
        if math.isinf(self.high):
            return f"at least {self.low:g}"
        if self.low == self.high:
            return f"{self.low:g}"
        return f"{self.low:g} to {self.high:g}"


class SanityTable(NamedTuple):
    """All rows and the scenarios they ask about."""

    scenarios: Mapping[str, Setting]
    rows: tuple[Row, ...]


def read_sanity_table(path: Path = TABLE) -> SanityTable:
    """Read the table. Raises InputError with file, line and field."""
    whole = Reader(read_yaml(path))
    whole.only(("scenarios", "rows"), ("scenarios", "rows"))
    scenarios = whole.sub("scenarios")
    found = {name: _setting(path, name, scenarios.sub(name)) for name in scenarios.data}
    rows = whole.sub("rows")
    return SanityTable(found, tuple(_row(name, rows.sub(name), found) for name in rows.data))


def _setting(path: Path, name: str, reader: Reader) -> Setting:
    reader.only(("file", "set", "words"), ("file", "words"))
    changes = reader.data.get("set", [])
    if not isinstance(changes, list) or not all(isinstance(text, str) for text in changes):
        reader.fail("set", changes, "a list of key=value")
    return Setting(name, path.parent / reader.text("file"), tuple(changes), reader.text("words"))


def _row(name: str, reader: Reader, scenarios: Mapping[str, Setting]) -> Row:
    reader.only(KEYS, NEEDED)
    scope = reader.one_of("scope", SCOPES)
    if reader.has("against") != (scope == "pair"):
        reader.fail((), f"scope {scope}", "'against' in rows of scope pair, and in no others")
    low, high = _range(reader)
    return Row(
        name,
        reader.text("statement"),
        reader.text("measured"),
        reader.text("unit"),
        reader.one_of("scenario", scenarios),
        reader.one_of("against", scenarios) if scope == "pair" else "",
        scope,
        low,
        high,
        reader.flag("never"),
        _paragraphs(reader),
        reader.text("reason") if reader.has("reason") else "",
    )


def _range(reader: Reader) -> tuple[float, float]:
    sides = reader.data["range"]
    if not isinstance(sides, list) or len(sides) != 2:
        reader.fail("range", sides, "[lowest, highest]")
    plain = [isinstance(side, int | float | None) for side in sides]
    if not all(plain) or sides == [None, None]:
        reader.fail("range", sides, "two numbers, or one and ~")
    low = -math.inf if sides[0] is None else float(sides[0])
    high = math.inf if sides[1] is None else float(sides[1])
    if low > high:
        reader.fail("range", sides, "the lower number first")
    return low, high


def _paragraphs(reader: Reader) -> tuple[str, ...]:
    """Citations that resolve; a row without any needs a reason."""
    cited = reader.data.get("paragraphs", [])
    if not isinstance(cited, list) or not (cited or reader.has("reason")):
        reader.fail((), "neither paragraphs nor a reason", "citations like wsj:6, or a reason")
    well = all(isinstance(text, str) and CITATION.fullmatch(text) for text in cited)
    if not well or unresolved(cited, read_sources()):
        reader.fail("paragraphs", cited, "paragraphs of our sources, such as wsj:6")
    return tuple(cited)
