"""Scenario files: one world, one future to explore, each a short file that may extend another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from sim.errors import InputError, nearest, some_of
from sim.inputs.checked_mapping import Reader
from sim.inputs.clean_text import TITLE, breaks_line
from sim.inputs.evidence_library import CodedAct, EvidenceLibrary
from sim.inputs.interventions import Horizon, LeverChange, compile_interventions
from sim.inputs.named_files import CSV, PARQUET, YAML, asked_by, named_file
from sim.inputs.strict_yaml import Document, parse, read_yaml
from sim.inputs.world_file import WorldFile, load_world
from sim.outcomes import LISTED_BY, OUTCOMES
from sim.parameters import HYPOTHESES, PARAMETERS

KEYS: Final = (
    "title",
    "question",
    "extends",
    "world",
    "start",
    "days",
    "history",
    "parameters",
    "hypotheses",
    "variables",
    "interventions",
    "interventions_replace",
    "outcomes",
)
SOURCES: Final = ("posterior", "prior", "default")
OPTION: Final = Path("--set")
STEP: Final = re.compile(r"\w+")
QUOTES: Final = ("'", '"')
MAX_DAYS: Final = 730
MAX_DEPTH: Final = 8


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

    def __repr__(self) -> str:
        return f"<Scenario {self.title!r}: {self.path.name}, {self.days} days from {self.start}>"


@dataclass
class _Draft:
    """What the files of a chain say together: for each key the reader of the file that says it."""

    said: dict[str, Reader]
    interventions: list[Reader]
    history: dict[str, Reader]
    parameter_set: dict[str, Reader]
    hypotheses: dict[str, Reader]
    variables: dict[str, Reader]
    files: list[Path]


def load_scenario(path: Path | str, settings: Sequence[str], library: EvidenceLibrary) -> Scenario:
    """Read a scenario, the files it extends, its world, and `key=value` settings on top.

    `library` is where history, fitted parameters and sources come from that it does not name.
    Raises InputError with file, line, field, what was got and what is accepted.
    """
    path = Path(path)
    draft = _Draft({}, [], {}, {}, {}, {}, [])
    for document in _chain(path, ()):
        _merge(draft, Reader(document))
        draft.files.append(document.path)
    for setting in settings:
        _merge(draft, Reader(_setting(setting)))
    for key in ("title", "world", "start", "days"):
        if key not in draft.said:
            raise InputError(path, 1, "file", f"no '{key}'", f"a scenario with '{key}'")
    return _build(path, draft, library)


def _chain(path: Path, seen: tuple[Path, ...]) -> list[Document]:
    """Documents from the furthest ancestor down to `path`."""
    document = read_yaml(path)
    if document.data is None:
        raise InputError(path, 1, "file", "nothing", "a scenario")
    reader = Reader(document)
    reader.only(KEYS)
    if not reader.has("extends"):
        return [document]
    parent = named_file(reader, "extends", reader.text("extends"), "a scenario file", YAML)
    known = (*seen, path.resolve())
    if parent.resolve() in known:
        reader.fail("extends", parent, "a scenario that does not extend this one")
    if len(known) > MAX_DEPTH:
        reader.fail("extends", parent, f"at most {MAX_DEPTH} scenarios, each extending the next")
    with asked_by(reader, "extends"):
        return [*_chain(parent, known), document]


def split_setting(text: str, example: str) -> tuple[list[str], str]:
    """The steps of the key and the value of one `key=value` of the command line.

    Raises InputError when it is none, or when the value would end its line and begin another key.
    """
    key, equals, value = text.partition("=")
    steps = key.strip().split(".")
    if not equals or not all(STEP.fullmatch(step) for step in steps):
        raise InputError(OPTION, 1, "--set", text, f"key=value, such as {example}")
    value = value.strip()
    if breaks_line(text) or _has_comment(value):
        raise InputError(OPTION, 1, "--set", text, "one line, and a value with # in quotes")
    return steps, value


def _has_comment(value: str) -> bool:
    """Does a # stand outside quotes? YAML would drop it, and all behind it, without a word."""
    if "#" not in value:
        return False
    text = f"value: {value}"
    try:
        tokens = [t for t in yaml.scan(text, Loader=yaml.SafeLoader) if hasattr(t, "style")]
    except yaml.YAMLError:
        return value[0] not in QUOTES  # what is wrong with it is said by whoever reads it
    quoted = [range(t.start_mark.index, t.end_mark.index) for t in tokens if t.style in QUOTES]
    return any(sign == "#" and not any(k in span for span in quoted) for k, sign in enumerate(text))


def _setting(text: str) -> Document:
    """One `key=value` of the command line as a document of its own."""
    steps, value = split_setting(text, "days=60 or hypotheses.H1=A")
    if steps[0] in ("interventions", "extends", "interventions_replace"):
        raise InputError(
            OPTION,
            1,
            "--set",
            text,
            "any key but interventions and extends; write "
            "a file that extends this one, or use variables",
        )
    head = "".join(f"{'  ' * k}{step}:\n" for k, step in enumerate(steps[:-1]))
    body = f"{head}{'  ' * (len(steps) - 1)}{steps[-1]}: {value}\n"
    document = parse(body, OPTION)
    Reader(document).only(KEYS)
    document.lines = dict.fromkeys(document.lines, 1)
    return document


def _merge(draft: _Draft, reader: Reader) -> None:
    reader.only(KEYS)
    for key in ("title", "question", "world", "start", "days", "outcomes"):
        if reader.has(key):
            draft.said[key] = reader
    if reader.flag("interventions_replace"):
        draft.interventions, draft.variables = [], {}
    if reader.has("interventions"):
        draft.interventions += list(reader.each("interventions"))
    if reader.has("history") and reader.data["history"] is None:
        draft.history = {}
    elif reader.has("history"):
        reader.sub("history").only(("until", "events"))
    for key, into in (
        ("history", draft.history),
        ("hypotheses", draft.hypotheses),
        ("variables", draft.variables),
    ):
        if reader.data.get(key) is not None or (reader.has(key) and key != "history"):
            part = reader.sub(key)
            into.update(dict.fromkeys(part.data, part))
    if reader.has("parameters"):
        if isinstance(reader.data["parameters"], str):
            draft.said["parameters"] = reader
            return
        part = reader.sub("parameters")
        part.only(("from", "set"))
        if part.has("from"):
            draft.said["parameters"] = part
        if part.has("set"):
            values = part.sub("set")
            draft.parameter_set.update(dict.fromkeys(values.data, values))


def _build(path: Path, draft: _Draft, library: EvidenceLibrary) -> Scenario:
    said = draft.said
    start = said["start"].date("start")
    days = int(said["days"].number("days", 1, MAX_DAYS, whole=True))
    if start > dt.date.max - dt.timedelta(days=MAX_DAYS):
        said["start"].fail("start", start, f"a date {MAX_DAYS} days or more before {dt.date.max}")
    named = said["world"]
    world_path = named_file(named, "world", named.text("world"), "a world file", YAML)
    with asked_by(named, "world"):
        world = load_world(world_path, library.sources)
    until, events = _history(draft, start, days, library.events)
    horizon = Horizon(start, days, 0 if until is None else (until - start).days + 1)
    changes = compile_interventions(draft.interventions, draft.variables, world, horizon)
    source, posterior = _parameter_source(draft, library.posterior)
    acts = _acts(draft, library, events, start, until, world)
    text = _text(draft, library.posterior)
    return Scenario(
        path,
        said["title"].text("title", TITLE),
        said["question"].text("question", TITLE) if "question" in said else "",
        world,
        start,
        days,
        until,
        events,
        acts,
        source,
        posterior,
        _parameter_values(draft),
        _hypotheses(draft),
        changes,
        _outcomes(draft),
        (*draft.files, world_path, *([events] if events else [])),
        text,
    )


def _history(
    draft: _Draft, start: dt.date, days: int, ours: Path
) -> tuple[dt.date | None, Path | None]:
    if not draft.history:
        return None, None
    if "until" not in draft.history:
        draft.history["events"].fail((), "no 'until'", "a mapping with 'until'")
    part = draft.history["until"]
    until = part.date("until")
    last = start + dt.timedelta(days=days - 1)
    if not start <= until < last:
        part.fail("until", until, f"a date from {start} to {last - dt.timedelta(days=1)}")
    events = ours
    if "events" in draft.history:
        part = draft.history["events"]
        events = named_file(part, "events", part.data["events"], "an event table (CSV)", CSV)
    return until, events


def _acts(
    draft: _Draft,
    library: EvidenceLibrary,
    events: Path | None,
    start: dt.date,
    until: dt.date | None,
    world: WorldFile,
) -> tuple[CodedAct, ...]:
    if events is None or until is None:
        return ()
    key = "events" if "events" in draft.history else "until"
    with asked_by(draft.history[key], key):
        return library.read_history(events, start, until, world)


def _parameter_source(draft: _Draft, ours: Path) -> tuple[str, Path | None]:
    reader = draft.said.get("parameters")
    if reader is None:
        return "posterior", ours
    key = "from" if reader.has("from") else "parameters"
    said = reader.data[key]
    if isinstance(said, str) and said.endswith(PARQUET):
        return "posterior", named_file(reader, key, said, "posterior samples (Parquet)", PARQUET)
    source = reader.one_of(key, SOURCES)
    return source, ours if source == "posterior" else None


def _parameter_values(draft: _Draft) -> dict[str, float]:
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


def _hypotheses(draft: _Draft) -> dict[str, str]:
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


def _outcomes(draft: _Draft) -> tuple[str, ...]:
    reader = draft.said.get("outcomes")
    return tuple(reader.names("outcomes", OUTCOMES, LISTED_BY)) if reader else ()


def _text(draft: _Draft, ours: Path) -> dict[str, Any]:
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
