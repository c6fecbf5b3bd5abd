"""Scores agree with their closed forms; every test passes a true forecast and fails a false one."""

import math

import numpy as np
import pytest
import scoringrules  # here, since the first import takes seconds
from hypothesis import given
from hypothesis import strategies as st

from calibration.backtest.scores import (
    COUNTS,
    EDGES,
    LEVEL,
    STATISTICS,
    Forecast,
    Observed,
    binned_log_score,
    brier,
    catalogue_tests,
    crps,
    delay_test,
    flag_log_score,
    interval_score,
    score_table,
    scores,
    skill,
    tail_test,
)
from calibration.evidence.attack_catalogue import catalogues

RUNS, DAYS = 2000, 70
SEED = 3
ensembles = st.lists(st.integers(0, 40), min_size=2, max_size=30)


def stream(mean, fatal=0.3, dead=1, runs=RUNS, seed=SEED):
    """Futures of a Poisson stream with `mean` attacks, `dead` dead in a share of `fatal`."""
    rng = np.random.default_rng(seed)
    run = np.repeat(np.arange(runs), rng.poisson(mean, runs))
    size = len(run)
    return catalogues(
        runs, DAYS, run, rng.integers(DAYS, size=size), dead * (rng.random(size) < fatal)
    )


def one(*day, deaths=None):
    """An observed catalogue."""
    return catalogues(1, DAYS, [0] * len(day), day, [0] * len(day) if deaths is None else deaths)


def verdicts(forecast, observed):
    """Verdict of each test by name."""
    return {test.name: test.verdict for test in catalogue_tests(forecast, observed)}


@given(ensembles, st.integers(0, 40))
def test_crps_is_the_mean_miss_less_half_the_mean_spread(values, truth):
    """E|X - y| - E|X - X'| / 2, pairs of different runs: the definition, summed by hand."""
    x = np.array(values, dtype=float)
    pairs = np.abs(x[:, None] - x).sum() / (len(x) * (len(x) - 1))
    assert crps(x, truth) == pytest.approx(np.abs(x - truth).mean() - pairs / 2, abs=1e-9)


def test_crps_of_a_poisson_ensemble_is_that_of_the_distribution():
    """Closed form of scoringrules; control: the closed form of another mean is missed."""
    values = np.random.default_rng(SEED).poisson(4, 20_000)
    assert crps(values, 7) == pytest.approx(float(scoringrules.crps_poisson(7, 4.0)), abs=0.05)
    assert crps(values, 7) != pytest.approx(float(scoringrules.crps_poisson(7, 5.0)), abs=0.2)


def test_crps_needs_two_runs():
    """One run has no spread to speak of."""
    with pytest.raises(ValueError, match="two runs or more, got 1"):
        crps([3], 3)


@given(ensembles)
def test_the_probabilities_behind_the_log_score_sum_to_one(values):
    """Else the score is not proper: a forecaster could gain by spilling probability."""
    total = sum(math.exp(-binned_log_score(values, k)) for k in (0, *EDGES))
    assert total == pytest.approx(1, abs=1e-9)


@given(ensembles, st.integers(0, 10_000))
def test_no_count_is_impossible(values, truth):
    """A count that no run shows costs dearly and not infinitely."""
    assert 0 < binned_log_score(values, truth) < math.inf


def test_the_log_score_of_a_large_ensemble_is_that_of_the_distribution():
    """-log of the Poisson chance of 5 to 8; smoothing by a few runs in 20,000 does not show."""
    values = np.random.default_rng(SEED).poisson(4, 20_000)
    wanted = -math.log(sum(math.exp(-4) * 4**k / math.factorial(k) for k in range(5, 9)))
    assert binned_log_score(values, 6) == pytest.approx(wanted, abs=0.03)
    assert binned_log_score(values, 5) == binned_log_score(values, 8)
    assert binned_log_score(values, 9) > binned_log_score(values, 8)


def test_the_interval_score_is_width_and_a_fine_for_missing():
    """By hand: of 0 to 100 the central 90 % are 5 to 95; a miss by 10 costs 20 times as much."""
    values = np.arange(101)
    assert interval_score(values, 50) == pytest.approx(90)
    assert interval_score(values, 105) == pytest.approx(90 + 20 * 10)
    assert interval_score(values, 0) == pytest.approx(90 + 20 * 5)


@pytest.mark.parametrize("score", [crps, binned_log_score, interval_score])
def test_saying_what_one_believes_is_best(score):
    """Proper: over truths from Poisson(4), the forecast Poisson(4) beats 2, 7 and a sure 4."""
    rng = np.random.default_rng(SEED)
    said = {m: rng.poisson(m, RUNS) for m in (2, 4, 7)} | {"sure": np.full(RUNS, 4)}
    truths = rng.poisson(4, 200)
    mean = {name: np.mean([score(values, y) for y in truths]) for name, values in said.items()}
    assert min(mean, key=mean.__getitem__) == 4


def test_scores_of_yes_and_no_are_their_formulas():
    """One yes in five: Brier 0.04 and 0.64; logs of (1 + 1/2) / 6 and of the rest."""
    said = [True, False, False, False, False]
    assert (brier(said, False), brier(said, True)) == pytest.approx((0.04, 0.64))
    assert flag_log_score(said, True) == pytest.approx(-math.log(0.25))
    assert flag_log_score(said, False) == pytest.approx(-math.log(0.75))
    assert flag_log_score([False] * 9, True) == pytest.approx(math.log(20))


def test_skill_compares_with_the_reference():
    """Half the penalty is skill one half; a perfect reference cannot be beaten or measured."""
    assert (skill(1.0, 2.0), skill(2.0, 2.0), skill(4.0, 2.0)) == (0.5, 0.0, -1.0)
    assert math.isnan(skill(1.0, 0.0))


def test_a_score_table_has_a_row_per_forecast_outcome_and_score():
    """The true stream has skill against one four times too busy, save where that one is silent."""
    true = Forecast(stream(4), {"vote": np.arange(RUNS) % 2 == 0})
    busy = Forecast(stream(16, seed=4), {})
    truth = Observed(one(3, 30, 31, 60, deaths=[0, 1, 0, 0]), {"vote": True, "war": False})
    rows = score_table({"true": true, "busy": busy}, truth, reference="busy")
    found = {(r.forecast, r.score.outcome, r.score.name): r for r in rows}
    assert len(found) == len(rows) == 6 * len(COUNTS) + 2
    for outcome in ("attacks", "deaths"):
        assert found["true", outcome, "crps"].skill > 0.5
        assert found["true", outcome, "log"].skill > 0.2
        assert found["busy", outcome, "crps"].skill == 0
    assert found["true", "vote", "brier"].score.value == 0.25
    assert math.isnan(found["true", "vote", "brier"].skill)
    assert all(math.isnan(r.skill) for r in score_table({"true": true}, truth))


def test_tables_that_would_mislead_are_refused():
    """Other windows, other runs, outcomes nobody observed, references that are not there."""
    true, truth = Forecast(stream(4), {}), Observed(one(3), {"vote": True})
    short = Forecast(catalogues(RUNS, 7, [], [], []), {})
    unheard = Forecast(stream(4), {"votes": np.ones(RUNS, bool)})
    with pytest.raises(ValueError, match="covers 7 days, observation 70"):
        scores(short, truth)
    with pytest.raises(ValueError, match=r"not observed: \['votes'\]; observed are \['vote'\]"):
        scores(unheard, truth)
    with pytest.raises(ValueError, match="equal numbers of runs"):
        score_table({"a": true, "b": Forecast(stream(4, runs=9), {})}, truth)
    with pytest.raises(ValueError, match="no forecast named 'b'"):
        score_table({"a": true}, truth, reference="b")
    with pytest.raises(ValueError, match="covers 7 days"):
        catalogue_tests(short.catalogues, truth.catalogue)
    with pytest.raises(ValueError, match="one run, got 2000"):
        catalogue_tests(true.catalogues, true.catalogues)


@given(ensembles, st.integers(0, 40))
def test_tails_count_runs_and_the_truth_itself(values, truth):
    """(matches + 1) / (runs + 1) on either side: CSEP's delta 2 and delta 1, never quite zero."""
    found = tail_test("number", np.array(values, float), truth, truth)
    n = len(values) + 1
    assert found.low_tail == pytest.approx((sum(v <= truth for v in values) + 1) / n)
    assert found.high_tail == pytest.approx((sum(v >= truth for v in values) + 1) / n)
    smallest = min(found.low_tail, found.high_tail)
    assert (found.verdict == "consistent") == (smallest > LEVEL / 2)


def test_a_true_forecast_fails_no_more_often_than_the_level():
    """Truths are runs of the forecast itself; every test keeps its 5 % (ties make it less)."""
    forecast, trials = stream(12), 300
    truths = stream(12, runs=trials, seed=8)
    failed = dict.fromkeys(STATISTICS, 0)
    for k in range(trials):
        rows = truths.run == k
        observed = one(*truths.day[rows], deaths=truths.deaths[rows])
        for name, verdict in verdicts(forecast, observed).items():
            failed[name] += verdict not in ("consistent", "cannot tell")
    # 15 of 300 on average and at most; 4 standard errors of sqrt(300 * 0.05 * 0.95) = 3.8 above.
    assert max(failed.values()) <= 15 + 4 * 3.8


WEEKS = [7 * week + 3 for week in range(10)]
FALSE = {
    "number: too busy": ("number", stream(25), one(*WEEKS), "too many"),
    "number: too quiet": ("number", stream(3), one(*WEEKS), "too few"),
    "lethality: too deadly": ("lethality", stream(10, fatal=0.8), one(*WEEKS), "too many"),
    "lethality: too mild": ("lethality", stream(10, 0.1), one(*WEEKS, deaths=[1] * 10), "too few"),
    "deaths: too many dead": ("deaths", stream(10, 0.5, dead=9), one(*WEEKS), "too many"),
    "deaths: too few dead": ("deaths", stream(10, 0.1), one(*WEEKS, deaths=[3] * 10), "too few"),
    "longest gap: by the clock": ("longest_gap", stream(10), one(*WEEKS), "too many"),
    "longest gap: long silence": ("longest_gap", stream(10), one(*range(10)), "too few"),
    "mean gap: all at once": ("mean_gap", stream(10), one(*range(10)), "too many"),
    "mean gap: far apart": ("mean_gap", stream(10), one(0, 69), "too few"),
    "bursts: by the clock": ("bursts", stream(10), one(*WEEKS), "too many"),
    "bursts: one week": ("bursts", stream(10), one(*[3] * 8), "too few"),
}


@pytest.mark.parametrize(("name", "forecast", "truth", "verdict"), FALSE.values(), ids=FALSE)
def test_a_false_forecast_fails(name, forecast, truth, verdict):
    """Negative control of each test on either side: what it exists to find, it finds."""
    assert verdicts(forecast, truth)[name] == verdict


def test_every_test_has_a_negative_control_on_both_sides():
    """A statistic added without one could be blind and nobody would know."""
    assert {(name, verdict) for name, _, _, verdict in FALSE.values()} == {
        (name, verdict) for name in STATISTICS for verdict in ("too few", "too many")
    }


def test_what_a_silent_truth_leaves_open_is_not_judged():
    """Without an attack there is no lethality, no step between attacks and no burst."""
    found = verdicts(stream(3), one())
    silent = {name for name, verdict in found.items() if verdict == "cannot tell"}
    assert silent == {"lethality", "mean_gap", "bursts"}
    assert verdicts(catalogues(50, DAYS, [], [], []), one(3))["lethality"] == "cannot tell"


def test_a_handful_of_runs_condemns_nothing():
    """Nineteen runs cannot show a one-in-forty surprise, however far off they are."""
    found = verdicts(stream(1, runs=19), one(*range(60), deaths=[5] * 60))
    assert set(found.values()) <= {"consistent", "cannot tell"}


def test_a_delay_fails_only_where_its_whole_window_does():
    """Runs answer after 0 to 10 days. Day 30 is a surprise; a day from 9 to 30 is none."""
    delays = np.arange(1100) % 11.0
    assert delay_test("reply", delays, 30, 30).verdict == "too few"
    assert delay_test("reply", delays, 9, 30).verdict == "consistent"
    assert delay_test("reply", delays + 40, 9, 30).verdict == "too many"
    assert delay_test("reply", delays, 9, 30).observed == 19.5
    with pytest.raises(ValueError, match="is empty"):
        delay_test("reply", delays, 3, 2)


def test_a_reply_that_never_comes_is_late_and_one_never_due_is_left_out():
    """Infinity counts as longer than anything, NaN as no run; a truth still open has no end."""
    never, undue = np.full(200, np.inf), np.full(200, np.nan)
    assert delay_test("reply", never, 2, 8).verdict == "too many"
    assert delay_test("reply", undue, 2, 8).verdict == "cannot tell"
    half = np.concatenate([np.full(100, 3.0), undue])
    assert delay_test("reply", half, 2, 8).runs == 100
    assert delay_test("withdrawal", never, 73, np.inf).verdict == "consistent"
    assert delay_test("withdrawal", half, 73, np.inf).verdict == "too few"
    assert delay_test("withdrawal", never, 73, np.inf).observed == 73
