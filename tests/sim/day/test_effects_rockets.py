"""Rockets on a small world: what an attack, a storm and a hit depot change, and nothing more.

Amounts are those of the rules, which have examples of their own (`tests/sim/rules/test_worked_*`).
"""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import FROM_HISTORY, Action
from sim.day.effects import rockets
from sim.rules import (
    attribution,
    grievance,
    lethality,
    posture,
    presence,
    sanctions,
    shocks,
    siege,
    sovereignty,
)
from sim.state.actors import ID_MILITIA, ID_OUTSIDE, ID_SITE
from tests.sim.day.conftest import (
    EMBASSY,
    FIRST,
    LARGE,
    PARTY,
    PAST,
    THIRD,
    TODAY,
    Small,
    day_with,
    draw,
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
        "us.memory": 2.5 + weight, "us.owed": weight, "us.owed_day": TODAY,
        "us.owed_militia": THIRD,
        "campaign.partners": presence.partners_after_deaths(late.world.campaign, 1, late.p),
    }  # fmt: skip
    changes = late.changes(rockets.attack, coded(2, 1, wounded=5), late.p)
    assert changes.amounts() == expected
    assert changes["us.owed_event"] == PAST
    assert lines(changes) == [means(
        Action.HARASS, ID_MILITIA + THIRD, ID_SITE + LARGE, munitions=4.0, blamed=THIRD,
        us_killed=2,
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
        small.set(p={"blame_error": 0.0})
        rockets.settle_blame(small.world, THIRD, 7, 0.0, small.p)
        answered = draw(small, small.world.militias[THIRD], luck.REPLY_OWED) < 0.5
        assert small.world.us.owed == (0.25 if answered else 0.0)
        assert small.world.us.owed_militia == (THIRD if answered else -1)
        small.set(us={"owed_militia": -1})


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
    small.set(first={"suspicion": 0.75}, party={"suspicion": 0.25})
    assert rockets.wrongly_blamed(small.world, THIRD, 0.75, small.p) == PARTY
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
    about = means(Action.SIEGE, ID_MILITIA + PARTY, ID_SITE + EMBASSY, iraqi_killed=dead)
    assert lines(changes) == [about], "nobody else is among the dead"
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
