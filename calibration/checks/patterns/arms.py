"""Arms of a comparison: a shipped scenario, and what is set in it on top."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from calibration.evidence.library import load_scenario
from sim.errors import InputError
from sim.inputs.checked_mapping import Reader
from sim.inputs.find_file import SCENARIOS, files_in
from sim.inputs.scenario import SOURCES, Scenario

OVERLAY: Final = ("days", "until", "source", "parameters", "hypotheses", "interventions")
"""Keys of what is set on top of a scenario."""
ARM: Final = ("scenario", "like", *OVERLAY)


class Arm(NamedTuple):
    """One future that rows compare: its name, and all that a scenario file would say of it."""

    name: str
    says: Mapping[str, Any]
    """A scenario file as plain data."""
    path: Path
    line: int
    """Where it stands in the table, for errors."""

    @property
    def key(self) -> str:
        """The same for arms that are the same runs."""
        return yaml.safe_dump(dict(self.says), sort_keys=True)

    def under(self, overlay: Mapping[str, Any]) -> Arm:
        """The same arm with an overlay, such as a control, on top."""
        return self._replace(says=_laid(self.says, overlay)) if overlay else self

    def scenario(self) -> Scenario:
        """Read it as any scenario is read. Raises InputError with its line in the table."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{self.name}.yaml"
            file.write_text(self.key, encoding="utf-8")
            try:
                return load_scenario(file)
            except InputError as error:
                field = f"arms.{self.name}.{error.field}"
                raise error.but(path=self.path, line=self.line, field=field) from None


def read_overlay(reader: Reader) -> dict[str, Any]:
    """What a mapping sets on a scenario. Raises InputError; `Arm.scenario` reads what it holds."""
    found: dict[str, Any] = {}
    if reader.has("days"):
        found["days"] = int(reader.number("days", 1, 730, whole=True))
    if reader.has("until"):
        found["history"] = {"until": reader.date("until")}
    parameters: dict[str, Any] = {}
    if reader.has("source"):
        parameters["from"] = reader.one_of("source", SOURCES)
    if reader.has("parameters"):
        parameters["set"] = dict(reader.sub("parameters").data)
    if parameters:
        found["parameters"] = parameters
    if reader.has("hypotheses"):
        found["hypotheses"] = dict(reader.sub("hypotheses").data)
    if reader.has("interventions"):
        found["interventions"] = [part.data for part in reader.each("interventions")]
    return found


def read_arms(reader: Reader) -> dict[str, Arm]:
    """Name -> arm, each a scenario or like an arm above it. Raises InputError."""
    arms: dict[str, Arm] = {}
    shipped = [file.stem for file in files_in(SCENARIOS)]
    for name in reader.data:
        part = reader.sub(name)
        part.only(ARM)
        if part.has("scenario") == part.has("like"):
            part.fail((), "both or neither of 'scenario' and 'like'", "one of them")
        if part.has("like"):
            says: Mapping[str, Any] = arms[part.one_of("like", arms)].says
        else:
            file = SCENARIOS / f"{part.one_of('scenario', shipped)}.yaml"
            says = {"extends": str(file)}
        path, line = reader.document.path, reader.line(name)
        arms[name] = Arm(name, _laid(says, read_overlay(part)), path, line)
    return arms


def _laid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two scenario files as one: mappings merge key by key, interventions add up."""
    found = dict(below)
    for key, value in above.items():
        old = found.get(key)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            found[key] = _laid(old, value)
        elif key == "interventions" and old:
            found[key] = [*old, *value]
        else:
            found[key] = value
    return found
