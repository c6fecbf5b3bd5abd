"""No more runs than its limit allows break a row of the sanity table, and the test would notice.

Runs share one seed. A row fails only where luck would put a row that stands exactly at its limit
once in a thousand.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from calibration.checks.sanity import LIMITS, Verdict, judge, verdict
from calibration.checks.sanity_measures import OVER_ALL, PAIRED, PER_RUN
from calibration.checks.sanity_runs import free_runs
from calibration.checks.sanity_table import TABLE, SanityTable, read_sanity_table
from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
from sim.errors import InputError
from sim.parameters import PARAMETERS

RUNS, SEED = 1_000, 20
ROWS = read_sanity_table().rows


@cache
def table() -> SanityTable:
    return read_sanity_table()


@cache
def verdicts(source: str) -> dict[str, Verdict]:
    return {v.row.id: v for v in judge(table(), source, RUNS, SEED, workers=2)}


def loud(name: str, changes: tuple[str, ...], row: str) -> Verdict:
    """One row on runs of its scenario with absurd settings on top."""
    wanted = next(r for r in table().rows if r.id == row)
    path = table().scenarios[name].path
    scenario = load_scenario(path, ("parameters=default", *changes))
    return verdict(wanted, "default", free_runs(scenario, 100, SEED, workers=2))


@pytest.mark.parametrize("source", ["default", "prior"])
@pytest.mark.parametrize("row", [row.id for row in ROWS])
def test_no_more_runs_than_the_limit_are_beyond_belief(source: str, row: str) -> None:
    """If this fails, an expert who reads stories of this source stops reading."""
    found = verdicts(source)[row]
    assert found.kept_but_for_luck, (
        f"{found.row.measured}: believed {found.row.range_text}; outside {found.outside:.1%} of "
        f"{found.runs} runs, value {found.value:.3g} ({found.low:.3g} to {found.high:.3g})"
    )


def test_absurd_fire_is_beyond_belief() -> None:
    """Negative control: ten times the fire, or the most that its parameter admits."""
    fire = PARAMETERS["fire_base"]
    much = min(10 * fire.default, fire.high)
    found = loud("january_2020", (f"parameters.set.fire_base={much}",), "rocket_attacks")
    assert found.outside > 0.5
    assert not found.kept_but_for_luck


def test_an_order_that_Iran_gives_and_takes_back_is_beyond_belief() -> None:  # noqa: N802
    """Negative control: a doctored log, each run's acts replaced by one line after another."""
    row = next(r for r in table().rows if r.id == "line_changes")
    scenario = load_scenario(table().scenarios[row.scenario].path, ("parameters=default",))
    runs = free_runs(scenario, 100, SEED, workers=2)
    runs.events["action"][::2], runs.events["action"][1::2] = 17, 19
    assert not verdict(row, "default", runs).kept_but_for_luck


@pytest.mark.parametrize("source", ["default", "prior"])
def test_the_allowance_is_for_luck_alone(source: str) -> None:
    """Rows exactly at the limit pass nearly always; rows at three times the limit hardly ever."""
    row = next(r for r in table().rows if r.scope == "run" and not r.never)
    luck, limit = np.random.default_rng(1), LIMITS[source]

    def passing(share: float, runs: int) -> float:
        counts = luck.binomial(runs, share, 2_000)
        found = [Verdict(row, source, runs, n / runs, 1.0, 0.0, 2.0) for n in counts]
        return float(np.mean([v.kept_but_for_luck for v in found]))

    assert passing(limit, RUNS) > 0.99
    assert passing(3 * limit, RUNS) < 0.1


def test_a_row_that_may_never_break_has_no_allowance() -> None:
    """One run is one too many."""
    row = next(r for r in table().rows if r.never)
    assert Verdict(row, "prior", RUNS, 0.0, 0.0, 0.0, 0.0).kept_but_for_luck
    assert not Verdict(row, "prior", RUNS, 1 / RUNS, 0.0, 0.0, 0.0).kept_but_for_luck


def test_every_row_has_its_measure() -> None:
    """And no measure is left without a row."""
    by_scope = {"run": PER_RUN, "all": OVER_ALL, "pair": PAIRED}
    for scope, measures in by_scope.items():
        assert {row.id for row in ROWS if row.scope == scope} == set(measures)


def test_runs_of_the_table_are_the_runs_of_the_engine() -> None:
    """Cut at the end of history or not, a run is the same."""
    scenario = load_scenario(table().scenarios["january_2020"].path, ("parameters=prior",))
    runs = free_runs(scenario, 30, SEED)
    whole = Engine(scenario, SEED).block(0, 30, events=True)
    assert np.array_equal(runs.ended, whole.tallies)
    assert np.array_equal(runs.events, whole.events)
    assert np.array_equal(np.bincount(runs.run, minlength=30), whole.event_counts)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("range: [2, 120]", "range: [120, 2]", "range"),
        ("range: [2, 120]", "range: [~, ~]", "range"),
        ("scope: run\n    range: [2,", "scope: some\n    range: [2,", "scope"),
        ("paragraphs: [spiked:11]", "paragraphs: [spiked:99]", "paragraphs"),
        ("scenario: january_2020", "scenario: february_2020", "scenario"),
    ],
)
def test_a_bad_table_is_one_clear_error(tmp_path: Path, old: str, new: str, field: str) -> None:
    """It names the row and the field."""
    path = tmp_path / "sanity.yaml"
    path.write_text(TABLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=rf"rows\.rocket_attacks\.{field}"):
        read_sanity_table(path)
