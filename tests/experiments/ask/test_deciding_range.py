"""The range of a parameter that decides is found where there is one, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.ask.deciding_range import deciding_range, leading_parameters

SAMPLES, EACH, OTHERS = 200, 10, 60
BATCHES = 40


def made_up(rng, decides):
    """Parameters drawn at random; where one decides, the change is 2 above a half and 0 below."""
    parameters = {f"p{k}": rng.random(SAMPLES) for k in range(OTHERS)}
    effects = 2.0 * (parameters["p7"] > 0.5) if decides else np.ones(SAMPLES)
    return parameters, effects[:, None] + rng.standard_normal((SAMPLES, EACH))


def test_a_parameter_that_decides_is_found_with_its_cut():
    """Yes is a change of 1 or more: above a half all samples say so, below none does."""
    parameters, differences = made_up(np.random.default_rng(1), decides=True)
    found = deciding_range(parameters, differences, 1, 1.0)
    assert found is not None
    assert (found.parameter, found.above) == ("p7", True)
    assert found.cut == pytest.approx(0.5, abs=0.1)
    assert found.inside > 0.9 > 0.5 > found.outside


def test_the_way_of_a_yes_turns_the_range():
    """Where yes means less, it lies below the cut."""
    parameters, differences = made_up(np.random.default_rng(1), decides=True)
    found = deciding_range(parameters, -differences, -1, 1.0)
    assert found is not None
    assert found.above
    below = deciding_range(parameters, 2 - differences, 1, 1.0)
    assert below is not None
    assert not below.above


def test_luck_alone_hardly_ever_finds_a_range():
    """All samples expect the same, right at the line; sixty parameters are tried each time."""
    rng = np.random.default_rng(2)
    found = [deciding_range(*made_up(rng, decides=False), 1, 1.0) for _ in range(BATCHES)]
    assert sum(one is not None for one in found) <= 2


def test_luck_alone_rarely_makes_a_parameter_lead():
    """One in twenty batches at most, over all sixty parameters together, as promised."""
    rng = np.random.default_rng(3)
    found = [leading_parameters(*made_up(rng, decides=False)) for _ in range(BATCHES)]
    assert sum(bool(one) for one in found) <= 6
    assert leading_parameters(*made_up(rng, decides=True))[0].parameter == "p7"


def test_few_samples_find_nothing():
    """Halves of ten samples tell nothing apart."""
    parameters, differences = made_up(np.random.default_rng(4), decides=True)
    few = {k: v[:20] for k, v in parameters.items()}
    assert deciding_range(few, differences[:20], 1, 1.0) is None


@pytest.mark.parametrize("beyond", [0, 1, 12])
def test_a_cut_with_nobody_on_one_side_decides_nothing(beyond):
    """The half that judges may hold no sample beyond the cut that the other half found.

    Control: with a dozen there the same cut decides.
    """
    rng = np.random.default_rng(3)
    values = np.empty(60)
    values[::2], values[1::2] = np.linspace(0, 1, 30), 0.9 + 0.1 * rng.random(30)
    values[1 : 2 * beyond : 2] = 0.2
    differences = 2.0 * (values > 0.5)[:, None] + 0.1 * rng.standard_normal((60, EACH))
    found = deciding_range({"p": values}, differences, 1, 1.0)
    assert (found is not None) == (beyond == 12)
