"""Militias that wait for politics, and what ends their patience."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, BASELINE, FREE, Action
from sim.day.effects.policy import rouse
from sim.day.effects.strikes import strike_militia
from sim.day.schedule import dawn
from sim.model import EscalationModel
from sim.rules import fading, fire, restraint
from sim.state.actors import ID_MILITIA, ID_US
from tests.conftest import SCENARIOS


@pytest.mark.mechanism("M031")
def test_a_vote_that_nobody_heeds_brings_the_militias_together(start):
    """No drive before the vote; it grows while the way is shut; patient ones stay out longest."""
    impatient = {"patient": 0.0}
    assert start.ask(fire.unity_drive, m=impatient, iraq={"closed_days": 99.0}) == 0.0
    drives = [
        start.ask(fire.unity_drive, m=impatient, iraq={"voted_day": 5, "closed_days": d})
        for d in (0.0, 1.0, 400.0)
    ]
    assert drives[0] == 0.0 < drives[1] < drives[2]
    patient = start.ask(
        fire.unity_drive, m={"patient": 1.0}, iraq={"voted_day": 5, "closed_days": 400.0}
    )
    assert patient == 0.0
    for iraq, us, shut in (
        ({}, {}, 0),
        ({"voted_day": 5}, {}, 1),
        ({"voted_day": 5}, {"exit_day": 9}, 0),
        ({"voted_day": 5}, {"exit_day": 9, "exit_to": 0.5}, 0.5),
        ({"voted_day": 5, "signed_day": 9}, {}, 0),
    ):
        assert (
            start.ask(restraint.political_path_shut, iraq=iraq, us=us, vote_forbidden=False) == shut
        )


@pytest.mark.mechanism("M032", "M035")
def test_patient_militias_hold_fire_while_an_exit_looks_near(start):
    """Fire falls as hope rises, the more the more patient; hope fades when nothing follows."""
    by_hope = [
        start.ask(restraint.patience_factor, m={"patient": 0.5}, iraq={"exit_hope": h}, day=9)
        for h in (0.0, 0.5, 1.0)
    ]
    assert by_hope[0] == 1.0 > by_hope[1] > by_hope[2] >= 0.0
    hasty = {"m": {"patient": 0.0}, "iraq": {"exit_hope": 1.0}}
    assert start.ask(restraint.patience_factor, **hasty, day=9) == 1.0
    assert start.ask(fading.hope, iraq={"exit_hope": 1.0}) < 1.0
    assert start.ask(restraint.hope_after_signature) > 0.0 < start.ask(restraint.hope_after_vote)
    leaving = [
        start.ask(restraint.hope_of_withdrawal, us={"exit_day": 9, "exit_to": stay})
        for stay in (0.0, 0.5, 1.0)
    ]
    assert leaving[0] == 1.0 > leaving[1] > leaving[2] == 0.0


@pytest.mark.mechanism("M032", "M035")
def test_a_signed_date_quiets_the_militia_that_wants_the_exit_first(runs):
    """Its share of the fire in the two months after the signature, against a bill kept unsigned.

    Troops leave only slowly, so targets do not explain it; an impatient militia is the control.
    """
    shares = {}
    for way in ("sign", "forbid"):
        block = runs(
            "january_2020",
            orders=(
                f"lever: iraq.bill, set: {way}, on: 2020-01-15",
                "lever: iraq.timetable, set: 24",
            ),
            events=True,
        )
        fired = block.events(*ATTACKS)
        fired = fired[fired.day.between(80, 140)]
        shares[way] = [int((fired.actor == ID_MILITIA + k).sum()) for k in (0, 1)]
    patient, impatient = np.array(shares["sign"]) / np.array(shares["forbid"])
    assert patient < 0.9
    assert patient < impatient - 0.05


@pytest.mark.mechanism("M033")
def test_sadrs_men_mobilise_before_they_fight(runs, start):
    """Called up after the killings, potential higher, yet not a shot while patience lasts."""
    assert start.ask(restraint.mobilisation, m={"political": 1}) == 1.0
    assert start.ask(restraint.mobilisation, m={"political": 0}) == 0.0
    loud, calm = (
        start.ask(fire.willingness, m={"latent": x}, line=1.0, patience=1.0) for x in (1.0, 0.0)
    )
    assert loud > calm
    log = runs("january_2020", events=True, daily=True).log
    called = log[log.action == Action.MOBILISE].groupby("run").day.min()
    assert len(called) == log.run.nunique()
    assert log[log.action.isin(ATTACKS) & (log.actor == ID_MILITIA + 2)].day.min() > called.max()


@pytest.mark.mechanism("M034")
def test_sadr_fires_only_after_parliaments_way_has_failed_for_long(runs, start):
    """Not once before his patience has ended, in any run, and it ends only by an event of its own.

    That event cannot come before the way has been shut for as long as he waits; his first rocket
    cannot come before it. Control: without that event he never fires, however long the way is shut.
    """
    men = {"political": 1}
    days = start.p.sadr_patience_days
    shut = [
        start.ask(restraint.p_patience_ends, m=men, iraq={"closed_days": d})
        for d in (days - 1.0, days)
    ]
    assert shut[0] == 0.0 < shut[1] < 1.0
    assert start.ask(restraint.p_patience_ends, m={"political": 0}, iraq={"closed_days": 999}) == 0
    late = {"iraq": {"closed_days": 999}, "day": 300}
    assert start.ask(restraint.patience_factor, m=men | {"roused_day": -1}, **late) == 0.0
    assert start.ask(restraint.patience_factor, m=men | {"roused_day": 200}, **late) > 0.0
    vote, patience = 69, "parameters.set.sadr_patience_days=60"
    hazard = "parameters.set.patience_end_hazard"
    block = runs("january_2020", patience, f"{hazard}=0.1", events=True)
    fired, ends = block.events(*ATTACKS), block.events(Action.PATIENCE_ENDS)
    his = fired[fired.actor == ID_MILITIA + 2]
    assert len(his) > 50
    assert (ends.actor == ID_MILITIA + 2).all()
    assert ends.groupby("run").size().max() == 1, "once"
    assert ends.day.min() >= vote + 60
    assert (his.day > his.run.map(ends.set_index("run").day)).all()
    waits = runs("january_2020", patience, f"{hazard}=0", events=True)
    assert (waits.events(*ATTACKS).actor != ID_MILITIA + 2).all()


@pytest.mark.mechanism("M003", "M034")
def test_a_strike_on_a_militia_in_politics_ends_its_patience(start):
    """On that very day, with an event of its own that the raid caused, and once.

    Control: a raid on another militia leaves Sadr's men as they were, however broad it is.
    """
    men = {"political": 1}
    assert restraint.is_roused(start.m.but(**men, roused_day=-1))
    assert not restraint.is_roused(start.m.but(**men, roused_day=3))
    assert not restraint.is_roused(start.m.but(political=0, roused_day=-1))
    wide = ("parameters=default", "parameters.set.reply_breadth=1")
    scenario = load_scenario(SCENARIOS / "baseline.yaml", wide)
    for target, events in ((2, 1), (0, 0)):
        model = EscalationModel(scenario, rng=1)
        dawn(model.world)
        for _ in range(2):
            model.world.us.owed = 1.0
            intent = model.world.ordered
            intent.action, intent.actor = Action.REPRISAL.value, ID_US
            intent.target, intent.cause, intent.forced = ID_MILITIA + target, BASELINE, FREE
            strike_militia(model.world, intent, model.parameters)
        assert sum(row.action == Action.REPRISAL for row in model.world.log.rows) == 2
        found = [row for row in model.world.log.rows if row.action == Action.PATIENCE_ENDS]
        assert len(found) == events
        assert model.world.militias[2].roused_day == (0 if events else -1)
        for row in found:
            assert row.actor == ID_MILITIA + 2
            assert model.world.log[row.parent].action == Action.REPRISAL


@pytest.mark.mechanism("M034")
def test_sadr_takes_up_fire_over_weeks(runs, start):
    """None on the day his patience ends, full strength only after the weeks of the parameter.

    Control: where he is roused in a day, the first ten days are like those a month later.
    """
    men, days = {"political": 1, "roused_day": 10}, start.p.rousing_days
    ramp = [start.ask(restraint.patience_factor, m=men, day=10 + d) for d in (0, days / 2, days)]
    assert ramp[0] == 0.0 < ramp[1] < ramp[2]
    assert start.ask(restraint.patience_factor, m=men, day=10 + 2 * days) == ramp[2]

    def early(rousing):
        block = runs(
            "january_2020",
            "parameters.set.sadr_patience_days=30",
            "parameters.set.patience_end_hazard=0.1",
            f"parameters.set.rousing_days={rousing}",
            events=True,
        )
        fired = block.events(*ATTACKS)
        his = fired[fired.actor == ID_MILITIA + 2]
        since = his.day - his.run.map(block.events(Action.PATIENCE_ENDS).set_index("run").day)
        return since.between(1, 10).sum() / since.between(41, 50).sum()

    assert early(30) < 0.35
    assert 0.8 < early(1) < 1.25


@pytest.mark.mechanism("M034")
def test_patience_ends_once_even_if_two_causes_meet_on_a_day():
    """Whoever was struck in the morning has nothing left to give up by evening.

    Control: without the strike the militia's own decision makes the event.
    """
    scenario = load_scenario(SCENARIOS / "baseline.yaml", ("parameters=default",))
    for struck in (True, False):
        model = EscalationModel(scenario, rng=1)
        dawn(model.world)
        model.world.militias[2].roused_day = model.world.clock.day if struck else -1
        intent = model.world.ordered
        intent.action, intent.actor, intent.cause = (
            Action.PATIENCE_ENDS.value, ID_MILITIA + 2, BASELINE,
        )  # fmt: skip
        rouse(model.world, intent)
        found = [row for row in model.world.log.rows if row.action == Action.PATIENCE_ENDS]
        assert len(found) == (0 if struck else 1)
        assert model.world.militias[2].roused_day == model.world.clock.day


@pytest.mark.mechanism("M034")
def test_a_scenario_can_say_how_long_sadr_waits(runs):
    """Two months of patience against a year: his men give up politics in many more runs.

    Control: without the event that ends patience it makes no difference.
    """

    def ends(days, *settings):
        order = f"lever: militia.patience, militias: [mahdi_army], set: {days}, from: 2020-01-10"
        block = runs("january_2020", *settings, orders=(order,), events=True)
        return block.events(Action.PATIENCE_ENDS)

    hazard = "parameters.set.patience_end_hazard"
    short, long = ends(30, f"{hazard}=0.05"), ends(365, f"{hazard}=0.05")
    assert short.run.nunique() > 800
    struck = long.cause_action == Action.REPRISAL
    assert struck.all(), "only a strike on them rouses them within the year"
    assert short[short.cause_action != Action.REPRISAL].day.min() >= 69 + 30
    calm = ends(30, f"{hazard}=0")
    assert len(calm) == len(ends(365, f"{hazard}=0"))
