"""Where a page may branch off the coded history, and what each such day changes.

A page cuts no history itself. For every stop Python loads the scenario with that cut, and the page
gets what differs: words of the first morning, moves of levers, the first free day and its sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.evidence.library import library_of, load_scenario
from experiments.text.past import counted_from
from sim.errors import InputError
from sim.inputs.initial_state import first_morning
from sim.inputs.scenario import MAX_DAYS, Scenario
from sim.levers import FIELDS, LEVERS, TABLES

DAY: Final = dt.timedelta(days=1)
BY_COLUMN: Final = {
    (TABLES.index(lever.table), FIELDS[lever.table].index(field)): lever.name
    for lever in LEVERS
    for field in lever.fields
}
"""Table and column of a move -> its lever."""


class Branches(NamedTuple):
    """Stops of a page, the moves of the scenario at each, and the words that each changes."""

    stops: list[dict[str, Any]]
    """In order of their days: what the page says of each."""
    moves: list[list[dict[str, Any]]]
    """At each stop, as if the scenario were as long as one may be."""
    words: npt.NDArray[np.int64]
    """Word and value, shape [changes, 2]; a stop says which rows are its own."""


def branches(scenario: Scenario, world: npt.NDArray[np.int64], known: dict[str, Any]) -> Branches:
    """The days at which a page of this scenario may branch off, its own among them.

    `world` is its first morning, shape [words]; `known` describes the kernel. A cut that the
    scenario refuses (an intervention would fall into the past) is no stop.
    """
    found = [(scenario, _longest(scenario, []))]
    for until in _days_of_acts(scenario):
        try:
            other = _longest(scenario, [f"history.until={until}" if until else "history=null"])
            found.append((other, other))
        except InputError:
            continue
    found.sort(key=lambda pair: free_of(pair[1]))
    least, at = _least_days(scenario), 0
    stops, words = [], []
    for own, longest in found:
        rows = _changed(world, first_morning(own).world, known)
        stops.append(_stop(longest, least) | {"words": [at, len(rows)], "own": own is scenario})
        words.append(rows)
        at += len(rows)
    return Branches(stops, [moves_of(longest) for _, longest in found], np.concatenate(words))


def free_of(scenario: Scenario) -> int:
    """The first day that is not replayed, counted from the first."""
    until = scenario.history_until
    return 0 if until is None else (until - scenario.start).days + 1


def moves_of(scenario: Scenario) -> list[dict[str, Any]]:
    """The scenario's own moves in their order, each with its lever."""
    past = len(scenario.past_changes)
    return [
        {"lever": BY_COLUMN[move.table, move.column], "past": k < past, **move._asdict()}
        for k, move in enumerate(scenario.all_changes)
    ]


def filled(row: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
    """An intervention with values in place of variables."""
    values = scenario.text.get("variables", {})
    return {key: values[v[1:]] if _is_variable(v) else v for key, v in row.items()}


def _is_variable(said: Any) -> bool:
    return isinstance(said, str) and said.startswith("$")


def _longest(scenario: Scenario, settings: Sequence[str]) -> Scenario:
    """The scenario as long as one may be: of a shorter one the page leaves out the later moves."""
    return load_scenario(scenario.path, [*settings, f"days={MAX_DAYS}"])


def _days_of_acts(scenario: Scenario) -> list[dt.date | None]:
    """The day of each coded act and the one before it, and None for no history; not its own."""
    library, last = library_of(), scenario.start + (MAX_DAYS - 2) * DAY
    try:
        table = library.read_coded_events(scenario.events_path or library.events, scenario.world)
    except InputError:
        table = {}
    acts = {event.day for event in table.values() if event.replayed}
    days = {day for act in acts for day in (act - DAY, act) if scenario.start <= day <= last}
    found = [None, *sorted(days)]
    return [day for day in found if day != scenario.history_until]


def _least_days(scenario: Scenario) -> int:
    """The shortest length at which no intervention of the scenario lies behind the end."""
    rows = [filled(row, scenario) for row in scenario.text.get("interventions", ())]
    return max((least for row in rows for least in _needs(row, scenario.start)), default=1)


def _needs(row: dict[str, Any], start: dt.date) -> Iterator[int]:
    """Days that one intervention asks for: to its dates, and for its ramp."""
    dates = (row[key] for key in ("on", "from", "to") if key in row)
    yield from ((date - start).days + 1 for date in dates)
    yield int(row.get("over", 1))


def _stop(scenario: Scenario, least: int) -> dict[str, Any]:
    until, free = scenario.history_until, free_of(scenario)
    return {
        "until": None if until is None else until.isoformat(),
        "free": free,
        "first_free": (scenario.start + free * DAY).isoformat(),
        "counted": counted_from({"history_until": until, "start": scenario.start}),
        "least": max(least, free + 1),
        "acts": len(scenario.acts),
    }


def _changed(
    base: npt.NDArray[np.int64], world: npt.NDArray[Any], known: dict[str, Any]
) -> npt.NDArray[np.int64]:
    """Words that differ, and their values, shape [changes, 2]; moves of levers left out."""
    words = world.view(np.int64).reshape(-1)
    differs = words != base
    moves, size = known["world"]["moves"], len(known["moves"]["names"])
    differs[moves["at"] : moves["at"] + moves["room"] * size] = False
    differs[known["clock"]["n_moves"]] = False
    rows = np.flatnonzero(differs)
    return np.stack([rows, words[rows]], axis=1).astype(np.int64)
