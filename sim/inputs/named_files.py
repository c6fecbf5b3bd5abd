"""Files that another file names: the right kind of file, and errors that say who asked for it.

A scenario that came by mail may name any file of its reader's disk. Only a name of the right ending
is opened, so that no error ever shows a line of a file that was not meant to be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sim.errors import InputError, nearest
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.find_file import SCENARIOS, files_in, find_scenario, shipped_file
from sim.inputs.strict_yaml import Place, dotted

YAML: Final = (".yaml", ".yml")
CSV: Final = (".csv",)
PARQUET: Final = (".parquet",)
BARE: Final = re.compile(r"[\w-]+")
"""The name of a scenario without folder and ending."""


def named_file(
    reader: Reader, key: str | Place, name: object, accepts: str, endings: tuple[str, ...]
) -> Path:
    """The file called `name`, seen from the file that names it at `key`, or else a shipped one.

    Raises InputError when it is none, or neither it nor what it links to has one of the `endings`.
    """
    if not isinstance(name, str) or not name.strip():
        reader.fail(key, shown(name), accepts)
    path = reader.document.path.parent / " ".join(name.split())
    if not is_kind(path, endings):
        ended = f"{name}{endings[0]}"
        near = ended if ended in _like(path, endings) else None
        reader.fail(key, f"'{name}'", f"{accepts}, whose name ends in {' or '.join(endings)}", near)
    # os.path answers no where Path raises: for names that no file can have.
    if not os.path.isfile(path):
        if (shipped := shipped_file(name)) and is_kind(shipped, endings):
            return shipped
        reader.fail(
            key, f"no such file ({path})", accepts, nearest(path.name, _like(path, endings))
        )
    return path


def _like(path: Path, endings: tuple[str, ...]) -> list[str]:
    """Names that may have been meant: neighbours of the file, and shipped scenarios."""
    there = os.listdir(path.parent) if os.path.isdir(path.parent) else []
    shipped = [file.name for file in files_in(SCENARIOS)] if endings == YAML else []
    return sorted({n for n in there if is_kind(path.parent / n, endings)} | {*shipped})


def named_scenario(reader: Reader, key: str | Place, name: object, accepts: str) -> Path:
    """The scenario called `name`: a file as `named_file` finds it, or a bare name.

    A bare name, `january_2020`, is that of a neighbour, else what it is on the command line.
    """
    if not isinstance(name, str) or not BARE.fullmatch(name.strip()):
        return named_file(reader, key, name, accepts, YAML)
    beside = reader.document.path.parent / f"{name.strip()}.yaml"
    if os.path.isfile(beside):
        return named_file(reader, key, beside.name, accepts, YAML)
    try:
        return find_scenario(name.strip())
    except InputError as error:
        reader.fail(
            key, f"'{name}'", f"{accepts}, or a name that `flashpoint list` shows", error.nearest
        )


def is_kind(path: Path, endings: tuple[str, ...]) -> bool:
    """Has the file, and where it is a link what it leads to, one of the endings?"""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return False
    return all(name.lower().endswith(endings) for name in (path.name, real))


@contextmanager
def asked_by(reader: Reader, key: str | Place) -> Iterator[None]:
    """Errors of the block that stand in other files say that `key` of this one asked for them."""
    try:
        yield
    except InputError as error:
        here = reader.document.path
        if error.path == here or error.asked_by:
            raise
        place = (*reader.place, *((key,) if isinstance(key, str) else key))
        line = reader.document.line(place)
        raise error.but(asked_by=f"{here}:{line}: {dotted(place)}") from None
