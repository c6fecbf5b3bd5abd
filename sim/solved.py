"""Coefficients that rules read, solved from what a reader can judge.

Nobody can say how many attacks a day one unit of anger is worth; anybody can say how many attacks
one air strike brings on. So the prior lies on the second, and the first follows from it here. A
function takes one run's record, as rules read it, with all fields of the table filled in, and
returns its coefficient. `sim.parameters` solves them all whenever a field is set.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim import maths
from sim.jit import COMPILED, kernel, rule

Floats = npt.NDArray[np.float64]
Records = npt.NDArray[Any]

ORDINARY_HARDENING: Final = 0.4
"""Shelter of an ordinary base: the part of a rocket's danger that it takes away."""
HUNT_DAYS: Final = 300
"""Days of full hunt after which a reader is asked how strong ISIS is."""
MEAN_REFUGE: Final = 0.85
"""Refuge of the areas of the default world that hold a twentieth of ISIS or more, by their ISIS."""
LEAST_STEP: Final = 0.01
"""A step of sanctions counts as no smaller: one of nothing would make the coefficient endless."""
LEAST_GROWTH: Final = 1e-5
"""The same for the regrowth of ISIS a day."""


@dataclass(frozen=True)
class Solved:
    """One coefficient that no row of the table gives."""

    field: str
    meaning: str
    unit: str
    low: float
    high: float
    """No value that the ranges of the table allow lies outside."""
    reads: tuple[str, ...]
    """Parameters that it follows from."""
    solve: Callable[[Any], float]


@rule
def fire_per_grievance(p: Any) -> float:
    """Attacks a day per unit of grievance, so that one ordinary strike brings on what is said.

    A strike on every militia adds one unit of grievance to each, of which `grievance_keep` is left
    from day to day: 1 / (1 - keep) days of full grievance in all. Hence attacks per strike times
    (1 - keep).
    Source: spiked:9, spiked:8 (M003, M018).
    """
    return p.attacks_per_strike * (1.0 - p.grievance_keep)


@rule
def mean_rockets(p: Any) -> float:
    """Rockets of an unprovoked attack, on average: a few, now and then a barrage.

    Source: wsj:3, spiked:8 (M012).
    """
    few = (1.0 + p.harass_rockets) / 2.0
    barrage = (p.barrage_low + p.barrage_high) / 2.0
    return (1.0 - p.barrage_base) * few + p.barrage_base * barrage


@rule
def kill_per_rocket(p: Any) -> float:
    """Rate at which one rocket kills in the open, so that an ordinary attack kills as is said.

    The rule has 1 - exp(-rate * (1 - hardening) * rockets); set equal to the chance at ordinary
    hardening and the mean number of rockets, solved for the rate.
    Source: spiked:8, spiked:11, globe:5, wsj:6 (M011, M012, M013).
    """
    exposed = (1.0 - ORDINARY_HARDENING) * mean_rockets(p)
    return maths.hazard(p.fatal_chance) / exposed


@rule
def hostility_per_sanction(p: Any) -> float:
    """Change of base fire under endless pressure, so that the first step of sanctions does as said.

    Pressure x acts as x / (1 + x), and the first step is x = `sanction_step`.
    Source: spiked:11, spiked:12, forum:25 (M080, M108, M109).
    """
    step = max(p.sanction_step, LEAST_STEP)
    return p.fire_per_step * (1.0 + step) / step


@rule
def isis_hunted(p: Any) -> float:
    """What a full hunt takes from ISIS, in units of regrowth, so that it is left as strong as said.

    Strength near the start changes by growth * refuge * (1 - 1/room - hunted) a day; over the days
    asked about this is the logarithm of what is left. Never below 0: a hunt helps nobody grow, so
    ISIS that recovers slowly cannot end much stronger, whatever is said.
    Source: globe:12, globe:18, forum:8, forum:11 (M040, M057).
    """
    days = HUNT_DAYS * max(p.isis_growth, LEAST_GROWTH) * MEAN_REFUGE
    return max(0.0, 1.0 - 1.0 / p.isis_room - maths.log(p.isis_held) / days)


@rule
def threat_per_attack(p: Any) -> float:
    """One harmless attack, as a share of the threat that is ordinary under base fire.

    Base fire alone keeps a threat of fire_base / (1 - keep) attacks; where that is less than one
    attack, one attack is the ordinary threat.
    Source: globe:4, globe:5 (M038, M039).
    """
    return 1.0 / max(1.0, p.fire_base / (1.0 - p.threat_keep))


@rule
def mood_mean(p: Any) -> float:
    """Log of the mean of a log-normal mood, so that mood moves fire in time and not on average.

    Source: globe:5, spiked:11 (M010).
    """
    return p.mood_sd * p.mood_sd / 2.0


@rule
def mood_step(p: Any) -> float:
    """Most that one day moves the log of the mood, so that its stationary sd is `mood_sd`.

    A step that is uniform on [-s, s] has variance s^2 / 3, and the walk back to 0 gathers
    1 / (1 - keep^2) of it.
    Source: globe:5, spiked:11 (M010).
    """
    return p.mood_sd * math.sqrt(3.0 * (1.0 - p.mood_keep * p.mood_keep))


ROCKETS: Final = ("barrage_base", "harass_rockets", "barrage_low", "barrage_high")
SOLVED: Final = {
    s.field: s
    for s in (
        Solved(
            "fire_per_grievance",
            meaning="attacks a day per unit of grievance, all militias angered alike",
            unit="attacks/day per strike",
            low=0.0,
            high=15.0,
            reads=("attacks_per_strike", "grievance_halflife"),
            solve=fire_per_grievance,
        ),
        Solved(
            "kill_per_rocket",
            meaning="rate at which one rocket on an unsheltered site kills somebody",
            unit="deaths/rocket",
            low=0.0,
            high=4.0,
            reads=("fatal_chance", *ROCKETS),
            solve=kill_per_rocket,
        ),
        Solved(
            "hostility_per_sanction",
            meaning="change of base fire under endless pressure of sanctions",
            unit="share",
            low=-101.0,
            high=101.0,
            reads=("fire_per_step", "sanction_step"),
            solve=hostility_per_sanction,
        ),
        Solved(
            "isis_hunted",
            meaning="what a full hunt takes from ISIS, in units of its regrowth",
            unit="regrowth",
            low=0.0,
            high=1200.0,
            reads=("isis_held", "isis_growth", "isis_room"),
            solve=isis_hunted,
        ),
        Solved(
            "threat_per_attack",
            meaning="one harmless attack against the threat that is ordinary under base fire",
            unit="ordinary threat",
            low=0.001,
            high=1.0,
            reads=("fire_base", "threat_halflife"),
            solve=threat_per_attack,
        ),
        Solved(
            "mood_mean",
            meaning="log of the long-run mean of the common mood",
            unit="log units",
            low=0.0,
            high=1.125,
            reads=("mood_sd",),
            solve=mood_mean,
        ),
        Solved(
            "mood_step",
            meaning="most that one day moves the log of the common mood",
            unit="log units/day",
            low=0.0,
            high=2.6,
            reads=("mood_sd", "mood_halflife"),
            solve=mood_step,
        ),
    )
}
"""Field -> how it is solved."""


@rule
def solve_one(p: Any) -> None:
    """Fill in every solved coefficient of one run's record."""
    p.fire_per_grievance = fire_per_grievance(p)
    p.kill_per_rocket = kill_per_rocket(p)
    p.hostility_per_sanction = hostility_per_sanction(p)
    p.isis_hunted = isis_hunted(p)
    p.threat_per_attack = threat_per_attack(p)
    p.mood_mean = mood_mean(p)
    p.mood_step = mood_step(p)


@kernel
def _solve(records: Any) -> None:
    for k in range(len(records)):
        solve_one(records[k])


@kernel
def _keep(halflives: Any, kept: Any) -> None:
    for k in range(len(halflives)):
        kept[k] = maths.kept_a_day(halflives[k])


def solve(records: Records) -> None:
    """Fill in every solved coefficient of the records that rules read, shape [runs]."""
    _solve(records if COMPILED else records.view(np.recarray))


def kept_a_day(halflives: Floats) -> Floats:
    """Share that is left after one day, for half-lives in days, shape [runs]."""
    halflives = np.ascontiguousarray(halflives, np.float64)
    kept = np.empty(len(halflives))
    _keep(halflives, kept)
    return kept
