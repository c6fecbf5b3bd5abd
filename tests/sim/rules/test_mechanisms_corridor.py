"""The land route from Iran to Damascus, and the two readings of how near it is."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import corridor
from tests.sim.rules.paired import SURE, rise, same

ASIDE = "lever: ground.rivals, set: 0"
NEAR = "hypotheses.H8=A"
BOTH = {"n": 200, "trace": True}


@pytest.mark.mechanism("M086")
def test_the_route_opens_only_with_lasting_bases_on_both_sides_of_the_border(runs):
    """On every day on which it is open each side has one on the way; one side alone is not enough.

    Control: days with bases on one side only are many, and on none of them it is open.
    """
    block = runs("border_2017", NEAR, **BOTH)
    is_open = block.part("campaign")["route_open"][:, :, 0] == 1
    areas = block.part("areas")
    stands = (areas["frontier"] == 1) & (areas["base"] >= 1.0)
    iraq, syria = ((stands & (areas["in_syria"] == x)).any(axis=2) for x in (0, 1))
    assert is_open.mean() > 0.1
    assert (iraq & syria)[is_open].all()
    one_side = iraq ^ syria
    assert one_side.mean() > 0.05
    assert not is_open[one_side].any()
    assert (
        not runs("border_2017", NEAR, "parameters.set.base_pace=0").outcomes["corridor_open"].any()
    )


@pytest.mark.mechanism("M086")
def test_supply_by_land_makes_irans_friends_stronger_than_supply_by_air(runs, start):
    """While the route is open the might of Iran's units is above that of the same runs without.

    Controls: before it opens the two are the same; a force far from Iran gains nothing.
    """
    with_road, without = (
        runs("border_2017", NEAR, *x, **BOTH) for x in ((), ("parameters.set.route_supply=0",))
    )
    might = [block.part("forces")["might"][:, :, 1] for block in (with_road, without)]
    is_open = with_road.part("campaign")["route_open"][:, :, 0] == 1
    before = np.cumsum(is_open, axis=1) == 0
    assert (might[0] == might[1])[before].all()
    opened = is_open[:, -1]
    assert opened.sum() > 50
    assert might[0][opened, -1].mean() > 1.15 * might[1][opened, -1].mean()
    assert start.ask(corridor.supply, force={"link": 0.0}, route_open=1) == 0.0


@pytest.mark.mechanism("M087")
def test_rivals_who_contest_every_base_keep_the_route_long_shut(runs):
    """It opens far more often where they stand aside.

    Control: where their contest counts for nothing, it makes no difference whether they do.
    """
    usual, aside = runs("border_2017"), runs("border_2017", orders=(ASIDE,))
    assert rise(usual, aside, "n_corridor_days") > SURE
    assert usual.mean("corridor_open") < 0.2 * aside.mean("corridor_open")
    off = "parameters.set.rivals_contest=0"
    pair = [runs("border_2017", off, orders=orders) for orders in ((), (ASIDE,))]
    assert same(*pair, "corridor_open", "n_corridor_days")


@pytest.mark.mechanism("M112")
def test_under_the_imminent_reading_the_route_opens_soon(runs):
    """H8-A: in most runs within the year, half of these within its first six months.

    At default values and over the prior; H8-B is the control.
    """
    for wanted in ("parameters=default", "parameters=prior"):
        near, far = runs("border_2017", wanted, NEAR), runs("border_2017", wanted)
        assert near.mean("corridor_open") > 0.6 > 0.2 > far.mean("corridor_open")
        days = near.outcomes["corridor_day"]
        assert np.median(days[days >= 0]) < 183
        assert rise(far, near, "corridor_open") > SURE


@pytest.mark.mechanism("M113")
def test_under_the_remote_reading_the_route_stays_shut_or_comes_late(runs):
    """H8-B: hardly a run in ten sees it open, though bases grow and areas are won.

    Control: with neither rivals nor fire it does open, so the other ends of the way are there.
    """
    far = runs("border_2017")
    assert far.mean("corridor_open") < 0.1
    assert far.mean("n_damascus_gains") > 1.0
    free = runs("corridor_uncontested")
    assert free.mean("corridor_open") > 0.4
    days = free.outcomes["corridor_day"]
    assert np.median(days[days >= 0]) > 120, "slowly all the same"
