"""Baghdad, the vote, access, the embassy, the militias' cover, sanctions and outside shocks.

Presence and exit: test_mechanisms_withdrawal.py.
"""

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
    siege,
    sovereignty,
)

NO_STRIKES = (
    "lever: us.reply.doctrine, set: never",
    "lever: us.leadership_strike.permit, set: never",
)
CROWDS = (
    "parameters.set.fatal_chance=0.25",
    "parameters.set.siege_hazard=0.15",
    "parameters.set.massacre_chance=0",
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
    assert no_vote.mean("vote") == 0.0
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
        for x in (0, 0.3)
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


@pytest.mark.mechanism("M062", "M077")
def test_baghdads_need_of_the_us_counts_only_while_its_presence_is_legitimate(start, priors):
    """A doubled ISIS pulls to Washington a legitimate presence, the less the less it is one.

    Below a floor of legitimacy it pulls no more. Control: at full standing it does in every draw.
    """

    def lean(legitimacy, isis_now, p):
        iraq = {"alignment": 0.0, "anger": 0.0, "legitimacy": legitimacy}
        return start.ask(sovereignty.alignment_tomorrow, iraq=iraq, isis=isis_now, p=vars(p))

    for p in [start.p, *priors]:
        floor = p.need_legitimacy
        assert lean(floor, 2.0, p) == lean(0.0, 9.0, p) == lean(1.0, 1.0, p) == 0.0
        assert lean(1.0, 2.0, p) < lean((1.0 + floor) / 2.0, 2.0, p) < 0.0


@pytest.mark.mechanism("M052", "M064")
def test_open_war_on_its_soil_turns_baghdad_against_the_us(runs, start):
    """Each day of it adds anger; runs at war end nearer Tehran, though ISIS is stronger there.

    Controls: shuffled runs show nothing, and without that anger the war itself, through ISIS,
    would drive Baghdad to Washington.
    """
    assert start.ask(sovereignty.anger_from_war, war=1) > 0.0
    assert start.ask(sovereignty.anger_from_war, war=0) == 0.0

    def gap(*settings, mix=False):
        block = runs("lethal_missile_reprisal", "parameters.set.war_chance=0.3", *settings)
        war, lean = (block.outcomes[n] for n in ("open_war", "iraq_alignment"))
        assert 0.05 < war.mean() < 0.98
        if mix:
            war = np.random.default_rng(4).permutation(war)
        return lean[war == 1].mean() - lean[war == 0].mean()

    assert gap() > 0.1
    assert abs(gap(mix=True)) < 0.05
    assert gap("parameters.set.anger_per_war_day=0") < 0.05


@pytest.mark.mechanism("M059", "M064")
def test_dead_soldiers_of_the_state_anger_baghdad(runs, start):
    """The more of them a strike kills the angrier; runs in which strikes do end nearer Tehran.

    Control: the same runs in which no strike hits state forces.
    """
    anger = [start.ask(sovereignty.anger_from_state_forces, killed=k) for k in (0.0, 1.0, 5.0)]
    assert anger[0] == 0.0 < anger[1] < anger[2]
    order = ("lever: us.leadership_strike.permit, set: never",)
    hit, spared = (
        runs("baseline", f"parameters.set.state_forces_hit={x}", orders=order) for x in (1, 0)
    )
    assert hit.mean("iraqi_killed") > spared.mean("iraqi_killed") + 0.5
    assert hit.mean("iraq_alignment") > spared.mean("iraq_alignment") + 0.01
    assert hit.mean("us_legitimacy") < spared.mean("us_legitimacy")


@pytest.mark.mechanism("M063")
def test_the_militias_gain_cover_while_isis_threatens_and_keep_it_after(runs, start):
    """Up with ISIS, not down with it; while ISIS is strong the state cannot rein them in."""
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


@pytest.mark.mechanism("M063", "M064")
def test_american_strikes_let_the_militias_bed_in(runs, start, priors):
    """Anger at strikes gives them cover, as ISIS does, and none of it goes when anger fades.

    Controls: a winter without strikes ends with less, and where anger counts for nothing strikes
    make no difference beyond what ISIS makes of them.
    """
    tomorrow = sovereignty.standing_tomorrow
    for p in [start.p, *priors]:
        calm, angry = (
            start.ask(tomorrow, iraq={"anger": a}, isis=1.0, p=vars(p)) for a in (0.0, 5.0)
        )
        assert angry > calm == start.m.standing

    def gain(*settings):
        with_them, without = (
            runs("baseline", *settings, orders=o, n=2000).outcomes["militia_standing"]
            for o in ((), NO_STRIKES)
        )
        return (with_them - without).mean()

    assert gain() > 0.005
    assert gain("parameters.set.standing_anger=0") < 0.5 * gain()


@pytest.mark.mechanism("M062", "M063")
def test_only_the_states_own_effort_takes_the_militias_cover_away(runs, start, priors):
    """Reined in they lose cover day by day, and the scenario that does so ends with much less.

    Control: the same months without that effort, in which cover falls in no run.
    """
    tomorrow = sovereignty.standing_tomorrow
    for p in [start.p, *priors]:
        held = start.ask(tomorrow, isis=1.0, lever={"iraq_rein_in": 1.0}, p=vars(p))
        assert 0.0 <= held < start.m.standing
        assert start.ask(tomorrow, isis=1.0, p=vars(p)) == start.m.standing
    reined, left = (runs(n, "parameters=prior") for n in ("disarm_militias", "january_2020"))
    assert (reined.outcomes["militia_standing"] < left.outcomes["militia_standing"]).mean() > 0.95
    assert reined.mean("militia_standing") < 0.7 * left.mean("militia_standing")
    first = float(np.mean([m.standing for m in start.militias]))
    assert left.outcomes["militia_standing"].min() >= first - 1e-9


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


@pytest.mark.mechanism("M054", "M004", "M065")
def test_marines_and_a_gate_held_before_deter_the_next_storm(runs, start, priors):
    """Fresh Marines lower the chance, and so does each earlier storm; a weak guard raises it.

    Control: where neither counts there are more storms, and more often a second after the first.
    """

    def storm(marines=0, before=0.0, guarded=0.3, crowd=1.0, p=None):
        us = {"reinforced_now": marines}
        return start.ask(
            siege.p_siege, iraq={"crowd": crowd}, us=us, guarded=guarded, sieges=before, p=p or {}
        )

    for p in [start.p, *priors]:
        table = vars(p)
        assert storm(p=table) > storm(marines=1, p=table) > 0.0
        assert storm(p=table) > storm(before=1.0, p=table) > storm(before=3.0, p=table) > 0.0
        assert storm(guarded=0.9, p=table) < storm(p=table)
        assert storm(crowd=0.0, p=table) == 0.0

    def storms(learned, calm):
        held = (f"parameters.set.siege_learned={learned}", f"parameters.set.massacre_calm={calm}")
        found = runs("baseline", *CROWDS, *held, n=4000).outcomes["n_sieges"]
        return (found > 0).mean(), (found > 1).sum() / (found > 0).sum()

    neither, learned, marines = storms(0, 0), storms(6, 0), storms(0, 4)
    assert learned[0] == neither[0], "nobody learns before the first storm"
    assert learned[1] < 0.5 * neither[1]
    assert marines[0] < 0.75 * neither[0]


@pytest.mark.mechanism("M054")
def test_marines_stand_at_the_embassy_while_the_threat_lasts_and_leave_after_it(runs, start):
    """On every evening of every run the staff, and the Marines on top if and only if it is tense.

    Control: with no Marines in a wave the embassy never holds more than its staff.
    """

    def guarded(*settings):
        block = runs("january_2020", *settings, n=60, trace=True)
        sites, us = block.part("sites"), block.part("us")[:, :, 0]
        at = int(sites["embassy"][0, 0].argmax())
        return sites["troops"][:, :, at], us["reinforced_now"] == 1

    troops, tense = guarded()
    staff = next(s.troops for s in start.sites if s.embassy)
    assert np.array_equal(troops, staff + start.ask(posture.marines) * tense)
    assert (np.diff(troops, axis=1) < 0.0).any(axis=1).mean() > 0.8, "they leave"
    assert 0.01 < tense.mean() < 0.9
    assert np.ptp(guarded("parameters.set.embassy_marines=0")[0]) == 0.0


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
