"""Where the labels of a timeline go, so that no two of them meet.

Labels stand above their lane in rows and run to the right of their event; a thin leader drops from
each to its marker. A label takes the lowest row in which its text meets neither the text nor the
leader of a later event, so leaders never cross text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Label(NamedTuple):
    """A label wanted: where its event lies, how wide its text is, and how much it matters."""

    x: float
    width: float
    weight: float


def place(labels: Sequence[Label], gap: float = 0.0) -> list[int]:
    """Row of each label, 0 the lowest; x and width in the same unit. Rows may be as many as labels.

    Of labels at the same x, the first stands highest.
    """
    rows = [0] * len(labels)
    limits: list[float] = []
    for k in sorted(range(len(labels)), key=lambda k: (labels[k].x, k), reverse=True):
        end = labels[k].x + labels[k].width + gap
        row = next((r for r, limit in enumerate(limits) if end <= limit), len(limits))
        rows[k] = row
        if row == len(limits):
            limits.append(labels[k].x)
        for r in range(row + 1):
            limits[r] = min(limits[r], labels[k].x)
    return rows


def fit(labels: Sequence[Label], most: int, gap: float = 0.0) -> dict[int, int]:
    """Label -> row in at most `most` rows, leaving out as many of the lightest as that takes."""
    kept = list(range(len(labels)))
    while kept:
        rows = place([labels[k] for k in kept], gap)
        if max(rows) < most:
            return dict(zip(kept, rows, strict=True))
        kept.remove(_to_drop(labels, kept, rows, most))
    return {}


def _to_drop(labels: Sequence[Label], kept: list[int], rows: list[int], most: int) -> int:
    """The lightest label of the pile that is too high: the one at its top and those right of it."""
    top = min((labels[k].x for k, row in zip(kept, rows, strict=True) if row >= most))
    pile = [k for k in kept if labels[k].x >= top and labels[k].x <= top + _reach(labels)]
    return min(pile, key=lambda k: (labels[k].weight, -k))


def _reach(labels: Sequence[Label]) -> float:
    return max(label.width for label in labels)
