"""One run as a timeline: a lane for each actor, markers for acts, arcs from cause to effect."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from experiments.plots.run.story_data import (
    Lane,
    action_codes,
    caption,
    chosen_run,
    events_of,
    label,
    lanes_of,
    readable,
    rungs_of,
    title,
    weights,
)
from experiments.plots.run.story_leaders import leader, leads
from experiments.plots.run.story_marks import TRACK, Points, arcs, drawn_in_past, keys, markers
from experiments.plots.run.story_table import MARKERS, OF_MANY
from experiments.plots.style.axes import date_axis, shade_history
from experiments.plots.style.labels import TimelineLabel, fit
from experiments.plots.style.look import (
    BLACK,
    BODY,
    EDGE,
    FAINT,
    LANE_RULE,
    STORY,
    TRACK_RULE,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import text_width
from experiments.runs.result import Columns, Result
from experiments.text import wording
from sim.actions import Action

LEFT: Final = 1.2
INNER: Final = WIDTH - 2 * EDGE - LEFT
"""Width from the axis to the right edge, of which the last labels need a part beyond the days."""
ROW: Final = 0.135
"""Height of a row of labels, in inches."""
PAD: Final = 0.16
MOST_ROWS: Final = 10


class StoryLayout(NamedTuple):
    """Where everything stands: y in inches above the lowest lane, x in days."""

    lanes: list[Lane]
    tracks: dict[str, float]
    """Height of each actor's markers."""
    floors: list[float]
    height: float
    rows: dict[int, float]
    """Height of the text of each labelled event."""
    leads: dict[int, float]
    """Day at which the leader of each of them rises."""
    width: float
    """Width of the days, in inches."""
    wanted: int
    """Labels that there would be if there were room for all."""


def draw(result: Result, run: int) -> Page:
    """The page of one run; it must have events."""
    events = events_of(result, run)
    rungs = rungs_of(events)
    days = _days_shown(result, events)
    width = days_width(events, rungs, days)
    xs = spread_days(events, days / width)
    layout = lay_out(result, events, rungs, xs, days, width)
    kinds = [m for m in MARKERS if np.isin(action_codes(events), m.actions).any()]
    picked = run != chosen_run(result, None)
    page = new_page(
        layout.height + 1.12 + 0.18 * -(-len(kinds) // 4),
        title(result, run, events),
        caption(result, events, picked, layout.wanted - len(layout.rows)),
        wording.source(result),
    )
    axes = page.axes(EDGE + LEFT, 0, width, layout.height)
    ys = np.array([layout.tracks[a] for a in events["actor"]])
    _lanes(axes, layout, days)
    shade_history(axes, {**result.manifest, "days": days}, at_foot=True)
    arcs(axes, events, xs, ys, days / width)
    _labels(axes, events, xs, ys, layout)
    markers(axes, events, rungs, xs, ys, kinds)
    date_axis(axes, dt.date.fromisoformat(str(result.manifest["start"])), days)
    axes.set_ylim(0, layout.height)
    axes.set_ylabel("actor", rotation=0, ha="left")
    axes.yaxis.set_label_coords(-LEFT / width, -0.13 / layout.height)
    forced = set(events["forced"][events["parent"] >= 0].tolist())
    keys(page, layout.height + 0.62, kinds, forced, bool(drawn_in_past(events).any()))
    return page


def _days_shown(result: Result, events: Columns) -> int:
    """The whole horizon, or up to the end when open war stops the run early."""
    days = int(result.manifest["days"])
    if Action.OPEN_WAR in action_codes(events):
        return min(days, int(events["day"].max()) + 3)
    return days


def days_width(events: Columns, rungs: npt.NDArray[np.int64], days: int) -> float:
    """The widest that the days can be, in inches, with room for the labels of the last events."""
    wants = [
        (float(events["day"][k] + 1) / days, text_width(label(events, k), STORY) + 0.1)
        for k, weight in enumerate(weights(events, rungs))
        if weight
    ]
    free = min(((INNER - long) / max(at, 0.05) for at, long in wants), default=INNER)
    return min(free, INNER - 0.1)


def spread_days(events: Columns, per_inch: float) -> Points:
    """Days, with acts of one actor on one day set side by side. Shape [events]."""
    step = 0.075 * per_inch
    seen: dict[tuple[int, str], list[int]] = {}
    for k, key in enumerate(zip(events["day"].tolist(), events["actor"].tolist(), strict=True)):
        seen.setdefault(key, []).append(k)
    xs = events["day"].astype(np.float64)
    for same in seen.values():
        xs[same] += step * (np.arange(len(same)) - (len(same) - 1) / 2)
    return xs


def lay_out(
    result: Result,
    events: Columns,
    rungs: npt.NDArray[np.int64],
    xs: Points,
    days: int,
    width: float,
) -> StoryLayout:
    """Give each lane the height that its labels need."""
    lanes = lanes_of(result, events)
    weight = weights(events, rungs)
    per_inch = days / width
    tracks: dict[str, float] = {}
    rows: dict[int, float] = {}
    rises: dict[int, float] = {}
    ys = np.zeros(len(xs))
    floors = []
    y, wanted = 0.0, 0
    for lane in reversed(lanes):
        floors.append(y)
        for k, actor in enumerate(reversed(lane.actors)):
            tracks[actor] = y + PAD + TRACK * (k + 0.5)
        y += PAD + TRACK * len(lane.actors)
        here = [k for k in range(len(xs)) if events["actor"][k] in lane.actors]
        ys[here] = [tracks[events["actor"][k]] for k in here]
        mine = [k for k in here if weight[k]]
        wanted += len(mine)
        wide = [text_width(label(events, k), STORY) for k in mine]
        ends = [(INNER - w) * per_inch - 0.5 for w in wide]
        rise = leads(mine, xs, ys, here, per_inch, ends)
        rises |= dict(zip(mine, rise, strict=True))
        asked = [
            TimelineLabel(x, w * per_inch, weight[k])
            for k, x, w in zip(mine, rise, wide, strict=True)
        ]
        placed = fit(asked, MOST_ROWS, 0.08 * per_inch)
        rows |= {mine[k]: y + ROW * (row + 0.5) for k, row in placed.items()}
        y += ROW * (1 + max(placed.values(), default=-1)) + 0.05
    return StoryLayout(lanes, tracks, floors[::-1], y, rows, rises, width, wanted)


def _lanes(axes: Axes, layout: StoryLayout, days: int) -> None:
    """Names at the left, a hairline for each actor, a rule between lanes."""
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    per_inch = days / layout.width
    axes.add_collection(
        LineCollection(
            [
                [(-0.5 - LEFT * per_inch, y), (-0.5 + INNER * per_inch, y)]
                for y in layout.floors[:-1]
            ],
            colors=LANE_RULE,
            linewidths=0.6,
            clip_on=False,
        )
    )
    axes.add_collection(
        LineCollection(
            [[(-0.5, y), (days - 0.5, y)] for y in layout.tracks.values()],
            colors=TRACK_RULE,
            linewidths=0.6,
            zorder=0.4,
        )
    )
    for lane in layout.lanes:
        top = max(layout.tracks[a] for a in lane.actors)
        several = len(lane.actors) > 1 or lane.name in OF_MANY
        _name(axes, lane.name, top + (TRACK if several else 0), weight="bold", fontsize=BODY)
        for actor in lane.actors if several else ():
            _name(axes, readable(actor), layout.tracks[actor], indent=6, fontsize=STORY)


def _name(axes: Axes, name: str, y: float, indent: float = 0, **style: Any) -> None:
    """A name in the left margin, `indent` points further in."""
    axes.annotate(
        name,
        (0, y),
        (indent - LEFT * 72, 0),
        textcoords="offset points",
        xycoords=("axes fraction", "data"),
        va="center",
        color=BLACK,
        **style,
    )


def _labels(axes: Axes, events: Columns, xs: Points, ys: Points, layout: StoryLayout) -> None:
    """Text to the right of a leader that rises from the marker."""
    axes.add_collection(
        LineCollection(
            [leader(xs[k], ys[k], layout.leads[k], y + 0.05) for k, y in layout.rows.items()],
            colors=FAINT,
            linewidths=0.5,
            zorder=1.2,
        )
    )
    for k, y in layout.rows.items():
        axes.text(
            layout.leads[k],
            y,
            f" {label(events, k)}",
            fontsize=STORY,
            va="center",
            color=BLACK,
            clip_on=False,
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.3},
        )
