"""Response curves: an outcome along one factor, with three kinds of uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.errorbars import BAND, DIAMOND
from experiments.plots.page import BLACK, EDGE, SMALL, WIDTH, Page, new_page
from experiments.plots.study import COLOURS, DASHES, MARKERS, named, outcome_axis, trimmed
from experiments.responses import Answer, Curve
from experiments.words import amount, heading, plain

HEIGHT: Final = 3.1
ASIDE: Final = 0.16
"""Places between curves, so that marks at the same value do not cover each other."""


def draw(curves: Sequence[Curve], source: str, title: str = "") -> Page:
    """The page of some curves of one outcome over one factor."""
    first = curves[0]
    page = new_page(HEIGHT + 0.72, title or title_of(curves), caption(curves), source)
    axes = page.axes(EDGE + 0.45, 0.38, WIDTH - 2 * EDGE - 0.55, HEIGHT)
    _draw_curves(axes, curves)
    outcome_axis(axes, first.outcome)
    axes.set_ylabel(named(first.outcome))
    axes.set_xlabel(plain(first.factor))
    page.key(EDGE, 0.0, _key(curves), ncols=5, columnspacing=1.3)
    return trimmed(page)


def title_of(curves: Sequence[Curve]) -> str:
    """Where the curve that moves most beyond luck is lowest and highest."""
    first = max(curves, key=lambda c: (c.clear, _span(c)))
    low = min(first.answers, key=lambda a: a.mean)
    high = max(first.answers, key=lambda a: a.mean)
    what, factor = heading(first.outcome), plain(first.factor)
    if not first.clear:
        return f"{what} does not clearly answer to {factor}"
    label = f" ({first.label})" if first.label else ""
    ends = [f"{amount(first.outcome, end.mean)} ({plain(end.value)})" for end in (low, high)]
    return f"{what}: from {ends[0]} to {ends[1]} with {factor}{label}"


def _span(curve: Curve) -> float:
    means = [a.mean for a in curve.answers]
    return max(means) - min(means)


def caption(curves: Sequence[Curve]) -> str:
    """Which uncertainties the marks carry, and which are not there."""
    answers = [a for c in curves for a in c.answers]
    text = "Bars: 95 % error of the number of runs, which more runs shrink. "
    text += (
        "Bands: where the mean or chance itself lies as the parameters vary, 5–95 %, luck taken "
        "out; no band: no more than luck could do. "
        if any(a.parameters for a in answers)
        else "The spread over parameters is not shown: it was not taken apart, or not seen. "
    )
    if any(a.readings for a in answers):
        text += "Diamonds: the same under rival readings that clearly move it. "
    else:
        text += "Rival readings are held fixed. "
    return text + "All values share their luck, so neighbours differ by less than the bars suggest."


def _draw_curves(axes: Axes, curves: Sequence[Curve]) -> None:
    """Numbers on their own scale if they are evenly spread; else one place for each value."""
    values = list(dict.fromkeys(a.value for c in curves for a in c.answers))
    scale = all(c.on_scale for c in curves) and len(values) > 5
    if all(c.on_scale for c in curves):
        values.sort()
    places = {v: float(v) if scale else float(k) for k, v in enumerate(values)}
    span = (max(places.values()) - min(places.values())) or 1.0
    step = ASIDE * (0.15 * span if scale else 1.0)
    for k, curve in enumerate(curves):
        aside = step * (k - (len(curves) - 1) / 2)
        _draw_curve(axes, curve, [places[a.value] + aside for a in curve.answers], k, 0.4 * step)
    if not scale:
        axes.set_xticks(list(places.values()), [plain(v) for v in places])
        axes.set_xlim(-0.5, len(values) - 0.5)
    low, high = axes.get_ylim()
    axes.set_ylim(max(0.0, low) if min(_lowest(curves)) >= 0 else low, high)


def _lowest(curves: Sequence[Curve]) -> list[float]:
    return [min(a.runs[0], a.mean) for c in curves for a in c.answers]


def _draw_curve(axes: Axes, curve: Curve, at: Sequence[float], k: int, beside: float) -> None:
    """One curve; rival readings stand `beside` it, so that they do not hide its marks."""
    colour, means = COLOURS[k % len(COLOURS)], [a.mean for a in curve.answers]
    for x, answer in zip(at, curve.answers, strict=True):
        if answer.parameters:
            axes.plot(
                [x, x], answer.parameters, color=BAND, linewidth=9, solid_capstyle="butt", zorder=1
            )
        axes.plot([x, x], answer.runs, color=BLACK, linewidth=1.3, zorder=3)
        rivals = [mean for mean, _ in answer.readings]
        axes.plot([x + beside] * len(rivals), rivals, **DIAMOND, zorder=2.5)
    _name_readings(axes, curve.answers, [x + beside for x in at])
    style: dict[str, Any] = {"linestyle": DASHES[k % len(DASHES)], "linewidth": 1.1, "zorder": 2}
    axes.plot(at, means, color=colour, **style)
    axes.plot(
        at, means, marker=MARKERS[k % len(MARKERS)], markersize=5.2, color=colour,
        markeredgecolor=BLACK, markeredgewidth=0.6, linestyle="none", zorder=4,
    )  # fmt: skip


def _name_readings(axes: Axes, answers: Sequence[Answer], at: Sequence[float]) -> None:
    """Names of the lowest and the highest reading where they lie furthest apart."""
    apart = [max((abs(m - a.mean) for m, _ in a.readings), default=0.0) for a in answers]
    far = apart.index(max(apart))
    ends = [min(answers[far].readings), max(answers[far].readings)] if any(apart) else []
    for mean, name in dict.fromkeys(ends):
        axes.annotate(name, (at[far], mean), (5, -2.5), textcoords="offset points", fontsize=SMALL)


def _key(curves: Sequence[Curve]) -> list[Any]:
    answers = [a for c in curves for a in c.answers]
    handles: list[Any] = [
        Line2D(
            [], [], color=COLOURS[k % len(COLOURS)], marker=MARKERS[k % len(MARKERS)],
            markeredgecolor=BLACK, linestyle=DASHES[k % len(DASHES)],
            label=curve.label or "mean or chance",
        )
        for k, curve in enumerate(curves)
    ]  # fmt: skip
    handles.append(Line2D([], [], color=BLACK, linewidth=1.3, label="error of the runs"))
    if any(a.parameters for a in answers):
        handles.append(Patch(color=BAND, label="over parameters"))
    if any(a.readings for a in answers):
        handles.append(Line2D([], [], **DIAMOND, label="rival readings"))
    return handles
