"""Comparison: same luck in both scenarios, so only what the scenarios change makes a difference."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario, run
from experiments.runs.paired import FIRST_DAYS_RUNS, compare, difference, first_days
from experiments.runs.store import new_folder, read_manifest, write_comparison
from sim.ensemble import Engine
from sim.outcomes import HEADLINE

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SEED, RUNS, LEVER_DAY = 5, 400, 40
ORDER = "from: 2019-12-07"


def variant(folder, *orders, settings=()):
    """The baseline with interventions on top."""
    path = folder / f"variant{len(list(folder.iterdir()))}.yaml"
    lines = "".join(f"  - {{{order}}}\n" for order in orders)
    path.write_text(
        f"extends: {SCENARIOS / 'baseline.yaml'}\n" + (f"interventions:\n{lines}" if lines else ""),
        encoding="utf-8",
    )
    return load_scenario(path, settings)


def compared(a, b, runs=RUNS, seed=SEED):
    """B against A."""
    results = [run(s, runs, seed, event_runs=0) for s in (a, b)]
    return compare(*results, (Engine(a, seed), Engine(b, seed)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A place for scenario files."""
    return tmp_path_factory.mktemp("scenarios")


@pytest.fixture(scope="module")
def baseline(folder):
    """The baseline."""
    return variant(folder)


@pytest.fixture(scope="module")
def quiet(folder, baseline):
    """The baseline against one in which rockets have half their crews."""
    return compared(baseline, variant(folder, f"lever: militia.capability, scale: 0.5, {ORDER}"))


def test_a_scenario_does_not_differ_from_itself(baseline):
    """Not by a single run, a single outcome or a single day: luck is shared to the last bit."""
    found = compared(baseline, baseline)
    assert found.differ == 0
    assert len(found.first_days) == 0
    assert found.runs == RUNS
    for d in found.outcomes:
        assert (d.effect, d.low, d.high, d.differ) == (0, 0, 0, 0)
        assert d.a == d.b
        assert d.variance_ratio >= 1.0


def test_a_null_lever_has_no_effect(folder, baseline):
    """A lever at its neutral dose is in the file and changes nothing."""
    found = compared(baseline, variant(folder, f"lever: us.attribution.error, scale: 1, {ORDER}"))
    assert found.differ == 0
    assert all(d.low <= 0 <= d.high for d in found.outcomes)


def test_every_headline_outcome_is_compared(quiet):
    """The reader gets the same list as from `run`."""
    assert [d.name for d in quiet.outcomes] == list(HEADLINE)


def test_an_effect_is_seen_with_its_sign_and_interval(quiet):
    """Half the crews fire fewer rockets, and the interval of the effect excludes zero."""
    rockets = next(d for d in quiet.outcomes if d.name == "n_rocket_attacks")
    assert rockets.effect == pytest.approx(rockets.b - rockets.a)
    assert rockets.low < rockets.effect < rockets.high < 0
    assert 0 < rockets.differ <= quiet.differ <= 1


def test_shared_luck_saves_runs(quiet):
    """The variance ratio says how many times more runs independent seeds would need."""
    rockets = next(d for d in quiet.outcomes if d.name == "n_rocket_attacks")
    assert rockets.variance_ratio > 1


def test_nothing_diverges_before_the_lever_moves(quiet):
    """The first day apart is the lever's first day, or later."""
    assert len(quiet.first_days) > 0
    assert quiet.first_days.min() >= LEVER_DAY
    assert quiet.first_days.tolist() == sorted(quiet.first_days.tolist())
    assert quiet.looked_at == min(RUNS, FIRST_DAYS_RUNS)


def test_first_days_are_the_first_days(baseline, folder):
    """Against a plain search through both sets of series."""
    other = variant(folder, f"lever: isis.shock, set: 1, {ORDER}")
    engines = Engine(baseline, SEED), Engine(other, SEED)
    assert first_days(*engines, 20).tolist() == [LEVER_DAY] * 20
    assert first_days(engines[0], engines[0], 5).tolist() == [-1] * 5


def test_scenarios_of_different_length_are_compared_over_common_days(folder):
    """The day of divergence is looked for where both have days."""
    short, long = variant(folder, settings=["days=30"]), variant(folder, settings=["days=60"])
    assert first_days(Engine(short, SEED), Engine(long, SEED), 5).tolist() == [-1] * 5


def test_runs_are_paired_by_number(baseline, monkeypatch):
    """A run that failed on one side must not shift the runs that come after it."""
    whole = run(baseline, 50, SEED, event_runs=0)
    real = Engine.block

    def block(self, first, last, **wanted):
        if first <= 10 < last:
            raise ZeroDivisionError
        return real(self, first, last, **wanted)

    monkeypatch.setattr(Engine, "block", block)
    holed = run(baseline, 50, SEED, event_runs=0)
    monkeypatch.undo()
    engines = Engine(baseline, SEED), Engine(baseline, SEED)
    for pair in ((whole, holed), (holed, whole)):
        found = compare(*pair, engines)
        assert found.runs == 49
        assert found.differ == 0


def test_different_seeds_cannot_be_paired(baseline):
    """Without common luck the difference of a pair is noise."""
    results = [run(baseline, 5, seed, event_runs=0) for seed in (1, 2)]
    with pytest.raises(ValueError, match="different seeds"):
        compare(*results, (Engine(baseline, 1), Engine(baseline, 2)))


def test_the_interval_is_that_of_paired_differences():
    """By hand: mean 1, deviation 1, four pairs."""
    a, b = np.array([0, 0, 0, 0]), np.array([0, 1, 1, 2])
    d = difference("n_rocket_attacks", a, b)
    half = 1.959963984540054 * math.sqrt(2 / 3) / 2
    assert (d.a, d.b, d.effect, d.differ) == (0, 1, 1, 0.75)
    assert d.low == pytest.approx(1 - half)
    assert d.high == pytest.approx(1 + half)
    assert d.variance_ratio == pytest.approx(1.0)


def test_the_interval_covers_the_truth_as_often_as_it_says():
    """95 % intervals of a null effect miss zero in about one of twenty batches."""
    rng = np.random.default_rng(1)
    missed = 0
    for _ in range(400):
        d = difference("n_rocket_attacks", rng.normal(size=200), rng.normal(size=200))
        missed += not d.low <= 0 <= d.high
    assert 5 <= missed <= 40


def test_a_single_run_has_no_interval():
    """One pair says nothing of the spread."""
    d = difference("n_rocket_attacks", np.array([1]), np.array([3]))
    assert (d.low, d.high) == (-math.inf, math.inf)


def test_a_constant_shift_saves_all_variance():
    """Pairs that differ by the same amount need one run."""
    x = np.arange(10)
    assert difference("n_rocket_attacks", x, x + 1).variance_ratio == math.inf


def test_a_comparison_is_written_with_both_sides(tmp_path, folder, baseline):
    """The folder holds the effects, both tables of runs, and what was run."""
    other = variant(folder, f"lever: us.pause, set: forced, {ORDER}")
    results = [run(s, 30, SEED, event_runs=0) for s in (baseline, other)]
    found = compare(*results, (Engine(baseline, SEED), Engine(other, SEED)))
    with new_folder(tmp_path / "out") as hidden:
        write_comparison([found], dict(zip("ab", results, strict=True)), hidden)
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {"effects.csv", "runs_a.parquet", "runs_b.parquet", "manifest.json"}
    with (tmp_path / "out" / "effects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == list(HEADLINE)
    assert float(rows[0]["effect"]) == found.outcomes[0].effect
    manifest = read_manifest(tmp_path / "out")
    assert manifest["kind"] == "comparison"
    assert (manifest["a"]["seed"], manifest["b"]["seed"]) == (SEED, SEED)


def test_a_comparison_of_three_says_whose_effect_each_row_is(tmp_path, folder, baseline):
    """One table for all of them: without a letter nobody could tell the rows apart."""
    orders = (f"lever: us.pause, set: {word}, {ORDER}" for word in ("forced", "never"))
    sides = [baseline, *(variant(folder, order) for order in orders)]
    results = [run(s, 20, SEED, event_runs=0) for s in sides]
    found = [compare(results[0], result) for result in results[1:]]
    with new_folder(tmp_path / "out") as hidden:
        write_comparison(found, dict(zip("abc", results, strict=True)), hidden)
    with (tmp_path / "out" / "effects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["scenario"] for row in rows] == ["b"] * len(HEADLINE) + ["c"] * len(HEADLINE)
    effects = [float(row["effect"]) for row in rows if row["name"] == "pause_days"]
    assert effects[0] > 0 > effects[1]
    assert read_manifest(tmp_path / "out")["differ"] == [c.differ for c in found]
    assert (tmp_path / "out" / "runs_c.parquet").is_file()
