"""Factors moved one at a time: which figures, and a dot for the effect of every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from experiments.analysis.study_results import StudyResults
from experiments.plots.study import response
from experiments.plots.study.scenarios import NamedPage, StudyScenario, file_name, label_of
from experiments.plots.style.axes import outcome_axis, trimmed
from experiments.plots.style.errorbars import DOT
from experiments.plots.style.look import BLACK, EDGE, INK, ROW_RULE, SMALL, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, headline, shorten, text_width
from experiments.runs.statistics import bonferroni_factor
from experiments.study.point_labels import PointLabel
from experiments.text.wording import heading, is_chance, number, plain
from sim.outcomes import OUTCOMES

MOST_CURVES: Final = 3
"""Factors that get curves of their own, those that move the first outcome most."""
MOST_OUTCOMES: Final = 3
CURVED: Final = 3
"""Values from which on a curve says more than the dots of the effects."""
MOST: Final = 12
"""Factors shown; the others are counted."""
NAME: Final = 1.9
LANE: Final = 0.17
"""Height of one value of a factor, in inches."""
GAP: Final = 0.09
"""Between two factors."""
MOST_VALUES: Final = 6
"""Values of a factor that are shown."""
VALUE: Final = 1.3
"""Widest value written beside a dot."""
SPACE: Final = 0.08
"""Between a line and its value."""
ROOM: Final = WIDTH - 2 * EDGE - NAME - 0.1


class ValueEffect(NamedTuple):
    """What one value of a factor changes against the base, with its 95 % interval."""

    text: str
    """The value, as it stands beside its dot."""
    effect: float
    low: float
    high: float


class FactorEffects(NamedTuple):
    """One factor and all its values."""

    name: str
    label: str
    values: tuple[ValueEffect, ...]

    @property
    def far(self) -> float:
        """Its largest effect, up or down."""
        return max(abs(value.effect) for value in self.values)


def one_by_one(found: StudyResults, scenario: StudyScenario) -> Iterator[NamedPage]:
    """What every factor moves, and curves of those that move the first outcome most."""
    first: list[str] = []
    for outcome in found.outcomes[:MOST_OUTCOMES]:
        effects = effects_of(found, scenario, outcome)
        first = first or [factor.name for factor in effects]
        if any(factor.far > 0 for factor in effects):
            page = partial(draw, outcome, effects, scenario.source, note=scenario.note)
            yield file_name("effects", outcome, scenario.name), page
    curved = (f for f in first if len(_along(scenario, f)) >= CURVED)
    for factor in islice(curved, MOST_CURVES):
        for outcome in found.outcomes[:MOST_OUTCOMES]:
            line = scenario.curve(found, factor, outcome, _along(scenario, factor))
            if not line.flat:
                page = partial(response.draw, [line], scenario.source, note=scenario.note)
                yield file_name("curve", outcome, factor, scenario.name), page


def effects_of(found: StudyResults, scenario: StudyScenario, outcome: str) -> list[FactorEffects]:
    """Effects of all points that move one factor, by factor; the largest first."""
    moved = {p.point: (p, _moved(scenario, p)) for p in scenario.own}
    values: dict[str, list[ValueEffect]] = {}
    for e in found.effects:
        label, names = moved.get(e.point, (None, []))
        if e.outcome == outcome and label is not None and len(names) == 1:
            text = value_text(scenario.value(label, names[0]))
            values.setdefault(names[0], []).append(ValueEffect(text, e.effect, e.low, e.high))
    effects = [
        FactorEffects(name, label_of(found, name), tuple(rows)) for name, rows in values.items()
    ]
    return sorted(effects, key=lambda factor: -factor.far)


def _moved(scenario: StudyScenario, label: PointLabel) -> list[str]:
    base = scenario.base
    if base is None:
        return []
    return [name for name, value in label.values.items() if value != base.values.get(name)]


def _along(scenario: StudyScenario, factor: str) -> list[PointLabel]:
    """The base and the points that move this factor alone."""
    return [p for p in scenario.own if _moved(scenario, p) in ([], [factor])]


def draw(
    outcome: str, factors: Sequence[FactorEffects], source: str, title: str = "", note: str = ""
) -> Page:
    """The page of the effects on one outcome, the factor with the largest effect on top."""
    shown = [_few(factor) for factor in sorted(factors, key=lambda factor: -factor.far)[:MOST]]
    heights = [LANE * len(factor.values) + GAP for factor in shown]
    text = " ".join(filter(None, (note, caption(len(factors) - len(shown), _hidden(factors)))))
    page = new_page(sum(heights) + 0.45, title or title_of(outcome, shown), text, source)
    axes = page.axes(EDGE + NAME, 0.0, ROOM, sum(heights))
    axes.set_ylim(sum(heights), 0.0)
    low, high = _limits(shown)
    axes.set_xlim(low, high)
    top = 0.0
    for factor, height in zip(shown, heights, strict=True):
        lines = fold(plain(factor.label), NAME - 0.12, SMALL, max(1, int(height / 0.13)))
        page.text(EDGE, top + height / 2, "\n".join(lines), fontsize=SMALL, va="center")
        for k, value in enumerate(factor.values):
            _draw_value(axes, value, top + GAP / 2 + LANE * (k + 0.5), ROOM / (high - low))
        top += height
        axes.axhline(top, color=ROW_RULE, linewidth=0.5)
    axes.axvline(0, color=INK, linewidth=0.8)
    _finish(axes, outcome)
    return trimmed(page)


def title_of(outcome: str, factors: Sequence[FactorEffects]) -> str:
    """The largest effect that is clear of zero, though it was picked of so many."""
    what = heading(outcome)
    values = [(factor, value) for factor in factors for value in factor.values]
    strict = bonferroni_factor(len(values))
    clear = [(a, e) for a, e in values if abs(e.effect) > strict * (e.high - e.low) / 2]
    if not clear:
        return headline(f"{what}: no factor alone clearly moves it")
    factor, value = max(clear, key=lambda pair: abs(pair[1].effect))
    found = f"{what}: moved most by {plain(factor.label)}"
    much = f"{change_text(outcome, value.effect)} at {value.text}"
    return headline(f"{found}, {much}", found, f"{what}: moved most by {plain(factor.name)}")


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
    return shorten(plain(value), VALUE, SMALL)


def _few(factor: FactorEffects) -> FactorEffects:
    """The factor with its first and last values and some between."""
    if len(factor.values) <= MOST_VALUES:
        return factor
    kept = np.linspace(0, len(factor.values) - 1, MOST_VALUES).round().astype(int)
    return factor._replace(values=tuple(factor.values[k] for k in kept))


def _hidden(factors: Sequence[FactorEffects]) -> int:
    return sum(max(0, len(factor.values) - MOST_VALUES) for factor in factors)


def _limits(factors: Sequence[FactorEffects]) -> tuple[float, float]:
    """Ends of the axis, with room for the values on both sides."""
    lows = [min(0.0, value.low, value.effect) for factor in factors for value in factor.values]
    highs = [max(0.0, value.high, value.effect) for factor in factors for value in factor.values]
    span = (max(highs) - min(lows)) or 1.0
    widest = max(text_width(value.text, SMALL) for factor in factors for value in factor.values)
    label_room = (widest + 2 * SPACE) / (ROOM - 2 * (widest + 2 * SPACE)) * span
    return min(lows) - label_room, max(highs) + label_room


def _draw_value(axes: Axes, value: ValueEffect, at: float, inches: float) -> None:
    """One value: its line, its dot, and its name on the side away from the base."""
    axes.plot([value.low, value.high], [at, at], color=BLACK, linewidth=1.2, zorder=2)
    axes.plot([value.effect], [at], **DOT, zorder=3)
    right = value.effect >= 0
    edge = max(value.high, value.effect) if right else min(value.low, value.effect)
    x = edge + (SPACE if right else -SPACE) / inches
    side = "left" if right else "right"
    axes.text(x, at, value.text, ha=side, va="center", fontsize=SMALL, color=BLACK)


def _finish(axes: Axes, outcome: str) -> None:
    outcome_axis(axes, outcome, "x", points=True)
    unit = "" if outcome not in OUTCOMES else f" ({OUTCOMES[outcome].unit})"
    if is_chance(outcome):
        unit = " (percentage points)"
    axes.set_xlabel(f"change of “{heading(outcome)}” against the base{unit}")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
