"""Small bars show what the runs hold: heights, ends and shares, in any encoding and window."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from experiments.cli.narrow_table import print_table
from experiments.cli.small_bars import CELLS, HEIGHTS, bars_table, histogram_bar, share_bar
from experiments.text.plain_signs import fitting, use_on
from sim.outcomes import OUTCOMES
from tests.experiments.plots.run.made_up import make


def test_heights_follow_the_runs():
    """One run at 0, four at 1, eight at 2: an eighth, a half and a whole letter."""
    values = np.repeat([0, 1, 2], [1, 4, 8])
    assert histogram_bar(values, "count") == "▁▁▁▁▄▄▄▄████"


def test_another_distribution_gives_another_bar():
    """Negative control: the same values turned round, and all runs alike."""
    turned = np.repeat([0, 1, 2], [8, 4, 1])
    assert histogram_bar(turned, "count") == "████▄▄▄▄▁▁▁▁"
    assert histogram_bar(np.full(9, 7), "count") == "████"
    assert histogram_bar(np.full(9, 0.5), "level") == "████"


def test_one_run_in_a_thousand_does_not_stretch_the_scale():
    """A tail of one run pressed all others into one letter; the ends leave it out and say so."""
    values = np.r_[np.repeat(np.arange(5), 200), 90_000]
    assert len(histogram_bar(values, "count")) == 5 * 4


@given(
    st.lists(st.integers(-5, 10_000), min_size=1, max_size=200), st.sampled_from(["count", "level"])
)
def test_every_run_between_the_ends_is_in_a_bar(values, kind):
    """No bar is wider than its column, the highest is full, and what a run holds is not blank."""
    values = np.array(values)
    bar = histogram_bar(values, kind)
    assert 1 <= len(bar) <= CELLS
    assert "█" in bar
    assert set(bar) <= set(HEIGHTS)
    assert bar[0] != " ", "the run at the lower end"


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_a_share_is_as_long_as_it_is_and_never_rounded_to_nothing_or_all(runs, some):
    """27 of 10,000 runs are not nothing, and 9,999 are not all."""
    share = min(some, runs) / runs
    bar = share_bar(share)
    parts = {sign: k for k, sign in enumerate(" ▏▎▍▌▋▊▉█")}
    eighths = sum(parts[sign] for sign in bar)
    assert abs(eighths - 8 * CELLS * share) <= 1
    assert (eighths == 0, eighths == 8 * CELLS) == (share == 0, share == 1)


def printed(width, encoding):
    """The table of made-up runs in a window of this width."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    use_on(stream)
    page = Console(file=stream, width=width, markup=False, highlight=False)
    print_table(bars_table(make(runs=1000)), page)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "latin-1", "ascii"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_bars_are_whole_in_every_window_and_encoding(width, encoding):
    """Every outcome has its bar, no line is too long, and no sign of one kind stands among those of
    another: cp437 has four of the blocks, whose heights would compare with nothing."""
    text = printed(width, encoding)
    assert max(map(len, text.splitlines())) <= width
    block = histogram_bar(make(runs=1000).run_columns["us_killed"], "count")
    assert fitting(block, encoding) in text
    if encoding != "utf-8":
        assert not set(HEIGHTS.strip()) & set(text)


def test_quantiles_and_units_stand_beside_the_bars():
    """A shape without numbers says little: 5, 50 and 95 % of a thousand runs of 0, 1, 2, ..."""
    rows = printed(80, "utf-8").splitlines()
    attacks = next(row for row in rows if row.startswith("n_rocket_attacks"))
    assert attacks.split()[-2:] == ["49/499/949", OUTCOMES["n_rocket_attacks"].unit]
    war = next(row for row in rows if row.startswith("open_war"))
    assert war.split()[1:] == ["0", "%", "▋", "100", "%", "3.0", "%", "of", "runs"]


def test_the_day_of_what_never_came_has_no_bar():
    """-1 stands for never and is no day."""
    none = make(columns={"war_day": np.full(100, -1)}, outcomes=["war_day"])
    assert list(bars_table(none).columns[2].cells) == ["never"]
    some = make(columns={"war_day": np.r_[np.full(99, -1), 30]}, outcomes=["war_day"])
    assert list(bars_table(some).columns[2].cells) == ["████"]
