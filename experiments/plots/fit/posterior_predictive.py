"""Every coded row in the distribution that runs on the posterior give."""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.checks.checks import Checks
from calibration.checks.posterior_predictive import Check
from experiments.plots.style.look import BLACK, BLUE, EDGE, LABEL, SHADE, SMALL, VERMILLION
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import shorten

ROW: Final = 0.185
HEAD: Final = 0.3
WIDEST: Final = 2.3
"""Room for what a row asks, in inches."""
AT: Final = {"coded": 4.3, "runs": 5.35}
"""Left edges of the columns of text, in inches from the edge of the body."""
LEAST: Final = 0.02
"""A window of almost no chance is still drawn this wide."""


def draw(checks: Checks, source: str) -> Page:
    """Coded windows on the scale of the predictive distribution, and both in words."""
    rows = (*checks.targets, *checks.unfitted)
    n = len(checks.outside)
    where = "All" if not n else f"{len(rows) - n} of"
    title = f"{where} {len(rows)} rows lie where runs on the posterior put 90 % of the chance"
    if n:
        title += f"; outside: {', '.join(c.id.replace('_', ' ') for c in checks.outside)}"
    caption = (
        "Scale: share of the runs with less. Bars: the window that was coded; grey: 5–95 % of runs."
        " “over n”: had not come when the branch ended. Sizes, and delays that were not fitted, are"
        " judged among the runs in which the event came, waits among those in which nothing higher "
        "came first. Fitted rows lie inside more easily than new ones would."
    )
    height = ROW * len(rows) + 2 * HEAD + 0.55
    page = new_page(height, title, caption, source)
    below = HEAD + ROW * len(checks.targets) + 0.1
    _block(page, 0.0, "fitted", checks.targets, last=not checks.unfitted)
    if checks.unfitted:
        _block(page, below, "not fitted", checks.unfitted, last=True)
    handles = [
        Patch(color=BLUE, label="coded window, inside"),
        Patch(color=VERMILLION, label="outside"),
        Patch(color=SHADE, label="5–95 % of runs"),
        Line2D([], [], color=BLACK, linewidth=0.6, label="median"),
    ]
    page.key(EDGE, height - 0.12, handles, ncols=4)
    return page


def _block(page: Page, top: float, heading: str, rows: tuple[Check, ...], *, last: bool) -> None:
    """One table of rows with its bars."""
    page.text(EDGE, top, heading, fontsize=LABEL, weight="bold", color=BLACK)
    page.text(EDGE + AT["coded"], top, "coded", fontsize=SMALL, weight="bold")
    page.text(EDGE + AT["runs"], top, "runs: median (5 to 95 %)", fontsize=SMALL, weight="bold")
    axes = page.axes(EDGE + WIDEST + 0.1, top + HEAD - 0.1, 1.7, ROW * len(rows))
    axes.axvspan(0.05, 0.95, color=SHADE, linewidth=0, zorder=0)
    axes.axvline(0.5, color=BLACK, linewidth=0.6, zorder=1)
    for y, row in enumerate(rows):
        _bar(axes, y, row)
        below = top + HEAD - 0.1 + ROW * (y + 0.5) - 0.055
        page.text(EDGE, below, shorten(_name(row), WIDEST, SMALL), fontsize=SMALL)
        unit = "" if row.unit == "yes/no" else f" {row.unit}"
        page.text(EDGE + AT["coded"], below, row.coded, fontsize=SMALL)
        page.text(EDGE + AT["runs"], below, f"{row.band}{unit}", fontsize=SMALL)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks([0, 0.5, 1])
    axes.set_xlabel("share of runs with less" if last else "")


def _name(row: Check) -> str:
    """A row by its id: dates and suffixes say which."""
    return row.id.replace("_", " ").replace(".", ": ")


def _bar(axes: Axes, y: int, row: Check) -> None:
    """The coded window from the chance of less to that of no more."""
    judged = row.judged
    if not row.runs:
        return
    low, high = judged.below, 1.0 - judged.above
    spare = max(0.0, LEAST - (high - low)) / 2
    colour = BLUE if judged.inside else VERMILLION
    axes.barh(y, high - low + 2 * spare, 0.55, left=low - spare, color=colour, zorder=2)
