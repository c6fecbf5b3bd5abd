"""Recovery of made-up truths: the honest fit passes, a wrong one does not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.checks.simulation_based_calibration import (
    BINS,
    INTERVALS,
    LEVEL,
    Recovery,
    coded_row,
    coded_rows,
    recover,
    winters,
)
from calibration.evidence.known_evidence import load_evidence
from calibration.inference.prior_bank import make_bank
from calibration.likelihood.problem import build_problem
from calibration.likelihood.targets import ATTACK_IN, COUNT, DELAY, FATAL_WAIT, ROOM

NAMES = ("fire_base", "fatal_chance", "vote_hazard", "sanction_hazard")
SEED, REPEATS = 3, 200
PROBLEM = build_problem(load_evidence())
TARGETS = PROBLEM.targets.used


@pytest.fixture(scope="module")
def bank():
    return make_bank(PROBLEM, NAMES, 256, 60, SEED, workers=2)


@pytest.fixture(scope="module")
def another():
    """The same with the mean of further deaths, of which two rows say little."""
    names = ("fire_base", "fatal_chance", "deaths_extra", "sanction_hazard")
    return make_bank(PROBLEM, names, 256, 60, SEED, workers=2)


def target(name):
    return next(t for t in TARGETS if t.id == name)


def test_the_fit_finds_what_it_looks_for(bank):
    """Truths drawn from the priors rank evenly in their posteriors, and intervals cover as often
    as they say, within what chance allows; else no interval of the real fit could be believed."""
    found = recover(bank, REPEATS, SEED)
    assert found.failures() == ()
    for interval in INTERVALS:
        low, high = found.coverage_band(interval)
        assert low < interval < high
    assert found.effective.min() > 1


def test_the_check_notices_rules_that_the_priors_lack(bank):
    """Negative control: winters run on doubled values and judged against the single ones. If this
    passed, the check could not fail. Every parameter is pushed down against the honest winters of
    the same luck, even the one whose mean rank is still near a half."""
    honest = recover(bank, REPEATS, SEED)
    found = recover(bank, REPEATS, SEED, distort=lambda values: 2 * values)
    assert {"fire_base", "fatal_chance"} <= set(found.failures())
    assert (found.ranks.mean(axis=0)[:3] < 0.45).all()
    pushed = found.ranks - honest.ranks
    assert (pushed.mean(axis=0) < -4 * pushed.std(axis=0) / np.sqrt(REPEATS)).all()


def test_a_parameter_of_which_little_is_said_is_found_again_too(another):
    """Honest winters pass, and wrong ones are noticed where the rows speak."""
    honest = recover(another, REPEATS, SEED)
    assert honest.failures() == ()
    for interval in INTERVALS:
        low, high = honest.coverage_band(interval)
        assert low < interval < high
    assert honest.effective.min() > 1
    found = recover(another, REPEATS, SEED, distort=lambda values: 2 * values)
    assert {"fire_base", "fatal_chance"} <= set(found.failures())
    assert (found.ranks.mean(axis=0)[:2] < 0.45).all()
    pushed = found.ranks - honest.ranks
    assert (pushed.mean(axis=0) < -4 * pushed.std(axis=0) / np.sqrt(REPEATS)).all()


def test_a_silent_bank_gives_the_prior_back(bank):
    """If no row tells draws apart, the rank of a truth is its rank among the other draws."""
    silent = replace(bank, histograms=np.broadcast_to(bank.histograms[:1], bank.histograms.shape))
    found = recover(silent, 5, SEED)
    others = np.array([np.delete(bank.u, r, axis=0) < bank.u[r] for r in range(5)])
    np.testing.assert_allclose(found.ranks, others.mean(axis=1))
    np.testing.assert_allclose(found.effective, len(bank.u) - 1)


def test_winters_take_other_runs_than_the_bank(bank):
    """A winter that the bank has seen would be found too easily. The same seed repeats it, and more
    repeats only add to it."""
    once = winters(bank, 6, SEED)
    assert (once == winters(bank, 8, SEED)[:6]).all()
    inside = bank.problem.simulator(NAMES, 6, SEED)
    seen = [inside.categories(bank.values[r : r + 1], slice(r, r + 1))[0, 0] for r in range(6)]
    assert (once != np.array(seen)).any()


def test_more_repeats_than_draws_are_refused(bank):
    """Every truth needs other draws to be ranked among."""
    with pytest.raises(ValueError, match="256 repeats need a larger bank than 256 draws"):
        recover(bank, 256, SEED)


@given(st.sampled_from(TARGETS), st.integers(0, 75), st.integers(0, 2**32))
def test_a_coded_row_always_allows_what_happened(target, category, seed):
    """A reader may be vague and not wrong; nor vaguer than ours."""
    look = target.look
    if look.kind == ATTACK_IN:
        category = min(category, 1)
    elif look.kind in (DELAY, FATAL_WAIT):
        category = min(category, look.days)
    row = coded_row(target, category, np.random.default_rng(seed))
    if look.kind == COUNT:
        assert abs(int(np.argmax(row)) - category) <= 12
    elif not target.sized or category:
        assert row[category] == 1
    if look.kind in (DELAY, FATAL_WAIT) and category:
        assert row.sum() <= look.window[1] - look.window[0] + 1
        assert row[0] == 0
        assert row[look.days + 1 :].sum() == 0


def test_a_window_does_not_tell_where_in_it_the_day_lay():
    """Only then is its likelihood the plain share of runs inside it. Days 1 to 4 are coded as the
    window 1 to 4 equally often."""
    strike = target("airstrike_militia_201912")
    rng = np.random.default_rng(SEED)
    often = [
        np.mean([coded_row(strike, day, rng)[1:6].tolist() == [1, 1, 1, 1, 0] for _ in range(3000)])
        for day in (1, 2, 3, 4)
    ]
    np.testing.assert_allclose(often, 1 / 4, atol=4 * np.sqrt(3 / 16 / 3000))


def test_what_did_not_come_is_coded_as_not_come():
    """A delay that ran out of its branch is a censored row, a vote without withdrawal too; another
    thing first is its own answer; the size of what never came is no row."""
    rng = np.random.default_rng(SEED)
    for name in (
        "airstrike_militia_201912",
        "vote_to_withdrawal",
        "northern_base_rockets_20191227.wait",
    ):
        assert np.flatnonzero(coded_row(target(name), 0, rng)).tolist() == [0]
    first = coded_row(target("northern_base_rockets_20191227.wait"), ROOM - 1, rng)
    assert np.flatnonzero(first).tolist() == [ROOM - 1]
    coded, there = coded_rows(TARGETS, np.zeros(len(TARGETS), int), rng)
    assert coded.shape == (len(TARGETS), ROOM)
    assert [t.id for t, known in zip(TARGETS, there, strict=True) if not known] == [
        t.id for t in TARGETS if t.sized
    ]


def test_at_least_stays_at_least():
    """The text's bound is the question, and either answer may come."""
    rng, deaths = np.random.default_rng(SEED), target("airstrike_militia_201912.deaths")
    many, few = coded_row(deaths, 40, rng), coded_row(deaths, 10, rng)
    assert (many == deaths.weights).all()
    assert np.flatnonzero(few).tolist() == list(range(1, 26))


def ranks(draw, names=6, repeats=300, tries=60):
    rng = np.random.default_rng(SEED)
    letters = tuple("abcdefgh"[:names])
    empty = np.ones(repeats)
    return [Recovery(letters, draw(rng, (repeats, names)), empty) for _ in range(tries)]


def test_even_ranks_pass_and_others_fail():
    """The check fails a sound fit in at most LEVEL of cases, whatever the number of parameters,
    and finds intervals that are too narrow, too wide, or off to one side."""
    sound = ranks(lambda rng, shape: rng.random(shape))
    assert sum(bool(r.failures()) for r in sound) <= 3 + 60 * LEVEL
    for a, b in ((0.5, 0.5), (2, 2), (1.5, 1)):
        off = ranks(lambda rng, shape, a=a, b=b: rng.beta(a, b, shape), tries=5)
        assert all(r.failures() for r in off)


def test_histogram_and_its_band_are_in_repeats():
    """Bins of all parameters together leave the band in at most LEVEL of cases."""
    sound = ranks(lambda rng, shape: rng.random(shape))
    low, high = sound[0].histogram_band()
    assert low < 300 / BINS < high
    counts = np.array([r.histogram() for r in sound])
    assert counts.shape == (60, 6, BINS)
    assert (counts.sum(axis=2) == 300).all()
    left = ((counts < low) | (counts > high)).any(axis=(1, 2))
    assert left.sum() <= 3 + 60 * LEVEL
