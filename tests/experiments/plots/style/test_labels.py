"""Names beside marks keep clear of lines, however many there are."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiments.plots.style.labels import STEPS, MarkName, between, write_nearest
from experiments.plots.style.look import DPI

NAME = MarkName((5.0, 5.0), "24, spiked:11", 1.0)


def made(lines):
    """Axes from 0 to 10 each way, with these lines drawn and the name written."""
    figure = Figure(figsize=(4, 3), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set(xlim=(0, 10), ylim=(0, 10))
    write_nearest(axes, NAME, lines)
    figure.canvas.draw()
    return axes


@pytest.mark.parametrize("height", [3.0, 5.0, 6.0])
def test_a_name_stands_on_no_line(height):
    """Through the mark itself, too, which is where a count usually lies."""
    axes = made([[(0.0, height), (10.0, height)]])
    (text,) = axes.texts
    box = text.get_window_extent()
    at = axes.transData.transform((5.0, height))[1]
    assert not box.y0 < at < box.y1


@pytest.mark.parametrize("lines", [[], [[(5.0, 5.0)]]])
def test_a_name_needs_no_line(lines):
    """None at all, and one of a single day, which joins nothing."""
    (text,) = made(lines).texts
    assert text.get_text() == NAME.text


def test_spots_lie_along_the_lines_from_end_to_end():
    spots = between([(0.0, 0.0), (6.0, 12.0), (6.0, 0.0)])
    assert spots.shape == (2 * (STEPS + 1), 2)
    assert np.allclose(spots[: STEPS + 1, 1], 2 * spots[: STEPS + 1, 0])
    assert spots[[0, STEPS, -1]].tolist() == [[0, 0], [6, 12], [6, 0]]
