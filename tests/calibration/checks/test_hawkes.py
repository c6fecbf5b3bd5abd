"""The fit of self-excitation finds what made-up streams hold, and nothing in pure chance."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.checks.hawkes import fit_hawkes

GROUPS, EACH, DAYS, RATE = 12, 25, 365, 0.2


def made_up(branching: float, memory: float, seed: int = 1) -> np.ndarray:
    """Daily counts of a Hawkes process whose branching and mean memory are known."""
    luck, keep = np.random.default_rng(seed), 1 - 1 / memory
    counts, heard = np.zeros((GROUPS * EACH, DAYS)), np.zeros(GROUPS * EACH)
    for day in range(DAYS):
        counts[:, day] = luck.poisson(RATE * (1 - branching) + branching * heard)
        heard = keep * heard + (1 - keep) * counts[:, day]
    return counts


def groups() -> np.ndarray:
    return np.repeat(np.arange(GROUPS), EACH)


@pytest.mark.parametrize(("branching", "memory"), [(0.25, 7.0), (0.45, 14.0), (0.6, 28.0)])
def test_a_known_branching_ratio_comes_back(branching: float, memory: float) -> None:
    """A fit that cannot find what was put in says nothing about what was not. The share lies a
    little below the ratio: the first events of a stream have none before them."""
    found = fit_hawkes(made_up(branching, memory), groups())
    assert np.median(found.branching) == pytest.approx(branching, abs=0.06)
    assert np.median(found.share) == pytest.approx(branching, abs=0.08)
    assert np.median(found.memory) == pytest.approx(memory, rel=0.3)


def test_chance_alone_is_not_taken_for_self_excitation() -> None:
    """Negative control: a Poisson stream of the same rate, within what luck leaves."""
    found = fit_hawkes(made_up(0.0, 7.0), groups())
    assert np.median(found.share) < 0.08
    assert found.share.max() < 0.2


def test_scattered_dates_lose_their_self_excitation() -> None:
    """Negative control: the very counts of an excited stream, their days shuffled within it."""
    counts = made_up(0.45, 14.0)
    whole = counts.sum(axis=0)
    shuffled = np.random.default_rng(2).permuted(counts.ravel()).reshape(counts.shape)
    assert shuffled.sum() == whole.sum()
    assert np.median(fit_hawkes(shuffled, groups()).share) < 0.1


def test_a_slow_common_mood_looks_like_self_excitation() -> None:
    """Why dates and causes differ: a rate that drifts without any attack causing another."""
    luck, keep = np.random.default_rng(3), 0.5 ** (1 / 20)
    mood, counts = np.zeros(GROUPS * EACH), np.zeros((GROUPS * EACH, DAYS))
    for day in range(DAYS):
        mood = keep * mood + np.sqrt(1 - keep**2) * luck.normal(0, 0.8, len(mood))
        counts[:, day] = luck.poisson(RATE * np.exp(mood - 0.32))
    assert np.median(fit_hawkes(counts, groups()).share) > 0.25


def test_groups_do_not_disturb_each_other() -> None:
    """Each sample has its own answer, whatever is fitted beside it."""
    both = np.concatenate([made_up(0.6, 14.0)[:EACH], made_up(0.0, 14.0)[:EACH]])
    together = fit_hawkes(both, np.repeat([0, 1], EACH))
    alone = fit_hawkes(both[:EACH], np.zeros(EACH, np.int64))
    assert together.share[0] == pytest.approx(alone.share[0], abs=1e-9)
    assert together.share[0] > together.share[1] + 0.2


def test_a_group_without_events_has_no_share() -> None:
    """Nothing can be said of nothing."""
    counts = np.zeros((2, 50))
    counts[1, ::5] = 1
    found = fit_hawkes(counts, np.array([0, 1]))
    assert np.isnan(found.share[0])
    assert np.isfinite(found.share[1])


@pytest.mark.parametrize("shape", [(3, 1), (3,), (4, 9)])
def test_streams_and_groups_must_match(shape: tuple[int, ...]) -> None:
    """A shape that does not fit is refused and not stretched."""
    with pytest.raises(ValueError, match="needs \\[streams, days"):
        fit_hawkes(np.zeros(shape), np.zeros(3, np.int64))
