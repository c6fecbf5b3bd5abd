"""What the shell offers after TAB: own files, and the names of shipped scenarios and studies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from experiments.study.named_study import STUDIES
from sim.inputs.find_file import SCENARIOS, SUFFIX, files_in


def scenarios(incomplete: str) -> list[str]:
    """Scenarios that begin so."""
    return _beginning(incomplete, SCENARIOS)


def studies(incomplete: str) -> list[str]:
    """Studies that begin so."""
    return _beginning(incomplete, STUDIES)


def _beginning(incomplete: str, shipped: Path) -> list[str]:
    names = [*_own(Path(f"{incomplete}x").parent)]
    names += [path.stem for path in files_in(shipped)]
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]


def _own(folder: Path) -> Iterable[str]:
    """YAML files and folders there, as they are typed."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and not path.name.startswith("."):
            yield f"{path}/"
        elif path.suffix == SUFFIX:
            yield str(path)
