"""Regret: in how many futures a policy is as good as the best, and how far behind it is else."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.analysis.robustness import Regret, Satisfied
from experiments.plots.style.axes import outcome_axis, trimmed
from experiments.plots.style.fifty import FUTURES, of_fifty
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    BODY,
    EDGE,
    FAINT,
    GRID,
    NOTE,
    PALE_BLUE,
    SMALL,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, shorten
from experiments.text.number_format import mean_text, regret_text
from experiments.text.wording import amount, heading, is_chance, percent, plural, topic
from sim.outcomes import OUTCOMES

ROW: Final = 0.72
HEAD: Final = 0.62
"""Height of the heads of both panels with the key, in inches."""
NAMES: Final = 1.45
"""Widest name of a policy, in inches."""
DOTS: Final = 25
"""Dots in a line."""
STEP: Final = 0.087
"""From a dot to the next, in inches."""
SHARE: Final = 0.5
"""Room for the share beside its dots."""
BARS: Final = EDGE + NAMES + DOTS * STEP + SHARE + 0.2
"""Where the bars begin, in inches."""
BESIDE: Final = -0.24
"""From the middle of a row to its bar, below which its numbers stand, in rows."""
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
    height = ROW * len(rows)
    page = new_page(HEAD + height + 0.42, title or title_of(outcome, rows), note, source)
    bars = page.axes(BARS, HEAD, WIDTH - EDGE - BARS, height)
    _bars(bars, outcome, rows)
    dots = page.axes(EDGE + NAMES, HEAD, DOTS * STEP, height)
    _dots(dots, rows)
    good = {row.policy: row for row in satisfied}
    for k, row in enumerate(rows):
        middle = HEAD + ROW * (k + 0.5 + BESIDE)
        name = "\n".join(fold(row.policy, NAMES - 0.1, BODY, 2))
        page.text(EDGE, middle, name, va="center", color=BLACK)
        _beside(page, middle, row, good.get(row.policy))
    _heads(page, outcome)
    return trimmed(page)


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
        f"future. {FUTURES} dots stand for {plural(futures, 'future')} that count alike; more "
        "than one policy may be best or level in the same. The mean lies between its two numbers: "
        "the best of noisy means is too good, which makes the second too large, and the first too "
        "small. ± 95 %: error of the number of parameter samples and runs. "
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


def _heads(page: Page, outcome: str) -> None:
    bold = {"weight": "bold", "color": BLACK, "fontsize": BODY}
    page.text(EDGE, 0.0, "Policy", **bold)
    page.text(
        EDGE + NAMES, 0.0, f"Best, or level with the best,\nin so many of {FUTURES} futures", **bold
    )
    what = "behind the best for that future"
    page.text(BARS, 0.0, f"How far {what}\n({unit_of(outcome)})", **bold)
    page.key(BARS, 0.36, _key(), ncols=3, columnspacing=1.2, handlelength=1.2)


def _dots(axes: Axes, rows: Sequence[Regret]) -> None:
    """Fifty dots a policy in two lines, filled for futures in which it is best or level."""
    axes.set_axis_off()
    axes.set_xlim(0, DOTS * STEP)
    axes.set_ylim(ROW * len(rows), 0)
    for k, row in enumerate(rows):
        (full,) = of_fifty([row.good])
        at = [(STEP * (n % DOTS + 0.5), n // DOTS) for n in range(FUTURES)]
        top = ROW * (k + 0.5 + BESIDE) - STEP / 2
        axes.scatter(
            [x for x, _ in at], [top + STEP * line for _, line in at], s=22,
            c=[BLUE if n < full else "white" for n in range(FUTURES)], edgecolors=BLUE,
            linewidths=0.6,
        )  # fmt: skip


def _beside(page: Page, middle: float, row: Regret, good: Satisfied | None) -> None:
    """The share of futures that the dots stand for, and how many keep within the limits."""
    left = EDGE + NAMES + DOTS * STEP + 0.06
    page.text(left, middle, percent(row.good), va="center", color=BLACK, weight="bold")
    if good:
        words = f"good enough in {percent(good.share)}, unsure {percent(good.unsure)}"
        page.text(EDGE + NAMES, middle + 0.16, words, fontsize=SMALL, color=NOTE)


def _bars(axes: Axes, outcome: str, rows: Sequence[Regret]) -> None:
    """Mean, nine in ten and largest regret of every policy on one scale, and their numbers."""
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    wide = axes.get_position().width * WIDTH
    for k, row in enumerate(rows):
        y = k + BESIDE
        axes.plot([0, row.largest], [y, y], color=FAINT, linewidth=0.8, zorder=1)
        axes.barh(y, row.high, 0.24, color=PALE_BLUE, linewidth=0, zorder=2)
        ends = [y - 0.13, y + 0.13]
        axes.plot([row.largest] * 2, ends, color=BLACK, linewidth=1.4, clip_on=False, zorder=4)
        axes.plot([row.mean], [y], clip_on=False, **_MEAN)
        text = numbers(outcome, row, wide)
        axes.annotate(
            text, (0, k - 0.02), (2, 0), textcoords="offset points", va="top", fontsize=SMALL,
            color=NOTE, zorder=5,
        )  # fmt: skip
    axes.set_xlim(0, 1.03 * (max(row.largest for row in rows) or 1.0))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    outcome_axis(axes, outcome, "x", 4, points=True)
    axes.set_yticks([])
    axes.set_xlabel(f"regret ({unit_of(outcome)})")


def numbers(outcome: str, row: Regret, wide: float) -> str:
    """Mean and largest regret, and below them the future of the largest, cut to `wide` inches."""
    text = f"{mean_amount(outcome, row)} on average"
    if not row.largest:
        return text
    worst = shorten(f"in {row.worst}", wide - 0.05, SMALL)
    return f"{text}; at worst {regret_amount(outcome, row.largest)},\n{worst}"


_MEAN: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 5, "markerfacecolor": VERMILLION, "markeredgecolor": BLACK,
    "markeredgewidth": 0.6, "linestyle": "none", "zorder": 5,
}  # fmt: skip


def _key() -> list[Any]:
    line: dict[str, Any] = {
        "linestyle": "none", "marker": "|", "markersize": 8, "markeredgewidth": 1.4,
    }  # fmt: skip
    return [
        Line2D([], [], **_MEAN, label="on average"),
        Patch(color=PALE_BLUE, label="nine futures in ten"),
        Line2D([], [], color=BLACK, label="at worst", **line),
    ]
