"""American strikes on a small world: what each changes, and that it changes nothing more.

Amounts are those of the rules, which have examples of their own (`tests/sim/rules/test_worked_*`).
"""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import BASELINE, FREE, FROM_HISTORY, FROM_LEVER, Action
from sim.day.effects import strikes
from sim.rules import grievance, reprisal, restraint, sanctions, siege, sovereignty
from sim.state.actors import ID_MILITIA, ID_MILITIAS, ID_US
from tests.sim.day.conftest import (
    FIRST,
    PARTY,
    PAST,
    THIRD,
    TODAY,
    Small,
    draw,
    follows,
    intent,
    lines,
    means,
)

ALONE = {"reply_breadth": 0.0, "state_forces_hit": 0.0}


def strike(on: int = FIRST, **fields: Any) -> Any:
    """A strike on one militia."""
    return intent(Action.REPRISAL, ID_US, ID_MILITIA + on, **fields)


def struck(late: Small, fighters: int, soldiers: int = 0) -> dict[str, Any]:
    """What a strike on the first militia alone changes."""
    w, p, dead = late.kept(), late.p, 1.0 * fighters
    angers = sovereignty.anger_from_strike(dead, p)
    angers += sovereignty.anger_from_state_forces(1.0 * soldiers, p)
    return {
        "militias[0].grievance": 1.25 + grievance.grievance_from_strike(dead, p),
        "iraq.anger": 0.5 + angers,
        "iraq.legitimacy": sovereignty.legitimacy_after_breach(w.iraq, angers, p),
        "us.exchange": 0.75 + sanctions.exchange_added(0.0, p),
        "us.fatigue": reprisal.fatigue_after_strike(w.us, p),
        "tally.us_strikes": 4,
        "tally.militias_hit": 6,
        "tally.violent": 21,
        "clock.rung": 3,
    }


def test_a_coded_strike_kills_whom_it_killed_and_angers_those_it_hit(late: Small) -> None:
    """Thirty fighters: capability, a crowd, and what was owed is settled."""
    late.set(p=ALONE)
    w, p = late.kept(), late.p
    expected = struck(late, 30) | {
        "militias[0].capability": grievance.capability_after_strike(w.militias[FIRST], 30.0, p),
        "iraq.crowd": 0.25 + siege.crowd_from_strike(30.0, p),
        "tally.fighters_killed": 40,
        "us.owed": 0.0,
    }
    late.set(p={"state_forces_hit": 1.0})
    act = strike(forced=FROM_HISTORY, fighters_killed=30)
    changes = late.changes(strikes.strike_militia, act, p)
    assert changes.amounts() == expected
    assert lines(changes) == [
        means(Action.REPRISAL, ID_US, ID_MILITIA, fighters_killed=30, blamed=FIRST,
              forced=FROM_HISTORY)
    ]  # fmt: skip


def test_a_strike_that_kills_nobody_brings_no_crowd(late: Small) -> None:
    """And leaves capability as it was."""
    late.set(p=ALONE)
    expected = struck(late, 0) | {"us.owed": 0.0}
    assert (
        late.changes(strikes.strike_militia, strike(forced=FROM_HISTORY), late.p).amounts()
        == expected
    )


def test_a_free_strike_kills_by_luck_also_soldiers_of_the_state(late: Small) -> None:
    """Draws of the US for fighters, of the militia for soldiers; both anger Baghdad."""
    late.set(p={"reply_breadth": 0.0, "state_forces_hit": 2.0, "siege_fighters_floor": 900.0,
                "heavy_raid": 0.0})  # fmt: skip
    w, p = late.world, late.p
    killed = reprisal.fighters_killed(draw(late, w.us, luck.FIGHTERS), False, w.lever, p)
    soldiers = reprisal.state_forces_killed(
        draw(late, w.militias[FIRST], luck.STATE_FORCES_DEATHS), p
    )
    expected = struck(late, killed, soldiers)
    changes = late.changes(strikes.strike_militia, strike(), p)
    assert {k: changes[k] for k in expected} == expected
    assert changes["tally.iraqi_killed"] == 1 + soldiers
    assert (lines(changes)[0]["iraqi_killed"], lines(changes)[0].get("fighters_killed", 0)) == (
        soldiers, killed,
    )  # fmt: skip
    assert "tally.us_killed" not in changes


def test_heavy_raids_and_soldiers_come_at_their_draws(small: Small) -> None:
    """On the mornings on which the draw lies below the chance, each for itself."""
    small.set(p={"heavy_raid": 1.0, "state_forces_hit": 0.8, "heavy_fighters": 60.0,
                 "reply_fighters": 0.0})  # fmt: skip
    w, p = small.world, small.p
    m = w.militias[FIRST]
    seen = set()
    for day in range(TODAY, TODAY + 40):
        small.new_day(day).set(us={"owed": 1.0})
        heavy = draw(small, w.us, luck.HEAVY_RAID) < 0.5
        hits = draw(small, m, luck.STATE_FORCES) < 0.8 * 0.6
        assert (strikes.fighters_killed(w, strike(), p) > 0) == heavy
        assert (strikes.state_forces_killed(w, strike(), p) > 0) == hits
        seen.add((heavy, hits))
    assert len(seen) == 4


def test_a_strike_is_called_off_when_nothing_is_owed_any_more(small: Small) -> None:
    """One of its own choice; one of history or by order is not."""
    small.set(us={"owed": 0.0})
    assert small.changes(strikes.strike_militia, strike(), small.p) == {}
    small.set(us={"owed": 0.1})
    assert small.changes(strikes.strike_militia, strike(), small.p)["tally.us_strikes"] == 1
    small.set(us={"owed": 0.0})
    ordered = small.changes(strikes.strike_militia, strike(forced=FROM_LEVER), small.p)
    assert ordered["tally.us_strikes"] == 2


@pytest.mark.parametrize(
    ("owed_event", "forced", "left"),
    [(5, FREE, 0.0), (6, FREE, 2.0), (6, FROM_HISTORY, 0.0), (6, FROM_LEVER, 0.0)],
)
def test_what_another_attack_provoked_meanwhile_stays_owed(
    small: Small, owed_event: int, forced: int, left: float
) -> None:
    """A strike of its own choice settles the reply to its own cause alone."""
    small.set(us={"owed": 2.0, "owed_event": owed_event, "owed_by_state": 1}, p=ALONE)
    strikes.strike_militia(small.world, strike(cause=5, forced=forced), small.p)
    us = small.world.us
    assert (us.owed, us.owed_by_state) == (left, 1 if left else 0)


@pytest.mark.parametrize(
    ("dead", "cause", "fatal", "harmless"),
    [
        ((1, 0), 5, 2, 1),
        ((0, 1), 5, 2, 1),
        ((0, 0), 5, 1, 2),
        ((0, 0), BASELINE, 1, 1),
        ((1, 0), 0, 2, 1),
    ],
)
def test_answers_are_counted_by_what_they_answer(
    late: Small, dead: tuple[int, int], cause: int, fatal: int, harmless: int
) -> None:
    """An attack that killed anybody of the coalition, or one that killed nobody."""
    row = late.world.log[max(cause, 0)]
    row.us_killed, row.partner_killed = dead
    late.set(us={"owed_event": cause})
    strikes.strike_militia(late.world, strike(cause=cause), late.p)
    tally = late.world.tally
    assert (tally.answered_fatal, tally.answered_harmless) == (fatal, harmless)


def test_a_first_strike_is_the_cause_of_what_it_leaves(small: Small) -> None:
    """Grievance, anger, crowd and exchange are laid to it, in those it hit and no others."""
    act = strike(on=THIRD, forced=FROM_HISTORY, fighters_killed=40)
    changes = small.set(p=ALONE).changes(strikes.strike_militia, act, small.p)
    kept = (
        "militias[2].grievance_event",
        "iraq.anger_event",
        "iraq.crowd_event",
        "us.exchange_event",
    )
    assert changes.events() == dict.fromkeys(kept, PAST)
    assert changes["militias[2].grievance"] == grievance.grievance_from_strike(40.0, small.p)


def test_a_broad_strike_falls_on_others_too_and_rouses_a_party(small: Small) -> None:
    """Only the one that is blamed loses fighters; others are angry as after a raid without dead."""
    small.set(p={"reply_breadth": 90.0}, party={"political": 0})
    w, p = small.world, small.p
    changes = small.changes(strikes.strike_groups, THIRD, 20, 9, p)
    assert changes.amounts() == {
        "militias[0].grievance": 1.0, "militias[1].grievance": 1.0,
        "militias[2].grievance": grievance.grievance_from_strike(20.0, p),
        "militias[2].capability": grievance.capability_after_strike(
            changes.before.militias[2], 20.0, p),
        "tally.militias_hit": 3,
    }  # fmt: skip
    assert set(changes.events().values()) == {9}
    assert changes.log == []
    small.set(party={"political": 1})
    roused = small.changes(strikes.strike_groups, PARTY, 0, 9, p)
    assert roused["militias[1].roused_day"] == TODAY
    gave_up = follows(Action.PATIENCE_ENDS, ID_MILITIA + PARTY, parent=9)
    assert lines(roused) == [gave_up]
    assert lines(small.changes(strikes.strike_groups, PARTY, 0, 9, p)) == [], "once"
    assert w.militias[FIRST].roused_day == -1


def test_others_are_hit_at_their_own_draw(small: Small) -> None:
    """On mornings on which it lies below the chance; the blamed one is hit on every morning."""
    small.set(p={"reply_breadth": 1.0})
    m = small.world.militias[FIRST]
    for day in range(TODAY, TODAY + 15):
        changes = small.new_day(day).changes(strikes.strike_groups, THIRD, 0, 9, small.p)
        assert ("militias[0].grievance" in changes) == (draw(small, m, luck.BREADTH) < 0.8)
        assert "militias[2].grievance" in changes
        assert "militias[1].grievance" not in changes, "a party to politics is not hit by the way"


@pytest.mark.parametrize(("cap", "hit"), [(0.0, 3), (1.0, 1), (2.0, 2), (3.0, 3)])
def test_the_lever_caps_how_many_militias_a_reply_hits(small: Small, cap: float, hit: int) -> None:
    """0 is no cap; the one that is blamed comes first, then those after it."""
    small.set(
        p={"reply_breadth": 90.0}, lever={"us_reply_militias_hit": cap}, party={"political": 0}
    )
    changes = small.changes(strikes.strike_groups, PARTY, 0, 9, small.p)
    order = [f"militias[{k}].grievance" for k in (PARTY, THIRD, FIRST)]
    assert [place for place in order if place in changes] == order[:hit]
    assert changes["tally.militias_hit"] == hit


# The commanders.


def killing(small: Small, whom: float = 0.0) -> Any:
    """What a leadership strike changes."""
    small.set(lever={"us_leadership_strike_whom": whom})
    return small.changes(strikes.strike_leaders, intent(Action.LEADERSHIP_STRIKE, cause=3), small.p)


def any_leadership_strike(late: Small) -> dict[str, Any]:
    """What it changes whoever dies."""
    w, p = late.kept(), late.p
    anger = p.anger_per_leadership
    return {
        "us.memory": reprisal.memory_after_strike(w.us, p),
        "us.owed": 0.0,
        "us.siege_pressure": 0.0,
        "us.fatigue": reprisal.fatigue_after_strike(w.us, p),
        "us.threat": 1.5 + p.threat_after_leadership,
        "us.exchange": 0.75 + sanctions.exchange_added(0.0, p),
        "us.deterrence": p.leadership_deterrence,
        "iraq.anger": 0.5 + anger,
        "iraq.legitimacy": sovereignty.legitimacy_after_breach(w.iraq, anger, p),
        "iraq.mourning": 1.75,
        "militias[0].grievance": 1.25 + grievance.anger_from_leadership(w.militias[0], p),
        "militias[1].grievance": 0.75 + grievance.anger_from_leadership(w.militias[1], p),
        "militias[2].grievance": 0.5 + grievance.anger_from_leadership(w.militias[2], p),
        "militias[1].latent": 1.0,
        "tally.leadership_strikes": 2,
        "tally.violent": 21,
        "tally.violent_reactive": 11,
        "clock.rung": 5,
    }


COMMANDER = {"iran.commander_alive": 0, "iran.debt": 1.5, "iran.debt_day": TODAY,
             "tally.iranian_killed": 5}  # fmt: skip


def test_killing_both_leaves_debts_in_iran_and_in_the_militias(late: Small) -> None:
    """Mourning follows, a party to politics mobilises, and what was owed and stormed is paid."""
    late.set(p={"leadership_deterrence": 0.25, "leadership_anger": 0.5, "leadership_iraqis": 2.0,
                "leadership_iranians": 1.0})  # fmt: skip
    expected = any_leadership_strike(late) | COMMANDER | {
        "iran.go_between_alive": 0,
        "iran.command": restraint.command_after_leadership(late.kept().iran, late.p),
        "campaign.leader_loss": late.p.organiser_loss,
        "tally.iraqi_killed": 3,
        "militias[0].debt": 1.5,
        "militias[1].debt": 0.25 + 0.3,
    }  # fmt: skip
    changes = killing(late)
    assert changes.amounts() == expected
    assert changes["iran.debt_event"] == changes["campaign.leader_event"] == PAST
    assert lines(changes) == [
        means(Action.LEADERSHIP_STRIKE, ID_US, parent=3, depth=1, iraqi_killed=2, iranian_killed=1),
        follows(Action.MOURNING, ID_MILITIAS, depth=2),
        follows(Action.MOBILISE, ID_MILITIA + PARTY, depth=2),
    ]


def test_killing_the_commander_alone_leaves_the_militias_their_go_between(late: Small) -> None:
    """Iran has a debt, the militias have none; or the other way round."""
    late.set(p={"leadership_deterrence": 0.25, "leadership_anger": 0.5, "leadership_iraqis": 2.0,
                "leadership_iranians": 1.0})  # fmt: skip
    expected = any_leadership_strike(late) | COMMANDER
    expected |= {"campaign.leader_loss": late.p.organiser_loss}
    assert killing(late, whom=1.0).amounts() == expected


def test_killing_the_go_between_alone_is_no_debt_of_irans(late: Small) -> None:
    """His men owe revenge, and Iran's reach falls; dead men die once."""
    late.set(p={"leadership_deterrence": 0.25, "leadership_anger": 0.5, "leadership_iraqis": 2.0})
    expected = any_leadership_strike(late) | {
        "iran.go_between_alive": 0,
        "iran.command": restraint.command_after_leadership(late.kept().iran, late.p),
        "tally.iraqi_killed": 3,
        "militias[0].debt": 1.5,
        "militias[1].debt": 0.25 + 0.3,
    }
    assert killing(late, whom=2.0).amounts() == expected
    again = killing(late, whom=2.0)
    assert not {
        "iran.command",
        "tally.iraqi_killed",
        "militias[0].debt",
        "militias[1].latent",
    } & set(again)
    assert [row["action"] for row in lines(again)] == [Action.LEADERSHIP_STRIKE, Action.MOURNING]


def test_a_first_leadership_strike_is_the_cause_of_all_it_leaves(small: Small) -> None:
    """Mourning is its own event, and the cause of what mourning drives."""
    changes = killing(small.set(p={"leadership_anger": 0.5}))
    rows = {
        "us.threat_event", "us.exchange_event", "iraq.anger_event", "iran.debt_event",
        "campaign.leader_event", *(f"militias[{i}].grievance_event" for i in range(3)),
        "militias[0].debt_event", "militias[1].debt_event",
    }  # fmt: skip
    assert changes.events() == dict.fromkeys(rows, PAST) | {"iraq.mourning_event": PAST + 1}
