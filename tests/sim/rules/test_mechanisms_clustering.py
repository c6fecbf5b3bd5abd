"""Attacks come in clusters: what a common mood does to them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import fire


@pytest.mark.mechanism("M010")
def test_attacks_arrive_in_clusters(runs):
    """Counts spread more than chance alone would have it; chance alone is the control."""
    counts = runs("baseline", n=2000, events=True).outcomes["n_rocket_attacks"]
    chance = np.random.default_rng(1).poisson(counts.mean(), len(counts))
    assert counts.var() / counts.mean() > 1.2
    assert 0.85 < chance.var() / chance.mean() < 1.15
    assert fire.p_fire(0.0) == 0.0
    assert fire.p_fire(0.2) > fire.p_fire(0.1)


@pytest.mark.mechanism("M010")
def test_a_common_mood_gathers_attacks_in_clusters_and_adds_none(runs, start):
    """Counts of a week and of a winter spread more, the wider the mood, at about the same mean.

    Nothing else feeds back here: rockets kill nobody and are not answered. Control: with no mood
    the counts spread as those of independent attacks do, no more.
    """
    assert start.ask(fire.mood_factor, iraq={"mood": 1.0}) > start.ask(
        fire.mood_factor, iraq={"mood": -1.0}
    )

    def spread(sd):
        fired = runs(
            "baseline",
            f"parameters.set.mood_sd={sd}",
            "parameters.set.fatal_chance=0",
            "parameters.set.reply_harmless=0",
            n=2000,
            daily=True,
        ).series("rocket_attacks")
        week, winter = np.diff(fired[:, ::7], axis=1), fired[:, -1]
        return week.var() / week.mean(), winter.var() / winter.mean(), winter.mean()

    none, some, much = (spread(sd) for sd in (0, 0.5, 0.9))
    assert 0.85 < none[0] < 1.1
    assert none[1] < 1.3
    for k, least in ((0, 0.1), (1, 0.8)):
        assert none[k] + least < some[k] < much[k] - least
    for other in (some, much):
        assert other[2] == pytest.approx(none[2], rel=0.07)


@pytest.mark.mechanism("M010")
def test_the_mood_stays_as_wide_as_is_said_from_the_first_day_to_the_last(runs, start):
    """Its spread over runs is `mood_sd` at any time, and its factor on fire is 1 on average.

    Control: a walk that began at nought would be narrower on its first days; a mood of no width
    stays nought.
    """
    wide = runs("baseline", "parameters.set.mood_sd=0.8", n=150, trace=True).part("iraq")
    mood = wide["mood"][:, :, 0]
    for days in (slice(0, 10), slice(60, 80), slice(-20, None)):
        assert mood[:, days].std() == pytest.approx(0.8, rel=0.15)
        assert abs(mood[:, days].mean()) < 0.2
    factor = np.exp(mood - 0.8**2 / 2.0).mean()
    assert factor == pytest.approx(1.0, abs=0.15)
    p = {"mood_sd": 0.8, "mood_step": 0.8 * np.sqrt(3.0 * (1.0 - start.p.mood_keep**2))}
    walk, draws = np.zeros(400), np.random.default_rng(3)
    for _ in range(5):
        walk = np.array(
            [
                start.ask(fire.mood_tomorrow, iraq={"mood": m}, u=u, p=p)
                for m, u in zip(walk, draws.random(400), strict=True)
            ]
        )
    assert walk.std() < 0.5
    flat = runs("baseline", "parameters.set.mood_sd=0", n=20, trace=True).part("iraq")
    assert not flat["mood"].any()
    assert start.ask(fire.first_mood, normal=2.0) == 2.0 * start.p.mood_sd
