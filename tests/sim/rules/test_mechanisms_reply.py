"""How the US answers rockets: steep in deaths, on its own blame, and without end in sight."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, Action
from sim.day.effects.rockets import settle_blame
from sim.day.schedule import dawn
from sim.model import EscalationModel
from sim.rules import attribution, fading, grievance, iran_reply, leadership, reprisal, sovereignty
from sim.state.actors import ID_MILITIA
from tests.conftest import SCENARIOS

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


@pytest.mark.mechanism("M015")
def test_a_raid_does_not_wear_a_militia_down(start, priors):
    """A dozen dead leave nearly all of its capability, and losses are made good."""
    for p in [start.p, *priors]:
        left = start.ask(grievance.capability_after_strike, fighters=12.0, p=vars(p))
        assert left > 0.85
        assert left < start.ask(fading.capability, m={"capability": left}, p=vars(p)) <= 1.0


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
    assert mute.mean("n_claimed") == 0.0
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


@pytest.mark.mechanism("M001", "M004", "M015")
def test_most_raids_are_routine_and_a_few_kill_dozens(runs, start):
    """Two kinds of raid, apart: the usual one kills few, and the more dead it answers the likelier
    it is the other. Control: where no raid is heavy, none kills more than a routine one may.

    None of either kind kills more than a raid can at most, nor more than the scenario allows.
    """
    chances = [start.ask(reprisal.p_heavy, us={"owed": o}) for o in (1.0, 3.0, 10.0)]
    assert 0.0 < chances[0] < chances[1] < chances[2] < 1.0
    least = start.ask(reprisal.fighters_killed, u=0.0, heavy=True)
    assert least > 3.0 * start.p.reply_fighters
    assert start.ask(reprisal.fighters_killed, u=0.0, heavy=False) == 0
    for heavy in (False, True):
        worst = start.ask(reprisal.fighters_killed, u=1.0 - 1e-16, heavy=heavy)
        assert worst <= start.p.raid_most
    cap = {"us_reply_fighters_cap": 9.0}
    assert start.ask(reprisal.fighters_killed, u=0.5, heavy=True, lever=cap) == 9

    def dead(*settings):
        block = runs("baseline", *settings, n=2000, events=True)
        return block.events(Action.REPRISAL).fighters_killed

    usual = dead()
    assert usual.median() <= 3
    assert 0.05 < (usual >= least).mean() < 0.3
    assert usual.max() <= start.p.raid_most
    assert dead("parameters.set.raid_most=20").max() == 20
    routine = dead("parameters.set.heavy_raid=0")
    assert (routine >= least).mean() < 0.03
    assert routine.max() < 30


@pytest.mark.mechanism("M001", "M004")
def test_a_heavy_raid_is_flown_only_for_deaths(runs, start):
    """An attack that killed nobody is answered by a routine raid or by none.

    Control: raids that answer deaths are heavy now and then.
    """
    harmless = start.ask(reprisal.reply_owed, weight=0.0, u=0.0)
    assert harmless > 0.0
    block = runs("baseline", "parameters.set.reply_harmless=0.1", n=2000, events=True)
    raids, log = block.events(Action.REPRISAL), block.log
    dead = (log.us_killed + log.partner_killed).to_numpy()[raids.cause]
    many = raids.fighters_killed >= start.ask(reprisal.fighters_killed, u=0.0, heavy=True)
    assert many[dead > 0].mean() > 0.05
    assert start.ask(reprisal.p_heavy, us={"owed": harmless}) == 0.0
    assert many[dead == 0].mean() < 0.03


@pytest.mark.mechanism("M001", "M015")
def test_a_proportionate_reply_is_never_a_heavy_raid(runs, start):
    """Whatever is owed. Control: the same winters with the usual doctrine have heavy ones."""
    assert start.ask(reprisal.p_heavy, us={"owed": 30.0}, lever={"us_reply_doctrine": 1.0}) == 0.0
    least = start.ask(reprisal.fighters_killed, u=0.0, heavy=True)
    small = runs(
        "baseline", orders=("lever: us.reply.doctrine, set: proportionate",), n=2000, events=True
    )
    usual = runs("baseline", n=2000, events=True)
    dead = [b.events(Action.REPRISAL).fighters_killed for b in (small, usual)]
    assert len(dead[0]) > 1000
    assert dead[0].max() < least
    assert (dead[1] >= least).sum() > 100


@pytest.mark.mechanism("M063", "M064")
def test_raids_also_kill_the_states_own_men(runs, start):
    """Now and then, the likelier the deeper the militia sits in the state, and it angers Baghdad.

    Control: raids that find none of them leave no soldier or policeman dead.
    """
    shares = [start.ask(reprisal.p_state_forces_hit, m={"standing": s}) for s in (0.0, 0.5, 1.0)]
    assert shares[0] == 0.0 < shares[1] < shares[2] < 1.0
    assert start.ask(reprisal.state_forces_killed, u=0.0) == 1
    assert start.ask(sovereignty.anger_from_state_forces, killed=3.0) > 0.0

    def hit(chance):
        block = runs("baseline", f"parameters.set.state_forces_hit={chance}", n=2000, events=True)
        return (block.events(Action.REPRISAL).iraqi_killed > 0).mean()

    assert 0.03 < hit(0.1) < 0.1
    assert hit(0) == 0.0
