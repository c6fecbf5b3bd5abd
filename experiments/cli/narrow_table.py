"""Tables in whatever window there is: no cell is ever cut.

Words stay whole; columns of prose are wrapped to what the window leaves; and where not even the
words fit side by side, every row becomes a few lines.
"""

from __future__ import annotations

from typing import Final

from rich.table import Column, Table

from experiments.cli.output import console, heading, line

LONGEST_WORD: Final = 32
"""Letters of a word that is not broken; longer ones, such as paths, may be."""


def print_table(table: Table) -> None:
    """Print a table as wide as the window, or row by row where its words do not fit."""
    columns = table.columns
    room = console.width - _between(table)
    widths = [_least(column) for column in columns]
    if sum(widths) > room:
        _print_rows(table)
        return
    most = [max(map(len, _lines(column)), default=0) for column in columns]
    for _ in range(room - sum(widths)):
        # The next letter goes to the column that is wrapped most.
        k = max(range(len(columns)), key=lambda k: most[k] / max(1, widths[k]))
        if widths[k] >= most[k]:
            break
        widths[k] += 1
    for column, width in zip(columns, widths, strict=True):
        column.width, column.min_width = width, None
        column.no_wrap, column.overflow = False, "fold"
    console.print(table)


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
    return max(1, min(LONGEST_WORD, max(words, default=1)))


def _print_rows(table: Table) -> None:
    """Each row as its first cell, and the others below it under their heads."""
    if table.title:
        console.print(str(table.title), soft_wrap=True)
    heads = [" ".join(str(column.header).split()) for column in table.columns]
    for cells in zip(*(column.cells for column in table.columns), strict=True):
        first, *rest = (str(cell).strip() for cell in cells)
        heading(first or heads[0])
        for head, text in zip(heads[1:], rest, strict=True):
            if text:
                line(head, text)
