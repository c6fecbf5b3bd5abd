"""The tables of a result read back from files that anybody may have edited, cut or changed.

A table is refused in one line when it does not read, lacks a column, has one twice or one of
another kind, and when its runs and days are not those that the manifest names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from experiments.runs.parquet_file import parquet_file
from experiments.runs.result import QUANTILES, Columns
from experiments.runs.runner import FROM_LOG
from sim.errors import InputError
from sim.outcomes import OUTCOMES

TABLES: Final = ("runs", "daily", "events")
WORDS: Final = ("series", "action", "actor", "target", "second", "rule", "shock_kind", "blamed")
"""Columns of words; `date` holds dates, and all others hold numbers."""
WHOLE: Final = ("run", "day", "event", "parent")
"""Columns of whole numbers."""
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "runs": ("run", *OUTCOMES),
    "daily": ("day", "date", "series", "mean", *QUANTILES),
    "events": (
        *("run", "event", "day", "date", "action", "action_code", "actor", "target", "second"),
        *("parent", "depth", "rule", *FROM_LOG, "shock_kind", "blamed"),
    ),
}
"""Table -> the columns that figures and stories read; others may stand beside them."""
ACCEPTS: Final = "the table that `flashpoint run` of this version writes"
UNREADABLE: Final = (OSError, pa.ArrowException, ValueError, MemoryError, KeyError, IndexError)
"""What reading a damaged Parquet file may raise; some damage shows only in the last step."""


def read_table(path: Path, manifest: Mapping[str, Any]) -> Columns:
    """The columns of one table; of the runs, no more row groups than are kept in memory.

    Raises InputError that names the file when it is damaged or of another result.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError("a folder")
        with parquet_file(path) as file:
            table = _first_rows(file, manifest["kept_runs"] if path.stem == "runs" else None)
        _check_names(path, table.column_names)
        columns = {n: table[n].to_numpy(zero_copy_only=False) for n in table.column_names}
    except UNREADABLE as error:
        # The second line of an error of the library says where in its code it stood.
        why = " ".join(str(error).split())
        raise InputError(
            path, 1, "table", f"cannot be read ({why})", "a whole Parquet file"
        ) from None
    # A batch whose events are not kept, or without a day, has a table without a column.
    if table.column_names or path.stem == "runs":
        _check_columns(path, table)
        _check_numbers(path, columns)
        _CHECKS[path.stem](path, columns, manifest)
    return columns


def _first_rows(file: Any, most: int | None) -> Any:
    rows, parts = 0, []
    for group in range(file.num_row_groups):
        parts.append(file.read_row_group(group))
        rows += parts[-1].num_rows
        if most is not None and rows >= most:
            break
    return pa.concat_tables(parts) if parts else file.read()


def _check_names(path: Path, names: Sequence[str]) -> None:
    twice = next((name for k, name in enumerate(names) if name in names[:k]), None)
    if twice is not None:
        raise InputError(path, 1, "table", f"the column '{twice}' twice", ACCEPTS)


def _check_columns(path: Path, table: Any) -> None:
    """Refuse a table of another kind: a column that lacks, holds gaps, or holds something else."""
    kinds = {
        **dict.fromkeys(WORDS, (_is_words, "words")),
        **dict.fromkeys(WHOLE, (pa.types.is_integer, "whole numbers")),
        "date": (pa.types.is_temporal, "dates"),
    }
    for name in COLUMNS[path.stem]:
        if name not in table.column_names:
            raise InputError(path, 1, "table", f"no column '{name}'", ACCEPTS)
        is_kind, words = kinds.get(name, (_is_numbers, "numbers"))
        column = table[name]
        if not is_kind(column.type) or column.null_count:
            got = f"{column.type}, {column.null_count} empty"
            raise InputError(path, 1, name, got, f"{words} without a gap")


def _is_words(kind: Any) -> bool:
    return bool(pa.types.is_dictionary(kind) or pa.types.is_string(kind))


def _is_numbers(kind: Any) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _check_numbers(path: Path, columns: Columns) -> None:
    for name in COLUMNS[path.stem]:
        values = columns[name]
        bad = np.flatnonzero(~np.isfinite(values)) if values.dtype.kind == "f" else np.arange(0)
        if len(bad):
            raise InputError(path, int(bad[0]) + 1, name, values[bad[0]], "finite numbers")


def _check_runs(path: Path, columns: Columns, manifest: Mapping[str, Any]) -> None:
    runs = columns["run"]
    _check_range(path, "run", runs, manifest["runs"])
    _refuse(path, "run", runs, np.diff(runs, prepend=-1) <= 0, "every run once, in order")
    # An overflowed log is a failure, too, whose row is there.
    least = min(manifest["runs"], manifest["kept_runs"]) - len(manifest["failures"])
    if len(runs) < least:
        raise InputError(path, 1, "table", f"{len(runs):,} rows", f"{least:,} as the manifest says")


def _check_daily(path: Path, columns: Columns, manifest: Mapping[str, Any]) -> None:
    _check_dates(path, columns, manifest)
    days = columns["day"]
    expected = np.tile(np.arange(manifest["days"]), len(set(columns["series"])))
    if len(days) != len(expected):
        accepts = f"{len(expected):,}, one a day and series"
        raise InputError(path, 1, "table", f"{len(days):,} rows", accepts)
    _refuse(path, "day", days, days != expected, "every day of a series once, in order")


def _check_events(path: Path, columns: Columns, manifest: Mapping[str, Any]) -> None:
    _check_dates(path, columns, manifest)
    _check_range(path, "run", columns["run"], manifest["event_runs"])
    event, parent = columns["event"], columns["parent"]
    bad = (parent < -1) | (parent >= event)
    _refuse(path, "parent", parent, bad, "an earlier event of the same run, or -1")


def _check_dates(path: Path, columns: Columns, manifest: Mapping[str, Any]) -> None:
    """Days are those of the run, and dates theirs."""
    _check_range(path, "day", columns["day"], manifest["days"])
    start = np.datetime64(dt.date.fromisoformat(manifest["start"]))
    dates = columns["date"].astype("datetime64[D]")
    _refuse(path, "date", dates, dates != start + columns["day"], f"days from {start} on")


def _check_range(path: Path, name: str, values: npt.NDArray[Any], end: int) -> None:
    _refuse(path, name, values, (values < 0) | (values >= end), f"0 to {end - 1}")


def _refuse(
    path: Path, name: str, values: npt.NDArray[Any], bad: npt.NDArray[np.bool_], accepts: str
) -> None:
    """Refuse a column, where any value is bad, by the first one and its row."""
    rows = np.flatnonzero(bad)
    if len(rows):
        accepts = f"{accepts}, as the manifest says"
        raise InputError(path, int(rows[0]) + 1, name, values[rows[0]], accepts)


_CHECKS: Final = {"runs": _check_runs, "daily": _check_daily, "events": _check_events}
