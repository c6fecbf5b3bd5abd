"""US partners in Syria between Washington and Damascus."""

from __future__ import annotations

import pytest

from sim.actions import Action
from sim.rules import hedging
from tests.sim.rules.paired import SURE, rise


@pytest.mark.mechanism("M089")
def test_areas_of_partners_come_back_to_damascus_as_american_influence_recedes(runs):
    """US interest that fades within the year, against the usual: areas go over by deals.

    Control: where no deals are made none is handed over, and partners keep what they hold.
    """
    usual, fade = runs("border_2017"), runs("us_syria_fade")
    assert rise(usual, fade, "n_areas_damascus") > SURE
    assert rise(usual, fade, "n_areas_partner") < -SURE
    assert fade.mean("n_handed_over") > usual.mean("n_handed_over") + 0.5
    off = "parameters.set.deal_rate=0"
    kept = [runs(name, off) for name in ("border_2017", "us_syria_fade")]
    assert not kept[1].outcomes["n_handed_over"].any()
    assert kept[1].mean("n_areas_partner") > kept[0].mean("n_areas_partner") - 0.1


@pytest.mark.mechanism("M090")
def test_a_weaker_american_pledge_makes_partners_lean_to_damascus_and_deal(runs, start):
    """The leaning rises with the fading pledge, and deals come once it has passed their point.

    Control: a partner that can wholly count on the US leans as little as it ever does.
    """
    blocks = [runs("border_2017", orders=(f"lever: us.commitment, set: {x}",)) for x in (1, 0.5, 0)]
    drift = [block.mean("partner_drift") for block in blocks]
    assert drift[0] < drift[1] < drift[2]
    deals = [block.mean("n_deals") for block in blocks]
    assert deals[0] == 0.0 < deals[2]
    assert rise(blocks[0], blocks[2], "n_deals") > SURE
    point = start.p.deal_lean
    before, after = (
        start.ask(hedging.p_deal, force={"lean": x}, iran_near=0.0) for x in (point, point + 0.2)
    )
    assert before == 0.0 < after
    log = runs("us_syria_fade", events=True).log
    given = log[log.action == Action.HAND_OVER]
    assert (given.cause_action == Action.DEAL).all()


@pytest.mark.mechanism("M090")
def test_parts_of_the_partners_resist_iran(runs):
    """Where Iran's units stand next door fewer deals are made. Control: of the wary alone."""
    wary, easy = (runs("us_syria_fade", f"parameters.set.deal_wary={x}") for x in (1, 0))
    assert rise(wary, easy, "n_deals") > SURE
