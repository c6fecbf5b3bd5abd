"""The observation model: what five articles would have reported of a simulated run.

An attack that kills, or an act on a higher rung, is reported with a high chance; a harmless attack
rarely, beyond a total; each by its own keyed luck, so the same run is always reported alike. Times
are compared with the window that the articles leave open, never with a date finer than they give.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from calibration.likelihood.targets import (
    ABSENT,
    ATTACK_DEATHS,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    FREE_COUNT,
    RATIO,
    ROOM,
    SIEGE_DEATHS,
    STRIKE_SIZE,
    TENTHS,
    TOP_SIZE,
    WOUNDED,
)
from sim import luck
from sim.actions import Action
from sim.jit import kernel, rule

REPORTED: Final = luck.key_of("told")  # luck goes by this word: another would change every number
ATTACK_BITS: Final = (1 << Action.HARASS.value) | (1 << Action.BARRAGE.value)
LAYOUT: Final = np.dtype(
    [(name, "i8") for name in ("kind", "leg", "since", "days", "low", "high", "actions", "middle")]
)
"""A target as the kernel reads it: which leg of the run it looks at, days, acts."""


@rule
def is_in(action: int, actions: int) -> bool:
    """Is the act among those of the mask?"""
    return (actions >> action) & 1 == 1


@rule
def is_reported(key: int, word: int, chance: float) -> bool:
    """Is this event of the run reported? The same event of the same run always answers alike.

    `word` is REPORTED plus one GOLDEN for each event up to this one: a running sum, since compiled
    code turns the sum of a key and a plain number into a fraction.
    """
    return luck.uniform(key, luck.GOLDEN, word) < chance


@rule
def chance_of(row: Any, chances: Any) -> float:
    """Chance that an event is reported one by one; `chances` are for fatal, act, sanctions."""
    if is_in(row.action, ATTACK_BITS):
        return chances[0] if row.us_killed + row.partner_killed > 0 else 0.0
    return chances[2] if row.action == Action.SANCTION.value else chances[1]


@rule
def size(kind: int, row: Any) -> int:
    """Size of an event as a category: one more than those killed, or wounded."""
    killed = row.us_killed
    if kind == ATTACK_DEATHS:
        killed += row.partner_killed
    elif kind == STRIKE_SIZE:
        killed = row.fighters_killed
    elif kind == SIEGE_DEATHS:
        killed = row.iraqi_killed
    elif kind == WOUNDED:
        killed = row.wounded
    return 1 + min(killed, TOP_SIZE)


@rule
def category(rows: Any, first: int, last: int, t: Any, key: int, chances: Any) -> int:
    """Category of one target, from the rows `first` to `last` - 1 of its branch; 0 is none."""
    word, attacks = REPORTED, 0
    for k in range(first, last):
        row = rows[k]
        word = (word + luck.GOLDEN) & luck.MASK
        if row.forced != 0:
            continue
        action, day = row.action, row.day - t.since
        if day > t.days:
            break
        attack = is_in(action, ATTACK_BITS)
        if t.kind == ATTACK_IN or t.kind == FREE_COUNT:
            attacks += 1 if attack and t.low <= day <= t.high else 0
            continue
        waits = t.kind == FATAL_WAIT
        meant = is_in(action, t.actions) or (waits and attack)
        if not meant or not is_reported(key, word, chance_of(row, chances)):
            continue
        if t.kind == ABSENT:
            return 1
        if waits and not attack:
            return ROOM - 1
        if waits or t.kind == DELAY:
            return day
        return size(t.kind, row)
    return min(attacks, 1 if t.kind == ATTACK_IN else ROOM - 1)


@rule
def compared(before: int, after: int, t: Any) -> int:
    """Rate of the later stretch against that of the earlier one, in tenths."""
    earlier = max(1.0, 2.0 * before) / (2.0 * t.days)
    return min(ROOM - 1, int(TENTHS * after / (1.0 * t.high) / earlier))


@kernel
def observe(
    rows: Any, counts: Any, attacks: Any, run_keys: Any, targets: Any, chances: Any, found: Any
) -> None:
    """Category of every target in every run, into `found` [runs, targets].

    `rows` are the events of all legs of all runs, `counts` and `attacks` (so far) have shape
    [runs, legs], `run_keys` [runs]; `chances` are those of being reported: fatal, act, sanctions.
    """
    runs, legs = counts.shape
    at = 0
    for r in range(runs):
        for leg in range(legs):
            end = at + counts[r, leg]
            for k in range(len(targets)):
                t = targets[k]
                if t.leg != leg:
                    continue
                if t.kind == COUNT or t.kind == RATIO:
                    before = attacks[r, t.low] if t.low >= 0 else 0
                    if t.kind == COUNT:
                        found[r, k] = min(attacks[r, leg] - before, ROOM - 1)
                    else:
                        middle = attacks[r, t.middle]
                        found[r, k] = compared(middle - before, attacks[r, leg] - middle, t)
                else:
                    found[r, k] = category(rows, at, end, t, run_keys[r], chances)
            at = end
