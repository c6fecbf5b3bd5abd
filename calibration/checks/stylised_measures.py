"""What the stylised facts measure, one function a fact, under the fact's name.

A function gives for every run what counts and what it is counted among, each of shape [runs]; the
quotient of their sums is the fact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from calibration.checks.stylised_runs import Floats, Ints, Mask, NestedRuns
from sim.actions import Action

Parts = tuple[Floats, Floats]


class Measure(NamedTuple):
    """One fact as it is measured."""

    statement: str
    unit: str
    parts: Callable[[NestedRuns], Parts]
    year: bool = False
    """Measured on free years, not on free winters?"""

    @property
    def name(self) -> str:
        """Name of its function."""
        return self.parts.__name__


def self_excited_by_causes(r: NestedRuns) -> Parts:
    """Attacks whose chain of logged causes leads to an earlier attack, among all."""
    return r.per_run(r.attack & leads_to(r, r.attack)), r.per_run(r.attack)


def provoked_by_causes(r: NestedRuns) -> Parts:
    """Attacks with any logged cause, among all."""
    return r.per_run(r.attack & (r.parent >= 0)), r.per_run(r.attack)


def leads_to(r: NestedRuns, which: Mask) -> Mask:
    """Has an event one of these among its causes, however far back? Shape [events]."""
    found = np.zeros(len(r.events), np.bool_)
    cause = r.parent.copy()
    while (cause >= 0).any():
        known = cause >= 0
        found[known] |= which[cause[known]]
        cause[known] = r.parent[cause[known]]
    return found


def weekly_dispersion(r: NestedRuns) -> Parts:
    """Variance over mean of weekly counts, a mean over the runs that have an attack."""
    found = r.attacks().weekly_dispersion()
    there = ~np.isnan(found)
    return np.where(there, found, 0.0), there.astype(np.float64)


def empty_weeks(r: NestedRuns) -> Parts:
    """Weeks without an attack, among all."""
    return r.attacks().empty_weeks(), np.ones(r.runs)


def attack_to_strike(r: NestedRuns) -> Parts:
    """Days from an attack to the US strike that answers it, a mean over answers."""
    answers = np.flatnonzero(r.acts(Action.REPRISAL) & (r.parent >= 0))
    answers = answers[r.attack[r.parent[answers]]]
    return _mean_delay(r, r.parent[answers], answers)


def strike_to_attack(r: NestedRuns) -> Parts:
    """Days from a US strike to the next rocket attack of anybody, a mean over strikes that one
    follows before the end."""
    strikes, attacks = np.flatnonzero(r.acts(Action.REPRISAL)), np.flatnonzero(r.attack)
    after = np.searchsorted(attacks, strikes)
    strikes, after = strikes[after < len(attacks)], after[after < len(attacks)]
    same = r.run[attacks[after]] == r.run[strikes]
    return _mean_delay(r, strikes[same], attacks[after[same]])


def _mean_delay(r: NestedRuns, first: Ints, second: Ints) -> Parts:
    """Days between events at these places in the table, and how many, of every run."""
    days = r.events["day"][second] - r.events["day"][first]
    run = r.run[second]
    return (
        np.bincount(run, days, r.runs).astype(np.float64),
        np.bincount(run, minlength=r.runs).astype(np.float64),
    )


def fatal_share(r: NestedRuns) -> Parts:
    """Attacks that kill coalition members, among all."""
    found = r.attacks()
    return found.fatal_counts().astype(np.float64), found.counts().astype(np.float64)


def dead_per_attack(r: NestedRuns) -> Parts:
    """Coalition dead for each attack."""
    found = r.attacks()
    return found.deaths_total().astype(np.float64), found.counts().astype(np.float64)


def longest_quiet_spell(r: NestedRuns) -> Parts:
    """Longest spell without a rocket attack, a mean over runs."""
    return r.longest_gap.astype(np.float64), np.ones(r.runs)


MEASURES: Final = (
    Measure(
        "Attacks whose logged causes lead back to an earlier attack",
        "share", self_excited_by_causes, year=True,
    ),
    Measure("Attacks with any logged cause", "share", provoked_by_causes, year=True),
    Measure("Variance of weekly attacks over their mean", "ratio", weekly_dispersion),
    Measure("Weeks without an attack", "share", empty_weeks),
    Measure("Mean days from an attack to the US strike that answers it", "days", attack_to_strike),
    Measure("Mean days from a US strike to the next attack", "days", strike_to_attack),
    Measure("Attacks that kill", "share", fatal_share),
    Measure("Coalition dead for each attack", "deaths", dead_per_attack),
    Measure("Longest spell without an attack", "days", longest_quiet_spell),
)  # fmt: skip
