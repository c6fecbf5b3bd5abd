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
from typing import Any

import mesa
import networkx as nx
import numpy as np
import numpy.typing as npt
from mesa.discrete_space import CellAgent, Network

from sim import luck
from sim.day.end_of_day import settle
from sim.day.schedule import advance
from sim.inputs.initial_state import first_morning, live
from sim.inputs.posterior import draw_runs
from sim.inputs.scenario import Scenario
from sim.outcomes import OUTCOMES, SERIES, write_series
from sim.parameters import as_records
from sim.state import actors as records
from sim.state.actors import fields_of, layout_of
from sim.state.bookkeeping import LogRow, Tally
from sim.state.layout import LIVE, SINGLE, World, world_layout

DEFAULT_SEED = 0


class Row:
    """A record that is no agent: named fields, also reachable by their number."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __setitem__(self, column: int, value: float) -> None:
        setattr(self, self._names[column], value)


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


class UnitedStates(mesa.Agent, records.Us):
    """The United States."""


class Iran(mesa.Agent, records.Iran):
    """Iran."""


class IraqiGovernment(mesa.Agent, records.Iraq):
    """The Iraqi government, its parliament and its forces."""


class Militia(mesa.Agent, records.Militia):
    """One militia; `militia` is its id in the world file."""

    militia: str


class IsisCell(CellAgent, records.Area):
    """ISIS in one area; `place` is the area's id, `cell` its node in the network."""

    place: str


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
            model_reporters={s.name: _series_reader(k) for k, s in enumerate(SERIES)},
            agenttype_reporters={
                Militia: {"militia": "militia", "grievance": "grievance", "obedience": "obedience"},
                IsisCell: {"place": "place", "strength": "strength"},
            },
        )

    def _make_agents(self, template: Any) -> None:
        story, world, clock = self.story.world, self.world, template["clock"]
        world.us, world.iran = UnitedStates(self), Iran(self)
        world.iraq = IraqiGovernment(self)
        for name in ("us", "iran", "iraq"):
            _read(getattr(world, name), template[name])
        world.militias = [Militia(self) for _ in range(int(clock["n_militias"]))]
        for agent, militia, record in zip(
            world.militias, story.militias, template["militias"], strict=False
        ):
            _read(agent, record)
            agent.militia = militia.id
        graph = nx.Graph((a.id, n) for a in story.areas for n in a.neighbours)
        self.space = Network(graph, random=self.random)
        cells = {cell.coordinate: cell for cell in self.space.all_cells}
        world.areas = [IsisCell(self) for _ in story.areas]
        for agent, area, record in zip(world.areas, story.areas, template["areas"], strict=False):
            _read(agent, record)
            agent.place = area.id
            agent.cell = cells[area.id]

    def _make_records(self, template: Any) -> None:
        world, clock = self.world, template["clock"]
        for name in ("campaign", "clock", "tally", "lever"):
            row = Row(template[name].dtype.names)
            _read(row, template[name])
            setattr(world, name, row)
        sizes = {
            "sites": "n_sites",
            "militia_levers": "n_militias",
            "site_levers": "n_sites",
            "orders": "n_orders",
            "forced": "n_forced",
        }
        for name, count in sizes.items():
            setattr(world, name, _rows(template[name], int(clock[count])))
        world.intents = _rows(template["intents"], LIVE["intents"].room)
        world.log = LogBook()
        world.lever_values = world.lever
        world.militia_lever_values = Grid(world.militia_levers)
        world.site_lever_values = Grid(world.site_levers)
        world.links = template["links"].tolist()
        world.link_from = template["link_from"].tolist()

    def _draw_parameters(self) -> Row:
        story = self.story
        drawn = draw_runs(
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
        tally = np.zeros(1, layout_of(Tally))
        _write(tally[0], self.world.tally)
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


def _series_reader(column: int) -> Any:
    def read(model: EscalationModel) -> float:
        row = [0.0] * len(SERIES)
        write_series(model.world, row)
        return float(row[column])

    return read


def run_model(scenario: Scenario, seed: int, run: int) -> Iterator[EscalationModel]:
    """The model after each day of one run."""
    model = EscalationModel(scenario, rng=seed, run=run)
    while model.running:
        model.step()
        yield model
