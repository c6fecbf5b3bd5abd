"""Effects of factors moved one at a time: a dot for every value, beside the base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.plots.study.study import fold, headline, outcome_axis, trimmed
from experiments.plots.style.errorbars import DOT
from experiments.plots.style.page import BLACK, EDGE, INK, SMALL, WIDTH, Page, new_page, text_width
from experiments.plots.style.page import shorten as cut
from experiments.runs.statistics import bonferroni_factor
from experiments.text.wording import heading, is_chance, number, plain
from sim.outcomes import OUTCOMES

MOST: Final = 12
"""Factors shown; the others are counted."""
NAME: Final = 1.9
LANE: Final = 0.17
"""Height of one value of a factor, in inches."""
GAP: Final = 0.09
"""Between two factors."""
MOST_ENDS: Final = 6
"""Values of a factor that are shown."""
VALUE: Final = 1.3
"""Widest value written beside a dot."""
SPACE: Final = 0.08
"""Between a line and its value."""
ROOM: Final = WIDTH - 2 * EDGE - NAME - 0.1


class End(NamedTuple):
    """What one value of a factor changes against the base, with its 95 % interval."""

    value: str
    effect: float
    low: float
    high: float


class Arm(NamedTuple):
    """One factor and all its values."""

    name: str
    label: str
    ends: tuple[End, ...]

    @property
    def far(self) -> float:
        """Its largest effect, up or down."""
        return max(abs(end.effect) for end in self.ends)


def draw(outcome: str, arms: Sequence[Arm], source: str, title: str = "", note: str = "") -> Page:
    """The page of the effects on one outcome, the factor with the largest effect on top."""
    shown = [_few(arm) for arm in sorted(arms, key=lambda arm: -arm.far)[:MOST]]
    heights = [LANE * len(arm.ends) + GAP for arm in shown]
    text = " ".join(filter(None, (note, caption(len(arms) - len(shown), _hidden(arms)))))
    page = new_page(sum(heights) + 0.45, title or title_of(outcome, shown), text, source)
    axes = page.axes(EDGE + NAME, 0.0, ROOM, sum(heights))
    axes.set_ylim(sum(heights), 0.0)
    low, high = _limits(shown)
    axes.set_xlim(low, high)
    top = 0.0
    for arm, height in zip(shown, heights, strict=True):
        lines = fold(plain(arm.label), NAME - 0.12, SMALL, max(1, int(height / 0.13)))
        page.text(EDGE, top + height / 2, "\n".join(lines), fontsize=SMALL, va="center")
        for k, end in enumerate(arm.ends):
            _end(axes, end, top + GAP / 2 + LANE * (k + 0.5), ROOM / (high - low))
        top += height
        axes.axhline(top, color="#D0D0D0", linewidth=0.5)
    axes.axvline(0, color=INK, linewidth=0.8)
    _finish(axes, outcome)
    return trimmed(page)


def title_of(outcome: str, arms: Sequence[Arm]) -> str:
    """The largest effect that is clear of zero, though it was picked of so many."""
    what = heading(outcome)
    ends = [(arm, end) for arm in arms for end in arm.ends]
    strict = bonferroni_factor(len(ends))
    clear = [(a, e) for a, e in ends if abs(e.effect) > strict * (e.high - e.low) / 2]
    if not clear:
        return headline(f"{what}: no factor alone clearly moves it")
    arm, end = max(clear, key=lambda pair: abs(pair[1].effect))
    found = f"{what}: moved most by {plain(arm.label)}"
    much = f"{change_text(outcome, end.effect)} at {end.value}"
    return headline(f"{found}, {much}", found, f"{what}: moved most by {plain(arm.name)}")


def change_text(outcome: str, effect: float) -> str:
    """`+12 points`."""
    scaled = 100 * effect if is_chance(outcome) else effect
    sign = "+" if effect > 0 else ""
    return f"{sign}{number(scaled)}{' points' if is_chance(outcome) else ''}"


def caption(factors: int, values: int) -> str:
    """How the dots read, and what is not shown."""
    hidden = [f"{factors} factors of smaller effect"] if factors else []
    hidden += [f"{values} values between those shown"] if values else []
    rest = f" Not shown: {', '.join(hidden)}." if hidden else ""
    return (
        "Each dot moves one factor from the base to the value beside it and leaves all others. "
        "Lines: 95 % error of the number of runs, paired run by run. What factors do together is "
        f"not in it.{rest}"
    )


def value_text(value: object) -> str:
    """A value of a factor, short enough to stand beside its dot."""
    return cut(plain(value), VALUE, SMALL)


def _few(arm: Arm) -> Arm:
    """The arm with its first and last values and some between."""
    if len(arm.ends) <= MOST_ENDS:
        return arm
    kept = np.linspace(0, len(arm.ends) - 1, MOST_ENDS).round().astype(int)
    return arm._replace(ends=tuple(arm.ends[k] for k in kept))


def _hidden(arms: Sequence[Arm]) -> int:
    return sum(max(0, len(arm.ends) - MOST_ENDS) for arm in arms)


def _limits(arms: Sequence[Arm]) -> tuple[float, float]:
    """Ends of the axis, with room for the values on both sides."""
    lows = [min(0.0, end.low, end.effect) for arm in arms for end in arm.ends]
    highs = [max(0.0, end.high, end.effect) for arm in arms for end in arm.ends]
    span = (max(highs) - min(lows)) or 1.0
    widest = max(text_width(end.value, SMALL) for arm in arms for end in arm.ends)
    aside = (widest + 2 * SPACE) / (ROOM - 2 * (widest + 2 * SPACE)) * span
    return min(lows) - aside, max(highs) + aside


def _end(axes: Axes, end: End, at: float, inches: float) -> None:
    """One value: its line, its dot, and its name on the side away from the base."""
    axes.plot([end.low, end.high], [at, at], color=BLACK, linewidth=1.2, zorder=2)
    axes.plot([end.effect], [at], **DOT, zorder=3)
    right = end.effect >= 0
    edge = max(end.high, end.effect) if right else min(end.low, end.effect)
    x = edge + (SPACE if right else -SPACE) / inches
    side = "left" if right else "right"
    axes.text(x, at, end.value, ha=side, va="center", fontsize=SMALL, color=BLACK)


def _finish(axes: Axes, outcome: str) -> None:
    outcome_axis(axes, outcome, "x")
    unit = "" if outcome not in OUTCOMES else f" ({OUTCOMES[outcome].unit})"
    if is_chance(outcome):
        unit = " (percentage points)"
        scaled = FuncFormatter(lambda v, _: f"{100 * v:g}".replace("-", "−"))
        axes.xaxis.set_major_formatter(scaled)
    axes.set_xlabel(f"change of “{heading(outcome)}” against the base{unit}")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
