"""Marks of a timeline: shapes for acts, curves from cause to effect, and the keys to both."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path as BezierPath

from experiments.plots.run.story_data import action_codes
from experiments.plots.run.story_table import MarkerShape
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    CODED,
    EDGE,
    FAINT,
    RUNG_COLOURS,
    SMALL,
    VERMILLION,
)
from experiments.plots.style.page import Page
from experiments.runs.result import Columns
from sim.actions import FREE, FROM_HISTORY, FROM_LEVER

Points = npt.NDArray[np.float64]

TRACK: Final = 0.2
"""Height of one actor's row of markers, in inches."""

ARCS: Final[tuple[tuple[int, str, str, Any], ...]] = (
    (FREE, "chosen in the run", BLUE, "-"),
    (FROM_HISTORY, "coded history", CODED, (0, (1, 1))),
    (FROM_LEVER, "ordered by the scenario", VERMILLION, (0, (4, 1.5))),
)


def arcs(axes: Axes, events: Columns, xs: Points, ys: Points, per_inch: float) -> None:
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


def arc(cause: tuple[float, float], effect: tuple[float, float], per_inch: float) -> BezierPath:
    """A curve that leaves its cause sideways and reaches its effect; sags within one row."""
    (x1, y1), (x2, y2) = cause, effect
    if abs(y2 - y1) < TRACK / 2:
        sag = min(0.19, 0.08 + 0.06 * abs(x2 - x1) / per_inch)
        bends = [(x1 + 0.2 * (x2 - x1), y1 - sag), (x1 + 0.8 * (x2 - x1), y1 - sag)]
    else:
        bulge = max(0.5 * (x2 - x1), 0.12 * per_inch)
        bends = [(x1 + bulge, y1), (x2 - 0.3 * bulge, y1 + 0.6 * (y2 - y1))]
    return BezierPath(
        [(x1, y1), *bends, (x2, y2)],
        [BezierPath.MOVETO, BezierPath.CURVE4, BezierPath.CURVE4, BezierPath.CURVE4],
    )


def markers(
    axes: Axes,
    events: Columns,
    rungs: npt.NDArray[np.int64],
    xs: Points,
    ys: Points,
    kinds: list[MarkerShape],
) -> None:
    """One set of markers for each kind of act, filled by rung."""
    actions = action_codes(events)
    drawn = drawn_in_past(events)
    for kind in kinds:
        for edge, which in ((BLACK, ~drawn), (FAINT, drawn)):
            rows = np.isin(actions, kind.actions) & which
            axes.scatter(
                xs[rows],
                ys[rows],
                s=kind.size,
                marker=kind.shape,
                zorder=3,
                clip_on=False,
                c=[RUNG_COLOURS[r] for r in rungs[rows]],
                edgecolors=edge,
                linewidths=0.5 if edge == BLACK else 0.9,
                linestyle="-" if edge == BLACK else (0, (1, 1)),
            )


def drawn_in_past(events: Columns) -> npt.NDArray[np.bool_]:
    """Events that no article dates, drawn while coded history was replayed. Shape [events]."""
    drawn: npt.NDArray[np.bool_] = (
        (events["replayed"] > 0) & (events["forced"] == FREE) & (events["p"] < 1)
    )
    return drawn


def keys(page: Page, top: float, kinds: list[MarkerShape], forced: set[int], drawn: bool) -> None:
    """What shapes, fills and lines mean; `drawn` tells of acts drawn within the replayed past."""
    shapes: list[Any] = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=kind.shape,
            markersize=kind.size**0.5,
            markerfacecolor="white",
            markeredgecolor=BLACK,
            markeredgewidth=0.6,
            label=kind.label,
        )
        for kind in kinds
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
    page.key(EDGE, top, shapes, ncols=4, handletextpad=0.3, columnspacing=1.5)
    top += 0.17 * -(-len(shapes) // 4) + 0.08
    page.key(EDGE, top, lines, ncols=3, columnspacing=1.5)
    page.text(EDGE, top + 0.17, "fill: rung of the act", fontsize=SMALL, color=BLACK)
    page.key(EDGE + 1.15, top + 0.18, fills, ncols=9, handlelength=1.2, columnspacing=0.9)
    if drawn:
        text = "dotted edge: not coded, drawn within the replayed past"
        page.text(EDGE + 4.6, top + 0.17, text, fontsize=SMALL, color=BLACK)
