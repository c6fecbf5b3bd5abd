"""How far parameters and answers move when one article is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matplotlib.axes import Axes

from calibration.checks.checks import Checks
from calibration.checks.leave_one_article_out import LeftOut, LeftOutShift
from experiments.plots.style.bins import nice_step
from experiments.plots.style.look import BLACK, BLUE, EDGE, FAINT, LABEL, SMALL, VERMILLION, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.text.war import WAR, not_counting_war
from experiments.text.wording import paragraph

ROW: Final = 0.17
NAME: Final = 1.55
HEAD: Final = 0.42
BETWEEN: Final = 0.6
SHOWN: Final = 15
"""Parameters that get a row: those that the whole evidence moved most."""
CLEAR: Final = 2.0
"""A shift beyond this many Monte-Carlo errors is drawn full."""


def draw(checks: Checks, source: str) -> Page:
    """A column for each article that alone reports a row: parameters above, answers below."""
    reporting = tuple(_few(a, checks) for a in checks.articles if a.rows)
    silent = [a.source for a in checks.articles if not a.rows]
    caption = (
        "Shift when the rows that only this article reports are taken out of the fit, with two "
        "Monte-Carlo errors; blue: beyond them. Parameters: posterior median as a probability of "
        f"the prior, of the {SHOWN} that the whole evidence moved most. Answers: mean over free "
        "runs of the scenario, in per cent of the mean with all articles."
    )
    if silent:
        caption += f" No row rests on {' or '.join(silent)} alone: without it nothing moves."
    parameters = min(SHOWN, len(checks.pinned))
    answers = len(checks.articles[0].answers)
    height = HEAD + ROW * (parameters + answers) + BETWEEN + 0.35
    page = new_page(height, title_of(reporting), paragraph(caption, war(checks)), source)
    wide = (WIDTH - 2 * EDGE - NAME) / max(1, len(reporting))
    top = HEAD + ROW * parameters + BETWEEN
    limits = [_widest([s for a in reporting for s in part]) for part in _parts(reporting)]
    for k, one in enumerate(reporting):
        left = EDGE + NAME + k * wide
        rows = f"{len(one.rows)} row{'s' * (len(one.rows) > 1)}"
        size = f"{rows}, {one.effective:,.0f} effective samples"
        page.text(left, 0.0, f"without {one.source}", fontsize=LABEL, weight="bold")
        page.text(left, 0.16, size, fontsize=SMALL)
        first = page.axes(left, HEAD, wide - 0.2, ROW * parameters)
        _column(first, one.parameters, limits[0], k == 0, "shift of the median")
        second = page.axes(left, top, wide - 0.2, ROW * answers)
        _column(second, _relative(one.answers), limits[1], k == 0, "shift of the mean (%)")
    return page


def _few(left: LeftOut, checks: Checks) -> LeftOut:
    """The same with the parameters that get a row, in their order."""
    of = {s.name: s for s in left.parameters}
    kept = tuple(of[p.name] for p in checks.pinned[:SHOWN] if p.name in of)
    return replace(left, parameters=kept)


def war(checks: Checks) -> str:
    """That the answers do not count war itself, where it begins in some free run."""
    answers = {s.name: s.full for left in checks.articles for s in left.answers}
    return not_counting_war({"free runs with all articles": answers.get(WAR, 0.0)})


def title_of(reporting: Sequence[LeftOut]) -> str:
    """Which article carries most, as a sentence."""
    if not reporting:
        return "No target rests on one article alone"
    most = max(reporting, key=lambda a: max(abs(s.shift) for s in a.parameters))
    far = max(most.parameters, key=lambda s: abs(s.shift))
    n = sum(len(a.rows) for a in reporting)
    return (
        f"{n} targets rest on one article; most hangs on {most.source}, without which "
        f"{far.name.replace('_', ' ')} moves by {abs(far.shift):.2f} of its prior"
    )


def _parts(
    reporting: Sequence[LeftOut],
) -> tuple[list[tuple[LeftOutShift, ...]], list[list[LeftOutShift]]]:
    return [a.parameters for a in reporting], [_relative(a.answers) for a in reporting]


def _relative(shifts: Sequence[LeftOutShift]) -> list[LeftOutShift]:
    """Shifts in per cent of the value with all rows."""
    return [
        LeftOutShift(s.name, 100.0, 100 * s.without / s.full, 100 * s.error / abs(s.full))
        for s in shifts
        if s.full
    ]


def _widest(parts: Sequence[Sequence[LeftOutShift]]) -> float:
    return max((abs(s.shift) + CLEAR * s.error for part in parts for s in part), default=1.0)


def _column(
    axes: Axes, shifts: Sequence[LeftOutShift], widest: float, named: bool, label: str
) -> None:
    """One article's shifts; the names stand beside the first only."""
    axes.axvline(0, color=FAINT, linewidth=0.6, zorder=0)
    for y, s in enumerate(shifts):
        clear = abs(s.shift) > CLEAR * s.error
        reach = [s.shift - CLEAR * s.error, s.shift + CLEAR * s.error]
        axes.plot(reach, [y, y], color=BLUE if clear else FAINT, linewidth=1.2, zorder=1)
        face = VERMILLION if clear else "white"
        axes.plot([s.shift], [y], "o", markersize=4, color=face, markeredgecolor=BLACK, zorder=2)
    axes.set_ylim(len(shifts) - 0.5, -0.5)
    axes.set_xlim(-1.05 * widest, 1.05 * widest)
    step = nice_step(widest, 3)
    axes.set_xticks([-step, 0, step], [f"−{step:g}", "0", f"+{step:g}"])
    names = [s.name.removeprefix("n_").replace("_", " ") for s in shifts]
    axes.set_yticks(range(len(shifts)), names if named else [""] * len(shifts))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(label)
