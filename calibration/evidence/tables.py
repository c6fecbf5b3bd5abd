"""The evidence tables as records: events, aggregates, claims and the sources they cite.

Every reader takes the table whole or refuses it with one InputError that names line and column.
Columns and codes are those of `calibration/CODEBOOK.md`; another analyst's tables in the same form
read the same way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from calibration.evidence.codebook import codes
from calibration.evidence.events import (
    EVENT_COLUMNS,
    EVENTS,
    Count,
    Event,
    read_events,
    write_events,
)
from calibration.evidence.sources import (
    SOURCES,
    Source,
    Sources,
    cited,
    keys_of,
    read_sources,
    sources_for,
)
from calibration.evidence.strict_csv import CsvRow, read_table
from sim.inputs.checked_mapping import ID

__all__ = [
    "AGGREGATES",
    "AGGREGATE_COLUMNS",
    "CLAIMS",
    "CLAIM_COLUMNS",
    "EVENTS",
    "EVENT_COLUMNS",
    "SOURCES",
    "Aggregate",
    "Claim",
    "Count",
    "Event",
    "Source",
    "read_aggregates",
    "read_claims",
    "read_events",
    "read_sources",
    "write_events",
]

AGGREGATES: Final = Path(__file__).parents[1] / "aggregates.csv"
CLAIMS: Final = Path(__file__).parents[1] / "claims.csv"
AGGREGATE_COLUMNS: Final = (
    "id",
    "quantity",
    "value",
    "low",
    "high",
    "unit",
    "window_start",
    "window_end",
    "actor",
    "source",
    "paragraph",
    "also_in",
    "kind",
    "confidence",
    "note",
)
CLAIM_COLUMNS: Final = (
    "id",
    "claim",
    "expected_pattern",
    "sign",
    "source",
    "paragraph",
    "also_in",
    "hypothesis",
    "evidence_kind",
    "confidence",
)
SIGNED: Final = ("size",)
"""Kinds of figure that may be negative; counts, levels, delays and shares may not."""
CLAIM_ID: Final = re.compile(r"M\d{3}", re.ASCII)


@dataclass(frozen=True)
class Aggregate:
    """One figure. `value`, `low` and `high` are None where no article gives them."""

    id: str
    quantity: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    window_start: dt.date
    window_end: dt.date
    actor: str
    source: str
    paragraph: int | None
    also_in: tuple[str, ...]
    kind: str
    confidence: str
    note: str
    line: int = field(default=0, compare=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources it rests on, the main one first."""
        return keys_of(self.source, self.also_in)


@dataclass(frozen=True)
class Claim:
    """One causal claim and the pattern that a simulation shows if it holds."""

    id: str
    claim: str
    expected_pattern: str
    sign: str
    source: str
    paragraph: int | None
    also_in: tuple[str, ...]
    hypothesis: str
    evidence_kind: str
    confidence: str
    line: int = field(default=0, compare=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources it rests on, the main one first."""
        return keys_of(self.source, self.also_in)


def read_aggregates(path: Path = AGGREGATES, sources: Sources = None) -> tuple[Aggregate, ...]:
    """Figures in the order of the table; `sources` as in `read_events`. Raises InputError."""
    known = sources_for(path, sources)
    return tuple(_aggregate(row, known) for row in read_table(path, AGGREGATE_COLUMNS))


def read_claims(path: Path = CLAIMS, sources: Sources = None) -> tuple[Claim, ...]:
    """Claims in the order of the table; `sources` as in `read_events`. Raises InputError."""
    known = sources_for(path, sources)
    return tuple(_claim(row, known) for row in read_table(path, CLAIM_COLUMNS))


def _aggregate(row: CsvRow, known: Mapping[str, Source]) -> Aggregate:
    first, last = row.date("window_start"), row.date("window_end")
    if first > last:
        row.fail("window_start", f"a day not after window_end ({last})")
    kind = row.code("kind", codes("kind"))
    value, low, high = _figures(row, kind)
    source, paragraph, also_in = cited(row, known)
    return Aggregate(
        id=row.match("id", ID, "a name of lower-case letters, digits and _"),
        quantity=row.filled("quantity"),
        value=value,
        low=low,
        high=high,
        unit=row.filled("unit"),
        window_start=first,
        window_end=last,
        actor=row.code("actor", codes("actor")),
        source=source,
        paragraph=paragraph,
        also_in=also_in,
        kind=kind,
        confidence=row.code("confidence", codes("confidence")),
        note=row.text("note"),
        line=row.line,
    )


def _figures(row: CsvRow, kind: str) -> tuple[float | None, float | None, float | None]:
    """Value and bounds, in order, at least one of them, and in the range of their kind."""
    given = {c: x for c in ("low", "value", "high") if (x := row.number(c)) is not None}
    if not given:
        row.fail("value", "a value or a bound", "neither value nor low nor high")
    for column, x in given.items():
        if x < 0 and kind not in SIGNED:
            row.fail(column, f"a {kind} from 0")
        if x > 1 and kind == "share":
            row.fail(column, "a share from 0 to 1")
    for before, after in pairwise(given):
        if given[before] > given[after]:
            row.fail(before, f"a number up to {after} ({given[after]:g})")
    return given.get("value"), given.get("low"), given.get("high")


def _claim(row: CsvRow, known: Mapping[str, Source]) -> Claim:
    source, paragraph, also_in = cited(row, known)
    return Claim(
        id=row.match("id", CLAIM_ID, "M and three digits, such as M027"),
        claim=row.filled("claim"),
        expected_pattern=row.filled("expected_pattern"),
        sign=row.code("sign", codes("sign")),
        source=source,
        paragraph=paragraph,
        also_in=also_in,
        hypothesis=row.code("hypothesis", codes("hypothesis"), empty=True),
        evidence_kind=row.code("evidence_kind", codes("evidence_kind")),
        confidence=row.code("confidence", codes("confidence")),
        line=row.line,
    )
