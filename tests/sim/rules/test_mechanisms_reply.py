"""How the US answers rockets: steep in deaths, on its own blame, and without end in sight."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import ATTACKS, Action
from sim.rules import attribution, fading, grievance, iran_reply, leadership, reprisal
from sim.state.actors import ID_MILITIA

NO_REPLY = ("lever: us.reply.doctrine, set: never",)


def attacks_of(block):
    """Rocket attacks, with all coalition deaths."""
    found = block.events(*ATTACKS).copy()
    found["dead"] = found.us_killed + found.partner_killed
    return found


@pytest.mark.mechanism("M001")
def test_a_rocket_death_always_leaves_a_reply_owed_and_a_week_is_enough_to_give_it(start):
    """Whatever the draw; the week's chance is close to one; the doctrine 'never' stops it."""
    for u in (0.0, 0.5, 0.999):
        owed = start.ask(reprisal.reply_owed, weight=1.0, u=u)
        assert owed >= 1.0
    a_day = start.ask(reprisal.p_reply, us={"owed": 1.0, "owed_day": 3}, day=3)
    assert 1.0 - (1.0 - a_day) ** 7 > 0.9
    assert start.ask(reprisal.p_reply, us={"owed": 1.0, "owed_day": 3}, day=2) == 0.0
    assert start.ask(reprisal.reply_owed, weight=1.0, u=0.0, lever={"us_reply_doctrine": 0.0}) == 0


@pytest.mark.mechanism("M001", "M002")
def test_killing_attacks_are_answered_within_days_and_harmless_ones_hardly_ever(runs):
    """The control for the first half is the second: the same clock, attacks that killed nobody."""
    block = runs("baseline", n=2000, events=True)
    attacks, strikes = attacks_of(block), block.events(Action.REPRISAL)
    last = attacks.day.max() - 10

    def answered(some):
        days = strikes.groupby("run").day.apply(np.array).to_dict()
        soon = [any(0 <= s - a.day <= 10 for s in days.get(a.run, ())) for a in some.itertuples()]
        return float(np.mean(soon))

    early = attacks[attacks.day < last]
    assert answered(early[early.us_killed > 0]) > 0.85
    caused = strikes.cause.isin(attacks.index[attacks.dead == 0]).sum()
    assert caused / (attacks.dead == 0).sum() < 0.05
    assert (strikes.target >= ID_MILITIA).all(), "the reply falls on a militia"


@pytest.mark.mechanism("M001")
def test_a_strike_on_iran_needs_more_than_one_rocket_death(runs, start):
    """One dead American moves the US against the militia; Iran's soil asks for more, or a salvo.

    Nor is Iran's soil hit at all when the US may not hold it liable and Iran's salvo kills nobody.
    """
    assert start.ask(reprisal.p_strike_on_iran, us={"memory": 1.0}) == 0.0
    assert (
        start.ask(reprisal.p_strike_on_iran, us={"memory": 30.0})
        < start.ask(reprisal.p_reply, us={"owed": 1.0, "owed_day": 0}, day=1) / 2.0
    )
    block = runs(
        "baseline", orders=("lever: us.liability, set: no", "lever: iran.reply, set: hold")
    )
    assert block.mean("n_us_strikes") > 0.5
    assert block.mean("n_strikes_on_iran") == 0.0


@pytest.mark.mechanism("M002")
def test_answering_harmless_attacks_would_multiply_the_strikes(runs):
    """Replies depend steeply on lethality: with the threshold at nought, several times as many."""
    usual = runs("baseline", n=2000, events=True)
    every = runs("baseline", orders=("lever: us.reply.deaths_needed, set: 0",))
    assert every.mean("n_us_strikes") > 3.0 * usual.mean("n_us_strikes")


@pytest.mark.mechanism("M002")
def test_a_harmless_attack_is_answered_by_rare_chance_alone(start, priors):
    """Near nought at the default and in every draw of the prior, and never at a high draw."""
    assert start.ask(reprisal.reply_owed, weight=0.0, u=0.5) == 0.0
    assert start.p.reply_harmless < 0.1
    assert all(p.reply_harmless < 0.1 for p in priors)


@pytest.mark.mechanism("M006")
def test_a_death_can_climb_to_a_leadership_strike_by_middle_rungs_but_rarely_does(runs):
    """Some chains run death, strike, embassy, commanders; most deaths end lower down."""
    block = runs("baseline", n=2000, events=True)
    log, fatal = block.log, attacks_of(block).query("us_killed > 0")
    chains = 0
    days = []
    for row in block.events(Action.LEADERSHIP_STRIKE).itertuples():
        rungs, at = [], row.cause
        while at >= 0:
            rungs.append(log.action.iat[at])
            if log.us_killed.iat[at] > 0 and Action.REPRISAL in rungs and Action.SIEGE in rungs:
                chains += 1
                days.append(row.day - log.day.iat[at])
                break
            at = log.cause.iat[at]
    assert chains >= 10
    assert np.quantile(days, 0.25) <= 14
    reached = fatal.run.isin(block.events(Action.LEADERSHIP_STRIKE).run)
    assert reached.mean() < 0.5, "most deaths lead to none"


@pytest.mark.mechanism("M006")
def test_remembered_deaths_press_only_above_a_floor_and_fade(start):
    """A single death that has faded presses no more; a heap of fresh ones does."""
    low = start.p.lead_memory_floor
    assert start.ask(leadership.p_leadership_strike, us={"memory": low}) == 0.0
    assert start.ask(leadership.p_leadership_strike, us={"memory": low + 5.0}) > 0.0
    assert start.ask(fading.memory, us={"memory": 2.0}) < 2.0


@pytest.mark.mechanism("M015")
def test_routine_replies_leave_the_rate_of_attacks_about_the_same(runs):
    """Proportionate strikes against none at all.

    Control: where a strike leaves much anger, and attacks do not spend it, it does matter.
    """
    small = ("lever: us.reply.doctrine, set: proportionate",)
    with_them, without = runs("baseline", orders=small), runs("baseline", orders=NO_REPLY)
    assert with_them.mean("n_us_strikes") > 0.5
    ratio = with_them.mean("n_rocket_attacks") / without.mean("n_rocket_attacks")
    assert 0.85 < ratio < 1.3
    furious = ("parameters.set.attacks_per_strike=20", "parameters.set.grievance_spent=0")
    angry = runs("baseline", *furious, orders=small)
    assert angry.mean("n_rocket_attacks") > 1.5 * without.mean("n_rocket_attacks")


@pytest.mark.mechanism("M017")
def test_after_the_january_peak_most_runs_stay_between_peace_and_war(runs):
    """The last ninety days: rockets, but no lasting quiet, and seldom open war."""
    block = runs("january_2020", events=True, daily=True)
    fired = block.series("rocket_attacks")
    still = fired[:, -1] > fired[:, -90]
    war = block.outcomes["open_war"] > 0
    assert (still & ~war).mean() > 0.7
    assert war.mean() < 0.2
    rung = block.series("rung")[:, -90:]
    assert (rung <= 3).mean() > 0.9, "a low simmer"
    certain = runs("lethal_missile_reprisal", "parameters.set.war_chance=1")
    assert certain.mean("open_war") > 0.5, "control: the model does reach war when asked"


@pytest.mark.mechanism("M017")
def test_own_strikes_tire_the_us_of_the_higher_rungs(start):
    """Reluctance grows with each strike, slows replies, the higher rungs and war, and fades."""
    assert start.ask(reprisal.fatigue_after_strike) > start.us.fatigue
    push = {"siege_pressure": 1.0, "memory": 30.0}
    owed = push | {"owed": 1.0, "owed_day": 0}
    assert (
        0.0
        < start.ask(reprisal.p_reply, us=owed | {"fatigue": 3.0}, day=1)
        < start.ask(reprisal.p_reply, us=owed | {"fatigue": 0.0}, day=1)
    )
    for rule in (leadership.p_leadership_strike, reprisal.p_strike_on_iran, iran_reply.p_open_war):
        fresh = start.ask(rule, us=push | {"fatigue": 0.0})
        assert start.ask(rule, us=push | {"fatigue": 3.0}) < fresh
    assert start.ask(fading.fatigue, us={"fatigue": 3.0}) < 3.0


@pytest.mark.mechanism("M018")
def test_a_wider_target_list_draws_more_militias_into_the_exchange(runs, start):
    """The closer to Iran the likelier to be hit too; each hit militia is angered."""
    assert start.ask(reprisal.p_also_hit, m={"link": 0.0}, isis=1.0) == 0.0
    assert start.ask(reprisal.p_also_hit, m={"link": 0.9}, isis=1.0) > 0.0
    assert start.ask(grievance.grievance_from_strike, fighters=0.0) > 0.0
    assert start.ask(grievance.revenge_drive, m={"grievance": 1.0}) > 0.0
    narrow = runs("baseline", orders=("lever: us.reply.militias_hit, set: 1",), events=True)
    wide = runs("baseline", "parameters.set.reply_breadth=1", events=True)

    def angry_groups(block):
        fired = block.events(*ATTACKS)
        fired = fired[fired.cause_action == Action.REPRISAL]
        militias = fired.groupby(["run", "cause"]).actor.nunique()
        return len(militias) and militias.sum() / len(block.events(Action.REPRISAL))

    assert narrow.mean("n_militias_hit") == narrow.mean("n_us_strikes")
    assert wide.mean("n_militias_hit") > 2.0 * wide.mean("n_us_strikes")
    assert angry_groups(wide) > 1.3 * angry_groups(narrow)


@pytest.mark.mechanism("M024", "M018")
def test_a_party_to_politics_is_struck_for_its_own_rockets_alone(runs, start):
    """Never blamed in error, however much error there is, nor hit beside another, however broad.

    His men fire here, and are blamed; every raid that angered them was meant for them. Control:
    another militia, hardly more suspected, is blamed for others and hit beside others all the time.
    """
    assert start.ask(attribution.blamed_weight, m={"political": 1}) == 0.0
    assert start.ask(reprisal.p_also_hit, m={"political": 1, "link": 1.0}, isis=1.0) == 0.0
    block = runs(
        "january_2020",
        "parameters.set.sadr_patience_days=30",
        "parameters.set.patience_end_hazard=0.1",
        "parameters.set.reply_breadth=1",
        orders=("lever: us.attribution.error, add: 0.3",),
        events=True,
    )
    fired = block.events(*ATTACKS)
    blamed = block.log.blamed.to_numpy()
    found = {}
    for k in (2, 3):
        on_it = fired[fired.blamed == k]
        angered = fired[(fired.actor == ID_MILITIA + k) & (fired.cause_action == Action.REPRISAL)]
        meant = blamed[angered.cause] == k
        found[k] = ((on_it.actor == ID_MILITIA + k).mean(), meant.mean(), len(on_it), len(meant))
    assert found[2][:2] == (1.0, 1.0)
    assert found[2][2] > 200
    assert found[2][3] > 0
    assert found[3][0] < 0.7
    assert found[3][1] < 0.7
