"""Tempering and moves, on likelihoods whose posterior and evidence are known in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.inference.tempering import (
    ACCEPTED,
    KEPT,
    Law,
    Particles,
    effective_particles,
    from_prior,
    law_of,
    move,
    next_power,
    temper,
)

SD, SEEN = 0.5, 1.5
"""Error of a reading, and what it read, of the first of many standard normal coordinates."""
MEAN, VARIANCE = SEEN / (1 + SD**2), SD**2 / (1 + SD**2)
EVIDENCE = -0.5 * SEEN**2 / (1 + SD**2) - 0.5 * np.log(1 + SD**2) + np.log(SD)
"""Log of the mean over the prior of exp(-(x - SEEN)^2 / 2 SD^2)."""


def judge(z, noise=0.0, rng=None):
    """Two rows that halve the log likelihood of the first coordinate; noise has mean exp(...) 1."""
    half = -0.25 * ((z[:, :1] - SEEN) / SD) ** 2
    found = np.repeat(half, 2, axis=1)
    if noise:
        found[:, 0] += noise * rng.standard_normal(len(z)) - noise**2 / 2
    return found


def run(size=30, particles=800, prior=3_000, moves=3, last=8, seed=1, noise=0.0):
    rng = np.random.default_rng(seed)

    def say(z):
        return judge(z, noise, rng)

    found = from_prior(rng.standard_normal((prior, size)), say)
    while found.power < 1:
        found = temper(found, particles, rng)
        for _ in range(last if found.power == 1 else moves):
            found = move(found, say, rng)
    return found


@pytest.mark.parametrize("size", [2, 200])
def test_mean_width_and_evidence_of_a_known_posterior_come_back_in_any_dimension(size):
    """200 coordinates of which one is read must cost no more than two do."""
    found = run(size)
    effective = effective_particles(found)[0]
    assert effective > 150
    x = found.z[:, 0]
    assert x.mean() == pytest.approx(MEAN, abs=5 * np.sqrt(VARIANCE / effective))
    assert x.var() == pytest.approx(VARIANCE, rel=0.4)
    assert found.log_evidence == pytest.approx(EVIDENCE, abs=0.2)
    assert np.abs(found.z[:, 1:].mean(axis=0)).max() < 0.4
    assert found.moves[-1].accepted > 0.1


def test_noise_of_a_simulated_likelihood_does_not_bend_the_posterior():
    """Pseudo-marginal moves aim at the mean over luck. Control: luck whose mean is above one, taken
    where the first coordinate is low, does bend it."""
    noisy = run(noise=0.8, seed=3)
    assert noisy.z[:, 0].mean() == pytest.approx(MEAN, abs=0.12)
    assert noisy.log_evidence == pytest.approx(EVIDENCE, abs=0.25)
    rng = np.random.default_rng(3)

    def tilted(z):
        return judge(z) + np.where(z[:, :1] < MEAN, 1.0, 0.0)

    found = temper(from_prior(rng.standard_normal((3_000, 5)), tilted), 800, rng)
    for _ in range(8):
        found = move(found, tilted, rng)
    assert found.z[:, 0].mean() < MEAN - 0.12


def test_without_evidence_moves_leave_the_prior_as_it_is():
    """All moves are taken, and normal scores stay normal."""
    rng = np.random.default_rng(5)
    found = from_prior(rng.standard_normal((4_000, 3)), lambda z: np.zeros((len(z), 1)))
    for _ in range(5):
        found = move(found, lambda z: np.zeros((len(z), 1)), rng)
    assert all(m.accepted == 1 for m in found.moves)
    assert np.abs(found.z.mean(axis=0)).max() < 0.07
    assert found.z.var(axis=0) == pytest.approx(np.ones(3), abs=0.1)


def test_moves_shrink_where_too_few_are_taken_and_never_pass_the_whole_space():
    """A law that fits lets nearly every move pass, so they stay as large as can be. Where luck is
    so wild that large and small moves are refused alike, they shrink."""
    easy = run(moves=6, last=12)
    assert all(m.size == 1 for m in easy.moves)
    assert easy.moves[-1].accepted > 0.7
    wild = run(noise=4.0, last=12)
    assert wild.moves[-1].accepted < ACCEPTED
    assert 0.1 <= wild.moves[-1].size < 1


def test_the_law_of_moves_is_that_of_the_particles_where_they_speak_and_else_the_prior():
    """Ties between coordinates are in it, and what chance alone would show is not."""
    rng = np.random.default_rng(6)
    z = rng.standard_normal((4_000, 40))
    z[:, 3] = 1.0 + 0.5 * z[:, 3]
    z[:, 7] = 0.6 * z[:, 7] + 0.6 * (z[:, 3] - 1.0)
    law = law_of(Particles(z, np.zeros((4_000, 1)), np.arange(4_000), 1.0, 0.0))
    assert {3, 7} <= set(law.places)
    assert len(law.places) <= 4
    drawn = law.mixed(np.zeros((50_000, 40)), 1.0, rng)
    assert drawn[:, 3].mean() == pytest.approx(1.0, abs=0.05)
    assert np.corrcoef(drawn[:, 3], drawn[:, 7])[0, 1] == pytest.approx(
        np.corrcoef(z[:, 3], z[:, 7])[0, 1], abs=0.03
    )
    others = np.setdiff1d(np.arange(40), law.places)
    assert drawn[:, others].std() == pytest.approx(1.0, abs=0.01)


def test_weights_of_the_law_give_the_prior_back():
    """Draws of the law, weighted by the prior over the law, have the moments of the prior; without
    weights they do not."""
    rng = np.random.default_rng(7)
    law = Law(np.array([1]), np.array([0.5]), np.array([[1.1]]))
    z = law.mixed(np.zeros((200_000, 3)), 1.0, rng)
    weight = np.exp(law.log_prior_ratio(z))
    assert np.average(z[:, 1], weights=weight) == pytest.approx(0, abs=0.02)
    assert np.average(z[:, 1] ** 2, weights=weight) == pytest.approx(1, abs=0.03)
    assert z[:, 1].mean() > 0.4


@given(st.lists(st.floats(-50, 0), min_size=20, max_size=60), st.floats(0, 0.9))
def test_a_step_keeps_the_asked_share_of_particles(values, power):
    """As much of the evidence as leaves that many effective particles, or all of it."""
    total = np.array(values)
    wanted = KEPT * len(total)
    found = next_power(total, power, wanted)
    assert power <= found <= 1
    weight = np.exp((found - power) * (total - total.max()))
    effective = weight.sum() ** 2 / (weight**2).sum()
    assert effective >= 0.99 * wanted
    assert found == 1 or effective == pytest.approx(wanted, rel=0.05)


def test_resampling_takes_each_as_often_as_its_weight_asks():
    """Rounded up or down; families go with their particles, and the evidence is the mean weight."""
    rng = np.random.default_rng(2)
    log_l = np.log(np.array([[1.0], [2.0], [5.0]]))
    some = Particles(np.arange(3.0)[:, None], log_l, np.arange(3), 0.0, 0.0)
    found = temper(some, 800, rng)
    assert found.power == 1.0
    assert np.bincount(found.family) == pytest.approx([100, 200, 500], abs=1)
    assert (found.z[:, 0] == found.family).all()
    assert found.log_evidence == pytest.approx(np.log(8 / 3))


def test_effective_particles_count_families_as_far_as_they_are_alike():
    """All of one kind count once a family; parted by moves, one each."""
    rng = np.random.default_rng(4)
    parents = rng.standard_normal((50, 2))
    family = np.repeat(np.arange(50), 20)
    alike = Particles(parents[family], np.zeros((1000, 1)), family, 1.0, 0.0)
    assert effective_particles(alike) == pytest.approx([50, 50], rel=0.15)
    apart = replace(alike, z=rng.standard_normal((1000, 2)))
    assert (effective_particles(apart) > 600).all()
    alone = replace(alike, family=np.arange(1000))
    assert (effective_particles(alone) == 1000).all()
