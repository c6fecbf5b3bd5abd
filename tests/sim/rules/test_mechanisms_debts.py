"""Debts are paid: a strike settles what it answers, anger is spent, and losses heal."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, BASELINE, FREE, FROM_HISTORY, Action
from sim.day.decide.states import decide_reply, decide_strike_on_iran
from sim.day.effects.policy import impose_sanctions
from sim.day.effects.rockets import attack
from sim.day.effects.states import salvo, strike_iran
from sim.day.effects.strikes import strike_leaders, strike_militia
from sim.day.schedule import dawn
from sim.model import EscalationModel
from sim.rules import fading, grievance, iran_reply, reprisal, sanctions
from sim.state.actors import ID_IRAN, ID_MILITIA, ID_NOBODY, ID_SITE, ID_US
from tests.conftest import SCENARIOS

SALVOS = (Action.SALVO, Action.LETHAL_SALVO)
STRUCK = 60
STRIKE = "lever: us.leadership_strike.order, set: strike, on: 2019-12-27"
DEADLY = "parameters.set.fatal_chance=0.3"
NO_WAR = "parameters.set.war_chance=0"


@pytest.fixture
def first_morning():
    """`first_morning(us={...})`: the world of the baseline, some fields changed, and its `p`."""

    def made(**changes):
        model = EscalationModel(
            load_scenario(SCENARIOS / "baseline.yaml", ("parameters=default",)), rng=1
        )
        dawn(model.world)
        for part, fields in changes.items():
            for name, value in fields.items():
                assert hasattr(getattr(model.world, part), name)
                setattr(getattr(model.world, part), name, value)
        return model.world, model.parameters

    return made


def an_intent(world, action, actor, target, us_killed=0, forced=FREE):
    """An act, as the effects take it."""
    intent = world.ordered
    intent.action, intent.actor, intent.target = action.value, actor, target
    intent.size, intent.p, intent.u, intent.cause, intent.forced = 4.0, 1.0, 0.0, BASELINE, forced
    intent.us_killed, intent.partner_killed, intent.fighters_killed = us_killed, 0, 0
    return intent


def same_day(strikes):
    """Most strikes of one run on one day."""
    return strikes.groupby(["run", "day"]).size().max()


@pytest.mark.mechanism("M005", "M006", "M017")
def test_a_strike_on_iran_or_its_commanders_pays_for_the_dead_it_answers(first_morning):
    """What the US remembers falls by the share that is paid, and no reply is owed any more.

    Control: a raid on a militia answers one attack and leaves the memory of the others as it was.
    """
    owes = {"memory": 10.0, "owed": 2.0, "owed_by_state": 1, "owed_militia": 0}
    left = {}
    for action, effect, target in (
        (Action.STRIKE_ON_IRAN, strike_iran, ID_IRAN),
        (Action.LEADERSHIP_STRIKE, strike_leaders, ID_NOBODY),
        (Action.REPRISAL, strike_militia, ID_MILITIA),
    ):
        world, p = first_morning(us=owes)
        effect(world, an_intent(world, action, ID_US, target), p)
        assert world.us.owed == 0.0
        assert world.us.owed_by_state == 0
        left[action] = world.us.memory
    assert left[Action.STRIKE_ON_IRAN] == left[Action.LEADERSHIP_STRIKE] < 5.0
    assert left[Action.REPRISAL] == 10.0


@pytest.mark.mechanism("M006", "M017")
def test_the_same_dead_do_not_bring_a_second_strike_on_iran(runs, start, priors):
    """Once all is paid, every further strike on Iran has a new American death before it.

    Control: where nothing is ever paid, strikes follow each other with nobody killed in between.
    """
    for p in [start.p, *priors]:
        paid = start.ask(reprisal.memory_after_strike, us={"memory": 8.0}, p=vars(p))
        assert 0.0 <= paid <= 4.0

    def repeats(share):
        block = runs(
            "baseline",
            DEADLY,
            NO_WAR,
            f"parameters.set.memory_paid={share}",
            "parameters.set.iran_per_memory=0.05",
            "parameters.set.iran_memory_floor=1",
            "parameters.set.partner_weight=0",
            orders=(
                "lever: iran.reply, set: hold",
                "lever: us.leadership_strike.permit, set: never",
            ),
            n=400,
            events=True,
        )
        strikes = block.events(Action.STRIKE_ON_IRAN)
        killing = block.log.index[block.log.us_killed > 0].to_numpy()
        at, run = strikes.index.to_numpy(), strikes.run.to_numpy()
        between = np.searchsorted(killing, at[1:]) - np.searchsorted(killing, at[:-1])
        again = run[1:] == run[:-1]
        return int(again.sum()), int((again & (between == 0)).sum())

    paid, unpaid = repeats(1), repeats(0)
    assert paid[0] > 20, "there are second strikes"
    assert paid[1] == 0
    assert unpaid[1] > 20


@pytest.mark.mechanism("M017", "M023")
def test_iran_is_never_struck_twice_on_one_day(runs, first_morning):
    """A reply owed to the state goes before one for its allies' attacks, on any morning.

    Both are certain on the mornings made here, and one is asked. Runs full of both kinds have no
    day with two; the same strikes, each moved to the day of the next one, show what would be seen.
    """
    sure = {"memory": 1e6, "owed": 9.0, "owed_day": 0, "owed_militia": 0}
    for by_state, asked in (
        (1, [Action.STRIKE_ON_IRAN]),
        (0, [Action.REPRISAL, Action.STRIKE_ON_IRAN]),
    ):
        world, p = first_morning(us=sure | {"owed_by_state": by_state})
        decide_reply(world, p)
        decide_strike_on_iran(world, p)
        found = [world.intents[k].action for k in range(world.clock.n_intents)]
        assert found == [a.value for a in asked]
    block = runs(
        "lethal_missile_reprisal",
        DEADLY,
        NO_WAR,
        "parameters.set.iran_per_memory=0.05",
        "parameters.set.iran_memory_floor=1",
        events=True,
    )
    strikes = block.events(Action.STRIKE_ON_IRAN).sort_values(["run", "day"])
    assert strikes.cause_action.isin(SALVOS).sum() > 100
    assert strikes.cause_action.isin(ATTACKS).sum() > 100
    assert same_day(strikes) == 1
    moved = strikes.assign(day=strikes.groupby("run").day.shift(-1).fillna(strikes.day))
    assert same_day(moved) > 1


@pytest.mark.mechanism("M008", "M009")
def test_a_stand_down_relieves_memory_and_drops_every_reply_owed(first_morning):
    """A salvo that kills nobody closes the account; one that kills opens a new one with Iran."""
    owes = {"memory": 10.0, "owed": 2.0, "owed_militia": 0, "owed_day": 0}
    found = {}
    for dead in (0, 4):
        world, p = first_morning(us=owes, iran={"debt": 1.0, "debt_event": BASELINE})
        act = an_intent(world, Action.SALVO, ID_IRAN, ID_NOBODY, dead, FROM_HISTORY)
        salvo(world, act, p)
        assert world.iran.debt == 0.0
        found[dead] = (world.us.memory, world.us.owed, world.us.owed_by_state)
    assert found[0][0] < 10.0
    assert found[0][1:] == (0.0, 0)
    assert found[4] == (14.0, 4.0, 1)


@pytest.mark.mechanism("M008")
def test_no_raid_after_a_stand_down_answers_rockets_from_before_it(runs, start):
    """What was owed lapses with it. Control: the same count about a date that means nothing.

    The day itself is left out: raids that the morning decided still fly in the evening.
    """
    assert start.ask(iran_reply.memory_after_stand_down, us={"memory": 2.0}) < 2.0
    block = runs(
        "baseline",
        DEADLY,
        "parameters.set.blame_delay=5",
        "parameters.set.stand_down_relief=1",
        orders=(STRIKE, "lever: iran.reply, set: survivable"),
        events=True,
    )
    stood = block.events(Action.STAND_DOWN).groupby("run").day.first()
    raids = block.events(Action.REPRISAL)
    cause_day = block.log.day.to_numpy()[raids.cause]

    def across(shift):
        day = raids.run.map(stood) + shift
        return int(((raids.day > day) & (cause_day < day)).sum())

    assert len(stood) > 800
    assert across(0) == 0
    assert min(across(-20), across(20)) > 50


@pytest.mark.mechanism("M078", "M079")
def test_a_reply_owed_to_iran_may_become_sanctions_and_is_settled_then(runs, first_morning, start):
    """After sanctions took its place no strike answers that salvo. Control: no sanctions, strikes.

    Sanctions that nothing is owed for settle nothing.
    """
    owed = {"owed": 4.0, "owed_by_state": 1}
    assert start.ask(sanctions.p_step) == 0.0 < start.ask(sanctions.p_step, us=owed)
    for by_state in (0, 1):
        world, p = first_morning(us={"memory": 10.0, "owed": 4.0, "owed_by_state": by_state})
        impose_sanctions(world, an_intent(world, Action.SANCTION, ID_US, ID_IRAN), p)
        assert (world.us.owed == 0.0) == (by_state == 1)
        assert (world.us.memory < 10.0) == (by_state == 1)

    def answers(instead):
        block = runs(
            "lethal_missile_reprisal",
            NO_WAR,
            f"parameters.set.sanctions_instead={instead}",
            "parameters.set.sanction_hazard=0",
            "parameters.set.iran_per_memory=0",
            events=True,
        )
        steps, strikes = block.events(Action.SANCTION), block.events(Action.STRIKE_ON_IRAN)
        first = steps.reset_index().groupby("cause").index.min()
        late = strikes.index > strikes.cause.map(first).to_numpy()
        return block, len(steps), int(late.sum())

    usual, steps, late = answers(1)
    assert steps > 300
    assert usual.events(Action.SANCTION).cause_action.isin(SALVOS).all()
    assert late == 0
    never, steps, _ = answers(0)
    assert steps == 0
    per_salvo = [b.mean("n_strikes_on_iran") / b.mean("n_lethal_salvos") for b in (usual, never)]
    assert per_salvo[0] < 0.7 * per_salvo[1]


@pytest.mark.mechanism("M078", "M079")
def test_no_salvo_is_answered_by_a_strike_and_by_sanctions_in_its_place(runs):
    """Sanctions stand for the strike, so one salvo has one of the two answers.

    All steps here are of that kind. Control: salvos that are struck for and salvos that are
    sanctioned for both abound.
    """
    block = runs(
        "lethal_missile_reprisal",
        NO_WAR,
        "parameters.set.sanctions_instead=1",
        "parameters.set.sanction_hazard=0",
        "parameters.set.iran_per_memory=0",
        events=True,
    )
    struck, sanctioned = (
        set(block.events(act).cause) for act in (Action.STRIKE_ON_IRAN, Action.SANCTION)
    )
    assert min(len(struck - sanctioned), len(sanctioned - struck)) > 300
    assert not struck & sanctioned


@pytest.mark.mechanism("M003", "M017")
def test_a_militia_spends_its_anger_by_firing(runs, first_morning, start):
    """Each attack takes a part of it, so a strike brings on fewer than if anger only faded.

    Control: attacks that nothing provoked are as many either way.
    """
    assert start.ask(grievance.grievance_after_attack, m={"grievance": 2.0}) < 2.0
    world, p = first_morning()
    angry, other = world.militias[0], world.militias[1]
    angry.grievance = other.grievance = 2.0
    attack(world, an_intent(world, Action.HARASS, ID_MILITIA, ID_SITE + 1), p)
    assert angry.grievance < 2.0 == other.grievance
    found = {}
    for spent in (0, 1):
        block = runs(
            "baseline",
            "parameters.set.attacks_per_strike=8",
            f"parameters.set.grievance_spent={spent}",
            n=2000,
            events=True,
        )
        fired = block.events(*ATTACKS)
        raids = block.mean("n_us_strikes")
        provoked = (fired.cause_action == Action.REPRISAL).sum() / 2000 / raids
        found[spent] = (provoked, (fired.cause < 0).sum())
    assert found[1][0] < 0.6 * found[0][0]
    assert found[1][1] == pytest.approx(found[0][1], rel=0.03)


@pytest.mark.mechanism("M017")
def test_fatigue_slows_replies_and_lets_some_lapse(runs):
    """The later replies of a run come later than its first, and fewer deaths are answered.

    Control: without fatigue the fourth reply comes as quickly as the first.
    """

    def replies(effect):
        block = runs(
            "baseline",
            DEADLY,
            f"parameters.set.fatigue_effect={effect}",
            "parameters.set.fatigue_per_strike=1",
            orders=("lever: us.leadership_strike.permit, set: never",),
            events=True,
        )
        raids = block.events(Action.REPRISAL)
        delay = raids.day - block.log.day.to_numpy()[raids.cause]
        nth = raids.groupby("run").cumcount()
        answered = (
            block.outcomes["n_answered_fatal"].sum() / block.outcomes["n_fatal_attacks"].sum()
        )
        return delay[nth == 0].mean(), delay[nth == 3].mean(), answered

    first, fourth, answered = replies(2)
    assert fourth > first + 1.0
    even = replies(0)
    assert even[1] == pytest.approx(even[0], abs=0.3)
    assert answered < 0.9 * even[2]


@pytest.mark.mechanism("M016", "M027", "M029", "M043")
def test_what_a_leaders_death_took_comes_back_in_months(runs, start, priors):
    """Iran's reach and the skill against ISIS heal, and revenge owed fades, in every draw.

    In runs the militias obey less right after his death and more again months later. Control: where
    no reach is regained, obedience stays as low as his death left it.
    """
    for p in [start.p, *priors]:
        reach, skill, debt = 0.4, 0.3, 1.0
        for _ in range(60):
            reach = start.ask(fading.command, iran={"command": reach}, p=vars(p))
            skill = start.ask(fading.leader_loss, campaign={"leader_loss": skill}, p=vars(p))
            debt = start.ask(fading.debt, m={"debt": debt}, p=vars(p))
        assert 0.4 < reach < 1.0
        assert 0.0 < skill < 0.3
        assert 0.0 < debt < 1.0

    def obedience(regained):
        block = runs(
            "baseline", f"parameters.set.command_regained={regained}", orders=(STRIKE,), daily=True
        )
        mean = block.series("obedience").mean(axis=0)
        return mean[STRUCK - 1], mean[STRUCK], mean[-1]

    before, after, end = obedience(0.005)
    assert after < end < before
    assert end - after > 0.2 * (before - after)
    before, after, end = obedience(0)
    assert end == pytest.approx(after)
    assert after < before
