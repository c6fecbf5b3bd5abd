"""The tables of a result as CSV beside Parquet, for spreadsheets and whatever reads no Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from experiments.runs.parquet_file import parquet_file


def write_csv(folder: Path) -> list[Path]:
    """Write every Parquet table of `folder` once more as CSV; the files, in order of name.

    Row group by row group, so memory does not grow with the runs. Columns are called as in Parquet;
    numbers read back to the same bits, dates are 2020-01-08, an empty table is an empty file. Its
    words are ids, labels and rules, none of which a spreadsheet takes for a formula.
    """
    return [_write(path, path.with_suffix(".csv")) for path in sorted(folder.glob("*.parquet"))]


def _write(table: Path, target: Path) -> Path:
    with parquet_file(table) as file:
        schema = pa.schema([(f.name, _plain(f.type)) for f in file.schema_arrow])
        if not schema.names:
            target.touch()
            return target
        with target.open("wb") as out, csv.CSVWriter(out, schema) as writer:
            for group in range(file.num_row_groups):
                writer.write_table(file.read_row_group(group).cast(schema))
    return target


def _plain(kind: Any) -> Any:
    """CSV knows no dictionaries: words stand as they are."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind
