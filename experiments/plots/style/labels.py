"""Where names beside marks go, so that no two of them meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from experiments.plots.style.look import BLACK, DPI, FAINT, SMALL
from experiments.plots.style.text_fit import text_width

MARK: Final = 0.05
"""Half the width of a mark, in inches."""
TALL: Final = SMALL * 1.15 / 72
STEPS: Final = 60
"""Places of a joining line that are looked at."""
AIR: Final = 0.03
"""Between a text and the lines that it keeps clear of, in inches."""
FAR: Final = 0.35
"""Inches from a mark from which on a leader says which mark is meant."""

Spot = tuple[float, float]
Spots = npt.NDArray[np.float64]


class MarkName(NamedTuple):
    """A name that a mark should have, and how much it matters."""

    at: Spot
    """In the units of the axes."""
    text: str
    weight: float


class _TextArea(NamedTuple):
    """Inches from the lower left corner of the axes."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: _TextArea) -> bool:
        """Do the two have a spot in common?"""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.high <= other.low or other.high <= self.low)

    def holds_any(self, spots: Spots, air: float) -> bool:
        """Does one of the spots lie in the area, or less than `air` inches beside it?"""
        x, y = spots.T
        beside = (x > self.left - air) & (x < self.right + air)
        return bool((beside & (y > self.low - air) & (y < self.high + air)).any())

    def distance(self, x: float, y: float) -> float:
        """From a spot to the nearest of the area's own."""
        beside = max(self.left - x, x - self.right, 0.0)
        return float(np.hypot(beside, max(self.low - y, y - self.high, 0.0)))


def write_names(axes: Axes, wanted: Iterable[MarkName], marks: Sequence[Spot]) -> None:
    """Write the names that find room beside their marks, the weightiest first.

    `marks` are all spots that a name must leave free, in the units of the axes, whose limits must
    be final.
    """
    taken = [_around(*_inches(axes, spot)) for spot in marks]
    width, height = axes.get_position().size * axes.figure.get_size_inches()  # type: ignore[union-attr]
    for name in sorted(wanted, key=lambda w: -w.weight):
        x, y = _inches(axes, name.at)
        for box in _sides(x, y, text_width(name.text, SMALL)):
            inside = box.left >= 0 and box.right <= width and box.low >= 0 and box.high <= height
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                axes.text(
                    box.left / width, (box.low + box.high) / 2 / height, name.text,
                    transform=axes.transAxes, fontsize=SMALL, va="center", zorder=5,
                )  # fmt: skip
                break


def write_nearest(axes: Axes, name: MarkName, lines: Iterable[Sequence[Spot]]) -> None:
    """Write a name inside the axes, as near to its mark as lines and the mark itself leave room.

    It hides nothing: there is no box behind it. Where lines leave no room at all, it stands beside
    its mark. The limits of the axes must be final.
    """
    x, y = _inches(axes, name.at)
    spots = np.concatenate([np.empty((0, 2)), *(between(line) for line in lines)])
    spots = _all_inches(axes, spots)
    mark = _around(x, y)
    inside = _inside(axes, text_width(name.text, SMALL))
    inside.sort(key=lambda box: box.distance(x, y))
    free = (box for box in inside if not box.meets(mark) and not box.holds_any(spots, AIR))
    best = next(free, inside[0])
    far = best.distance(x, y) > FAR
    axes.annotate(
        name.text, name.at, (72 * (best.left - x), 72 * ((best.low + best.high) / 2 - y)),
        textcoords="offset points", fontsize=SMALL, va="center", color=BLACK, zorder=6,
        arrowprops={"arrowstyle": "-", "color": FAINT, "linewidth": 0.6} if far else None,
    )  # fmt: skip


def _inside(axes: Axes, wide: float) -> list[_TextArea]:
    """Places for a text of `wide` inches within the axes, in small steps."""
    size = axes.get_position().size * axes.figure.get_size_inches()  # type: ignore[union-attr]
    lefts = np.arange(0.02, max(0.03, size[0] - wide), MARK / 2)
    lows = np.arange(0.02, max(0.03, size[1] - TALL), MARK / 2)
    return [
        _TextArea(float(a), float(b), float(a) + wide, float(b) + TALL) for a in lefts for b in lows
    ]


def between(ends: Sequence[Spot]) -> Spots:
    """Spots along the lines that join `ends`, for names to keep clear of, shape [spots, 2]."""
    at = np.asarray(ends, float).reshape(-1, 2)
    part = np.linspace(0.0, 1.0, STEPS + 1)[:, None]
    spots: Spots = (at[:-1, None] + (at[1:, None] - at[:-1, None]) * part).reshape(-1, 2)
    return spots


def _inches(axes: Axes, spot: Spot) -> Spot:
    x, y = _all_inches(axes, np.array([spot], float))[0]
    return float(x), float(y)


def _all_inches(axes: Axes, spots: Spots) -> Spots:
    origin = axes.transAxes.transform((0.0, 0.0))
    inches: Spots = (axes.transData.transform(spots) - origin) / DPI
    return inches


def _around(x: float, y: float) -> _TextArea:
    return _TextArea(x - MARK, y - MARK, x + MARK, y + MARK)


def _sides(x: float, y: float, wide: float) -> list[_TextArea]:
    """Right, left, above and below a mark."""
    off, middle = MARK + 0.02, TALL / 2
    return [
        _TextArea(x + off, y - middle, x + off + wide, y + middle),
        _TextArea(x - off - wide, y - middle, x - off, y + middle),
        _TextArea(x - wide / 2, y + off, x + wide / 2, y + off + TALL),
        _TextArea(x - wide / 2, y - off - TALL, x + wide / 2, y - off),
    ]
