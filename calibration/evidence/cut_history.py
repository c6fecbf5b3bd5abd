"""What a replay takes from an event table, and what the cut at `history.until` leaves out.

Articles date some acts to a window of days only. A replay puts such an act on one day of it, so a
cut inside the window decides whether the run has the act or not, which the reader must know.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from calibration.evidence.events import Event, read_events
from calibration.evidence.history import ACTS
from calibration.evidence.sources import SOURCES, sources_path
from sim.inputs.scenario import Scenario


class CutHistory(NamedTuple):
    """The events of a scenario's table, by what the replay makes of them; each by day used."""

    replayed: tuple[Event, ...]
    """Acts that every run repeats."""
    split: tuple[Event, ...]
    """Acts whose window holds days on both sides of the cut, replayed or not."""
    later: tuple[Event, ...]
    """Acts of the table after the cut, within the days of the run: free from then on."""
    earlier: tuple[Event, ...]
    """Acts of the table before the first day: no run has them."""
    beyond: tuple[Event, ...]
    """Acts of the table after the last day."""
    left_out: tuple[Event, ...]
    """Acts before the cut that the scenario takes out of its past."""
    told: tuple[Event, ...]
    """Happenings of the past that no rule acts on, or that follow by themselves."""


def cut_history(scenario: Scenario) -> CutHistory:
    """What is replayed; nothing where the scenario has no history. Raises InputError."""
    if scenario.events_path is None or scenario.history_until is None:
        return CutHistory((), (), (), (), (), (), ())
    world, path, until = scenario.world, scenario.events_path, scenario.history_until
    sites, militias = ([thing.id for thing in part] for part in (world.sites, world.militias))
    events = read_events(path, sources_path(path, SOURCES), sites, militias)
    events = tuple(sorted(events, key=lambda e: (e.date_used, e.line)))
    last = scenario.start + dt.timedelta(days=scenario.days - 1)
    acts = [e for e in events if e.act in ACTS]
    inside = [e for e in acts if scenario.start <= e.date_used <= last]
    out = scenario.left_out
    return CutHistory(
        tuple(e for e in inside if e.date_used <= until and e.id not in out),
        tuple(e for e in inside if e.date_start <= until < e.date_end and e.id not in out),
        tuple(e for e in inside if e.date_used > until),
        tuple(e for e in acts if e.date_used < scenario.start),
        tuple(e for e in acts if e.date_used > last),
        tuple(e for e in inside if e.id in out),
        tuple(e for e in events if e.act not in ACTS and scenario.start <= e.date_used <= until),
    )


def cut_notes(scenario: Scenario, lost: bool = False) -> list[str]:
    """What a cut inside the window of an act means, a sentence for each such act.

    With `lost`, for those alone that the cut leaves out.
    """
    until = scenario.history_until
    return [
        f"history.until {until} lies inside the window {e.date_start} to {e.date_end} of "
        f"{e.id}, which the table puts on {e.date_used}: "
        + ("every run has it." if e.date_used <= until else "the replay leaves it out.")
        for e in cut_history(scenario).split
        if until and (e.date_used > until or not lost)
    ]
