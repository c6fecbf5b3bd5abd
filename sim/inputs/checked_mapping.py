"""A view on one mapping of a file that hands out checked values, or says what is wrong."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, NoReturn

from sim.errors import InputError, nearest, plain_number, some_of
from sim.inputs.clean_text import LONGEST
from sim.inputs.strict_yaml import Document, Place, dotted

ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
CITATION: Final = re.compile(r"([a-z][a-z0-9_]{0,59}):\d+")
"""A source and a paragraph; a reader of a table checks the key against the sources it knows."""


def shown(value: object) -> str:
    """A value as an error tells it: text in quotes, dates and numbers as people write them."""
    if value is None:
        return "nothing"
    return repr(value) if isinstance(value, str) else str(value)


def _kind(value: object) -> str:
    """What a value is, without saying any of it: the file may not have been meant to be read."""
    kinds = {list: "a list", str: "text", type(None): "nothing"}
    return kinds.get(type(value), "a single value")


class Reader:
    """One mapping inside a document. Every method raises InputError with file, line and field."""

    def __init__(self, document: Document, place: Place = (), value: Any = None) -> None:
        self.document, self.place = document, place
        self.data: dict[str, Any] = document.data if value is None else value
        if not isinstance(self.data, dict):
            self.fail((), _kind(self.data), "a mapping of keys to values")

    def fail(
        self, key: str | Place, got: object, accepts: str, near: str | None = None
    ) -> NoReturn:
        """Refuse the value at `key`."""
        place = (*self.place, *((key,) if isinstance(key, str) else key))
        raise InputError(
            self.document.path, self.document.line(place), dotted(place), got, accepts, near
        )

    def line(self, key: str) -> int:
        """Line of a key."""
        return self.document.line((*self.place, key))

    def only(self, keys: Iterable[str], needed: Iterable[str] = ()) -> None:
        """Refuse keys that are not in `keys`, and the lack of those in `needed`."""
        known = list(keys)
        for key in self.data:
            if key not in known:
                self.fail(
                    key, f"unknown key '{key}'", some_of(known, key, most=20), nearest(key, known)
                )
        for key in needed:
            if key not in self.data:
                self.fail((), f"no '{key}'", f"a mapping with '{key}'")

    def has(self, key: str) -> bool:
        """Is the key there?"""
        return key in self.data

    def text(self, key: str, most: int = LONGEST) -> str:
        """A line of text of at most so many letters."""
        value = self.data[key]
        if not isinstance(value, str) or not value.strip():
            self.fail(key, shown(value), "text")
        line = " ".join(value.split())
        if len(line) > most:
            self.fail(key, f"{len(line):,} letters", f"a line of text, at most {most:,} letters")
        return line

    def number(
        self, key: str, low: float = -math.inf, high: float = math.inf, whole: bool = False
    ) -> float:
        """A finite number within [low, high]."""
        value = self.data[key]
        wanted = (
            "a whole number" if whole else "a number"
        ) + f" from {plain_number(low)} to {plain_number(high)}"
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(key, shown(value), wanted)
        if not math.isfinite(value) or not low <= value <= high:
            self.fail(key, value, wanted)
        if whole and value != int(value):
            self.fail(key, value, wanted)
        return float(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fail(key, shown(value), "true or false")
        return value

    def date(self, key: str) -> dt.date:
        """A date."""
        value = self.data[key]
        if not isinstance(value, dt.date):
            self.fail(key, shown(value), "a date like 2020-01-05")
        return value

    def one_of(self, key: str, names: Iterable[str], where: str = "") -> str:
        """One of some words; `where` says where they stand if they are many."""
        value, known = self.data[key], list(names)
        if not isinstance(value, str) or value not in known:
            self.fail(key, shown(value), some_of(known, value, where), nearest(value, known))
        return value

    def names(self, key: str, known: Iterable[str], where: str = "") -> list[str]:
        """A list of known names, each once, at least one; `where` as in `one_of`."""
        values, allowed = self.data[key], list(known)
        if not isinstance(values, list) or not values:
            self.fail(key, shown(values), "a list of names")
        for k, value in enumerate(values):
            if value not in allowed:
                accepts = some_of(allowed, value, where)
                self.fail((key, k), shown(value), accepts, nearest(value, allowed))
            if value in values[:k]:
                self.fail((key, k), f"{value!r} twice", "every name once")
        return list(values)

    def id(self, key: str = "id") -> str:
        """A short name of lower-case letters, digits and underscores."""
        value = self.data[key]
        if not isinstance(value, str) or not ID.fullmatch(value):
            self.fail(key, shown(value), "lower-case letters, digits and _, such as camp_taji")
        return value

    def sub(self, key: str) -> Reader:
        """The mapping at `key`."""
        if not isinstance(self.data[key], dict):
            self.fail(key, shown(self.data[key]), "a mapping of keys to values")
        return Reader(self.document, (*self.place, key), self.data[key])

    def each(self, key: str) -> Iterator[Reader]:
        """The mappings of the list at `key`."""
        values = self.data[key]
        if not isinstance(values, list):
            self.fail(key, shown(values), "a list")
        for k, value in enumerate(values):
            place = (*self.place, key, k)
            if not isinstance(value, dict):
                self.fail((key, k), shown(value), "a mapping of keys to values")
            yield Reader(self.document, place, value)

    def sourced(self, known: Collection[str]) -> None:
        """Require exactly one of `source` (a paragraph of a known one) and `assumed` (why)."""
        if self.has("source") == self.has("assumed"):
            self.fail(
                (),
                "both or neither of 'source' and 'assumed'",
                "one: source: wsj:6, or assumed: why",
            )
        if self.has("source"):
            self._check_citation(known)
        if self.has("assumed"):
            self.text("assumed")

    def _check_citation(self, known: Collection[str]) -> None:
        match = CITATION.fullmatch(self.text("source"))
        if match is None or match[1] not in known:
            key = match[1] if match else ""
            accepts = f"a source and a paragraph, such as wsj:6; sources: {some_of(known, key)}"
            near = nearest(key, known) if match else None
            self.fail("source", self.data["source"], accepts, near)
