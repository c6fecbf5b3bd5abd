"""How the main outcomes are distributed over the runs: bars, histograms and probabilities."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.run import chances
from experiments.plots.run.chances import BAR, FLAG, HEAD, RUNG, heading
from experiments.plots.style import errorbars
from experiments.plots.style.axes import share_axis
from experiments.plots.style.bins import Bars, bars_of, nice_step
from experiments.plots.style.page import BLACK, BLUE, EDGE, FAINT, HALF, WIDTH, Page, new_page
from experiments.runs.result import Result
from experiments.runs.statistics import NEVER
from experiments.text import wording as words
from sim.actions import RUNG_LABELS
from sim.outcomes import OUTCOMES

COLUMNS: Final = 3
CELL: Final = (WIDTH - 2 * EDGE) / COLUMNS
PLOT: Final = 0.86
FOOT: Final = 0.46
INDENT: Final = 0.52
ABOVE: Final = 1.1
"""Height of the mean and its error bars, as a share of the axes'."""


def draw(result: Result) -> Page:
    """The page of outcome distributions; there must be at least one run."""
    names = words.chosen_outcomes(result)
    flags = [name for name in names if OUTCOMES[name].kind == "flag"]
    small = [name for name in names if name not in flags and name != RUNG]
    rows = -(-len(small) // COLUMNS)
    n_list = max(len(RUNG_LABELS) if RUNG in names else 0, FLAG * len(flags))
    foot = HEAD + n_list * BAR + 0.36 if n_list else 0.0
    head = 0.28 if "spread" not in result.manifest else 0.46
    top = head + rows * (HEAD + PLOT + FOOT)
    page = new_page(
        top + foot,
        title(result, names),
        caption(result),
        words.source(result),
        str(result.manifest.get("question") or ""),
    )
    _key(page, result.manifest)
    for k, name in enumerate(small):
        row, column = divmod(k, COLUMNS)
        _panel(page, EDGE + column * CELL, head + row * (HEAD + PLOT + FOOT), name, result)
    if RUNG in names:
        chances.rungs(page, top, n_list * BAR, result.run_columns[RUNG])
    if flags:
        left = WIDTH / 2 if RUNG in names else EDGE
        chances.flags(
            page, left, top, {name: result.run_columns[name] for name in flags}, result.manifest
        )
    return page


def title(result: Result, names: list[str]) -> str:
    """The finding: where the middle half of the runs lies, and how often the worst happens."""
    flags = [name for name in names if OUTCOMES[name].kind == "flag"]
    spread = [name for name in names if name not in flags and name not in NEVER]
    first = words.middle_half(spread[0], result.run_columns[spread[0]]) if spread else ""
    worst = "open_war" if "open_war" in flags else flags[0] if flags else ""
    second = words.happens(worst, float(result.run_columns[worst].mean())) if worst else ""
    if not names or first or second:
        return words.sentence(first, second)
    return f"{words.meaning(names[0])}: {note(names[0], result.run_columns[names[0]])}"


def caption(result: Result) -> str:
    """Which uncertainties the page carries."""
    runs = words.runs_of(result)
    past = result.manifest.get("history_until")
    coded = (
        f"Coded events up to {words.day_of(past)} are replayed, harmless fire around them drawn. "
        if past
        else ""
    )
    return (
        f"{coded}{words.spread(result.manifest)} {words.counting_error(runs)} "
        "Lines through the dots are 95 % intervals: that counting error, nothing else. "
        f"{errorbars.explained(result.manifest)}".strip()
    )


def _key(page: Page, manifest: dict[str, Any]) -> None:
    """What the marks of the small panels mean, and those of the error bars."""
    handles = [
        Patch(color=HALF, label="share of runs"),
        Patch(
            facecolor="white",
            edgecolor=BLUE,
            hatch="////",
            linewidth=0.5,
            label="all runs above the scale, summed",
        ),
        Line2D([], [], color=BLACK, linewidth=1.4, linestyle=(0, (2, 1)), label="median run"),
    ]
    page.key(EDGE, -0.04, handles, ncols=3, handlelength=1.6, columnspacing=1.6)
    if "spread" in manifest:
        page.key(EDGE, 0.14, errorbars.key(manifest), ncols=4, handlelength=1.6, columnspacing=1.4)


def _panel(page: Page, left: float, top: float, name: str, result: Result) -> None:
    """One distribution, with its name and a line on it, and its mean above the bars."""
    values = result.run_columns[name]
    real = words.happened(name, values)
    heading(page, left, top, name, note(name, values), CELL - 0.15)
    axes = page.axes(left + INDENT, top + HEAD, CELL - INDENT - 0.2, PLOT)
    axes.set_xlabel(OUTCOMES[name].unit)
    axes.set_ylabel("share of runs")
    if not len(real):
        axes.set_xticks([])
        axes.set_yticks([])
        axes.text(
            0.5,
            0.5,
            "never, in any run",
            ha="center",
            va="center",
            transform=axes.transAxes,
            color=FAINT,
        )
        return
    bars = bars_of(real, OUTCOMES[name].kind)
    _draw_bars(axes, bars)
    _ticks(axes, bars)
    axes.axvline(
        float(np.quantile(real, 0.5, method="inverted_cdf")),
        color=BLACK,
        linewidth=1.4,
        linestyle=(0, (2, 1)),
    )
    mean = errorbars.bars_of(result.manifest, name)
    if mean:
        errorbars.draw(axes, ABOVE, mean, transform=axes.get_xaxis_transform())


def note(name: str, values: npt.NDArray[Any]) -> str:
    """One line on a distribution: its commonest value if that rules, else median and range."""
    real = words.happened(name, values)
    if not len(real):
        return ""
    found, counts = np.unique(real, return_counts=True)
    common, share = float(found[counts.argmax()]), counts.max() / len(values)
    low, middle, high = (
        float(q) for q in np.quantile(real, [0.05, 0.5, 0.95], method="inverted_cdf")
    )
    span = float(np.ptp(real)) if np.ptp(real) else None
    if share == 1:
        return f"{words.number(common)} in every run"
    if len(real) < len(values):
        never = words.percent(1 - len(real) / len(values))
        return f"never in {never}; else median {words.number(middle)}"
    limits = f"90 % of runs: {words.number(low, span)} to {words.number(high, span)}"
    if share >= 0.5:
        return f"{words.number(common, span)} in {words.percent(share)}; {limits}"
    return f"median {words.number(middle, span)}; {limits}"


def _draw_bars(axes: Axes, bars: Bars) -> None:
    """The bars, and a hatched one for the tail."""
    gap = 0.06 * bars.width if len(bars.lefts) <= 40 else 0.0
    left, right, zero = bars.lefts + gap, bars.lefts + bars.width - gap, np.zeros(len(bars.lefts))
    corners = [(left, zero), (left, bars.shares), (right, bars.shares), (right, zero)]
    outlines = np.stack([np.stack(corner, axis=1) for corner in corners], axis=1)
    axes.add_collection(PolyCollection(list(outlines[bars.shares > 0]), facecolors=HALF))
    if bars.rest:
        wide = max(bars.width, 0.05 * (bars.end - bars.lefts[0]))
        axes.bar(
            [bars.end + wide],
            [bars.rest],
            wide,
            align="edge",
            color="white",
            edgecolor=BLUE,
            hatch="////",
            linewidth=0.5,
        )


def _ticks(axes: Axes, bars: Bars) -> None:
    """A handful of round numbers on each axis, and `25+` under the bar that sums a tail."""
    low, high = float(bars.lefts[0]), bars.end
    wide = max(bars.width, 0.05 * (high - low))
    if len(bars.lefts) == 1 and not bars.rest:
        centre = low + bars.width / 2
        axes.set_xlim(centre - 2, centre + 2)
        marks, labels = [centre], [words.number(centre)]
    else:
        step = nice_step(high - low, 4)
        if bars.width >= 1:
            step = max(1.0, step)
        first = np.ceil(low / step) * step
        last = high - (0.6 * step if bars.rest else 0)
        marks = [float(m) + 0.0 for m in np.arange(first, last + 1e-9 * step, step)]
        labels = [words.number(m, high - low) if step < 1 else f"{m:,.0f}" for m in marks]
        if bars.rest:
            marks.append(high + 1.5 * wide)
            edge = np.ceil(high) if bars.width >= 1 else high
            labels.append(f"{words.number(float(edge), high - low)}+")
        axes.set_xlim(
            low - 0.02 * (high - low), high + (2.2 * wide if bars.rest else 0.02 * (high - low))
        )
    axes.set_xticks(marks, labels)
    share_axis(axes, max(float(bars.shares.max()), bars.rest))
