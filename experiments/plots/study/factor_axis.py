"""Where the values of a factor stand on an axis, and what is written under them.

Numbers stand on their own scale, words beside them with a gap: a word is no number of days.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from experiments.analysis.response_curves import is_numeric
from experiments.plots.style.look import LINE, SMALL
from experiments.plots.style.text_fit import fold, text_width
from experiments.text.wording import plain

EASY: Final = 0.35
CROWDED: Final = 0.15
"""Smallest gap between numbers, as a share of their mean gap, that is easy or just possible."""
LOG: Final = "logarithmic scale"
EVEN: Final = "not to scale"
APART: Final = 1.5
"""Gap between the last number and the first word, in mean gaps."""
NARROW: Final = 0.5
"""Room in inches below which a word is written upright."""
UPRIGHT: Final = 1.1
MOST_LINES: Final = 3
SPACE: Final = 0.06
"""Inches between two labels."""


class Scale(NamedTuple):
    """Values and their places; the unit is the smallest gap between two of them."""

    at: dict[Any, float]
    gap: float
    """Mean gap of neighbours."""
    border: float | None
    """Between numbers and words, where there are both."""
    kind: str
    """Empty for a plain scale of numbers, or for words alone; else LOG or EVEN."""

    @property
    def low(self) -> float:
        """Left end of the axis."""
        return -0.5 * self.gap

    @property
    def high(self) -> float:
        """Right end of the axis."""
        return max(self.at.values()) + 0.5 * self.gap


class TickLabel(NamedTuple):
    """What is written under one value."""

    value: Any
    text: str
    upright: bool


def scale_of(values: Sequence[Any]) -> Scale:
    """The scale of some values, each at least once."""
    numbers = sorted({v for v in values if is_numeric(v)})
    words = [v for v in dict.fromkeys(values) if not is_numeric(v)]
    kind, at = _spread(numbers)
    gap = at[-1] / (len(at) - 1) if len(at) > 1 else 1.0
    first = at[-1] + APART * gap if at else 0.0
    border = at[-1] + 0.75 * gap if at and words else None
    places = dict(zip(numbers, at, strict=True))
    places |= {word: first + k * gap for k, word in enumerate(words)}
    return Scale(places, gap, border, kind)


def _spread(numbers: Sequence[float]) -> tuple[str, list[float]]:
    """Places of numbers: on their own scale if it keeps them apart, else on a logarithmic one."""
    if len(numbers) < 2:
        return "", [0.0] * len(numbers)
    straight, plain_ease = _placed([float(v) for v in numbers])
    if plain_ease >= EASY:
        return "", straight
    if numbers[0] > 0:
        bent, ease = _placed([math.log(v) for v in numbers])
        if ease >= EASY:
            return LOG, bent
    if plain_ease >= CROWDED:
        return "", straight
    return EVEN, [float(k) for k in range(len(numbers))]


def _placed(values: Sequence[float]) -> tuple[list[float], float]:
    """Places in units of the smallest gap, and this gap as a share of the mean one."""
    least = min(b - a for a, b in pairwise(values))
    mean = (values[-1] - values[0]) / (len(values) - 1)
    if least <= 0:
        return [], 0.0  # neighbours that a logarithm cannot tell apart
    return [(v - values[0]) / least for v in values], least / mean


def labels(scale: Scale, inches: float) -> list[TickLabel]:
    """Labels under an axis of `inches`; numbers without room go, words are folded, then cut."""
    unit = inches / (scale.high - scale.low)
    found, end = [], -math.inf
    places = sorted(scale.at.items(), key=lambda item: item[1])
    for k, (value, at) in enumerate(places):
        near = [
            abs(at - other) for _, other in (*places[max(0, k - 1) : k], *places[k + 1 : k + 2])
        ]
        room = unit * min([*near, 2 * (at - scale.low), 2 * (scale.high - at)]) - SPACE
        if is_numeric(value):
            text = plain(value)
            radius = text_width(text, SMALL) / 2
            if unit * at - radius < end + SPACE:
                continue
            end = unit * at + radius
            found.append(TickLabel(value, text, False))
        else:
            found.append(word_label(value, room))
    return found


def word_label(value: object, room: float) -> TickLabel:
    """A label in so many inches: folded, then cut; upright where there is next to no room."""
    text = plain(value)
    if room < NARROW and text_width(text, SMALL) > room:
        return TickLabel(value, fold(text, UPRIGHT, SMALL, 1)[0], True)
    return TickLabel(value, "\n".join(fold(text, room, SMALL, MOST_LINES)), False)


def depth(found: Sequence[TickLabel]) -> float:
    """Inches that labels need beyond a single line."""
    upright = [text_width(label.text, SMALL) for label in found if label.upright]
    lines = max((label.text.count("\n") for label in found), default=0)
    return max([lines * SMALL * LINE, *upright])
