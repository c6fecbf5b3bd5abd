"""The folder of a sweep: parts that are whole or absent, and old ones archived, never mixed.

study.json, points.parquet   what is swept
futures                      the same points across samples and variants: a folder like this one
tables, report.md, figures   what was made of the rows; report.json lists these files
parts/KEY.parquet            the rows of one block each: all that belongs to the sweep as it is now
archived/HASH/KEY.parquet    parts of other code, inputs or points; taken back if they fit again
archived/corrupt/            files that do not read
failed/KEY.json              blocks that failed twice, with their traceback
lock, lock.json              held by the process at work, and who that is
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa

from experiments.runs.manifest import COUNT, TEXT, check_entries, read_json
from experiments.runs.parquet_file import parquet_file
from experiments.sweep.blocks import NOTES, key_of
from experiments.sweep.home import MANIFEST, SWEPT, check_swept
from experiments.sweep.lock import LOCK, OWNER, locked, unwritable
from sim.errors import InputError
from sim.inputs.files import is_unfinished, write_bytes
from sim.meaning import digest

POINTS: Final = "points.parquet"
POINTS_HASH: Final = "points_sha256"
"""Entry of the manifest: hash of the table of points; sweeps of earlier versions have none."""
PARTS: Final = "parts"
ARCHIVED: Final = "archived"
FORMERLY: Final = "stale"
"""What the archive was called in sweeps of earlier versions; parts in it still count."""
CORRUPT: Final = "corrupt"
FAILED: Final = "failed"
FORMAT: Final = 2
FUTURES: Final = "futures"
OURS: Final = frozenset(
    (
        *(MANIFEST, POINTS, PARTS, ARCHIVED, FORMERLY, FAILED, LOCK, OWNER, FUTURES),
        *("figures", "scenarios", "tables", "report.md", "report.json"),
    )
)
KEY: Final = re.compile(r"[\da-f]{16,64}", re.ASCII)
ENTRIES: Final = {"code": TEXT, "study": TEXT, "runs": COUNT, "seed": COUNT, POINTS_HASH: TEXT}
"""Entries of the manifest of a sweep that reports read."""


class StoredPart(NamedTuple):
    """One block on disk, as its file describes it."""

    path: Path
    point: str
    inputs: str
    code: str
    seed: int
    first: int
    last: int
    overflowed: int
    """Runs with more events than their log holds."""

    @property
    def key(self) -> str:
        """Key of the block that it holds."""
        return key_of(self.code, self.inputs, self.point, self.seed, self.first, self.last)


class Repairs(NamedTuple):
    """What was found wrong at the start of a sweep, and put right."""

    unfinished: int
    """Half-written files thrown away."""
    corrupt: int
    """Parts that do not read, archived; their blocks run again."""
    archived: int
    """Parts of other code, inputs or points."""
    taken_back: int
    """Parts archived earlier that fit again."""


def check_folder(folder: Path, study: str = "") -> None:
    """Check that a sweep of the study file called `study` may lie in a folder; makes nothing.

    Files of the user's own beside a sweep are let be. Raises InputError when it is no folder, when
    something else than a sweep lies in it, and when it holds the sweep of a study of another name.
    """
    accepts = "a new folder, or one of a sweep"
    try:
        target = Path(os.path.realpath(folder))
        there = next(place for place in (target, *target.parents) if place.exists())
    except (OSError, ValueError) as error:
        # A name that the disk does not take, or links that lead in a circle.
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(folder, 1, "folder", why, accepts) from None
    if not there.is_dir():
        raise InputError(folder, 1, "folder", f"a file ({there})", accepts)
    strange = sorted({p.name for p in folder.glob("*") if not is_unfinished(p)} - OURS)
    # In the folder of a sweep they are somebody's notes, and nothing of ours has their names.
    if strange and not (folder / MANIFEST).is_file():
        got = f"something else is there ({strange[0]})"
        raise InputError(folder, 1, "folder", got, accepts)
    other = _study_in(folder)
    if study and other not in ("", study):
        got = f"the sweep of {other}, and this is {study}"
        raise InputError(folder, 1, "folder", got, "another folder for this study: --out FOLDER")


def _study_in(folder: Path) -> str:
    """Name of the study file whose sweep lies there; empty when nothing says so."""
    # Of whatever format: a folder of an earlier version is some study's all the same.
    try:
        return str(read_json(folder / MANIFEST, "a sweep").get("study", ""))
    except InputError:
        return ""


@contextmanager
def opened(folder: Path, study: str = "") -> Iterator[None]:
    """Make the folder if need be, check that it is a sweep's, and hold it.

    Raises InputError as `check_folder`, when it cannot be written, or when another process works in
    it.
    """
    check_folder(folder, study)
    try:
        for name in (PARTS, ARCHIVED, FAILED):
            # A link that leads to no folder yet is followed.
            (Path(os.path.realpath(folder)) / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    with locked(folder):
        yield


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that, whatever happens, it is there whole or not at all.

    Raises InputError when the disk is full or the place cannot be written.
    """
    try:
        write_bytes(path, data)
    except OSError as error:
        raise unwritable(path, error) from None


def read_part(path: Path) -> StoredPart | None:
    """What a part says of itself; None when the file is corrupt, or no part."""
    try:
        with parquet_file(path) as file:
            notes = json.loads(file.schema_arrow.metadata[NOTES])
            part = StoredPart(path, **{name: notes[name] for name in StoredPart._fields[1:]})
            whole = file.metadata.num_rows == part.last - part.first
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None
    counted = isinstance(part.overflowed, int) and 0 <= part.overflowed <= part.last - part.first
    return part if whole and counted and part.key == path.stem else None


def part_files(folder: Path) -> list[Path]:
    """The files among the parts that are called like one; any other is somebody's own."""
    return [path for path in (folder / PARTS).glob("*.parquet") if KEY.fullmatch(path.stem)]


def part_path(folder: Path, key: str) -> Path:
    """Where the part of a block lies."""
    return folder / PARTS / f"{key}.parquet"


class FolderState(NamedTuple):
    """What lies in a folder, and where it belongs; nothing has been moved yet."""

    good: dict[str, list[StoredPart]]
    """Parts of each point in the order of their runs, `back` among them; no two overlap."""
    corrupt: list[Path]
    foreign: list[StoredPart]
    """Parts of other code, inputs or points."""
    back: list[StoredPart]
    """Parts archived earlier that fit again: code or values were changed and changed back."""


def sort_out(folder: Path, belongs: Callable[[StoredPart], bool]) -> FolderState:
    """What `belongs` among the parts of a folder, and what fits again of those archived."""
    read = {path: read_part(path) for path in part_files(folder)}
    good: dict[str, list[StoredPart]] = {}
    foreign, back = [], []
    for part in _longest_first(read.values()):
        if belongs(part) and not _overlaps(part, good.get(part.point, [])[-1:]):
            good.setdefault(part.point, []).append(part)
        else:
            foreign.append(part)
    archives = [*folder.glob(f"{ARCHIVED}/*/*.parquet"), *folder.glob(f"{FORMERLY}/*/*.parquet")]
    old = [p for p in archives if p.parent.name != CORRUPT]
    for part in _longest_first(map(read_part, old)):
        if belongs(part) and not _overlaps(part, good.get(part.point, ())):
            back.append(part)
            good.setdefault(part.point, []).append(part)
    for parts in good.values():
        parts.sort(key=lambda p: p.first)
    return FolderState(good, [path for path, part in read.items() if part is None], foreign, back)


def _longest_first(parts: Iterable[StoredPart | None]) -> list[StoredPart]:
    """In the order of runs, so that of two that begin together the one with more runs stays."""
    return sorted((part for part in parts if part), key=lambda p: (p.first, -p.last))


def tidy(
    folder: Path, belongs: Callable[[StoredPart], bool]
) -> tuple[dict[str, list[StoredPart]], Repairs]:
    """Put a folder right before work starts: `parts/` then holds what `belongs`, and no overlaps.

    Returns the parts of each point, in the order of their runs, and what was done. Nothing is
    deleted but half-written files, which no sweep ever counted. Raises InputError when the folder
    cannot be written.
    """
    found = sort_out(folder, belongs)
    try:
        # The futures have a lock of their own: what is half-written there may be at work.
        below = [p for p in folder.glob("*/.*.tmp") if p.parent.name != FUTURES]
        halves = [p for p in [*folder.glob(".*.tmp"), *below] if is_unfinished(p) and p.is_file()]
        for path in halves:
            path.unlink()
        for path in found.corrupt:
            archive_corrupt(path)
        for part in found.foreign:
            _move(part.path, folder / ARCHIVED / digest(part.code, part.inputs)[:8])
        for part in found.back:
            _move(part.path, folder / PARTS)
    except OSError as error:
        raise unwritable(folder, error) from None
    good = {
        point: [part._replace(path=part_path(folder, part.key)) for part in parts]
        for point, parts in found.good.items()
    }
    return good, Repairs(len(halves), len(found.corrupt), len(found.foreign), len(found.back))


def archive_corrupt(path: Path) -> None:
    """Archive a part that does not read, so that the next sweep runs its block again.

    Raises OSError when the folder cannot be written.
    """
    _move(path, path.parent.parent / ARCHIVED / CORRUPT)


def _overlaps(part: StoredPart, others: Iterable[StoredPart]) -> bool:
    return any(part.first < o.last and o.first < part.last for o in others)


def _move(path: Path, into: Path) -> None:
    """Move a file, beside one of its name if there is one: corrupt files may differ."""
    into.mkdir(parents=True, exist_ok=True)
    target, k = into / path.name, 1
    while target.exists() and into.name == CORRUPT:
        target, k = into / f"{path.stem}.{k}{path.suffix}", k + 1
    path.replace(target)


def write_failure(folder: Path, key: str, notes: dict[str, Any], traceback: str) -> None:
    """Record a block that failed twice."""
    said = notes | {"traceback": traceback}
    write_whole(folder / FAILED / f"{key}.json", json.dumps(said, indent=2).encode())


def forget_failures(folder: Path) -> None:
    """Every start tries failed blocks again, so what is recorded is of the last start alone."""
    for path in (folder / FAILED).glob("*.json"):
        if KEY.fullmatch(path.stem):
            path.unlink()


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write what is swept. Raises InputError when the folder cannot be written."""
    said = {"format": FORMAT} | manifest
    text = json.dumps(said, indent=2, ensure_ascii=False, default=str) + "\n"
    write_whole(folder / MANIFEST, text.encode())


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a sweep's folder says of itself.

    Raises InputError when it is none, or was made by another format.
    """
    check_swept(folder)
    path = folder / MANIFEST
    manifest = read_json(path, SWEPT)
    if manifest.get("format") != FORMAT:
        accepts = f"a manifest of format {FORMAT}; the same `flashpoint sweep` writes it anew"
        raise InputError(path, 1, "format", "another one", accepts)
    check_entries(path, manifest, {"code": TEXT}, ENTRIES)
    return manifest
