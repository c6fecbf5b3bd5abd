"""The title of the rungs claims a peak where there is one, and no finer than the runs allow."""

import numpy as np
import pytest

from experiments.plots.run import rungs
from experiments.runs.result import N_RUNGS
from tests.experiments.plots.run.made_up import make

DAYS = 145


def titled(high, runs):
    """The title for shares of runs on rung 3 by day, all other runs quiet."""
    shares = np.zeros((len(high), N_RUNGS))
    shares[:, rungs.HIGH] = high
    shares[:, 0] = 1 - shares[:, rungs.HIGH]
    return rungs.title(make(runs=runs, days=len(high), events=()), rungs.smooth(shares))


@pytest.mark.parametrize("runs", [50, 300, 1000])
@pytest.mark.parametrize("seed", range(10))
def test_luck_alone_makes_no_peak(runs, seed):
    """Negative control: the same chance on every day has a highest day, which is no finding."""
    high = np.random.default_rng(seed).binomial(runs, 0.02, DAYS) / runs
    said = titled(high, runs)
    assert "peaks" not in said
    assert "on rung 3 or above" in said


def test_a_peak_clear_of_all_other_weeks_is_named_with_its_day():
    """Twenty per cent in one week and two in all others is a peak with a thousand runs."""
    high = np.full(DAYS, 0.02)
    high[70:77] = 0.2
    assert titled(high, 1000).endswith(
        "rung 3 and above peaks around 9 January 2020, at 20 % of runs"
    )


def test_the_same_peak_of_too_few_runs_is_not_claimed():
    """Of fifteen runs, three against none are luck."""
    high = np.full(DAYS, 0.02)
    high[70:77] = 0.2
    assert titled(high, 15).endswith("2.9 % on rung 3 or above (7-day means: 2.0–20 %)")


def test_days_of_the_peaks_own_week_do_not_speak_against_it():
    """A mean over seven days of a high week stays high for some days: that is the same peak. A
    plateau of a month has none."""
    week, month = (np.full(DAYS, 0.02) for _ in range(2))
    week[70:75] = 0.3
    month[60:90] = 0.3
    assert "peaks" in titled(week, 1000)
    assert "peaks" not in titled(month, 1000)


@pytest.mark.parametrize("days", [1, 3, 7])
def test_a_period_of_a_week_has_no_peak(days):
    """There is nothing to stand clear of."""
    assert "peaks" not in titled(np.linspace(0.1, 0.9, days), 1000)
