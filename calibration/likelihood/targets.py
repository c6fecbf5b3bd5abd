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
from calibration.evidence.tables import Count, Event
from sim.actions import Action

TABLE: Final = Path(__file__).parents[1] / "targets.yaml"
COALITION: Final = ("US", "UK", "NS")
ROOM: Final = 160
"""Categories of a target: days of the longest branch, attacks of the largest total."""
DELAY, ATTACK_IN, FATAL_WAIT, ATTACK_DEATHS, STRIKE_SIZE, SALVO_DEATHS, SIEGE_DEATHS = range(7)
WOUNDED, COUNT, RATIO, FREE_COUNT, ABSENT = range(7, 12)
"""What a target looks at in a run (calibration/likelihood/observation_model.py)."""
PAST: Final = (COUNT, RATIO)
"""Kinds that count attacks of the replayed past: several things told of one winter."""
SIZED: Final = (ATTACK_DEATHS, STRIKE_SIZE, SALVO_DEATHS, SIEGE_DEATHS, WOUNDED)
"""Kinds judged only among the runs in which the event came at all."""
TOP_SIZE: Final = 98
TENTHS: Final = 10
"""A ratio of two rates is told apart in steps of one tenth."""
ABSENT_WORDS: Final = {
    "siege": (Action.SIEGE,),
    "fatal attack": (Action.HARASS, Action.BARRAGE),
    "strike on a militia": (Action.REPRISAL,),
    "leadership strike": (Action.LEADERSHIP_STRIKE,),
    "salvo": (Action.SALVO, Action.LETHAL_SALVO),
    "strike on Iran": (Action.STRIKE_ON_IRAN,),
    "open war": (Action.OPEN_WAR,),
    "pause": (Action.PAUSE,),
    "vote": (Action.VOTE,),
    "signed bill": (Action.SIGN,),
    "partners leave": (Action.PARTNERS_LEAVE,),
    "sanctions": (Action.SANCTION,),
}
"""What rows about absence call acts; of attacks only those that kill are sure to be reported."""


class Look(NamedTuple):
    """What a target looks at in a run, and when."""

    kind: int
    branch: int
    """First free day of its branch, counted from the start of the run; a total has no branch."""
    days: int
    """Length of the branch."""
    window: tuple[int, int]
    """Days that count: of the branch, its first being 1; for a total or ratio days of the run."""
    actions: int
    """Acts that count, one bit each; of a wait those that end it otherwise."""
    middle: int = 0
    """First day of the later of two stretches whose rates are compared."""


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

    @property
    def past(self) -> npt.NDArray[np.int64]:
        """Places among `used` of the targets that count attacks of the replayed past."""
        return np.flatnonzero([t.look.kind in PAST for t in self.used])


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


def absences() -> list[Mapping[str, Any]]:
    """Stretches between coded acts, and the acts that no article reports of them."""
    found: list[Mapping[str, Any]] = _table()["absences"]
    return found


def waits_table() -> Mapping[str, list[str]]:
    """Fatal attack -> acts that would have come first in the wait for it."""
    found: Mapping[str, list[str]] = _table()["waits"]
    return found


def waits(event: str) -> list[str]:
    """Acts that would have come first in the wait for a fatal attack; those of all rows if new."""
    table = waits_table()
    every = list(dict.fromkeys(word for row in table.values() for word in row))
    return table.get(event, every)


def levels() -> list[Mapping[str, Any]]:
    """What is said of how much there was, or that it had come by a day."""
    found: list[Mapping[str, Any]] = _table()["levels"]
    return found


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


def at_least_weights(least: int, lie: float) -> npt.NDArray[np.float64]:
    """1 from `least` on; below it the chance `lie` that an article says so all the same."""
    weights = np.full(ROOM, 1.0)
    weights[:least] = lie
    return weights


def steady_weights(half: float, spread: float) -> npt.NDArray[np.float64]:
    """Chance that somebody sees neither let-up nor surge, by the ratio of the later rate to the
    earlier one.

    Two logistics in the log of the ratio: one half at `half` and at one over it, `spread` their
    scale in logs.
    """
    ratio = (np.arange(ROOM) + 0.5) / TENTHS
    below = 1.0 / (1.0 + (ratio / half) ** (-1.0 / spread))
    above = 1.0 / (1.0 + (ratio * half) ** (1.0 / spread))
    weights: npt.NDArray[np.float64] = below * above
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


def wounded_weights(value: float, sd: float) -> npt.NDArray[np.float64]:
    """Chance that `value` wounded are reported, for every category of a size; 0 where none came."""
    weights = np.zeros(ROOM)
    weights[1:] = count_weights(value, sd)[:-1]
    return weights


def is_bound(target: Target) -> bool:
    """Is it a total of which only the least is said?"""
    return target.look.kind in (COUNT, FREE_COUNT) and target.weights[-1] == 1.0


def is_estimate(target: Target) -> bool:
    """Is it a number of which only an estimate is known: a total, or a count of wounded?"""
    counted = target.look.kind in (COUNT, WOUNDED)
    return counted and bool(0.0 < target.weights.max() < 1.0)


def coalition_wounded(event: Event) -> Count | None:
    """Coalition members coded as wounded by an attack; None where nobody says."""
    told = [count for nation, count in event.wounded.items() if nation in COALITION]
    if not told:
        return None
    return Count(sum(c.n for c in told), any(c.at_least for c in told))


def coalition_deaths(event: Event) -> int:
    """Coalition members coded as killed by an attack, Americans included."""
    return sum(count.n for nation, count in event.killed.items() if nation in COALITION)
