"""The Mesa model behaves as people who know Mesa expect of one."""

from pathlib import Path

import mesa
import numpy as np
import pytest
from mesa.discrete_space import Network

from experiments import load_scenario
from sim.ensemble import Engine
from sim.model import (
    EscalationModel,
    GroundForce,
    Iran,
    IraqiGovernment,
    IsisCell,
    Militia,
    UnitedStates,
    run_model,
)
from sim.outcomes import OUTCOMES, SERIES, outcome_table
from sim.state.fields import fields_of

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"


@pytest.fixture(scope="module")
def scenario():
    """Forty days of the baseline."""
    return load_scenario(BASELINE, ["days=40"])


@pytest.fixture
def model(scenario):
    """A model that has not stepped yet."""
    return EscalationModel(scenario, rng=1)


@pytest.fixture(scope="module")
def finished(scenario):
    """A model stepped to its end."""
    model = EscalationModel(scenario, rng=1)
    while model.running:
        model.step()
    return model


def test_one_step_is_one_day(model):
    """`EscalationModel(scenario, rng=1).step()` is the first line anybody types."""
    assert isinstance(model, mesa.Model)
    assert model.running
    model.step()
    assert model.world.clock.day == 1


def test_the_model_stops_on_the_last_day(finished, scenario):
    """Mesa's runners loop `while model.running`; a step too many must change nothing."""
    assert not finished.running
    assert finished.world.clock.day == scenario.days
    before = finished.words()
    finished.step()
    assert np.array_equal(finished.words(), before)
    assert len(finished.datacollector.get_model_vars_dataframe()) == scenario.days


def test_agents_are_grouped_by_type(model, scenario):
    """`agents_by_type` is how Mesa tools find actors: three states, the militias, the areas, the
    forces on the ground."""
    sizes = {kind: len(agents) for kind, agents in model.agents_by_type.items()}
    assert sizes == {
        UnitedStates: 1,
        Iran: 1,
        IraqiGovernment: 1,
        Militia: len(scenario.world.militias),
        IsisCell: len(scenario.world.areas),
        GroundForce: len(scenario.world.forces),
    }
    assert len({agent.unique_id for agent in model.agents}) == sum(sizes.values())


def test_agents_are_the_actors_of_the_world_file(model, scenario):
    """Names and starting values come from the file, in its order."""
    militias = list(model.agents_by_type[Militia])
    assert [m.name for m in militias] == [g.id for g in scenario.world.militias]
    assert [m.share for m in militias] == [g.share for g in scenario.world.militias]
    cells = list(model.agents_by_type[IsisCell])
    assert [c.name for c in cells] == [a.id for a in scenario.world.areas]
    assert [c.strength for c in cells] == [a.isis for a in scenario.world.areas]
    forces = list(model.agents_by_type[GroundForce])
    assert [f.name for f in forces] == [f.id for f in scenario.world.forces]
    assert [f.might for f in forces] == [f.might for f in scenario.world.forces]
    held = [forces[c.holder].name if c.holder >= 0 else "" for c in cells]
    assert held == [a.holder for a in scenario.world.areas]


def test_agent_sets_select_and_aggregate(finished):
    """An AgentSet must answer questions about the same numbers that the rules use."""
    militias = finished.agents_by_type[Militia]
    assert militias.agg("attacks", sum) == finished.world.tally.attacks
    loyal = militias.select(lambda m: m.link >= 0.5)
    assert {m.name for m in loyal} == {g.id for g in finished.story.world.militias if g.link >= 0.5}
    assert finished.agents_by_type[IsisCell].agg("strength", sum) == pytest.approx(
        finished.world.tally.isis
    )
    assert len(militias.get("grievance")) == len(militias)


def test_every_field_of_a_record_is_an_attribute(model):
    """What the compiled engine holds in words can be seen and changed in a debugger."""
    for kind in (UnitedStates, Iran, IraqiGovernment, Militia, IsisCell, GroundForce):
        for agent in model.agents_by_type[kind]:
            for name in fields_of(_record(kind)):
                assert isinstance(getattr(agent, name), int | float), (kind, name)


def _record(kind):
    """The record class among the bases of an agent class."""
    return next(base for base in kind.__mro__ if base.__module__.startswith("sim.state."))


def test_the_space_is_the_map_of_the_world_file(model, scenario):
    """ISIS cells sit on Mesa's own network, with the neighbours that the file names."""
    assert isinstance(model.space, Network)
    cells = {cell.coordinate: cell for cell in model.space.all_cells}
    assert set(cells) == {a.id for a in scenario.world.areas}
    for area in scenario.world.areas:
        around = {cell.coordinate for cell in cells[area.id].neighborhood}
        assert around == set(area.neighbours)
        (agent,) = cells[area.id].agents
        assert isinstance(agent, IsisCell)
        assert agent.name == area.id
        assert agent.cell is cells[area.id]


def test_the_collector_keeps_the_series_of_the_ensemble(finished, scenario):
    """Frames of the collector are the daily series of the same run in the ensemble."""
    frame = finished.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == [s.name for s in SERIES]
    daily = Engine(scenario, 1).block(0, 1, daily=True).daily[0]
    assert np.array_equal(frame.to_numpy(np.float64).astype(np.float32), daily)


def test_the_collector_keeps_agents_by_type(finished, scenario):
    """Each kind of agent has a frame of its own: one row a day and agent."""
    militias = finished.datacollector.get_agenttype_vars_dataframe(Militia)
    assert list(militias.columns) == ["militia", "grievance", "obedience"]
    assert len(militias) == scenario.days * len(scenario.world.militias)
    cells = finished.datacollector.get_agenttype_vars_dataframe(IsisCell)
    assert set(cells["place"]) == {a.id for a in scenario.world.areas}
    assert (cells["strength"] > 0).all()


def test_same_seed_same_run(scenario, finished):
    """A notebook run today and tomorrow must show the same story."""
    again = EscalationModel(scenario, rng=1)
    while again.running:
        again.step()
    assert np.array_equal(again.words(), finished.words())
    assert again.events().tobytes() == finished.events().tobytes()


@pytest.mark.parametrize("changed", [{"rng": 2}, {"rng": 1, "run": 1}])
def test_another_seed_or_run_is_another_story(scenario, finished, changed):
    """Negative control: the runs above are not all the same run."""
    other = EscalationModel(scenario, **changed)
    while other.running:
        other.step()
    assert not np.array_equal(other.words(), finished.words())


def test_no_seed_means_the_default_seed(scenario):
    """A model made without a seed can still be made again; None asks for a new one, as in Mesa, and
    the model tells which it took."""
    assert np.array_equal(EscalationModel(scenario).words(), EscalationModel(scenario, 0).words())
    fresh = EscalationModel(scenario, None)
    again = EscalationModel(scenario, fresh.seed_used)
    assert np.array_equal(fresh.words(), again.words())
    assert not np.array_equal(fresh.words(), EscalationModel(scenario, 0).words())


def test_outcomes_are_those_of_the_ensemble(finished, scenario):
    """The registry of outcomes serves both engines."""
    table = outcome_table(Engine(scenario, 1).block(0, 1).tallies)
    assert finished.outcomes() == {name: table[name][0] for name in OUTCOMES}


def test_models_do_not_share_a_world(scenario):
    """Two models side by side, as in a notebook, must not write into each other."""
    a, b = EscalationModel(scenario, rng=1), EscalationModel(scenario, rng=1)
    before = b.words()
    for _ in range(5):
        a.step()
    assert np.array_equal(b.words(), before)


def test_an_agent_may_be_changed_between_steps(scenario):
    """The Mesa engine is there to be poked at: the next day must read what was written."""
    calm, angry = EscalationModel(scenario, rng=1), EscalationModel(scenario, rng=1)
    for militia in angry.agents_by_type[Militia]:
        militia.grievance = 15.0
    for model in (calm, angry):
        while model.running:
            model.step()
    assert angry.outcomes()["n_rocket_attacks"] > calm.outcomes()["n_rocket_attacks"]


def test_run_model_yields_the_model_after_each_day(scenario):
    """The generator is the shortest way to watch one run of the ensemble in Mesa."""
    days = [model.world.clock.day for model in run_model(scenario, seed=1, run=0)]
    assert days == list(range(1, scenario.days + 1))


def test_a_scenario_that_starts_in_history_runs_in_mesa():
    """The coded acts are there as events, in Mesa as in the ensemble."""
    story = load_scenario(BASELINE.with_name("january_2020.yaml"), ["days=80"])
    model = EscalationModel(story, rng=1)
    while model.running:
        model.step()
    assert (model.events()["forced"] == 1).sum() > 5
