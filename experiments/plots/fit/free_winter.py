"""What the priors alone make of a free winter, beside what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from experiments.plots.style.axes import share_axis
from experiments.plots.style.look import BLACK, BODY, EDGE, MIDDLE_BLUE, SMALL, VERMILLION, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.text import war, wording
from sim.outcomes import OUTCOMES

Counted = Mapping[str, tuple[float, str]]
"""Outcome -> what the articles count, and the words for it."""

PANELS: Final = ("n_rocket_attacks", "n_fatal_attacks", "n_us_strikes", "isis_strength_ratio")
COLUMNS: Final = 2
CELL: Final = (WIDTH - 2 * EDGE) / COLUMNS
PLOT: Final = 1.15
ROOM: Final = 2.05
"""Height of a panel with its heading and labels, in inches."""
HEAD: Final = 0.42
INDENT: Final = 0.55
WIDEST: Final = 9
"""More bars than this have a number below every other one alone."""
FINEST: Final = 8.0
"""Bars of a ratio for each doubling."""


def draw(result: wording.HasRuns, counted: Counted) -> Page:
    """One panel an outcome, on a scale of doublings, so that long tails stay on the page."""
    rows = -(-len(PANELS) // COLUMNS)
    caption = wording.paragraph(
        "A bar of counts holds those above the bar before and up to its number: 0, 1, 2, 3–4, 5–8 "
        "and so on. Dashed: median run. Solid line: what the articles count in "
        f"{result.manifest['days']} days.",
        wording.spread(result.manifest),
        wording.counting_error(wording.runs_of(result)),
        war.war_in_runs(result),
    )
    page = new_page(rows * ROOM, title(result, counted), caption, wording.source(result))
    for k, name in enumerate(PANELS):
        row, column = divmod(k, COLUMNS)
        _panel(page, EDGE + column * CELL, row * ROOM, name, result, counted.get(name))
    return page


def title(result: wording.HasRuns, counted: Counted) -> str:
    """Where the counted attacks lie among those that the priors allow."""
    name = PANELS[0]
    values = result.run_columns[name]
    low, mid, high = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    found = (
        f"Before any fit, a free winter sees {mid:,.0f} rocket attacks in the median run "
        f"(5–95 %: {low:,.0f} to {high:,.0f})"
    )
    if name not in counted:
        return found
    share = wording.percent(float((values < counted[name][0]).mean()))
    return f"{found}; fewer than the {counted[name][0]:g} counted in {share} of runs"


def _panel(
    page: Page,
    left: float,
    top: float,
    name: str,
    result: wording.HasRuns,
    counted: tuple[float, str] | None,
) -> None:
    """One distribution with its median, its band in words, and what was counted."""
    values = result.run_columns[name]
    low, mid, high = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    page.text(left, top, wording.meaning(name), weight="bold", fontsize=BODY, color=BLACK)
    band = " to ".join(wording.number(float(v), float(high - low)) for v in (low, high))
    middle = wording.number(float(mid), float(high - low))
    page.text(left, top + 0.15, f"median run {middle}, 5–95 % of runs {band}", fontsize=SMALL)
    axes = page.axes(left + INDENT, top + HEAD, CELL - INDENT - 0.25, PLOT)
    whole = OUTCOMES[name].kind == "count"
    if whole:
        _count_bars(axes, values, counted[0] if counted else 0.0)
    else:
        _ratio_bars(axes, values)
    place = place_of if whole else np.log2
    axes.axvline(float(place(mid)), color=BLACK, linewidth=1.4, linestyle=(0, (2, 1)))
    if counted:
        _mark(axes, float(place(counted[0])), counted[1])
    unit = OUTCOMES[name].unit
    axes.set_xlabel(f"{unit} (a bar: up to its number)" if whole else f"{unit} (log scale)")
    axes.set_ylabel("share of runs")


def _mark(axes: Axes, at: float, words: str) -> None:
    """A line at what was counted, its words on the side with more room."""
    axes.axvline(at, color=VERMILLION, linewidth=1.6)
    low, high = axes.get_xlim()
    right = at > (low + high) / 2
    axes.annotate(
        words, (at, 1.0), (-3 if right else 3, 2), ha="right" if right else "left",
        xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=SMALL,
        color=VERMILLION, annotation_clip=False,
    )  # fmt: skip


def bins_of(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Bar of each count: 0, 1, 2, 3-4, 5-8, 9-16 and so on."""
    whole = np.maximum(np.asarray(values, np.float64), 0.0)
    bars = np.ceil(np.log2(np.maximum(whole, 0.5))) + 1.0
    return np.where(whole == 0.0, 0.0, bars).astype(np.int64)


def place_of(value: float) -> float:
    """Where a count lies on that scale: inside its bar by its logarithm."""
    k = int(bins_of(np.array([value]))[0])
    if k < 3:
        return float(k)
    low = 2.0 ** (k - 2)
    return (
        k
        - 0.5
        + float(np.log2((value + 0.5) / (low + 0.5)) / np.log2((2 * low + 0.5) / (low + 0.5)))
    )


def _count_bars(axes: Axes, values: npt.NDArray[Any], least: float) -> None:
    """Bars of counts, at least as far as the count `least`."""
    found = bins_of(np.append(values, least))
    shares = np.bincount(found[:-1], minlength=int(found.max()) + 1) / len(values)
    axes.bar(np.arange(len(shares)), shares, 0.92, color=MIDDLE_BLUE)
    marks = range(0, len(shares), 1 if len(shares) <= WIDEST else 2)
    axes.set_xticks(marks, [f"{2 ** (k - 1) if k else 0:,}" for k in marks])
    axes.set_xlim(-0.6, len(shares) - 0.4)
    share_axis(axes, float(shares.max()))


def _ratio_bars(axes: Axes, values: npt.NDArray[Any]) -> None:
    """A ratio on a scale of doublings, with its plain value at the ticks."""
    logs = np.log2(np.maximum(values, 1e-3))
    first, last = np.floor(logs.min()), max(np.ceil(logs.max()), np.floor(logs.min()) + 1.0)
    edges = np.arange(first, last + 0.5 / FINEST, 1.0 / FINEST)
    shares = np.histogram(logs, edges)[0] / len(logs)
    axes.bar(edges[:-1], shares, 0.92 / FINEST, align="edge", color=MIDDLE_BLUE)
    marks = np.arange(first, last + 0.5)
    axes.set_xticks(marks, [f"{2.0**m:g}" for m in marks])
    axes.set_xlim(first, last)
    share_axis(axes, float(shares.max()))
