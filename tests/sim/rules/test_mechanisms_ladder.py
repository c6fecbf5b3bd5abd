"""The upper rungs: crowds, commanders, Iran's open answer, and the way down."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import fading, fire, iran_reply, leadership, lethality, posture, siege
from sim.state.actors import ID_SITE

TO_5_JANUARY = "history.until=2020-01-05"


@pytest.mark.mechanism("M004")
def test_only_strikes_with_many_dead_bring_the_crowd(runs, start):
    """Capped replies: no siege in any run. Control: the same runs without the cap have some."""
    floor = int(start.p.siege_fighters_floor)
    capped = runs("baseline", orders=(f"lever: us.reply.fighters_cap, set: {floor}",))
    assert capped.mean("n_us_strikes") > 0.5
    assert capped.outcomes["n_sieges"].max() == 0
    assert runs("baseline").mean("n_sieges") > 0.02
    crowd = [start.ask(siege.crowd_from_strike, fighters=f) for f in (0.0, 1.0 * floor, 60.0)]
    assert crowd[0] == crowd[1] == 0.0 < crowd[2]


@pytest.mark.mechanism("M004")
def test_the_crowd_grows_with_its_anger_and_goes_home_in_days(start, priors):
    """No anger, no storm; more anger, likelier; little of it is left after a month."""
    chances = [
        start.ask(siege.p_siege, iraq={"crowd": c}, guarded=0.3, sieges=0.0)
        for c in (0.0, 1.0, 2.0)
    ]
    assert chances[0] == 0.0 < chances[1] < chances[2]
    assert all(p.crowd_keep**30 < 0.2 for p in priors)
    assert start.ask(fading.crowd, iraq={"crowd": 1.0}) < 1.0


@pytest.mark.mechanism("M005")
def test_a_stormed_embassy_moves_the_us_up_the_ladder_without_a_death(runs, start):
    """The chance rises from nought with nobody dead, and threat rises; it passes in weeks."""
    assert start.ask(leadership.p_leadership_strike) == 0.0
    assert start.ask(leadership.p_leadership_strike, us={"siege_pressure": 1.0}) > 0.0
    assert (
        start.ask(
            leadership.p_leadership_strike,
            us={"siege_pressure": 1.0},
            lever={"us_leadership_strike_permit": 0.0},
        )
        == 0.0
    )
    assert start.ask(posture.threat_from_siege) > 0.0
    assert start.ask(fading.siege_pressure, us={"siege_pressure": 1.0}) < 1.0
    found = runs("baseline", n=2000, events=True).outcomes
    stormed = found["n_sieges"] > 0
    struck = found["leadership_strike"]
    assert struck[stormed].mean() > struck[~stormed].mean() + 0.1


@pytest.mark.mechanism("M007")
def test_iran_answers_for_its_general_openly_and_once(runs):
    """After his death nearly every run has one salvo within days, and then no other.

    A second follows only where the US struck Iran's own soil, which is a new debt.
    """
    block = runs("january_2020", TO_5_JANUARY, events=True)
    salvos = block.events(Action.SALVO, Action.LETHAL_SALVO)
    first = salvos.groupby("run").day.min()
    killed_on = 67
    assert len(first) > 0.9 * len(block.block.tallies)
    assert first.median() <= killed_on + 10
    calm = block.outcomes["n_strikes_on_iran"] == 0
    assert calm.mean() > 0.5
    assert block.outcomes["n_salvos"][calm].max() == 1
    assert block.outcomes["n_salvos"][~calm].mean() > 1.0
    held = runs("january_2020", TO_5_JANUARY, orders=("lever: iran.reply, set: hold",))
    assert held.mean("n_salvos") == 0.0


@pytest.mark.mechanism("M007", "M012")
def test_a_salvo_is_large_in_arms_and_mostly_small_in_deaths(runs, start):
    """More missiles than a common attack has rockets; meant to be survived, it mostly is."""
    block = runs("january_2020", TO_5_JANUARY, events=True)
    salvos = block.events(Action.SALVO, Action.LETHAL_SALVO)
    rockets = block.events(Action.HARASS, Action.BARRAGE)
    assert salvos.munitions.min() > 10
    assert salvos.munitions.mean() > 2.0 * rockets.munitions.mean()
    first = salvos.groupby("run").head(1)
    assert (first.us_killed == 0).mean() > 0.6
    owed = {"iran": {"debt": 1.0, "debt_day": 10}, "p": {"salvo_prep": 2.0}, "bases": 2}
    assert start.ask(iran_reply.p_state_reply, day=10, **owed) == 0.0, "it takes days to prepare"
    assert start.ask(iran_reply.p_state_reply, day=12, **owed) > 0.0


@pytest.mark.mechanism("M008")
def test_a_salvo_that_kills_nobody_is_the_way_down_and_one_that_kills_is_not(runs):
    """Threat on the evening of the first salvo against the evening before, deaths apart."""
    falls = {}
    for aim in ("survivable", "lethal"):
        block = runs(
            "january_2020",
            TO_5_JANUARY,
            orders=(f"lever: iran.reply, set: {aim}",),
            events=True,
            daily=True,
        )
        first = block.events(Action.SALVO, Action.LETHAL_SALVO).groupby("run").head(1)
        killed = first.us_killed.to_numpy() > 0
        threat = block.series("threat")[first.run]
        rows = np.arange(len(first))
        day = first.day.to_numpy()
        falls[aim] = (threat[rows, day] / threat[rows, day - 1])[killed == (aim == "lethal")]
        stood = block.events(Action.STAND_DOWN)
        same_day = stood[stood.day == stood.run.map(first.set_index("run").day)]
        assert set(same_day.run) == set(first.run[~killed])
    assert np.median(falls["survivable"]) < 0.95
    assert np.median(falls["lethal"]) > 1.0


@pytest.mark.mechanism("M008")
def test_both_states_stand_down_after_no_death_and_only_then(start):
    """The stand-down relieves threat at once; a deadly exchange may become war instead."""
    assert iran_reply.stands_down(0)
    assert not iran_reply.stands_down(1)
    assert start.ask(posture.threat_after_stand_down, us={"threat": 10.0}) < 10.0
    assert start.ask(iran_reply.p_open_war) > 0.0
    low, high = (start.ask(lethality.p_salvo_kills, lethal=x, exposure=0.5) for x in (0, 1))
    assert 0.0 < low < high
    dead = [start.ask(lethality.salvo_deaths, u=u, exposure=0.5) for u in (0.0, 0.99)]
    assert 0 < dead[0] < dead[1]
    aims = {
        order: start.ask(
            iran_reply.means_to_kill, u=0.5, iran={"debt": 1.0}, lever={"iran_reply": order}
        )
        for order in (1.0, 2.0)
    }
    assert aims == {1.0: False, 2.0: True}


@pytest.mark.mechanism("M009")
def test_the_stand_down_leaves_the_militias_own_reasons_untouched(start):
    """It lowers what the US fears, and what the US fears does not touch the militias."""
    left = start.ask(posture.threat_after_stand_down, us={"threat": 10.0})
    assert 0.0 <= left < 10.0
    before, after = (
        start.ask(fire.willingness, us={"threat": t}, line=1.0, patience=1.0) for t in (10.0, left)
    )
    assert before == after > 0.0


@pytest.mark.mechanism("M056")
def test_a_defence_that_does_not_kill_keeps_a_siege_from_the_next_rung(runs, start):
    """Paired runs: a defence that always kills leaves dead Iraqis, anger and more votes."""
    gentle, deadly = (
        runs(
            "baseline",
            f"parameters.set.massacre_chance={c}",
            "parameters.set.massacre_calm=0",
            n=2000,
        )
        for c in (0, 1)
    )
    assert gentle.mean("n_sieges") > 0.02
    assert deadly.mean("iraqi_killed") > gentle.mean("iraqi_killed") + 0.1
    stormed = gentle.outcomes["n_sieges"] > 0
    votes = [b.outcomes["vote"][stormed].mean() for b in (gentle, deadly)]
    assert votes[1] > votes[0]
    usual, marines = (start.ask(siege.p_massacre, us={"reinforced_now": r}) for r in (0, 1))
    assert marines < usual < 0.5
    assert start.ask(siege.massacre_deaths, u=0.0) >= 1


@pytest.mark.mechanism("M065")
def test_the_guard_is_weak_exactly_when_the_attackers_stand_inside_the_state(runs, start):
    """The more cover the militias have the weaker the guard, and the likelier the storm."""
    guards = [start.ask(siege.guard, standing=s) for s in (0.0, 0.5, 1.0)]
    assert guards[0] > guards[1] > guards[2]
    chances = [start.ask(siege.p_siege, iraq={"crowd": 1.0}, guarded=g, sieges=0.0) for g in guards]
    assert chances[0] < chances[1] < chances[2]
    assert start.ask(siege.p_siege, iraq={"crowd": 9.0}, guarded=1.0, sieges=0.0) == 0.0
    loose, firm = (runs("baseline", orders=(f"lever: iraq.guard, set: {g}",)) for g in (0, 1))
    assert firm.mean("n_sieges") == 0.0 < loose.mean("n_sieges")


@pytest.mark.mechanism("M007")
def test_a_salvo_falls_on_two_bases_that_hold_americans(runs, start):
    """On two different ones in Iraq, on large ones more than on small; never on the embassy.

    Control: bases that were emptied beforehand are not among them.
    """
    weight = iran_reply.target_weight
    large, small = (start.ask(weight, site={"troops": t}) for t in (1400.0, 80.0))
    assert large > small > 0.0
    for barred in ({"embassy": 1}, {"in_syria": 1}, {"open": 0}, {"troops": 0.0}):
        assert start.ask(weight, site=barred) == 0.0

    def bases(*orders):
        block = runs("lethal_missile_reprisal", orders=orders, events=True)
        salvos = block.events(Action.SALVO, Action.LETHAL_SALVO)
        assert len(salvos) > 1000
        assert (salvos.target != salvos.second).all()
        both = np.concatenate([salvos.target, salvos.second]) - ID_SITE
        return np.bincount(both, minlength=len(start.sites))

    usual = bases()
    holds = [site.in_syria == 0 and site.embassy == 0 for site in start.sites]
    assert ((usual > 0) == holds).all()
    sizes = [site.troops for site in start.sites]
    most, least = (f(np.flatnonzero(holds), key=sizes.__getitem__) for f in (max, min))
    assert usual[most] > 2 * usual[least]
    emptied = bases("lever: us.presence.close, set: closed, sites: [taji]")
    assert usual[1] > 100
    assert emptied[1] == 0


@pytest.mark.mechanism("M007", "M008", "M038")
def test_who_dies_in_a_salvo_follows_troops_and_shelter(runs, start):
    """More Americans under less shelter lie more open, so that more salvos kill and kill more.

    The first salvo after most troops have left, against the same with all there. Control: leaving
    Syria alone, where no missile falls, changes nothing.
    """
    exposure = [start.ask(lethality.salvo_exposure, site={"troops": t}) for t in (0, 200, 2000)]
    assert exposure[0] == 0.0 < exposure[1] < exposure[2] < 1.0
    assert start.ask(lethality.salvo_exposure, site={"hardening": 1.0}) == 0.0
    for kills in (False, True):
        chance = [start.ask(lethality.p_salvo_kills, lethal=kills, exposure=e) for e in exposure]
        assert chance[0] == 0.0 < chance[1] < chance[2]
    dead = [start.ask(lethality.salvo_deaths, u=0.9, exposure=e) for e in exposure]
    assert dead[0] == 1 < dead[1] < dead[2]

    def first(*orders):
        block = runs("lethal_missile_reprisal", orders=orders, events=True)
        salvos = block.events(Action.SALVO, Action.LETHAL_SALVO).groupby("run").head(1)
        return salvos.us_killed.mean(), (salvos.us_killed > 0).mean()

    usual, fewer, control = (
        first(),
        first(
            "lever: us.presence.troops_to, set: 1000, on: 2020-01-06",
            "lever: us.presence.days, set: 1",
        ),
        first(
            "lever: us.presence.syria_to, set: 0, on: 2020-01-06",
            "lever: us.presence.syria_days, set: 1",
        ),
    )
    assert fewer[0] < 0.75 * usual[0]
    assert fewer[1] < usual[1] - 0.05
    assert control == usual


@pytest.mark.mechanism("M007", "M019")
def test_without_bases_that_hold_americans_iran_has_nothing_to_fire_at(runs, start):
    """Its general dies after the troops have gone, and no salvo comes.

    Control: with the troops there it comes in most runs.
    """
    owed = {"iran": {"debt": 1.0, "debt_day": 0}, "day": 100}
    assert start.ask(iran_reply.p_state_reply, bases=0, **owed) == 0.0
    assert start.ask(iran_reply.p_state_reply, bases=1, **owed) > 0.0
    strike = "lever: us.leadership_strike.order, set: strike, on: 2019-12-27"
    gone = (
        "lever: us.presence.troops_to, set: 0, on: 2019-11-20",
        "lever: us.presence.days, set: 1",
        "lever: us.presence.return, set: never",
    )

    def late(*orders):
        found = runs("baseline", orders=(strike, *orders), events=True).events(
            Action.SALVO, Action.LETHAL_SALVO
        )
        return found[found.day > 25].run.nunique()

    assert late(*gone) == 0
    assert late() > 800


@pytest.mark.mechanism("M054", "M065")
def test_fresh_marines_and_a_siege_behind_it_hold_the_gate_better(runs, start):
    """The chance of a storm falls with both; so a siege is seldom followed by another.

    Control: where nothing is learned, those that saw one siege see more than twice as many more.
    """
    angry = {"iraq": {"crowd": 2.0}, "guarded": 0.2}
    bare = start.ask(siege.p_siege, sieges=0.0, **angry)
    assert 0.0 < start.ask(siege.p_siege, sieges=1.0, **angry) < bare
    assert 0.0 < start.ask(siege.p_siege, sieges=0.0, us={"reinforced_now": 1}, **angry) < bare

    def again(learned):
        sieges = runs(
            "baseline",
            "parameters.set.fatal_chance=0.2",
            "parameters.set.siege_fighters_floor=5",
            "parameters.set.siege_hazard=1",
            f"parameters.set.siege_learned={learned}",
        ).outcomes["n_sieges"]
        return sieges[sieges > 0].mean() - 1.0

    assert again(6) < 0.5 * again(0)


@pytest.mark.mechanism("M017", "M023", "M005")
def test_iranians_die_in_strikes_on_iran_and_are_counted(runs, start):
    """The log and the counter agree; of the commanders' strike, Iran's own man alone is counted.

    Control: strikes that kill nobody on Iran's soil leave the commander alone among the dead.
    """
    dead = [start.ask(leadership.iranians_killed), start.p.iran_strike_deaths]
    assert dead[0] == 1 < dead[1]

    def killed(mean):
        block = runs(
            "lethal_missile_reprisal", f"parameters.set.iran_strike_deaths={mean}", events=True
        )
        log = block.log
        assert log.groupby("run").iranian_killed.sum().sum() == (
            block.block.tallies["iranian_killed"].sum()
        )
        return log.groupby("action").iranian_killed.agg(["sum", "count"])

    usual, spared = killed(15), killed(0)
    a_strike = usual["sum"] / usual["count"]
    assert 10 < a_strike[Action.STRIKE_ON_IRAN] < 20
    assert a_strike[Action.LEADERSHIP_STRIKE] == 1.0
    assert set(a_strike.index[a_strike > 0]) == {Action.STRIKE_ON_IRAN, Action.LEADERSHIP_STRIKE}
    assert spared["sum"][Action.STRIKE_ON_IRAN] == 0
