"""What is traded against what: policies by open war, US presence and ISIS strength."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes

from experiments.analysis.robustness import Trade
from experiments.plots.style.axes import outcome_axis, outcome_label, trimmed
from experiments.plots.style.look import BLACK, EDGE, HEAT_SCALE, INK, LABEL, LINE, SMALL, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline
from experiments.text.wording import amount, topic

HEIGHT: Final = 3.6
SIDE: Final = 2.1
STEP: Final = 0.3
"""Between two policies of the list, in inches."""
NAMED: Final = 3
"""Unbeaten policies that a title names."""
SIZES: Final = (40.0, 420.0)
"""Areas of the smallest and the largest mark, in square points."""


def draw(trades: Sequence[Trade], source: str, title: str = "") -> Page:
    """The page of some policies; their first two outcomes are the axes, the third the marks."""
    x, y, z = list(trades[0].means)[:3]
    page = new_page(
        max(HEIGHT, 0.5 + STEP * len(trades)) + 0.5, title or title_of(trades), caption(z), source
    )
    axes = page.axes(EDGE + 0.5, 0.05, WIDTH - 2 * EDGE - SIDE - 0.85, HEIGHT)
    _marks(axes, trades, x, y, z)
    axes.set_xlabel(outcome_label(x))
    axes.set_ylabel(outcome_label(y))
    outcome_axis(axes, x, "x")
    outcome_axis(axes, y, "y")
    _list(page, trades, z)
    return trimmed(page)


def title_of(trades: Sequence[Trade]) -> str:
    """How many policies no other beats, and which if they are few."""
    kept = [t for t in trades if not t.beaten_by]
    if len(kept) == 1:
        return headline(
            f"“{kept[0].policy}” is at least as good as every other policy on all three"
        )
    found = f"{len(kept)} of {len(trades)} policies are beaten by no other on all three outcomes"
    names = ", ".join(f"“{t.policy}”" for t in kept)
    return headline(f"{found}: {names}" if len(kept) <= NAMED else found, found)


def caption(z: str) -> str:
    """How the marks read."""
    return (
        f"Marks: larger and darker is more of “{topic(z)}”. Thick rims: no policy "
        "is at least as good on all three outcomes and better on one. Lines: 95 % error of the "
        "number of runs. Means over all futures of the study, which count alike; other "
        "parameter samples would move all policies together."
    )


def _marks(axes: Axes, trades: Sequence[Trade], x: str, y: str, z: str) -> None:
    values = np.array([t.means[z] for t in trades])
    span = float(np.ptp(values)) or 1.0
    place = (values - values.min()) / span
    for k in np.argsort(-place):
        t = trades[k]
        at = (t.means[x], t.means[y])
        style: dict[str, Any] = {"color": INK, "linewidth": 0.9, "zorder": 2}
        axes.plot([at[0] - t.half_widths[x], at[0] + t.half_widths[x]], [at[1]] * 2, **style)
        axes.plot([at[0]] * 2, [at[1] - t.half_widths[y], at[1] + t.half_widths[y]], **style)
        area = SIZES[0] + (SIZES[1] - SIZES[0]) * place[k]
        rim = 0.7 if t.beaten_by else 2.0
        axes.scatter(
            *at, s=area, color=[HEAT_SCALE(0.08 + 0.8 * place[k])], edgecolors=BLACK,
            linewidths=rim, zorder=3,
        )  # fmt: skip
    for numbers, k in _together(trades, x, y):
        shift = 3 + (SIZES[0] + (SIZES[1] - SIZES[0]) * place[k]) ** 0.5 / 2
        axes.annotate(
            numbers, (trades[k].means[x], trades[k].means[y]), (shift * 0.75, shift * 0.75),
            textcoords="offset points", fontsize=LABEL, weight="bold", zorder=4,
        )  # fmt: skip
    axes.margins(0.12)


def _together(trades: Sequence[Trade], x: str, y: str) -> list[tuple[str, int]]:
    """Numbers of marks that lie on one spot, written once, with one mark of each spot."""
    spots: dict[tuple[float, float], list[int]] = {}
    for k, t in enumerate(trades):
        spots.setdefault((t.means[x], t.means[y]), []).append(k)
    return [(", ".join(str(k + 1) for k in on), on[0]) for on in spots.values()]


def _list(page: Page, trades: Sequence[Trade], z: str) -> None:
    """Numbers of the marks, with the third outcome."""
    left = WIDTH - EDGE - SIDE
    head = fold(f"policy and {topic(z)}", SIDE, SMALL, 3, "bold")
    page.text(left, 0.0, "\n".join(head), fontsize=SMALL, weight="bold", color=BLACK)
    below = 0.08 + len(head) * SMALL * LINE
    for k, t in enumerate(trades):
        value = amount(z, t.means[z])
        text = "\n".join(fold(f"{k + 1}  {t.policy}", SIDE - 0.5, SMALL, 2))
        page.text(left, below + STEP * k, text, fontsize=SMALL, weight="normal")
        page.text(left + SIDE, below + STEP * k, value, fontsize=SMALL, ha="right")
