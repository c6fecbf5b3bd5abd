"""Bad input, in one line: where it stands, what was got, what is accepted, the nearest name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


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
    ) -> None:
        self.path, self.line, self.field, self.got = Path(path), line, field, got
        self.accepts, self.nearest = accepts, nearest
        # The parts, not the message, so that the error survives being sent between processes.
        super().__init__(path, line, field, got, accepts, nearest)

    def __str__(self) -> str:
        text = f"{_shown(str(self.path), 1000)}:{self.line}: {_shown(self.field)}: got "
        text += _shown(self.got)
        if self.nearest:
            text += f"; did you mean '{self.nearest}'?"
        return f"{text}; accepts {_shown(self.accepts, 2000)}" if self.accepts else text


def _shown(value: object, most: int = 120) -> str:
    """The value on one line, cut when long, with control characters written as escapes."""
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(value)[: most + 1])
    return text if len(text) <= most else text[: most - 3] + "..."


def some_of(names: Iterable[str], most: int = 12) -> str:
    """A list of accepted names, cut when it is long."""
    known = list(names)
    rest = f", … ({len(known)} in all)" if len(known) > most else ""
    return ", ".join(known[:most]) + rest


def nearest(name: object, names: Iterable[str]) -> str | None:
    """The known name most like `name`, or None."""
    return next(iter(difflib.get_close_matches(str(name), list(names), 1, 0.55)), None)
