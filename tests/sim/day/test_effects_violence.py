"""Rockets, strikes and salvos on a small world: what each changes, and that it changes no more.

Amounts are those of the rules, which have examples of their own (`tests/sim/rules/test_worked_*`).
"""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import BASELINE, FREE, FROM_HISTORY, FROM_LEVER, Action
from sim.day.effects import rockets, states, strikes
from sim.rules import (
    attribution,
    grievance,
    iran_reply,
    lethality,
    posture,
    presence,
    reprisal,
    restraint,
    sanctions,
    shocks,
    siege,
    sovereignty,
)
from sim.state.actors import ID_IRAN, ID_MILITIA, ID_MILITIAS, ID_NOBODY, ID_OUTSIDE, ID_SITE, ID_US
from tests.sim.day.conftest import (
    EMBASSY,
    FIRST,
    LARGE,
    OTHER_BASE,
    PARTY,
    PAST,
    QUIET_POST,
    SYRIAN_BASE,
    THIRD,
    TODAY,
    Small,
    follows,
    intent,
    lines,
    means,
)


def rocket(action: Action = Action.HARASS, at: int = LARGE, **fields: Any) -> Any:
    """An attack by the third militia with four rockets."""
    return intent(action, ID_MILITIA + THIRD, ID_SITE + at, size=4.0, **fields)


def coded(us: int, partner: int, wounded: int = 0) -> Any:
    """The same, as history has it."""
    return rocket(
        forced=FROM_HISTORY, us_killed=us, partner_killed=partner, wounded=wounded, cause=3
    )


def draw(small: Small, who: Any, purpose: int) -> float:
    """What luck gives somebody today."""
    return luck.uniform(small.world.clock.day_key, who.key, purpose)


def day_with(small: Small, who: Any, purpose: int, low: float, high: float) -> None:
    """Go to a morning on which a draw lies between two numbers."""
    for day in range(TODAY, 400):
        small.new_day(day)
        if low <= draw(small, who, purpose) < high:
            return
    raise AssertionError("no such morning")


def attacked(late: Small, weight: float) -> dict[str, Any]:
    """What any attack by the third militia changes, by the weight of its deaths."""
    w, p = late.kept(), late.p
    m = w.militias[THIRD]
    return {
        "tally.attacks": 5,
        "tally.violent": 21,
        "militias[2].attacks": 3,
        "militias[2].debt": grievance.debt_after_attack(m, p),
        "militias[2].grievance": grievance.grievance_after_attack(m, p),
        "us.threat": w.us.threat + posture.threat_from_attack(weight, p),
        "us.exchange": w.us.exchange + sanctions.exchange_added(weight, p),
    }


def test_a_harmless_attack_spends_anger_and_debt_and_raises_threat(late: Small) -> None:
    """Nobody dies: no memory, nothing owed, the lowest rung; and it is laid on somebody."""
    late.set(
        p={"kill_per_rocket": 0.0, "reply_harmless": 0.0, "blame_error": 0.0, "claim_chance": 0.0}
    )
    expected = attacked(late, 0.0) | {"clock.rung": 1}
    changes = late.changes(rockets.attack, rocket(), late.p)
    assert changes.amounts() == expected
    about = means(Action.HARASS, ID_MILITIA + THIRD, ID_SITE + LARGE, munitions=4.0, blamed=THIRD)
    assert lines(changes) == [about]


def test_a_fatal_attack_is_remembered_owed_a_reply_and_costs_partners(late: Small) -> None:
    """Two Americans and a partner: memory, threat, a reply that is owed, and a higher rung."""
    late.set(p={"blame_error": 0.0, "blame_delay": 0.0, "claim_chance": 0.0})
    weight = 2.0 + late.p.partner_weight
    expected = attacked(late, weight) | {
        "tally.violent_reactive": 11, "tally.attacks_reactive": 3, "tally.fatal_attacks": 2,
        "tally.us_killed": 8, "tally.partner_killed": 3, "tally.wounded": 12, "clock.rung": 2,
        "us.memory": 2.5 + weight, "us.owed": weight, "us.owed_day": TODAY, "us.owed_militia": THIRD,
        "campaign.partners": presence.partners_after_deaths(late.world.campaign, 1, late.p),
    }  # fmt: skip
    changes = late.changes(rockets.attack, coded(2, 1, wounded=5), late.p)
    assert changes.amounts() == expected
    assert changes["us.owed_event"] == PAST
    assert lines(changes) == [means(
        Action.HARASS, ID_MILITIA + THIRD, ID_SITE + LARGE, munitions=4.0, blamed=THIRD, us_killed=2,
        partner_killed=1, wounded=5, parent=3, depth=1, forced=FROM_HISTORY,
    )]  # fmt: skip


def test_a_first_fatal_attack_is_the_cause_of_all_that_follows(small: Small) -> None:
    """Threat, exchange, memory and the reply are laid to it; one American is enough."""
    small.set(p={"blame_error": 0.0, "partners_per_death": 0.9})
    changes = small.changes(rockets.attack, coded(1, 0), small.p)
    kept = ("us.memory_event", "us.owed_event", "us.threat_event", "us.exchange_event")
    assert changes.events() == dict.fromkeys(kept, PAST)
    partners = small.changes(rockets.attack, coded(0, 1), small.p)
    assert [row["action"] for row in lines(partners)] == [Action.HARASS, Action.PARTNERS_LEAVE]
    assert lines(partners)[1]["parent"] == PAST + 1


def test_partners_die_on_the_bases_and_not_in_the_embassy(small: Small) -> None:
    """Some deaths are Americans and some are not; in the embassy all are, on the same mornings."""
    small.set(p={"kill_per_rocket": 50.0, "deaths_extra": 0.0})

    def dead(at: int) -> list[tuple[int, int]]:
        found = []
        for day in range(TODAY, TODAY + 40):
            shot = rocket(at=at)
            us, partner, _ = rockets.hit_by_attack(small.new_day(day).world, shot, small.p)
            found.append((us, partner))
        return found

    assert set(dead(EMBASSY)) == {(1, 0)}
    assert set(dead(LARGE)) == {(1, 0), (0, 1)}
    small.world.clock.free = 0
    assert rockets.hit_by_attack(small.world, rocket(), small.p) == (0, 0, 0), "replayed past"


def test_a_fatal_attack_kills_and_wounds_by_luck_of_its_own(small: Small) -> None:
    """Deaths, nationality and wounded are draws of the militia; each death is somebody."""
    small.set(p={"kill_per_rocket": 50.0, "deaths_extra": 60.0, "deaths_cap": 20.0})
    w, p = small.world, small.p
    m, site = w.militias[THIRD], w.sites[LARGE]
    for day in range(TODAY, TODAY + 25):
        small.new_day(day)
        us, partner, wounded = rockets.hit_by_attack(w, rocket(), p)
        dead = lethality.deaths(4.0, False, draw(small, m, luck.ATTACK_DEATHS), p)
        assert us + partner == dead
        assert wounded == lethality.wounded(4.0, False, draw(small, m, luck.WOUNDED), p)
    day_with(small, m, luck.ATTACK_KILLS, 0.5, 0.6)
    small.set(p={"kill_per_rocket": 0.6 / (4.0 * 0.5)})
    assert lethality.p_fatal(4.0, False, site, p) == pytest.approx(0.4512, abs=1e-3)
    assert rockets.hit_by_attack(w, rocket(), p) == (0, 0, 0), (
        "a draw above the chance kills nobody"
    )
    day_with(small, m, luck.ATTACK_KILLS, 0.4, 0.45)
    assert sum(rockets.hit_by_attack(w, rocket(), p)[:2]) > 0


def test_a_barrage_may_take_a_missile_from_the_stock(small: Small) -> None:
    """One, when the draw says so and there is one; harassing fire never does."""
    small.set(p={"missile_use": 1.0, "kill_per_rocket": 0.0})
    w = small.world
    rockets.hit_by_attack(w, rocket(Action.BARRAGE), small.p)
    assert w.militias[THIRD].missiles == 4.0
    rockets.hit_by_attack(w, rocket(Action.HARASS), small.p)
    assert w.militias[THIRD].missiles == 4.0
    small.set(p={"missile_use": 0.5})
    for day in range(TODAY, TODAY + 12):
        small.new_day(day).set(third={"missiles": 9.0})
        rockets.hit_by_attack(w, rocket(Action.BARRAGE), small.p)
        uses = draw(small, w.militias[THIRD], luck.USES_MISSILE) < 0.5
        assert w.militias[THIRD].missiles == (8.0 if uses else 9.0)
    small.set(p={"missile_use": 1.0, "kill_per_rocket": 0.02, "missile_lethality": 500.0})
    hits = dict.fromkeys((0.0, 9.0), 0)
    for missiles in hits:
        for day in range(TODAY, TODAY + 30):
            small.new_day(day).set(third={"missiles": missiles})
            hits[missiles] += sum(rockets.hit_by_attack(w, rocket(Action.BARRAGE), small.p)[:2]) > 0
    assert hits[9.0] > 25 > 10 > hits[0.0], "a missile is what makes it deadly"


# Blame, and the reply that is owed.


def blamed(small: Small, weight: float = 2.0, i: int = THIRD) -> dict[str, Any]:
    """What settling the blame for an attack of militia `i`, event 7, changes."""
    return dict(small.changes(rockets.settle_blame, i, 7, weight, small.p))


def test_a_claimed_attack_is_laid_on_nobody_else(small: Small) -> None:
    """It is counted as claimed; without claim and with error it is laid on the usual suspect."""
    g = small.world.militia_levers[THIRD]
    g.militia_claims_add = 1.0
    small.set(lever={"us_attribution_error_add": 1.0}, p={"blame_delay": 0.0, "blame_floor": 0.0})
    owed = {"us.owed": 2.0, "us.owed_day": TODAY, "us.owed_event": 7}
    assert blamed(small) == owed | {"us.owed_militia": THIRD, "tally.claimed": 1}
    assert small.world.log[7].blamed == THIRD
    g.militia_claims_add = -1.0
    small.set(us={"owed": 0.0, "owed_event": -1, "owed_day": 0, "owed_militia": -1})
    assert blamed(small) == owed | {"us.owed_militia": FIRST, "tally.misblamed": 1}
    assert small.world.log[7].blamed == FIRST


def test_claims_blame_and_delay_are_draws_of_the_militia(small: Small) -> None:
    """Each on its own: some are claimed, some laid on others, and the days of doubt differ."""
    small.world.militia_levers[THIRD].militia_claims_add = 0.25
    small.set(
        lever={"us_attribution_error_add": 0.25}, p={"blame_delay": 9.0, "praise_chance": 0.9}
    )
    w, p = small.world, small.p
    m, g = w.militias[THIRD], w.militia_levers[THIRD]
    seen = set()
    for day in range(TODAY, TODAY + 60):
        small.new_day(day).set(us={"owed": 0.0})
        claimed = draw(small, m, luck.CLAIM) < attribution.p_claim(g, p)
        praised = draw(small, m, luck.PRAISE) < attribution.p_praise(m, p)
        error = attribution.p_error(m, claimed, praised, w.lever, p)
        wrong = draw(small, m, luck.BLAME) < error
        days = attribution.settle_delay(draw(small, m, luck.DELAY), claimed, praised, w.lever, p)
        before = (w.tally.claimed, w.tally.misblamed)
        rockets.settle_blame(w, THIRD, 7, 2.0, p)
        assert (w.tally.claimed, w.tally.misblamed) == (before[0] + claimed, before[1] + wrong)
        assert (w.us.owed_militia != THIRD) == wrong
        assert w.us.owed_day == day + days
        seen.add((claimed, praised, wrong))
    assert len(seen) >= 5, "control: all kinds of mornings are met"


def test_nobody_praises_an_attack_that_killed_nobody(small: Small) -> None:
    """So praise shortens no doubt about it."""
    small.set(
        p={
            "praise_chance": 9.0,
            "praise_certainty": 1.0,
            "blame_delay": 30.0,
            "reply_harmless": 1.0,
        }
    )
    w = small.world
    day_with(small, w.militias[THIRD], luck.DELAY, 0.5, 0.9)
    rockets.settle_blame(w, THIRD, 7, 0.0, small.p)
    assert w.us.owed_day > w.clock.day
    small.set(us={"owed": 0.0})
    rockets.settle_blame(w, THIRD, 7, 2.0, small.p)
    assert w.us.owed_day == w.clock.day


@pytest.mark.parametrize(
    ("owed", "by_state", "taken_over"),
    [(0.0, 0, True), (1.9, 0, True), (2.0, 0, True), (2.1, 0, False), (0.0, 1, False)],
)
def test_the_reply_follows_the_worst_attack(
    small: Small, owed: float, by_state: int, taken_over: bool
) -> None:
    """One at least as bad takes the reply over; a state that killed is answered first."""
    small.set(us={"owed": owed, "owed_by_state": by_state, "owed_event": 3}, p={"blame_error": 0.0})
    rockets.settle_blame(small.world, THIRD, 7, 2.0, small.p)
    assert small.world.us.owed_event == (7 if taken_over else 3)


def test_a_harmless_attack_is_owed_a_reply_only_at_its_own_draw(small: Small) -> None:
    """About as often as the rule says, and nothing is owed otherwise."""
    small.set(p={"reply_harmless": 0.5, "harmless_weight": 0.25})
    for day in range(TODAY, TODAY + 12):
        small.new_day(day).set(us={"owed": 0.0})
        rockets.settle_blame(small.world, THIRD, 7, 0.0, small.p)
        answered = draw(small, small.world.militias[THIRD], luck.REPLY_OWED) < 0.5
        assert small.world.us.owed == (0.25 if answered else 0.0)


def test_the_wrongly_blamed_is_another_one_drawn_by_suspicion(small: Small) -> None:
    """Never the one that fired, never a party to politics; with nobody left, the one that fired."""
    small.set(p={"blame_floor": 0.0}, party={"political": 0})
    found = [
        rockets.wrongly_blamed(small.world, THIRD, u, small.p) for u in (0.0, 0.81, 0.83, 0.999)
    ]
    assert found == [FIRST, FIRST, PARTY, PARTY]
    assert rockets.wrongly_blamed(small.world, FIRST, 0.32, small.p) == PARTY
    assert rockets.wrongly_blamed(small.world, FIRST, 0.34, small.p) == THIRD
    assert rockets.wrongly_blamed(small.world, FIRST, 1.0, small.p) == THIRD
    small.set(party={"political": 1})
    assert rockets.wrongly_blamed(small.world, FIRST, 0.01, small.p) == THIRD
    small.set(third={"political": 1})
    assert rockets.wrongly_blamed(small.world, FIRST, 0.5, small.p) == FIRST


def test_the_draw_of_an_error_also_picks_who_is_blamed(small: Small) -> None:
    """The draw within the error is stretched to the whole range: both others are blamed."""
    small.set(lever={"us_attribution_error_add": 0.5}, p={"blame_floor": 0.3, "blame_error": 0.0},
              party={"political": 0})  # fmt: skip
    w, m = small.world, small.world.militias[THIRD]
    day_with(small, m, luck.BLAME, 0.02, 0.1)
    small.set(p={"claim_chance": 0.0})
    rockets.settle_blame(w, THIRD, 7, 2.0, small.p)
    assert w.us.owed_militia == FIRST
    day_with(small, m, luck.BLAME, 0.42, 0.49)
    small.set(us={"owed": 0.0}, p={"praise_chance": 0.0})
    rockets.settle_blame(w, THIRD, 7, 2.0, small.p)
    assert w.us.owed_militia == PARTY


# The embassy and the depots.


def test_a_storm_empties_the_crowd_and_alarms_the_us(late: Small) -> None:
    """No deaths are needed: shock, threat and exchange rise, and the crowd has had its way."""
    late.set(p={"massacre_chance": 0.0})
    act = intent(Action.SIEGE, ID_MILITIA + PARTY, ID_SITE + EMBASSY, cause=4)
    changes = late.changes(rockets.storm_embassy, act, late.p)
    assert changes.amounts() == {
        "iraq.crowd": 0.0, "us.siege_pressure": 1.25, "tally.sieges": 3, "clock.rung": 4,
        "tally.violent": 21, "tally.violent_reactive": 11,
        "us.threat": 1.5 + late.p.threat_after_siege,
        "us.exchange": 0.75 + sanctions.exchange_added(0.0, late.p),
    }  # fmt: skip
    assert lines(changes) == [
        means(Action.SIEGE, ID_MILITIA + PARTY, ID_SITE + EMBASSY, parent=4, depth=1)
    ]


def test_a_massacre_at_the_gate_angers_baghdad_and_the_militia_that_led(late: Small) -> None:
    """The dead are Iraqis; in coded history there was none."""
    late.set(p={"massacre_chance": 1.0})
    act = intent(Action.SIEGE, ID_MILITIA + PARTY, ID_SITE + EMBASSY)
    w, p = late.kept(), late.p
    dead = siege.massacre_deaths(draw(late, w.us, luck.MASSACRE_DEATHS), p)
    anger = sovereignty.anger_from_strike(1.0 * dead, p)
    changes = late.changes(rockets.storm_embassy, act, late.p)
    assert changes["tally.iraqi_killed"] == 1 + dead
    assert changes["iraq.anger"] == 0.5 + anger
    assert changes["iraq.legitimacy"] == sovereignty.legitimacy_after_breach(w.iraq, anger, p)
    assert changes["militias[1].grievance"] == 0.75 + grievance.grievance_from_strike(1.0 * dead, p)
    assert "militias[0].grievance" not in changes
    assert lines(changes)[0]["iraqi_killed"] == dead
    assert "munitions" not in lines(changes)[0]
    act.forced = FROM_HISTORY
    assert "tally.iraqi_killed" not in late.changes(rockets.storm_embassy, act, late.p)


def test_a_massacre_needs_its_draw(small: Small) -> None:
    """Half of the storms at a chance of half, those with the low draws."""
    small.set(p={"massacre_chance": 0.5})
    act = intent(Action.SIEGE, ID_MILITIA, ID_SITE + EMBASSY)
    for day in range(TODAY, TODAY + 12):
        changes = small.new_day(day).changes(rockets.storm_embassy, act, small.p)
        kills = draw(small, small.world.us, luck.MASSACRE) < 0.5
        assert ("tally.iraqi_killed" in changes) == kills


def test_a_first_storm_is_the_cause_of_its_shock(small: Small) -> None:
    """Shock, threat and exchange are laid to it."""
    small.set(p={"massacre_chance": 0.0})
    act = intent(Action.SIEGE, ID_MILITIA, ID_SITE + EMBASSY)
    changes = small.changes(rockets.storm_embassy, act, small.p)
    kept = ("us.siege_event", "us.threat_event", "us.exchange_event")
    assert changes.events() == dict.fromkeys(kept, PAST)


def test_a_hit_depot_is_charged_to_the_us(late: Small) -> None:
    """Stock is lost; the militia that was hit and Baghdad are angry, others are not."""
    act = intent(Action.DEPOT_STRIKE, ID_OUTSIDE, ID_MILITIA + FIRST)
    w, p = late.kept(), late.p
    changes = late.changes(rockets.hit_depot, act, p)
    assert changes.amounts() == {
        "militias[0].missiles": shocks.missiles_after_depot_strike(w.militias[FIRST], p),
        "militias[0].grievance": 1.25 + p.depot_grievance,
        "iraq.anger": 0.5 + p.depot_grievance,
        "iraq.legitimacy": sovereignty.legitimacy_after_breach(w.iraq, p.depot_grievance, p),
        "tally.depots_hit": 2,
        "tally.violent": 21,
    }
    assert lines(changes) == [means(Action.DEPOT_STRIKE, ID_OUTSIDE, ID_MILITIA + FIRST)]


# American strikes.

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
    """A raid is heavy, or hits soldiers, on the mornings on which the draw lies below the chance."""
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
    """Only the one that is blamed loses fighters; others are as angry as after a raid without dead."""
    small.set(p={"reply_breadth": 90.0}, party={"political": 0})
    w, p = small.world, small.p
    changes = small.changes(strikes.strike_groups, THIRD, 20, 9, p)
    assert changes.amounts() == {
        "militias[0].grievance": 1.0, "militias[1].grievance": 1.0,
        "militias[2].grievance": grievance.grievance_from_strike(20.0, p),
        "militias[2].capability": grievance.capability_after_strike(changes.before.militias[2], 20.0, p),
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


# State against state.


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
    """With one base left there is no second; with none nobody lies open; coded ones are as coded."""
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
    picked = [states.pick_base(w, -1, u, p) for u in (0.0, 0.49, 0.51, 0.74, 0.76, 0.999, 1.0)]
    assert picked == [LARGE, LARGE, QUIET_POST, QUIET_POST, OTHER_BASE, OTHER_BASE, OTHER_BASE]
    but = [states.pick_base(w, LARGE, u, p) for u in (0.0, 0.49, 0.51, 0.999)]
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
