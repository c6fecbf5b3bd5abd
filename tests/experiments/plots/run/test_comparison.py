"""A comparison shows both kinds of uncertainty of a difference, each with a mark of its own."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from experiments.plots.run import comparison
from experiments.plots.style.look import BAND, styled
from experiments.runs.parameter_uncertainty import UncertaintyPart
from tests.experiments.plots.run.made_up import faults, make, texts

RUNS = 2000


def part(low, high, seen=True):
    """A spread over the parameters."""
    return UncertaintyPart((low + high) / 2, 1.0, low, high, 1.0, seen)


PARTS = {
    "n_rocket_attacks": part(-900.0, -120.0),
    "us_killed": part(-0.5, 0.25),
    "vote": part(-0.2, 0.1, seen=False),
    "us_troops_iraq_end": part(-5100.0, -800.0),
}


def sides():
    """Two thousand pairs, in which B has fewer attacks and troops."""
    a = make(runs=RUNS, events=(), daily=False)
    k = np.arange(RUNS)
    fewer = {
        "n_rocket_attacks": k - 500 + k % 7,
        "us_killed": (k + 1) % 4,
        "us_troops_iraq_end": np.where(k % 9, 100.0, 4000.0),
    }
    return a, make(runs=RUNS, events=(), daily=False, columns=fewer)


def drawn(parts):
    """The page, with its changes axes and changes by name."""
    with styled():
        page = comparison.draw(*sides(), parts)
        page.figure.draw_without_rendering()
    changes, _ = comparison.changes_between(*sides(), parts)
    return page, page.figure.axes[0], {c.name: (k, c) for k, c in enumerate(changes)}


def test_no_interval_is_hidden_under_its_dot():
    """With 2,000 runs it is narrower than the dot, and was drawn behind it."""
    _, axes, changes = drawn(PARTS)
    dots = [line for line in axes.lines if line.get_marker() in ("o", "<", ">")]
    intervals = [line for line in axes.lines if line.get_marker() == "|"]
    unsure = [c for _, c in changes.values() if c.half_width > 0 and abs(c.size) <= comparison.MOST]
    assert len(intervals) == len(unsure) > 1
    for line in intervals:
        spots = axes.transData.transform(line.get_xydata())
        for dot in dots:
            ((_, y),) = axes.transData.transform(dot.get_xydata())
            radius = dot.get_markersize() * axes.figure.dpi / 72 / 2
            assert (abs(spots[:, 1] - y) > radius).all()


def bands(axes):
    """The bands over the parameters, by row."""
    found = {}
    for line in axes.lines:
        if to_hex(line.get_color()).upper() == BAND:
            found[int(line.get_ydata()[0])] = tuple(line.get_xdata())
    return found


def test_a_band_shows_what_the_parameters_leave_open_about_a_difference():
    """It stands where the numbers say, in standard deviations as the dots, and none where luck
    explains it; the terminal printed it and the figure did not."""
    page, axes, changes = drawn(PARTS)
    found = bands(axes)
    row, c = changes["us_killed"]
    assert found[row] == pytest.approx((-0.5 / c.spread, 0.25 / c.spread))
    assert changes["vote"][0] not in found
    said = texts(page)
    assert "over parameters −0.50 to +0.25" in said
    assert "over parameters, 5–95 %" in said
    assert "no more than luck could do" in said


def test_a_band_off_the_scale_ends_at_the_edge():
    """It may reach further than any axis could."""
    _, axes, changes = drawn(PARTS)
    left, right = axes.get_xlim()
    row, _ = changes["us_troops_iraq_end"]
    assert row in bands(axes)
    assert all(left <= x <= right for ends in bands(axes).values() for x in ends)


@pytest.mark.parametrize("parts", [PARTS, None], ids=["with bands", "without"])
def test_no_text_of_a_comparison_covers_another(parts):
    """Two lines above a dot need a taller row."""
    assert faults(drawn(parts)[0]) == []


def test_without_a_batch_over_the_parameters_the_figure_says_so():
    """A missing band would read as no spread at all."""
    page, axes, _ = drawn(None)
    assert bands(axes) == {}
    assert "over the parameters is not shown" in texts(page)
    assert "over parameters, 5–95 %" not in texts(page)


def test_nothing_has_no_sign():
    """A difference of minus nothing is none."""
    changes, _ = comparison.changes_between(*sides(), {"us_killed": part(-3.0, -0.001)})
    said = [comparison.band_text(c) for c in changes if c.parameters]
    assert said == ["over parameters −3.0 to 0.0"]
