"""Decisions on a small world: who decides what, with which chance, draw and cause, and on whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from sim import luck
from sim.actions import BASELINE, FREE, FROM_LEVER, Action
from sim.day.decide import iraq, militias, recording, states
from sim.day.places import bases_in_iraq
from sim.day.schedule import decide
from sim.rules import (
    iran_reply,
    leadership,
    parliament,
    posture,
    presence,
    reprisal,
    restraint,
    sanctions,
    shocks,
    siege,
    sovereignty,
)
from sim.state.actors import (
    DECISIONS,
    ID_IRAN,
    ID_IRAQ,
    ID_MILITIA,
    ID_MILITIAS,
    ID_NOBODY,
    ID_OUTSIDE,
    ID_SITE,
    ID_US,
)
from tests.sim.day.conftest import (
    EMBASSY,
    EXPOSED_POST,
    FIRST,
    LARGE,
    OTHER_BASE,
    PARTY,
    QUIET_POST,
    SYRIAN_POST,
    THIRD,
    TODAY,
    Small,
    intents,
)

Fields = dict[str, dict[str, Any]]
MEAN_STANDING = (0.6 + 0.2 + 0.4) / 3.0


class Decision(NamedTuple):
    """One decision: on which morning it is asked, and what is written down."""

    name: str
    asked: Callable[..., Any]
    morning: Fields
    action: Action
    actor: int
    target: int
    chance: Callable[[Any, Any], float]
    """Of the world and the parameters."""
    draw: tuple[str, int]
    """Whose luck, and which purpose."""
    cause: str | int
    size: float = 0.0
    forced: int = FREE
    lapses: int = 0


STRIKE = Action.REPRISAL
DECISIONS_OF_STATES = [
    Decision(
        "a reply to the militia that is blamed",
        states.decide_reply,
        {"us": {"owed": 2.0, "owed_day": TODAY, "owed_militia": THIRD}},
        STRIKE,
        ID_US,
        ID_MILITIA + THIRD,
        lambda w, p: reprisal.p_reply(w.us, TODAY, w.lever, p),
        ("us", luck.REPLY),
        "us.owed_event",
    ),
    Decision(
        "a reply to the state that killed",
        states.decide_reply,
        {"us": {"owed": 2.0, "owed_day": TODAY, "owed_militia": THIRD, "owed_by_state": 1}},
        Action.STRIKE_ON_IRAN,
        ID_US,
        ID_IRAN,
        lambda w, p: reprisal.p_reply(w.us, TODAY, w.lever, p),
        ("us", luck.REPLY),
        "us.owed_event",
    ),
    Decision(
        "a strike on Iran for a heap of deaths",
        states.decide_strike_on_iran,
        {"us": {"memory": 29.0}},
        Action.STRIKE_ON_IRAN,
        ID_US,
        ID_IRAN,
        lambda w, p: reprisal.p_strike_on_iran(w.us, w.lever, p),
        ("us", luck.ON_IRAN),
        "us.memory_event",
        lapses=1,
    ),
    Decision(
        "a leadership strike after a storm",
        states.decide_leadership,
        {"us": {"siege_pressure": 1.0, "memory": 9.0}},
        Action.LEADERSHIP_STRIKE,
        ID_US,
        ID_NOBODY,
        lambda w, p: leadership.p_leadership_strike(w.us, w.iran, w.lever, p),
        ("us", luck.LEADERSHIP),
        "us.siege_event",
    ),
    Decision(
        "a leadership strike for a heap of deaths",
        states.decide_leadership,
        {"us": {"siege_pressure": 0.0, "memory": 29.0}},
        Action.LEADERSHIP_STRIKE,
        ID_US,
        ID_NOBODY,
        lambda w, p: leadership.p_leadership_strike(w.us, w.iran, w.lever, p),
        ("us", luck.LEADERSHIP),
        "us.memory_event",
    ),
    Decision(
        "to leave after a vote",
        states.decide_exit,
        {"iraq": {"voted_day": 3, "signed_day": 5}},
        Action.WITHDRAW,
        ID_US,
        ID_NOBODY,
        lambda w, p: presence.p_leave(w.us, w.iraq, p),
        ("us", luck.PRESENCE),
        "iraq.voted_event",
    ),
    Decision(
        "to come back on invitation",
        states.decide_return,
        {"us": {"exit_day": 3}, "tally": {"isis": 4.0}},
        Action.RETURN,
        ID_US,
        ID_NOBODY,
        lambda w, p: presence.p_invited(w.us, w.iraq, 4.0, w.lever, p),
        ("iraq", luck.INVITED),
        "us.exit_event",
    ),
    Decision(
        "to pause the mission",
        states.decide_pause,
        {"us": {"threat": 20.0}},
        Action.PAUSE,
        ID_US,
        ID_NOBODY,
        lambda w, p: posture.p_pause(w.us, w.campaign, w.lever, p),
        ("us", luck.PAUSE),
        "us.threat_event",
    ),
    Decision(
        "to pause by order",
        states.decide_pause,
        {"lever": {"us_pause": 1.0}},
        Action.PAUSE,
        ID_US,
        ID_NOBODY,
        lambda _w, _p: 1.0,
        ("us", luck.PAUSE),
        "us.threat_event",
        forced=FROM_LEVER,
    ),
    Decision(
        "to resume",
        states.decide_pause,
        {"us": {"threat": 0.5, "paused": 1}, "tally": {"isis": 2.0}},
        Action.RESUME,
        ID_US,
        ID_NOBODY,
        lambda w, p: posture.p_resume(w.us, 2.0, w.lever, p),
        ("us", luck.PAUSE),
        "us.pause_event",
    ),
    Decision(
        "fresh troops",
        states.decide_protection,
        {
            "us": {"threat": 20.0},
            "campaign": {"small_sites": 0.0},
            "p": {"reinforce_troops": 750.0},
        },
        Action.REINFORCE,
        ID_US,
        ID_NOBODY,
        lambda w, p: posture.p_reinforce(w.us, w.campaign, p),
        ("us", luck.REINFORCE),
        "us.threat_event",
        size=750.0,
    ),
    Decision(
        "a small site to be emptied: the exposed one, not the large base that draws more fire",
        states.decide_protection,
        {"us": {"threat": 20.0, "reinforced_now": 1}},
        Action.CONSOLIDATE,
        ID_US,
        ID_SITE + EXPOSED_POST,
        lambda w, p: posture.p_consolidate(w.us, w.campaign, p),
        ("us", luck.CONSOLIDATE),
        "us.threat_event",
    ),
    Decision(
        "sanctions after an exchange of fire",
        states.decide_sanctions,
        {"us": {"exchange": 5.0}},
        Action.SANCTION,
        ID_US,
        ID_IRAN,
        lambda w, p: sanctions.p_step(w.us, p),
        ("us", luck.SANCTIONS),
        "us.exchange_event",
    ),
    Decision(
        "sanctions in place of a strike on the state",
        states.decide_sanctions,
        {"us": {"owed": 1.0, "owed_by_state": 1}},
        Action.SANCTION,
        ID_US,
        ID_IRAN,
        lambda w, p: sanctions.p_step(w.us, p),
        ("us", luck.SANCTIONS),
        "us.owed_event",
    ),
    Decision(
        "to take up talks that were offered",
        states.decide_talks,
        {"lever": {"us_talks": 1.0}},
        Action.TALKS,
        ID_US,
        ID_IRAN,
        lambda w, p: sanctions.p_talks(w.us, w.lever, p),
        ("us", luck.TALKS),
        "us.exchange_event",
        forced=FROM_LEVER,
    ),
    Decision(
        "talks that pressure brings about",
        states.decide_talks,
        {"us": {"sanctions": 4.0}, "p": {"talks_from_pressure": 0.5}},
        Action.TALKS,
        ID_US,
        ID_IRAN,
        lambda w, p: sanctions.p_talks(w.us, w.lever, p),
        ("us", luck.TALKS),
        "us.exchange_event",
    ),
    Decision(
        "a salvo at three bases that hold Americans",
        states.decide_salvo,
        {"iran": {"debt": 1.0, "debt_day": 2}, "lever": {"iran_reply": 1.0}},
        Action.SALVO,
        ID_IRAN,
        ID_NOBODY,
        lambda w, p: iran_reply.p_state_reply(w.iran, 4, TODAY, w.lever, p),
        ("iran", luck.STATE_REPLY),
        "iran.debt_event",
        size=16.0,
    ),
    Decision(
        "a salvo that is meant to kill",
        states.decide_salvo,
        {"iran": {"debt": 1.0, "debt_day": 2}, "lever": {"iran_reply": 2.0}},
        Action.LETHAL_SALVO,
        ID_IRAN,
        ID_NOBODY,
        lambda w, p: iran_reply.p_state_reply(w.iran, 4, TODAY, w.lever, p),
        ("iran", luck.STATE_REPLY),
        "iran.debt_event",
        size=16.0,
    ),
    Decision(
        "an order to go on, by the scenario",
        states.decide_line,
        {"lever": {"iran_line": 1.0}},
        Action.LINE_ENCOURAGE,
        ID_IRAN,
        ID_MILITIAS,
        lambda _w, _p: 1.0,
        ("iran", luck.LINE),
        "iran.debt_event",
        forced=FROM_LEVER,
    ),
    Decision(
        "an order to hold fire, by the scenario",
        states.decide_line,
        {"lever": {"iran_line": -1.0}},
        Action.LINE_RESTRAIN,
        ID_IRAN,
        ID_MILITIAS,
        lambda _w, _p: 1.0,
        ("iran", luck.LINE),
        "us.exchange_event",
        forced=FROM_LEVER,
    ),
    Decision(
        "silence after an order to go on",
        states.decide_line,
        {"iran": {"line": 1}, "lever": {"iran_line": 0.0}},
        Action.LINE_SILENT,
        ID_IRAN,
        ID_MILITIAS,
        lambda _w, _p: 1.0,
        ("iran", luck.LINE),
        "us.exchange_event",
        forced=FROM_LEVER,
    ),
    Decision(
        "an order to go on, of Iran's own choice, out of debt",
        states.decide_line,
        {"iran": {"debt": 4.0}, "p": {"line_review": 1.0, "line_debt": 90.0}},
        Action.LINE_ENCOURAGE,
        ID_IRAN,
        ID_MILITIAS,
        lambda _w, _p: 1.0,
        ("iran", luck.LINE),
        "iran.debt_event",
    ),
    Decision(
        "an order to hold fire, of Iran's own choice, after its reprisal",
        states.decide_line,
        {"iran": {"after_reprisal": 1.0}, "p": {"line_review": 1.0, "line_after_reprisal": 90.0}},
        Action.LINE_RESTRAIN,
        ID_IRAN,
        ID_MILITIAS,
        lambda _w, _p: 1.0,
        ("iran", luck.LINE),
        "us.exchange_event",
    ),
]
DECISIONS_IN_IRAQ = [
    Decision(
        "a vote on expulsion",
        iraq.decide_vote,
        {"iraq": {"anger": 20.0}},
        Action.VOTE,
        ID_IRAQ,
        ID_US,
        lambda w, p: parliament.p_vote(w.iraq, w.lever, p),
        ("iraq", luck.VOTE),
        "iraq.anger_event",
    ),
    Decision(
        "a vote by order",
        iraq.decide_vote,
        {"lever": {"iraq_vote": 1.0}},
        Action.VOTE,
        ID_IRAQ,
        ID_US,
        lambda _w, _p: 1.0,
        ("iraq", luck.VOTE),
        "iraq.anger_event",
        forced=FROM_LEVER,
    ),
    Decision(
        "a signature",
        iraq.decide_bill,
        {"iraq": {"voted_day": 4, "alignment": 0.5}, "lever": {"iraq_timetable": 0.0}},
        Action.SIGN,
        ID_IRAQ,
        ID_US,
        lambda w, p: parliament.p_sign(w.iraq, w.campaign, w.lever, p),
        ("iraq", luck.BILL),
        "iraq.voted_event",
        size=365.25,
    ),
    Decision(
        "a signature by order",
        iraq.decide_bill,
        {"lever": {"iraq_bill": 1.0, "iraq_timetable": 6.0}},
        Action.SIGN,
        ID_IRAQ,
        ID_US,
        lambda _w, _p: 1.0,
        ("iraq", luck.BILL),
        "iraq.voted_event",
        size=365.25 / 2.0,
        forced=FROM_LEVER,
    ),
    Decision(
        "a cut of access",
        iraq.decide_access,
        {"iraq": {"anger": 9.0}},
        Action.ACCESS_CUT,
        ID_IRAQ,
        ID_US,
        lambda w, p: sovereignty.p_access_cut(w.iraq, w.campaign, MEAN_STANDING, p),
        ("iraq", luck.ACCESS),
        "iraq.anger_event",
    ),
    Decision(
        "access given back, because it was cut",
        iraq.decide_access,
        {"iraq": {"anger": 9.0, "airspace": 0.2, "access_day": 1}, "p": {"access_spell": 5.0}},
        Action.ACCESS_RESTORED,
        ID_IRAQ,
        ID_US,
        lambda w, p: sovereignty.p_access_restored(w.iraq, w.campaign, p),
        ("iraq", luck.ACCESS),
        "iraq.access_event",
    ),
    Decision(
        "a crowd led by the angriest militia",
        iraq.decide_siege,
        {
            "iraq": {"crowd": 2.0},
            "first": {"grievance": 1.0},
            "party": {"grievance": 3.0},
            "third": {"grievance": 2.0},
            "tally": {"sieges": 2},
        },
        Action.SIEGE,
        ID_MILITIA + PARTY,
        ID_SITE + EMBASSY,
        lambda w, p: siege.p_siege(
            w.iraq, w.us, siege.guard(w.iraq, MEAN_STANDING, w.lever, p), 2.0, p
        ),
        ("iraq", luck.SIEGE),
        "iraq.crowd_event",
    ),
    Decision(
        "a crowd led by the first of militias that are angry alike",
        iraq.decide_siege,
        {"iraq": {"crowd": 2.0}},
        Action.SIEGE,
        ID_MILITIA + FIRST,
        ID_SITE + EMBASSY,
        lambda w, p: siege.p_siege(
            w.iraq, w.us, siege.guard(w.iraq, MEAN_STANDING, w.lever, p), 0.0, p
        ),
        ("iraq", luck.SIEGE),
        "iraq.crowd_event",
    ),
    Decision(
        "an outside strike on the fullest depot",
        iraq.decide_outside,
        {},
        Action.DEPOT_STRIKE,
        ID_OUTSIDE,
        ID_MILITIA + THIRD,
        lambda w, p: shocks.p_depot_strike(7.0, w.lever, p),
        ("iran", luck.DEPOT),
        BASELINE,
    ),
    Decision(
        "an outside strike on the first of depots that are full alike",
        iraq.decide_outside,
        {"first": {"missiles": 4.0}, "third": {"missiles": 4.0}},
        Action.DEPOT_STRIKE,
        ID_OUTSIDE,
        ID_MILITIA + FIRST,
        lambda w, p: shocks.p_depot_strike(8.0, w.lever, p),
        ("iran", luck.DEPOT),
        BASELINE,
    ),
    Decision(
        "an outside strike by order",
        iraq.decide_outside,
        {"lever": {"shock_israel": 0.5}},
        Action.DEPOT_STRIKE,
        ID_OUTSIDE,
        ID_MILITIA + THIRD,
        lambda w, p: shocks.p_depot_strike(7.0, w.lever, p),
        ("iran", luck.DEPOT),
        BASELINE,
        forced=FROM_LEVER,
    ),
    Decision(
        "a party to politics gives up on it",
        lambda world, p: militias.decide_patience(world, PARTY, p),
        {"iraq": {"voted_day": 1, "closed_days": 399.0}},
        Action.PATIENCE_ENDS,
        ID_MILITIA + PARTY,
        ID_NOBODY,
        lambda w, p: restraint.p_patience_ends(
            w.militias[PARTY], w.iraq, w.militia_levers[PARTY], p
        ),
        ("party", luck.PATIENCE),
        "iraq.voted_event",
    ),
]
DECISION_TABLE = [*DECISIONS_OF_STATES, *DECISIONS_IN_IRAQ]


def key_of(small: Small, who: str) -> int:
    """The key of somebody's luck."""
    named = {"first": FIRST, "party": PARTY, "third": THIRD}
    return int(small.world.militias[named[who]].key if who in named else small.part(who).key)


@pytest.mark.parametrize("row", DECISION_TABLE, ids=lambda row: row.name.replace(" ", "_"))
def test_a_decision_is_written_down_with_its_chance_its_draw_and_its_cause(
    small: Small, row: Decision
) -> None:
    """Who acts on whom, how likely that was, what luck said, and which past event is behind it.

    Every cause that the world remembers is another event here, so that one taken for another shows.
    Deciding changes nothing else.
    """
    small.set(p={"salvo_low": 16.0, "salvo_high": 16.0, "timetable_months": 12.0})
    small.used().numbered_past().set(**row.morning)
    expected = row.chance(small.kept_with_lever(), small.p)
    changes = small.changes(row.asked, small.p)
    assert changes == {"clock.n_intents": 1}
    assert changes.log == []
    (found,) = intents(small)
    who, purpose = row.draw
    u = luck.uniform(small.world.clock.day_key, key_of(small, who), purpose)
    assert 0.0 < expected <= 1.0
    assert (found.p, found.u) == (expected, u)
    assert found.taken == (u < expected)
    cause = row.cause if isinstance(row.cause, int) else small.remembered(row.cause)
    assert (found.action, found.actor, found.target) == (row.action, row.actor, row.target)
    assert (found.size, found.cause, found.forced) == (pytest.approx(row.size), cause, row.forced)
    assert found.lapses_in_war == row.lapses


QUIET = [
    (states.decide_reply, {"us": {"owed": 0.0}}),
    (states.decide_strike_on_iran, {"us": {"memory": 0.0}}),
    (states.decide_leadership, {}),
    (states.decide_exit, {}),
    (states.decide_return, {"tally": {"isis": 4.0}}),
    (states.decide_protection, {}),
    (states.decide_sanctions, {}),
    (states.decide_salvo, {}),
    (states.decide_salvo, {"iran": {"debt": 1.0, "debt_day": TODAY}}),
    (states.decide_line, {"lever": {"iran_line": 0.0}}),
    (states.decide_talks, {"us": {"sanctions": 4.0}}),
    (states.decide_talks, {"lever": {"us_talks": 1.0}, "us": {"talking": 1}}),
    (
        states.decide_talks,
        {"lever": {"us_talks": 0.0}, "us": {"sanctions": 4.0}, "p": {"talks_from_pressure": 0.5}},
    ),
    (states.decide_line, {"p": {"line_review": 0.0}, "iran": {"debt": 4.0}}),
    (iraq.decide_vote, {}),
    (iraq.decide_vote, {"lever": {"iraq_vote": 0.0}, "iraq": {"anger": 20.0}}),
    (iraq.decide_bill, {}),
    (iraq.decide_access, {"iraq": {"legitimacy": 1.0}}),
    (iraq.decide_access, {"iraq": {"anger": 9.0, "access_day": TODAY}}),
    (iraq.decide_siege, {}),
    (iraq.decide_outside, {"first": {"missiles": 0.0}, "third": {"missiles": 0.0}}),
]


@pytest.mark.parametrize(("asked", "morning"), QUIET)
def test_without_a_reason_nothing_is_written_down(
    small: Small, asked: Callable[..., Any], morning: Fields
) -> None:
    """Nothing owed, nothing feared, nobody angry: nobody is asked."""
    assert small.set(**morning).changes(asked, small.p) == {}


@pytest.mark.parametrize(
    ("whom", "alive", "struck"),
    [(0.0, (1, 1), True), (0.0, (0, 0), False), (1.0, (0, 1), False), (2.0, (1, 0), False)],
)
def test_an_ordered_leadership_strike_needs_somebody_to_strike(
    small: Small, whom: float, alive: tuple[int, int], struck: bool
) -> None:
    """By order it is certain, whatever is permitted, and its cause is what was stormed before."""
    small.numbered_past().set(
        lever={"us_leadership_strike_order": 1.0, "us_leadership_strike_whom": whom},
        iran={"commander_alive": alive[0], "go_between_alive": alive[1]},
    )
    states.decide_leadership(small.world, small.p)
    found = [(i.action, i.p, i.u, i.cause, i.forced, i.taken) for i in intents(small)]
    cause = small.remembered("us.siege_event")
    strike = (Action.LEADERSHIP_STRIKE, 1.0, 0.0, cause, FROM_LEVER, 1)
    assert found == ([strike] if struck else [])


def test_the_post_that_is_emptied_is_small_open_and_most_exposed(small: Small) -> None:
    """Not the base that draws the most fire, not one that is closed; none when all are closed."""
    sites = small.world.sites
    assert max(range(7), key=lambda j: sites[j].weight) == OTHER_BASE, "control"
    assert states.most_exposed(small.world) == EXPOSED_POST
    sites[EXPOSED_POST].open = 0
    assert states.most_exposed(small.world) == QUIET_POST
    sites[QUIET_POST].open = 0
    assert states.most_exposed(small.world) == SYRIAN_POST
    sites[SYRIAN_POST].weight = 0.0
    assert states.most_exposed(small.world) == SYRIAN_POST, "one that draws no fire still counts"
    sites[SYRIAN_POST].open = 0
    assert states.most_exposed(small.world) == -1
    small.set(us={"threat": 20.0, "reinforced_now": 1})
    states.decide_protection(small.world, small.p)
    assert [(i.action, i.target) for i in intents(small)] == [(Action.CONSOLIDATE, ID_NOBODY)]


def test_of_two_posts_alike_the_first_is_emptied(small: Small) -> None:
    """So that the answer does not hang on which one a loop meets last."""
    small.world.sites[SYRIAN_POST].weight = small.world.sites[EXPOSED_POST].weight
    assert states.most_exposed(small.world) == EXPOSED_POST


def test_sanctions_are_not_decided_beside_a_strike_on_iran(small: Small) -> None:
    """A strike of the same morning takes their place; one that was not taken does not."""
    small.set(us={"exchange": 5.0})
    for taken, beside in ((1, 1), (0, 2)):
        small.world.clock.n_intents = 1
        first = small.world.intents[0]
        first.action, first.taken = Action.STRIKE_ON_IRAN.value, taken
        states.decide_sanctions(small.world, small.p)
        assert small.world.clock.n_intents == beside
    small.world.clock.n_intents = 1
    first.action, first.taken = STRIKE.value, 1
    states.decide_sanctions(small.world, small.p)
    assert small.world.clock.n_intents == 2, "control: a strike on a militia does not"


def test_only_bases_in_iraq_that_are_open_and_hold_americans_count_for_a_salvo(
    small: Small,
) -> None:
    """Without one there is no salvo, whatever the debt."""
    small.set(iran={"debt": 1.0, "debt_day": 2})
    for j in (LARGE, QUIET_POST, EXPOSED_POST):
        small.world.sites[j].open = 0
    small.world.sites[OTHER_BASE].troops = 0.0
    assert small.changes(states.decide_salvo, small.p) == {}
    small.world.sites[OTHER_BASE].troops = 1.0
    assert small.changes(states.decide_salvo, small.p) == {"clock.n_intents": 1}


def test_every_base_counts_once(small: Small) -> None:
    """Four hold Americans, then one fewer for each that closes; the embassy and Syria never do."""
    counted = [bases_in_iraq(small.world)]
    for j in (LARGE, QUIET_POST, EXPOSED_POST, OTHER_BASE):
        small.world.sites[j].open = 0
        counted.append(bases_in_iraq(small.world))
    assert counted == [4, 3, 2, 1, 0]


def test_a_full_book_of_decisions_makes_the_run_a_failed_one(small: Small) -> None:
    """One decision too many is counted as lost, and nothing is overwritten."""
    small.world.clock.n_intents = DECISIONS - 1
    recording.record(small.world, Action.PAUSE.value, ID_US, 0.5, 0.5, 4, FREE)
    last = small.world.intents[DECISIONS - 1]
    assert (last.action, last.taken, last.target, last.size) == (Action.PAUSE, 0, ID_NOBODY, 0.0)
    assert (small.world.clock.n_intents, small.world.clock.lost) == (DECISIONS, 0)
    recording.record(small.world, Action.RESUME.value, ID_US, 0.5, 0.1, 4, FREE)
    assert (small.world.clock.n_intents, small.world.clock.lost) == (DECISIONS, 1)
    assert last.action == Action.PAUSE


def test_in_coded_history_nobody_but_militias_decides(small: Small) -> None:
    """And in war nobody at all; in a free peace many do."""
    reasons = {"us": {"threat": 20.0, "exchange": 5.0}, "p": {"fire_base": 50.0}}
    small.set(**reasons)
    clock = small.world.clock

    def asked(free: int, war: int) -> set[int]:
        clock.free, clock.war, clock.n_intents = free, war, 5
        decide(small.world, small.p)
        return {i.action for i in intents(small)}

    fire_alone = {Action.HARASS, Action.BARRAGE}
    assert asked(free=0, war=0) <= fire_alone
    assert asked(free=0, war=0)
    assert asked(free=1, war=1) == set()
    assert asked(free=1, war=0) >= {Action.PAUSE, Action.REINFORCE, Action.SANCTION}


def test_decisions_are_asked_in_the_order_of_the_acts(small: Small) -> None:
    """Everything at once: each decision is asked once, in the order in which acts are done."""
    small.set(
        us={"threat": 20.0, "exchange": 5.0, "memory": 29.0, "owed": 2.0, "owed_militia": 0,
            "siege_pressure": 1.0, "exit_day": -1},
        iran={"debt": 1.0, "debt_day": 2},
        iraq={"anger": 20.0, "crowd": 3.0, "voted_day": -1, "alignment": 0.9},
        lever={"iran_line": 1.0, "iraq_bill": 1.0, "shock_israel": 0.5},
        tally={"isis": 4.0},
    )  # fmt: skip
    small.set(p={"fire_base": 50.0})
    decide(small.world, small.p)
    rockets = {Action.HARASS, Action.BARRAGE}
    found = [Action(i.action) for i in intents(small) if i.action not in rockets]
    salvo = Action.LETHAL_SALVO if Action.LETHAL_SALVO in found else Action.SALVO
    assert found == [
        Action.DEPOT_STRIKE, Action.VOTE, Action.SIGN, Action.ACCESS_CUT, Action.LINE_ENCOURAGE,
        salvo, Action.SIEGE, Action.REPRISAL, Action.STRIKE_ON_IRAN, Action.LEADERSHIP_STRIKE,
        Action.PAUSE, Action.REINFORCE, Action.CONSOLIDATE, Action.SANCTION,
    ]  # fmt: skip
    small.set(us={"exit_day": 3}, iraq={"voted_day": 2})
    decide(small.world, small.p)
    assert Action.RETURN in [i.action for i in intents(small)]
    small.set(us={"exit_day": -1}, iraq={"signed_day": 4})
    decide(small.world, small.p)
    assert Action.WITHDRAW in [i.action for i in intents(small)]
