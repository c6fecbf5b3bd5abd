"""The page of the sanity table says what its numbers leave out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.report.sanity_page import war


def verdict(value: float) -> Any:
    """What the row that asks for war found under one source."""
    return SimpleNamespace(row=SimpleNamespace(id="open_war", scenario="january_2020"), value=value)


def test_the_page_says_that_war_is_not_counted() -> None:
    """Believable counts of attacks are no merit where runs stop counting at a war."""
    said = war({"default": [verdict(0.08)], "prior": [verdict(0.1)]})
    assert "in 8.0 % of runs of january_2020 under default and 10 % of" in said


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_without_war_the_page_says_nothing(value: float) -> None:
    """Nor where no run could be asked."""
    assert war({"default": [verdict(value)]}) == ""
