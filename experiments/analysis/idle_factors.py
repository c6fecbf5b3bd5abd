"""Factors of a study that move nothing, as people should hear before they read a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.analysis.policy_robustness import with_mean
from experiments.study.designs import SAMPLED
from experiments.study.point_labels import PointLabel
from experiments.study.study import Study

if TYPE_CHECKING:
    import pandas as pd


def idle_factors(
    study: Study, runs: pd.DataFrame, known: Mapping[str, PointLabel]
) -> Iterator[str]:
    """Factors that leave every run as it was: a slip in the study more often than a finding."""
    if study.design.kind in SAMPLED:
        return
    columns = runs[["run", *with_mean(study.outcomes)]]
    marks = {
        str(point): hash(columns.loc[rows].sort_values("run").to_numpy(np.float64).tobytes())
        for point, rows in runs.groupby("point", observed=True).groups.items()
    }
    for factor in study.factors:
        groups: dict[Any, set[int]] = {}
        values = set()
        for point, mark in marks.items():
            here = known[point].values
            values.add(str(here.get(factor.name)))
            rest = tuple((k, str(v)) for k, v in here.items() if k != factor.name)
            groups.setdefault(rest, set()).add(mark)
        if (
            len(values) > 1
            and len(groups) < len(marks)
            and all(len(g) == 1 for g in groups.values())
        ):
            yield f"{factor.name.replace('_', ' ')} changed none of these outcomes in any run"
