"""One run as far as it has come, day by day: the ladder and other series."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from experiments.plots.style.axes import date_axis
from experiments.plots.style.look import BLUE, EDGE, INK, RUNG_COLOURS, SMALL, WIDTH, styled
from experiments.plots.style.page import new_page
from experiments.text import wording
from sim.actions import RUNG_LABELS, Rung
from sim.outcomes import SERIES

BELOW: Final = ("rocket_attacks", "us_killed", "threat", "isis_strength")
"""Series below the ladder."""
HIGH: Final = 1.5
GAP: Final = 0.75


def draw(series: pd.DataFrame, start: dt.date, days: int, source: str) -> Figure:
    """A figure of one run so far: a row of `series` a day, shape [days so far, series]."""
    with styled():
        page = new_page(3 * HIGH + 2 * GAP + 0.85, _title(series, start), "", source)
        wide = WIDTH - 2 * EDGE - 0.45
        axes = page.axes(EDGE + 0.45, 0.25, wide, HIGH)
        rungs = series["rung"].tolist()
        colours = [RUNG_COLOURS[int(rung)] for rung in rungs]
        axes.bar(range(len(rungs)), rungs, width=1.0, color=colours, edgecolor=INK, linewidth=0.3)
        axes.set_ylim(0, Rung.OPEN_WAR)
        axes.set_ylabel("rung")
        axes.set_title("highest rung of the day, 0 quiet to 8 open war", loc="left", fontsize=SMALL)
        date_axis(axes, start, days)
        half = (wide - 0.6) / 2
        for k, name in enumerate(BELOW):
            (about,) = [s for s in SERIES if s.name == name]
            left = EDGE + 0.45 + (k % 2) * (half + 0.6)
            axes = page.axes(left, 0.25 + (1 + k // 2) * (HIGH + GAP), half, HIGH)
            axes.plot(range(len(series)), series[name].tolist(), color=BLUE)
            axes.set_ylim(0, max(1.0, axes.get_ylim()[1]))
            axes.set_ylabel(about.unit)
            axes.set_title(about.meaning, loc="left", fontsize=SMALL)
            date_axis(axes, start, days, most=4)
    return page.figure


def _title(series: pd.DataFrame, start: dt.date) -> str:
    if not len(series):
        return f"Before the first day, {wording.day_name(start)}"
    today = wording.day_name(start + dt.timedelta(len(series) - 1))
    rung = Rung(int(series["rung"].iloc[-1]))
    return f"{today}: rung {rung.value}, {RUNG_LABELS[rung]}"
