"""CSV that a spreadsheet shows and does not run: names that people wrote cannot become formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

FORMULA: Final = re.compile(r"\s*[=+@-]")
"""How a cell begins that a spreadsheet takes for a formula or for a command."""
NUMBER: Final = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*%?", re.ASCII)


def safe_cell(value: object) -> object:
    """The value; a text that would be a formula gets a quote before it, as spreadsheets write it.

    Numbers stay numbers, negative ones too.
    """
    if isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV whose texts and column names are safe."""
    safe = table.rename(columns=safe_cell)
    for name in safe.columns:
        if safe[name].dtype.kind not in "biufM":
            safe[name] = safe[name].map(safe_cell, na_action="ignore")
    return str(safe.to_csv(index=False))
