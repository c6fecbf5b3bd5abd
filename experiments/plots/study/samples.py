"""Figures of a random sample of points: curves over fifths of the factors that move most."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from experiments.analysis.response_curves import fifths, moves, sampled_curve
from experiments.analysis.study_results import StudyResults
from experiments.analysis.variance_components import crossed
from experiments.plots.study import response
from experiments.plots.study.scenarios import NamedPage, StudyScenario, file_name, label_of

MOST_CURVES: Final = 3
"""Factors that get curves of their own, those that move the first outcome most."""
MOST_OUTCOMES: Final = 3
VALUES: Final = "Each mark is the mean over all points of the sample that have this value."
FIFTHS: Final = (
    "Each mark is the mean over a fifth of the points of the sample, at the mean of their values, "
    "or over those that have this value where there are at most five."
)


def sampled(found: StudyResults, scenario: StudyScenario) -> Iterator[NamedPage]:
    """Curves over fifths of the factors that move the first outcome most."""
    import pandas as pd

    drawn = {found.points.ids[row] for row in found.points.rows}
    labels = [p for p in scenario.own if p.point in drawn]
    points = [p.point for p in labels]
    # The number of a parameter sample has no order, so no part of it means anything.
    factors = [f.name for f in found.study.factors if f.kind != "samples"]
    parts = {f: list(fifths(pd.Series([scenario.value(p, f) for p in labels]))) for f in factors}
    outcomes = found.outcomes[:MOST_OUTCOMES]
    if len(labels) < 2 or not outcomes:
        return
    means = crossed(scenario.runs, outcomes[0], points).mean(axis=1)
    order = sorted(factors, key=lambda f: -moves(parts[f], means))
    for outcome in outcomes:
        values = crossed(scenario.runs, outcome, points)
        for factor in order[:MOST_CURVES]:
            line = sampled_curve(parts[factor], values, label_of(found, factor), outcome)
            if line.flat:
                continue
            note = f"{scenario.note} {FIFTHS if line.joins else VALUES}".strip()
            draw = partial(response.draw, [line], scenario.source, note=note)
            yield file_name("curve", outcome, factor, scenario.name), draw
