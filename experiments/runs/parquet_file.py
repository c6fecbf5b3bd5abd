"""Parquet files under any name that a disk takes, read with the checksums of their pages.

The library takes a path for text, and a name of other bytes for a mistake; it is given open files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
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


def table_of(columns: Mapping[str, npt.NDArray[Any]]) -> Any:
    """An Arrow table of columns of one length: numbers, days, or words, which it keeps once each.

    `pa.array` would do, but imports pandas to look at an array, which takes half a second.
    """
    return pa.table({name: _column(values) for name, values in columns.items()})


def _column(values: npt.NDArray[Any]) -> Any:
    if values.dtype.kind in "OU":
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(word, len(numbers)) for word in values.tolist()]
        return pa.DictionaryArray.from_arrays(_plain(np.array(codes, np.int32)), _words(numbers))
    if values.dtype.kind == "M":
        return _plain(values.astype("datetime64[D]").astype(np.int32), pa.date32())
    if values.dtype.kind == "b":
        bits = pa.py_buffer(np.packbits(values, bitorder="little"))
        return pa.Array.from_buffers(pa.bool_(), len(values), [None, bits])
    return _plain(values)


def _plain(values: npt.NDArray[Any], kind: Any = None) -> Any:
    kind = pa.from_numpy_dtype(values.dtype) if kind is None else kind
    content = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, len(values), [None, content])


def _words(texts: Iterable[str]) -> Any:
    parts = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, parts)], dtype=np.int32)
    return pa.StringArray.from_buffers(
        len(parts), pa.py_buffer(ends), pa.py_buffer(b"".join(parts))
    )


def write_table(table: Any, path: Path) -> None:
    """Write a table as results hold it. Raises OSError when the disk is full."""
    with pa.OSFile(os.fsencode(path), "wb") as file:
        pq.write_table(table, file, **WRITING)
