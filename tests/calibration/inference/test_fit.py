"""The fit, its evidence, rival hypotheses, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.tables import Count
from calibration.inference.fit import Settings, check_reach, key_of_fit, run_fit
from calibration.inference.model_comparison import compare_variants, variants
from calibration.inference.prior_bank import Bank, effective, make_bank
from calibration.inference.prior_space import prior_space
from calibration.likelihood.problem import build_problem
from calibration.likelihood.simulate import Frequencies
from sim.errors import InputError
from sim.parameters import HYPOTHESES, PARAMETERS

NAMES = ("heavy_fighters", "fire_base")
SMALL = Settings(runs=40, prior=400, particles=150, moves=1, last_moves=4, islands=2, seed=3)


def quiet(stage, n):
    """No progress bar."""


@pytest.fixture(scope="module")
def problem():
    """A small problem: the December reprisal and the total, and two parameters left open."""
    whole = build_problem(load_evidence())
    kept = ("airstrike_militia_201912", "airstrike_militia_201912.deaths", "rocket_attacks_total")
    used = tuple(t for t in whole.targets.used if t.id in kept)
    by_hand = {n: p.default for n, p in PARAMETERS.items() if n not in NAMES}
    scenario = replace(whole.scenario, parameter_values=by_hand)
    return replace(whole, scenario=scenario, targets=replace(whole.targets, used=used))


@pytest.fixture(scope="module")
def fit(problem):
    return run_fit(problem, SMALL, workers=2, progress=quiet)


def test_the_fit_agrees_with_weighted_prior_samples(problem, fit):
    """Two ways to the same integral: evidence and posterior means."""
    assert fit.space.names == tuple(n for n in PARAMETERS if n in NAMES)
    bank = make_bank(problem, fit.space, 1024, SMALL.runs, 8, first=10**10, workers=2)
    assert fit.log_evidence == pytest.approx(bank.log_evidence(), abs=0.3)
    weights = bank.weights()
    for k in range(len(NAMES)):
        error = 1 / np.sqrt(effective(weights)) + 1 / np.sqrt(fit.effective[k])
        mean = np.average(bank.z[:, k], weights=weights)
        assert fit.z[:, k].mean() == pytest.approx(mean, abs=2 * error)


def test_the_coded_reprisal_pulls_its_deaths_up(fit):
    """Over 25 dead in the one strike of which a number is told: the mean must rise above the
    prior's, or the fit does not hear the evidence."""
    assert fit.z[:, fit.space.names.index("heavy_fighters")].mean() > 0.25
    assert 0 < fit.information < 6


def test_islands_have_luck_of_their_own_and_agree(fit):
    """Their evidences differ, by little."""
    one, other = fit.log_evidences
    assert one != other
    assert abs(one - other) < 1.0
    assert fit.log_evidence == pytest.approx((one + other) / 2, abs=0.3)


def test_the_same_seed_gives_the_same_samples(problem, fit):
    """A posterior that cannot be made again cannot be checked; threads change nothing."""
    again = run_fit(problem, SMALL, workers=1, progress=quiet)
    assert (again.z == fit.z).all()
    assert again.log_evidences == fit.log_evidences


def test_a_stopped_fit_is_taken_up_where_it_was_and_ends_the_same(problem, fit, tmp_path):
    """Bit for bit, and without judging again what was judged before the last step."""
    calls = []

    def stop(_, n):
        calls.append(n)
        if sum(calls) >= 700:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_fit(problem, SMALL, workers=2, checkpoint=tmp_path, progress=stop)
    assert len(list(tmp_path.glob("fit-*.npz"))) >= 1
    fresh = []
    resumed = run_fit(
        problem, SMALL, workers=2, checkpoint=tmp_path, progress=lambda _, n: fresh.append(n)
    )
    assert sum(fresh) < fit.candidates - 300
    assert (resumed.z == fit.z).all()
    assert resumed.log_evidences == fit.log_evidences


def test_another_fit_never_reads_this_checkpoint(problem):
    """Other settings, variants or rows are another fit under another name."""
    fewer = replace(problem, targets=replace(problem.targets, used=problem.targets.used[:2]))
    keys = {
        key_of_fit(problem, SMALL),
        key_of_fit(problem, SMALL._replace(runs=30)),
        key_of_fit(problem.under({"H1": "A"}), SMALL),
        key_of_fit(fewer, SMALL),
    }
    assert len(keys) == 4
    assert key_of_fit(problem, SMALL) in keys


def test_a_hypothesis_that_no_row_sees_keeps_its_prior():
    """H3 moves ISIS alone. Control: rows that only samples under H2-A meet make it sure."""
    problem = build_problem(load_evidence())
    space = prior_space(problem.scenario, tuple(HYPOTHESES))
    bank = make_bank(problem, space, 600, 20, 5, workers=2)
    alike = Frequencies(*(np.broadcast_to(a[:1], a.shape) for a in bank.frequencies))
    blind = replace(bank, frequencies=alike)
    found = {(r.hypothesis, r.letter): r for r in compare_variants(blind)}
    for h in HYPOTHESES.values():
        assert sum(found[h.name, v].probability for v in h.variants) == pytest.approx(1)
        for letter in h.variants:
            assert found[h.name, letter].probability == pytest.approx(1 / len(h.variants))
            assert found[h.name, letter].log_bayes == pytest.approx(0)
    assert {(h, v) for h, v in found if v != HYPOTHESES[h].default} == set(variants())
    told = compare_variants(_only(bank, space.letters(bank.z)["H2"] == "A"))
    sure = {(r.hypothesis, r.letter): r.probability for r in told}
    assert sure["H2", "A"] > 0.95
    assert 0.2 < sure["H3", "A"] < 0.8


def _only(bank: Bank, here):
    """The bank, if no row were ever met but in some samples."""
    histograms, past = map(np.zeros_like, bank.frequencies)
    best = [int(t.weights.argmax()) for t in bank.problem.targets.used]
    for k, category in enumerate(best):
        histograms[here, k, category] = bank.runs
        histograms[~here, k, (category + 1) % histograms.shape[2]] = bank.runs
    about = bank.problem.targets.past
    past[here] = np.array(best)[about]
    past[~here] = np.array(best)[about] + 1
    return replace(bank, frequencies=Frequencies(histograms, past))


def test_a_total_out_of_reach_is_named_with_its_distance():
    """A fit of the impossible would run for ever and end anywhere."""
    evidence = load_evidence()
    rows = tuple(
        replace(a, value=150.0, low=None, high=None) if a.id == "rocket_attacks_total" else a
        for a in evidence.aggregates
    )
    # The replayed winter holds fire down, so 150 attacks in it are far from all that priors allow.
    problem = build_problem(replace(evidence, aggregates=rows))
    space = prior_space(problem.scenario)
    simulator = problem.simulator(space.names, 10, 1)
    wanted = r"150 attacks counted, but 2,560 runs give .* short of it"
    with pytest.raises(InputError, match=wanted):
        check_reach(problem, space, simulator, 1)


def test_an_event_that_never_comes_is_named():
    """A salvo that killed ninety-seven is beyond what the model can do to the second."""
    evidence = load_evidence()
    rows = tuple(
        replace(e, killed={"US": Count(97, False)}) if e.id == "missile_salvo_20200108" else e
        for e in evidence.events
    )
    problem = build_problem(replace(evidence, events=rows))
    space = prior_space(problem.scenario)
    with pytest.raises(InputError, match=r"missile_salvo_20200108\.deaths"):
        check_reach(problem, space, problem.simulator(space.names, 10, 1), 1)
