"""Shared by the tests of the rules: plain records of the first morning, and cached ensembles."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from experiments import load_scenario
from sim.ensemble import Block, Engine
from sim.inputs.initial_state import first_morning
from sim.levers import neutral_row
from sim.outcomes import SERIES, outcome_table
from sim.parameters import as_records, sample_parameters
from sim.state.actors import ACTORS
from sim.state.bookkeeping import MilitiaLevers, WorldLevers
from sim.state.fields import layout_of, width
from sim.state.layout import LIVE, SINGLE, world_layout

# A first import inside a test may take long on a busy machine; tests time nothing.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

SCENARIOS = Path(__file__).parents[1] / "scenarios"
SEED = 20
KEPT = 12
"""Blocks of runs that are kept at once: a block with daily series takes up to a gigabyte."""
WORD = 8
"""Bytes of one number of a world."""


class Record(SimpleNamespace):
    """A record as the rules see it: attributes and nothing else."""

    def but(self, **changes: Any) -> Record:
        """A copy with some fields changed; a field that is not there is refused."""
        assert changes.keys() <= vars(self).keys(), changes
        return Record(**(vars(self) | changes))

    def ask(self, rule: Callable[..., Any], **over: Any) -> Any:
        """What `rule` answers on these records; `us={"threat": 9.0}` changes fields of one."""
        found = {}
        for name in inspect.signature(rule).parameters:
            change = over.pop(name, {})
            plain_value = not isinstance(change, dict)
            found[name] = change if plain_value else getattr(self, name).but(**change)
        assert not over, f"{rule.__name__} does not read {sorted(over)}"
        return rule(**found)


def plain(record: Any) -> Record:
    """A numpy record as plain numbers."""
    return Record(**{name: record[name].item() for name in record.dtype.names})


def levers(table: str) -> Record:
    """One lever table that nobody has touched."""
    names = layout_of({"world": WorldLevers, "militia": MilitiaLevers}[table]).names
    return Record(**dict(zip(names, neutral_row(table), strict=True)))


@cache
def _template() -> Any:
    return first_morning(load_scenario(SCENARIOS / "baseline.yaml")).world[0]


class Runs:
    """A block of runs, as tests ask about it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        assert not block.lost.any()

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        """Outcome -> values, shape [runs]."""
        return outcome_table(self.block.tallies)

    def mean(self, outcome: str) -> float:
        """Mean of an outcome over the runs."""
        return float(self.outcomes[outcome].mean())

    def series(self, name: str) -> Any:
        """A daily series, shape [runs, days]; ask for `daily=True`."""
        return self.block.daily[:, :, [s.name for s in SERIES].index(name)]

    @cached_property
    def log(self) -> pd.DataFrame:
        """All events, with their run, and the row of the cause (-1 for none) and its action."""
        log = pd.DataFrame({n: self.block.events[n] for n in self.block.events.dtype.names})
        counts = self.block.event_counts
        log["run"] = np.repeat(np.arange(len(counts)), counts)
        first = np.repeat(np.cumsum(counts) - counts, counts)
        log["cause"] = np.where(log.parent >= 0, first + log.parent, -1)
        log["cause_action"] = np.where(log.parent >= 0, log.action.to_numpy()[log.cause], -1)
        return log

    def part(self, name: str) -> Any:
        """One part of the world after every day, shape [runs, days, room]; ask for `trace=True`."""
        part, trace = LIVE[name], self.block.trace
        at = world_layout().fields[name][1] // WORD
        flat = np.ascontiguousarray(trace[:, :, at : at + part.room * width(part.record)])
        return flat.view(layout_of(part.record)).reshape(*trace.shape[:2], part.room)

    def events(self, *actions: int) -> pd.DataFrame:
        """Events of some kinds; ask for `events=True`."""
        return self.log[self.log.action.isin(actions)]


@lru_cache(KEPT)
def _runs(
    name: str, settings: tuple[str, ...], orders: tuple[str, ...], n: int, **wanted: bool
) -> Runs:
    path = SCENARIOS / f"{name}.yaml"
    with tempfile.TemporaryDirectory() as folder:
        if orders:
            lines = "".join(f"  - {{{order}}}\n" for order in orders)
            file = Path(folder) / "test.yaml"
            file.write_text(f"extends: {path}\ninterventions:\n{lines}", encoding="utf-8")
            path = file
        if not any(s.startswith("parameters=") for s in settings):
            # Patterns of the rules are judged at one set of values, not over all that a fit leaves.
            settings = ("parameters=default", *settings)
        return Runs(Engine(load_scenario(path, settings), SEED).block(0, n, **wanted))


@pytest.fixture
def start() -> Record:
    """Every kind of record on the first morning of the baseline, with default parameters `p`."""
    world = _template()
    return Record(
        **{part: plain(world[part]) for part in ACTORS if part in SINGLE},
        campaign=plain(world["campaign"]),
        m=plain(world["militias"][0]),
        militias=[plain(m) for m in world["militias"][: int(world["clock"]["n_militias"])]],
        sites=[plain(s) for s in world["sites"][: int(world["clock"]["n_sites"])]],
        site=plain(world["sites"][1]),
        area=plain(world["areas"][0]),
        force=plain(world["forces"][0]),
        lever=levers("world"),
        g=levers("militia"),
        p=plain(as_records(sample_parameters("default", {}, {}, SEED, np.arange(1)))[0]),
    )


@pytest.fixture(scope="session")
def priors() -> list[Record]:
    """Forty draws of the parameters from their priors."""
    return [plain(r) for r in as_records(sample_parameters("prior", {}, {}, SEED, np.arange(40)))]


@pytest.fixture(scope="session")
def runs() -> Any:
    """`runs(name, *settings, orders=(...), n=1000, events=True)`: a block of runs, not kept long.

    `name` is a shipped scenario, `orders` are interventions as YAML. All blocks share their seed,
    so two of them differ only by what they change.
    """

    def run(
        name: str, *settings: str, orders: tuple[str, ...] = (), n: int = 1000, **wanted: bool
    ) -> Runs:
        return _runs(name, settings, orders, n, **wanted)

    return run
