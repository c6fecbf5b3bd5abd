"""American raids on militias: how heavy they are, and whom they kill."""

from __future__ import annotations

import pytest

from sim.actions import Action
from sim.rules import fading, grievance, reprisal, sovereignty


@pytest.mark.mechanism("M015")
def test_a_raid_does_not_wear_a_militia_down(start, priors):
    """A dozen dead leave nearly all of its capability, and losses are made good."""
    for p in [start.p, *priors]:
        left = start.ask(grievance.capability_after_strike, fighters=12.0, p=vars(p))
        assert left > 0.85
        assert left < start.ask(fading.capability, m={"capability": left}, p=vars(p)) <= 1.0


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
