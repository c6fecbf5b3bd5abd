"""Interventions on the calendar: each lever's moves as single changes, and contradictions."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Final, NamedTuple, NoReturn

from sim.inputs.checked_mapping import Reader
from sim.levers import FIELDS, TABLES, Lever

NEVER: Final = -1


class LeverChange(NamedTuple):
    """One lever field that takes one value on one day, or when a condition first holds."""

    day: int
    until: int
    table: int
    row: int
    column: int
    value: float
    counter: int = NEVER
    compare: int = 0
    threshold: float = 0.0


class Horizon(NamedTuple):
    """First day, number of days, and first day that is not replayed history."""

    start: dt.date
    days: int
    free: int


class Intervention(NamedTuple):
    """One lever of one militia or site in force: from a day, for a span, over a ramp, or if."""

    reader: Reader
    lever: Lever
    row: int
    first: int
    last: int | None
    ramp: int
    values: tuple[float, ...]
    condition: tuple[int, int, float] | None


def changes_of(pieces: list[Intervention], horizon: Horizon) -> list[LeverChange]:
    """All pieces as changes: dated ones by day, then those that wait for a condition.

    Raises InputError when two pieces contradict each other.
    """
    changes: list[LeverChange] = []
    for key in sorted({(p.lever.name, p.row) for p in pieces}):
        changes += _timeline([p for p in pieces if (p.lever.name, p.row) == key], horizon)
    # The engine looks at conditions from the last to the first, so the intervention that the files
    # name last moves last, and stays, when two conditions first hold on one morning.
    waiting = [
        _change(p, p.first, _until(p, horizon), k, v, p.condition)
        for p in reversed(pieces)
        if p.condition is not None
        for k, v in enumerate(p.values)
    ]
    return sorted(changes, key=lambda c: c.day) + waiting


def _timeline(pieces: list[Intervention], horizon: Horizon) -> list[LeverChange]:
    """Dated changes of one lever of one militia or site."""
    dated = sorted((p for p in pieces if p.condition is None), key=lambda p: p.first)
    _check_order(dated)
    _check_conditions(pieces, horizon)
    changes: list[LeverChange] = []
    standing = pieces[0].lever.neutral_values
    for piece in dated:
        changes += _moves(piece, standing, horizon)
        if piece.last is None:
            standing = piece.values
    return changes


def _check_order(dated: list[Intervention]) -> None:
    """Refuse two pieces that claim the same day."""
    for before, after in pairwise(dated):
        if contradict(before, after):
            _clash(before, after, "on a day on which")


def contradict(before: Intervention, after: Intervention) -> bool:
    """Do two dated pieces, the one that begins first before the other, claim the same day?"""
    return after.first <= _end(before)


def _check_conditions(pieces: list[Intervention], horizon: Horizon) -> None:
    """Refuse one condition for two pieces, and one beside a span, whose end would undo it."""
    for k, piece in enumerate(pieces):
        if piece.condition is None:
            continue
        for n, other in enumerate(pieces):
            if other.condition is None:
                if _undoes(other, piece, horizon):
                    _clash(other, piece, "under a condition, while")
            elif n < k and _twice(other, piece, horizon):
                _clash(other, piece, "under the condition under which")


def _undoes(span: Intervention, piece: Intervention, horizon: Horizon) -> bool:
    """Would the end of a span, or a ramp, undo what `piece` moves under its condition?"""
    passing = span.ramp > 0 or span.last is not None
    near = piece.first <= _end(span) + 1 and span.first <= _until(piece, horizon)
    return passing and near


def _twice(a: Intervention, b: Intervention, horizon: Horizon) -> bool:
    """Is one condition looked at for both on a common day?"""
    return a.condition == b.condition and meet(a, b, horizon)


def exclude(a: Intervention, b: Intervention, horizon: Horizon) -> bool:
    """May the two pieces of one lever, of one militia or site, not stand in one scenario?"""
    if a.condition is None and b.condition is None:
        return contradict(*sorted((a, b), key=lambda piece: piece.first))
    if a.condition is None or b.condition is None:
        span, piece = (a, b) if a.condition is None else (b, a)
        return _undoes(span, piece, horizon)
    return _twice(a, b, horizon)


def meet(a: Intervention, b: Intervention, horizon: Horizon) -> bool:
    """May both pieces move their lever on a common day?"""
    return a.first <= _until(b, horizon) and b.first <= _until(a, horizon)


def _end(piece: Intervention) -> int:
    """Last day that a dated piece has to itself."""
    return piece.last if piece.last is not None else piece.first + max(0, piece.ramp - 1)


def _until(piece: Intervention, horizon: Horizon) -> int:
    """Last day on which a piece is in force, or its condition looked at."""
    return horizon.days if piece.last is None else piece.last


def _clash(before: Intervention, after: Intervention, when: str) -> NoReturn:
    where = f"{before.reader.document.path.name}:{before.reader.line('lever')}"
    same = after.first == before.first and after.values == before.values
    how = "moves it the same way" if same else "moves it"
    after.reader.fail(
        "lever",
        f"{after.lever.name} again {when} {where} {how}",
        "one intervention for a lever on a day",
    )


def _moves(piece: Intervention, standing: tuple[float, ...], horizon: Horizon) -> list[LeverChange]:
    if piece.ramp:
        steps = range(1, piece.ramp + 1)
        return [
            _change(piece, piece.first + n - 1, horizon.days, k, a + (b - a) * n / piece.ramp)
            for n in steps
            if piece.first + n - 1 < horizon.days
            for k, (a, b) in enumerate(zip(standing, piece.values, strict=True))
        ]
    moves = [_change(piece, piece.first, horizon.days, k, v) for k, v in enumerate(piece.values)]
    if piece.last is not None and piece.last + 1 < horizon.days:
        moves += [
            _change(piece, piece.last + 1, horizon.days, k, v) for k, v in enumerate(standing)
        ]
    return moves


def _change(
    piece: Intervention,
    day: int,
    until: int,
    field: int,
    value: float,
    condition: tuple[int, int, float] | None = None,
) -> LeverChange:
    lever = piece.lever
    column = FIELDS[lever.table].index(lever.fields[field])
    return LeverChange(
        day, until, TABLES.index(lever.table), piece.row, column, value, *(condition or ())
    )
