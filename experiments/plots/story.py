"""One run as a timeline: a lane for each actor, markers for acts, arcs from cause to effect."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path as Curve

from experiments.plots import words
from experiments.plots.chronicle import (
    Lane,
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
from experiments.plots.labels import Label, fit
from experiments.plots.page import (
    BLACK,
    BLUE,
    BODY,
    EDGE,
    FAINT,
    INK,
    RUNG_COLOURS,
    SMALL,
    VERMILLION,
    WIDTH,
    Page,
    date_axis,
    new_page,
    shade_history,
    text_width,
)
from experiments.result import Columns, Result
from sim.actions import FREE, FROM_HISTORY, FROM_LEVER, Action

__all__ = ["chosen_run", "draw"]

LEFT: Final = 1.2
INNER: Final = WIDTH - 2 * EDGE - LEFT
"""Width from the axis to the right edge, of which the last labels need a part beyond the days."""
ROW: Final = 0.135
"""Height of a row of labels, in inches."""
TRACK: Final = 0.2
"""Height of one actor's row of markers, in inches."""
PAD: Final = 0.16
MOST_ROWS: Final = 10
TEXT: Final = SMALL - 0.3

MARKERS: Final = (
    ("rockets", "o", 26, (Action.HARASS, Action.BARRAGE)),
    ("crowd at the embassy", "s", 30, (Action.SIEGE,)),
    ("air strike", "v", 36, (Action.REPRISAL, Action.DEPOT_STRIKE)),
    ("leadership strike", "*", 110, (Action.LEADERSHIP_STRIKE,)),
    (
        "missiles, strike on Iran",
        "D",
        30,
        (Action.SALVO, Action.LETHAL_SALVO, Action.STRIKE_ON_IRAN),
    ),
    ("open war", "X", 75, (Action.OPEN_WAR,)),
    (
        "vote, law, access",
        "P",
        38,
        (Action.VOTE, Action.SIGN, Action.ACCESS_CUT, Action.ACCESS_RESTORED),
    ),
    (
        "troops and missions",
        ">",
        28,
        (
            Action.PAUSE,
            Action.RESUME,
            Action.REINFORCE,
            Action.CONSOLIDATE,
            Action.WITHDRAW,
            Action.PARTNERS_LEAVE,
        ),
    ),
    (
        "orders, vows, sanctions",
        "d",
        20,
        (
            Action.LINE_RESTRAIN,
            Action.LINE_SILENT,
            Action.LINE_ENCOURAGE,
            Action.STAND_DOWN,
            Action.SANCTION,
            Action.MOURNING,
            Action.MOBILISE,
            Action.HOLD,
        ),
    ),
    ("ISIS breakout, outside shock", "^", 34, (Action.BREAKOUT, Action.SHOCK)),
)
ARCS: Final[tuple[tuple[int, str, str, Any], ...]] = (
    (FREE, "chosen in the run", BLUE, "-"),
    (FROM_HISTORY, "coded history", "#666666", (0, (1, 1))),
    (FROM_LEVER, "ordered by the scenario", VERMILLION, (0, (4, 1.5))),
)

Points = npt.NDArray[np.float64]


class Layout(NamedTuple):
    """Where everything stands: y in inches above the lowest lane, x in days."""

    lanes: list[Lane]
    tracks: dict[str, float]
    """Height of each actor's markers."""
    floors: list[float]
    height: float
    rows: dict[int, float]
    """Height of the text of each labelled event."""
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
    kinds = [k for k, kind in enumerate(MARKERS) if np.isin(events["action"], kind[3]).any()]
    picked = run != chosen_run(result, None)
    page = new_page(
        layout.height + 1.12 + 0.18 * -(-len(kinds) // 4),
        title(result, run, events),
        caption(result, picked, layout.wanted - len(layout.rows)),
        words.source(result),
    )
    axes = page.axes(EDGE + LEFT, 0, width, layout.height)
    ys = np.array([layout.tracks[a] for a in events["actor"]])
    _lanes(axes, layout, days)
    shade_history(axes, {**result.manifest, "days": days}, at_foot=True)
    _arcs(axes, events, xs, ys, days / width)
    _labels(axes, events, xs, ys, layout)
    _markers(axes, events, rungs, xs, ys, kinds)
    date_axis(axes, dt.date.fromisoformat(str(result.manifest["start"])), days)
    axes.set_ylim(0, layout.height)
    axes.set_ylabel("actor", rotation=0, ha="left")
    axes.yaxis.set_label_coords(-LEFT / width, -0.13 / layout.height)
    _keys(page, layout.height + 0.62, kinds, set(events["forced"][events["parent"] >= 0].tolist()))
    return page


def _days_shown(result: Result, events: Columns) -> int:
    """The whole horizon, or up to the end when open war stops the run early."""
    days = int(result.manifest["days"])
    if Action.OPEN_WAR in events["action"]:
        return min(days, int(events["day"].max()) + 3)
    return days


def days_width(events: Columns, rungs: npt.NDArray[np.int64], days: int) -> float:
    """The widest that the days can be, in inches, with room for the labels of the last events."""
    wants = [
        (float(events["day"][k] + 1) / days, text_width(label(events, k), TEXT) + 0.1)
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
    for group in seen.values():
        xs[group] += step * (np.arange(len(group)) - (len(group) - 1) / 2)
    return xs


def lay_out(
    result: Result,
    events: Columns,
    rungs: npt.NDArray[np.int64],
    xs: Points,
    days: int,
    width: float,
) -> Layout:
    """Give each lane the height that its labels need."""
    lanes = lanes_of(result, events)
    weight = weights(events, rungs)
    per_inch = days / width
    tracks: dict[str, float] = {}
    rows: dict[int, float] = {}
    floors = []
    y, wanted = 0.0, 0
    for lane in reversed(lanes):
        floors.append(y)
        for k, actor in enumerate(reversed(lane.actors)):
            tracks[actor] = y + PAD + TRACK * (k + 0.5)
        y += PAD + TRACK * len(lane.actors)
        mine = [k for k in range(len(xs)) if weight[k] and events["actor"][k] in lane.actors]
        wanted += len(mine)
        asked = [
            Label(xs[k], text_width(label(events, k), TEXT) * per_inch, weight[k]) for k in mine
        ]
        placed = fit(asked, MOST_ROWS, 0.08 * per_inch)
        rows |= {mine[k]: y + ROW * (row + 0.5) for k, row in placed.items()}
        y += ROW * (1 + max(placed.values(), default=-1)) + 0.05
    return Layout(lanes, tracks, floors[::-1], y, rows, width, wanted)


def _lanes(axes: Axes, layout: Layout, days: int) -> None:
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
            colors="#BBBBBB",
            linewidths=0.6,
            clip_on=False,
        )
    )
    axes.add_collection(
        LineCollection(
            [[(-0.5, y), (days - 0.5, y)] for y in layout.tracks.values()],
            colors="#D5D5D5",
            linewidths=0.6,
            zorder=0.4,
        )
    )
    for lane in layout.lanes:
        top = max(layout.tracks[a] for a in lane.actors)
        several = len(lane.actors) > 1 or lane.name == "Militias"
        axes.annotate(
            lane.name,
            (0, top + (TRACK if several else 0)),
            (-LEFT * 72, 0),
            textcoords="offset points",
            xycoords=("axes fraction", "data"),
            va="center",
            weight="bold",
            color=BLACK,
            fontsize=BODY,
        )
        for actor in lane.actors if several else ():
            axes.annotate(
                readable(actor),
                (0, layout.tracks[actor]),
                (-LEFT * 72 + 6, 0),
                textcoords="offset points",
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=TEXT,
                color=INK,
            )


def _arcs(axes: Axes, events: Columns, xs: Points, ys: Points, per_inch: float) -> None:
    """Curves from parent to child, one collection for each reason."""
    at = {int(e): k for k, e in enumerate(events["event"])}
    thin = min(1.0, max(0.4, (80 / len(at)) ** 0.5))
    for code, _, colour, dashes in ARCS:
        curves = []
        for k in np.flatnonzero((events["parent"] >= 0) & (events["forced"] == code)):
            cause = at.get(int(events["parent"][k]))
            if cause is not None:
                curves.append(arc((xs[cause], ys[cause]), (xs[k], ys[k]), per_inch))
        if curves:
            axes.add_collection(
                PathCollection(
                    curves,
                    facecolors="none",
                    edgecolors=colour,
                    linewidths=0.8 * thin,
                    alpha=0.75 * thin,
                    linestyles=[dashes],
                    zorder=1.5,
                )
            )


def arc(cause: tuple[float, float], effect: tuple[float, float], per_inch: float) -> Curve:
    """A curve that leaves its cause sideways and reaches its effect; sags within one row."""
    (x1, y1), (x2, y2) = cause, effect
    if abs(y2 - y1) < TRACK / 2:
        sag = min(0.19, 0.08 + 0.06 * abs(x2 - x1) / per_inch)
        bends = [(x1 + 0.2 * (x2 - x1), y1 - sag), (x1 + 0.8 * (x2 - x1), y1 - sag)]
    else:
        bulge = max(0.5 * (x2 - x1), 0.12 * per_inch)
        bends = [(x1 + bulge, y1), (x2 - 0.3 * bulge, y1 + 0.6 * (y2 - y1))]
    return Curve(
        [(x1, y1), *bends, (x2, y2)], [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4]
    )


def _labels(axes: Axes, events: Columns, xs: Points, ys: Points, layout: Layout) -> None:
    """Text to the right of a leader that rises from the marker."""
    axes.add_collection(
        LineCollection(
            [[(xs[k], ys[k]), (xs[k], y + 0.05)] for k, y in layout.rows.items()],
            colors=FAINT,
            linewidths=0.5,
            zorder=1.2,
        )
    )
    for k, y in layout.rows.items():
        axes.text(
            xs[k],
            y,
            f" {label(events, k)}",
            fontsize=TEXT,
            va="center",
            color=BLACK,
            clip_on=False,
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.3},
        )


def _markers(
    axes: Axes,
    events: Columns,
    rungs: npt.NDArray[np.int64],
    xs: Points,
    ys: Points,
    kinds: list[int],
) -> None:
    """One set of markers for each kind of act, filled by rung."""
    for _, shape, size, actions in (MARKERS[k] for k in kinds):
        rows = np.isin(events["action"], actions)
        axes.scatter(
            xs[rows],
            ys[rows],
            s=size,
            marker=shape,
            zorder=3,
            clip_on=False,
            c=[RUNG_COLOURS[r] for r in rungs[rows]],
            edgecolors=BLACK,
            linewidths=0.5,
        )


def _keys(page: Page, top: float, kinds: list[int], forced: set[int]) -> None:
    """What shapes, fills and lines mean."""
    shapes: list[Any] = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=MARKERS[k][1],
            markersize=MARKERS[k][2] ** 0.5,
            markerfacecolor="white",
            markeredgecolor=BLACK,
            markeredgewidth=0.6,
            label=MARKERS[k][0],
        )
        for k in kinds
    ]
    lines = [
        Line2D(
            [], [], color=colour, linestyle=dashes, linewidth=1.0, label=f"cause to effect: {text}"
        )
        for code, text, colour, dashes in ARCS
        if code in forced
    ]
    fills = [
        Patch(facecolor=RUNG_COLOURS[k], edgecolor=BLACK, linewidth=0.4, label=str(k))
        for k in range(len(RUNG_COLOURS))
    ]
    w, h = page.figure.get_size_inches()
    y = page.bottom + page.height - top
    style: dict[str, Any] = {
        "fontsize": SMALL,
        "borderpad": 0,
        "borderaxespad": 0,
        "loc": "upper left",
        "alignment": "left",
    }
    rows = -(-len(shapes) // 4)
    page.figure.legend(
        handles=shapes,
        ncols=4,
        bbox_to_anchor=(EDGE / w, y / h),
        handletextpad=0.3,
        columnspacing=1.5,
        **style,
    )
    y -= 0.17 * rows + 0.08
    page.figure.legend(
        handles=lines, ncols=3, bbox_to_anchor=(EDGE / w, y / h), columnspacing=1.5, **style
    )
    page.figure.text(EDGE / w, (y - 0.17) / h, "fill: rung of the act", fontsize=SMALL, va="top")
    page.figure.legend(
        handles=fills,
        ncols=9,
        handlelength=1.2,
        columnspacing=0.9,
        bbox_to_anchor=((EDGE + 1.15) / w, (y - 0.18) / h),
        **style,
    )
