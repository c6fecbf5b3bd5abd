"""Who is blamed for an attack, when, and what wrong blame starts."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, Action
from sim.day.effects.rockets import settle_blame
from sim.day.schedule import dawn
from sim.model import EscalationModel
from sim.rules import attribution, reprisal
from sim.state.actors import ID_MILITIA
from tests.conftest import SCENARIOS


@pytest.mark.mechanism("M020")
def test_attacks_are_seldom_claimed(runs):
    """Close to nil by default. Control: a scenario in which militias claim everything."""
    usual = runs("baseline", n=2000, events=True)
    assert usual.mean("n_claimed") < 0.15 * usual.mean("n_rocket_attacks")
    open_all = runs("baseline", orders=("lever: militia.claims, set: 1",))
    assert open_all.mean("n_claimed") == open_all.mean("n_rocket_attacks")


@pytest.mark.mechanism("M021")
def test_the_us_acts_on_its_own_blame_and_blame_gathers_on_the_usual_suspect(runs, start):
    """No claim is needed; wrong blame falls by suspicion, so one militia collects most of it."""
    mute = runs("baseline", orders=("lever: militia.claims, set: 0",), events=True)
    assert mute.mean("n_claimed") == 0.0 < runs("baseline").mean("n_claimed"), "some are claimed"
    assert mute.mean("n_us_strikes") > 0.5
    attacks = mute.events(*ATTACKS)
    assert attacks.blamed.value_counts(normalize=True).idxmax() == 0
    wrong = attacks[(attacks.blamed != attacks.actor - ID_MILITIA) & (attacks.actor > ID_MILITIA)]
    assert (wrong.blamed == 0).mean() > 0.4, "by chance it would be one in three"
    assert (
        start.ask(attribution.blamed_weight, m={"suspicion": 1.0})
        > start.ask(attribution.blamed_weight, m={"suspicion": 0.1})
        > 0.0
    )


@pytest.mark.mechanism("M022")
def test_praise_without_a_claim_makes_blame_surer_and_sooner(start):
    """Less doubt, less delay; and the more a militia is suspected the likelier its praise is heard.

    The usual suspect's own fire leaves no doubt that praise could remove; another's does.
    """
    doubt = {
        praised: start.ask(
            attribution.p_error, m={"suspicion": 0.5}, claimed=False, praised=praised
        )
        for praised in (False, True)
    }
    assert 0.0 < doubt[True] < doubt[False]
    assert start.ask(attribution.p_error, m={"suspicion": 1.0}, claimed=False, praised=False) == 0.0
    days = {
        praised: start.ask(
            attribution.settle_delay, u=0.99, claimed=False, praised=praised, p={"blame_delay": 5.0}
        )
        for praised in (False, True)
    }
    assert days[True] < days[False]
    assert start.ask(attribution.p_praise, m={"suspicion": 1.0}) > start.ask(
        attribution.p_praise, m={"suspicion": 0.1}
    )


@pytest.mark.mechanism("M024")
def test_wrong_blame_starts_rounds_with_militias_that_had_not_fired(runs, start):
    """A militia bombed for another's rockets fires back; without error that cannot happen."""

    def rounds(error):
        block = runs(
            "baseline",
            orders=(
                f"lever: us.attribution.error, set: {error}",
                "lever: us.reply.militias_hit, set: 1",
            ),
            events=True,
        )
        log, strikes = block.log, block.events(Action.REPRISAL)
        guilty = log.actor.to_numpy()[strikes.cause]
        wronged = strikes.index[strikes.blamed.to_numpy() != guilty - ID_MILITIA]
        return int(block.events(*ATTACKS).cause.isin(wronged).sum())

    assert rounds(0) == 0
    assert rounds(0.5) > 20
    assert start.ask(attribution.p_error, claimed=True, praised=False) == 0.0


@pytest.mark.mechanism("M021", "M024")
def test_what_the_usual_suspect_fires_is_never_laid_on_another(runs, start):
    """The default culprit cannot be missed; the less a militia is suspected the likelier it is.

    Control: the scenario's lever, which adds error to everybody, does make his fire another's.
    """
    errors = [
        start.ask(attribution.p_error, m={"suspicion": s}, claimed=False, praised=False)
        for s in (1.0, 0.5, 0.1)
    ]
    assert errors[0] == 0.0 < errors[1] < errors[2]

    def missed(*orders):
        fired = runs("baseline", orders=orders, events=True).events(*ATTACKS)
        his = fired.actor == ID_MILITIA
        wrong = fired.blamed != fired.actor - ID_MILITIA
        return (his & wrong).sum(), (~his & wrong).sum()

    his, others = missed()
    assert his == 0
    assert others > 500
    assert missed("lever: us.attribution.error, set: 0.5")[0] > 500


@pytest.mark.mechanism("M021")
def test_what_others_fire_is_laid_mostly_on_the_usual_suspect(runs):
    """Of the attacks laid on the wrong militia he bears far more than the half that chance gives.

    Each of the others could be taken for two militias. Control: where suspicion hardly weighs
    against the floor, he bears not much more than that half.
    """

    def on_him(floor):
        fired = runs("baseline", f"parameters.set.blame_floor={floor}", n=2000, events=True).events(
            *ATTACKS
        )
        wrong = fired[fired.blamed != fired.actor - ID_MILITIA]
        return (wrong.blamed == 0).mean()

    assert on_him(0.05) > 0.65
    assert 0.5 < on_him(1) < 0.62


@pytest.mark.mechanism("M001", "M021")
def test_doubt_about_a_later_attack_never_moves_an_earlier_answer_back(start):
    """The day on which blame is settled only comes nearer while a reply is owed.

    On real mornings: a worse attack takes the reply over, with weeks of doubt about it. Control:
    the same doubt, when nothing was owed before, does put the answer off.
    """
    assert start.ask(reprisal.settled_day, us={"owed": 1.0, "owed_day": 5}, day=20) == 5
    assert start.ask(reprisal.settled_day, us={"owed": 1.0, "owed_day": 5}, day=2) == 2
    assert start.ask(reprisal.settled_day, us={"owed": 0.0, "owed_day": 5}, day=20) == 20
    slow = ("parameters=default", "parameters.set.blame_delay=60")
    scenario = load_scenario(SCENARIOS / "baseline.yaml", slow)
    days = {0.0: [], 1.0: []}
    for run in range(8):
        for owed, found in days.items():
            model = EscalationModel(scenario, rng=1, run=run)
            dawn(model.world)
            us = model.world.us
            us.owed, us.owed_day, us.owed_militia = owed, 5, 0
            settle_blame(model.world, 1, 0, 3.0, model.parameters)
            assert us.owed == 3.0
            found.append(us.owed_day)
    assert max(days[1.0]) <= 5
    assert np.mean(days[0.0]) > 20
