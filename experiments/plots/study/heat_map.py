"""Heat maps: an outcome over two factors, with its number in every cell."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes

from experiments.analysis.response_curves import Heat, is_numeric
from experiments.plots.study.factor_axis import SPACE, depth, word_label
from experiments.plots.style.axes import outcome_label, trimmed
from experiments.plots.style.look import BLACK, EDGE, HEAT_SCALE, LABEL, SMALL, WIDTH
from experiments.plots.style.numbers import ends_text
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, text_width
from experiments.text.number_format import mean_text
from experiments.text.wording import heading, plain

DARK: Final = 0.55
"""Place on the scale from which numbers are white."""
CELL: Final = 0.46
NAME: Final = 1.0
"""Widest label of a row, in inches."""
LEAST_SPAN: Final = 6
"""Times the widest half-width that the colours span at least."""


def draw(found: Heat, source: str, title: str = "", note: str = "") -> Page:
    """The page of one heat map; `note` begins the caption."""
    height = CELL * len(found.rows)
    text = " ".join(filter(None, (note, caption(found))))
    under = [word_label(v, _width(found) / len(found.columns) - SPACE) for v in found.columns]
    page = new_page(height + 0.45 + depth(under), title or title_of(found), text, source)
    axes = page.axes(EDGE + _label_room(found), 0.05, _width(found), height)
    _cells(axes, found)
    axes.set_xticks(range(len(under)), [label.text for label in under])
    for tick, label in zip(axes.get_xticklabels(), under, strict=True):
        tick.set_rotation(90 if label.upright else 0)
    axes.set_xlabel(plain(found.across))
    lines = fold(plain(found.down), height, LABEL, 2)
    middle = 0.05 + height / 2
    page.text(
        EDGE, middle, "\n".join(lines), rotation=90, va="center", ha="left", fontsize=LABEL,
        multialignment="center",
    )  # fmt: skip
    return trimmed(page)


def caption(found: Heat) -> str:
    """What the cells and their colours say."""
    text = (
        f"Cells: “{outcome_label(found.outcome)}”; after ± the 95 % error of the number of runs. "
        f"Colours span at least {LEAST_SPAN} times the widest ±, so that luck stays pale."
    )
    return f"{text} Empty: not run." if np.isnan(found.means).any() else text


def span_of(found: Heat) -> tuple[float, float]:
    """Means at the pale and at the dark end of the colours."""
    low, high = float(np.nanmin(found.means)), float(np.nanmax(found.means))
    return low, max(high, low + LEAST_SPAN * float(np.nanmax(found.half_widths)))


def _width(found: Heat) -> float:
    return min(WIDTH - 2 * EDGE - _label_room(found), 1.25 * len(found.columns))


def _label_room(found: Heat) -> float:
    """Room for the labels of the rows and the name of their factor, in inches."""
    return 0.5 + min(NAME, max(text_width(plain(v), SMALL) for v in found.rows))


def title_of(found: Heat) -> str:
    """Where the outcome is lowest and highest."""
    low = np.unravel_index(int(np.nanargmin(found.means)), found.means.shape)
    high = np.unravel_index(int(np.nanargmax(found.means)), found.means.shape)
    means = ends_text(found.outcome, float(found.means[low]), float(found.means[high]))
    values = [(found.rows[at[0]], found.columns[at[1]]) for at in (low, high)]
    full = [f"{_said(found.down, r)}, {_said(found.across, c)}" for r, c in values]
    brief = [f"{plain(r)}, {plain(c)}" for r, c in values]
    what = heading(found.outcome)
    return headline(
        f"{what}: from {means[0]} ({full[0]}) to {means[1]} ({full[1]})",
        f"{what}: from {means[0]} to {means[1]} ({full[1]})",
        f"{what}: from {means[0]} ({brief[0]}) to {means[1]} ({brief[1]})",
        f"{what}: from {means[0]} to {means[1]}",
    )


def _said(factor: str, value: Any) -> str:
    """Words speak for themselves; a number needs the name of its factor."""
    return f"{plain(factor)} {plain(value)}" if is_numeric(value) else plain(value)


def _cells(axes: Axes, found: Heat) -> None:
    low, high = span_of(found)
    span = (high - low) or 1.0
    axes.imshow(
        found.means, cmap=HEAT_SCALE, vmin=low, vmax=low + span, aspect="auto", origin="lower"
    )
    for (row, column), mean in np.ndenumerate(found.means):
        if math.isnan(mean):
            continue
        half_width = float(found.half_widths[row, column])
        text = mean_text(found.outcome, float(mean), half_width).replace(" ± ", "\n± ")
        text = text.replace(" (", "\n(").replace("(below ", "(< ").replace("(above ", "(> ")
        colour = "white" if (mean - low) / span > DARK else BLACK
        axes.text(column, row, text, ha="center", va="center", fontsize=SMALL, color=colour)
    rows = ["\n".join(fold(plain(v), NAME, SMALL, 3)) for v in found.rows]
    axes.set_yticks(range(len(found.rows)), rows)
    axes.set_xticks(np.arange(len(found.columns) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(found.rows) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="both", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
