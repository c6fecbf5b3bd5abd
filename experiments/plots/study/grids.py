"""Figures of a grid: curves along its first two factors, and the map of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np

from experiments.analysis.response_curves import Curve, averaged, curve, heat
from experiments.analysis.study_results import StudyResults
from experiments.plots.study import heat_map, response
from experiments.plots.study.scenarios import NamedPage, StudyScenario, file_name, label_of
from experiments.plots.style.page import Page
from experiments.study.point_labels import PointLabel
from experiments.text.number_format import mean_text
from experiments.text.wording import plain

MOST_CURVES: Final = 5
MOST_CELLS: Final = 12
"""Rows or columns of a heat map that stay readable."""
SAID_BY_CURVES: Final = 5
"""Two factors with no more values than this together need no map: their curves say all."""
OTHERS: Final = "Averaged over the other factors."


def gridded(found: StudyResults, scenario: StudyScenario) -> Iterator[NamedPage]:
    """Curves and maps of every outcome; outcomes that a factor never moves get none along it."""
    factors = [f.name for f in found.study.factors]
    sizes = [len({scenario.value(p, f) for p in scenario.own}) for f in factors[:2]]
    single = len(factors) == 1 or (len(factors) == 2 and sizes[1] <= MOST_CURVES)
    for outcome in found.outcomes if factors else ():
        if single:
            curves = _curves(found, scenario, factors, outcome)
            if not all(c.flat for c in curves):
                name = file_name("curve", outcome, scenario.name)
                yield name, _drawn(curves, scenario)
            elif len(factors) == 2:
                yield from _averaged(found, scenario, factors[1], outcome)
        else:
            for factor in factors[:2]:
                yield from _averaged(found, scenario, factor, outcome)
        few = len(factors) == 2 and sum(sizes) <= SAID_BY_CURVES
        if len(factors) > 1 and min(sizes) > 1 and max(sizes) <= MOST_CELLS and not few:
            yield from _map(found, scenario, factors, outcome)


def _drawn(curves: Sequence[Curve], scenario: StudyScenario, note: str = "") -> partial[Page]:
    caption = " ".join(filter(None, (scenario.note, note)))
    return partial(response.draw, curves, scenario.source, note=caption)


def _curves(
    found: StudyResults, scenario: StudyScenario, factors: list[str], outcome: str
) -> list[Curve]:
    """Along the first factor, one for each value of the second if there is one."""
    first = factors[0]
    if len(factors) == 1:
        return [scenario.curve(found, first, outcome, scenario.labels)]
    second, lines = factors[1], []
    for value in dict.fromkeys(scenario.value(p, second) for p in scenario.own):
        here = [
            p
            for p in scenario.labels
            if scenario.value(p, second) == value
            or (scenario.is_baseline_scenario(p) and _unset(p, second))
        ]
        text = f"{plain(second)} {plain(value)}"
        lines.append(scenario.curve(found, first, outcome, here, text))
    return lines


def _unset(label: PointLabel, factor: str) -> bool:
    return label.values.get(factor) is None


def _averaged(
    found: StudyResults, scenario: StudyScenario, factor: str, outcome: str
) -> Iterator[NamedPage]:
    """The curve along one factor, averaged over the others, if these are the same throughout."""
    if not even(scenario, [factor]):
        return
    runs = averaged(scenario.shown(factor), [factor], [outcome])
    line = curve(runs, factor, outcome)._replace(factor=label_of(found, factor))
    if not line.flat:
        yield file_name("curve", outcome, factor, scenario.name), _drawn([line], scenario, OTHERS)


def even(scenario: StudyScenario, by: Sequence[str]) -> bool:
    """Does every value of the factors `by` meet the same values of all others?

    If not, a mean over the others would compare different futures.
    """
    others: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for label in scenario.own:
        rest = tuple(f"{k} {v}" for k, v in label.values.items() if k not in by)
        others.setdefault(tuple(str(label.values.get(f)) for f in by), set()).add(rest)
    return len({frozenset(found) for found in others.values()}) == 1


def _map(
    found: StudyResults, scenario: StudyScenario, factors: list[str], outcome: str
) -> Iterator[NamedPage]:
    across, down = factors[:2]
    more = len(factors) > 2
    if more and not even(scenario, [across, down]):
        return
    runs, note = scenario.shown(across, down), OTHERS if more else ""
    # The baseline scenario has a row or a column of its own only where it has a place in one.
    lone = [
        p
        for p in scenario.labels
        if scenario.is_baseline_scenario(p) and _unset(p, across) and _unset(p, down)
    ]
    beside = runs["point"].isin([p.point for p in lone])
    if lone:
        apart = averaged(runs[beside], [across], [outcome])
        one = heat(apart, across, across, outcome)
        value = mean_text(outcome, float(one.means[0, 0]), float(one.half_widths[0, 0]))
        note = f"{note} Beside the map, {plain(one.rows[0])}: {value}.".strip()
        runs = runs[~beside]
    table = averaged(runs, [across, down], [outcome]) if more else runs
    cells = heat(table, across, down, outcome)
    cells = cells._replace(across=label_of(found, across), down=label_of(found, down))
    # Rows or columns all alike are a curve, which is drawn already.
    spans = [np.nanmax(cells.means, axis=k) - np.nanmin(cells.means, axis=k) for k in (0, 1)]
    if all((span > 0).any() for span in spans):
        caption = " ".join(filter(None, (scenario.note, note)))
        draw = partial(heat_map.draw, cells, scenario.source, note=caption)
        yield file_name("map", outcome, scenario.name), draw
