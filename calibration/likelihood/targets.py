"""Targets of the fit: what they look at in a run, and how well each outcome fits a coded row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml

from calibration.evidence.history import ACTS
from calibration.evidence.tables import Event
from sim.actions import Action

TABLE: Final = Path(__file__).parents[1] / "targets.yaml"
COALITION: Final = ("US", "UK", "NS")
ROOM: Final = 160
"""Categories of a target: days of the longest branch, attacks of the largest total."""
DELAY, ATTACK_IN, FATAL_WAIT, ATTACK_DEATHS, STRIKE_SIZE, SALVO_DEATHS, COUNT = range(7)
"""What a target looks at in a run (calibration/likelihood/observation_model.py)."""
SIZED: Final = (ATTACK_DEATHS, STRIKE_SIZE, SALVO_DEATHS)
"""Kinds judged only among the runs in which the event came at all."""
TOP_SIZE: Final = 98


class Look(NamedTuple):
    """What a target looks at in a run, and when."""

    kind: int
    branch: int
    """First free day of its branch, counted from the start of the run; a total has no branch."""
    days: int
    """Length of the branch."""
    window: tuple[int, int]
    """Days that count: of the branch, its first being 1; for a total days of the run."""
    actions: int
    """Acts that count, one bit each."""


@dataclass(frozen=True)
class Target:
    """One factor of the likelihood."""

    id: str
    coded: str
    """The coded row in words."""
    look: Look
    weights: npt.NDArray[np.float64]
    """Chance that the coded row reads as it does, for every category, shape [ROOM]."""
    sources: tuple[str, ...]
    """Article keys; the target falls away only with the last of them."""
    citations: tuple[str, ...]

    @property
    def sized(self) -> bool:
        """Is it judged only among the runs in which the event came at all?"""
        return self.look.kind in SIZED


@dataclass(frozen=True)
class Targets:
    """The targets of one body of evidence."""

    used: tuple[Target, ...]
    skipped: tuple[tuple[str, str], ...]
    """Rows that make no target, each with the reason: nothing is left out silently."""
    start: dt.date
    days: int


@cache
def _table() -> Any:
    # Part of the program, not something users write, so the plain safe loader will do.
    return yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def treatment() -> Mapping[str, Mapping[str, str]]:
    """How each row of the aggregates is used: id -> {as, why, ...}."""
    found: Mapping[str, Mapping[str, str]] = _table()["aggregates"]
    return found


def assumed() -> Mapping[str, Mapping[str, Any]]:
    """The observation model: name -> value, unit, meaning. No article gives these numbers."""
    found: Mapping[str, Mapping[str, Any]] = _table()["observation"]
    return found


def observation(name: str) -> float:
    """A number of the observation model."""
    return float(assumed()[name]["value"])


def bits(*actions: Action) -> int:
    """One bit for each act."""
    return sum(1 << a.value for a in actions)


def acts_of(act: str) -> int:
    """The acts of the ladder that a coded act stands for."""
    action = ACTS[act]
    if action is Action.SALVO:
        return bits(Action.SALVO, Action.LETHAL_SALVO)
    if action is Action.HARASS:
        return bits(Action.HARASS, Action.BARRAGE)
    return bits(action)


def window_weights(low: int, high: int) -> npt.NDArray[np.float64]:
    """1 for the categories `low` to `high`, else 0."""
    weights = np.zeros(ROOM)
    weights[max(0, low) : high + 1] = 1.0
    return weights


def span(low: int, high: int) -> str:
    """`2` or `1 to 3`."""
    return f"{low}" if low == high else f"{low} to {high}"


def count_weights(value: float, sd: float) -> npt.NDArray[np.float64]:
    """Chance that a total is reported as `value`, for every true number: normal, rounded."""
    from scipy.stats import norm

    true = np.arange(ROOM)
    upper, lower = norm.cdf(value + 0.5, true, sd), norm.cdf(value - 0.5, true, sd)
    weights: npt.NDArray[np.float64] = upper - lower
    return weights


def coalition_deaths(event: Event) -> int:
    """Coalition members coded as killed by an attack, Americans included."""
    return sum(count.n for nation, count in event.killed.items() if nation in COALITION)
