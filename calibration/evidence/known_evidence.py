"""Everything a fit may know: dated events and aggregates, and masks of what was known when.

Claims are no part of it: they set the signs of priors and the hypotheses, never a likelihood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from calibration.evidence.sources import sources_for
from calibration.evidence.tables import (
    AGGREGATES,
    EVENTS,
    Aggregate,
    Event,
    Source,
    read_aggregates,
    read_events,
)
from sim.errors import InputError
from sim.inputs.world_file import WorldFile

TOTAL: Final = "rocket_attacks_total"


@dataclass(frozen=True)
class Evidence:
    """Coded events and aggregates of some articles."""

    events: tuple[Event, ...]
    aggregates: tuple[Aggregate, ...]
    sources: dict[str, Source]
    path: Path
    """The event table, for messages."""
    totals_path: Path | None = None
    """The table of aggregates, if there is one."""
    masked: frozenset[str] = frozenset()
    """Keys of articles that count as unwritten."""

    def event(self, name: str) -> Event | None:
        """The event of this id, if it is known."""
        return next((e for e in self.events if e.id == name), None)

    def known_at(self, until: dt.date) -> Evidence:
        """What articles begun by `until` say about happenings up to `until`.

        Masked are events and aggregates that end later, and all that only later articles report. An
        article counts as known from the first day of the window in which it was written.
        """
        known = {key for key, s in self.sources.items() if s.date_start <= until}
        return self._where(
            lambda row: row.date_used <= until and bool(known & set(row.sources)),
            lambda row: row.window_end <= until and bool(known & set(row.sources)),
            frozenset(set(self.sources) - known),
        )

    def without(self, source: str) -> Evidence:
        """What remains without an article: rows that no other article reports are masked."""
        return self._where(
            lambda row: bool(set(row.sources) - {source}),
            lambda row: bool(set(row.sources) - {source}),
            frozenset({source}),
        )

    def with_total(self, first: dt.date, last: dt.date) -> Evidence:
        """The same, and the number of rocket attacks listed from `first` to `last` as a total.

        Right only for a table that lists every attack. Raises InputError when it lists none.
        """
        listed = [
            e for e in self.events if e.act == "rocket_attack" and first <= e.date_used <= last
        ]
        if not listed:
            raise InputError(
                self.path, 1, "act", f"no rocket_attack from {first} to {last}", "at least one"
            )
        n, example = float(len(listed)), listed[0]
        total = Aggregate(
            id=TOTAL, quantity="rocket attacks listed", value=n, low=n, high=n, unit="attacks",
            window_start=first, window_end=last, actor="militias", source=example.source,
            paragraph=example.paragraph, also_in=(), kind="count", confidence="medium",
            note="number of rows of the table", line=example.line,
        )  # fmt: skip
        others = tuple(a for a in self.aggregates if a.id != TOTAL)
        return replace(self, aggregates=(*others, total))

    def _where(
        self,
        event: Callable[[Event], bool],
        aggregate: Callable[[Aggregate], bool],
        masked: frozenset[str],
    ) -> Evidence:
        events = tuple(e for e in self.events if event(e))
        ids = {e.id for e in events}
        kept = tuple(_with_known_causes(e, ids) for e in events)
        return replace(
            self,
            events=kept,
            aggregates=tuple(a for a in self.aggregates if aggregate(a)),
            masked=self.masked | masked,
        )


def _with_known_causes(event: Event, ids: Iterable[str]) -> Event:
    causes = tuple(c for c in event.triggered_by if c in ids)
    return replace(event, triggered_by=causes, trigger_basis=event.trigger_basis if causes else "")


def load_evidence(
    events: Path = EVENTS, aggregates: Path | None = AGGREGATES, world: WorldFile | None = None
) -> Evidence:
    """Read the tables; `aggregates` may be None for an event table that comes alone.

    Events may name the sites and militias of `world` beside those of the codebook. Raises
    InputError naming row and column when a table does not read.
    """
    sites = [site.id for site in world.sites] if world else []
    militias = [militia.id for militia in world.militias] if world else []
    rows = read_events(events, None, sites, militias)
    totals = read_aggregates(aggregates) if aggregates else ()
    return Evidence(rows, totals, sources_for(events, None), events, aggregates)
