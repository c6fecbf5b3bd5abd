"""Where the runs stand on the ladder, day by day."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from experiments.plots.style.axes import date_axis, history_days, shade_history, share_axis
from experiments.plots.style.look import BLACK, EDGE, INK, LABEL, RUNG_COLOURS, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.runs.result import N_RUNGS, Result
from experiments.runs.statistics import wilson
from experiments.text import war, wording
from sim.actions import RUNG_LABELS, Rung

SMOOTH: Final = 7
HIGH: Final = Rung.STRIKE_ON_MILITIA.value
TOP: Final = (2.7, 1.9)
"""Heights of the two panels, in inches."""
KEY: Final = 1.75

Shares = npt.NDArray[np.float64]


def draw(result: Result) -> Page:
    """The page of rungs by day; there must be at least one day."""
    past = history_days(result.manifest)
    raw = shares_by_day(result)
    shares = np.concatenate([raw[:past], smooth(raw[past:])])
    coded = (
        "Coded days are shown one by one, and may rise above the scale, which is that of the "
        "free days. "
        if past
        else ""
    )
    caption = wording.paragraph(
        f"Each day counts for the highest rung reached on it; shares are {SMOOTH}-day "
        f"means; quiet runs fill the rest up to 100 %.",
        coded,
        wording.spread(result.manifest),
        wording.counting_error(runs_by_day(result)),
        war.war_in_runs(result, daily=True),
    )
    page = new_page(
        sum(TOP) + 1.7, title(result, shares[past:]), caption, wording.source(result, daily=True)
    )
    wide = WIDTH - 2 * EDGE - 0.6 - KEY
    page.text(EDGE, 0, "All rungs above quiet", weight="bold", color=BLACK)
    upper = page.axes(EDGE + 0.6, 0.28, wide, TOP[0])
    page.text(EDGE, TOP[0] + 0.86, f"Enlarged: rung {HIGH} and above", weight="bold", color=BLACK)
    lower = page.axes(EDGE + 0.6, TOP[0] + 1.14, wide, TOP[1])
    _stack(upper, shares, 1, result.manifest)
    _stack(lower, shares, HIGH, result.manifest)
    _key(page)
    return page


def runs_by_day(result: Result) -> int:
    """How many runs the shares of a day come from."""
    return int(result.manifest.get("daily_runs", wording.runs_of(result)))


def shares_by_day(result: Result) -> Shares:
    """Share of runs on each rung by day, shape [days, rungs]."""
    return np.stack(
        [result.series(f"share_on_rung_{k}")["mean"].astype(np.float64) for k in range(N_RUNGS)],
        axis=1,
    )


def smooth(shares: Shares) -> Shares:
    """Centred means over SMOOTH days, fewer at either end; shape as given."""
    days, reach = len(shares), SMOOTH // 2
    sums = np.concatenate([np.zeros((1, shares.shape[1])), np.cumsum(shares, axis=0)])
    first = np.maximum(np.arange(days) - reach, 0)
    last = np.minimum(np.arange(days) + reach + 1, days)
    means = (sums[last] - sums[first]) / (last - first)[:, None]
    clipped: Shares = np.clip(means, 0.0, 1.0)
    return clipped


def title(result: Result, shares: Shares) -> str:
    """The finding: how busy a day is, and when the high rungs peak; `shares` are of free days."""
    if not len(shares):
        return "Every day of these runs is coded history"
    past = history_days(result.manifest)
    free = "free " if past else ""
    busy = 1 - float(shares[:, 0].mean())
    first = f"on an average {free}day {wording.percent(busy)} of runs are above quiet"
    high = shares[:, HIGH:].sum(axis=1)
    if high.max() <= 0:
        return wording.sentence(first, f"none reaches rung {HIGH}, {RUNG_LABELS[Rung(HIGH)]}")
    if not clear_peak(high, runs_by_day(result)):
        return wording.sentence(f"{first}, {_level(high)}")
    start = dt.date.fromisoformat(str(result.manifest["start"]))
    day = wording.day_name(start + dt.timedelta(past + int(high.argmax())))
    share = wording.percent(float(high.max()))
    return wording.sentence(first, f"rung {HIGH} and above peaks around {day}, at {share} of runs")


def clear_peak(high: Shares, runs: int) -> bool:
    """Is the highest share above that of every other week, by more than so many runs explain?

    `high` has shape [days]. The 95 % intervals must not meet; days whose means hold days of the
    peak's own week are not compared.
    """
    apart = np.abs(np.arange(len(high)) - int(high.argmax())) >= SMOOTH
    if not apart.any():
        return False
    return wilson(float(high.max()), runs)[0] > wilson(float(high[apart].max()), runs)[1]


def _level(high: Shares) -> str:
    """The high rungs without a peak: their mean over the days, and how far the days range."""
    mean, ends = float(high.mean()), (float(high.min()), float(high.max()))
    told = f"{wording.percent(mean)} on rung {HIGH} or above"
    alike = wording.percent(ends[0]) == wording.percent(ends[1])
    return told if alike else f"{told} ({SMOOTH}-day means: {wording.percents(*ends)})"


def _stack(axes: Axes, shares: Shares, first: int, manifest: dict[str, Any]) -> None:
    """Areas from rung `first` up, the highest rung at the bottom, where thin areas can be read."""
    days = np.arange(len(shares))
    if len(days) == 1:
        days, shares = np.array([-0.5, 0.5]), np.repeat(shares, 2, axis=0)
    order = list(range(N_RUNGS - 1, first - 1, -1))
    axes.stackplot(
        days,
        shares[:, order].T,
        colors=[RUNG_COLOURS[k] for k in order],
        edgecolor=INK,
        linewidth=0.3,
    )
    past = history_days(manifest)
    free = shares[past:] if past < len(shares) else shares
    top = float(free[:, first:].sum(axis=1).max())
    share_axis(axes, max(top, 1e-3), 5)
    if top <= 0:
        axes.text(
            0.5,
            0.5,
            f"no run reaches rung {first}",
            ha="center",
            va="center",
            transform=axes.transAxes,
        )
    shade_history(axes, manifest)
    axes.set_ylabel("share of runs")
    date_axis(axes, dt.date.fromisoformat(str(manifest["start"])), int(manifest["days"]))


def _key(page: Page) -> None:
    """Rungs by number and name, in the order of the stack."""
    handles = [
        Patch(
            facecolor=RUNG_COLOURS[k],
            edgecolor=INK,
            linewidth=0.4,
            label=f"{k} {RUNG_LABELS[Rung(k)]}",
        )
        for k in range(1, N_RUNGS)
    ]
    page.key(
        WIDTH - EDGE - KEY + 0.15,
        0.28,
        handles,
        title="Rung of the day",
        fontsize=LABEL,
        title_fontsize=LABEL,
        handlelength=1.6,
        handleheight=1.2,
        labelspacing=0.55,
    )
