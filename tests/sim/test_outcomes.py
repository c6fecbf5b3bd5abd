"""Outcomes follow from the counters, and conditions read the same numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, Action, Marker, Rung
from sim.conditions import COMPARISONS, CONDITIONS, holds, value_so_far
from sim.ensemble import Engine
from sim.model import EscalationModel
from sim.outcomes import HEADLINE, OUTCOMES, SERIES, outcome_table
from sim.rules import RULES
from sim.state.bookkeeping import Tally
from sim.state.fields import fields_of

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SHOCKED = BASELINE.with_name("turkey_shock.yaml")


def test_every_outcome_has_a_unit_a_meaning_and_a_kind() -> None:
    """The registry is what users read; a row without words is no row."""
    for name, outcome in OUTCOMES.items():
        assert outcome.name == name
        assert outcome.unit
        assert outcome.meaning
        assert outcome.kind in ("count", "flag", "level")
    assert set(HEADLINE) <= set(OUTCOMES)


def test_every_counter_is_seen_by_some_outcome_or_condition() -> None:
    """A counter that nothing reads is dead weight in every run."""
    seen: set[str] = set()

    class Watch(dict):  # type: ignore[type-arg]
        def __missing__(self, name: str) -> np.ndarray:  # type: ignore[type-arg]
            seen.add(name)
            return np.ones(1)

    for outcome in OUTCOMES.values():
        outcome.compute(Watch())
    inner = {"gap", "threat"}  # the first feeds longest_gap, the second a daily series
    assert set(fields_of(Tally)) - seen - inner == set()


def test_counts_of_the_log_and_outcomes_agree() -> None:
    """Two books of the same run must not disagree: events are counted again from the log."""
    block = Engine(load_scenario(BASELINE), 3).block(0, 200, events=True)
    table = outcome_table(block.tallies)
    run = np.repeat(np.arange(200), block.event_counts)
    log = block.events

    def count(mask: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return np.bincount(run[mask], minlength=200)

    attacks = np.isin(log["action"], [a.value for a in ATTACKS])
    assert np.array_equal(count(attacks), table["n_rocket_attacks"])
    assert np.array_equal(count(log["action"] == Action.REPRISAL), table["n_us_strikes"])
    assert np.array_equal(count(log["action"] == Action.SIEGE), table["n_sieges"])
    dead = np.bincount(run, weights=log["us_killed"], minlength=200)
    assert np.array_equal(dead, table["us_killed"])
    reactive = count(attacks & (log["parent"] >= 0)) / np.maximum(1, table["n_rocket_attacks"])
    assert np.array_equal(reactive, table["reactive_share"])


def test_the_ladder_lists_every_action_with_a_rule_that_exists() -> None:
    """Stories name the deciding rule; a name that leads nowhere would be a lie."""
    assert [act.value for act in Action] == list(range(len(Action)))
    for act in Action:
        assert act.spec.label
        assert act.spec.rule == "" or act.spec.rule in RULES
        assert act.spec.rung in Rung
        assert act.spec.marker in Marker
    assert len({act.spec.label for act in Action}) == len(Action), "labels tell acts apart"


def test_the_log_counts_in_a_column_only_what_the_ladder_says_it_counts() -> None:
    """A reader of events.parquet must find rockets under munitions and soldiers under troops.

    Control: every column is used by some act of these runs, so none is empty by chance.
    """
    log = Engine(load_scenario(SHOCKED), 3).block(0, 60, events=True).events
    for column in ("munitions", "troops", "size"):
        meant = {act.value for act in Action if getattr(act.spec, column)}
        found = set(log["action"][log[column] != 0].tolist())
        assert found, column
        assert found <= meant, column
    shocks = log["action"] == Action.SHOCK
    assert (log["shock_kind"][shocks] >= 0).all()
    assert (log["shock_kind"][~shocks] == -1).all()
    assert (log["blamed"][shocks] == -1).all()


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_reads_the_outcome_it_names(name: str) -> None:
    """`when: us_killed >= 3` must look at the very number that the results call us_killed.

    No two counters hold the same number and none is 0, so one read for another shows. (Parliament
    votes once, and the outcome is a flag: its counter holds the 1.)
    """
    model = EscalationModel(load_scenario(BASELINE, ("days=60",)), rng=5, run=2)
    tally = model.world.tally
    for k, field in enumerate(fields_of(Tally)):
        setattr(tally, field, 1 if field == "votes" else k + 2)
    value = value_so_far(model.world, list(CONDITIONS).index(name))
    assert value == model.outcomes()[name] > 0
    others = [value_so_far(model.world, row) for row in range(len(CONDITIONS))]
    assert others.count(value) == 1, "control: every condition is told from the others"


def test_comparisons_mean_what_they_say() -> None:
    """Each sign is checked below, at and above its threshold."""
    expected = {">=": (0, 1, 1), ">": (0, 0, 1), "<=": (1, 1, 0), "<": (1, 0, 0), "==": (0, 1, 0)}
    for code, sign in enumerate(COMPARISONS):
        assert tuple(int(holds(x, code, 2.0)) for x in (1.0, 2.0, 3.0)) == expected[sign]


def test_daily_series_end_where_the_outcomes_are() -> None:
    """The last point of a fan chart and the histogram beside it show the same runs."""
    block = Engine(load_scenario(BASELINE), 3).block(0, 50, daily=True)
    table = outcome_table(block.tallies)
    last = {s.name: block.daily[:, -1, k] for k, s in enumerate(SERIES)}
    assert np.array_equal(last["rocket_attacks"], table["n_rocket_attacks"])
    assert np.array_equal(last["us_killed"], table["us_killed"])
    assert np.allclose(last["isis_strength"], table["isis_strength_ratio"])
