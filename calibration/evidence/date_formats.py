"""Dates as exports write them: the formats that a mapping names, read the same on every machine.

A format is written with the codes of C's `strftime` for day, month and year, or is the word `iso`.
Python's own reader is not used: names of months would follow the language of the machine.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
ISO: Final = "iso"
ISO_FORM: Final = (
    r"(?P<Y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?"
)
CODES: Final = {
    "d": r"(?P<d>\d\d?)",
    "m": r"(?P<m>\d\d?)",
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d\d)",
    "b": r"(?P<b>[A-Za-z]{3,4})",
    "B": r"(?P<B>[A-Za-z]{3,9})",
}
"""Code of a format -> what stands for it; `%b` is Jan, `%B` January."""
CODE: Final = re.compile(r"%(.)")
MONTH_CODES: Final = frozenset("mbB")
PIVOT: Final = 69
"""Two digits from here on are of the last century, as POSIX has it."""
YEARS: Final = range(1900, 2101)
EXAMPLE: Final = dt.date(2020, 1, 5)


@dataclass(frozen=True)
class DateFormat:
    """One way to write a day."""

    text: str
    form: re.Pattern[str]

    def day(self, text: str) -> dt.date | None:
        """The day, None where the text has another form. Raises ValueError for no such day."""
        found = self.form.fullmatch(text)
        return None if found is None else _day(found.groupdict())

    def example(self) -> str:
        """5 January 2020 in this format."""
        month = MONTHS[EXAMPLE.month - 1].capitalize()
        parts = {"d": "05", "m": "01", "Y": "2020", "y": "20", "b": month[:3], "B": month}
        return "2020-01-05" if self.text == ISO else CODE.sub(lambda c: parts[c[1]], self.text)


def date_format(text: str) -> DateFormat:
    """A format from its text. Raises ValueError, which says what is wrong."""
    if text == ISO:
        return DateFormat(text, re.compile(ISO_FORM, re.ASCII))
    found = CODE.findall(text)
    if set(found) - CODES.keys() or len(set(found)) < len(found):
        raise ValueError(f"each of %{', %'.join(CODES)} once at most")
    if "d" not in found or len(MONTH_CODES & set(found)) != 1 or ("y" in found) == ("Y" in found):
        raise ValueError("a day, one month and one year, such as %d-%b-%y")
    parts = CODE.split(text)
    form = "".join(CODES[p] if k % 2 else re.escape(p) for k, p in enumerate(parts))
    # Without a mark between two numbers only a fixed width says where one ends.
    fixed = form.replace(r"\d\d?", r"\d\d") if "" in parts[2:-2:2] else form
    return DateFormat(text, re.compile(fixed, re.ASCII))


def shape(text: str) -> str:
    """The format with all numbers of two digits alike: equal shapes can mean different days."""
    full = "%Y-%m-%d" if text == ISO else text
    return CODE.sub(lambda c: "%2" if c[1] in "dmy" else c[0], full)


def same_days(a: str, b: str) -> bool:
    """Do two formats of one shape read every text as the same day?"""
    return {a, b} <= {ISO, "%Y-%m-%d"}


def read_day(text: str, formats: Sequence[DateFormat]) -> dt.date:
    """A day of these two centuries in the first format that it has. Raises ValueError."""
    for form in formats:
        day = form.day(text)
        if day is not None:
            return day
    raise ValueError(text)


def _day(parts: dict[str, str]) -> dt.date:
    if name := parts.get("b") or parts.get("B"):
        short = "b" in parts
        known = [m[:3] if short else m for m in MONTHS]
        word = name.casefold()
        month = known.index(word[:3] if short and word in ("sept", word[:3]) else word) + 1
    else:
        month = int(parts["m"])
    year = int(parts["Y"]) if parts.get("Y") else _century(int(parts["y"]))
    day = dt.date(year, month, int(parts["d"]))
    if day.year not in YEARS:
        raise ValueError(str(day))
    return day


def _century(year: int) -> int:
    return year + (1900 if year >= PIVOT else 2000)
