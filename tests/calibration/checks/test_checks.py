"""The screen, leave-one-article-out, the contraction table, and all checks together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.checks.checks import CheckSize, pinned, run_checks
from calibration.checks.leave_one_article_out import Weights, leave_out
from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.inference.parameter_screen import BINS, information, screen
from calibration.inference.posterior import IDENTIFIED, Posterior, fitted_names
from calibration.inference.prior_bank import effective, make_bank
from calibration.likelihood.problem import build_problem
from sim.inputs.posterior import PosteriorSamples
from sim.outcomes import HEADLINE
from sim.parameters import PARAMETERS

NAMES = ("fire_base", "fatal_chance", "pause_hazard", "sanction_hazard")
SEED, RUNS = 3, 40
PROBLEM = build_problem(load_evidence())
TINY = CheckSize(
    samples=64, bank_runs=RUNS, repeats=20, thinned=5, futures=60, screen=1500, seed=SEED
)


@pytest.fixture(scope="module")
def bank():
    return make_bank(PROBLEM, NAMES, 64, RUNS, SEED, workers=2)


@pytest.fixture(scope="module")
def posterior(bank):
    """The weighted bank as a posterior: its draws are those of the prior."""
    values = dict(zip(NAMES, bank.values.T, strict=True))
    return Posterior(PosteriorSamples(SHIPPED, values, bank.weights(), {}, {}))


@pytest.fixture(scope="module")
def left_out(posterior):
    found = leave_out(PROBLEM, posterior.samples, RUNS, SEED, workers=2)
    return {one.source: one for one in found}


@pytest.fixture(scope="module")
def checks(posterior):
    return run_checks(PROBLEM, posterior, TINY, workers=2)


@pytest.fixture(scope="module")
def screened():
    return screen(PROBLEM, 24_000, SEED, workers=2)


def test_taking_rows_out_is_never_having_had_them(bank, left_out):
    """Two routes to one posterior: the full one divided by a likelihood, and the bank weighted by
    the other rows alone."""
    for source in ("globe", "spiked", "wsj"):
        keep = np.array([set(t.sources) != {source} for t in PROBLEM.targets.used])
        weights = bank.weights(keep=keep)
        assert left_out[source].effective == pytest.approx(effective(weights))
        for k, shift in enumerate(left_out[source].parameters):
            order = np.argsort(bank.u[:, k])
            at = np.searchsorted(np.cumsum(weights[order]), 0.5)
            assert shift.without == pytest.approx(bank.u[order[at], k])


def test_an_article_that_tells_nothing_alone_moves_nothing(left_out):
    """Two of the five are echoed by the others, or speak of other years."""
    assert set(left_out) == set(PROBLEM.evidence.sources)
    for source in ("border", "forum"):
        assert left_out[source].rows == ()
        assert {s.shift for s in left_out[source].parameters} == {0.0}
        assert {s.error for s in left_out[source].answers} == {0.0}


def test_the_only_report_of_sanctions_carries_their_hazard(left_out):
    """One article alone tells the step of March; without it the hazard falls back."""
    assert "us_sanctions_20200318" in left_out["spiked"].rows
    moved = {s.name: s for s in left_out["spiked"].parameters}
    assert moved["sanction_hazard"].shift < -0.1
    assert {s.name for s in left_out["spiked"].answers} == set(HEADLINE)


@given(st.integers(0, 2**32))
def test_errors_of_a_shift_are_those_of_repetition(seed):
    """The bootstrap error must be of the size by which new draws would move the shift: here the
    mean of a plain number, whose error is known."""
    rng = np.random.default_rng(seed)
    n = 400
    odds = np.where(rng.random(n) < 0.5, 1.0, 3.0)
    again = rng.multinomial(n, np.full(n, 1 / n), 200) / n
    found = Weights(np.full(n, 1 / n), odds, again).means("x", rng.normal(size=n))
    # Weights of 1/2 and 3/2 of the mean: the shift is a mean of n numbers of variance 1/4.
    assert found.error == pytest.approx(0.5 / np.sqrt(n), rel=0.3)
    assert abs(found.shift) < 6 * found.error


def test_planted_information_is_found():
    """By hand: a row met only in the upper half of the bins carries the logarithm of two."""
    bins = np.tile(np.arange(BINS), 20_000)
    upper = (bins >= BINS // 2).astype(float)[:, None]
    whole = np.ones_like(upper)
    assert information(bins, upper, whole) == pytest.approx(np.log(2), abs=1e-3)
    assert information(bins, whole, whole) == pytest.approx(0, abs=1e-9)


def test_only_judged_runs_count():
    """The size of an event is asked only where it came."""
    bins = np.tile(np.arange(BINS), 2000)
    came = (bins % 2 == 0) | (np.arange(len(bins)) % 5 > 0)
    judged = came.astype(float)[:, None]
    assert information(bins, judged, judged) == pytest.approx(0, abs=1e-6)
    assert information(bins, judged, np.ones_like(judged)) > 1e-3


def test_the_screen_tells_loud_parameters_from_silent_ones(screened):
    """The step of March speaks of the sanctions' hazard; nothing coded speaks of ISIS. Of the
    parameters fitted, most stand above the noise, of the others few."""
    gains = {g.name: g for g in screened.gains}
    assert gains["sanction_hazard"].clear
    assert gains["sanction_hazard"].nats > 10 * screened.noise
    isis = [g for g in screened.gains if g.name.startswith("isis_")]
    assert isis
    assert max(g.nats for g in isis) < 0.1 * gains["sanction_hazard"].nats
    assert sum(g.clear for g in isis) <= 0.2 * len(isis)
    clear, fitted = set(screened.clear()), set(fitted_names())
    assert len(clear & fitted) >= 0.6 * len(fitted)
    others = set(gains) - fitted
    assert len(clear & others) <= 0.2 * len(others)
    assert [g.nats for g in screened.of(fitted)] == sorted(
        (gains[n].nats for n in fitted), reverse=True
    )


def test_the_screen_covers_every_open_parameter(screened):
    """None may stay unexamined because nobody thought of it."""
    open_ones = {p.name for p in PARAMETERS.values() if p.prior.kind != "fixed"}
    assert {g.name for g in screened.gains} == open_ones


def test_the_contraction_table_says_what_is_not_identified(posterior):
    """Silence about it would sell the prior as a finding."""
    table = pinned(posterior)
    assert {row.name for row in table} == set(NAMES)
    assert [row.contraction for row in table] == sorted(
        (row.contraction for row in table), reverse=True
    )
    for row in table:
        assert row.words == ("" if row.contraction >= IDENTIFIED else "not identified")
        assert row.prior[0] < row.prior[1] < row.prior[2]
        assert row.posterior[0] <= row.posterior[1] <= row.posterior[2]
    plain = replace(posterior.samples, weight=np.full(64, 1 / 64))
    assert {row.words for row in pinned(Posterior(plain))} == {"not identified"}


def test_all_checks_are_there(checks):
    """One call gives every part, for the page, the tables and the figures."""
    assert len(checks.targets) == len(PROBLEM.targets.used)
    assert set(checks.uses) == {a.id for a in PROBLEM.evidence.aggregates}
    assert checks.recovery.repeats == checks.control.repeats == TINY.repeats
    assert (checks.recovery.ranks != checks.control.ranks).any()
    assert {one.source for one in checks.articles} == set(PROBLEM.evidence.sources)
    assert 1 <= checks.effective <= TINY.samples
    assert all(not c.judged.inside for c in checks.outside)
    assert [r.label for r in checks.rhythms] == ["posterior", "defaults"]


def test_a_check_that_cannot_fail_is_not_sound(checks):
    """The verdict needs both: the honest winters found, the wrong ones noticed."""
    honest, wrong = (
        replace(checks.recovery, ranks=ranks)
        for ranks in (np.linspace(0, 1, 80).reshape(20, 4), np.zeros((20, 4)))
    )
    assert replace(checks, recovery=honest, control=wrong).sound
    assert not replace(checks, recovery=honest, control=honest).sound
    assert not replace(checks, recovery=wrong, control=wrong).sound


def test_word_of_progress_is_given(posterior):
    """Minutes without a word look like a hang."""
    reported = []
    run_checks(
        PROBLEM,
        posterior,
        TINY._replace(screen=600),
        progress=lambda stage, n: reported.append((stage, n)),
    )
    assert {stage for stage, _ in reported} >= {"screen", "recovery", "bank of samples"}
    assert sum(n for _, n in reported) == TINY.samples + 2 * TINY.repeats
