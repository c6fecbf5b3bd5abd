"""Paired effects of a study: what changes, how surely, and what pairing saves."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.analysis.paired_effects import (
    effect,
    effects,
    effects_table,
    flag_interval,
    mean_interval,
    needed,
    ratio,
    switch,
)
from experiments.runs.statistics import Z95
from experiments.study.outcome_direction import WORSE, need_way, worse_way
from sim.errors import InputError
from sim.outcomes import OUTCOMES

RUNS = 4000


def table(**points):
    """A table of runs; each point is (run numbers, values of open_war)."""
    return pd.concat(
        [
            pd.DataFrame({"point": name, "run": numbers, "open_war": values})
            for name, (numbers, values) in points.items()
        ],
        ignore_index=True,
    )


@pytest.fixture(scope="module")
def war():
    """A baseline with 10 % wars, a policy that undoes a fifth of them, and an unrelated point."""
    rng = np.random.default_rng(1)
    u = rng.random(RUNS)
    numbers = np.arange(RUNS)
    return table(
        base=(numbers, (u < 0.1).astype(int)),
        policy=(numbers, (u < 0.08).astype(int)),
        apart=(numbers, (rng.random(RUNS) < 0.08).astype(int)),
    )


def test_shared_luck_shows_an_effect_that_independent_luck_hides(war):
    """The same two points: with the same luck the interval is narrow; negative control: apart."""
    paired = effect(war, "policy", "base", "open_war")
    apart = effect(war, "apart", "base", "open_war")
    assert paired.effect == pytest.approx(-0.02, abs=0.006)
    assert paired.clear
    assert paired.variance_ratio > 5
    assert apart.variance_ratio == pytest.approx(1, abs=0.1)
    assert apart.high - apart.low > 2 * (paired.high - paired.low)


def test_the_policy_that_only_undoes_wars_is_worse_in_no_run(war):
    """Its share of worse runs is 0 with an interval above it, and on average it is surely better.

    Negative control: unrelated luck makes it worse in many runs.
    """
    paired = effect(war, "policy", "base", "open_war")
    assert paired.worse == paired.higher == 0
    assert 0 < paired.worse_high < 0.002
    assert paired.prob_worse < 1e-6
    assert effect(war, "apart", "base", "open_war").worse > 0.05


def test_nobody_says_whether_fewer_troops_are_worse_until_somebody_does():
    """The table of judgements is silent on troops, so no share of worse runs is made up."""
    numbers = np.arange(10)
    runs = pd.DataFrame(
        {
            "point": np.repeat(["base", "policy"], 10),
            "run": np.tile(numbers, 2),
            "us_troops_iraq_end": np.r_[np.full(10, 5000.0), np.r_[np.full(7, 2500.0), 3 * [6e3]]],
        }
    )
    silent = effect(runs, "policy", "base", "us_troops_iraq_end")
    assert silent.worse is None
    assert silent.prob_worse is None
    said = effect(runs, "policy", "base", "us_troops_iraq_end", {"us_troops_iraq_end": "lower"})
    assert said.worse == 0.7
    assert said.lower == 0.7
    with pytest.raises(InputError, match="no bad way"):
        need_way("us_troops_iraq_end")


def test_the_runs_asked_for_give_the_precision_promised():
    """Simulated again and again with that many runs, the interval is as narrow as asked."""
    rng = np.random.default_rng(2)

    def draw(n):
        u = rng.random(n)
        return (u < 0.3).astype(float), (u < 0.2).astype(float)

    paired, apart = needed(*draw(20_000), 0.01, flag=True)
    x, y = draw(paired)
    low, high = mean_interval(y - x)
    assert (high - low) / 2 == pytest.approx(0.01, rel=0.05)
    x, y = draw(apart)[0], draw(apart)[1]
    half = Z95 * math.sqrt((x.var() + y.var()) / apart)
    assert half == pytest.approx(0.01, rel=0.05)
    assert apart > 3 * paired


def test_pairing_gains_little_where_the_policy_changes_everything():
    """If luck plays out anew, the saving is about nothing; it may even cost."""
    rng = np.random.default_rng(3)
    x, y = rng.random(RUNS), rng.random(RUNS)
    assert ratio(x, y) == pytest.approx(1, abs=0.1)
    assert ratio(x, 1 - x) == pytest.approx(0.5)
    assert ratio(x, x) == math.inf
    assert ratio(np.ones(5), np.ones(5)) == 1


@pytest.mark.parametrize("change", [0.0, 0.001, 0.02])
def test_the_interval_of_rare_changes_holds_the_truth(change):
    """Wars that a policy undoes in few runs: 95 % of intervals hold the true difference.

    Negative control: the plain interval claims certainty whenever no run changed, and fails.
    """
    rng = np.random.default_rng(4)
    held = plain = 0
    for _ in range(400):
        u = rng.random(300)
        x, y = (u < 0.05).astype(float), (u < 0.05 - change).astype(float)
        low, high = flag_interval(x, y)
        held += low <= -change <= high
        low, high = mean_interval(y - x)
        plain += low <= -change <= high and low < high
    assert held >= 0.93 * 400
    if 0 < change < 0.01:
        assert plain < 0.5 * 400


flags = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60)


@given(flags)
def test_the_interval_of_a_flag_holds_what_was_seen_and_turns_with_its_sides(pairs):
    """Swapping policy and baseline turns the interval round; it never leaves [-1, 1]."""
    x, y = np.array(pairs, float).T
    low, high = flag_interval(x, y)
    assert -1 <= low <= (y - x).mean() <= high <= 1
    assert flag_interval(y, x) == pytest.approx((-high, -low))


@given(flags)
def test_the_table_of_changes_counts_every_run_once(pairs):
    """Its four cells are all runs, and their difference is the effect."""
    x, y = np.array(pairs, int).T
    numbers = np.arange(len(x)) * 3
    found = switch(table(a=(numbers, x), b=(numbers, y)), "b", "a")
    assert found.runs == len(x)
    assert found.only_policy - found.only_baseline == (y - x).sum()
    assert all(x[n // 3] == 0 and y[n // 3] == 1 for n in found.now)
    assert all(x[n // 3] == 1 and y[n // 3] == 0 for n in found.no_longer)
    assert 0 < found.p_value <= 1


def test_a_lopsided_change_is_told_from_an_even_one():
    """McNemar by hand: 6 of 6 changes one way have chance 2 / 64 under evenness; 3 of 6 has 1."""
    numbers = np.arange(20)
    x = np.zeros(20, int)
    y = (numbers < 6).astype(int)
    assert switch(table(a=(numbers, x), b=(numbers, y)), "b", "a").p_value == pytest.approx(2 / 64)
    even = table(a=(numbers, (numbers < 3).astype(int)), b=(numbers, (numbers // 3 == 1) * 1))
    assert switch(even, "b", "a").p_value == 1


def test_runs_are_matched_by_number_not_by_place():
    """A failed run is missing on one side; the rest must not slide into each other's place."""
    numbers = np.arange(100)
    x = (numbers % 7 == 0).astype(int)
    runs = table(a=(numbers, x), b=(np.delete(numbers, 3)[::-1], np.delete(x, 3)[::-1]))
    found = effect(runs, "b", "a", "open_war")
    assert found.runs == 99
    assert found.lower == found.higher == 0


def test_every_point_meets_its_own_baseline(war):
    """One baseline for all, or a partner each; a point without partner or its own is left out."""
    assert [e.point for e in effects(war, "base", ["open_war", "war_day"])] == ["policy", "apart"]
    found = effects(war, {"base": "base", "policy": "apart", "apart": None}, ["open_war"])
    assert [e.point for e in found] == ["policy"]
    shown = effects_table(found)
    assert shown.loc[0, "saved"] == found[0].runs_apart - found[0].runs_paired
    assert list(effects_table([]).columns) == list(shown.columns)


@pytest.mark.parametrize(
    ("point", "outcome", "says"),
    [
        ("polcy", "open_war", "did you mean 'policy'"),
        ("policy", "open_wa", "did you mean 'open_war'"),
        ("policy", "war_day", "that has a mean"),
    ],
)
def test_a_wrong_name_is_one_clear_error(war, point, outcome, says):
    """As everywhere: what was got and what would do."""
    with pytest.raises(InputError, match=says):
        effect(war, point, "base", outcome)
    with pytest.raises(InputError, match="n_salvos"):
        switch(war, point, "base", "n_salvos")


def test_judgements_name_outcomes_that_exist():
    """A renamed outcome would silently lose its bad way."""
    assert set(WORSE) <= set(OUTCOMES)
    assert worse_way("open_war", {"open_war": "lower"}) == -1
    with pytest.raises(InputError, match="higher or lower"):
        worse_way("open_war", {"open_war": "up"})


@pytest.mark.parametrize(
    ("numbers", "values", "says"),
    [
        ([0, 1, 1], [0, 1, 1], "a run number twice"),
        ([0, 1, 2], [0, math.nan, 1], "a value that is no number"),
        ([0, 1, 2], [0, None, 1], "number"),
        ([0, 1, 2], ["a", "b", "c"], "numbers"),
        ([0, 1, math.nan], [0, 0, 1], "a value that is no number"),
    ],
)
def test_a_table_that_cannot_be_paired_is_one_line(numbers, values, says):
    """A run that stands twice would count twice, or out of turn; a text was a traceback."""
    runs = table(base=([0, 1, 2], [0, 0, 1]), policy=(numbers, values))
    with pytest.raises(InputError, match=says) as caught:
        effect(runs, "policy", "base", "open_war")
    assert len(str(caught.value).splitlines()) == 1
