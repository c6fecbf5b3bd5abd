"""Runs behind the stylised facts: parameter samples, each with several runs that differ in luck."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from calibration.evidence.attack_catalogue import Catalogues, catalogues
from sim.actions import ATTACKS, Action
from sim.ensemble import Engine
from sim.inputs.scenario import Scenario
from sim.outcomes import SERIES
from sim.state.actors import ACTORS
from sim.state.fields import fields_of, width
from sim.state.layout import world_layout

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

TRACED: Final = 20
"""Runs whose whole world is kept at a time: a winter of one is some megabytes."""
RUNG: Final = next(k for k, series in enumerate(SERIES) if series.name == "rung")


@dataclass(frozen=True)
class NestedRuns:
    """Runs of one scenario that is free from its first day; run r is of sample r // `each`."""

    samples: int
    each: int
    """Runs of each parameter sample."""
    days: int
    events: Any
    """Log rows of all runs, one run after the other."""
    run: Ints
    """Run of every event."""
    longest_gap: Ints
    """Longest spell without a rocket attack in days, shape [runs]."""
    rung: npt.NDArray[np.int8]
    """Highest rung of every day, shape [runs, days]."""

    @property
    def runs(self) -> int:
        """How many."""
        return self.samples * self.each

    @property
    def sample(self) -> Ints:
        """Parameter sample of every run, shape [runs]."""
        return np.arange(self.runs) // self.each

    @cached_property
    def attack(self) -> Mask:
        """Is an event a rocket attack? Shape [events]."""
        return self.acts(*ATTACKS)

    @cached_property
    def parent(self) -> Ints:
        """Place in the table of the event that caused each event, -1 for none, [events]."""
        first = np.searchsorted(self.run, self.run)
        parent = self.events["parent"]
        return np.where(parent >= 0, first + parent, -1)

    def acts(self, *actions: Action) -> Mask:
        """Events that are one of these acts."""
        return np.isin(self.events["action"], [int(act) for act in actions])

    def per_run(self, which: Mask, amounts: npt.NDArray[Any] | None = None) -> Floats:
        """Number of such events of every run, or the sum of their amounts, [runs]."""
        weights = None if amounts is None else amounts[which]
        return np.bincount(self.run[which], weights, self.runs).astype(np.float64)

    def attacks(self) -> Catalogues:
        """Days and deaths of the rocket attacks."""
        rows = self.events[self.attack]
        deaths = rows["us_killed"] + rows["partner_killed"]
        return catalogues(self.runs, self.days, self.run[self.attack], rows["day"], deaths)

    def daily_attacks(self) -> Floats:
        """Rocket attacks of every day, shape [runs, days]."""
        day = self.run[self.attack] * self.days + self.events["day"][self.attack]
        counts = np.bincount(day, minlength=self.runs * self.days)
        return counts.reshape(self.runs, self.days).astype(np.float64)


def nested_runs(
    scenario: Scenario, samples: int, each: int, seed: int, *, workers: int = 1
) -> NestedRuns:
    """`samples` parameter samples with `each` runs.

    Raises InputError when the posterior of the scenario does not read, ArithmeticError when the
    events of a run do not fit its log.
    """
    engine = Engine(scenario, seed, each)
    events, counts, gaps, rungs = [], [], [], []
    for block in engine.blocks(0, samples * each, workers, daily=True, events=True):
        if block.lost.any():
            raise ArithmeticError("events did not fit the log of a run")
        events.append(block.events)
        counts.append(block.event_counts)
        gaps.append(block.tallies["longest_gap"])
        rungs.append(block.daily[:, :, RUNG].astype(np.int8))
    run = np.repeat(np.arange(samples * each), np.concatenate(counts))
    return NestedRuns(
        samples,
        each,
        engine.template.days,
        np.concatenate(events),
        run,
        np.concatenate(gaps),
        np.concatenate(rungs),
    )


def strength_by_area(scenario: Scenario, samples: int, each: int, seed: int) -> Floats:
    """ISIS strength of every area on the last evening, shape [samples, each, areas].

    Raises InputError when the posterior of the scenario does not read.
    """
    engine = Engine(scenario, seed, each)
    place: Any = world_layout().fields
    record = ACTORS["areas"]
    first = int(place["areas"][1]) // 8 + list(fields_of(record)).index("strength")
    areas = len(scenario.world.areas)
    words = first + width(record) * np.arange(areas)
    last = [
        block.trace[:, -1, words].view(np.float64)
        for block in engine.blocks(0, samples * each, size=TRACED, trace=True)
    ]
    return np.concatenate(last).reshape(samples, each, areas)
