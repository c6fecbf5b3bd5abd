"""What matters, on functions whose indices are known in closed form, with luck on top."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

from experiments.analysis.morris import morris
from experiments.analysis.sobol import CHANCE, TOGETHER, sobol
from experiments.analysis.variance_components import crossed, jackknife, parts
from experiments.sweep.precision import more_runs
from experiments.text.optional_imports import need
from sim.errors import InputError

NAMES = ("a", "b", "c")
PROBLEM = {"num_vars": 3, "names": list(NAMES), "bounds": [[0, 1]] * 3}
# Ishigami with a = 7, b = 0.1; Saltelli et al. 2008, "Global sensitivity analysis: the primer".
FIRST = (0.3139, 0.4424, 0.0)
TOTAL = (0.5576, 0.4424, 0.2437)
VARIANCE = 13.8446
RUNS = 40


def ishigami(x):
    """The usual test function on [0, 1]^3; shape [rows]."""
    z = np.pi * (2 * x - 1)
    return np.sin(z[:, 0]) + 7 * np.sin(z[:, 1]) ** 2 + 0.1 * z[:, 2] ** 4 * np.sin(z[:, 0])


def saltelli(base, second=False):
    """A Saltelli design in [0, 1]."""
    return sobol_sample.sample(PROBLEM, base, calc_second_order=second, seed=1)


def luck(rows, shared, own, seed=5):
    """Luck of RUNS runs: alike in all rows, and independent from row to row."""
    rng = np.random.default_rng(seed)
    return shared * rng.normal(size=RUNS) + own * rng.normal(size=(rows, RUNS))


def test_the_known_indices_of_ishigami_come_back_through_shared_luck():
    """Luck that all points share moves no index: means differ by the factors alone."""
    x = saltelli(1024)
    found = sobol(NAMES, ishigami(x)[:, None] + luck(len(x), 5.0, 0.0))
    for index, first, total in zip(found.indices, FIRST, TOTAL, strict=True):
        assert index.first == pytest.approx(first, abs=0.03)
        assert index.total == pytest.approx(total, abs=0.03)
        assert abs(index.total - total) < 2 * index.total_half_width
    assert found.noise < 1e-6
    assert found.seen
    assert found.more is None


def test_luck_that_differs_between_points_is_taken_out():
    """With as much luck as signal in the means, total indices must not swallow it.

    Negative control: SALib on the same means makes every total index far too large.
    """
    from SALib.analyze import sobol as plain

    x = saltelli(1024)
    values = ishigami(x)[:, None] + luck(len(x), 0.0, np.sqrt(VARIANCE * RUNS))
    found = sobol(NAMES, values)
    assert found.noise == pytest.approx(0.5, abs=0.05)
    raw = plain.analyze(PROBLEM, values.mean(axis=1), calc_second_order=False, seed=1)
    assert raw["ST"][2] > TOTAL[2] + 0.2
    for k, index in enumerate(found.indices):
        assert abs(index.first - FIRST[k]) < 1.5 * index.first_half_width
        assert abs(index.total - TOTAL[k]) < 1.5 * index.total_half_width
    assert found.indices[2].total < raw["ST"][2] - 0.15


def test_pure_chance_has_its_own_share():
    """Of the variance of one run, luck keeps what was put in, and the factors the rest."""
    x = saltelli(512)
    values = ishigami(x)[:, None] + luck(len(x), 2.0, 3.0)
    found = sobol(NAMES, values, kinds={"a": "parameters", "b": "policy", "c": "parameters"})
    spread = 4 * np.random.default_rng(5).normal(size=RUNS).var(ddof=1)
    assert found.parts.luck == pytest.approx(spread, rel=0.05)
    assert found.parts.both == pytest.approx(9.0, rel=0.05)
    assert found.parts.points == pytest.approx(VARIANCE, rel=0.05)
    whole = VARIANCE + 9 + spread
    assert found.shares[CHANCE] == pytest.approx((9 + spread) / whole, abs=0.03)
    assert found.shares["policy"] == pytest.approx(0.4424 * VARIANCE / whole, abs=0.04)
    assert found.shares["parameters"] == pytest.approx(0.3139 * VARIANCE / whole, abs=0.04)
    assert found.shares[TOGETHER] == pytest.approx(0.2437 * VARIANCE / whole, abs=0.05)
    assert sum(found.shares.values()) == pytest.approx(1)


def test_luck_alone_is_not_taken_for_a_factor():
    """Nothing is seen where nothing is; the twin shows that a small effect is seen."""
    x = saltelli(128)
    noise = luck(len(x), 1.0, 1.0)
    assert not sobol(NAMES, noise).seen
    assert sobol(NAMES, noise + x[:, [0]]).seen


def test_an_outcome_that_never_varies_has_no_indices():
    """War that never comes must not divide by nothing."""
    found = sobol(NAMES, np.zeros((5 * 16, 4)))
    assert all(i.first == i.total == i.total_half_width == 0 for i in found.indices)
    assert not found.seen
    assert found.more is None
    assert sum(found.shares.values()) == 0


def test_what_only_mixed_rows_see_has_no_indices():
    """What no independent row sees leaves no variance to explain, and no warning.

    Control: seen in one independent row too, it has one.
    """
    values = np.zeros((len(saltelli(8)), RUNS))
    values[1] = 1.0  # row 1 is A with the first factor of B
    found = sobol(NAMES, values)
    assert not found.seen
    assert all(index.first == index.total == 0.0 for index in found.indices)
    values[0] = 1.0
    assert sobol(NAMES, values).parts.points > 0


def test_pairs_that_act_together_are_named():
    """Ishigami's first and third factor interact with 0.2437; no other pair does."""
    x = saltelli(512, second=True)
    found = sobol(NAMES, ishigami(x)[:, None] + luck(len(x), 1.0, 0.1), second_order=True)
    by = {pair.factors: pair for pair in found.pairs}
    assert by["a", "c"].second == pytest.approx(0.2437, abs=0.08)
    for pair in (("a", "b"), ("b", "c")):
        assert abs(by[pair].second) < 0.08


def test_a_wide_bar_asks_for_runs_that_make_it_narrow():
    """The study that is asked for is run, and its widest bar is about as narrow as promised."""
    x = saltelli(64)
    values = ishigami(x)[:, None] + luck(len(x), 1.0, 4.0)
    more = sobol(NAMES, values, target=0.08).more
    assert more.extra == 5 * (more.base * more.runs - 64 * RUNS)
    x = saltelli(more.base)
    rng = np.random.default_rng(6)
    again = ishigami(x)[:, None] + 4 * rng.normal(size=(len(x), more.runs))
    reached = max(max(i.first_half_width, i.total_half_width) for i in sobol(NAMES, again).indices)
    assert 0.5 * 0.08 < reached < 1.25 * 0.08


parts_of_a_bar = st.tuples(*3 * [st.floats(0.0, 1.0)])


@given(parts_of_a_bar, st.sampled_from([16, 64, 1024]), st.integers(3, 500))
@settings(max_examples=200)
def test_the_plan_reaches_its_target_and_throws_nothing_away(halves, base, runs):
    """SquaredHalfWidths shrink with the roots of rows and of runs; what exists is kept."""
    rows, luck_part, both = (h**2 for h in halves)
    more = more_runs((rows, luck_part, both), base, runs, 10, 0.05)
    if rows + luck_part + both <= 0.05**2:
        assert more is None
        return
    assert more.base >= base
    assert more.runs >= runs
    by_rows, by_runs = base / more.base, runs / more.runs
    assert rows * by_rows + luck_part * by_runs + both * by_rows * by_runs <= 0.05**2 + 1e-9
    assert more.extra == 10 * (more.base * more.runs - base * runs) > 0


def test_the_jackknife_of_a_mean_is_its_standard_error():
    """The textbook case, so that the bars by luck are what they say."""
    values = np.random.default_rng(8).normal(size=(1, 2000))
    error = jackknife(values, lambda table: table.mean(axis=1))
    assert error[0] == pytest.approx(values.std(ddof=1) / np.sqrt(2000), rel=0.4)
    exact = jackknife(values[:, :20], lambda table: table.mean(axis=1))
    assert exact[0] == pytest.approx(values[0, :20].std(ddof=1) / np.sqrt(20), rel=1e-9)


def test_morris_ranks_factors_and_gives_exact_slopes():
    """A straight line has equal effects everywhere, its slope; what does nothing gets 0."""
    x = morris_sample.sample(PROBLEM, 20, num_levels=4, seed=1)
    values = (5 * x[:, 0] - 2 * x[:, 1])[:, None] + luck(len(x), 3.0, 0.0)
    rows = morris(NAMES, x, values, kinds={"a": "lever"})
    assert [r.factor for r in rows] == ["a", "b", "c"]
    assert [r.mu for r in rows] == pytest.approx([5, -2, 0], abs=1e-9)
    assert [r.mu_star for r in rows] == pytest.approx([5, 2, 0], abs=1e-9)
    assert all(r.sigma < 1e-9 and r.half_width < 1e-9 for r in rows)
    assert rows[0].kind == "lever"


def test_morris_bars_widen_with_luck():
    """Negative control: with luck of its own at every point the same line has bars."""
    x = morris_sample.sample(PROBLEM, 20, num_levels=4, seed=1)
    quiet, loud = (
        morris(NAMES, x, (5 * x[:, 0])[:, None] + luck(len(x), 0.0, own)) for own in (0.5, 5.0)
    )
    assert loud[0].half_width > 5 * quiet[0].half_width
    assert abs(loud[0].mu_star - 5) < 2 * loud[0].half_width


def test_the_table_of_points_and_runs_keeps_what_all_points_have():
    """Rows in any order, repeats of a point as the design has them, failed runs dropped."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {"point": np.repeat(["p", "q", "r"], 5), "run": np.tile(np.arange(5), 3)}
    ).assign(open_war=np.arange(15.0))
    frame = frame[~((frame.point == "q") & (frame.run == 2))]
    frame = frame.iloc[rng.permutation(len(frame))]
    table = crossed(frame, "open_war", ["r", "p", "q", "p"])
    assert table.tolist() == [[10, 11, 13, 14], [0, 1, 3, 4], [5, 6, 8, 9], [0, 1, 3, 4]]
    assert crossed(frame, "open_war", ["p"]).shape == (1, 5)
    with pytest.raises(InputError, match="a point that was run"):
        crossed(frame, "open_war", ["s"])
    with pytest.raises(InputError, match="did you mean 'open_war'"):
        crossed(frame, "open_wra")


def test_parts_need_two_of_each():
    """One run cannot tell luck from anything."""
    with pytest.raises(ValueError, match="two points and two runs"):
        parts(np.zeros((5, 1)))


@pytest.mark.parametrize("shape", [(7, 10), (5, 10), (80, 2)])
def test_a_design_that_does_not_fit_is_refused(shape):
    """Too few rows, the wrong number of them, or too few runs."""
    with pytest.raises(InputError, match="blocks of 5 points"):
        sobol(NAMES, np.zeros(shape))
    with pytest.raises(InputError, match="blocks of 4 points"):
        morris(NAMES, np.zeros((shape[0], 3)), np.zeros((shape[0] + 1, shape[1])))


def test_a_missing_library_names_its_extra():
    """The reader is told what to type."""
    with pytest.raises(InputError, match=r"no Nothing.*pip install -e '.\[analysis\]'"):
        need("nothing_of_this_name", "Nothing", "analysis")
