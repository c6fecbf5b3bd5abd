"""Names beside marks, so that none covers another or a mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from matplotlib.axes import Axes

from experiments.plots.style.page import DPI, SMALL, text_width

MARK: Final = 0.05
"""Half the width of a mark, in inches."""
TALL: Final = SMALL * 1.15 / 72
STEPS: Final = 60
"""Places of a joining line that are looked at."""

Spot = tuple[float, float]


class Wanted(NamedTuple):
    """A name that a mark should have, and how much it matters."""

    at: Spot
    """In the units of the axes."""
    text: str
    weight: float


class _Box(NamedTuple):
    """Inches from the lower left corner of the axes."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: _Box) -> bool:
        """Do the two have a spot in common?"""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.high <= other.low or other.high <= self.low)


def write_names(axes: Axes, wanted: Iterable[Wanted], marks: Sequence[Spot]) -> None:
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


def between(ends: Sequence[Spot]) -> list[Spot]:
    """Spots along the lines that join `ends`, for names to keep clear of."""
    return [
        (a[0] + (b[0] - a[0]) * k / STEPS, a[1] + (b[1] - a[1]) * k / STEPS)
        for a, b in pairwise(ends)
        for k in range(STEPS + 1)
    ]


def _inches(axes: Axes, spot: Spot) -> Spot:
    origin = axes.transAxes.transform((0.0, 0.0))
    x, y = (axes.transData.transform(spot) - origin) / DPI
    return float(x), float(y)


def _around(x: float, y: float) -> _Box:
    return _Box(x - MARK, y - MARK, x + MARK, y + MARK)


def _sides(x: float, y: float, wide: float) -> list[_Box]:
    """Right, left, above and below a mark."""
    off, half = MARK + 0.02, TALL / 2
    return [
        _Box(x + off, y - half, x + off + wide, y + half),
        _Box(x - off - wide, y - half, x - off, y + half),
        _Box(x - wide / 2, y + off, x + wide / 2, y + off + TALL),
        _Box(x - wide / 2, y - off - TALL, x + wide / 2, y - off),
    ]
