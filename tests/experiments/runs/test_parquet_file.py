"""Tables made without pandas are the ones that Arrow itself would make."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from experiments.runs.parquet_file import table_of

SHAPES = st.integers(0, 30)
NUMBERS = st.one_of(
    *(arrays.arrays(kind, SHAPES) for kind in ("f8", "f4", "i8", "i4", "u1", "?", "M8[D]"))
)


@given(NUMBERS)
def test_numbers_days_and_flags_are_as_arrow_makes_them(values):
    """Bit for bit, an odd number of flags and no row at all among them."""
    if values.dtype.kind == "M":  # Arrow's days have 32 bits, and NaT is no day of a run
        values = np.abs(values.astype("i8") % 100_000).astype("M8[D]")
    ours, theirs = table_of({"x": values})["x"], pa.table({"x": values})["x"]
    assert ours.type == theirs.type
    assert ours.to_numpy().tobytes() == theirs.to_numpy().tobytes()


@given(st.lists(st.text(max_size=5), max_size=30))
def test_words_are_kept_once_each(words):
    values = np.array([*words, ""], object)[:-1]
    ours = table_of({"x": values})["x"].combine_chunks()
    assert ours.to_pylist() == words
    assert ours.dictionary.to_pylist() == list(dict.fromkeys(words))


def test_columns_of_two_lengths_are_refused():
    with pytest.raises(pa.ArrowInvalid, match="length"):
        table_of({"x": np.arange(3), "y": np.arange(2)})


def test_a_table_is_written_without_pandas(tmp_path):
    """It takes half a second of every run to load, and nothing of it is needed."""
    code = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from experiments.runs.parquet_file import table_of, write_table\n"
        "t = table_of({'a': np.arange(3), 'b': np.array(['x', 'y', 'x'], object)})\n"
        f"write_table(t, Path({str(tmp_path)!r}, 't.parquet'))\n"
        "assert 'pandas' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
