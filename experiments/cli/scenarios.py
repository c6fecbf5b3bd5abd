"""`flashpoint check`, `diff` and `list`: scenarios and studies, without running them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.table import Table

from calibration.evidence.cut_history import cut_notes
from calibration.evidence.library import load_scenario
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console
from experiments.study.named_study import STUDIES, find_study, study_folders
from sim.errors import InputError
from sim.inputs.find_file import SCENARIOS, files_in, find_scenario, scenario_folders
from sim.inputs.past import left_out_notes
from sim.inputs.strict_yaml import read_yaml

OF_STUDY: Final = frozenset({"scenarios", "factors", "design", "runs"})
"""Keys that a study has and a scenario has not."""


def check_files(files: Sequence[Path], settings: Sequence[str]) -> None:
    """Read scenarios and studies without running them; every error is shown before the exit."""
    errors: list[InputError] = []
    for said in files:
        try:
            path = _found(said)
            if is_study(path):
                _check_study(path, settings)
            else:
                _check_scenario(path, settings)
        except InputError as error:
            errors.append(error)
    _raise_last(errors)


def _found(said: Path) -> Path:
    """The file of a scenario, or else of a study, that `said` means."""
    try:
        return find_scenario(said)
    except InputError as error:
        try:
            return find_study(said)
        except InputError:
            raise error from None


def is_study(path: Path) -> bool:
    """Has the file the keys of a study, and not those of a scenario?"""
    try:
        data = read_yaml(path).data
    except InputError:
        return False
    return isinstance(data, dict) and bool(OF_STUDY & data.keys()) and "extends" not in data


def _check_scenario(path: Path, settings: Sequence[str]) -> None:
    from sim.inputs.initial_state import first_morning
    from sim.inputs.posterior import read_posterior

    scenario = load_scenario(path, settings)
    first_morning(scenario)
    if scenario.posterior_path is not None:
        read_posterior(scenario.posterior_path)
    console.print(f"{path}: good — {scenario.title}", soft_wrap=True)
    for note in (*scenario.notes, *left_out_notes(scenario.left_out), *cut_notes(scenario)):
        console.print(f"  mind: {note}", soft_wrap=True)


def _check_study(path: Path, settings: Sequence[str]) -> None:
    from experiments.study.designs import points_of
    from experiments.study.study_file import load_study

    study = load_study(path, settings)
    points = len(points_of(study).ids)
    console.print(f"{path}: good — {study.title} (study, {points:,} points)", soft_wrap=True)


def _raise_last(errors: Sequence[InputError]) -> None:
    """Show all errors; the last one ends the command."""
    for earlier in errors[:-1]:
        console.print(f"error: {earlier}", soft_wrap=True, markup=False)
    if errors:
        raise errors[-1]


def _flat(value: Any, name: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        return {
            k: v
            for key, part in value.items()
            for k, v in _flat(part, f"{name}.{key}" if name else str(key)).items()
        }
    if isinstance(value, list):
        return {
            k: v for n, part in enumerate(value) for k, v in _flat(part, f"{name}[{n}]").items()
        }
    return {name: value}


def diff_scenarios(path_a: Path, path_b: Path) -> None:
    """Show every key in which two merged scenarios differ."""
    a, b = _flat(load_scenario(path_a).text), _flat(load_scenario(path_b).text)
    table = Table("key", str(path_a), str(path_b))
    for key in sorted(a.keys() | b.keys()):
        if a.get(key) != b.get(key):
            table.add_row(key, *(str(side.get(key, "—")) for side in (a, b)))
    if table.row_count:
        print_table(table)
    else:
        console.print("the two scenarios are the same")


def list_folder(folder: Path | None) -> None:
    """List scenarios and studies with their questions; without a folder, the user's own and ours.

    A file that does not read is named after the others, and ends the command as bad input.
    """
    if folder is not None and not folder.is_dir():
        raise InputError(folder, 1, "folder", "no such folder", "a folder with scenario files")
    folders = [folder] if folder else [*scenario_folders(), *study_folders()]
    files = [path for each in folders for path in files_in(each)]
    studies = [path for path in files if is_study(path)]
    # A shipped file is called by its name alone: where pip has put it is nobody's concern.
    shipped = () if folder else (SCENARIOS, STUDIES)
    names = {path: path.stem if path.parent in shipped else str(path) for path in files}
    errors: list[InputError] = []
    _listed("scenario", {p: n for p, n in names.items() if p not in studies}, load_scenario, errors)
    if studies:
        from experiments.study.study_file import load_study

        _listed("study", {p: names[p] for p in studies}, load_study, errors)
    _raise_last(errors)


def _listed(
    kind: str, names: Mapping[Path, str], load: Callable[[Path], Any], errors: list[InputError]
) -> None:
    """One table; what does not read is noted in `errors`."""
    table = Table(kind, "title", "question")
    table.columns[0].no_wrap = True
    for path, name in names.items():
        try:
            read = load(path)
        except InputError as error:
            errors.append(error)
            continue
        table.add_row(name, read.title, read.question)
    if table.row_count:
        print_table(table)
