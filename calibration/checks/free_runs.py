"""Runs that leave coded history on some day and go on to the last: what unfitted rows meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.backtest.forecast import CHANCES, report_events
from calibration.checks.posterior_predictive import APART
from calibration.likelihood.observation_model import ATTACK_BITS
from calibration.likelihood.problem import Problem
from calibration.likelihood.targets import observation
from sim import luck
from sim.ensemble import Block, Engine, Leg
from sim.inputs.posterior import PosteriorSamples
from sim.parameters import as_records, sample_parameters

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CHUNK: Final = 125
"""Runs in one piece of work."""


class Log(NamedTuple):
    """Events of one run, in their order; columns have shape [events]."""

    day: Ints
    """Days since the run left history; its first free day is 1."""
    action: Ints
    munitions: Floats
    troops: Floats
    us_killed: Ints
    partner_killed: Ints
    blamed: Ints
    reported: npt.NDArray[np.bool_]
    """Would an article report it?"""

    def only(self, actions: int, *, reported: bool = False) -> Log:
        """Events whose act is in the mask; with `reported`, only those that an article reports."""
        kept = (actions >> self.action) & 1 == 1
        if reported:
            kept &= self.reported
        return Log(*(column[kept] for column in self))

    def first(self, actions: int, since: float = -np.inf, *, reported: bool = False) -> float:
        """Day of the first such event from day `since` on; NaN if none comes."""
        days = self.only(actions, reported=reported).day
        days = days[days >= since]
        return float(days[0]) if len(days) else np.nan

    @property
    def attacks(self) -> Log:
        """The rocket attacks, reported or not."""
        return self.only(ATTACK_BITS)


@dataclass(frozen=True)
class Future:
    """One run after it left coded history."""

    log: Log
    claimed: int
    """Attacks claimed since the run began, coded ones included."""
    attacks: int
    """Attacks since the run began."""


def futures(
    problem: Problem,
    posterior: PosteriorSamples | None,
    branches: Sequence[int],
    runs: int,
    seed: int,
    *,
    workers: int = 1,
) -> Mapping[int, tuple[Future, ...]]:
    """Runs that leave history on each of some days of the run, 0 being free from the start.

    Parameters are samples of the posterior, or the defaults without one. Run numbers lie beyond
    those of any fit. Raises ArithmeticError when the events of a run do not fit its log.
    """
    days = sorted(set(branches))
    engine = problem.simulator((), 1, seed).engine
    legs = _legs(days, engine.template.days)

    def work(first: int) -> list[list[Future]]:
        numbers = np.arange(first, min(first + CHUNK, APART + runs))
        block = _block(engine, problem, posterior, numbers, legs, seed)
        return _split(block, days, numbers, seed)

    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(work, range(APART, APART + runs, CHUNK)))
    return {day: tuple(f for part in parts for f in part[k]) for k, day in enumerate(days)}


def _legs(branches: Sequence[int], days: int) -> tuple[Leg, ...]:
    """History from branch to branch; at each one run to the end, forgotten by the next."""
    legs, at, back = [], 0, False
    for day in branches:
        if day > at:
            legs.append(Leg(day - at, back=back, branch=False, kept=False))
            at, back = day, False
        legs.append(Leg(days - day, back=back, branch=True, kept=True))
        back = True
    return tuple(legs)


def _block(
    engine: Engine,
    problem: Problem,
    posterior: PosteriorSamples | None,
    numbers: Ints,
    legs: Sequence[Leg],
    seed: int,
) -> Block:
    hypotheses = problem.scenario.hypotheses
    by_hand = problem.scenario.parameter_values
    table = sample_parameters(
        "prior" if posterior else "default", hypotheses, by_hand, seed, numbers
    )
    if posterior:
        picked = posterior.pick(seed, numbers)
        table |= {name: v for name, v in picked.items() if name not in by_hand}
    block = engine.futures(numbers, as_records(table), legs, events=True)
    if block.lost.any():
        raise ArithmeticError("events did not fit the log of a run")
    return block


def _split(block: Block, branches: Sequence[int], numbers: Ints, seed: int) -> list[list[Future]]:
    """Futures of each branch, [branches][runs], from a block whose rows have runs outermost."""
    keys = [luck.run_key(luck.mix(seed), (int(r) * luck.GOLDEN) & luck.MASK) for r in numbers]
    each = np.repeat(np.array(keys, np.uint64), len(branches))
    reported, fired = (np.zeros(len(block.events), np.bool_) for _ in range(2))
    chances = np.array([observation(name) for name in CHANCES])
    report_events(block.events, block.event_counts, each, chances, 0, reported, fired)
    found: list[list[Future]] = [[] for _ in branches]
    ends = np.cumsum(block.event_counts)
    for row, (n, end) in enumerate(zip(block.event_counts, ends, strict=True)):
        k = row % len(branches)
        rows = slice(int(end - n), int(end))
        tally: Any = block.tallies[row]
        log = _log(block.events[rows], reported[rows], branches[k])
        found[k].append(Future(log, int(tally["claimed"]), int(tally["attacks"])))
    return found


def _log(rows: Any, reported: npt.NDArray[np.bool_], branch: int) -> Log:
    free = rows["forced"] == 0
    kept = rows[free]
    return Log(
        kept["day"] - branch + 1, kept["action"], kept["munitions"], kept["troops"],
        kept["us_killed"], kept["partner_killed"], kept["blamed"], reported[free],
    )  # fmt: skip
