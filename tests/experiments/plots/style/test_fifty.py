"""Fifty dots stand for all runs: counts add up, piles fit, places are those of the values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.plots.style.fifty import FUTURES, HIGHEST, WIDEST, fifty_futures, of_fifty, piled

ACROSS = 38


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_dots_of_shares_that_make_up_all_are_fifty(weights):
    """Rounded one by one, thirds would be seventeen each, fifty-one in all."""
    shares = np.array(weights) / sum(weights)
    found = of_fifty(shares)
    assert sum(found) == FUTURES
    assert all(abs(n - FUTURES * share) < 1 for n, share in zip(found, shares, strict=True))


@pytest.mark.parametrize(("share", "dots"), [(0, 0), (0.0027, 0), (0.02, 1), (0.3, 15), (1, 50)])
def test_one_share_is_rounded(share, dots):
    """27 runs of 10,000 are less than one future of fifty, and the text beside it says so."""
    assert of_fifty([share]) == [dots]


def test_fifty_futures_are_quantiles():
    """A hundred runs of 0, 1, 2, ... give every other; one run of many gives none."""
    assert fifty_futures(np.arange(100)).tolist() == list(range(0, 100, 2))
    assert fifty_futures(np.r_[np.zeros(999), 1e6]).max() == 0


values = st.lists(st.integers(-5, 100_000), min_size=1, max_size=FUTURES)


@given(values, st.booleans())
def test_piles_hold_every_dot_once_and_fit(some, whole):
    """No two dots lie on each other, none outside the scale, no pile is too high or too wide."""
    drawn = np.sort(np.array(some, float)) / (1 if whole else 7)
    found = piled(drawn, whole, ACROSS)
    assert len(found.x) == len(drawn)
    assert found.level.max() < HIGHEST
    assert ((found.x >= found.low) & (found.x <= found.high)).all()
    dot = (found.high - found.low) / ACROSS
    places = {(round(x / dot, 3), level) for x, level in zip(found.x, found.level, strict=True)}
    assert len(places) == len(drawn)


@given(values, st.booleans())
def test_a_dot_stands_near_its_value(some, whole):
    """A pile is as wide as what it sums: no dot is further from its value than the pile is wide."""
    drawn = np.sort(np.array(some, float)) / (1 if whole else 7)
    found = piled(drawn, whole, ACROSS)
    piles = max(1, ACROSS // (WIDEST + 1))
    assert (np.abs(found.x - drawn) <= (found.high - found.low) / piles).all()


def test_few_whole_numbers_keep_a_pile_each():
    """Nobody killed and one killed are not the same thing."""
    found = piled(np.repeat([0.0, 1, 2], [20, 20, 10]), True, ACROSS)
    assert (found.low, found.high) == (-0.5, 2.5)
    assert np.round(found.x).astype(int).tolist() == [0] * 20 + [1] * 20 + [2] * 10
