"""The Iraqi state: the terms of the invitation, the street, and who needs militias."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import fire, isis, shield, shocks, sovereignty
from sim.state.actors import ID_FORCE
from tests.sim.rules.paired import SURE, rise, same

IRAQI_MILITIAS = ID_FORCE + 2
LIMITS = {x: f"lever: iraq.limits, set: {x}, from: 2017-07-01" for x in (0, 1)}


@pytest.mark.mechanism("M067")
def test_while_isis_holds_ground_and_terms_are_kept_the_militias_leave_americans_alone(runs, start):
    """In 2017 hardly a rocket in a year; with the enemy gone, or the terms, they come.

    Control: where neither truce nor danger counts, the year is as loud as the winter of 2019.
    """
    usual = runs("border_2017")
    none = ("parameters.set.truce=0", "parameters.set.territory_danger=0")
    loud = runs("border_2017", *none)
    assert usual.mean("n_rocket_attacks") < 0.2 * loud.mean("n_rocket_attacks")
    assert rise(usual, loud, "n_rocket_attacks") > SURE
    beaten = ("parameters.set.hold_effect=0", "parameters.set.retake_rate=0")
    gone = runs("border_2017", *beaten)
    assert gone.mean("n_areas_isis") < 0.5 < usual.mean("n_areas_isis")
    assert rise(usual, gone, "n_rocket_attacks") > SURE
    kept, broken = (
        start.ask(fire.truce, iraq={"legitimacy": x}, territory=0.3) for x in (1.0, 0.0)
    )
    assert kept < 0.2
    assert broken == 1.0 == start.ask(fire.truce, territory=0.0)
    assert start.ask(isis.danger, strength=1.0, territory=0.3) > 1.0


@pytest.mark.mechanism("M068")
def test_protest_against_irans_sway_cuts_its_standing_in_baghdad(runs):
    """Thrice the protest leans Baghdad to Washington. Control: not where protest pulls none."""
    wave, off = "lever: shock.protest, set: 2", "parameters.set.protest_pull=0"
    usual, loud = runs("baseline"), runs("baseline", orders=(wave,))
    assert rise(usual, loud, "iraq_alignment") < -SURE
    assert loud.mean("iraq_alignment") < usual.mean("iraq_alignment") - 0.05
    quiet, as_loud = runs("baseline", off), runs("baseline", off, orders=(wave,))
    assert as_loud.mean("iraq_alignment") == pytest.approx(quiet.mean("iraq_alignment"), abs=0.005)


@pytest.mark.mechanism("M069", "M068")
def test_protest_is_met_with_force_that_moves_with_it(runs, start):
    """Runs with more room for protest see more force, and a wave brings more of both.

    Controls: shuffled runs show no tie; where protest meets no force, none is counted.
    """
    usual = runs("baseline")
    force, room = usual.outcomes["repression"], usual.outcomes["protest_room"]
    assert np.corrcoef(force, room)[0, 1] > 0.5
    mixed = np.random.default_rng(5).permutation(room)
    assert abs(np.corrcoef(force, mixed)[0, 1]) < 0.1
    wave = "lever: shock.protest, set: 2"
    assert rise(usual, runs("baseline", orders=(wave,)), "repression") > SURE
    spared = runs("baseline", "parameters.set.repression=0", orders=(wave,))
    assert not spared.outcomes["repression"].any()
    assert start.ask(shocks.repression, iraq={"protest": 0.0}) == 0.0


@pytest.mark.mechanism("M070")
def test_strikes_let_militias_bed_in_and_crowd_protest_out(runs):
    """A leadership strike, in paired runs: more cover for militias, less room and less protest met.

    Control: where anger neither crowds nor counts as need, protest is the same in every pair and
    most of the cover is not won.
    """
    strike = "lever: us.leadership_strike.order, set: strike, on: 2019-12-01"
    usual, struck = runs("baseline"), runs("baseline", orders=(strike,))
    assert rise(usual, struck, "militia_standing") > SURE
    assert rise(usual, struck, "protest_room") < -SURE
    off = ("parameters.set.protest_crowding=0", "parameters.set.standing_anger=0")
    calm, hit = runs("baseline", *off), runs("baseline", *off, orders=(strike,))
    assert same(calm, hit, "protest_room", "repression")
    won, left = (
        b.mean("militia_standing") - a.mean("militia_standing")
        for a, b in ((usual, struck), (calm, hit))
    )
    assert left < 0.4 * won


@pytest.mark.mechanism("M071")
def test_limits_on_fighting_abroad_cool_words_more_than_deeds(runs):
    """Words cool within weeks by more than half, ground taken by less; both do.

    Control: where limits mean nothing, every pair of runs is the same.
    """

    def pair(*settings):
        return [runs("border_2017", *settings, orders=(LIMITS[x],)) for x in (0, 1)]

    free, limited = pair()
    words = 1.0 - limited.mean("rhetoric_abroad") / free.mean("rhetoric_abroad")
    won = [block.mean("n_areas_militia") - 1.0 for block in (free, limited)]
    assert words > 0.5 > 0.4 > 1.0 - won[1] / won[0] > 0.0
    assert rise(free, limited, "n_areas_militia") < -SURE
    off = [f"parameters.set.{x}=0" for x in ("limits_words", "limits_deeds", "order_home")]
    assert same(*pair(*off), "rhetoric_abroad", "n_areas_militia", "n_damascus_gains")
    trace = runs("border_2017", orders=(LIMITS[1],), n=20, trace=True)
    talk = trace.part("iraq")["rhetoric"][:, :, 0]
    assert (talk[:, 30 + 28] < 0.5 * talk[:, 0]).all(), "within four weeks"


@pytest.mark.mechanism("M075", "M071")
def test_fighters_who_are_disowned_cost_baghdad_little_so_it_rarely_calls_them_home(runs, start):
    """Without the word that they are no official force, it orders them home far more often.

    Controls: a premier who sets no limits gives no order; neither does one without men abroad.
    """
    asked = (LIMITS[1],)
    disowned = runs("border_2017", orders=asked)
    blamed = runs("border_2017", "parameters.set.deniability=0", orders=asked)
    assert rise(disowned, blamed, "n_orders_home") > SURE
    assert blamed.mean("n_orders_home") > 2.0 * disowned.mean("n_orders_home") > 0.0
    silent = runs("border_2017", "parameters.set.deniability=0", orders=(LIMITS[0],))
    assert silent.mean("n_orders_home") < 0.05 * blamed.mean("n_orders_home")
    full = {"iraq_limits": 1.0}
    assert start.ask(sovereignty.p_order_home, abroad=0.0, lever=full) == 0.0
    assert start.ask(sovereignty.p_order_home, abroad=2.0, lever=full) > 0.0


@pytest.mark.mechanism("M072")
def test_an_army_that_wins_ground_back_makes_militias_less_needed(runs, start):
    """The state's effort on the border wins areas, and the militias lose cover in paired runs.

    Control: where success does not count, they keep it.
    """
    usual, effort = runs("border_2017"), runs("isf_first")
    assert rise(usual, effort, "n_areas_baghdad") > SURE
    assert rise(usual, effort, "militia_standing") < -SURE
    off = "parameters.set.army_success=0"
    kept = [runs(name, off).mean("militia_standing") for name in ("border_2017", "isf_first")]
    lost = usual.mean("militia_standing") - effort.mean("militia_standing")
    assert abs(kept[0] - kept[1]) < 0.1 * lost
    assert start.ask(sovereignty.standing_lost_to_army, regained=0.0, us_share=0.0) == 0.0


@pytest.mark.mechanism("M073")
def test_advisers_wear_the_militias_weight_down_slowly(runs):
    """Over a year it shows in every pair of runs, over a month hardly.

    Control: once the Americans have left, the coefficient makes next to no difference.
    """
    off = "parameters.set.adviser_pace=0"

    def lost(*orders):
        stand = [
            runs("border_2017", *x, orders=orders, n=200, trace=True).part("militias")["standing"]
            for x in ((), (off,))
        ]
        return (stand[1] - stand[0])[:, :, :4].mean(axis=2)

    stay = lost()
    assert (stay[:, -1] > 0.01).all()
    assert (stay[:, 30] < 0.2 * stay[:, -1]).all()
    gone = lost("lever: us.presence.troops_to, set: 0, from: 2017-06-02")
    assert gone[:, -1].mean() < 0.3 * stay[:, -1].mean()


@pytest.mark.mechanism("M074")
def test_the_us_spares_iraqi_militias_while_isis_holds_ground(runs, start):
    """They come close to its partners, and its fire falls on Damascus's side alone.

    Control: where ISIS's ground buys no tolerance, many an Iraqi militia is hit.
    """

    def fire_on_iraqis(*settings):
        block = runs("border_2017", *settings, events=True)
        near = block.events(Action.PROBE)
        assert (near.actor == IRAQI_MILITIAS).mean() > 0.1
        return (block.events(Action.DEFENSIVE_FIRE).target == IRAQI_MILITIAS).mean()

    assert fire_on_iraqis() < 0.01
    assert fire_on_iraqis("parameters.set.spare_territory=1") > 0.1
    strong, weak = (start.ask(shield.is_spared, force={"iraqi": 1}, territory=x) for x in (0.3, 0))
    assert strong
    assert not weak
