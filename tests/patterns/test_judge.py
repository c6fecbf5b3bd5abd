"""The statistics behind a verdict: errors of quotients, the stated rate, and empty comparisons."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.checks.patterns.judge import SURE, Effect, effect
from calibration.checks.patterns.measures import Parts

RUNS = 400


def draws(repeats: int, seed: int) -> list[tuple[Parts, Parts]]:
    """Pairs of quotients over runs that share part of their luck: 0.25 and 0.2 in truth."""
    luck = np.random.default_rng(seed)
    found = []
    for _ in range(repeats):
        shared = luck.gamma(4.0, 1.0, RUNS)
        among = [luck.poisson(3.0 * shared) for _ in range(2)]
        counted = [luck.binomial(n, chance) for n, chance in zip(among, (0.25, 0.2), strict=True)]
        one, two = (Parts(c * 1.0, a * 1.0) for c, a in zip(counted, among, strict=True))
        found.append((one, two))
    return found


@pytest.mark.parametrize(("ratio", "truth"), [(False, 0.05), (True, 0.25)])
def test_the_error_is_that_of_repeated_ensembles(ratio: bool, truth: float) -> None:
    """The spread of the effect over ensembles, and its mean, are what one ensemble says."""
    found = [effect(pair, (1.0, -1.0), ratio) for pair in draws(800, 1)]
    values = np.array([e.value for e in found])
    assert values.mean() == pytest.approx(truth, abs=0.01 if ratio else 0.001)
    assert np.mean([e.error for e in found]) == pytest.approx(values.std(), rel=0.1)


def test_an_effect_at_its_bound_is_hardly_ever_called_sure() -> None:
    """One in ten thousand, so hardly once in four thousand; one far beyond it is always sure."""
    found = [effect(pair, (1.0, -1.0), False) for pair in draws(4_000, 2)]
    assert sum(e.inside(0.05, np.inf) for e in found) <= 4
    assert sum(e.outside(0.05, np.inf) for e in found) <= 4
    assert all(e.inside(-0.05, np.inf) for e in found)
    assert all(e.outside(-np.inf, -0.05) for e in found)
    assert SURE > 3.7


def test_an_effect_may_be_neither_surely_there_nor_surely_gone() -> None:
    """Then a row is not kept, whichever way it is asked."""
    near = Effect(0.1, 0.05)
    assert not near.inside(0.05, np.inf)
    assert not near.outside(0.05, np.inf)


def test_nothing_to_compare_is_no_pattern() -> None:
    """No event that a share is counted among, and no reference of a ratio: not there, but gone."""
    none = Parts(np.zeros(9), np.zeros(9))
    some = Parts(np.arange(9.0), np.ones(9))
    for parts, ratio in (((none, some), False), ((some, Parts(np.zeros(9), np.ones(9))), True)):
        found = effect(parts, (1.0, -1.0), ratio)
        assert np.isnan(found.value)
        assert not found.inside(-np.inf, np.inf)
        assert found.outside(0.1, np.inf)


def test_room_counts_standard_errors_from_the_nearer_bound() -> None:
    """Above 0 inside, below 0 outside, without end where nothing spreads."""
    assert Effect(0.3, 0.1).room(0.0, 0.5) == pytest.approx(2.0)
    assert Effect(-0.1, 0.1).room(0.0, 0.5) == pytest.approx(-1.0)
    assert Effect(0.3, 0.0).room(0.0, np.inf) == np.inf
