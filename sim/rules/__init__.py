"""The rules, one file a word of the theory, and their index.

A rule is a plain function of records and numbers that answers with a number. It reads attributes
and returns; it writes nothing and draws nothing (a draw `u` is an argument). `sim/day/decide/` asks
the rules that decide, `sim/day/effects/` and `sim/day/end_of_day.py` those that say what follows.

The index is the folder: every public function of its files is a rule, so that none can escape the
contract test, the documents and the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final

FILES: Final[tuple[ModuleType, ...]] = tuple(
    import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__)
)


def _rules_of(file: ModuleType) -> dict[str, Callable[..., Any]]:
    word = file.__name__.rpartition(".")[2]
    return {
        f"{word}.{name}": function
        for name, function in vars(file).items()
        if isfunction(function)
        and function.__module__ == file.__name__
        and not name.startswith("_")
    }


RULES: Final[dict[str, Callable[..., Any]]] = {
    name: function for file in FILES for name, function in _rules_of(file).items()
}
"""Rule name (`file.function`) -> function."""
NAMES: Final = tuple(RULES)
