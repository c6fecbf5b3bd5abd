"""Runs behind the sanity table: their events, and the counters as the free part begins and ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.actions import Action
from sim.ensemble import Block, Engine, Leg
from sim.inputs.posterior import parameters_of_runs
from sim.inputs.scenario import Scenario
from sim.inputs.world_file import WorldFile
from sim.outcomes import SERIES
from sim.parameters import as_records

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

CHUNK: Final = 125
"""Runs in one piece of work."""
TROOPS: Final = next(k for k, series in enumerate(SERIES) if series.name == "us_troops_iraq")


@dataclass(frozen=True)
class FreeRuns:
    """Many runs of one scenario; its free part is what comes after replayed history."""

    world: WorldFile
    first: int
    """First free day."""
    days: int
    """Days of a run, replayed ones included."""
    events: Any
    """Log rows of all runs, one run after the other."""
    run: Ints
    """Run of every event."""
    begun: Any
    """Counters on the first free morning, shape [runs]."""
    ended: Any
    """Counters on the last evening, shape [runs]."""
    troops: npt.NDArray[np.float32]
    """US troops in Iraq every evening, shape [runs, days]."""
    lost: Mask
    """Runs with more events than the log holds."""

    @property
    def runs(self) -> int:
        """How many."""
        return len(self.ended)

    def acts(self, *actions: Action) -> Mask:
        """Events that are one of these acts, replayed ones included."""
        return np.isin(self.events["action"], [int(act) for act in actions])

    def free(self, *actions: Action) -> Mask:
        """Events of the free part that are one of these acts; of any act without one."""
        free: Mask = self.events["day"] >= self.first
        return free & self.acts(*actions) if actions else free

    def count(self, which: Mask) -> Floats:
        """Number of such events of every run."""
        return np.bincount(self.run[which], minlength=self.runs).astype(np.float64)

    def total(self, which: Mask, amounts: npt.NDArray[Any]) -> Floats:
        """Sum over such events of every run; `amounts` has one for each of them."""
        return np.bincount(self.run[which], amounts, self.runs).astype(np.float64)

    def count_at(self, rows: Ints) -> Floats:
        """Number of events of every run, from their places in the table."""
        return np.bincount(self.run[rows], minlength=self.runs).astype(np.float64)

    def total_at(self, rows: Ints, amounts: npt.NDArray[Any]) -> Floats:
        """Sum over events of every run, from their places; `amounts` has one for each event."""
        return np.bincount(self.run[rows], amounts[rows], self.runs).astype(np.float64)

    def most(self, which: Mask, amounts: npt.NDArray[Any]) -> Floats:
        """Largest amount among such events of every run, 0 without one."""
        found = np.zeros(self.runs)
        np.maximum.at(found, self.run[which], amounts)
        return found


def free_runs(scenario: Scenario, runs: int, seed: int, *, workers: int = 1) -> FreeRuns:
    """Runs 0 to `runs` - 1 of a scenario. Raises InputError when its posterior does not read."""
    engine = Engine(scenario, seed)
    first = 0 if scenario.history_until is None else (scenario.history_until - scenario.start).days
    first += scenario.history_until is not None
    legs = (
        Leg(first, back=False, branch=False, kept=True),
        Leg(engine.template.days - first, back=False, branch=True, kept=True),
    )

    def work(start: int) -> Block:
        numbers = np.arange(start, min(start + CHUNK, runs))
        table = parameters_of_runs(
            scenario.parameter_source,
            scenario.posterior_path,
            scenario.hypotheses,
            scenario.parameter_values,
            seed,
            numbers,
        )
        block = engine.futures(numbers, as_records(table), legs, daily=True, events=True)
        return block._replace(daily=block.daily[:, :, TROOPS].copy())

    with ThreadPoolExecutor(workers) as pool:
        blocks = list(pool.map(work, range(0, runs, CHUNK)))
    return _joined(scenario, first, engine.template.days, blocks)


def _joined(scenario: Scenario, first: int, days: int, blocks: list[Block]) -> FreeRuns:
    """One table of the runs of many blocks, whose rows are two a run: replayed, then free."""
    tallies = np.concatenate([block.tallies for block in blocks])
    counts = np.concatenate([block.event_counts for block in blocks]).reshape(-1, 2).sum(axis=1)
    return FreeRuns(
        scenario.world,
        first,
        days,
        np.concatenate([block.events for block in blocks]),
        np.repeat(np.arange(len(counts)), counts),
        tallies[::2],
        tallies[1::2],
        np.concatenate([block.daily for block in blocks]),
        np.concatenate([block.lost for block in blocks])[1::2] > 0,
    )
