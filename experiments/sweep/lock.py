"""One process at a time in a sweep's folder.

The lock belongs to the open file, so the system takes it back the moment its owner dies, however it
dies; nobody has to guess whether a process number is still alive. The file says who holds it.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sim.errors import InputError

LOCK: Final = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for the length of the block.

    Raises InputError that names the owner when another process, or another sweep of this one,
    holds it, and when the folder cannot be written.
    """
    path = folder / LOCK
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        _take(file, path)
        _sign(file, {"host": socket.gethostname(), "pid": os.getpid(), "started": _now()})
        yield
        os.ftruncate(file, 0)
    finally:
        # Closing gives the lock back. The file stays: removing it would let two owners in, one on
        # the old file and one on a new one.
        os.close(file)


def unwritable(folder: Path, error: OSError) -> InputError:
    """The error of a folder that takes no more files: full, read-only, or not a folder."""
    return InputError(
        folder,
        1,
        "folder",
        error.strerror or str(error),
        "a folder with room that can be written; finished blocks are kept, and the same command "
        "continues",
    )


def _take(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InputError(
            path,
            1,
            "lock",
            f"a sweep by {_owner(file)}",
            "one sweep at a time in a folder: wait for it, stop it, or choose another folder",
        ) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(path, 1, "lock", why, "a file system that knows locks") from None


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _sign(file: int, owner: dict[str, Any]) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, json.dumps(owner).encode(), 0)
    os.fsync(file)


def _owner(file: int) -> str:
    """Who holds the lock, in words; it may be too early to know."""
    try:
        owner = json.loads(os.pread(file, 1000, 0))
        return f"process {owner['pid']} on {owner['host']}, running since {owner['started']}"
    except (ValueError, KeyError, TypeError):
        return "another process that has only just begun"
