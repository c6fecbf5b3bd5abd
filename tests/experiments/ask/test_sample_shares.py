"""Shares of samples with the luck taken out, on made-up samples whose true share is known."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.ask.sample_shares import AGREE, expected, shares

LEAST = 0.5
EACH = 10
TIMES = 40
TRUE = 0.894
"""Share of a normal law of mean 3 and sd 2 above LEAST: the normal integral at 1.25."""


def pairs(rng, effects, luck, each=EACH):
    """Paired differences of `each` runs of every sample, shape [samples, each]."""
    return effects[:, None] + luck * rng.standard_normal((len(effects), each))


def naive(differences):
    """The share of samples whose mean lies beyond LEAST, as counting alone gives it."""
    return float((differences.mean(axis=1) >= LEAST).mean())


def test_the_share_is_that_of_what_samples_expect_and_not_of_their_lucky_means():
    """Forty made-up batches; the mean of the estimates lies within two points of the truth.

    The control counts the means as they are, and is off by far more than that.
    """
    rng = np.random.default_rng(1)
    found, counted = [], []
    for _ in range(TIMES):
        differences = pairs(rng, rng.normal(3, 2, 200), luck=6)
        found.append(shares(expected(differences), 1, LEAST).yes)
        counted.append(naive(differences))
    assert np.mean(found) == pytest.approx(TRUE, abs=0.02)
    assert np.mean(counted) < TRUE - 0.05


def test_samples_that_all_expect_the_same_do_not_split():
    """Every sample expects 1.2, and only luck sets their means apart: all say yes.

    The control counts a quarter and more of them as a no.
    """
    rng = np.random.default_rng(2)
    found, counted = [], []
    for _ in range(TIMES):
        differences = pairs(rng, np.full(300, 1.2), luck=6, each=20)
        found.append(shares(expected(differences), 1, LEAST).yes)
        counted.append(naive(differences))
    assert np.mean(found) > 0.95
    assert np.mean(counted) < 0.75


def test_a_skewed_law_with_more_luck_where_the_effect_is_large_is_met_within_five_points():
    """Effects grow with the rate of fire, and so does luck; 89.5 % expect more than 1."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(TIMES):
        effects = rng.lognormal(1, 0.8, 300)
        found.append(shares(expected(pairs(rng, effects, 3 * np.sqrt(effects)[:, None], 20)), 1, 1))
    assert np.mean([one.yes for one in found]) == pytest.approx(0.895, abs=0.05)


def test_few_runs_settle_nothing():
    """With luck far beyond the effect and little of it averaged out, no verdict is near."""
    rng = np.random.default_rng(4)
    found = [shares(expected(pairs(rng, np.full(20, LEAST), luck=6)), 1, LEAST) for _ in range(60)]
    assert np.mean([one.yes >= AGREE or one.yes <= 1 - AGREE for one in found]) < 0.4
    assert np.mean([one.yes for one in found]) == pytest.approx(0.5, abs=0.12)


@pytest.mark.parametrize("way", [1, -1])
def test_the_three_shares_are_all_there_is_and_turn_with_the_way(way):
    """Yes and opposite change places when yes means the other way."""
    rng = np.random.default_rng(5)
    found = expected(pairs(rng, rng.normal(1, 2, 100), luck=1))
    one, other = shares(found, way, LEAST), shares(found, -way, LEAST)
    assert sum(one) == pytest.approx(1)
    assert (one.yes, one.opposite) == (other.opposite, other.yes)


def test_a_change_that_no_run_makes_is_too_little_for_certain():
    """No luck, no spread: nothing to average over."""
    found = shares(expected(np.zeros((30, 5))), 1, LEAST)
    assert found == (0.0, 1.0, 0.0)
