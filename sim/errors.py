"""Bad input, in one line: where it stands, what was got, what is accepted, the nearest name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

MOST_NAMES: Final = 12
"""Accepted names that an error lists; of more it names the nearest and where the rest stands."""
NEAREST: Final = 3
PARTS: Final = ("path", "line", "field", "got", "accepts", "nearest", "asked_by")


class InputError(Exception):
    """Bad input: where it stands, what was got, what is accepted, and the nearest valid name."""

    def __init__(
        self,
        path: Path | str,
        line: int,
        field: str,
        got: object,
        accepts: str = "",
        nearest: str | None = None,
        asked_by: str = "",
    ) -> None:
        self.path, self.line, self.field, self.got = Path(path), line, field, got
        self.accepts, self.nearest = accepts, nearest
        self.asked_by = asked_by
        """Line of the file that named `path`; empty where the reader named it himself."""
        # The parts, not the message, so that the error survives being sent between processes.
        super().__init__(path, line, field, got, accepts, nearest, asked_by)

    def __str__(self) -> str:
        text = f"{self._place()}: got {_shown(self.got)}"
        # No hint at the very name that was given.
        if self.nearest and not str(self.got).startswith(f"'{self.nearest}'"):
            text += f"; did you mean '{_shown(self.nearest)}'?"
        if self.accepts:
            text += f"; accepts {_shown(self.accepts, 2000)}"
        return text + (f" (asked for by {_shown(self.asked_by, 1000)})" if self.asked_by else "")

    def _place(self) -> str:
        """Where it stands: a line of a file, or an option, a command or a folder, without one."""
        path, field = _shown(str(self.path), 1000), _shown(self.field)
        if path == field:
            return path
        has_line = self.line > 0 and not path.startswith("--") and not field.startswith("--")
        return f"{path}:{self.line}: {field}" if has_line else f"{path}: {field}"

    def but(self, **parts: object) -> InputError:
        """The same error with some of its parts another."""
        return InputError(**({name: getattr(self, name) for name in PARTS} | parts))


def _shown(value: object, most: int = 120) -> str:
    """The value on one line, cut when long, with control characters written as escapes."""
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(value)[: most + 1])
    return text if len(text) <= most else text[: most - 3] + "..."


def plain_number(value: float) -> str:
    """A number as people write it: without an exponent, and thousands parted where it is long."""
    text = f"{value:g}"
    if "e" not in text:
        return text
    return f"{value:,.0f}" if abs(value) >= 1 else f"{value:.12f}".rstrip("0")


def some_of(names: Iterable[str], got: object = "", where: str = "", most: int = MOST_NAMES) -> str:
    """A list of accepted names; of a long one those most like `got`, and where the rest stands."""
    known = list(names)
    if len(known) <= most:
        return ", ".join(known)
    like = got[:100] if isinstance(got, str) else ""
    near = difflib.get_close_matches(like, known, NEAREST, 0.1) or known[:NEAREST]
    return f"{', '.join(near)}, … ({where or f'{len(known)} in all'})"


def nearest(name: object, names: Iterable[str]) -> str | None:
    """The known name most like `name`, or None."""
    return next(iter(difflib.get_close_matches(str(name)[:100], list(names), 1, 0.55)), None)
