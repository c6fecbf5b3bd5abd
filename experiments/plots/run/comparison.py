"""Two results side by side, run by run: what B changes against A with common random numbers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend_handler import HandlerLine2D
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.run.comparison_data import (
    OutcomeChange,
    Parts,
    amount,
    band_text,
    changes_between,
    unit,
)
from experiments.plots.run.ordered_outcomes import ordered_outcomes
from experiments.plots.style.axes import history_days
from experiments.plots.style.bins import nice_step
from experiments.plots.style.look import (
    BAND,
    BLACK,
    BLUE,
    BODY,
    EDGE,
    GRID,
    INK,
    LONG_LABEL,
    ORANGE,
    SAME,
    TINY,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import shorten, wrap
from experiments.runs.result import Result
from experiments.text import war, wording
from sim.outcomes import OUTCOMES

ROW: Final = 0.46
TALL_ROW: Final = 0.58
"""Height of an outcome, in inches, and where a second line tells of the parameters."""
BELOW: Final = 0.23
"""From a dot down to its interval, in rows: where there are many runs the dot is the wider."""
DOT: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 5, "markerfacecolor": BLACK, "markeredgecolor": BLACK,
    "markeredgewidth": 0.8, "linestyle": "none", "zorder": 3,
}  # fmt: skip
INTERVAL: Final[dict[str, Any]] = {
    "color": BLACK, "linewidth": 1.2, "marker": "|", "markersize": 5, "markeredgewidth": 1.2,
    "zorder": 3,
}  # fmt: skip
NAMES: Final = 2.15
LEVER: Final = 2.75
GAP: Final = 0.3
BANDS: Final = (
    "Bands: where the mean difference itself lies as the parameters vary, luck taken out; no band: "
    "no more than luck could do."
)
NO_BANDS: Final = "The spread of the difference over the parameters is not shown in this figure."
MOST: Final = 2.5
"""Standard deviations beyond which a difference is drawn at the edge, as an arrow."""


def draw(a: Result, b: Result, parts: Parts | None = None) -> Page:
    """The page of B against A; `parts` holds the spread of the differences over the parameters.

    Raises ValueError when the two share no run number.
    """
    changes, pairs = changes_between(a, b, parts)
    height = len(changes) * (TALL_ROW if any(c.parameters for c in changes) else ROW)
    page = new_page(
        0.62 + height + 0.5,
        title(a, b, changes),
        caption(a, b, pairs, changes, bool(parts)),
        source(a, b, pairs),
    )
    left = page.axes(EDGE + NAMES, 0.62, LEVER, height)
    right = page.axes(
        EDGE + NAMES + LEVER + GAP, 0.62, WIDTH - 2 * EDGE - NAMES - LEVER - GAP, height
    )
    for k, side in enumerate((a, b)):
        name = f"{'AB'[k]} = {side.manifest.get('title') or 'untitled'}"
        page.text(EDGE + k * WIDTH / 2, 0.04, shorten(name, WIDTH / 2 - 2 * EDGE, BODY))
    page.text(EDGE + NAMES, 0.3, "How much the mean changes, B − A", weight="bold", color=BLACK)
    page.text(
        EDGE + NAMES + LEVER + GAP,
        0.3,
        "Runs that change, and which way",
        weight="bold",
        color=BLACK,
    )
    _differences(left, changes)
    _directions(right, changes)
    _key(page, EDGE + NAMES + LEVER + GAP)
    handles = _change_key(changes)
    caps = {handles[1]: HandlerLine2D(numpoints=2)}
    page.key(EDGE, 0.46, handles, ncols=3, columnspacing=1.2, handler_map=caps)
    return page


def title(a: Result, b: Result, changes: list[OutcomeChange]) -> str:
    """The finding: the two largest clear changes that no lever sets by itself, or that none is."""
    name_a, name_b = (f"“{r.manifest.get('title') or 'untitled'}”" for r in (a, b))
    against = f"{name_b} against {name_a}"
    clear = [c for c in changes if c.clear]
    if all(c.lower == c.higher == 0 for c in changes):
        return f"{against}: every run comes out the same"
    if not clear:
        return f"{against}: no mean changes by more than the counting error"
    ordered = ordered_outcomes(a.manifest, b.manifest)
    found = [c for c in clear if c.name not in ordered] or clear
    top = sorted(found, key=lambda c: -abs(c.size))[:2]
    return f"{against}: {'; '.join(moved(c) for c in top)}"


def moved(change: OutcomeChange) -> str:
    """One change in words: `“Americans killed” falls by 0.31 deaths a run`."""
    much = amount(change, abs(change.mean), sign=False)
    if OUTCOMES[change.name].kind == "flag":
        way = "more" if change.mean > 0 else "fewer"
        return f"{much} percentage points {way} runs {wording.happening(change.name)}"
    way = "rises" if change.mean > 0 else "falls"
    return f"“{wording.meaning(change.name)}” {way} by {much}{unit(change.name)} on average"


def caption(a: Result, b: Result, pairs: int, changes: list[OutcomeChange], nested: bool) -> str:
    """Which uncertainties the page carries, and whether A and B cover the same days.

    `nested` says whether a batch was run to tell the parameters from luck.
    """
    if a.manifest.get("seed") == b.manifest.get("seed"):
        pairing = (
            f"Each of {pairs:,} pairs shares its luck, so what differs is what the scenarios "
            "make differ."
        )
    else:
        pairing = (
            f"The {pairs:,} pairs have different seeds, so they share no luck and the "
            "intervals are wider than they need to be."
        )
    if pairs == 1:
        pairing = "One pair of runs only: no interval can be given."
    spans = [span(side.manifest) for side in (a, b)]
    if spans[0] != spans[1]:
        pairing += f" Mind the days: A covers {spans[0]}, B {spans[1]}."
    return wording.paragraph(
        f"{pairing} Lines with caps, below the dots: 95 % intervals of the mean difference, the "
        f"error of counting only so many runs; {sum(c.clear for c in changes)} of {len(changes)} "
        "leave out zero (filled dots).",
        BANDS if nested else NO_BANDS,
        "To fit one scale, lengths are in standard deviations of each outcome "
        "(an arrow is off the scale); numbers are in its own unit (points: percentage points).",
        wording.spread(b.manifest),
        war.war_in_each(a, b),
    )


def span(manifest: dict[str, Any]) -> str:
    """The days that a result covers, and how many of them are coded history."""
    past = history_days(manifest)
    coded = f", {past} of them coded history" if past else ""
    return f"{manifest['days']} days from {wording.day_of(manifest['start'])}{coded}"


def source(a: Result, b: Result, pairs: int) -> str:
    """Both scenarios, seeds and kinds of parameters."""
    sides = [
        f"{letter} {wording.scenario_name(r.manifest)}, {wording.seed_of(r.manifest)}, "
        f"parameters: {wording.parameters_of(r.manifest)}"
        for letter, r in (("A", a), ("B", b))
    ]
    return (
        f"Source: Flashpoint, {pairs:,} paired {'run' if pairs == 1 else 'runs'}; "
        f"{'; '.join(sides)}."
    )


def _differences(axes: Axes, changes: list[OutcomeChange]) -> None:
    """A dot, its interval below it and a band behind it; the numbers stand above them."""
    reach = reach_of(changes)
    for k, c in enumerate(changes):
        _mark(axes, k, c, reach)
        limits = f"  ({amount(c, c.mean - c.half_width)} to {amount(c, c.mean + c.half_width)})"
        text = f"{amount(c, c.mean)}{unit(c.name)}{limits if c.half_width > 0 else ''}"
        white = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        style: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": TINY, "zorder": 4}
        lines = "\n".join(filter(None, (text, band_text(c))))
        axes.text(0, k - 0.2, lines, bbox=white, linespacing=1.1, **style)
    _difference_axes(axes, changes, reach)


def reach_of(changes: list[OutcomeChange]) -> float:
    """How far the axis goes to either side, in standard deviations."""
    far = [0.02]
    for c in changes:
        far += [abs(c.size) + max(c.scaled((0.0, c.half_width)))]
        far += [abs(end) for end in c.scaled(c.parameters or (0.0, 0.0))]
    return min(MOST, max(far))


def _mark(axes: Axes, k: int, c: OutcomeChange, reach: float) -> None:
    """The band over the parameters, the dot or arrow, and below it the interval of the runs."""
    edge = 1.08 * reach
    if c.parameters:
        ends = np.clip(c.scaled(c.parameters), -edge, edge)
        axes.plot(ends, [k, k], color=BAND, linewidth=6.5, solid_capstyle="butt", zorder=1)
    off = abs(c.size) > reach
    shape = "o" if not off else "<" if c.size < 0 else ">"
    at = min(edge, max(-edge, c.size))
    face = BLACK if c.clear else "white"
    axes.plot([at], [k], **{**DOT, "marker": shape, "markerfacecolor": face})
    if c.half_width > 0 and not off:
        ends = np.array(c.scaled((c.mean - c.half_width, c.mean + c.half_width)))
        axes.plot(ends, [k + BELOW] * 2, **INTERVAL)


def _change_key(changes: list[OutcomeChange]) -> list[Any]:
    """Handles of the marks, the band only where there is one."""
    dot = Line2D([], [], **DOT, label="mean (hollow: may be zero)")
    line = Line2D([], [], **INTERVAL, label="error of the runs, 95 %")
    band = Patch(color=BAND, label="over parameters, 5–95 %")
    return [dot, line, *([band] if any(c.parameters for c in changes) else [])]


def _difference_axes(axes: Axes, changes: list[OutcomeChange], reach: float) -> None:
    """Outcomes down the side, standard deviations along the foot."""
    labels = ["\n".join(wrap(wording.meaning(c.name), NAMES - 0.15, LONG_LABEL)) for c in changes]
    axes.set_yticks(np.arange(len(changes)), labels, fontsize=LONG_LABEL)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(changes) - 0.5, -0.75)
    deviation_axis(axes, reach)
    axes.set_xlabel("B − A, standard deviations of the outcome")
    axes.set_ylabel("outcome")


def deviation_axis(axes: Axes, reach: float) -> None:
    """Standard deviations along the foot, as far to either side, with a line at nothing."""
    axes.axvline(0, color=INK, linewidth=0.8, zorder=0.9)
    axes.set_xlim(-1.15 * reach, 1.15 * reach)
    ticks = np.arange(0, 1.15 * reach, nice_step(2 * reach, 5))
    marks = np.concatenate([-ticks[:0:-1], ticks])
    axes.set_xticks(marks, [f"{m:+g}".replace("-", "−") if m else "0" for m in marks])
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.spines["left"].set_visible(False)


def _directions(axes: Axes, changes: list[OutcomeChange]) -> None:
    """Shares of pairs in which each outcome is lower, the same and higher."""
    rows = np.arange(len(changes))
    lower = np.array([c.lower for c in changes])
    higher = np.array([c.higher for c in changes])
    style: dict[str, Any] = {"height": 0.5, "edgecolor": INK, "linewidth": 0.4}
    axes.barh(rows, lower, color=BLUE, **style)
    axes.barh(rows, 1 - lower - higher, left=lower, color=SAME, **style)
    axes.barh(rows, higher, left=1 - higher, color=ORANGE, hatch="////", **style)
    for k, c in enumerate(changes):
        # Rounded, so that what is left of 1 is not a trace of arithmetic.
        same = max(0.0, round(1 - c.lower - c.higher, 12))
        text = (
            f"{wording.percent(c.lower)} lower · {wording.percent(same)} same · "
            f"{wording.percent(c.higher)} higher"
        )
        axes.text(0.5, k - 0.28, text, ha="center", va="bottom", fontsize=TINY)
    axes.set_yticks([])
    axes.set_ylim(len(changes) - 0.5, -0.75)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("share of pairs of runs")
    axes.set_ylabel("outcome, as at the left", labelpad=3)


def _key(page: Page, left: float) -> None:
    """What the colours of the shares mean."""
    handles = [
        Patch(facecolor=BLUE, edgecolor=INK, linewidth=0.4, label="lower in B"),
        Patch(facecolor=SAME, edgecolor=INK, linewidth=0.4, label="the same"),
        Patch(facecolor=ORANGE, edgecolor=INK, linewidth=0.4, hatch="////", label="higher in B"),
    ]
    page.key(left, 0.46, handles, ncols=3, handlelength=1.3, columnspacing=1.0)
