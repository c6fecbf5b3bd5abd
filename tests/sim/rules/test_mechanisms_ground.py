"""The race for ground that ISIS loses."""

from __future__ import annotations

import pytest

from sim.actions import Action
from sim.rules import ground, shield
from sim.state.actors import ID_FORCE
from tests.sim.rules.paired import SURE, rise

IRAN_UNITS, IRAQI_MILITIAS = ID_FORCE + 1, ID_FORCE + 2
SURGE = "lever: isis.shock, set: 4, on: 2017-06-02"


@pytest.mark.mechanism("M091")
def test_the_decline_of_isis_sets_off_a_race_among_those_it_kept_apart(runs, start):
    """Against a strong ISIS less ground is taken; as it weakens all four camps go for it.

    Control: where its strength holds nobody back, a surge leaves the race as it was.
    """
    usual, strong = runs("border_2017", events=True), runs("border_2017", orders=(SURGE,))
    assert rise(usual, strong, "n_areas_isis") > SURE
    taken = usual.events(Action.ADVANCE)
    for force in (0, 1, 2, 3, 4):
        assert (taken.actor == ID_FORCE + force).mean() > 0.05, force
    off = ("parameters.set.hold_effect=0", "parameters.set.retake_rate=0")
    weak, surged = runs("border_2017", *off), runs("border_2017", *off, orders=(SURGE,))
    assert abs(rise(weak, surged, "n_areas_isis")) < 4.0
    rates = [
        start.ask(
            ground.advance_rate, force={"pace": 1.0}, area={"strength": s, "start": 0.1},
            rivals=n, across=1.0, aid=1.0,
        )
        for s, n in ((0.1, 0.0), (0.01, 0.0), (0.01, 3.0))
    ]  # fmt: skip
    assert rates[0] < rates[1] < rates[2]


@pytest.mark.mechanism("M091")
def test_rivals_next_to_the_same_area_hurry_each_other(runs):
    """With the haste that a rival adds, ISIS is left with less. Control: it is the coefficient."""
    alone, raced = (runs("border_2017", f"parameters.set.race_pull={x}") for x in (0, 1))
    assert rise(alone, raced, "n_areas_isis") < -SURE


@pytest.mark.mechanism("M092")
def test_iran_fights_isis_and_hinders_the_american_campaign_at_once(runs, start):
    """Its units take ground from ISIS, and the partners less where it stands in their way.

    The less ground ISIS holds, the more. Control: at the outset it hinders nothing.
    """
    free, hindered = (
        runs("border_2017", f"parameters.set.obstruction={x}", events=True) for x in (0, 1)
    )
    assert rise(free, hindered, "n_areas_partner") < -SURE
    assert rise(free, hindered, "n_areas_isis") > SURE
    for block in (free, hindered):
        assert (block.events(Action.ADVANCE).actor == IRAN_UNITS).sum() > 500
    share = [start.ask(shield.obstruction, territory=t, start=0.5) for t in (0.5, 0.25, 0.0)]
    assert share[0] == 0.0 < share[1] < share[2]


@pytest.mark.mechanism("M095", "M086")
def test_ground_won_from_isis_at_the_border_becomes_part_of_the_land_route(runs):
    """Most lasting bases stand on ground just taken, and the route opens by them.

    Control: where nobody advances no such base is built, and no route opens.
    """
    usual = runs("border_2017", "hypotheses.H8=A", events=True)
    bases = usual.events(Action.LASTING_BASE)
    assert bases.actor.isin([IRAN_UNITS, IRAQI_MILITIAS]).mean() > 0.9
    assert (bases.cause_action == Action.ADVANCE).mean() > 0.5
    assert (bases[bases.cause_action == Action.ADVANCE].actor == IRAQI_MILITIAS).sum() > 100
    still = runs("border_2017", "hypotheses.H8=A", "parameters.set.advance_rate=0", events=True)
    assert not (still.events(Action.LASTING_BASE).cause_action == Action.ADVANCE).any()
    assert usual.mean("corridor_open") > 0.3
    assert still.mean("corridor_open") == 0.0
    assert rise(still, usual, "n_areas_militia") > SURE


@pytest.mark.mechanism("M057")
def test_isis_comes_back_where_the_holder_is_weak(runs, start):
    """It takes ground back in most runs. Control: without that rate it never does."""
    usual = runs("border_2017")
    assert (usual.outcomes["n_retaken"] > 0).mean() > 0.5
    gone = runs("border_2017", "parameters.set.retake_rate=0")
    assert not gone.outcomes["n_retaken"].any()
    weak, strong = (start.ask(ground.p_retake, force={"might": x}) for x in (0.1, 2.0))
    assert weak > strong
