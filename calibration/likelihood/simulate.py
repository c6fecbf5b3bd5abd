"""Simulated frequencies of every target: many candidates, the same runs for each of them.

All branches of a run share one replayed past (sim.ensemble.Leg). Parameters outside the fit are
drawn from their priors, keyed by run number, so every candidate meets the same luck and the same
other parameters, and the simulated likelihood is a fixed function of the fitted ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt

from calibration.likelihood.observation_model import LAYOUT, observe
from calibration.likelihood.targets import COUNT, ROOM, Look, Targets, observation
from sim import luck
from sim.ensemble import Engine, Leg
from sim.inputs.scenario import Scenario
from sim.parameters import as_records, sample_parameters, set_parameters

CHUNK: Final = 200
"""Runs in one piece of work."""


class SimulationPlan:
    """Which legs a run takes, and at which leg each target looks."""

    def __init__(self, targets: Targets) -> None:
        looks = [t.look for t in targets.used]
        self.legs: list[Leg] = []
        self._ends: dict[int, int] = {}
        self._branches: dict[int, int] = {}
        branches: dict[int, int] = {}
        for look in looks:
            if look.kind != COUNT:
                branches[look.branch] = max(branches.get(look.branch, 0), look.days)
        stops = {d for look in looks if look.kind == COUNT for d in self._edges(look.window)}
        self._walk(branches, stops)
        self.rows = np.array([self._row(look) for look in looks], LAYOUT)

    @staticmethod
    def _edges(window: tuple[int, int]) -> tuple[int, int]:
        return window[0], window[1] + 1

    def _walk(self, branches: Mapping[int, int], stops: set[int]) -> None:
        """History from stop to stop; at each branch a detour that is forgotten afterwards."""
        at, back = 0, False
        for day in sorted({*branches, *stops}):
            if day > at:
                self.legs.append(Leg(day - at, back=back, branch=False, kept=True))
                self._ends[day] = len(self.legs) - 1
                at, back = day, False
            if day in branches:
                self._branches[day] = len(self.legs)
                self.legs.append(Leg(branches[day], back=back, branch=True, kept=True))
                back = True

    def _row(self, look: Look) -> tuple[int, ...]:
        kind, branch, days, (low, high), actions = look
        if kind == COUNT:
            return kind, self._ends[high + 1], 0, 0, self._ends.get(low, -1), high, actions
        return kind, self._branches[branch], branch - 1, days, low, high, actions

    @property
    def days(self) -> int:
        """Days simulated for one run, all legs together."""
        return sum(leg.days for leg in self.legs)


class Simulator:
    """Simulated frequencies of the targets under candidate values of some parameters."""

    def __init__(
        self,
        scenario: Scenario,
        targets: Targets,
        names: Sequence[str],
        runs: int,
        seed: int,
        *,
        first: int = 0,
        workers: int = 1,
    ) -> None:
        """Runs `first` to `first` + `runs` - 1 of `seed` for every candidate.

        `scenario` sets world, start and hypotheses; its coded history must run to the last
        target. `names` are the parameters that candidates give.
        """
        self.targets, self.names, self.workers = targets, tuple(names), workers
        self.runs = np.arange(first, first + runs)
        self.plan = SimulationPlan(targets)
        self.engine = Engine(scenario, seed)
        self._base = as_records(
            sample_parameters(
                "prior", scenario.hypotheses, scenario.parameter_values, seed, self.runs
            )
        )
        self._keys = np.array(
            [luck.run_key(luck.mix(seed), (int(r) * luck.GOLDEN) & luck.MASK) for r in self.runs],
            np.uint64,
        )
        self._chances = np.array([observation("reported_fatal"), observation("reported_act")])

    def categories(
        self, values: npt.NDArray[np.float64], runs: slice = slice(None)
    ) -> npt.NDArray[np.int64]:
        """Category of every target in every run, shape [candidates, runs, targets].

        `values` has shape [candidates, names], in natural units.
        """
        numbers, keys = self.runs[runs], self._keys[runs]
        m, n = len(values), len(numbers)
        records = np.tile(self._base[runs], m)
        set_parameters(
            records, {name: np.repeat(values[:, k], n) for k, name in enumerate(self.names)}
        )
        block = self.engine.futures(np.tile(numbers, m), records, self.plan.legs, events=True)
        if block.lost.any():
            raise ArithmeticError("events did not fit the log of a run")
        legs = len(self.plan.legs)
        counts = block.event_counts.reshape(m * n, legs)
        attacks = np.ascontiguousarray(block.tallies["attacks"]).reshape(m * n, legs)
        found = np.zeros((m * n, len(self.plan.rows)), np.int64)
        observe(
            block.events, counts, attacks, np.tile(keys, m), self.plan.rows, self._chances, found
        )
        return found.reshape(m, n, len(self.plan.rows))

    def histograms(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.uint16]:
        """How many runs of each candidate fall into each category, [candidates, targets, ROOM]."""
        n = len(self.runs)
        found = np.zeros((len(values), len(self.plan.rows), ROOM), np.uint16)
        step = max(1, CHUNK // n)

        def work(first: int) -> None:
            part = self.categories(values[first : first + step])
            for k in range(len(part)):
                for t in range(part.shape[2]):
                    found[first + k, t] = np.bincount(part[k, :, t], minlength=ROOM)

        with ThreadPoolExecutor(self.workers) as pool:
            list(pool.map(work, range(0, len(values), step)))
        return found
