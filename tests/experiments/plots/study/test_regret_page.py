"""The table of regrets: columns apart, bars on a scale, and the runs that it rests on."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from experiments.analysis.policy_robustness import PolicyRobustness
from experiments.analysis.robustness import Regret, Satisfied
from experiments.plots.study import regret
from experiments.plots.study.figures import _robust
from experiments.plots.style.look import PALE_BLUE, styled
from experiments.study.decision_criteria import FuturesDesign
from experiments.study.study_file import load_study

STUDY = Path(__file__).parents[4] / "experiments" / "studies" / "reply_threshold.yaml"
SOURCE = "Source: Flashpoint, a made-up study."
# Policy, lower bound, mean, its error, nine in ten, largest: numbers of the shipped study.
NUMBERS = (
    ("never", 0.0, 0.0083, 0.0041, 0.0167, 0.32),
    ("any attack", 2.03, 2.14, 0.49, 5.2, 15.8),
    ("a policy of a name so long that it is folded and cut", 2345.6, 3456.7, 1234.5, 9e3, 1e5),
)  # fmt: skip


def rows(numbers=NUMBERS):
    """Regrets from rows as in NUMBERS."""
    return [
        Regret(n, least, mean, half, high, most, "H2-C, sample 57", 0.999, False)
        for n, least, mean, half, high, most in numbers
    ]


def page_of(outcome="us_killed"):
    """The page of these regrets, with shares of futures that are good enough."""
    good = [Satisfied(n, 0.999, 0.008, {outcome: 0.999}) for n, *_ in NUMBERS]
    with styled():
        page = regret.draw(outcome, rows(), 1000, SOURCE, good, {outcome: 0.1})
        page.figure.draw_without_rendering()
    return page


@pytest.fixture(params=["us_killed", "open_war"])
def page(request):
    """One page of a count and one of a chance."""
    return page_of(request.param)


def test_numbers_of_two_columns_never_run_into_each_other(page):
    """`0.32` and `99.9 %` once read as `0.3299.9 %`."""
    boxes = [page.figure.axes[0].get_window_extent()]
    boxes += [t.get_window_extent() for t in page.figure.texts if t.get_text().strip()]
    for a, b in combinations(sorted(boxes, key=lambda box: box.x0), 2):
        if min(a.y1, b.y1) - max(a.y0, b.y0) > 2:
            assert b.x0 - a.x1 > 5


def test_bars_stand_on_a_scale_with_its_unit(page):
    """Without one their lengths were pictures, no numbers."""
    axes = page.figure.axes[0]
    assert axes.axison
    assert len([t for t in axes.get_xticklabels() if t.get_text()]) >= 2
    assert axes.get_xlim()[0] == 0 < NUMBERS[-1][-1] < axes.get_xlim()[1]
    pale = [b for b in axes.patches if b.get_facecolor()[:3] == hex_colour(PALE_BLUE)]
    assert [b.get_width() for b in pale] == [row[4] for row in NUMBERS]
    assert "regret (" in axes.get_xlabel()


def hex_colour(text):
    """Red, green and blue, 0 to 1."""
    return tuple(int(text[k : k + 2], 16) / 255 for k in (1, 3, 5))


def test_the_unit_of_the_scale_is_that_of_the_numbers():
    """Chances are judged in percentage points, deaths in deaths."""
    assert page_of("us_killed").figure.axes[0].get_xlabel() == "regret (deaths)"
    chances = page_of("open_war").figure.axes[0]
    assert chances.get_xlabel() == "regret (percentage points)"
    ticks = dict(zip(chances.get_xticks(), chances.get_xticklabels(), strict=True))
    told = {x: float(t.get_text().replace(",", "")) for x, t in ticks.items()}
    assert told == pytest.approx({x: 100 * x for x in ticks})


def robust(nested):
    """A thousand futures, and the regret of two policies in them."""
    regrets = {"us_killed": rows(NUMBERS[:2])}
    return PolicyRobustness(1000, nested, 100, "made up", {}, {}, regrets, [], [])


@pytest.mark.parametrize(("nested", "runs"), [(True, "120,000 runs"), (False, "500 runs")])
def test_the_source_counts_the_runs_that_the_regret_rests_on(nested, runs):
    """Two policies in 1,000 futures of 60 runs are no 500 runs; conditions are runs of the
    study itself."""
    study = replace(load_study(STUDY), futures=FuturesDesign(100, 60))
    drawn = pd.DataFrame({"open_war": [0, 0, 0, 1]})
    found = SimpleNamespace(
        robustness=robust(nested), study=study, policies=["never", "any"], runs=drawn
    )
    source = "Source: Flashpoint, 5 points, 500 runs."
    ((_, draw),) = _robust(found, source)
    said = " ".join(" ".join(t.get_text() for t in draw().figure.texts).split())
    assert runs in said
    assert ("500 runs" in said) != nested
    assert ("in 25 % of runs of the points open war began" in said) == nested
