"""Simulated frequencies of every target under many candidates.

All branches of a run share one replayed past (sim.ensemble.Leg). A candidate is a joint sample of
all open parameters and has runs, and so a past, of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.likelihood.observation_model import LAYOUT, observe
from calibration.likelihood.targets import COUNT, PAST, RATIO, ROOM, Look, Targets, observation
from sim import luck
from sim.ensemble import Engine, Leg
from sim.inputs.scenario import Scenario
from sim.parameters import as_records, sample_parameters, set_parameters

CHUNK: Final = 200
"""Runs in one piece of work."""
CHANCES: Final = ("reported_fatal", "reported_act", "reported_sanctions")


class Frequencies(NamedTuple):
    """What came of every target in the runs of each sample."""

    histograms: npt.NDArray[Any]
    """Runs in each category, shape [samples, targets, ROOM]."""
    past: npt.NDArray[np.uint8]
    """Category in each run of the targets about attacks of the replayed past, in their order,
    shape [samples, runs, such targets]: they are told of one winter and judged together."""


class SimulationPlan:
    """Which legs a run takes, and at which leg each target looks."""

    def __init__(self, targets: Targets) -> None:
        looks = [t.look for t in targets.used]
        self.legs: list[Leg] = []
        self._ends: dict[int, int] = {}
        self._branches: dict[int, int] = {}
        branches: dict[int, int] = {}
        counted = [look for look in looks if look.kind in PAST]
        for look in looks:
            if look not in counted:
                branches[look.branch] = max(branches.get(look.branch, 0), look.days)
        stops = {d for look in counted for d in self._edges(look)}
        self._walk(branches, stops)
        self.rows = np.array([self._row(look) for look in looks], LAYOUT)

    @staticmethod
    def _edges(look: Look) -> tuple[int, ...]:
        low, high = look.window
        return (low, high + 1) if look.kind == COUNT else (low, look.middle, high + 1)

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
        kind, branch, days, (low, high), actions, middle = look
        start = self._ends.get(low, -1)
        if kind == COUNT:
            return kind, self._ends[high + 1], 0, 0, start, high, actions, 0
        if kind == RATIO:
            later = self._ends[middle]
            return kind, self._ends[high + 1], 0, middle - low, start, high + 1 - middle, 0, later
        return kind, self._branches[branch], branch - 1, days, low, high, actions, 0

    @property
    def days(self) -> int:
        """Days simulated for one run, all legs together."""
        return sum(leg.days for leg in self.legs)


class Simulator:
    """Simulated frequencies of the targets under joint samples of parameters."""

    def __init__(
        self,
        scenario: Scenario,
        targets: Targets,
        names: Sequence[str],
        runs: int,
        seed: int,
        *,
        workers: int = 1,
    ) -> None:
        """`runs` runs of `seed` for every sample.

        `scenario` sets world, start and hypotheses; its coded history must run to the last
        target. `names` are the parameters that samples give; the others are fixed.
        """
        self.targets, self.names, self.workers = targets, tuple(names), workers
        self.runs, self.seed = runs, seed
        self.plan = SimulationPlan(targets)
        self.engine = Engine(scenario, seed)
        self._base = as_records(
            sample_parameters(
                "default", scenario.hypotheses, scenario.parameter_values, seed, np.zeros(1, int)
            )
        )
        self._chances = np.array([observation(name) for name in CHANCES])

    def categories(
        self, values: npt.NDArray[np.float64], numbers: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """Category of every target in every run, shape [samples, runs, targets].

        `values` has shape [samples, names], in natural units; `numbers` [samples, runs] are the run
        numbers of each, which are its luck.
        """
        m, n = numbers.shape
        records = np.tile(self._base, m * n)
        set_parameters(
            records, {name: np.repeat(values[:, k], n) for k, name in enumerate(self.names)}
        )
        flat = numbers.ravel()
        block = self.engine.futures(flat, records, self.plan.legs, events=True)
        if block.lost.any():
            raise ArithmeticError("events did not fit the log of a run")
        legs = len(self.plan.legs)
        counts = block.event_counts.reshape(m * n, legs)
        attacks = np.ascontiguousarray(block.tallies["attacks"]).reshape(m * n, legs)
        found = np.zeros((m * n, len(self.plan.rows)), np.int64)
        keys = run_keys(self.seed, flat)
        observe(block.events, counts, attacks, keys, self.plan.rows, self._chances, found)
        return found.reshape(m, n, len(self.plan.rows))

    def frequencies(self, values: npt.NDArray[np.float64], first: int = 0) -> Frequencies:
        """What came of every target under samples of shape [samples, names].

        Sample k takes the `runs` run numbers from `first` + k * `runs` on: no two share their luck.
        """
        n = self.runs
        found = np.zeros((len(values), len(self.plan.rows), ROOM), np.uint16)
        about = self.targets.past
        past = np.zeros((len(values), n, len(about)), np.uint8)
        step = max(1, CHUNK // n)

        def work(at: int) -> None:
            some = values[at : at + step]
            numbers = first + at * n + np.arange(len(some) * n).reshape(len(some), n)
            part = self.categories(some, numbers)
            past[at : at + step] = part[:, :, about]
            for k in range(len(part)):
                for t in range(part.shape[2]):
                    found[at + k, t] = np.bincount(part[k, :, t], minlength=ROOM)

        with ThreadPoolExecutor(self.workers) as pool:
            list(pool.map(work, range(0, len(values), step)))
        return Frequencies(found, past)


def run_keys(seed: int, runs: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """Keys of the luck of some runs, shape [runs]."""
    word, start = np.uint64(luck.GOLDEN), np.uint64(luck.mix(seed))
    with np.errstate(over="ignore"):
        return _mixed(start + runs.astype(np.uint64) * word)


def _mixed(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(luck.MIX_1)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(luck.MIX_2)
    return z ^ (z >> np.uint64(31))
