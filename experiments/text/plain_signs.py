"""Signs that a terminal's encoding lacks, in those that it has: a dash, an arrow, a plus-minus.

A terminal of cp1252, latin-1 or ASCII cannot show `→` or `≥`; a command must not die of that after
an hour of runs.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from typing import Any, Final

HANDLER: Final = "flashpoint.plain_signs"
PLAIN: Final = {
    "—": "-", "–": "-", "−": "-", "·": "-", "•": "*", "…": "...", "±": "+/-", "×": "x", "÷": "/",
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "“": '"', "”": '"', "„": '"',
    "‘": "'", "’": "'", "μ": "u", "µ": "u", "✓": "yes",
}  # fmt: skip
BARS: Final = str.maketrans("▁▂▃▄▅▆▇█▏▎▍▌▋▊▉", ".:-=+*%#||||||+")
"""Small bars in ASCII, the fuller the denser. All or none of them: an encoding that has some
of the blocks would mix heights of two kinds, which cannot be compared."""


def plain(text: str) -> str:
    """The text in ASCII: known signs by their like, letters without marks, others as escapes."""
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in PLAIN:
        return PLAIN[sign]
    if ord(sign) in BARS:
        return chr(BARS[ord(sign)])
    # Frames of tables are one block of signs.
    if "\u2500" <= sign <= "\u257f":
        return "|" if sign in "│┃║" else "-"
    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
    return letters or sign.encode("ascii", "backslashreplace").decode("ascii")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def fitting(text: str, encoding: str) -> str:
    """The text with plain signs for those that an encoding lacks: as wide as it will be shown."""
    codecs.register_error(HANDLER, _replace)
    try:
        "".join(map(chr, BARS)).encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(BARS)
    return text.encode(encoding, HANDLER).decode(encoding)


def use_on(*streams: Any) -> None:
    """Let text streams write what their encoding lacks in plain signs."""
    codecs.register_error(HANDLER, _replace)
    for stream in streams:
        # Streams of a test or of a notebook may be of another kind, and take every sign.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def use_on_terminal() -> None:
    """The same for what commands print and for their errors."""
    use_on(sys.stdout, sys.stderr)
