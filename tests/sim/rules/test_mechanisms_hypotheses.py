"""The rival hypotheses: each variant moves the model the way it says."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import ATTACKS, Action
from sim.rules import fading, fire, grievance, iran_line, leadership, presence, restraint
from sim.state.actors import ID_MILITIA

STRIKE = "lever: us.leadership_strike.order, set: strike, on: 2019-12-27"
STRUCK = 60  # the day of that order
NO_STRIKE = "lever: us.leadership_strike.permit, set: never"
LATER = 73  # first free day of the scenario after the January crisis


def attacks(block, first, last):
    """Attacks in each run from day `first` to day `last`."""
    fired = block.series("rocket_attacks")
    return fired[:, last] - fired[:, first - 1]


@pytest.fixture
def after_strike(runs):
    """Runs with a leadership strike, by reading of H1; and runs without one."""
    blocks = {
        x: runs("baseline", f"hypotheses.H1={x}", orders=(STRIKE,), daily=True) for x in "ABC"
    }
    blocks["none"] = runs("baseline", orders=(NO_STRIKE,), daily=True)
    return blocks


@pytest.mark.mechanism("M096")
def test_under_deterrence_attacks_fall_after_the_strike_and_stay_down(after_strike, start):
    """H1-A: fewer than under the other variants and than without a strike, also weeks later."""
    for window in ((STRUCK + 1, STRUCK + 30), (STRUCK + 31, STRUCK + 75)):
        count = {x: attacks(b, *window).mean() for x, b in after_strike.items()}
        assert count["A"] < 0.9 * count["C"]
        assert count["A"] < 0.95 * count["none"] + 0.3
    assert start.ask(leadership.deterrence_from_strike, p={"leadership_deterrence": 0.6}) == 0.6
    afraid, bold = (
        start.ask(fire.willingness, us={"deterrence": x}, line=1.0, patience=1.0)
        for x in (0.6, 0.0)
    )
    assert afraid < bold
    assert start.ask(fading.deterrence, us={"deterrence": 1.0}) > 0.5**0.1, "it lasts"


@pytest.mark.mechanism("M097")
def test_under_escalation_attacks_rise_after_the_strike(after_strike, start):
    """H1-B: in the weeks after it more than before, than without it, and than under H1-C."""
    count = {x: attacks(b, STRUCK + 1, STRUCK + 15).mean() for x, b in after_strike.items()}
    before = attacks(after_strike["B"], STRUCK - 15, STRUCK - 1).mean()
    assert count["B"] > 1.1 * count["C"]
    assert count["B"] > 1.3 * count["none"]
    assert count["B"] > 1.2 * before
    assert (
        start.ask(grievance.anger_from_leadership, m={"link": 1.0})
        > start.ask(grievance.anger_from_leadership, m={"link": 0.0})
        == 0.0
    )


@pytest.mark.mechanism("M098")
def test_under_the_null_variant_the_rate_comes_back_to_what_it_was(after_strike):
    """H1-C: from a month after the strike the rate is near that of runs without one.

    A and B are the controls: they stand further off, on their own side, in the first month.
    """
    late = {x: attacks(b, STRUCK + 31, STRUCK + 84).mean() for x, b in after_strike.items()}
    assert 0.75 < late["C"] / late["none"] < 1.35
    soon = {x: attacks(b, STRUCK + 1, STRUCK + 30).mean() for x, b in after_strike.items()}
    assert soon["A"] < soon["C"] < soon["B"]
    assert not after_strike["C"].block.parameters["leadership_deterrence"].any()


@pytest.fixture
def under_order(runs):
    """Attacks of each militia in free runs, by variant of H2 and Iran's line; Sadr's left out."""

    def count(letter, line):
        block = runs(
            "baseline",
            f"hypotheses.H2={letter}",
            "parameters.set.command_loss=0",
            orders=(f"lever: iran.line, set: {line}", NO_STRIKE),
            events=True,
        )
        actors = block.events(*ATTACKS).actor
        return np.array([(actors == ID_MILITIA + k).sum() for k in (0, 1, 3)])

    return {x: count(x, "restrain") / count(x, "silent") for x in "ABC"}


@pytest.mark.mechanism("M099")
def test_under_control_one_order_silences_every_militia(under_order):
    """H2-A: hardly a tenth of the fire is left, in each militia. H2-B is the control."""
    assert (under_order["A"] < 0.2).all()
    assert (under_order["B"] > 0.4).all()


@pytest.mark.mechanism("M100")
def test_under_autonomy_an_order_changes_little_and_militias_differ(under_order, start):
    """H2-B: most of the fire goes on, and each militia follows the order to its own degree."""
    assert under_order["B"].mean() > 0.5
    assert np.ptp([start.ask(restraint.obedience, m=vars(m)) for m in start.militias]) > 0.1
    assert np.ptp(under_order["B"]) > np.ptp(under_order["A"])


@pytest.mark.mechanism("M101")
def test_under_a_split_patron_hard_liners_undo_the_order(under_order, start):
    """H2-C: the official order holds back less than under H2-B, and the other voice still works."""
    assert (under_order["C"] > under_order["B"] + 0.05).all()
    urged = start.ask(
        restraint.line_factor, m={"obedience": 0.6}, iran={"line": 1}, p={"hardliner_leakage": 0.8}
    )
    assert urged > 1.0


@pytest.mark.mechanism("M102", "M103")
def test_a_pause_revives_isis_quickly_under_one_variant_and_hardly_under_the_other(runs):
    """H3: seven weeks of pause, strength at its end against the same weeks without a pause."""
    gain = {}
    for letter in "AB":
        paused, free = (
            runs(
                "baseline",
                f"hypotheses.H3={letter}",
                n=200,
                daily=True,
                orders=("lever: militia.capability, set: 0", f"lever: us.pause, set: {dose}"),
            )
            .series("isis_strength")[:, 64]
            .mean()
            for dose in ("forced, from: 2019-11-10, to: 2019-12-31", "never")
        )
        gain[letter] = paused / free - 1.0
    assert gain["A"] > 0.3, "clearly up within weeks"
    assert 0.0 < gain["B"] < 0.2, "little change if it ends soon"
    assert gain["A"] > 2.0 * gain["B"]


@pytest.mark.mechanism("M104")
def test_under_one_variant_an_exit_loosens_the_militias_and_gives_protesters_room(runs):
    """H4-A: less legal cover and more room for protest than when the US stays; H4-B: cover kept."""
    left, stayed = (runs(name, "hypotheses.H4=A") for name in ("full_withdrawal", "january_2020"))
    assert left.mean("militia_standing") < stayed.mean("militia_standing") - 0.05
    assert left.mean("protest_room") > stayed.mean("protest_room") + 0.02
    kept = runs("full_withdrawal", "hypotheses.H4=B")
    assert kept.mean("militia_standing") > left.mean("militia_standing") + 0.05


@pytest.mark.mechanism("M105")
def test_under_the_other_variant_an_exit_brings_isis_back_and_takes_the_coalition_away(runs):
    """H4-B: stronger ISIS than when the US stays, no troops and no partners at the end."""
    left = runs("full_withdrawal", "hypotheses.H4=B", events=True)
    stayed = runs("january_2020", "hypotheses.H4=B")
    assert left.mean("isis_strength_ratio") > stayed.mean("isis_strength_ratio") + 0.05
    assert left.outcomes["us_troops_iraq_end"].max() < 1.0
    assert left.events(Action.PARTNERS_LEAVE).run.nunique() == len(left.block.tallies)


@pytest.mark.mechanism("M106", "M107")
def test_presence_after_the_vote_ends_under_one_variant_and_lasts_under_the_other(runs, start):
    """H5, no signature in either: troops gone within months, or all still there under friction."""
    forbid = ("lever: iraq.bill, set: forbid",)
    gone, there = (runs("january_2020", f"hypotheses.H5={x}", orders=forbid) for x in "AB")
    troops = start.campaign.troops_start
    assert gone.mean("us_troops_iraq_end") < 0.3 * troops
    assert (there.outcomes["us_troops_iraq_end"] == troops).all()
    attacks = there.mean("n_rocket_attacks") + there.mean("n_rocket_attacks_before")
    assert attacks > 24, "friction"
    voted = {"voted_day": 60}
    assert start.ask(presence.p_leave, iraq=voted) == 0.0
    assert start.ask(presence.p_leave, iraq=voted, p={"exit_after_vote": 0.03}) > 0.0


@pytest.mark.mechanism("M108", "M109")
def test_sanctions_bend_iran_under_one_variant_and_harden_it_under_the_other(runs, start):
    """H6: three more levels of sanctions, paired with none; fewer attacks under A, more under B."""
    change = {}
    for letter in "AB":
        more, none = (
            runs(
                "baseline", f"hypotheses.H6={letter}", orders=(f"lever: us.sanctions, set: {x}",)
            ).mean("n_rocket_attacks")
            for x in (3, 0)
        )
        change[letter] = more / none
    assert change["A"] < 0.95
    assert change["B"] > 1.03
    bent = {"hostility_per_sanction": -0.45, "line_pressure": -0.5}
    more = {"sanctions": 2.0}
    assert start.ask(fire.hostility, us=more, p=bent) < 1.0 < start.ask(fire.hostility, us=more)
    strained = {"pressure": 1.0}
    assert (
        start.ask(iran_line.pull_to_encourage, iran=strained, p=bent)
        < start.ask(iran_line.pull_to_encourage)
        < start.ask(iran_line.pull_to_encourage, iran=strained)
    )


@pytest.mark.mechanism("M110", "M111")
def test_irans_answer_is_over_under_one_variant_and_goes_on_quietly_under_the_other(runs):
    """H7: attacks that stem from the salvo, month by month, after 8 January."""
    found, total = {}, {}
    for letter in "AB":
        block = runs("january_2020", f"hypotheses.H7={letter}", events=True)
        fired = block.events(*ATTACKS)
        late = fired.day[(fired.cause_action == Action.SALVO)] - LATER
        found[letter] = np.histogram(late, bins=(0, 30, 60, 90, 120))[0]
        total[letter] = block.mean("n_rocket_attacks")
    assert found["A"].sum() == 0
    assert (found["B"] > 0).all(), "weeks and months later"
    assert total["A"] < total["B"]
