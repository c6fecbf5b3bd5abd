"""Three to six results in one chart: every scenario of every outcome with mark and number."""

import numpy as np
import pytest

from experiments.plots.run import comparison_of_many
from experiments.plots.run.comparison_data import shown_by
from experiments.plots.run.figures import save_comparison_of_many
from experiments.plots.style.look import styled
from experiments.runs.parameter_uncertainty import UncertaintyPart
from tests.experiments.plots.run.made_up import faults, make, texts

RUNS = 400
PART = {"n_rocket_attacks": UncertaintyPart(-40.0, 1.0, -90.0, -12.0, 1.0, True)}


def others(n, **manifest):
    """Results in each of which attacks are fewer than in the first, by another amount."""
    k = np.arange(RUNS)
    return [
        make(
            runs=RUNS,
            events=(),
            daily=False,
            columns={"n_rocket_attacks": k - 50 * (i + 1) + k % 7},
            title=f"Policy {i} with a title that is not short at all",
            **manifest,
        )
        for i in range(n)
    ]


def drawn(n, parts=None, **manifest):
    results = [make(runs=RUNS, events=(), daily=False), *others(n, **manifest)]
    with styled():
        page = comparison_of_many.draw(results, parts or [{}] * n)
        page.figure.draw_without_rendering()
    return page, results


@pytest.mark.parametrize("n", [2, 3, 5])
def test_nothing_leaves_the_page_or_lies_over_anything(n):
    """Up to sixty lines of marks and numbers, with bands or without."""
    page, _ = drawn(n, [PART] * n)
    assert faults(page) == []


@pytest.mark.parametrize("n", [2, 5])
def test_each_scenario_has_a_mark_and_a_number_for_each_outcome(n):
    """A missing one would pass for no change."""
    page, results = drawn(n)
    axes = page.figure.axes[0]
    marks = [line for line in axes.lines if len(line.get_xdata()) == 1]
    assert len(marks) == n * len(shown_by(*results))
    letters = [text.get_text()[0] for text in axes.texts]
    assert letters == list("BCDEF"[:n]) * len(shown_by(*results))


def test_scenarios_differ_in_shape_as_well_as_in_colour():
    """Grey print and colour-blind eyes must tell them apart."""
    page, results = drawn(5)
    marks = [line for line in page.figure.axes[0].lines if len(line.get_xdata()) == 1]
    of_pauses = marks[-5 * 2 : -5]  # an outcome that nobody changes, so no mark is an arrow
    assert len({line.get_marker() for line in of_pauses}) == 5
    assert len({line.get_color() for line in of_pauses}) == 5
    assert results[0].manifest["title"] in texts(page)


def test_the_title_names_the_largest_change_and_whose_it_is():
    """The finding, not the list of what was drawn."""
    page, _ = drawn(3)
    assert "largest change is that of “Policy 2" in page.title
    assert "“Rocket attacks” falls by" in page.title


def test_equal_results_have_no_finding():
    """Negative control: a chart of the same runs says so."""
    same = [make(runs=50, events=(), daily=False) for _ in range(3)]
    with styled():
        page = comparison_of_many.draw(same, [{}, {}])
    assert "every run of the others comes out the same" in page.title


def test_other_seeds_and_days_are_said():
    """Results without common luck, or of other days, must not pass for pairs."""
    page, _ = drawn(2, seed=99, days=30)
    assert "B and C: another seed than A" in texts(page)
    assert "Mind the days" in texts(page)
    plain, _ = drawn(2)
    assert "another seed" not in texts(plain)
    assert "Mind the days" not in texts(plain)


def test_the_same_results_give_the_same_file(tmp_path):
    """A changed file means changed results."""
    results = [make(runs=50, events=(), daily=False), *others(2)]
    first, second = (
        save_comparison_of_many(results, tmp_path / k, [{}, {}], svg=True) for k in "ab"
    )
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
