"""Result folders: whole or absent, never half-written.

Everything goes to a hidden folder beside the target and is renamed when it is complete. The folder
holds the inputs it was made from, so a result can be run again, and one run of it explained.
"""

from __future__ import annotations

import datetime as dt
import json
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
from experiments.runs.manifest import ACCEPTS, COMPARISON, FORMAT, read_manifest
from experiments.runs.places import MANIFEST, check_target, new_folder
from experiments.runs.provenance import git_state
from experiments.runs.result import QUANTILES, Columns, Result
from experiments.runs.runner import FROM_LOG, KEPT_RUNS
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.outcomes import OUTCOMES

__all__ = [
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

TABLES: Final = ("runs", "daily", "events")
WORDS: Final = ("series", "action", "actor", "target", "second", "rule", "shock_kind", "blamed")
"""Columns of words; `date` holds dates, and all others hold numbers."""
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "runs": ("run", *OUTCOMES),
    "daily": ("day", "date", "series", "mean", *QUANTILES),
    "events": (
        *("run", "event", "day", "date", "action", "action_code", "actor", "target", "second"),
        *("parent", "depth", "rule", *FROM_LOG, "shock_kind", "blamed"),
    ),
}
"""Table -> the columns that figures and stories read; others may stand beside them."""


class RunWriter:
    """Writes the rows of the runs as they come, one row group a megabyte or so.

    Where all `runs` are kept in memory as well, a disk that is full stops nothing before `close`:
    the rows may still find another place.
    """

    ROWS = 20_000

    def __init__(self, path: Path, runs: int = KEPT_RUNS + 1) -> None:
        self.path, self.waiting, self.rows = path, [], 0  # type: Path, list[Columns], int
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
        table = pa.table({k: np.concatenate([c[k] for c in self.waiting]) for k in names})
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, table.schema, compression="zstd")
        self.writer.write_table(table)
        self.waiting, self.rows = [], 0

    def close(self) -> None:
        """Write what waits and close the file. Raises OSError when the disk is full."""
        if self.refused:
            raise self.refused
        self.flush()
        if self.writer is not None:
            self.writer.close()


def write_tables(result: Result, folder: Path) -> None:
    """Write `daily.parquet` and `events.parquet`; the rows of the runs are written as they come."""
    for name, columns in (("daily", result.daily_columns), ("events", result.event_columns)):
        arrays = {k: _arrow(v) for k, v in columns.items()}
        pq.write_table(pa.table(arrays), folder / f"{name}.parquet", compression="zstd")


def _arrow(values: Any) -> Any:
    array = pa.array(values)
    return array.dictionary_encode() if values.dtype == object else array


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
        text["history"] = {"until": scenario.history_until, "events": "events.csv"}
    if scenario.posterior_path is not None:
        shutil.copy(scenario.posterior_path, inputs / "posterior.parquet")
        source = {"from": "posterior.parquet"}
        text["parameters"] = (
            text["parameters"] | source if isinstance(text["parameters"], dict) else source
        )
    text.pop("extends", None)
    (inputs / "scenario.yaml").write_text(
        yaml.dump(text, Dumper=_Quoted, sort_keys=False, allow_unicode=True, width=100),
        encoding="utf-8",
    )


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
    (folder / MANIFEST).write_text(
        json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def read_result(folder: Path | str, tables: tuple[str, ...] = TABLES) -> Result:
    """Read a result folder back.

    Raises InputError when the folder is none, or one of its tables is corrupt.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    if manifest.get("kind") == COMPARISON:
        raise InputError(folder / MANIFEST, 1, "kind", "a comparison", ACCEPTS)
    found: dict[str, Columns] = {}
    for name in TABLES:
        found[name] = {}
        if name in tables:
            found[name] = _read_table(folder / f"{name}.parquet", manifest)
    runs, daily, events = (found[name] for name in TABLES)
    return Result(manifest, runs, daily, events, manifest["failures"], folder)


def _read_table(path: Path, manifest: dict[str, Any]) -> Columns:
    try:
        if path.is_dir():
            raise IsADirectoryError("a folder")
        file = pq.ParquetFile(path)
        rows, parts = 0, []
        for group in range(file.num_row_groups):
            parts.append(file.read_row_group(group))
            rows += parts[-1].num_rows
            if path.name == "runs.parquet" and rows >= manifest["kept_runs"]:
                break
        table = pa.concat_tables(parts) if parts else file.read()
    except (OSError, pa.ArrowException, ValueError, MemoryError) as error:
        raise InputError(
            path, 1, "table", f"cannot be read ({error})", "a whole Parquet file"
        ) from None
    # A batch whose events are not kept, or without a day, has a table without a column.
    if table.column_names or path.stem == "runs":
        _check_columns(path, table)
    return {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}


def _check_columns(path: Path, table: Any) -> None:
    """Refuse a table of another kind: a column that lacks, holds gaps, or holds something else."""
    kinds = {**dict.fromkeys(WORDS, (_is_words, "words")), "date": (pa.types.is_temporal, "dates")}
    for name in COLUMNS[path.stem]:
        if name not in table.column_names:
            accepts = "the table that `flashpoint run` of this version writes"
            raise InputError(path, 1, "table", f"no column '{name}'", accepts)
        is_kind, words = kinds.get(name, (_is_numbers, "numbers"))
        column = table[name]
        if not is_kind(column.type) or column.null_count:
            got = f"{column.type}, {column.null_count} empty"
            raise InputError(path, 1, name, got, f"{words} without a gap")


def _is_words(kind: Any) -> bool:
    return bool(pa.types.is_dictionary(kind) or pa.types.is_string(kind))


def _is_numbers(kind: Any) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def scenario_behind(result: Result) -> Scenario:
    """The scenario that a result was made from, run just now or read from a folder.

    Raises ValueError when the result does not know, InputError as `scenario_of`.
    """
    if result.source is None:
        raise ValueError("this result does not know its scenario: take one from run or load_result")
    return scenario_of(result.source) if isinstance(result.source, Path) else result.source


def scenario_of(folder: Path) -> Scenario:
    """The scenario that a result folder was made from.

    Raises InputError when the copy of its inputs is missing or broken.
    """
    return load_scenario(folder / "inputs" / "scenario.yaml")


def write_comparison(
    comparison: Any, a: Result, b: Result, folder: Path, extra: Mapping[str, Any] | None = None
) -> None:
    """Write a comparison: `effects.csv`, the runs of both sides, and a manifest with `extra`."""
    import csv

    with (folder / "effects.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(comparison.outcomes[0]._fields)
        writer.writerows(comparison.outcomes)
    for name, result in (("a", a), ("b", b)):
        columns = {k: _arrow(v) for k, v in result.run_columns.items()}
        pq.write_table(pa.table(columns), folder / f"runs_{name}.parquet", compression="zstd")
    write_manifest(
        Result(
            {"a": a.manifest, "b": b.manifest, "kind": COMPARISON, "differ": comparison.differ},
            {},
            {},
            {},
            [*a.failures, *b.failures],
        ),
        folder,
        extra or {},
    )
