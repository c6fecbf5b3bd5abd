"""The Mesa engine: real agents on the very day function of the compiled ensemble.

    model = EscalationModel(load_scenario("scenarios/baseline.yaml"), rng=1)
    model.step()
    model.agents_by_type[Militia].agg("grievance", sum)
    model.datacollector.get_model_vars_dataframe()

Slow and open to inspection: every field of every record is an attribute of an agent or of a small
object, so a debugger, a notebook or a Mesa tool can look at and change anything between steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from sim.outcomes import OUTCOMES, SERIES, Series
from sim.parameters import as_records
from sim.state.actors import ACTORS, actor_of
from sim.state.bookkeeping import LogRow, Tally
from sim.state.fields import fields_of, layout_of
from sim.state.layout import BEFORE, LIVE, SINGLE, World, tally_layout, world_layout

DEFAULT_SEED = 0


class Row:
    """A record that is no agent: named fields, also reachable by their number."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

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

    def __getitem__(self, event: int) -> Any:
        while event >= len(self.rows):
            self.rows.append(Row(self._names))
        return self.rows[event]


def _agent_class(record: type, placed: bool) -> type:
    """The Mesa class of an actor: a Mesa agent with the fields of its record.

    `name` is the actor's id in the world file, or its name in results; an agent that is `placed`
    stands on a cell of the model's network.
    """
    base = CellAgent if placed else mesa.Agent
    note = {"__doc__": record.__doc__, "__module__": __name__, "name": ""}
    return type(actor_of(record).agent, (base, record), note)


AGENTS: Final = {
    part: _agent_class(record, placed=part == "areas")
    for part, record in ACTORS.items()
    if actor_of(record).agent
}
"""Part of the world -> Mesa class, for every actor of the table."""

UnitedStates: Any = AGENTS["us"]
Iran: Any = AGENTS["iran"]
IraqiGovernment: Any = AGENTS["iraq"]
Militia: Any = AGENTS["militias"]
IsisCell: Any = AGENTS["areas"]


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


class EscalationModel(mesa.Model):
    """One run of a scenario, day by day.

    `rng` is the seed (an int, or anything numpy accepts as one); with the same seed, run `run` of
    the ensemble and of this model are the same to the last bit. `running` turns false at the end.
    """

    def __init__(self, scenario: Scenario, rng: Any = DEFAULT_SEED, run: int = 0) -> None:
        super().__init__(rng=rng)
        self.story = scenario
        self.seed_used = int(rng) if rng is not None else DEFAULT_SEED
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
            model_reporters={s.name: _series_reader(s) for s in SERIES},
            agenttype_reporters={
                Militia: {"militia": "name", "grievance": "grievance", "obedience": "obedience"},
                IsisCell: {"place": "name", "strength": "strength"},
            },
        )

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
        world.past_counts = world.past_levels = world.past
        world.links = template["links"].tolist()
        world.link_from = template["link_from"].tolist()

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


def _series_reader(series: Series) -> Any:
    def read(model: EscalationModel) -> float:
        return float(getattr(getattr(model.world, series.part), series.field))

    return read


def run_model(scenario: Scenario, seed: int, run: int) -> Iterator[EscalationModel]:
    """The model after each day of one run."""
    model = EscalationModel(scenario, rng=seed, run=run)
    while model.running:
        model.step()
        yield model
