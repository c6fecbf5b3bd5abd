"""What a sweep left: its points and runs as DataFrames, by SQL where they lie, and their hash."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runs.parquet_file import parquet_file
from experiments.sweep.block_store import (
    PARTS,
    POINTS,
    POINTS_HASH,
    StoredPart,
    archive_corrupt,
    part_files,
    read_manifest,
    read_part,
)
from experiments.sweep.blocks import HASHES, NOTES, OWN_COLUMNS, Case, column_hash
from experiments.text.optional_imports import need
from sim.errors import InputError, nearest, some_of
from sim.inputs.files import regular
from sim.outcomes import LISTED_BY

if TYPE_CHECKING:
    import pandas as pd


HEAD: Final = ("point", "partner", "run")
"""Columns that tell runs apart; they come first."""
DAMAGE: Final = (
    *(OSError, pa.ArrowException, KeyError, ValueError, IndexError, TypeError, AttributeError),
)
"""What reading a part may raise that is cut, rotten, or another table under its name."""


def read_columns(path: Path, names: Sequence[str] | None = None) -> dict[str, npt.NDArray[Any]]:
    """Some columns of a part, or all but the point's name: name -> values, shape [runs].

    Checksums of the pages and hashes of the columns are verified, which costs a second and more for
    a million whole rows; that is why no sweep does it at its start. Raises InputError when the part
    is damaged or was changed, and puts it in the archive, so that the next sweep runs its block
    again.
    """
    try:
        with parquet_file(path) as file:
            notes = json.loads(file.schema_arrow.metadata[NOTES])
            wanted = names or [n for n in file.schema_arrow.names if n != "point"]
            table = file.read(list(wanted))
        columns = {name: table[name].to_numpy() for name in wanted}
        _check(columns, notes)
        return columns
    except DAMAGE as error:
        raise _damaged(path, error) from None


def _check(columns: Mapping[str, npt.NDArray[Any]], notes: Mapping[str, Any]) -> None:
    """Refuse columns that are not as they were written. Raises ValueError or KeyError.

    Of a part of an earlier version, without hashes, all that can be seen is what no block writes.
    """
    for name, values in columns.items():
        if HASHES in notes and notes[HASHES].get(name) != column_hash(values):
            raise ValueError(f"the column '{name}' was changed since it was written")
        if values.dtype.kind not in "biuf" or not np.isfinite(values).all():
            raise ValueError(f"the column '{name}' holds something else than numbers")
    if "run" in columns and columns["run"].tolist() != list(range(notes["first"], notes["last"])):
        raise ValueError(f"runs that are not {notes['first']} to {notes['last'] - 1} in order")


def _damaged(path: Path, error: Exception) -> InputError:
    number = getattr(error, "errno", None)
    if number:
        # An error with a number is the system's (no such file, no network), not the part's.
        said = getattr(error, "strerror", None) or os.strerror(number)
        return InputError(path, 1, "part", said, "a part that can be read")
    archived = path.parent.name == PARTS
    try:
        if archived:
            archive_corrupt(path)
    except OSError:
        archived = False
    done = "it is archived now" if archived else "move this one away"
    accepts = f"a whole part: {done}, and the same `flashpoint sweep` runs its block again"
    return InputError(path, 1, "part", f"damaged ({' '.join(str(error).split())})", accepts)


@dataclass(frozen=True)
class Sweep:
    """The folder of a sweep, finished or not."""

    folder: Path
    manifest: Mapping[str, Any]
    parts: tuple[StoredPart, ...]
    """In the order of points.parquet, and of runs within a point."""

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: its id, its partner where there is a baseline, and every factor."""
        import pandas as pd

        # An open file, as the library takes a path for text.
        with (self.folder / POINTS).open("rb") as file:
            return pd.read_parquet(file)

    @property
    def factors(self) -> list[str]:
        """Names of the factors."""
        return [name for name in self.points.columns if name not in ("point", "partner")]

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: point, run number, factors, every outcome."""
        return self.frame()

    def frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """As `runs` with these outcomes alone, which takes that much less memory.

        Raises InputError for an outcome that is not there, a damaged part, or a sweep without a
        finished block.
        """
        import pandas as pd

        self._need_parts()
        known = sorted(OWN_COLUMNS)
        for name in columns or ():
            if name not in OWN_COLUMNS:
                raise InputError(
                    self.folder,
                    1,
                    "columns",
                    name,
                    some_of(known, name, LISTED_BY),
                    nearest(name, known),
                )
        wanted = None if columns is None else ["run", *(c for c in columns if c not in HEAD)]
        parts = [read_columns(part.path, wanted) for part in self.parts]
        found = {}
        for name in list(parts[0]):
            # Column by column, so that there is never a second copy of everything.
            found[name] = np.concatenate([part.pop(name) for part in parts])
        place = {point: k for k, point in enumerate(self.points["point"])}
        rows = np.repeat(
            [place[p.point] for p in self.parts], [p.last - p.first for p in self.parts]
        )
        labels = {
            name: values.astype("category") if values.dtype.kind not in "biuf" else values
            for name, values in self.points.items()
        }
        head = {str(name): values.take(rows).array for name, values in labels.items()}
        run = {"run": found.pop("run")}
        return pd.DataFrame({"point": head.pop("point")} | run | head | found, copy=False)

    def sql(self, query: str) -> pd.DataFrame:
        """Answer of a query over the tables `runs` (with the factors) and `points`, by DuckDB.

        Nothing is loaded but what the query needs, so no hash of a column is verified. Extra
        `analysis`. Raises InputError when DuckDB is missing or the query does not work.
        """
        duckdb = need("duckdb", "DuckDB", "analysis")
        self._need_parts()
        with duckdb.connect() as connection:
            here = _no_glob(self.folder)
            # The parts by name: what else lies among them is somebody's own.
            parts = [f"{here}/{PARTS}/{part.path.name}" for part in self.parts]
            for name, files in (("points", [f"{here}/{POINTS}"]), ("parts", parts)):
                connection.read_parquet(files).create_view(name)
            connection.execute("CREATE VIEW runs AS FROM parts JOIN points USING (point)")
            try:
                # DuckDB would answer the last of several, and nothing at all to none.
                statements = connection.extract_statements(query)
                if len(statements) != 1:
                    raise ValueError(f"{len(statements)} queries")
                answer: pd.DataFrame = connection.execute(statements[0]).df()
            except (duckdb.Error, ValueError) as error:
                got = str(error).splitlines()[0]
                accepts = "one query over the tables `runs` and `points`"
                raise InputError(Path("SQL"), 1, "query", got, accepts) from None
        return answer

    def content_hash(self) -> str:
        """Hash of all rows: the same however they are cut into parts, and in whatever order."""
        whole = hashlib.sha256()
        by_point = sorted(self.parts, key=lambda p: (p.point, p.first))
        for point, parts in groupby(by_point, key=lambda p: p.point):
            columns: dict[str, Any] = {}
            for part in parts:
                for name, values in read_columns(part.path).items():
                    column = columns.setdefault(name, hashlib.sha256(str(values.dtype).encode()))
                    column.update(np.ascontiguousarray(values).tobytes())
            whole.update(point.encode())
            for name in sorted(columns):
                whole.update(name.encode() + columns[name].digest())
        return whole.hexdigest()

    def _need_parts(self) -> None:
        if not self.parts:
            accepts = "a sweep with at least one; `flashpoint sweep` runs them"
            raise InputError(self.folder, 1, "sweep", "no finished block", accepts)


def read_sweep(folder: Path) -> Sweep:
    """The sweep in a folder, finished or not.

    Raises InputError when the folder is none, or one of its parts is corrupt.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    order = {point: k for k, point in enumerate(_point_ids(folder / POINTS, manifest))}
    parts = []
    for path in part_files(folder):
        part = read_part(path)
        if part is None or part.point not in order:
            accepts = "whole parts of this sweep; the same `flashpoint sweep` puts the folder right"
            raise InputError(path, 1, "part", "corrupt, or of another sweep", accepts)
        parts.append(part)
    parts.sort(key=lambda p: (order[p.point], p.first))
    return Sweep(folder, manifest, tuple(parts))


def _point_ids(path: Path, manifest: Mapping[str, Any]) -> list[str]:
    """The points of a sweep. Raises InputError when their table does not read or was changed."""
    accepts = "the table of points that `flashpoint sweep` writes, and writes anew"
    try:
        data = regular(path).read_bytes()
        if POINTS_HASH in manifest and manifest[POINTS_HASH] != hashlib.sha256(data).hexdigest():
            raise ValueError("changed since it was written")
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            return [str(point) for point in file.read(["point"])["point"].to_pylist()]
    except DAMAGE as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise InputError(path, 1, "table", why, accepts) from None


def _no_glob(folder: Path) -> str:
    """The folder with the characters that DuckDB would take for a pattern put between brackets."""
    return re.sub(r"([*?\[])", r"[\1]", str(folder.absolute()))


def points_table(cases: Sequence[Case]) -> Any:
    """points.parquet as a table: numbers stay numbers, mixed factors and dates become words.

    Raises InputError when a factor is called like a column of the runs.
    """
    names = list(dict.fromkeys(name for case in cases for name in case.values))
    for name in names:
        if name in OWN_COLUMNS:
            raise InputError(Path("factors"), 0, name, name, "a name that no outcome has")
    columns: dict[str, Any] = {"point": pa.array([case.id for case in cases], pa.string())}
    if any(case.partner for case in cases):
        columns["partner"] = pa.array([case.partner for case in cases], pa.string())
    for name in names:
        columns[name] = pa.array(_alike([case.values.get(name) for case in cases]))
    return pa.table(columns)


def _alike(values: list[Any]) -> list[Any]:
    """Values of one kind: all numbers, or all words; None stays None."""
    said = [v for v in values if v is not None]
    if all(isinstance(v, bool) for v in said):
        return values
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in said):
        whole = all(isinstance(v, int) for v in said)
        return [v if v is None or whole else float(v) for v in values]
    return [None if v is None else str(v) for v in values]
