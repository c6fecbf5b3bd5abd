"""What fifty futures come to: how often things happen, how high runs climb, how much there is."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.plots.run import coded_marks
from experiments.plots.style import errorbars
from experiments.plots.style.axes import percent_axis
from experiments.plots.style.bins import nice_step
from experiments.plots.style.fifty import FUTURES, HIGHEST, DotPiles, fifty_futures, of_fifty, piled
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    BODY,
    EDGE,
    FAINT,
    INK,
    LABEL,
    LINE,
    MIDDLE_BLUE,
    NOTE,
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

INNER: Final = WIDTH - 2 * EDGE
HEAD: Final = 0.3
"""Height of the heading of a part, in inches."""
FOOT: Final = 0.48
"""Room for the numbers and the name of a scale."""
FLAG: Final = 0.44
"""Height of a chance: its words, its dots and its error bars."""
NAMES: Final = 1.75
"""Width of the names of the rungs."""
RUNG_ROW: Final = 0.175
RUNG: Final = "peak_rung"
COLUMNS: Final = 3
INDENT: Final = 0.18
"""Room for the name of an upright axis."""
CELL: Final = INNER / COLUMNS
SCALE: Final = CELL - 0.3 - INDENT
"""Width of the scale of an amount."""
DOT: Final = 0.07
"""From one dot to the next, in inches."""
SIZE: Final = 17.0
"""Area of a dot, in square points."""
ABOVE: Final = 0.46
"""Height of the name of an amount and a line on it."""
PILE: Final = DOT * HIGHEST
BELOW: Final = 0.18
"""Room of the error bars between the dots and their scale."""


def draw(result: Result) -> Page:
    """The page of outcome distributions; there must be at least one run."""
    names = wording.chosen_outcomes(result)
    flags = [name for name in names if OUTCOMES[name].kind == "flag"]
    amounts = [name for name in names if name not in flags and name != RUNG]
    marks = [coded_marks.on_outcome(result.manifest, name) for name in amounts]
    tops = _tops(len(amounts), RUNG in names, len(flags))
    page = new_page(
        tops[-1],
        title(result, names),
        caption(result, coded_marks.explained(marks)),
        wording.source(result),
        str(result.manifest.get("question") or ""),
    )
    _key(page, result.manifest, any(marks))
    for k, name in enumerate(amounts):
        row, column = divmod(k, COLUMNS)
        top = tops[1] + HEAD + row * (ABOVE + PILE + BELOW + FOOT)
        _amount(page, EDGE + column * CELL, top, name, result)
    if amounts:
        page.text(EDGE, tops[1], f"How much is there in {FUTURES} futures?", **_PART)
    if RUNG in names:
        _peak_rungs(page, tops[0], result.run_columns[RUNG])
    if flags:
        page.text(EDGE, KEY, f"In how many of {FUTURES} futures does it happen?", **_PART)
        _chances(page, KEY + HEAD, result, flags)
    return page


KEY: Final = 0.36
_PART: Final[dict[str, Any]] = {"weight": "bold", "color": BLACK, "fontsize": BODY + 1}


def _tops(amounts: int, rungs: bool, flags: int) -> tuple[float, float, float]:
    """Where the rungs and the amounts begin, and where the page ends, in inches."""
    first = KEY + (HEAD + FLAG * flags + FOOT + 0.1 if flags else 0.0)
    second = first + (HEAD + RUNG_ROW * len(RUNG_LABELS) + FOOT + 0.1 if rungs else 0.0)
    rows = -(-amounts // COLUMNS)
    return first, second, second + (HEAD + rows * (ABOVE + PILE + BELOW + FOOT) if rows else 0.0)


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
    """What the dots and `coded` marks are, and which uncertainties the page carries."""
    return wording.paragraph(
        f"Each dot stands for one run in {FUTURES}, from low to high; the 1 % of runs at either "
        "end may lie further out.",
        past.counted_from(result.manifest),
        coded,
        wording.spread(result.manifest),
        wording.counting_error(wording.runs_of(result)),
        errorbars.explained(result.manifest),
        war.war_in_runs(result),
    )


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


def _key(page: Page, manifest: dict[str, Any], coded: bool) -> None:
    """What dots, bars and bands mean."""
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 4.6}
    handles = [Line2D([], [], color=MIDDLE_BLUE, **dot, label=f"one future in {FUTURES}")]
    handles += errorbars.key(manifest) if "spread" in manifest else []
    handles += [coded_marks.handle()] if coded else []
    page.key(EDGE, -0.04, handles, ncols=4, handlelength=1.5, columnspacing=1.2)


def _chances(page: Page, top: float, result: Result, names: list[str]) -> None:
    """Fifty dots for each thing that happens or not, its chance in words, and its uncertainties."""
    columns = {name: result.run_columns[name] for name in names}
    axes = page.axes(EDGE + INDENT, top, INNER - INDENT, FLAG * len(names))
    axes.set_xlim(0, 1)
    axes.set_ylim(len(names) - 0.5, -0.5)
    found = [
        errorbars.error_bars(result.manifest, name) or _counted(values)
        for name, values in columns.items()
    ]
    for k, (name, bars) in enumerate(zip(names, found, strict=True)):
        errorbars.draw(axes, k + 0.36, bars)
        (full,) = of_fifty([bars.value])
        x = (np.arange(FUTURES) + 0.5) / FUTURES
        colours = [MIDDLE_BLUE if n < full else "white" for n in range(FUTURES)]
        axes.scatter(
            x, np.full(FUTURES, k + 0.05), s=1.8 * SIZE, c=colours, edgecolors=BLUE, linewidths=0.5
        )
        _written(axes, 0.0, k - 0.32, f"{wording.meaning(name)}  {in_words(bars)}")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    percent_axis(axes, 1.0, 5)
    axes.set_xlabel("share of runs", fontsize=LABEL)
    axes.set_ylabel("outcome", fontsize=SMALL, labelpad=7)


def in_words(bars: errorbars.ErrorBars) -> str:
    """A chance, its interval, and for a rare one what it comes to; what moves it beside luck."""
    text = f"{wording.percent(bars.value)} ({wording.percents(*bars.runs)})"
    if 0 < bars.value < 1 / FUTURES:
        text = f"{text}, about 1 run in {wording.significant(1 / bars.value, 2)}"
    return "; ".join(filter(None, (text, errorbars.in_words(bars))))


def _peak_rungs(page: Page, top: float, values: npt.NDArray[Any]) -> None:
    """How high the runs climb: a row of dots for each rung."""
    middle = int(np.quantile(values, 0.5, method="inverted_cdf"))
    heading = f"How high do {FUTURES} futures climb? The median run peaks at rung {middle}"
    page.text(EDGE, top, heading, **_PART)
    found = [rung.value for rung in RUNG_LABELS]
    shares = np.bincount(values.astype(np.int64), minlength=len(found))[: len(found)] / len(values)
    height = RUNG_ROW * len(found)
    wide = INNER - NAMES
    axes = page.axes(EDGE + NAMES, top + HEAD, wide, height)
    size = 1 / FUTURES
    for rung, dots, share in zip(found, of_fifty(shares), shares, strict=True):
        axes.scatter(
            (np.arange(dots) + 0.5) * size, np.full(dots, rung), s=1.8 * SIZE,
            c=[RUNG_COLOURS[rung]] * dots, edgecolors=INK, linewidths=0.5, zorder=3,
        )  # fmt: skip
        axes.annotate(
            wording.percent(float(share)), (dots * size, rung), (4, 0), va="center",
            textcoords="offset points", fontsize=LABEL, color=INK if share else FAINT,
        )  # fmt: skip
    axes.set_yticks(found, [f"{k} {RUNG_LABELS[k]}" for k in RUNG_LABELS])
    axes.set_ylim(-0.6, len(found) - 0.4)
    # Room behind the dots for the share.
    axes.set_xlim(0, 1.08)
    percent_axis(axes, 1.0, 5)
    axes.set_xlabel("share of runs", fontsize=LABEL)
    axes.set_ylabel("highest rung", fontsize=LABEL)
    axes.yaxis.set_label_coords(-(NAMES - 0.1) / wide, 0.5)


def _amount(page: Page, left: float, top: float, name: str, result: Result) -> None:
    """Fifty futures on the scale of one outcome, with its name, a line on it, and its mean."""
    values = result.run_columns[name]
    real = wording.happened(name, values)
    _heading(page, left, top, name, note(name, values))
    axes = page.axes(left + INDENT, top + ABOVE, SCALE, PILE + BELOW)
    axes.set_ylim(-BELOW, PILE)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylabel("futures", fontsize=SMALL)
    mark = coded_marks.on_outcome(result.manifest, name)
    unit = OUTCOMES[name].unit
    axes.set_xlabel(f"{unit} (counted: {mark.words})" if mark else unit, fontsize=LABEL)
    if not len(real):
        axes.set_xticks([])
        _written(axes, 0.5, PILE / 2, "never, in any run", ha="center", color=NOTE)
        return
    whole = OUTCOMES[name].kind == "count"
    futures = fifty_futures(real)
    piles = piled(futures, whole, int(SCALE / DOT))
    axes.scatter(piles.x, DOT * (piles.level + 0.5), s=SIZE, color=MIDDLE_BLUE, linewidths=0)
    axes.set_xlim(piles.low, piles.high)
    if futures[0] == futures[-1]:
        axes.set_xticks(futures[:1], [wording.number(float(futures[0]))])
    else:
        _scale(axes, piles, whole)
    if mark:
        low, high = axes.get_xlim()
        axes.set_xlim(min(low, mark.value), max(high, mark.value))
        coded_marks.line(axes, mark)
    mean = errorbars.error_bars(result.manifest, name)
    if mean:
        errorbars.draw(axes, -BELOW / 2, mean)


def _scale(axes: Axes, piles: DotPiles, whole: bool) -> None:
    """A handful of round numbers."""
    low, high = piles.low, piles.high
    step = nice_step(high - low, 5)
    step = max(1.0, step) if whole else step
    ticks = np.arange(np.ceil(low / step) * step, high + 1e-9 * step, step) + 0.0
    labels = [wording.number(t, high - low) if step < 1 else f"{t:,.0f}" for t in ticks]
    axes.set_xticks(ticks, [label.replace("-", "−") for label in labels])


def _heading(page: Page, left: float, top: float, name: str, words: str) -> None:
    """What an outcome is, and one line on how it lies."""
    lines = wrap(wording.meaning(name), CELL - 0.15, BODY, "bold")[:2]
    top += (2 - len(lines)) * BODY * LINE
    page.text(left, top, "\n".join(lines), weight="bold", color=BLACK)
    page.text(left, top + len(lines) * BODY * LINE + 0.01, words, fontsize=LABEL)


def _written(axes: Axes, x: float, y: float, words: str, **style: Any) -> None:
    plain = {"fontsize": LABEL, "color": INK, "va": "center"}
    axes.text(x, y, words, **{**plain, **style})


def _counted(values: npt.NDArray[Any]) -> errorbars.ErrorBars:
    """A share and its Wilson interval, where nothing else is known of it."""
    share = float(values.mean())
    return errorbars.ErrorBars(share, seen_interval(share, len(values)), None, ())
