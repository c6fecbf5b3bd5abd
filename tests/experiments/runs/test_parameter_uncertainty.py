"""Three uncertainties are told apart: number of runs, parameters, rival hypotheses."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rich.console import Console
from typer.testing import CliRunner

from calibration.evidence.library import SHIPPED
from experiments import load_scenario, run
from experiments.cli import narrow_table, output
from experiments.cli import run as run_command
from experiments.cli.app import app
from experiments.runs.parameter_uncertainty import (
    EACH,
    MOST_SAMPLES,
    n_samples,
    nested,
    parameter_spread,
    uncertainty_part,
)
from experiments.runs.statistics import caveat
from experiments.runs.store import check_target, read_manifest, read_result
from experiments.runs.structural_uncertainty import (
    compared,
    under_variants,
    variant_scenarios,
    variant_spread,
    wants_all,
)
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.posterior import read_posterior
from sim.outcomes import HEADLINE, NEVER, OUTCOMES
from sim.parameters import HYPOTHESES

BASELINE = Path(__file__).parents[3] / "scenarios" / "baseline.yaml"
SEED = 11


def scenario(*settings, days=40):
    """Some days of the baseline."""
    return load_scenario(BASELINE, [f"days={days}", *settings])


def grid(rng, chances, each=EACH):
    """Runs that say yes with the chance of their sample, shape [samples, each]."""
    return (rng.random((len(chances), each)) < chances[:, None]).astype(float)


# Variance components, on made-up models whose answer is known.


@pytest.mark.parametrize("chance", [0.03, 0.3, 0.9])
def test_a_chance_that_no_parameter_moves_has_no_spread(chance):
    """Shares of 25 runs scatter widely by luck, and all of it must be taken out."""
    values = grid(np.random.default_rng(1), np.full(200, chance))
    found = uncertainty_part(values, "flag")
    assert values.mean(axis=1).std() > 0.03
    assert found.sd < 0.25 * values.mean(axis=1).std()
    assert not found.seen


@pytest.mark.parametrize(("a", "b"), [(2, 5), (0.4, 0.6), (1, 12)])
def test_the_spread_of_a_chance_is_recovered(a, b):
    """Chances drawn from a known beta: its spread and its 5 % and 95 % come back.

    Negative control: the quantiles of the raw shares are wider than the truth, by luck.
    """
    rng = np.random.default_rng(2)
    chances = rng.beta(a, b, 800)
    values = grid(rng, chances)
    found = uncertainty_part(values, "flag")
    assert found.seen
    assert found.sd == pytest.approx(chances.std(), rel=0.08)
    assert (found.low, found.high) == pytest.approx(np.quantile(chances, [0.05, 0.95]), abs=0.03)
    assert values.mean(axis=1).std() > found.sd


def test_the_spread_of_a_mean_is_recovered_with_its_skew():
    """Counts around means from a known gamma; luck is as large as the spread of the means.

    Negative control: raw quantiles of means over 5 runs overshoot by more than the estimate errs.
    """
    rng = np.random.default_rng(3)
    means = rng.gamma(2.0, 1.0, 2_000)
    values = rng.poisson(means[:, None], (len(means), 5)).astype(float)
    found = uncertainty_part(values, "count")
    truth = np.quantile(means, [0.05, 0.95])
    raw = np.quantile(values.mean(axis=1), [0.05, 0.95])
    assert found.sd == pytest.approx(means.std(), rel=0.05)
    assert found.luck == pytest.approx(np.sqrt(2.0), rel=0.05)
    assert abs(np.array([found.low, found.high]) - truth).sum() < 0.6 * abs(raw - truth).sum()
    assert found.high - found.mean > found.mean - found.low


def test_luck_is_called_a_spread_only_as_often_as_promised():
    """One false alarm in a hundred; a chance that does move by its own size is always seen."""
    rng = np.random.default_rng(4)
    still = [uncertainty_part(grid(rng, np.full(40, 0.2)), "flag").seen for _ in range(400)]
    moved = [uncertainty_part(grid(rng, rng.beta(1, 4, 40)), "flag").seen for _ in range(50)]
    assert np.mean(still) < 0.03
    assert np.mean(moved) == 1


@pytest.mark.parametrize("kind", ["flag", "count"])
def test_what_never_varies_is_exact(kind):
    """No division by an absent spread, and no range where there is none."""
    assert uncertainty_part(np.zeros((20, 5)), kind) == (0, 0, 0, 0, 0, False)
    assert uncertainty_part(np.ones((20, 5)), kind)[:4] == (1, 0, 1, 1)


def test_draws_that_are_certain_either_way_span_everything():
    """Half of the samples always say yes, the others never: no luck, and a range from 0 to 1."""
    found = uncertainty_part(np.repeat([[0.0], [1.0]], 20, axis=0) * np.ones(5), "flag")
    assert found.seen
    assert (found.luck, found.low, found.high) == pytest.approx((0, 0, 1), abs=1e-6)


tables = arrays(np.float64, (7, 4), elements=st.integers(-20, 500).map(float))


@given(tables, st.integers(-50, 50))
def test_a_spread_keeps_its_laws(values, shift):
    """Order of samples and runs is nothing; a shift moves the range; never wider than raw."""
    found = uncertainty_part(values, "count")
    turned = uncertainty_part(values[::-1, ::-1], "count")
    moved = uncertainty_part(values + shift, "count")
    means = values.mean(axis=1)
    assert found.low <= found.high
    assert 0 <= found.sd <= means.std(ddof=1) + 1e-9
    assert means.min() - 1e-9 <= found.low
    assert found.high <= means.max() + 1e-9
    assert turned[:5] == pytest.approx(found[:5])
    assert (moved.sd, moved.low, moved.high) == pytest.approx(
        (found.sd, found.low + shift, found.high + shift), abs=1e-6
    )


@given(arrays(np.float64, (8, 5), elements=st.sampled_from([0.0, 1.0])))
def test_a_chance_stays_a_chance(values):
    """Between 0 and 1, around the mean, however few runs."""
    found = uncertainty_part(values, "flag")
    assert 0 <= found.low <= found.high <= 1
    assert np.isfinite(found).all()


# The nested batch.


def test_one_run_a_sample_is_the_main_batch():
    """Sample s has the parameters of run s and its runs the luck of their own numbers, so with one
    run a sample the nested batch is the main one; else the two would answer unlike questions."""
    s = scenario()
    main, alone = run(s, 60, SEED).run_columns, nested(s, 60, 1, SEED).columns
    for name in OUTCOMES:
        assert np.array_equal(main[name], alone[name][:, 0]), name


def test_runs_of_one_draw_share_parameters_and_nothing_else():
    """Their luck differs, so they do; with the parameters fixed, all samples are alike."""
    found = nested(scenario(), 20, EACH, SEED).columns["n_rocket_attacks"]
    assert found.shape == (20, EACH)
    assert (np.ptp(found, axis=1) > 0).all()
    assert uncertainty_part(found, "count").seen
    fixed = nested(scenario("parameters=default"), 20, EACH, SEED).columns
    seen = [name for name in HEADLINE if uncertainty_part(fixed[name], OUTCOMES[name].kind).seen]
    assert seen == []


def test_the_nested_batch_does_not_depend_on_threads():
    """The same command gives the same numbers on a laptop and on a server."""
    s = scenario()
    one, two = (nested(s, 43, 7, SEED, workers).columns for workers in (1, 2))
    assert all(np.array_equal(one[k], two[k]) for k in one)
    other = nested(s, 43, 7, SEED + 1).columns
    assert any(not np.array_equal(one[k], other[k]) for k in one)


FORTY_DAYS = scenario()


@given(st.integers(1, 10**8))
def test_the_nested_batch_costs_at_most_half_of_the_main_one(runs):
    """People ask for a number of runs and wait for it."""
    samples = n_samples(FORTY_DAYS, runs)
    assert 0 <= 2 * samples * EACH <= runs
    assert samples <= MOST_SAMPLES
    assert samples == 0 or samples >= 20


def test_without_a_nested_batch_the_reason_is_given():
    """Parameters fixed by hand have no spread, and few runs cannot show one: two things."""
    hand, failed = parameter_spread(scenario("parameters=default"), 10_000, SEED)
    few, _ = parameter_spread(scenario(), 100, SEED)
    assert (hand["samples"], hand["of"], failed) == (0, {}, [])
    assert hand["why"] == "parameters are fixed by hand"
    assert few["why"] == "the spread takes 1,000 runs or more"


def test_a_sample_that_fails_is_left_out_and_listed(monkeypatch):
    """One bad sample in a thousand must neither stop the others nor vanish."""
    s, real = scenario(), Engine.futures
    whole = nested(s, 30, 4, SEED).columns["us_killed"]

    def futures(self, runs, *rest, **wanted):
        if 4 * 17 + 2 in runs:
            raise ZeroDivisionError("in a rule")
        return real(self, runs, *rest, **wanted)

    monkeypatch.setattr(Engine, "futures", futures)
    found = nested(s, 30, 4, SEED)
    assert np.array_equal(found.columns["us_killed"], np.delete(whole, 17, axis=0))
    (failure,) = found.failures
    assert failure["run"] == 4 * 17
    assert "parameters of run 17" in failure["why"]
    assert "ZeroDivisionError" in failure["traceback"]


def test_when_every_draw_fails_there_is_no_spread_but_a_story(monkeypatch):
    """All tracebacks, no numbers, no crash."""
    monkeypatch.setattr(Engine, "futures", lambda *_args, **_wanted: 1 / 0)
    found, failed = parameter_spread(scenario(), 1_000, SEED)
    assert (found["samples"], found["of"], len(failed)) == (0, {}, 20)


# Rival hypotheses.

UNAFRAID = ("parameters=prior", "parameters.set.common_enemy=0")
"""Nobody spares an enemy for fear of ISIS, so that its strength moves no rocket."""


@pytest.fixture(scope="module")
def variants():
    """A scenario as set, its rows under all variants, and what the manifest says of them."""
    s = scenario(*UNAFRAID, days=100)
    result = run(s, 600, SEED)
    rows, failed = under_variants(s, result, 1)
    assert failed == []
    return s, rows, variant_spread(rows, 500)


def test_every_variant_but_the_chosen_ones_is_run():
    """Nine at the defaults; where a scenario takes a side, its default is one of them."""
    variants = variant_scenarios(scenario("hypotheses.H2=A"))
    every = {f"{n}-{v}" for n, h in HYPOTHESES.items() for v in h.variants}
    chosen = {f"{n}-{h.default}" for n, h in HYPOTHESES.items()} - {"H2-B"} | {"H2-A"}
    assert set(variants) == every - chosen
    assert len(variants) == 10
    assert dict(variants["H1-A"].hypotheses) == {"H2": "A", "H1": "A"}
    assert dict(variants["H2-C"].hypotheses) == {"H2": "C"}


def test_a_variant_gives_what_a_run_of_its_own_gives(variants):
    """`--set hypotheses.H5=A` must not answer otherwise than `--hypotheses all`."""
    _, rows, _ = variants
    for variant in ("H1-B", "H3-A", "H5-A"):
        name, letter = variant.split("-")
        own = run(
            scenario(*UNAFRAID, f"hypotheses.{name}={letter}", days=100), 500, SEED
        ).run_columns
        mine = {r.outcome: r.mean for r in rows if r.variant == variant}
        assert mine == {k: pytest.approx(own[k].mean()) for k in OUTCOMES if k not in NEVER}


def test_lowest_and_highest_are_those_of_the_variants(variants):
    """Over the scenario as set and the variants that clearly differ; the right one is named."""
    s, rows, found = variants
    base = run(s, 500, SEED).run_columns
    assert found["variants"] == list(variant_scenarios(s))
    for name, ends in found["of"].items():
        assert ends["as_set"] == pytest.approx(base[name].mean())
        means = {r.variant: r.mean for r in rows if r.outcome == name and r.clear}
        means[""] = ends["as_set"]
        assert ends["low"] == min(means.values()) == means[ends["low_variant"]]
        assert ends["high"] == max(means.values()) == means[ends["high_variant"]]
    isis = found["of"]["isis_strength_ratio"]
    assert isis["high_variant"] == "H3-A"
    assert isis["high"] > isis["as_set"]


def test_a_variant_that_acts_on_nothing_changes_nothing(variants):
    """How fast ISIS recovers moves no militia's rocket unless all fear it; with the same luck not
    even noise is left.

    Negative control: it does move ISIS, in the very same runs.
    """
    _, rows, _ = variants
    by_name = {r.outcome: r for r in rows if r.variant == "H3-A"}
    for name in ("n_rocket_attacks", "n_fatal_attacks", "us_killed", "n_us_strikes"):
        assert by_name[name].difference == 0
        assert not by_name[name].clear
    assert by_name["isis_strength_ratio"].clear


def test_of_many_variants_that_differ_by_chance_none_is_an_end():
    """Ten means of the same model are never equal; the lowest of them is no finding.

    Negative control: with the plain 95 % interval of each, several would be taken for one.
    """
    rng = np.random.default_rng(5)

    def columns(chance, runs=400):
        yes = {k: (rng.random(runs) < chance).astype(int) for k in OUTCOMES}
        return {"run": np.arange(runs)} | yes

    batches = [(columns(0.3), [columns(0.3) for _ in range(9)]) for _ in range(8)]
    strict, plain = [], []
    for base, others in batches:
        rows = [r for k, o in enumerate(others) for r in compared(f"H{k}", base, o, 9)]
        strict += [end for e in variant_spread(rows, 400)["of"].values() for end in
                   (e["low_variant"], e["high_variant"])]  # fmt: skip
        plain += [r.low > 0 or r.high < 0 for r in rows]
    assert np.mean([end != "" for end in strict]) < 0.05
    assert sum(plain) > 3 * sum(end != "" for end in strict)
    moved = compared("H1-A", columns(0.3, 1600), columns(0.5, 1600), 9)
    assert all(row.clear for row in moved)


def test_runs_are_compared_by_number_when_one_has_failed():
    """A missing run must not shift every pair behind it."""
    base = {"run": np.arange(6)} | {k: np.arange(6) ** 2 for k in OUTCOMES}
    other = {k: np.delete(v, 2) for k, v in base.items()}
    rows = compared("H1-A", base, other, 9)
    assert all(row.difference == 0 and not row.clear for row in rows)
    assert compared("H1-A", base, {}, 9) == []


def test_a_variant_that_fails_is_named(monkeypatch):
    """The person must know under which variant the run was."""
    s = scenario(days=20)
    result, real = run(s, 30, SEED), Engine.block

    def block(self, first, last, **wanted):
        if self.scenario.hypotheses.get("H4") == "A" and first <= 5 < last:
            raise ZeroDivisionError("in a rule")
        return real(self, first, last, **wanted)

    monkeypatch.setattr(Engine, "block", block)
    rows, failures = under_variants(s, result, 1)
    (failure,) = failures
    assert (failure["run"], failure["why"]) == (5, "under variant H4-A: the run raised an error")
    assert "H4-A" in {row.variant for row in rows}


def test_only_all_variants_can_be_asked_for():
    """One variant alone has its own setting, which the message names."""
    assert wants_all("all")
    assert not wants_all(None)
    with pytest.raises(InputError, match=r"--set hypotheses\.H1=A"):
        wants_all("H1")


# What is printed and kept.


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A result taken apart in all three ways, and what was printed, 80 columns wide."""
    place = tmp_path_factory.mktemp("results") / "apart"
    console, ours = run_command.console, Console(markup=False, width=80, record=True, quiet=False)
    run_command.console = narrow_table.console = ours
    try:
        done = cli_run(place, "--hypotheses", "all", "--runs", "1000", "--no-figures")
        said = ours.export_text()
    finally:
        run_command.console = narrow_table.console = console
    assert done.exit_code == 0, done.output
    return place, said


def cli_run(place, *words):
    """`flashpoint run` on forty days of the baseline."""
    line = ["run", str(BASELINE), "--set", "days=40", "--out", str(place), *words]
    return CliRunner().invoke(app, line)


def test_the_manifest_keeps_the_three_apart(folder):
    """Figures and later tools read them there; the mean lies in its interval of every kind."""
    m = read_manifest(folder[0])["spread"]
    assert set(m) == {"runs", "parameters", "hypotheses"}
    assert (m["runs"]["runs"], m["parameters"]["samples"], m["hypotheses"]["runs"]) == (
        1000,
        20,
        500,
    )
    for name in HEADLINE:
        ends, counted, over = (m[k]["of"][name] for k in ("hypotheses", "runs", "parameters"))
        assert counted["low"] <= counted["mean"] <= counted["high"]
        assert ends["low"] <= ends["as_set"] <= ends["high"]
        assert over["low"] <= over["high"]
    attacks = m["parameters"]["of"]["n_rocket_attacks"]
    by_runs = m["runs"]["of"]["n_rocket_attacks"]
    assert attacks["high"] - attacks["low"] > 3 * (by_runs["high"] - by_runs["low"])


def test_the_structure_file_has_every_variant_and_outcome(folder):
    """One line each, so that the ends in the table can be checked by hand."""
    with (folder[0] / "structure.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 10 * (len(OUTCOMES) - len(NEVER))
    ends = read_manifest(folder[0])["spread"]["hypotheses"]["of"]["isis_strength_ratio"]
    (row,) = [
        r for r in rows
        if (r["variant"], r["outcome"]) == (ends["high_variant"], "isis_strength_ratio")
    ]  # fmt: skip
    assert float(row["mean"]) == pytest.approx(ends["high"])


def test_a_result_with_variants_may_be_replaced(folder):
    """Its structure file is ours, not a file of the person's own."""
    check_target(folder[0])


def test_the_tables_fit_80_columns_and_say_what_they_carry(folder):
    """Cut numbers are no numbers, and a number without its kind of error is half of one."""
    said = folder[1]
    assert "…" not in said
    assert all(name in said for name in HEADLINE)
    rows = [text for text in said.splitlines() if text.startswith("n_rocket_attacks ")]
    assert len(rows) == 3, "in the summary, in the small bars and under the variants"
    assert all(r.rstrip().endswith("attacks") for r in rows), "side by side, not cell by cell"
    for words in (
        "error of the number of runs",
        "luck taken out (20 samples × 25 runs)",
        "Under 10 rival variants, one at a time · 500 runs each",
        f"{len(read_posterior(SHIPPED).values)} from the posterior, all that are open.",
        "many runs of a guess are still a guess",
        "structure.csv",
    ):
        assert words in " ".join(said.split())


@pytest.mark.parametrize("source", ["default", "prior", "posterior"])
def test_the_caveat_says_where_parameters_come_from(source):
    """True for each source, and different for each."""
    result = run(scenario(f"parameters={source}", days=20), 5, SEED)
    said = caveat(result)
    assert ("luck alone" in said) == (source == "default")
    assert ("nothing is fitted" in said) == (source == "prior")
    assert ("from the posterior" in said) == (source == "posterior")
    assert "H1" not in said


def test_the_caveat_names_priors_only_where_some_parameters_come_from_them():
    """All open parameters are in the shipped samples; samples of a few leave the rest to priors."""
    result = run(scenario("parameters=posterior", days=20), 5, SEED)
    assert "priors" not in caveat(result)
    few = replace(result, manifest=result.manifest | {"fitted": ["fire_base"]})
    assert "1 from the posterior, the others from their priors" in caveat(few)


def test_a_result_taken_apart_reads_back(folder):
    """`flashpoint plot` draws the same error bars again."""
    result = read_result(folder[0])
    assert output.spread_of(result.manifest, "parameters")["vote"]["seen"] in (True, False)
    assert output.legend(result)[0].startswith("± runs")
    assert output.spread_of({}, "hypotheses") == {}


@pytest.mark.parametrize(
    ("low", "high", "kind", "text"),
    [
        (0.0312, 0.886, "flag", "3–89 %"),
        (0.51, 0.524, "flag", "51.0–52.4 %"),
        (4903.2, 5095.4, "level", "4,903–5,095"),
        (5100, 5100, "level", "5,100–5,100"),
        (1.084, 2.551, "level", "1.1–2.6"),
        (4, 109, "count", "4–109"),
        (-0.31, 0.22, "level", "-0.31 to 0.22"),
        (0.0, 0.0, "flag", "0–0 %"),
    ],
)
def test_a_range_has_two_digits_for_its_span(low, high, kind, text):
    """More digits than the estimate holds would only look exact."""
    assert output.limits(low, high, kind) == text
