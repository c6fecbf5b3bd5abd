"""What the figures of a study share: numbers of an outcome, axes for chances, one way to save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FuncFormatter, MaxNLocator

from experiments.plots.style.page import (
    BLACK,
    BLUE,
    EDGE,
    GREEN,
    HEADING,
    PURPLE,
    VERMILLION,
    WIDTH,
    Page,
    save,
    shorten,
    styled,
    text_width,
    wrap,
)
from experiments.text import wording as words
from sim.outcomes import OUTCOMES

COLOURS: Final = (BLUE, VERMILLION, BLACK, GREEN, PURPLE)
MARKERS: Final = ("o", "s", "^", "D", "v")
DASHES: Final[tuple[Any, ...]] = ("-", (0, (5, 2)), (0, (1, 1)), (0, (5, 1, 1, 1)), (0, (3, 3)))

LINES: Final = 2
"""Lines of a title."""


def headline(*candidates: str) -> str:
    """The first title that fits in two lines; the last one is cut to fit if none does."""
    wide = WIDTH - 2 * EDGE
    for text in candidates:
        if len(wrap(text, wide, HEADING, "bold")) <= LINES:
            return text
    return " ".join(fold(candidates[-1], wide, HEADING, LINES, "bold"))


def fold(words_: str, width: float, size: float, most: int, weight: str = "normal") -> list[str]:
    """At most `most` lines no wider than `width` inches; what is left over ends in an ellipsis."""
    lines = wrap(words_, width, size, weight)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    if weight == "normal":
        return [shorten(line, width, size) for line in lines]
    return [_shorten_bold(line, width, size) for line in lines]


def _shorten_bold(line: str, width: float, size: float) -> str:
    if text_width(line, size, "bold") <= width:
        return line
    while line and text_width(f"{line}…", size, "bold") > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def save_study(draw: Callable[[], Page], folder: Path, name: str) -> list[Path]:
    """Write one figure of a study as PNG and SVG, in the house style; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with styled():
        return save(draw(), folder, name)


def named(outcome: str) -> str:
    """The outcome with its unit, for an axis."""
    if outcome not in OUTCOMES:
        return outcome.replace("_", " ")
    unit = "chance" if words.is_chance(outcome) else OUTCOMES[outcome].unit
    return f"{words.heading(outcome)} ({unit})"


def outcome_axis(axes: Axes, outcome: str, along: str = "y", most: int = 6) -> None:
    """Ticks of an outcome: percentages for a chance, plain numbers otherwise."""
    axis = axes.yaxis if along == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(most, min_n_ticks=2))
    if words.is_chance(outcome):
        axis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:g} %".replace("-", "−")))
    else:
        axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,g}".replace("-", "−")))
    axes.grid(axis="y" if along == "y" else "x", color="#E2E2E2", linewidth=0.5)


def trimmed(page: Page) -> Page:
    """The page without the ticks that matplotlib keeps beyond the ends of its axes."""
    for axes in page.figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(axis.get_major_formatter(), FixedFormatter) or not axes.axison:
                continue
            low, high = sorted(axis.get_view_interval())
            slack = 1e-9 * (high - low)
            axis.set_ticks(
                [t for t in axis.get_majorticklocs() if low - slack <= t <= high + slack]
            )
    return page
