"""Rocket fire: how often and at what; and what the states do beside it.

How deadly: test_mechanisms_deaths.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import ATTACKS, Action
from sim.rules import fading, fire, grievance, iran_reply, posture, reprisal, shocks
from sim.state.actors import ID_SITE

TO_MARCH = "days=145"


@pytest.mark.mechanism("M003")
def test_a_strike_is_followed_by_a_short_bump_of_rockets(runs):
    """More fire in the six days after a strike than three weeks later.

    Control: without the anger that strikes leave, the same two windows hold the same fire. Windows
    begin with the strike, so what led to it is counted in neither.
    """

    def bump(*settings):
        block = runs(
            "baseline",
            *settings,
            orders=(
                "lever: us.reply.militias_hit, set: 1",
                "lever: us.leadership_strike.permit, set: never",
            ),
            n=2000,
            events=True,
        )
        fired = block.events(*ATTACKS).groupby("run").day.apply(np.array).to_dict()
        soon, late = 0, 0
        for strike in block.events(Action.REPRISAL).itertuples():
            gap = fired[strike.run] - strike.day
            if strike.day <= block.log.day.max() - 30:
                soon += ((gap >= 1) & (gap <= 6)).sum()
                late += ((gap >= 21) & (gap <= 26)).sum()
        return soon / late

    assert bump() > 1.15
    assert 0.85 < bump("parameters.set.attacks_per_strike=0") < 1.15


@pytest.mark.mechanism("M003")
def test_anger_at_a_strike_drives_fire_and_is_soon_spent(start, priors):
    """None without a strike; more with more dead; mostly gone within two months in every draw."""
    assert start.ask(grievance.revenge_drive, m={"grievance": 0.0}) == 0.0
    few = start.ask(grievance.grievance_from_strike, fighters=0.0)
    assert start.ask(grievance.grievance_from_strike, fighters=25.0) > few > 0.0
    assert (
        start.ask(grievance.revenge_drive, m={"grievance": 2.0})
        > start.ask(grievance.revenge_drive, m={"grievance": 1.0})
        > 0.0
    )
    assert all(p.grievance_keep**60 < 0.3 for p in priors)
    assert start.ask(fading.grievance, m={"grievance": 1.0}) < 1.0
    assert start.ask(fire.p_barrage, provoked=1.0) > start.ask(fire.p_barrage, provoked=0.0)


@pytest.mark.mechanism("M009")
def test_militia_fire_goes_on_after_the_states_stand_down(runs):
    """In a good share of runs a rocket lands within two weeks of the stand-down of 8 January.

    Control: militias without means fire nothing.
    """
    usual = runs("january_2020", events=True, daily=True).series("rocket_attacks")
    unarmed = runs(
        "january_2020", orders=("lever: militia.capability, set: 0",), daily=True
    ).series("rocket_attacks")
    eve = 72  # the day of the stand-down
    assert (usual[:, eve + 14] > usual[:, eve]).mean() > 0.5
    assert (unarmed[:, -1] == unarmed[:, eve]).all()


@pytest.mark.mechanism("M010")
def test_the_coded_total_of_attacks_is_an_ordinary_result(runs):
    """Near two dozen from late October to 20 March, in clusters, with no silence of months."""
    for block in (runs("baseline", n=2000, events=True), runs("january_2020", TO_MARCH)):
        counts = block.outcomes["n_rocket_attacks"] + block.outcomes["n_rocket_attacks_before"]
        assert np.quantile(counts, 0.02) <= 24 <= np.quantile(counts, 0.98)
        assert 12 < counts.mean() < 48
        assert (block.outcomes["longest_gap"] > 60).mean() < 0.1


@pytest.mark.mechanism("M013", "M014")
def test_transfers_bring_on_raids_that_are_charged_to_the_us(runs):
    """More missiles, more raids; raids alone make militias fire that nobody else provoked."""
    usual = runs("baseline", n=2000, events=True)
    armed = runs("baseline", orders=("lever: iran.arms, set: 0.3",), events=True)
    assert armed.mean("n_depot_strikes") > 2.0 * usual.mean("n_depot_strikes")

    def answered(grievance_left):
        block = runs(
            "baseline",
            f"parameters.set.depot_grievance={grievance_left}",
            orders=("lever: iran.arms, set: 0.3",),
            events=True,
        )
        return int((block.events(*ATTACKS).cause_action == Action.DEPOT_STRIKE).sum())

    assert answered(1) > 50
    assert answered(0) == 0


@pytest.mark.mechanism("M014")
def test_a_third_partys_raid_empties_the_depot(start):
    """The militia keeps fewer missiles, and may hold Washington to blame."""
    assert start.ask(shocks.missiles_after_depot_strike, m={"missiles": 10.0}) < 10.0
    assert start.ask(shocks.charged_to_us) > 0.0
    assert start.ask(shocks.p_depot_strike, stock=1.0, lever={"shock_israel": 0.5}) > 0.3
    assert start.ask(shocks.p_depot_strike, stock=0.0, lever={"shock_israel": 0.5}) == 0.0


@pytest.mark.mechanism("M016", "M082")
def test_an_epidemic_does_not_cool_the_exchange(runs, start, priors):
    """The same attacks with and without it. Control: a coefficient that would cool them does."""
    sick = ("lever: shock.epidemic, set: 1",)
    usual, ill = runs("baseline", n=1000), runs("baseline", orders=sick)
    assert ill.mean("iran_burden") > 0.5
    assert ill.mean("n_rocket_attacks") == pytest.approx(usual.mean("n_rocket_attacks"), rel=0.1)
    cooled = runs("baseline", "parameters.set.epidemic_cooling=0.8", orders=sick)
    assert cooled.mean("n_rocket_attacks") < 0.7 * usual.mean("n_rocket_attacks")
    for p in priors:
        assert start.ask(fire.hostility, iran={"burden": 3.0}, p=vars(p)) > 0.6


@pytest.mark.mechanism("M016", "M010")
def test_base_fire_is_carried_by_hostility_from_week_to_week(start):
    """It needs no provocation, is shared out among the militias, and has no memory to fade."""
    level = start.ask(fire.hostility)
    assert level == 1.0
    shares = [start.ask(fire.base_drive, m=vars(m), level=level) for m in start.militias]
    assert sum(shares) == pytest.approx(start.p.fire_base)
    assert start.ask(fire.base_drive, level=2.0) == 2.0 * start.ask(fire.base_drive, level=1.0)


@pytest.mark.mechanism("M019")
def test_iran_acts_through_others_unless_its_own_are_hit(runs, start):
    """No debt of honour, no salvo: all fire is the militias'. Control: kill its commander."""
    proxies = runs(
        "baseline",
        orders=("lever: us.leadership_strike.permit, set: never", "lever: us.liability, set: no"),
    )
    assert proxies.mean("n_salvos") == 0.0
    assert proxies.mean("n_rocket_attacks") > 5.0
    struck = runs(
        "baseline", orders=("lever: us.leadership_strike.order, set: strike, on: 2019-12-27",)
    )
    assert struck.mean("n_salvos") > 0.8
    assert start.ask(iran_reply.p_state_reply, day=100, bases=5) == 0.0
    assert start.ask(iran_reply.p_state_reply, day=100, bases=5, iran={"debt": 1.0}) > 0.0


@pytest.mark.mechanism("M037")
def test_the_loss_of_the_strategist_leaves_unprovoked_fire_as_it_was(runs, start):
    """Fire that nobody provoked, long after he died against runs in which he lives."""
    alive, dead = (start.ask(fire.hostility, iran={"commander_alive": a}) for a in (1, 0))
    assert dead == pytest.approx(alive, rel=0.15)
    whom = "lever: us.leadership_strike.whom, set: commander"
    held = "lever: us.leadership_strike.permit, set: never"
    order = "lever: us.leadership_strike.order, set: strike, on: 2019-11-20"

    def late(*orders, settings=()):
        fired = runs("baseline", *settings, orders=orders, n=2000, events=True).events(*ATTACKS)
        return ((fired.cause < 0) & (fired.day > 90)).sum()

    ratio = late(held, whom, order) / late(held)
    assert 0.75 < ratio < 1.25
    control = ("parameters.set.strategist_effect=0.7",)
    assert late(held, whom, order, settings=control) < 0.6 * late(held)


@pytest.mark.mechanism("M055", "M066")
def test_many_small_weakly_guarded_sites_draw_more_fire(start):
    """At equal troops: many sites more than one, small more than large, unguarded more."""
    pull = fire.site_weight
    whole = start.ask(pull, site={"troops": 900.0, "small": 0})
    thirds = 3.0 * start.ask(pull, site={"troops": 300.0, "small": 0})
    assert 3.0 * start.ask(pull, site={"troops": 300.0, "small": 1}) > thirds > whole
    firm, loose = (start.ask(pull, iraq={"allegiance": a}) for a in (0.9, 0.1))
    assert loose > firm
    assert start.ask(pull, site={"open": 0}) == 0.0
    few, many = (
        start.ask(fire.willingness, campaign={"exposure": e}, line=1.0, patience=1.0)
        for e in (0.1, 0.5)
    )
    assert few < many
    assert start.ask(posture.p_consolidate, us={"threat": 60.0}) > 0.0


SURGE = ("lever: isis.shock, set: 2, on: 2019-11-01",)


@pytest.mark.mechanism("M067")
def test_a_strong_isis_turns_the_militias_from_the_americans(runs, start):
    """Unprovoked fire falls as their common enemy grows, and never rises when it is weak.

    The same winters after a surge of ISIS, against those without it. Control: militias that mind
    no common enemy fire as before.
    """
    factors = [start.ask(fire.common_enemy, isis=x) for x in (0.5, 1.0, 1.5, 3.0)]
    assert factors[0] == factors[1] == 1.0 > factors[2] > factors[3] > 0.0

    def unprovoked(strength, *orders):
        fired = runs(
            "baseline",
            f"parameters.set.common_enemy={strength}",
            orders=orders,
            n=2000,
            events=True,
        ).events(*ATTACKS)
        return ((fired.cause < 0) & (fired.day > 10)).sum()

    surge = unprovoked(0.5, *SURGE) / unprovoked(0.5)
    assert surge < 0.8
    assert unprovoked(1.5, *SURGE) / unprovoked(1.5) < surge
    assert unprovoked(0, *SURGE) / unprovoked(0) == pytest.approx(1.0, abs=0.01)


@pytest.mark.mechanism("M074")
def test_the_us_spares_militias_that_are_of_use_against_isis(runs, start):
    """Fewer militias that were not blamed are hit as ISIS grows; with no such regard, as many."""
    chances = [start.ask(reprisal.p_also_hit, isis=x) for x in (0.5, 1.0, 2.0, 4.0)]
    assert chances[0] == chances[1] > chances[2] > chances[3] > 0.0

    def beside(strength, *orders):
        block = runs(
            "baseline",
            f"parameters.set.common_enemy={strength}",
            orders=orders,
            n=2000,
            events=True,
        )
        return block.mean("n_militias_hit") / block.mean("n_us_strikes") - 1.0

    assert beside(1.5, *SURGE) < 0.7 * beside(1.5)
    assert beside(0, *SURGE) == pytest.approx(beside(0), rel=0.05)


@pytest.mark.mechanism("M050", "M055")
def test_an_empty_post_draws_no_fire(runs, start):
    """Nobody fires at a site without Americans, from the day after they left it.

    What is fired on the day itself was aimed before. Control: until then those sites were hit.
    """
    assert start.ask(fire.site_weight, site={"troops": 0.0, "appeal": 5.0}) == 0.0
    assert start.ask(fire.site_weight, site={"troops": 1.0, "appeal": 5.0}) > 0.0
    block = runs(
        "baseline",
        orders=("lever: us.presence.close_small, set: yes, on: 2020-01-05",),
        events=True,
    )
    fired = block.events(*ATTACKS)
    closed = block.events(Action.CONSOLIDATE)
    left = closed.set_index(["run", "target"]).day
    day = left.reindex(list(zip(fired.run, fired.target, strict=True))).to_numpy()
    assert (fired.day.to_numpy() < day).sum() > 500
    assert (fired.day.to_numpy() > day).sum() == 0
    gone = runs(
        "baseline",
        orders=(
            "lever: us.presence.troops_to, set: 0, on: 2019-11-20",
            "lever: us.presence.days, set: 1",
            "lever: us.presence.return, set: never",
        ),
        events=True,
    ).events(*ATTACKS)
    in_iraq = [k for k, site in enumerate(start.sites) if not site.in_syria and not site.embassy]
    on_bases = (gone.target - ID_SITE).isin(in_iraq)
    assert on_bases[gone.day < 23].sum() > 500
    assert on_bases[gone.day > 25].sum() == 0


@pytest.mark.mechanism("M050", "M055")
def test_fire_on_syria_and_erbil_is_rare(runs, start):
    """Iraqi militias hardly reach them, also over the draws of the prior.

    Control: with a pull as in Iraq the posts in Syria would draw several times as much.
    """
    far = [k for k, site in enumerate(start.sites) if site.in_syria or site.reach < 0.1]
    assert len(far) == 4

    def share(*settings):
        fired = runs("baseline", *settings, n=2000, events=True).events(*ATTACKS)
        return (fired.target - ID_SITE).isin(far).mean()

    assert share() < 0.02
    assert share("parameters=prior") < 0.03
    assert share("parameters.set.weight_syria=1") > 0.06
    assert start.ask(fire.site_weight, site={"reach": 0.05}) < 0.1 * start.ask(
        fire.site_weight, site={"reach": 1.0}
    )
