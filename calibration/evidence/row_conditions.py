"""Conditions on the cells of an export's row, as the rules of a mapping state them.

Spelling must not decide: letter case, accents, apostrophes, full stops and runs of blanks do not
count, so that `Kata'ib` is `Kataib` and `U.S.` is `US`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from calibration.evidence.strict_csv import CsvRow

OPPOSITES: Final = {"none_of": "one_of", "lacks": "contains", "no_word": "word"}
"""Kind -> the kind that it denies."""
COUNT: Final = "count"
FILLED: Final = "filled"
ASKED: Final = {COUNT: ("none", "some"), FILLED: ("yes", "no")}
"""Kind -> what it may ask of a number of people, or of a cell."""
KINDS: Final = ("equals", "one_of", "contains", "starts", "word", *OPPOSITES, *ASKED)
PEOPLE: Final = re.compile(r"(0|[1-9]\d{0,8})(?:\.0+)?", re.ASCII)
"""A number of people; some tools write whole numbers with a decimal zero."""
DROPPED: Final = re.compile(r"['’‘ʼʻ`´.]")


@lru_cache(100_000)
def plain(text: str) -> str:
    """A text as it is compared."""
    letters = unicodedata.normalize("NFKD", DROPPED.sub("", text))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.split()).casefold()


@lru_cache(1_000)
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@dataclass(frozen=True)
class Condition:
    """A test of one column, or of several of which one must pass; a denial must hold in all."""

    columns: tuple[str, ...]
    kind: str
    words: tuple[str, ...]
    """As `plain` leaves them."""

    def holds(self, row: CsvRow, unread: bool) -> bool:
        """Does the row fit? `unread` is the answer for a count that does not read."""
        cells = [row.cells[column] for column in self.columns]
        if self.kind == COUNT:
            return any(self._counts(cell, unread) for cell in cells)
        if self.kind == FILLED:
            return any(("yes" if cell.strip() else "no") in self.words for cell in cells)
        kind = OPPOSITES.get(self.kind, self.kind)
        fits = any(self._fits(kind, plain(cell)) for cell in cells)
        return fits != (self.kind in OPPOSITES)

    def _fits(self, kind: str, cell: str) -> bool:
        if kind == "contains":
            return any(word in cell for word in self.words)
        if kind == "starts":
            return cell.startswith(self.words)
        if kind == "word":
            return _whole_words(self.words).search(cell) is not None
        return cell in self.words

    def _counts(self, cell: str, unread: bool) -> bool:
        number = PEOPLE.fullmatch(cell.strip())
        if number is None:
            return unread
        return ("some" if int(number[1]) else "none") in self.words
