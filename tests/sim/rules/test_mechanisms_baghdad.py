"""Baghdad, the vote, American presence and access, sanctions and outside shocks."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import (
    fading,
    fire,
    iran_line,
    isis,
    parliament,
    posture,
    presence,
    sanctions,
    shocks,
    sovereignty,
)

NO_STRIKES = (
    "lever: us.reply.doctrine, set: never",
    "lever: us.leadership_strike.permit, set: never",
)


@pytest.mark.mechanism("M045")
def test_access_shrinks_under_pressure_without_any_expulsion(runs, start):
    """Cut in runs in which parliament may not even vote; the militias' cover and anger drive it."""
    angry = {"anger": 5.0, "legitimacy": 0.5}
    cut = sovereignty.p_access_cut
    assert start.ask(cut, iraq=angry, standing=0.6) > start.ask(cut, iraq=angry, standing=0.2)
    assert start.ask(cut, iraq=angry, standing=0.0) == 0.0
    assert start.ask(cut, iraq={"anger": 0.0}, standing=0.6) == 0.0
    left = start.ask(sovereignty.access_after_cut)
    assert left < 1.0
    assert sovereignty.open_share(left, 1.0) == 1.0
    kept, lost = (start.ask(isis.us_effort, paused=0.0, airspace=x, ground=x) for x in (1.0, left))
    assert lost < kept
    no_vote = runs("baseline", orders=("lever: iraq.vote, set: forbid",))
    assert no_vote.mean("vote") == 0.0
    assert (no_vote.outcomes["access_days"] < 144).mean() > 0.1
    calm, cross = (start.ask(sovereignty.p_access_restored, iraq={"anger": a}) for a in (0.0, 9.0))
    assert calm > cross > 0.0


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


@pytest.mark.mechanism("M054")
def test_fresh_troops_come_within_days_of_a_threat_and_once_for_each(runs, start):
    """A week is enough; none for a small threat, no second wave while the first is in force."""
    on = start.p.reinforce_on
    a_day = start.ask(posture.p_reinforce, us={"threat": 2.0 * on})
    assert 1.0 - (1.0 - a_day) ** 7 > 0.8
    assert start.ask(posture.p_reinforce, us={"threat": 0.9 * on}) == 0.0
    assert start.ask(posture.p_reinforce, us={"threat": 2.0 * on, "reinforced_now": 1}) == 0.0
    assert start.ask(posture.reinforcements) > 0.0
    assert start.ask(posture.threat_is_over, us={"threat": 0.0})
    block = runs("january_2020", "history.until=2020-01-04", events=True, daily=True)
    soon = block.events(Action.REINFORCE)
    assert soon[soon.day <= 80].run.nunique() > 700


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
def test_a_strike_on_irans_soil_leaves_no_anger_in_baghdad(runs):
    """Elsewhere is elsewhere: the more such strikes, no more votes."""
    plain = (
        "lever: us.leadership_strike.permit, set: never",
        "lever: us.reply.fighters_cap, set: 0",
        "lever: iran.reply, set: hold",
    )
    none, many = (
        runs(
            "baseline",
            f"parameters.set.iran_per_memory={x}",
            "parameters.set.iran_memory_floor=1",
            "parameters.set.war_chance=0",
            orders=plain,
            n=2000,
        )
        for x in (0, 0.05)
    )
    assert none.mean("n_strikes_on_iran") == 0.0
    assert many.mean("n_strikes_on_iran") > 0.3
    assert many.mean("vote") < none.mean("vote") + 0.03


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
    """Certain once signed; it takes the bill's time; unsigned, troops stay on."""
    assert start.ask(presence.p_leave, iraq={"signed_day": 9}) == 1.0
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


@pytest.mark.mechanism("M062")
def test_baghdad_steers_between_the_two_and_no_push_takes_it_all_the_way(start, priors):
    """However long and hard one side pushes it stops short, and it comes back when let go."""
    for p in [start.p, *priors[:8]]:
        lean, table = 0.0, vars(p)
        for _ in range(400):
            lean = start.ask(
                sovereignty.alignment_tomorrow,
                iraq={"alignment": lean, "anger": 20.0},
                isis=1.0,
                p=table,
            )
        assert 0.0 < lean <= p.alignment_push <= 1.0
        back = start.ask(
            sovereignty.alignment_tomorrow,
            iraq={"alignment": lean, "anger": 0.0},
            isis=1.0,
            p=table,
        )
        assert back < lean
    assert start.p.alignment_push < 1.0
    need = start.ask(
        sovereignty.alignment_tomorrow, iraq={"alignment": 0.0, "anger": 0.0}, isis=2.0
    )
    assert -1.0 < need < 0.0, "a stronger ISIS pulls to Washington, and only part of the way"


@pytest.mark.mechanism("M063")
def test_the_militias_gain_cover_while_isis_threatens_and_keep_it_after(runs, start):
    """Up with ISIS, not down with it; and while ISIS is strong they cannot be reined in."""
    tomorrow = sovereignty.standing_tomorrow
    assert start.ask(tomorrow, isis=3.0) > start.ask(tomorrow, isis=2.0) > start.m.standing
    assert start.ask(tomorrow, isis=0.2) == start.m.standing
    weak, strong = (
        start.ask(sovereignty.reined_in, isis=x, lever={"iraq_rein_in": 1.0}) for x in (1.0, 9.0)
    )
    assert weak > strong >= 0.0
    assert start.ask(sovereignty.reined_in, isis=1.0) == 0.0
    shock = runs("baseline", orders=("lever: isis.shock, set: 1, on: 2019-11-01",), n=500)
    assert shock.mean("militia_standing") > runs("baseline").mean("militia_standing") + 0.01


@pytest.mark.mechanism("M064")
def test_each_strike_on_the_militias_pushes_baghdad_from_washington(runs, start):
    """Anger from every strike, alignment after it; without strikes it stays in the middle."""
    assert start.ask(sovereignty.anger_from_strike, fighters=0.0) > 0.0
    calm, angry = (
        start.ask(sovereignty.alignment_tomorrow, iraq={"anger": a}, isis=1.0) for a in (0.0, 3.0)
    )
    assert angry > calm
    assert start.ask(fading.anger, iraq={"anger": 1.0}) < 1.0
    usual, none = runs("baseline"), runs("baseline", orders=NO_STRIKES)
    assert usual.mean("iraq_alignment") > none.mean("iraq_alignment") + 0.02
    free, crowded = (
        start.ask(shocks.protest_tomorrow, iraq={"anger": a}, us_share=1.0) for a in (0.0, 3.0)
    )
    assert crowded < free


@pytest.mark.mechanism("M066")
def test_american_exposure_moves_with_the_allegiance_of_the_hosts(start):
    """The same site is a better target where the host force looks away."""
    weights = [start.ask(fire.site_weight, iraq={"allegiance": a}) for a in (1.0, 0.5, 0.0)]
    assert weights[0] < weights[1] < weights[2]


@pytest.mark.mechanism("M076")
def test_a_weaker_allied_bloc_votes_less_often(runs, start):
    """In paired runs and in the rule; without a bloc there is no vote at all."""
    assert start.ask(parliament.p_vote, iraq={"anger": 9.0}, p={"allied_bloc": 0.0}) == 0.0
    weak, strong = (
        runs("baseline", f"parameters.set.allied_bloc={b}").mean("vote") for b in (0.1, 0.9)
    )
    assert strong > weak + 0.03
    brake, free = (
        start.ask(parliament.p_vote, iraq={"anger": 9.0, "protest": x}) for x in (3.0, 1.0)
    )
    assert brake < free


@pytest.mark.mechanism("M077")
def test_legitimacy_is_a_stock_that_strikes_drain_and_kept_terms_refill(runs, start):
    """Low stock means more votes and more access cuts."""
    assert start.ask(sovereignty.legitimacy_after_breach, anger=3.0) < start.iraq.legitimacy
    assert start.iraq.legitimacy < start.ask(sovereignty.legitimacy_regained) < 1.0
    low, high = {"anger": 9.0, "legitimacy": 0.2}, {"anger": 9.0, "legitimacy": 0.9}
    assert start.ask(parliament.p_vote, iraq=low) > start.ask(parliament.p_vote, iraq=high)
    cut = sovereignty.p_access_cut
    assert start.ask(cut, iraq=low, standing=0.5) > start.ask(cut, iraq=high, standing=0.5)
    usual, none = runs("baseline"), runs("baseline", orders=NO_STRIKES)
    assert usual.mean("us_legitimacy") < none.mean("us_legitimacy") - 0.01


@pytest.mark.mechanism("M078", "M079")
def test_sanctions_rise_with_the_confrontation_not_in_its_place(runs, start):
    """Runs with more fire have more steps; shuffled runs, the control, show no such tie."""
    found = runs("baseline", n=2000, events=True).outcomes
    steps, attacks = found["n_sanction_steps"], found["n_rocket_attacks"]
    assert np.corrcoef(steps, attacks)[0, 1] > 0.15
    mixed = np.random.default_rng(5).permutation(attacks)
    assert abs(np.corrcoef(steps, mixed)[0, 1]) < 0.1
    assert start.ask(sanctions.level, us={"steps": 2}) > start.ask(sanctions.level) == 1.0
    assert start.ask(sanctions.pressure_on_iran, us={"sanctions": 1.5}) > 0.0
    strained, calm = (
        start.ask(iran_line.pull_to_encourage, iran={"pressure": x}) for x in (2.0, 0.0)
    )
    assert strained > calm


@pytest.mark.mechanism("M079")
def test_a_step_follows_an_attack_by_days_even_a_harmless_one(start, priors):
    """One attack without deaths is enough to make it possible; a month later it no longer is."""
    fresh = start.ask(sanctions.exchange_added, weight=0.0)
    assert start.ask(sanctions.p_step, us={"exchange": 0.0}) == 0.0
    assert start.ask(sanctions.p_step, us={"exchange": fresh}) > 0.0
    assert start.ask(sanctions.exchange_added, weight=2.0) > fresh
    assert start.ask(fading.exchange, us={"exchange": 1.0}) < 1.0
    assert all(p.exchange_keep**40 < p.sanction_floor for p in priors)


@pytest.mark.mechanism("M080")
def test_sanctions_beyond_the_start_raise_hostility_for_good(start):
    """Base fire rises with their level, and no rule lets the level fade."""
    more, same = (start.ask(fire.hostility, us={"sanctions": x}) for x in (2.0, 1.0))
    assert more > same
    assert start.ask(sanctions.level, us={"steps": 3, "sanctions": 1.0}) > 1.0
    assert not hasattr(fading, "sanctions")


@pytest.mark.mechanism("M081", "M082")
def test_sanctions_make_the_epidemic_worse_and_it_changes_no_attack(runs, start):
    """Heavier burden in Iran under strain; in paired runs not one rocket more or less."""
    sick = {"shock_epidemic": 1.0}
    worse, plain = (
        start.ask(shocks.burden_tomorrow, iran={"pressure": x}, lever=sick) for x in (2.0, 0.0)
    )
    assert worse > plain > 0.0 == start.ask(shocks.burden_tomorrow)
    ill = runs(
        "baseline", "parameters.set.epidemic_cooling=0", orders=("lever: shock.epidemic, set: 1",)
    )
    well = runs("baseline", "parameters.set.epidemic_cooling=0")
    assert (ill.outcomes["n_rocket_attacks"] == well.outcomes["n_rocket_attacks"]).all()
