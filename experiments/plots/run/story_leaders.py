"""Where the leader of a label rises: beside the marks of other actors, never through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from experiments.plots.run.story_marks import TRACK, Points

ELBOW: Final = TRACK / 2
"""Height at which a leader that steps aside turns upwards, in inches above its mark."""
CLEAR: Final = 0.075
"""From a leader to the middle of another mark at least, in inches."""
MERGED: Final = 0.02
"""Between two leaders, in inches, below which they look like one."""
STEP: Final = 0.025
MOST_STEPS: Final = 16


def leads(
    wanted: Sequence[int],
    xs: Points,
    ys: Points,
    lane: Sequence[int],
    per_inch: float,
    ends: Sequence[float],
) -> list[float]:
    """Where the leader of each label of a lane rises, in days: at its mark, or beside it.

    `wanted` are the labelled events and `lane` all those whose marks stand in the lane; `ends` are
    the furthest days at which each label may begin. Where no place nearby is clear, the leader
    rises straight.
    """
    found: dict[int, float] = {}
    # From the top, so that those who need not step aside do not.
    for place in sorted(range(len(wanted)), key=lambda place: -ys[wanted[place]]):
        k = wanted[place]
        above = [xs[j] for j in lane if ys[j] > ys[k]]
        found[place] = next(
            (
                float(x)
                for x in (xs[k] + aside * per_inch for aside in _asides())
                if x <= ends[place]
                and _apart(x, above, CLEAR * per_inch)
                and _apart(x, found.values(), MERGED * per_inch)
            ),
            float(xs[k]),
        )
    return [found[place] for place in range(len(wanted))]


def _apart(x: float, others: Iterable[float], gap: float) -> bool:
    return all(abs(x - other) >= gap for other in others)


def _asides() -> Iterator[float]:
    """Steps aside in inches, the smallest first, to the right before the left."""
    yield 0.0
    for k in range(1, MOST_STEPS + 1):
        yield k * STEP
        yield -k * STEP


def leader(x: float, y: float, lead: float, top: float) -> list[tuple[float, float]]:
    """Corners of a leader from a mark at `x`, `y` that rises at `lead`."""
    aside = [(lead, y + ELBOW)] if lead != x else []
    return [(x, y), *aside, (lead, top)]
