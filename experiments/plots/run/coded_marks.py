"""Marks of what the articles count, laid over what runs count."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.plots.style.look import SMALL, VERMILLION
from experiments.text.past import first_free_day

SERIES: Final = {"rocket_attacks": "n_rocket_attacks", "us_killed": "us_killed"}
"""Daily series that add up -> the outcome that the same count belongs to."""
LABEL: Final = "counted in the articles"


class CodedMark(NamedTuple):
    """One count of the articles, where a figure puts it."""

    day: int
    """Day of the run on which the count ends."""
    value: float
    words: str


def on_series(manifest: dict[str, Any], series: str) -> CodedMark | None:
    """The count that a series reaches, where the runs begin with the days that it covers."""
    return _mark(manifest, SERIES.get(series, ""), str(manifest["start"])[:10], None)


def on_outcome(manifest: dict[str, Any], outcome: str) -> CodedMark | None:
    """The count of the very days that an outcome counts; of any other days it says nothing."""
    start = dt.date.fromisoformat(str(manifest["start"])[:10])
    last = start + dt.timedelta(days=int(manifest["days"]) - 1)
    return _mark(manifest, outcome, first_free_day(manifest).isoformat(), last.isoformat())


def _mark(manifest: dict[str, Any], outcome: str, first: str, last: str | None) -> CodedMark | None:
    start = dt.date.fromisoformat(str(manifest["start"])[:10])
    for row in manifest.get("coded", ()):
        day = (dt.date.fromisoformat(row["last"]) - start).days
        fits = row["first"] == first and row["last"] == (last or row["last"])
        if row["outcome"] == outcome and fits and day < int(manifest["days"]):
            more = " or more" if row["at_least"] else ""
            return CodedMark(day, float(row["value"]), f"{row['value']:g}{more}, {row['source']}")
    return None


def handle() -> Line2D:
    """The mark in a key."""
    return Line2D([], [], color=VERMILLION, marker="D", markersize=5, linestyle="none", label=LABEL)


def point(axes: Axes, mark: CodedMark) -> None:
    """A diamond on the day on which the count ends, with its number."""
    axes.plot([mark.day], [mark.value], marker="D", markersize=5, color=VERMILLION, zorder=5)
    axes.annotate(
        mark.words, (mark.day, mark.value), (5, -9), textcoords="offset points", fontsize=SMALL,
        color=VERMILLION, zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8},
    )  # fmt: skip


def line(axes: Axes, mark: CodedMark) -> None:
    """A diamond on the scale of an outcome, at its foot."""
    axes.plot(
        [mark.value], [0.0], marker="D", markersize=5, color=VERMILLION, zorder=5, clip_on=False,
        transform=axes.get_xaxis_transform(),
    )  # fmt: skip
