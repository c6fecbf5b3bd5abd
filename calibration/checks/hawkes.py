"""How much of a stream of dates is self-excited, from the dates alone: a Hawkes process by EM.

Every event raises the rate of later ones for a while (Hawkes 1971, "Spectra of some self-exciting
and mutually exciting point processes"). Dates are whole days, so the memory is geometric, the
exponential one on a grid: on day t the expected number of events is

    background + branching * sum over earlier days s of n[s] * (1 - keep) * keep ** (t - s - 1).

The fit is the EM algorithm of Veen and Schoenberg 2008, "Estimation of space-time branching process
models in seismology using an EM-type algorithm": each event is shared out between the background
and the earlier events, in proportion to what each adds to the rate of its day. Events of the same
day never excite each other: their order is not known.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEPS: Final = 300
"""Steps of EM. Shares move by less than a hundredth after half as many."""
FIRST_BRANCHING: Final = 0.5
FIRST_MEMORY: Final = 14.0
"""Where the search begins: half, and two weeks. EM climbs from anywhere but zero."""
LONGEST: Final = 90.0
"""Longest mean memory in days. Beyond it memory and background are one."""
TINY: Final = 1e-12


class HawkesFit(NamedTuple):
    """What EM found in groups of streams; a group shares branching and memory, shape [groups]."""

    share: Floats
    """Share of events that earlier ones set off, in [0, 1]; NaN for a group without events."""
    branching: Floats
    """Mean number of events that one event sets off directly, >= 0."""
    memory: Floats
    """Mean days from an event to one that it sets off, >= 1."""


def fit_hawkes(counts: npt.NDArray[np.number], group: Ints) -> HawkesFit:
    """Fit streams of daily counts, shape [streams, days]; `group` says whose each is, [streams].

    Groups are numbered from 0. The streams of a group are records of one process and share all
    three numbers: with a background for each, short streams would explain their own bursts away.
    Raises ValueError when shapes do not match or a stream has fewer than two days.
    """
    n = np.ascontiguousarray(counts.T, np.float64)
    if n.ndim != 2 or len(group) != n.shape[1] or len(n) < 2:
        raise ValueError(f"needs [streams, days >= 2] and a group each, got {counts.shape}")
    groups = int(group.max()) + 1
    events = np.bincount(group, n.sum(axis=0), groups)
    days = np.bincount(group, minlength=groups) * float(len(n))
    background = (1 - FIRST_BRANCHING) * events / np.maximum(days, 1)
    branching = np.full(groups, FIRST_BRANCHING)
    keep = np.full(groups, 1 - 1 / FIRST_MEMORY)
    excited = np.zeros(groups)
    for _ in range(STEPS):
        excited, offspring, lags = _offspring(n, group, background, branching, keep)
        background = (events - excited) / np.maximum(days, 1)
        branching = offspring / np.maximum(events, TINY)
        keep = np.clip(1 - offspring / np.maximum(lags, TINY), 0.0, 1 - 1 / LONGEST)
    share = np.full(groups, np.nan)
    np.divide(excited, events, out=share, where=events > 0)
    return HawkesFit(share, branching, 1 / (1 - keep))


def _offspring(
    n: Floats, group: Ints, background: Floats, branching: Floats, keep: Floats
) -> tuple[Floats, Floats, Floats]:
    """One E-step, each of shape [groups]: events of the window that others set off; all events set
    off, those expected after its last day included; and the sum of their lags in days."""
    kept, own, raised = keep[group], background[group], branching[group]
    heard, lagged, excited, lags, later, later_lags = (np.zeros(len(group)) for _ in range(6))
    for day, today in enumerate(n):
        # `heard` is the sum over earlier events of their weight today, `lagged` the same with each
        # weight times its lag.
        part = today * raised / np.maximum(own + raised * heard, TINY)
        excited += part * heard
        lags += part * lagged
        left = len(n) - 1 - day
        unseen = today * raised * kept**left
        later += unseen
        later_lags += unseen * (left + 1 / (1 - kept))
        heard = kept * heard + (1 - kept) * today
        lagged = kept * lagged + heard
    groups = len(keep)
    inside = np.bincount(group, excited, groups)
    offspring = np.bincount(group, excited + later, groups)
    return inside, offspring, np.bincount(group, lags + later_lags, groups)
