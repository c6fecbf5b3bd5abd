"""Three to six results in one chart: what each of the others changes against the first.

One row an outcome, and in it one line a scenario: its mark, its interval, its band over the
parameters and its numbers, in an order that is the same in every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.run.comparison import BANDS, NO_BANDS, deviation_axis, moved, reach_of, span
from experiments.plots.run.comparison_data import (
    OutcomeChange,
    Parts,
    amount,
    changes_between,
    shown_by,
    unit,
)
from experiments.plots.run.ordered_outcomes import ordered_outcomes
from experiments.plots.style.look import (
    BAND,
    BLACK,
    BODY,
    EDGE,
    INK,
    LONG_LABEL,
    ROW_RULE,
    SMALL,
    TINY,
    WIDTH,
    series_look,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import shorten, wrap
from experiments.runs.result import Result
from experiments.text import war, wording
from experiments.text.wording import SIDES

LINE: Final = 0.165
"""Height of the line of one scenario, in inches."""
BETWEEN: Final = 0.15
"""Height between the lines of two outcomes, in inches."""
NAMES: Final = 2.05
NUMBERS: Final = 2.35
HEAD: Final = 0.2
"""Height of one line of the list of scenarios, in inches."""


class _Side(NamedTuple):
    """One of the scenarios that are compared with the first."""

    letter: str
    result: Result
    changes: dict[str, OutcomeChange]
    pairs: int


def draw(results: Sequence[Result], parts: Sequence[Parts]) -> Page:
    """The page of all results against the first one; `parts` has one entry for each other.

    Raises ValueError when one of them shares no run number with the first.
    """
    first, names = results[0], shown_by(*results)
    sides = []
    for letter, result, part in zip(SIDES[1:], results[1:], parts, strict=False):
        changes, pairs = changes_between(first, result, part, names)
        sides.append(_Side(letter, result, {c.name: c for c in changes}, pairs))
    names = [name for name in names if all(name in side.changes for side in sides)]
    rows = len(names) * (len(sides) * LINE + BETWEEN)
    top = HEAD * (len(sides) + 1) + 0.5
    page = new_page(
        top + rows + 0.5,
        title(first, sides),
        _caption(first, sides, any(parts)),
        _source(first, sides),
    )
    _list_scenarios(page, first, sides)
    chart = page.axes(EDGE + NAMES, top, WIDTH - 2 * EDGE - NAMES - NUMBERS, rows)
    page.text(EDGE + NAMES, top - 0.2, "How much the mean changes", weight="bold", color=BLACK)
    right = WIDTH - EDGE - NUMBERS + 0.12
    page.text(right, top - 0.2, "Change (95 %)", weight="bold", color=BLACK)
    _chart(chart, names, sides)
    return page


def title(first: Result, sides: Sequence[_Side]) -> str:
    """The finding: the largest clear change that no lever sets by itself, and whose it is."""
    against = f"Against “{_name(first)}”"
    moves = [(side, change) for side in sides for change in side.changes.values()]
    clear = [(side, change) for side, change in moves if change.clear]
    if all(change.lower == change.higher == 0 for _, change in moves):
        return f"{against}: every run of the others comes out the same"
    if not clear:
        return f"{against}: no mean changes by more than the counting error"
    found = [
        (side, change)
        for side, change in clear
        if change.name not in ordered_outcomes(first.manifest, side.result.manifest)
    ]
    side, change = max(found or clear, key=lambda pair: abs(pair[1].size))
    return f"{against} the largest change is that of “{_name(side.result)}”: {moved(change)}"


def _name(result: Result) -> str:
    return str(result.manifest.get("title") or "untitled")


def _caption(first: Result, sides: Sequence[_Side], nested: bool) -> str:
    """Which uncertainties the page carries, and which scenarios cover other days."""
    seed = first.manifest.get("seed")
    others = [s.letter for s in sides if s.result.manifest.get("seed") != seed]
    pairing = (
        "Runs of one number share their luck, so what differs is what the scenarios make differ."
    )
    if others:
        pairing = (
            f"{wording.listed(others)}: another seed than A, so the runs share no luck and the "
            "intervals are wider than they need to be."
        )
    mine = span(first.manifest)
    days = [f"{s.letter} {span(s.result.manifest)}" for s in sides]
    days = [text for text, s in zip(days, sides, strict=True) if span(s.result.manifest) != mine]
    if days:
        pairing += f" Mind the days: A covers {mine}, {', '.join(days)}."
    count = sum(change.clear for side in sides for change in side.changes.values())
    total = sum(len(side.changes) for side in sides)
    return wording.paragraph(
        f"{pairing} Lines with caps: 95 % intervals of the mean difference, the error of counting "
        f"only so many runs; {count} of {total} leave out zero (filled marks).",
        BANDS if nested else NO_BANDS,
        "To fit one scale, lengths are in standard deviations of each outcome "
        "(an arrow is off the scale); numbers are in its own unit (points: percentage points).",
        wording.spread(first.manifest),
        war.war_in_each(first, *(side.result for side in sides)),
    )


def _source(first: Result, sides: Sequence[_Side]) -> str:
    """All scenarios, and over how many pairs; seeds and parameters once where they are the same."""
    fewest, most = min(s.pairs for s in sides), max(s.pairs for s in sides)
    pairs = f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"
    manifests = [first.manifest, *(side.result.manifest for side in sides)]
    made = [f"{wording.seed_of(m)}, parameters: {wording.parameters_of(m)}" for m in manifests]
    names = [f"{k} {wording.scenario_name(m)}" for k, m in zip(SIDES, manifests, strict=False)]
    if len(set(made)) == 1:
        return f"Source: Flashpoint, {pairs} paired runs; {'; '.join(names)}; all: {made[0]}."
    each = [f"{name}, {how}" for name, how in zip(names, made, strict=True)]
    return f"Source: Flashpoint, {pairs} paired runs; {'; '.join(each)}."


def _list_scenarios(page: Page, first: Result, sides: Sequence[_Side]) -> None:
    """The scenarios with their marks, one a line, and what the other marks mean."""
    wide = WIDTH - 2 * EDGE - 0.3
    page.text(EDGE + 0.22, 0.04, shorten(f"A = {_name(first)}: what the others change", wide, BODY))
    for k, side in enumerate(sides):
        colour, marker, _ = series_look(k)
        top = 0.04 + HEAD * (k + 1)
        mark = Line2D([], [], color=colour, marker=marker, linestyle="none", markersize=5.5)
        page.key(EDGE, top, [mark], labels=[""], handletextpad=0, handlelength=1.2)
        page.text(EDGE + 0.22, top, shorten(f"{side.letter} = {_name(side.result)}", wide, BODY))
    handles: list[Any] = [
        Line2D([], [], color=INK, marker="o", markerfacecolor="white", linestyle="none",
               markersize=5, label="hollow: may be zero"),
        Line2D([], [], color=INK, linewidth=1.2, marker="|", label="error of the runs, 95 %"),
    ]  # fmt: skip
    if any(change.parameters for side in sides for change in side.changes.values()):
        handles.append(Patch(color=BAND, label="over parameters, 5–95 %"))
    page.key(
        EDGE, HEAD * (len(sides) + 1) + 0.08, handles, ncols=3, columnspacing=1.2, fontsize=SMALL
    )


def _chart(axes: Axes, names: Sequence[str], sides: Sequence[_Side]) -> None:
    """Outcomes down the side, and within each the scenarios in their order."""
    reach = reach_of([change for side in sides for change in side.changes.values()])
    step = len(sides) + BETWEEN / LINE
    for row, name in enumerate(names):
        top = row * step
        if row:
            axes.axhline(
                top - (BETWEEN / LINE + 1) / 2, xmin=-NAMES, xmax=9, color=ROW_RULE, linewidth=0.6
            )
        for k, side in enumerate(sides):
            _mark(axes, top + k, k, side, side.changes[name], reach)
    middles = np.arange(len(names)) * step + (len(sides) - 1) / 2
    labels = ["\n".join(wrap(wording.meaning(name), NAMES - 0.15, LONG_LABEL)) for name in names]
    axes.set_yticks(middles, labels, fontsize=LONG_LABEL)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) * step - (BETWEEN / LINE + 1) / 2, -(BETWEEN / LINE + 1) / 2)
    deviation_axis(axes, reach)
    axes.set_xlabel("change against A, standard deviations of the outcome")
    axes.set_ylabel("outcome")


def _mark(axes: Axes, y: float, k: int, side: _Side, change: OutcomeChange, reach: float) -> None:
    """One scenario: its band, its interval, its mark or arrow, and its numbers at the right."""
    colour, marker, _ = series_look(k)
    edge = 1.08 * reach
    if change.parameters:
        ends = np.clip(change.scaled(change.parameters), -edge, edge)
        axes.plot(ends, [y, y], color=BAND, linewidth=6.0, solid_capstyle="butt", zorder=1)
    off = abs(change.size) > reach
    if change.half_width > 0 and not off:
        ends = np.array(
            change.scaled((change.mean - change.half_width, change.mean + change.half_width))
        )
        axes.plot(ends, [y, y], color=colour, linewidth=1.2, marker="|", markersize=6, zorder=2)
    shape = marker if not off else "<" if change.size < 0 else ">"
    at = min(edge, max(-edge, change.size))
    face = colour if change.clear else "white"
    axes.plot(
        [at], [y], marker=shape, color=colour, markerfacecolor=face, markersize=4.5,
        linestyle="none", zorder=3,
    )  # fmt: skip
    axes.annotate(
        f"{side.letter}  {_numbers(change)}",
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(9, 0),
        textcoords="offset points",
        va="center",
        fontsize=TINY,
        color=INK,
    )


def _numbers(change: OutcomeChange) -> str:
    """The mean change in its own unit, and its interval."""
    text = f"{amount(change, change.mean)}{unit(change.name)}"
    if change.half_width <= 0:
        return text
    low, high = (
        amount(change, change.mean - change.half_width),
        amount(change, change.mean + change.half_width),
    )
    return f"{text} ({low} to {high})"
