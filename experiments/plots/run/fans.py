"""How the main daily series fan out: half of the runs, nine in ten, and the median run."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.run import coded_marks
from experiments.plots.style.axes import date_axis, history_days, shade_history, share_axis
from experiments.plots.style.bins import nice_step
from experiments.plots.style.look import BLACK, BLUE, EDGE, MIDDLE_BLUE, PALE_BLUE, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.runs.result import Columns, Result
from experiments.runs.statistics import wilson
from experiments.text import past, war, wording

COLUMNS: Final = 2
CELL: Final = (WIDTH - 2 * EDGE) / COLUMNS
ROW: Final = 2.06
PAUSED: Final = "paused"
SO_FAR: Final = "so far"

PANELS: Final = (
    ("rocket_attacks", "Rocket attacks so far", "attacks"),
    ("us_killed", "Americans killed so far", "deaths"),
    ("isis_strength", "ISIS strength", "ratio to the start"),
    ("us_troops_iraq", "US troops in Iraq", "troops"),
    (PAUSED, "Runs in which the counter-ISIS mission is paused", "share of runs"),
    ("threat", "Threat to US sites, as the US sees it", "ordinary threats"),
)


def draw(result: Result) -> Page:
    """The page of fan charts; there must be at least one day."""
    rows = -(-len(PANELS) // COLUMNS)
    runs = int(result.manifest.get("daily_runs", wording.runs_of(result)))
    marks = [coded_marks.on_series(result.manifest, name) for name, _, _ in PANELS]
    caption = wording.paragraph(
        coded_marks.explained(marks),
        wording.spread(result.manifest),
        wording.counting_error(runs),
        "The thin band around the share of paused runs is that error, as a 95 % Wilson "
        "interval. Each day is ranked by itself: a band's edge is not the path of one run.",
        war.war_in_runs(result, daily=True),
    )
    page = new_page(0.3 + rows * ROW, title(result), caption, wording.source(result, daily=True))
    _key(page, any(marks))
    start = dt.date.fromisoformat(str(result.manifest["start"]))
    for k, (name, heading, unit) in enumerate(PANELS):
        left, top = EDGE + (k % COLUMNS) * CELL, 0.3 + (k // COLUMNS) * ROW
        page.text(left, top, _headed(heading, result.manifest), weight="bold", color=BLACK)
        axes = page.axes(left + 0.55, top + 0.28, CELL - 0.75, ROW - 0.89)
        series = result.series(name)
        shade_history(axes, result.manifest)
        date_axis(axes, start, len(series["mean"]))
        _share(axes, series, runs) if name == PAUSED else _fan(axes, series, marks[k])
        axes.set_ylabel(unit)
    return page


def _headed(heading: str, manifest: dict[str, Any]) -> str:
    """A heading; what adds up over the days does so from the first replayed one."""
    together = heading.endswith(SO_FAR) and history_days(manifest)
    return f"{heading}, coded past included" if together else heading


def title(result: Result) -> str:
    """The finding: where the middle half of the runs ends, and how many are paused then."""
    paused = result.series(PAUSED)
    last = wording.day_name(paused["date"][-1].astype("datetime64[D]").item())
    attacks = result.run_columns["n_rocket_attacks"]
    attacks = attacks[result.run_columns["run"] < result.manifest.get("daily_runs", len(attacks))]
    low, high = (float(q) for q in np.quantile(attacks, [0.25, 0.75], method="inverted_cdf"))
    count = wording.number(low)
    if low != high:
        count = f"{wording.number(low)} to {wording.number(high)}"
    since = wording.day_name(past.first_free_day(result.manifest))
    seen = f"from {since} to {last} the middle half of the runs sees"
    if not history_days(result.manifest):
        seen = f"by {last} the middle half of the runs has seen"
    first = f"{seen} {count} rocket attacks"
    share = float(paused["mean"][-1])
    often = f"paused in {wording.percent(share)} of them" if share else "paused in none of them"
    return wording.sentence(first, f"on that day the counter-ISIS mission is {often}")


def _key(page: Page, coded: bool) -> None:
    """What bands, lines and marks mean."""
    handles = [
        Line2D([], [], color=BLACK, linewidth=1.4, label="median run"),
        Patch(color=MIDDLE_BLUE, label="half of the runs (25–75 %)"),
        Patch(color=PALE_BLUE, label="nine in ten runs (5–95 %)"),
        Line2D([], [], color=BLUE, linewidth=1.4, linestyle=(0, (4, 1)), label="mean"),
    ]
    handles += [coded_marks.handle()] if coded else []
    page.key(EDGE, -0.04, handles, ncols=5, handlelength=1.8, columnspacing=1.6)


def _fan(axes: Axes, series: Columns, mark: coded_marks.CodedMark | None) -> None:
    """Two bands, the median and the mean; what was counted, where that is known."""
    days = series["day"]
    axes.fill_between(days, series["q05"], series["q95"], color=PALE_BLUE, linewidth=0)
    axes.fill_between(days, series["q25"], series["q75"], color=MIDDLE_BLUE, linewidth=0)
    axes.plot(days, series["q50"], color=BLACK, linewidth=1.4)
    axes.plot(days, series["mean"], color=BLUE, linewidth=1.1, linestyle=(0, (4, 1)))
    low = min(float(series["q05"].min()), float(series["mean"].min()))
    high = max(float(series["q95"].max()), float(series["mean"].max()))
    _level_axis(axes, low, max(high, mark.value) if mark else high)
    if mark:
        middle = [list(zip(days, series[name], strict=True)) for name in ("q50", "mean")]
        coded_marks.point(axes, mark, middle)


def _level_axis(axes: Axes, low: float, high: float) -> None:
    """Round numbers up the y axis, from 0 whenever the band comes near it."""
    if low <= 0.5 * high:
        low = min(0.0, low)
    span = max(high - low, 0.02 * abs(high), 1e-6)
    if high - low < span:
        low, high = low - span, high + span
    step = nice_step(high - low, 4)
    marks = np.arange(np.floor(low / step) * step, high + 0.6 * step, step)
    axes.set_ylim(min(low, float(marks[0])), max(high, float(marks[-1])) + 0.08 * (high - low))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    axes.set_yticks(marks, [f"{m + 0.0:,.{decimals}f}".replace("-", "−") for m in marks])


def _share(axes: Axes, series: Columns, runs: int) -> None:
    """A share of runs has no quantiles: its line, with its 95 % Wilson interval."""
    share = series["mean"]
    limits = np.array([wilson(float(s), runs) for s in share])
    axes.fill_between(series["day"], limits[:, 0], limits[:, 1], color=PALE_BLUE, linewidth=0)
    axes.plot(series["day"], share, color=BLUE, linewidth=1.4)
    share_axis(axes, max(float(limits.max()), 0.01), 4)
