"""The Mesa engine: real agents on the very day function of the compiled ensemble.

    model = EscalationModel(load_scenario("baseline"), rng=1)
    model.step()
    model.agents_by_type[Militia].agg("grievance", sum)
    model.datacollector.get_model_vars_dataframe()

Slow and open to inspection: every field of every record is an attribute of an agent or of a small
object, so a debugger, a notebook or a Mesa tool can look at and change anything between steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Final

import mesa
import networkx as nx
import numpy as np
import numpy.typing as npt
from mesa.discrete_space import CellAgent, Network

from sim import luck
from sim.day.end_of_day import settle
from sim.day.schedule import advance
from sim.inputs.initial_state import first_morning, live
from sim.inputs.posterior import parameters_of_runs
from sim.inputs.scenario import Scenario
from sim.outcomes import OUTCOMES, SERIES
from sim.parameters import as_records
from sim.state.actors import ACTORS, actor_of
from sim.state.bookkeeping import LogRow, Tally
from sim.state.fields import fields_of, layout_of
from sim.state.layout import BEFORE, BY_AREA, LIVE, SINGLE, World, tally_layout, world_layout

DEFAULT_SEED: Final = 0
SEED_BITS: Final = 49
"""Bits of a seed that is made of something else than a number; every command takes such a one."""


class Row:
    """A record that is no agent: named fields, also reachable by their number."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __repr__(self) -> str:
        return f"Row({_fields(self, self._names)})"

    def __setitem__(self, column: int, value: float) -> None:
        setattr(self, self._names[column], value)

    def __getitem__(self, column: int) -> Any:
        return getattr(self, self._names[column])

    def __len__(self) -> int:
        return len(self._names)


class Grid:
    """Rows of a lever table as orders see them: `grid[row, column] = value`."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __setitem__(self, place: tuple[int, int], value: float) -> None:
        self._rows[place[0]][place[1]] = value


class LogBook:
    """The event log: rows come into being when they are first written."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._names = list(fields_of(LogRow))

    def __repr__(self) -> str:
        return f"<LogBook of {len(self.rows)} events>"

    def __getitem__(self, event: int) -> Any:
        while event >= len(self.rows):
            self.rows.append(Row(self._names))
        return self.rows[event]


def _fields(record: Any, names: Iterable[str]) -> str:
    """Fields of a record with their values, as they are written in code."""
    return ", ".join(f"{name}={getattr(record, name, 0):.4g}" for name in names)


def _shown(agent: Any) -> str:
    """What an agent prints: its class, its name, and what of its record is neither 0 nor none."""
    names = [
        name
        for name in fields_of(agent.fields)
        if name != "key" and not name.endswith("_event") and getattr(agent, name, 0) not in (0, -1)
    ]
    return f"<{type(agent).__name__} {agent.name!r}: {_fields(agent, names)}>"


def _agent_class(record: type, placed: bool) -> type:
    """The Mesa class of an actor: a Mesa agent with the fields of its record.

    `name` is the actor's id in the world file, or its name in results, `fields` its record; an
    agent that is `placed` stands on a cell of the model's network.
    """
    base = CellAgent if placed else mesa.Agent
    note = {
        "__doc__": record.__doc__,
        "__module__": __name__,
        "__repr__": _shown,
        "name": "",
        "fields": record,
    }
    return type(actor_of(record).agent, (base, record), note)


AGENTS: Final = {
    part: _agent_class(record, placed=part == "areas")
    for part, record in ACTORS.items()
    if actor_of(record).agent
}
"""Part of the world -> Mesa class, for every actor of the table."""

# Pickle and deepcopy look a class up by its name in its module.
globals().update({kind.__name__: kind for kind in AGENTS.values()})
UnitedStates: Any = AGENTS["us"]
Iran: Any = AGENTS["iran"]
IraqiGovernment: Any = AGENTS["iraq"]
Militia: Any = AGENTS["militias"]
IsisCell: Any = AGENTS["areas"]
GroundForce: Any = AGENTS["forces"]


class ModelWorld(World):
    """The world of the rules, made of the model's agents."""


def _read(into: Any, record: npt.NDArray[Any]) -> None:
    """Copy every field of a numpy record into attributes, as plain numbers."""
    for name in record.dtype.names or ():
        setattr(into, name, record[name].item())


def _rows(part: Any, n: int) -> list[Row]:
    made = []
    for record in part[:n]:
        row = Row(record.dtype.names)
        _read(row, record)
        made.append(row)
    return made


def seed_of(rng: Any) -> int:
    """The seed that `rng` stands for, as Mesa takes it: the same of a number, new ones of None.

    An int up to MAX_SEED is the seed itself. A larger one, a sequence of ints or a SeedSequence
    gives one and the same each time; a Generator or BitGenerator gives another each time, as it
    moves on; None gives one that nobody knows beforehand. Raises TypeError or ValueError for
    anything else.
    """
    if isinstance(rng, int | np.integer) and 0 <= rng <= luck.MAX_SEED:
        return int(rng)
    try:
        if isinstance(rng, np.random.Generator | np.random.BitGenerator):
            return int(np.random.default_rng(rng).integers(1 << SEED_BITS))
        mixed = rng if isinstance(rng, np.random.SeedSequence) else np.random.SeedSequence(rng)
    except (TypeError, ValueError) as error:
        accepts = "an int from 0, a sequence of them, a numpy SeedSequence or Generator, or None"
        raise type(error)(f"rng: got {rng!r}; accepts {accepts}") from None
    return int(mixed.generate_state(1, np.uint64)[0]) >> (64 - SEED_BITS)


class EscalationModel(mesa.Model):
    """One run of a scenario, day by day.

    `rng` is the seed, or anything `seed_of` makes one of; `seed_used` tells which it was. With the
    same seed, run `run` of the ensemble and of this model are the same to the last bit. Left out it
    is DEFAULT_SEED; None, which Mesa's `batch_run` gives every iteration, is a new one each time.
    `running` turns false at the end. Raises TypeError for `seed=`, which Mesa has given up.
    """

    def __init__(
        self, scenario: Scenario, rng: Any = DEFAULT_SEED, run: int = 0, **unknown: Any
    ) -> None:
        # Not a parameter of its own: `batch_run` would take it for the one to seed models with.
        if "seed" in unknown:
            raise TypeError(f"EscalationModel takes no seed=; write rng={unknown['seed']!r}")
        if unknown:
            got = ", ".join(unknown)
            raise TypeError(f"EscalationModel takes no {got}; it takes scenario, rng and run")
        seed = seed_of(rng)
        super().__init__(rng=seed)
        self.story = scenario
        self.seed_used = seed
        self.run_number = run
        self.world: Any = ModelWorld()
        template = first_morning(scenario).world[0]
        self._make_agents(template)
        self._make_records(template)
        self.parameters = self._draw_parameters()
        clock = self.world.clock
        clock.run_key = luck.run_key(
            luck.mix(self.seed_used & luck.MASK), (run * luck.GOLDEN) & luck.MASK
        )
        settle(self.world, self.parameters)
        self.running = True
        self.datacollector = mesa.DataCollector(
            model_reporters={s.name: partial(_series, s.part, s.field) for s in SERIES},
            agenttype_reporters={
                Militia: _getters(militia="name", grievance="grievance", obedience="obedience"),
                IsisCell: _getters(place="name", strength="strength"),
            },
        )

    def __repr__(self) -> str:
        day = f"day {self.world.clock.day} of {self.story.days}"
        title = self.story.title
        return f"<EscalationModel {title!r}: {day}, seed {self.seed_used}, run {self.run_number}>"

    def _make_agents(self, template: Any) -> None:
        for part, kind in AGENTS.items():
            if part in SINGLE:
                agent = kind(self)
                agent.name = actor_of(ACTORS[part]).label
                _read(agent, template[part])
                setattr(self.world, part, agent)
                continue
            things = getattr(self.story.world, part)
            agents = [kind(self) for _ in things]
            for agent, thing, record in zip(agents, things, template[part], strict=False):
                agent.name = thing.id
                _read(agent, record)
            setattr(self.world, part, agents)
        self._place_agents()

    def _place_agents(self) -> None:
        areas = self.story.world.areas
        graph = nx.Graph((a.id, n) for a in areas for n in a.neighbours)
        self.space = Network(graph, random=self.random)
        cells = {cell.coordinate: cell for cell in self.space.all_cells}
        for agent in self.world.areas:
            agent.cell = cells[agent.name]

    def _make_records(self, template: Any) -> None:
        world, clock = self.world, template["clock"]
        counts = {"militia_levers": "n_militias", "site_levers": "n_sites"}
        for part in [*(name for name in LIVE if name not in AGENTS), "moves"]:
            if part in SINGLE:
                row = Row(template[part].dtype.names)
                _read(row, template[part])
                setattr(world, part, row)
            else:
                count = counts.get(part, f"n_{part}")
                room = LIVE[part].room if part == "intents" else int(clock[count])
                setattr(world, part, _rows(template[part], room))
        world.log = LogBook()
        world.lever_values = world.lever
        world.militia_lever_values = Grid(world.militia_levers)
        world.site_lever_values = Grid(world.site_levers)
        world.tally_counts = world.tally_levels = world.tally
        world.past_counts = world.past
        world.links = template["links"].tolist()
        world.link_from = template["link_from"].tolist()
        world.refuges = template["refuges"].tolist()
        for name in BY_AREA:
            setattr(world, name, template[name].tolist())

    def _draw_parameters(self) -> Row:
        story = self.story
        drawn = parameters_of_runs(
            story.parameter_source,
            story.posterior_path,
            story.hypotheses,
            story.parameter_values,
            self.seed_used,
            np.array([self.run_number]),
        )
        record = as_records(drawn)[0]
        row = Row(record.dtype.names)
        _read(row, record)
        return row

    def step(self) -> None:
        """One day: the shared day function, then the collector."""
        if not self.running:
            return
        advance(self.world, self.parameters)
        self.datacollector.collect(self)
        self.running = self.world.clock.day < self.story.days

    def outcomes(self) -> dict[str, float]:
        """Outcomes of the run so far, by name."""
        tally = np.zeros(1, tally_layout())
        for name in fields_of(Tally):
            tally[name] = getattr(self.world.tally, name)
            tally[f"{name}{BEFORE}"] = getattr(self.world.past, name)
        return {name: outcome.compute(tally)[0].item() for name, outcome in OUTCOMES.items()}

    def words(self) -> npt.NDArray[np.int64]:
        """The live words of the world, laid out as in the compiled engine."""
        world = np.zeros(1, world_layout())
        for name in LIVE:
            part = getattr(self.world, name)
            if name in SINGLE:
                _write(world[0][name], part)
                continue
            for record, row in zip(world[0][name], part, strict=False):
                _write(record, row)
        return live(world).copy()

    def events(self) -> npt.NDArray[Any]:
        """The run's event log so far, laid out as in the compiled engine."""
        n = self.world.clock.events
        log = np.zeros(n, layout_of(LogRow))
        for record, row in zip(log, self.world.log.rows[:n], strict=True):
            _write(record, row)
        return log


def _write(record: Any, source: Any) -> None:
    for name in record.dtype.names:
        record[name] = getattr(source, name)


def _series(part: str, field: str, model: EscalationModel) -> float:
    """One daily series, today."""
    return float(getattr(getattr(model.world, part), field))


def _getters(**fields: str) -> dict[str, attrgetter[Any]]:
    """Column -> reader of a field; of the names alone Mesa makes functions that do not pickle."""
    return {column: attrgetter(field) for column, field in fields.items()}


def run_model(scenario: Scenario, seed: int, run: int) -> Iterator[EscalationModel]:
    """The model after each day of one run."""
    model = EscalationModel(scenario, rng=seed, run=run)
    while model.running:
        model.step()
        yield model
