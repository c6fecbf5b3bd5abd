"""Numbers as people write them."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.cli.implied import _band
from experiments.report.posterior_text import short_posterior, short_prior, whole_prior
from experiments.runs.statistics import rule_of_three
from experiments.text.number_format import decimals, interval_text, to_places
from experiments.text.wording import at_most, plain, significant
from sim.errors import plain_number
from sim.parameters import PARAMETERS


@given(st.floats(1e-8, 1e9), st.integers(1, 6))
def test_so_many_digits_and_never_an_exponent(value: float, digits: int) -> None:
    """`1.3e+03` is for machines; the number is the same without it."""
    text = significant(value, digits)
    assert "e" not in text
    assert float(text) == pytest.approx(float(f"{value:.{digits}g}"), rel=1e-6)


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(3600, 2, "3600"), (0.0123, 2, "0.012"), (0.5, 3, "0.5"), (-1234.5, 3, "-1230"), (0, 3, "0")],
)
def test_numbers_are_written_out(value: float, digits: int, said: str) -> None:
    """With no zeros behind the point that say nothing."""
    assert significant(value, digits) == said


def test_no_parameter_is_shown_with_an_exponent() -> None:
    """`1e+02 (3e+01, 3e+02)` stood in the list of parameters."""

    class Summary:
        q05, q50, q95, identified, contraction = 31.2, 104.0, 1321.0, False, 0.1

    assert short_posterior(Summary(), 1) == "100 (30, 1000)"  # type: ignore[arg-type]
    assert _band(np.array([100.0, 1000.0, 10000.0])) == "1000 (190, 9100)"
    for p in PARAMETERS.values():
        assert not re.search(r"\de[-+]", short_prior(p.prior) + whole_prior(p.prior))
    assert plain(5000.0) == "5000"


@pytest.mark.parametrize(
    ("value", "said"), [(1e8, "100,000,000"), (5000, "5000"), (0.25, "0.25"), (1e-5, "0.00001")]
)
def test_limits_in_errors_have_no_exponents(value: float, said: str) -> None:
    """`accepts a whole number from 1 to 1e+08` sent a reader to count noughts."""
    assert plain_number(value) == said
    assert plain_number(math.inf) == "inf"


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_what_is_not_nothing_is_not_written_as_nothing(value: float, places: int) -> None:
    """Neither 0 nor a minus before it; what only the machine's arithmetic makes is 0."""
    text = to_places(value, places)
    assert text != "−0"
    shown = float(text.replace(",", "").replace("−", "-"))
    assert (shown == 0) == (abs(value) < 1e-9)
    assert shown == pytest.approx(value, abs=0.51 * 10.0**-places)


def test_an_error_has_two_digits_where_they_count() -> None:
    """Two from 1.0 to 2.4, one from 2.5 to 9.9: neither coarser than a fifth nor finer than a
    fortieth."""
    assert [decimals(x) for x in (0.12, 0.26, 1.4, 7.0, 30.0, 0.0, math.inf)] == [
        2,
        1,
        1,
        0,
        0,
        0,
        0,
    ]


def test_an_interval_of_a_chance_leaves_out_an_end_that_says_nothing() -> None:
    """From nothing or to all is one bound."""
    assert interval_text(0.0, 0.071) == "≤ 7.1 %"
    assert interval_text(0.0, 3e-5) == "< 0.01 %"
    assert interval_text(0.9999, 1.0) == "> 99.9 %"
    assert interval_text(0.929, 1.0) == "≥ 93 %"
    assert interval_text(0.003, 0.036) == "0.30–3.6 %"


@pytest.mark.parametrize(
    ("runs", "text"),
    [(10, "≤ 30 %"), (50, "≤ 6.0 %"), (400, "≤ 0.75 %"), (20_000, "≤ 0.015 %"),
     (100_000, "≤ 0.0030 %"), (7, "≤ 43 %"), (2, "≤ 100 %")],
)  # fmt: skip
def test_a_bound_is_never_rounded_below_itself(runs, text):
    """0.015 % stood as 0.01 %, and of a hundred thousand runs came `≤ < 0.01 %`."""
    assert at_most(rule_of_three(runs)) == text
    assert float(text[2:-2]) >= 100 * rule_of_three(runs) - 1e-9
