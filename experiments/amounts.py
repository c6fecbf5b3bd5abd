"""Numbers of a report with their error: as many digits as the error leaves worth reading."""

from __future__ import annotations

import math
from typing import Final

from experiments.effects import Effect
from experiments.words import is_chance, number

MOST_DIGITS: Final = 6
LEAST: Final = 0.01


def measured(outcome: str, mean: float, half: float) -> str:
    """`6.9 ± 0.4 %`, `84 ± 16`: a mean or chance with half of its 95 % interval."""
    unit = " %" if is_chance(outcome) else ""
    return f"{_shown(outcome, mean, half)} ± {_shown(outcome, half, half)}{unit}"


def change(found: Effect) -> str:
    """An effect with half of its interval: `+6.2 ± 0.4 points`."""
    half = (found.high - found.low) / 2
    unit = " points" if is_chance(found.outcome) else ""
    sign = "+" if found.effect > 0 else ""
    value = _shown(found.outcome, found.effect, half)
    return f"{sign}{value} ± {_shown(found.outcome, half, half)}{unit}"


def away(outcome: str, value: float) -> str:
    """A regret, which has no interval here; points where the outcome is a chance."""
    scaled = 100 * value if is_chance(outcome) else value
    text = f"{scaled:.2g}" if abs(scaled) < 10 else number(scaled)
    text = "less than 0.01" if 0 < scaled < LEAST else text
    return f"{text} points" if is_chance(outcome) else text


def _shown(outcome: str, value: float, half: float) -> str:
    """The value, down to the first digit of `half`; a chance in per cent."""
    if value == 0:
        return "0"
    scale = 100 if is_chance(outcome) else 1
    size = scale * abs(half)
    digits = -math.floor(math.log10(size)) if 0 < size < math.inf else 0
    text = f"{scale * value:,.{min(MOST_DIGITS, max(0, digits))}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text.replace("-", "−")
