"""Explain leads with the causes of open war and the least likely draw among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario
from experiments.explain.causal_chain import chain
from experiments.explain.replay import replay
from experiments.explain.way_to_war import as_text, luckiest
from experiments.runs.runner import DEFAULT_SEED, manifest_of
from sim.actions import FREE, Action

SCENARIO = Path(__file__).parents[3] / "scenarios" / "january_2020.yaml"
WAR, PEACE = 7228, 0


@pytest.fixture(scope="module")
def told():
    """A run that ends in war and one that does not."""
    scenario = load_scenario(SCENARIO)
    names = manifest_of(scenario, 1, DEFAULT_SEED, 0)["names"]
    return {run: replay(scenario, DEFAULT_SEED, run, names) for run in (WAR, PEACE)}


def test_a_run_that_stays_short_of_war_has_no_way_to_it(told) -> None:
    """Nothing is led with where there is nothing to explain."""
    assert not told[PEACE].outcomes["open_war"], "control: the run is peaceful"
    assert as_text(told[PEACE]) == ""


def test_the_chain_runs_from_a_first_cause_to_the_war(told) -> None:
    """Every link is the cause of the next one; the root has none in the run."""
    events, text = told[WAR].events, as_text(told[WAR])
    war = int(np.flatnonzero(events["action_code"] == Action.OPEN_WAR.value)[0])
    links = chain(events, war)
    assert int(events["parent"][links[0]]) < 0
    assert [int(events["parent"][k]) for k in links[1:]] == list(links[:-1])
    assert f"{len(links)} links" in text.splitlines()[0]
    assert f"#{war} " in text
    assert f"#{links[0]} " in text


def test_the_luckiest_draw_is_the_least_likely_one_on_the_way(told) -> None:
    """What was ordered by history or follows by itself took no luck."""
    events = told[WAR].events
    war = int(np.flatnonzero(events["action_code"] == Action.OPEN_WAR.value)[0])
    links = chain(events, war)
    least = luckiest(events, links)
    assert least is not None
    drawn = [k for k in links if events["forced"][k] == FREE and events["p"][k] < 1]
    assert len(drawn) > 1, "control: there is a choice"
    assert events["p"][least] == min(events["p"][k] for k in drawn)
    (marked,) = (line for line in as_text(told[WAR]).splitlines() if "luckiest draw" in line[-20:])
    assert f"p={events['p'][least]:.3g}" in marked


def test_a_chain_without_a_draw_has_no_luckiest_one(told) -> None:
    """All of it ordered: luck had no part."""
    events = dict(told[WAR].events)
    events["forced"] = np.ones_like(events["forced"])
    assert luckiest(events, range(len(events["forced"]))) is None
