"""What to call two scenarios side by side, and what each says that the other does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sim.inputs.scenario import Scenario

WITHOUT_EFFECT: Final = ("title", "question", "extends", "outcomes")
"""Keys of a scenario that change nothing in a run."""
NAMED: Final = 3
"""Things said that a line names."""


def only_in(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What each of two merged scenarios says and the other does not; an intervention whole."""
    x, y = (
        [
            words
            for key, value in text.items()
            if key not in WITHOUT_EFFECT
            for words in _flat(key, value)
        ]
        for text in (a, b)
    )
    return [s for s in x if s not in y], [s for s in y if s not in x]


def _flat(key: str, value: Any) -> Iterator[str]:
    if key == "interventions":
        for row in value:
            words = [f"{k} {v}" for k, v in row.items() if k != "why"]
            yield " ".join(words).removeprefix("lever ")
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(f"{key}.{name}", part)
    else:
        # A file is known by its name: reports keep a copy beside every scenario.
        is_file = isinstance(value, str) and Path(value).is_absolute()
        yield f"{key} {Path(value).name if is_file else value}"


def first_few(said: Sequence[str]) -> str:
    """The first things said, and how many more there are."""
    more = [f"{len(said) - NAMED} more"] if len(said) > NAMED else []
    return "; ".join([*said[:NAMED], *more])


def scenario_names(a: Scenario, b: Scenario, said: tuple[list[str], list[str]]) -> tuple[str, str]:
    """Names of two scenarios: their titles, or where these are alike what makes them differ.

    `said` is what `only_in` finds. A single difference goes into the names; several are shown by
    the names of the files, as far as these differ.
    """
    if a.title != b.title or not any(said):
        return a.title, b.title
    if max(map(len, said)) > 1 and a.path.name != b.path.name:
        return f"{a.title}, {a.path.name}", f"{b.title}, {b.path.name}"
    x, y = (f"{a.title}, {first_few(part) if part else 'without that'}" for part in said)
    return x, y
