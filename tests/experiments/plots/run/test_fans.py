"""Fan charts show whole bands, and what the articles count is marked without hiding a line."""

from itertools import pairwise

import numpy as np
import pytest

from experiments.plots.run import fans, outcomes
from experiments.plots.style.look import VERMILLION, styled
from tests.experiments.plots.run.made_up import START, faults, make, texts

LAST_DAY = "2019-12-26"
MIDDLE = "2019-11-25"


def coded(last, value=5.0, at_least=True, outcome="us_killed"):
    """A count of the articles, from the first day to `last`."""
    return {
        "outcome": outcome, "value": value, "at_least": at_least,
        "first": START.isoformat(), "last": last, "source": "spiked:8",
    }  # fmt: skip


def counted(last):
    """A result with two counts of the articles."""
    attacks = coded(last, 49.0, False, "rocket_attacks").copy() | {"outcome": "n_rocket_attacks"}
    return make(coded=[attacks, coded(last)])


@pytest.fixture(params=[LAST_DAY, MIDDLE])
def page(request):
    """Fans with counts that end on the last day, or amid the runs."""
    with styled():
        found = fans.draw(counted(request.param))
        found.figure.draw_without_rendering()
        return found


def marked(page):
    """Axes with a count, and its label."""
    return [(axes, t) for axes in page.figure.axes for t in axes.texts if "spiked" in t.get_text()]


def test_the_label_of_a_count_lies_inside_its_own_panel(page):
    """A count of the last day once ran into the neighbour's axis, and out of the picture."""
    assert faults(page) == []
    assert len(marked(page)) == 2
    for axes, label in marked(page):
        inner, box = axes.get_window_extent(), label.get_window_extent()
        assert inner.x0 <= box.x0 < box.x1 <= inner.x1 + 1
        assert inner.y0 <= box.y0 < box.y1 <= inner.y1 + 1


def test_the_label_of_a_count_hides_neither_median_nor_mean(page):
    """A white box behind it once hid both, and part of the bands."""
    for axes, label in marked(page):
        assert label.get_bbox_patch() is None
        box = label.get_window_extent()
        for line in axes.lines:
            spots = axes.transData.transform(line.get_xydata())
            for a, b in pairwise(spots):
                along = a + np.linspace(0, 1, 9)[:, None] * (b - a)
                hit = (along > (box.x0, box.y0)) & (along < (box.x1, box.y1))
                assert not hit.all(axis=1).any()


def test_a_count_of_the_last_day_has_a_whole_diamond(page):
    """Half of it once fell to the edge of the axes."""
    for axes, _ in marked(page):
        marks = [line for line in axes.lines if line.get_marker() == "D"]
        assert [line.get_clip_on() for line in marks] == [False]
        assert marks[0].get_color() == VERMILLION


def test_no_band_is_cut_at_the_edge_of_its_panel():
    """The interval of a share once rose above the axis, which ended at the share itself."""
    with styled():
        page = fans.draw(make(runs=30))
    for axes in page.figure.axes:
        low, high = axes.get_ylim()
        for band in axes.collections:
            heights = np.concatenate([path.vertices[:, 1] for path in band.get_paths()])
            assert low <= heights.min()
            assert heights.max() <= high


def test_the_figure_says_what_a_citation_is():
    """`spiked:11` alone is a riddle; where nothing is counted there is nothing to explain."""
    winter = coded(LAST_DAY)
    for draw in (fans.draw, outcomes.draw):
        assert texts(draw(make(coded=[winter]))).count("(source:paragraph)") == 1
        assert "source:paragraph" not in texts(draw(make()))


def test_ticks_of_a_panel_are_equally_exact():
    """`2`, `1.50` and `1` on one axis look like three kinds of number."""
    page = fans.draw(make(runs=30))
    for axes in page.figure.axes:
        decimals = {len(t.get_text().partition(".")[2]) for t in axes.get_yticklabels()}
        assert len(decimals) == 1 or any("%" in t.get_text() for t in axes.get_yticklabels())
