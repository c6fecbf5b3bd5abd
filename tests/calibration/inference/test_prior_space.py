"""Points of the space that a fit moves in are samples of the priors, variants included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from calibration.evidence.known_evidence import load_evidence
from calibration.inference.prior_space import prior_space
from calibration.likelihood.problem import build_problem
from sim.parameters import HYPOTHESES, PARAMETERS, moved_by

SCENARIO = build_problem(load_evidence()).scenario
N = 4_000


def sampled(free=(), **hypotheses):
    scenario = replace(SCENARIO, hypotheses=dict(SCENARIO.hypotheses) | hypotheses)
    space = prior_space(scenario, free)
    z = space.draw(N, np.random.default_rng(1))
    return space, z, dict(zip(space.names, space.values(z).T, strict=True))


def test_every_open_parameter_has_one_coordinate_and_its_prior():
    """Even on its own scale of probability, within its range, and apart from all others."""
    space, z, values = sampled()
    open_ones = [n for n, p in PARAMETERS.items() if p.prior.kind != "fixed"]
    assert list(values) == open_ones
    assert z.shape == (N, len(open_ones)) == (N, space.size)
    for name, found in values.items():
        row = PARAMETERS[name]
        assert row.low <= found.min()
        assert found.max() <= row.high
        assert stats.kstest(row.prior.probability(found), "uniform").pvalue > 1e-7, name


def test_a_chosen_variant_moves_its_priors_and_nothing_else():
    """Under H1-A two priors are others, and all other parameters have theirs."""
    space, _, _ = sampled()
    other, _, _ = sampled(H1="A")
    moved = HYPOTHESES["H1"].variants["A"].priors
    assert set(other.names) == set(space.names) | set(moved)
    for name, prior in other.priors.items():
        assert prior == moved.get(name, PARAMETERS[name].prior)
    shut, _, _ = sampled(H7="A")
    assert "fire_tail" in space.names
    assert "fire_tail" not in shut.names


def test_a_free_hypothesis_draws_its_variants_alike_and_their_values():
    """Among the samples of a variant, its parameters have its priors, and others the table's."""
    space, z, values = sampled(tuple(HYPOTHESES))
    assert space.size == len(space.priors) + len(HYPOTHESES)
    for name, letters in space.letters(z).items():
        variants = HYPOTHESES[name].variants
        for letter in variants:
            here = letters == letter
            assert here.mean() == pytest.approx(1 / len(variants), abs=0.05)
            _, priors = moved_by({name: letter})
            for parameter, prior in priors.items():
                if prior.kind == "fixed":
                    assert set(values[parameter][here]) == {variants[letter].values[parameter]}
                else:
                    even = prior.probability(values[parameter][here])
                    assert stats.kstest(even, "uniform").pvalue > 1e-7, parameter


def test_what_is_set_by_hand_has_no_coordinate():
    """A scenario that sets a value closes it."""
    closed = prior_space(replace(SCENARIO, parameter_values={"fire_base": 0.1}))
    assert "fire_base" not in closed.names
    assert closed.size == prior_space(SCENARIO).size - 1
