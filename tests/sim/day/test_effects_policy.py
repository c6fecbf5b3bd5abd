"""Acts without violence on a small world: posture, presence, sanctions, Baghdad, Iran's line."""

from __future__ import annotations

from typing import Any

import pytest

from sim.actions import BASELINE, FREE, FROM_HISTORY, FROM_LEVER, Action
from sim.day.effects import policy
from sim.day.end_of_day import fade_states, weigh_sites
from sim.day.schedule import act as carry_out_day
from sim.day.schedule import carry_out, decide
from sim.rules import presence, reprisal, restraint
from sim.state.actors import (
    ID_AREA,
    ID_FORCE,
    ID_IRAN,
    ID_IRAQ,
    ID_MILITIA,
    ID_MILITIAS,
    ID_SITE,
    ID_US,
)
from tests.sim.day.conftest import (
    DESERT,
    EAST,
    EMBASSY,
    EXPOSED_POST,
    KURDS,
    LARGE,
    PARTY,
    PAST,
    QUIET_POST,
    SYRIA,
    SYRIAN_BASE,
    SYRIAN_POST,
    TODAY,
    Small,
    intent,
    lines,
    means,
)


@pytest.mark.parametrize(("forced", "ordered"), [(FREE, 0), (FROM_HISTORY, 0), (FROM_LEVER, 1)])
def test_a_pause_begins_and_ends(late: Small, forced: int, ordered: int) -> None:
    """Only a pause by order is remembered as one; a resumption counts no pause."""
    pause = intent(Action.PAUSE, cause=4, forced=forced)
    changes = late.changes(policy.set_pause, pause)
    expected = {"us.paused": 1, "us.pause_event": PAST, "tally.pauses": 2}
    assert changes == expected | ({"us.paused_by_order": 1} if ordered else {})
    resumed = late.changes(policy.set_pause, intent(Action.RESUME, cause=4, forced=forced))
    assert resumed == {"us.paused": 0} | ({"us.paused_by_order": 0} if ordered else {})
    assert lines(resumed) == [means(Action.RESUME, ID_US, parent=4, depth=1, **(
        {"forced": forced} if forced else {}))]  # fmt: skip


def test_marines_come_to_the_embassy_with_the_first_wave_of_a_spell(late: Small) -> None:
    """Coded history may bring another wave; its Marines are there already."""
    late.set(p={"embassy_marines": 40.0})
    wave = intent(Action.REINFORCE, size=750.0)
    first = late.changes(policy.reinforce, wave, late.p)
    assert first == {
        "us.reinforced_now": 1, "sites[1].troops_start": 140.0, "campaign.moved": 1,
        "tally.reinforcements": 2,
    }  # fmt: skip
    assert lines(first) == [means(Action.REINFORCE, ID_US, troops=750.0)]
    again = late.changes(policy.reinforce, wave, late.p)
    assert again == {"tally.reinforcements": 3}


def test_marines_leave_no_more_than_are_there(small: Small) -> None:
    """The embassy never holds less than nobody."""
    policy.station_marines(small.world, -30.0)
    assert small.world.sites[EMBASSY].troops_start == 70.0
    policy.station_marines(small.world, -300.0)
    assert small.world.sites[EMBASSY].troops_start == 0.0


def test_a_second_threat_brings_a_second_wave(small: Small) -> None:
    """Marines leave when the spell is over, and with the next one fresh troops come again."""
    small.set(p={"embassy_marines": 40.0, "reinforce_hazard": 50.0, "reinforce_on": 3.0})
    waves = []
    for threat in (9.0, 9.0, 0.9, 9.0):
        small.set(us={"threat": threat})
        decide(small.world, small.p)
        coming = [i for i in small.world.intents[: small.world.clock.n_intents]
                  if i.action == Action.REINFORCE and i.taken]  # fmt: skip
        for found in coming:
            policy.reinforce(small.world, found, small.p)
        waves.append((len(coming), small.world.sites[EMBASSY].troops_start))
        small.set(us={"threat": threat})
        fade_states(small.world, small.p)
    assert waves == [(1, 140.0), (0, 140.0), (0, 140.0), (1, 140.0)]
    assert small.world.us.reinforced_now == 1
    small.set(us={"threat": 0.5})
    fade_states(small.world, small.p)
    assert (small.world.us.reinforced_now, small.world.sites[EMBASSY].troops_start) == (0, 100.0)


def test_an_emptied_post_sends_its_troops_to_the_largest_base_of_its_country(late: Small) -> None:
    """Not to the embassy, not over the border, not to a closed base, and not to itself."""
    late.world.sites[QUIET_POST].troops = 270.0
    close = intent(Action.CONSOLIDATE, target=ID_SITE + QUIET_POST)
    changes = late.changes(policy.close_site, close)
    assert changes == {
        "sites[2].open": 0, "sites[2].troops_start": 0.0, "sites[2].troops": 0.0,
        "sites[2].weight": 0.0, "sites[0].troops_start": 1300.0, "sites[0].troops": 1270.0,
        "campaign.moved": 1, "tally.sites_closed": 2,
    }  # fmt: skip
    assert lines(changes) == [means(Action.CONSOLIDATE, ID_US, ID_SITE + QUIET_POST)]
    assert late.changes(policy.close_site, close) == {}, "once"
    late.world.sites[LARGE].open = 0
    next_largest = late.changes(policy.close_site, intent(Action.CONSOLIDATE, target=ID_SITE + 3))
    assert next_largest["sites[4].troops_start"] == 550.0
    syria = late.changes(
        policy.close_site, intent(Action.CONSOLIDATE, target=ID_SITE + SYRIAN_POST)
    )
    assert syria["sites[5].troops_start"] == 2060.0


def test_the_largest_base_closes_into_the_next_and_the_last_into_none(late: Small) -> None:
    """Where no other base of the country is open the troops are simply gone."""
    late.world.sites[QUIET_POST].troops_start = 500.0
    close = intent(Action.CONSOLIDATE, target=ID_SITE + EXPOSED_POST)
    late.world.sites[LARGE].open = 0
    alike = late.changes(policy.close_site, close)
    assert alike["sites[2].troops_start"] == 550.0, "of two alike the first"
    late.world.sites[LARGE].open = 1
    late.world.sites[QUIET_POST].open = 0
    close = intent(Action.CONSOLIDATE, target=ID_SITE + LARGE)
    assert late.changes(policy.close_site, close)["sites[4].troops_start"] == 1500.0
    late.world.sites[SYRIAN_POST].open = 0
    last = late.changes(policy.close_site, intent(Action.CONSOLIDATE, target=ID_SITE + SYRIAN_BASE))
    assert set(last) == {
        "sites[5].open", "sites[5].troops_start", "sites[5].troops", "sites[5].weight",
        "tally.sites_closed",
    }  # fmt: skip
    assert late.changes(policy.close_site, intent(Action.CONSOLIDATE, target=-1)) == {}


@pytest.mark.parametrize("by_state", [0, 1])
def test_a_step_of_sanctions_may_settle_what_a_state_owes(late: Small, by_state: int) -> None:
    """It takes the place of a strike on a state, and of none on a militia."""
    late.set(us={"owed_by_state": by_state})
    w = late.kept()
    changes = late.changes(policy.impose_sanctions, intent(Action.SANCTION, target=ID_IRAN), late.p)
    settled = {"us.owed": 0.0, "us.owed_by_state": 0,
               "us.memory": reprisal.memory_after_strike(w.us, late.p)}  # fmt: skip
    assert changes == {
        "us.steps": 3, "us.fresh_steps": 2.5, "us.exchange": 0.0, "tally.sanction_steps": 4,
    } | (settled if by_state else {})  # fmt: skip
    assert lines(changes) == [means(Action.SANCTION, ID_US, ID_IRAN)]


def test_a_withdrawal_begins_once_and_takes_as_long_as_the_bill_says(late: Small) -> None:
    """To nobody; hope of it is certainty, and a return under way is over."""
    late.set(us={"returning": 1}, iraq={"timetable": 200.0, "exit_hope": 0.2})
    changes = late.changes(policy.leave, intent(Action.WITHDRAW, cause=4), late.p)
    assert changes == {
        "us.exit_event": PAST, "us.exit_day": TODAY, "us.exit_days": 200.0, "us.returning": 0,
        "iraq.exit_hope": 1.0,
    }  # fmt: skip
    assert late.changes(policy.leave, intent(Action.WITHDRAW), late.p) == {}, "once"
    late.set(us={"exit_day": -1}, iraq={"timetable": 0.0})
    policy.leave(late.world, intent(Action.WITHDRAW), late.p)
    assert late.world.us.exit_days == presence.exit_length(late.world.iraq, late.p)
    late.set(us={"exit_day": 0})
    assert late.changes(policy.leave, intent(Action.WITHDRAW), late.p) == {}, "since the first day"


def test_ordered_withdrawals_say_what_stays(late: Small) -> None:
    """From Iraq and from Syria, each with its own length and share."""
    act = intent(Action.WITHDRAW, forced=FROM_LEVER)
    iraq = late.changes(policy.begin_exit, act, 60.0, 0.25)
    assert iraq == {
        "us.exit_event": PAST, "us.exit_day": TODAY, "us.exit_days": 60.0, "us.exit_to": 0.25,
        "iraq.exit_hope": 0.75,
    }  # fmt: skip
    late.set(us={"exit_day": -1}, iraq={"exit_hope": 0.9})
    again = late.changes(policy.begin_exit, act, 60.0, 0.25)
    assert "iraq.exit_hope" not in again, "a vote had raised more hope"
    syria = late.changes(policy.begin_syrian_exit, act, 40.0, 0.5)
    assert syria == {
        "us.syria_exit_event": PAST + 2, "us.syria_exit_day": TODAY, "us.syria_exit_days": 40.0,
        "us.syria_exit_to": 0.5,
    }  # fmt: skip


def test_an_invitation_stops_the_exit_and_ends_the_hope_of_it(late: Small) -> None:
    """Troops come back."""
    late.set(us={"exit_day": 20}, iraq={"exit_hope": 0.9})
    changes = late.changes(policy.return_on_invitation, intent(Action.RETURN, cause=4))
    assert changes == {
        "us.exit_day": -1, "us.returning": 1, "iraq.exit_hope": 0.0, "tally.returns": 2,
    }  # fmt: skip
    assert lines(changes) == [means(Action.RETURN, ID_US, parent=4, depth=1)]


@pytest.mark.parametrize(
    ("action", "line"),
    [(Action.LINE_RESTRAIN, -1), (Action.LINE_ENCOURAGE, 1), (Action.LINE_SILENT, 0)],
)
def test_irans_line_is_what_was_said(small: Small, action: Action, line: int) -> None:
    """Each of the three words."""
    small.set(iran={"line": 1 if line < 1 else 0})
    changes = small.changes(policy.set_line, intent(action, ID_IRAN, ID_MILITIAS))
    assert changes == {"iran.line": line}
    assert lines(changes) == [means(action, ID_IRAN, ID_MILITIAS)]


@pytest.mark.parametrize(("before", "after"), [(0.0, 0.3), (0.9, 0.9)])
def test_a_vote_raises_hope_and_moves_no_soldier(late: Small, before: float, after: float) -> None:
    """Partners begin to go; hope is never lowered by it."""
    late.set(p={"hope_after_vote": 0.3, "partners_after_vote": 0.6}, iraq={"exit_hope": before})
    changes = late.changes(policy.hold_vote, intent(Action.VOTE, ID_IRAQ, ID_US, cause=4), late.p)
    hope = {} if before == after else {"iraq.exit_hope": after}
    assert changes == hope | {
        "iraq.voted_event": PAST, "iraq.voted_day": TODAY, "tally.votes": 2,
        "campaign.partners": pytest.approx(0.4),
    }  # fmt: skip
    vote, gone = lines(changes)
    assert vote == means(Action.VOTE, ID_IRAQ, ID_US, parent=4, depth=1)
    assert (gone["action"], gone["parent"], gone["depth"]) == (Action.PARTNERS_LEAVE, PAST, 2)


@pytest.mark.parametrize(("voted", "remembered"), [(BASELINE, PAST), (7, 7), (0, 0)])
def test_a_signature_dates_the_exit(late: Small, voted: int, remembered: int) -> None:
    """Where nobody voted before, the signature is what is remembered."""
    late.set(p={"hope_after_signature": 0.7}, iraq={"voted_event": voted, "exit_hope": 0.4})
    act = intent(Action.SIGN, ID_IRAQ, ID_US, size=180.0)
    changes = late.changes(policy.sign_bill, act, late.p)
    assert changes == {
        "iraq.signed_day": TODAY, "iraq.timetable": 180.0, "iraq.exit_hope": 0.7,
        "tally.signatures": 2,
    } | ({} if voted == remembered else {"iraq.voted_event": remembered})  # fmt: skip
    late.set(iraq={"exit_hope": 0.9})
    assert "iraq.exit_hope" not in late.changes(policy.sign_bill, act, late.p)


def test_a_cut_of_access_is_logged_has_a_cause_and_causes_the_restoration(small: Small) -> None:
    """Airspace and ground together; what gives them back says which cut it ends."""
    small.set(p={"access_left": 0.2, "access_cut_hazard": 90.0, "access_back_hazard": 90.0,
                 "access_spell": 3.0}, iraq={"anger": 5.0, "anger_event": 9})  # fmt: skip
    log = []
    for day in (TODAY, TODAY + 2, TODAY + 3):
        small.new_day(day)
        decide(small.world, small.p)
        chosen = [i for i in small.world.intents[: small.world.clock.n_intents]
                  if i.action in (Action.ACCESS_CUT, Action.ACCESS_RESTORED)]  # fmt: skip
        for act in chosen:
            changes = small.changes(policy.set_access, act, small.p)
            share = 0.2 if act.action == Action.ACCESS_CUT else 1.0
            event = changes.pop("iraq.access_event")
            assert changes == {"iraq.airspace": share, "iraq.ground": share, "iraq.access_day": day}
            log.append((day, lines(changes)[0]["action"], lines(changes)[0]["parent"], event))
    assert log == [
        (TODAY, Action.ACCESS_CUT, 9, PAST), (TODAY + 3, Action.ACCESS_RESTORED, PAST, PAST + 1),
    ]  # fmt: skip


def test_a_party_gives_up_on_politics_once(small: Small) -> None:
    """Not again when a strike has roused it meanwhile."""
    act = intent(Action.PATIENCE_ENDS, ID_MILITIA + PARTY, cause=4)
    changes = small.changes(policy.rouse, act)
    assert changes == {"militias[1].roused_day": TODAY}
    assert lines(changes) == [means(Action.PATIENCE_ENDS, ID_MILITIA + PARTY, parent=4, depth=1)]
    assert small.changes(policy.rouse, act) == {}
    small.set(party={"roused_day": 0})
    assert small.changes(policy.rouse, act) == {}


# Which effect an act has.

SHOWS = {
    Action.HARASS: "tally.attacks",
    Action.BARRAGE: "tally.attacks",
    Action.SIEGE: "tally.sieges",
    Action.REPRISAL: "tally.us_strikes",
    Action.LEADERSHIP_STRIKE: "tally.leadership_strikes",
    Action.SALVO: "tally.salvos",
    Action.LETHAL_SALVO: "tally.salvos",
    Action.STRIKE_ON_IRAN: "tally.strikes_on_iran",
    Action.PAUSE: "us.paused",
    Action.RESUME: "us.paused",
    Action.REINFORCE: "tally.reinforcements",
    Action.CONSOLIDATE: "tally.sites_closed",
    Action.WITHDRAW: "us.exit_day",
    Action.SANCTION: "tally.sanction_steps",
    Action.LINE_RESTRAIN: "iran.line",
    Action.LINE_SILENT: "iran.line",
    Action.LINE_ENCOURAGE: "iran.line",
    Action.VOTE: "tally.votes",
    Action.SIGN: "tally.signatures",
    Action.ACCESS_CUT: "iraq.access_day",
    Action.ACCESS_RESTORED: "iraq.access_day",
    Action.DEPOT_STRIKE: "tally.depots_hit",
    Action.RETURN: "tally.returns",
    Action.PATIENCE_ENDS: "militias[1].roused_day",
    Action.TALKS: "us.talking",
}
"""Act -> what shows that it was carried out."""
ON_THE_BORDER = {
    Action.ADVANCE: (ID_FORCE + KURDS, ID_AREA + DESERT, "areas[5].strength"),
    Action.PROBE: (ID_FORCE + SYRIA, ID_AREA + EAST, "tally.probe_days"),
    Action.DEFENSIVE_FIRE: (ID_US, ID_FORCE + SYRIA, "tally.fire_syria"),
    Action.DECONFLICT: (ID_US, -1, "us.deconflicted"),
    Action.DEAL: (ID_FORCE + KURDS, ID_FORCE + SYRIA, "tally.deals"),
    Action.ORDER_HOME: (ID_IRAQ, -1, "tally.orders_home"),
}
"""Act between forces -> who, on whom or what, and what shows that it was carried out."""
TARGETS = {
    Action.HARASS: ID_SITE,
    Action.BARRAGE: ID_SITE,
    Action.SIEGE: ID_SITE + EMBASSY,
    Action.REPRISAL: ID_MILITIA,
    Action.CONSOLIDATE: ID_SITE + EXPOSED_POST,
    Action.DEPOT_STRIKE: ID_MILITIA,
}


def an_act(action: Action, **fields: Any) -> Any:
    """An act of some militia or state on something that suits it."""
    return intent(action, ID_MILITIA + PARTY, TARGETS.get(action, -1), **fields)


@pytest.mark.parametrize("action", SHOWS)
def test_an_act_is_carried_out_by_its_own_effect(late: Small, action: Action) -> None:
    """And by no other: of all that shows an effect, one thing changes."""
    late.set(iran={"line": 1 if action != Action.LINE_ENCOURAGE else 0},
             us={"paused": 1 if action == Action.RESUME else 0})  # fmt: skip
    late.set(p={"war_chance": 0.0, "reply_breadth": 0.0})
    changes = late.changes(carry_out, an_act(action, size=1.0), late.p)
    assert set(changes) & set(SHOWS.values()) == {SHOWS[action]}
    assert lines(changes)[0]["action"] == action


@pytest.mark.parametrize("action", ON_THE_BORDER)
def test_an_act_on_the_border_is_carried_out_by_its_own_effect(
    border: Small, action: Action
) -> None:
    """And by no other, as above."""
    actor, target, shown = ON_THE_BORDER[action]
    changes = border.changes(carry_out, intent(action, actor, target), border.p)
    assert set(changes) & {row[2] for row in ON_THE_BORDER.values()} == {shown}
    assert lines(changes)[0]["action"] == action


@pytest.mark.parametrize("action", sorted(set(Action) - SHOWS.keys() - ON_THE_BORDER.keys()))
def test_what_nobody_decides_is_not_carried_out(late: Small, border: Small, action: Action) -> None:
    """War, mourning, a route that opens and the like follow from acts; as acts they change
    nothing."""
    assert late.changes(carry_out, an_act(action), late.p) == {}
    fought = intent(action, ID_FORCE + SYRIA, ID_AREA + DESERT)
    assert border.changes(carry_out, fought, border.p) == {}


def test_talks_begin_once_and_are_counted(late: Small) -> None:
    """They lower hostility from then on; the act itself changes nothing else."""
    talks = intent(Action.TALKS, ID_US, ID_IRAN, cause=4, forced=FROM_LEVER)
    changes = late.changes(policy.begin_talks, talks)
    assert changes == {"us.talking": 1, "tally.talks": 1}
    told = means(Action.TALKS, ID_US, ID_IRAN, parent=4, depth=1, forced=FROM_LEVER)
    assert lines(changes) == [told]


def test_only_what_is_taken_is_carried_out_and_some_of_it_lapses_in_war(small: Small) -> None:
    """A strike for a heap of deaths is pointless once an act of the same morning began a war."""
    world = small.world

    def morning(*acts: tuple[Action, int, int]) -> list[int]:
        for k, (action, taken, lapses) in enumerate(acts):
            vars(world.intents[k]).update(vars(an_act(action, taken=taken, lapses_in_war=lapses)))
            world.intents[k].taken = taken
        world.clock.n_intents = len(acts)
        return [row["action"] for row in lines(small.changes(carry_out_day, small.p))]

    both = ((Action.PAUSE, 1, 0), (Action.SANCTION, 0, 0), (Action.WITHDRAW, 1, 1))
    assert morning(*both) == [Action.PAUSE, Action.WITHDRAW]
    small.set(us={"exit_day": -1})
    world.clock.war = 1
    assert morning(*both) == [Action.PAUSE]
    assert morning((Action.VOTE, 1, 0)) == [Action.VOTE], "what does not lapse is done"


def test_hope_is_what_rules_say_after_a_vote(small: Small) -> None:
    """The rule and the effect agree, and a weighed site follows a moved soldier."""
    policy.hold_vote(small.world, intent(Action.VOTE, ID_IRAQ), small.p)
    assert small.world.iraq.exit_hope == restraint.hope_after_vote(small.p)
    policy.station_marines(small.world, 50.0)
    weigh_sites(small.world, small.p)
    assert small.world.sites[EMBASSY].troops == 150.0
