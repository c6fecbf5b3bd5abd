"""Counts by group: every attack, dead and strike of the log stands under one group, and once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments import load_scenario, run
from experiments.runs.by_group import COUNTS, counts_by_group, groups_of, write_by_group
from sim.actions import Action
from tests.experiments.plots.run.made_up import MILITIAS, events_table, make

RUNS, SEED = 300, 9


@pytest.fixture(scope="module")
def result():
    """A short batch with a coded past and all its events."""
    return run(load_scenario("january_2020", ["days=160"]), RUNS, SEED, event_runs=RUNS)


def test_every_militia_of_the_world_has_a_row(result):
    """One that never fires is a finding, too."""
    found = counts_by_group(result)
    assert list(found["group"]) == result.manifest["names"]["militias"]
    assert set(found["kind"]) == {"militias"}
    assert "mahdi_army" in found["group"]


def test_groups_add_up_to_the_outcomes_of_the_same_runs(result):
    """Two ways to one number: the log by group, and the counters of the engine."""
    found, outcomes = counts_by_group(result), result.run_columns
    attacks = outcomes["n_rocket_attacks"] + outcomes["n_sieges"]
    assert found["attacks"].sum() == pytest.approx(attacks.mean())
    strikes = outcomes["n_us_strikes"] + outcomes["n_depot_strikes"]
    assert found["strikes_received"].sum() == pytest.approx(strikes.mean())
    assert found["fighters_lost"].sum() == pytest.approx(outcomes["fighters_killed"].mean())
    # Iran's own missiles kill as well, and no group has fired them.
    by_iran = result.events.query("actor == 'iran' and replayed == 0")[["us_killed"]].sum()
    coalition = outcomes["us_killed"] + outcomes["partner_killed"]
    assert found["killed"].sum() == pytest.approx(coalition.mean() - by_iran.iloc[0] / RUNS)


def test_the_replayed_past_is_not_counted(result):
    """Outcomes count from the first free day, and these stand beside them."""
    past = result.event_columns["replayed"] == 1
    assert (past & (result.event_columns["actor"] == "kataib_hezbollah")).any(), "control"
    only = {name: values[past] for name, values in result.event_columns.items()}
    found = counts_by_group(replace(result, event_columns=only))
    assert all((found[count] == 0).all() for count in COUNTS)


def test_a_run_without_an_event_counts_as_none():
    """Means are over all runs whose events are kept, not only those that logged something."""
    quiet = make(runs=50, events=((1, Action.HARASS, MILITIAS[0], -1, 3),))
    found = counts_by_group(quiet)
    assert found["runs"][0] == quiet.manifest["event_runs"] == 10
    assert found["attacks"][0] == pytest.approx(0.1)
    assert found["killed"][0] == pytest.approx(0.3)
    # One run of ten: the deviation is that of 1 and nine times 0.
    half = 1.959963984540054 * np.std([1] + [0] * 9, ddof=1) / np.sqrt(10)
    assert found["attacks_half_width"][0] == pytest.approx(half)


def test_a_crowd_that_is_shot_at_has_killed_nobody():
    """A massacre stands in the line of the storm; its dead are Iraqis before the embassy."""
    events = events_table(((1, Action.SIEGE, MILITIAS[0], -1, 0),))
    storm = replace(make(runs=10), event_columns=events | {"iraqi_killed": np.array([40])})
    assert counts_by_group(storm)["killed"][0] == 0
    rockets = events_table(((1, Action.HARASS, MILITIAS[0], -1, 0),))
    rockets = replace(make(runs=10), event_columns=rockets | {"iraqi_killed": np.array([40])})
    assert counts_by_group(rockets)["killed"][0] == 4, "control: rockets do"


def test_states_sites_and_areas_are_no_groups():
    """A site does not act, and what strikes at a state names a place."""
    names = {"militias": ["a", "b"], "sites": ["camp"], "areas": ["anbar"]}
    assert groups_of({"names": names}) == [("militias", "a"), ("militias", "b")]


def test_without_events_there_is_no_table(tmp_path):
    """Nothing is known then; a table of zeros would say that nothing happened."""
    assert counts_by_group(make(events=())) == {}
    write_by_group(make(events=()), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_table_is_kept_as_the_others_are(result, tmp_path):
    """One row a group, in columns that read back."""
    write_by_group(result, tmp_path)
    table = pq.read_table(tmp_path / "by_group.parquet")
    assert table.num_rows == len(result.manifest["names"]["militias"])
    assert table["attacks"].to_pylist() == list(counts_by_group(result)["attacks"])
