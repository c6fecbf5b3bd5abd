"""Strict CSV: known columns, rows of one width, checked cells, or one error with line and column.

Python's own reader takes a short row, a column that stands twice and bytes of any kind without a
word. Here nothing is skipped: not an unknown column, not a blank line, not a cell too many.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from sim.errors import InputError, nearest, some_of
from sim.inputs.files import whole_file
from sim.inputs.strict_yaml import REAL

MAX_BYTES: Final = 64 * 2**20
DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
"""What the name of a column looks like, and a cell of a row of data seldom does."""
WHOLE: Final = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
SEPARATOR: Final = ";"
TAG: Final = re.compile(r"#[A-Za-z]")
CODEBOOK: Final = "calibration/CODEBOOK.md explains them"


class CsvRow:
    """One row. Every method raises InputError with file, line and column when a cell is wrong."""

    def __init__(self, path: Path, line: int, cells: Mapping[str, str], width: str = "") -> None:
        self.path, self.line, self.cells = path, line, cells
        self.width = width
        """What is wrong with its number of cells; empty where nothing is."""

    def fail(
        self, column: str, accepts: str, got: object = None, near: str | None = None
    ) -> NoReturn:
        """Refuse a cell; `got` is what to show instead of the whole cell."""
        shown = f"'{self.cells[column]}'" if got is None else got
        raise InputError(self.path, self.line, column, shown, accepts, near)

    def text(self, column: str) -> str:
        """The cell as it stands; empty means not stated."""
        if CONTROL.search(self.cells[column]):
            self.fail(column, "text on one line", "a control character or a line break")
        return self.cells[column]

    def filled(self, column: str) -> str:
        """A cell that must not be empty."""
        text = self.text(column)
        if not text.strip():
            self.fail(column, "a cell that is filled", "an empty cell")
        return text

    def match(self, column: str, form: re.Pattern[str], accepts: str) -> str:
        """A filled cell of one form."""
        text = self.filled(column)
        if not form.fullmatch(text):
            self.fail(column, accepts)
        return text

    def date(self, column: str) -> dt.date:
        """A date like 2020-01-05."""
        text = self.match(column, DATE, "a date like 2020-01-05")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self.fail(column, "a date of the calendar, like 2020-01-05")

    def parts(self, column: str) -> tuple[str, ...]:
        """The parts of a list cell, each once; an empty cell has none."""
        text = self.text(column)
        found = tuple(text.split(SEPARATOR)) if text else ()
        for k, part in enumerate(found):
            if not part.strip():
                self.fail(column, "names joined by one ';'")
            if part in found[:k]:
                self.fail(column, "every name once", f"'{part}' twice")
        return found

    def codes(self, column: str, known: Collection[str]) -> tuple[str, ...]:
        """A list cell of known codes."""
        found = self.parts(column)
        for part in found:
            self.known(column, part, known)
        return found

    def code(self, column: str, known: Collection[str], empty: bool = False) -> str:
        """One known code; an empty cell is taken only if `empty`."""
        text = self.text(column) if empty else self.filled(column)
        if text:
            self.known(column, text, known)
        return text

    def known(self, column: str, code: str, known: Collection[str]) -> None:
        """Refuse a code that is not listed, and name the nearest one."""
        if code not in known:
            self.fail(column, some_of(known, code, CODEBOOK), f"'{code}'", nearest(code, known))

    def number(self, column: str) -> float | None:
        """A finite decimal number; None for an empty cell."""
        text = self.text(column)
        if not text:
            return None
        value = float(text) if REAL.fullmatch(text) else math.nan
        if not math.isfinite(value):
            self.fail(column, "a finite decimal number such as 12 or 0.5, or nothing")
        return value


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[CsvRow]:
    """The rows of a CSV file that has `columns` and no other.

    Raises InputError when the file is absent, empty, too large or not UTF-8, when a column lacks,
    is unknown or stands twice, or when a row has too few or too many cells.
    """
    for row in _rows(path, columns, (), False, MAX_BYTES):
        if row.width:
            accepts = f"{len(row.cells)} cells, as in the header"
            raise InputError(path, row.line, "row", row.width, accepts)
        yield row


def read_export(
    path: Path, columns: Sequence[str], optional: Sequence[str], most: int
) -> Iterator[CsvRow]:
    """The rows of somebody else's CSV file of at most `most` bytes, below a row of HXL tags if any.

    It has `columns`, and others besides; those of `optional` that it lacks read as empty cells. A
    row of another width comes all the same and says so in `width`: cells that it lacks are empty.
    Raises InputError as `read_rows` for all else.
    """
    for k, row in enumerate(_rows(path, columns, optional, True, most)):
        if k or not _is_tagged(row):
            yield row


def _is_tagged(row: CsvRow) -> bool:
    """Is it the row of HXL tags that the Humanitarian Data Exchange puts below a header?"""
    filled = [cell.strip() for cell in row.cells.values() if cell.strip()]
    return bool(filled) and all(TAG.match(cell) for cell in filled)


def _rows(
    path: Path, columns: Sequence[str], optional: Sequence[str], others: bool, most: int
) -> Iterator[CsvRow]:
    records = _records(path, _bytes(path, most))
    line, header = next(records, (1, []))
    if not header:
        raise InputError(
            path, line, "file", "an empty file", f"a header: {some_of(columns, most=30)}"
        )
    _check_header(path, line, header, columns, others)
    lacks = {name: "" for name in optional if name not in header}
    for name in lacks:
        meant = next((other for other in header if _bare(other) == _bare(name)), None)
        if meant is not None:  # taken for absent, all that it says would be lost without a word
            accepts = f"columns {some_of((*columns, *optional), most=30)}"
            raise InputError(path, line, "header", f"no column '{name}'", accepts, meant)
    for line, cells in records:
        width = ""
        if len(cells) != len(header):
            width = f"{len(cells)} cells" if cells else "a blank line"
            cells = [*cells, *[""] * len(header)][: len(header)]
        yield CsvRow(path, line, {**dict(zip(header, cells, strict=True)), **lacks}, width)


def read_table(path: Path, columns: Sequence[str]) -> list[CsvRow]:
    """All rows of a table, at least one, whose column `id` names each of them once."""
    rows = list(read_rows(path, columns))
    if not rows:
        raise InputError(path, 1, "file", "a header and no row", "a table with rows")
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.filled("id"), row.line)
        if first != row.line:
            row.fail("id", f"every id once (the first is on line {first})")
    return rows


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file whole or not at all."""
    with whole_file(path) as hidden, hidden.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(path, 1, "file", why, "a file that can be read") from None
    if len(raw) > most:
        raise InputError(path, 1, "file", "a larger file", f"at most {most} bytes")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(path, line, "file", "bytes that are not UTF-8", "UTF-8 text") from None
    return raw


def _records(path: Path, raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins. Spreadsheets put a mark before the first."""
    file = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", newline="")
    reader = csv.reader(file, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(path, line, "row", error, "comma-separated cells") from None
        yield line, cells


def _check_header(
    path: Path, line: int, header: list[str], columns: Sequence[str], others: bool
) -> None:
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            raise InputError(path, line, "header", f"cells between {name}", "cells between commas")
    # A header of other names is told which of them is unknown.
    data = any(not NAME.fullmatch(name) for name in header)
    if data and not {_bare(name) for name in header} & {_bare(name) for name in columns}:
        got = f"no header row: no cell of '{','.join(header)[:60]}' names a column"
        raise InputError(path, line, "header", got, f"a first row with {some_of(columns, most=30)}")
    for k, name in enumerate(header):
        if name in header[:k]:
            raise InputError(path, line, "header", f"column '{name}' twice", "every column once")
        if not others and name not in columns:
            near = _near(name, [c for c in columns if c not in header])
            raise InputError(
                path, line, "header", f"unknown column '{name}'", some_of(columns, name), near
            )
    for name in columns:
        if name not in header:
            near = _near(name, [c for c in header if c not in columns]) if others else None
            raise InputError(
                path,
                line,
                "header",
                f"no column '{name}'",
                f"columns {some_of(columns, most=30)}",
                near,
            )


def _bare(name: str) -> str:
    """A column's name without what tools change in it: capitals, blanks, lines between words."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _near(name: str, names: Sequence[str]) -> str | None:
    """The name that differs least: in capitals and blanks alone, else in letters."""
    alike = (other for other in names if _bare(other) == _bare(name))
    return next(alike, None) or nearest(name, names)
