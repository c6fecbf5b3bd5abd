"""Measures and filters on a log made by hand, of two runs of ten days."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.checks.patterns.filters import Filter, chosen
from calibration.checks.patterns.measures import measure, read_measure
from calibration.checks.patterns.runs import ArmRuns
from calibration.evidence.library import load_scenario
from sim.actions import Action
from sim.ensemble import Block
from sim.inputs.checked_mapping import Reader
from sim.inputs.strict_yaml import parse
from sim.outcomes import SERIES
from sim.state.actors import ID_MILITIA, ID_NOBODY, ID_SITE, ID_US
from sim.state.bookkeeping import LogRow
from sim.state.fields import layout_of
from sim.state.layout import tally_layout

EMBASSY, TAJI, POST, TANF = 0, 1, 7, 12
KH, KHAZALI = ID_MILITIA, ID_MILITIA + 1
LOG = (
    # run, day, act, actor, target, parent within its run, Americans killed, fighters, blamed
    (0, 1, Action.HARASS, KH, ID_SITE + TAJI, -1, 0, 0, 0),
    (0, 2, Action.BARRAGE, KHAZALI, ID_SITE + EMBASSY, -1, 2, 0, 0),
    (0, 3, Action.REPRISAL, ID_US, KH, 1, 0, 30, 0),
    (0, 4, Action.HARASS, KH, ID_SITE + POST, 2, 0, 0, 0),
    (0, 4, Action.HARASS, KHAZALI, ID_SITE + TANF, 2, 0, 0, 1),
    (1, 0, Action.HARASS, KH, ID_SITE + TAJI, -1, 1, 0, 0),
    (1, 8, Action.REPRISAL, ID_US, KH, 0, 0, 4, 0),
)


@cache
def made() -> ArmRuns:
    """Two runs: in the first Khazali's rockets are laid on Kataib Hezbollah, who fire back."""
    scenario = load_scenario("baseline", ("days=10", "parameters=default"))
    log = np.zeros(len(LOG), layout_of(LogRow))
    for row, (_, day, act, actor, target, parent, killed, fighters, blamed) in zip(
        log, LOG, strict=True
    ):
        row["day"], row["action"], row["actor"], row["target"] = day, act, actor, target
        row["parent"], row["us_killed"], row["fighters_killed"] = parent, killed, fighters
        row["blamed"], row["munitions"], row["second"] = blamed, 2.0 + day, ID_NOBODY
    tallies = np.zeros(2, tally_layout())
    tallies["us_killed"] = 2, 1
    daily = np.zeros((2, 10, len(SERIES)), np.float32)
    threat = [series.name for series in SERIES].index("threat")
    daily[0, :, threat] = np.arange(10) ** 2
    counts = np.array([5, 2])
    nothing = np.zeros((0, 0, 0), np.int64)
    return ArmRuns(scenario, Block(0, tallies, {}, daily, log, counts, 0 * counts, nothing))


def value(text: str) -> tuple[list[float], list[float]]:
    """What a measure counts, and what it is counted among, in either run."""
    reader = Reader(parse(f"m: {text}\n", Path("made.yaml")))
    parts = measure(made(), read_measure(reader.sub("m")))
    return parts.counted.tolist(), parts.among.tolist()


def kept(**wanted: Any) -> list[int]:
    return np.flatnonzero(chosen(made(), Filter(**wanted))).tolist()


def test_filters_ask_who_did_what_where_and_why() -> None:
    """Each by hand from the table above."""
    assert kept(act=("attack",)) == [0, 1, 3, 4, 5]
    assert kept(act=("attack",), by=("kataib_hezbollah",)) == [0, 3, 5]
    assert kept(site=("outpost",)) == [3, 4]
    assert kept(site=("outpost",), country="syria") == [4]
    assert kept(act=("attack",), killed=(1, 99)) == [1, 5]
    assert kept(act=("reprisal",), fighters=(10, 99)) == [2]
    assert kept(cause=("reprisal",)) == [3, 4]
    assert kept(cause=("nobody",)) == [0, 1, 5]
    assert kept(act=("attack",), cause=("nobody", "reprisal")) == [0, 1, 3, 4, 5]
    assert kept(delay=(2, 10)) == [6]
    assert kept(act=("attack",), rightly=False) == [1]
    assert kept(act=("attack",), blamed="kataib_hezbollah") == [0, 1, 3, 5]


def test_filters_know_whom_the_provoking_strike_fell_on_and_whether_it_was_misplaced() -> None:
    """The raid of day 3 hit Kataib Hezbollah for Khazali's rockets; both then fire for it."""
    assert kept(cause=("reprisal",), cause_hit_actor=True) == [3]
    assert kept(cause=("reprisal",), cause_hit_actor=False) == [4]
    assert kept(act=("attack",), cause_misplaced=True) == [3, 4]
    assert kept(act=("attack",), cause_misplaced=False) == []


def test_an_unknown_militia_is_no_empty_answer() -> None:
    """A slip in a name would otherwise count nothing and pass as a small number."""
    with pytest.raises(ValueError, match="badr"):
        kept(by=("badr",))


@pytest.mark.parametrize(
    ("text", "counted", "among"),
    [
        ("{outcome: us_killed}", [2, 1], [1, 1]),
        ("{outcome: us_killed, runs_with: {outcome: us_killed, between: [2, 9]}}", [2, 0], [1, 0]),
        ("{series: threat, from: 2019-10-30, to: 2019-11-01}", [(4 + 9 + 16) / 3, 0], [1, 1]),
        ("{change: threat, at: {act: reprisal}, days: [-1, 1]}", [16 - 4, 0], [1, 1]),
        ("{events: {act: attack}}", [4, 1], [1, 1]),
        ("{events: {act: attack}, from: 2019-10-30, to: 2019-10-31}", [1, 0], [1, 1]),
        ("{any: {act: attack, killed: [2, 9]}}", [1, 0], [1, 1]),
        ("{sum: dead, of: {act: attack}}", [2, 1], [1, 1]),
        ("{mean: munitions, of: {act: attack}}", [3 + 4 + 6 + 6, 2], [4, 1]),
        ("{mean: delay, of: {act: reprisal}}", [1, 8], [1, 1]),
        ("{share: {killed: [1, 9]}, of: {act: attack}}", [1, 1], [4, 1]),
        # The raid of day 8 has no whole window of three days left, and is left out.
        ("{after: {act: reprisal}, comes: {act: attack}, days: [1, 3]}", [2, 0], [1, 0]),
        ("{any_after: {act: reprisal}, comes: {act: attack}, days: [1, 1]}", [1, 0], [1, 1]),
        # Before: the window of the first run's attacks on days 1, 2 and 4 begins within the run.
        ("{after: {act: attack}, comes: {act: attack}, days: [-1, -1]}", [1, 0], [4, 0]),
        # Two weeks, the second of them empty.
        ("{weekly_dispersion: {act: attack}, to: 2019-11-10}", [8, 0.5], [2, 0.5]),
    ],
)
def test_measures_by_hand(text: str, counted: list[float], among: list[float]) -> None:
    """What counts and what it is counted among, worked out from the table."""
    found = value(text)
    assert found[0] == pytest.approx(counted)
    assert found[1] == pytest.approx(among)
