"""How one run came to its peak: its days on the ladder, and the steps that led there one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from experiments.explain.causal_chain import shown
from experiments.explain.way_to_war import luckiest
from experiments.plots.run.story_data import (
    action_codes,
    caption,
    chosen_run,
    drawn_in_past,
    events_of,
    label,
    lanes_of,
    readable,
    rungs_of,
    title,
    way_to_peak,
    why,
)
from experiments.plots.run.story_table import SHAPES, LaneRow
from experiments.plots.style.axes import date_axis, shade_history
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    BODY,
    EDGE,
    FAINT,
    INK,
    LABEL,
    LANE_RULE,
    LIST_GRID,
    NOTE,
    RUNG_COLOURS,
    SMALL,
    VERMILLION,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import fold, shorten, text_width
from experiments.runs.result import Columns, Result
from experiments.text import wording
from sim.actions import RUNG_LABELS, Action, Rung

LEFT: Final = 1.65
"""Room for the names of the rungs, in inches."""
LADDER: Final = 2.9
"""Height of the ladder."""
BETWEEN: Final = 1.05
"""From the ladder to the first step: dates, and the names of the lanes."""
ROW: Final = 0.25
LANE: Final = 0.82
"""Widths and heights of the list of steps, in inches."""
FIRST_LANE: Final = 0.55
TICK: Final = 0.17
"""Half the height of an event's tick, in rungs."""
BADGE: Final = 0.17
"""Room of a number on the ladder, in inches."""
PALE: Final = 4
"""Rungs from here up are dark, and their numbers white."""


def draw(result: Result, run: int) -> Page:
    """The page of one run; it must have events."""
    events = events_of(result, run)
    way = way_to_peak(result, run, events)
    steps = shown(way, [])
    days = _days_shown(result, events)
    picked = run != chosen_run(result, None)
    page = new_page(
        LADDER + BETWEEN + ROW * len(steps) + 0.1,
        title(result, run, events, way),
        caption(result, events, picked, way),
        wording.source(result),
    )
    ladder = page.axes(EDGE + LEFT, 0.05, WIDTH - 2 * EDGE - LEFT, LADDER)
    _ladder(ladder, result, events, way, days)
    _numbers(ladder, events, way, steps, days)
    _steps(page, result, events, way, steps)
    return page


def _days_shown(result: Result, events: Columns) -> int:
    """The whole horizon, or up to the end when open war stops the run early."""
    days = int(result.manifest["days"])
    if Action.OPEN_WAR in action_codes(events):
        return min(days, int(events["day"].max()) + 3)
    return days


def _ladder(axes: Axes, result: Result, events: Columns, way: Sequence[int], days: int) -> None:
    """A tick for each event on its rung, and a line through those that led to the peak."""
    rungs, drawn = rungs_of(events), drawn_in_past(events)
    other = ~np.isin(np.arange(len(rungs)), way)
    for ink, rows in ((FAINT, other & ~drawn), (LANE_RULE, other & drawn)):
        ticks = [
            [(day, rung - TICK), (day, rung + TICK)]
            for day, rung in zip(events["day"][rows], rungs[rows], strict=True)
        ]
        axes.add_collection(LineCollection(ticks, colors=ink, linewidths=0.9, zorder=1))
    axes.plot(events["day"][list(way)], rungs[list(way)], color=BLUE, linewidth=1.1, zorder=2)
    shade_history(axes, {**result.manifest, "days": days}, at_foot=True)
    date_axis(axes, dt.date.fromisoformat(str(result.manifest["start"])), days)
    axes.set_ylim(-0.8, len(RUNG_LABELS) - 0.4)
    axes.set_yticks([*RUNG_LABELS], [f"{rung} {RUNG_LABELS[Rung(rung)]}" for rung in RUNG_LABELS])
    axes.grid(axis="y", color=LIST_GRID, linewidth=0.5)
    axes.set_ylabel("rung of the ladder")
    axes.yaxis.set_label_coords(-(LEFT - 0.12) / (WIDTH - 2 * EDGE - LEFT), 0.5)


def _numbers(
    axes: Axes, events: Columns, way: Sequence[int], steps: Sequence[int], days: int
) -> None:
    """A number for each step that is listed, side by side where they share a rung and days."""
    rungs = rungs_of(events)
    apart = BADGE * days / (WIDTH - 2 * EDGE - LEFT)
    last: dict[int, float] = {}
    for k in steps:
        rung = int(rungs[k])
        x = max(float(events["day"][k]), last.get(rung, -np.inf) + apart)
        last[rung] = x
        style = {"facecolor": RUNG_COLOURS[rung], "edgecolor": BLACK, "linewidth": 0.6, "pad": 0.18}
        axes.text(
            x, rung, f"{way.index(k) + 1}", fontsize=SMALL, weight="bold", ha="center", va="center",
            color="white" if rung > PALE else BLACK, zorder=4,
            bbox={"boxstyle": "circle", **style},
        )  # fmt: skip


def _steps(
    page: Page, result: Result, events: Columns, way: Sequence[int], steps: Sequence[int]
) -> None:
    """A row for each step: its number, a mark under who acts, when, what, and what it hung on."""
    lanes = lanes_of(result, events, way)
    top = LADDER + BETWEEN
    wide = LANE * max(1, len(lanes))
    axes = page.axes(EDGE + FIRST_LANE, top, wide, ROW * len(steps))
    _marks(axes, events, lanes, steps)
    axes.set_yticks(range(len(steps)), [f"{way.index(k) + 1}" for k in steps], fontsize=LABEL)
    heads = ["\n".join(fold(lane.title, LANE - 0.08, LABEL, 2, "bold")) for lane in lanes]
    axes.set_xticks(range(len(lanes)), heads, fontsize=LABEL, weight="bold", color=BLACK)
    axes.set_xlabel("who acts", fontsize=LABEL)
    axes.set_ylabel("step", fontsize=LABEL)
    left = EDGE + FIRST_LANE + wide + 0.12
    least = luckiest(events, way)
    alone = {lane.actors[0] for lane in lanes if len(lane.actors) == 1}
    for row, k in enumerate(steps):
        actor = str(events["actor"][k])
        what = f"{label(events, k)}{'' if actor in alone else f' ({readable(actor)})'}"
        _words(page, left, top + ROW * (row + 0.5), what, why(events, k), k == least)


def _marks(axes: Axes, events: Columns, lanes: Sequence[LaneRow], steps: Sequence[int]) -> None:
    """The mark of each act in the lane of its actor, and a line from step to step."""
    rungs, actions = rungs_of(events), action_codes(events)
    at = [
        next((n for n, lane in enumerate(lanes) if events["actor"][k] in lane.actors), 0)
        for k in steps
    ]
    axes.plot(at, range(len(steps)), color=BLUE, linewidth=1.1, zorder=2)
    for row, (x, k) in enumerate(zip(at, steps, strict=True)):
        shape, area = SHAPES[Action(int(actions[k])).spec.marker]
        axes.scatter(
            [x], [row], s=area, marker=shape, c=[RUNG_COLOURS[rungs[k]]], edgecolors=BLACK,
            linewidths=0.7, zorder=3, clip_on=False,
        )  # fmt: skip
    axes.set_xlim(-0.5, max(1, len(lanes)) - 0.5)
    axes.set_ylim(len(steps) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.grid(axis="x", color=LIST_GRID, linewidth=0.8)
    for side in axes.spines.values():
        side.set_visible(False)


def _words(page: Page, left: float, middle: float, what: str, reason: str, least: bool) -> None:
    """What happened, and at the right what it hung on; the least likely in colour."""
    reason, weight = (f"least likely: {reason}", "bold") if least else (reason, "normal")
    right = WIDTH - EDGE
    room = right - left - text_width(reason, LABEL, weight) - 0.15
    page.text(left, middle, shorten(what, room, BODY), fontsize=BODY, color=INK, va="center")
    ink = VERMILLION if least else NOTE
    page.text(
        right, middle, reason, fontsize=LABEL, color=ink, va="center", ha="right", weight=weight
    )
