"""Two results side by side, run by run: what B changes against A with common random numbers."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from experiments.plots.style.axes import history_days
from experiments.plots.style.bins import nice_step
from experiments.plots.style.look import (
    BLACK,
    BLUE,
    BODY,
    EDGE,
    GRID,
    INK,
    LONG_LABEL,
    ORANGE,
    SAME,
    TINY,
    WIDTH,
)
from experiments.plots.style.page import Page, new_page
from experiments.plots.style.text_fit import shorten, wrap
from experiments.runs.result import Result
from experiments.runs.statistics import Z95
from experiments.text import war, wording
from sim.outcomes import HEADLINE, NEVER, OUTCOMES

ROW: Final = 0.46
NAMES: Final = 2.15
LEVER: Final = 2.75
GAP: Final = 0.3
PURE: Final = frozenset({"ratio", "index", "share", "acts/act"})
"""Units that are no word to put after a number."""
MOST: Final = 2.5
"""Standard deviations beyond which a difference is drawn at the edge, as an arrow."""


ORDERED: Final = {
    "us.presence": ("us_troops_iraq_end", "us_troops_syria_end", "n_sites_closed", "n_returns"),
    "us.pause": ("pause_days", "n_pauses"),
    "us.leadership_strike": ("leadership_strike", "n_leadership_strikes"),
    "us.reply": ("n_us_strikes", "n_answered_fatal", "n_answered_harmless", "n_militias_hit"),
    "us.sanctions": ("n_sanction_steps",),
    "us.attribution": ("n_misblamed",),
    "iran.reply": ("n_salvos", "n_lethal_salvos"),
    "militia.obedience": ("militia_obedience",),
    "militia.claims": ("n_claimed",),
    "iraq.vote": ("vote",),
    "iraq.bill": ("signed_timetable",),
    "iraq.airspace": ("access_days",),
    "iraq.ground": ("access_days",),
    "isis.shock": ("isis_peak_ratio",),
    "shock.israel": ("n_depot_strikes",),
    "shock.epidemic": ("iran_burden",),
    "shock.protest": ("protest_room",),
}
"""Levers, by the beginning of their names -> outcomes that they set by themselves: no finding."""


class OutcomeChange(NamedTuple):
    """One outcome in B minus the same in A, over runs of the same number."""

    name: str
    mean: float
    half_width: float
    """Half of the 95 % interval of the mean; 0 when all differences are equal or there is one."""
    spread: float
    """Standard deviation of the outcome over the runs of both, 0 when it never varies."""
    lower: float
    higher: float

    @property
    def clear(self) -> bool:
        """Does the interval leave out zero?"""
        return abs(self.mean) > self.half_width

    @property
    def size(self) -> float:
        """The mean in standard deviations of the outcome; endless if it never varies else."""
        if self.spread > 0:
            return self.mean / self.spread
        return math.copysign(math.inf, self.mean) if self.mean else 0.0


def draw(a: Result, b: Result) -> Page:
    """The page of B against A. Raises ValueError when they share no run number."""
    changes, pairs = changes_between(a, b)
    page = new_page(
        0.62 + ROW * len(changes) + 0.5,
        title(a, b, changes),
        caption(a, b, pairs, changes),
        source(a, b, pairs),
    )
    height = ROW * len(changes)
    left = page.axes(EDGE + NAMES, 0.62, LEVER, height)
    right = page.axes(
        EDGE + NAMES + LEVER + GAP, 0.62, WIDTH - 2 * EDGE - NAMES - LEVER - GAP, height
    )
    for k, side in enumerate((a, b)):
        name = f"{'AB'[k]} = {side.manifest.get('title') or 'untitled'}"
        page.text(EDGE + k * WIDTH / 2, 0.04, shorten(name, WIDTH / 2 - 2 * EDGE, BODY))
    page.text(EDGE + NAMES, 0.3, "How much the mean changes, B − A", weight="bold", color=BLACK)
    page.text(
        EDGE + NAMES + LEVER + GAP,
        0.3,
        "Runs that change, and which way",
        weight="bold",
        color=BLACK,
    )
    _differences(left, changes)
    _directions(right, changes)
    _key(page, EDGE + NAMES + LEVER + GAP)
    return page


def changes_between(a: Result, b: Result) -> tuple[list[OutcomeChange], int]:
    """Changes of the outcomes shown by both, and the number of pairs of runs."""
    shared, in_a, in_b = np.intersect1d(
        a.run_columns["run"], b.run_columns["run"], return_indices=True
    )
    if not len(shared):
        raise ValueError("the two results have no run number in common")
    names = dict.fromkeys([*wording.chosen_outcomes(a), *wording.chosen_outcomes(b)])
    names = {k: None for k in names if k not in NEVER} or dict.fromkeys(HEADLINE)
    return [
        change(k, a.run_columns[k][in_a], b.run_columns[k][in_b])
        for k in names
        if k in a.run_columns and k in b.run_columns
    ], len(shared)


def change(name: str, a: npt.NDArray[Any], b: npt.NDArray[Any]) -> OutcomeChange:
    """Paired change of one outcome; `a` and `b` have shape [runs], same run numbers."""
    x, y = a.astype(np.float64), b.astype(np.float64)
    d, n = y - x, len(x)
    half_width = Z95 * float(d.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    spread = math.sqrt((float(x.var()) + float(y.var())) / 2)
    return OutcomeChange(
        name, float(d.mean()), half_width, spread, float((d < 0).mean()), float((d > 0).mean())
    )


def amount(change: OutcomeChange, value: float, sign: bool = True) -> str:
    """A difference in the outcome's own unit, as exact as its interval makes worth reading.

    What happens or does not is counted in percentage points.
    """
    scale = 100 if OUTCOMES[change.name].kind == "flag" else 1
    exact = scale * (change.half_width or abs(change.mean) / 10)
    decimals = max(0, min(4, -math.floor(math.log10(exact)))) if exact > 0 else 0
    return f"{scale * value:{'+' if sign and value else ''},.{decimals}f}".replace("-", "−")


def unit(name: str) -> str:
    """The unit of a difference, with its space before it; none for a ratio."""
    if OUTCOMES[name].kind == "flag":
        return " points"
    what = OUTCOMES[name].unit
    return "" if what in PURE else " rungs" if what == "rung" else f" {what}"


def title(a: Result, b: Result, changes: list[OutcomeChange]) -> str:
    """The finding: the two largest clear changes that no lever sets by itself, or that none is."""
    name_a, name_b = (f"“{r.manifest.get('title') or 'untitled'}”" for r in (a, b))
    against = f"{name_b} against {name_a}"
    clear = [c for c in changes if c.clear]
    if all(c.lower == c.higher == 0 for c in changes):
        return f"{against}: every run comes out the same"
    if not clear:
        return f"{against}: no mean changes by more than the counting error"
    ordered = ordered_outcomes(a.manifest, b.manifest)
    found = [c for c in clear if c.name not in ordered] or clear
    top = sorted(found, key=lambda c: -abs(c.size))[:2]
    return f"{against}: {'; '.join(moved(c) for c in top)}"


def ordered_outcomes(*manifests: dict[str, Any]) -> set[str]:
    """Outcomes that the interventions of some results set by themselves."""
    levers = {lever for manifest in manifests for lever in manifest.get("levers", ())}
    return {
        outcome
        for start, outcomes in ORDERED.items()
        for outcome in outcomes
        if any(lever == start or lever.startswith(f"{start}.") for lever in levers)
    }


def moved(change: OutcomeChange) -> str:
    """One change in words: `“Americans killed” falls by 0.31 deaths a run`."""
    much = amount(change, abs(change.mean), sign=False)
    if OUTCOMES[change.name].kind == "flag":
        way = "more" if change.mean > 0 else "fewer"
        return f"{much} percentage points {way} runs {wording.happening(change.name)}"
    way = "rises" if change.mean > 0 else "falls"
    return f"“{wording.meaning(change.name)}” {way} by {much}{unit(change.name)} on average"


def caption(a: Result, b: Result, pairs: int, changes: list[OutcomeChange]) -> str:
    """Which uncertainties the page carries, and whether A and B cover the same days."""
    if a.manifest.get("seed") == b.manifest.get("seed"):
        pairing = (
            f"Each of {pairs:,} pairs shares its luck, so what differs is what the scenarios "
            "make differ."
        )
    else:
        pairing = (
            f"The {pairs:,} pairs have different seeds, so they share no luck and the "
            "intervals are wider than they need to be."
        )
    if pairs == 1:
        pairing = "One pair of runs only: no interval can be given."
    spans = [span(side.manifest) for side in (a, b)]
    if spans[0] != spans[1]:
        pairing += f" Mind the days: A covers {spans[0]}, B {spans[1]}."
    return wording.paragraph(
        f"{pairing} Lines: 95 % intervals of the mean difference, the error of counting only "
        f"so many runs; {sum(c.clear for c in changes)} of {len(changes)} leave out zero "
        "(filled dots). To fit one scale, lengths are in standard deviations of each outcome "
        "(an arrow is off the scale); numbers are in its own unit (points: percentage points).",
        wording.spread(b.manifest),
        war.war_in_both(a, b),
    )


def span(manifest: dict[str, Any]) -> str:
    """The days that a result covers, and how many of them are coded history."""
    past = history_days(manifest)
    coded = f", {past} of them coded history" if past else ""
    return f"{manifest['days']} days from {wording.day_of(manifest['start'])}{coded}"


def source(a: Result, b: Result, pairs: int) -> str:
    """Both scenarios, seeds and kinds of parameters."""
    sides = [
        f"{letter} {wording.scenario_name(r.manifest)}, {wording.seed_of(r.manifest)}, "
        f"parameters: {wording.parameters_of(r.manifest)}"
        for letter, r in (("A", a), ("B", b))
    ]
    return (
        f"Source: Flashpoint, {pairs:,} paired {'run' if pairs == 1 else 'runs'}; "
        f"{'; '.join(sides)}."
    )


def _differences(axes: Axes, changes: list[OutcomeChange]) -> None:
    """A dot and its interval for each outcome; the numbers stand above them."""
    sizes = np.array([c.size for c in changes])
    half_widths = np.array([c.half_width / c.spread if c.spread > 0 else 0.0 for c in changes])
    reach = min(MOST, max(0.02, float(np.max(np.abs(sizes) + half_widths))))
    rows = np.arange(len(changes))
    off = np.abs(sizes) > reach
    sizes, half_widths = (
        np.clip(sizes, -1.08 * reach, 1.08 * reach),
        np.where(off, 0.0, half_widths),
    )
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.hlines(rows, sizes - half_widths, sizes + half_widths, color=BLACK, linewidth=1.4)
    faces = np.array([BLACK if c.clear else "white" for c in changes])
    for shape, at in (("o", ~off), ("<", off & (sizes < 0)), (">", off & (sizes > 0))):
        style: dict[str, Any] = {"s": 26, "edgecolors": BLACK, "linewidths": 0.8, "zorder": 3}
        axes.scatter(sizes[at], rows[at], c=faces[at], marker=shape, **style)
    for k, c in enumerate(changes):
        limits = f"  ({amount(c, c.mean - c.half_width)} to {amount(c, c.mean + c.half_width)})"
        text = f"{amount(c, c.mean)}{unit(c.name)}{limits if c.half_width > 0 else ''}"
        white = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        style = {"ha": "center", "va": "bottom", "fontsize": TINY, "zorder": 4}
        axes.text(0, k - 0.2, text, bbox=white, **style)
    _difference_axes(axes, changes, reach)


def _difference_axes(axes: Axes, changes: list[OutcomeChange], reach: float) -> None:
    """Outcomes down the side, standard deviations along the foot."""
    labels = ["\n".join(wrap(wording.meaning(c.name), NAMES - 0.15, LONG_LABEL)) for c in changes]
    axes.set_yticks(np.arange(len(changes)), labels, fontsize=LONG_LABEL)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(changes) - 0.5, -0.75)
    axes.set_xlim(-1.15 * reach, 1.15 * reach)
    ticks = np.arange(0, 1.15 * reach, nice_step(2 * reach, 5))
    marks = np.concatenate([-ticks[:0:-1], ticks])
    axes.set_xticks(marks, [f"{m:+g}".replace("-", "−") if m else "0" for m in marks])
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("B − A, standard deviations of the outcome")
    axes.set_ylabel("outcome")


def _directions(axes: Axes, changes: list[OutcomeChange]) -> None:
    """Shares of pairs in which each outcome is lower, the same and higher."""
    rows = np.arange(len(changes))
    lower = np.array([c.lower for c in changes])
    higher = np.array([c.higher for c in changes])
    style: dict[str, Any] = {"height": 0.5, "edgecolor": INK, "linewidth": 0.4}
    axes.barh(rows, lower, color=BLUE, **style)
    axes.barh(rows, 1 - lower - higher, left=lower, color=SAME, **style)
    axes.barh(rows, higher, left=1 - higher, color=ORANGE, hatch="////", **style)
    for k, c in enumerate(changes):
        # Rounded, so that what is left of 1 is not a trace of arithmetic.
        same = max(0.0, round(1 - c.lower - c.higher, 12))
        text = (
            f"{wording.percent(c.lower)} lower · {wording.percent(same)} same · "
            f"{wording.percent(c.higher)} higher"
        )
        axes.text(0.5, k - 0.28, text, ha="center", va="bottom", fontsize=TINY)
    axes.set_yticks([])
    axes.set_ylim(len(changes) - 0.5, -0.75)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("share of pairs of runs")
    axes.set_ylabel("outcome, as at the left", labelpad=3)


def _key(page: Page, left: float) -> None:
    """What the colours of the shares mean."""
    handles = [
        Patch(facecolor=BLUE, edgecolor=INK, linewidth=0.4, label="lower in B"),
        Patch(facecolor=SAME, edgecolor=INK, linewidth=0.4, label="the same"),
        Patch(facecolor=ORANGE, edgecolor=INK, linewidth=0.4, hatch="////", label="higher in B"),
    ]
    page.key(left, 0.46, handles, ncols=3, handlelength=1.3, columnspacing=1.0)
