"""Our own evidence as scenarios take it, and the door through which all scenarios are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from calibration.evidence.events import EVENTS
from calibration.evidence.history import read_coded_events, read_history
from calibration.evidence.sources import SOURCES, read_sources
from sim.inputs import scenario as scenarios
from sim.inputs.evidence_library import EvidenceLibrary
from sim.inputs.find_file import find_scenario

SHIPPED: Final = Path(__file__).parents[1] / "posterior.parquet"
"""Samples of the fitted parameters that scenarios run on unless they name others."""


@cache
def library_of(
    events: Path = EVENTS, posterior: Path = SHIPPED, sources: Path = SOURCES
) -> EvidenceLibrary:
    """A library of these files, ours by default. Raises InputError when `sources` does not read."""
    keys = tuple(read_sources(sources))
    return EvidenceLibrary(
        events,
        posterior,
        keys,
        partial(read_history, own=sources),
        partial(read_coded_events, own=sources),
    )


def load_scenario(path: Path | str, settings: Sequence[str] = ()) -> scenarios.Scenario:
    """Read a scenario, the files it extends, its world, and `key=value` settings on top.

    `path` may be a name, such as `january_2020`: see `find_scenario`.
    Raises InputError with file, line, field, what was got and what is accepted.
    """
    return scenarios.load_scenario(find_scenario(path), settings, library_of())
