"""Mornings on a small world: the scenario's orders, outside shocks and coded acts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sim.actions import BASELINE, FROM_HISTORY, FROM_LEVER, Action, Shock
from sim.conditions import COLUMN, COMPARISONS, CONDITIONS, IS_WHOLE, holds, value_so_far
from sim.day import apply_history, apply_levers
from sim.day.schedule import act, advance
from sim.levers import WORLD_FIELDS
from sim.model import Grid
from sim.state.actors import ID_IRAN, ID_IRAQ, ID_MILITIA, ID_MILITIAS, ID_OUTSIDE, ID_SITE, ID_US
from sim.state.bookkeeping import Forced, LeverMove
from sim.state.fields import fields_of
from tests.sim.day.conftest import EMBASSY, PAST, TODAY, Small, lines, means

REIN_IN = WORLD_FIELDS.index("iraq_rein_in")
GUARD = WORLD_FIELDS.index("iraq_guard_x")


def move(value: float, day: int = TODAY, **fields: Any) -> Any:
    """One move of a lever: `iraq.rein_in` unless said otherwise."""
    usual = dict.fromkeys(fields_of(LeverMove), 0)
    usual |= {"day": day, "until": 400, "column": REIN_IN, "value": value, "counter": -1}
    assert fields.keys() <= usual.keys()
    return SimpleNamespace(**(usual | fields))


def when(value: float, counter: str, threshold: float, **fields: Any) -> Any:
    """A move that waits for `counter >= threshold`."""
    return move(value, counter=list(CONDITIONS).index(counter), threshold=threshold, **fields)


def with_moves(small: Small, *moves: Any) -> Small:
    """A scenario with these moves, dated ones first."""
    small.world.moves = list(moves)
    small.world.clock.n_moves = len(moves)
    return small


def test_a_dated_move_is_made_on_its_day_or_as_soon_as_it_can_be(small: Small) -> None:
    """All that are due, in their order, and none before its day or twice."""
    with_moves(small, move(0.2, TODAY - 1), move(0.4), move(0.6, TODAY + 1))
    assert apply_levers.move_levers(small.world)
    assert (small.world.lever.iraq_rein_in, small.world.clock.next_move) == (0.4, 2)
    small.set(lever={"iraq_rein_in": 0.1})
    assert not apply_levers.move_levers(small.world)
    assert small.world.lever.iraq_rein_in == 0.1
    small.new_day(TODAY + 1)
    assert apply_levers.move_levers(small.world)
    assert small.world.lever.iraq_rein_in == 0.6


def test_a_conditional_move_is_made_once_and_within_its_days(small: Small) -> None:
    """On the first morning on which it holds between its days."""
    with_moves(small, when(0.5, "n_us_strikes", 2.0, day=TODAY, until=TODAY + 2))
    lever = small.world.lever
    for day, strikes, expected in (
        (TODAY - 1, 3, 0.0), (TODAY, 1, 0.0), (TODAY + 2, 2, 0.5), (TODAY + 2, 3, 0.1),
    ):  # fmt: skip
        small.new_day(day).set(tally={"us_strikes": strikes})
        moved = apply_levers.move_levers(small.world)
        assert (moved, lever.iraq_rein_in) == (expected == 0.5, expected)
        small.set(lever={"iraq_rein_in": 0.1 if expected == 0.5 else lever.iraq_rein_in})
    with_moves(small, when(0.5, "n_us_strikes", 2.0, day=TODAY, until=TODAY + 2))
    small.world.clock.moves_done = 0
    small.new_day(TODAY + 3)
    assert not apply_levers.move_levers(small.world)
    small.new_day(TODAY)
    assert apply_levers.move_levers(small.world), "its first day is one of its days"


def test_each_condition_has_a_mark_of_its_own(small: Small) -> None:
    """Three conditions are met one after the other, and each moves its own lever once."""
    with_moves(
        small,
        move(0.9, TODAY + 50),
        when(0.3, "n_us_strikes", 3.0),
        when(0.2, "n_sieges", 1.0),
        when(2.0, "vote", 1.0, column=GUARD),
    )
    world = small.world
    done: list[Any] = []
    for counters in ({}, {"votes": 1}, {"sieges": 1}, {"us_strikes": 3}, {"us_strikes": 4}):
        small.set(tally=counters)
        moved = apply_levers.move_levers(world)
        done.append((moved, world.lever.iraq_guard_x, world.lever.iraq_rein_in))
    assert done == [
        (False, 1.0, 0.0), (True, 2.0, 0.0), (True, 2.0, 0.2), (True, 2.0, 0.3), (False, 2.0, 0.3),
    ]  # fmt: skip
    assert world.clock.moves_done == 0b111
    assert world.clock.next_move == 0


def test_a_condition_on_the_first_counter_is_one_too(small: Small) -> None:
    """It waits for its counter, not for its day."""
    with_moves(small, when(0.5, "us_killed", 2.0))
    assert not apply_levers.move_levers(small.world)
    small.set(tally={"us_killed": 2})
    assert apply_levers.move_levers(small.world)


def test_moves_reach_the_table_the_row_and_the_column(small: Small) -> None:
    """World, militia and site levers."""
    world = small.world
    apply_levers.make_move(world, move(0.7))
    assert world.lever.iraq_rein_in == 0.7
    apply_levers.make_move(world, move(0.6, table=1, row=2, column=0))
    assert world.militia_levers[2][0] == 0.6
    assert world.militia_levers[1][0] != 0.6
    apply_levers.make_move(world, move(1.0, table=2, row=4, column=0))
    assert [row.us_presence_close for row in world.site_levers] == [0, 0, 0, 0, 1.0, 0, 0]
    assert isinstance(world.site_lever_values, Grid)


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_reads_its_own_counter_and_no_other(small: Small, name: str) -> None:
    """Every counter holds another number, none of them 0, so that one taken for another shows."""
    tally = small.world.tally
    counters = [f for f in vars(tally) if not f.startswith("_")]
    for k, field in enumerate(counters):
        setattr(tally, field, k + 3)
    row = list(CONDITIONS).index(name)
    assert value_so_far(small.world, row) == counters.index(CONDITIONS[name]) + 3
    assert len(COLUMN) == len(IS_WHOLE) == len(CONDITIONS)


@pytest.mark.parametrize(
    ("sign", "below", "at", "above"),
    [(">=", 0, 1, 1), (">", 0, 0, 1), ("<=", 1, 1, 0), ("<", 1, 0, 0), ("==", 0, 1, 0)],
)
def test_a_comparison_means_what_it_says(sign: str, below: int, at: int, above: int) -> None:
    """Below, at and above its threshold."""
    code = COMPARISONS.index(sign)
    assert [int(holds(x, code, 2.0)) for x in (1.0, 2.0, 3.0)] == [below, at, above]


def test_an_order_is_the_scenarios_and_certain(small: Small) -> None:
    """Nobody of the world is its cause."""
    found = apply_levers.order(small.used().world, Action.CONSOLIDATE.value, ID_SITE + 3)
    assert (found.action, found.actor, found.target) == (Action.CONSOLIDATE, ID_US, ID_SITE + 3)
    assert (found.p, found.u, found.cause, found.forced) == (1.0, 0.0, BASELINE, FROM_LEVER)


def closed(small: Small) -> list[int]:
    """Sites that the order of this morning closes."""
    changes = small.changes(apply_levers.close_ordered)
    found = [
        int(place[6]) for place, value in changes.items() if place.endswith("open") and not value
    ]
    assert [row["target"] - ID_SITE for row in lines(changes)] == found
    assert all(row["forced"] == FROM_LEVER for row in lines(changes))
    return found


def test_sites_are_closed_that_the_scenario_names_or_all_small_ones(small: Small) -> None:
    """Each once, and bases only by name."""
    assert closed(small) == []
    small.world.site_levers[4].us_presence_close = 1.0
    assert closed(small) == [4]
    assert closed(small) == []
    small.set(lever={"us_presence_close_small": 1.0})
    assert closed(small) == [2, 3, 6]
    assert closed(small) == []


@pytest.mark.parametrize(
    ("order", "fields", "begins"),
    [
        (195.0, {}, True),
        (0.0, {}, True),
        (-1.0, {}, False),
        (1950.0, {}, False),
        (195.0, {"us": {"exit_day": 3}}, False),
        (195.0, {"us": {"exit_day": 0}}, False),
        (195.0, {"us": {"returning": 1}}, False),
        (195.0, {"campaign": {"us": 0.1}}, False),
        (195.0, {"campaign": {"us": 0.2}}, True),
    ],
)
def test_an_ordered_withdrawal_from_iraq_begins_unless_one_is_under_way(
    small: Small, order: float, fields: dict[str, Any], begins: bool
) -> None:
    """To the number and in the days that it names; never to more than are there."""
    small.set(lever={"us_presence_troops_to": order, "us_presence_days": 60.0}, **fields)
    changes = small.changes(apply_levers.withdraw_ordered)
    if not begins:
        assert changes == {}
        return
    assert (changes["us.exit_day"], changes["us.exit_days"]) == (TODAY, 60.0)
    assert small.world.us.exit_to == order / 1950.0
    assert lines(changes) == [means(Action.WITHDRAW, ID_US, p=1.0, u=0.0, forced=FROM_LEVER)]


@pytest.mark.parametrize(
    ("order", "fields", "begins"),
    [
        (206.0, {}, True),
        (0.0, {}, True),
        (-1.0, {}, False),
        (2060.0, {}, False),
        (206.0, {"us": {"syria_exit_day": 0}}, False),
        (206.0, {"campaign": {"syria": 0.1}}, False),
        (206.0, {"us": {"exit_day": 3, "returning": 1}}, True),
    ],
)
def test_an_ordered_withdrawal_from_syria_is_its_own(
    small: Small, order: float, fields: dict[str, Any], begins: bool
) -> None:
    """One from Iraq does not stand in its way."""
    small.set(lever={"us_presence_syria_to": order, "us_presence_syria_days": 40.0}, **fields)
    changes = small.changes(apply_levers.withdraw_ordered)
    if not begins:
        assert changes == {}
        return
    assert (changes["us.syria_exit_day"], changes["us.syria_exit_days"]) == (TODAY, 40.0)
    assert small.world.us.syria_exit_to == order / 2060.0


SHOCKS = {
    "isis_shock": Shock.ISIS_SURGE,
    "shock_turkey": Shock.INVASION,
    "shock_epidemic": Shock.EPIDEMIC,
    "shock_protest": Shock.PROTEST_WAVE,
}


@pytest.mark.parametrize(("lever", "kind"), SHOCKS.items())
def test_an_outside_shock_is_announced_on_its_first_day(
    small: Small, lever: str, kind: Shock
) -> None:
    """With its kind and size, once; an invasion is remembered, a surge adds its strength."""
    assert small.changes(apply_levers.strike_by_shock) == {}
    small.set(lever={lever: 0.5})
    changes = small.changes(apply_levers.strike_by_shock)
    expected = {"clock.shocked": 1 << kind}
    if kind == Shock.INVASION:
        expected["campaign.invasion_event"] = PAST
    if kind == Shock.ISIS_SURGE:
        expected |= {f"areas[{k}].strength": 1.5 * s for k, s in enumerate((0.4, 0.1, 0.2, 0.3))}
    assert changes == {k: pytest.approx(v) for k, v in expected.items()}
    row = {"day": TODAY, "action": Action.SHOCK, "actor": ID_OUTSIDE, "p": 1.0, "size": 0.5,
           "forced": FROM_LEVER, "shock_kind": kind}  # fmt: skip
    assert lines(changes) == [row]
    assert getattr(small.world.lever, lever) == (0.0 if kind == Shock.ISIS_SURGE else 0.5)
    assert small.changes(apply_levers.strike_by_shock) == {}


def test_a_morning_acts_only_when_a_lever_was_moved(small: Small) -> None:
    """Sites are closed, troops ordered out and shocks announced; sites are weighed again."""
    small.set(lever={"us_presence_close_small": 1.0, "us_presence_troops_to": 0.0,
                     "shock_epidemic": 1.0})  # fmt: skip
    assert small.changes(apply_levers.morning) == {}
    with_moves(small, move(0.5))
    changes = small.changes(apply_levers.morning)
    assert {"sites[2].open", "us.exit_day", "clock.shocked", "clock.next_move"} <= set(changes)
    assert changes["campaign.moved"] == 1
    with_moves(small, move(0.5)).set(campaign={"moved": 0})
    small.world.clock.next_move = 0
    assert small.changes(apply_levers.morning)["campaign.moved"] == 1


# Coded history.


def past(action: Action, **fields: Any) -> Any:
    """One coded act of today."""
    usual = dict.fromkeys(fields_of(Forced), 0)
    usual |= {"day": TODAY, "action": action.value, "actor": -1, "target": -1, "second": -1}
    usual |= {"cause": -1, "event": -1}
    assert fields.keys() <= usual.keys()
    return SimpleNamespace(**(usual | fields))


def with_history(small: Small, *acts: Any) -> Small:
    """A world whose history holds these acts."""
    small.world.forced = list(acts)
    small.world.clock.n_forced = len(acts)
    return small


ADDRESSES = {
    Action.HARASS: (ID_MILITIA + 2, ID_SITE + 4),
    Action.SIEGE: (ID_MILITIA + 2, ID_SITE + EMBASSY),
    Action.REPRISAL: (ID_US, ID_MILITIA + 4),
    Action.SALVO: (ID_IRAN, ID_SITE + 4),
    Action.VOTE: (ID_IRAQ, ID_US),
    Action.ACCESS_CUT: (ID_IRAQ, ID_US),
    Action.LINE_RESTRAIN: (ID_IRAN, ID_MILITIAS),
    Action.SANCTION: (ID_US, ID_IRAN),
    Action.PAUSE: (ID_US, -1),
    Action.REINFORCE: (ID_US, -1),
    Action.LEADERSHIP_STRIKE: (ID_US, -1),
}


@pytest.mark.parametrize("action", ADDRESSES)
def test_a_coded_act_says_who_acts_on_whom(small: Small, action: Action) -> None:
    """As an act of choice would."""
    assert apply_history.address(small.world, past(action, actor=2, target=4)) == ADDRESSES[action]


def test_a_coded_salvo_may_name_no_base(small: Small) -> None:
    """And then it falls on none by name; on the first, it does."""
    assert apply_history.address(small.world, past(Action.SALVO)) == (ID_IRAN, -1)
    assert apply_history.address(small.world, past(Action.SALVO, target=0)) == (ID_IRAN, ID_SITE)


def test_a_coded_act_brings_its_numbers(small: Small) -> None:
    """Each into its own field of the intent."""
    acts = past(Action.SALVO, target=1, second=2, munitions=15.0, us_killed=3, partner_killed=4,
                wounded=5, fighters_killed=6)  # fmt: skip
    with_history(small.used(), acts)
    assert apply_history.prepare_coded(small.world, small.p)
    found = small.world.coded
    assert (found.action, found.actor) == (Action.SALVO, ID_IRAN)
    assert (found.target, found.second) == (ID_SITE + 1, ID_SITE + 2)
    assert (found.size, found.us_killed, found.partner_killed) == (15.0, 3, 4)
    assert (found.wounded, found.fighters_killed) == (5, 6)
    assert (found.p, found.u, found.cause, found.forced) == (1.0, 0.0, BASELINE, FROM_HISTORY)


def test_coded_acts_come_on_their_days_in_their_order_with_their_causes(small: Small) -> None:
    """A wave that came already brings no more and leaves no line; what names it names nobody."""
    small.set(p={"reinforce_troops": 600.0})
    with_history(
        small,
        past(Action.PAUSE, day=TODAY - 2),
        past(Action.REINFORCE, cause=0),
        past(Action.REINFORCE, cause=0),
        past(Action.SANCTION, cause=2),
        past(Action.VOTE, cause=1),
        past(Action.SIEGE, day=TODAY + 1, actor=0, cause=3),
    )
    changes = small.changes(act, small.p)
    assert [row["action"] for row in lines(changes)][:4] == [
        Action.PAUSE, Action.REINFORCE, Action.SANCTION, Action.VOTE,
    ]  # fmt: skip
    parents = [row.get("parent", BASELINE) for row in lines(changes)][:4]
    assert parents == [BASELINE, PAST, BASELINE, PAST + 1]
    assert lines(changes)[1]["troops"] == 600.0
    assert small.world.clock.next_forced == 5
    assert [forced.event for forced in small.world.forced][:5] == [
        PAST, PAST + 1, BASELINE, PAST + 2, PAST + 3,
    ]  # fmt: skip
    assert not apply_history.prepare_coded(small.world, small.p), "the last one is of tomorrow"
    small.new_day(TODAY + 1)
    assert apply_history.prepare_coded(small.world, small.p)
    assert small.world.coded.cause == PAST + 2
    small.world.clock.next_forced = 6
    assert not apply_history.prepare_coded(small.world, small.p)


def test_a_day_does_what_was_ordered_then_what_history_holds(small: Small) -> None:
    """All of one day: the order of the morning, the coded act, the evening after them."""
    with_moves(small, move(1.0, column=WORLD_FIELDS.index("us_presence_close_small")))
    with_history(small, past(Action.VOTE))
    small.world.clock.free_from = TODAY + 1
    small.set(p={"fire_base": 0.0, "breakout": 9.0})
    changes = small.changes(advance, small.p)
    assert [row["action"] for row in lines(changes)] == [Action.CONSOLIDATE] * 3 + [Action.VOTE]
    assert changes["iraq.voted_day"] == TODAY
    assert changes["campaign.small_sites"] == 0.0, "the evening sees what was closed"
