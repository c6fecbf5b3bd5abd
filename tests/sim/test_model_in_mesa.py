"""Mesa's own tools work on the model: batches, seeds of every kind, copies, and what it prints."""

import copy
import inspect
import pickle

import mesa
import numpy as np
import pandas as pd
import pytest

from experiments import load_scenario
from sim.ensemble import Engine
from sim.model import AGENTS, EscalationModel, IsisCell, Militia, UnitedStates, seed_of


@pytest.fixture(scope="module")
def scenario():
    """The first four weeks of January's world: coded history and drawn days."""
    return load_scenario("january_2020", ["days=75"])


def stepped(model, days):
    """The model after so many days more."""
    for _ in range(days):
        model.step()
    return model


def alike(a, b):
    """The same world, the same events, the same collected frames."""
    frames = [m.datacollector.get_model_vars_dataframe() for m in (a, b)]
    return (
        np.array_equal(a.words(), b.words())
        and a.events().tobytes() == b.events().tobytes()
        and frames[0].equals(frames[1])
    )


def batch(scenario, **asked):
    """Last day of each iteration of Mesa's batch, as text that tells runs apart."""
    rows = pd.DataFrame(
        mesa.batch_run(EscalationModel, {"scenario": scenario}, display_progress=False, **asked)
    )
    return [part.drop(columns=["RunId", "iteration", "rng", "scenario"]).to_csv(index=False)
            for _, part in rows.groupby("iteration")]  # fmt: skip


def test_replications_of_a_batch_differ(scenario):
    """`iterations=3` asks for three runs; three equal ones would pass for certainty."""
    with pytest.warns(DeprecationWarning, match="iterations"):
        found = batch(scenario, iterations=3)
    assert len(set(found)) == 3


def test_a_batch_with_seeds_can_be_run_again(scenario):
    """The form that Mesa advises: seeds of one's own, equal ones give equal runs."""
    seeds = [1, np.random.SeedSequence(7), 1]
    found = batch(scenario, rng=seeds)
    assert found[0] == found[2] != found[1]
    assert batch(scenario, rng=[np.random.SeedSequence(7)]) == [found[1]]


SEEDS = {
    "int": lambda: 5,
    "numpy int": lambda: np.int64(5),
    "sequence": lambda: [5, 6],
    "tuple": lambda: (5, 6),
    "array": lambda: np.array([5, 6]),
    "large int": lambda: 2**100,
    "SeedSequence": lambda: np.random.SeedSequence(5),
    "spawned": lambda: np.random.SeedSequence(5).spawn(2)[1],
    "Generator": lambda: np.random.default_rng(5),
    "BitGenerator": lambda: np.random.PCG64(5),
}


@pytest.mark.parametrize("kind", SEEDS)
def test_every_kind_of_seed_makes_one_run_and_the_same_again(scenario, kind):
    """What numpy and Mesa take as `rng` works here, and `seed_used` finds the run in the
    ensemble."""
    model = EscalationModel(scenario, rng=SEEDS[kind]())
    again = EscalationModel(scenario, rng=SEEDS[kind]())
    assert model.seed_used == again.seed_used
    assert 0 <= model.seed_used < 10**15
    stepped(model, scenario.days)
    tally = Engine(scenario, model.seed_used).block(0, 1).tallies[0]
    assert (model.world.tally.us_killed, model.world.tally.attacks) == (
        tally["us_killed"],
        tally["attacks"],
    )


def test_different_seeds_of_every_kind_are_different(scenario):
    """Negative control: no kind falls back on one and the same seed."""
    kinds = [k for k in SEEDS if k not in ("numpy int", "tuple", "array", "BitGenerator")]
    assert len({seed_of(SEEDS[k]()) for k in kinds}) == len(kinds)
    assert seed_of([5, 6]) != seed_of([6, 5])
    generator = np.random.default_rng(5)
    assert seed_of(generator) != seed_of(generator)
    assert EscalationModel(scenario, None).seed_used != EscalationModel(scenario, None).seed_used


@pytest.mark.parametrize("rng", [2.5, "seven", -1, [-1], [1.5], {}, b"1"])
def test_what_is_no_seed_is_refused_with_what_is_accepted(scenario, rng):
    """A seed that is silently read as another one makes two papers disagree."""
    with pytest.raises((TypeError, ValueError), match=r"rng: got .*accepts an int from 0, a seq"):
        EscalationModel(scenario, rng=rng)


def test_the_old_word_for_a_seed_is_answered_with_the_new_one(scenario):
    """Mesa has given up `seed=`; whoever types it is told what to type."""
    with pytest.raises(TypeError, match=r"no seed=; write rng=7"):
        EscalationModel(scenario, seed=7)
    with pytest.raises(TypeError, match=r"no sede; it takes scenario, rng and run"):
        EscalationModel(scenario, sede=7)
    # Mesa's batch seeds models with `seed` where the signature has it.
    assert "seed" not in inspect.signature(EscalationModel).parameters


COPIES = {"pickle": lambda m: pickle.loads(pickle.dumps(m)), "deepcopy": copy.deepcopy}


@pytest.mark.parametrize("kind", COPIES)
@pytest.mark.parametrize("days", [0, 40])
def test_a_copy_goes_on_as_the_model_would(scenario, kind, days):
    """What if, from day 40: a copy is stepped and poked, the model is not moved by it, and
    untouched it lives the very same days."""
    model = stepped(EscalationModel(scenario, rng=3), days)
    twin = COPIES[kind](model)
    before = model.words()
    stepped(twin, 30)
    assert np.array_equal(model.words(), before)
    assert alike(stepped(model, 30), twin)
    assert {type(a) for a in twin.agents} == {type(a) for a in model.agents}
    assert twin.world.us is next(iter(twin.agents_by_type[UnitedStates]))


def test_a_copy_that_is_changed_goes_its_own_way(scenario):
    """Negative control: the copies above are no views of one world."""
    model = stepped(EscalationModel(scenario, rng=3), 10)
    twin = copy.deepcopy(model)
    for militia in twin.agents_by_type[Militia]:
        militia.grievance = 15.0
    assert not alike(stepped(model, 60), stepped(twin, 60))


def test_a_scenario_travels_to_other_processes(scenario):
    """`batch_run(number_processes=2)` sends it by pickle."""
    there = pickle.loads(pickle.dumps(scenario))
    assert np.array_equal(EscalationModel(there, 1).words(), EscalationModel(scenario, 1).words())


def test_agents_say_who_they_are_and_what_they_carry(scenario):
    """In a notebook `list(model.agents)` is the first look at the world."""
    model = EscalationModel(scenario, rng=3)
    for agent in model.agents:
        assert repr(agent).startswith(f"<{type(agent).__name__} {agent.name!r}: ")
    militia = next(iter(model.agents_by_type[Militia]))
    assert "link=0.85" in repr(militia)
    militia.grievance = 1.23456
    assert "grievance=1.235" in repr(militia)
    assert "_event" not in repr(militia)
    cell = next(iter(model.agents_by_type[IsisCell]))
    assert f"strength={cell.strength:.4g}" in repr(cell)
    assert all(len(repr(agent)) < 400 for agent in model.agents)


def test_every_kind_of_agent_can_be_named(scenario):
    """Pickle finds a class by its name; an actor added to the table needs no line of its own."""
    for kind in AGENTS.values():
        assert pickle.loads(pickle.dumps(kind)) is kind
    model = EscalationModel(scenario, rng=3)
    assert repr(model) == (
        "<EscalationModel 'After the January crisis': day 0 of 75, seed 3, run 0>"
    )
    assert repr(model.world.clock).startswith("Row(")
    assert repr(scenario) == (
        "<Scenario 'After the January crisis': january_2020.yaml, 75 days from 2019-10-28>"
    )
