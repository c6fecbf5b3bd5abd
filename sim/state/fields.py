"""What a record is made of: annotated fields, each one 64-bit word with meaning, unit and range.

Every field is one word, so that a whole world is one flat buffer.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final, NamedTuple, get_args, get_type_hints

import numpy as np

NONE: Final = -1.0


class Field(NamedTuple):
    """What a field means, its unit, the range that a run keeps it in, and where it starts."""

    meaning: str
    unit: str
    low: float
    high: float
    start: float | None = 0.0
    """Value on the first morning; None when the world file must give it."""
    given: str = ""
    """Key under which a world file gives the start, in the actor's section; empty for none."""


def says(
    meaning: str,
    unit: str = "",
    low: float = 0.0,
    high: float = 1.0,
    start: float | None = 0.0,
    given: str = "",
) -> Field:
    return Field(meaning, unit, low, high, start, given)


_KEY = Field("address of the actor's luck", "64-bit word", 0, 2.0**63)
_EVENT = Field("event number in the log, -1 for none", "event", -1, 50, NONE)
_DAY = Field("day of the run, -1 for never", "day", -1, 400, NONE)

Key = Annotated[int, _KEY]
Event = Annotated[int, _EVENT]
Day = Annotated[int, _DAY]
Flag = Annotated[int, Field("yes or no", "0/1", 0, 1)]


@cache
def fields_of(record: type) -> dict[str, tuple[type, Field]]:
    """Name -> (int or float, Field) for every field of a record class, in order."""
    hints = get_type_hints(record, include_extras=True)
    return {name: (get_args(hint)[0], get_args(hint)[1]) for name, hint in hints.items()}


@cache
def layout_of(record: type) -> np.dtype[Any]:
    """numpy layout of a record: one 64-bit word a field (u8 for keys, i8 for counts, f8 else)."""
    columns = []
    for name, (kind, field) in fields_of(record).items():
        code = "u8" if field is _KEY else "i8" if kind is int else "f8"
        columns.append((name, code))
    return np.dtype(columns)


def width(record: type) -> int:
    """Fields, that is 64-bit words, of one record."""
    return len(layout_of(record).names or ())


@cache
def start_values(record: type) -> dict[str, float]:
    """Name -> value on the first morning, for fields that no world file must give."""
    return {name: f.start for name, (_, f) in fields_of(record).items() if f.start is not None}


def given_fields(record: type) -> dict[str, Field]:
    """Key in a world file -> the field that it gives."""
    return {field.given: field for _, field in fields_of(record).values() if field.given}
