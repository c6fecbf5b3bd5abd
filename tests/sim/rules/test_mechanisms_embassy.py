"""Marines at the embassy and the reinforcements of the theatre, and what they deter."""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import posture, siege

CROWDS = (
    "parameters.set.fatal_chance=0.25",
    "parameters.set.siege_hazard=0.15",
    "parameters.set.massacre_chance=0",
)


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
