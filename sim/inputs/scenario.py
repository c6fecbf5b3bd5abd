"""Scenario files: one world, one future to explore, each a short file that may extend another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sim.errors import InputError, nearest, some_of
from sim.inputs.clean_text import TITLE
from sim.inputs.evidence_library import CodedAct, EvidenceLibrary
from sim.inputs.interventions import Horizon, LeverChange, compile_interventions
from sim.inputs.named_files import PARQUET, YAML, asked_by, named_file
from sim.inputs.parents import settle
from sim.inputs.past import past_of
from sim.inputs.scenario_draft import FREE, Draft, drafted
from sim.inputs.world_file import WorldFile, load_world
from sim.outcomes import LISTED_BY, OUTCOMES
from sim.parameters import HYPOTHESES, PARAMETERS

SOURCES: Final = ("posterior", "prior", "default")
MAX_DAYS: Final = 730


@dataclass(frozen=True)
class Scenario:
    """A checked scenario, ready to run."""

    path: Path
    title: str
    question: str
    world: WorldFile
    start: dt.date
    days: int
    history_until: dt.date | None
    events_path: Path | None
    """Event table behind `acts`; None without history."""
    acts: tuple[CodedAct, ...]
    """Coded acts to force, from the first day to `history_until`."""
    parameter_source: str
    """`default`, `prior` or `posterior`."""
    posterior_path: Path | None
    """Samples of the fitted parameters; None unless the source is `posterior`."""
    parameter_values: Mapping[str, float]
    hypotheses: Mapping[str, str]
    changes: tuple[LeverChange, ...]
    outcomes: tuple[str, ...]
    files: tuple[Path, ...]
    text: Mapping[str, Any]
    """The merged scenario as plain data: what was read, after `extends` and `--set`."""
    past_changes: tuple[LeverChange, ...] = ()
    """Moves of levers on days of the replayed past, by day."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Coded act that the scenario takes out of its past -> why."""
    notes: tuple[str, ...] = ()
    """What a reader of the files may not expect: clashes of those it extends, idle labels."""

    @property
    def all_changes(self) -> tuple[LeverChange, ...]:
        """Every move of a lever: of the past, dated ones by day, and those that wait."""
        return (*self.past_changes, *self.changes)

    def __repr__(self) -> str:
        return f"<Scenario {self.title!r}: {self.path.name}, {self.days} days from {self.start}>"


def load_scenario(path: Path | str, settings: Sequence[str], library: EvidenceLibrary) -> Scenario:
    """Read a scenario, the files it extends, its world, and `key=value` settings on top.

    `library` is where history, fitted parameters and sources come from that it does not name.
    Raises InputError with file, line, field, what was got and what is accepted.
    """
    path = Path(path)
    draft = drafted(path, settings)
    for key in ("title", "world", "start", "days"):
        if key not in draft.said:
            raise InputError(path, 1, "file", f"no '{key}'", f"a scenario with '{key}'")
    return _build(path, draft, library)


def _build(path: Path, draft: Draft, library: EvidenceLibrary) -> Scenario:
    said = draft.said
    start = said["start"].date("start")
    days = int(said["days"].number("days", 1, MAX_DAYS, whole=True))
    if start > dt.date.max - dt.timedelta(days=MAX_DAYS):
        said["start"].fail("start", start, f"a date {MAX_DAYS} days or more before {dt.date.max}")
    named = said["world"]
    world_path = named_file(named, "world", named.text("world"), "a world file", YAML)
    with asked_by(named, "world"):
        world = load_world(world_path, library.sources)
    draft.history.pop(FREE, None)
    past = past_of(draft.history, start, days, world, library)
    free = 0 if past.until is None else (past.until - start).days + 1
    rows, names = draft.interventions, draft.variables
    horizon = Horizon(start, days, free)
    rows, names, clashes = settle(rows, names, world, horizon, draft.apart)
    draft.interventions, draft.variables = rows, names
    changes = compile_interventions(rows, names, world, horizon)
    source, posterior = _parameter_source(draft, library.posterior)
    text = _text(draft, library.posterior)
    return Scenario(
        path,
        said["title"].text("title", TITLE),
        said["question"].text("question", TITLE) if "question" in said else "",
        world,
        start,
        days,
        past.until,
        past.events_path,
        past.acts,
        source,
        posterior,
        _parameter_values(draft),
        _hypotheses(draft),
        changes,
        _outcomes(draft),
        (*draft.files, world_path, *([past.events_path] if past.events_path else [])),
        text,
        past.changes,
        past.left_out,
        (*draft.clashes.values(), *clashes, *past.notes),
    )


def _parameter_source(draft: Draft, ours: Path) -> tuple[str, Path | None]:
    reader = draft.said.get("parameters")
    if reader is None:
        return "posterior", ours
    key = "from" if reader.has("from") else "parameters"
    said = reader.data[key]
    if isinstance(said, str) and said.endswith(PARQUET):
        return "posterior", named_file(reader, key, said, "posterior samples (Parquet)", PARQUET)
    source = reader.one_of(key, SOURCES)
    return source, ours if source == "posterior" else None


def _parameter_values(draft: Draft) -> dict[str, float]:
    found = {}
    for name, reader in draft.parameter_set.items():
        if name not in PARAMETERS:
            reader.fail(
                name,
                f"unknown parameter '{name}'",
                "a name that `flashpoint params` lists",
                nearest(name, PARAMETERS),
            )
        found[name] = reader.number(name, PARAMETERS[name].low, PARAMETERS[name].high)
    return found


def _hypotheses(draft: Draft) -> dict[str, str]:
    found = {}
    for name, reader in draft.hypotheses.items():
        if name not in HYPOTHESES:
            reader.fail(
                name,
                f"unknown hypothesis '{name}'",
                some_of(HYPOTHESES, name),
                nearest(name, HYPOTHESES),
            )
        found[name] = reader.one_of(name, HYPOTHESES[name].variants)
    return found


def _outcomes(draft: Draft) -> tuple[str, ...]:
    reader = draft.said.get("outcomes")
    return tuple(reader.names("outcomes", OUTCOMES, LISTED_BY)) if reader else ()


def _text(draft: Draft, ours: Path) -> dict[str, Any]:
    """The merged scenario as plain data that reads back to the same scenario."""
    found = {k: r.data[k] for k, r in draft.said.items() if k != "parameters"}
    source, path = _parameter_source(draft, ours)
    if path not in (None, ours):
        source = str(path)
    found["parameters"] = (
        {"from": source, "set": _parameter_values(draft)} if draft.parameter_set else source
    )
    for key, part in (
        ("history", draft.history),
        ("hypotheses", draft.hypotheses),
        ("variables", draft.variables),
    ):
        if part:
            found[key] = {name: reader.data[name] for name, reader in part.items()}
    if draft.interventions:
        found["interventions"] = [r.data for r in draft.interventions]
    return found
