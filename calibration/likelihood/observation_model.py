"""The observation model: what five articles would have reported of a simulated run.

An attack that kills, or an act on a higher rung, is reported with a high chance; a harmless attack
rarely, beyond a total; each by its own keyed luck, so the same run is always reported alike. Times
are compared with the window that the articles leave open, never with a date finer than they give.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from calibration.likelihood.targets import (
    ATTACK_DEATHS,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    ROOM,
    STRIKE_SIZE,
    TOP_SIZE,
)
from sim import luck
from sim.actions import Action
from sim.jit import kernel, rule

REPORTED: Final = luck.key_of("told")  # luck goes by this word: another would change every number
ATTACK_BITS: Final = (1 << Action.HARASS.value) | (1 << Action.BARRAGE.value)
HIGHER_BITS: Final = sum(1 << a for a in range(Action.SIEGE.value, Action.OPEN_WAR.value + 1))
"""Acts on rung 3 or above."""

LAYOUT: Final = np.dtype(
    [(name, "i8") for name in ("kind", "leg", "since", "days", "low", "high", "actions")]
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
def category(
    rows: Any, first: int, last: int, t: Any, key: int, p_fatal: float, p_act: float
) -> int:
    """Category of one target, from the rows `first` to `last` - 1 of its branch; 0 is none."""
    word = REPORTED
    for k in range(first, last):
        row = rows[k]
        word = (word + luck.GOLDEN) & luck.MASK
        if row.forced != 0:
            continue
        action, day = row.action, row.day - t.since
        if day > t.days:
            return 0
        dead = row.us_killed + row.partner_killed
        if t.kind == ATTACK_IN:
            if is_in(action, ATTACK_BITS) and t.low <= day <= t.high:
                return 1
        elif t.kind == FATAL_WAIT or t.kind == ATTACK_DEATHS:
            if is_in(action, ATTACK_BITS) and dead > 0 and is_reported(key, word, p_fatal):
                if t.kind == FATAL_WAIT:
                    return day
                return 1 + min(dead, TOP_SIZE)
            if (
                t.kind == FATAL_WAIT
                and is_in(action, HIGHER_BITS)
                and is_reported(key, word, p_act)
            ):
                return ROOM - 1
        elif is_in(action, t.actions) and is_reported(key, word, p_act):
            if t.kind == DELAY:
                return day
            if t.kind == STRIKE_SIZE:
                return 1 + min(row.fighters_killed, TOP_SIZE)
            return 1 + min(row.us_killed, TOP_SIZE)
    return 0


@kernel
def observe(
    rows: Any, counts: Any, attacks: Any, run_keys: Any, targets: Any, chances: Any, found: Any
) -> None:
    """Category of every target in every run, into `found` [runs, targets].

    `rows` are the events of all legs of all runs, `counts` and `attacks` (so far) have shape
    [runs, legs], `run_keys` [runs]; `chances` are those of being reported: fatal, act.
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
                if t.kind == COUNT:
                    before = attacks[r, t.low] if t.low >= 0 else 0
                    found[r, k] = min(attacks[r, leg] - before, ROOM - 1)
                else:
                    found[r, k] = category(rows, at, end, t, run_keys[r], chances[0], chances[1])
            at = end
