"""How rocket attacks are spread over a winter: by the clock, by chance, or in bursts.

No article gives weekly counts, so nothing here is compared with the articles. It says what the fit
did to the rhythm of the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.checks.free_runs import Future
from calibration.evidence.attack_catalogue import Catalogues, catalogues


class RunSpread(NamedTuple):
    """Mean and 5-95 % of a number over runs; NaN if no run has it."""

    mean: float
    q05: float
    q95: float


class Rhythm(NamedTuple):
    """Attacks of many runs, reported or not."""

    label: str
    weekly: RunSpread
    """Attacks a week."""
    dispersion: RunSpread
    """Variance over mean of the weekly counts of a run; 1 is chance alone, above it bursts."""
    empty_weeks: RunSpread
    """Share of weeks without an attack."""


def rhythm(label: str, runs: Sequence[Future], days: int) -> Rhythm:
    """Rhythm of runs of `days` days that are free from the first."""
    found = _catalogues(runs, days)
    weekly = found.weekly().mean(axis=1)
    return Rhythm(label, *map(spread, (weekly, found.weekly_dispersion(), found.empty_weeks())))


def spread(values: npt.NDArray[np.float64]) -> RunSpread:
    """Mean and 5-95 % of the numbers that are there."""
    there = values[~np.isnan(values)]
    if not len(there):
        return RunSpread(np.nan, np.nan, np.nan)
    q05, q95 = np.quantile(there, [0.05, 0.95])
    return RunSpread(float(there.mean()), float(q05), float(q95))


def _catalogues(runs: Sequence[Future], days: int) -> Catalogues:
    attacks = [future.log.attacks for future in runs]
    run = np.repeat(np.arange(len(runs)), [len(a.day) for a in attacks])
    day = np.concatenate([a.day for a in attacks]) - 1
    deaths = np.concatenate([a.us_killed + a.partner_killed for a in attacks])
    return catalogues(len(runs), days, run, day, deaths)
