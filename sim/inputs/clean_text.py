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
BLANKS: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that show nothing."""
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

SEEN: Final = "text that can be seen as it stands"


def fault_of(text: str) -> tuple[str, str] | None:
    """What is wrong with the signs of a text, and what is accepted; None when nothing is."""
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in REFUSED and sign not in JOINERS and sign not in LINES:
            return f"{REFUSED[kind]} (U+{ord(sign):04X})", SEEN
    if text.strip() and not any(map(_is_seen, text)):
        return "a text in which nothing can be seen", SEEN
    return None


def _is_seen(sign: str) -> bool:
    """Does a sign show by itself? Accents alone have nothing to stand on."""
    hidden = sign in JOINERS or sign in BLANKS or sign.isspace()
    return not hidden and unicodedata.category(sign) not in ("Mn", "Me")


def visible(text: str) -> str:
    """The text with every sign that steers a terminal, or shows nothing there, as an escape.

    For names of files, which may hold anything; line ends stay.
    """
    return "".join(repr(sign)[1:-1] if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    kept = sign in JOINERS or sign in LINES or (sign.isascii() and sign.isprintable())
    return not kept and unicodedata.category(sign) in REFUSED


def breaks_line(text: str) -> bool:
    """Does a text end a line anywhere, in the eyes of YAML or of Python?"""
    return any(sign in text for sign in LINE_BREAKS)
