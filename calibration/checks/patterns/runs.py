"""Runs of one arm as measures see them: counters, daily series, and a log that knows its causes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.ensemble import Block
from sim.inputs.scenario import Scenario
from sim.outcomes import OUTCOMES, SERIES

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ArmRuns:
    """A block of runs of one scenario, with events and daily series."""

    scenario: Scenario
    block: Block

    @property
    def runs(self) -> int:
        """How many."""
        return len(self.block.tallies)

    @property
    def days(self) -> int:
        """Days of a run, replayed ones included."""
        return self.scenario.days

    @property
    def first(self) -> int:
        """First free day."""
        until = self.scenario.history_until
        return 0 if until is None else (until - self.scenario.start).days + 1

    @property
    def log(self) -> Any:
        """Log rows of all runs, one run after the other."""
        return self.block.events

    @cached_property
    def run(self) -> Ints:
        """Run of every event."""
        return np.repeat(np.arange(self.runs), self.block.event_counts)

    @cached_property
    def cause(self) -> Ints:
        """Row of the event that provoked each event, -1 for none."""
        counts = self.block.event_counts
        begins = np.repeat(np.cumsum(counts) - counts, counts)
        parent = self.log["parent"]
        return np.where(parent >= 0, begins + parent, -1)

    @cached_property
    def clock(self) -> Ints:
        """A number for every event that rises with its run and, within a run, with its day."""
        found: Ints = self.run * self._span + self.log["day"]
        return found

    @property
    def _span(self) -> int:
        """Of the clock, from one run to the next: no window of a run reaches the next."""
        return 4 * self.days

    def outcome(self, name: str) -> Floats:
        """An outcome of every run."""
        return np.asarray(OUTCOMES[name].compute(self.block.tallies), np.float64)

    def series(self, name: str) -> Floats:
        """A daily series, shape [runs, days]."""
        at = [series.name for series in SERIES].index(name)
        return self.block.daily[:, :, at].astype(np.float64)

    def per_run(self, rows: Mask, amounts: npt.NDArray[Any] | None = None) -> Floats:
        """Number of such events in every run, or the sum of their `amounts`, one for each event."""
        weights = None if amounts is None else amounts[rows].astype(np.float64)
        return np.bincount(self.run[rows], weights, self.runs).astype(np.float64)
