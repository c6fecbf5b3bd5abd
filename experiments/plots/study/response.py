"""Response curves: an outcome along one factor, with three kinds of uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.analysis.response_curves import Curve, CurvePoint, is_numeric
from experiments.plots.study.factor_axis import Scale, depth, labels, scale_of
from experiments.plots.style.axes import outcome_axis, outcome_label, trimmed
from experiments.plots.style.errorbars import DIAMOND
from experiments.plots.style.labels import MarkName, Spot, between, write_names
from experiments.plots.style.look import BAND, BLACK, EDGE, FAINT, SMALL, WIDTH, series_look
from experiments.plots.style.numbers import ends_text
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import headline, shorten, text_width
from experiments.text.wording import heading, plain
from sim.outcomes import OUTCOMES

HEIGHT: Final = 3.1
WIDE: Final = WIDTH - 2 * EDGE - 0.55
TOGETHER: Final = 0.35
"""All marks of one value, those of all curves, lie within this share of the mean gap of values."""
CLEAR: Final = 0.6
"""And within this share of the smallest gap."""
STEP: Final = 0.17
"""Between two curves at most, in mean gaps."""
BAND_WIDTH: Final = 9.0
"""Of a lone curve, in points; thinner where curves lie close."""
KEY_ROW: Final = 0.155
KEY_NAME: Final = 2.2
"""Widest name in the key, in inches."""


def draw(curves: Sequence[Curve], source: str, title: str = "", note: str = "") -> Page:
    """The page of some curves of one outcome over one factor; `note` begins the caption."""
    first = curves[0]
    scale = scale_of([a.value for c in curves for a in c.answers])
    under = labels(scale, WIDE)
    handles = _key(curves)
    columns = _key_columns(handles)
    top = 0.07 + KEY_ROW * math.ceil(len(handles) / columns)
    text = " ".join(filter(None, (note, caption(curves))))
    page = new_page(top + HEIGHT + 0.34 + depth(under), title or title_of(curves), text, source)
    axes = page.axes(EDGE + 0.45, top, WIDE, HEIGHT)
    axes.set_xlim(scale.low, scale.high)
    axes.set_xticks([scale.at[u.value] for u in under], [u.text for u in under])
    for tick, label in zip(axes.get_xticklabels(), under, strict=True):
        tick.set_rotation(90 if label.upright else 0)
    _draw_curves(axes, curves, scale)
    outcome_axis(axes, first.outcome)
    axes.set_ylabel(outcome_label(first.outcome))
    axes.set_xlabel(plain(first.factor) + (f" ({scale.kind})" if scale.kind else ""))
    page.key(EDGE, 0.0, handles, ncols=columns, columnspacing=1.3)
    return trimmed(page)


def title_of(curves: Sequence[Curve]) -> str:
    """Where the curve that moves most beyond luck is lowest and highest."""
    first = max(curves, key=lambda c: (c.clear, _span(c)))
    low = min(first.answers, key=lambda a: a.mean)
    high = max(first.answers, key=lambda a: a.mean)
    what, factor = heading(first.outcome), plain(first.factor)
    if not first.clear:
        return headline(f"{what}: no clear answer to {factor}")
    alike = all([a.mean for a in c.answers] == [a.mean for a in first.answers] for c in curves)
    label = f" ({first.label})" if first.label and not alike else ""
    means = ends_text(first.outcome, low.mean, high.mean)
    values = (plain(low.value), plain(high.value))
    ends = [f"{mean} ({value})" for mean, value in zip(means, values, strict=True)]
    brief = f"{what}: from {ends[0]} to {ends[1]}"
    return headline(f"{brief} with {factor}{label}", f"{brief}{label}", brief)


def _span(curve: Curve) -> float:
    means = [a.mean for a in curve.answers]
    return max(means) - min(means)


def caption(curves: Sequence[Curve]) -> str:
    """Which uncertainties the marks carry, and which are not there."""
    answers = [a for c in curves for a in c.answers]
    if any(c.sampled for c in curves):
        return (
            "Bars: 95 % error of the numbers of points and runs. The spread over parameters is not "
            "shown, and rival hypotheses that are no factor are held fixed."
        )
    text = "Bars: 95 % error of the number of runs, which more runs shrink. "
    text += (
        "Bands: where the mean or chance itself lies as the parameters vary, 5–95 %, luck taken "
        "out; no band: no more than luck could do. "
        if any(a.parameters for a in answers)
        else "The spread over parameters is not shown: it was not taken apart, or not seen. "
    )
    if any(a.variants for a in answers):
        text += "Diamonds: the same under variants of rival hypotheses that clearly move it. "
    else:
        text += "No rival hypothesis is shown: none was run, or none clearly moves it. "
    return text + "All values share their luck, so neighbours differ by less than the bars suggest."


def places_of(curves: Sequence[Curve], scale: Scale) -> list[list[float]]:
    """Places of the marks of every curve; curves stand side by side around each value."""
    step = step_of(curves, scale)
    middle = (len(curves) - 1) / 2
    return [
        [scale.at[a.value] + step * (k - middle) for a in curve.answers]
        for k, curve in enumerate(curves)
    ]


def step_of(curves: Sequence[Curve], scale: Scale) -> float:
    """Between the marks of two curves at one value, in units of the smallest gap of values."""
    together = min(TOGETHER * scale.gap, CLEAR)
    return min(STEP * scale.gap, together / len(curves))


def _draw_curves(axes: Axes, curves: Sequence[Curve], scale: Scale) -> None:
    """All curves, then the names of the variants where they find room."""
    step = step_of(curves, scale)
    points = 72 * WIDE * step / (scale.high - scale.low)
    places = places_of(curves, scale)
    for k, (curve, at) in enumerate(zip(curves, places, strict=True)):
        _draw_curve(axes, curve, at, k, 0.5 * step, min(BAND_WIDTH, 0.8 * points))
    if scale.border is not None:
        axes.axvline(scale.border, color=FAINT, linewidth=0.6, linestyle=(0, (1, 2)))
    low, high = axes.get_ylim()
    counted = OUTCOMES[curves[0].outcome].kind in ("count", "flag")
    least = min(min(a.runs[0], a.mean) for c in curves for a in c.answers)
    axes.set_ylim(0.0 if counted else max(0.0, low) if least >= 0 else low, high)
    pairs = list(zip(curves, places, strict=True))
    wanted = list(chain.from_iterable(_wanted(c.answers, at, 0.5 * step) for c, at in pairs))
    marks = list(chain.from_iterable(_taken(c, at, 0.5 * step) for c, at in pairs))
    write_names(axes, wanted, marks)


def _draw_curve(
    axes: Axes, curve: Curve, at: Sequence[float], k: int, beside: float, band: float
) -> None:
    """One curve; rival hypotheses stand `beside` it, so that they do not hide its marks."""
    colour, marker, dashes = series_look(k)
    for x, answer in zip(at, curve.answers, strict=True):
        if answer.parameters:
            axes.plot(
                [x, x], answer.parameters, color=BAND, linewidth=band, solid_capstyle="butt",
                zorder=1,
            )  # fmt: skip
        axes.plot([x, x], answer.runs, color=BLACK, linewidth=1.3, zorder=3)
        variants = [mean for mean, _ in answer.variants]
        axes.plot([x + beside] * len(variants), variants, **DIAMOND, zorder=2.5, clip_on=False)
    joined = _joined(curve, at)
    style: dict[str, Any] = {"linestyle": dashes, "linewidth": 1.1, "zorder": 2}
    axes.plot([x for x, _ in joined], [y for _, y in joined], color=colour, **style)
    axes.plot(
        at, [a.mean for a in curve.answers], marker=marker, markersize=5.2, color=colour,
        markeredgecolor=BLACK, markeredgewidth=0.6, linestyle="none", zorder=4,
        clip_on=False,
    )  # fmt: skip


def _joined(curve: Curve, at: Sequence[float]) -> list[Spot]:
    """Marks that a line joins: those of numbers, in their order."""
    both = zip(at, curve.answers, strict=True)
    return sorted((x, a.mean) for x, a in both if is_numeric(a.value))


def _wanted(answers: Sequence[CurvePoint], at: Sequence[float], beside: float) -> list[MarkName]:
    """Names of the lowest and the highest variant where they lie furthest apart."""
    apart = [max((abs(m - a.mean) for m, _ in a.variants), default=0.0) for a in answers]
    if not any(apart):
        return []
    far = apart.index(max(apart))
    ends = dict.fromkeys([min(answers[far].variants), max(answers[far].variants)])
    middle = answers[far].mean
    return [MarkName((at[far] + beside, m), name, abs(m - middle)) for m, name in ends]


def _taken(curve: Curve, at: Sequence[float], beside: float) -> list[Spot]:
    """Spots of a curve that a name must not cover."""
    both = list(zip(at, curve.answers, strict=True))
    bars = [spot for x, a in both for spot in between([(x, a.runs[0]), (x, a.runs[1])])]
    variants = [(x + beside, mean) for x, a in both for mean, _ in a.variants]
    return [*((x, a.mean) for x, a in both), *variants, *bars, *between(_joined(curve, at))]


def _key_columns(handles: Sequence[Any]) -> int:
    """As many columns as fit beside each other."""
    widest = max(text_width(str(h.get_label()), SMALL) for h in handles)
    return max(1, min(len(handles), 5, int((WIDTH - 2 * EDGE) / (widest + 0.45))))


def _key(curves: Sequence[Curve]) -> list[Any]:
    answers = [a for c in curves for a in c.answers]
    sampled = any(c.sampled for c in curves)
    handles: list[Any] = []
    for k, curve in enumerate(curves):
        colour, marker, dashes = series_look(k)
        name = shorten(curve.label, KEY_NAME, SMALL) or "mean or chance"
        handles.append(
            Line2D(
                [], [], color=colour, marker=marker, markeredgecolor=BLACK,
                linestyle=dashes if curve.joins else "none", label=name,
            )
        )  # fmt: skip
    handles.append(
        Line2D(
            [],
            [],
            color=BLACK,
            linewidth=1.3,
            label="error of points and runs" if sampled else "error of the runs",
        )
    )
    if any(a.parameters for a in answers):
        handles.append(Patch(color=BAND, label="over parameters"))
    if any(a.variants for a in answers):
        handles.append(Line2D([], [], **DIAMOND, label="rival hypotheses"))
    return handles
