"""Troops, sites and shelter on the evening of a small world."""

from __future__ import annotations

import pytest

from sim.actions import Action
from sim.day import end_of_day
from sim.rules import fire, posture
from sim.state.actors import ID_COALITION
from tests.sim.day.conftest import EMBASSY, LARGE, QUIET_POST, TODAY, Small, lines


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
    small.set(us={"syria_exit_day": 0})
    since_the_first_day = small.changes(end_of_day.move_troops, small.p)
    assert since_the_first_day == {"campaign.syria": 0.5}


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
