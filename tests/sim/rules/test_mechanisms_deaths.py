"""How many rockets fall, whom they kill, and what shelter saves."""

from __future__ import annotations

import pytest

from sim.actions import ATTACKS, Action
from sim.rules import fire, iran_line, iran_reply, lethality, shocks
from sim.state.actors import ID_SITE


@pytest.mark.mechanism("M011")
def test_few_attacks_kill_and_their_luck_sets_runs_apart(runs):
    """The share that kills is small, yet runs with a death climb higher than those without."""
    block = runs("baseline", n=2000, events=True)
    found = block.outcomes
    assert 0.01 < found["n_fatal_attacks"].sum() / found["n_rocket_attacks"].sum() < 0.25
    bloody = found["n_fatal_attacks"] > 0
    assert (~bloody).mean() > 0.02
    assert found["peak_rung"][bloody].mean() > found["peak_rung"][~bloody].mean() + 1.0
    safe = runs("baseline", "parameters.set.fatal_chance=0")
    assert safe.mean("n_fatal_attacks") == 0.0
    assert safe.outcomes["peak_rung"].mean() < found["peak_rung"].mean() - 0.5


@pytest.mark.mechanism("M012")
def test_militia_rockets_never_match_a_state_salvo(start, priors):
    """In deaths, in every draw: ones and twos, capped far below what a salvo may do.

    Nor does the largest barrage kill as surely as a salvo on that very base that is meant to kill.
    """
    for p in [start.p, *priors]:
        worst = start.ask(
            lethality.deaths, n_rockets=p.barrage_high, missile=True, u=1.0 - 1e-12, p=vars(p)
        )
        assert worst <= p.deaths_cap < p.salvo_deaths_cap
    barrage = start.ask(lethality.p_fatal, n_rockets=start.p.barrage_high, missile=False)
    exposure = start.ask(lethality.salvo_exposure)
    assert barrage < start.ask(lethality.p_salvo_kills, lethal=True, exposure=exposure)
    usual = [start.ask(fire.rockets, barrage=False, u=u) for u in (0.0, 0.5, 0.999)]
    assert max(usual) < start.ask(iran_reply.missiles, u=0.0)


@pytest.mark.mechanism("M012", "M011")
def test_means_and_shelter_bound_what_an_attack_does(start):
    """More rockets kill likelier, shelter saves, and a militia without means does not fire."""
    p_fatal = lethality.p_fatal
    two, nine = (start.ask(p_fatal, n_rockets=n, missile=False) for n in (2.0, 9.0))
    assert 0.0 < two < nine < 1.0
    assert start.ask(p_fatal, n_rockets=9.0, missile=False, site={"hardening": 1.0}) == 0.0
    barrage = [start.ask(fire.rockets, barrage=True, u=u) for u in (0.0, 0.999)]
    assert barrage[1] <= start.p.barrage_high
    assert (
        start.ask(fire.willingness, g={"militia_capability_x": 0.0}, line=1.0, patience=1.0) == 0.0
    )
    assert start.ask(lethality.deaths, n_rockets=2.0, missile=False, u=0.0) == 1
    assert start.ask(lethality.is_american, u=0.0)


@pytest.mark.mechanism("M013")
def test_stocked_missiles_raise_the_harm_and_invite_strikes_before_use(start):
    """Both grow with the stock; without one a barrage is rockets only and no depot is hit."""
    assert not start.ask(lethality.fires_missile, m={"missiles": 0.0}, u=0.0)
    assert start.ask(lethality.fires_missile, m={"missiles": 2.0}, u=0.0)
    with_one, without = (start.ask(lethality.p_fatal, n_rockets=9.0, missile=m) for m in (1, 0))
    assert with_one > without
    stocks = [start.ask(shocks.p_depot_strike, stock=s) for s in (0.0, 1.0, 50.0)]
    assert stocks[0] == 0.0 < stocks[1] < stocks[2]
    assert (
        start.ask(iran_line.arms_sent, lever={"iran_arms_add": 0.5})
        > start.ask(iran_line.arms_sent)
        > 0.0
    )


@pytest.mark.mechanism("M011", "M012")
def test_how_many_die_depends_on_how_many_rockets_fell(runs, start):
    """A few rockets kill ones; barrages more. Control: without extra deaths each kills just one."""
    by_size = [
        start.ask(lethality.deaths, n_rockets=n, missile=False, u=0.9) for n in (1.0, 5.0, 40.0)
    ]
    assert by_size[0] < by_size[2]
    assert by_size == sorted(by_size)
    assert start.ask(lethality.deaths, n_rockets=1.0, missile=True, u=0.9) > by_size[0]

    def dead(extra):
        fired = runs(
            "baseline",
            "parameters.set.fatal_chance=0.3",
            f"parameters.set.deaths_extra={extra}",
            events=True,
        ).events(*ATTACKS)
        fired = fired.assign(dead=fired.us_killed + fired.partner_killed)
        return fired[fired.dead > 0].groupby("action").dead.mean()

    usual, ones = dead(2), dead(0)
    assert usual[Action.BARRAGE] > 1.2 * usual[Action.HARASS]
    assert (ones == 1.0).all()


@pytest.mark.mechanism("M011")
def test_at_the_embassy_only_americans_die(runs, start):
    """Partners stay on the bases, where they do die: that is the control."""
    assert start.ask(lethality.is_american, site={"embassy": 1}, u=0.999)
    assert not start.ask(lethality.is_american, site={"embassy": 0}, u=0.999)
    fired = runs("baseline", "parameters.set.fatal_chance=0.5", n=2000, events=True).events(
        *ATTACKS
    )
    dead = fired.groupby(fired.target == ID_SITE)[["us_killed", "partner_killed"]].sum()
    assert dead.us_killed[True] > 100
    assert dead.partner_killed[True] == 0
    assert dead.partner_killed[False] > 100


@pytest.mark.mechanism("M011", "M012")
def test_attacks_that_kill_wound_several_and_larger_ones_more(runs, start):
    """About so many for each death as is said, and none where nobody dies. Control: none at all
    where the parameter is nil, and the same deaths."""
    many = "parameters.set.fatal_chance=0.5"
    block = runs("baseline", many, n=2000, events=True)
    fired = block.events(*ATTACKS)
    dead = fired.us_killed + fired.partner_killed
    assert (fired.wounded[dead == 0] == 0).all()
    each = fired.wounded.sum() / dead.sum()
    assert each == pytest.approx(start.p.wounded_per_death, rel=0.25)
    few, more = (start.ask(lethality.wounded, n_rockets=n, missile=False, u=0.6) for n in (2, 30))
    assert 0 < few < more
    unhurt = runs("baseline", many, "parameters.set.wounded_per_death=0", n=2000)
    assert unhurt.mean("wounded") == 0.0
    assert (unhurt.outcomes["us_killed"] == block.outcomes["us_killed"]).all()


@pytest.mark.mechanism("M011")
def test_coded_wounded_are_those_of_the_articles(runs):
    """Several beside the contractor of 27 December count as two at the least."""
    found = runs("january_2020", "history.until=2020-01-08", n=200, events=True)
    past = found.events(*ATTACKS)
    past = past[past.forced > 0]
    assert set(past.wounded[past.us_killed > 0]) == {2}
