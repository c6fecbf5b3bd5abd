"""Tornado of sensitivities: what matters, what is pure chance, and how sure the study is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.analysis.morris import Screened
from experiments.analysis.sobol import CHANCE, MIXED, TOGETHER, Sobol
from experiments.plots.style.axes import outcome_axis, trimmed
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    CHANCE_COLOUR,
    EDGE,
    GRID,
    INK,
    KIND_COLOURS,
    KIND_HATCHES,
    PALE_BLUE,
    SMALL,
    TOGETHER_COLOUR,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline
from experiments.text import wording
from experiments.text.wording import amount, heading, is_chance, plain
from sim.outcomes import OUTCOMES

ROW: Final = 0.24
NAME: Final = 2.05
UNTOLD: Final = "no part of it can be told from luck"
MOST: Final = 25
"""Factors shown; the others are counted."""


def draw(found: Sobol, source: str, title: str = "") -> Page:
    """The page of the Sobol indices of one outcome."""
    shown = sorted(found.indices, key=lambda i: -i.total)[:MOST]
    page = new_page(1.3 + ROW * len(shown), title or title_of(found), caption(found), source)
    page.text(EDGE, 0.0, "Why one run differs from another", weight="bold", color=BLACK)
    _shares(page, found)
    page.text(EDGE, 0.72, "What the factors move, of their own part", weight="bold", color=BLACK)
    axes = page.axes(EDGE + NAME, 0.95, WIDTH - 2 * EDGE - NAME - 0.1, ROW * len(shown))
    rows = np.arange(len(shown))
    totals = np.array([i.total for i in shown]), np.array([i.total_half_width for i in shown])
    firsts = np.array([i.first for i in shown]), np.array([i.first_half_width for i in shown])
    axes.barh(rows + 0.18, totals[0], 0.34, color=PALE_BLUE, edgecolor=INK, linewidth=0.4)
    axes.barh(rows - 0.18, firsts[0], 0.34, color=BLUE, edgecolor=INK, linewidth=0.4)
    for values, half_widths, shift in ((*totals, 0.18), (*firsts, -0.18)):
        axes.hlines(
            rows + shift, values - half_widths, values + half_widths, color=BLACK, linewidth=1.1
        )
    _rows(axes, [plain(i.factor) for i in shown])
    edge = float(max((totals[0] + totals[1]).max(), (firsts[0] + firsts[1]).max()))
    low = float(min(0.0, (totals[0] - totals[1]).min(), (firsts[0] - firsts[1]).min()))
    axes.set_xlim(low, max(0.1, 1.04 * edge))
    axes.set_xlabel("share of the variance that the factors make")
    page.key(EDGE + 3.6, 0.73, _key(), ncols=3, columnspacing=1.3)
    return trimmed(page)


def title_of(found: Sobol) -> str:
    """How much is chance, and which factor leads."""
    what = heading(found.outcome)
    chance = wording.percent(found.parts.chance)
    if not found.seen and not found.enough:
        return headline(f"{what}: too few runs to tell what moves it")
    if not found.seen:
        return headline(f"{what}: {found.chance}; no factor is seen to move it")
    lead = max(found.indices, key=lambda i: i.total)
    much = f"{what}: {chance} of what sets runs apart is {found.chance}"
    return headline(f"{much}; of the rest, most from {plain(lead.factor)}", much)


def caption(found: Sobol) -> str:
    """What the bars are, what was taken out, and what it takes to narrow them."""
    text = (
        "Dark: what a factor moves alone (first-order Sobol index); pale: alone and together with "
        f"others (total index). Lines: 95 %, rows of the design and luck together. {found.base:,} "
        f"base rows, {found.runs:,} runs a point; of the variance between means "
        f"{wording.percent(found.noise)} was luck and is taken out."
    )
    if found.more is None:
        return f"{text} Every bar is narrow enough."
    return (
        f"{text} To bring the widest line down to ±{found.more.half_width:g}: about "
        f"{found.more.extra:,} more runs ({found.more.base:,} base rows, {found.more.runs:,} runs "
        "a point)."
    )


def _shares(page: Page, found: Sobol) -> None:
    """One bar of the whole variance of a single run, cut by kind."""
    axes = page.axes(EDGE, 0.42, WIDTH - 2 * EDGE, 0.2)
    kinds = [k for k in found.shares if k not in (TOGETHER, CHANCE, MIXED)]
    style = {k: (KIND_COLOURS[n % 5], KIND_HATCHES[n % 5]) for n, k in enumerate(kinds)}
    style |= {TOGETHER: (TOGETHER_COLOUR, ""), found.chance: (CHANCE_COLOUR, "")}
    left, handles = 0.0, []
    # Shares that luck would feign just as well are none.
    for kind, share in (found.shares if found.seen else {found.chance: 1.0}).items():
        colour, hatch = style[kind]
        look: dict[str, Any] = {"edgecolor": INK, "linewidth": 0.4, "hatch": hatch}
        axes.barh(0, share, 1.0, left=left, color=colour, **look)
        label = f"{plain(kind)} {wording.percent(share)}" if found.seen else UNTOLD
        handles.append(Patch(facecolor=colour, label=label, **look))
        left += share
    axes.set_xlim(0, max(left, 1e-9))
    axes.set_axis_off()
    page.key(EDGE, 0.22, handles, ncols=5, handlelength=1.3, columnspacing=1.2)


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), [fold(n, NAME + 0.1, SMALL, 1)[0] for n in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.spines["left"].set_visible(False)


def _key() -> list[Any]:
    return [
        Patch(facecolor=BLUE, edgecolor=INK, linewidth=0.4, label="alone"),
        Patch(facecolor=PALE_BLUE, edgecolor=INK, linewidth=0.4, label="alone and with others"),
        Line2D([], [], color=BLACK, linewidth=1.1, label="95 %"),
    ]


def draw_screened(rows: Sequence[Screened], outcome: str, source: str, title: str = "") -> Page:
    """The page of Morris measures of one outcome."""
    shown = sorted(rows, key=lambda r: -r.mu_star)[:MOST]
    what = heading(outcome)
    lead = shown[0]
    much = amount(outcome, lead.mu_star)
    if is_chance(outcome):
        much = f"{100 * lead.mu_star:.2g} percentage points"
    found = headline(
        f"{what}: moved most by {plain(lead.factor)}, {much} over its range",
        f"{what}: moved most by {plain(lead.factor)}",
    )
    note = (
        "Bars: mean size of the change when the factor moves over its whole range (Morris μ*), "
        "with 95 % lines; marks: mean change with its sign (μ). A mark far from its bar's end: the "
        "direction depends on the other factors. Luck is not taken out, so short bars with long "
        f"lines say nothing. Factors not shown: {len(rows) - len(shown)}."
    )
    page = new_page(0.38 + ROW * len(shown), title or found, note, source)
    axes = page.axes(EDGE + NAME, 0.02, WIDTH - 2 * EDGE - NAME - 0.1, ROW * len(shown))
    at = np.arange(len(shown))
    sizes, half_widths = np.array([[r.mu_star, r.half_width] for r in shown]).T
    axes.barh(at, sizes, 0.6, color=PALE_BLUE, edgecolor=INK, linewidth=0.4)
    axes.hlines(at, sizes - half_widths, sizes + half_widths, color=BLACK, linewidth=1.1)
    axes.plot([r.mu for r in shown], at, "D", color=VERMILLION, markeredgecolor=BLACK, markersize=4)
    _rows(axes, [plain(r.factor) for r in shown])
    outcome_axis(axes, outcome, "x")
    unit = "" if is_chance(outcome) or outcome not in OUTCOMES else f" ({OUTCOMES[outcome].unit})"
    axes.set_xlabel(
        "change over the factor's range: bars, its mean size (μ*); marks, its mean with sign (μ)"
        f"{unit}"
    )
    return trimmed(page)
