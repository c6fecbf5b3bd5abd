"""Leave-one-article-out, the contraction table, informed directions, and all checks together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from calibration.checks.checks import CheckSize, pinned, run_checks
from calibration.checks.informed_directions import informed_directions
from calibration.checks.leave_one_article_out import Weights, leave_out
from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.inference.posterior import IDENTIFIED, Posterior
from calibration.inference.prior_bank import effective, make_bank
from calibration.inference.prior_space import PriorSpace
from calibration.likelihood.problem import build_problem
from sim.inputs.posterior import PosteriorSamples
from sim.outcomes import HEADLINE
from sim.parameters import PARAMETERS

NAMES = ("fire_base", "fatal_chance", "pause_hazard", "sanction_hazard")
SEED, RUNS = 3, 40
PROBLEM = build_problem(load_evidence())
SPACE = PriorSpace({name: PARAMETERS[name].prior for name in NAMES}, (), {})
TINY = CheckSize(samples=64, bank_runs=20, repeats=20, thinned=5, runs=20, futures=60, seed=SEED)


@pytest.fixture(scope="module")
def bank():
    return make_bank(PROBLEM, SPACE, 256, RUNS, SEED, workers=2)


@pytest.fixture(scope="module")
def posterior(bank):
    """The weighted bank as a posterior: its draws are those of the prior."""
    values = dict(zip(SPACE.names, SPACE.values(bank.z).T, strict=True))
    return Posterior(PosteriorSamples(SHIPPED, values, bank.weights(), {}))


@pytest.fixture(scope="module")
def left_out(bank):
    return {one.source: one for one in leave_out(bank, SEED, workers=2)}


@pytest.fixture(scope="module")
def checks(posterior):
    return run_checks(PROBLEM, posterior, TINY, workers=2)


def test_taking_rows_out_is_never_having_had_them(bank, left_out):
    """The bank weighted by the other rows alone, by hand."""
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
    full = np.vstack([np.full(n, 1 / n), again])
    found = Weights(full, full * odds).means("x", rng.normal(size=n))
    # Weights of 1/2 and 3/2 of the mean: the shift is a mean of n numbers of variance 1/4.
    assert found.error == pytest.approx(0.5 / np.sqrt(n), rel=0.3)
    assert abs(found.shift) < 6 * found.error


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
    plain = replace(posterior.samples, weight=np.full(256, 1 / 256))
    assert {row.words for row in pinned(Posterior(plain))} == {"not identified"}


def test_all_checks_are_there(checks):
    """One call gives every part, for the page, the tables and the figures."""
    assert len(checks.targets) == len(PROBLEM.targets.used)
    assert set(checks.uses) == {a.id for a in PROBLEM.evidence.aggregates}
    assert checks.recovery.repeats == checks.control.repeats == TINY.repeats
    assert (checks.recovery.ranks != checks.control.ranks).any()
    assert (checks.recovery.ranks != checks.one_by_one.ranks).any()
    assert all(0 <= chance <= 1 for chance in checks.meets)
    assert 0 <= checks.directions <= len(NAMES)
    assert {one.source for one in checks.articles} == set(PROBLEM.evidence.sources)
    assert 1 <= checks.effective <= TINY.samples
    assert all(not c.judged.inside for c in checks.outside)
    assert [r.label for r in checks.rhythms] == ["posterior", "defaults"]


def test_a_check_that_cannot_fail_is_not_sound(checks):
    """The verdict needs both: the honest winters found, the wrong ones noticed."""
    honest, wrong = (
        replace(checks.recovery, names=NAMES, ranks=ranks)
        for ranks in (np.linspace(0, 1, 80).reshape(20, 4), np.zeros((20, 4)))
    )
    assert replace(checks, recovery=honest, control=wrong).sound
    assert not replace(checks, recovery=honest, control=honest).sound
    assert not replace(checks, recovery=wrong, control=wrong).sound


def test_word_of_progress_is_given(posterior):
    """Minutes without a word look like a hang."""
    reported = []
    run_checks(PROBLEM, posterior, TINY, progress=lambda stage, n: reported.append((stage, n)))
    assert {stage for stage, _ in reported} >= {"recovery", "bank of samples"}
    assert sum(n for _, n in reported) == TINY.samples + 2 * TINY.repeats


def test_informed_directions_are_counted_beyond_what_chance_makes_narrow():
    """None in samples of the priors; a direction that mixes two parameters counts once."""
    rng = np.random.default_rng(1)
    names = [n for n, p in PARAMETERS.items() if p.prior.kind == "uniform"][:40]

    def samples(z):
        values = {n: PARAMETERS[n].prior.quantile(ndtr(z[:, k])) for k, n in enumerate(names)}
        notes = {"effective_samples": len(z)}
        weight = np.full(len(z), 1 / len(z))
        return Posterior(PosteriorSamples(SHIPPED, values, weight, notes))

    z = rng.standard_normal((1500, len(names)))
    assert informed_directions(samples(z), 3) == 0
    z[:, 1] *= 0.7
    z[:, 0] = z[:, 1] + 0.3 * z[:, 0]
    z[:, 5] *= 0.2
    assert informed_directions(samples(z), 3) == 2
