"""Verdicts: is the pattern there, and is it gone under the control?

A measure is a quotient of two sums over runs; its variance comes from the influence of each run on
it (the delta method), and arms that share run numbers share their luck and their parameters, so
influences are subtracted run by run. The interval of an effect misses the truth on either side once
in ten thousand times where the influences are nearly normal, as they are at these numbers of runs.

Source: Cochran 1977, "Sampling techniques", chapter 6 (ratio estimates); Schuirmann 1987 for claims
that nothing changes (two one-sided tests: the whole interval lies within the margin).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from calibration.checks.patterns.arms import Arm
from calibration.checks.patterns.measures import Measure, Parts, measure
from calibration.checks.patterns.runs import ArmRuns, Floats
from calibration.checks.patterns.table import PatternTable, Row, Term
from sim.ensemble import Engine

SURE: Final = 3.719
"""Standard errors on either side of an effect: one in ten thousand lies beyond each."""
CHUNK: Final = 250
"""Runs in one piece of work."""


class Effect(NamedTuple):
    """The effect of one step and its standard error; NaN where there was nothing to compare."""

    value: float
    error: float

    def inside(self, low: float, high: float) -> bool:
        """Does it surely lie between the two?"""
        wide = SURE * self.error
        return self.value - wide >= low and self.value + wide <= high

    def outside(self, low: float, high: float) -> bool:
        """Does it surely lie beyond one of the two? Where nothing came to compare it does."""
        wide = SURE * self.error
        return not (self.value + wide >= low and self.value - wide <= high)

    def room(self, low: float, high: float) -> float:
        """Standard errors from the nearer bound, above 0 inside; infinite without spread."""
        to_bound = min(self.value - low, high - self.value)
        return to_bound / self.error if self.error > 0 else float(np.copysign(np.inf, to_bound))


class Verdict(NamedTuple):
    """What one row found: the effect of every step, as it is and under the control."""

    row: Row
    found: tuple[Effect, ...]
    control: tuple[Effect, ...]

    @property
    def agrees(self) -> bool:
        """Is the pattern there?"""
        return all(effect.inside(self.row.low, self.row.high) for effect in self.found)

    @property
    def gone(self) -> bool:
        """Is it gone under the control?"""
        return any(effect.outside(self.row.low, self.row.high) for effect in self.control)

    @property
    def weakest(self) -> Effect:
        """The step nearest to a bound."""
        return min(self.found, key=lambda e: e.room(self.row.low, self.row.high))

    @property
    def kept(self) -> bool:
        """Is the row as the table says: there and gone under the control, or a finding still?"""
        return not self.agrees if self.row.finding else self.agrees and self.gone


class Workbench:
    """Runs every arm once, for all measures that any row asks of it, and judges rows.

    `only` are the rows that share its arms, all of the table where it is None. Raises InputError
    when an arm does not read.
    """

    def __init__(
        self, table: PatternTable, only: Iterable[Row] | None = None, workers: int = 1
    ) -> None:
        self.table, self.workers = table, workers
        self._wanted: dict[str, dict[Measure, None]] = defaultdict(dict)
        self._runs: dict[str, int] = defaultdict(int)
        self._found: dict[str, Mapping[Measure, Parts]] = {}
        for row in table.rows.values() if only is None else only:
            for under_control in (False, True):
                for term in (term for step in row.steps for term in step):
                    key = self._arm(row, term, under_control).key
                    self._wanted[key][term.measure] = None
                    self._runs[key] = max(self._runs[key], row.runs)

    def judge(self, row: Row) -> Verdict:
        """The verdict on one of its rows."""
        found, control = (
            tuple(self._effect(row, step, under) for step in row.steps) for under in (False, True)
        )
        return Verdict(row, found, control)

    def _effect(self, row: Row, step: Sequence[Term], under_control: bool) -> Effect:
        parts = [self._parts(self._arm(row, t, under_control), t.measure, row.runs) for t in step]
        return effect(parts, [t.weight for t in step], row.ratio)

    def _arm(self, row: Row, term: Term, under_control: bool) -> Arm:
        if not under_control:
            return self.table.arms[term.arm]
        name = row.control.instead.get(term.arm, term.arm)
        return self.table.arms[name].under(row.control.overlay)

    def _parts(self, arm: Arm, wanted: Measure, runs: int) -> Parts:
        if arm.key not in self._found:
            self._found[arm.key] = self._run(arm)
        counted, among = self._found[arm.key][wanted]
        return Parts(counted[:runs], among[:runs])

    def _run(self, arm: Arm) -> Mapping[Measure, Parts]:
        scenario, measures = arm.scenario(), list(self._wanted[arm.key])
        engine, last = Engine(scenario, self.table.seed), self._runs[arm.key]
        daily = any(m.daily for m in measures)

        def work(first: int) -> list[Parts]:
            block = engine.block(first, min(first + CHUNK, last), daily=daily, events=True)
            if block.lost.any():
                raise ArithmeticError(f"{arm.name}: events did not fit the log of a run")
            runs = ArmRuns(scenario, block)
            return [measure(runs, m) for m in measures]

        with ThreadPoolExecutor(self.workers) as pool:
            pieces = list(pool.map(work, range(0, last, CHUNK)))
        joined = (
            Parts(*(np.concatenate(side) for side in zip(*found, strict=True)))
            for found in zip(*pieces, strict=True)
        )
        return dict(zip(measures, joined, strict=True))


def effect(parts: Sequence[Parts], weights: Sequence[float], ratio: bool) -> Effect:
    """The weighted sum of some measures of the same runs, or the first against the second, less 1.

    NaN when one of them has nothing that it is counted among, or the second is 0 in a ratio.
    """
    values, influences = zip(*(_estimate(p) for p in parts), strict=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        if ratio:
            one, two = values
            value = float(np.divide(one, two)) - 1.0
            moved = influences[0] / two - one * influences[1] / two**2
        else:
            value = float(np.dot(weights, values))
            moved = sum(w * i for w, i in zip(weights, influences, strict=True))
    if not np.isfinite(value):
        return Effect(np.nan, np.nan)
    return Effect(value, float(np.std(moved, ddof=1) / len(moved) ** 0.5))


def _estimate(parts: Parts) -> tuple[float, Floats]:
    """A quotient of sums, and the influence of each run on it, shape [runs]."""
    base = parts.among.mean()
    if base == 0.0:
        return np.nan, np.full(len(parts.among), np.nan)
    value = parts.counted.mean() / base
    return value, (parts.counted - value * parts.among) / base


def judge_all(table: PatternTable, workers: int = 1) -> dict[str, Verdict]:
    """Row -> verdict, for the whole table. Same answer on any number of threads."""
    bench = Workbench(table, workers=workers)
    return {name: bench.judge(row) for name, row in table.rows.items()}
