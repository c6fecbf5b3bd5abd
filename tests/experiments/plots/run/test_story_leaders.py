"""A leader leads from its own mark to its label, and through no other actor's mark."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from experiments.plots.run import story
from experiments.plots.run.story_leaders import CLEAR, leads
from experiments.plots.style.look import FAINT, styled
from sim.actions import Action
from tests.experiments.plots.run.made_up import MILITIAS, faults, make

THIRD = "asaib_ahl_al_haq"
SAME_DAY = (
    (10, Action.BARRAGE, MILITIAS[0], -1, 1),
    (10, Action.SIEGE, MILITIAS[1], 0, 0),
    (20, Action.SIEGE, MILITIAS[0], -1, 0),
    (20, Action.SIEGE, MILITIAS[1], -1, 0),
    (20, Action.MOURNING, THIRD, -1, 0),
    (59, Action.SIEGE, MILITIAS[0], -1, 0),
    (59, Action.SIEGE, MILITIAS[1], -1, 0),
)


def page_of(events):
    """The page of a story."""
    names = {"militias": [*MILITIAS, THIRD], "sites": [], "areas": []}
    with styled():
        page = story.draw(make(events=events, names=names), 0)
        page.figure.draw_without_rendering()
    return page


def leaders(axes):
    """Corners of every leader, in pixels."""
    for found in axes.collections:
        thin = isinstance(found, LineCollection) and found.get_linewidth()[0] == 0.5
        if thin and to_hex(found.get_color()[0]).upper() == FAINT:
            yield from (axes.transData.transform(s) for s in found.get_segments())


def marks(axes):
    """Middle of every mark, in pixels."""
    spots = [
        axes.transData.transform(found.get_offsets())
        for found in axes.collections
        if isinstance(found, PathCollection)
        and len(found.get_offsets())
        and found.get_zorder() == 3
    ]
    return np.vstack(spots)


def test_no_leader_runs_through_the_mark_of_another_actor():
    """`11 Nov crowd storms embassy` of one militia once ran through another's rocket attack."""
    axes = page_of(SAME_DAY).figure.axes[0]
    found = list(leaders(axes))
    assert len(found) == len(SAME_DAY)
    for corners in found:
        others = [m for m in marks(axes) if np.hypot(*(m - corners[0])) > 1]
        for a, b in pairwise(corners):
            along = a + np.linspace(0, 1, 50)[:, None] * (b - a)
            for mark in others:
                assert np.hypot(*(along - mark).T).min() > 5


def test_two_leaders_of_a_lane_never_merge():
    """Two that step aside from one mark would meet in one line, and which label is whose?"""
    rises = sorted(corners[-1, 0] for corners in leaders(page_of(SAME_DAY).figure.axes[0]))
    assert np.diff(rises).min() > 1.5


def test_labels_beside_their_marks_still_keep_clear_of_each_other():
    """A label moves with its leader, and the last day's stays on the page."""
    assert faults(page_of(SAME_DAY)) == []


def test_a_leader_with_a_clear_way_rises_straight():
    """A bend where none is needed would be a riddle."""
    events = ((10, Action.BARRAGE, MILITIAS[0], -1, 1), (20, Action.SIEGE, MILITIAS[1], 0, 0))
    for corners in leaders(page_of(events).figure.axes[0]):
        assert np.ptp(corners[:, 0]) == pytest.approx(0, abs=1e-6)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6), st.floats(0, 100))
def test_a_leader_that_steps_aside_is_clear_and_one_that_cannot_stays(others, x):
    """The lowest mark of a lane, below any number of others, one inch a unit."""
    xs = np.array([x, *others])
    ys = np.array([0.0, *[0.2] * len(others)])
    (free,) = leads([0], xs, ys, range(len(xs)), 1.0, [1000.0])
    if free != x:
        assert min(abs(free - other) for other in others) >= CLEAR
    (held,) = leads([0], xs, ys, range(len(xs)), 1.0, [-1000.0])
    assert held == x
