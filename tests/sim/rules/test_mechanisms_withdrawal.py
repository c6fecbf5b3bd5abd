"""American presence ends: what ISIS gains, who dies where nobody is, who follows, who returns."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import isis, posture, presence, sovereignty
from sim.state.actors import ID_SITE

NEVER_BACK = "lever: us.presence.return, set: never"
STRENGTH = "isis_strength_ratio"
EXIT_DAY = 73
"""Day of the order in `full_withdrawal` and `partial_drawdown`."""


def prior(runs, name, *orders):
    """Runs of a scenario under draws from the prior."""
    return runs(name, "parameters=prior", orders=orders)


def rise(runs, name, *orders):
    """How much more ISIS has at the end than in the same runs without the order."""
    usual = prior(runs, "january_2020").outcomes[STRENGTH]
    return prior(runs, name, *orders).outcomes[STRENGTH] - usual


def after_the_last(block):
    """Events after the last soldier has left Iraq, and who acts on the morning after that."""
    gone = block.part("campaign")["us"][:, :, 0] <= 0.0
    log = block.log
    return log[gone[log.run.to_numpy(), np.maximum(log.day.to_numpy() - 1, 0)]]


@pytest.mark.mechanism("M047", "M048", "M049", "M050", "M051")
def test_a_full_exit_strengthens_isis_under_nearly_every_draw(runs):
    """Paired with the same runs without the exit, and clearly so: the articles do not differ on it.

    Enablers go, partners and Syria follow. Control: an order that comes on the last day changes
    next to nothing.
    """
    risen = rise(runs, "full_withdrawal")
    assert (risen > 0.0).mean() >= 0.8
    assert (risen > 0.05).mean() >= 0.8
    assert np.median(risen) > 0.15
    late = rise(runs, "january_2020", "lever: us.presence.troops_to, set: 0, on: 2020-07-06")
    assert (late > 0.05).mean() < 0.02
    assert abs(np.median(late)) < 0.01


@pytest.mark.mechanism("M032", "M035")
def test_an_order_is_worth_what_it_takes_home(runs):
    """Rockets in January 2020: one soldier fewer changes nothing, and more soldiers change more.

    An order of any size once raised the militias' hopes as if everybody left.
    """
    day = "on: 2020-01-09"
    usual, one, half, gone = (
        runs("january_2020", orders=orders, n=400).mean("n_rocket_attacks")
        for orders in (
            (),
            (f"lever: us.presence.troops_to, set: 5099, {day}",),
            (f"lever: us.presence.troops_to, set: 2500, {day}",),
            (f"lever: us.presence.troops_to, set: 0, {day}",),
        )
    )
    assert abs(one - usual) < 0.02 * usual
    assert gone < 0.9 * half < 0.9 * 0.98 * one


@pytest.mark.mechanism("M051", "M050", "M047")
def test_half_the_troops_hold_isis_better_than_none_and_worse_than_all(runs):
    """A partial drawdown lies between staying and leaving, run by run: in strength and in risk."""
    half, gone = rise(runs, "partial_drawdown"), rise(runs, "full_withdrawal")
    assert (half > 0.0).mean() >= 0.8
    assert (half < gone).mean() >= 0.9
    dead, troops = (
        [runs(n).mean(x) for n in ("january_2020", "partial_drawdown", "full_withdrawal")]
        for x in ("us_killed", "us_troops_iraq_end")
    )
    assert dead[0] > dead[1] > dead[2]
    assert troops[0] > troops[1] + 1000.0 > troops[2] + 2000.0


@pytest.mark.mechanism("M055", "M105")
def test_nobody_dies_at_an_empty_post_and_the_embassy_keeps_its_staff(runs):
    """After the last soldier has left Iraq Americans die at the embassy or in Syria or nowhere.

    Rockets seek Americans, so no base in Iraq is fired at. Control: before, bases are.
    """
    block = runs("full_withdrawal", "parameters=prior", events=True, trace=True, n=300)
    sites = block.part("sites")
    embassy = int(sites["embassy"][0, 0].argmax())
    bases = (sites["in_syria"][0, 0] == 0) & (sites["troops_start"][0, 0] > 0.0)
    bases[embassy] = False
    gone = block.part("campaign")["us"][:, :, 0] <= 0.0
    assert gone.any(axis=1).mean() > 0.8
    assert sites["troops"][gone][:, bases].max() == 0.0
    assert sites["troops"][:, :, embassy].min() >= 100.0
    log = after_the_last(block)
    fire = log[log.action.isin((Action.HARASS, Action.BARRAGE))]
    assert len(fire) > 50
    assert not bases[fire.target - ID_SITE].any()
    assert (log.partner_killed == 0).all()
    dead = log[(log.us_killed > 0) & log.action.isin((Action.SALVO, Action.LETHAL_SALVO))]
    assert dead.empty, "no salvo finds a base"
    before = block.events(Action.HARASS, Action.BARRAGE)
    assert bases[before.target - ID_SITE].mean() > 0.2


@pytest.mark.mechanism("M038", "M045", "M054")
def test_cuts_pauses_and_reinforcements_need_somebody_to_meet(runs, start):
    """Where no Americans are nobody cuts their access, pauses or reinforces them.

    Control: the same chances are there with troops, and the same acts happen before they leave.
    """
    tense = {"threat": 30.0, "reinforced_now": 0}
    angry = {"anger": 9.0, "legitimacy": 0.3}

    def chances(us):
        campaign = {"us": us}
        return (
            start.ask(sovereignty.p_access_cut, iraq=angry, campaign=campaign, standing=0.6),
            start.ask(posture.p_pause, us=tense, campaign=campaign),
            start.ask(posture.p_reinforce, us=tense, campaign=campaign),
        )

    assert chances(0.0) == (0.0, 0.0, 0.0)
    assert min(chances(1.0)) > 0.0
    block = runs("full_withdrawal", "parameters=prior", events=True, trace=True, n=300)
    acts = (Action.ACCESS_CUT, Action.PAUSE, Action.REINFORCE)
    late = after_the_last(block)
    assert not late.action.isin(acts).any()
    for act in acts:
        assert len(block.events(act)) > 20


@pytest.mark.mechanism("M077", "M067")
def test_troops_return_only_when_baghdad_asks_for_them_against_a_strong_isis(runs, start, priors):
    """An invitation takes ISIS above the mark of the draw, an exit, and a lever that allows it.

    The nearer Baghdad is to Tehran the less likely. Controls: nobody returns when the lever forbids
    it, and few when ISIS stays weak.
    """

    def invited(isis_now, lean=0.0, exit_day=10, p=None, **lever):
        return start.ask(
            presence.p_invited,
            us={"exit_day": exit_day},
            iraq={"alignment": lean},
            isis=isis_now,
            lever=lever,
            p=p or {},
        )

    for p in [start.p, *priors]:
        table = vars(p)
        strong = p.invite_isis + 1.0
        assert invited(p.invite_isis, p=table) == 0.0 < invited(strong, p=table)
        assert invited(strong, exit_day=-1, p=table) == 0.0
        assert invited(strong, p=table, us_presence_return=0.0) == 0.0
        assert invited(strong, lean=1.0, p=table) == 0.0
        assert invited(strong, lean=0.5, p=table) < invited(strong, p=table)
        assert invited(strong, lean=-0.5, p=table) == invited(strong, p=table)
    block = runs("full_withdrawal", "parameters=prior", events=True, trace=True, n=300)
    back = block.events(Action.RETURN)
    found = block.part("tally")["isis"][back.run, back.day - 1, 0]
    assert len(back) > 10
    assert (found > block.block.parameters["invite_isis"][back.run]).all()
    ends = block.outcomes["us_troops_iraq_end"]
    assert ends[np.setdiff1d(np.arange(len(ends)), back.run)].max() == 0.0
    assert ends[back.run.unique()].mean() > 1000.0
    assert prior(runs, "full_withdrawal", NEVER_BACK).mean("n_returns") == 0.0
    surge = "lever: isis.shock, set: 2, on: 2020-03-01"
    weak, strong = (
        runs("full_withdrawal", orders=o, n=300).mean("n_returns") for o in ((), (surge,))
    )
    assert weak < 0.2 < 0.8 < strong


@pytest.mark.mechanism("M077")
def test_those_who_came_back_on_invitation_build_up_and_stay(runs, start):
    """A return goes up to the old number by steps, and neither bill nor order sends it home again.

    Control: the same bill moves troops who never left.
    """
    signed = {"signed_day": 9, "voted_day": 5}
    assert start.ask(presence.p_leave, us={"returning": 1}, iraq=signed) == 0.0
    assert start.ask(presence.p_leave, iraq=signed) > 0.0
    step = start.ask(presence.share_returned, campaign={"us": 0.2})
    assert 0.2 < step < 1.0
    assert start.ask(presence.share_returned, campaign={"us": 1.0}) == 1.0
    surge = "lever: isis.shock, set: 5, on: 2020-01-20"
    quick = "parameters.set.invite_hazard=1"
    block = runs("full_withdrawal", quick, orders=(surge,), n=50, trace=True)
    share = block.part("campaign")["us"][:, :, 0]
    assert (share.min(axis=1) < 0.95).all()
    assert (share[:, -1] > 0.99).all()
    assert block.outcomes["n_returns"].max() == 1


@pytest.mark.mechanism("M048", "M011", "M060")
def test_partners_leave_with_their_dead_and_after_a_vote(runs, start, priors):
    """Each of their own deaths and a vote against all foreign troops take some of them away.

    Control: with both effects off, and the Americans there, all of them stay in every run.
    """
    for p in [start.p, *priors]:

        def left(killed, p=p):
            return start.ask(presence.partners_after_deaths, killed=killed, p=vars(p))

        assert left(0) == start.campaign.partners > left(1) > left(5) >= 0.0
        voted = start.ask(presence.partners_after_vote, p=vars(p))
        assert 0.0 <= voted < start.campaign.partners

    def partners(*settings):
        orders = ("lever: iraq.bill, set: forbid",)
        block = runs("january_2020", *settings, orders=orders, n=200, trace=True)
        return block.part("campaign")["partners"][:, -1, 0], block.outcomes["partner_killed"]

    share, killed = partners()
    assert share.max() < 1.0, "the coded winter has a vote"
    assert share[killed > 1].mean() < share[killed == 0].mean()
    off = ("parameters.set.partners_per_death=0", "parameters.set.partners_after_vote=0")
    assert partners(*off)[0].min() == 1.0


@pytest.mark.mechanism("M061", "M060")
def test_a_signed_bill_leads_to_an_exit_with_a_delay(runs, start):
    """Washington has refused before: the signature presses, and the exit begins after a while.

    In every run in the end, never on the day of the signature, and in a good part of them weeks
    later. Control: where a signature presses nobody, no one leaves.
    """
    a_day = start.ask(presence.p_leave, iraq={"signed_day": 9})
    assert 0.0 < a_day < 0.5
    log = runs("signed_timetable", events=True).log
    signed = log[log.action == Action.SIGN].groupby("run").day.min()
    leaves = log[log.action == Action.WITHDRAW].groupby("run").day.min()
    assert len(signed) == 1000
    delay = (leaves - signed).dropna()
    assert len(delay) > 950
    assert delay.min() >= 1
    assert (delay > 7).mean() > 0.3
    assert delay.median() < 21
    deaf = runs("signed_timetable", "parameters.set.exit_after_signature=0")
    assert deaf.mean("us_troops_iraq_end") == start.campaign.troops_start


@pytest.mark.mechanism("M047", "M051")
def test_the_last_soldier_takes_enablers_and_missions_along(start, priors):
    """Both fall with presence, in step; what Iraqis and militias do by themselves is left."""
    for p in [start.p, *priors]:
        shares = []
        for us in (1.0, 0.5, 0.0):
            enabled = start.ask(isis.enablers, campaign={"us": us}, paused=0.0, airspace=1.0)
            effort = start.ask(isis.missions, campaign={"us": us}, paused=0.0, ground=1.0)
            shares.append(
                start.ask(
                    isis.hunt_in_iraq,
                    enabled=enabled,
                    effort=effort,
                    attention=0.0,
                    leader_loss=0.0,
                    p=vars(p),
                )
            )
        whole, half, none = shares
        assert pytest.approx(whole) == 1.0
        assert none < half < whole
