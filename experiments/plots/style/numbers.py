"""Two numbers of one outcome in one sentence, both equally exact."""

from __future__ import annotations

import math
from typing import Final

from experiments.text.wording import is_chance, percent

CLOSE: Final = 0.05
"""How far off rounding may put the smaller of two numbers, as a share of it."""
MOST_DECIMALS: Final = 4
RARE: Final = 0.01
"""Per cent of runs below which a chance is `< 0.01 %`, and above 100 less ten times which it is
`> 99.9 %`."""


def ends_text(outcome: str, low: float, high: float) -> tuple[str, str]:
    """Two means or chances as text, with the same decimals: `2.8` and `3.3`, `29` and `31`.

    The decimals are as few as leave the two apart and the smaller one nearly what it is.
    """
    if not is_chance(outcome):
        return _alike(low, high, _first_decimals(high))
    a, b = 100 * low, 100 * high
    if 0 < a < RARE or 0 < b < RARE or 100 - 10 * RARE < b < 100:
        return percent(low), percent(high)
    first, second = _alike(a, b, 0 if b >= 10 else 1)
    return f"{first} %", f"{second} %"


def _first_decimals(value: float) -> int:
    """Decimals of a number of this size that are worth reading."""
    size = abs(value)
    return 0 if size >= 30 or float(value).is_integer() else 1 if size >= 3 else 2


def _alike(low: float, high: float, decimals: int) -> tuple[str, str]:
    while decimals < MOST_DECIMALS and not _told(low, high, decimals):
        decimals += 1
    return _text(low, decimals), _text(high, decimals)


def _told(low: float, high: float, decimals: int) -> bool:
    """Do so many decimals leave two numbers apart, and each close to what it is?"""
    if low != high and round(low, decimals) == round(high, decimals):
        return False
    return all(abs(round(v, decimals) - v) <= CLOSE * abs(v) for v in (low, high))


def _text(value: float, decimals: int) -> str:
    if value == 0 or not math.isfinite(value):
        return f"{value:.0f}".lstrip("-")
    return f"{value:,.{decimals}f}".replace("-", "−")
