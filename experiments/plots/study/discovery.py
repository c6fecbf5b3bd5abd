"""The box of a scenario discovery: its limits, and the boxes that were looked at on the way."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.analysis.discovery_cases import IS, Cases
from experiments.analysis.scenario_discovery import Box, Limit, in_words, limit_words
from experiments.analysis.variance_components import Floats
from experiments.plots.style.axes import trimmed
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    EDGE,
    FAINT,
    INK,
    MIDDLE_BLUE,
    SHADE,
    SMALL,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, text_width, wrap
from experiments.text.wording import percent, plain

ROW: Final = 0.46
LEFT: Final = 3.5
BINS: Final = 10
NAME: Final = 1.4
MOST_NAMED: Final = 3
"""Limits named in the title; the caption names all."""


def draw(
    box: Box,
    cases: Cases,
    source: str,
    title: str = "",
    values: Mapping[str, Sequence[str]] | None = None,
) -> Page:
    """The page of one box; `cases` are all cases that it was looked for among.

    `values` are those of factors that are no numbers, as the columns of the cases spell them.
    """
    limits = sorted(box.limits, key=lambda limit: limit.column)
    height = max(2.0, ROW * len(limits) + 0.35)
    page = new_page(height + 0.68, title or title_of(box), caption(box), source)
    page.text(EDGE, 0.0, "The box: limits and how often it happens", weight="bold", color=BLACK)
    for k, limit in enumerate(limits):
        ticks = sides(limit.column, cases.names, values or {})
        _limit(page, cases, limit, ticks, 0.3 + k * height / len(limits), height / len(limits))
    if not limits:
        page.text(EDGE, 0.4, "none", fontsize=SMALL)
    left = EDGE + LEFT + 0.85
    page.text(left - 0.5, 0.0, "Boxes looked at", weight="bold", color=BLACK)
    _path(page.axes(left, 0.3, WIDTH - EDGE - left - 0.05, height), box)
    return trimmed(page)


def title_of(box: Box) -> str:
    """The finding in one line."""
    if not box.found:
        return headline(f"No box of conditions makes {box.what} likelier than it is anyway")
    where = " and ".join(limit_words(limit) for limit in box.limits)
    few = f"{len(box.limits)} conditions meet"
    if len(box.limits) > MOST_NAMED:
        where = few
    return headline(
        *(
            f"{box.what[:1].upper()}{box.what[1:]}: {percent(box.density)} where {place}, "
            f"{percent(box.elsewhere)} elsewhere"
            for place in (where, few)
        )
    )


def caption(box: Box) -> str:
    """The box in words, and how the panels read."""
    return (
        f"{in_words(box)} Left: share of the cases in which it happened along each factor that has "
        "a limit, over all others; the box is dark. Right: each dot is a box, further right it "
        "holds more of what happened, further up it happens more often in it; these shares are of "
        "the cases in which the box was looked for."
    )


def sides(
    column: str, names: Sequence[str], values: Mapping[str, Sequence[str]]
) -> tuple[str, str] | None:
    """What 0 and 1 of a column mean: the other value, or that it is not this one; None of numbers.

    One column stands for both values of a factor that has two; `values` knows the other.
    """
    factor, mark, value = column.partition(IS)
    if not mark:
        return None
    seen = [name.partition(IS)[2] for name in names if name.partition(IS)[0] == factor]
    known = values.get(factor, seen)
    others = [v for v in (known if value in known else seen) if v != value]
    return (plain(others[0]) if len(others) == 1 else f"not {plain(value)}"), plain(value)


def _limit(
    page: Page, cases: Cases, limit: Limit, ticks: Sequence[str] | None, top: float, step: float
) -> None:
    """How often it happens along one column, the box's part shaded."""
    lines = wrap(limit_words(limit), NAME, SMALL)
    page.text(EDGE, top + 0.04, "\n".join(lines), fontsize=SMALL)
    axes = page.axes(EDGE + 1.75, top, LEFT - 1.75, 0.66 * step - 0.06)
    column = cases.x[:, cases.names.index(limit.column)]
    values = np.unique(column)
    if len(values) <= BINS:
        places, edges = np.searchsorted(values, column), np.arange(len(values) + 1) - 0.5
        axes.set_xticks(*_ticks(values, ticks))
        inside = (values >= limit.low) & (values <= limit.high)
        low, high = edges[:-1][inside].min(), edges[1:][inside].max()
    else:
        edges = np.linspace(values[0], values[-1], BINS + 1)
        places = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, BINS - 1)
        low, high = np.clip([limit.low, limit.high], edges[0], edges[-1])
        axes.locator_params(axis="x", nbins=4)
    counts = np.bincount(places, minlength=len(edges) - 1)
    hits = np.bincount(places, weights=cases.happened, minlength=len(edges) - 1)
    axes.axvspan(float(low), float(high), color=SHADE, linewidth=0, zorder=0)
    middle = (edges[:-1] + edges[1:]) / 2
    colours = [BLUE if low <= m <= high else MIDDLE_BLUE for m in middle]
    shares = hits / np.maximum(1, counts)
    axes.bar(middle, shares, 0.94 * np.diff(edges), color=colours, zorder=1)
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, max(0.001, 1.05 * float(shares.max())))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:.3g} %"))
    axes.yaxis.set_major_locator(MaxNLocator(3, min_n_ticks=3))


def _ticks(values: Floats, words: Sequence[str] | None) -> tuple[list[int], list[str]]:
    """Places and labels under the bars of single values, as many as fit beside each other."""
    room = (LEFT - 1.75) / len(values)
    if words:
        labels = [fold(words[int(v)], room - 0.08, SMALL, 1)[0] for v in values]
    else:
        labels = [plain(float(v)) for v in values]
    widest = max(text_width(label, SMALL) for label in labels) + 0.08
    step = max(1, math.ceil(widest / room))
    return list(range(0, len(values), step)), labels[::step]


def _path(axes: Axes, box: Box) -> None:
    """Coverage and density of the boxes looked at; of the chosen one, on cases it never saw."""
    if box.path:
        coverage, density, _ = np.array(box.path).T
        axes.plot(coverage, density, "o", markersize=3.5, color=FAINT, label="looked at")
    if box.limits:
        style: dict[str, Any] = {"color": VERMILLION, "markeredgecolor": BLACK, "markersize": 8}
        axes.plot([box.coverage], [box.density], "*", label="chosen, judged anew", **style)
        ends = [box.density_low, box.density_high]
        axes.plot([box.coverage] * 2, ends, color=BLACK, linewidth=1.2)
    axes.axhline(box.base, color=INK, linewidth=0.8, linestyle=(0, (3, 2)), label="all cases")
    axes.set_xlim(0, 1.03)
    axes.set_ylim(0, None if not math.isnan(box.density) else 1)
    percent_of = FuncFormatter(lambda v, _: f"{100 * v:g} %")
    axes.xaxis.set_major_formatter(percent_of)
    axes.yaxis.set_major_formatter(percent_of)
    axes.set_xlabel("coverage: share of what happened that is in the box")
    axes.set_ylabel("density: how often it happens there")
    axes.legend(loc="best", fontsize=SMALL)
