"""The measures of the sanity table on event tables made by hand: one that is believed, one not."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest

from calibration.checks.sanity import verdict
from calibration.checks.sanity_measures import OVER_ALL, PER_RUN, last_before
from calibration.checks.sanity_runs import FreeRuns
from calibration.checks.sanity_table import Row, read_sanity_table
from calibration.evidence.library import load_scenario
from sim.actions import Action
from sim.state.actors import ID_AREA, ID_MILITIA, ID_NOBODY, ID_SITE
from sim.state.bookkeeping import LogRow, Tally
from sim.state.fields import layout_of
from tests.conftest import SCENARIOS

FIRST, DAYS = 10, 190
ROWS: dict[str, Row] = {row.id: row for row in read_sanity_table().rows}


class Event(NamedTuple):
    """One line of a log."""

    day: int
    action: Action
    fields: dict[str, Any]


def at(day: int, action: Action, **fields: Any) -> Event:
    return Event(day, action, fields)


@cache
def world() -> Any:
    return load_scenario(SCENARIOS / "baseline.yaml").world


def site(name: str) -> int:
    return ID_SITE + [s.id for s in world().sites].index(name)


def area(name: str) -> int:
    return ID_AREA + [a.id for a in world().areas].index(name)


def table(
    *runs: Sequence[Event],
    isis: float = 1.0,
    alignment: float = 0.0,
    war_day: int = -1,
    troops: Sequence[tuple[int, float]] = (),
) -> FreeRuns:
    """Runs of a hand-made log, free from day FIRST on; `troops` are (day, troops from then on)."""
    lines = [(k, event) for k, run in enumerate(runs) for event in run]
    events = np.zeros(len(lines), layout_of(LogRow))
    for field in ("target", "parent", "blamed"):
        events[field] = -1
    for n, (_, event) in enumerate(lines):
        events[n]["day"], events[n]["action"] = event.day, event.action.value
        for field, value in event.fields.items():
            events[n][field] = value
    begun = np.zeros(len(runs), layout_of(Tally))
    ended = begun.copy()
    ended["isis"], ended["alignment"], ended["war_day"] = isis, alignment, war_day
    evenings = np.full((len(runs), DAYS), 5_000.0, np.float32)
    for day, number in troops:
        evenings[:, day:] = number
    of_run = np.array([k for k, _ in lines], np.int64)
    lost = np.zeros(len(runs), np.bool_)
    return FreeRuns(world(), FIRST, DAYS, events, of_run, begun, ended, evenings, lost)


def often(n: int, action: Action, **fields: Any) -> list[Event]:
    return [at(FIRST + 1 + k % 150, action, **fields) for k in range(n)]


def rockets(n: int, dead: int = 0, day: int = 20, **fields: Any) -> Event:
    return at(day, Action.HARASS, munitions=n, us_killed=dead, actor=ID_MILITIA, **fields)


CALM = [at(9, Action.STAND_DOWN), at(12, Action.HARASS, munitions=2, actor=ID_MILITIA)]
RAID = at(14, Action.REPRISAL, target=ID_MILITIA)
GONE = [(0, 5_000.0), (60, 0.0)]
TAJI, EMBASSY, TANF = site("taji"), site("embassy_baghdad"), site("al_tanf")

CASES: dict[str, tuple[FreeRuns, FreeRuns]] = {
    "rocket_attacks": (table(often(30, Action.HARASS)), table(often(121, Action.BARRAGE))),
    "american_deaths": (
        table([rockets(9, 50, day=3), rockets(9, 50)]),
        table([rockets(9, 30), rockets(9, 21)]),
    ),
    "coalition_deaths": (table([rockets(9, 50)]), table([rockets(9, 50, partner_killed=21)])),
    "dead_in_one_raid": (
        table([at(20, Action.REPRISAL, fighters_killed=60)] * 2),
        table([at(20, Action.REPRISAL, fighters_killed=101)]),
    ),
    "us_strikes": (table(often(20, Action.REPRISAL)), table(often(21, Action.REPRISAL))),
    "sieges": (table(often(3, Action.SIEGE)), table(often(4, Action.SIEGE))),
    "sanction_steps": (table(often(6, Action.SANCTION)), table(often(7, Action.SANCTION))),
    "access_flips": (
        table(often(4, Action.ACCESS_CUT)),
        table(often(3, Action.ACCESS_CUT) + often(2, Action.ACCESS_RESTORED)),
    ),
    "line_changes": (
        table(often(9, Action.LINE_RESTRAIN), often(6, Action.LINE_ENCOURAGE)),
        table((often(1, Action.LINE_RESTRAIN) + often(1, Action.LINE_ENCOURAGE)) * 4),
    ),
    "leadership_strikes": (
        table(often(1, Action.LEADERSHIP_STRIKE)),
        table(often(2, Action.LEADERSHIP_STRIKE)),
    ),
    "strikes_on_iran": (
        table(often(2, Action.STRIKE_ON_IRAN)),
        table(often(3, Action.STRIKE_ON_IRAN)),
    ),
    "strikes_on_iran_in_a_day": (
        table(often(3, Action.STRIKE_ON_IRAN)),
        table([at(20, Action.STRIKE_ON_IRAN)] * 2),
    ),
    "strikes_after_stand_down": (
        table([*CALM, rockets(2, 1, day=13), RAID], [*CALM, at(17, Action.REPRISAL)]),
        table([*CALM, RAID]),
    ),
    "strikes_on_the_innocent": (
        table([rockets(2), at(21, Action.REPRISAL, target=ID_MILITIA, parent=0)]),
        table([], [rockets(2), at(21, Action.REPRISAL, target=ID_MILITIA + 1, parent=0)]),
    ),
    "longest_pause": (
        table([at(8, Action.PAUSE), at(80, Action.RESUME), at(100, Action.PAUSE)]),
        table([at(8, Action.PAUSE)], []),
    ),
    "first_breakout": (
        table(
            [
                at(20, Action.BREAKOUT, target=area("anbar")),
                at(21, Action.BREAKOUT, target=area("basra")),
            ]
        ),
        table([at(20, Action.BREAKOUT, target=area("karbala"))]),
    ),
    "breakouts_without_fire": (table(often(1, Action.BREAKOUT)), table(often(2, Action.BREAKOUT))),
    "isis_falls": (table([], isis=0.9), table([], isis=1.1)),
    "dead_after_exit": (
        table(
            [
                rockets(9, 1, day=50, target=TAJI),
                rockets(9, 1, day=70, target=EMBASSY),
                rockets(9, 1, day=71, target=TANF),
            ],
            troops=GONE,
        ),
        table([at(70, Action.LETHAL_SALVO, us_killed=9, target=ID_NOBODY)], troops=GONE),
    ),
    "crisis_can_happen": (table(often(1, Action.SIEGE), []), table([], [])),
    "open_war": (table([]), table([], war_day=30)),
    "dead_per_rocket": (table([rockets(1, 4)]), table([rockets(2, 9)])),
    "fire_far_away": (table([rockets(2, target=TAJI)]), table([rockets(2, target=TANF)])),
    "partners_dead_at_embassy": (
        table([rockets(9, 1, target=EMBASSY), rockets(9, partner_killed=1, target=TAJI)]),
        table([rockets(9, partner_killed=1, target=EMBASSY)]),
    ),
    "salvos": (
        table(often(2, Action.SALVO)),
        table(often(2, Action.SALVO) + often(1, Action.LETHAL_SALVO)),
    ),
    "year_growth": (
        table([rockets(2, day=20)] * 10 + [rockets(2, day=120)] * 40),
        table([rockets(2, day=20)] * 10 + [rockets(2, day=120)] * 41),
    ),
}
"""Row -> runs of which none is beyond belief, and runs of which one at least is."""


@pytest.mark.parametrize("row", CASES)
def test_a_believable_run_is_kept_and_another_is_not(row: str) -> None:
    """The twin tables differ in what the row is about and in nothing else."""
    good, bad = CASES[row]
    assert verdict(ROWS[row], "default", good).kept_but_for_luck
    assert not verdict(ROWS[row], "default", bad).kept


def test_every_row_of_one_scenario_has_its_twin_tables() -> None:
    """Pairs have a test of their own."""
    assert set(CASES) == {*PER_RUN, *OVER_ALL}


def test_pairs_compare_runs_of_the_same_number() -> None:
    """An exit must raise ISIS, restraint must not raise fire, raids must not please Baghdad."""
    strong, weak = table([], isis=2.0), table([], isis=1.0)
    assert verdict(ROWS["exit_helps_isis"], "default", strong, weak).kept
    assert not verdict(ROWS["exit_helps_isis"], "default", weak, strong).kept
    loud, quiet = table(often(9, Action.HARASS)), table(often(3, Action.HARASS))
    assert verdict(ROWS["restraint_quiets_fire"], "default", quiet, loud).kept
    assert not verdict(ROWS["restraint_quiets_fire"], "default", loud, quiet).kept
    struck, spared = table(often(3, Action.REPRISAL)), table([])
    pleased = table(often(3, Action.REPRISAL), alignment=-0.2)
    assert verdict(ROWS["raids_please_baghdad"], "default", struck, spared).kept
    assert not verdict(ROWS["raids_please_baghdad"], "default", pleased, spared).kept


def test_a_run_that_overflowed_its_log_is_outside() -> None:
    """However harmless the part looks that was kept."""
    runs = table([rockets(2)] * 9, [rockets(2)] * 9)
    runs.lost[1] = True
    assert verdict(ROWS["rocket_attacks"], "default", runs).outside == 0.5


def test_a_pause_ends_with_open_war() -> None:
    """After it nobody decides any more, so nobody resumes."""
    runs = table([at(20, Action.PAUSE)], war_day=60)
    assert PER_RUN["longest_pause"](runs).tolist() == [40.0]


def test_nothing_to_judge_is_kept() -> None:
    """No strike, no break-out, no raid: no verdict against the run."""
    empty = table([], [])
    for row in ("strikes_on_the_innocent", "fire_far_away", "first_breakout"):
        assert verdict(ROWS[row], "default", empty).kept
    assert len(empty.events) == 0


def test_the_error_of_a_share_is_that_of_a_coin() -> None:
    """Half of 400 runs: a standard error of 2.5 per cent."""
    runs = table(*[[]] * 400)
    runs.ended["isis"][::2] = 0.5
    found = verdict(ROWS["isis_falls"], "default", runs)
    assert found.value == 0.5
    assert found.high - found.value == pytest.approx(0.025)


def test_the_last_cause_is_of_the_same_group() -> None:
    """Earlier, nearest, and of nobody else."""
    group = np.array([0, 0, 1, 0, 1])
    found = last_before(group, np.array([0, 1, 2]), np.array([1, 3, 4]))
    assert found.tolist() == [0, 1, 2]
    assert last_before(group, np.array([3]), np.array([1, 4])).tolist() == [-1, -1]
