"""Figures of the checks of a fit: contraction, predictive check, recovery, articles, screen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.checks.checks import Checks, Pinned
from calibration.inference.parameter_screen import SHUFFLES, Gain
from calibration.inference.posterior import IDENTIFIED, percent_gone
from experiments.plots.fit import calibration_articles, calibration_predictive, calibration_recovery
from experiments.plots.style.page import (
    BLACK,
    BLUE,
    EDGE,
    FAINT,
    INK,
    SHADE,
    SMALL,
    VERMILLION,
    WIDTH,
    Page,
    new_page,
    save,
    styled,
)
from experiments.text.wording import number
from sim.parameters import PARAMETERS

ROW: Final = 0.2
"""Height of one row, in inches."""
NAME: Final = 1.55
"""Room for the name of a parameter, in inches."""
SCREENED: Final = 34
"""Parameters that the screen shows; the others are counted."""


def save_calibration(checks: Checks, folder: Path) -> list[Path]:
    """Write all figures of the checks as PNG and SVG, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with styled():
        for name, draw in FIGURES.items():
            if name != "articles" or any(left.rows for left in checks.articles):
                written += save(draw(checks), folder, name)
    return written


def draw_contraction(checks: Checks) -> Page:
    """Prior and posterior of every fitted parameter, on the prior's scale of probability."""
    rows = checks.pinned
    known = sum(not p.words for p in rows)
    title = f"The evidence pins down {known} of {len(rows)} fitted parameters, and those loosely"
    caption = (
        "Scale: probability of the prior below the value, so that the prior is even from 0 to 1 "
        "whatever its shape; grey is its 5–95 %. Bars: posterior 5–95 %, mark: median. Gone: share "
        f"of the prior's variance that the evidence took away; below {IDENTIFIED:g} the parameter "
        "counts as not identified (hollow marks, thin bars)."
    )
    page = new_page(ROW * len(rows) + 0.75, title, caption, source_of(checks))
    axes = rows_axes(page, 0.22, 2.9, [p.name for p in rows])
    axes.axvspan(0.05, 0.95, color=SHADE, linewidth=0, zorder=0)
    for y, row in enumerate(rows):
        _pinned(axes, y, row)
    axes.set_xlim(0, 1)
    axes.set_xlabel("place in the prior (probability below)")
    _numbers(page, rows)
    return page


def _pinned(axes: Axes, y: int, row: Pinned) -> None:
    """One bar and its median."""
    prior = PARAMETERS[row.name].prior
    low, mid, high = prior.probability(np.array(row.posterior))
    hollow = bool(row.words)
    axes.plot([low, high], [y, y], color=BLUE, linewidth=1.2 if hollow else 4, zorder=2)
    face = "white" if hollow else VERMILLION
    axes.plot([mid], [y], "o", markersize=5, color=face, markeredgecolor=BLACK, zorder=3)


def _numbers(page: Page, rows: tuple[Pinned, ...]) -> None:
    """Values in natural units beside the bars."""
    columns = (("posterior median (5 % to 95 %)", 4.62), ("gone", 7.1))
    for words, left in columns:
        page.text(EDGE + left, 0.0, words, fontsize=SMALL, weight="bold")
    for y, row in enumerate(rows):
        low, mid, high = (f"{v:.2g}" for v in row.posterior)
        top = 0.22 + ROW * (y + 0.5) - 0.055
        words = f"{mid} ({low} to {high}) {row.unit}"
        page.text(EDGE + columns[0][1], top, words, fontsize=SMALL)
        gone = f"{max(0, percent_gone(row.contraction))} %"
        page.text(EDGE + columns[1][1], top, gone, fontsize=SMALL)


def rows_axes(page: Page, top: float, width: float, names: list[str]) -> Axes:
    """Axes with one named row for each parameter, from the top down."""
    axes = page.axes(EDGE + NAME, top, width, ROW * len(names))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [n.replace("_", " ") for n in names])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return axes


def source_of(checks: Checks) -> str:
    """Where the numbers come from."""
    size = checks.size
    return (
        f"Source: Flashpoint, checks of the fit to {len(checks.targets)} targets "
        f"(docs/calibration.md), seed {size.seed}."
    )


def draw_screen(checks: Checks) -> Page:
    """What the rows could say of every open parameter, one at a time."""
    screen = checks.screen
    fitted = {p.name for p in checks.pinned}
    shown = screen.gains[:SCREENED]
    total = sum(max(0.0, g.nats) for g in screen.gains if g.clear)
    mine = sum(max(0.0, g.nats) for g in screen.of(fitted) if g.clear)
    share = f"{100 * mine / total if total else 0:.0f} %"
    title = (
        f"Of {len(screen.gains)} open parameters the rows speak clearly of few, and {share} of "
        f"what they say goes to the {len(fitted)} that are fitted"
    )
    silent = len(screen.gains) - len(shown)
    by_luck = max(1, round(0.05 * len(screen.gains)))
    caption = (
        f"Each parameter alone, all others drawn from their priors, {screen.runs:,} runs; noise is "
        f"taken off. Dashed: 95 % of {SHUFFLES} shuffles of the bins lie left of it; some {by_luck}"
        f" parameters that do nothing pass it by luck. Names in grey were not fitted; {silent}"
        " more have less than those shown."
    )
    page = new_page(0.16 * len(shown) + 0.55, title, caption, source_of(checks))
    _screen(page, shown, fitted, screen.noise)
    return page


def _screen(page: Page, shown: tuple[Gain, ...], fitted: set[str], noise: float) -> None:
    axes = page.axes(EDGE + 1.9, 0.0, WIDTH - 2 * EDGE - 2.5, 0.16 * len(shown))
    for y, gain in enumerate(shown):
        axes.barh(y, max(0.0, gain.nats), 0.7, color=BLUE if gain.name in fitted else FAINT)
        axes.annotate(
            number(gain.nats, 0.5), (max(gain.nats, noise), y), (3, 0), va="center",
            textcoords="offset points", fontsize=SMALL - 0.5,
        )  # fmt: skip
    axes.axvline(noise, color=VERMILLION, linewidth=1.0, linestyle=(0, (3, 2)))
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks(range(len(shown)), [g.name.replace("_", " ") for g in shown])
    for label, gain in zip(axes.get_yticklabels(), shown, strict=True):
        label.set_color(INK if gain.name in fitted else FAINT)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("information beyond noise (nats)")
    handles = [
        Patch(color=BLUE, label="fitted"),
        Patch(color=FAINT, label="not fitted"),
        Line2D([], [], color=VERMILLION, linestyle=(0, (3, 2)), label="95 % of noise"),
    ]
    axes.legend(handles=handles, loc="lower right", fontsize=SMALL)


FIGURES: Final = {
    "contraction": draw_contraction,
    "predictive": lambda checks: calibration_predictive.draw(checks, source_of(checks)),
    "recovery": lambda checks: calibration_recovery.draw(checks, source_of(checks)),
    "articles": lambda checks: calibration_articles.draw(checks, source_of(checks)),
    "screen": draw_screen,
}
