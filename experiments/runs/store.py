"""Result folders: whole or absent, never half-written.

Everything goes to a hidden folder beside the target and is renamed when it is complete. The folder
holds the inputs it was made from, so a result can be run again, and one run of it explained.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from calibration.evidence.library import load_scenario
from calibration.evidence.sources import sources_path
from experiments.runs.by_group import write_by_group
from experiments.runs.manifest import ACCEPTS, COMPARISON, FORMAT, read_manifest
from experiments.runs.parquet_file import WRITING, table_of, write_table
from experiments.runs.places import check_target, new_folder
from experiments.runs.provenance import git_state
from experiments.runs.result import Columns, Result
from experiments.runs.runner import KEPT_RUNS, manifest_of
from experiments.runs.seal import AGAIN, INPUTS, MANIFEST, check_contents, inputs_in, json_bytes
from experiments.runs.stored_tables import COLUMNS, TABLES, read_table
from sim.errors import InputError
from sim.inputs.scenario import Scenario

__all__ = [
    "COLUMNS",
    "FORMAT",
    "MANIFEST",
    "TABLES",
    "RunWriter",
    "check_target",
    "new_folder",
    "read_manifest",
    "read_result",
    "scenario_behind",
    "scenario_of",
    "write_comparison",
    "write_inputs",
    "write_manifest",
    "write_tables",
]

FROM_INPUTS: Final = ("start", "days", "history_until", "names", "parameters", "hypotheses")
"""Entries of the manifest that follow from the copied inputs, and must agree with them."""


class RunWriter:
    """Writes the rows of the runs as they come, one row group a megabyte or so.

    Where all `runs` are kept in memory as well, a disk that is full stops nothing before `close`:
    the rows may still find another place.
    """

    ROWS = 20_000

    def __init__(self, path: Path, runs: int = KEPT_RUNS + 1) -> None:
        self.path, self.waiting, self.rows = path, [], 0  # type: Path, list[Columns], int
        self.file: Any = None
        self.writer: pq.ParquetWriter | None = None
        self.kept = runs <= KEPT_RUNS
        self.refused: OSError | None = None

    def add(self, columns: Columns) -> None:
        """Take the rows of one block. Raises OSError when the disk is full."""
        if self.refused:
            return
        self.waiting.append(columns)
        self.rows += len(columns["run"])
        if self.rows >= self.ROWS:
            try:
                self.flush()
            except OSError as error:
                if not self.kept:
                    raise
                self.refused = error

    def flush(self) -> None:
        """Write what waits."""
        if not self.waiting:
            return
        names = self.waiting[0]
        table = table_of({k: np.concatenate([c[k] for c in self.waiting]) for k in names})
        if self.writer is None:
            self.file = pa.OSFile(os.fsencode(self.path), "wb")
            self.writer = pq.ParquetWriter(self.file, table.schema, **WRITING)
        self.writer.write_table(table)
        self.waiting, self.rows = [], 0

    def close(self) -> None:
        """Write what waits and close the file. Raises OSError when the disk is full."""
        if self.refused:
            raise self.refused
        self.flush()
        if self.writer is not None:
            self.writer.close()
            self.file.close()


def write_tables(result: Result, folder: Path) -> None:
    """Write `daily.parquet`, `events.parquet` and, where groups act, `by_group.parquet`.

    The rows of the runs are written as they come.
    """
    for name, columns in (("daily", result.daily_columns), ("events", result.event_columns)):
        write_table(table_of(columns), folder / f"{name}.parquet")
    write_by_group(result, folder)


class _Quoted(yaml.SafeDumper):
    """Writes every text in quotes, so that a title like 12,000 stays a text when read again."""


_Quoted.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def write_inputs(scenario: Scenario, folder: Path) -> None:
    """Copy the scenario, merged into one file, with its world and events, into `folder`/inputs."""
    inputs = folder / "inputs"
    inputs.mkdir()
    text = dict(scenario.text)
    shutil.copy(scenario.world.path, inputs / "world.yaml")
    text["world"] = "world.yaml"
    if scenario.events_path is not None and scenario.history_until is not None:
        shutil.copy(scenario.events_path, inputs / "events.csv")
        shutil.copy(sources_path(scenario.events_path), inputs / "sources.yaml")
        said = {"until": scenario.history_until, "events": "events.csv"}
        text["history"] = text.get("history", {}) | said
    if scenario.posterior_path is not None:
        shutil.copy(scenario.posterior_path, inputs / "posterior.parquet")
        source = {"from": "posterior.parquet"}
        text["parameters"] = (
            text["parameters"] | source if isinstance(text["parameters"], dict) else source
        )
    (inputs / "scenario.yaml").write_text(_yaml(text), encoding="utf-8")


def scenario_yaml(scenario: Scenario) -> str:
    """The scenario, merged into one file that names its world and events as it did."""
    return _yaml(scenario.text)


def _yaml(text: Mapping[str, Any]) -> str:
    said = {key: value for key, value in text.items() if key != "extends"}
    return yaml.dump(said, Dumper=_Quoted, sort_keys=False, allow_unicode=True, width=100)


def write_manifest(result: Result, folder: Path, extra: Mapping[str, Any]) -> None:
    """Write what was run, with which versions, and the failures; empty notes are left out."""
    manifest = (
        result.manifest
        | {name: note for name, note in extra.items() if note != ""}
        | {
            "format": FORMAT,
            "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "git": git_state(),
            "python": platform.python_version(),
            "command": sys.argv,
            "versions": {
                name: version(name) for name in ("flashpoint", "numpy", "numba", "mesa", "pyarrow")
            },
            "failures": result.failures,
        }
    )
    (folder / MANIFEST).write_bytes(json_bytes(manifest))


def read_result(folder: Path | str, tables: tuple[str, ...] = TABLES) -> Result:
    """Read a result folder back.

    Raises InputError when the folder is none, was edited since the run, or one of its tables is
    corrupt. A result of an earlier version holds no hashes: of it only that is checked.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    if manifest.get("kind") == COMPARISON:
        raise InputError(folder / MANIFEST, 1, "kind", "a comparison", ACCEPTS)
    found: dict[str, Columns] = {}
    for name in TABLES:
        found[name] = {}
        if name in tables:
            check_contents(folder, manifest, [f"{name}.parquet"])
            found[name] = read_table(folder / f"{name}.parquet", manifest)
    runs, daily, events = (found[name] for name in TABLES)
    return Result(manifest, runs, daily, events, manifest["failures"], folder)


def scenario_behind(result: Result) -> Scenario:
    """The scenario that a result was made from, run just now or read from a folder.

    Raises ValueError when the result does not know, InputError as `scenario_of`.
    """
    if result.source is None:
        raise ValueError("this result does not know its scenario: take one from run or load_result")
    return scenario_of(result.source) if isinstance(result.source, Path) else result.source


def scenario_of(folder: Path) -> Scenario:
    """The scenario that a result folder was made from.

    Raises InputError when the copy of its inputs is missing, broken, or was edited since the run.
    """
    manifest = read_manifest(folder)
    check_contents(folder, manifest, inputs_in(manifest))
    scenario = load_scenario(folder / INPUTS / "scenario.yaml")
    now = manifest_of(scenario, manifest["runs"], manifest["seed"], manifest["event_runs"])
    for key in FROM_INPUTS:
        if now[key] != manifest[key]:
            accepts = f"{now[key]}, as in {INPUTS}scenario.yaml: one was edited; {AGAIN}"
            raise InputError(folder / MANIFEST, 1, key, manifest[key], accepts)
    return scenario


def write_comparison(
    comparisons: Sequence[Any],
    results: Mapping[str, Result],
    folder: Path,
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Write `effects.csv`, the runs of all sides, and a manifest with `extra`.

    `results` go by their letters, `a` and on; `comparisons` compares each but the first with the
    first. Where there is more than one, `effects.csv` says in its first column whose effect it is.
    """
    import csv

    many = len(comparisons) > 1
    with (folder / "effects.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*(["scenario"] if many else []), *comparisons[0].outcomes[0]._fields])
        for letter, comparison in zip([*results][1:], comparisons, strict=True):
            writer.writerows([*([letter] if many else []), *row] for row in comparison.outcomes)
    for letter, result in results.items():
        write_table(table_of(result.run_columns), folder / f"runs_{letter}.parquet")
    differ = [comparison.differ for comparison in comparisons]
    sides = {letter: result.manifest for letter, result in results.items()}
    write_manifest(
        Result(
            sides | {"kind": COMPARISON, "differ": differ if many else differ[0]},
            {},
            {},
            {},
            [failure for result in results.values() for failure in result.failures],
        ),
        folder,
        extra or {},
    )
