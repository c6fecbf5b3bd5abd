"""The figures of the checks say what the checks found, and can be read."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

from calibration.checks.burstiness import Rhythm, RunSpread
from calibration.checks.checks import Checks, CheckSize, Pinned
from calibration.checks.leave_one_article_out import LeftOut, LeftOutShift
from calibration.checks.posterior_predictive import Check, judge
from calibration.checks.simulation_based_calibration import Recovery
from experiments.plots.fit.figures import FIGURES, save_calibration, source_of
from experiments.plots.style.look import styled
from sim.outcomes import HEADLINE
from sim.parameters import PARAMETERS

NAMES = tuple(n for n, p in PARAMETERS.items() if p.prior.kind != "fixed")[:60]
SHOWN = 15
"""Parameters of a figure with a row or panel for each."""
REPEATS = 200


def a_check(name, low, high, unit="days", horizon=8):
    """A row against runs that come evenly on days 1 to 10."""
    values = np.arange(1.0, 11.0)
    return Check(
        name, "asks", unit, low, high, judge(values, np.ones(10), low, high), 1.0, 10, horizon
    )


def a_pinned(k, name):
    prior = PARAMETERS[name].prior
    marks = tuple(map(float, prior.quantile(np.array([0.2, 0.6, 0.9]))))
    return Pinned(name, PARAMETERS[name].unit, (0.1, 0.5, 0.9), marks, 0.6 - 0.01 * k)


def shifts(names, size):
    return tuple(LeftOutShift(n, 10.0, 10.0 + size * k, 0.3) for k, n in enumerate(names))


def make():
    """Checks by hand: one row outside, recovery sound, the control noticed in all parameters."""
    rng = np.random.default_rng(0)
    carried = np.full(REPEATS, 150.0)
    sound = Recovery(NAMES, rng.random((REPEATS, len(NAMES))), carried)
    rows = tuple(a_check(f"coded_row_{k}.deaths", 2, 4, "deaths", None) for k in range(18))
    others = (a_check("late_row", 40, 50), a_check("open_row", 3, np.inf))
    nothing = RunSpread(1.0, 0.5, 1.5)
    return Checks(
        CheckSize(), tuple(a_pinned(k, n) for k, n in enumerate(NAMES)), 7, (1e-9, 1e-7),
        rows, others, (), {},
        (Rhythm("posterior", *3 * (nothing,)), Rhythm("defaults", *3 * (nothing,))),
        sound, replace(sound, ranks=sound.ranks**3), replace(sound, ranks=sound.ranks**2),
        (
            LeftOut("wsj", ("a", "b"), 500.0, shifts(NAMES, 0.02), shifts(HEADLINE, 0.5)),
            LeftOut("spiked", ("c",), 90.0, shifts(NAMES, -0.05), shifts(HEADLINE, -1.0)),
            LeftOut("forum", (), 1000.0, shifts(NAMES, 0.0), shifts(HEADLINE, 0.0)),
        ),
        40.0,
    )  # fmt: skip


CHECKS = make()


def page_of(name, checks=CHECKS):
    with styled():
        return FIGURES[name](checks, source_of(checks))


def texts(page):
    """All words of a figure, in one line."""
    return " ".join(" ".join(t.get_text() for t in page.figure.findobj(Text)).split())


def faults(page):
    """Texts that leave the page or lie over each other by more than a hair."""
    page.figure.draw_without_rendering()
    wide, high = page.figure.get_size_inches() * page.figure.dpi
    shown = [t for t in page.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    out = [w for w, b in boxes if b.x0 < -0.5 or b.y0 < -0.5 or b.x1 > wide + 0.5 or b.y1 > high]
    over = [
        (one, other)
        for (one, b), (other, c) in combinations(boxes, 2)
        if min(b.x1, c.x1) - max(b.x0, c.x0) > 1 and min(b.y1, c.y1) - max(b.y0, c.y0) > 2
    ]
    return [*out, *over]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_can_be_read_and_travels_alone(name):
    """No text over another or off the page; a source line; labelled axes."""
    page = page_of(name)
    with styled():
        assert faults(page) == []
    assert "Source: Flashpoint" in texts(page)
    assert any(axes.get_xlabel() for axes in page.figure.axes)


def test_every_figure_comes_whole_as_png_and_svg(tmp_path):
    """Files are written together, and text of the SVG stays text."""
    files = save_calibration(CHECKS, tmp_path / "figures")
    assert {f.name for f in files} == {f"{n}.{kind}" for n in FIGURES for kind in ("png", "svg")}
    for file in files:
        if file.suffix == ".svg":
            words = "".join(ET.parse(file).getroot().itertext())
            assert "Source: Flashpoint" in words


def test_the_same_checks_give_the_same_bytes(tmp_path):
    """Else a figure in a repository changes without a reason."""
    once, again = (save_calibration(CHECKS, tmp_path / name) for name in "ab")
    assert [f.read_bytes() for f in once] == [f.read_bytes() for f in again]


def test_the_contraction_title_counts_what_is_pinned_down():
    """And the count follows the table."""
    known = sum(not p.words for p in CHECKS.pinned)
    assert 0 < known < len(NAMES)
    page = page_of("contraction")
    assert f"pins down {known} of {len(NAMES)}" in page.title
    assert "in 7 directions" in page.title
    assert f"{len(NAMES) - 30} more have moved less" in texts(page)
    blind = replace(CHECKS, pinned=tuple(p._replace(contraction=0.0) for p in CHECKS.pinned))
    assert f"pins down 0 of {len(NAMES)}" in page_of("contraction", blind).title


def test_the_predictive_title_names_what_lies_outside():
    """A row outside may not hide among those inside."""
    page = page_of("predictive")
    assert "19 of 20 rows" in page.title
    assert "outside: late row" in page.title
    assert "over 8" not in page.title
    fine = replace(CHECKS, unfitted=())
    assert page_of("predictive", fine).title.startswith("All 18 rows")


def test_bars_of_the_predictive_check_lie_where_the_window_lies():
    """Days 2 to 4 of ten even days have one tenth below and six above."""
    page = page_of("predictive")
    bar = page.figure.axes[0].patches[1]
    assert bar.get_x() == pytest.approx(0.1)
    assert bar.get_width() == pytest.approx(0.3)


def test_the_recovery_title_states_both_halves():
    """The honest half and the control, in either case."""
    n = len(NAMES)
    assert page_of("recovery").title == (
        f"{REPEATS} made-up winters: the fit finds their truths again; other truths show in {n} "
        f"of {n}, fits of one parameter alone fail in {n}"
    )
    swapped = replace(CHECKS, recovery=CHECKS.control, control=CHECKS.recovery)
    assert f"{n} of {n} parameters are not found again; other truths go unnoticed" in (
        page_of("recovery", swapped).title
    )


def test_the_articles_title_names_the_article_that_carries_most():
    """Articles without rows of their own are named in the caption and have no column."""
    page = page_of("articles")
    assert "3 targets rest on one article; most hangs on spiked" in page.title
    assert NAMES[SHOWN - 1].replace("_", " ") in page.title
    assert "No row rests on forum alone" in texts(page)
    assert len(page.figure.axes) == 4
    nothing = replace(CHECKS, articles=CHECKS.articles[2:])
    assert page_of("articles", nothing).title == "No target rests on one article alone"


def test_the_articles_figure_says_that_war_is_not_counted():
    """Its answers are of free winters, some of which stop counting at a war."""

    def peaceful(shift):
        return shift._replace(full=0.0) if shift.name == "open_war" else shift

    assert "Not counting war itself" in texts(page_of("articles"))
    never = tuple(replace(a, answers=tuple(map(peaceful, a.answers))) for a in CHECKS.articles)
    assert "war itself" not in texts(page_of("articles", replace(CHECKS, articles=never)))
