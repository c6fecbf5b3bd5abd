"""Distributions cut into bars that stay readable whatever their tails."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

MOST_BARS: Final = 36
TAIL: Final = 0.99


class Histogram(NamedTuple):
    """A distribution in bars: left edges, shares of runs, one width, and where a tail is summed."""

    lefts: npt.NDArray[np.float64]
    shares: npt.NDArray[np.float64]
    width: float
    rest: float
    """Share of runs above the last bar, summed in one bar of its own; 0 for none."""

    @property
    def end(self) -> float:
        """Right edge of the last ordinary bar."""
        return float(self.lefts[-1] + self.width)


def histogram(values: npt.NDArray[Any], kind: str) -> Histogram:
    """Histogram of a `count` or a `level`; `values` has shape [runs], at least one."""
    if kind == "count":
        return _whole(values.astype(np.int64))
    return _real(values.astype(np.float64))


def nice_step(span: float, parts: int) -> float:
    """The 1, 2 or 5 times a power of ten that cuts `span` into at most `parts` pieces."""
    if span <= 0:
        return 1.0
    raw = span / max(1, parts)
    power = 10.0 ** np.floor(np.log10(raw))
    for step in (1, 2, 5, 10):
        if step * power >= raw * (1 - 1e-9):
            return float(step * power)
    return float(10 * power)


def _whole(values: npt.NDArray[np.int64]) -> Histogram:
    """Histogram of whole numbers, each number in the middle of its place."""
    low, top = int(values.min()), int(values.max())
    edge = int(np.quantile(values, TAIL, method="inverted_cdf"))
    if top - edge <= 0.25 * (top - low) or top - low < 10:
        edge = top
    width = max(1, int(nice_step(edge - low + 1, MOST_BARS)))
    first = low if width == 1 else (low // width) * width
    n = (edge - first) // width + 1
    place = (values - first) // width
    counts = np.bincount(np.minimum(place, n), minlength=n + 1)
    lefts = first - 0.5 + width * np.arange(n, dtype=np.float64)
    return Histogram(lefts, counts[:n] / len(values), float(width), float(counts[n] / len(values)))


def _real(values: npt.NDArray[np.float64]) -> Histogram:
    """Histogram of real numbers, the median in the middle of its bar."""
    low, top = float(values.min()), float(values.max())
    edge = float(np.quantile(values, TAIL))
    if top - edge <= 0.25 * (top - low) or edge <= low:
        edge = top
    if edge <= low:
        return Histogram(np.array([low - 0.5]), np.ones(1), 1.0, 0.0)
    width = nice_step(edge - low, MOST_BARS - 1)
    # The median is the centre of a bar: often most runs hold that very value.
    centre = float(np.quantile(values, 0.5, method="inverted_cdf"))
    first = centre - (np.ceil((centre - low) / width - 0.5) + 0.5) * width
    n = int(np.floor((edge - first) / width)) + 1
    place = np.minimum(((values - first) / width).astype(np.int64), n)
    counts = np.bincount(place, minlength=n + 1)
    return Histogram(
        first + width * np.arange(n),
        counts[:n] / len(values),
        width,
        float(counts[n] / len(values)),
    )
