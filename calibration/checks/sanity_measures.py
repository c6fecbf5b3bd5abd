"""What the rows of the sanity table measure, one function a row, under the row's name.

A function of scope `run` gives a number for every run, NaN where there is nothing to judge. One of
scope `all` gives for every run what counts and what it is counted among; the quotient of their
sums is the row's number. One of scope `pair` does the same from runs of two scenarios that share
their luck.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from calibration.checks.sanity_runs import Floats, FreeRuns, Ints, Mask
from sim.actions import ATTACKS, Action
from sim.state.actors import ID_AREA, ID_SITE

QUIET_DAYS: Final = 7
"""Days for which a stand-down should hold."""
MANY_RAIDS: Final = 3
FEW_ATTACKS: Final = 5
"""Attacks of half a year below which growth says nothing."""
FAR_AREA: Final = "erbil"
LINES: Final = (Action.LINE_RESTRAIN, Action.LINE_SILENT, Action.LINE_ENCOURAGE)
SALVOS: Final = (Action.SALVO, Action.LETHAL_SALVO)

Parts = tuple[Floats, Floats]


def rocket_attacks(r: FreeRuns) -> Floats:
    """Rocket attacks."""
    return r.count(r.free(*ATTACKS))


def american_deaths(r: FreeRuns) -> Floats:
    """Americans killed."""
    free = r.free()
    return r.total(free, r.events["us_killed"][free])


def coalition_deaths(r: FreeRuns) -> Floats:
    """Americans and partners killed."""
    free = r.free()
    return r.total(free, dead(r)[free])


def dead_in_one_raid(r: FreeRuns) -> Floats:
    """Fighters killed in the deadliest strike on a militia."""
    raids = r.free(Action.REPRISAL)
    return r.most(raids, r.events["fighters_killed"][raids])


def us_strikes(r: FreeRuns) -> Floats:
    """Strikes on militias."""
    return r.count(r.free(Action.REPRISAL))


def sieges(r: FreeRuns) -> Floats:
    """Stormings of the embassy."""
    return r.count(r.free(Action.SIEGE))


def sanction_steps(r: FreeRuns) -> Floats:
    """Steps of sanctions."""
    return r.count(r.free(Action.SANCTION))


def access_flips(r: FreeRuns) -> Floats:
    """Changes of access."""
    return r.count(r.free(Action.ACCESS_CUT, Action.ACCESS_RESTORED))


def line_changes(r: FreeRuns) -> Floats:
    """Lines that differ from the one before; a run begins without an order."""
    lines = np.flatnonzero(r.acts(*LINES))
    line, run, free = r.events["action"][lines], r.run[lines], r.free()[lines]
    before = np.roll(line, 1)
    opens = np.ones(len(run), np.bool_)
    opens[1:] = run[1:] != run[:-1]
    before[opens] = Action.LINE_SILENT.value
    return r.count_at(lines[free & (line != before)])


def leadership_strikes(r: FreeRuns) -> Floats:
    """Leadership strikes."""
    return r.count(r.free(Action.LEADERSHIP_STRIKE))


def strikes_on_iran(r: FreeRuns) -> Floats:
    """Strikes on Iran's soil."""
    return r.count(r.free(Action.STRIKE_ON_IRAN))


def strikes_on_iran_in_a_day(r: FreeRuns) -> Floats:
    """Most strikes on Iran's soil on one day."""
    strikes = r.free(Action.STRIKE_ON_IRAN)
    day = r.run[strikes] * r.days + r.events["day"][strikes]
    each_day = np.bincount(day, minlength=r.runs * r.days).reshape(r.runs, r.days)
    return each_day.max(axis=1).astype(np.float64)


def strikes_after_stand_down(r: FreeRuns) -> Floats:
    """Strikes soon after a stand-down with no coalition death in between."""
    strikes = np.flatnonzero(r.free(Action.REPRISAL, Action.STRIKE_ON_IRAN))
    calm = last_before(r.run, np.flatnonzero(r.acts(Action.STAND_DOWN)), strikes)
    killing = last_before(r.run, np.flatnonzero(dead(r) > 0), strikes)
    day = r.events["day"]
    soon = (calm >= 0) & (day[strikes] - day[calm] <= QUIET_DAYS)
    return r.count_at(strikes[soon & (killing < calm)])


def strikes_on_the_innocent(r: FreeRuns) -> Parts:
    """Strikes on another than the one who fired, among those that answer a rocket attack."""
    strikes = np.flatnonzero(r.free(Action.REPRISAL) & (r.events["parent"] >= 0))
    provoked = np.searchsorted(r.run, r.run[strikes]) + r.events["parent"][strikes]
    answers = r.acts(*ATTACKS)[provoked]
    strikes, provoked = strikes[answers], provoked[answers]
    wrong = r.events["target"][strikes] != r.events["actor"][provoked]
    return r.count_at(strikes[wrong]), r.count_at(strikes)


def longest_pause(r: FreeRuns) -> Floats:
    """Days of the longest pause that reaches into the free part."""
    rows = np.flatnonzero(r.acts(Action.PAUSE, Action.RESUME))
    day, run = r.events["day"][rows], r.run[rows]
    last_day = np.where(r.ended["war_day"] >= 0, r.ended["war_day"], r.days)
    ends = np.append(day[1:], 0)
    open_still = np.append(run[1:] != run[:-1], np.ones(min(1, len(run)), np.bool_))
    ends = np.where(open_still, last_day[run], ends[: len(run)])
    pauses = (r.events["action"][rows] == Action.PAUSE.value) & (ends > r.first)
    found = np.zeros(r.runs)
    np.maximum.at(found, run[pauses], (ends - day)[pauses])
    return found


def first_breakout(r: FreeRuns) -> Floats:
    """Refuge of the area of the first break-out; NaN where none comes."""
    refuge = np.array([area.refuge for area in r.world.areas])
    rows = np.flatnonzero(r.acts(Action.BREAKOUT))
    run, first = np.unique(r.run[rows], return_index=True)
    found = np.full(r.runs, np.nan)
    found[run] = refuge[r.events["target"][rows[first]] - ID_AREA]
    return found


def breakouts_without_fire(r: FreeRuns) -> Floats:
    """Areas with a break-out."""
    return r.count(r.free(Action.BREAKOUT))


def isis_falls(r: FreeRuns) -> Parts:
    """Runs that end with ISIS weaker than at the start, among all."""
    return share(r.ended["isis"] < 1.0)


def exit_helps_isis(exit: FreeRuns, stay: FreeRuns) -> Parts:
    """Runs in which ISIS ends stronger with the exit, among all."""
    return share(exit.ended["isis"] > stay.ended["isis"])


def restraint_quiets_fire(held: FreeRuns, free: FreeRuns) -> Parts:
    """Runs with more attacks when Iran restrains, among all."""
    return share(rocket_attacks(held) > rocket_attacks(free))


def dead_after_exit(r: FreeRuns) -> Floats:
    """Americans killed where no soldier is left: not at the embassy, not on a post in Syria.

    The last soldier has left once troops in Iraq stand at their least and that is no more than the
    staff of the embassy. A salvo that names no place counts: somebody is dead who is nowhere.
    """
    staff = sum(site.troops for site in r.world.sites if site.kind == "embassy")
    least = r.troops.min(axis=1, keepdims=True)
    gone = (r.troops <= least) & (least <= staff)
    rows = np.flatnonzero(r.free() & (r.events["us_killed"] > 0))
    eve = np.maximum(0, r.events["day"][rows] - 1)
    rows = rows[gone[r.run[rows], eve]]
    peopled = [site.kind == "embassy" or site.country == "syria" for site in r.world.sites]
    named = [field for field in ("target", "second") if field in r.events.dtype.names]
    excused = np.zeros(len(rows), np.bool_)
    for field in named:
        excused |= at_site(r.events[field][rows], np.array(peopled))
    return r.total_at(rows[~excused], r.events["us_killed"])


def raids_please_baghdad(raids: FreeRuns, none: FreeRuns) -> Parts:
    """Runs that end nearer to Washington than without raids, among those with many."""
    many = us_strikes(raids) >= MANY_RAIDS
    nearer = raids.ended["alignment"] < none.ended["alignment"]
    return share(many & nearer)[0], share(many)[0]


def crisis_can_happen(r: FreeRuns) -> Parts:
    """Runs with a siege or a leadership strike, among all."""
    return share((sieges(r) > 0) | (leadership_strikes(r) > 0))


def open_war(r: FreeRuns) -> Parts:
    """Runs with open war, among all."""
    return share(r.ended["war_day"] >= 0)


def dead_per_rocket(r: FreeRuns) -> Floats:
    """Coalition dead for each rocket in the worst attack."""
    attacks = r.free(*ATTACKS)
    rockets = np.maximum(1.0, r.events["munitions"][attacks])
    return r.most(attacks, dead(r)[attacks] / rockets)


def fire_far_away(r: FreeRuns) -> Parts:
    """Attacks on posts in Syria and around Erbil, among all attacks."""
    far = np.array([s.country == "syria" or s.area == FAR_AREA for s in r.world.sites])
    attacks = r.free(*ATTACKS)
    return r.count(attacks & at_site(r.events["target"], far)), r.count(attacks)


def partners_dead_at_embassy(r: FreeRuns) -> Floats:
    """Partners killed at the embassy."""
    embassy = np.array([site.kind == "embassy" for site in r.world.sites])
    there = r.free() & at_site(r.events["target"], embassy)
    return r.total(there, r.events["partner_killed"][there])


def salvos(r: FreeRuns) -> Floats:
    """Missile salvos."""
    return r.count(r.free(*SALVOS))


def year_growth(r: FreeRuns) -> Floats:
    """Attacks in the second half against those in the first, which count as at least a few."""
    middle, day = (r.first + r.days) // 2, r.events["day"]
    attacks = r.free(*ATTACKS)
    early, late = r.count(attacks & (day < middle)), r.count(attacks & (day >= middle))
    return late / np.maximum(FEW_ATTACKS, early)


def dead(r: FreeRuns) -> Ints:
    """Coalition dead of every event."""
    found: Ints = r.events["us_killed"] + r.events["partner_killed"]
    return found


def at_site(ids: Ints, which: Mask) -> Mask:
    """Do identifiers name one of these sites? `which` has one flag for each site."""
    site = ids - ID_SITE
    known = (site >= 0) & (site < len(which))
    return known & which[np.where(known, site, 0)]


def share(which: npt.NDArray[Any]) -> Parts:
    """Runs that are so, among all."""
    return which.astype(np.float64), np.ones(len(which))


def last_before(group: Ints, causes: Ints, rows: Ints) -> Ints:
    """For each event in `rows` the last event in `causes` of its group before it, -1 for none.

    Events are numbered in their order; both lists rise.
    """
    if not len(causes) or not len(rows):
        return np.full(len(rows), -1)
    size = len(group)
    order = np.sort(group[causes] * size + causes)
    place = np.searchsorted(order, group[rows] * size + rows) - 1
    found = order[np.maximum(0, place)]
    same = (place >= 0) & (found // size == group[rows])
    return np.where(same, found % size, -1)


PER_RUN: Final[dict[str, Callable[[FreeRuns], Floats]]] = {
    f.__name__: f
    for f in (
        rocket_attacks, american_deaths, coalition_deaths, dead_in_one_raid, us_strikes, sieges,
        sanction_steps, access_flips, line_changes, leadership_strikes, strikes_on_iran,
        strikes_on_iran_in_a_day, strikes_after_stand_down, longest_pause, first_breakout,
        breakouts_without_fire, dead_after_exit, dead_per_rocket, partners_dead_at_embassy, salvos,
        year_growth,
    )
}  # fmt: skip
OVER_ALL: Final[dict[str, Callable[[FreeRuns], Parts]]] = {
    f.__name__: f
    for f in (
        strikes_on_the_innocent, isis_falls, crisis_can_happen, open_war, fire_far_away,
    )
}  # fmt: skip
PAIRED: Final[dict[str, Callable[[FreeRuns, FreeRuns], Parts]]] = {
    f.__name__: f for f in (exit_helps_isis, restraint_quiets_fire, raids_please_baghdad)
}
