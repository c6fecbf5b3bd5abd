"""What a result says of itself, read back from a file that anybody may have edited or cut.

Every entry that a command reads is of its kind, so a damaged manifest is one line that names the
file and the entry, and never a traceback out of a figure.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.runs.seal import CONTENTS, MANIFEST, check_seal, is_sealed
from sim.errors import InputError, nearest
from sim.inputs.clean_text import TITLE, fault_of
from sim.inputs.files import regular
from sim.inputs.world_file import LEFT_OUT
from sim.luck import MAX_SEED
from sim.outcomes import OUTCOMES
from sim.state.actors import ACTORS, actor_of

FORMAT: Final = 2
COMPARISON: Final = "comparison"
MOST_BYTES: Final = 16 * 2**20
MOST_RUNS: Final = 10**12
MOST_DAYS: Final = 10_000
LAST_START: Final = dt.date.max - dt.timedelta(days=MOST_DAYS)
NAMED: Final = frozenset(part for part, record in ACTORS.items() if actor_of(record).one)
"""Kinds of actors that have names of their own."""
ACCEPTS: Final = "a folder written by `flashpoint run`"


class Entry(NamedTuple):
    """What one entry of a manifest must be."""

    good: Callable[[Any], bool]
    accepts: str


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole(low: int, high: int) -> Entry:
    def good(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high

    return Entry(good, f"a whole number from {low} to {high}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= TITLE and fault_of(value) is None


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def _is_start(value: Any) -> bool:
    """A date with room for all days of a run behind it."""
    return _is_date(value) and dt.date.fromisoformat(value) <= LAST_START


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_line(value: Any) -> bool:
    """A text of any length: a path, a traceback, a sentence of ours."""
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _list_of(good: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda v: isinstance(v, list) and all(map(good, v))


def _table_of(good: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A mapping of texts to values that are all good."""
    return lambda v: isinstance(v, dict) and all(map(_is_text, v)) and all(map(good, v.values()))


def _with(**needed: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A mapping in which these keys stand, each with a good value."""

    def good(value: Any) -> bool:
        return isinstance(value, dict) and all(
            key in value and right(value[key]) for key, right in needed.items()
        )

    return good


def _are_names(value: Any) -> bool:
    """The ids of every kind of actor of which a world holds several.

    Those that a world may leave out are missing from results older than they are.
    """
    if not isinstance(value, dict) or not all(map(_texts, value.values())):
        return False
    return NAMED - set(LEFT_OUT) <= set(value) <= NAMED


COUNT: Final = _whole(0, MOST_RUNS)
RUNS: Final = _whole(1, MOST_RUNS)
_is_failure: Final = _with(run=COUNT.good, seed=COUNT.good, why=_is_line, traceback=_is_line)
SPREAD: Final = {
    "runs": _with(of=_table_of(_with(mean=_is_number, low=_is_number, high=_is_number))),
    "parameters": _with(
        samples=COUNT.good,
        each=COUNT.good,
        of=_table_of(_with(low=_is_number, high=_is_number, seen=_is_flag)),
    ),
    "hypotheses": _with(
        runs=COUNT.good,
        variants=_texts,
        of=_table_of(
            _with(
                as_set=_is_number,
                low=_is_number,
                high=_is_number,
                low_variant=_is_text,
                high_variant=_is_text,
            )
        ),
    ),
}
TEXT: Final = Entry(_is_text, f"a text of at most {TITLE} letters")
RUN: Final[Mapping[str, Entry]] = {
    "title": TEXT,
    "question": TEXT,
    "scenario": Entry(_is_line, "a file name"),
    "runs": RUNS,
    "seed": _whole(0, MAX_SEED),
    "start": Entry(_is_start, f"a date like 2019-10-28, not after {LAST_START}"),
    "days": _whole(1, MOST_DAYS),
    "history_until": Entry(lambda v: v is None or _is_date(v), "a date, or null"),
    "parameters": Entry(_is_text, "default, prior or posterior"),
    "hypotheses": Entry(_table_of(_is_text), "variants by hypothesis"),
    "outcomes": Entry(lambda v: _texts(v) and set(v) <= set(OUTCOMES), "a list of outcomes"),
    "names": Entry(_are_names, f"lists of names of {', '.join(sorted(NAMED))}"),
    "event_runs": COUNT,
    "daily_runs": RUNS,
    "kept_runs": RUNS,
    "code": TEXT,
    "failures": Entry(_list_of(_is_failure), "a list of failed runs"),
}
"""Entries of the manifest of a batch of runs, none of which may lack."""
CODED: Final = _with(
    outcome=_is_text,
    value=_is_number,
    at_least=_is_flag,
    first=_is_date,
    last=_is_date,
    source=_is_text,
)
OPTIONAL: Final[Mapping[str, Entry]] = {
    "fitted": Entry(_texts, "a list of parameters"),
    "settings": Entry(_list_of(_is_line), "a list of settings"),
    "spread": Entry(_with(**SPREAD), "the three kinds of spread"),
    "coded": Entry(_list_of(CODED), "a list of counts of the articles"),
    "levers": Entry(_texts, "a list of levers"),
    "parameter_values": Entry(_table_of(_is_number), "numbers by parameter"),
    "means": Entry(_table_of(_is_number), "numbers by outcome"),
    "not_counted": Entry(_is_line, "a sentence"),
    "failed_runs": COUNT,
}
CONTENT: Final = Entry(
    _table_of(_with(sha256=lambda v: isinstance(v, str))), "hashes of tables and inputs by name"
)


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a result folder says of itself.

    Raises InputError when it is none, was made by another format, was edited, or was damaged. One
    of an earlier version, without a seal, is not known to be edited.
    """
    path = folder / MANIFEST
    if not path.exists():
        raise _no_result(folder)
    manifest = read_json(path, ACCEPTS)
    if manifest.get("format") != FORMAT:
        raise InputError(path, 1, "format", "another one", f"a manifest of format {FORMAT}")
    check_seal(path, manifest)
    if is_sealed(manifest):
        check_entries(path, manifest, {CONTENTS: CONTENT})
    if manifest.get("kind") != COMPARISON:
        check_entries(path, manifest, RUN, OPTIONAL)
    return manifest


def _no_result(folder: Path) -> InputError:
    """What is there instead of a result, and the result whose name is most like the one given."""
    got = f"no readable {MANIFEST} in it" if folder.is_dir() else "no such folder"
    there = [p for place in (folder.parent, Path("results")) for p in place.glob(f"*/{MANIFEST}")]
    named = {p.parent.name: str(p.parent) for p in there}
    near = named.get(nearest(folder.stem, named) or "")
    return InputError(folder, 0, "result", "a file" if folder.is_file() else got, ACCEPTS, near)


def read_json(path: Path, accepts: str) -> dict[str, Any]:
    """The mapping in a JSON file. Raises InputError that names the file when there is none."""
    try:
        with regular(path).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        found = json.loads(raw.decode("utf-8")) if len(raw) <= MOST_BYTES else None
    except OSError as error:
        raise InputError(path, 1, "file", error.strerror or error, accepts) from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        got = f"no readable {path.name}"
        raise InputError(path, 1, "file", got, f"a JSON mapping, in {accepts}")
    return found


def check_entries(
    path: Path,
    found: Mapping[str, Any],
    needed: Mapping[str, Entry],
    optional: Mapping[str, Entry] | None = None,
) -> None:
    """Refuse a file in which an entry lacks or is of another kind."""
    for key, entry in needed.items():
        if key not in found:
            raise InputError(path, 1, key, "nothing", f"{entry.accepts}; the file is damaged")
    for key, entry in {**needed, **(optional or {})}.items():
        if key in found and not entry.good(found[key]):
            got = f"{type(found[key]).__name__} {found[key]!r}"
            raise InputError(path, 1, key, got, f"{entry.accepts}; the file is damaged")
