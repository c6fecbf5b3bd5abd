"""Partial rank correlations of a random sample of points: which factors an outcome follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from experiments.analysis.rank_correlation import Ranked
from experiments.plots.style.axes import trimmed
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    EDGE,
    FAINT,
    GRID,
    INK,
    SMALL,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline
from experiments.text.wording import heading, plain

ROW: Final = 0.24
NAME: Final = 2.05
MOST: Final = 25
"""Factors shown; the others are counted."""


def draw(rows: Sequence[Ranked], outcome: str, source: str) -> Page:
    """The page of one outcome; there must be at least one row."""
    shown = sorted(rows, key=lambda r: -abs(r.coefficient))[:MOST]
    note = (
        "Partial rank correlation: how steadily the outcome rises (+) or falls (−) with a factor, "
        "all others held by regression on ranks. Lines: 95 %, by drawing the points anew. Filled: "
        "more than the largest of so many would be by luck; hollow: not told from luck. Squares: "
        "factors without an order, whose part has a size and no sign. A factor that pushes up and "
        f"then down is not seen. Factors not shown: {len(rows) - len(shown)}."
    )
    page = new_page(0.38 + ROW * len(shown), title(shown, outcome), note, source)
    axes = page.axes(EDGE + NAME, 0.02, WIDTH - 2 * EDGE - NAME - 0.1, ROW * len(shown))
    at = np.arange(len(shown))
    axes.hlines(at, [r.low for r in shown], [r.high for r in shown], color=BLACK, linewidth=1.1)
    for k, row in enumerate(shown):
        colour = BLUE if row.ordered else VERMILLION
        axes.plot(
            [row.coefficient], [k], "o" if row.ordered else "s", markersize=5, zorder=3,
            color=colour, markerfacecolor=colour if row.seen else "white",
        )  # fmt: skip
    axes.set_yticks(at, [fold(plain(r.factor), NAME + 0.1, SMALL, 1)[0] for r in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.set_xlim(-1, 1)
    axes.set_xlabel("partial rank correlation with the outcome (no unit)")
    return trimmed(page)


def title(rows: Sequence[Ranked], outcome: str) -> str:
    """Which factor the outcome follows most, or that none is seen."""
    what = heading(outcome)
    seen = [row for row in rows if row.seen]
    if not seen:
        return headline(f"{what}: no factor of the sample is seen to move it")
    lead = seen[0]
    if not lead.ordered:
        return headline(f"{what}: {plain(lead.factor)} moves it most")
    way = "raises" if lead.coefficient > 0 else "lowers"
    return headline(f"{what}: “{plain(lead.factor)}” {way} it most steadily")
