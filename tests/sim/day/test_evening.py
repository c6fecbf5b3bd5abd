"""The evening on a small world: what moves by itself, and in which order."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim import luck
from sim.actions import BASELINE, Action
from sim.day import end_of_day
from sim.day.effects import isis as isis_day
from sim.day.schedule import advance, dawn
from sim.rules import fading, fire, isis, posture, restraint, sanctions, shocks, sovereignty
from sim.state.actors import ID_AREA, ID_COALITION, ID_ISIS
from tests.sim.day.conftest import (
    EMBASSY,
    FIRST,
    LARGE,
    PARTY,
    QUIET_POST,
    SYRIAN_BASE,
    THIRD,
    TODAY,
    Small,
    lines,
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
             tally={"isis": 1.5}, campaign={"us": 0.5}, lever={"shock_protest": 1.0},
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
    """Only a bare vote is followed by nothing."""
    small.set(iraq={"exit_hope": 0.8, "signed_day": signed}, us={"exit_day": leaving})
    changes = small.changes(end_of_day.fade_iraq, small.p)
    assert ("iraq.exit_hope" in changes) == fades


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


def test_militias_fade_recover_and_bed_in(late: Small) -> None:
    """Each by its own fields; attention follows the anger of the day that ends."""
    late.set(iraq={"anger": 2.0}, tally={"isis": 1.4}, iran={"command": 0.7}, campaign={"us": 0.6},
             lever={"iraq_rein_in": 0.25, "iran_arms_add": 0.5},
             p={"exit_disentrench": 0.01, "rein_in_pace": 0.02})  # fmt: skip
    w, p = late.kept_with_lever(), late.p
    expected, obeys, stands = {}, [], []
    arms = p.arms_rate + 0.5
    for i, m in enumerate(w.militias):
        obedience = restraint.obedience(m, w.iran, late.world.militia_levers[i], p)
        capability = fading.capability(m, w.lever, p)
        reined = 1.0 - sovereignty.reined_in(m, 1.4, w.lever, p)
        standing = sovereignty.standing_tomorrow(m, w.iraq, 1.4, w.lever, p)
        m.standing = standing
        standing -= sovereignty.entrenchment_after_exit(m, 0.6, p)
        found = {
            "attention": isis.attention_tomorrow(m.attention, m.grievance + m.debt, 1.4, p),
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
    small.set(p={"standing_pace": 0.0, "exit_disentrench": 0.0})
    end_of_day.fade_militias(small.world, small.p)
    assert small.world.tally.standing == pytest.approx(0.4)
    small.set(first={"standing": 0.9})
    end_of_day.fade_militias(small.world, small.p)
    assert small.world.tally.standing == pytest.approx(0.5)


# Troops, sites and shelter.


def test_troops_stay_where_nothing_moves_them(small: Small) -> None:
    """Even a campaign that is not whole stands still without an order."""
    small.set(campaign={"us": 0.2, "partners": 1.0, "syria": 0.9})
    assert small.changes(end_of_day.move_troops, small.p) == {}


def test_a_withdrawal_takes_troops_partners_and_in_the_end_syria(small: Small) -> None:
    """Half of the way through: half are gone; partners follow, and the day is logged."""
    small.set(us={"exit_day": TODAY - 4, "exit_days": 10.0, "exit_to": 0.2, "exit_event": 6},
              campaign={"partners": 0.52, "syria": 0.9},
              p={"partners_need": 0.9, "partners_pace": 0.05, "syria_support": 0.7,
                 "syria_pace": 0.1})  # fmt: skip
    changes = small.changes(end_of_day.move_troops, small.p)
    assert changes == {
        "campaign.us": pytest.approx(0.6), "campaign.moved": 1,
        "campaign.syria": pytest.approx(0.8),
    }  # fmt: skip
    small.set(us={"exit_day": TODAY - 9}, campaign={"partners": 0.52, "syria": 0.9})
    later = small.changes(end_of_day.move_troops, small.p)
    assert later["campaign.us"] == pytest.approx(0.2)
    assert later["campaign.partners"] == pytest.approx(0.47)
    (gone,) = lines(later)
    assert (gone["action"], gone["actor"], gone["parent"]) == (
        Action.PARTNERS_LEAVE, ID_COALITION, 6,
    )  # fmt: skip


def test_a_withdrawal_brings_nobody_back(small: Small) -> None:
    """Fewer than the plan has are not made up, in Iraq or in Syria."""
    small.set(us={"exit_day": TODAY, "exit_days": 100.0, "syria_exit_day": TODAY,
                  "syria_exit_days": 100.0}, campaign={"us": 0.5, "syria": 0.4},
              p={"syria_support": 0.1})  # fmt: skip
    changes = small.changes(end_of_day.move_troops, small.p)
    assert "campaign.us" not in changes
    assert "campaign.syria" not in changes


def test_a_syrian_withdrawal_leaves_iraq_alone(small: Small) -> None:
    """It has its own day, length and share."""
    small.set(us={"syria_exit_day": TODAY - 4, "syria_exit_days": 10.0, "syria_exit_to": 0.5})
    changes = small.changes(end_of_day.move_troops, small.p)
    assert changes == {"campaign.syria": pytest.approx(0.75), "campaign.moved": 1}


def test_troops_come_back_on_invitation_with_their_partners(small: Small) -> None:
    """By a share a day."""
    small.set(us={"returning": 1}, campaign={"us": 0.5, "partners": 0.4},
              p={"return_pace": 0.1, "partners_need": 0.5, "syria_support": 0.1})  # fmt: skip
    changes = small.changes(end_of_day.move_troops, small.p)
    assert changes == {"campaign.us": 0.6, "campaign.partners": 0.5, "campaign.moved": 1}


@pytest.mark.parametrize(("us", "by_order", "paused"), [(0.0, 0, 0), (0.0, 1, 1), (0.3, 0, 1)])
def test_a_pause_ends_with_the_last_soldier_unless_ordered(
    small: Small, us: float, by_order: int, paused: int
) -> None:
    """Without troops there is no mission to pause."""
    small.set(us={"exit_day": 0, "exit_days": 1.0, "exit_to": us, "paused": 1,
                  "paused_by_order": by_order})  # fmt: skip
    end_of_day.move_troops(small.world, small.p)
    assert small.world.us.paused == paused


def test_sites_are_weighed_when_troops_have_moved(small: Small) -> None:
    """Bases by the share of their country, the embassy by its own; small ones are counted."""
    small.set(campaign={"moved": 1, "us": 0.5, "syria": 0.0})
    world, p = small.world, small.p
    world.sites[EMBASSY].troops_start = 140.0
    world.sites[QUIET_POST].troops_start = 0.0
    changes = small.changes(end_of_day.weigh_sites, p)
    troops = {0: 500.0, 1: 140.0, 2: 0.0, 3: 25.0, 4: 250.0, 5: 0.0, 6: 0.0}
    opened = {j for j, n in troops.items() if n > 0.0}
    for j, site in enumerate(world.sites):
        assert (site.troops, site.open) == (troops[j], 1 if j in opened else 0)
        assert site.weight == fire.site_weight(site, world.iraq, world.lever, p)
    total = sum(site.weight for site in world.sites)
    assert changes["campaign.moved"] == 0
    assert changes["campaign.small_sites"] == pytest.approx(1.0 / 3.0)
    assert changes["campaign.exposure"] == pytest.approx(total / world.campaign.exposure_start)
    assert changes["tally.troops_iraq"] == 0.5 * 1950.0
    assert changes["tally.troops_syria"] == 0.0
    assert small.changes(end_of_day.weigh_sites, p) == {}, "nothing has moved since"


def test_the_embassy_stays_open_and_the_smallest_share_keeps_a_base(small: Small) -> None:
    """One soldier is enough; and without small sites all of them count as open."""
    small.set(campaign={"moved": 1, "us": 0.001})
    small.world.sites[EMBASSY].troops_start = 0.0
    for j in (QUIET_POST, 3, 6):
        small.world.sites[j].small = 0
    end_of_day.weigh_sites(small.world, small.p)
    assert small.world.sites[LARGE].open == 1
    assert small.world.sites[EMBASSY].open == 1
    assert small.world.campaign.small_sites == 1.0


def test_a_pause_builds_shelter_where_troops_are(small: Small) -> None:
    """Nowhere without a pause, and not at a site that nobody holds."""
    assert small.changes(end_of_day.fortify, small.p) == {}
    small.set(us={"paused": 1}, p={"fortify_pace": 0.1, "fortify_most": 0.6})
    small.world.sites[LARGE].troops = 0.0
    before = small.kept().sites
    changes = small.changes(end_of_day.fortify, small.p)
    assert changes == {
        f"sites[{j}].hardening": posture.shelter_tomorrow(before[j], small.p)
        for j in (2, 3, 4, 5, 6)
    }


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


# ISIS.


def test_the_hunt_is_weighed_by_what_is_there_today(late: Small) -> None:
    """In Iraq by enablers, missions, attention and skill; in Syria by its own troops and invasion."""
    late.set(iraq={"airspace": 0.8, "ground": 0.4}, us={"paused": 1},
             campaign={"us": 0.9, "syria": 0.7, "partners": 0.6, "leader_loss": 0.3,
                       "diversion": 0.5}, lever={"shock_turkey": 0.25},
             first={"attention": 0.4}, third={"attention": 0.8})  # fmt: skip
    w, p = late.kept(), late.p
    enabled = isis.enablers(w.campaign, 1.0, 0.8, p)
    effort = isis.missions(w.campaign, 1.0, 0.4, p)
    changes = late.changes(isis_day.weigh_hunt, p)
    assert changes == {
        "campaign.hunt": isis.hunt_in_iraq(enabled, effort, 0.5 * 0.4 + 0.25 * 0.8, 0.3, p),
        "campaign.hunt_syria": isis.hunt_in_syria(w.campaign, 1.0, 0.25, p),
        "campaign.leader_loss": fading.leader_loss(w.campaign, p),
        "campaign.diversion": fading.diversion(w.campaign, p),
        "tally.access_days": pytest.approx(0.6),
    }


def test_orders_on_access_go_before_what_baghdad_allows(small: Small) -> None:
    """Airspace and ground each by its own order."""
    small.set(
        iraq={"airspace": 0.2, "ground": 0.2}, lever={"iraq_airspace": 1.0, "iraq_ground": 0.0}
    )
    w, p = small.kept(), small.p
    changes = small.changes(isis_day.weigh_hunt, p)
    enabled, effort = isis.enablers(w.campaign, 0.0, 1.0, p), isis.missions(w.campaign, 0.0, 0.0, p)
    assert changes["campaign.hunt"] == isis.hunt_in_iraq(enabled, effort, 0.0, 0.0, p)
    assert changes["tally.access_days"] == 0.5


def test_war_turns_everybody_to_the_us(small: Small) -> None:
    """The mission is paused and no militia hunts, whatever was so before."""
    small.set(first={"attention": 0.1})
    assert isis_day.turned_to_us(small.world) == 0.05
    small.world.clock.war = 1
    assert isis_day.turned_to_us(small.world) == 1.0
    w, p = small.kept(), small.p
    enabled, effort = isis.enablers(w.campaign, 1.0, 1.0, p), isis.missions(w.campaign, 1.0, 1.0, p)
    isis_day.weigh_hunt(small.world, p)
    assert small.world.campaign.hunt == isis.hunt_in_iraq(enabled, effort, 1.0, 0.0, p)


def test_cells_move_next_door_into_refuges_and_none_is_made(small: Small) -> None:
    """From west, grown, to north and desert in equal parts; not to the capital, which is no refuge."""
    w, p = small.world, small.p
    small.set(p={"isis_spread": 0.5, "refuge_needed": 0.8})
    w.areas[0].strength, w.areas[3].strength = 0.6, 0.5
    w.areas[1].arriving = 9.0
    isis_day.move_cells(w, p)
    arrived = [area.arriving for area in w.areas]
    assert arrived == pytest.approx([-0.1 + 0.1, 0.0, 0.05, -0.1 + 0.05])
    assert sum(arrived) == pytest.approx(0.0)
    assert [isis_day.refuges_next_to(w, k, p) for k in range(4)] == [2, 2, 1, 1]


def test_isis_grows_in_each_area_by_the_hunt_of_its_country(small: Small) -> None:
    """Regrowth on what was there this morning, plus what arrived, above the floor."""
    small.set(campaign={"hunt": 0.2, "hunt_syria": 0.9}, us={"threat": 1.0},
              p={"isis_spread": 0.1, "isis_growth": 0.05, "breakout": 9.0, "isis_attacks": 0.0,
                 "isis_floor": 0.5})  # fmt: skip
    w, p = small.world, small.p
    w.areas[0].strength, w.areas[1].strength = 0.7, 0.01
    before = small.kept()
    chance = isis.opportunity(before.us, 0, p)
    changes = small.changes(isis_day.grow_isis, p)
    strengths = []
    for k, area in enumerate(before.areas):
        hunt = 0.9 if k == 3 else 0.2
        arriving = w.areas[k].arriving
        grown = area.strength * (1.0 + isis.regrowth(area, hunt, chance, p)) + arriving
        strengths.append(isis.survives(area, grown, p))
    assert strengths[1] == 0.05, "control: the floor holds"
    assert [area.strength for area in w.areas] == pytest.approx(strengths)
    total = sum(strengths)
    assert changes["campaign.strength"] == changes["tally.isis"] == pytest.approx(total)
    assert changes["tally.isis_peak"] == pytest.approx(total)
    small.set(tally={"isis_peak": 9.0})
    assert "tally.isis_peak" not in small.changes(isis_day.grow_isis, p)
    assert changes.log == []


def test_isis_attacks_at_the_draw_of_each_area(small: Small) -> None:
    """By the strength of the morning."""
    small.set(p={"isis_attacks": 1.0})
    for day in range(TODAY, TODAY + 20):
        small.new_day(day)
        w = small.world
        due = sum(
            luck.uniform(w.clock.day_key, area.key, luck.ISIS) < isis.p_attack(area, small.p)
            for area in w.areas
        )
        before = w.tally.isis_attacks
        isis_day.grow_isis(w, small.p)
        assert w.tally.isis_attacks == before + due


def test_war_gives_isis_its_opportunity(small: Small) -> None:
    """As much as the rule says."""
    small.set(p={"isis_war": 2.0, "isis_growth": 0.05})
    strengths = []
    for war in (0, 1):
        small.world.clock.war = war
        for area in small.world.areas:
            area.strength = area.start
        isis_day.grow_isis(small.world, small.p)
        strengths.append(small.world.campaign.strength)
    assert strengths[1] > strengths[0]


def test_isis_breaks_out_of_an_area_once(small: Small) -> None:
    """It is counted, logged and has a cause."""
    small.set(p={"breakout": 0.35, "isis_growth": 0.0, "isis_spread": 0.0, "refuge_needed": 0.5,
                 "pause_depth": 0.9}, us={"paused": 1, "pause_event": 8})  # fmt: skip
    changes = small.changes(isis_day.grow_isis, small.p)
    assert (changes["areas[0].broke_out"], changes["tally.breakouts"]) == (1, 1)
    (row,) = lines(changes)
    assert (row["action"], row["actor"], row["target"], row["parent"]) == (
        Action.BREAKOUT, ID_ISIS, ID_AREA, 8,
    )  # fmt: skip
    again = small.changes(isis_day.grow_isis, small.p)
    assert "tally.breakouts" not in again
    assert again.log == []


REASONS: list[tuple[int, dict[str, dict[str, Any]], str | int]] = [
    (0, {"us": {"paused": 1}}, "us.pause_event"),
    (0, {"iraq": {"airspace": 0.0, "ground": 0.5}}, "iraq.access_event"),
    (0, {"campaign": {"us": 0.2}}, "us.exit_event"),
    (0, {"first": {"attention": 0.3}, "third": {"attention": 0.9}}, "militias[2].grievance_event"),
    (0, {"campaign": {"leader_loss": 0.5}}, "campaign.leader_event"),
    (0, {}, BASELINE),
    (0, {"lever": {"iraq_airspace": 0.0, "iraq_ground": 0.0}}, BASELINE),
    (3, {"us": {"paused": 1}}, "us.pause_event"),
    (3, {"lever": {"shock_turkey": 1.0}}, "campaign.invasion_event"),
    (3, {"campaign": {"syria": 0.2}}, "us.syria_exit_event"),
    (3, {"campaign": {"syria": 0.2}, "us": {"syria_exit_event": -1}}, "us.exit_event"),
    (3, {"campaign": {"diversion": 0.5}}, BASELINE),
    (3, {"iraq": {"airspace": 0.0}, "campaign": {"us": 0.0}}, BASELINE),
]


@pytest.mark.parametrize(("area", "reason", "cause"), REASONS)
def test_a_breakout_is_laid_to_what_weakened_the_hunt(
    small: Small, area: int, reason: dict[str, dict[str, Any]], cause: str | int
) -> None:
    """One reason alone is the cause; what weakens the hunt elsewhere is none."""
    small.set(campaign={"diversion": 0.0}).numbered_past().set(**reason)
    expected = cause if isinstance(cause, int) else small.remembered(cause)
    for day in range(TODAY, TODAY + 8):
        found = isis_day.weakened_by(small.new_day(day).world, small.world.areas[area], small.p)
        assert found == expected


@pytest.mark.parametrize("area", [0, 3])
def test_in_war_a_breakout_is_laid_to_the_war(small: Small, area: int) -> None:
    """It stops the mission and turns the militias away."""
    small.set(campaign={"diversion": 0.0}, first={"attention": 0.5}).numbered_past()
    small.world.clock.war = 1
    found = isis_day.weakened_by(small.world, small.world.areas[area], small.p)
    assert found == small.remembered("us.war_event")


def test_reasons_of_a_breakout_are_drawn_by_what_each_takes_off_the_hunt(small: Small) -> None:
    """A cut of half the access against a fifth of the troops gone: five in seven."""
    small.set(campaign={"us": 0.8}, iraq={"airspace": 0.25, "ground": 0.75}).numbered_past()
    cut, gone = small.remembered("iraq.access_event"), small.remembered("us.exit_event")
    found = [
        isis_day.weakened_by(small.new_day(day).world, small.world.areas[0], small.p)
        for day in range(2000)
    ]
    assert set(found) == {cut, gone}
    assert found.count(cut) / 2000 == pytest.approx(5.0 / 7.0, abs=0.04)


def test_a_cause_is_drawn_by_its_weight() -> None:
    """Each has its part of the range; nothing weighs, nothing is drawn."""
    weights, events = (0.0, 1.0, 0.0, 2.0, 1.0), (1, 2, 3, 4, 5)
    draws = (0.0, 0.24, 0.26, 0.74, 0.76, 0.999)
    assert [isis_day.drawn_cause(weights, events, u) for u in draws] == [2, 2, 4, 4, 5, 5]
    assert isis_day.drawn_cause((0.0, 0.0), (1, 2), 0.5) == BASELINE
    assert isis_day.drawn_cause((0.0, 3.0), (1, 2), 0.0) == 2


def test_the_angriest_militia_is_the_one_that_takes_most_off_the_hunt(small: Small) -> None:
    """By attention and by its share of the hunt; without grievance its debt is behind it."""
    small.numbered_past().set(first={"attention": 0.4}, third={"attention": 0.7})
    assert isis_day.angriest(small.world) == small.remembered("militias[0].grievance_event")
    small.set(first={"grievance_event": -1})
    assert isis_day.angriest(small.world) == small.remembered("militias[0].debt_event")
    small.set(first={"attention": 0.35, "grievance_event": 0})
    assert isis_day.angriest(small.world) == 0, "of two alike the first"
    small.set(first={"attention": 0.0}, third={"attention": 0.0})
    assert isis_day.angriest(small.world) == BASELINE


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
    for run in range(3000):
        small.world.clock.run_key = luck.mix(run * luck.GOLDEN & luck.MASK)
        moods.append(end_of_day.first_mood(small.world, small.p))
    mean = sum(moods) / len(moods)
    sd = math.sqrt(sum((x - mean) ** 2 for x in moods) / len(moods))
    assert mean == pytest.approx(0.0, abs=0.04)
    assert sd == pytest.approx(0.5, rel=0.06)
    beyond = sum(abs(x) > 1.0 for x in moods) / len(moods)
    assert beyond == pytest.approx(0.0455, abs=0.015)


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
    advance(small.world, small.p)
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
