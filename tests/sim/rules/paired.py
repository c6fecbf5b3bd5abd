"""How sure a difference between two blocks of runs with the same luck is."""

from __future__ import annotations

import numpy as np

from tests.conftest import Runs

SURE = 6.0
"""Standard errors between two means from which on a difference is no chance."""


def rise(lower: Runs, higher: Runs, outcome: str) -> float:
    """Mean rise of an outcome from one block to its twin, in standard errors of paired runs."""
    change = higher.outcomes[outcome].astype(float) - lower.outcomes[outcome]
    spread = float(np.std(change)) / len(change) ** 0.5
    return float(change.mean()) / spread if spread > 0.0 else 0.0


def same(one: Runs, other: Runs, *outcomes: str) -> bool:
    """Are the outcomes the same in every pair of runs?"""
    return all((one.outcomes[name] == other.outcomes[name]).all() for name in outcomes)
