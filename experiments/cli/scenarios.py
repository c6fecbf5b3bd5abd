"""`flashpoint check`, `diff` and `list`: scenario files, without running them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from calibration.evidence.library import load_scenario
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console
from sim.errors import InputError


def check_files(files: Sequence[Path], settings: Sequence[str]) -> None:
    """Read scenarios without running them; every error is shown before the exit."""
    from sim.inputs.initial_state import first_morning
    from sim.inputs.posterior import read_posterior

    errors: list[InputError] = []
    for path in files:
        try:
            scenario = load_scenario(path, settings)
            first_morning(scenario)
            if scenario.posterior_path is not None:
                read_posterior(scenario.posterior_path)
            console.print(f"{path}: good — {scenario.title}", soft_wrap=True)
        except InputError as error:
            errors.append(error)
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


def list_folder(folder: Path) -> None:
    """List the scenarios of a folder with their questions."""
    if not folder.is_dir():
        raise InputError(folder, 1, "folder", "no such folder", "a folder with scenario files")
    table = Table("file", "title", "question")
    table.columns[0].no_wrap = True
    for path in sorted(folder.glob("*.yaml")):
        scenario = load_scenario(path)
        table.add_row(str(path), scenario.title, scenario.question)
    print_table(table)
