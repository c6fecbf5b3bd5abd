"""The regret table: how much each policy gives away, and in how many futures it is good enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from experiments.plots.page import BLACK, BLUE, EDGE, FAINT, SMALL, WIDE, WIDTH, Page, new_page
from experiments.plots.page import shorten as cut
from experiments.robust import Regret, Satisfied
from experiments.words import amount, heading, is_chance, percent, topic
from sim.outcomes import OUTCOMES

ROW: Final = 0.34
COLUMNS: Final = (0.0, 1.7, 4.95, 5.7, 6.75)
"""Where the columns begin, in inches: policy, regret, best in, good enough, unsure."""
BAR: Final = 1.5


def draw(
    outcome: str,
    rows: Sequence[Regret],
    futures: int,
    source: str,
    satisfied: Sequence[Satisfied] = (),
    limits: Mapping[str, float] | None = None,
    title: str = "",
) -> Page:
    """The page of one outcome's regrets, the least first, beside the satisficing shares."""
    note = caption(outcome, futures, satisfied, limits or {})
    page = new_page(0.3 + ROW * len(rows), title or title_of(outcome, rows), note, source)
    heads = ("policy", "regret: mean, nine in ten, largest", "best in", "good enough", "unsure")
    for left, head in zip(COLUMNS, heads[: 5 if satisfied else 3], strict=False):
        page.text(EDGE + left, 0.0, head, fontsize=SMALL, weight="bold", color=BLACK)
    scale = max(row.largest for row in rows) or 1.0
    good = {row.policy: row for row in satisfied}
    for k, row in enumerate(rows):
        _row(page, outcome, row, good.get(row.policy), 0.26 + ROW * k, scale)
    return page


def title_of(outcome: str, rows: Sequence[Regret]) -> str:
    """The policy that gives least away."""
    best = min(rows, key=lambda row: row.mean)
    safe = min(rows, key=lambda row: row.largest)
    same = "and at worst" if best.policy == safe.policy else f"at worst, “{safe.policy}”"
    return f"{heading(outcome)}: “{best.policy}” gives least away on average {same}"


def caption(
    outcome: str, futures: int, satisfied: Sequence[Satisfied], limits: Mapping[str, float]
) -> str:
    """What regret and the shares mean."""
    unit = "percentage points" if is_chance(outcome) else OUTCOMES[outcome].unit
    text = (
        f"Regret ({unit}): how much worse a policy is than the best one for that future, over "
        f"{futures:,} {'future' if futures == 1 else 'futures'} that count alike. Dark bar: mean, "
        "pale: nine futures in ten stay below, line: the largest. Every future has the same luck "
        "under all policies; the best of noisy means is too good, so few runs make regret too "
        "large. "
    )
    if satisfied:
        kept = ", ".join(f"{topic(k)} {amount(k, v)}" for k, v in limits.items())
        text += (
            f"Good enough: share of futures that keep within {kept}; unsure: share whose verdict "
            "the error of the runs leaves open."
        )
    return text


def regret_amount(outcome: str, value: float) -> str:
    """A regret as text; points where the outcome is a chance."""
    if not is_chance(outcome):
        return amount(outcome, value)
    return f"{100 * value:.2g}" if value < 0.1 else f"{100 * value:.1f}"


def _row(
    page: Page, outcome: str, row: Regret, good: Satisfied | None, top: float, scale: float
) -> None:
    page.text(EDGE, top, cut(row.policy, COLUMNS[1] - 0.1, SMALL), fontsize=SMALL, color=BLACK)
    axes = page.axes(EDGE + COLUMNS[1], top - 0.02, BAR, 0.2)
    axes.barh(0, row.high, 0.9, color=WIDE, linewidth=0)
    axes.barh(0, row.mean, 0.5, color=BLUE, linewidth=0)
    axes.plot([row.largest] * 2, [-0.45, 0.45], color=BLACK, linewidth=1.4)
    axes.plot([0, row.largest], [0, 0], color=FAINT, linewidth=0.6, zorder=0)
    axes.set_xlim(0, 1.03 * scale)
    axes.set_ylim(-0.5, 0.5)
    axes.set_axis_off()
    half = "" if math.isnan(row.half) else f" ± {regret_amount(outcome, row.half)}"
    numbers = (
        f"{regret_amount(outcome, row.mean)}{half}, {regret_amount(outcome, row.high)}, "
        f"{regret_amount(outcome, row.largest)}"
    )
    page.text(EDGE + COLUMNS[1] + BAR + 0.08, top, numbers, fontsize=SMALL)
    cells = [percent(row.best)] + ([percent(good.share), percent(good.unsure)] if good else [])
    for left, cell in zip(COLUMNS[2:], cells, strict=False):
        page.text(EDGE + left, top, cell, fontsize=SMALL)
    worst = cut(f"worst in: {row.worst}" if row.largest else "", WIDTH - 2 * EDGE, SMALL - 1)
    page.text(EDGE + COLUMNS[1], top + 0.17, worst, fontsize=SMALL - 1, color="#555555")
