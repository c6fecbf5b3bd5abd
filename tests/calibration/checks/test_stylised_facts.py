"""Stylised facts on tables made by hand, on runs, and what is said when they disagree."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from calibration.checks.reported_facts import (
    NOTHING,
    Reported,
    dated_attacks,
    reported_facts,
    reported_rungs,
)
from calibration.checks.stylised_facts import (
    Scenarios,
    Spread,
    StylisedFacts,
    judged,
    measured,
    rung_rows,
    stylised_facts,
)
from calibration.checks.stylised_measures import MEASURES
from calibration.checks.stylised_runs import NestedRuns, nested_runs, strength_by_area
from calibration.evidence.events import read_events
from calibration.evidence.library import load_scenario
from sim.actions import Action, Rung
from sim.ensemble import Engine
from sim.state.bookkeeping import LogRow
from sim.state.fields import layout_of

BASELINE = ("parameters=prior",)
DAYS = 28


def by_hand(*rows: tuple[int, Action, int, int], gap: int = 9) -> NestedRuns:
    """One run of four weeks: day, act, number of its cause in the log, coalition dead."""
    events = np.zeros(len(rows), layout_of(LogRow))
    for k, (day, act, parent, dead) in enumerate(rows):
        events[k]["day"], events[k]["action"], events[k]["parent"] = day, int(act), parent
        events[k]["us_killed"] = dead
    rung = np.zeros((1, DAYS), np.int8)
    return NestedRuns(1, 1, DAYS, events, np.zeros(len(rows), np.int64), np.array([gap]), rung)


def value(name: str, runs: NestedRuns) -> float:
    """A fact of one run."""
    measure = next(m for m in MEASURES if m.name == name)
    return measured(measure, runs, {}).single.middle


CHAIN = by_hand(
    (0, Action.HARASS, -1, 1),
    (3, Action.REPRISAL, 0, 0),
    (4, Action.BARRAGE, 1, 3),
    (9, Action.HARASS, -1, 0),
    (20, Action.REPRISAL, -1, 0),
)
"""An attack, a strike that answers it, an attack that avenges that, one of its own, a strike."""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("self_excited_by_causes", 1 / 3),
        ("provoked_by_causes", 1 / 3),
        ("attack_to_strike", 3.0),
        ("strike_to_attack", 1.0),
        ("fatal_share", 2 / 3),
        ("dead_per_attack", 4 / 3),
        ("longest_quiet_spell", 9.0),
        ("empty_weeks", 0.5),
        ("weekly_dispersion", np.var([2, 1, 0, 0], ddof=1) / 0.75),
    ],
)
def test_a_fact_of_a_run_made_by_hand(name: str, expected: float) -> None:
    """Worked out on paper: five events, three of them attacks."""
    assert value(name, CHAIN) == pytest.approx(expected)


def test_a_cause_that_is_no_attack_is_not_self_excitation() -> None:
    """Negative control: the same chain begun by a strike that nobody provoked."""
    runs = by_hand((3, Action.REPRISAL, -1, 0), (4, Action.BARRAGE, 0, 3))
    assert value("self_excited_by_causes", runs) == 0.0
    assert value("provoked_by_causes", runs) == 1.0


def test_causes_are_followed_all_the_way() -> None:
    """The first attack may lie many links back."""
    links = [(0, Action.HARASS, -1, 0), (1, Action.REPRISAL, 0, 0)]
    links += [(k, Action.REPRISAL, k - 1, 0) for k in range(2, 8)]
    assert value("self_excited_by_causes", by_hand(*links, (9, Action.HARASS, 7, 0))) == 0.5


@pytest.mark.parametrize(
    ("found", "low", "high", "verdict"),
    [
        (Spread(0.1, 0.4, 0.6), 0.37, 0.5, "agrees"),
        (Spread(0.1, 0.3, 0.6), 0.37, 0.5, "agrees in part: the median lies below"),
        (Spread(0.1, 0.2, 0.3), 0.37, 0.5, "DISAGREES: the whole band lies below"),
        (Spread(0.6, 0.7, 0.8), 0.37, 0.5, "DISAGREES: the whole band lies above"),
        (Spread(0.0, 1.0, 4.0), 2.0, 2.0, "agrees"),
        (Spread(0.0, 1.0, 2.0), 2.0, 2.0, "agrees at the end of the band"),
        (Spread(0.0, 0.0, 0.0), 0.0, 0.0, "agrees"),
        (Spread(0.0, 1.0, 1.9), 2.0, 2.0, "DISAGREES: the whole band lies below"),
        (Spread(np.nan, np.nan, np.nan), 2.0, 2.0, "no case in these runs"),
        (Spread(0.0, 1.0, 1.9), np.nan, np.nan, "nothing to compare"),
    ],
)
def test_disagreement_is_said(found: Spread, low: float, high: float, verdict: str) -> None:
    """A page that hides what does not fit is worse than none."""
    assert judged(found, Reported(low, high, "")).startswith(verdict)


def test_what_is_reported_comes_from_the_coded_tables() -> None:
    """Worked out by hand from the tables: two of 24 attacks, four dead, days between windows."""
    said = reported_facts()
    assert said["fatal_share"].low == said["fatal_share"].high == pytest.approx(2 / 24)
    assert said["dead_per_attack"].low == pytest.approx(4 / 24)
    assert (said["attack_to_strike"].low, said["attack_to_strike"].high) == (0.0, 6.0)
    # 27-31 December to 8 January, and 9-17 March to 16-17 March.
    assert said["strike_to_attack"].high == pytest.approx((12 + 8) / 2)
    # 24 attacks leave 121 days in 25 gaps; 8 January to 15 March has 66 days between.
    assert (said["longest_quiet_spell"].low, said["longest_quiet_spell"].high) == (5.0, 66.0)
    assert len(dated_attacks(read_events())) == 4


def test_the_fit_did_not_see_what_is_no_target() -> None:
    """Agreement with a target is no test; the page must know which is which."""
    said = reported_facts()
    assert said["attack_to_strike"].fitted
    assert not said["fatal_share"].fitted
    assert not NOTHING.fitted


def test_coded_days_fill_the_winter() -> None:
    """Two strikes, one storm, one leadership strike, one salvo, two fatal attacks, 22 others."""
    said = reported_rungs(145)
    days = {rung: round(145 * found.high) for rung, found in said.items()}
    assert [days[Rung(k)] for k in range(1, 9)] == [22, 2, 2, 1, 1, 1, 0, 0]
    assert round(145 * said[Rung.QUIET].low) == 145 - 22 - 7


@cache
def runs() -> NestedRuns:
    return nested_runs(load_scenario("baseline", BASELINE), 12, 5, 7, workers=2)


def test_runs_of_a_sample_share_parameters_and_not_luck() -> None:
    """Else a band over samples would be one of luck."""
    block = Engine(load_scenario("baseline", BASELINE), 7, each=5).block(0, 60, events=True)
    assert np.array_equal(block.events, runs().events)
    drawn = block.parameters["fire_base"].reshape(12, 5)
    assert (drawn == drawn[:, :1]).all()
    assert len(set(drawn[:, 0])) == 12
    assert len(set(runs().per_run(runs().attack)[:5])) > 1


def test_every_day_stands_on_one_rung() -> None:
    """Shares of days add up to all days."""
    rows = rung_rows(runs())
    assert len(rows) == len(Rung)
    shares = [np.mean(runs().rung == k) for k in range(len(rows))]
    assert sum(shares) == pytest.approx(1.0)


def test_strength_by_area_adds_up_to_the_strength_of_isis() -> None:
    """The words that are read are those of the areas, and of the last evening."""
    scenario = load_scenario("baseline", BASELINE)
    found = strength_by_area(scenario, 4, 2, 7).sum(axis=2).ravel()
    ended = Engine(scenario, 7, each=2).block(0, 8).tallies["isis"]
    assert np.allclose(found, ended, rtol=1e-9)


@cache
def facts(*changes: str) -> dict[str, Any]:
    settings = ("parameters=default", *changes)
    year = load_scenario("baseline", (*settings, "days=365"))
    found = stylised_facts(
        Scenarios(
            load_scenario("baseline", settings),
            year,
            load_scenario("baseline", (*settings, "days=365", "parameters.set.mood_sd=0")),
        ),
        4, 20, 11, workers=2,
    )  # fmt: skip
    assert isinstance(found, StylisedFacts)
    return {fact.name: fact for fact in found.facts}


def test_mood_clusters_attacks_that_no_attack_caused() -> None:
    """Why the dates say more than the causes: part of what they see is the common mood."""
    found = {name: fact.samples.middle for name, fact in facts().items()}
    assert found["by_chance"] < found["without_mood"] < found["self_excited_by_dates"]
    assert found["self_excited_by_causes"] < found["self_excited_by_dates"]


def test_without_mood_and_revenge_the_dates_are_chance() -> None:
    """Negative control: what makes clusters is switched off, and both ways find next to none."""
    sources = ("mood_sd", "attacks_per_strike", "fire_per_debt", "fire_per_mourning")
    calm, usual = facts(*(f"parameters.set.{name}=0" for name in sources)), facts()
    for name in ("self_excited_by_dates", "self_excited_by_causes"):
        assert calm[name].samples.middle < 0.5 * usual[name].samples.middle, name
