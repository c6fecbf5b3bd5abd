"""The pause of the mission against ISIS: why it begins, what it buys, why it ends."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import isis, lethality, posture

NO_REPLY = "lever: us.reply.doctrine, set: never"
HARMLESS = ("parameters.set.fatal_chance=0", "parameters.set.common_enemy=0")
"""Hardly an attack kills, and a stronger ISIS moves nobody: threat alone decides on the pause."""
FREE_DAY = 73
"""First day of `january_2020` that coded history leaves free."""


def first_spells(paused):
    """Days of the first pause of each run; as many as are left where it does not end."""
    spells = []
    for row in paused:
        rest = row[row.argmax() :]
        ends = np.flatnonzero(rest == 0)
        spells.append(ends[0] if len(ends) else len(rest))
    return np.array(spells)


@pytest.mark.mechanism("M038")
def test_threat_above_a_threshold_turns_troops_from_hunting_to_guarding(runs, start):
    """Nothing below it, nearly certain within days far above it, and little hunting goes on.

    Missions all but stop; aircraft and intelligence are turned only in part.
    """
    on = start.p.pause_on
    assert start.ask(posture.p_pause, us={"threat": 0.99 * on}) == 0.0
    chance = start.ask(posture.p_pause, us={"threat": 2.0 * on})
    assert 1.0 - (1.0 - chance) ** 3 > 0.6
    enabled = start.ask(isis.enablers, paused=1.0, airspace=1.0)
    assert start.ask(isis.missions, paused=1.0, ground=1.0) < 0.5
    assert start.ask(isis.missions, paused=1.0, ground=1.0) < enabled < 1.0
    block = runs("january_2020", "history.until=2020-01-04", events=True, daily=True)
    assert block.series("paused")[:, 67:75].max(axis=1).mean() > 0.7, "days after the killings"
    assert start.ask(posture.threat_from_leadership) > on / 2.0
    deadly, harmless = (start.ask(posture.threat_from_attack, weight=w) for w in (2.0, 0.0))
    assert deadly > harmless > 0.0


@pytest.mark.mechanism("M038")
def test_ordinary_fire_begins_no_pause(start, priors):
    """What base fire alone keeps up is the unit of threat, and the threshold lies well above it.

    The mission ran on for months under such fire. Control: a few deaths on top do begin one.
    """
    for p in [start.p, *priors]:
        table = vars(p)
        a_day = start.ask(posture.threat_from_attack, weight=0.0, p=table)
        kept_up = a_day * p.fire_base / (1.0 - p.threat_keep)
        assert kept_up <= 1.0 + 1e-9 < 2.0 < p.pause_on
        assert start.ask(posture.p_pause, us={"threat": 2.0 * kept_up}, p=table) == 0.0
    dead = start.ask(posture.threat_from_attack, weight=3.0)
    assert start.ask(posture.p_pause, us={"threat": dead}) > 0.0


@pytest.mark.mechanism("M038")
def test_without_troops_there_is_nothing_to_pause(start):
    """No pause after the last soldier has left, whatever the threat; with troops there is one."""
    threat = {"threat": 50.0}
    assert start.ask(posture.p_pause, us=threat, campaign={"us": 0.0}) == 0.0
    assert start.ask(posture.p_pause, us=threat, campaign={"us": 0.2}) > 0.0


@pytest.mark.mechanism("M039")
def test_the_calmer_it_is_the_sooner_a_pause_ends(runs, start, priors):
    """No threat at which a pause begins lets one end on the same day; below, the odds are graded.

    Once two thresholds did this; now the chance rises from none at the threshold of a pause as
    threat falls, so that the mission comes back with a lag.
    """
    for p in [start.p, *priors]:

        def resumes(share, p=p):
            us = {"threat": share * p.pause_on}
            return start.ask(posture.p_resume, us=us, isis=1.0, p=vars(p))

        def pauses(share, p=p):
            return start.ask(posture.p_pause, us={"threat": share * p.pause_on}, p=vars(p))

        chances = [resumes(x) for x in (1.0, 0.8, 0.5, 0.2, 0.0)]
        assert chances == sorted(chances)
        assert chances[0] == 0.0 < chances[1] < chances[-1] < 1.0
        assert all(resumes(x) == 0.0 or pauses(x) == 0.0 for x in (0.5, 0.99, 1.0, 1.01, 3.0))
    paused = runs("january_2020", events=True, daily=True).series("paused")
    was = paused.any(axis=1)
    assert was.mean() > 0.5
    back = np.array([not row[-1] or (np.diff(row) < 0).any() for row in paused[was]])
    assert back.mean() > 0.8, "the pause is a state, not an end"


@pytest.mark.mechanism("M039")
def test_harmless_fire_at_its_ordinary_level_does_not_keep_a_pause_up(runs):
    """Half of the pauses of January end within a month and nearly all within two, under fire.

    Rockets go on falling as often as ever. Control: five times the fire keeps most pauses up.
    """

    def after_january(fire):
        armed = f"lever: militia.capability, set: {fire}, on: 2020-01-09"
        return runs("january_2020", *HARMLESS, orders=(NO_REPLY, armed), n=500, daily=True)

    usual, much = after_january(1), after_january(5)
    fired = usual.series("rocket_attacks")
    assert (fired[:, -1] - fired[:, FREE_DAY]).mean() > 15.0
    short, long = first_spells(usual.series("paused")), first_spells(much.series("paused"))
    assert np.median(short) < 31
    assert np.quantile(short, 0.9) < 61
    assert usual.series("paused")[:, FREE_DAY + 90 :].mean() < 0.05
    assert np.median(long) > 1.5 * np.median(short)
    assert much.series("paused")[:, FREE_DAY + 90 :].mean() > 0.3


@pytest.mark.mechanism("M039", "M067")
def test_a_stronger_isis_brings_the_mission_back_sooner(runs, start, priors):
    """The common enemy counts; in paired runs a pause is shorter the stronger ISIS is.

    Control: with that effect switched off ISIS does not matter to the pause.
    """

    def resumes(isis_now, **p):
        return start.ask(posture.p_resume, us={"threat": 1.0}, isis=isis_now, p=p)

    for p in [start.p, *priors]:
        assert resumes(3.0, **vars(p)) > resumes(1.0, **vars(p)) == resumes(0.5, **vars(p))
    assert resumes(3.0, common_enemy=0.0) == resumes(1.0)

    def days(shock, *settings):
        surge = f"lever: isis.shock, set: {shock}, on: 2020-01-09"
        return runs("january_2020", *settings, orders=(surge,), n=500).mean("pause_days")

    assert days(2) < 0.8 * days(0)
    apart = "parameters.set.common_enemy=0"
    assert days(2, apart) == pytest.approx(days(0, apart), abs=2.0)


@pytest.mark.mechanism("M038")
def test_a_pause_buys_shelter_and_so_lives(runs, start, priors):
    """Paused troops fortify, up to what shelter can do at all, and fewer of them die.

    The same long pause in which nobody fortifies, the control, costs more lives under as many
    attacks; without a pause no shelter is built.
    """
    for p in [start.p, *priors]:
        best = p.fortify_most
        later = start.ask(posture.shelter_tomorrow, site={"hardening": 0.3}, p=vars(p))
        assert 0.3 < later <= best
        assert start.ask(posture.shelter_tomorrow, site={"hardening": best}, p=vars(p)) == best
    bare, sheltered = (
        start.ask(lethality.p_fatal, site={"hardening": h}, n_rockets=3.0, missile=False)
        for h in (0.3, 0.8)
    )
    assert sheltered < bare
    building, idle = (
        runs("long_pause", f"parameters.set.fortify_pace={x}", n=2000) for x in (0.03, 0)
    )

    def dead(block):
        return block.outcomes["us_killed"] + block.outcomes["partner_killed"]

    saved = dead(idle) - dead(building)
    assert saved.mean() > 4.0 * saved.std() / len(saved) ** 0.5
    assert building.mean("n_rocket_attacks") > 0.95 * idle.mean("n_rocket_attacks")
    never = runs("baseline", orders=("lever: us.pause, set: never",), n=10, trace=True)
    shelter = never.part("sites")["hardening"]
    assert np.ptp(shelter, axis=1).max() == 0.0
    long = runs("long_pause", n=10, trace=True).part("sites")["hardening"]
    assert (long[:, -1] > long[:, 0]).any(axis=1).all()


@pytest.mark.mechanism("M040", "M103")
@pytest.mark.parametrize("source", ["default", "prior"])
def test_no_pause_leaves_isis_no_stronger_than_a_pause_does(runs, source):
    """A mission that never pauses is no gift to ISIS: it ends a little weaker, in paired runs.

    The effect is small because pauses are short; a pause kept up all winter, the control, is felt.
    """

    def end(*orders):
        block = runs("baseline", f"parameters={source}", orders=orders)
        return block.outcomes["isis_strength_ratio"]

    usual, never = end(), end("lever: us.pause, set: never")
    kept = end("lever: us.pause, set: forced")
    assert 0.9 * usual.mean() < never.mean() < usual.mean()
    assert kept.mean() > usual.mean() + 0.05
