"""A host of the packaged kernel, as a page is one: it goes by kernel.json and by bytes alone.

For tests and measurements. wasmtime stands in for the browser: another compiler (Cranelift) of the
same code.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import draw
from sim.inputs.initial_state import first_morning
from sim.inputs.posterior import plan_of_runs
from sim.inputs.scenario import Scenario
from sim.parameters import PARAMETERS, planned
from sim.wasm.packaged import Kernel

PAGE: Final = 65536
ROUND: Final = 64
EVENTS: Final = 250
"""Rows of the log that a run is given room for, on average."""


class Given(NamedTuple):
    """What a page holds: a world, a plan of parameters, and joint samples as 32-bit fractions."""

    world: npt.NDArray[np.int64]
    days: int
    plan: npt.NDArray[Any]
    samples: npt.NDArray[np.float32]
    edges: npt.NDArray[np.float64]
    seed_key: int
    """As a signed number of 64 bits, which is how a host hands it over."""


class Made(NamedTuple):
    """What comes back from the kernel; the arrays have runs, or events, outermost."""

    status: int
    counters: npt.NDArray[np.int64]
    daily: npt.NDArray[np.float32]
    events: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    lost: npt.NDArray[np.int64]


class Host:
    """One instance of the kernel, with its memory and what a scenario lays into it."""

    def __init__(self, kernel: Kernel, given: Given) -> None:
        import wasmtime

        engine = wasmtime.Engine()
        module = wasmtime.Module(engine, kernel.code)
        self.known, self.given = kernel.description, given
        self.imports = [(one.module, one.name) for one in module.imports]
        self._store = wasmtime.Store(engine)
        self._exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._memory: Any = self._exports["memory"]
        base: Any = self._exports["__heap_base"]
        self._top: int = base.value(self._store)

    def take(self, size: int) -> int:
        """A place in its memory for that many bytes."""
        at = -(-self._top // ROUND) * ROUND
        self._top = at + size
        short = self._top - self._memory.data_len(self._store)
        if short > 0:
            self._memory.grow(self._store, -(-short // PAGE))
        return at

    def put(self, data: npt.NDArray[Any]) -> int:
        """A place that holds these numbers."""
        content = data.tobytes()
        at = self.take(len(content))
        self._memory.write(self._store, content, at)
        return at

    def get(self, at: int, code: str, *shape: int) -> npt.NDArray[Any]:
        """Numbers that lie at a place."""
        size = np.dtype(code).itemsize * int(np.prod(shape))
        return np.frombuffer(self._memory.read(self._store, at, at + size), code).reshape(shape)

    def call(self, name: str, **given: int) -> int:
        """An exported function, its arguments by name."""
        wanted = [argument for argument, _ in self.known["exports"][name]]
        export: Any = self._exports[name]
        return int(export(self._store, *(given[argument] for argument in wanted)))

    def draw(self, runs: npt.NDArray[np.uint64]) -> int:
        """Place of the parameters of the runs of these numbers."""
        given, into = self.given, self.take(8 * len(runs) * self.known["sizes"]["parameters"])
        status = self.call(
            "draw",
            plan=self.put(given.plan),
            samples=self.put(given.samples),
            edges=self.put(given.edges),
            n_samples=given.samples.shape[0],
            n_columns=given.samples.shape[1],
            runs=self.put(runs),
            n_runs=len(runs),
            seed_key=given.seed_key,
            parameters=into,
        )
        if status != self.known["statuses"]["done"]:
            raise ValueError(f"draw: status {status}")
        return into

    def asked(
        self, first: int, last: int, daily: bool = True, events: int = EVENTS
    ) -> dict[str, int]:
        """Arguments of `simulate` for a range of runs, their parameters drawn, all room made."""
        size, given, n = self.known["sizes"], self.given, last - first
        runs = np.arange(first, last, dtype=np.uint64)
        series = np.array([[s["word"], s["level"]] for s in self.known["series"]], np.int64)
        n_daily = n if daily else 0
        return {
            "parameters": self.draw(runs),
            "world": self.put(given.world),
            "start": self.put(given.world[: size["live"]]),
            "runs": self.put(runs),
            "n_runs": n,
            "seed_key": given.seed_key,
            "legs": self.put(np.array([given.days, 0, 0, 1], np.int64)),
            "n_legs": 1,
            "n_kept": n,
            "series": self.put(series),
            "tallies": self.take(8 * n * size["counters"]),
            "daily": self.take(4 * n_daily * given.days * size["series"]),
            "n_daily": n_daily,
            "days": given.days,
            "events": self.take(8 * n * events * size["log"]),
            "n_events": n * events,
            "counts": self.take(8 * n),
            "lost": self.take(8 * n),
            "morning": self.take(8 * size["live"]),
        }

    def simulate(self, first: int, last: int, events: int = EVENTS) -> Made:
        """Draw parameters and run: the whole of what a page does."""
        asked, size, n = self.asked(first, last, events=events), self.known["sizes"], last - first
        status = self.call("simulate", **asked)
        counts = self.get(asked["counts"], "<i8", n)
        kept = int(counts.sum()) if status == self.known["statuses"]["done"] else 0
        return Made(
            status,
            self.get(asked["tallies"], "<i8", n, size["counters"]),
            self.get(asked["daily"], "<f4", n, self.given.days, size["series"]),
            self.get(asked["events"], "<i8", kept, size["log"]),
            counts,
            self.get(asked["lost"], "<i8", n),
        )


def given_by(scenario: Scenario, seed: int) -> Given:
    """What Python hands a page for a scenario.

    Raises ValueError for samples that 32 bits do not hold: a page would draw other numbers.
    """
    path, chosen, by_hand = scenario.posterior_path, scenario.hypotheses, scenario.parameter_values
    if path is None:
        way = planned(PARAMETERS, scenario.parameter_source, chosen, by_hand)
        plan, samples = np.array(way, draw.PLAN), draw.NO_SAMPLES
    else:
        plan, samples = plan_of_runs(path, chosen, by_hand)
    small = samples.values.astype(np.float32)
    if not np.array_equal(small, samples.values):
        raise ValueError(f"{path}: samples that 32-bit fractions do not hold")
    template, key = first_morning(scenario), int(draw.seed_key(seed))
    words = template.world.view(np.int64).reshape(-1)
    return Given(words, template.days, plan, small, samples.edges, key - (key >> 63 << 64))
