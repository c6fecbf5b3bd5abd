"""The codes of the evidence tables, read from the codebook that people read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

CODEBOOK: Final = Path(__file__).parents[1] / "CODEBOOK.md"
SECTION: Final = r"^### codes: {}$(.*?)(?=^#|\Z)"
# The first cell of a line; the line of dashes under the head has no blank after its bar.
CELL: Final = re.compile(r"^\| ([^|]+?) +\|", re.MULTILINE)


@cache
def codes(name: str) -> tuple[str, ...]:
    """First cells of the table under the codebook's heading `codes: NAME`, in its order.

    Raises KeyError when the codebook has no such heading.
    """
    text = CODEBOOK.read_text(encoding="utf-8")
    section = re.search(SECTION.format(re.escape(name)), text, re.MULTILINE | re.DOTALL)
    if section is None:
        raise KeyError(f"the codebook has no heading 'codes: {name}'")
    _head, *found = CELL.findall(section[1])
    return tuple(found)
