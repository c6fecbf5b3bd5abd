"""Rates of acts and links are those of the log, what was ordered or replayed left out."""

from __future__ import annotations

import numpy as np

from experiments.ask.event_rates import (
    NOTHING,
    NOUNS,
    EventCounts,
    act_rates,
    count_events,
    link_rates,
    noun,
)
from sim.actions import FREE, FROM_LEVER, Action

ROCKETS, STRIKES = NOUNS[Action.HARASS], NOUNS[Action.REPRISAL]


def log(*rows):
    """Events as (run, action, parent, forced, replayed)."""
    names = ("run", "action_code", "parent", "forced", "replayed")
    columns = np.array(rows, np.int64).reshape(-1, len(names)).T
    return dict(zip(names, columns, strict=True))


def test_acts_and_links_are_counted_run_by_run():
    """Two rockets and a strike in run 0, a barrage in run 2; a barrage is rocket fire."""
    events = log(
        (0, Action.HARASS, -1, FREE, 0),
        (0, Action.REPRISAL, 0, FREE, 0),
        (0, Action.HARASS, 1, FREE, 0),
        (2, Action.BARRAGE, -1, FREE, 0),
    )
    found = count_events(events, 3)
    assert found.acts[ROCKETS].tolist() == [2, 0, 1]
    assert found.links[STRIKES, ROCKETS].tolist() == [1, 0, 0]
    assert found.links[NOTHING, ROCKETS].tolist() == [1, 0, 1]


def test_parents_are_those_of_the_same_run():
    """Numbers of events begin anew in every run."""
    events = log(
        (0, Action.SIEGE, -1, FREE, 0),
        (1, Action.HARASS, -1, FREE, 0),
        (1, Action.REPRISAL, 0, FREE, 0),
    )
    assert (ROCKETS, STRIKES) in count_events(events, 2).links


def test_what_is_ordered_or_replayed_explains_nothing():
    """The scenario's own order is no finding, but what follows from it is."""
    events = log(
        (0, Action.LEADERSHIP_STRIKE, -1, FROM_LEVER, 0),
        (0, Action.HARASS, -1, FREE, 1),
        (0, Action.SALVO, 0, FREE, 0),
    )
    found = count_events(events, 1)
    assert list(found.acts) == [noun(Action.SALVO)]
    assert found.ordered == {noun(Action.LEADERSHIP_STRIKE)}
    assert list(found.links) == [(noun(Action.LEADERSHIP_STRIKE), noun(Action.SALVO))]


def test_only_clear_differences_are_told_and_the_clearest_comes_first():
    """A strike more in every run, half a rocket more in most; a flip of a coin is left out."""
    rng = np.random.default_rng(1)
    base = rng.integers(0, 5, 400)
    coin = rng.integers(0, 2, 400)
    a = EventCounts({STRIKES: base, ROCKETS: base, "coins": coin}, {})
    b = EventCounts(
        {STRIKES: base + 1, ROCKETS: base + rng.integers(0, 2, 400), "coins": coin[::-1]}, {}
    )
    assert [rate.act for rate in act_rates(a, b)] == [STRIKES, ROCKETS]
    assert act_rates(a, b)[0].change == 100
    assert act_rates(a, a) == link_rates(a, a) == []


def test_every_act_has_a_noun_of_its_own_or_shares_it_with_its_like():
    """Rockets are one thing, and so are salvos; a new act is called by its label."""
    names = [noun(act.value) for act in Action]
    shared = {ROCKETS, NOUNS[Action.SALVO]}
    assert len(names) - len(set(names)) == len(shared)
