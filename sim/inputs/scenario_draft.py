"""What the files of a scenario say together: those it extends, in their order, and `--set` on top.

A file may extend several, which may extend one file between them. Each file is read once. What a
file says stands over what the files below it say; of two files side by side, the later one in the
list wins, and the reader is told of every such clash that no file above them settles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from sim.errors import InputError
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.clean_text import breaks_line
from sim.inputs.named_files import YAML, asked_by, named_file
from sim.inputs.strict_yaml import Document, Place, dotted, parse, read_yaml

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
ONE_VALUE: Final = ("title", "question", "world", "start", "days", "outcomes")
"""Keys that hold one value, which is replaced whole."""
HISTORY: Final = ("until", "events", "without", "unanswered")
FREE: Final = "history"
"""Key of `Draft.history` under which a file says `history: null`."""
OPTION: Final = Path("--set")
STEP: Final = re.compile(r"\w+")
QUOTES: Final = ("'", '"')
MAX_DEPTH: Final = 8
LONGEST_SHOWN: Final = 60
"""Letters of a text that a note of a clash repeats."""

Said = dict[str, Reader]
"""Key -> the reader of the file that says it."""


@dataclass
class Draft:
    """What some files say together: for each key the reader of the file that says it."""

    said: Said = field(default_factory=dict)
    history: Said = field(default_factory=dict)
    parameter_set: Said = field(default_factory=dict)
    hypotheses: Said = field(default_factory=dict)
    variables: Said = field(default_factory=dict)
    interventions: list[Reader] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    below: dict[Path, frozenset[Path]] = field(default_factory=dict)
    """File -> the files that it extends, at any distance."""
    clashes: dict[str, str] = field(default_factory=dict)
    """Key, with dots -> that two files side by side say it, and which of them counts."""

    def apart(self, a: Reader, b: Reader) -> bool:
        """Do the two stand in files of which neither extends the other?"""
        x, y = a.document.path, b.document.path
        return x != y and x not in self.below.get(y, ()) and y not in self.below.get(x, ())


def drafted(path: Path, settings: Sequence[str]) -> Draft:
    """What a scenario file says with all that it extends, and `key=value` settings on top.

    Raises InputError when a file does not read, or when `extends` leads round in a circle.
    """
    draft = _read(path, (), {})
    for setting in settings:
        _merge(draft, Reader(_setting(setting)))
    return draft


def _read(path: Path, seen: tuple[Path, ...], read: dict[Path, Draft]) -> Draft:
    """The draft of one file; `seen` holds the files that lead to it, `read` those done."""
    document = read_yaml(path)
    if document.data is None:
        raise InputError(path, 1, "file", "nothing", "a scenario")
    reader = Reader(document)
    reader.only(KEYS)
    known, parents = (*seen, path.resolve()), []
    for place, parent in _parents(reader):
        if parent.resolve() in known:
            reader.fail(place, parent, "a scenario that does not extend this one")
        if len(known) > MAX_DEPTH:
            reader.fail(place, parent, f"at most {MAX_DEPTH} scenarios, each extending the next")
        with asked_by(reader, place):
            if parent.resolve() not in read:
                read[parent.resolve()] = _read(parent, known, read)
        parents.append(read[parent.resolve()])
    draft = _together(parents)
    draft.below[document.path] = frozenset(draft.files)
    _merge(draft, reader)
    draft.files.append(document.path)
    return draft


def _parents(reader: Reader) -> list[tuple[Place, Path]]:
    """The files that a file extends, each with the place that names it; none twice."""
    if not reader.has("extends"):
        return []
    accepts, value = "a scenario file", reader.data["extends"]
    if not isinstance(value, list):
        name = reader.text("extends")
        return [(("extends",), named_file(reader, "extends", name, accepts, YAML))]
    if not value:
        reader.fail("extends", "an empty list", "a scenario file, or a list of them")
    found: list[tuple[Place, Path]] = []
    for k, name in enumerate(value):
        place = ("extends", k)
        path = named_file(reader, place, name, accepts, YAML)
        if path.resolve() in [other.resolve() for _, other in found]:
            reader.fail(place, f"{shown(name)} twice", "every scenario once")
        found.append((place, path))
    return found


def _together(parents: Sequence[Draft]) -> Draft:
    """The drafts of the files that one file extends, side by side; the later one wins."""
    draft = Draft()
    for parent in parents:
        draft.below |= parent.below
        draft.clashes |= parent.clashes
        for part in ("said", "history", "parameter_set", "hypotheses", "variables"):
            _beside(draft, part, getattr(parent, part))
        _settle_history(draft)
        mine = {id(row) for row in draft.interventions}
        draft.interventions += [row for row in parent.interventions if id(row) not in mine]
        draft.files += [file for file in parent.files if file not in draft.files]
    return draft


def _beside(draft: Draft, part: str, theirs: Said) -> None:
    """Put what a later parent says beside what the earlier ones say."""
    ours: Said = getattr(draft, part)
    for key, reader in theirs.items():
        mine = ours.get(key)
        if mine is not None and reader.document.path in draft.below[mine.document.path]:
            continue  # the earlier parent has already replaced this very line
        if mine is not None and draft.apart(mine, reader):
            _note_clash(draft, part, key, mine, reader)
        ours[key] = reader


def _note_clash(draft: Draft, part: str, key: str, mine: Reader, theirs: Reader) -> None:
    a, b = _value(key, mine), _value(key, theirs)
    if a != b:
        name = dotted((*theirs.place, key)) if key in theirs.data else key
        draft.clashes[f"{part}.{key}"] = (
            f"{name} is {_short(a)} in {_where(mine, key)} and {_short(b)} in "
            f"{_where(theirs, key)}, which comes later and counts."
        )


def _settle_history(draft: Draft) -> None:
    """Where one parent replays a past and another is free from the start, the later one counts."""
    free = draft.history.get(FREE)
    others = [r for key, r in draft.history.items() if key != FREE]
    if free is None or not others:
        return
    until = others[-1]
    if until.document.path in draft.below[free.document.path] or _comes_later(draft, free):
        draft.history = {FREE: free}
    else:
        del draft.history[FREE]
    if draft.apart(free, until):
        kept = free if FREE in draft.history else until
        draft.clashes[f"history.{FREE}"] = (
            f"history is null in {_where(free, FREE)} and replayed in {_where(until, 'until')}; "
            f"{kept.document.path.name} comes later and counts."
        )


def _comes_later(draft: Draft, free: Reader) -> bool:
    """Was `history: null` the last thing put into the draft?"""
    return list(draft.history)[-1] == FREE and free is draft.history[FREE]


def _value(key: str, reader: Reader) -> Any:
    """What a file says under a key, comparable with what another file says."""
    if key == "world" and isinstance(reader.data[key], str):
        return str((reader.document.path.parent / reader.data[key]).resolve())
    if key == "parameters":
        return reader.data.get("from", reader.data.get("parameters"))
    return reader.data[key]


def _short(value: Any) -> str:
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        return shown(f"{value[: LONGEST_SHOWN - 3]}...")
    return shown(value)


def _where(reader: Reader, key: str) -> str:
    """`mine.yaml:4`, the line that says it."""
    return f"{reader.document.path.name}:{reader.line(key)}"


def _merge(draft: Draft, reader: Reader) -> None:
    """Put what a file says over what it extends. Raises InputError for keys that it may not say."""
    reader.only(KEYS)
    for key in ONE_VALUE:
        if reader.has(key):
            _over(draft, "said", key, reader)
    if reader.flag("interventions_replace"):
        draft.interventions, draft.variables = [], {}
        _forget_clashes(draft, "variables")
    if reader.has("interventions"):
        draft.interventions += list(reader.each("interventions"))
    _merge_history(draft, reader)
    for part in ("hypotheses", "variables"):
        if reader.has(part):
            _over_all(draft, part, reader.sub(part))
    if reader.has("parameters"):
        _merge_parameters(draft, reader)


def _merge_history(draft: Draft, reader: Reader) -> None:
    if not reader.has("history"):
        return
    draft.clashes.pop(f"history.{FREE}", None)
    if reader.data["history"] is None:
        draft.history = {FREE: reader}
        _forget_clashes(draft, "history")
        return
    part = reader.sub("history")
    part.only(HISTORY)
    draft.history.pop(FREE, None)
    _over_all(draft, "history", part)


def _merge_parameters(draft: Draft, reader: Reader) -> None:
    if isinstance(reader.data["parameters"], str):
        _over(draft, "said", "parameters", reader)
        return
    part = reader.sub("parameters")
    part.only(("from", "set"))
    if part.has("from"):
        _over(draft, "said", "parameters", part)
    if part.has("set"):
        _over_all(draft, "parameter_set", part.sub("set"))


def _over_all(draft: Draft, part: str, reader: Reader) -> None:
    for key in reader.data:
        _over(draft, part, key, reader)


def _over(draft: Draft, part: str, key: str, reader: Reader) -> None:
    """What a file says itself; it settles what the files below it disagree on."""
    getattr(draft, part)[key] = reader
    draft.clashes.pop(f"{part}.{key}", None)


def _forget_clashes(draft: Draft, part: str) -> None:
    draft.clashes = {k: v for k, v in draft.clashes.items() if not k.startswith(f"{part}.")}


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
