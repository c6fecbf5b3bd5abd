"""Recovery of made-up truths: the honest fit passes, a wrong one does not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

import calibration.checks.simulation_based_calibration as checked
from calibration.checks.simulation_based_calibration import (
    BINS,
    INTERVALS,
    LEVEL,
    Recovery,
    coded_row,
    coded_rows,
    recover,
    recover_one_by_one,
    winters,
)
from calibration.evidence.known_evidence import load_evidence
from calibration.inference.prior_bank import make_bank
from calibration.inference.prior_space import PriorSpace
from calibration.likelihood.problem import build_problem
from calibration.likelihood.simulate import Frequencies
from calibration.likelihood.targets import (
    ABSENT,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    RATIO,
    ROOM,
    is_bound,
    is_estimate,
)
from sim.parameters import PARAMETERS

NAMES = ("fire_base", "fatal_chance", "vote_hazard", "sanction_hazard")
SEED, REPEATS = 12, 200
PROBLEM = build_problem(load_evidence())
SPACE = PriorSpace({name: PARAMETERS[name].prior for name in NAMES}, (), {})
TARGETS = PROBLEM.targets.used


@pytest.fixture(scope="module")
def bank():
    return make_bank(PROBLEM, SPACE, 2048, 100, SEED, workers=2)


@pytest.fixture(scope="module")
def another():
    """The same with the mean of further deaths, of which two rows say little."""
    names = ("fire_base", "fatal_chance", "deaths_extra", "sanction_hazard")
    space = PriorSpace({name: PARAMETERS[name].prior for name in names}, (), {})
    return make_bank(PROBLEM, space, 1024, 100, SEED, workers=2)


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
    """Negative control: winters run on truths moved up and judged against those told. If this
    passed, the check could not fail. Every parameter is pushed down against the honest winters of
    the same luck, even the one whose mean rank is still near a half."""
    honest = recover(bank, REPEATS, SEED)
    found = recover(bank, REPEATS, SEED, distort=lambda z: z + 1)
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
    found = recover(another, REPEATS, SEED, distort=lambda z: z + 1)
    assert {"fire_base", "fatal_chance"} <= set(found.failures())
    assert (found.ranks.mean(axis=0)[:2] < 0.45).all()
    pushed = found.ranks - honest.ranks
    assert (pushed.mean(axis=0) < -4 * pushed.std(axis=0) / np.sqrt(REPEATS)).all()


def test_a_silent_bank_gives_the_prior_back(bank, monkeypatch):
    """If no row tells draws apart, the rank of a truth is its rank among all draws, and all
    draws stand behind it. Here the winter does not count as a run, or it would speak."""
    alike = Frequencies(*(np.broadcast_to(a[:1], a.shape) for a in bank.frequencies))
    silent = replace(bank, frequencies=alike)
    monkeypatch.setattr(
        checked, "with_winter", lambda b, r, _: Frequencies(*(a[r : r + 1] for a in b.frequencies))
    )
    found = recover(silent, 5, SEED)
    below = np.array([(bank.u < bank.u[r]).mean(axis=0) for r in range(5)])
    np.testing.assert_allclose(found.ranks, below, atol=1 / len(bank.u))
    np.testing.assert_allclose(found.effective, len(bank.u))


def test_few_draws_behind_a_repeat_do_not_bend_its_ranks(bank):
    """A bank whose weight lies on a handful of draws still ranks truths evenly, coarsely as it may
    be. Control: with the weight of the truth taken away, its ranks pile up at both ends."""
    few = replace(bank, frequencies=Frequencies(*(a[:60] for a in bank.frequencies)), z=bank.z[:60])
    parts = [recover(few, 59, seed).ranks for seed in range(6)]
    ranks = np.concatenate(parts)
    assert np.median(recover(few, 59, 0).effective) < 15
    ends = (np.abs(ranks - 0.5) > 0.45).mean(axis=0)
    assert (ends < 0.16).all()
    found, u, targets = winters(few, 59, 0), few.u, PROBLEM.targets.used
    bare = []
    for r in range(59):
        weights = few.weights(*coded_rows(targets, found[r], np.random.default_rng([0, r])))
        weights[r] = 0.0
        bare.append((weights / weights.sum()) @ (u < u[r]))
    assert (np.abs(np.array(bare) - 0.5) > 0.45).mean() > ends.mean() + 0.05


def test_a_product_of_means_is_too_sure_where_rows_share_what_was_averaged(bank, monkeypatch):
    """Eight rows that hang on one parameter and, more so, on another that they share. Fitted
    together the truth is found as often as is said; with the other averaged out row by row, the
    eight count as if each had one of its own."""
    rng, targets = np.random.default_rng(SEED), bank.problem.targets
    rows = [k for k, t in enumerate(TARGETS) if t.look.kind == ABSENT]
    chance = ndtr(bank.z[:, 0] + 2.0 * bank.z[:, 1])
    histograms, past = map(np.zeros_like, bank.frequencies)
    histograms[:, :, 1] = bank.runs
    for k in rows:
        histograms[:, k, 1] = np.rint(bank.runs * chance)
        histograms[:, k, 0] = bank.runs - histograms[:, k, 1]
    made = replace(bank, frequencies=Frequencies(histograms, past))
    told = np.ones((400, len(targets.used)), np.int64)
    told[:, targets.past] = 0
    told[:, rows] = rng.random((400, len(rows))) < chance[:400, None]
    monkeypatch.setattr(checked, "winters", lambda *_: told)
    together, alone = recover(made, 400, SEED), recover_one_by_one(made, 400, SEED)
    assert "fire_base" not in together.failures()
    assert "fire_base" in alone.failures()
    assert alone.coverage(0.9)[0] < 0.8


def test_winters_take_other_runs_than_the_bank(bank):
    """A winter that the bank has seen would be found too easily. The same seed repeats it, and more
    repeats only add to it."""
    once = winters(bank, 6, SEED)
    assert (once == winters(bank, 8, SEED)[:6]).all()
    simulator = bank.problem.simulator(NAMES, 1, SEED)
    inside = bank.first + np.arange(6)[:, None]
    assert (once != simulator.categories(SPACE.values(bank.z[:6]), inside)[:, 0]).any()


def test_more_repeats_than_draws_are_refused(bank):
    """Every truth needs other draws to be ranked among."""
    with pytest.raises(ValueError, match="2048 repeats need a larger bank than 2048 draws"):
        recover(bank, 2048, SEED)


@given(st.sampled_from(TARGETS), st.integers(0, 75), st.integers(0, 2**32))
def test_a_coded_row_always_allows_what_happened(target, category, seed):
    """A reader may be vague and not wrong; nor vaguer than ours."""
    look = target.look
    if look.kind == ATTACK_IN:
        category = min(category, 1)
    elif look.kind in (DELAY, FATAL_WAIT):
        category = min(category, look.days)
    elif look.kind == ABSENT:
        category = min(category, 1)
    row = coded_row(target, category, np.random.default_rng(seed))
    if is_bound(target) or look.kind == RATIO:
        assert (row == target.weights).all() or (row == 1 - target.weights).all()
    elif look.kind == COUNT:
        assert abs(int(np.argmax(row)) - category) <= 12
    elif is_estimate(target):
        assert category == 0 or abs(int(np.argmax(row)) - category) <= 18
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
