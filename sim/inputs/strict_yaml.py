"""Strict YAML: what a person writes is what is read, or one clear error with file and line.

PyYAML reads `no` as false, `1e-3` as text, `12:30:45` as 45045, `012` as ten, and takes a key that
stands twice without a word. Here plain scalars follow YAML 1.2's core schema, dates become dates,
doubtful numbers are refused, and so are anchors, tags, duplicate keys, huge and deep files, and
texts that nobody could read as they stand.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import yaml

from sim.errors import InputError
from sim.inputs.clean_text import NAME, fault_of
from sim.inputs.files import regular

COLON: Final = "mapping values are not allowed"
"""How the parser complains of `title: Closed skies: the sequel`."""
MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 12
MAX_NODES: Final = 20_000
WORDS: Final = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
INTEGER: Final = re.compile(r"[-+]?(0|[1-9]\d*)", re.ASCII)
REAL: Final = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?", re.ASCII)
DATE: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
DOUBTFUL: Final = re.compile(
    r"[-+]?(0\d+(\.\d*)?(e[-+]?\d+)?|0[xob][\da-f]+|\d+(_\d*)+|\.?inf|\.?nan|infinity"
    r"|\d+(,\d{3})+)",
    re.ASCII | re.IGNORECASE,
)

Place = tuple[Hashable, ...]


class Document:
    """Plain data of one file, with the line of every value and key."""

    def __init__(self, path: Path, data: Any, lines: dict[Place, int]) -> None:
        self.path, self.data, self.lines = path, data, lines

    def line(self, place: Place) -> int:
        """Line of a value, or of the nearest thing around it; 1 when unknown."""
        while place:
            if place in self.lines:
                return self.lines[place]
            place = place[:-1]
        return 1


def read_yaml(path: Path) -> Document:
    """Read one YAML file.

    Raises InputError when it cannot be read, is too large or deep, holds anything but plain data,
    or a key twice.
    """
    return parse(read_text(path), path)


def read_text(path: Path) -> str:
    """The text of one YAML file. Raises InputError when it cannot be read or is too large."""
    try:
        with regular(path).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(path, 1, "file", why, "a file that can be read") from None
    if len(raw) > MAX_BYTES:
        raise InputError(path, 1, "file", "a larger file", f"at most {MAX_BYTES} bytes")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(path, line, "file", "bytes that are not UTF-8", "UTF-8 text") from None


def parse(text: str, path: Path) -> Document:
    """Read YAML text; `path` is only named in errors. Raises InputError as `read_yaml`."""
    try:
        _check_events(text, path)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise InputError(path, line, "YAML", "a control character", "printable text") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        accepts = "YAML that parses"
        if mark and problem.startswith(COLON):
            problem = f"a colon in a value, in column {mark.column + 1}"
            accepts = 'quotes around a value that holds a colon: title: "Closed skies: the sequel"'
        raise InputError(path, mark.line + 1 if mark else 1, "YAML", problem, accepts) from None
    except ValueError as error:
        raise InputError(path, 1, "YAML", str(error), "YAML that parses") from None
    lines: dict[Place, int] = {}
    data = None if node is None else _plain(node, (), path, lines)
    return Document(path, data, lines)


def _check_events(text: str, path: Path) -> None:
    """Refuse bombs before anything is built: anchors, tags, depth, size, several documents."""
    depth = nodes = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError(path, line, "YAML", "an anchor or alias (& or *)", "plain values")
        tag = getattr(event, "tag", None)
        if tag:
            raise InputError(path, line, "YAML", f"a tag ({tag})", "plain values")
        if depth > MAX_DEPTH:
            raise InputError(path, line, "YAML", "nested too deep", f"{MAX_DEPTH} levels")
        if nodes > MAX_NODES:
            raise InputError(path, line, "YAML", "too many values", f"at most {MAX_NODES}")
        if documents > 1:
            raise InputError(path, line, "YAML", "a second document (---)", "one document")


def _plain(node: yaml.Node, place: Place, path: Path, lines: dict[Place, int]) -> Any:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(n, (*place, k), path, lines) for k, n in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node, place, path)


def _mapping(
    node: yaml.MappingNode, place: Place, path: Path, lines: dict[Place, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key, str):
            raise InputError(path, line, dotted(place), "a key that is no word", "a word")
        fault = fault_of(key)
        if len(key) > NAME:
            fault = f"{len(key):,} letters", f"at most {NAME} letters"
        if fault:
            raise InputError(path, line, dotted(place), f"a key with {fault[0]}", fault[1])
        if key in found:
            raise InputError(
                path,
                line,
                dotted((*place, key)),
                "the same key twice",
                f"one '{key}' (the first is on line {lines[(*place, key)]})",
            )
        lines[(*place, key)] = line
        found[key] = _plain(value_node, (*place, key), path, lines)
    return found


def _scalar(node: yaml.ScalarNode, place: Place, path: Path) -> Any:
    text = node.value
    fault = fault_of(text)
    if fault:
        raise InputError(path, node.start_mark.line + 1, dotted(place), *fault)
    if node.style is not None:
        return text
    if text in WORDS:
        return WORDS[text]
    line = node.start_mark.line + 1
    if DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise InputError(path, line, dotted(place), text, "a date like 2020-01-05") from None
    if DOUBTFUL.fullmatch(text):
        raise InputError(
            path,
            line,
            dotted(place),
            text,
            "a finite decimal number such as 12 or 0.5, without leading zeros or "
            "separators (quote it if it is text)",
        )
    if INTEGER.fullmatch(text) and len(text) < 20:
        return int(text)
    if REAL.fullmatch(text):
        value = float(text)
        if math.isfinite(value):
            return value
        raise InputError(path, line, dotted(place), text, "a finite number")
    return text


def dotted(place: Place) -> str:
    """A place as people write it: interventions[2].lever."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text or "file"
