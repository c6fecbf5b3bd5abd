"""Designs and points: which points a study runs, what they are called, and what each stands for."""

import datetime as dt
import math
import pickle
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.evidence.library import SHIPPED as POSTERIOR
from experiments import load_scenario
from experiments.study.designs import points_of
from experiments.study.factors import Factor, FactorSpread
from experiments.study.points import point_id, scenario_at
from experiments.study.study_file import load_study
from sim.errors import InputError
from sim.inputs.posterior import read_posterior
from sim.inputs.world_file import load_world
from sim.parameters import PARAMETERS

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "scenarios"
SHIPPED = sorted((ROOT / "experiments" / "studies").glob("*.yaml"))
JANUARY = str(SCENARIOS / "january_2020.yaml")


@pytest.fixture(scope="module", autouse=True)
def one_world():
    """The world, which no test edits, is read once."""
    read_once = cache(load_world)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "sim.inputs.scenario.load_world", lambda path, known: read_once(path.resolve(), known)
        )
        yield


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """`make(factors, design=..., ...)`: a study of the January scenario."""
    folder = tmp_path_factory.mktemp("studies")

    def study(factors, design="grid", scenarios=(JANUARY,), **more):
        data = {
            "title": "A study",
            "question": "Does it matter?",
            "scenarios": [str(s) for s in scenarios],
            "factors": factors,
            "design": design,
            "runs": 10,
            "outcomes": ["open_war"],
        }
        path = folder / "study.yaml"
        path.write_text(yaml.safe_dump(data | more, sort_keys=False), encoding="utf-8")
        return load_study(path)

    return study


def deaths(*values, **more):
    return {"lever": "us.reply.deaths_needed", "values": list(values)} | more


ERROR = {"parameter": "blame_error", "range": [0.1, 0.3]}
WAR = {"parameter": "war_chance", "range": [0.1, 0.5]}
H1 = {"hypothesis": "H1", "values": ["A", "B", "C"]}


# ---------------------------------------------------------------- names of points


def test_a_grid_has_every_combination_once(make):
    """A missing corner of a grid would be a hole in a figure that nobody sees."""
    points = points_of(make({"a": deaths(0, 1, 3), "b": H1}))
    assert points.names == ("a", "b")
    assert {(p["a"], p["b"]) for p in points.table} == {(a, b) for a in (0, 1, 3) for b in "ABC"}
    assert len(set(points.ids)) == len(points.table) == 9
    assert points.rows == tuple(range(9))


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=6, unique=True),
    st.lists(st.sampled_from("ABC"), min_size=2, max_size=3, unique=True),
    st.data(),
)
def test_a_study_with_more_values_keeps_its_points(make, numbers, letters, data):
    """An extended study runs only what is new; that hangs on the names of the old points, which
    must not depend on the place, the order of the factors or what else is varied."""
    n = data.draw(st.integers(1, len(numbers)))
    m = data.draw(st.integers(1, len(letters)))
    small = points_of(make({"a": deaths(*numbers[:n]), "b": H1 | {"values": letters[:m]}}))
    large = points_of(make({"b": H1 | {"values": letters}, "a": deaths(*numbers)}))
    names = dict(zip(large.ids, large.table, strict=True))
    assert all(names[i] == p for i, p in zip(small.ids, small.table, strict=True))
    assert len(large.ids) == len(numbers) * len(letters)


def test_a_new_factor_left_alone_keeps_the_points(make):
    """A factor that stands as the scenario has it changes nothing, so nothing need run again."""
    old = points_of(make({"a": deaths(0, 3)}))
    new = points_of(make({"a": deaths(0, 3), "sky": {"lever": "iraq.airspace",
                                                     "values": [None, "closed"]}}))  # fmt: skip
    assert set(old.ids) < set(new.ids)


def test_names_of_points_tell_kinds_of_values_apart(make):
    """1 and 1.0 are one value; the number, the text and the date are three."""
    study = make({"a": deaths(0, 1)})
    assert point_id(study, {"a": 1}) == point_id(study, {"a": 1.0})
    others = [{"a": 1}, {"a": "1"}, {"a": dt.date(2020, 1, 1)}, {"a": "2020-01-01"}, {"b": 1}, {}]
    assert len({point_id(study, p) for p in others}) == len(others)


def test_points_of_two_scenarios_have_two_names(make):
    """The same reply in another world is another point."""
    both = make({"a": deaths(0, 3)}, scenarios=(JANUARY, SCENARIOS / "baseline.yaml"))
    points = points_of(both)
    assert points.names == ("scenario", "a")
    assert len(points.ids) == len(set(points.ids)) == 4
    alone = points_of(make({"a": deaths(0, 3)}))
    assert alone.ids == points.ids[:2]


def test_a_study_without_factors_runs_its_scenarios(tmp_path):
    """A million runs of the baseline are a study of one point."""
    path = tmp_path / "x.yaml"
    path.write_text(f"title: x\nquestion: y?\nscenarios: [{JANUARY}]\ndesign: grid\nruns: 10\n"
                    "outcomes: [vote]\n")  # fmt: skip
    points = points_of(load_study(path))
    assert points.table == [{}]


# ---------------------------------------------------------------- samples


def unit_of(points, factors):
    """Shares of ranged factors, found again from the values in the table."""
    rows = [points.table[k] for k in points.rows]
    return np.array([[(r[n] - f["range"][0]) / np.ptp(f["range"]) for n, f in factors.items()]
                     for r in rows])  # fmt: skip


TWO = {"a": ERROR, "b": WAR}


def test_the_values_of_a_sample_are_its_shares(make):
    """Indices are computed from shares and outcomes from values: they must be the same points."""
    for design in (
        {"kind": "latin_hypercube", "points": 32},
        {"kind": "sobol", "base": 16},
        {"kind": "morris", "trajectories": 8},
    ):
        points = points_of(make(TWO, design))
        np.testing.assert_allclose(unit_of(points, TWO), points.unit, atol=1e-7)


def test_a_hypercube_has_one_point_in_every_slice(make):
    """That is what makes it a Latin hypercube; a plain random sample fails this."""
    unit = points_of(make(TWO, {"kind": "latin_hypercube", "points": 50})).unit
    for column in unit.T:
        assert sorted(np.floor(column * 50)) == list(range(50))
    plain = np.random.default_rng(1).random(50)
    assert sorted(np.floor(plain * 50)) != list(range(50))


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ({"kind": "sobol", "base": 16}, {"kind": "sobol", "base": 32}),
        ({"kind": "sobol", "base": 16}, {"kind": "sobol", "base": 16, "second_order": True}),
        ({"kind": "morris", "trajectories": 6}, {"kind": "morris", "trajectories": 11}),
    ],
)
def test_a_larger_sample_keeps_the_smaller_one(make, small, large):
    """The README promises it: bars that are too wide cost only the new points."""
    old, new = points_of(make(TWO | {"c": H1}, small)), points_of(make(TWO | {"c": H1}, large))
    assert set(old.ids) < set(new.ids)


def test_a_sample_hangs_on_the_seed_alone(make):
    """The same command again must find its points; another seed is another sample."""
    for design in ({"kind": "sobol", "base": 8}, {"kind": "latin_hypercube", "points": 8},
                   {"kind": "morris", "trajectories": 8}):  # fmt: skip
        one, again = points_of(make(TWO, design)), points_of(make(TWO, design))
        assert one.ids == again.ids
        assert one.ids != points_of(make(TWO, design, seed=5)).ids


def test_salib_finds_known_indices_on_our_points(make):
    """Y = 2a + b with a, b uniform has first-order indices 4/5 and 1/5. With the rows in another
    order the indices are nonsense, which is what a wrong `rows` would give."""
    from SALib.analyze import sobol

    points = points_of(make(TWO, {"kind": "sobol", "base": 512}))
    y = points.unit @ np.array([2.0, 1.0])

    def first(values):
        return sobol.analyze(dict(points.problem), values, calc_second_order=False, seed=1)["S1"]

    np.testing.assert_allclose(first(y), [0.8, 0.2], atol=0.03)
    shuffled = np.random.default_rng(1).permutation(y)
    assert np.abs(first(shuffled) - [0.8, 0.2]).max() > 0.2


def test_morris_moves_one_factor_a_step(make):
    """An elementary effect is the change of one factor alone."""
    points = points_of(make(TWO | {"c": H1}, {"kind": "morris", "trajectories": 9, "levels": 4}))
    steps = np.diff(points.unit.reshape(9, 4, 3), axis=1)
    assert ((steps != 0).sum(axis=2) == 1).all()
    assert set(np.unique(np.round(points.unit * 3, 9))) == {0, 1, 2, 3}


def test_rows_that_fall_on_one_point_run_once(make):
    """Three words and a thousand rows are three points; each row knows its own."""
    points = points_of(make({"c": H1, "d": deaths(0, 1)}, {"kind": "sobol", "base": 64}))
    assert len(points.table) == 6
    assert len(points.rows) == len(points.unit) == 64 * 4
    for row, share in zip(points.rows, points.unit, strict=True):
        assert points.table[row] == {"c": "ABC"[int(share[0] * 3)], "d": int(share[1] * 2)}


def test_without_salib_the_error_names_the_extra(make, monkeypatch):
    """A grid runs without it, and whoever needs it is told what to install."""
    study = make(TWO, {"kind": "sobol", "base": 8})
    monkeypatch.setitem(sys.modules, "SALib.sample.sobol", None)
    with pytest.raises(InputError, match=r"no SALib; accepts .*\[analysis\]"):
        points_of(study)
    assert points_of(make({"a": deaths(0)})).ids


# ---------------------------------------------------------------- other designs


def test_one_at_a_time_moves_one_factor_from_its_base(make):
    """A tornado's bars all start from one middle, and that middle is the baseline."""
    factors = {"a": ERROR, "b": {"parameter": "war_chance", "prior": True}, "c": H1, "d": deaths(3)}
    base = {"a": 0.2, "c": "C"}
    points = points_of(make(factors, {"kind": "one_at_a_time", "base": base}))
    first = points.table[0]
    assert first == {"a": 0.2, "b": None, "c": "C", "d": None}
    moved = [{k: v for k, v in p.items() if v != first[k]} for p in points.table[1:]]
    prior = PARAMETERS["war_chance"].prior.quantile(np.array([0.05, 0.95])).round(9)
    assert moved == [{"a": 0.1}, {"a": 0.3}, {"b": prior[0]}, {"b": prior[1]}, {"c": "A"},
                     {"c": "B"}, {"d": 3}]  # fmt: skip
    assert set(points.partners) == {points.ids[0]}


def test_a_file_lists_its_points(make, tmp_path):
    """What stands in a cell is what is run; an empty cell leaves the factor alone."""
    table = tmp_path / "p.csv"
    table.write_text("when,a,scenario\n2020-03-09,3,baseline.yaml\n,0,january_2020.yaml\n")
    factors = {"a": {"lever": "us.reply.deaths_needed"}, "when": H1}
    with pytest.raises(InputError, match=r"p\.csv:2: when: .*accepts A, B, C"):
        make(factors, {"kind": "file", "path": str(table)}, (JANUARY, SCENARIOS / "baseline.yaml"))
    table.write_text("when,a,scenario\nB,3,baseline.yaml\n,0,january_2020.yaml\n")
    points = points_of(
        make(factors, {"kind": "file", "path": str(table)}, (JANUARY, SCENARIOS / "baseline.yaml"))
    )
    assert points.table == [
        {"scenario": "baseline.yaml", "a": 3, "when": "B"},
        {"scenario": "january_2020.yaml", "a": 0, "when": None},
    ]


# ---------------------------------------------------------------- pairs


def test_a_baseline_of_values_keeps_the_rest_of_the_point(make):
    """A reply of 3 under H1-A is compared with a reply of 1 under H1-A, not under another H1."""
    points = points_of(make({"a": deaths(0, 1, 3), "b": H1}, baseline={"a": 1}))
    of = dict(zip(points.ids, points.table, strict=True))
    assert len(points.table) == 9
    for name, partner in zip(points.ids, points.partners, strict=True):
        assert of[partner] == of[name] | {"a": 1}


def test_a_baseline_that_the_design_lacks_is_added(make):
    """`null` is no value of the grid, so the scenario as it stands must be run as well."""
    points = points_of(make({"a": deaths(0, 3), "b": ERROR | {"steps": 2}}, baseline={"a": None}))
    assert [p["a"] for p in points.table] == [0, 0, 3, 3, None, None]
    assert points.partners == (*points.ids[4:], *points.ids[4:], *points.ids[4:])
    assert len(points.rows) == 4


def test_a_baseline_scenario_meets_the_same_world(make):
    """The other policy is run under the same parameters and variants, and none of our levers: a
    difference is then the policy's doing."""
    study = make(
        {"days": {"variable": "days", "values": [30, 90]}, "b": H1, "e": ERROR | {"steps": 2}},
        scenarios=(SCENARIOS / "full_withdrawal.yaml",),
        baseline=JANUARY,
    )
    points = points_of(study)
    of = dict(zip(points.ids, points.table, strict=True))
    assert len(points.table) == 12 + 6
    for name, partner in zip(points.ids, points.partners, strict=True):
        same = {k: of[name][k] for k in ("b", "e")}
        assert of[partner] == {"scenario": "january_2020.yaml", "days": None} | same
        stays = scenario_at(study, of[partner])
        assert stays.changes == load_scenario(JANUARY).changes
        assert stays.parameter_values == {"blame_error": of[name]["e"]}


# ---------------------------------------------------------------- what a point stands for

FIELDS = ("start", "days", "history_until", "parameter_source", "parameter_values", "hypotheses",
          "changes", "world")  # fmt: skip
CASES = {
    "parameter": ({"parameter": "blame_error", "values": [0.25]},
                  "parameters: {from: posterior, set: {blame_error: 0.25}}"),
    "hypothesis": ({"hypothesis": "H3", "values": ["A"]}, "hypotheses: {H3: A}"),
    "variable": ({"variable": "days", "values": [200]}, "variables: {days: 200}"),
    "lever": (deaths(3), "interventions: [{lever: us.reply.deaths_needed, set: 3}]"),
    "word": ({"lever": "iraq.airspace", "values": ["closed"], "from": dt.date(2020, 2, 1),
              "to": dt.date(2020, 3, 1)},
             "interventions: [{lever: iraq.airspace, set: closed, from: 2020-02-01, "
             "to: 2020-03-01}]"),
    "scaled": ({"lever": "militia.obedience", "values": [0.5], "dose": "scale",
                "militias": ["mahdi_army"], "on": dt.date(2020, 2, 1)},
               "interventions: [{lever: militia.obedience, scale: 0.5, militias: [mahdi_army], "
               "on: 2020-02-01}]"),
    "ramp": ({"lever": "iraq.rein_in", "values": [1], "from": dt.date(2020, 2, 1), "over": 9},
             "interventions: [{lever: iraq.rein_in, set: 1, from: 2020-02-01, over: 9}]"),
    "condition": ({"lever": "iran.line", "values": ["restrain"], "when": "n_salvos >= 1"},
                  "interventions: [{lever: iran.line, set: restrain, when: n_salvos >= 1}]"),
    "policy": ({"policies": {"calm": [{"lever": "us.reply.doctrine", "set": "never"},
                                      {"lever": "us.sanctions", "set": -1}]}},
               "interventions: [{lever: us.reply.doctrine, set: never}, "
               "{lever: us.sanctions, set: -1}]"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_point_is_the_scenario_that_a_person_would_write(make, tmp_path, case):
    """A factor is a short way to write many scenario files; each must be that file."""
    factor, written = CASES[case]
    parent = SCENARIOS / "full_withdrawal.yaml"
    study = make({"a": factor}, scenarios=(parent,))
    (point,) = points_of(study).table
    found = scenario_at(study, point)
    path = tmp_path / "by_hand.yaml"
    path.write_text(f"extends: {parent}\n{written}\n", encoding="utf-8")
    by_hand = load_scenario(path)
    for field in FIELDS:
        assert getattr(found, field) == getattr(by_hand, field), field
    assert found.text == by_hand.text
    base = load_scenario(parent)
    assert any(getattr(found, field) != getattr(base, field) for field in FIELDS)


def test_the_text_of_a_point_reads_back_to_it(make, tmp_path):
    """Blocks are named by this text, so it must say all that the point changed."""
    factors = {"a": deaths(3), "b": H1, "e": ERROR | {"steps": 2},
               "days": {"variable": "days", "values": [30]}}  # fmt: skip
    study = make(factors, scenarios=(SCENARIOS / "full_withdrawal.yaml",))
    texts = []
    for point in points_of(study).table:
        found = scenario_at(study, point)
        text = dict(found.text) | {"world": str(SCENARIOS / found.text["world"])}
        path = tmp_path / "back.yaml"
        path.write_text(yaml.safe_dump(text), encoding="utf-8")
        again = load_scenario(path)
        assert all(getattr(again, field) == getattr(found, field) for field in FIELDS)
        texts.append(repr(found.text))
    assert len(set(texts)) == len(texts) == 6


def test_a_point_left_alone_is_the_scenario_itself(make):
    """`null` everywhere changes nothing, not even the order of the interventions."""
    study = make({"a": deaths(None, 3), "b": H1})
    base = load_scenario(JANUARY)
    found = scenario_at(study, {"a": None, "b": None})
    assert all(getattr(found, field) == getattr(base, field) for field in FIELDS)
    assert found.text == base.text


def test_points_do_not_leak_into_each_other(make):
    """All points share one loaded scenario; none may leave a trace in it."""
    study = make({"a": deaths(0, 3), "b": H1})
    before = repr(study.bases)
    texts = {repr(scenario_at(study, p).text) for p in points_of(study).table}
    assert len(texts) == 6
    assert repr(study.bases) == before


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_point_of_a_shipped_study_is_a_scenario(path):
    """The check at the door looks at pairs of factors; here all points are made."""
    study = load_study(path, ["design.base=4"] if path.stem == "what_matters" else ())
    points = points_of(study)
    made = {repr(vars(scenario_at(study, p))) for p in points.table}
    assert len(made) == len(points.table) == len(points.ids)
    if study.baseline:
        assert set(points.partners) <= set(points.ids)
        assert len(set(points.partners)) < len(points.ids)


def test_a_study_travels_to_other_processes(make):
    """Workers get the study as bytes and must make the same scenarios from it."""
    study = make({"a": deaths(0, 3), "b": ERROR | {"steps": 3}}, baseline={"a": 0})
    again = pickle.loads(pickle.dumps(study))
    assert points_of(again).ids == points_of(study).ids
    point = points_of(study).table[-1]
    assert scenario_at(again, point).text == scenario_at(study, point).text


# ---------------------------------------------------------------- shares and values


@given(st.floats(-50, 50), st.floats(0.01, 50), st.floats(0, 1), st.floats(0, 1))
def test_a_range_is_rising_and_keeps_its_limits(low, width, u, v):
    """A value beyond the limits would be refused by the lever in the middle of a sweep."""
    spread = FactorSpread("range", low, low + width)
    a, b = sorted((u, v))
    assert low <= spread.value(a) <= spread.value(b) <= low + width
    assert spread.ends() == (low, low + width)


@given(st.floats(0.001, 10), st.floats(1.5, 100))
def test_a_log_range_has_equal_ratios(low, factor):
    """Half the points of a log range lie below the geometric middle."""
    spread = FactorSpread("range", low, low * factor, log=True, steps=3)
    first, middle, last = spread.levels()
    assert math.isclose(middle / first, last / middle, rel_tol=1e-6)


@given(st.integers(1, 9), st.floats(0, 1, exclude_max=True))
def test_listed_values_have_equal_shares(n, u):
    """Otherwise a sample would favour the value that happens to stand first."""
    factor = Factor("a", "lever", "x", "a", tuple(range(n)))
    assert abs(factor.at(u) - u * n) <= 1
    assert [factor.at((k + 0.5) / n) for k in range(n)] == list(range(n))
    assert factor.at(1.0) == n - 1


def test_the_posterior_of_a_factor_has_the_quantiles_of_the_samples():
    """Half the posterior weight lies below the value at share one half, for each fitted name."""
    samples = read_posterior(POSTERIOR)
    for name, values in samples.values.items():
        spread = FactorSpread("posterior", PARAMETERS[name].low, PARAMETERS[name].high, name=name)
        for u in (0.05, 0.5, 0.95):
            below = samples.weight[values <= spread.value(u) * (1 + 1e-8)].sum()
            assert abs(below - u) < 0.01 + samples.weight.max()


def test_the_prior_of_a_factor_is_the_parameters_own(make):
    """Steps of a distribution are the middles of equal shares."""
    study = make({"a": {"parameter": "blame_delay", "prior": True, "steps": 4}})
    shares = np.array([0.125, 0.375, 0.625, 0.875])
    expected = PARAMETERS["blame_delay"].prior.quantile(shares)
    np.testing.assert_allclose([p["a"] for p in points_of(study).table], expected, rtol=1e-8)


def test_whole_ranges_are_lists(make):
    """Deaths and months are counted; a sample must not ask for half of one."""
    factor = {"lever": "us.reply.deaths_needed", "range": [0, 3], "whole": True}
    study = make({"a": factor, "b": ERROR}, {"kind": "latin_hypercube", "points": 40})
    assert sorted({p["a"] for p in points_of(study).table}) == [0, 1, 2, 3]
