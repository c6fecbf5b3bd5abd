"""The evening on a small world: what moves by itself, and in which order."""

from __future__ import annotations

import math

import pytest

from sim import luck
from sim.day import end_of_day
from sim.day.effects import isis as isis_day
from sim.day.schedule import advance, dawn
from sim.rules import fading, fire, isis, restraint, sanctions, shocks, sovereignty
from tests.sim.day.conftest import (
    EMBASSY,
    FIRST,
    PARTY,
    QUIET_POST,
    SYRIAN_BASE,
    THIRD,
    TODAY,
    Small,
)


def test_states_fade_each_sum_by_its_own_half_life(late: Small) -> None:
    """Eight sums of the US and four of Iran; levels follow from what was ordered and done."""
    late.set(us={"deterrence": 0.5, "threat": 4.0, "siege_pressure": 0.7},
             iran={"after_reprisal": 0.6, "tail": 0.4, "burden": 0.2, "pressure": 0.3},
             lever={"shock_epidemic": 1.0, "us_sanctions": 1.0})  # fmt: skip
    w, p = late.kept_with_lever(), late.p
    changes = late.changes(end_of_day.fade_states, p)
    level = sanctions.level(w.us, w.lever, p)
    w.iran.pressure = (level - 1.0) / level
    assert changes == {
        "us.memory": fading.memory(w.us, p),
        "us.siege_pressure": fading.siege_pressure(w.us, p),
        "us.threat": fading.threat(w.us, p),
        "us.exchange": fading.exchange(w.us, p),
        "us.fresh_steps": fading.fresh_steps(w.us, p),
        "us.fatigue": fading.fatigue(w.us, p),
        "us.sanctions": level,
        "iran.after_reprisal": fading.after_reprisal(w.iran, p),
        "iran.tail": fading.tail(w.iran, p),
        "iran.command": fading.command(w.iran, p),
        "iran.pressure": pytest.approx(w.iran.pressure),
        "iran.burden": pytest.approx(shocks.burden_tomorrow(w.iran, w.lever, p)),
    } | ({"us.deterrence": fading.deterrence(w.us, p)} if p.deterrence_keep < 1.0 else {})


def test_deterrence_fades_by_its_own_half_life(late: Small) -> None:
    """Whatever it is by default."""
    late.set(us={"deterrence": 0.5}, p={"deterrence_keep": 0.5})
    assert late.changes(end_of_day.fade_states, late.p)["us.deterrence"] == 0.25


@pytest.mark.parametrize(("since", "lapses"), [(30, True), (36, False), (35, True)])
def test_a_reply_that_is_owed_too_long_lapses(late: Small, since: int, lapses: bool) -> None:
    """With it, that it was a state that owes it."""
    late.set(us={"owed_day": since, "owed_by_state": 1}, p={"reply_window": 14.0})
    changes = late.changes(end_of_day.fade_states, late.p)
    found = {k: v for k, v in changes.items() if k in ("us.owed", "us.owed_by_state")}
    assert found == ({"us.owed": 0.0, "us.owed_by_state": 0} if lapses else {})


@pytest.mark.parametrize(
    ("threat", "there", "leave"), [(0.2, 1, True), (9.0, 1, False), (0.2, 0, False)]
)
def test_marines_leave_when_the_spell_of_threat_is_over(
    small: Small, threat: float, there: int, leave: bool
) -> None:
    """And only if they had come."""
    small.set(us={"threat": threat, "reinforced_now": there}, p={"embassy_marines": 30.0})
    changes = small.changes(end_of_day.fade_states, small.p)
    went = {"us.reinforced_now": 0, "sites[1].troops_start": 70.0, "campaign.moved": 1}
    assert {k: v for k, v in changes.items() if k in went} == (went if leave else {})


def test_baghdad_calms_down_by_itself(late: Small) -> None:
    """Anger, crowd and mourning fade; alignment, legitimacy and protest move by today's anger."""
    late.set(iraq={"anger": 2.0, "mood": 0.5, "exit_hope": 0.5, "legitimacy": 0.7},
             tally={"isis": 1.5, "repression": 2.0}, campaign={"us": 0.5},
             lever={"shock_protest": 1.0},
             p={"exit_protest": 0.5, "legitimacy_gain": 0.01})  # fmt: skip
    w, p = late.kept_with_lever(), late.p
    u = luck.uniform(late.world.clock.day_key, w.iraq.key, luck.MOOD)
    changes = late.changes(end_of_day.fade_iraq, p)
    assert changes == {
        "iraq.alignment": sovereignty.alignment_tomorrow(w.iraq, 1.5, p),
        "iraq.legitimacy": sovereignty.legitimacy_regained(w.iraq, p),
        "iraq.protest": shocks.protest_tomorrow(w.iraq, 0.5, w.lever, p),
        "iraq.anger": fading.anger(w.iraq, p),
        "iraq.crowd": fading.crowd(w.iraq, p),
        "iraq.mourning": fading.mourning(w.iraq, p),
        "iraq.mood": fire.mood_tomorrow(w.iraq, u, p),
        "iraq.exit_hope": fading.hope(w.iraq, p),
        "tally.repression": 2.0 + shocks.repression(late.world.iraq, p),
    }


def test_a_day_of_war_angers_baghdad(late: Small) -> None:
    """After what has faded; and it costs the presence its standing."""
    late.set(p={"anger_per_war_day": 2.0, "legitimacy_loss": 0.1})
    calm = dict(late.changes(end_of_day.fade_iraq, late.p))
    late.world.clock.war = 1
    before = late.kept().iraq
    changes = late.changes(end_of_day.fade_iraq, late.p)
    assert changes["iraq.anger"] == fading.anger(before, late.p) + 2.0
    kept = sovereignty.legitimacy_regained(before, late.p) * (1.0 - 0.2)
    assert changes["iraq.legitimacy"] == pytest.approx(kept)
    assert calm["iraq.anger"] < 0.5, "control: in peace it only fades"


@pytest.mark.parametrize(
    ("signed", "leaving", "fades"), [(-1, -1, True), (0, -1, False), (-1, 0, False), (3, 9, False)]
)
def test_hope_does_not_fade_once_a_bill_is_signed_or_troops_leave(
    small: Small, signed: int, leaving: int, fades: bool
) -> None:
    """Only a bare vote is followed by nothing. Four fifths of the troops leave here, if any."""
    small.set(
        iraq={"exit_hope": 0.8, "signed_day": signed}, us={"exit_day": leaving, "exit_to": 0.2}
    )
    changes = small.changes(end_of_day.fade_iraq, small.p)
    assert ("iraq.exit_hope" in changes) == fades


def test_hope_fades_to_what_a_withdrawal_takes_home(small: Small) -> None:
    """An order that moves few soldiers keeps little of the hope that a vote has raised."""
    small.set(iraq={"exit_hope": 0.8}, us={"exit_day": 0, "exit_to": 0.25}, p={"hope_keep": 0.5})
    assert small.changes(end_of_day.fade_iraq, small.p)["iraq.exit_hope"] == 0.75
    small.set(us={"exit_to": 0.9})
    assert small.changes(end_of_day.fade_iraq, small.p)["iraq.exit_hope"] == 0.75 * 0.5


@pytest.mark.parametrize(
    ("voted", "order", "shut"),
    [(3, -9.0, True), (-1, -9.0, False), (-1, 0.0, True), (-1, 1.0, False)],
)
def test_days_on_which_politics_is_shut_are_counted(
    small: Small, voted: int, order: float, shut: bool
) -> None:
    """After a vote that leads nowhere, and while a vote is forbidden."""
    small.set(iraq={"voted_day": voted, "closed_days": 4.0}, lever={"iraq_vote": order})
    changes = small.changes(end_of_day.fade_iraq, small.p)
    assert changes.get("iraq.closed_days") == (5.0 if shut else None)
    small.set(iraq={"closed_days": 4.0}, us={"exit_day": 0, "exit_to": 0.25})
    changes = small.changes(end_of_day.fade_iraq, small.p)
    assert changes.get("iraq.closed_days") == (4.25 if shut else None), "as many as stay"


@pytest.mark.parametrize("army", [0.0, 0.2])
def test_militias_fade_recover_and_bed_in(late: Small, army: float) -> None:
    """Each by its own fields; attention follows the anger of the day that ends, and how dangerous
    ISIS is with its ground. Two reasons to lose standing add up, whichever is the stronger."""
    late.set(iraq={"anger": 2.0}, tally={"isis": 1.4}, iran={"command": 0.7},
             campaign={"us": 0.6, "territory": 0.25, "state_gains": 0.125},
             lever={"iraq_rein_in": 0.25, "iran_arms_add": 0.5},
             p={"exit_disentrench": 0.01, "rein_in_pace": 0.02, "army_success": army})  # fmt: skip
    w, p = late.kept_with_lever(), late.p
    expected, obeys, stands = {}, [], []
    arms = p.arms_rate + 0.5
    for i, m in enumerate(w.militias):
        obedience = restraint.obedience(m, w.iran, late.world.militia_levers[i], p)
        capability = fading.capability(m, w.lever, p)
        reined = 1.0 - sovereignty.reined_in(m, 1.4, w.lever, p)
        standing = sovereignty.standing_tomorrow(m, w.iraq, 1.4, w.lever, p)
        m.standing = standing
        to_army = sovereignty.standing_lost_to_army(m, 0.125, 0.6, p)
        by_exit = sovereignty.entrenchment_after_exit(m, 0.6, p)
        assert (to_army > by_exit) == (army > 0.0), "each reason is the stronger one once"
        standing -= to_army + by_exit
        danger = isis.danger(1.4, 0.25, p)
        found = {
            "attention": isis.attention_tomorrow(m.attention, m.grievance + m.debt, danger, p),
            "grievance": fading.grievance(m, p),
            "debt": fading.debt(m, p),
            "capability": capability * reined,
            "standing": standing,
            "missiles": m.missiles + arms * m.link,
            "obedience": obedience,
        }
        expected |= {f"militias[{i}].{k}": pytest.approx(v) for k, v in found.items()}
        obeys.append(obedience)
        stands.append(standing)
    changes = late.changes(end_of_day.fade_militias, p)
    means = {"tally.obedience": sum(obeys) / 3.0, "tally.standing": sum(stands) / 3.0}
    assert min(stands) < means["tally.standing"] < max(stands), "the mean lies between the militias"
    assert changes == expected | {k: pytest.approx(v) for k, v in means.items()}


def test_mean_standing_lies_between_its_groups(small: Small) -> None:
    """What the crowd and a cut of access ask about is a mean, and the one that is counted."""
    small.set(p={"standing_pace": 0.0, "exit_disentrench": 0.0, "adviser_pace": 0.0})
    end_of_day.fade_militias(small.world, small.p)
    assert small.world.tally.standing == pytest.approx(0.4)
    small.set(first={"standing": 0.9})
    end_of_day.fade_militias(small.world, small.p)
    assert small.world.tally.standing == pytest.approx(0.5)


# The books of the day.


@pytest.mark.parametrize("rung", range(9))
def test_a_day_counts_at_every_rung_it_reached(late: Small, rung: int) -> None:
    """And below; the highest of the run is kept."""
    late.world.clock.rung = rung
    changes = late.changes(end_of_day.count_day, 4)
    counted = {k for k in range(1, 7) if changes.get(f"tally.rung_days_{k}") == 1}
    assert counted == {k for k in range(1, 7) if k <= rung}
    assert late.world.tally.peak_rung == rung
    late.world.clock.rung = 0
    end_of_day.count_day(late.world, 4)
    assert late.world.tally.peak_rung == rung


def test_levels_of_the_evening_stand_in_the_counters(late: Small) -> None:
    """What a fan chart shows is what the rules hold."""
    late.set(iraq={"protest": 1.25, "legitimacy": 0.625, "alignment": -0.5}, iran={"burden": 0.75},
             us={"paused": 1}, tally={"pause_days": 4})  # fmt: skip
    changes = late.changes(end_of_day.count_day, 4)
    assert changes == {
        "tally.protest": 1.25, "tally.legitimacy": 0.625, "tally.alignment": -0.5,
        "tally.threat": 1.5, "tally.burden": 0.75, "tally.pause_days": 5, "tally.gap": 1,
        "tally.longest_gap": 1,
    }  # fmt: skip


def test_gaps_between_attacks_are_counted_in_days(late: Small) -> None:
    """An attack ends a gap; the longest is kept."""
    gaps = []
    for attacks in (4, 4, 5, 5):
        before = late.world.tally.attacks
        late.set(tally={"attacks": attacks})
        end_of_day.count_day(late.world, before)
        gaps.append((late.world.tally.gap, late.world.tally.longest_gap))
    assert gaps == [(1, 1), (2, 2), (0, 2), (1, 2)]


# Whole evenings and the first morning.


def test_an_evening_moves_everything_in_its_order(late: Small) -> None:
    """Every part of it is run once, and what follows sees what went before."""
    late.set(us={"exit_day": TODAY - 1, "exit_days": 10.0, "paused": 1}, first={"attention": 0.5})
    w, p = late.world, late.p
    expected = late.kept()
    changes = late.changes(end_of_day.evening, 4, p)
    assert changes["us.threat"] == fading.threat(expected.us, p)
    assert changes["iraq.anger"] == fading.anger(expected.iraq, p)
    assert changes["militias[0].grievance"] == fading.grievance(expected.militias[FIRST], p)
    assert changes["campaign.us"] == pytest.approx(0.8)
    assert changes["sites[0].troops"] == pytest.approx(800.0), "sites see the troops that left"
    assert changes["sites[0].hardening"] > 0.5
    enabled, effort = isis.enablers(w.campaign, 1.0, 1.0, p), isis.missions(w.campaign, 1.0, 1.0, p)
    hunt = isis.hunt_in_iraq(enabled, effort, isis_day.turned_to_us(w), 0.0, p)
    assert changes["campaign.hunt"] == pytest.approx(hunt), "the hunt sees them too"
    assert changes["tally.isis"] != 1.0
    assert changes["tally.gap"] == 1
    assert changes["tally.threat"] == changes["us.threat"]


def test_the_first_morning_is_in_line_with_the_world(small: Small) -> None:
    """Weights, obedience, mood, diversion and ways follow from the files before day 0."""
    w, p = small.world, small.p
    small.set(campaign={"exposure_start": 9.0, "exposure": 9.0, "strength": 9.0, "diversion": 9.0},
              tally={"isis": 9.0, "isis_peak": 9.0}, iraq={"mood": 9.0},
              first={"obedience": 9.0}, third={"obedience": 9.0})  # fmt: skip
    w.areas[0].ways = 9
    w.areas[2].ways = 9
    w.sites[QUIET_POST].weight = 9.0
    end_of_day.settle(w, p)
    total = sum(site.weight for site in w.sites)
    assert w.campaign.exposure_start == pytest.approx(total)
    assert w.campaign.exposure == pytest.approx(1.0)
    assert w.campaign.moved == 0
    assert w.campaign.diversion == p.diversion_start
    assert w.campaign.strength == w.tally.isis == w.tally.isis_peak == pytest.approx(1.0)
    assert [area.ways for area in w.areas] == [2, 2, 1, 1]
    for i in (FIRST, PARTY, THIRD):
        m = w.militias[i]
        assert m.obedience == restraint.obedience(m, w.iran, w.militia_levers[i], p)
    assert w.iraq.mood == end_of_day.first_mood(w, p) != 9.0


def test_a_world_without_targets_has_no_endless_exposure(small: Small) -> None:
    """A sum of weights of nothing is taken as a thousandth."""
    small.set(campaign={"us": 0.0, "syria": 0.0})
    small.world.sites[EMBASSY].troops_start = 0.0
    end_of_day.settle(small.world, small.p)
    assert (small.world.campaign.exposure_start, small.world.campaign.exposure) == (1e-3, 0.0)


def test_the_first_mood_is_nearly_normal(small: Small) -> None:
    """Mean 0 and the standard deviation that the table says, over many runs."""
    small.set(p={"mood_sd": 0.5})
    moods = []
    for run in range(20_000):
        small.world.clock.run_key = luck.mix(run * luck.GOLDEN & luck.MASK)
        moods.append(end_of_day.first_mood(small.world, small.p))
    mean = sum(moods) / len(moods)
    sd = math.sqrt(sum((x - mean) ** 2 for x in moods) / len(moods))
    assert mean == pytest.approx(0.0, abs=0.015)
    assert sd == pytest.approx(0.5, rel=0.02)
    beyond = sum(abs(x) > 1.0 for x in moods) / len(moods)
    assert beyond == pytest.approx(0.0455, abs=0.006)


def test_a_day_begins_quiet_or_in_war_and_history_rules_until_its_end(small: Small) -> None:
    """The rung of the morning, and whether the day is free."""
    clock = small.world.clock
    clock.rung, clock.free_from, clock.war = 5, TODAY, 0
    dawn(small.world)
    assert (clock.rung, clock.free) == (0, 1)
    clock.free_from, clock.war = TODAY + 1, 1
    dawn(small.world)
    assert (clock.rung, clock.free) == (8, 0)
    assert clock.day_key == luck.day_key(clock.run_key, clock.day_word)


def test_a_day_moves_the_clock_and_its_luck(small: Small) -> None:
    """The next day has luck of its own, at the address of its number."""
    clock = small.world.clock
    clock.day_key, clock.rung = 5, 7
    small.set(p={"fire_base": 0.0})
    advance(small.world, small.p)
    assert clock.day_key == luck.day_key(clock.run_key, (TODAY * luck.GOLDEN) & luck.MASK)
    assert small.world.tally.peak_rung == 0, "the rung of yesterday is forgotten"
    assert clock.day == TODAY + 1
    assert clock.day_word == ((TODAY + 1) * luck.GOLDEN) & luck.MASK


def test_a_day_with_an_attack_ends_the_gap(small: Small) -> None:
    """The evening counts from the attacks of the morning."""
    small.set(tally={"gap": 6, "attacks": 3}, p={"fire_base": 1e6})
    advance(small.world, small.p)
    assert small.world.tally.gap == 0
    small.set(p={"fire_base": 0.0, "fire_per_grievance": 0.0})
    small.set(first={"debt": 0.0}, iraq={"mourning": 0.0}, iran={"tail": 0.0})
    advance(small.world, small.p)
    assert small.world.tally.gap == 1


def test_a_free_pause_does_not_resume_while_threat_stays_high(small: Small) -> None:
    """It is asked every morning and never ends; when threat is gone it ends within weeks."""
    small.set(p={"fire_base": 0.0, "threat_keep": 1.0}, us={"threat": 50.0, "paused": 1})
    for _ in range(40):
        advance(small.world, small.p)
    assert small.world.us.paused == 1
    small.set(us={"threat": 0.0})
    for _ in range(60):
        advance(small.world, small.p)
    assert small.world.us.paused == 0
    assert small.world.sites[SYRIAN_BASE].open == 1
