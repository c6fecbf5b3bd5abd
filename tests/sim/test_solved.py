"""Coefficients solved from what a reader can judge: each equation, and that it holds everywhere."""

from __future__ import annotations

import ast
import inspect
import itertools
import math
import textwrap
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml

from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
from sim.meaning import code_meaning
from sim.model import EscalationModel
from sim.parameters import LAYOUT, PARAMETERS, as_records, sample_parameters, set_parameters
from sim.rules import RULES, isis, lethality
from sim.solved import HUNT_DAYS, MEAN_REFUGE, ORDINARY_HARDENING, SOLVED, mean_rockets
from tests.conftest import SCENARIOS

ROOT = Path(__file__).parents[2]
RUNS = np.arange(500)


def prior_records(**by_hand):
    return as_records(sample_parameters("prior", {}, by_hand, 5, RUNS))


def test_every_solved_coefficient_is_a_field_of_its_own():
    """A row of the same name would be overwritten in silence."""
    assert set(SOLVED) <= set(LAYOUT.names)
    assert not set(SOLVED) & set(PARAMETERS)
    assert len(LAYOUT.names) == len(PARAMETERS) + len(SOLVED)


@pytest.mark.parametrize("field", SOLVED)
def test_a_coefficient_is_solved_from_the_parameters_it_names_and_no_others(field):
    """Moving a named one moves it; moving all others together leaves it as it is."""
    named = SOLVED[field].reads
    assert set(named) <= set(PARAMETERS)
    table = sample_parameters("prior", {}, {}, 5, RUNS)
    again = sample_parameters("prior", {}, {}, 6, RUNS)
    before = as_records(table)[field]
    for name in named:
        assert (as_records(table | {name: again[name]})[field] != before).any(), name
    others = {n: v for n, v in again.items() if n not in named}
    assert np.array_equal(as_records(table | others)[field], before)


def test_a_row_that_solves_names_a_coefficient_that_follows_from_it():
    """`solves` and `reads` say the same from both sides."""
    for name, row in PARAMETERS.items():
        if row.solves:
            assert name in SOLVED[row.solves].reads


def test_rules_read_the_coefficient_and_not_what_it_is_solved_from():
    """A rule that read both would count the same thing twice."""
    solving = {row.field for row in PARAMETERS.values() if row.solves}
    for name, rule in RULES.items():
        tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
        read = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        assert not read & solving, name


@pytest.mark.parametrize("field", SOLVED)
def test_no_corner_of_the_table_leads_out_of_the_stated_range(field):
    """Rules are tested between these limits, so a run must never see a value outside."""
    solved = SOLVED[field]
    corners = np.array(
        list(itertools.product(*((PARAMETERS[n].low, PARAMETERS[n].high) for n in solved.reads)))
    )
    table = {n: np.full(len(corners), row.default) for n, row in PARAMETERS.items()}
    table |= {n: corners[:, k] for k, n in enumerate(solved.reads)}
    found = as_records(table)[field]
    assert np.isfinite(found).all()
    assert solved.low <= found.min() <= found.max() <= solved.high
    inside = prior_records()[field]
    assert solved.low <= inside.min() <= inside.max() <= solved.high


@pytest.mark.mechanism("M003", "M018")
def test_a_strike_brings_on_as_many_attacks_as_its_parameter_says():
    """One unit of grievance in every militia, summed over its decay, shares summing to 1."""
    records = prior_records()
    grievance, attacks = np.ones(len(records)), np.zeros(len(records))
    for _ in range(4000):
        attacks += records["fire_per_grievance"] * grievance
        grievance *= records["grievance_keep"]
    assert attacks == pytest.approx(records["attacks_per_strike"], rel=1e-6)


@pytest.mark.mechanism("M011", "M012")
def test_an_ordinary_attack_kills_as_often_as_its_parameter_says():
    """The rule itself, asked about the mean number of rockets on an ordinary base."""
    site = SimpleNamespace(hardening=ORDINARY_HARDENING)
    records = prior_records()
    rockets = mean_rockets(records.view(np.recarray))
    for record, n in zip(records[:50], rockets, strict=False):
        p = SimpleNamespace(kill_per_rocket=record["kill_per_rocket"], missile_lethality=0.0)
        assert lethality.p_fatal(n, False, site, p) == pytest.approx(record["fatal_chance"])


@pytest.mark.mechanism("M109")
def test_the_first_step_of_sanctions_moves_base_fire_by_what_its_parameter_says():
    """Pressure x acts as x / (1 + x); each further step adds less than the one before."""
    records = prior_records()
    step = records["sanction_step"]
    effects = [
        records["hostility_per_sanction"] * n * step / (1.0 + n * step) for n in (0, 1, 2, 3)
    ]
    assert effects[1] == pytest.approx(records["fire_per_step"])
    assert (np.diff(effects, n=2, axis=0) < 0.0).all()


@pytest.mark.mechanism("M057")
def test_a_full_hunt_leaves_isis_as_strong_as_its_parameter_says():
    """Near the start; where ISIS hardly grows it cannot end stronger than left alone."""
    records = prior_records()
    pace = records["isis_growth"] * MEAN_REFUGE
    room = 1.0 - 1.0 / records["isis_room"]
    left = np.exp(HUNT_DAYS * pace * (room - records["isis_hunted"]))
    alone = np.exp(HUNT_DAYS * pace * room)
    assert left == pytest.approx(np.minimum(records["isis_held"], alone))
    assert (left > 0.0).all()


@pytest.mark.mechanism("M057", "M103")
def test_the_rule_of_regrowth_ends_where_the_parameter_says():
    """Day by day under a full hunt, also where strength leaves the start far behind.

    Room grows a little as ISIS shrinks, so the rule ends a few per cent higher. Negative control:
    with half of the hunt it ends much stronger.
    """
    p = SimpleNamespace(
        **{n: v[0] for n, v in sample_parameters("default", {}, {}, 0, RUNS).items()}
    )
    p.isis_hunted = as_records(sample_parameters("default", {}, {}, 0, RUNS))["isis_hunted"][0]
    ends = {}
    for hunt in (0.5, 1.0):
        area = SimpleNamespace(strength=1.0, start=1.0, refuge=MEAN_REFUGE)
        for _ in range(HUNT_DAYS):
            area.strength *= 1.0 + isis.regrowth(area, hunt, 1.0, p)
        ends[hunt] = area.strength
    assert ends[1.0] == pytest.approx(p.isis_held, rel=0.05)
    assert ends[0.5] > 1.2 * ends[1.0]


def test_the_ordinary_threat_is_one():
    """Base fire alone keeps a threat of 1, however slowly threat fades; little fire keeps less."""
    records = prior_records()
    kept = records["fire_base"] * records["threat_per_attack"] / (1.0 - records["threat_keep"])
    busy = records["fire_base"] / (1.0 - records["threat_keep"]) > 1.0
    assert busy.any()
    assert not busy.all()
    assert kept[busy] == pytest.approx(1.0)
    assert (kept[~busy] <= 1.0).all()
    assert (records["threat_per_attack"][~busy] == 1.0).all()


def test_nothing_is_endless_where_steps_or_growth_are_nothing():
    """A scenario may switch sanctions or ISIS off; what is solved then acts on nothing."""
    records = prior_records(sanction_step=0.0, isis_growth=0.0)
    for field in SOLVED:
        assert np.isfinite(records[field]).all()
    assert math.isclose(float((records["isis_growth"] * records["isis_hunted"]).max()), 0.0)


def test_setting_a_parameter_in_records_solves_again():
    """A fit sets columns of finished records: what follows from them must follow at once.

    Negative control: a bare assignment, which no code may make, leaves the old coefficient behind.
    """
    table = sample_parameters("prior", {}, {}, 5, RUNS)
    other = sample_parameters("prior", {}, {}, 6, RUNS)
    names = ("grievance_halflife", "attacks_per_strike", "harass_rockets", "fire_base")
    records = as_records(table)
    set_parameters(records, {n: other[n] for n in names})
    whole = as_records(table | {n: other[n] for n in names})
    assert np.array_equal(records, whole)
    bare = as_records(table)
    bare["attacks_per_strike"] = other["attacks_per_strike"]
    assert not np.array_equal(bare["fire_per_grievance"], whole["fire_per_grievance"])


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        ("parameters.set.attacks_per_strike=3", "fire_per_grievance"),
        ("parameters.set.grievance_halflife=12", "fire_per_grievance"),
        ("parameters.set.fatal_chance=0.2", "kill_per_rocket"),
        ("parameters.set.barrage_high=40", "kill_per_rocket"),
        ("parameters.set.threat_halflife=30", "threat_per_attack"),
        ("hypotheses.H6=A", "hostility_per_sanction"),
        ("hypotheses.H3=A", "isis_hunted"),
    ],
)
@pytest.mark.parametrize("source", ["default", "prior"])
def test_settings_and_variants_reach_what_is_solved_in_both_engines(source, setting, field):
    """By hand or by a hypothesis, on either side of an equation; plain runs are the control."""
    settings = (f"parameters={source}", "days=2")
    found = {}
    for more in ((), (setting,)):
        scenario = load_scenario(SCENARIOS / "baseline.yaml", (*settings, *more))
        drawn = as_records(Engine(scenario, 4).block(0, 2).parameters)
        mesa = EscalationModel(scenario, rng=4, run=1)
        assert getattr(mesa.parameters, field) == drawn[field][1]
        found[more] = drawn[field][1]
    assert found[()] != found[setting,]


def test_no_code_sets_a_parameter_of_records_by_itself():
    """Only `set_parameters` knows what has to be solved again."""
    for folder in ("sim", "calibration", "experiments"):
        for file in (ROOT / folder).rglob("*.py"):
            if file.name != "parameters.py":
                assert ".field] =" not in file.read_text(encoding="utf-8"), file


def test_how_a_coefficient_is_solved_is_part_of_what_a_result_depends_on(tmp_path):
    """Another constant in an equation makes stored fits stale; other words do not."""
    source = (ROOT / "sim/solved.py").read_text(encoding="utf-8")
    found = []
    for text in (
        source,
        source.replace("a few, now and then a barrage", "mostly few"),
        source.replace("MEAN_REFUGE: Final = 0.85", "MEAN_REFUGE: Final = 0.9"),
    ):
        (tmp_path / "solved.py").write_text(text, encoding="utf-8")
        found.append(code_meaning(tmp_path))
    assert found[0] == found[1] != found[2]


def test_the_named_refuge_is_that_of_the_areas_that_matter():
    """Of those that hold a twentieth of ISIS or more, by their ISIS; the others hold a sixth."""
    world = yaml.safe_load((ROOT / "scenarios/worlds/iraq_2019.yaml").read_text(encoding="utf-8"))
    areas = [a for a in world["areas"] if a["isis"] >= 0.05]
    shares = np.array([a["isis"] for a in areas])
    refuge = np.array([a["refuge"] for a in areas])
    assert shares.sum() > 0.8
    assert np.average(refuge, weights=shares) == pytest.approx(MEAN_REFUGE, abs=0.01)
