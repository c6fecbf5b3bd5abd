"""One process at a time in a sweep's folder.

The lock belongs to the open file (`filelock`), so the system takes it back the moment its owner
dies, however it dies; nobody has to guess whether a process number is still alive.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from sim.errors import InputError
from sim.inputs.files import write_text

LOCK: Final = "lock"
OWNER: Final = "lock.json"
"""Who holds the lock. A file of its own: where locks are mandatory nobody else reads a locked one,
and asking for the lock may empty it."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for the length of the block.

    Raises InputError that names the owner when another process, or another sweep of this one,
    holds it, and when the folder cannot be written.
    """
    path, owner = folder / LOCK, folder / OWNER
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise InputError(
            path,
            1,
            "lock",
            f"a sweep by {_owner(owner)}",
            "one sweep at a time in a folder: wait for it, stop it, or choose another folder",
        ) from None
    except OSError as error:
        raise unwritable(folder, error) from None
    except NotImplementedError as error:
        raise InputError(path, 1, "lock", error, "a file system that knows locks") from None
    try:
        _sign(owner)
        yield
    finally:
        # One that stays harms nobody: it is read only while somebody holds the lock.
        with suppress(OSError):
            owner.unlink()
        lock.release()


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


def _sign(path: Path) -> None:
    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    owner = {"host": socket.gethostname(), "pid": os.getpid(), "started": started}
    try:
        write_text(path, json.dumps(owner))
    except OSError as error:
        raise unwritable(path, error) from None


def _owner(path: Path) -> str:
    """Who holds the lock, in words; it may be too early to know."""
    try:
        owner = json.loads(path.read_text(encoding="utf-8"))
        return f"process {owner['pid']} on {owner['host']}, running since {owner['started']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process that has only just begun"
