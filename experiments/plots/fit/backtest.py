"""How many attacks each forecaster of a backtest expected to be reported, against what came."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.axes import Axes

from calibration.backtest.backtest import NAMES, OURS, Backtest
from calibration.evidence.attack_catalogue import Floats, Ints
from experiments.plots.fit.backtest_labels import LABELS, penalties, war
from experiments.plots.style.axes import share_axis
from experiments.plots.style.look import BLACK, BODY, EDGE, FAINT, MIDDLE_BLUE, SMALL, VERMILLION
from experiments.plots.style.page import Page, draw_and_save, new_page
from experiments.text.wording import day_name, paragraph

TOP: Final = 15
"""Attacks from which on runs are summed in one bar, unless more came."""
ACROSS: Final = 3
ROWS: Final = -(-len(NAMES) // ACROSS)
PANEL: Final = (2.1, 1.45)
STEP: Final = (2.62, 2.25)
HEAD: Final = 0.42
"""Room above a panel for its two lines, in inches."""


def save_backtest(found: Backtest, folder: Path) -> list[Path]:
    """Write the figure as PNG and SVG, and return the files."""
    return draw_and_save(lambda: draw(found), folder, "backtest")


def draw(found: Backtest) -> Page:
    """One panel a forecaster: the share of its runs with each number of reported attacks."""
    plan = found.plan
    came = int(found.observed.catalogue.counts()[0])
    top = max(TOP, came + 1)
    of = penalties(found)["attacks", "crps"]
    best = LABELS[min(of, key=lambda name: of[name])]
    mine = 1 + sum(v < of[NAMES[0]] for v in of.values())
    title = (
        f"{came} attacks were reported from {day_name(plan.until)} to {day_name(plan.to)}; closest "
        f"comes “{best}”, the fitted model is number {mine} of {len(of)}"
    )
    caption = paragraph(
        "Line: what came. Blue: forecasts of Flashpoint (fitted to what was known, on its priors, "
        "on defaults set by hand); grey: statistics that know nothing of the conflict. CRPS: mean "
        f"distance in attacks, less is better. The last bar sums {top} and more. "
        "One winter is one draw.",
        war(found),
    )
    size = plan.size
    source = (
        f"Source: Flashpoint backtest, known on {plan.until}, {size.runs:,} runs a forecast, "
        f"seed {plan.seed}."
    )
    page = new_page(ROWS * STEP[1] - 0.05, title, caption, source)
    _panels(page, found, of, came, top)
    return page


def _panels(page: Page, found: Backtest, of: Mapping[str, float], came: int, top: int) -> None:
    counts = {n: f.catalogues.counts() for n, f in found.forecasts.items()}
    shares = {n: _shares(c, top) for n, c in counts.items()}
    highest = max(float(s.max()) for s in shares.values())
    for k, name in enumerate(NAMES):
        row, column = divmod(k, ACROSS)
        left, above = EDGE + 0.3 + column * STEP[0], row * STEP[1]
        page.text(left, above, LABELS[name], weight="bold", color=BLACK, fontsize=BODY)
        note = f"median {np.median(counts[name]):g}, CRPS {of[name]:.2f}"
        page.text(left, above + 0.17, note, fontsize=SMALL)
        axes = page.axes(left, above + HEAD, *PANEL)
        _panel(axes, shares[name], came, highest, MIDDLE_BLUE if name in OURS else FAINT)
        lowest = k + ACROSS >= len(NAMES)
        axes.set_xlabel("attacks reported" if lowest else "")
        axes.set_ylabel("" if column else "share of runs")


def _shares(counts: Ints, top: int) -> Floats:
    """Share of runs with 0, 1 ... attacks; the last sums `top` and more; [top + 1]."""
    return np.bincount(np.minimum(counts, top), minlength=top + 1) / len(counts)


def _panel(axes: Axes, shares: Floats, came: int, highest: float, colour: str) -> None:
    """Bars of one forecaster and a line where the truth lies."""
    top = len(shares) - 1
    axes.bar(np.arange(top + 1), shares, 0.85, color=colour, linewidth=0)
    axes.axvline(came, color=VERMILLION, linewidth=1.4)
    marks = list(range(0, top, 5))
    axes.set_xticks([*marks, top], [*map(str, marks), f"{top}+"])
    axes.set_xlim(-0.7, top + 0.7)
    share_axis(axes, highest, 3)
