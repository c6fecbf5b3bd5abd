"""Interventions of files that one scenario extends side by side: where they move the same lever.

The later file of the list wins. That is no mistake, but the reader has to be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from sim.inputs.checked_mapping import Reader
from sim.inputs.interventions import pieces_of
from sim.inputs.lever_timeline import Horizon, Intervention, exclude, meet
from sim.inputs.world_file import WorldFile


def settle(
    readers: Sequence[Reader],
    variables: Mapping[str, Reader],
    world: WorldFile,
    horizon: Horizon,
    apart: Callable[[Reader, Reader], bool],
) -> tuple[list[Reader], dict[str, Reader], list[str]]:
    """The interventions and variables that count, and a sentence for each clash.

    Of two interventions in files that are `apart`, neither extending the other, which may not stand
    in one scenario, the earlier one is left out whole, with the variables that it alone uses.
    Raises InputError for an intervention that does not read.
    """
    if not any(apart(a, b) for a, b in combinations(readers, 2)):
        return list(readers), dict(variables), []
    uses: list[set[str]] = [set() for _ in readers]
    pieces = [
        pieces_of(reader, variables, world, horizon, used)
        for reader, used in zip(readers, uses, strict=True)
    ]
    dropped: set[int] = set()
    notes = []
    for a, b in combinations(range(len(readers)), 2):
        if a in dropped or b in dropped or not apart(readers[a], readers[b]):
            continue
        common = _common(pieces[a], pieces[b], horizon)
        if any(exclude(x, y, horizon) for x, y in common):
            dropped.add(a)
        if common:
            notes.append(_note(readers[a], readers[b], a in dropped))
    kept = [k for k in range(len(readers)) if k not in dropped]
    lost = set[str]().union(*(uses[k] for k in dropped)) - set[str]().union(
        *(uses[k] for k in kept)
    )
    left = {name: reader for name, reader in variables.items() if name not in lost}
    return [readers[k] for k in kept], left, notes


def _common(
    mine: Sequence[Intervention], theirs: Sequence[Intervention], horizon: Horizon
) -> list[tuple[Intervention, Intervention]]:
    """Pairs of pieces that move one lever, of one militia or site, on a common day."""
    return [
        (a, b)
        for a in mine
        for b in theirs
        if (a.lever, a.row) == (b.lever, b.row) and (meet(a, b, horizon) or exclude(a, b, horizon))
    ]


def _note(mine: Reader, theirs: Reader, dropped: bool) -> str:
    """Which lever two files move on common days, and what comes of it."""
    a, b = (f"{r.document.path.name}:{r.line('lever')}" for r in (mine, theirs))
    comes = (
        f"{b} comes later and counts; {a} is left out."
        if dropped
        else "both stay, and on each day the one that began last counts."
    )
    return f"{mine.data['lever']} is moved on common days by {a} and by {b}: {comes}"
