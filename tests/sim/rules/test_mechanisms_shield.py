"""US fire near its partners in Syria: what sets it off, what it stops, and how the US wavers."""

from __future__ import annotations

import pytest

from sim.actions import Action
from sim.rules import shield
from sim.state.actors import ID_FORCE
from tests.sim.rules.paired import SURE, rise, same

SYRIAN_ARMY = ID_FORCE
HOLD_FIRE = "lever: us.self_defence, set: never, from: 2017-06-02"


@pytest.mark.mechanism("M083")
def test_fire_near_partners_stops_an_advance_and_not_the_drive(runs, start):
    """Paired runs: where the US may fire, Damascus's side wins less ground.

    Yet those who were hit come back: nearly all move again in the same run. Control: where fire
    makes nobody shy and kills nobody, it wins Damascus's side no less than no fire does.
    """
    fire, none = runs("border_2017", events=True), runs("border_2017", orders=(HOLD_FIRE,))
    assert rise(fire, none, "n_damascus_gains") > SURE
    off = ("parameters.set.fire_stops=0", "parameters.set.might_per_fighter=0")
    harmless = runs("border_2017", *off)
    assert rise(harmless, runs("border_2017", *off, orders=(HOLD_FIRE,)), "n_damascus_gains") < 4.0
    hits = fire.events(Action.DEFENSIVE_FIRE)
    hits = hits[hits.day < 200]
    moves = fire.events(Action.PROBE, Action.ADVANCE)
    last = moves.groupby(["run", "actor"]).day.max().rename("last").reset_index()
    back = hits.merge(last, left_on=["run", "target"], right_on=["run", "actor"])
    assert len(back) > 1000
    assert (back["last"] > back.day).mean() > 0.9
    assert start.ask(shield.shy_tomorrow, force={"shy": 0.7}) < 0.7


@pytest.mark.mechanism("M084")
def test_fire_is_set_off_by_nearness_and_not_by_presence(runs, start):
    """Each act of fire follows a move close to partners by days.

    Control: where nobody moves close on purpose, the same forces hold as much of Syria and more,
    and most of the fire is gone.
    """
    usual = runs("border_2017", events=True)
    log = usual.log
    shots = usual.events(Action.DEFENSIVE_FIRE)
    assert shots.cause_action.isin([Action.PROBE, Action.ADVANCE]).all()
    since = shots.day.to_numpy() - log.day.to_numpy()[shots.cause]
    assert since.min() > 0
    assert (since < 30).mean() > 0.9
    apart = runs("border_2017", "parameters.set.probe_rate=0")
    assert apart.mean("n_us_fire_syria") < 0.4 * usual.mean("n_us_fire_syria")
    assert apart.mean("n_areas_damascus") > usual.mean("n_areas_damascus")
    assert start.ask(shield.p_defend, us={"near": 0.0}, committed=1.0) == 0.0
    assert start.ask(shield.p_defend, us={"near": 1.0}, committed=1.0) > 0.0


@pytest.mark.mechanism("M085")
def test_deconfliction_means_fewer_clashes_and_a_wider_hold_of_the_regime(runs):
    """Always against never: less fire and fewer exchanges, more ground for Damascus.

    Control: where keeping apart neither calms nor opens the way, each pair is the same.
    """

    def pair(*settings):
        return [
            runs("border_2017", *settings, orders=(f"lever: us.deconflict, set: {x}",))
            for x in ("never", "always")
        ]

    never, always = pair()
    assert rise(never, always, "n_us_fire_syria") < -SURE
    assert rise(never, always, "n_clashes") < -SURE
    assert rise(never, always, "n_damascus_gains") > SURE
    off = ("parameters.set.deconflict_calm=0", "parameters.set.deconflict_opens=0")
    assert same(*pair(*off), "n_us_fire_syria", "n_clashes", "n_damascus_gains")


@pytest.mark.mechanism("M088")
def test_us_commitment_fades_and_then_partners_bargain(runs):
    """Less of it at the end than at the start; where it fades fast, partners make deals.

    Control: a commitment that lasts is whole at the end, and nobody bargains.
    """
    usual = runs("border_2017")
    assert usual.outcomes["us_commitment"].max() < 0.8
    short, long = (runs("border_2017", f"parameters.set.will_halflife={x}") for x in (100, 1e5))
    assert long.mean("us_commitment") > 0.99
    assert short.mean("us_commitment") < 0.2
    assert rise(long, short, "n_deals") > SURE
    assert rise(long, short, "n_us_fire_syria") < -SURE
    assert not long.outcomes["n_deals"].any()


@pytest.mark.mechanism("M093")
def test_mixed_signals_make_the_other_side_probe(runs):
    """A posture that wavers threefold against a steady one: more days of coming close.

    Control: where swings tempt nobody, they bring no more of them.
    """

    def pair(*settings):
        return [
            runs("border_2017", *settings, orders=(f"lever: us.signals, set: {x}",)) for x in (0, 3)
        ]

    assert rise(*pair(), "n_probe_days") > SURE
    assert rise(*pair("parameters.set.probe_mixed=0"), "n_probe_days") < 4.0


@pytest.mark.mechanism("M093")
def test_fear_of_a_quagmire_eases_the_us_up_after_it_fired(runs, start):
    """So it swings below the middle and fires less. Control: without that fear it fires more."""
    assert start.ask(shield.swing_after_fire, us={"swing": 0.5}) < 0.5
    usual, bold = runs("border_2017"), runs("border_2017", "parameters.set.quagmire_fear=0")
    assert rise(usual, bold, "n_us_fire_syria") > SURE
    traced = [
        runs("border_2017", *x, n=200, trace=True).part("us")["swing"].mean()
        for x in ((), ("parameters.set.quagmire_fear=0",))
    ]
    assert traced[0] < -0.02
    assert abs(traced[1]) < 0.02


@pytest.mark.mechanism("M094")
def test_russia_is_a_brake_on_war_between_the_us_and_damascus(runs):
    """With the brake on fire stays fire; without it many an act becomes an exchange.

    Only Damascus's own army, which Russia backs, exchanges fire. Control: without a chance to
    clash the brake changes nothing.
    """
    held, free = (
        runs("border_2017", f"parameters.set.russia_brake={x}", events=True) for x in (1, 0)
    )
    assert not held.outcomes["n_clashes"].any()
    assert rise(held, free, "n_clashes") > SURE
    assert same(held, free, "n_us_fire_syria")
    assert (free.events(Action.CLASH).target == SYRIAN_ARMY).all()
    hit = free.events(Action.DEFENSIVE_FIRE).target
    assert (hit != SYRIAN_ARMY).mean() > 0.2, "control: others are hit too"
    none = runs("border_2017", "parameters.set.russia_brake=0", "parameters.set.clash_chance=0")
    assert not none.outcomes["n_clashes"].any()
