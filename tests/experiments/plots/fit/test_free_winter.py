"""The figure of a free winter on the priors says what the runs hold, and can be read."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from experiments.plots.fit import free_winter
from experiments.plots.style.look import styled
from tests.experiments.plots.fit.test_plots_fit import faults, texts

COUNTED = {
    "n_rocket_attacks": (24.0, "24 counted (spiked:11)"),
    "n_fatal_attacks": (2.0, "2 or more counted (spiked:8)"),
}
MANIFEST = {
    "title": "Baseline", "scenario": "baseline.yaml", "runs": 1000, "seed": 4, "days": 145,
    "parameters": "prior", "hypotheses": {},
}  # fmt: skip


def a_result(scale=20.0, wars=0):
    """Heavy tails, as priors have them."""
    rng = np.random.default_rng(2)
    attacks = np.floor(scale * rng.lognormal(0.0, 1.0, 1000)).astype(int)
    columns = {
        "run": np.arange(1000),
        "open_war": (np.arange(1000) < wars).astype(int),
        "n_rocket_attacks": attacks,
        "n_fatal_attacks": attacks // 9,
        "n_us_strikes": attacks // 12,
        "isis_strength_ratio": rng.lognormal(0.2, 0.4, 1000),
    }
    return SimpleNamespace(manifest=MANIFEST, run_columns=columns)


@pytest.mark.parametrize("scale", [0.0, 2.0, 20.0, 900.0])
def test_the_figure_can_be_read_whatever_the_priors_hold(scale):
    """Nothing over anything else or off the page; axes with units; where it comes from."""
    with styled():
        page = free_winter.draw(a_result(scale), COUNTED)
        assert faults(page) == []
    assert "Source: Flashpoint" in texts(page)
    assert "1,000 runs, seed 4" in texts(page)
    assert all(a.get_xlabel() and a.get_ylabel() for a in page.figure.axes)


def test_the_caption_says_that_war_is_not_counted():
    """A winter that ends in war has fewer attacks for that; without war there is nothing to say."""
    with styled():
        with_war, without = (texts(free_winter.draw(a_result(wars=n), COUNTED)) for n in (230, 0))
    assert "Not counting war itself: in 23 % of runs open war began" in with_war
    assert "war itself" not in without


def test_the_title_says_where_the_counted_attacks_lie():
    """And follows the runs: with half of the fire, more runs stay below the count."""
    result = a_result()
    below = (result.run_columns["n_rocket_attacks"] < 24).mean()
    assert f"24 counted in {100 * below:.0f} % of runs" in free_winter.title(result, COUNTED)
    fewer = free_winter.title(a_result(10.0), COUNTED)
    assert fewer != free_winter.title(result, COUNTED)
    assert "counted" not in free_winter.title(result, {})


def test_every_count_has_one_bar_and_stands_inside_it():
    """Bars are 0, 1, 2, 3-4, 5-8 and so on; a mark lies within the bar of its count, in order."""
    counts = np.arange(300)
    bars = free_winter.bins_of(counts)
    assert list(bars[:10]) == [0, 1, 2, 3, 3, 4, 4, 4, 4, 5]
    places = np.array([free_winter.place_of(float(n)) for n in counts])
    assert (np.diff(places) > 0.0).all()
    assert (np.abs(places - bars) <= 0.5).all()
