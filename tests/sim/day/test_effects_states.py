"""State against state on a small world: salvos, strikes on Iran, stand-down and war.

Amounts are those of the rules, which have examples of their own (`tests/sim/rules/test_worked_*`).
"""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import FREE, FROM_HISTORY, Action
from sim.day.effects import states
from sim.rules import iran_reply, lethality, posture, reprisal, sanctions
from sim.state.actors import ID_IRAN, ID_NOBODY, ID_SITE, ID_US
from tests.sim.day.conftest import (
    EMBASSY,
    LARGE,
    OTHER_BASE,
    PAST,
    QUIET_POST,
    SYRIAN_BASE,
    TODAY,
    Small,
    day_with,
    draw,
    follows,
    intent,
    lines,
    means,
)


def salvo(action: Action = Action.SALVO, **fields: Any) -> Any:
    """Sixteen missiles."""
    return intent(action, ID_IRAN, size=16.0, cause=6, **fields)


SALVO = {
    "iran.debt": 0.0, "iran.after_reprisal": 1.0, "iran.tail": 1.0, "iran.tail_event": PAST,
    "tally.salvos": 2, "tally.violent": 21, "tally.violent_reactive": 11,
}  # fmt: skip


def test_a_salvo_that_kills_nobody_is_the_way_off_the_ladder(late: Small) -> None:
    """Iran's debt is paid, nothing is owed, threat and memory fall, both stand down."""
    late.set(us={"owed_by_state": 1}, p={"salvo_hits_survivable": 0.0})
    w, p = late.kept(), late.p
    changes = late.changes(states.salvo, salvo(), p)
    assert changes.amounts() | {"iran.tail_event": PAST} == SALVO | {
        "us.threat": posture.threat_after_stand_down(w.us, p),
        "us.memory": iran_reply.memory_after_stand_down(w.us, p),
        "us.exchange": 0.75 + sanctions.exchange_added(0.0, p),
        "us.owed": 0.0, "us.owed_by_state": 0, "tally.stand_downs": 2, "clock.rung": 6,
    }  # fmt: skip
    shot, calm = lines(changes)
    assert (shot["munitions"], shot["action"], shot["parent"]) == (16.0, Action.SALVO, 6)
    assert calm == follows(Action.STAND_DOWN, ID_US, ID_IRAN, depth=2)


def test_a_salvo_that_kills_is_answered_on_irans_soil_or_ends_in_war(late: Small) -> None:
    """As coded, three Americans: memory, threat, a reply owed by the state, and here no war."""
    late.set(p={"war_chance": 0.0})
    w, p = late.kept(), late.p
    act = salvo(forced=FROM_HISTORY, us_killed=3)
    act.target, act.second = ID_SITE + LARGE, ID_SITE + OTHER_BASE
    changes = late.changes(states.salvo, act, p)
    assert changes.amounts() | {"iran.tail_event": PAST} == SALVO | {
        "us.memory": 5.5, "us.owed": 3.0, "us.owed_by_state": 1, "us.owed_day": TODAY,
        "us.threat": 1.5 + posture.threat_from_attack(3.0, p),
        "us.exchange": 0.75 + sanctions.exchange_added(3.0, p),
        "tally.us_killed": 9, "tally.lethal_salvos": 2, "clock.rung": 7,
    }  # fmt: skip
    assert changes["us.owed_event"] == changes["us.memory_event"] == PAST
    (row,) = lines(changes)
    assert (row["target"], row["second"], row["us_killed"]) == (
        ID_SITE + LARGE, ID_SITE + OTHER_BASE, 3,
    )  # fmt: skip
    assert w.us.owed == 0.5, "control"


def test_a_salvo_kills_by_its_draws_and_by_who_lies_open(small: Small) -> None:
    """More often when it is meant to; as many as the draw says."""
    small.set(p={"salvo_hits_lethal": 2.0, "salvo_hits_survivable": 0.3, "salvo_deaths": 40.0})
    w, p = small.world, small.p
    counts = {Action.SALVO: 0, Action.LETHAL_SALVO: 0}
    for day in range(TODAY, TODAY + 60):
        small.new_day(day)
        for action in counts:
            dead = states.killed_by_salvo(w, salvo(action), 0.5, p)
            chance = lethality.p_salvo_kills(action == Action.LETHAL_SALVO, 0.5, p)
            assert (dead > 0) == (draw(small, w.iran, luck.SALVO_KILLS) < chance)
            if dead:
                assert dead == lethality.salvo_deaths(
                    draw(small, w.iran, luck.SALVO_DEATHS), 0.5, p
                )
            counts[action] += dead > 0
    assert counts[Action.LETHAL_SALVO] > counts[Action.SALVO] > 0
    assert states.killed_by_salvo(w, salvo(forced=FROM_HISTORY, us_killed=2), 0.0, p) == 2


def test_a_salvo_falls_on_two_bases_of_iraq(small: Small) -> None:
    """Named in its line, never one twice, neither embassy nor Syria; both lie open."""
    w, p = small.world, small.p
    pairs = set()
    for day in range(TODAY, TODAY + 60):
        event = small.new_day(day).world.clock.events - 1
        row = w.log[event]
        exposure = states.aim_salvo(w, salvo(), event, p)
        one, two = row.target - ID_SITE, row.second - ID_SITE
        assert one == states.pick_base(w, -1, draw(small, w.iran, luck.FIRST_BASE), p)
        assert two == states.pick_base(w, one, draw(small, w.iran, luck.SECOND_BASE), p)
        safe = [1.0 - lethality.salvo_exposure(w.sites[j], p) for j in (one, two)]
        assert exposure == pytest.approx(1.0 - safe[0] * safe[1])
        assert not {one, two} & {EMBASSY, SYRIAN_BASE}
        assert one != two
        pairs.add(one)
    assert len(pairs) >= 3


def test_a_salvo_on_one_base_or_on_none(small: Small) -> None:
    """With one left there is no second, with none nobody lies open; coded ones are as coded."""
    w, p = small.world, small.p
    for j in (QUIET_POST, 3, OTHER_BASE):
        w.sites[j].open = 0
    w.log[4].target = w.log[4].second = -1
    exposure = states.aim_salvo(w, salvo(), 4, p)
    assert exposure == pytest.approx(lethality.salvo_exposure(w.sites[LARGE], p))
    assert (w.log[4].target, w.log[4].second) == (ID_SITE + LARGE, ID_NOBODY)
    w.sites[LARGE].open = 0
    assert states.aim_salvo(w, salvo(), 5, p) == 0.0
    assert (w.log[5].target, w.log[5].second) == (-1, -1)
    one = salvo(forced=FROM_HISTORY)
    one.target, one.second = ID_SITE + LARGE, ID_NOBODY
    assert states.aim_salvo(w, one, 6, p) == pytest.approx(exposure)
    one.forced = FREE
    assert states.aim_salvo(w, one, 7, p) == 0.0, "of its own choice it is aimed by the draw"


def test_a_base_is_drawn_by_its_americans(small: Small) -> None:
    """Each base has its part of the range of the draw, and the one left out has none."""
    small.set(p={"salvo_spread": 0.0})
    w, p = small.world, small.p
    for site, troops in zip(w.sites, (1000.0, 100.0, 500.0, 0.0, 500.0, 2000.0, 60.0), strict=True):
        site.troops = troops
    picked = [states.pick_base(w, -1, u, p) for u in (0.0, 0.49, 0.5, 0.74, 0.75, 0.999, 1.0)]
    assert picked == [LARGE, LARGE, QUIET_POST, QUIET_POST, OTHER_BASE, OTHER_BASE, OTHER_BASE]
    but = [states.pick_base(w, LARGE, u, p) for u in (0.0, 0.49, 0.5, 0.999)]
    assert but == [QUIET_POST, QUIET_POST, OTHER_BASE, OTHER_BASE]


def test_a_strike_on_iran_is_a_new_debt_of_honour(late: Small) -> None:
    """What was owed is settled, the dead are paid for once, and here no war follows."""
    late.set(p={"war_chance": 0.0}, us={"owed_by_state": 1})
    w, p = late.kept(), late.p
    dead = lethality.iranians_killed(draw(late, w.us, luck.IRANIANS), p)
    changes = late.changes(states.strike_iran, intent(Action.STRIKE_ON_IRAN, target=ID_IRAN), p)
    assert changes.amounts() == {
        "us.memory": reprisal.memory_after_strike(w.us, p), "us.owed": 0.0, "us.owed_by_state": 0,
        "us.fatigue": reprisal.fatigue_after_strike(w.us, p),
        "us.threat": 1.5 + p.threat_after_leadership,
        "iran.debt": 1.5, "iran.debt_day": TODAY, "tally.iranian_killed": 4 + dead,
        "tally.strikes_on_iran": 2, "tally.violent": 21, "clock.rung": 7,
    }  # fmt: skip
    assert changes["iran.debt_event"] == PAST
    assert lines(changes) == [means(Action.STRIKE_ON_IRAN, ID_US, ID_IRAN, iranian_killed=dead)]


@pytest.mark.parametrize("act", [states.strike_iran, states.salvo])
def test_war_follows_a_lethal_exchange_at_its_draw_and_for_good(small: Small, act: Any) -> None:
    """It is logged with its chance and draw; in replayed history there is none."""
    by = salvo(forced=FROM_HISTORY, us_killed=3) if act is states.salvo else intent(
        Action.STRIKE_ON_IRAN, target=ID_IRAN)  # fmt: skip
    small.set(p={"war_chance": 0.5, "fatigue_effect": 0.0})
    us = small.world.us
    day_with(small, us, luck.WAR, 0.5, 1.0)
    assert "clock.war" not in small.changes(act, by, small.p)
    day_with(small, us, luck.WAR, 0.0, 0.5)
    small.world.clock.free = 0
    assert "clock.war" not in small.changes(act, by, small.p)
    small.world.clock.free = 1
    changes = small.changes(act, by, small.p)
    today = small.world.clock.day
    assert (changes["clock.war"], changes["tally.war_day"], changes["clock.rung"]) == (1, today, 8)
    war = lines(changes)[-1]
    assert (war["action"], war["actor"], war["target"]) == (Action.OPEN_WAR, ID_US, ID_IRAN)
    assert (war["p"], war["u"]) == (0.5, draw(small, us, luck.WAR))
    assert changes["us.war_event"] == war["parent"] + 1
