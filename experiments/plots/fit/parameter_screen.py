"""What the coded rows could say of every open parameter, one at a time."""

from __future__ import annotations

from typing import Final

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.checks.checks import Checks
from calibration.inference.parameter_screen import SHUFFLES, Gain
from experiments.plots.style.look import BLUE, EDGE, FAINT, INK, SMALL, TINY, VERMILLION, WIDTH
from experiments.plots.style.page import Page, new_page
from experiments.text.wording import number

SCREENED: Final = 34
"""Parameters that the screen shows; the others are counted."""


def draw(checks: Checks, source: str) -> Page:
    """What the rows could say of every open parameter, one at a time."""
    screen = checks.screen
    fitted = {p.name for p in checks.pinned}
    shown = screen.gains[:SCREENED]
    total = sum(max(0.0, g.nats) for g in screen.gains if g.clear)
    mine = sum(max(0.0, g.nats) for g in screen.of(fitted) if g.clear)
    share = f"{100 * mine / total if total else 0:.0f} %"
    title = (
        f"Of {len(screen.gains)} open parameters the rows speak clearly of few, and {share} of "
        f"what they say goes to the {len(fitted)} that are fitted"
    )
    silent = len(screen.gains) - len(shown)
    by_luck = max(1, round(0.05 * len(screen.gains)))
    caption = (
        f"Each parameter alone, all others drawn from their priors, {screen.runs:,} runs; noise is "
        f"taken off. Dashed: 95 % of {SHUFFLES} shuffles of the bins lie left of it; some {by_luck}"
        f" parameters that do nothing pass it by luck. Names in grey were not fitted; {silent}"
        " more have less than those shown."
    )
    page = new_page(0.16 * len(shown) + 0.55, title, caption, source)
    _screen(page, shown, fitted, screen.noise)
    return page


def _screen(page: Page, shown: tuple[Gain, ...], fitted: set[str], noise: float) -> None:
    axes = page.axes(EDGE + 1.9, 0.0, WIDTH - 2 * EDGE - 2.5, 0.16 * len(shown))
    for y, gain in enumerate(shown):
        axes.barh(y, max(0.0, gain.nats), 0.7, color=BLUE if gain.name in fitted else FAINT)
        axes.annotate(
            number(gain.nats, 0.5), (max(gain.nats, noise), y), (3, 0), va="center",
            textcoords="offset points", fontsize=TINY,
        )  # fmt: skip
    axes.axvline(noise, color=VERMILLION, linewidth=1.0, linestyle=(0, (3, 2)))
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks(range(len(shown)), [g.name.replace("_", " ") for g in shown])
    for label, gain in zip(axes.get_yticklabels(), shown, strict=True):
        label.set_color(INK if gain.name in fitted else FAINT)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("information beyond noise (nats)")
    handles = [
        Patch(color=BLUE, label="fitted"),
        Patch(color=FAINT, label="not fitted"),
        Line2D([], [], color=VERMILLION, linestyle=(0, (3, 2)), label="95 % of noise"),
    ]
    axes.legend(handles=handles, loc="lower right", fontsize=SMALL)
