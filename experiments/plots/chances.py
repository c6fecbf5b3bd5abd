"""Lists of chances: how high the runs climb, and how often a thing happens at all."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.plots import words
from experiments.plots.axes import percent_axis
from experiments.plots.page import (
    BLACK,
    BODY,
    EDGE,
    INK,
    LINE,
    RUNG_COLOURS,
    SMALL,
    VERMILLION,
    WIDTH,
    Page,
    wrap,
)
from experiments.summary import wilson
from sim.actions import RUNG_LABELS

HEAD: Final = 0.56
"""Height of a heading with its note, in inches."""
BAR: Final = 0.19
"""Height of one row, in inches."""
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


def flags(page: Page, left: float, top: float, columns: dict[str, npt.NDArray[Any]]) -> None:
    """Probabilities of what happens or does not: a dot and its Wilson interval."""
    page.text(left, top + BODY * LINE, "How often does it happen?", weight="bold", color=BLACK)
    width = WIDTH - EDGE - left
    axes = page.axes(left + 0.3, top + HEAD, width - 0.4, 2 * BAR * len(columns))
    highest = 0.0
    for k, (name, values) in enumerate(columns.items()):
        share, n = float(values.mean()), len(values)
        low, high = wilson(share, n)
        low, high = (low if share else 0.0), (high if share < 1 else 1.0)
        highest = max(highest, high)
        axes.plot(
            [low, high], [k, k], color=BLACK, linewidth=1.6, solid_capstyle="butt", zorder=1.9
        )
        dot: dict[str, Any] = {"marker": "o", "markersize": 5.5, "markeredgewidth": 0.6}
        axes.plot([share], [k], color=VERMILLION, markeredgecolor=BLACK, clip_on=False, **dot)
        limits = f"{words.percent(low).removesuffix(' %')} to {words.percent(high)}"
        text = f"{words.meaning(name)}  {words.percent(share)} ({limits})"
        axes.annotate(
            text,
            (0, k),
            (0, 6),
            textcoords="offset points",
            va="bottom",
            xycoords=("axes fraction", "data"),
            fontsize=SMALL,
            color=INK,
        )
    axes.set_ylim(len(columns) - 0.6, -0.85)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(0, min(1.0, 1.15 * highest))
    percent_axis(axes, min(1.0, 1.15 * highest), 5)
    axes.set_xlabel("share of runs (dot) and 95 % Wilson interval (line)")
    axes.set_ylabel("outcome", labelpad=6)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.5)
