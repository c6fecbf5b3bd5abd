"""Our own evidence as scenarios take it, and the door through which all scenarios are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Final

from calibration.evidence.events import EVENTS
from calibration.evidence.history import read_history
from calibration.evidence.sources import SOURCES, read_sources
from sim.inputs import scenario as scenarios
from sim.inputs.evidence_library import EvidenceLibrary
from sim.inputs.named_file import find_file

SHIPPED: Final = Path(__file__).parents[1] / "posterior.parquet"
"""Samples of the fitted parameters that scenarios run on unless they name others."""
SCENARIOS: Final = Path(str(files("sim"))).with_name("scenarios")
"""Folder of the shipped scenarios: beside `sim` in a checkout, and where a wheel is installed. It
is no package, so that a folder `scenarios/` of the user's own is never taken for it."""
OWN: Final = (Path(), Path("scenarios"))
"""Where a user's own scenarios are looked for by name, seen from the working folder."""


@cache
def library_of(
    events: Path = EVENTS, posterior: Path = SHIPPED, sources: Path = SOURCES
) -> EvidenceLibrary:
    """A library of these files, ours by default. Raises InputError when `sources` does not read."""
    keys = tuple(read_sources(sources))
    return EvidenceLibrary(SCENARIOS, events, posterior, keys, partial(read_history, own=sources))


def load_scenario(path: Path | str, settings: Sequence[str] = ()) -> scenarios.Scenario:
    """Read a scenario, the files it extends, its world, and `key=value` settings on top.

    `path` may be a name: see `find_scenario`.
    Raises InputError with file, line, field, what was got and what is accepted.
    """
    return scenarios.load_scenario(find_scenario(path), settings, library_of())


def scenario_folders() -> list[Path]:
    """Folders of scenarios to list: the user's own `scenarios/`, where there is one, and ours."""
    own = OWN[-1]
    if not own.is_dir():
        return [SCENARIOS]
    return [own] if own.samefile(SCENARIOS) else [own, SCENARIOS]


def find_scenario(said: Path | str) -> Path:
    """The scenario file that `said` means: a path, or a name such as `january_2020`.

    A name is looked for in the working folder and its `scenarios/`, then among the shipped ones.
    Raises InputError when there is none.
    """
    return find_file(said, "scenario", OWN, SCENARIOS)
