"""The sampler, evidence, rival hypotheses, and what a fit refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.tables import Count
from calibration.inference.emcee_check import second_sampler
from calibration.inference.fit import (
    Settings,
    check_reach,
    judge_all,
    key_of_fit,
    log_mean_exp,
    repeat_evidence,
    run_fit,
)
from calibration.inference.model_comparison import compare_variants, log_ratios, variants
from calibration.inference.posterior import fitted_names
from calibration.inference.prior_bank import effective, make_bank
from calibration.likelihood.problem import build_problem
from sim.errors import InputError
from sim.parameters import HYPOTHESES, PARAMETERS

NAMES = ("heavy_fighters", "fire_base")
SMALL = Settings(runs=40, live=60, effective=150, samples=80, seed=3, batch=50)


def quiet(stage, n):
    """No progress bar."""


@pytest.fixture(scope="module")
def problem():
    """A small problem: the December reprisal and the total."""
    whole = build_problem(load_evidence())
    kept = ("airstrike_militia_201912", "airstrike_militia_201912.deaths", "rocket_attacks_total")
    used = tuple(t for t in whole.targets.used if t.id in kept)
    return replace(whole, targets=replace(whole.targets, used=used))


@pytest.fixture(scope="module")
def fit(problem):
    return run_fit(problem, NAMES, SMALL, workers=2, progress=quiet)


@pytest.fixture(scope="module")
def bank(problem):
    return make_bank(problem, NAMES, 1024, SMALL.runs, SMALL.seed, workers=2)


def test_nested_sampling_agrees_with_weighted_prior_draws(fit, bank):
    """Two ways to the same integral over the same likelihood: evidence and posterior means."""
    assert fit.log_evidence == pytest.approx(bank.log_evidence(), abs=0.25)
    weights = bank.weights()
    errors = 1 / np.sqrt(effective(weights)) + 1 / np.sqrt(effective(fit.weight))
    for k in range(len(NAMES)):
        mean = np.average(fit.u[:, k], weights=fit.weight)
        assert mean == pytest.approx(np.average(bank.u[:, k], weights=weights), abs=errors)


def test_the_coded_reprisal_pulls_its_deaths_up(fit):
    """Over 25 dead in the one strike of which a number is told: the mean must rise above the
    prior's, or the fit does not hear the evidence."""
    assert np.average(fit.u[:, 0], weights=fit.weight) > 0.65
    assert 0 < fit.information < 6


def test_the_same_seed_gives_the_same_draws(problem, fit):
    """A posterior that cannot be made again cannot be checked."""
    again = run_fit(problem, NAMES, SMALL, workers=1, progress=quiet)
    assert (again.u == fit.u).all()
    assert (again.samples(50, 1)[0] == fit.samples(50, 1)[0]).all()


def test_a_stopped_fit_is_taken_up_where_it_was(problem, fit, tmp_path):
    """Stopping after a few batches and giving the same command again ends in the same evidence,
    without judging the first candidates twice."""
    calls = []

    def stop(_, n):
        calls.append(n)
        if sum(calls) >= 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_fit(problem, NAMES, SMALL, workers=2, checkpoint=tmp_path, progress=stop)
    assert len(list(tmp_path.glob("fit-*.h5"))) == 1
    fresh = []
    resumed = run_fit(
        problem, NAMES, SMALL, workers=2, checkpoint=tmp_path,
        progress=lambda _, n: fresh.append(n),
    )  # fmt: skip
    assert sum(fresh) < resumed.candidates
    assert resumed.log_evidence == pytest.approx(fit.log_evidence, abs=0.4)


def test_another_fit_never_reads_this_checkpoint(problem):
    """Other settings, parameters, variants or rows are another fit under another name."""
    fewer = replace(problem, targets=replace(problem.targets, used=problem.targets.used[:2]))
    keys = {
        key_of_fit(problem, NAMES, SMALL),
        key_of_fit(problem, NAMES, SMALL._replace(runs=30)),
        key_of_fit(problem, NAMES[:1], SMALL),
        key_of_fit(problem.under({"H1": "A"}), NAMES, SMALL),
        key_of_fit(fewer, NAMES, SMALL),
    }
    assert len(keys) == 5
    assert key_of_fit(problem, NAMES, SMALL) in keys


def test_resampling_keeps_the_weights(fit):
    """A point with twice the weight comes twice as often, give or take one."""
    u, _ = fit.samples(2_000, 5)
    for row in np.argsort(fit.weight)[-5:]:
        came = (u == fit.u[row]).all(axis=1).sum()
        assert came == pytest.approx(2_000 * fit.weight[row], abs=1)


def test_evidence_again_is_near_and_not_the_same(fit):
    """Another block of runs is another estimate of the same evidence."""
    repeat = repeat_evidence(fit, SMALL, 2, quiet)
    assert repeat.block != fit.log_evidence
    assert abs(repeat.block - fit.log_evidence) < 1.5
    assert abs(repeat.fourfold - fit.log_evidence) < 1.5


def test_a_reading_that_changes_nothing_has_a_bayes_factor_of_one(fit):
    """H3 moves ISIS alone, which no target sees: its probability must stay at its prior. H2-A moves
    obedience, which the attacks do see: negative control."""
    u, _ = fit.samples(60, 1)
    once = log_ratios(fit, u, SMALL, 1, 2, quiet)
    assert set(once) == {f"{h}-{v}" for h, v in variants()}
    found = {f"{r.hypothesis}-{r.letter}": r for r in compare_variants(once, once)}
    assert found["H4-A"].log_bayes == 0
    assert found["H4-A"].probability == pytest.approx(0.5)
    assert np.ptp(once["H2-A"]) > 0
    for h in HYPOTHESES.values():
        shares = [found[f"{h.name}-{v}"].probability for v in h.variants]
        assert sum(shares) == pytest.approx(1)


def test_the_bridge_to_a_reading_agrees_with_a_fit_of_its_own(problem, fit):
    """Evidence of H7-A by reweighting the draws of the defaults, and by nested sampling from
    scratch."""
    u, _ = fit.samples(80, 1)
    rival = problem.under({"H2": "A"})
    base = judge_all(problem.simulator(NAMES, SMALL.runs, SMALL.seed), problem, u, quiet, 50)
    moved = judge_all(rival.simulator(NAMES, SMALL.runs, SMALL.seed), problem, u, quiet, 50)
    bridged = fit.log_evidence + log_mean_exp(moved - base)
    own = run_fit(rival, NAMES, SMALL, workers=2, progress=quiet)
    assert bridged == pytest.approx(own.log_evidence, abs=0.4)


def test_no_reading_moves_a_fitted_parameter():
    """The bridge between variants holds because they only move coefficients outside the fit."""
    for h in HYPOTHESES.values():
        for variant in h.variants.values():
            assert not {*variant.values, *variant.priors} & set(fitted_names())


def test_between_8_and_15_parameters_are_fitted():
    """Two dozen rows cannot speak to more, and their priors must be open."""
    assert 8 <= len(fitted_names()) <= 15
    assert all(PARAMETERS[n].prior.kind != "fixed" for n in fitted_names())


def test_a_total_out_of_reach_is_named_with_its_distance():
    """A fit of the impossible would run for ever and end anywhere."""
    evidence = load_evidence()
    rows = tuple(
        replace(a, value=150.0, low=None, high=None) if a.id == "rocket_attacks_total" else a
        for a in evidence.aggregates
    )
    # The replayed winter holds fire down, so 150 attacks in it are far from all that priors allow.
    problem = build_problem(replace(evidence, aggregates=rows))
    simulator = problem.simulator(("fatal_chance",), 40, 1)
    with pytest.raises(
        InputError, match=r"150 attacks counted, but 2,560 runs give .* short of it"
    ):
        check_reach(problem, simulator, 1)


def test_an_event_that_never_comes_is_named():
    """A salvo that killed ninety is beyond what the model can do to the second."""
    evidence = load_evidence()
    rows = tuple(
        replace(e, killed={"US": Count(97, False)}) if e.id == "missile_salvo_20200108" else e
        for e in evidence.events
    )
    problem = build_problem(replace(evidence, events=rows))
    simulator = problem.simulator(("fire_base",), 40, 1)
    with pytest.raises(InputError, match=r"missile_salvo_20200108\.deaths"):
        check_reach(problem, simulator, 1)


def test_a_second_sampler_stays_on_the_draws_of_the_first(fit):
    """Walkers started on the posterior do not leave it; started in a corner they do."""
    found = second_sampler(fit, SMALL, 30, 2, quiet)
    assert all(abs(s.mean_again - s.mean) < s.sd for s in found)
    wrong = replace(fit, u=0.1 * fit.u)
    left = second_sampler(wrong, SMALL, 30, 2, quiet)
    assert any(abs(s.mean_again - s.mean) > 3 * s.sd for s in left)
