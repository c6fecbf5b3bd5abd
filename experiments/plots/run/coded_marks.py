"""Marks of what the articles count, laid over what runs count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.plots.style.labels import MarkName, write_nearest
from experiments.plots.style.look import VERMILLION
from experiments.text.past import first_free_day

SERIES: Final = {"rocket_attacks": "n_rocket_attacks", "us_killed": "us_killed"}
"""Daily series that add up -> the outcome that the same count belongs to."""
LABEL: Final = "counted in the articles"
DIAMOND: Final[dict[str, Any]] = {
    "marker": "D", "markersize": 5, "color": VERMILLION, "linestyle": "none", "zorder": 5,
}  # fmt: skip


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
    return Line2D([], [], **DIAMOND, label=LABEL)


def explained(marks: Iterable[CodedMark | None]) -> str:
    """What the marks and their numbers are, for a caption; empty without any."""
    if not any(marks):
        return ""
    return "Filled diamonds: what the articles count over the same days (source:paragraph)."


def point(axes: Axes, mark: CodedMark, lines: Iterable[Sequence[tuple[float, float]]]) -> None:
    """A diamond on the day on which the count ends, and its number clear of the `lines`.

    The limits of the axes must be final.
    """
    axes.plot([mark.day], [mark.value], **DIAMOND, clip_on=False)
    write_nearest(axes, MarkName((mark.day, mark.value), mark.words, 1.0), lines)


def line(axes: Axes, mark: CodedMark) -> None:
    """A diamond on the scale of an outcome, at its foot."""
    where = axes.get_xaxis_transform()
    axes.plot([mark.value], [0.0], **DIAMOND, clip_on=False, transform=where)
