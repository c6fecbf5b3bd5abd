"""What Python makes of the scenario behind a page, and where a page gives other bits."""

from __future__ import annotations

import numpy as np

from experiments.page.page_data import FANS, LADDER
from sim.ensemble import Engine
from sim.outcomes import SERIES, outcome_table

RUNS = 60
SEED = 20191028


def of_python(scenario):
    return Engine(scenario, SEED).block(0, RUNS, daily=True)


def differing(played, block):
    """Outcomes and series whose bits are not those of Python."""
    table = outcome_table(block.tallies)
    wrong = [
        name
        for name, values in table.items()
        if played.outcomes[name].tobytes() != np.asarray(values, np.float64).tobytes()
    ]
    names = [series.name for series in SERIES]
    for name in (*FANS, LADDER):
        mine = block.daily[:, :, names.index(name)]
        if played.daily[name].tobytes() != np.ascontiguousarray(mine).tobytes():
            wrong.append(name)
    assert set(played.outcomes) == set(table)
    return wrong
