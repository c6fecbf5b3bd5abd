"""Baghdad: access, the vote, the signature, and what outside shocks make of them.

Presence and exit: test_mechanisms_withdrawal.py. Anger and cover: test_mechanisms_standing.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import isis, parliament, posture, presence, shocks, sovereignty

NO_STRIKES = (
    "lever: us.reply.doctrine, set: never",
    "lever: us.leadership_strike.permit, set: never",
)
"""Many raids, so many crowds that may or may not storm; no massacre angers anybody."""


@pytest.mark.mechanism("M045")
def test_access_shrinks_under_pressure_without_any_expulsion(runs, start):
    """Cut in runs in which parliament may not even vote; the militias' weight and anger drive it.

    Weight in state and parliament presses in calm times too, and anger without it; where neither
    is, or the presence is held wholly legitimate, nobody cuts.
    """
    angry = {"anger": 5.0, "legitimacy": 0.5}
    calm = {"anger": 0.0, "legitimacy": 0.5}
    cut = sovereignty.p_access_cut
    assert start.ask(cut, iraq=angry, standing=0.6) > start.ask(cut, iraq=angry, standing=0.2)
    assert start.ask(cut, iraq=angry, standing=0.6) > start.ask(cut, iraq=calm, standing=0.6) > 0.0
    assert start.ask(cut, iraq=calm, standing=0.0) == 0.0
    assert start.ask(cut, iraq=calm, standing=0.6, p={"allied_bloc": 0.0}) == 0.0
    assert start.ask(cut, iraq=angry | {"legitimacy": 1.0}, standing=0.6) == 0.0
    left = start.ask(sovereignty.access_after_cut)
    assert left < 1.0
    assert sovereignty.open_share(left, 1.0) == 1.0
    for rule, part in ((isis.enablers, "airspace"), (isis.missions, "ground")):
        kept, lost = (start.ask(rule, paused=0.0, **{part: x}) for x in (1.0, left))
        assert lost < kept
    no_vote = runs("baseline", orders=("lever: iraq.vote, set: forbid",))
    assert no_vote.mean("vote") == 0.0 < runs("baseline").mean("vote"), (
        "what is forbidden does come"
    )
    assert (no_vote.outcomes["access_days"] < 144).mean() > 0.1
    calm, cross = (start.ask(sovereignty.p_access_restored, iraq={"anger": a}) for a in (0.0, 9.0))
    assert calm > cross > 0.0


@pytest.mark.mechanism("M045")
def test_access_was_cut_before_january_and_a_rule_on_it_stands_for_weeks(runs, start):
    """In coded history it is cut by January; cut or given back, the rule stands its spell.

    Control: with no spell at all some are changed within days.
    """
    may = sovereignty.access_may_change
    spell = int(start.p.access_spell)
    assert start.ask(may, iraq={"access_day": -1}, day=3)
    assert not start.ask(may, iraq={"access_day": 100}, day=99 + spell)
    assert start.ask(may, iraq={"access_day": 100}, day=100 + spell)

    def spells(*settings):
        block = runs("january_2020", *settings, events=True)
        acts = block.events(Action.ACCESS_CUT, Action.ACCESS_RESTORED)
        assert (acts[acts.action == Action.ACCESS_CUT].groupby("run").day.min() < 69).all()
        assert acts[acts.action == Action.ACCESS_CUT].run.nunique() == 1000
        days = acts.groupby("run").day.diff().dropna().to_numpy()
        assert len(days) > 300
        return days, acts.run[acts.groupby("run").day.diff().dropna().index], block

    days, run, block = spells("parameters=prior")
    assert (days >= block.block.parameters["access_spell"][run]).all()
    assert spells("parameters.set.access_spell=0")[0].min() < 10


@pytest.mark.mechanism("M048")
def test_partners_leave_soon_after_the_us_and_not_before(runs, start):
    """They stay beside the whole contingent, and in every run of an exit they go within months."""
    stay = start.ask(presence.partners_leave)
    assert stay == start.campaign.partners
    assert start.ask(presence.partners_leave, campaign={"us": 0.0}) < 1.0
    log = runs("full_withdrawal", events=True).log
    exits = log[log.action == Action.WITHDRAW].groupby("run").day.min()
    gone = log[log.action == Action.PARTNERS_LEAVE].groupby("run").day.min()
    assert len(gone) == len(exits)
    assert ((gone - exits) > 0).all()
    assert ((gone - exits) < 120).all()


@pytest.mark.mechanism("M049")
def test_an_exit_from_iraq_ends_syria_and_not_the_other_way_round(runs, start):
    """The Syrian contingent needs the bases next door; the troops in Iraq do not need Syria."""
    iraq = runs("full_withdrawal", events=True)
    assert iraq.mean("us_troops_syria_end") == pytest.approx(0.0, abs=1.0)
    usual = runs("baseline")
    syria = runs("baseline", orders=("lever: us.presence.syria_to, set: 0",))
    assert syria.mean("us_troops_syria_end") == pytest.approx(0.0, abs=1.0)
    assert syria.mean("us_troops_iraq_end") == pytest.approx(
        usual.mean("us_troops_iraq_end"), rel=0.02
    )
    assert start.ask(presence.syria_tomorrow) == 1.0


@pytest.mark.mechanism("M053")
def test_closing_small_sites_saves_lives_and_loses_ground(runs, start):
    """Paired runs: fewer coalition deaths, more ISIS."""
    spread, closed = runs("january_2020", n=2000), runs("consolidate_bases", n=2000)

    def dead(block):
        return block.mean("us_killed") + block.mean("partner_killed")

    assert dead(closed) < dead(spread)
    assert closed.mean("isis_strength_ratio") > spread.mean("isis_strength_ratio") + 0.005
    assert closed.mean("n_sites_closed") > spread.mean("n_sites_closed") + 2.0
    assert start.ask(posture.p_consolidate, us={"threat": 0.0}) == 0.0
    assert start.ask(posture.p_consolidate, us={"threat": 60.0}) > 0.0


@pytest.mark.mechanism("M059")
def test_strikes_that_kill_iraqis_at_home_bring_on_the_vote_and_nothing_else_does(runs, start):
    """No strikes, no vote; the killing of the commanders makes it likely; Iran's soil does not."""
    quiet = runs("baseline", "parameters.set.depot_per_missile=0", orders=NO_STRIKES)
    assert quiet.mean("n_rocket_attacks") > 5.0
    assert quiet.mean("vote") == 0.0
    strike = "lever: us.leadership_strike.order, set: strike, on: 2019-12-27"
    struck = runs("baseline", orders=(strike, NO_STRIKES[0]))
    assert struck.mean("vote") > 0.3
    chances = [start.ask(parliament.p_vote, iraq={"anger": a}) for a in (0.0, 4.0, 8.0)]
    assert chances[0] == 0.0 < chances[1] < chances[2]
    assert start.ask(sovereignty.anger_from_leadership) > 0.0
    assert start.ask(sovereignty.anger_from_strike, fighters=25.0) > start.ask(
        sovereignty.anger_from_strike, fighters=0.0
    )


@pytest.mark.mechanism("M059")
def test_one_mass_raid_brings_no_vote_and_the_killing_of_the_commanders_does(runs, start, priors):
    """25 dead in December brought none by themselves; the killing in January did within days.

    So one mass raid stays below the floor, under defaults and most of the prior, and the killing
    is above it. In the free winter nearly all votes follow such a killing. Control: with the floor
    at 0 many do not.
    """
    raid = start.ask(sovereignty.anger_from_strike, fighters=25.0)
    killing = start.ask(sovereignty.anger_from_leadership)
    assert start.ask(parliament.p_vote, iraq={"anger": raid}) == 0.0
    assert start.ask(parliament.p_vote, iraq={"anger": killing}) > 0.0
    assert start.ask(parliament.p_vote, iraq={"anger": raid + killing}) > 0.1
    quiet = [
        start.ask(sovereignty.anger_from_strike, fighters=25.0, p=vars(p)) <= p.vote_floor
        for p in priors
    ]
    assert np.mean(quiet) > 0.7
    enough = [p.anger_per_leadership > p.vote_floor for p in priors]
    assert np.mean(enough) > 0.9

    def after_killing(*settings):
        log = runs("baseline", *settings, events=True, n=2000).log
        votes = log[log.action == Action.VOTE].groupby("run").day.min()
        killed = log[log.action == Action.LEADERSHIP_STRIKE].groupby("run").day.min()
        assert len(votes) > 40
        return (killed.reindex(votes.index) <= votes).mean()

    assert after_killing() > 0.6
    assert after_killing("parameters.set.vote_floor=0") < 0.4


@pytest.mark.mechanism("M060")
def test_a_vote_by_itself_moves_no_soldier(runs, start):
    """Forced vote, no signature: the same troops on the last day in every run."""
    voted = runs(
        "baseline",
        orders=("lever: iraq.vote, set: force, on: 2019-11-10", "lever: iraq.bill, set: forbid"),
    )
    assert voted.mean("vote") == 1.0
    assert np.ptp(voted.outcomes["us_troops_iraq_end"]) == 0.0
    assert voted.mean("us_troops_iraq_end") == start.campaign.troops_start
    assert start.ask(presence.p_leave, iraq={"voted_day": 9}) < 0.05


@pytest.mark.mechanism("M061", "M060")
def test_signature_with_a_date_starts_the_withdrawal(runs, start):
    """It takes the bill's time once begun; unsigned, troops stay on.

    When it begins: test_mechanisms_withdrawal.py.
    """
    assert start.ask(presence.p_leave, iraq={"signed_day": 9}) > 0.0
    assert start.ask(presence.exit_length, iraq={"timetable": 200.0}) == 200.0
    assert start.ask(presence.exit_length) == start.p.exit_days
    assert start.ask(parliament.timetable_days, lever={"iraq_timetable": 6.0}) == pytest.approx(
        182.6, abs=0.1
    )
    soon, late = (
        runs("signed_timetable", f"variables.months={m}").mean("us_troops_iraq_end")
        for m in (6, 24)
    )
    unsigned = runs("january_2020", orders=("lever: iraq.bill, set: forbid",))
    assert soon < 0.2 * start.campaign.troops_start < late
    assert unsigned.mean("us_troops_iraq_end") == start.campaign.troops_start
    half = presence.share_left(149, 100, 100.0, 0.0)
    assert half == pytest.approx(0.5)


@pytest.mark.mechanism("M061", "M062")
def test_the_premier_signs_only_after_a_vote_and_leaning_to_tehran(start):
    """Neither alone is enough, and an order to forbid it holds."""
    ready = {"voted_day": 5, "alignment": 0.5}
    assert start.ask(parliament.p_sign, iraq=ready) > 0.0
    assert start.ask(parliament.p_sign, iraq=ready | {"voted_day": -1}) == 0.0
    assert start.ask(parliament.p_sign, iraq=ready | {"alignment": -0.2}) == 0.0
    assert start.ask(parliament.p_sign, iraq=ready, lever={"iraq_bill": 0.0}) == 0.0


@pytest.mark.mechanism("M076", "M059")
def test_a_weaker_allied_bloc_votes_less_often(runs, start):
    """After the killing of the commanders, in paired runs, and in the rule; without a bloc never.

    A bloc by itself is no reason. Control: without strikes the strongest bloc brings no vote.
    """
    assert start.ask(parliament.p_vote, iraq={"anger": 9.0}, p={"allied_bloc": 0.0}) == 0.0
    strike = "lever: us.leadership_strike.order, set: strike, on: 2019-12-27"

    def votes(bloc, *orders):
        return runs("baseline", f"parameters.set.allied_bloc={bloc}", orders=orders).mean("vote")

    assert votes(0.9, strike, NO_STRIKES[0]) > votes(0.1, strike, NO_STRIKES[0]) + 0.1
    assert votes(0.9, *NO_STRIKES) == votes(0.1, *NO_STRIKES) == 0.0
    brake, free = (
        start.ask(parliament.p_vote, iraq={"anger": 9.0, "protest": x}) for x in (3.0, 1.0)
    )
    assert brake < free


@pytest.mark.mechanism("M014", "M013")
def test_a_third_partys_strike_climbs_no_rung_and_is_charged_only_so_far(runs, start):
    """Depots burn, the two states' ladder stays where it was, and anger is what readers charge.

    Nobody else acts here. Controls: charged with nothing Baghdad stays as it is without any such
    strike; charged as an own strike it turns away, and the militias fire more.
    """
    assert start.ask(shocks.charged_to_us) == start.p.depot_grievance < 1.0
    assert start.ask(shocks.missiles_after_depot_strike, m={"missiles": 10.0}) < 10.0
    quiet = ("lever: militia.capability, set: 0", *NO_STRIKES)
    often = "parameters.set.depot_per_missile=0.05"

    def hit(charged, orders=quiet, depots=often):
        charge = f"parameters.set.depot_grievance={charged}"
        return runs("baseline", depots, charge, orders=orders, n=500)

    blamed, excused = hit(1), hit(0)
    spared = hit(0, depots="parameters.set.depot_per_missile=0")
    assert min(blamed.mean("n_depot_strikes"), excused.mean("n_depot_strikes")) > 2.0
    assert blamed.outcomes["peak_rung"].max() == 0
    for name in ("iraq_alignment", "us_legitimacy", "militia_standing"):
        assert (excused.outcomes[name] == spared.outcomes[name]).all(), name
    assert blamed.mean("iraq_alignment") > excused.mean("iraq_alignment") + 0.05
    fire = [hit(c, orders=NO_STRIKES).mean("n_rocket_attacks") for c in (0, 1)]
    assert fire[1] > fire[0] + 0.5
