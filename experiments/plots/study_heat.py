"""Heat maps: an outcome over two factors, with its number in every cell."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from experiments.amounts import measured
from experiments.plots.page import BLACK, EDGE, SMALL, WIDTH, Page, new_page, wrap
from experiments.plots.study import named, trimmed
from experiments.responses import Heat
from experiments.words import amount, heading, plain

# Light to dark, so that the order survives grey print and any kind of colour vision.
SCALE: Final = LinearSegmentedColormap.from_list(
    "flashpoint", ["#F7F7F2", "#FCC766", "#E76F51", "#983579", "#210F37"]
)
DARK: Final = 0.55
"""Place on the scale from which numbers are white."""
CELL: Final = 0.46


def draw(found: Heat, source: str, title: str = "") -> Page:
    """The page of one heat map."""
    height = CELL * len(found.rows)
    caption = (
        f"Cells: “{named(found.outcome)}”; after ± the 95 % error of the number of runs. "
        "Other factors of the study are averaged over. Empty: not run."
    )
    page = new_page(height + 0.45, title or title_of(found), caption, source)
    aside = 1.15
    width = min(WIDTH - 2 * EDGE - aside, 1.25 * len(found.columns))
    axes = page.axes(EDGE + aside, 0.05, width, height)
    _cells(axes, found)
    axes.set_xlabel(plain(found.across))
    axes.set_ylabel("\n".join(wrap(plain(found.down), height, SMALL + 0.5)))
    return trimmed(page)


def title_of(found: Heat) -> str:
    """Where the outcome is lowest and highest."""
    low = np.unravel_index(int(np.nanargmin(found.means)), found.means.shape)
    high = np.unravel_index(int(np.nanargmax(found.means)), found.means.shape)
    ends = [
        f"{amount(found.outcome, float(found.means[at]))} ({plain(found.down)} "
        f"{plain(found.rows[at[0]])}, {plain(found.across)} {plain(found.columns[at[1]])})"
        for at in (low, high)
    ]
    return f"{heading(found.outcome)}: from {ends[0]} to {ends[1]}"


def _cells(axes: Axes, found: Heat) -> None:
    low, high = float(np.nanmin(found.means)), float(np.nanmax(found.means))
    span = (high - low) or 1.0
    axes.imshow(found.means, cmap=SCALE, vmin=low, vmax=low + span, aspect="auto", origin="lower")
    for (row, column), mean in np.ndenumerate(found.means):
        if math.isnan(mean):
            continue
        half = float(found.halves[row, column])
        text = measured(found.outcome, float(mean), half).replace(" ± ", "\n± ")
        colour = "white" if (mean - low) / span > DARK else BLACK
        axes.text(column, row, text, ha="center", va="center", fontsize=SMALL, color=colour)
    axes.set_xticks(range(len(found.columns)), [plain(v) for v in found.columns])
    axes.set_yticks(range(len(found.rows)), [plain(v) for v in found.rows])
    axes.set_xticks(np.arange(len(found.columns) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(found.rows) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="both", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
