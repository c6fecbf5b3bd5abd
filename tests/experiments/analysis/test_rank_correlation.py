"""Partial rank correlation finds what an outcome follows, and nothing where luck rules."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.analysis.rank_correlation import SPARE, rank_factors
from experiments.text.number_format import rank_text

POINTS = 80
NAMES = ("up", "down", "idle", "letters")


@pytest.fixture(scope="module")
def columns():
    """Values of four factors at random points, the last one without an order."""
    rng = np.random.default_rng(5)
    numbers = rng.uniform(size=(3, POINTS)).tolist()
    return [*numbers, rng.choice(["a", "b", "c"], POINTS).tolist()]


def by_name(rows):
    return {row.factor: row for row in rows}


def test_a_steady_rise_and_fall_are_found_with_their_signs(columns) -> None:
    """Bent but steady: ranks see what a straight line would see in part only."""
    up, down = np.array(columns[0]), np.array(columns[1])
    noise = np.random.default_rng(1).normal(0, 0.1, POINTS)
    found = by_name(rank_factors(NAMES, columns, np.exp(4 * up) - 10 * down + noise))
    assert found["up"].seen
    assert found["up"].coefficient > 0.8
    assert found["down"].seen
    assert found["down"].coefficient < -0.3
    assert not found["idle"].seen
    assert abs(found["idle"].coefficient) < 0.35


def test_a_factor_without_an_order_has_a_size_and_no_sign(columns) -> None:
    """Three letters shift the outcome, the middle one most: no order of them would show it."""
    shift = {"a": 0.0, "b": 3.0, "c": 0.5}
    means = np.array([shift[letter] for letter in columns[3]])
    means = means + np.random.default_rng(2).normal(0, 0.3, POINTS)
    found = by_name(rank_factors(NAMES, columns, means))["letters"]
    assert found.seen
    assert not found.ordered
    assert found.coefficient > 0.8
    assert "+" not in rank_text(found)


def test_luck_alone_is_seldom_called_a_factor(columns) -> None:
    """Negative control: of 40 outcomes of pure luck few have any factor that is seen."""
    rng = np.random.default_rng(3)
    wrong = [
        any(row.seen for row in rank_factors(NAMES, columns, rng.normal(size=POINTS)))
        for _ in range(40)
    ]
    assert sum(wrong) <= 7  # 2 expected, at most 7 with 99.9 %


def test_the_interval_holds_what_is_known_of_a_long_sample() -> None:
    """The 95 % interval of short samples holds the value of a very long one nine times in ten."""
    rng = np.random.default_rng(4)

    def sample(points):
        x = rng.uniform(size=(2, points))
        y = x[0] + rng.normal(0, 0.4, points)
        return rank_factors(("x", "z"), x.tolist(), y)

    true = by_name(sample(4_000))["x"].coefficient
    rows = [by_name(sample(60))["x"] for _ in range(40)]
    assert np.mean([row.low <= true <= row.high for row in rows]) >= 0.85
    wrong = np.mean([row.low <= true - 0.4 <= row.high for row in rows])
    assert wrong < 0.3, "control: another value is not held"


def test_too_few_points_or_a_constant_outcome_give_no_ranking(columns) -> None:
    """With as many columns as points a regression explains everything and says nothing."""
    few = SPARE + 3
    short = [column[:few] for column in columns]
    assert rank_factors(NAMES, short, np.arange(few, dtype=float)) == []
    assert rank_factors(NAMES, columns, np.ones(POINTS)) == []
    assert rank_factors(("still",), [[1.0] * POINTS], np.arange(POINTS, dtype=float)) == []


def test_rows_come_largest_first_whatever_the_order_of_the_factors(columns) -> None:
    """The first row is what reports name."""
    means = 2 * np.array(columns[2]) - np.array(columns[0])
    found = rank_factors(NAMES, columns, means)
    sizes = [abs(row.coefficient) for row in found]
    assert sizes == sorted(sizes, reverse=True)
    turned = rank_factors(NAMES[::-1], columns[::-1], means)
    assert {r.factor: round(r.coefficient, 9) for r in turned} == {
        r.factor: round(r.coefficient, 9) for r in found
    }
