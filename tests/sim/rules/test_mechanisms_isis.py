"""ISIS lives on what its enemies do to each other: pauses, quarrels, and withdrawals.

The pause itself: test_mechanisms_pause.py. Presence and exit: test_mechanisms_withdrawal.py.
Who hunts ISIS: test_mechanisms_hunt.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.actions import Action
from sim.rules import fading, isis
from sim.solved import HUNT_DAYS
from sim.state.actors import ID_AREA

NEVER_PAUSE = "lever: us.pause, set: never"
NO_ROOM = "parameters.set.isis_room=1.5"
PEACE = ("lever: militia.capability, set: 0",)
"""Militias without means: nothing but the pause itself then moves ISIS."""
HUNTED = (
    "parameters.set.diversion_start=0",
    "parameters.set.syria_left=1",
    "parameters.set.access_cut_hazard=0",
    "parameters.set.depot_per_missile=0",
)
"""Nothing is taken off the hunt, in Iraq or in Syria."""


@pytest.mark.mechanism("M040")
def test_isis_climbs_slowly_in_a_pause_and_the_gain_melts_after_it(runs):
    """Up through three months of pause; afterwards the lead over runs without a pause shrinks.

    The loss is slow, so it is measured against paired runs without a pause, the control. With a
    quicker pulse of growth the level itself falls back.
    """
    pause = "lever: us.pause, set: forced, from: 2019-11-10, to: 2020-02-10"

    def path(*settings, orders=()):
        block = runs("baseline", "days=300", *settings, orders=(*PEACE, *orders), n=20, daily=True)
        return block.series("isis_strength").mean(axis=0)

    paused, calm = path(orders=(pause,)), path()
    assert paused[105] > paused[60] > paused[14]
    assert paused[20] < 1.1, "slowly"
    assert np.abs(calm - 1.0).max() < 0.1
    assert (paused - calm)[-1] < 0.97 * (paused - calm)[105]
    quick = path("parameters.set.isis_growth=0.02", orders=(pause,))
    assert quick[-1] < quick[105] - 0.1


@pytest.mark.mechanism("M040", "M102", "M103", "M105")
def test_isis_rebuilds_where_nobody_governs(start, priors):
    """No refuge, no regrowth; the more refuge the more; what has outgrown the start is found.

    Under the full hunt it stands still nowhere: at start strength it declines a little, as fast as
    `isis_held` says, and faster where it has grown.
    """
    area = {"strength": start.area.start}
    growth = [
        start.ask(isis.regrowth, area=area | {"refuge": r}, hunt=0.2, chance=1.0)
        for r in (0.0, 0.5, 1.0)
    ]
    assert growth[0] == 0.0 < growth[1] < growth[2]
    hunted = start.ask(isis.regrowth, area=area, hunt=1.0, chance=1.0)
    more = {"strength": 2.0 * start.area.start}
    assert start.ask(isis.regrowth, area=more, hunt=1.0, chance=1.0) < hunted < 0.0
    free = [start.ask(isis.regrowth, area=area, hunt=0.2, chance=1.0, p=vars(p)) for p in priors]
    assert min(free) > 0.0, "whatever the prior draws, a fifth of the hunt lets it rebuild"


@pytest.mark.mechanism("M040", "M103")
@pytest.mark.parametrize("held", [0.5, 0.8, 1.0])
def test_a_full_hunt_leaves_isis_about_as_strong_as_is_said(runs, held):
    """After as many days of full hunt as the reader was asked about; the control lacks the hunt.

    Nobody fires, pauses or cuts access, and Syria has all that it had before the drawdown.
    """
    said = f"parameters.set.isis_held={held}"
    orders = (*PEACE, NEVER_PAUSE)
    days = f"days={HUNT_DAYS + 1}"
    found = runs("baseline", days, said, *HUNTED, orders=orders, n=20, daily=True)
    left = found.series("isis_strength")[:, HUNT_DAYS].mean()
    assert left == pytest.approx(held, abs=0.08)
    gone = ("lever: us.presence.troops_to, set: 0", "lever: us.presence.days, set: 1")
    never_back = "lever: us.presence.return, set: never"
    free = runs(
        "baseline", days, said, *HUNTED, orders=(*orders, *gone, never_back), n=20, daily=True
    )
    assert free.series("isis_strength")[:, HUNT_DAYS].mean() > held + 0.15


@pytest.mark.mechanism("M040", "M041", "M103")
def test_the_start_is_no_equilibrium(runs):
    """ISIS ends below the start in some runs and above it in others, under defaults and priors.

    The start is neither the most nor the least that the hunt can do: in Syria it is already down.
    Control: without fire and pause, and with all of the hunt, it rises in no run.
    """
    for source in ("default", "prior"):
        end = runs("baseline", f"parameters={source}").outcomes["isis_strength_ratio"]
        assert 0.1 < (end < 1.0).mean() < 0.9, source
        assert (end > 1.02).mean() > 0.1, source
    calm = runs("baseline", *HUNTED, orders=(*PEACE, NEVER_PAUSE), n=200)
    assert (calm.outcomes["isis_strength_ratio"] <= 1.0).all()


@pytest.mark.mechanism("M040", "M058")
def test_cells_move_to_refuges_and_none_are_made(runs, start):
    """What arrives in one place has left another, to rounding, on every day of every run.

    Only what has grown beyond the start moves, and it goes where ungoverned ground lies next door.
    Control: strength does move, and none of it where a world holds no refuge.
    """
    grown = {"strength": 2.0 * start.area.start, "ways": 2}
    assert start.ask(isis.leaves, area=grown) > 0.0
    assert start.ask(isis.leaves, area=grown | {"ways": 0}) == 0.0
    assert start.ask(isis.leaves, area={"strength": start.area.start, "ways": 2}) == 0.0
    block = runs("full_withdrawal", "parameters=prior", n=40, trace=True)
    areas, needed = block.part("areas"), block.block.parameters["refuge_needed"]
    moved, refuge = areas["arriving"], areas["refuge"][0, 0]
    assert np.abs(moved).max() > 1e-5
    assert np.abs(moved.sum(axis=2)).max() < 1e-12
    for run in range(len(moved)):
        assert moved[run, :, refuge < needed[run]].max() <= 0.0
    bare = runs("full_withdrawal", "parameters.set.refuge_needed=1", n=5, trace=True)
    gives = bare.part("areas")["ways"][0, 0] > 0
    still = bare.part("areas")["arriving"]
    assert not gives.all()
    assert np.abs(still[:, :, ~gives & (refuge < 1.0)]).max() == 0.0


@pytest.mark.mechanism("M040", "M051", "M105")
def test_isis_breaks_out_of_refuges_that_hold_much_of_it(runs, start, priors):
    """It takes strength that counts in the whole theatre, not a multiple of a small start.

    Under every draw no area without ungoverned ground is among those it broke out of; the control,
    for which every area is a refuge and little strength enough, has many.
    """
    big = {"strength": 1.1 * start.p.breakout, "refuge": 0.9}
    assert start.ask(isis.breaks_out, area=big)
    assert not start.ask(isis.breaks_out, area=big | {"refuge": 0.3})
    small = {"strength": 0.05, "start": 0.005, "refuge": 0.9}
    assert not start.ask(isis.breaks_out, area=small), "ten times a small start is still small"
    largest = 0.125
    assert all(p.breakout > largest for p in priors), "no area is there from the first day"
    block = runs("full_withdrawal", "parameters=prior", events=True, n=1000)
    places = block.events(Action.BREAKOUT).target - ID_AREA
    refuge = runs("full_withdrawal", n=1, trace=True).part("areas")["refuge"][0, 0]
    assert len(places) > 100
    assert refuge[places].min() >= 0.4
    loose = ("parameters.set.refuge_needed=0", "parameters.set.breakout=0.02")
    anywhere = runs("full_withdrawal", *loose, events=True, n=50).events(Action.BREAKOUT)
    assert refuge[anywhere.target - ID_AREA].min() < 0.4


@pytest.mark.mechanism("M040", "M042", "M043")
def test_a_breakout_is_laid_to_what_weakened_the_hunt_there(runs):
    """The logged cause is a pause, a cut of access, an exit, an invasion, or what turned militias.

    Militias turn away at strikes on them (of anybody whom they charge to the US) and at the death
    of their organiser. Controls: a longer pause raises the pause's part, an exit the exit's, an
    invasion counts in Syria alone, and where nothing weakens the hunt nothing is named.
    """
    turned = {Action.REPRISAL, Action.LEADERSHIP_STRIKE, Action.DEPOT_STRIKE, Action.SIEGE}
    reasons = turned | {Action.PAUSE, Action.ACCESS_CUT, Action.WITHDRAW, Action.SHOCK}

    def named(name, *settings, orders=()):
        block = runs(name, "parameters=prior", *settings, orders=orders, events=True)
        out = block.events(Action.BREAKOUT)
        assert set(out.cause_action) <= reasons | {-1}, name
        return out

    usual, paused, left, invaded = (
        named(n) for n in ("january_2020", "long_pause", "full_withdrawal", "turkey_shock")
    )

    def part(out, action):
        return (out.cause_action == action).mean()

    assert part(paused, Action.PAUSE) > part(usual, Action.PAUSE) + 0.1
    assert part(left, Action.WITHDRAW) > part(usual, Action.WITHDRAW) + 0.2
    by_invasion = invaded[invaded.cause_action == Action.SHOCK].target - ID_AREA
    in_syria = runs("turkey_shock", n=1, trace=True).part("areas")["in_syria"][0, 0] == 1
    assert len(by_invasion) > 5
    assert in_syria[by_invasion].all()
    quiet = named(
        "baseline",
        *HUNTED,
        orders=(*PEACE, NEVER_PAUSE, "lever: isis.shock, set: 5, on: 2019-11-01"),
    )
    assert len(quiet) > 100
    assert (quiet.cause_action == -1).all()


@pytest.mark.mechanism("M041", "M050")
def test_an_invasion_gives_isis_the_same_opening_as_a_pause(runs, start):
    """Both cut the hunt in Syria and both let ISIS grow above runs with neither, the control.

    The hunt there is whole only with the contingent of before the drawdown; that has already cost
    some of it.
    """

    def hunted(paused=0.0, turkey=0.0, **p):
        return start.ask(isis.hunt_in_syria, paused=paused, turkey=turkey, p=p)

    assert hunted(syria_left=1.0) == pytest.approx(1.0)
    usual = hunted()
    assert usual < 0.9
    assert hunted(turkey=1.0) < 0.9 * usual
    assert hunted(paused=1.0) < 0.9 * usual
    invaded = runs("baseline", n=20, orders=(*PEACE, "lever: shock.turkey, set: 1"))
    paused = runs("baseline", n=20, orders=(*PEACE, "lever: us.pause, set: forced"))
    level = runs("baseline", n=20, orders=(*PEACE, NEVER_PAUSE)).mean("isis_strength_ratio")
    assert invaded.mean("isis_strength_ratio") > level + 0.01
    assert paused.mean("isis_strength_ratio") > level + 0.01


@pytest.mark.mechanism("M041")
def test_the_opening_that_octobers_invasion_gave_closes(runs, start):
    """Partners are diverted on the first day and come back by and by; the hunt recovers with them.

    Control: a winter that no invasion went before has the same hunt in Syria throughout.
    """
    size = start.ask(isis.diversion_at_start)
    assert size > 0.0
    assert 0.0 < start.ask(fading.diversion, campaign={"diversion": size}) < size
    orders = (*PEACE, NEVER_PAUSE)

    def after(*settings):
        return runs("baseline", *settings, orders=orders, n=5, trace=True).part("campaign")

    went, never = after(), after("parameters.set.diversion_start=0")
    assert (np.diff(went["diversion"][:, :, 0], axis=1) < 0.0).all()
    assert went["diversion"][:, 90, 0].max() < 0.5 * size
    hunted = went["hunt_syria"][:, :, 0]
    assert hunted[:, 0].max() < hunted[:, 90].min() - 0.05
    assert np.ptp(never["hunt_syria"]) < 1e-9
    assert (hunted < never["hunt_syria"][:, :, 0]).all()


@pytest.mark.mechanism("M051", "M105")
def test_a_full_exit_lets_isis_back_more_than_any_other_policy(runs):
    """Largest level at the end and, still rising, the steepest climb over the last two months."""
    end, climb = {}, {}
    for name in (
        "full_withdrawal",
        "january_2020",
        "consolidate_bases",
        "disarm_militias",
        "iran_restrains",
        "turkey_shock",
    ):
        line = runs(name, daily=True).series("isis_strength").mean(axis=0)
        end[name], climb[name] = line[-1], line[-1] - line[-60]
    others = [n for n in end if n != "full_withdrawal"]
    assert end["full_withdrawal"] > max(end[n] for n in others) + 0.05
    paused = runs("long_pause", daily=True).series("isis_strength").mean(axis=0)
    assert climb["full_withdrawal"] > max(*(climb[n] for n in others), paused[-1] - paused[-60])


@pytest.mark.mechanism("M057")
def test_isis_never_vanishes(runs, start):
    """Hunting does not push it below a floor, and it goes on attacking at a low level."""
    floor = start.ask(isis.survives, strength=0.0)
    assert floor > 0.0
    assert start.ask(isis.survives, strength=9.0) == 9.0
    assert start.ask(isis.p_attack, area={"strength": floor}) > 0.0
    block = runs(
        "baseline",
        "parameters.set.isis_growth=0.05",
        NO_ROOM,
        n=100,
        daily=True,
        orders=(*PEACE, NEVER_PAUSE),
    )
    assert block.series("isis_strength").min() >= 0.9 * start.p.isis_floor
    assert block.outcomes["n_isis_attacks"].min() > 0


@pytest.mark.mechanism("M058")
def test_isis_gains_from_its_enemies_quarrel_without_acting(runs, start):
    """Threat alone widens its room; with that effect switched off the same runs give it less.

    ISIS acts back on its enemies' quarrel (M067, M074), so that answer is held still here.
    """
    quiet, tense = (start.ask(isis.opportunity, us={"threat": t}, war=0) for t in (0.0, 9.0))
    assert tense > quiet
    with_it, without = (
        runs(
            "january_2020", f"parameters.set.isis_opportunity={x}", "parameters.set.common_enemy=0"
        )
        for x in (1, 0)
    )
    assert with_it.mean("n_rocket_attacks") == pytest.approx(
        without.mean("n_rocket_attacks"), rel=0.02
    ), "their quarrel is the same"
    assert with_it.mean("isis_strength_ratio") > without.mean("isis_strength_ratio") + 0.02
