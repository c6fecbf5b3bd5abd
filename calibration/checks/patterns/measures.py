"""What a pattern is measured by: for every run what counts, and what it is counted among.

The quotient of the two sums over runs is the measure. What is one number a run is counted among 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np

from calibration.checks.patterns.filters import Filter, chosen, read_filter, span
from calibration.checks.patterns.runs import ArmRuns, Floats, Mask
from sim.inputs.checked_mapping import Reader
from sim.outcomes import LISTED_BY, OUTCOMES, SERIES
from sim.state.bookkeeping import LogRow
from sim.state.fields import fields_of

WEEK: Final = 7
DEAD: Final = "dead"
"""Americans and partners killed, beside the columns of the log."""
FIELDS: Final = (DEAD, "delay", *fields_of(LogRow))
NAMED: Final = ("outcome", "series", "change", "sum", "mean")
"""Kinds that name a column; the others count events."""
KINDS: Final = (*NAMED, "events", "any", "share", "after", "any_after", "weekly_dispersion")
MORE: Final = ("of", "comes", "at", "days", "from", "to", "runs_with")


class RunFilter(NamedTuple):
    """Runs with an outcome in some range."""

    outcome: str
    low: float
    high: float


class Measure(NamedTuple):
    """One measure; which fields count depends on its kind."""

    kind: str
    name: str = ""
    """Outcome, series or column of the log."""
    what: Filter = Filter()
    """Events that are counted."""
    of: Filter = Filter()
    """Events that they are counted among, or that they come after."""
    days: tuple[float, float] = (0.0, 0.0)
    """First and last day of the window after an event; below 0 before it."""
    begins: dt.date | None = None
    ends: dt.date | None = None
    """Only what happens between these dates counts."""
    runs_with: RunFilter | None = None
    """Only these runs count."""

    @property
    def daily(self) -> bool:
        """Does it need the daily series?"""
        return self.kind in ("series", "change")


class Parts(NamedTuple):
    """A measure of many runs, both of shape [runs]."""

    counted: Floats
    among: Floats


def read_measure(reader: Reader) -> Measure:
    """The measure that a mapping says. Raises InputError with file, line and field."""
    kinds = [key for key in reader.data if key in KINDS]
    if len(kinds) != 1:
        reader.fail((), " and ".join(kinds) or "no measure", f"one of {', '.join(KINDS)}")
    kind = kinds[0]
    reader.only((kind, *MORE), _NEEDED.get(kind, ()))
    found: dict[str, Any] = {"kind": kind}
    if kind in NAMED:
        found["name"] = reader.one_of(kind, *_known(kind))
    else:
        found["what"] = read_filter(reader.sub(kind))
    if kind in ("after", "any_after"):
        # The filter under the kind says after which events; `comes` says what is counted then.
        found["of"], found["what"] = found["what"], read_filter(reader.sub("comes"))
    for key in ("of", "at"):
        if reader.has(key):
            found["of"] = read_filter(reader.sub(key))
    if reader.has("days"):
        found["days"] = span(reader, "days")
    if reader.has("from"):
        found["begins"] = reader.date("from")
    if reader.has("to"):
        found["ends"] = reader.date("to")
    if reader.has("runs_with"):
        found["runs_with"] = _read_runs_with(reader.sub("runs_with"))
    return Measure(**found)


_NEEDED: Final = {
    "share": ("of",),
    "sum": ("of",),
    "mean": ("of",),
    "change": ("at", "days"),
    "after": ("comes", "days"),
    "any_after": ("comes", "days"),
}


def _known(kind: str) -> tuple[tuple[str, ...], str]:
    if kind == "outcome":
        return tuple(OUTCOMES), LISTED_BY
    if kind in ("series", "change"):
        return tuple(series.name for series in SERIES), ""
    return FIELDS, ""


def _read_runs_with(reader: Reader) -> RunFilter:
    reader.only(("outcome", "between"), ("outcome", "between"))
    return RunFilter(reader.one_of("outcome", OUTCOMES, LISTED_BY), *span(reader, "between"))


def measure(r: ArmRuns, m: Measure) -> Parts:
    """What counts and what it is counted among, in every run."""
    parts = _MEASURES[m.kind](r, m)
    if m.runs_with is None:
        return parts
    values = r.outcome(m.runs_with.outcome)
    kept = (values >= m.runs_with.low) & (values <= m.runs_with.high)
    return Parts(np.where(kept, parts.counted, 0.0), np.where(kept, parts.among, 0.0))


def _window(r: ArmRuns, m: Measure) -> tuple[int, int]:
    """First and last day that count: the free ones where no dates are said."""
    start = r.scenario.start
    first = r.first if m.begins is None else (m.begins - start).days
    last = r.days - 1 if m.ends is None else (m.ends - start).days
    return first, last


def _dated(r: ArmRuns, m: Measure, which: Filter) -> Mask:
    """Events that meet a filter between the dates of a measure."""
    first, last = _window(r, m)
    day = r.log["day"]
    inside: Mask = (day >= first) & (day <= last)
    return inside & chosen(r, which)


def _once(r: ArmRuns, counted: Floats) -> Parts:
    return Parts(counted, np.ones(r.runs))


def _outcome(r: ArmRuns, m: Measure) -> Parts:
    """An outcome."""
    return _once(r, r.outcome(m.name))


def _series(r: ArmRuns, m: Measure) -> Parts:
    """A daily series, its mean over the days between the dates."""
    first, last = _window(r, m)
    return _once(r, r.series(m.name)[:, first : last + 1].mean(axis=1))


def _events(r: ArmRuns, m: Measure) -> Parts:
    """Number of events."""
    return _once(r, r.per_run(_dated(r, m, m.what)))


def _any(r: ArmRuns, m: Measure) -> Parts:
    """Is there such an event?"""
    return _once(r, np.minimum(1.0, r.per_run(_dated(r, m, m.what))))


def _column(r: ArmRuns, name: str) -> Any:
    log = r.log
    if name == DEAD:
        return log["us_killed"] + log["partner_killed"]
    if name == "delay":
        return np.where(r.cause >= 0, log["day"] - log["day"][r.cause], 0)
    return log[name]


def _sum(r: ArmRuns, m: Measure) -> Parts:
    """A column of the log, its sum over events."""
    return _once(r, r.per_run(_dated(r, m, m.of), _column(r, m.name)))


def _mean(r: ArmRuns, m: Measure) -> Parts:
    """A column of the log, its mean over events."""
    rows = _dated(r, m, m.of)
    return Parts(r.per_run(rows, _column(r, m.name)), r.per_run(rows))


def _share(r: ArmRuns, m: Measure) -> Parts:
    """Events of one kind among those of another."""
    among = _dated(r, m, m.of)
    return Parts(r.per_run(among & chosen(r, m.what)), r.per_run(among))


def _followed(r: ArmRuns, m: Measure) -> tuple[Mask, Floats]:
    """Events with a whole window around them, and how many others fall into it."""
    low, high = (int(day) for day in m.days)
    day = r.log["day"]
    # A window that begins with the event itself may reach into what history still rules.
    begins = r.first if low < 0 else 0
    whole = (day + low >= begins) & (day + high < r.days)
    triggers = np.flatnonzero(_dated(r, m, m.of) & whole)
    others = r.clock[chosen(r, m.what)]
    at = r.clock[triggers]
    found = np.searchsorted(others, at + high, "right") - np.searchsorted(others, at + low, "left")
    rows = np.zeros(len(day), np.bool_)
    rows[triggers] = True
    return rows, found.astype(np.float64)


def _after(r: ArmRuns, m: Measure) -> Parts:
    """Events in the window after each event of another kind."""
    rows, found = _followed(r, m)
    counted = np.bincount(r.run[rows], found, r.runs).astype(np.float64)
    return Parts(counted, r.per_run(rows))


def _any_after(r: ArmRuns, m: Measure) -> Parts:
    """Share of events that have one of another kind in the window after them."""
    rows, found = _followed(r, m)
    counted = np.bincount(r.run[rows], np.minimum(1.0, found), r.runs).astype(np.float64)
    return Parts(counted, r.per_run(rows))


def _change(r: ArmRuns, m: Measure) -> Parts:
    """Change of a daily series around events, from the first day of the window to the last."""
    low, high = (int(day) for day in m.days)
    day = r.log["day"]
    rows = _dated(r, m, m.of) & (day + low >= 0) & (day + high < r.days)
    series, run, at = r.series(m.name), r.run[rows], day[rows]
    moved = series[run, at + high] - series[run, at + low]
    return Parts(np.bincount(run, moved, r.runs).astype(np.float64), r.per_run(rows))


def _weekly_dispersion(r: ArmRuns, m: Measure) -> Parts:
    """Variance of the weekly counts of a run against their mean: 1 is chance alone."""
    rows = _dated(r, m, m.what)
    first, last = _window(r, m)
    weeks = (last - first + 1) // WEEK
    week = (r.log["day"][rows] - first) // WEEK
    whole = week < weeks
    at = r.run[rows][whole] * weeks + week[whole]
    counts = np.bincount(at, minlength=r.runs * weeks).reshape(r.runs, weeks)
    return Parts(counts.var(axis=1, ddof=1), counts.mean(axis=1))


_MEASURES: Final[dict[str, Callable[[ArmRuns, Measure], Parts]]] = {
    "outcome": _outcome,
    "series": _series,
    "change": _change,
    "sum": _sum,
    "mean": _mean,
    "events": _events,
    "any": _any,
    "share": _share,
    "after": _after,
    "any_after": _any_after,
    "weekly_dispersion": _weekly_dispersion,
}
