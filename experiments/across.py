"""Policies across what is left open: the same draws of parameters, with the same luck, under each.

In a sweep every run draws its own parameters, so one run is one draw and one piece of luck. Here
every draw has several runs, so that a future (a draw, a rival reading) has a chance of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from experiments.runner import Progress
from experiments.spread import EACH, Part, nested, part
from sim.outcomes import OUTCOMES
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

DRAWS: Final = 100


def across(
    scenarios: Mapping[str, Scenario],
    seed: int,
    draws: int = DRAWS,
    each: int = EACH,
    workers: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Runs of every scenario under the same `draws` draws of its parameters, `each` runs of each.

    Columns: `point` (the name of the scenario), `draw`, `run` and all outcomes. A draw that fails
    under one scenario is missing there alone.
    """
    import pandas as pd

    tables = []
    for name, scenario in scenarios.items():
        found = nested(scenario, draws, each, seed, workers, progress)
        failed = {int(failure["run"]) // each for failure in found.failures}
        kept = np.array([d for d in range(draws) if d not in failed], np.int64)
        runs = (kept[:, None] * each + np.arange(each)).ravel()
        columns = {k: grid.ravel() for k, grid in found.columns.items()}
        table = {"point": np.full(len(runs), name, object), "draw": np.repeat(kept, each)}
        tables.append(pd.DataFrame(table | {"run": runs} | columns))
    return pd.concat(tables, ignore_index=True)


def bands(runs: pd.DataFrame, outcome: str) -> dict[str, Part]:
    """How the mean or chance of every point lies over the draws, luck taken out.

    `runs` as `across` makes it, with at least two draws and two runs of each.
    """
    found = {}
    for point, rows in runs.groupby("point", sort=False):
        grid = rows[outcome].to_numpy(np.float64).reshape(rows["draw"].nunique(), -1)
        found[str(point)] = part(grid, OUTCOMES[outcome].kind)
    return found
