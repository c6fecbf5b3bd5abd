"""Studies by name: a user's own before the shipped ones."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from sim.inputs.find_file import SCENARIO, find_file

STUDIES: Final = Path(str(files("experiments"))) / "studies"
"""Folder of the shipped studies."""
OWN: Final = (Path(), Path("studies"), Path("experiments/studies"))
"""Where a user's own studies are looked for by name, seen from the working folder."""


def study_folders() -> list[Path]:
    """Folders of studies to list: the user's own, where there are some, and ours."""
    own = [folder for folder in OWN[1:] if folder.is_dir()]
    return own if any(folder.samefile(STUDIES) for folder in own) else [*own, STUDIES]


def find_study(said: Path | str) -> Path:
    """The study file that `said` means: a path, or a name such as `what_matters`.

    A name is looked for in the working folder and where a checkout has its studies, then among the
    shipped ones. Raises InputError when there is none.
    """
    return find_file(said, "study", OWN, STUDIES, SCENARIO)
