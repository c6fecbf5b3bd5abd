"""Texts that people write and others read: what may stand in one, and how long it may be.

A title reaches the terminal, reports and figures. An escape sequence would move the reader's
cursor, a bidirectional override would show one name and mean another, and a control character makes
no valid XML; a text of pages would be set in type for minutes.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 2_000
"""Letters of any text."""
TITLE: Final = 200
"""Letters of a title or a question, which stand above figures and tables."""
NAME: Final = 100
"""Letters of a name, a label or a key, which stand in a cell or beside a bar."""
JOINERS: Final = "\u200c\u200d"
"""Invisible, and part of how Persian and other languages are spelled."""
LINES: Final = "\n\t"
"""White space of a text over several lines; it is read as blanks."""
LINE_BREAKS: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Everything that YAML or Python takes for the end of a line."""
REFUSED: Final = {
    "Cc": "a control character",
    "Cf": "an invisible sign that steers how text is shown",
    "Cs": "half of a character",
    "Co": "a character without a meaning of its own",
    "Cn": "a character that does not exist",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}


def fault_of(text: str) -> tuple[str, str] | None:
    """What is wrong with the signs of a text, and what is accepted; None when nothing is."""
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in REFUSED and sign not in JOINERS and sign not in LINES:
            return f"{REFUSED[kind]} (U+{ord(sign):04X})", "text that can be seen as it stands"
    return None


def breaks_line(text: str) -> bool:
    """Does a text end a line anywhere, in the eyes of YAML or of Python?"""
    return any(sign in text for sign in LINE_BREAKS)
