"""How many runs an expert would not believe: the sanity table under each source of parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import binom

from calibration.checks.sanity_measures import OVER_ALL, PAIRED, PER_RUN, Parts
from calibration.checks.sanity_runs import Floats, FreeRuns, free_runs
from calibration.checks.sanity_table import Row, SanityTable
from calibration.evidence.library import load_scenario
from sim.errors import InputError

LIMITS: Final = {"default": 0.01, "prior": 0.05, "posterior": 0.05}
"""Source of parameters -> largest share of runs that may lie outside a range."""
RARE: Final = 0.001
"""Chance that luck alone puts a row beyond its limit that stands exactly at it."""
ERRORS: Final = 3.0
"""Standard errors that the same allowance leaves to a share or ratio over all runs."""
BAND: Final = (0.05, 0.5, 0.95)


class Verdict(NamedTuple):
    """One row under one source of parameters."""

    row: Row
    source: str
    runs: int
    outside: float
    """Share of runs outside the range; NaN for rows over all runs."""
    value: float
    """Median run; over all runs, the share or ratio. NaN where there was nothing to judge."""
    low: float
    """5 % of the runs; over all runs, a standard error below the value."""
    high: float

    @property
    def limit(self) -> float:
        """Largest share of runs that may lie outside."""
        return 0.0 if self.row.never else LIMITS[self.source]

    @property
    def kept(self) -> bool:
        """Is the row kept, as found?"""
        if self.row.scope == "run":
            return self.outside <= self.limit
        return np.isnan(self.value) or self.row.low <= self.value <= self.row.high

    @property
    def kept_but_for_luck(self) -> bool:
        """Is the row kept, given how few the runs are?"""
        if self.row.scope == "run":
            allowed = 0 if self.row.never else binom.isf(RARE, self.runs, self.limit)
            return round(self.outside * self.runs) <= allowed
        slack = ERRORS / 2 * (self.high - self.low)
        low, high = self.row.low - slack, self.row.high + slack
        return np.isnan(self.value) or low <= self.value <= high


def judge(
    table: SanityTable, source: str, runs: int, seed: int, *, workers: int = 1
) -> tuple[Verdict, ...]:
    """Every row under one source of parameters.

    Raises InputError when a posterior does not read.
    """
    needed = {name for row in table.rows for name in (row.scenario, row.against) if name}
    settings = [table.scenarios[name] for name in table.scenarios if name in needed]
    found = {}
    for setting in settings:
        changes = (*setting.changes, f"parameters={source}")
        scenario = load_scenario(setting.path, changes)
        found[setting.name] = free_runs(scenario, runs, seed, workers=workers)
    return tuple(
        verdict(row, source, found[row.scenario], found.get(row.against)) for row in table.rows
    )


def judge_all(
    table: SanityTable, sources: Sequence[str], runs: int, seed: int, *, workers: int = 1
) -> dict[str, tuple[Verdict, ...]]:
    """Source -> verdicts; a shipped posterior that does not fit today's parameters is left out."""
    found = {}
    for source in sources:
        try:
            found[source] = judge(table, source, runs, seed, workers=workers)
        except InputError:
            if source != "posterior":
                raise
    return found


def verdict(row: Row, source: str, runs: FreeRuns, against: FreeRuns | None = None) -> Verdict:
    """What a row finds in runs. A run that logged more than fits is outside every range."""
    if row.scope == "run":
        return _of_runs(row, source, PER_RUN[row.id](runs), runs)
    if against is None:
        return _over_all(row, source, OVER_ALL[row.id](runs))
    return _over_all(row, source, PAIRED[row.id](runs, against))


def _of_runs(row: Row, source: str, values: Floats, runs: FreeRuns) -> Verdict:
    outside = (values < row.low) | (values > row.high) | runs.lost
    there = values[~np.isnan(values)]
    low, middle, high = np.quantile(there, BAND) if len(there) else np.full(3, np.nan)
    return Verdict(
        row, source, len(values), float(outside.mean()), float(middle), float(low), float(high)
    )


def _over_all(row: Row, source: str, parts: Parts) -> Verdict:
    """Quotient of two sums, and its standard error from the spread over runs.

    A share of nothing or of all has no spread; there the error is that of the rule of three.
    """
    counted, among = parts
    whole, n = float(among.sum()), len(among)
    if whole == 0:
        return Verdict(row, source, n, np.nan, np.nan, np.nan, np.nan)
    value = float(counted.sum()) / whole
    error = max(1.0, float(np.sqrt(((counted - value * among) ** 2).sum()))) / whole
    return Verdict(row, source, n, np.nan, value, value - error, value + error)
