"""The tables of a study as plain data, for reports and pages; `templates/tables.md.j2` words them.

Long tables are cut in the templates; the files beside a report hold all rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from experiments.analysis.morris import Screened
from experiments.analysis.paired_effects import Effect
from experiments.analysis.rank_correlation import Ranked
from experiments.analysis.response_curves import interval
from experiments.analysis.robustness import Regret
from experiments.analysis.sobol import Index, Sobol
from experiments.analysis.study_results import StudyResults
from experiments.report.effect_text import BOUND, RULE_OF_THREE, runs_mean_text
from experiments.study.point_labels import PointLabel
from experiments.text.number_format import wider_half_width

if TYPE_CHECKING:
    import pandas as pd

HALF_WIDTH: Final = "_half_width"
"""End of the column that holds the half-width of a mean."""


class PointTable(NamedTuple):
    """A table with rows of points, which are named by what the study varies."""

    by_policy: bool
    by_condition: bool
    rows: list[Any]


class MeansRow(NamedTuple):
    """The means of one point, one text an outcome."""

    place: PointLabel
    means: list[str]


class EffectRow(NamedTuple):
    """What one point changes in one outcome."""

    place: PointLabel
    effect: Effect


class SobolTable(NamedTuple):
    """The indices of one outcome, the largest total first."""

    scenario: str
    sobol: Sobol
    indices: list[Index]


class MorrisTable(NamedTuple):
    """The screening of one outcome."""

    scenario: str
    outcome: str
    rows: list[Screened]


class RankTable(NamedTuple):
    """The partial rank correlations of one outcome."""

    scenario: str
    outcome: str
    rows: list[Ranked]


class RegretRow(NamedTuple):
    """Regret of one policy, and whether its error is known."""

    regret: Regret
    has_error: bool


def means_table(found: StudyResults) -> pd.DataFrame:
    """One row a point: policy, condition, runs, and mean and half-width of every outcome."""
    import pandas as pd

    rows = []
    by_point = dict(list(found.runs.groupby("point", observed=True, sort=False)))
    for point, place in found.labels.items():
        values = by_point.get(point)
        if values is None:
            continue
        row: dict[str, Any] = {"point": point, "policy": place.policy}
        row |= {"condition": place.condition, "runs": len(values)}
        for name in found.outcomes:
            column = values[name].to_numpy(float)
            low, high = interval(name, column)
            mean = float(column.mean())
            row |= {name: mean, f"{name}{HALF_WIDTH}": wider_half_width(mean, low, high)}
        rows.append(row)
    return pd.DataFrame(rows)


def study_tables(found: StudyResults) -> dict[str, Any]:
    """Everything that the tables of a study show."""
    means = _means_rows(found)
    return {
        "outcomes": found.outcomes,
        "means": _points(found, means),
        "bound": bound_note(cell for row in means for cell in row.means),
        "effects": _points(found, [EffectRow(found.labels[e.point], e) for e in found.effects]),
        "sobol": [_sobol(*row) for row in found.indices],
        "morris": [MorrisTable(*row) for row in found.screened],
        "ranked": [RankTable(*row) for row in found.ranked],
        "robust": _robust(found),
    }


def _points(found: StudyResults, rows: list[Any]) -> PointTable:
    return PointTable(found.policies != [""], found.conditions != [""], rows)


def _means_rows(found: StudyResults) -> list[MeansRow]:
    """None for sensitivity studies: the mean of a sampled point says nothing."""
    if found.indices or found.screened:
        return []
    return [
        MeansRow(found.labels[row["point"]], [mean_cell(o, row) for o in found.outcomes])
        for row in means_table(found).to_dict("records")
    ]


def mean_cell(outcome: str, row: Mapping[Any, Any]) -> str:
    """The mean of an outcome in a row of the table of means, with its error."""
    return runs_mean_text(outcome, row[outcome], row[f"{outcome}{HALF_WIDTH}"], row["runs"])


def bound_note(cells: Iterable[str]) -> str:
    """What the bound beside a mean of 0 rests on; empty where no cell has one."""
    return RULE_OF_THREE if any(cell.startswith(BOUND) for cell in cells) else ""


def _sobol(scenario: str, s: Sobol) -> SobolTable:
    return SobolTable(scenario, s, sorted(s.indices, key=lambda i: -i.total))


def _robust(found: StudyResults) -> dict[str, Any] | None:
    """Regret of every outcome that has a bad way, and the shares of futures within limits."""
    robust = found.robustness
    if robust is None or not robust.regrets:
        return None
    return {
        "futures": robust.futures,
        "nested": robust.nested,
        "made_of": robust.what,
        "regrets": {
            outcome: [RegretRow(r, not math.isnan(r.half_width)) for r in rows]
            for outcome, rows in robust.regrets.items()
        },
        "limits": list(found.study.limits.items()),
        "satisfied": robust.satisfied,
    }
