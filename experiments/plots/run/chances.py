"""Lists of chances: how high the runs climb, and how often a thing happens at all."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.plots.style import errorbars
from experiments.plots.style.axes import percent_axis
from experiments.plots.style.errorbars import Bars, bars_of
from experiments.plots.style.page import (
    BLACK,
    BODY,
    EDGE,
    INK,
    LINE,
    RUNG_COLOURS,
    SMALL,
    WIDTH,
    Page,
    wrap,
)
from experiments.runs.statistics import seen_interval
from experiments.text import wording as words
from sim.actions import RUNG_LABELS

HEAD: Final = 0.6
"""Height of a heading with its note, in inches."""
BAR: Final = 0.19
"""Height of one row, in inches."""
FLAG: Final = 3
"""Rows that a chance takes: two of text, one of marks."""
RUNG: Final = "peak_rung"


def heading(page: Page, left: float, top: float, name: str, note: str, width: float) -> None:
    """What an outcome is, and one line on how it lies; room for two lines of name."""
    lines = wrap(words.meaning(name), width, BODY, "bold")[:2]
    top += (2 - len(lines)) * BODY * LINE
    page.text(left, top, "\n".join(lines), weight="bold", color=BLACK)
    page.text(left, top + len(lines) * BODY * LINE + 0.01, note, fontsize=SMALL)


def rungs(page: Page, top: float, height: float, values: npt.NDArray[Any]) -> None:
    """How high the runs climb: one bar a rung, named."""
    note = f"median run peaks at rung {int(np.quantile(values, 0.5, method='inverted_cdf'))}"
    heading(page, EDGE, top, RUNG, note, WIDTH / 2 - EDGE)
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
            words.percent(float(share)),
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


def flags(
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
    found = [bars_of(manifest, name) or counted(v) for name, v in columns.items()]
    right = min(1.0, 1.12 * max(bars.highest for bars in found))
    axes.set_xlim(0, right)
    for k, (name, bars) in enumerate(zip(columns, found, strict=True)):
        errorbars.draw(axes, k, bars)
        more = errorbars.in_words(bars)
        first = f"{words.meaning(name)}  {words.percent(bars.value)} ({words.percents(*bars.runs)})"
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
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.5)


def counted(values: npt.NDArray[Any]) -> Bars:
    """A share and its Wilson interval, where nothing else is known of it."""
    share = float(values.mean())
    return Bars(share, seen_interval(share, len(values)), None, ())
