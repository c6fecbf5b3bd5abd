"""Plain sheets for the terminal: a heading, then labelled lines that wrap under themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final

from rich.console import Console

console: Final = Console(markup=False, highlight=False)
LABEL: Final = 13
DEEPER: Final = 4


def heading(name: str, text: str = "") -> None:
    """A name in bold and what it is."""
    console.print(_wrapped(f"{name}: {text}" if text else name, "", "  "), soft_wrap=True)


def line(label: str, text: str, indent: int = 2) -> None:
    """A label and its text; a label too long for its column keeps two blanks behind it."""
    first = f"{'':{indent}}{label:<{LABEL - 2}}  " if label else " " * indent
    hang = " " * (indent + LABEL if label else indent + DEEPER)
    console.print(_wrapped(text, first, hang), soft_wrap=True)


def lines(label: str, texts: Iterable[str]) -> None:
    """A label, and below it one text a line, or `none`."""
    console.print(f"  {label}", soft_wrap=True)
    for text in list(texts) or ["none"]:
        line("", text, DEEPER)


def block(text: str, indent: int = DEEPER) -> None:
    """Text that has its own line breaks, moved to the right; longer lines wrap."""
    for row in text.splitlines():
        console.print(_wrapped(row, " " * indent, " " * indent), soft_wrap=True)


def _wrapped(text: str, first: str, hang: str) -> str:
    return textwrap.fill(
        text,
        max(console.width, 40),
        initial_indent=first,
        subsequent_indent=hang,
        break_on_hyphens=False,
        break_long_words=False,
    )
