"""The shipped posterior: current, small, traceable, and readable elsewhere."""

from __future__ import annotations

import json

import numpy as np
import pytest

from calibration.inference.arviz_view import to_arviz
from calibration.inference.fit_inputs import stale
from calibration.inference.posterior import SHIPPED, Posterior, contraction, load, weighted_quantile
from calibration.inference.publish import shifts
from experiments import load_scenario
from experiments.report.calibration_page import CHECKED_POSTERIOR
from sim.ensemble import Engine, Leg
from sim.inputs.posterior import read_posterior
from sim.outcomes import HEADLINE, OUTCOMES
from sim.parameters import HYPOTHESES, PARAMETERS, as_records, sample_parameters, set_parameters
from tests.conftest import SCENARIOS


@pytest.fixture(scope="module")
def shipped():
    found = load()
    assert found is not None
    return found


def test_the_shipped_posterior_is_not_stale(shipped):
    """Scenarios run on it, so it must rest on the tables as they stand. If this fails after an edit
    of the evidence, the targets or the parameters: `make calibrate`."""
    assert stale(shipped) == []


def test_it_holds_joint_draws_of_the_fitted_parameters_and_says_how_they_came(shipped):
    """Draws, weights, model, settings and hashes travel in one small file."""
    assert set(shipped.fitted) == {n for n, p in PARAMETERS.items() if p.prior.kind != "fixed"}
    assert SHIPPED.stat().st_size < 3_000_000
    notes = shipped.manifest
    assert notes["samples"] == shipped.samples.kept_hash()
    assert notes["hypotheses"]["H1"] == "C"
    assert {"settings", "code", "versions", "targets", "skipped", "log_evidence"} <= set(notes)
    json.dumps(dict(notes))
    assert {(r["hypothesis"], r["letter"]) for r in notes["variants"]} == {
        (h.name, letter) for h in HYPOTHESES.values() for letter in h.variants
    }
    assert notes["effective_samples"] >= 1_000
    one, other = notes["log_evidence_islands"]
    assert abs(one - other) < 0.3


def test_both_islands_give_the_same_answers(shipped):
    """Samples that came from other luck must say the same, within what so few of them allow.

    Control: samples of one half, sorted by their base rate of fire, do not.
    """
    scenario = load_scenario(SCENARIOS / "baseline.yaml", ["parameters=default"])
    n, values = len(shipped.samples.weight), shipped.samples.values
    runs = np.arange(n)
    records = as_records(sample_parameters("default", {}, {}, 5, runs))
    set_parameters(records, values)
    leg = Leg(scenario.days, back=False, branch=False, kept=True)
    tallies = Engine(scenario, 5).futures(runs, records, (leg,)).tallies.ravel()
    each = shipped.manifest["effective_samples"] / 2
    order = np.argsort(values["fire_base"])

    def apart(name, first, second):
        found = OUTCOMES[name].compute(tallies).astype(float)
        error = np.sqrt((found[first].var() + found[second].var()) / each)
        return abs(found[first].mean() - found[second].mean()) / max(error, 1e-12)

    halves = runs[: n // 2], runs[n // 2 :]
    for name in HEADLINE:
        assert apart(name, *halves) < 4, name
    assert apart("n_rocket_attacks", order[: n // 2], order[n // 2 :]) > 10


def test_the_page_tells_checks_of_these_very_draws(shipped):
    """Its numbers were measured once; a new fit must be checked again before the page is true."""
    assert shipped.manifest["samples"].startswith(CHECKED_POSTERIOR)


def test_it_says_which_parameters_the_evidence_does_not_pin_down(shipped):
    """Some are identified and most are not: a fit of three dozen rows that claims all of them, or
    none, would be wrong."""
    known = [shipped.summary(n).identified for n in shipped.fitted]
    assert any(known)
    assert np.mean(known) < 0.2


def test_contraction_is_0_for_the_prior_and_1_for_a_point():
    """The scale on which `not identified` is judged."""
    p = PARAMETERS["vote_hazard"]
    u = (np.arange(1000) + 0.5) / 1000
    even = np.full(1000, 1e-3)
    assert contraction(p, p.prior.quantile(u), even) == pytest.approx(0, abs=1e-3)
    assert contraction(p, np.full(5, 0.1), np.full(5, 0.2)) == pytest.approx(1)
    assert contraction(p, p.prior.quantile(0.5 * u), even) == pytest.approx(0.75, abs=1e-3)


def test_weighted_quantiles_are_plain_ones_for_equal_weights():
    """Checked against numpy."""
    values = np.random.default_rng(0).random(501)
    q = np.array([0.05, 0.5, 0.95])
    found = weighted_quantile(values, np.full(501, 1 / 501), q)
    assert found.tolist() == np.quantile(values, q, method="inverted_cdf").tolist()


def test_two_looks_at_the_same_samples_do_not_differ_and_moved_ones_do(shipped):
    """`make calibrate` reports its distance from what is shipped by this measure."""
    assert all(s.errors == 0 for s in shifts(shipped, shipped))
    moved = dict(shipped.samples.values)
    p = PARAMETERS["fire_base"].prior
    moved["fire_base"] = p.quantile(0.5 * p.probability(moved["fire_base"]))
    from dataclasses import replace

    far = shifts(shipped, Posterior(replace(shipped.samples, values=moved)))
    assert {s.name for s in far if s.errors > 4} == {"fire_base"}


@pytest.mark.filterwarnings("default")
def test_it_opens_in_arviz(shipped):
    """Analysts bring their own tools."""
    pytest.importorskip("arviz")
    tree = to_arviz()
    samples = tree["posterior"]["fire_base"]
    assert samples.shape == (1, len(shipped.samples.weight))
    assert set(np.unique(samples.values)) <= set(
        np.unique(read_posterior(SHIPPED).values["fire_base"])
    )
    assert tree["prior"]["fire_base"].shape == samples.shape
