"""Fifty futures against their fifty twins, and what all samples expect under every hypothesis."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.ask.answer import Answer
from experiments.ask.answer_words import verdict_words
from experiments.ask.variant_clauses import AS_SET, AS_SET_CLAUSE, clause
from experiments.plots.style.axes import outcome_axis, outcome_label, trimmed
from experiments.plots.style.look import (
    BAND,
    BLACK,
    BLUE,
    EDGE,
    FAINT,
    GRID,
    INK,
    SHADE,
    SMALL,
    TINY,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import headline, wrap
from experiments.text import wording
from experiments.text.war import not_counting_war

LEFT: Final = 3.0
"""Width of the panel of twins, in inches."""
NAMES: Final = 1.75
"""Width of the names of the hypotheses."""
GAP: Final = 0.75
ROW: Final = 0.245
TOP: Final = 0.55
"""Room for the heads and keys of both panels."""
BASE: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 3.4, "markerfacecolor": "white", "markeredgecolor": BLUE,
    "markeredgewidth": 0.9, "linestyle": "none", "zorder": 3,
}  # fmt: skip
TWIN: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 3.4, "markerfacecolor": VERMILLION, "markeredgecolor": BLACK,
    "markeredgewidth": 0.4, "linestyle": "none", "zorder": 3,
}  # fmt: skip
MEAN: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 4.4, "markerfacecolor": VERMILLION, "markeredgecolor": BLACK,
    "markeredgewidth": 0.6, "linestyle": "none", "zorder": 3,
}  # fmt: skip


def draw(found: Answer) -> Page:
    """The page of one answer."""
    height = max(2.3, ROW * len(found.variants))
    words = verdict_words(found)
    title = headline(
        f"{found.question.id}: {words}",
        f"{found.question.id}: {words.rpartition(': ')[0]}",
        f"{found.question.id}: {found.verdict.kind}. {found.question.asks}",
    )
    page = new_page(TOP + height + 0.42, title, caption(found), source(found), found.question.text)
    twins = page.axes(EDGE + 0.55, TOP, LEFT - 0.55, height)
    right = EDGE + LEFT + GAP + NAMES
    samples = page.axes(right, TOP, WIDTH - EDGE - right, height)
    bold = {"weight": "bold", "color": BLACK}
    page.text(EDGE, 0.0, f"{len(found.twins[0])} futures and their twins", **bold)
    expect = f"What {found.size.samples:,} samples expect, by hypothesis"
    page.text(EDGE + LEFT + 0.2, 0.0, expect, **bold)
    _twins(twins, found)
    _samples(samples, found)
    _key(page, found)
    return trimmed(page)


def caption(found: Answer) -> str:
    """What the marks are, and which uncertainty they show."""
    q = found.question
    flag = wording.is_chance(q.criterion.outcome)
    each = (
        f"a future is a parameter sample, and its chance comes from {found.size.each} runs"
        if flag
        else "a future is one run with parameters of its own"
    )
    return wording.paragraph(
        f"Left: {each}; its twin has the same parameters and random numbers and differs by the "
        "change alone. Futures are sorted by their value without it. Right: the change that the "
        "parameter samples expect, luck taken out; bands hold nine samples of ten, dots are means, "
        "and yes begins at the dashed line, where the grey zone of what is too small ends "
        f"({q.criterion.because}).",
        not_counting_war({"runs without the change": found.war[0], "runs with it": found.war[1]}),
    )


def source(found: Answer) -> str:
    """Both scenarios, runs and seed."""
    q, size = found.question, found.size
    names = " and ".join(
        dict.fromkeys(f"“{arm.scenario.title}”" for arm in (q.baseline, q.changed))
    )
    return (
        f"Source: Flashpoint, {q.id}, scenarios {names}, {size.samples:,} parameter samples × "
        f"{size.each} runs under each of {len(found.variants)} sets of hypotheses, seed "
        f"{size.seed}."
    )


def _twins(axes: Axes, found: Answer) -> None:
    """A dot for each future, a dot for its twin, and a line between."""
    x, y = (np.array(side) for side in found.twins)
    order = np.lexsort((y, x))
    x, y, at = x[order], y[order], np.arange(len(x))
    axes.vlines(at, x, y, color=FAINT, linewidth=0.8, zorder=2)
    axes.plot(at, x, **BASE)
    axes.plot(at, y, **TWIN)
    outcome = found.question.criterion.outcome
    outcome_axis(axes, outcome)
    label = "\n".join(wrap(outcome_label(outcome), 2.2, SMALL))
    axes.set_ylabel(label, fontsize=SMALL)
    axes.set_xlim(-1, len(x))
    axes.set_xticks([])
    axes.set_xlabel("futures, sorted", fontsize=SMALL)


def _samples(axes: Axes, found: Answer) -> None:
    """A band and a dot for each variant; the zone of what does not matter in grey."""
    rule, rows = found.question.criterion, found.variants
    axes.axvspan(-rule.least, rule.least, color=SHADE, linewidth=0, zorder=0)
    axes.axvline(0, color=INK, linewidth=0.8, zorder=1)
    axes.axvline(rule.way * rule.least, color=INK, linewidth=0.7, linestyle=(0, (3, 2)), zorder=1)
    for k, row in enumerate(rows):
        low, high = row.change.band
        axes.plot([low, high], [k, k], color=BAND, linewidth=6, solid_capstyle="butt", zorder=2)
        axes.plot([row.change.mean], [k], **MEAN)
    names = [
        f"as set: {AS_SET_CLAUSE}" if row.variant == AS_SET else clause(row.variant) for row in rows
    ]
    labels = ["\n".join(wrap(name, NAMES + 0.1, TINY)) for name in names]
    axes.set_yticks(np.arange(len(rows)), labels, fontsize=TINY)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    outcome_axis(axes, rule.outcome, "x", most=5, points=True)
    axes.grid(axis="y", color=GRID, linewidth=0.4)
    axes.spines["left"].set_visible(False)
    unit = "percentage points" if wording.is_chance(rule.outcome) else rule.unit
    axes.set_xlabel(f"change ({unit})", fontsize=SMALL)


def _key(page: Page, found: Answer) -> None:
    q = found.question
    handles = [
        Line2D([], [], **BASE, label=q.baseline.name),
        Line2D([], [], **TWIN, label=q.changed.name),
    ]
    page.key(EDGE, 0.2, handles, ncols=1 if _is_long(found) else 2, columnspacing=1.0)
    marks = [
        Line2D([], [], **MEAN, label="mean"),
        Patch(color=BAND, label="nine of ten"),
        Patch(color=SHADE, label="too small to matter"),
    ]
    page.key(EDGE + LEFT + 0.2, 0.2, marks, ncols=3, columnspacing=1.0)


def _is_long(found: Answer) -> bool:
    """Do the names of both arms need a line each?"""
    q = found.question
    return len(q.baseline.name) + len(q.changed.name) > 40
