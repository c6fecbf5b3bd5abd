"""What the packaged kernel exports: the runs, the draws of their parameters, and its version.

Each takes plain places in memory and counts, lays arrays over them, and calls the function that
the command line runs. `kernel.json` says what lies at each place.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sim import draw as drawing
from sim import ensemble, maths, solved
from sim.outcomes import SERIES
from sim.parameters import LAYOUT, PARAMETERS
from sim.state.bookkeeping import LogRow
from sim.state.fields import width
from sim.state.layout import live_words, tally_layout, word_of, world_layout
from sim.wasm.memory import view

VERSION: Final = 1
"""Of the exports and their arguments: a host that knows another must not call."""

WORLD: Final = world_layout()
LIVE: Final = live_words()
TALLY_AT: Final = word_of("tally", "attacks")
TALLY_WORDS: Final = len(tally_layout().names or ())
LOG_WORDS: Final = width(LogRow)
LEG_WORDS: Final = len(ensemble.Leg._fields)
N_SERIES: Final = len(SERIES)
PLAN: Final = drawing.PLAN
FIELDS: Final = len(LAYOUT.names or ())
N_PARAMETERS: Final = len(PARAMETERS)
type Pointer = Any
type Count = int
type Word = int
I64: Final = np.int64
U64: Final = np.uint64
F32: Final = np.float32
F64: Final = np.float64


def simulate(
    world: Pointer,
    start: Pointer,
    parameters: Pointer,
    runs: Pointer,
    n_runs: Count,
    seed_key: Word,
    legs: Pointer,
    n_legs: Count,
    n_kept: Count,
    series: Pointer,
    tallies: Pointer,
    daily: Pointer,
    n_daily: Count,
    days: Count,
    events: Pointer,
    n_events: Count,
    counts: Pointer,
    lost: Pointer,
    morning: Pointer,
) -> int:
    """Run `n_runs` runs; `n_kept` rows of counters come out, one for each kept leg of each run.

    `n_daily` is `n_runs`, or 0 for no daily series; `n_events` the rows that there is room for, or
    0 for none. Returns DONE or NO_ROOM of `sim.ensemble`.
    """
    out = (
        view(tallies, 0, (n_kept, TALLY_WORDS), I64),
        view(daily, 0, (n_daily, days, N_SERIES), F32),
        view(events, 0, (n_events, LOG_WORDS), I64),
        view(counts, 0, (n_kept,), I64),
        view(lost, 0, (n_kept,), I64),
        view(morning, 0, (0, days, LIVE), I64),  # no trace
        view(morning, 0, (LIVE,), I64),
    )
    return ensemble.simulate(
        view(world, 0, (1,), WORLD),
        view(start, 0, (LIVE,), I64),
        view(parameters, 0, (n_runs,), LAYOUT),
        seed_key,
        view(runs, 0, (n_runs,), U64),
        view(legs, 0, (n_legs, LEG_WORDS), I64),
        view(series, 0, (N_SERIES, 2), I64),
        TALLY_AT,
        out,
    )


def draw(
    plan: Pointer,
    samples: Pointer,
    edges: Pointer,
    n_samples: Count,
    n_columns: Count,
    runs: Pointer,
    n_runs: Count,
    seed_key: Word,
    parameters: Pointer,
) -> int:
    """Write the parameter records of `n_runs` runs, as rules read them. Returns DONE."""
    planned = view(plan, 0, (N_PARAMETERS,), PLAN)
    values = view(samples, 0, (n_samples, n_columns), F32)
    running = view(edges, 0, (n_samples,), F64)
    numbers = view(runs, 0, (n_runs,), U64)
    fields = view(parameters, 0, (n_runs, FIELDS), F64)
    records = view(parameters, 0, (n_runs,), LAYOUT)
    for r in range(n_runs):
        sample = drawing.sample_of(seed_key, numbers[r], running)
        for k in range(N_PARAMETERS):
            p = planned[k]
            found = drawing.value(p, seed_key, numbers[r], sample, values)
            fields[r, p.place] = maths.kept_a_day(found) if p.halves == 1 else found
        solved.solve_one(records[r])
    return ensemble.DONE


def version() -> int:
    """VERSION."""
    return VERSION


EXPORTS: Final = (simulate, draw, version)
