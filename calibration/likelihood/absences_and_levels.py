"""Targets from what articles do not report, and from what they say of how much there was.

A coded act says that something came; the days between two coded acts say as much by what did not.
Without these rows a fit learns from links that came alone, and every link of the chain looks surer
than it was. The rows stand in `targets.yaml`, each with the paragraphs that it rests on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from calibration.evidence.known_evidence import Evidence
from calibration.evidence.tables import Event
from calibration.likelihood.targets import (
    ABSENT,
    ABSENT_WORDS,
    COUNT,
    DELAY,
    FREE_COUNT,
    RATIO,
    SIEGE_DEATHS,
    Look,
    Target,
    absences,
    acts_of,
    at_least_weights,
    bits,
    levels,
    observation,
    steady_weights,
    window_weights,
)

LAST_DAY: Final = "last day"

Skipped = tuple[str, str]


def mask(words: Iterable[str]) -> int:
    """Acts that a row about absence names, one bit each."""
    return bits(*(action for word in words for action in ABSENT_WORDS[word]))


def quiet_targets(evidence: Evidence, start: dt.date, days: int) -> Iterator[Target | Skipped]:
    """Targets of all absences and levels, or the row and why it makes none."""
    maker = _Quiet(evidence, start, days)
    for row in absences():
        yield maker.absence(row)
    for row in levels():
        yield maker.level(row)


class _Quiet:
    """Turns one row into a target of a run of `days` days from `start`."""

    def __init__(self, evidence: Evidence, start: dt.date, days: int) -> None:
        self.evidence, self.start, self.days = evidence, start, days

    def absence(self, row: Mapping[str, Any]) -> Target | Skipped:
        """No act of the row is reported from the day after one coded act to that of the next."""
        after, until = self._event(row["after"]), self._event(row["until"])
        last = self.days - 1 if row["until"] == LAST_DAY else self._day(until)
        first = self._day(after)
        if first is None or last is None or last <= first:
            return row["id"], "no two coded acts inside the days of the run to lie between"
        length = last - first
        look = Look(ABSENT, first + 1, length, (1, length), mask(row["acts"]))
        return self._made(row, look, window_weights(0, 0), f"no other act in {length} days")

    def level(self, row: Mapping[str, Any]) -> Target | Skipped:
        """How much there was, in words."""
        kind = row["kind"]
        if kind == "nobody_killed":
            return self._nobody_killed(row)
        first = (row.get("first", self.start) - self.start).days
        last = (row["last"] - self.start).days
        if not 0 <= first <= last < self.days:
            return row["id"], "outside the days of the run"
        if kind == "by":
            look = Look(DELAY, first, last - first + 1, (1, last - first + 1), acts_of(row["act"]))
            words = f"{row['act']} by {row['last']}"
            return self._made(row, look, window_weights(1, look.days), words)
        if kind == "steady":
            middle = (row["middle"] - self.start).days
            look = Look(RATIO, 0, 0, (first, last), 0, middle)
            shape = observation("steady_half"), observation("steady_spread")
            return self._made(
                row, look, steady_weights(*shape), "attacks go on, neither half nor twice as many"
            )
        weights = at_least_weights(row["value"], observation("said_falsely"))
        words = f"{row['value']} attacks or more, {row['first']} to {row['last']}"
        if kind == "free_at_least":
            days = last - first + 1
            return self._made(row, Look(FREE_COUNT, first, days, (1, days), 0), weights, words)
        return self._made(row, Look(COUNT, 0, 0, (first, last), 0), weights, words)

    def _nobody_killed(self, row: Mapping[str, Any]) -> Target | Skipped:
        """The coded siege killed nobody; judged among the runs in which a siege comes at all."""
        siege = self._event(row["id"])
        causes = [self._event(name) for name in siege.triggered_by] if siege else []
        days = [day for day in map(self._day, causes) if day is not None]
        if not days:
            return row["id"], "no coded cause inside the days of the run"
        look = Look(SIEGE_DEATHS, max(days) + 1, 7, (1, 7), mask(("siege",)))
        return self._made(row, look, window_weights(1, 1), "nobody killed, once it comes")

    def _event(self, name: str) -> Event | None:
        return self.evidence.event(name)

    def _day(self, event: Event | None) -> int | None:
        """Day of the run; None for an event that is unknown or outside."""
        if event is None:
            return None
        day = (event.date_used - self.start).days
        return day if 0 <= day < self.days else None

    def _made(
        self, row: Mapping[str, Any], look: Look, weights: Any, words: str
    ) -> Target | Skipped:
        """A target, if any of the articles that it rests on is written."""
        known = tuple(dict.fromkeys(c.partition(":")[0] for c in row["sources"]))
        known = tuple(key for key in known if key not in self.evidence.masked)
        if not known:
            return row["id"], "none of its articles is known"
        suffix = {SIEGE_DEATHS: ".deaths", DELAY: ".by"}.get(look.kind, "")
        cited = tuple(c for c in row["sources"] if c.partition(":")[0] in known)
        return Target(row["id"] + suffix, words, look, weights, known, cited)
