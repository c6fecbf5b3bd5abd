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
    """Label -> row in at most `most` rows; the weightiest come first, and those without room go."""
    kept: list[int] = []
    rows: list[int] = []
    for k in sorted(range(len(labels)), key=lambda k: (-labels[k].weight, labels[k].x, k)):
        tried = sorted([*kept, k])
        found = place([labels[i] for i in tried], gap)
        if max(found) < most:
            kept, rows = tried, found
    return dict(zip(kept, rows, strict=True))
