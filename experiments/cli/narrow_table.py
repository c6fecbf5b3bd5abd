"""Tables in whatever window there is: no cell is ever cut.

Words stay whole; columns of prose are wrapped to what the window leaves. Columns of numbers that do
not fit side by side go below each other, each part with the names; and where not even the words of
prose fit, every row becomes a few lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.table import Column, Table

from experiments.cli.output import console, heading, line
from experiments.text.plain_signs import fitting

LONGEST_WORD: Final = 32
"""Letters of a word that is not broken; longer ones, such as paths, may be."""
PROSE: Final = 80
"""Letters in a line of a title, which is wider than its table where that is narrow."""


def print_table(table: Table, on: Console | None = None) -> None:
    """Print a table as wide as the window, in parts or row by row where it does not fit."""
    page = on or console
    if table.title:
        page.print(str(table.title), style="table.title", width=min(page.width, PROSE))
    whole = _copy(table, range(len(table.columns)), page.encoding)
    split = _with_split_heads(whole)
    for tried in (whole, split):
        if _least_width(tried) <= page.width:
            _print_fitted(tried, page)
            return
    parts = _parts(split, page.width)
    for k, part in enumerate(parts):
        if k:
            page.print()
        _print_fitted(part, page)
    if not parts:
        _print_rows(whole)


def _copy(table: Table, chosen: Sequence[int], encoding: str = "utf-8") -> Table:
    """Some columns of a table, without its title, in signs that the encoding has."""
    look = {"box": table.box, "show_edge": table.show_edge, "pad_edge": table.pad_edge}
    made = Table(padding=table.padding, **look)  # type: ignore[arg-type]
    columns = [table.columns[k] for k in chosen]
    for column in columns:
        head = fitting(str(column.header), encoding)
        more = {"no_wrap": column.no_wrap, "min_width": column.min_width}
        made.add_column(head, justify=column.justify, **more)  # type: ignore[arg-type]
    for cells in zip(*(column.cells for column in columns), strict=True):
        made.add_row(*(fitting(str(cell), encoding) for cell in cells))
    return made


def _with_split_heads(table: Table) -> Table:
    """The same with the heads of numbers broken behind the bars of their names."""
    made = _copy(table, range(len(table.columns)))
    for column in made.columns[1:]:
        column.header = str(column.header).replace("_", "_\n")
    return made


def _parts(table: Table, width: int) -> list[Table]:
    """The table in parts that fit, each with its first column; none where one of prose does not."""
    columns = range(1, len(table.columns))
    if not all(table.columns[k].no_wrap for k in columns):
        return []
    chosen: list[list[int]] = []
    for k in columns:
        if chosen and _least_width(_copy(table, (0, *chosen[-1], k))) <= width:
            chosen[-1].append(k)
        elif _least_width(_copy(table, (0, k))) <= width:
            chosen.append([k])
        else:
            return []
    return [_copy(table, (0, *ks)) for ks in chosen]


def _least_width(table: Table) -> int:
    """Letters in a line of the table at the least."""
    return sum(map(_least, table.columns)) + _between(table)


def _print_fitted(table: Table, page: Console) -> None:
    """Print a table that fits; what the window leaves goes to the columns of prose."""
    columns = table.columns
    widths = [_least(column) for column in columns]
    most = [max(map(len, _lines(column)), default=0) for column in columns]
    for _ in range(page.width - _between(table) - sum(widths)):
        # The next letter goes to the column that is wrapped most.
        k = max(range(len(columns)), key=lambda k: most[k] / max(1, widths[k]))
        if widths[k] >= most[k]:
            break
        widths[k] += 1
    for column, width in zip(columns, widths, strict=True):
        column.width, column.min_width = width, None
        column.no_wrap, column.overflow = False, "fold"
    page.print(table)


def _between(table: Table) -> int:
    """Letters that a table puts around and between its cells."""
    _, right, _, left = table.padding
    size = len(table.columns)
    found = (right + left) * size
    if not table.pad_edge:
        found -= right + left
    if table.box:
        found += size - 1 + (2 if table.show_edge else 0)
    return found


def _lines(column: Column) -> list[str]:
    """All lines of all cells, the head among them."""
    return [text for cell in (column.header, *column.cells) for text in str(cell).split("\n")]


def _least(column: Column) -> int:
    """Letters that a column must have: its longest line, or its longest word where it wraps."""
    lines = _lines(column)
    if column.no_wrap:
        return max(map(len, lines), default=1)
    words = (len(word) for text in lines for word in text.split())
    return max(column.min_width or 1, min(LONGEST_WORD, max(words, default=1)))


def _print_rows(table: Table) -> None:
    """Each row as its first cell, and the others below it under their heads."""
    heads = [" ".join(str(column.header).split()) for column in table.columns]
    for cells in zip(*(column.cells for column in table.columns), strict=True):
        first, *rest = (str(cell).strip() for cell in cells)
        heading(first or heads[0])
        for head, text in zip(heads[1:], rest, strict=True):
            if text:
                line(head, text)
