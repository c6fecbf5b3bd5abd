"""Baselines: each simulates what its formula says, and the fits find what was put in."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.backtest.baselines import (
    BASELINES,
    BRANCHING_PRIOR,
    DELAY_PRIOR,
    Hawkes,
    bootstrap,
    constant_rate,
    death_draws,
    hawkes_future,
    hawkes_posterior,
    instants,
    log_posterior,
    persistence,
    self_exciting,
)
from calibration.evidence.attack_catalogue import catalogues

RUNS, DAYS, SEED = 4000, 75, 7
EXCITED = Hawkes(rate=1.0, branching=0.6, delay=5.0)


def reported(*day, days=70, deaths=None):
    """A past with attacks on these days."""
    dead = [0] * len(day) if deaths is None else deaths
    return catalogues(1, days, [0] * len(day), day, dead)


def misses(values, mean):
    """Standard errors between the mean of `values` and what it should be."""
    return abs(np.mean(values) - mean) / (np.std(values) / math.sqrt(len(values)))


def process(hawkes, days, seed):
    """Attack times of one long run from an empty start."""
    one = Hawkes(*(np.array([value]) for value in hawkes))
    return np.sort(hawkes_future(one, np.zeros(0), days, np.random.default_rng(seed))[1])


PASTS = {
    "none": reported(),
    "one": reported(60),
    "two": reported(60, 60),
    "first": reported(0, days=1),
}


@pytest.mark.parametrize("past", PASTS.values(), ids=PASTS)
@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_forecasts_from_any_past(name, past):
    """A forecast made early has little to go on: no attack, one, two on a day, a day-old record."""
    found = BASELINES[name](past, DAYS, RUNS, np.random.default_rng(SEED))
    assert (found.runs, found.days) == (RUNS, DAYS)
    if name not in ("persistence", "bootstrap"):
        assert 0 < (found.counts() > 0).mean() < 1, "sure of itself after next to nothing"


@pytest.mark.parametrize("name", BASELINES)
def test_a_seed_gives_the_same_forecast_and_another_seed_another(name):
    """Else no published score could be checked."""
    past = reported(3, 10, 11, 40, deaths=[0, 1, 0, 0])
    a, b, c = (BASELINES[name](past, DAYS, 50, np.random.default_rng(s)) for s in (1, 1, 2))
    for field in ("run", "day", "deaths"):
        np.testing.assert_array_equal(getattr(a, field), getattr(b, field))
    changed = a.deaths if name == "persistence" else a.counts()
    assert changed.tolist() != (c.deaths if name == "persistence" else c.counts()).tolist()


@pytest.mark.parametrize("name", BASELINES)
def test_a_past_of_many_runs_is_refused(name):
    """A past is what was told, and that is one list."""
    with pytest.raises(ValueError, match="one run, got 2"):
        BASELINES[name](catalogues(2, 5, [], [], []), DAYS, 5, np.random.default_rng(0))


@pytest.mark.parametrize("k", [0, 1, 6])
def test_a_constant_rate_simulates_the_negative_binomial(k):
    """Mean m = (k + 1/2) D / T and chance of none (T / (T + D))^(k + 1/2), as Gamma mixtures have.

    Control: a rate held for certain would give none with chance e^-m, and is told apart.
    """
    past = reported(*range(k))
    counts = constant_rate(past, DAYS, RUNS, np.random.default_rng(SEED)).counts()
    mean = (k + 0.5) * DAYS / 70
    assert misses(counts, mean) < 4
    assert misses(counts == 0, (70 / (70 + DAYS)) ** (k + 0.5)) < 4
    assert misses(counts == 0, math.exp(-mean)) > 4


def test_a_constant_rate_prefers_no_day():
    """The mean day of an attack is the middle of the window."""
    found = constant_rate(reported(60, 61, 62), DAYS, RUNS, np.random.default_rng(SEED))
    assert misses(found.day, (DAYS - 1) / 2) < 4


@pytest.mark.parametrize("days", [70, 30, 200])
def test_a_shuffled_past_keeps_the_rate_of_the_last_days(days):
    """Every day of the ring is as likely to be copied as any other, so the rate is that of L days.

    Control: the rate of the whole past is another where the forecast is shorter than the past.
    """
    past = reported(2, 3, 50, 65, 65, 66)
    ring = min(days, 70)
    recent = np.count_nonzero(past.day >= 70 - ring)
    counts = bootstrap(past, days, RUNS, np.random.default_rng(SEED)).counts()
    assert misses(counts, recent * days / ring) < 4
    if days < 70:
        assert misses(counts, 6 * days / 70) > 4


@pytest.mark.parametrize("name", ["persistence", "bootstrap"])
def test_silence_is_repeated_for_ever(name):
    """Attacks before the last L days are forgotten, and nothing is invented."""
    found = BASELINES[name](reported(0, 1, 2), 30, RUNS, np.random.default_rng(SEED))
    assert found.counts().sum() == 0


def test_persistence_says_the_last_days_once_more_in_every_run():
    """Day for day, over again where the forecast is longer; deaths alone differ."""
    past = reported(0, 41, 60, 69, deaths=[0, 1, 0, 1])
    found = persistence(past, 30, 40, np.random.default_rng(SEED))
    assert set(found.counts()) == {3}
    assert sorted(set(found.day)) == [1, 20, 29]
    assert len(set(found.deaths_total())) > 1
    longer = persistence(past, 100, 2, np.random.default_rng(SEED))
    assert sorted(longer.day[longer.run == 0]) == [0, 41, 60, 69, 70]


def test_a_shuffled_past_keeps_bursts_together():
    """Three attacks on consecutive days come back as threes; three spread ones come back alone."""
    rng = np.random.default_rng(SEED)
    burst, spread = (
        bootstrap(past, 70, RUNS, rng) for past in (reported(30, 31, 32), reported(5, 30, 55))
    )
    assert np.nanmean(burst.weekly_dispersion()) > 1.5 * np.nanmean(spread.weekly_dispersion())


def expected_count(hawkes, days, echo=0.0):
    """Mean number of attacks in [0, days] when answers of intensity `echo` are still owed at 0.

    The mean intensity returns to `rate` at speed (1 - branching) / delay: the linear
    equation of its mean, solved.
    """
    rate, branching, delay = hawkes
    speed = (1 - branching) / delay
    start = rate * (1 - branching) + echo
    return rate * days + (start - rate) * -math.expm1(-speed * days) / speed


@pytest.mark.parametrize("ago", [[], [0.5, 1.0, 9.0]])
def test_self_excited_futures_have_the_rate_of_theory(ago):
    """Answers still owed to past attacks are part of it, and answers to answers.

    Control: the long-run rate alone, which leaves out the quiet or loud start, is told apart.
    """
    many = Hawkes(*(np.full(RUNS, value) for value in EXCITED))
    echo = sum(EXCITED.branching / EXCITED.delay * math.exp(-a / EXCITED.delay) for a in ago)
    run, when = hawkes_future(many, np.array(ago), 20.0, np.random.default_rng(SEED))
    counts = np.bincount(run, minlength=RUNS)
    assert when.min() >= 0
    assert when.max() < 20
    assert misses(counts, expected_count(EXCITED, 20.0, echo)) < 4
    assert misses(counts, EXCITED.rate * 20) > 4


def middle(time, days):
    """Middle of what a series leaves open; with hundreds of attacks that is nearly a point."""
    return Hawkes(*map(np.median, hawkes_posterior(time, days, 4_000, np.random.default_rng(SEED))))


def test_a_fit_finds_the_parameters_of_a_long_series():
    """About 1,500 attacks leave errors near 0.05 in branching and a fifth in delay."""
    found = middle(process(EXCITED, 1500.0, SEED), 1500.0)
    assert found.rate == pytest.approx(EXCITED.rate, rel=0.2)
    assert found.branching == pytest.approx(EXCITED.branching, abs=0.12)
    assert found.delay == pytest.approx(EXCITED.delay, rel=0.5)


def test_a_fit_finds_no_excitement_in_a_poisson_series():
    """Negative control: attacks independent of each other must not look like answers."""
    days = 1500.0
    poisson = np.sort(np.random.default_rng(SEED).uniform(0, days, 1500))
    assert middle(poisson, days).branching < 0.2


def test_days_instead_of_instants_change_the_fit_a_little():
    """Articles give days. Spreading same-day attacks over their day parts the closest pairs.

    So delays look a fifth to a third longer, at five days; branching stays where it was.
    """
    when = process(EXCITED, 1500.0, SEED)
    exact, coarse = (middle(t, 1500.0) for t in (when, instants(np.floor(when).astype(int))))
    assert coarse.branching == pytest.approx(exact.branching, abs=0.1)
    assert 1 < coarse.delay / exact.delay < 1.6


@given(
    st.lists(st.floats(0, 50), max_size=6).map(sorted),
    st.tuples(st.floats(-5, 1), st.floats(-3, 3), st.floats(-1, 3)),
)
@settings(max_examples=50)
def test_the_recursion_gives_the_likelihood_of_the_plain_double_sum(times, x):
    """log L = sum of log intensities at the attacks, minus the mean count; priors on top."""
    days, (log_rate, logit, log_delay) = 50.0, x
    rate, n, delay = math.exp(log_rate), 1 / (1 + math.exp(-logit)), math.exp(log_delay)
    wanted = -rate * (1 - n) * days
    for i, t in enumerate(times):
        earlier = sum(math.exp(-(t - s) / delay) for s in times[:i])
        wanted += math.log(rate * (1 - n) + n / delay * earlier)
        wanted -= n * -math.expm1(-(days - t) / delay)
    # Priors per unit of each logarithm: the density times the slope of its transformation.
    wanted += 0.5 * log_rate + math.log(n) + BRANCHING_PRIOR * math.log(1 - n)
    wanted -= 0.5 * ((log_delay - math.log(DELAY_PRIOR[0])) / DELAY_PRIOR[1]) ** 2
    found = log_posterior(np.array([x]), np.array(times), days)
    assert found.item() == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("times", [[], [60.5], [60.25, 60.75]])
def test_draws_follow_the_posterior_of_a_short_past(times):
    """Means of log rate, branching and log delay equal those summed over a fine grid."""
    grid = np.stack(
        np.meshgrid(np.linspace(-16, 2, 90), np.linspace(-9, 6, 60), np.linspace(-3, 7, 50)), -1
    ).reshape(-1, 3)
    log_weight = log_posterior(grid, np.array(times), 70.0)
    weight = np.exp(log_weight - log_weight.max())
    drawn = hawkes_posterior(np.array(times), 70.0, 20_000, np.random.default_rng(SEED))
    values = np.log(drawn.rate), drawn.branching, np.log(drawn.delay)
    natural = grid[:, 0], 1 / (1 + np.exp(-grid[:, 1])), grid[:, 2]
    for value, exact in zip(values, natural, strict=True):
        # The fewest proposals count where nothing was told: an error of 0.025 of the spread.
        assert value.mean() == pytest.approx(
            np.average(exact, weights=weight), abs=0.1 * value.std()
        )


@given(st.lists(st.integers(0, 9), max_size=12).map(sorted))
def test_instants_stay_in_their_day_apart_and_in_order(days):
    """Two attacks at one instant would make an instant answer of any likelihood."""
    found = instants(np.array(days, dtype=np.int64))
    assert np.floor(found).tolist() == days
    assert (np.diff(found) > 0).all()


def test_a_lone_attack_stands_at_noon():
    """Midnight would put a day's attacks half a day too close to the end of the day before."""
    assert instants(np.array([3, 5, 5])).tolist() == [3.5, 5.25, 5.75]


def test_a_self_exciting_forecast_remembers_how_long_ago_the_attacks_were():
    """Four attacks in the last days owe answers; the same four at the start owe none by now."""
    rng = np.random.default_rng(SEED)
    fresh, old = (
        self_exciting(past, 7, RUNS, rng).counts().mean()
        for past in (reported(64, 65, 67, 69), reported(0, 2, 4, 5))
    )
    assert fresh > 1.5 * old


def test_deaths_are_drawn_from_the_past_and_one_imagined_attack():
    """Fatal with mean (f + 1/2) / (k + 1); then 3 dead by memory, or 2^-d dead by imagination.

    Control: the plain share f / k of the past, sure of itself, is told apart.
    """
    past = reported(1, 2, 3, 4, deaths=[0, 3, 0, 0])
    dead = death_draws(past, np.arange(RUNS), RUNS, np.random.default_rng(SEED))
    assert misses(dead > 0, 1.5 / 5) < 4
    assert misses(dead > 0, 1 / 4) > 4
    fatal = dead[dead > 0]
    assert misses(fatal == 3, 1 / 2 + 1 / 2 * 1 / 8) < 4
    assert misses(fatal == 1, 1 / 2 * 1 / 2) < 4


def test_attacks_of_one_future_share_their_chance_to_kill():
    """Lethality is not known better for being asked twice: pairs agree more than chance allows."""
    run = np.repeat(np.arange(RUNS), 2)
    fatal = death_draws(reported(1, 2, deaths=[0, 1]), run, RUNS, np.random.default_rng(SEED)) > 0
    same = fatal[::2] == fatal[1::2]
    share = fatal.mean()
    assert misses(same, share**2 + (1 - share) ** 2) > 4
