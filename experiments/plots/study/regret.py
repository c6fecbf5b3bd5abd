"""The regret table: how much each policy gives away, and in how many futures it is good enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.analysis.robustness import Regret, Satisfied
from experiments.plots.style.axes import outcome_axis, trimmed
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    EDGE,
    FAINT,
    GRID,
    NOTE,
    PALE_BLUE,
    SMALL,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, shorten, text_width
from experiments.text.number_format import mean_text, regret_text
from experiments.text.wording import amount, heading, is_chance, percent, plural, topic
from sim.outcomes import OUTCOMES

PLAIN: Final[dict[str, Any]] = {"fontsize": SMALL, "color": BLACK}
ROW: Final = 0.4
LINES: Final = 0.42
"""Height of the headings of the columns and the key above them, in inches."""
BESIDE: Final = -0.19
"""From the middle of a row to its bars, which stand beside the first line of text, in rows."""
POLICY: Final = 1.6
"""Widest name of a policy, in inches."""
GAP: Final = 0.14
BAR: Final = 0.9
"""Narrowest room for the bars, which take what names and numbers leave."""
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
    height = LINES + ROW * len(rows)
    page = new_page(height + 0.42, title or title_of(outcome, rows), note, source)
    table = columns_of(outcome, rows, satisfied)
    lefts = places_of(table)
    widest = max(text_width(row.policy, SMALL) for row in rows)
    name = min(POLICY, widest, lefts[0] - BAR - 2 * GAP) + GAP
    _headings(page, table, lefts)
    for k, row in enumerate(rows):
        _row(page, row, [column.cells[k] for column in table], lefts, LINES + ROW * k + 0.06)
        lines = fold(row.policy, name - GAP, SMALL, 2)
        page.text(EDGE, LINES + ROW * k + 0.06, "\n".join(lines), **PLAIN)
    axes = page.axes(EDGE + name, LINES, lefts[0] - GAP - name, ROW * len(rows))
    _bars(axes, outcome, rows)
    page.key(EDGE, 0.0, _key(), ncols=3, columnspacing=1.4)
    return trimmed(page)


class TextColumn(NamedTuple):
    """A column of the table: its heading, of one line or two, and a cell for each policy."""

    heading: str
    cells: list[str]

    @property
    def width(self) -> float:
        """Inches that its widest line takes."""
        heads = [text_width(line, SMALL, "bold") for line in self.heading.split("\n")]
        return max([*heads, *(text_width(cell, SMALL) for cell in self.cells)])


def columns_of(
    outcome: str, rows: Sequence[Regret], satisfied: Sequence[Satisfied]
) -> list[TextColumn]:
    """The numbers beside the bars, in the order of `rows`."""
    good = {row.policy: row for row in satisfied}
    table = [
        TextColumn("mean regret", [mean_amount(outcome, row) for row in rows]),
        TextColumn("nine in\nten below", [regret_amount(outcome, row.high) for row in rows]),
        TextColumn("largest", [regret_amount(outcome, row.largest) for row in rows]),
        TextColumn("best or\nlevel in", [percent(row.good) for row in rows]),
    ]
    if satisfied:
        kept = [good[row.policy] for row in rows]
        table.append(TextColumn("good\nenough", [percent(row.share) for row in kept]))
        table.append(TextColumn("unsure", [percent(row.unsure) for row in kept]))
    return table


def places_of(table: Sequence[TextColumn]) -> list[float]:
    """Left ends of the columns, which stand as far right as they can, in inches."""
    lefts, right = [], WIDTH - 2 * EDGE
    for column in reversed(table):
        lefts.append(right - column.width)
        right = lefts[-1] - GAP
    return lefts[::-1]


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
    text = (
        f"Regret ({unit_of(outcome)}): how much worse a policy is than the best one for that "
        f"future, over {plural(futures, 'future')} that count alike. The mean lies between its two "
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
    """A regret as text, in the unit of the axis."""
    return regret_text(outcome, value).removesuffix(" points").replace("less than", "<")


def unit_of(outcome: str) -> str:
    """What a regret is counted in."""
    return "percentage points" if is_chance(outcome) else OUTCOMES[outcome].unit


def mean_amount(outcome: str, row: Regret) -> str:
    """The bounds of the mean regret with its error: `1.2 to 1.4 ± 0.3`."""
    if math.isnan(row.half_width) or row.mean == 0:
        return regret_amount(outcome, row.mean)
    text = mean_text(outcome, row.mean, row.half_width).removesuffix(" %")
    least = mean_text(outcome, row.least, row.half_width).partition(" ")[0]
    return text if least == text.partition(" ")[0] else f"{least} to {text}"


def _headings(page: Page, table: Sequence[TextColumn], lefts: Sequence[float]) -> None:
    style = {"fontsize": SMALL, "weight": "bold", "color": BLACK, "va": "bottom"}
    page.text(EDGE, LINES, "policy", **style)
    for left, column in zip(lefts, table, strict=True):
        page.text(EDGE + left, LINES, column.heading, **style)


def _row(page: Page, row: Regret, cells: Sequence[str], lefts: Sequence[float], top: float) -> None:
    """The numbers of one policy, and below them the future in which it does worst."""
    for left, cell in zip(lefts, cells, strict=True):
        page.text(EDGE + left, top, cell, **PLAIN)
    worst = f"worst in: {row.worst}" if row.largest else ""
    text = shorten(worst, WIDTH - 2 * EDGE - lefts[0], SMALL)
    page.text(EDGE + lefts[0], top + 0.16, text, fontsize=SMALL, color=NOTE)


def _bars(axes: Axes, outcome: str, rows: Sequence[Regret]) -> None:
    """Mean, nine in ten and largest regret of every policy, on one scale."""
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    for k, row in enumerate(rows):
        y = k + BESIDE
        axes.plot([0, row.largest], [y, y], color=FAINT, linewidth=0.6, zorder=1)
        axes.barh(y, row.high, 0.45, color=PALE_BLUE, linewidth=0, zorder=2)
        axes.barh(y, row.mean, 0.25, color=BLUE, linewidth=0, zorder=3)
        ends = [y - 0.22, y + 0.22]
        axes.plot([row.largest] * 2, ends, color=BLACK, linewidth=1.4, clip_on=False, zorder=4)
    axes.set_xlim(0, 1.03 * (max(row.largest for row in rows) or 1.0))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    outcome_axis(axes, outcome, "x", 4, points=True)
    axes.set_yticks([])
    axes.set_xlabel(f"regret ({unit_of(outcome)})")


def _key() -> list[Any]:
    line: dict[str, Any] = {
        "linestyle": "none",
        "marker": "|",
        "markersize": 8,
        "markeredgewidth": 1.4,
    }
    return [
        Patch(color=BLUE, label="mean regret"),
        Patch(color=PALE_BLUE, label="nine futures in ten stay below"),
        Line2D([], [], color=BLACK, label="largest regret", **line),
    ]
