"""Numbers that stand together are equally exact, and an axis says its unit once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiments.plots.style.axes import outcome_axis, outcome_label
from experiments.plots.style.numbers import ends_text
from sim.outcomes import OUTCOMES


@pytest.mark.parametrize(
    ("outcome", "low", "high", "texts"),
    [
        ("peak_rung", 2.78, 3.34, ("2.8", "3.3")),
        ("n_rocket_attacks", 29.13, 31.02, ("29", "31")),
        ("us_killed", 0, 83.2, ("0", "83")),
        ("us_killed", 0.17, 31.4, ("0.17", "31.40")),
        ("n_us_strikes", 3.01, 3.04, ("3.01", "3.04")),
        ("us_troops_iraq_end", 582.1, 4903.4, ("582", "4,903")),
        ("open_war", 0.2, 0.4, ("20 %", "40 %")),
        ("open_war", 0.096, 0.132, ("10 %", "13 %")),
        ("open_war", 0.0062, 0.1631, ("0.6 %", "16.3 %")),
        ("open_war", 0.00001, 0.5, ("< 0.01 %", "50 %")),
    ],
)
def test_the_two_ends_of_a_title_are_equally_exact(outcome, low, high, texts):
    """`from 2.78 to 3.3` and `29.1 to 31` read as two kinds of number."""
    assert ends_text(outcome, low, high) == texts


@given(st.floats(0.001, 1e5), st.floats(0.001, 1e5))
def test_numbers_that_differ_by_a_tenth_never_look_alike(a, b):
    """Rounding hides no difference that a title is about, and shifts none by more than a tenth."""
    low, high = sorted((a, b))
    texts = ends_text("us_killed", low, high)
    if high > 1.1 * low:
        assert texts[0] != texts[1]
    for text, value in zip(texts, (low, high), strict=True):
        assert float(text.replace(",", "")) == pytest.approx(value, rel=0.1)


def axis(outcome, low, high, **how):
    """Texts of the ticks along an axis from `low` to `high`."""
    figure = Figure()
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_ylim(low, high)
    outcome_axis(axes, outcome, **how)
    canvas.draw()
    inside = [low <= y <= high for y in axes.get_yticks()]
    return [t.get_text() for t, i in zip(axes.get_yticklabels(), inside, strict=True) if i]


def test_ticks_of_rungs_are_whole():
    """Rungs are whole numbers; ticks at 0.6, 1.2 and 1.8 were none that anybody can stand on."""
    assert axis("peak_rung", 0, 3.55) == ["0", "1", "2", "3"]
    assert axis("peak_rung", 0, 4.2) == ["0", "1", "2", "3", "4"]


def test_ticks_of_an_axis_have_the_same_decimals():
    """`1` beside `1.5` is a wobble."""
    assert axis("isis_strength_ratio", 0.9, 2.2) == ["1.0", "1.5", "2.0"]
    assert axis("open_war", 0, 0.021) == ["0.0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %"]
    assert axis("open_war", -0.1, 0.1, points=True) == ["−10", "−5", "0", "5", "10"]


def test_no_axis_says_its_unit_twice():
    """`Highest rung of the ladder, 0 to 8 (rung)` and `Rocket attacks (attacks)` did."""
    assert outcome_label("peak_rung") == "Highest rung of the ladder, 0 to 8"
    assert outcome_label("n_rocket_attacks") == "Rocket attacks"
    assert outcome_label("us_killed") == "Americans killed (deaths)"
    for name in OUTCOMES:
        before, _, unit = outcome_label(name).removesuffix(")").rpartition(" (")
        assert unit not in before.lower().split() or not before
