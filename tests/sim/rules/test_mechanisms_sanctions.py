"""Sanctions: what brings a step on, what a step does, and what holds up the next."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import fading, fire, iran_line, sanctions, shocks
from tests.sim.rules.paired import SURE, rise, same


@pytest.mark.mechanism("M078", "M079")
def test_sanctions_rise_with_the_confrontation_not_in_its_place(runs, start):
    """Runs with more fire have more steps; shuffled runs, the control, show no such tie."""
    found = runs("baseline", n=2000, events=True).outcomes
    steps, attacks = found["n_sanction_steps"], found["n_rocket_attacks"]
    assert np.corrcoef(steps, attacks)[0, 1] > 0.15
    mixed = np.random.default_rng(5).permutation(attacks)
    assert abs(np.corrcoef(steps, mixed)[0, 1]) < 0.1
    assert start.ask(sanctions.level, us={"steps": 2}) > start.ask(sanctions.level) == 1.0
    assert start.ask(sanctions.pressure_on_iran, us={"sanctions": 1.5}) > 0.0
    strained, calm = (
        start.ask(iran_line.pull_to_encourage, iran={"pressure": x}) for x in (2.0, 0.0)
    )
    assert strained > calm


@pytest.mark.mechanism("M079")
def test_a_step_follows_an_attack_by_days_even_a_harmless_one(start, priors):
    """One attack without deaths is enough to make it possible; a month later it no longer is."""
    fresh = start.ask(sanctions.exchange_added, weight=0.0)
    assert start.ask(sanctions.p_step, us={"exchange": 0.0}) == 0.0
    assert start.ask(sanctions.p_step, us={"exchange": fresh}) > 0.0
    assert start.ask(sanctions.exchange_added, weight=2.0) > fresh
    assert start.ask(fading.exchange, us={"exchange": 1.0}) < 1.0
    assert all(p.exchange_keep**40 < p.sanction_floor for p in priors)


@pytest.mark.mechanism("M080")
def test_sanctions_beyond_the_start_raise_hostility_for_good(start):
    """Base fire rises with their level, and no rule lets the level fade."""
    more, same = (start.ask(fire.hostility, us={"sanctions": x}) for x in (2.0, 1.0))
    assert more > same
    assert start.ask(sanctions.level, us={"steps": 3, "sanctions": 1.0}) > 1.0
    assert not hasattr(fading, "sanctions")


@pytest.mark.mechanism("M081", "M082")
def test_sanctions_make_the_epidemic_worse_and_it_changes_no_attack(runs, start):
    """Heavier burden in Iran under strain; in paired runs not one rocket more or less."""
    sick = {"shock_epidemic": 1.0}
    worse, plain = (
        start.ask(shocks.burden_tomorrow, iran={"pressure": x}, lever=sick) for x in (2.0, 0.0)
    )
    assert worse > plain > 0.0 == start.ask(shocks.burden_tomorrow)
    ill = runs(
        "baseline", "parameters.set.epidemic_cooling=0", orders=("lever: shock.epidemic, set: 1",)
    )
    well = runs("baseline", "parameters.set.epidemic_cooling=0")
    assert (ill.outcomes["n_rocket_attacks"] == well.outcomes["n_rocket_attacks"]).all()


@pytest.mark.mechanism("M078", "M080", "M109")
def test_each_further_step_of_sanctions_adds_less(start, priors):
    """To hostility and to strain, on both sides of the start and in every draw of the prior."""
    for p in [start.p, *priors]:
        levels = [
            start.ask(fire.hostility, us={"sanctions": 1.0 + k * p.sanction_step}, p=vars(p))
            for k in range(5)
        ]
        added = np.abs(np.diff(levels))
        assert added[0] == pytest.approx(abs(p.fire_per_step))
        assert (np.diff(added) <= 0).all()
    strain = np.diff(
        [start.ask(sanctions.pressure_on_iran, us={"sanctions": s}) for s in (1, 2, 3)]
    )
    assert strain[0] > strain[1] > 0.0
    eased = start.ask(fire.hostility, us={"sanctions": 0.0})
    assert 2.0 - eased == pytest.approx(start.ask(fire.hostility, us={"sanctions": 2.0}))


@pytest.mark.mechanism("M078", "M079")
def test_steps_taken_of_late_hold_up_the_next(runs, start):
    """The chance falls with fresh steps and comes back as they fade; so steps do not pile up.

    Control: where a step leaves as much to sanction as before, the second follows sooner.
    """
    fresh = {"exchange": 2.0}
    chances = [start.ask(sanctions.p_step, us=fresh | {"fresh_steps": f}) for f in (0.0, 1.0, 2.0)]
    assert chances[0] > chances[1] > chances[2] > 0.0
    assert start.ask(fading.fresh_steps, us={"fresh_steps": 1.0}) < 1.0

    def steps(spent):
        block = runs(
            "baseline",
            "parameters.set.sanction_hazard=0.1",
            f"parameters.set.sanction_spent={spent}",
            events=True,
        )
        found = block.events(Action.SANCTION)
        gaps = found.groupby("run").day.diff().dropna()
        return block.mean("n_sanction_steps"), (gaps < 14).mean()

    held, free = steps(10), steps(0)
    assert held[0] < 0.7 * free[0]
    assert held[1] < 0.7 * free[1]


@pytest.mark.mechanism("M080", "M108", "M109")
def test_pressure_brings_on_talks_only_if_it_compels_and_talks_cool_the_fire(runs):
    """H6-A: an offer is taken up in nearly every run, and fewer rockets follow; H6-B: seldom.

    Controls: talks that relieve nothing leave every rocket where it was; without an offer none
    begin under H6-B, however many steps of sanctions there are.
    """
    offer = ("lever: us.talks, set: offer",)
    compels, entrench = (runs("baseline", f"hypotheses.H6={x}", orders=offer) for x in ("A", "B"))
    assert rise(entrench, compels, "talks") > SURE
    assert compels.mean("talks") > 0.8 > 0.3 > entrench.mean("talks")
    unasked = runs("baseline")
    assert unasked.mean("n_sanction_steps") > 0.5
    assert not unasked.outcomes["talks"].any()
    quiet = runs("baseline", "hypotheses.H6=A")
    assert rise(quiet, compels, "n_rocket_attacks") < -SURE
    off = ("hypotheses.H6=A", "parameters.set.talks_relief=0")
    pair = [runs("baseline", *off, orders=orders) for orders in ((), offer)]
    assert same(*pair, "n_rocket_attacks", "us_killed")


@pytest.mark.mechanism("M108")
def test_endless_pressure_alone_brings_talks_if_it_compels(runs):
    """Three steps more than at the start, no offer: talks begin in many runs of H6-A.

    Control: none where the US is forbidden to talk, and none under H6-B.
    """
    hard = "lever: us.sanctions, set: 3"
    for variant, orders, some in (
        ("A", (hard,), True),
        ("A", (hard, "lever: us.talks, set: never"), False),
        ("B", (hard,), False),
    ):
        block = runs("baseline", f"hypotheses.H6={variant}", orders=orders)
        assert (block.mean("talks") > 0.1) is some, (variant, orders)
        assert block.outcomes["talks"].any() == some
