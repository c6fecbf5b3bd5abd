"""Chains of causes, and what the rules of a world gave where its log is silent."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import load_scenario
from experiments.explain.causal_chain import (
    ACTS,
    HEAD,
    NOT_ASKED,
    TAIL,
    Decision,
    chain,
    chances,
    met_there,
    question,
    shown,
)
from experiments.explain.replay import replay
from experiments.runs.runner import manifest_of
from sim.actions import ATTACKS, FREE, FROM_HISTORY, Action
from sim.outcomes import OUTCOMES

JANUARY = Path(__file__).parents[3] / "scenarios" / "january_2020.yaml"
SEED = 1


@pytest.fixture(scope="module")
def january():
    """A scenario, and the events of four of its runs."""
    scenario = load_scenario(JANUARY)
    names = manifest_of(scenario, 1, SEED, 1)["names"]
    return scenario, [replay(scenario, SEED, run, names).events for run in range(4)]


def drawn(events):
    """Event -> the question it said yes to, of those that the engine keeps."""
    found = {k: question(events, k) for k in range(len(events["event"]))}
    return {k: q for k, q in found.items() if q and q.action != Action.OPEN_WAR}


def test_every_yes_or_no_has_its_act():
    """A new outcome of that kind without an act would part two worlds and never be told why."""
    assert set(ACTS) == {name for name, o in OUTCOMES.items() if o.kind == "flag"}


def test_the_engine_gives_the_chances_that_the_log_has(january):
    """Where a question was answered yes its chance is in the log, so the replay can be checked to
    the last bit; whoever trusts it there may trust it where the log is silent."""
    scenario, logs = january
    kinds = set()
    for run, events in enumerate(logs):
        asked = drawn(events)
        found = chances(scenario, SEED, run, list(asked.values()))
        assert {k: found[q] for k, q in asked.items()} == {k: events["p"][k] for k in asked}
        kinds |= {q.action for q in asked.values()}
    assert len(kinds) > 6


def test_a_question_of_another_run_was_not_put(january):
    """Negative control: the draws of one run mean nothing in the next, so no chance is found."""
    scenario, logs = january
    asked = [q for q in drawn(logs[0]).values() if q.action not in ATTACKS]
    assert set(chances(scenario, SEED, 1, asked).values()) == {0.0}


def test_the_opposite_question_is_not_taken_for_the_one_asked(january):
    """A pause and its end share a draw: on a day that asks about one, the other was not put."""
    scenario, logs = january
    opposite = {Action.PAUSE: Action.RESUME, Action.RESUME: Action.PAUSE}
    turned = 0
    for run, events in enumerate(logs):
        asked = [q for q in drawn(events).values() if q.action in opposite]
        other = [q._replace(action=opposite[q.action]) for q in asked]
        assert set(chances(scenario, SEED, run, other).values()) <= {0.0}
        turned += len(asked)
    assert turned


def test_where_nothing_happened_the_chance_is_at_most_the_draw(january):
    """Worlds share luck, so a reply that a stricter world lacks had a chance no greater than the
    draw there; were it greater, the question would have been mistaken for another."""
    _, logs = january
    rarer = load_scenario(JANUARY, ["parameters.set.reply_hazard=0.2"])
    seen = 0
    for run, events in enumerate(logs):
        names = manifest_of(rarer, 1, SEED, 1)["names"]
        other = replay(rarer, SEED, run, names).events
        there = set(zip(other["day"].tolist(), other["u"].tolist(), strict=True))
        asked = [q for q in drawn(events).values() if (q.day, q.u) not in there]
        for q, p in chances(rarer, SEED, run, asked).items():
            assert p <= q.u
            seen += p > 0
    assert seen


def log(*rows):
    """A log: (day, action, p, u, forced)."""
    columns = [np.array(c) for c in zip(*rows, strict=True)]
    names = ("day", "action_code", "p", "u", "forced")
    rule = np.array(["some.rule"] * len(rows), object)
    return dict(zip(names, columns, strict=True)) | {"rule": rule}


def test_what_the_other_world_made_of_a_question_is_said_as_far_as_it_is_known():
    """Yes as well, too small, not asked, after the war, or only a bound: five different answers."""
    mine = log((3, Action.REPRISAL, 0.5, 0.25, FREE), (5, Action.HARASS, 0.5, 0.25, FREE))
    quiet = log((1, Action.HARASS, 0.9, 0.125, FREE))
    reply = Decision(3, Action.REPRISAL, 0.25)
    assert met_there(mine, 0, quiet, {reply: 0.125}) == "p=0.125, too small for the draw"
    assert met_there(mine, 0, quiet, {reply: 0.0}) == NOT_ASKED
    assert met_there(mine, 1, quiet, {}) == "p at most the draw, 0.25"
    as_well = log((3, Action.REPRISAL, 0.75, 0.25, FREE))
    assert met_there(mine, 0, as_well, {}) == "p=0.75, yes as well, #0"
    war = log((2, Action.OPEN_WAR, 0.1, 0.0625, FREE))
    assert met_there(mine, 0, war, {reply: 0.0}) == "not asked, open war had begun"


def test_war_is_asked_about_only_after_an_act_between_the_states():
    """No strike on that day, no question; with one, the draw is an upper bound."""
    mine = log((3, Action.OPEN_WAR, 0.5, 0.25, FREE))
    assert met_there(mine, 0, log((3, Action.HARASS, 0.9, 0.125, FREE)), {}) == NOT_ASKED
    strike = log((3, Action.STRIKE_ON_IRAN, 0.9, 0.125, FREE))
    assert met_there(mine, 0, strike, {}) == "p at most the draw, 0.25"


def test_what_was_not_drawn_has_no_chance_elsewhere():
    """Coded history, and what follows by itself, met no luck in any world."""
    mine = log((3, Action.SIEGE, 1.0, 0.0, FROM_HISTORY), (3, Action.BREAKOUT, 1.0, 0.0, FREE))
    assert [met_there(mine, k, mine, {}) for k in (0, 1)] == ["", ""]


@given(st.integers(1, 60), st.data())
def test_a_long_chain_keeps_its_ends_and_the_link_where_the_worlds_part(n, data):
    """Root, last act and parting link carry the answer; the middle may go."""
    links = tuple(range(0, 3 * n, 3))
    own = data.draw(st.lists(st.sampled_from(links), unique=True).map(sorted))
    kept = shown(links, own)
    assert kept == sorted(set(kept))
    assert set(kept) <= set(links)
    assert {links[0], links[-1], *own[:1]} <= set(kept)
    assert kept == list(links) if n <= HEAD + TAIL else len(kept) <= HEAD + TAIL + 1


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_a_chain_runs_from_a_root_to_the_event(wish):
    """Every link is the cause of the next, whatever the log."""
    parents = np.array([min(w, k) - 1 for k, w in enumerate(wish)])
    links = chain({"parent": parents}, len(wish) - 1)
    assert links[-1] == len(wish) - 1
    assert parents[links[0]] == -1
    assert [int(parents[k]) for k in links[1:]] == list(links[:-1])
