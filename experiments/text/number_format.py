"""Numbers of a report with their error: as many digits as the error leaves worth reading."""

from __future__ import annotations

import math
from typing import Final, Protocol

from experiments.text.wording import is_chance, number, percent, percents, plural, significant

MOST_DIGITS: Final = 6
LEAST: Final = 1e-9
"""Below this a difference of means is an error of the machine's arithmetic."""
LEAST_REGRET: Final = 0.01
"""Regret, in points or in units of the outcome, that no text shows to more digits."""
ONE_DIGIT: Final = 2.5
"""First digits of an error from which one digit of it is enough."""
FEW: Final = 10
"""Runs that change, below which the interval of a mean says little."""


def mean_text(outcome: str, mean: float, half_width: float) -> str:
    """`6.9 ± 0.4 %`, `84 ± 16`: a mean or chance with the half-width of its 95 % interval.

    A chance of nothing or of all has an interval on one side only.
    """
    if is_chance(outcome) and mean in (0.0, 1.0):
        limit = half_width if mean == 0 else 1 - half_width
        side = "below" if mean == 0 else "above"
        return f"{100 * mean:.0f} % ({side} {percent(limit)})" if half_width > 0 else percent(mean)
    unit = " %" if is_chance(outcome) else ""
    return (
        f"{_digits(outcome, mean, half_width)} ± {_digits(outcome, half_width, half_width)}{unit}"
    )


def wider_half_width(mean: float, low: float, high: float) -> float:
    """The wider side of an interval: those of rare things lean, and ± must not hide it."""
    return max(mean - low, high - mean)


def change_text(
    outcome: str, change: float, half_width: float, runs_changed: int, digits_of: float
) -> str:
    """`+6.2 ± 0.4 points`: a change of a mean or chance with the half-width of its interval.

    Both have as many digits as an error of `digits_of` leaves, so that a wider one reads alike.
    """
    if runs_changed == 0:
        return "no run changes"
    unit = " points" if is_chance(outcome) else ""
    sign = "+" if change > 0 else ""
    few = f", in {plural(runs_changed, 'run')} alone" if runs_changed < FEW else ""
    error = _digits(outcome, half_width, digits_of)
    return f"{sign}{_digits(outcome, change, digits_of)} ± {error}{unit}{few}"


def prob_worse_text(probability: float) -> str:
    """A probability that is never quite nothing or all, as it rests on an approximation."""
    return percent(min(0.9999, max(0.00001, probability)))


def regret_text(outcome: str, regret: float) -> str:
    """A regret; points where the outcome is a chance."""
    scaled = 100 * regret if is_chance(outcome) else regret
    text = significant(scaled, 2) if abs(scaled) < 10 else number(scaled)
    text = "less than 0.01" if 0 < scaled < LEAST_REGRET else text
    return f"{text} points" if is_chance(outcome) else text


def regret_bounds_text(outcome: str, least: float, most: float) -> str:
    """The two bounds of a mean regret, or one number where they agree."""
    low, high = regret_text(outcome, least), regret_text(outcome, most)
    return high if low == high else f"{low.removesuffix(' points')} to {high}"


def rough_count_text(runs: int) -> str:
    """A number of runs that is good to its first digit, if that: `some 30 million`."""
    rounded = float(f"{runs:.1g}")
    for size, word in ((10**9, " billion"), (10**6, " million"), (10**3, ",000")):
        if rounded >= size:
            return f"some {rounded / size:g}{word}"
    return f"some {runs}"


def share_text(share: float, half_width: float) -> str:
    """`52 ± 6 %`: a share of a variance with the half-width of its 95 % interval."""
    return f"{100 * share:.0f} ± {100 * half_width:.0f} %"


def _digits(outcome: str, value: float, half_width: float) -> str:
    """The value, down to the digits of the half-width that count; a chance in per cent.

    Two digits of an error that begins with 1 or 2, one of others.
    """
    scale = 100 if is_chance(outcome) else 1
    return to_places(scale * value, decimals(scale * half_width))


def decimals(error: float) -> int:
    """Decimals that show what counts of an error: two digits from 1 or 2 on, one of others."""
    size = abs(error)
    if not 0 < size < math.inf:
        return 0
    digits = -math.floor(math.log10(size))
    if size < ONE_DIGIT / 10.0**digits:
        digits += 1
    return min(MOST_DIGITS, max(0, digits))


def to_places(value: float, places: int) -> str:
    """A number to so many decimals; what they would show as 0 though it is none keeps one digit."""
    if abs(value) < LEAST:
        return "0"
    text = f"{value:,.{places}f}"
    if not text.strip("-0.,"):
        text = f"{value:,.{-math.floor(math.log10(abs(value)))}f}"
    return text.replace("-", "−")


def interval_text(low: float, high: float) -> str:
    """The interval of a chance; an end at nothing or at all is left out: `≤ 0.8 %`."""
    if low <= 0 or high >= 1:
        end, sign = (percent(high), "≤") if low <= 0 else (percent(low), "≥")
        return end if end[0] in "<>" else f"{sign} {end}"
    return percents(low, high)


class HasCoefficient(Protocol):
    """What is read of a rank correlation."""

    @property
    def coefficient(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def ordered(self) -> bool: ...


def rank_text(row: HasCoefficient) -> str:
    """`+0.62 (+0.48 to +0.73)`; without signs for a factor that has no order."""
    sign = "+" if row.ordered else ""
    value, low, high = (
        format(x, f"{sign}.2f").replace("-", "−") for x in (row.coefficient, row.low, row.high)
    )
    return f"{value} ({low} to {high})"
