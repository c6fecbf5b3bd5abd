"""Catalogues: what is counted is what a plain loop over the attacks of each run would count."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.evidence.attack_catalogue import WEEK, Catalogues, catalogues, observed_catalogue
from calibration.evidence.tables import Count, read_events

FIRST, LAST = dt.date(2020, 1, 6), dt.date(2020, 3, 20)


@st.composite
def futures(draw):
    """A few runs of a few attacks each, as lists of (day, deaths) and as catalogues."""
    days = draw(st.integers(1, 30))
    attack = st.tuples(st.integers(0, days - 1), st.integers(0, 3))
    lists = draw(st.lists(st.lists(attack, max_size=6), min_size=1, max_size=5))
    rows = [(run, *each) for run, attacks in enumerate(lists) for each in attacks]
    run, day, deaths = zip(*draw(st.permutations(rows)), strict=True) if rows else ((), (), ())
    return days, lists, catalogues(len(lists), days, run, day, deaths)


@given(futures())
def test_counts_are_those_of_a_plain_loop(given_futures):
    """Runs without any attack are runs too: forgetting them would inflate every forecast."""
    _, lists, found = given_futures
    assert found.counts().tolist() == [len(attacks) for attacks in lists]
    assert found.deaths_total().tolist() == [sum(d for _, d in attacks) for attacks in lists]
    fatal = [sum(d > 0 for _, d in attacks) for attacks in lists]
    assert found.fatal_counts().tolist() == fatal
    shares = [f / len(a) if a else np.nan for f, a in zip(fatal, lists, strict=True)]
    np.testing.assert_array_equal(found.fatal_share(), shares)


@given(futures())
def test_the_longest_gap_is_the_longest_string_of_quiet_days(given_futures):
    """Written as a string of days, quiet ones are dots; the longest string of dots is the gap."""
    days, lists, found = given_futures
    for attacks, gap in zip(lists, found.longest_gaps(), strict=True):
        hit = {day for day, _ in attacks}
        written = "".join("x" if day in hit else "." for day in range(days))
        assert gap == max(map(len, written.split("x")))


@given(futures())
def test_the_mean_gap_averages_the_steps_between_attacks(given_futures):
    """Two attacks on one day are a step of zero; one attack has no step at all."""
    _, lists, found = given_futures
    for attacks, mean in zip(lists, found.mean_gap(), strict=True):
        steps = np.diff(sorted(day for day, _ in attacks))
        np.testing.assert_allclose(mean, steps.mean() if len(steps) else np.nan)


@given(futures())
def test_weeks_are_whole_and_start_with_the_window(given_futures):
    """A short last week would look like a quiet one, so it is left out."""
    days, lists, found = given_futures
    weekly, whole = found.weekly(), days // WEEK
    assert weekly.shape == (len(lists), whole)
    for run, attacks in enumerate(lists):
        in_week = [sum(day // WEEK == week for day, _ in attacks) for week in range(whole)]
        assert weekly[run].tolist() == in_week
        empty, spread = found.empty_weeks()[run], found.weekly_dispersion()[run]
        np.testing.assert_allclose(empty, in_week.count(0) / whole if whole else np.nan)
        known = whole > 1 and any(in_week)
        wanted = np.var(in_week, ddof=1) / np.mean(in_week) if known else np.nan
        np.testing.assert_allclose(spread, wanted)


def test_dispersion_tells_bursts_from_chance():
    """A Poisson stream has variance to mean one; the same attacks in fours have four."""
    rng, weeks = np.random.default_rng(2), 4000
    alone = rng.integers(weeks * WEEK, size=2 * weeks)
    in_fours = np.repeat(rng.integers(weeks * WEEK, size=weeks // 2), 4)
    spread = [
        catalogues(1, weeks * WEEK, np.zeros(2 * weeks), day, np.zeros(2 * weeks))
        .weekly_dispersion()
        .item()
        for day in (alone, in_fours)
    ]
    # The standard error of an index of dispersion over w weeks is about sqrt(2 / w): 0.02, 0.09.
    np.testing.assert_allclose(spread, [1, 4], atol=0.4)


def test_the_truth_after_the_fifth_of_january_is_three_attacks_and_three_dead():
    """Two rockets on the 8th (wsj:5), Taji with three dead (spiked:8), Besmaya (spiked:9)."""
    found = observed_catalogue(read_events(), FIRST, LAST)
    assert (found.runs, found.days) == (1, 75)
    assert found.day.tolist() == [2, 66, 70]
    assert found.deaths.tolist() == [0, 3, 0]
    assert found.longest_gaps().tolist() == [63]


def test_the_past_of_the_fifth_of_january_is_one_attack_and_one_dead():
    """The opening of the campaign has no act of its own: only 27 December is told (globe:5)."""
    found = observed_catalogue(read_events(), dt.date(2019, 10, 28), dt.date(2020, 1, 5))
    assert (found.day.tolist(), found.deaths.tolist()) == ([60], [1])


def test_only_coalition_dead_count_and_a_lower_bound_counts_as_it_stands():
    """Iraqi dead are no coalition deaths; "at least two" is two."""
    event = next(e for e in read_events() if e.act == "rocket_attack")
    killed = {"IQ_forces": Count(9), "UK": Count(2, at_least=True), "NS": Count(1)}
    day = event.date_used
    assert observed_catalogue([replace(event, killed=killed)], day, day).deaths.tolist() == [3]


def test_both_edges_of_the_window_are_inside_it_and_other_acts_are_not():
    """A window of the attack's own day has it; the days around it do not."""
    events = read_events()
    event = next(e for e in events if e.act == "rocket_attack")
    day, step = event.date_used, dt.timedelta(days=1)
    assert len(observed_catalogue([event], day, day).day) == 1
    assert len(observed_catalogue([event], day - step, day - step).day) == 0
    assert len(observed_catalogue([event], day + step, day + step).day) == 0
    assert len(observed_catalogue([replace(event, act="strike_militia")], day, day).day) == 0
    with pytest.raises(ValueError, match="before its first day"):
        observed_catalogue(events, LAST, FIRST)


@pytest.mark.parametrize(
    ("runs", "days", "run", "day", "deaths", "message"),
    [
        (0, 5, [], [], [], "needs a run and a day"),
        (1, 5, [0], [1, 2], [0, 0], "must be equal"),
        (1, 5, [1], [1], [0], "run must lie from 0 to 0"),
        (1, 5, [0], [5], [0], "day must lie from 0 to 4"),
        (1, 5, [0], [-1], [0], "day must lie from 0 to 4"),
        (1, 5, [0], [1], [-1], "negative"),
        (2, 5, [1, 0], [1, 2], [0, 0], "sorted"),
    ],
)
def test_arrays_that_make_no_catalogue_are_refused(runs, days, run, day, deaths, message):
    """Every count above rests on sorted rows inside the window."""
    with pytest.raises(ValueError, match=message):
        Catalogues(runs, days, *(np.asarray(v, np.int64) for v in (run, day, deaths)))
