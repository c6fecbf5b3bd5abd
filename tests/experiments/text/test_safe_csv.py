"""CSV: names that people wrote are shown by a spreadsheet and never run."""

import csv
import io

import pandas as pd
import pytest

from experiments.text.safe_csv import csv_text, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", " =A1", "\t=A1", "=", "-"])
def test_a_text_that_a_spreadsheet_would_run_gets_a_quote(text):
    """`=cmd|...` in a label runs a program on the desk of whoever opens the table."""
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a = b", "-5", "+0.5", "-1e-3", "−5", "", "a|b", -5, 0.5, None])
def test_numbers_and_harmless_texts_stay_as_they_are(value):
    """A quote before a negative number would make it a text."""
    assert safe_cell(value) is value


def test_a_table_is_safe_in_cells_and_heads_and_keeps_its_numbers():
    """Columns are named after what people called them, too."""
    table = pd.DataFrame({"=x": ["=1", "a,b"], "n": [-1.5, 2.0], "c": pd.Categorical(["@a", None])})
    rows = list(csv.reader(io.StringIO(csv_text(table))))
    assert rows == [["'=x", "n", "c"], ["'=1", "-1.5", "'@a"], ["a,b", "2.0", ""]]
