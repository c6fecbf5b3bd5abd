"""Numbers of a report with their error: as many digits as the error leaves worth reading."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

from experiments.analysis.paired_effects import Effect
from experiments.analysis.robustness import Regret
from experiments.runs.statistics import Z95
from experiments.text.wording import is_chance, number, percent

MOST_DIGITS: Final = 6
LEAST: Final = 0.01
TWO: Final = 2.5
"""First digits of an error below which a second one counts."""
FEW: Final = 10
"""Runs that change, below which the interval of a mean says little."""


def measured(outcome: str, mean: float, half: float) -> str:
    """`6.9 ± 0.4 %`, `84 ± 16`: a mean or chance with half of its 95 % interval.

    A chance of nothing or of all has an interval on one side only.
    """
    if is_chance(outcome) and mean in (0.0, 1.0):
        limit = half if mean == 0 else 1 - half
        side = "below" if mean == 0 else "above"
        return f"{100 * mean:.0f} % ({side} {percent(limit)})" if half > 0 else percent(mean)
    unit = " %" if is_chance(outcome) else ""
    return f"{_shown(outcome, mean, half)} ± {_shown(outcome, half, half)}{unit}"


def wide_half(mean: float, low: float, high: float) -> float:
    """Half-width of the wider side: intervals of rare things lean, and ± must not hide it."""
    return max(mean - low, high - mean)


def change(found: Effect, tried: int = 1) -> str:
    """An effect with half of its interval: `+6.2 ± 0.4 points`.

    The lowest or highest of `tried` effects was picked, so its interval is widened (Bonferroni).
    """
    moved = round((found.lower + found.higher) * found.runs)
    if moved == 0:
        return "no run changes"
    unit = " points" if is_chance(found.outcome) else ""
    half = strictness(tried) * (found.high - found.low) / 2
    sign = "+" if found.effect > 0 else ""
    value = _shown(found.outcome, found.effect, half)
    few = f", in {moved} runs alone" if moved < FEW else ""
    return f"{sign}{value} ± {_shown(found.outcome, half, half)}{unit}{few}"


def strictness(tried: int) -> float:
    """How much wider than 95 % intervals must be for the largest of `tried` to be trusted."""
    return NormalDist().inv_cdf(1 - 0.025 / max(1, tried)) / Z95


def sure(probability: float) -> str:
    """A probability that is never quite nothing or all, as it rests on an approximation."""
    return percent(min(0.9999, max(0.00001, probability)))


def away(outcome: str, value: float) -> str:
    """A regret; points where the outcome is a chance."""
    scaled = 100 * value if is_chance(outcome) else value
    text = f"{scaled:.2g}" if abs(scaled) < 10 else number(scaled)
    text = "less than 0.01" if 0 < scaled < LEAST else text
    return f"{text} points" if is_chance(outcome) else text


def behind(outcome: str, regret: Regret) -> str:
    """The two bounds of a mean regret, or one number where they agree."""
    least, most = away(outcome, regret.least), away(outcome, regret.mean)
    return most if least == most else f"{least.removesuffix(' points')} to {most}"


def about(runs: int) -> str:
    """A number of runs that is good to its first digit, if that: `some 30 million`."""
    for size, word in ((10**9, " billion"), (10**6, " million"), (10**3, ",000")):
        if runs >= size:
            return f"some {float(f'{runs / size:.1g}'):g}{word}"
    return f"some {runs}"


def _shown(outcome: str, value: float, half: float) -> str:
    """The value, down to the digits of `half` that count; a chance in per cent.

    Two digits of an error that begins with 1 or 2, one of others.
    """
    if value == 0:
        return "0"
    scale = 100 if is_chance(outcome) else 1
    size = scale * abs(half)
    digits = -math.floor(math.log10(size)) if 0 < size < math.inf else 0
    digits += 0 < size < math.inf and size * 10**digits < TWO
    text = f"{scale * value:,.{min(MOST_DIGITS, max(0, digits))}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text.replace("-", "−")
