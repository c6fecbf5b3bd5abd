"""ISIS lives on what its enemies do to each other: pauses, quarrels, and withdrawals."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import fire, isis, leadership, posture

NEVER_PAUSE = "lever: us.pause, set: never"
NO_ROOM = "parameters.set.isis_room=1.5"
PEACE = ("lever: militia.capability, set: 0",)
"""Militias without means: nothing but the pause itself then moves ISIS."""


def hunt(start, effort=1.0, attention=0.0, leader_loss=0.0, **p):
    """Pressure on ISIS in Iraq."""
    return start.ask(
        isis.hunt_in_iraq, effort=effort, attention=attention, leader_loss=leader_loss, p=p
    )


@pytest.mark.mechanism("M038")
def test_threat_above_a_threshold_turns_troops_from_hunting_to_guarding(runs, start):
    """Nothing below it, nearly certain within days far above it, and little hunting goes on."""
    on = start.p.pause_on
    assert start.ask(posture.p_pause, us={"threat": 0.99 * on}) == 0.0
    chance = start.ask(posture.p_pause, us={"threat": 2.0 * on})
    assert 1.0 - (1.0 - chance) ** 3 > 0.6
    paused, free = (
        start.ask(isis.us_effort, paused=x, airspace=1.0, ground=1.0) for x in (1.0, 0.0)
    )
    assert paused < 0.5 * free
    block = runs("january_2020", "history.until=2020-01-04", events=True, daily=True)
    assert block.series("paused")[:, 67:75].max(axis=1).mean() > 0.7, "days after the killings"
    assert start.ask(posture.threat_from_leadership) > on / 2.0
    deadly, harmless = (start.ask(posture.threat_from_attack, weight=w) for w in (2.0, 0.0))
    assert deadly > harmless > 0.0


@pytest.mark.mechanism("M039")
def test_a_pause_ends_at_a_lower_threat_than_it_began(runs, start, priors):
    """Hysteresis: in between nothing changes either way; below, operations come back."""
    for p in [start.p, *priors]:
        assert p.pause_off <= p.pause_on
        between = {"threat": (p.pause_off + p.pause_on) / 2.0}
        assert start.ask(posture.p_pause, us=between, p=vars(p)) == 0.0
        assert start.ask(posture.p_resume, us=between, p=vars(p)) == 0.0
        assert start.ask(posture.p_resume, us={"threat": 0.0}, p=vars(p)) > 0.0
    paused = runs("january_2020", events=True, daily=True).series("paused")
    was = paused.any(axis=1)
    assert was.mean() > 0.5
    back = np.array([not row[-1] or (np.diff(row) < 0).any() for row in paused[was]])
    assert back.mean() > 0.8, "the pause is a state, not an end"


@pytest.mark.mechanism("M040")
def test_isis_climbs_slowly_in_a_pause_and_the_gain_melts_after_it(runs):
    """Up through three months of pause; afterwards the lead over runs without a pause shrinks.

    The loss is slow, so it is measured against paired runs: what seeps in from strong areas lifts
    both. With a quicker pulse of growth the level itself falls back.
    """
    pause = "lever: us.pause, set: forced, from: 2019-11-10, to: 2020-02-10"

    def path(*settings, orders=()):
        block = runs("baseline", "days=300", *settings, orders=(*PEACE, *orders), n=20, daily=True)
        return block.series("isis_strength").mean(axis=0)

    paused, calm = path(orders=(pause,)), path()
    assert paused[105] > paused[60] > paused[14]
    assert paused[20] < 1.1, "slowly"
    assert np.abs(calm - 1.0).max() < 0.1
    assert (paused - calm)[-1] < 0.97 * (paused - calm)[105]
    quick = path("parameters.set.isis_growth=0.02", orders=(pause,))
    assert quick[-1] < quick[105] - 0.1


@pytest.mark.mechanism("M040")
def test_isis_rebuilds_where_nobody_governs(start):
    """No refuge, no regrowth; the more refuge the more; under the full hunt it stands still."""
    area = {"strength": start.area.start}
    growth = [
        start.ask(isis.regrowth, area=area | {"refuge": r}, hunt=0.2, chance=1.0)
        for r in (0.0, 0.5, 1.0)
    ]
    assert growth[0] == 0.0 < growth[1] < growth[2]
    assert start.ask(isis.regrowth, area=area, hunt=1.0, chance=1.0) == pytest.approx(0.0)
    more = {"strength": 2.0 * start.area.start}
    assert start.ask(isis.regrowth, area=more, hunt=1.0, chance=1.0) < 0.0
    weak, strong = {"strength": 0.1, "neighbours": 0.2}, {"strength": 0.3, "neighbours": 0.2}
    assert start.ask(isis.spread, area=weak) > 0.0 == start.ask(isis.spread, area=strong)


@pytest.mark.mechanism("M041")
def test_an_invasion_gives_isis_the_same_opening_as_a_pause(runs, start):
    """Both cut the hunt in Syria and both let ISIS grow; without either it stays level."""
    full = start.ask(isis.hunt_in_syria, paused=0.0, turkey=0.0)
    assert full == pytest.approx(1.0)
    assert start.ask(isis.hunt_in_syria, paused=0.0, turkey=1.0) < 0.9 * full
    assert start.ask(isis.hunt_in_syria, paused=1.0, turkey=0.0) < 0.9 * full
    invaded = runs("baseline", n=20, orders=(*PEACE, "lever: shock.turkey, set: 1"))
    paused = runs("baseline", n=20, orders=(*PEACE, "lever: us.pause, set: forced"))
    level = runs("baseline", n=20, orders=(*PEACE, NEVER_PAUSE)).mean("isis_strength_ratio")
    assert invaded.mean("isis_strength_ratio") > level + 0.01
    assert paused.mean("isis_strength_ratio") > level + 0.01


@pytest.mark.mechanism("M042")
def test_the_pause_and_the_militias_turning_away_add_up(start, priors):
    """Both losses together are the sum of each, but for what the two were worth jointly."""
    for p in [start.p, *priors]:
        joint = p.hunt_together / (1.0 + p.hunt_sweeps + p.hunt_militia + p.hunt_together)
        full, paused, turned, both = (
            hunt(start, effort=e, attention=a, **vars(p))
            for e, a in ((1.0, 0.0), (0.1, 0.0), (1.0, 1.0), (0.1, 1.0))
        )
        assert full == pytest.approx(1.0)
        assert both < min(paused, turned)
        lost = (full - paused) + (full - turned)
        assert full - both == pytest.approx(lost, abs=joint + 1e-9)


@pytest.mark.mechanism("M042")
def test_angry_militias_turn_their_attention_to_the_us(start):
    """Anger moves it, day by day, and it comes back when the anger is gone."""
    turned = start.ask(isis.attention_tomorrow, attention=0.0, anger=1.0)
    assert turned > 0.0
    assert start.ask(isis.attention_tomorrow, attention=turned, anger=0.0) < turned
    assert start.ask(isis.attention_tomorrow, attention=0.0, anger=0.0) == 0.0


@pytest.mark.mechanism("M043")
def test_the_militias_hunt_worse_without_their_organiser(start):
    """Skill dies with him; air power and sweeps stay what they were."""
    loss = start.ask(leadership.skill_lost)
    assert loss > 0.0
    assert hunt(start, leader_loss=loss) < hunt(start)
    assert hunt(start, attention=1.0, leader_loss=loss) == hunt(start, attention=1.0)


@pytest.mark.mechanism("M044")
def test_ground_and_air_together_beat_isis_back_fastest(start):
    """Lacking either it is slower, lacking both slowest; together more than the sum of parts."""
    both, air, ground, neither = (
        hunt(start, effort=e, attention=1.0 - m) for e, m in ((1, 1), (1, 0), (0, 1), (0, 0))
    )
    assert both > max(air, ground)
    assert min(air, ground) > neither
    assert both - air >= ground - neither


@pytest.mark.mechanism("M046")
def test_pulling_back_the_small_teams_costs_more_than_their_numbers(start):
    """Small sites hold a smaller part of the troops than of the effort that is lost with them."""
    lost = 1.0 - start.ask(
        isis.us_effort, campaign={"small_sites": 0.0}, paused=0.0, airspace=1.0, ground=1.0
    )
    in_small_sites = sum(s.troops for s in start.sites if s.small and not s.in_syria)
    assert 0.0 < in_small_sites / start.campaign.troops_start < lost
    half = 1.0 - start.ask(
        isis.us_effort, campaign={"small_sites": 0.5}, paused=0.0, airspace=1.0, ground=1.0
    )
    assert 0.0 < half < lost


@pytest.mark.mechanism("M047")
def test_sweeps_find_little_without_american_enablers(start, priors):
    """With the militias away, what is left without the US is a small part of the whole."""
    for p in [start.p, *priors]:
        left = hunt(start, effort=0.0, attention=1.0, **vars(p))
        assert left < 0.7 * hunt(start, effort=1.0, attention=1.0, **vars(p))
    assert hunt(start, effort=0.0, attention=1.0) < 0.35 * hunt(start, attention=1.0)
    assert hunt(start, effort=0.0, attention=1.0, sweeps_alone=0.0) == 0.0


@pytest.mark.mechanism("M050")
def test_a_partial_cut_in_syria_exposes_who_stays_and_eases_isis(start):
    """Half the troops draw more than half the fire, and the hunt falls at once."""
    whole, half = (
        start.ask(fire.site_weight, site={"in_syria": 1, "troops": t}) / t for t in (400.0, 200.0)
    )
    assert half > whole
    assert start.ask(isis.hunt_in_syria, campaign={"syria": 0.5}, paused=0.0, turkey=0.0) < 1.0


@pytest.mark.mechanism("M051", "M105")
def test_a_full_exit_lets_isis_back_more_than_any_other_policy(runs):
    """Largest level at the end and, still rising, the steepest climb over the last two months."""
    end, climb = {}, {}
    for name in (
        "full_withdrawal",
        "january_2020",
        "consolidate_bases",
        "disarm_militias",
        "iran_restrains",
        "turkey_shock",
    ):
        line = runs(name, daily=True).series("isis_strength").mean(axis=0)
        end[name], climb[name] = line[-1], line[-1] - line[-60]
    others = [n for n in end if n != "full_withdrawal"]
    assert end["full_withdrawal"] > max(end[n] for n in others) + 0.05
    paused = runs("long_pause", daily=True).series("isis_strength").mean(axis=0)
    assert climb["full_withdrawal"] > max(*(climb[n] for n in others), paused[-1] - paused[-60])


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


@pytest.mark.mechanism("M057")
def test_isis_never_vanishes(runs, start):
    """Hunting does not push it below a floor, and it goes on attacking at a low level."""
    floor = start.ask(isis.survives, strength=0.0)
    assert floor > 0.0
    assert start.ask(isis.survives, strength=9.0) == 9.0
    assert start.ask(isis.p_attack, area={"strength": floor}) > 0.0
    block = runs(
        "baseline",
        "parameters.set.isis_growth=0.05",
        NO_ROOM,
        n=100,
        daily=True,
        orders=(*PEACE, NEVER_PAUSE),
    )
    assert block.series("isis_strength").min() >= 0.9 * start.p.isis_floor
    assert block.outcomes["n_isis_attacks"].min() > 0


@pytest.mark.mechanism("M058")
def test_isis_gains_from_its_enemies_quarrel_without_acting(runs, start):
    """Threat alone widens its room; with that effect switched off the same runs give it less."""
    quiet, tense = (start.ask(isis.opportunity, us={"threat": t}, war=0) for t in (0.0, 9.0))
    assert tense > quiet
    with_it, without = (
        runs("january_2020", f"parameters.set.isis_opportunity={x}") for x in (1, 0)
    )
    assert with_it.mean("n_rocket_attacks") == pytest.approx(
        without.mean("n_rocket_attacks"), rel=0.02
    ), "their quarrel is the same"
    assert with_it.mean("isis_strength_ratio") > without.mean("isis_strength_ratio") + 0.02
    assert start.ask(isis.breaks_out, area={"strength": 1.0, "start": 0.1})
    assert not start.ask(isis.breaks_out, area={"strength": 0.1, "start": 0.1})
