"""Catalogues of reported rocket attacks: one list of days and deaths for each possible future.

A forecast is many catalogues and the truth is one, so what is asked of them is asked in the same
words. Days are whole: the articles date an attack to a day or worse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from calibration.evidence.tables import Event

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

COALITION: Final = ("US", "UK", "NS")
"""Nations whose dead count: the troops the bases house, and dead whose nation no article gives."""
WEEK: Final = 7


@dataclass(frozen=True)
class Catalogues:
    """Attacks of `runs` possible futures over a window of `days`; rows sorted by run, then day.

    Raises ValueError where arrays differ in length, leave the window, or are not sorted:
    `catalogues` sorts, so that only arrays put together by hand can fail.
    """

    runs: int
    """How many futures, those without any attack included."""
    days: int
    """Length of the window in days."""
    run: Ints
    """Future that a row belongs to, 0 to runs - 1; [attacks]."""
    day: Ints
    """Days since the first day of the window, 0 to days - 1; [attacks]."""
    deaths: Ints
    """Coalition dead of the attack; [attacks]."""

    def __post_init__(self) -> None:
        if self.runs < 1 or self.days < 1:
            raise ValueError(f"needs a run and a day, got {self.runs} runs of {self.days} days")
        if not len(self.run) == len(self.day) == len(self.deaths):
            lengths = len(self.run), len(self.day), len(self.deaths)
            raise ValueError(f"run, day and deaths have lengths {lengths}, which must be equal")
        for name, values, end in (("run", self.run, self.runs), ("day", self.day, self.days)):
            if len(values) and not (values.min() >= 0 and values.max() < end):
                raise ValueError(f"{name} must lie from 0 to {end - 1}")
        if (self.deaths < 0).any():
            raise ValueError("deaths must not be negative")
        if (np.diff(self.run * self.days + self.day) < 0).any():
            raise ValueError("rows must be sorted by run, then day")

    def counts(self) -> Ints:
        """Attacks in each run; [runs]."""
        return np.bincount(self.run, minlength=self.runs).astype(np.int64)

    def fatal_counts(self) -> Ints:
        """Attacks with at least one coalition death; [runs]."""
        return np.bincount(self.run[self.deaths > 0], minlength=self.runs).astype(np.int64)

    def deaths_total(self) -> Ints:
        """Coalition dead of all attacks; [runs]."""
        total = np.bincount(self.run, weights=self.deaths, minlength=self.runs)
        return total.astype(np.int64)

    def fatal_share(self) -> Floats:
        """Share of attacks that killed; NaN in a run without any attack; [runs]."""
        return _ratio(self.fatal_counts(), self.counts())

    def longest_gaps(self) -> Ints:
        """Longest stretch of whole days without an attack, both edges included; [runs].

        The edges count as if an attack stood just outside: a quiet start is a quiet stretch. A run
        without any attack has the whole window.
        """
        edges = np.arange(self.runs)
        run = np.concatenate([self.run, edges, edges])
        outside = [np.full(self.runs, -1), np.full(self.runs, self.days)]
        day = np.concatenate([self.day, *outside])
        order = np.lexsort((day, run))
        run, day = run[order], day[order]
        quiet = np.diff(day) - 1
        quiet[np.diff(run) > 0] = 0  # a step from one run to the next is no gap
        longest = np.zeros(self.runs, np.int64)
        np.maximum.at(longest, run[1:], quiet)
        return longest

    def mean_gap(self) -> Floats:
        """Mean days from one attack to the next; NaN in a run with fewer than two; [runs]."""
        first = np.full(self.runs, self.days)
        last = np.zeros(self.runs, np.int64)
        np.minimum.at(first, self.run, self.day)
        np.maximum.at(last, self.run, self.day)
        steps = np.maximum(self.counts() - 1, 0)
        return _ratio(np.where(steps > 0, last - first, 0), steps)

    def weekly(self) -> Ints:
        """Attacks in each whole week from the first day of the window on; [runs, weeks].

        Days after the last whole week are left out: a short week would look like a quiet one.
        """
        weeks = self.days // WEEK
        week = self.day // WEEK
        inside = week < weeks
        cell = self.run[inside] * weeks + week[inside]
        flat = np.bincount(cell, minlength=self.runs * weeks)
        return flat.astype(np.int64).reshape(self.runs, weeks)

    def weekly_dispersion(self) -> Floats:
        """Variance of the weekly counts over their mean, 1 for a Poisson stream; [runs].

        Above one the attacks come in bursts, below one by the clock. NaN in a run without an
        attack, and with fewer than two whole weeks. The variance divides by weeks - 1.
        """
        weekly = self.weekly()
        if weekly.shape[1] < 2:
            return np.full(self.runs, np.nan)
        return _ratio(weekly.var(axis=1, ddof=1), weekly.mean(axis=1))

    def empty_weeks(self) -> Floats:
        """Share of whole weeks without an attack; NaN where the window has no week; [runs]."""
        weekly = self.weekly()
        return _ratio((weekly == 0).sum(axis=1), np.full(self.runs, weekly.shape[1]))


def catalogues(
    runs: int, days: int, run: npt.ArrayLike, day: npt.ArrayLike, deaths: npt.ArrayLike
) -> Catalogues:
    """Catalogues from rows in any order; arrays of whole numbers, [attacks] each."""
    run, day, deaths = (np.asarray(values, dtype=np.int64) for values in (run, day, deaths))
    order = np.lexsort((deaths, day, run))
    return Catalogues(runs, days, run[order], day[order], deaths[order])


def observed_catalogue(events: Iterable[Event], first: dt.date, last: dt.date) -> Catalogues:
    """The reported rocket attacks from `first` to `last`, both included, as one run.

    An attack is an event whose act is a rocket attack, on its `date_used`; its deaths are those of
    the coalition, and where an article gives a lower bound the bound is taken. Raises ValueError
    where the window is empty.
    """
    if last < first:
        raise ValueError(f"window ends on {last}, before its first day {first}")
    reported = [e for e in events if e.act == "rocket_attack" and first <= e.date_used <= last]
    deaths = [sum(toll.n for who, toll in e.killed.items() if who in COALITION) for e in reported]
    day = [(e.date_used - first).days for e in reported]
    return catalogues(1, (last - first).days + 1, np.zeros(len(reported)), day, deaths)


def _ratio(above: npt.NDArray[np.generic], below: npt.NDArray[np.generic]) -> Floats:
    """`above` / `below`, NaN where `below` is zero; [runs]."""
    out = np.full(len(below), np.nan)
    np.divide(above, below, out=out, where=below != 0)
    return out
