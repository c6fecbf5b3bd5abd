"""Prior and posterior of the parameters that moved most: how much the evidence pins down."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from calibration.checks.checks import Checks, Pinned
from calibration.inference.posterior import IDENTIFIED, percent_gone
from experiments.plots.style.look import BLACK, BLUE, EDGE, SHADE, SMALL, VERMILLION
from experiments.plots.style.page import Page, new_page
from experiments.text.wording import plural
from sim.parameters import PARAMETERS

ROW: Final = 0.2
"""Height of one row, in inches."""
NAME: Final = 1.75
"""Room for the name of a parameter, in inches."""
SHOWN: Final = 30
"""Parameters that get a row; the others are counted."""


def draw(checks: Checks, source: str) -> Page:
    """Prior and posterior on the prior's scale of probability, the most contracted first."""
    rows = checks.pinned[:SHOWN]
    known = sum(not p.words for p in checks.pinned)
    title = (
        f"The evidence pins down {known} of {len(checks.pinned)} parameters, and knows more than "
        f"the priors in {plural(checks.directions, 'direction')}"
    )
    left = len(checks.pinned) - len(rows)
    others = f" {left} more have moved less than the last one shown." if left else ""
    caption = (
        "Scale: probability of the prior below the value, so that the prior is even from 0 to 1 "
        "whatever its shape; grey is its 5–95 %. Bars: posterior 5–95 %, mark: median. Gone: share "
        f"of the prior's variance that the evidence took away; below {IDENTIFIED:g} the parameter "
        f"counts as not identified (hollow marks, thin bars).{others}"
    )
    page = new_page(ROW * len(rows) + 0.75, title, caption, source)
    axes = _rows_axes(page, 0.22, 2.9, [p.name for p in rows])
    axes.axvspan(0.05, 0.95, color=SHADE, linewidth=0, zorder=0)
    for y, row in enumerate(rows):
        _pinned(axes, y, row)
    axes.set_xlim(0, 1)
    axes.set_xlabel("place in the prior (probability below)")
    _numbers(page, rows)
    return page


def _pinned(axes: Axes, y: int, row: Pinned) -> None:
    """One bar and its median."""
    prior = PARAMETERS[row.name].prior
    low, mid, high = prior.probability(np.array(row.posterior))
    hollow = bool(row.words)
    axes.plot([low, high], [y, y], color=BLUE, linewidth=1.2 if hollow else 4, zorder=2)
    face = "white" if hollow else VERMILLION
    axes.plot([mid], [y], "o", markersize=5, color=face, markeredgecolor=BLACK, zorder=3)


def _numbers(page: Page, rows: tuple[Pinned, ...]) -> None:
    """Values in natural units beside the bars."""
    columns = (("posterior median (5 % to 95 %)", 4.62), ("gone", 7.1))
    for heading, left in columns:
        page.text(EDGE + left, 0.0, heading, fontsize=SMALL, weight="bold")
    for y, row in enumerate(rows):
        low, mid, high = (f"{v:.2g}" for v in row.posterior)
        top = 0.22 + ROW * (y + 0.5) - 0.055
        interval = f"{mid} ({low} to {high}) {row.unit}"
        page.text(EDGE + columns[0][1], top, interval, fontsize=SMALL)
        gone = f"{max(0, percent_gone(row.contraction))} %"
        page.text(EDGE + columns[1][1], top, gone, fontsize=SMALL)


def _rows_axes(page: Page, top: float, width: float, names: list[str]) -> Axes:
    """Axes with one named row for each parameter, from the top down."""
    axes = page.axes(EDGE + NAME, top, width, ROW * len(names))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [n.replace("_", " ") for n in names])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return axes
