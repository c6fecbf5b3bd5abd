"""Axes of the figures: dates, percentages, round numbers, outcomes; the shade of coded history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FuncFormatter, MaxNLocator

from experiments.plots.style.bins import nice_step
from experiments.plots.style.look import FAINT, GRID, NOTE, SHADE, SMALL, TINY, WIDTH
from experiments.plots.style.page import Page
from experiments.plots.style.text_fit import text_width
from experiments.text import wording
from sim.outcomes import OUTCOMES


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
        month = wording.MONTHS[date.month - 1][:3]
        labels.append(month if date.year in years else f"{month}\n{date.year}")
        years.add(date.year)
    return marks, labels


def _day_label(date: dt.date, with_year: bool) -> str:
    """`3 Jan`, or with the year below it."""
    text = f"{date.day} {wording.MONTHS[date.month - 1][:3]}"
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
        fontsize=TINY,
        color=NOTE,
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


def outcome_label(outcome: str) -> str:
    """The outcome for an axis, with its unit where the name does not hold it already."""
    if outcome not in OUTCOMES:
        return outcome.replace("_", " ")
    name = wording.heading(outcome)
    unit = "chance" if wording.is_chance(outcome) else OUTCOMES[outcome].unit
    said = unit in re.findall(r"\w+", name.lower())
    return name if said else f"{name} ({unit})"


class EvenTicks(FuncFormatter):
    """Labels of ticks that all have as many decimals as the one that needs most."""

    def __init__(self, scale: float = 1.0, unit: str = "") -> None:
        super().__init__(lambda value, _: self.format_ticks([value])[0])
        self.scale, self.unit = scale, unit

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """The labels of all ticks of an axis, inside it or not."""
        # Rounded, so that what arithmetic leaves of nothing has no sign.
        places = np.round(self.scale * np.asarray(values, float), 9) + 0.0
        decimals = next((k for k in range(9) if np.allclose(places, places.round(k), 0, 1e-9)), 9)
        return [f"{place:,.{decimals}f}{self.unit}".replace("-", "−") for place in places]


def outcome_axis(
    axes: Axes, outcome: str, along: str = "y", most: int = 6, points: bool = False
) -> None:
    """Ticks of an outcome: percentages for a chance, or percentage `points`, else plain numbers."""
    axis = axes.yaxis if along == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 5, 10], min_n_ticks=2))
    chance = wording.is_chance(outcome)
    axis.set_major_formatter(EvenTicks(100.0 if chance else 1.0, " %" * (chance and not points)))
    axes.grid(axis="y" if along == "y" else "x", color=GRID, linewidth=0.5)


def trimmed(page: Page) -> Page:
    """The page without the ticks that matplotlib keeps beyond the ends of its axes."""
    for axes in page.figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(axis.get_major_formatter(), FixedFormatter) or not axes.axison:
                continue
            low, high = sorted(axis.get_view_interval())
            slack = 1e-9 * (high - low)
            axis.set_ticks(
                [t for t in axis.get_majorticklocs() if low - slack <= t <= high + slack]
            )
    return page
