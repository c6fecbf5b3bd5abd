"""Parquet files under any name that a disk takes, read with the checksums of their pages.

The library takes a path for text, and a name of other bytes for a mistake; it is given open files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sim.inputs.files import regular

WRITING: Final[dict[str, Any]] = {"compression": "zstd", "write_page_checksum": True}
"""How tables are written: with checksums, so that a flipped bit is an error and not a number."""


@contextmanager
def parquet_file(path: Path) -> Iterator[Any]:
    """An open Parquet file.

    Raises OSError for what is no file, OSError and ArrowException for a damaged one.
    """
    with (
        pa.OSFile(os.fsencode(regular(path)), "rb") as raw,
        pq.ParquetFile(raw, page_checksum_verification=True) as file,
    ):
        yield file


def write_table(table: Any, path: Path) -> None:
    """Write a table as results hold it. Raises OSError when the disk is full."""
    with pa.OSFile(os.fsencode(path), "wb") as file:
        pq.write_table(table, file, **WRITING)
