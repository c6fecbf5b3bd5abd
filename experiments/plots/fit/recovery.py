"""Ranks and coverage of made-up truths, and of the negative controls."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.checks.checks import WRONG, Checks
from calibration.checks.simulation_based_calibration import BINS, INTERVALS, LEVEL, Recovery
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    EDGE,
    LABEL,
    MIDDLE_BLUE,
    SHADE,
    SMALL,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page

ACROSS: Final = 5
PANEL: Final = (1.25, 0.72)
STEP: Final = (1.48, 1.06)
ROW: Final = 0.17
NAME: Final = 1.5
MARKS: Final = ("o", "s")
SHOWN: Final = 15
"""Parameters that get a panel: those that the evidence moved most."""


def draw(checks: Checks, source: str) -> Page:
    """Rank histograms on top, coverage below."""
    honest, control, alone = checks.recovery, checks.control, checks.one_by_one
    moved = [p.name for p in checks.pinned if p.name in honest.names][:SHOWN]
    shown = [honest.names.index(name) for name in moved]
    deep = -(-len(shown) // ACROSS)
    ranks = deep * STEP[1] + 0.35
    height = ranks + ROW * len(shown) + 0.75
    page = new_page(height, title_of(honest, control, alone), _caption(checks), source)
    tallest = max(int(f.histogram()[shown].max()) for f in (honest, control))
    highest = max(honest.histogram_band().high, tallest)
    for place, k in enumerate(shown):
        name = honest.names[k]
        down, right = divmod(place, ACROSS)
        left, top = EDGE + 0.3 + right * STEP[0], 0.2 + down * STEP[1]
        page.text(left, top - 0.17, name.replace("_", " "), fontsize=SMALL)
        axes = page.axes(left, top, *PANEL)
        _ranks(axes, honest.histogram()[k], control.histogram()[k], honest)
        axes.set_ylim(0, 1.08 * highest)
        axes.set_ylabel("" if right else "repeats")
        lowest = place + ACROSS >= len(shown)
        axes.set_xticks([0, 0.5, 1], ["0", "0.5", "1"] if lowest else ["", "", ""])
        axes.set_xlabel("rank of the truth" if lowest else "")
    _coverage(page, ranks, honest, control, shown)
    _key(page, height - 0.12)
    return page


def title_of(honest: Recovery, control: Recovery, alone: Recovery) -> str:
    """What the check found, as a sentence."""
    bad, noticed, n = len(honest.failures()), len(control.failures()), len(honest.names)
    missed = len(alone.failures())
    found = (
        f"{honest.repeats} made-up winters: the fit finds their truths again"
        if not bad
        else f"{honest.repeats} made-up winters: {bad} of {n} parameters are not found again"
    )
    wrong = "other truths go unnoticed" if not noticed else f"other truths show in {noticed} of {n}"
    return f"{found}; {wrong}, fits of one parameter alone fail in {missed}"


def _caption(checks: Checks) -> str:
    found = checks.recovery
    median, least = np.median(found.effective), found.effective.min()
    return (
        "Bars: rank of the truth in its own posterior; flat if the fit is sound. Orange steps: "
        f"winters run on truths {WRONG:g} standard deviation of the prior higher; where the rows "
        f"speak they leave the bands. Shown are the {SHOWN} parameters that our own evidence moved "
        "most. Grey: where all bins of all parameters, or all coverages, lie in "
        f"{100 * (1 - LEVEL):.0f} % of "
        f"sound fits (binomial, Bonferroni). Behind a repeat stand {median:,.0f} effective samples "
        f"in the median, {least:,.0f} at the least, of {checks.size.samples:,}. "
        "A parameter on which "
        "the rows are silent passes as well."
    )


def _ranks(axes: Axes, honest: np.ndarray, control: np.ndarray, found: Recovery) -> None:
    low, high = found.histogram_band()
    axes.axhspan(low, high, color=SHADE, linewidth=0, zorder=0)
    edges = np.linspace(0, 1, BINS + 1)
    axes.bar(edges[:-1], honest, 0.09, align="edge", color=MIDDLE_BLUE, linewidth=0, zorder=1)
    axes.stairs(control, edges, color=VERMILLION, linewidth=0.9, zorder=2)
    axes.set_xlim(0, 1)


def _coverage(
    page: Page, top: float, honest: Recovery, control: Recovery, shown: list[int]
) -> None:
    """How often intervals hold the truth."""
    page.text(EDGE, top, "how often central intervals hold the truth", fontsize=LABEL)
    n = len(shown)
    axes = page.axes(EDGE + NAME, top + 0.2, WIDTH - 2 * EDGE - NAME - 0.1, ROW * n)
    rows = np.arange(n)
    for interval, mark in zip(INTERVALS, MARKS, strict=True):
        band = honest.coverage_band(interval)
        axes.axvspan(*band, color=SHADE, linewidth=0, zorder=0)
        axes.axvline(interval, color=BLACK, linewidth=0.6, zorder=1)
        style: dict[str, Any] = {"linestyle": "none", "marker": mark, "markersize": 4}
        wrong = control.coverage(interval)[shown]
        axes.plot(wrong, rows, **style, markerfacecolor="none", color=VERMILLION, zorder=2)
        axes.plot(honest.coverage(interval)[shown], rows, **style, color=BLUE, zorder=3)
    axes.set_ylim(n - 0.5, -0.5)
    axes.set_yticks(rows, [honest.names[k].replace("_", " ") for k in shown])
    axes.tick_params(axis="y", length=0)
    marks = [0.3, 0.5, 0.7, 0.9, 1.0]
    axes.set_xlim(0.3, 1.0)
    axes.set_xticks(marks, [f"{100 * m:.0f} %" for m in marks])
    axes.set_xlabel("share of repeats")


def _key(page: Page, top: float) -> None:
    handles = [
        Patch(color=MIDDLE_BLUE, label="ranks"),
        Line2D([], [], color=VERMILLION, linewidth=0.9, label="negative control"),
        Patch(color=SHADE, label="where sound fits lie"),
        Line2D([], [], color=BLUE, marker="o", linestyle="none", label="50 % interval"),
        Line2D([], [], color=BLUE, marker="s", linestyle="none", label="90 % interval"),
    ]
    page.key(EDGE, top, handles, ncols=5, handletextpad=0.4, columnspacing=1.3)
