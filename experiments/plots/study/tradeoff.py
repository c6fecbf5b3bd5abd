"""What is traded against what: three outcomes side by side, a row for each policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib.axes import Axes

from experiments.analysis.robustness import Trade
from experiments.plots.style.axes import outcome_axis, trimmed
from experiments.plots.style.look import BLACK, BLUE, BODY, EDGE, GRID, INK, LABEL, NOTE, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, wrap
from experiments.study.outcome_direction import worse_way
from experiments.text.wording import amount, heading, is_chance, listed
from sim.outcomes import OUTCOMES

NAMES: Final = 1.75
"""Widest name of a policy, in inches."""
GAP: Final = 0.3
HEAD: Final = 0.62
"""Height of the names of the outcomes, in inches."""
ROW: Final = 0.46
BELOW: Final = 0.12
"""From the middle of a row to its dots, above which their numbers stand, in rows."""
NAMED: Final = 3
"""Unbeaten policies that a title names."""
DOT: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 7, "markeredgecolor": BLUE, "markeredgewidth": 1.4, "zorder": 3,
}  # fmt: skip


def draw(
    trades: Sequence[Trade], source: str, title: str = "", worse: Mapping[str, str] | None = None
) -> Page:
    """The page of some policies, those best on the first outcome on top.

    `worse` says which way of an outcome is the bad one, where it overrules the table.
    """
    ways = {name: worse_way(name, worse) for name in trades[0].means}
    first, way = next(iter(ways.items()))
    rows = sorted(trades, key=lambda t: (way or 1) * t.means[first])
    height = ROW * len(rows)
    page = new_page(HEAD + height + 0.45, title or title_of(trades), caption(ways), source)
    wide = (WIDTH - 2 * EDGE - NAMES) / len(ways) - GAP
    for k, name in enumerate(ways):
        left = EDGE + NAMES + GAP + k * (wide + GAP)
        axes = page.axes(left, HEAD, wide, height)
        _panel(page, left, wide, name, ways[name])
        _marks(axes, rows, name, ways[name])
    page.text(EDGE, 0.0, "Policy\n ", weight="bold", color=BLACK)
    for k, row in enumerate(rows):
        _name(page, HEAD + ROW * (k + 0.5 + BELOW), row)
    return trimmed(page)


def title_of(trades: Sequence[Trade]) -> str:
    """Whether one policy is best throughout, and which no other beats if they are few."""
    kept = [t for t in trades if not t.beaten_by]
    if len(kept) == 1:
        return headline(
            f"“{kept[0].policy}” is at least as good as every other policy on all three"
        )
    found = f"{len(kept)} of {len(trades)} policies are beaten by no other on all three outcomes"
    if len(kept) == len(trades) and any(t.means != trades[0].means for t in trades):
        return f"Each of {len(trades)} policies has its price: none is best on all three outcomes"
    names = ", ".join(f"“{t.policy}”" for t in kept)
    return headline(f"{found}: {names}" if len(kept) <= NAMED else found, found)


def caption(ways: Mapping[str, int]) -> str:
    """How the marks read."""
    unsaid = [f"“{heading(name)}”" for name, way in ways.items() if not way]
    judged = f" Nobody says which way of {listed(unsaid)} is better." if unsaid else ""
    return (
        "Filled dots: best of all policies on that outcome. Lines: 95 % error of the number of "
        f"runs.{judged} Grey: another policy is at least as good on all three outcomes and better "
        "on one. Means over all futures of the study, which count alike; other parameter samples "
        "would move all policies together."
    )


def _panel(page: Page, left: float, wide: float, name: str, way: int) -> None:
    """The name of an outcome, and which way is better."""
    # Two lines each, so that all begin on one height.
    lines = [*wrap(heading(name), wide, BODY, "bold"), " "][:2]
    page.text(left, 0.0, "\n".join(lines), weight="bold", color=BLACK)
    better = {1: "better: to the left", -1: "better: to the right", 0: ""}[way]
    page.text(left, 0.3, better, fontsize=LABEL, color=NOTE)


def _marks(axes: Axes, rows: Sequence[Trade], name: str, way: int) -> None:
    """A dot with its error and its number for each policy."""
    best = min((way * t.means[name] for t in rows), default=0.0)
    for k, t in enumerate(rows):
        y, mean, half = k + BELOW, t.means[name], t.half_widths[name]
        ink = NOTE if t.beaten_by else BLUE
        axes.plot([mean - half, mean + half], [y, y], color=ink, linewidth=1.4, zorder=2)
        axes.axhline(y, color=GRID, linewidth=0.5, zorder=0)
        leads = bool(way) and way * mean == best
        style = DOT | {"markerfacecolor": ink if leads else "white", "markeredgecolor": ink}
        axes.plot([mean], [y], **style)
        axes.annotate(
            amount(name, mean), (mean, y), (0, 6), textcoords="offset points", ha="center",
            va="bottom", fontsize=LABEL, weight="bold" if leads else "normal",
            color=BLACK if leads else INK,
        )  # fmt: skip
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.2)
    outcome_axis(axes, name, "x", 4)
    axes.set_xlabel("chance" if is_chance(name) else OUTCOMES[name].unit)


def _name(page: Page, middle: float, row: Trade) -> None:
    """A policy, and in grey which one is better throughout."""
    lines = fold(row.policy, NAMES, BODY, 2)
    ink = NOTE if row.beaten_by else BLACK
    page.text(EDGE, middle, "\n".join(lines), color=ink, va="center")
