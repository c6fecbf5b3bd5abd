"""What a scenario takes from coded evidence: the layer that holds the evidence hands it in.

`sim` knows no file of evidence and no source by name, so that another body of evidence, or one
article more, asks for no change here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sim.inputs.world_file import WorldFile


class CodedAct(NamedTuple):
    """One act to force, in the fields of the record `Forced`, with its event id."""

    id: str
    day: int
    action: int
    actor: int
    target: int
    second: int
    """Second site of a salvo, -1 for none."""
    munitions: float
    us_killed: int
    partner_killed: int
    wounded: int
    fighters_killed: int
    cause: int


class CodedEvent(NamedTuple):
    """One event of a table, as far as a scenario may take it out of the replayed past."""

    day: dt.date
    """The one day on which a replay puts it."""
    replayed: bool
    """Does a rule act on it? Others are told by the articles, or follow by themselves."""
    provokes: bool
    """Is it an attack for which the US may owe a reply?"""
    replies: bool
    """Is it an American strike?"""
    triggered_by: tuple[str, ...]
    """Events that brought it about, by their ids; none where nothing is coded."""


HistoryReader = Callable[[Path, dt.date, dt.date, WorldFile, Collection[str]], tuple[CodedAct, ...]]
"""Acts of an event table from a first to a last day but for some ids, in their order. Raises
InputError."""
EventReader = Callable[[Path, WorldFile], Mapping[str, CodedEvent]]
"""Id -> event, for a whole table. Raises InputError."""


@dataclass(frozen=True)
class EvidenceLibrary:
    """Where scenarios find history, fitted parameters, and the sources they may cite."""

    events: Path
    """Event table of a scenario that names none."""
    posterior: Path
    """Samples of the fitted parameters of a scenario that names none."""
    sources: Collection[str]
    """Keys that a world file may cite."""
    read_history: HistoryReader
    read_coded_events: EventReader
