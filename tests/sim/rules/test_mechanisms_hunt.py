"""Who hunts ISIS, with what, and what each of them loses when another leaves."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import fading, fire, isis, leadership


def hunt(start, enabled=1.0, effort=1.0, attention=0.0, leader_loss=0.0, **p):
    """Pressure on ISIS in Iraq."""
    return start.ask(
        isis.hunt_in_iraq,
        enabled=enabled,
        effort=effort,
        attention=attention,
        leader_loss=leader_loss,
        p=p,
    )


def american(start, paused=0.0, airspace=1.0, ground=1.0, p=None, **campaign):
    """American enablers and ground missions in Iraq."""
    p = p or {}
    return (
        start.ask(isis.enablers, campaign=campaign, paused=paused, airspace=airspace, p=p),
        start.ask(isis.missions, campaign=campaign, paused=paused, ground=ground, p=p),
    )


@pytest.mark.mechanism("M038", "M045", "M047")
def test_airspace_closes_the_sky_and_ground_access_the_roads(start, priors):
    """Enablers hang on airspace and not on roads, missions on roads and not on airspace.

    Losing either costs hunt, and both need Americans.
    """
    for p in [start.p, *priors]:
        table = vars(p)
        air, roads = american(start, p=table)
        no_air, roads_then = american(start, airspace=0.0, p=table)
        air_then, no_roads = american(start, ground=0.0, p=table)
        assert (air, roads) == (1.0, 1.0)
        assert (no_air, roads_then) == (0.0, roads)
        assert (air_then, no_roads) == (air, 0.0)
        assert american(start, us=0.0, p=table) == (0.0, 0.0)
        assert hunt(start, enabled=0.0, **table) < hunt(start, **table)
        assert hunt(start, effort=0.0, **table) < hunt(start, **table)


@pytest.mark.mechanism("M042")
def test_the_pause_and_the_militias_turning_away_add_up(start, priors):
    """Both losses together are the sum of each, but for what the two were worth jointly."""
    for p in [start.p, *priors]:
        weights = 1.0 + p.hunt_air + p.hunt_sweeps + p.hunt_militia + p.hunt_together
        joint = p.hunt_together / weights
        enabled, effort = american(start, paused=1.0, p=vars(p))
        full, paused, turned, both = (
            hunt(start, enabled=n, effort=e, attention=a, **vars(p))
            for n, e, a in (
                (1.0, 1.0, 0.0),
                (enabled, effort, 0.0),
                (1.0, 1.0, 1.0),
                (enabled, effort, 1.0),
            )
        )
        assert full == pytest.approx(1.0)
        assert both < min(paused, turned)
        lost = (full - paused) + (full - turned)
        assert full - both == pytest.approx(lost, abs=joint + 1e-9)


@pytest.mark.mechanism("M042", "M067")
def test_angry_militias_turn_their_attention_to_the_us(start, priors):
    """Anger moves it, day by day, and it comes back when the anger is gone.

    A strong common enemy keeps part of it. Control: without that effect it does not.
    """

    def tomorrow(attention, anger, isis_now=1.0, **p):
        return start.ask(
            isis.attention_tomorrow, attention=attention, anger=anger, isis=isis_now, p=p
        )

    turned = tomorrow(0.0, 1.0)
    assert turned > 0.0
    assert tomorrow(turned, 0.0) < turned
    assert tomorrow(0.0, 0.0) == 0.0
    for p in priors:
        assert tomorrow(0.0, 1.0, 3.0, **vars(p)) < tomorrow(0.0, 1.0, 1.0, **vars(p))
    assert tomorrow(0.0, 1.0, 3.0, common_enemy=0.0) == turned


@pytest.mark.mechanism("M043", "M016")
def test_the_militias_hunt_worse_without_their_organiser(runs, start):
    """Skill dies with the commander; air power and sweeps stay what they were; others learn it.

    Control: the same strike on the go-between alone takes no skill.
    """
    loss = start.ask(leadership.skill_lost)
    assert loss > 0.0
    assert hunt(start, leader_loss=loss) < hunt(start)
    assert hunt(start, attention=1.0, leader_loss=loss) == hunt(start, attention=1.0)
    assert 0.0 < start.ask(fading.leader_loss, campaign={"leader_loss": loss}) < loss
    strike = "lever: us.leadership_strike.order, set: strike, on: 2019-12-01"

    def lost(whom):
        whom = f"lever: us.leadership_strike.whom, set: {whom}"
        orders = (strike, whom, "lever: us.leadership_strike.permit, set: never")
        campaign = runs("baseline", orders=orders, n=5, trace=True).part("campaign")
        return campaign["leader_loss"][:, 40, 0].min()

    assert lost("commander") > 0.5 * loss
    assert lost("go_between") == 0.0


@pytest.mark.mechanism("M044")
def test_ground_and_air_together_beat_isis_back_fastest(start, priors):
    """Militias on the ground under American aircraft: lacking either it is slower, lacking both
    slowest; together more than the sum of parts."""
    for p in [start.p, *priors]:
        both, air, ground, neither = (
            hunt(start, enabled=e, effort=0.0, attention=1.0 - m, **vars(p))
            for e, m in ((1, 1), (1, 0), (0, 1), (0, 0))
        )
        assert both > max(air, ground)
        assert min(air, ground) > neither
        assert both - air >= ground - neither


@pytest.mark.mechanism("M046")
def test_pulling_back_the_small_teams_costs_more_than_their_numbers(start):
    """Small sites hold a smaller part of the troops than of the missions that are lost with them.

    What aircraft and intelligence do is not theirs and stays.
    """
    enabled, left = american(start, small_sites=0.0)
    lost = 1.0 - left
    in_small_sites = sum(s.troops for s in start.sites if s.small and not s.in_syria)
    assert 0.0 < in_small_sites / start.campaign.troops_start < lost
    assert 0.0 < 1.0 - american(start, small_sites=0.5)[1] < lost
    assert enabled == 1.0


@pytest.mark.mechanism("M047")
def test_sweeps_find_little_without_american_enablers(start, priors):
    """With militias and missions away, sweeps without enablers are a small part of those with."""
    for p in [start.p, *priors]:
        alone, enabled = (
            hunt(start, enabled=e, effort=0.0, attention=1.0, **vars(p)) for e in (0.0, 1.0)
        )
        assert alone < 0.7 * enabled
    assert hunt(start, enabled=0.0, effort=0.0, attention=1.0) < 0.35 * hunt(start, attention=1.0)
    assert hunt(start, enabled=0.0, effort=0.0, attention=1.0, sweeps_alone=0.0) == 0.0
    assert hunt(start, enabled=1.0, effort=0.0, attention=1.0, hunt_sweeps=0.0) == pytest.approx(
        hunt(start, attention=1.0, hunt_sweeps=0.0) - hunt(start, 0.0, 1.0, 1.0, hunt_sweeps=0.0)
    ), "without sweeps enablers and missions merely add"


@pytest.mark.mechanism("M050")
def test_a_partial_cut_in_syria_exposes_who_stays_and_eases_isis(start):
    """Half the troops draw more than half the fire, and the hunt falls at once."""
    whole, half = (
        start.ask(fire.site_weight, site={"in_syria": 1, "troops": t}) / t for t in (400.0, 200.0)
    )
    assert half > whole
    assert start.ask(isis.hunt_in_syria, campaign={"syria": 0.5}, paused=0.0, turkey=0.0) < 1.0


@pytest.mark.mechanism("M052")
def test_isis_is_strongest_where_its_enemies_fight_hardest(runs, start):
    """Runs that end in open war against those that do not; shuffled runs are the control."""
    block = runs("lethal_missile_reprisal", "parameters.set.war_chance=0.3")
    strength, war = (block.outcomes[n] for n in ("isis_strength_ratio", "open_war"))
    assert 0.05 < war.mean() < 0.98
    assert strength[war == 1].mean() > strength[war == 0].mean() + 0.2
    mixed = np.random.default_rng(3).permutation(war)
    assert abs(strength[mixed == 1].mean() - strength[mixed == 0].mean()) < 0.15
    calm = start.ask(isis.opportunity, war=0)
    assert (
        start.ask(isis.opportunity, war=1)
        > start.ask(isis.opportunity, us={"threat": 99.0}, war=0)
        > calm
        == 1.0
    )
