"""Coded rows become targets of the fit, or say why they make none.

The likelihood follows the chain of events. Coded history is replayed up to the day of a cause, then
left for good, and the target asks how often the effect comes within its coded window. So a run
never has to repeat the whole winter by chance, and each factor is the chance of one step given all
that came before it.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import numpy.typing as npt

from calibration.evidence.history import ACTS
from calibration.evidence.known_evidence import Evidence
from calibration.evidence.tables import EVENTS, Aggregate, Count, Event
from calibration.likelihood.absences_and_levels import mask, quiet_targets
from calibration.likelihood.targets import (
    ATTACK_DEATHS,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    ROOM,
    SALVO_DEATHS,
    STRIKE_SIZE,
    TABLE,
    TOP_SIZE,
    WOUNDED,
    Look,
    Target,
    Targets,
    acts_of,
    bits,
    coalition_deaths,
    coalition_wounded,
    count_weights,
    levels,
    observation,
    span,
    treatment,
    waits,
    window_weights,
    wounded_weights,
)
from sim.actions import Action, Rung
from sim.errors import InputError

MARGIN: Final = 3
"""Days that a branch runs on after the last window in it."""
OUTSIDE: Final = "outside the days of the run"
"""Why a row makes no target of this run, though perhaps of another."""


def build_targets(evidence: Evidence, start: dt.date, days: int) -> Targets:
    """Targets that the evidence supports for a run of `days` days from `start`."""
    maker = _Maker(evidence, start, days)
    acted = [e for e in evidence.events if e.act]
    for event in sorted(acted, key=lambda e: (e.date_used, e.id)):
        maker.add_event(event)
    for row in evidence.aggregates:
        maker.add_aggregate(row)
    # What the articles leave out, or say in words, is about the winter of our own table.
    quiet = quiet_targets(evidence, start, days) if maker.used and evidence.path == EVENTS else ()
    for found in quiet:
        if isinstance(found, Target):
            maker.used.append(found)
        else:
            maker.skip(*found)
    return Targets(tuple(maker.used), tuple(maker.skipped), start, days)


class _Maker:
    """Turns rows into targets, and notes why a row makes none."""

    def __init__(self, evidence: Evidence, start: dt.date, days: int) -> None:
        self.evidence, self.start, self.days = evidence, start, days
        self.used: list[Target] = []
        self.skipped: list[tuple[str, str]] = []
        self.seen: set[tuple[str, str]] = set()

    def day(self, date: dt.date) -> int:
        """Day of the run."""
        return (date - self.start).days

    def inside(self, event: Event) -> bool:
        """Does the run cover the event?"""
        return 0 <= self.day(event.date_used) < self.days

    def violent(self, event: Event) -> bool:
        """Is it an act on the ladder, of which the wait for the next fatal attack may begin?"""
        return event.act in ACTS and ACTS[event.act].spec.rung > Rung.QUIET

    def add_event(self, event: Event) -> None:
        """Targets of one coded act."""
        if event.act not in ACTS:
            self.skip(event.id, "follows by itself in the model from the act before it")
        elif not self.inside(event):
            self.skip(event.id, OUTSIDE)
        else:
            self._add_acted(event)

    def _add_acted(self, event: Event) -> None:
        cause = self.cause(event)
        fatal = event.act == "rocket_attack" and coalition_deaths(event) > 0
        if cause is None and not fatal:
            if event.id not in {row["id"] for row in levels()}:
                self.skip(
                    event.id, "no acted cause, and only a fatal attack is sure to be reported"
                )
        elif cause is None:
            self.add_fatal(event)
        elif (event.act, self._spell(event, cause)) in self.seen:
            self.skip(event.id, "a second wave; the model sends one")
        else:
            self.seen.add((event.act, self._spell(event, cause)))
            self.add_delay(event, cause)

    @staticmethod
    def _spell(event: Event, cause: Event) -> str:
        """What an act is sent for once: its cause, but a whole spell of threat for fresh troops."""
        return "threat" if event.act == "reinforce" else cause.id

    def skip(self, name: str, why: str) -> None:
        """Note a row that makes no target."""
        self.skipped.append((name, why))

    def cause(self, event: Event) -> Event | None:
        """The latest coded act among the causes, their causes, and so on."""
        found: list[Event] = []
        waiting, seen = list(event.triggered_by), {event.id}
        while waiting:
            name = waiting.pop()
            known = self.evidence.event(name)
            if known is None or name in seen:
                continue
            seen.add(name)
            if known.act in ACTS and self.inside(known):
                found.append(known)
            else:
                waiting += known.triggered_by
        return max(found, key=lambda e: (e.date_used, e.id), default=None)

    def add_delay(self, event: Event, cause: Event) -> None:
        """The effect comes within the days that both windows allow."""
        if event.date_used <= cause.date_used:
            self.skip(event.id, "coded on the day of its cause: a replay has both or neither")
            return
        low = max(1, (event.date_start - cause.date_end).days)
        high = max(1, (event.date_end - cause.date_start).days)
        attack = event.act == "rocket_attack"
        branch = self.day(cause.date_used) + 1
        days = min(high + MARGIN, self.days - branch)
        if days < 1:
            self.skip(event.id, "its cause falls on the last day of the run")
            return
        words = f"{event.act} {span(low, high)} days after {cause.id}"
        weights = window_weights(1, 1) if attack else window_weights(low, high)
        kind = ATTACK_IN if attack else DELAY
        look = Look(kind, branch, days, (low, high), acts_of(event.act))
        self._use(event, event.id, look, weights, words)
        self._add_size(event, branch, days)

    def _add_size(self, event: Event, branch: int, days: int) -> None:
        if event.act == "strike_militia" and "IQ_militia" in event.killed:
            count = event.killed["IQ_militia"]
            high = TOP_SIZE if count.at_least else count.n
            self._size(event, STRIKE_SIZE, branch, days, (count.n + 1, high + 1))
        if event.act == "missile_salvo" and "US" in event.killed:
            count = event.killed["US"]
            high = TOP_SIZE if count.at_least else count.n
            self._size(event, SALVO_DEATHS, branch, days, (count.n + 1, high + 1))

    def _size(self, event: Event, kind: int, branch: int, days: int, span: tuple[int, int]) -> None:
        hit = "wounded" if kind == WOUNDED else "killed"
        more = " or more" if span[1] > span[0] else ""
        words = f"{span[0] - 1} {hit}{more}, once it comes"
        look = Look(kind, branch, days, (1, days), acts_of(event.act))
        name = f"{event.id}.{'wounded' if kind == WOUNDED else 'deaths'}"
        self._use(event, name, look, window_weights(*span), words)

    def add_fatal(self, event: Event) -> None:
        """The first fatal attack since the last coded act of violence comes when it did."""
        earlier = [
            self.day(e.date_used)
            for e in self.evidence.events
            if self.violent(e) and self.inside(e) and e.date_used < event.date_used
        ]
        branch = max(earlier, default=-1) + 1
        low, high = self.day(event.date_start), self.day(event.date_end)
        spare = max(0, int(observation("wait_band")) - (high - low + 1))
        low, high = low - spare // 2, high + spare - spare // 2
        low, high = max(low, branch), min(high, self.days - 1)
        days = high - branch + 1
        low, high = low - branch + 1, high - branch + 1
        before = self.start + dt.timedelta(days=branch - 1)
        when = f"{span(low, high)} days after {before}"
        words = f"first fatal attack {when}, nothing else before it"
        look = Look(FATAL_WAIT, branch, days, (low, high), mask(waits(event.id)))
        self._use(event, f"{event.id}.wait", look, window_weights(low, high), words)
        self._size(event, ATTACK_DEATHS, branch, days, (1 + coalition_deaths(event),) * 2)
        wounded = coalition_wounded(event)
        if wounded is not None:
            self._wounded(event, wounded, branch, days)

    def _wounded(self, event: Event, count: Count, branch: int, days: int) -> None:
        """How many were wounded: at least so many, or an early count with its error."""
        if count.at_least:
            self._size(event, WOUNDED, branch, days, (count.n + 1, TOP_SIZE + 1))
            return
        weights = wounded_weights(count.n, observation("wounded_sd"))
        look = Look(WOUNDED, branch, days, (1, days), acts_of(event.act))
        words = f"{count.n} wounded counted, once it comes"
        self._use(event, f"{event.id}.wounded", look, weights, words)

    def add_aggregate(self, row: Aggregate) -> None:
        """Targets of one row of the aggregates."""
        said = treatment().get(row.id)
        if said is None:
            self.skip(row.id, f"{TABLE.name} does not say how to use it")
        elif said["as"] == "count":
            self.add_count(row)
        elif said["as"] == "never":
            self.add_never(row, said["after"], said["action"])
        else:
            self.skip(row.id, f"{said['as']}: {said.get('why') or 'compared, not fitted'}")

    def add_count(self, row: Aggregate) -> None:
        """A total over a window, as somebody counted it."""
        first, last = self.day(row.window_start), self.day(row.window_end)
        if row.value is None or not 0 <= first <= last < self.days:
            self.skip(row.id, "no value, or its window leaves the days of the run")
            return
        if row.value >= ROOM:
            raise InputError(
                self.evidence.path,
                row.line,
                row.id,
                f"{row.value:g}",
                f"a total below {ROOM}, the most attacks that a fit can tell apart",
            )
        weights = count_weights(row.value, observation("count_sd"))
        words = f"{row.value:g} attacks counted"
        self._use(row, row.id, Look(COUNT, 0, 0, (first, last), 0), weights, words)

    def add_never(self, row: Aggregate, after: str, action: str) -> None:
        """An event that had not come when the evidence ends."""
        waited = [e for e in self.evidence.events if e.act == after and self.inside(e)]
        if not waited or row.low is None:
            self.skip(row.id, f"no coded {after} to wait from")
            return
        branch = self.day(waited[-1].date_used) + 1
        days = min(int(row.low), self.days - branch)
        words = f"no act {action} in {days} days after {waited[-1].id}"
        look = Look(DELAY, branch, days, (1, days), bits(Action[action.upper()]))
        self._use(row, row.id, look, window_weights(0, 0), words)

    def _use(
        self,
        row: Event | Aggregate,
        name: str,
        look: Look,
        weights: npt.NDArray[np.float64],
        coded: str,
    ) -> None:
        cited = (f"{row.source}:{row.paragraph}", *row.also_in)
        self.used.append(Target(name, coded, look, weights, tuple(row.sources), cited))
