"""A file as people name it: by its path, or by the name of one of their own or of a shipped one."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import InputError, nearest

SUFFIX: Final = ".yaml"
SCENARIOS: Final = Path(str(files("sim"))).with_name("scenarios")
"""Folder of the shipped scenarios: beside `sim` in a checkout, and where a wheel is installed. It
is no package, so that a folder `scenarios/` of the user's own is never taken for it."""
OWN: Final = (Path(), Path("scenarios"))
"""Where a user's own scenarios are looked for by name, seen from the working folder."""


class OtherKind(NamedTuple):
    """Another kind of file that a name may mean, and the command that takes it."""

    kind: str
    folders: Sequence[Path]
    command: str


STUDY: Final = OtherKind(
    "study",
    (Path("studies"), Path("experiments/studies"), SCENARIOS.parent / "experiments" / "studies"),
    "sweep",
)
SCENARIO: Final = OtherKind("scenario", (OWN[-1], SCENARIOS), "run")


def find_scenario(said: Path | str) -> Path:
    """The scenario file that `said` means: a path, or a name such as `january_2020`.

    A name is looked for in the working folder and its `scenarios/`, then among the shipped ones.
    Raises InputError when there is none.
    """
    return find_file(said, "scenario", OWN, SCENARIOS, STUDY)


def scenario_folders() -> list[Path]:
    """Folders of scenarios to list: the user's own `scenarios/`, where there is one, and ours."""
    own = OWN[-1]
    if not own.is_dir():
        return [SCENARIOS]
    return [own] if own.samefile(SCENARIOS) else [own, SCENARIOS]


def find_file(
    said: Path | str, kind: str, own: Sequence[Path], shipped: Path, other: OtherKind | None = None
) -> Path:
    """The file that `said` means: `january_2020`, `january_2020.yaml` or a path to it.

    A path that is there is taken as it is. A name is looked for in the folders `own`, then in the
    folder `shipped`, so that a file of one's own hides a shipped one. A path into an own folder
    that lacks the file (`scenarios/january_2020.yaml` outside a checkout) counts as its name.
    Raises InputError that says which `kind` of file is missing and the name most like it, or which
    command takes what is there instead: a file of the `other` kind, or a folder.
    """
    path = Path(said)
    # os.path answers no where Path raises: for names that no file can have.
    if os.path.exists(path) and not os.path.isdir(path):
        return path
    name = path.name if path.suffix == SUFFIX else path.name + SUFFIX
    folders = [path.parent]
    if path.parent in own:
        folders += [*own, shipped]
    for folder in folders:
        if os.path.isfile(folder / name):
            return folder / name
    got = os.strerror(errno.ENOENT)
    accepts = f"a {kind} file, or the name of one that `flashpoint list` shows"
    if other and any(os.path.isfile(folder / name) for folder in other.folders):
        got = f"the name of a {other.kind}, which `flashpoint {other.command} {path.stem}` takes"
        raise InputError(path, 0, "file", got, accepts)
    if os.path.isdir(path):
        got, accepts = "a folder", accepts + _scenario_in(path)
    known = [file.stem for folder in (*own, shipped) for file in files_in(folder)]
    raise InputError(path, 0, "file", got, accepts, nearest(path.stem, known))


def _scenario_in(folder: Path) -> str:
    """Where the scenario of a result folder is; empty where the folder is none."""
    inside = folder / "inputs" / "scenario.yaml"
    return f"; what this result ran is {inside}" if os.path.isfile(inside) else ""


def files_in(folder: Path) -> list[Path]:
    """The YAML files of a folder, sorted; none where it is no folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def shipped_file(text: str) -> Path | None:
    """What a scenario or study means by `baseline.yaml` if it has no such neighbour, or None.

    `text` is seen from the folder of the shipped scenarios, or leads to a folder of that name, as
    `../../scenarios/baseline.yaml` in the copy of a shipped study; nothing leads out of it.
    """
    parts = Path(text).parts
    name = SCENARIOS.name
    if name in parts and set(parts[: parts.index(name)]) <= {".."}:
        parts = parts[parts.index(name) + 1 :]
    if not parts or ".." in parts or os.path.isabs(text):
        return None
    path = SCENARIOS.joinpath(*parts)
    return path if os.path.isfile(path) else None
