"""The model behind the page of agents: one lever moved, a run of the ensemble, its tables."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load_scenario, run
from experiments.plots.run import days
from experiments.viz.lever_model import NOTHING, model_of, moves, with_move
from experiments.viz.tables import LAST, actors, last_events, parts
from sim.errors import InputError
from sim.levers import LEVERS
from sim.model import EscalationModel

MOVE = "iran.line = encourage"


@pytest.fixture(scope="module")
def free():
    """Sixty free days."""
    return load_scenario("baseline", ["days=60"])


@pytest.fixture(scope="module")
def model(free):
    """Its run 3 under another line, run to the end."""
    made = model_of(free)(rng=5, run=3, move=MOVE)
    while made.running:
        made.step()
    return made


def test_every_lever_but_those_of_a_site_can_be_moved(free):
    """A reader chooses from this list; what stands in it must make a scenario."""
    known = moves(free)
    assert {row["lever"] for words, row in known.items() if words != NOTHING} == {
        lever.name for lever in LEVERS if lever.table != "site"
    }
    for row in known.values():
        assert len(with_move(free, row).changes) >= len(free.changes) + bool(row)


def test_what_the_scenario_has_moved_itself_is_not_offered():
    """Two orders for one day of one lever contradict each other."""
    named = {row.get("lever") for row in moves(load_scenario("iran_restrains")).values()}
    assert "iran.line" not in named
    assert "us.pause" in named


def test_a_moved_model_is_that_run_of_the_moved_scenario(free, model):
    """To the bit, and another than that of the scenario as it is."""
    moved = run(with_move(free, moves(free)[MOVE]), 4, 5, event_runs=0).runs.iloc[3]
    assert all(moved[name] == value for name, value in model.outcomes().items())
    as_it_is = EscalationModel(free, rng=5, run=3)
    while as_it_is.running:
        as_it_is.step()
    assert as_it_is.outcomes() != model.outcomes()


def test_a_move_that_is_none_is_one_error(free):
    """The list comes from the page; somebody may call it from a notebook."""
    with pytest.raises(InputError, match="accepts a move that the page lists"):
        model_of(free)(move="iran.lime = encourage")


def test_the_tables_show_every_actor_and_the_newest_events_first(model):
    """A column an actor, numbers as they stand in the model; each event with its cause."""
    assert set(parts(model)) >= {"us", "iran", "iraq", "militias", "areas"}
    for part in parts(model):
        found = getattr(model.world, part)
        names = [a.name for a in (found if isinstance(found, list) else [found])]
        assert list(actors(model, part).columns) == ["level", *names]
    militias = actors(model, "militias").set_index("level")
    assert militias.loc["obedience", "kataib_hezbollah"] == model.world.militias[0].obedience
    shown = last_events(model)
    total = len(model.events())
    assert total > LAST
    assert list(shown["event"]) == [f"#{k}" for k in range(total - 1, total - 1 - LAST, -1)]
    assert shown["why"].str.contains("baseline|because of|coded").all()


def test_before_the_first_day_there_is_a_figure_and_no_event(free):
    """The page is drawn before anybody has pressed a button."""
    made = model_of(free)()
    assert last_events(made).empty
    series = made.datacollector.get_model_vars_dataframe()
    figure = days.draw(series, free.start, free.days, "source")
    assert any("Before the first day" in text.get_text() for text in figure.texts)


def test_the_figure_of_a_run_says_its_day_and_shows_its_rungs(free, model):
    """Title and bars are the model's own series."""
    series = model.datacollector.get_model_vars_dataframe()
    figure = days.draw(series, free.start, free.days, "source")
    rung = int(series["rung"].iloc[-1])
    assert any(f"26 December 2019: rung {rung}" in text.get_text() for text in figure.texts)
    bars = [bar.get_height() for bar in figure.axes[0].patches]
    assert np.array_equal(bars, series["rung"])
    assert len(figure.axes) == 1 + len(days.BELOW)
