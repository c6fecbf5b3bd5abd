"""Axes of the figures: real dates, percentages, round numbers, and the shade of coded history."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.plots.style.bins import nice_step
from experiments.plots.style.page import FAINT, SHADE, SMALL, WIDTH, text_width
from experiments.text.wording import MONTHS


def date_ticks(start: dt.date, days: int, most: int = 7) -> tuple[list[int], list[str]]:
    """Day numbers and labels for an axis of days: months if there are enough, else days."""
    firsts = [k for k in range(days) if (start + dt.timedelta(k)).day == 1]
    if len(firsts) < 3:
        step = max(1, -(-days // most))
        marks = list(range(0, days, step))
        return marks, [_day_label(start + dt.timedelta(k), k == 0) for k in marks]
    marks = firsts[:: max(1, -(-len(firsts) // most))]
    years: set[int] = set()
    labels = []
    for k in marks:
        date = start + dt.timedelta(k)
        month = MONTHS[date.month - 1][:3]
        labels.append(month if date.year in years else f"{month}\n{date.year}")
        years.add(date.year)
    return marks, labels


def _day_label(date: dt.date, with_year: bool) -> str:
    """`3 Jan`, or with the year below it."""
    text = f"{date.day} {MONTHS[date.month - 1][:3]}"
    return f"{text}\n{date.year}" if with_year else text


def date_axis(axes: Axes, start: dt.date, days: int, most: int = 7) -> None:
    """Real dates along the x axis, for axes drawn in day numbers."""
    marks, labels = date_ticks(start, days, most)
    axes.set_xlim(-0.5, max(0.5, days - 0.5))
    axes.set_xticks(marks, labels)
    axes.set_xlabel("date")


def shade_history(axes: Axes, manifest: dict[str, Any], at_foot: bool = False) -> None:
    """Shade the days that are coded history, for axes drawn in day numbers.

    The label stands above the axes, or inside at their foot.
    """
    days = history_days(manifest)
    if days <= 0:
        return
    axes.axvspan(-0.5, days - 0.5, color=SHADE, linewidth=0, zorder=0)
    axes.axvline(days - 0.5, color=FAINT, linewidth=0.6, linestyle=(0, (3, 2)), zorder=0.5)
    wide = axes.get_position().width * WIDTH * days / max(1, int(manifest["days"]))
    inside = wide > text_width("coded history", SMALL) + 0.1
    axes.annotate(
        "coded history" if inside else "\N{LEFTWARDS ARROW} coded history",
        (days - 0.5, 0 if at_foot else 1),
        (-3 if inside else 3, 2),
        ha="right" if inside else "left",
        va="bottom",
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        fontsize=SMALL - 0.5,
        color="#555555",
        annotation_clip=False,
    )


def history_days(manifest: dict[str, Any]) -> int:
    """Days at the start of the run that repeat coded history."""
    until = manifest.get("history_until")
    if not until:
        return 0
    start = dt.date.fromisoformat(str(manifest["start"]))
    days = (dt.date.fromisoformat(str(until)[:10]) - start).days + 1
    return max(0, min(days, int(manifest["days"])))


def share_axis(axes: Axes, top: float, parts: int = 3) -> None:
    """Percentages up the y axis."""
    step = nice_step(max(top, 1e-4), parts)
    marks = np.arange(0, top + 0.35 * step, step)
    axes.set_ylim(0, 1.06 * max(top, float(marks[-1]), 1e-4))
    axes.set_yticks(marks, [f"{100 * m:g} %" for m in marks])


def percent_axis(axes: Axes, top: float, parts: int) -> None:
    """Percentages along the x axis."""
    step = nice_step(max(top, 1e-5), parts)
    marks = np.arange(0, top + 1e-9, step)
    axes.set_xticks(marks, [f"{100 * m:g} %" for m in marks])
