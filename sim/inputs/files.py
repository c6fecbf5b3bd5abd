"""Files and folders that are there whole or not at all, whatever happens while they are written.

Everything is written under a hidden name first, brought to the disk, and renamed: a rename either
happens or does not, so no reader ever sees half a file. What a killed process leaves is hidden, and
the next one that writes beside it clears it away.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

UNFINISHED: Final = ".tmp"
LONGEST_NAME: Final = 100
"""Bytes of a name that its hidden name repeats, as it must not outgrow what a disk takes."""
HALF_FILE: Final = re.compile(r"\..+\.[0-9a-f]+\.tmp", re.DOTALL)
HALF_FOLDER: Final = re.compile(r"\.(.+)\.[0-9a-f]{8}\.tmp", re.DOTALL)
NEW: Final = "new"
OLD: Final = "old"

OwnFiles = Callable[[Path], Iterable[Path]]
"""What of a folder about to be replaced belongs to somebody else: paths seen from the folder."""


class CollisionError(OSError):
    """A new file would take the place of one that belongs to somebody else."""


def regular(path: Path) -> Path:
    """The path, if it leads to a file or a folder.

    Raises OSError when it leads nowhere, or to a pipe or a device: who opens one may wait for ever.
    """
    mode = os.stat(path).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "a pipe or a device, and no file")
    return path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A hidden path to write to, which becomes `path` when the block ends well and vanishes if not.

    Raises OSError when the disk is full or the place cannot be written.
    """
    hidden = _hidden(path)
    try:
        yield hidden
        _bring_to_disk(hidden)
        hidden.replace(path)
        _bring_folder_to_disk(path.parent)
    finally:
        hidden.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError as `whole_file`."""
    with whole_file(path) as hidden:
        hidden.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """As `write_bytes`, a text in UTF-8 with its line ends as they are."""
    write_bytes(path, text.encode())


def nobody(_folder: Path) -> Iterable[Path]:
    """A folder in which everything is ours."""
    return ()


@contextmanager
def whole_folder(folder: Path, own: OwnFiles = nobody) -> Iterator[Path]:
    """A hidden folder that becomes `folder` when the block ends well, and vanishes if not.

    A folder that is there already is replaced, but for what `own` says is somebody else's, which
    goes on lying where it lay. Raises OSError when the place cannot be written.
    """
    folder = Path(os.path.realpath(folder))  # a link stays, and leads to the new folder
    made = _make_parents(folder.parent)
    try:
        clear_leftovers(folder)
        with _held(_hidden(folder)) as hidden:
            new = hidden / NEW
            new.mkdir()
            yield new
            for path in new.rglob("*"):
                if path.is_file():
                    _bring_to_disk(path)
            _replace(folder, new, hidden / OLD, own)
            _bring_folder_to_disk(folder.parent)
    finally:
        for path in made:
            with suppress(OSError):
                path.rmdir()  # goes only where it is empty


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A hidden folder next to `beside` that vanishes when the block ends, however it ends.

    Raises OSError when the place cannot be written.
    """
    beside = Path(os.path.realpath(beside))
    clear_leftovers(beside)
    with _held(_hidden(beside)) as hidden:
        new = hidden / NEW
        new.mkdir()
        yield new


def is_unfinished(path: Path) -> bool:
    """Was the file on its way to the disk when its writer died?"""
    return HALF_FILE.fullmatch(path.name) is not None


def clear_leftovers(folder: Path) -> None:
    """Clear what killed processes left beside `folder`, and end a replacement that one had begun.

    Only hidden folders of our own form whose process is dead; whatever cannot be cleared stays.
    """
    with suppress(OSError):
        for path in sorted(folder.parent.iterdir()):
            if HALF_FOLDER.fullmatch(path.name):
                with suppress(OSError):
                    _clear(path, folder)


def _clear(path: Path, folder: Path) -> None:
    # An empty one may be a living process's that has not locked it yet.
    inside = set() if path.is_symlink() or not path.is_dir() else {p.name for p in path.iterdir()}
    if not inside or not inside <= {NEW, OLD}:
        return
    lock = _lock(path)
    if lock is None:
        return
    try:
        stem = _hidden(folder).name.rpartition(".")[0].rpartition(".")[0]
        half_way = (path / OLD).exists()
        if half_way and path.name.startswith(f"{stem}.") and not os.path.lexists(folder):
            # The old one steps aside only when the new one is complete.
            (path / NEW if (path / NEW).exists() else path / OLD).rename(folder)
        elif half_way and (path / NEW).exists():
            return  # the same of another folder, which its own next writer ends
        shutil.rmtree(path)
    finally:
        os.close(lock)


def _replace(folder: Path, new: Path, old: Path, own: OwnFiles) -> None:
    """Put `new` in the place of `folder`, with what in there is somebody else's."""
    if not folder.exists():
        new.rename(folder)
        return
    for path in own(folder):
        _take_along(folder / path, new / path)
    # No system call swaps two folders everywhere, so the old one steps out of the way first.
    try:
        folder.rename(old)
        new.rename(folder)
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)


def _take_along(path: Path, into: Path) -> None:
    """The same file under a second name, or a copy where the disk knows no second names."""
    if os.path.lexists(into):
        raise CollisionError(f"'{path}' is not ours, and the new result has a file of that name")
    into.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        into.mkdir()
        return
    try:
        os.link(path, into, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, into, follow_symlinks=False)


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns those that were not there, the deepest first."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _hidden(path: Path) -> Path:
    # In the same folder: a rename across file systems would be a copy, which can end half-way.
    name = path.name[:LONGEST_NAME]
    while len(os.fsencode(name)) > LONGEST_NAME:
        name = name[:-1]
    return path.with_name(f".{name}.{uuid.uuid4().hex[:8]}{UNFINISHED}")


@contextmanager
def _held(hidden: Path) -> Iterator[Path]:
    """A new hidden folder, locked for as long as its maker lives, and gone afterwards."""
    hidden.mkdir()
    lock = _lock(hidden)
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """An open folder that no other process holds; the system lets go of it when its owner dies.

    None where another process holds it, or where folders cannot be locked.
    """
    if sys.platform == "win32":  # nobody can tell there whether the maker of a folder lives
        return None
    file = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file


def _bring_to_disk(path: Path) -> None:
    # Open for writing, as Windows flushes no file that is open for reading alone.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _bring_folder_to_disk(folder: Path) -> None:
    """Make a rename last through a power cut; Windows opens no folder, and needs none opened."""
    if os.name != "posix":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
