"""What a scenario takes from coded evidence: the layer that holds the evidence hands it in.

`sim` knows no file of evidence and no source by name, so that another body of evidence, or one
article more, asks for no change here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
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


HistoryReader = Callable[[Path, dt.date, dt.date, WorldFile], tuple[CodedAct, ...]]
"""Acts of an event table from a first to a last day, in their order. Raises InputError."""


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
