"""The one table of parameters: who reads what, what it says about itself, and how it is drawn."""

from __future__ import annotations

import ast
import csv
import inspect
import textwrap
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml
from scipy import stats

from sim.parameters import HYPOTHESES, LAYOUT, PARAMETERS, as_records, sample_parameters
from sim.prior import Prior
from sim.rules import RULES

ROOT = Path(__file__).parents[2]
RUNS = np.arange(4000)
DOUBT = 1e-4  # a draw from its own prior fails a test at this level once in ten thousand
DRAWN = [name for name, row in PARAMETERS.items() if row.prior.kind != "fixed"]
VARIANTS = [(h, letter) for h, hyp in HYPOTHESES.items() for letter in hyp.variants]


def attributes_of_p(source: str) -> frozenset[str]:
    """Attributes that a source text reads from a name `p`."""
    return frozenset(
        n.attr
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "p"
    )


@cache
def read_by(rule: Any) -> frozenset[str]:
    """Parameters that a rule reads."""
    return attributes_of_p(textwrap.dedent(inspect.getsource(rule)))


def scale(prior: Prior) -> tuple[Any, tuple[float, ...]]:
    """The textbook distribution of a prior, from scipy."""
    if prior.kind == "beta":
        return stats.beta, (prior.a, prior.b)
    if prior.kind == "uniform":
        return stats.uniform, (prior.a, prior.b - prior.a)
    if prior.kind == "lognormal":
        return cut_lognormal(prior), ()
    assert prior.kind == "loguniform", prior
    return stats.loguniform, (prior.a, prior.b)


def cut_lognormal(prior: Prior) -> Any:
    """A lognormal conditioned on the range of its parameter, from scipy's untruncated one."""
    whole = stats.lognorm(prior.b, scale=prior.a)
    below, above = whole.cdf(prior.low), whole.cdf(prior.high)
    inside = lambda x: np.clip((whole.cdf(x) - below) / (above - below), 0.0, 1.0)  # noqa: E731
    return SimpleNamespace(cdf=inside)


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_is_read_by_the_rules_its_row_names_and_by_no_other(name):
    """The row tells which rules a number moves; a reader may trust it in both directions.

    A row that only serves to solve a coefficient is read as that coefficient.
    """
    row = PARAMETERS[name]
    field = row.solves or row.field
    readers = {rule for rule, function in RULES.items() if field in read_by(function)}
    assert set(row.rules) == readers, f"{name}: row says {row.rules}, rules that read it {readers}"


@pytest.mark.parametrize("name", RULES)
def test_every_number_that_a_rule_reads_is_a_row_of_the_table(name):
    """A misspelt name would fail only on the day the rule is asked."""
    assert read_by(RULES[name]) <= set(LAYOUT.names)


def test_nothing_but_rules_reads_a_parameter():
    """Decisions and effects hand `p` on; a number used there would escape its row.

    What a coefficient is solved from is named in its own table (`tests/sim/test_solved.py`).
    """
    files = [f for f in (ROOT / "sim").rglob("*.py") if f.parent.name != "rules"]
    files.remove(ROOT / "sim/solved.py")
    assert len(files) > 10
    for file in files:
        read = attributes_of_p(file.read_text(encoding="utf-8")) & set(LAYOUT.names)
        assert not read, f"{file.name} reads {sorted(read)}"


@pytest.mark.parametrize("name", PARAMETERS)
def test_default_and_prior_lie_inside_the_range(name):
    """The range is the hard limit: what lies outside is refused from users, so also from us."""
    row = PARAMETERS[name]
    assert row.low < row.high
    assert row.low <= row.default <= row.high
    if row.prior.kind == "beta":
        assert row.prior.a > 0.0 < row.prior.b
        assert (row.low, row.high) == (0.0, 1.0), "a beta prior lives on 0..1"
    elif row.prior.kind == "lognormal":
        assert row.prior.b > 0.0
        assert row.low < row.prior.a < row.high
        assert (row.prior.low, row.prior.high) == (row.low, row.high)
    elif row.prior.kind != "fixed":
        assert row.low <= row.prior.a < row.prior.b <= row.high
        assert row.prior.kind != "loguniform" or row.prior.a > 0.0


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_row_says_what_it_is_and_where_it_comes_from(name):
    """Meaning, unit, and paragraphs and claims that exist."""
    row = PARAMETERS[name]
    articles = yaml.safe_load((ROOT / "calibration/sources.yaml").read_text(encoding="utf-8"))
    with (ROOT / "calibration/claims.csv").open(encoding="utf-8", newline="") as file:
        claims = {line["id"] for line in csv.DictReader(file)}
    assert row.meaning
    assert row.unit
    assert row.sources
    for source in row.sources:
        article, paragraph = source.split(":")
        assert 1 <= int(paragraph) <= articles[article]["paragraphs"], source
    assert row.claims
    assert set(row.claims) <= claims


@pytest.mark.parametrize("name", [n for n, row in PARAMETERS.items() if row.is_halflife])
def test_a_half_life_reaches_the_rules_as_the_share_kept(name):
    """After one half-life of days, half is left."""
    row = PARAMETERS[name]
    assert row.low > 0.0
    days = np.array([row.low, row.default, row.high])
    table = {n: days if n == name else np.full(3, r.default) for n, r in PARAMETERS.items()}
    kept = as_records(table)[row.field]
    assert row.field == name.removesuffix("_halflife") + "_keep"
    assert kept**days == pytest.approx(0.5)
    assert (np.diff(kept) > 0).all(), "what lasts longer keeps more a day"


def test_parameters_that_are_no_half_life_reach_the_rules_unchanged():
    """The record is the table, field by field."""
    table = sample_parameters("prior", {}, {}, 5, np.arange(7))
    records = as_records(table)
    for name, row in PARAMETERS.items():
        if not row.is_halflife:
            assert np.array_equal(records[row.field], table[name])


@pytest.mark.parametrize(("hypothesis", "letter"), VARIANTS)
def test_a_variant_only_moves_existing_coefficients_inside_their_range(hypothesis, letter):
    """A reading is a point of the same model, not another model; the default one moves nothing."""
    variant = HYPOTHESES[hypothesis].variants[letter]
    moved = set(variant.values) | set(variant.priors)
    assert moved <= set(PARAMETERS)
    assert (not moved) == (letter == HYPOTHESES[hypothesis].default)
    for name, value in variant.values.items():
        row = PARAMETERS[name]
        assert row.low <= value <= row.high
        assert value != row.default, f"{name} is 'moved' to its default"
    for name, prior in variant.priors.items():
        if prior.kind != "fixed":
            assert PARAMETERS[name].low <= prior.a < prior.b <= PARAMETERS[name].high
    drawn = sample_parameters("default", {hypothesis: letter}, {}, 0, np.arange(2))
    plain = sample_parameters("default", {}, {}, 0, np.arange(2))
    changed = {n for n in PARAMETERS if not np.array_equal(drawn[n], plain[n])}
    assert changed == set(variant.values)


@pytest.mark.parametrize("name", DRAWN)
def test_prior_samples_follow_their_distribution(name):
    """Kolmogorov-Smirnov against scipy's own distribution, so an error in ours would show."""
    values = sample_parameters("prior", {}, {}, 11, RUNS)[name]
    row = PARAMETERS[name]
    assert row.low <= values.min() <= values.max() <= row.high
    law, at = scale(row.prior)
    assert stats.kstest(values, law.cdf, args=at).pvalue > DOUBT


def test_the_distribution_check_would_notice_a_wrong_prior():
    """Negative control: draws held against a law a little wider are told apart."""
    values = sample_parameters("prior", {}, {}, 11, RUNS)
    for name in ("blame_error", "grievance_halflife", "american_share"):
        row = PARAMETERS[name]
        law, at = scale(row.prior)
        wider = (at[0], 1.2 * at[1])
        assert stats.kstest(values[name], law.cdf, args=at).pvalue > DOUBT
        assert stats.kstest(values[name], law.cdf, args=wider).pvalue < DOUBT


@pytest.mark.parametrize(
    "prior",
    [
        Prior("lognormal", 1.4, 0.6, 0.0, 20.0),
        Prior("lognormal", 0.8, 0.25, 0.7, 0.9),
        Prior("lognormal", 2.0, 1.0),
        Prior("uniform", 0.0, 0.15),
        Prior("loguniform", 0.01, 0.3),
        Prior("beta", 1.0, 20.0),
    ],
    ids=str,
)
def test_probability_is_the_inverse_of_quantile(prior):
    """Also where a range cuts a lognormal off: there it is the conditional law that is inverted."""
    u = np.linspace(0.001, 0.999, 99)
    values = prior.quantile(u)
    assert (np.diff(values) > 0.0).all()
    assert prior.low <= values.min() <= values.max() <= prior.high
    assert prior.probability(values) == pytest.approx(u)


def test_a_lognormal_is_cut_at_its_range_and_not_piled_up_there():
    """Values outside are impossible, so they are drawn again and not moved to the nearest limit.

    Negative control: clipped draws have a heap on the limits, and the same test sees it.
    """
    prior = Prior("lognormal", 0.8, 0.25, 0.7, 0.9)
    u = np.random.default_rng(1).random(4000)
    cut, whole = prior.quantile(u), Prior("lognormal", 0.8, 0.25).quantile(u)
    law = cut_lognormal(prior)
    assert stats.kstest(cut, law.cdf).pvalue > DOUBT
    assert stats.kstest(np.clip(whole, 0.7, 0.9), law.cdf).pvalue < DOUBT
    assert (prior.quantile(np.array([0.0, 1.0])) == (0.7, 0.9)).all()
    assert (prior.probability(np.array([0.1, 0.7, 0.9, 3.0])) == (0, 0, 1, 1)).all()


def test_prior_samples_depend_on_the_run_number_alone():
    """Any run may be drawn again by itself, in any company, and stays what it was."""
    together = sample_parameters("prior", {}, {}, 3, np.arange(100))
    for some in (np.array([42]), np.array([99, 42, 0]), np.arange(40, 60)):
        alone = sample_parameters("prior", {}, {}, 3, some)
        for name in PARAMETERS:
            assert np.array_equal(alone[name], together[name][some])
    other = sample_parameters("prior", {}, {}, 4, np.arange(100))
    assert not any(np.array_equal(other[n], together[n]) for n in DRAWN), "the seed has no effect"


def test_parameters_are_drawn_independently_of_each_other():
    """No two priors share their luck; the largest of all rank correlations stays small."""
    table = sample_parameters("prior", {}, {}, 3, RUNS)
    ranks = stats.rankdata(np.array([table[n] for n in DRAWN]), axis=1)
    off = np.abs(np.corrcoef(ranks) - np.eye(len(DRAWN)))
    assert off.max() < 6.0 / np.sqrt(len(RUNS))


@pytest.mark.parametrize("source", ["default", "prior"])
def test_a_value_set_by_hand_wins_over_default_prior_and_hypothesis(source):
    """Whoever sets a number gets that number."""
    variants = {"H1": "B", "H2": "C"}
    by_hand = {"leadership_anger": 1.25, "hardliner_leakage": 0.125, "fire_base": 0.5}
    table = sample_parameters(source, variants, by_hand, 0, np.arange(5))
    for name, value in by_hand.items():
        assert (table[name] == value).all()


def test_a_hypothesis_wins_over_the_table():
    """Its values replace defaults, its priors replace priors; other rows are drawn as before."""
    plain, moved = (
        sample_parameters("prior", {}, {}, 0, RUNS),
        sample_parameters("prior", {"H1": "B"}, {}, 0, RUNS),
    )
    law = HYPOTHESES["H1"].variants["B"].priors["leadership_anger"]
    assert law.a <= moved["leadership_anger"].min() <= moved["leadership_anger"].max() <= law.b
    assert moved["leadership_anger"].min() > plain["leadership_anger"].max() - 0.2
    assert all(np.array_equal(plain[n], moved[n]) for n in PARAMETERS if n != "leadership_anger")
    values = sample_parameters("default", {"H1": "B"}, {}, 0, np.arange(2))
    assert (
        values["leadership_anger"][0] == HYPOTHESES["H1"].variants["B"].values["leadership_anger"]
    )
