"""The shipped posterior: current, small, traceable, and readable elsewhere."""

from __future__ import annotations

import json

import numpy as np
import pytest

from calibration.inference.arviz_view import to_arviz
from calibration.inference.fit_inputs import stale
from calibration.inference.posterior import (
    SHIPPED,
    Posterior,
    contraction,
    fitted_names,
    load,
    weighted_quantile,
)
from calibration.inference.publish import digest, shifts
from experiments.report.calibration_page import CHECKED_POSTERIOR
from sim.inputs.posterior import read_posterior
from sim.parameters import PARAMETERS


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
    assert shipped.fitted == fitted_names()
    assert SHIPPED.stat().st_size < 500_000
    notes = shipped.manifest
    assert notes["samples"] == digest(shipped.samples)
    assert notes["hypotheses"]["H1"] == "C"
    assert {"settings", "code", "versions", "targets", "skipped", "log_evidence"} <= set(notes)
    json.dumps(dict(notes))
    assert set(shipped.samples.ratios) == {
        f"{r['hypothesis']}-{r['letter']}" for r in notes["variants"] if r["log_bayes"] != 0.0
        or r["effective"] == r["effective"]
    }  # fmt: skip


def test_the_page_tells_checks_of_these_very_draws(shipped):
    """Its numbers were measured once; a new fit must be checked again before the page is true."""
    assert shipped.manifest["samples"].startswith(CHECKED_POSTERIOR)


def test_it_says_which_parameters_the_evidence_does_not_pin_down(shipped):
    """Some are identified and some are not: a fit of two dozen rows that claims all of them, or
    none, would be wrong."""
    known = [shipped.summary(n).identified for n in shipped.fitted]
    assert any(known)
    assert not all(known)
    assert shipped.summary("isis_growth") is None


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
