"""The regret table: how much each policy gives away, and in how many futures it is good enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from experiments.analysis.robustness import Regret, Satisfied
from experiments.plots.style.look import BLACK, BLUE, EDGE, FAINT, NOTE, PALE_BLUE, SMALL, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, shorten
from experiments.text.number_format import mean_text
from experiments.text.wording import amount, heading, is_chance, percent, topic
from sim.outcomes import OUTCOMES

ROW: Final = 0.4
COLUMNS: Final = (0.0, 1.85, 5.0, 6.05, 6.95)
"""Where the columns begin, in inches: policy, regret, best or level, good enough, unsure."""
BAR: Final = 1.35
NAMED: Final = 2
"""Policies as good as the best one that a title names."""


def draw(
    outcome: str,
    rows: Sequence[Regret],
    futures: int,
    source: str,
    satisfied: Sequence[Satisfied] = (),
    limits: Mapping[str, float] | None = None,
    title: str = "",
) -> Page:
    """The page of one outcome's regrets, the least first; with a limit, the satisficing shares."""
    satisfied = satisfied if outcome in (limits or {}) else ()
    note = caption(outcome, futures, satisfied, limits or {})
    page = new_page(0.3 + ROW * len(rows), title or title_of(outcome, rows), note, source)
    heads = (
        "policy",
        "regret: mean, nine in ten, largest",
        "best or level in",
        "good enough",
        "unsure",
    )
    for left, head in zip(COLUMNS, heads[: 5 if satisfied else 3], strict=False):
        style = {"fontsize": SMALL, "weight": "bold", "color": BLACK, "va": "baseline"}
        page.text(EDGE + left, 0.1, head, **style)
    scale = max(row.largest for row in rows) or 1.0
    good = {row.policy: row for row in satisfied}
    for k, row in enumerate(rows):
        _row(page, outcome, row, good.get(row.policy), 0.26 + ROW * k, scale)
    return page


def title_of(outcome: str, rows: Sequence[Regret]) -> str:
    """The policies that give least away, as far as parameter samples and runs separate them."""
    what = heading(outcome)
    if all(row.largest == 0 for row in rows):
        return headline(f"{what}: all policies alike")
    best = min(rows, key=lambda row: row.mean)
    safe = min(rows, key=lambda row: row.largest)
    level = [row.policy for row in rows if row is not best and not row.apart]
    names = [f"“{name}”" for name in (best.policy, *level)]
    if len(names) == len(rows):
        return headline(f"{what}: no policy clearly gives less away than the others on average")
    if len(level) > NAMED:
        names = [names[0], f"{len(level)} policies level with it"]
    verb = "gives" if len(names) == 1 else "give"
    lead = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    found = f"{what}: {lead} {verb} least away on average"
    same = " and at worst" if best.policy == safe.policy else f"; at worst, “{safe.policy}”"
    if len(names) > 1 and best.policy == safe.policy:
        same = f"; at worst, {names[0]}"
    return headline(f"{found}{same}", found, f"{what}: what policies give away")


def caption(
    outcome: str, futures: int, satisfied: Sequence[Satisfied], limits: Mapping[str, float]
) -> str:
    """What regret and the shares mean."""
    unit = "percentage points" if is_chance(outcome) else OUTCOMES[outcome].unit
    text = (
        f"Regret ({unit}): how much worse a policy is than the best one for that future, over "
        f"{futures:,} {'future' if futures == 1 else 'futures'} that count alike. Dark bar: mean, "
        "pale: nine futures in ten stay below, line: the largest. The mean lies between its two "
        "numbers: the best of noisy means is too good, which makes the second too large, and the "
        "first too small. ± 95 %: error of the number of parameter samples and runs. Best or "
        "level: share of futures in which no policy is clearly better; ties count for both, so "
        "that these shares may add up to more than 100 %. "
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


def mean_amount(outcome: str, row: Regret) -> str:
    """The bounds of the mean regret with its error: `1.2 to 1.4 ± 0.3`."""
    if math.isnan(row.half_width) or row.mean == 0:
        return regret_amount(outcome, row.mean)
    text = mean_text(outcome, row.mean, row.half_width).removesuffix(" %")
    least = mean_text(outcome, row.least, row.half_width).partition(" ")[0]
    return text if least == text.partition(" ")[0] else f"{least} to {text}"


def _row(
    page: Page, outcome: str, row: Regret, good: Satisfied | None, top: float, scale: float
) -> None:
    name = fold(row.policy, COLUMNS[1] - 0.15, SMALL, 2)
    page.text(EDGE, top, "\n".join(name), fontsize=SMALL, color=BLACK)
    axes = page.axes(EDGE + COLUMNS[1], top - 0.02, BAR, 0.17)
    axes.barh(0, row.high, 0.9, color=PALE_BLUE, linewidth=0)
    axes.barh(0, row.mean, 0.5, color=BLUE, linewidth=0)
    axes.plot([row.largest] * 2, [-0.45, 0.45], color=BLACK, linewidth=1.4)
    axes.plot([0, row.largest], [0, 0], color=FAINT, linewidth=0.6, zorder=0)
    axes.set_xlim(0, 1.03 * scale)
    axes.set_ylim(-0.5, 0.5)
    axes.set_axis_off()
    numbers = "; ".join(
        [mean_amount(outcome, row), *(regret_amount(outcome, v) for v in (row.high, row.largest))]
    )
    page.text(EDGE + COLUMNS[1] + BAR + 0.08, top, numbers, fontsize=SMALL)
    cells = [percent(row.good)] + ([percent(good.share), percent(good.unsure)] if good else [])
    for left, cell in zip(COLUMNS[2:], cells, strict=False):
        page.text(EDGE + left, top, cell, fontsize=SMALL)
    room = WIDTH - 2 * EDGE - COLUMNS[1]
    worst = shorten(f"worst in: {row.worst}" if row.largest else "", room, SMALL)
    page.text(EDGE + COLUMNS[1], top + 0.18, worst, fontsize=SMALL, color=NOTE)
