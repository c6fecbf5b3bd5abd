"""Where the sweep of a study lies, and whether one lies there; loads nothing heavy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.errors import InputError

MANIFEST: Final = "study.json"
"""The file that makes a folder one of a sweep."""
SWEPT: Final = "a folder written by `flashpoint sweep`"


def home_of(path: Path) -> Path:
    """The folder of the sweep of a study file unless said otherwise."""
    return Path("results") / "studies" / path.stem


def check_swept(folder: Path) -> None:
    """Raises InputError where no sweep lies in a folder."""
    if not (folder / MANIFEST).exists():
        raise InputError(folder, 0, "sweep", f"no readable {MANIFEST} in it", SWEPT)
