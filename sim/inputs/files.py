"""Files and folders that are there whole or not at all, whatever happens while they are written.

Everything is written under a hidden name first, brought to the disk, and renamed: a rename either
happens or does not, so no reader ever sees half a file.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".tmp"


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


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A hidden folder that becomes `folder` when the block ends well, and vanishes if not.

    A folder that is there already is replaced. Raises OSError when the place cannot be written.
    """
    hidden = _hidden(folder)
    hidden.mkdir(parents=True)
    try:
        yield hidden
        for path in hidden.rglob("*"):
            if path.is_file():
                _bring_to_disk(path)
        old = hidden.with_suffix(".old") if folder.exists() else None
        # No system call swaps two folders everywhere, so the old one steps out of the way first.
        if old:
            folder.rename(old)
        hidden.rename(folder)
        if old:
            shutil.rmtree(old)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def is_unfinished(path: Path) -> bool:
    """Was the file on its way to the disk when its writer died?"""
    return path.name.startswith(".") and path.suffix == UNFINISHED


def _hidden(path: Path) -> Path:
    # In the same folder: a rename across file systems would be a copy, which can end half-way.
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}{UNFINISHED}")


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
