"""How the main outcomes are distributed over the runs: histograms, highest rungs, probabilities."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.run import coded_marks
from experiments.plots.style import errorbars
from experiments.plots.style.axes import percent_axis, share_axis
from experiments.plots.style.bins import Histogram, histogram, nice_step
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    BODY,
    EDGE,
    FAINT,
    INK,
    LINE,
    LIST_GRID,
    MIDDLE_BLUE,
    RUNG_COLOURS,
    SMALL,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import wrap
from experiments.runs.result import Result
from experiments.runs.statistics import seen_interval
from experiments.text import past, war, wording
from sim.actions import RUNG_LABELS
from sim.outcomes import NEVER, OUTCOMES

COLUMNS: Final = 3
CELL: Final = (WIDTH - 2 * EDGE) / COLUMNS
PLOT: Final = 0.86
FOOT: Final = 0.46
INDENT: Final = 0.52
HEAD: Final = 0.6
"""Height of a heading with its note, in inches."""
BAR: Final = 0.19
"""Height of one row, in inches."""
FLAG: Final = 3
"""Rows that a chance takes: two of text, one of marks."""
RUNG: Final = "peak_rung"
ABOVE: Final = 1.1
"""Height of the mean and its error bars, as a share of the axes'."""


def draw(result: Result) -> Page:
    """The page of outcome distributions; there must be at least one run."""
    names = wording.chosen_outcomes(result)
    flags = [name for name in names if OUTCOMES[name].kind == "flag"]
    small = [name for name in names if name not in flags and name != RUNG]
    rows = -(-len(small) // COLUMNS)
    n_list = max(len(RUNG_LABELS) if RUNG in names else 0, FLAG * len(flags))
    foot = HEAD + n_list * BAR + 0.36 if n_list else 0.0
    head = 0.28 if "spread" not in result.manifest else 0.46
    top = head + rows * (HEAD + PLOT + FOOT)
    marks = [coded_marks.on_outcome(result.manifest, name) for name in small]
    page = new_page(
        top + foot,
        title(result, names),
        caption(result, coded_marks.explained(marks)),
        wording.source(result),
        str(result.manifest.get("question") or ""),
    )
    _key(page, result.manifest, any(marks))
    for k, name in enumerate(small):
        row, column = divmod(k, COLUMNS)
        _panel(page, EDGE + column * CELL, head + row * (HEAD + PLOT + FOOT), name, result)
    if RUNG in names:
        _peak_rungs(page, top, n_list * BAR, result.run_columns[RUNG])
    if flags:
        left = WIDTH / 2 if RUNG in names else EDGE
        _flag_list(
            page, left, top, {name: result.run_columns[name] for name in flags}, result.manifest
        )
    return page


def title(result: Result, names: list[str]) -> str:
    """The finding: where the middle half of the runs lies, and how often the worst happens."""
    flags = [name for name in names if OUTCOMES[name].kind == "flag"]
    spread = [name for name in names if name not in flags and name not in NEVER]
    first = wording.middle_half(spread[0], result.run_columns[spread[0]]) if spread else ""
    worst = "open_war" if "open_war" in flags else flags[0] if flags else ""
    second = wording.happens(worst, float(result.run_columns[worst].mean())) if worst else ""
    if not names or first or second:
        return wording.sentence(first, second)
    return f"{wording.meaning(names[0])}: {note(names[0], result.run_columns[names[0]])}"


def caption(result: Result, coded: str = "") -> str:
    """What `coded` marks are, and which uncertainties the page carries."""
    runs = wording.runs_of(result)
    return wording.paragraph(
        past.counted_from(result.manifest),
        past.replayed(result),
        coded,
        wording.spread(result.manifest),
        wording.counting_error(runs),
        "Lines through the dots are 95 % intervals: that counting error, nothing else.",
        errorbars.explained(result.manifest),
        war.war_in_runs(result),
    )


def _key(page: Page, manifest: dict[str, Any], coded: bool) -> None:
    """What the marks of the small panels mean, and those of the error bars."""
    handles = [
        Patch(color=MIDDLE_BLUE, label="share of runs"),
        Patch(
            facecolor="white",
            edgecolor=BLUE,
            hatch="////",
            linewidth=0.5,
            label="all runs above the scale, summed",
        ),
        Line2D([], [], color=BLACK, linewidth=1.4, linestyle=(0, (2, 1)), label="median run"),
    ]
    handles += [coded_marks.handle()] if coded else []
    page.key(EDGE, -0.04, handles, ncols=4, handlelength=1.6, columnspacing=1.6)
    if "spread" in manifest:
        page.key(EDGE, 0.14, errorbars.key(manifest), ncols=4, handlelength=1.6, columnspacing=1.4)


def _panel(page: Page, left: float, top: float, name: str, result: Result) -> None:
    """One distribution, with its name and a line on it, and its mean above the bars."""
    values = result.run_columns[name]
    real = wording.happened(name, values)
    mark = coded_marks.on_outcome(result.manifest, name)
    _heading(page, left, top, name, note(name, values), CELL - 0.15)
    axes = page.axes(left + INDENT, top + HEAD, CELL - INDENT - 0.2, PLOT)
    unit = OUTCOMES[name].unit
    axes.set_xlabel(f"{unit} (counted: {mark.words})" if mark else unit)
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
    bars = histogram(real, OUTCOMES[name].kind)
    _draw_bars(axes, bars)
    _ticks(axes, bars)
    axes.axvline(
        float(np.quantile(real, 0.5, method="inverted_cdf")),
        color=BLACK,
        linewidth=1.4,
        linestyle=(0, (2, 1)),
    )
    if mark:
        low, high = axes.get_xlim()
        axes.set_xlim(min(low, mark.value), max(high, mark.value))
        coded_marks.line(axes, mark)
    mean = errorbars.error_bars(result.manifest, name)
    if mean:
        errorbars.draw(axes, ABOVE, mean, transform=axes.get_xaxis_transform())


def note(name: str, values: npt.NDArray[Any]) -> str:
    """One line on a distribution: its commonest value if that rules, else median and range."""
    real = wording.happened(name, values)
    if not len(real):
        return ""
    found, counts = np.unique(real, return_counts=True)
    common, share = float(found[counts.argmax()]), counts.max() / len(values)
    low, middle, high = (
        float(q) for q in np.quantile(real, [0.05, 0.5, 0.95], method="inverted_cdf")
    )
    span = float(np.ptp(real)) if np.ptp(real) else None
    if share == 1:
        return f"{wording.number(common)} in every run"
    if len(real) < len(values):
        never = wording.percent(1 - len(real) / len(values))
        return f"never in {never}; else median {wording.number(middle)}"
    limits = f"90 % of runs: {wording.number(low, span)} to {wording.number(high, span)}"
    if share >= 0.5:
        return f"{wording.number(common, span)} in {wording.percent(share)}; {limits}"
    return f"median {wording.number(middle, span)}; {limits}"


def _draw_bars(axes: Axes, bars: Histogram) -> None:
    """The bars, and a hatched one for the tail."""
    gap = 0.06 * bars.width if len(bars.lefts) <= 40 else 0.0
    left, right, zero = bars.lefts + gap, bars.lefts + bars.width - gap, np.zeros(len(bars.lefts))
    corners = [(left, zero), (left, bars.shares), (right, bars.shares), (right, zero)]
    outlines = np.stack([np.stack(corner, axis=1) for corner in corners], axis=1)
    axes.add_collection(PolyCollection(list(outlines[bars.shares > 0]), facecolors=MIDDLE_BLUE))
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


def _ticks(axes: Axes, bars: Histogram) -> None:
    """A handful of round numbers on each axis, and `25+` under the bar that sums a tail."""
    low, high = float(bars.lefts[0]), bars.end
    wide = max(bars.width, 0.05 * (high - low))
    if len(bars.lefts) == 1 and not bars.rest:
        centre = low + bars.width / 2
        axes.set_xlim(centre - 2, centre + 2)
        marks, labels = [centre], [wording.number(centre)]
    else:
        step = nice_step(high - low, 4)
        if bars.width >= 1:
            step = max(1.0, step)
        first = np.ceil(low / step) * step
        last = high - (0.6 * step if bars.rest else 0)
        marks = [float(m) + 0.0 for m in np.arange(first, last + 1e-9 * step, step)]
        labels = [wording.number(m, high - low) if step < 1 else f"{m:,.0f}" for m in marks]
        if bars.rest:
            marks.append(high + 1.5 * wide)
            edge = np.ceil(high) if bars.width >= 1 else high
            labels.append(f"{wording.number(float(edge), high - low)}+")
        axes.set_xlim(
            low - 0.02 * (high - low), high + (2.2 * wide if bars.rest else 0.02 * (high - low))
        )
    axes.set_xticks(marks, labels)
    share_axis(axes, max(float(bars.shares.max()), bars.rest))


def _heading(page: Page, left: float, top: float, name: str, note: str, width: float) -> None:
    """What an outcome is, and one line on how it lies; room for two lines of name."""
    lines = wrap(wording.meaning(name), width, BODY, "bold")[:2]
    top += (2 - len(lines)) * BODY * LINE
    page.text(left, top, "\n".join(lines), weight="bold", color=BLACK)
    page.text(left, top + len(lines) * BODY * LINE + 0.01, note, fontsize=SMALL)


def _peak_rungs(page: Page, top: float, height: float, values: npt.NDArray[Any]) -> None:
    """How high the runs climb: one bar a rung, named."""
    note = f"median run peaks at rung {int(np.quantile(values, 0.5, method='inverted_cdf'))}"
    _heading(page, EDGE, top, RUNG, note, WIDTH / 2 - EDGE)
    axes = page.axes(EDGE + 1.55, top + HEAD, WIDTH / 2 - EDGE - 2.15, height)
    found = [rung.value for rung in RUNG_LABELS]
    shares = np.bincount(values.astype(np.int64), minlength=len(found))[: len(found)] / len(values)
    axes.barh(
        found, shares, 0.78, color=[RUNG_COLOURS[k] for k in found], edgecolor=INK, linewidth=0.4
    )
    for rung, share in zip(found, shares, strict=True):
        axes.text(
            share + 0.015 * shares.max(),
            rung,
            wording.percent(float(share)),
            va="center",
            fontsize=SMALL,
            color=INK,
        )
    axes.set_yticks(found, [f"{k} {RUNG_LABELS[k]}" for k in RUNG_LABELS])
    axes.set_ylim(-0.6, len(found) - 0.4)
    axes.set_xlim(0, 1.02 * shares.max())
    percent_axis(axes, float(shares.max()), 4)
    axes.set_xlabel("share of runs")
    axes.set_ylabel("rung of the ladder")


def _flag_list(
    page: Page,
    left: float,
    top: float,
    columns: dict[str, npt.NDArray[Any]],
    manifest: dict[str, Any],
) -> None:
    """Chances of what happens or does not, each with its uncertainties as marks and as text."""
    page.text(left, top + BODY * LINE, "How often does it happen?", weight="bold", color=BLACK)
    width = WIDTH - EDGE - left
    axes = page.axes(left + 0.3, top + HEAD, width - 0.4, FLAG * BAR * len(columns))
    found = [errorbars.error_bars(manifest, name) or _counted(v) for name, v in columns.items()]
    right = min(1.0, 1.12 * max(bars.highest for bars in found))
    axes.set_xlim(0, right)
    for k, (name, bars) in enumerate(zip(columns, found, strict=True)):
        errorbars.draw(axes, k, bars)
        more = errorbars.in_words(bars)
        chance = f"{wording.percent(bars.value)} ({wording.percents(*bars.runs)})"
        first = f"{wording.meaning(name)}  {chance}"
        for text, up in ((first, 15.5 if more else 6), (more, 6)):
            axes.annotate(
                text,
                (0, k),
                (0, up),
                textcoords="offset points",
                va="bottom",
                xycoords=("axes fraction", "data"),
                fontsize=SMALL,
                color=INK,
            )
    axes.set_ylim(len(columns) - 0.7, -0.85)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    percent_axis(axes, right, 5)
    axes.set_xlabel("chance; in brackets the error of the number of runs, 95 %")
    axes.set_ylabel("outcome", labelpad=6)
    axes.grid(axis="x", color=LIST_GRID, linewidth=0.5)


def _counted(values: npt.NDArray[Any]) -> errorbars.ErrorBars:
    """A share and its Wilson interval, where nothing else is known of it."""
    share = float(values.mean())
    return errorbars.ErrorBars(share, seen_interval(share, len(values)), None, ())
