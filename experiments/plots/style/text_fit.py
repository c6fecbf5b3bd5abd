"""Text that must fit: how wide it is, where its lines break, where it is cut off."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from experiments.plots.style.look import DPI, EDGE, FONT, HEADING, WIDTH

TITLE_LINES: Final = 2
"""Lines of a title at most."""


@cache
def _measure() -> Any:
    """A renderer to measure text with, as coarse as the pages, whose hinting widens text."""
    canvas: Any = FigureCanvasAgg(Figure(figsize=(0.1, 0.1), dpi=DPI))
    return canvas.get_renderer()


@cache
def text_width(words: str, size: float, weight: str = "normal") -> float:
    """Width of one line of text, in inches."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    width, _, _ = _measure().get_text_width_height_descent(words, font, False)
    return 1.01 * float(width) / DPI


def wrap(words: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Lines no wider than `width` inches, broken at spaces; a longer word stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shorten(words: str, width: float, size: float, weight: str = "normal") -> str:
    """One line no wider than `width` inches, cut off with an ellipsis if need be."""
    if text_width(words, size, weight) <= width:
        return words
    short = words
    while short and text_width(f"{short}…", size, weight) > width:
        short = short[:-1].rstrip()
    return f"{short}…"


def fold(words: str, width: float, size: float, most: int, weight: str = "normal") -> list[str]:
    """At most `most` lines no wider than `width` inches; what is left over ends in an ellipsis."""
    lines = wrap(words, width, size, weight)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, width, size, weight) for line in lines]


def headline(*candidates: str) -> str:
    """The first title that fits in two lines; the last one is cut to fit if none does."""
    wide = WIDTH - 2 * EDGE
    for text in candidates:
        if len(wrap(text, wide, HEADING, "bold")) <= TITLE_LINES:
            return text
    return " ".join(fold(candidates[-1], wide, HEADING, TITLE_LINES, "bold"))
