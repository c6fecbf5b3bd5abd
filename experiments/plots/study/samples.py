"""Figures of designs that are no grid: one factor moved at a time, and random samples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, Final

from experiments.analysis.response_curves import fifths, moves, sampled_curve
from experiments.analysis.study_results import StudyResults
from experiments.analysis.variance_components import crossed
from experiments.plots.study import ends as study_ends
from experiments.plots.study import response as study_response
from experiments.plots.study.ends import Arm, End
from experiments.plots.study.world import Figure, World, file_name, label_of

MOST_FACTORS: Final = 3
"""Factors that get curves of their own, those that move the first outcome most."""
MOST_OUTCOMES: Final = 3
CURVED: Final = 3
"""Values from which on a curve says more than the dots of the effects."""
VALUES: Final = "Each mark is the mean over all points of the sample that have this value."
FIFTHS: Final = (
    "Each mark is the mean over a fifth of the points of the sample, at the mean of their values, "
    "or over those that have this value where there are at most five."
)


def one_by_one(found: StudyResults, world: World) -> Iterator[Figure]:
    """What every factor moves, and curves of those that move the first outcome most."""
    first: list[str] = []
    for outcome in found.outcomes[:MOST_OUTCOMES]:
        arms = arms_of(found, world, outcome)
        first = first or [arm.name for arm in arms]
        if any(arm.far > 0 for arm in arms):
            draw = partial(study_ends.draw, outcome, arms, world.source, note=world.note)
            yield file_name("effects", outcome, world.name), draw
    curved = (f for f in first if len(_along(world, f)) >= CURVED)
    for factor in islice(curved, MOST_FACTORS):
        for outcome in found.outcomes[:MOST_OUTCOMES]:
            line = world.curve(found, factor, outcome, _along(world, factor))
            if not line.flat:
                draw = partial(study_response.draw, [line], world.source, note=world.note)
                yield file_name("curve", outcome, factor, world.name), draw


def arms_of(found: StudyResults, world: World, outcome: str) -> list[Arm]:
    """Effects of all points that move one factor, by factor; the largest first."""
    moved = {p.point: (p, _moved(world, p)) for p in world.own}
    ends: dict[str, list[End]] = {}
    for e in found.effects:
        place, names = moved.get(e.point, (None, []))
        if e.outcome == outcome and place is not None and len(names) == 1:
            text = study_ends.value_text(world.value(place, names[0]))
            ends.setdefault(names[0], []).append(End(text, e.effect, e.low, e.high))
    arms = [Arm(name, label_of(found, name), tuple(rows)) for name, rows in ends.items()]
    return sorted(arms, key=lambda arm: -arm.far)


def _moved(world: World, place: Any) -> list[str]:
    base = world.base
    if base is None:
        return []
    return [name for name, value in place.values.items() if value != base.values.get(name)]


def _along(world: World, factor: str) -> list[Any]:
    """The base and the points that move this factor alone."""
    return [p for p in world.own if _moved(world, p) in ([], [factor])]


def sampled(found: StudyResults, world: World) -> Iterator[Figure]:
    """Curves over fifths of the factors that move the first outcome most."""
    import pandas as pd

    drawn = {found.points.ids[row] for row in found.points.rows}
    places = [p for p in world.own if p.point in drawn]
    points = [p.point for p in places]
    # The number of a joint draw has no order, so no part of it means anything.
    factors = [f.name for f in found.study.factors if f.kind != "draws"]
    parts = {f: list(fifths(pd.Series([world.value(p, f) for p in places]))) for f in factors}
    outcomes = found.outcomes[:MOST_OUTCOMES]
    if len(places) < 2 or not outcomes:
        return
    means = crossed(world.runs, outcomes[0], points).mean(axis=1)
    order = sorted(factors, key=lambda f: -moves(parts[f], means))
    for outcome in outcomes:
        values = crossed(world.runs, outcome, points)
        for factor in order[:MOST_FACTORS]:
            line = sampled_curve(parts[factor], values, label_of(found, factor), outcome)
            if line.flat:
                continue
            note = f"{world.note} {FIFTHS if line.joins else VALUES}".strip()
            draw = partial(study_response.draw, [line], world.source, note=note)
            yield file_name("curve", outcome, factor, world.name), draw
