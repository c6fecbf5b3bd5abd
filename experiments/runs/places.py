"""Where a result is put: checked before the runs, replaced without loss, rescued when it is full.

A folder is replaced as a whole, but only what the tool wrote into it goes: its manifest lists the
files, and whatever else lies anywhere below is somebody's own and goes on lying there.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from experiments.runs import seal
from experiments.runs.manifest import read_json
from experiments.runs.seal import FILES
from sim.errors import InputError
from sim.inputs.files import CollisionError, whole_file, whole_folder, write_bytes

MANIFEST: Final = seal.MANIFEST
OURS: Final = {
    MANIFEST, "runs.parquet", "daily.parquet", "events.parquet", "figures", "inputs",
    "effects.csv", "structure.csv", *(f"runs_{side}.parquet" for side in "abcdef"),
    "by_group.parquet", "by_group.csv",
    "backtest.md", "scores.csv", "tests.csv",
    "runs.csv", "daily.csv", "events.csv", "summary.txt", "summary.json",
    "page.html",
}  # fmt: skip
"""What a result folder holds; a folder with anything else in it is never replaced, nor is one with
the same names whose manifest is not ours."""
BEFORE_LISTS: Final = {
    *(MANIFEST, "runs.parquet", "daily.parquet", "events.parquet", "structure.csv"),
    *("effects.csv", "runs_a.parquet", "runs_b.parquet", "backtest.md", "scores.csv", "tests.csv"),
    *(f"inputs/{name}" for name in ("world.yaml", "scenario.yaml", "events.csv", "sources.yaml")),
    "inputs/posterior.parquet",
    *(
        f"figures/{name}.{form}"
        for name in ("outcomes", "fans", "rungs", "story", "comparison", "backtest")
        for form in ("png", "svg")
    ),
}
"""What results of earlier versions hold; they list no files, and their tables are never CSV."""
EARLIER: Final = (
    {"format", "command", "versions", "code", "runs"},
    {"format", "command", "versions", "a", "b"},
    {"command", "version", "until", "effective_samples"},
)
"""Entries by which the unsealed manifest of an earlier version is known: of runs, of a comparison,
of a backtest."""
ACCEPTS: Final = "a new folder, an empty one, or an earlier result to replace"
INSTEAD: Final = f"{ACCEPTS}; move or delete what is there, or choose another --out"
REFUSALS: Final = frozenset(
    {
        errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM,
        errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY, errno.EBUSY, errno.EXDEV,
        errno.ELOOP, errno.EISDIR,
    }
)  # fmt: skip
"""The system's errors that are the fault of the place."""
MEGABYTE: Final = 2**20


class PlaceError(InputError):
    """A folder does not take a result, for a reason that another folder may not have."""


def check_target(folder: Path, needs: float = 0) -> None:
    """Refuse a place that cannot take a result of `needs` bytes, as far as can be seen beforehand.

    Raises InputError when `folder` is a file, a folder with other things in it, the folder of the
    command, a whole disk, a name that the disk does not take, or on a disk without room.
    """
    try:
        target = Path(os.path.realpath(folder))
        there = _there(target)
        if there == target:
            _check_replaceable(folder, target)
        elif not there.is_dir():
            raise InputError(folder, 1, "--out", f"a file ({there})", ACCEPTS)
    except (OSError, ValueError) as error:
        raise _refused(folder, error) from None
    check_room(folder, needs)


def check_room(folder: Path, needs: float) -> None:
    """Refuse a disk without room for `needs` bytes. Raises InputError."""
    try:
        free = shutil.disk_usage(_there(Path(os.path.realpath(folder)))).free
    except (OSError, ValueError) as error:
        raise _refused(folder, error) from None
    if free < needs:
        accepts = f"a disk with {needs / MEGABYTE:,.0f} MB free, or fewer runs"
        raise InputError(folder, 1, "--out", f"{free / MEGABYTE:,.0f} MB free", accepts)


def _there(target: Path) -> Path:
    """The folder, or the nearest one above it that exists.

    Raises OSError for a name that the disk does not take: here, and not after an hour of runs.
    """
    missing: list[str] = []
    for path in (target, *target.parents):
        # Each name by itself too: below a folder that is not there yet no name is too long.
        for name in missing:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.stat(path / name)
        with suppress(FileNotFoundError, NotADirectoryError):
            os.stat(path)
            return path
        missing.append(path.name)
    return target


def _check_replaceable(folder: Path, target: Path) -> None:
    inside = {path.name for path in target.iterdir()} if target.is_dir() else {""}
    strange = sorted(inside - OURS)
    if strange or (inside and MANIFEST not in inside):
        name = f" ({strange[0]})" if strange and strange[0] else ""
        raise InputError(folder, 1, "--out", f"something else is there{name}", ACCEPTS)
    if inside:
        _earlier_manifest(folder)
    here = Path.cwd()
    if os.path.ismount(target) or target in (here, *here.parents):
        got = "a whole disk" if os.path.ismount(target) else "the folder that you are in"
        raise InputError(folder, 1, "--out", got, "a folder below it, such as results/NAME")


def _refused(folder: Path, error: OSError | ValueError) -> PlaceError:
    why = getattr(error, "strerror", None) or str(error)
    return PlaceError(folder, 1, "--out", why, "a folder that can be written")


@contextmanager
def new_folder(folder: Path, needs: float = 0) -> Iterator[Path]:
    """A hidden folder that becomes `folder` when the block ends well, and vanishes if not.

    What is somebody's own in an earlier result stays. Raises InputError as `check_target`, and
    PlaceError when the place cannot be written.
    """
    check_target(folder, needs)
    try:
        with whole_folder(folder, own_files) as hidden:
            yield hidden
            seal_result(hidden)
    except OSError as error:
        if error.errno not in REFUSALS and not isinstance(error, CollisionError):
            raise
        raise _refused(folder, error) from error


def rescued(error: PlaceError, folder: Path, write: Callable[[Path], None]) -> InputError:
    """Write what `folder` did not take to another place; the error then says where that is."""
    for spare in _spare_places(folder):
        with suppress(OSError):
            with whole_folder(spare) as hidden:
                write(hidden)
                seal_result(hidden)
            return error.but(accepts=f"{error.accepts}; nothing is lost, the result is in {spare}")
    return error


def _spare_places(folder: Path) -> Iterator[Path]:
    """New folders beside the one that failed, and on the disk for temporary files."""
    name = f"{folder.name[:40]}-{uuid.uuid4().hex[:6]}"
    yield folder.with_name(name) if folder.name else folder / name
    with suppress(OSError):
        yield Path(tempfile.gettempdir()) / f"flashpoint-{name}"


def own_files(folder: Path) -> list[Path]:
    """What in a result folder the tool did not write: files, links and empty folders, seen from it.

    Raises PlaceError when its manifest is none of ours, OSError when the folder cannot be read.
    """
    if not any(folder.iterdir()):
        return []
    ours = _listed(_earlier_manifest(folder))
    found = []
    for root, folders, files in os.walk(folder):
        here = Path(root).relative_to(folder)
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        found += [here / name for name in (*files, *links) if (here / name).as_posix() not in ours]
        if not folders and not files and here.as_posix() not in OURS | {"."}:
            found.append(here)
    return found


def _earlier_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an earlier result, as it was written.

    Raises PlaceError for any other: of a folder that only looks like a result nothing may go.
    """
    try:
        manifest = read_json(folder / MANIFEST, INSTEAD)
    except InputError:
        raise PlaceError(folder, 1, "--out", f"no readable {MANIFEST} in it", INSTEAD) from None
    if seal.is_sealed(manifest) and not seal.is_whole(manifest):
        got = f"a {MANIFEST} that was edited since the run"
        raise PlaceError(folder, 1, "--out", got, INSTEAD)
    files = manifest.get(FILES, [])
    listed = isinstance(files, list) and all(isinstance(name, str) for name in files)
    known = seal.is_sealed(manifest) or any(keys <= manifest.keys() for keys in EARLIER)
    if not known or not listed:
        got = f"a {MANIFEST} that is none of a result"
        raise PlaceError(folder, 1, "--out", got, INSTEAD)
    return manifest


def _listed(manifest: dict[str, Any]) -> set[str]:
    """The files that the manifest of a result says were written with it."""
    return {MANIFEST, *manifest[FILES]} if FILES in manifest else BEFORE_LISTS


def seal_result(folder: Path) -> None:
    """Write into the manifest which files lie beside it and what they hold, where there is one."""
    if (folder / MANIFEST).is_file():
        files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        manifest = read_json(folder / MANIFEST, ACCEPTS)
        _write(folder, manifest, (name for name in files if name != MANIFEST))


def _write(folder: Path, manifest: dict[str, Any], files: Iterable[str]) -> None:
    write_bytes(folder / MANIFEST, seal.json_bytes(seal.sealed(manifest, folder, files)))


def add_files(folder: Path, made: Path) -> list[Path]:
    """Put the files of the folder `made` into a result, as if they had been written with it.

    Raises InputError when one would take the place of somebody's own, or the folder cannot be
    written.
    """
    names = sorted(p.relative_to(made) for p in made.rglob("*") if p.is_file())
    try:
        taken = set(own_files(folder)).intersection(names)
        if taken:
            path = folder / min(taken)
            raise InputError(path, 1, "file", "one that is not ours", "another name for this file")
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with whole_file(folder / name) as hidden:
                shutil.copy(made / name, hidden)
        manifest = _earlier_manifest(folder)
        listed = _listed(manifest) | {name.as_posix() for name in names}
        files = (name for name in sorted(listed) if (folder / name).is_file() and name != MANIFEST)
        _write(folder, manifest, files)
    except OSError as error:
        raise _refused(folder, error) from None
    return [folder / name for name in names]
