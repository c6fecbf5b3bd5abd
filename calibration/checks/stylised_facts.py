"""The stylised facts: how the violence of runs looks, beside what the articles or a paper report.

A fact is a quotient of two sums over events or days. Taken over all runs of a parameter sample it
is what the model says with these numbers, and its band over samples is what the evidence leaves
open; taken run by run it is what one winter may show, luck included. A long-run figure is set
against the first band, the one winter that the articles describe against the second.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from calibration.checks.hawkes import fit_hawkes
from calibration.checks.reported_facts import NOTHING, Reported, reported_facts, reported_rungs
from calibration.checks.stylised_measures import MEASURES, Measure
from calibration.checks.stylised_runs import Floats, NestedRuns, nested_runs, strength_by_area
from sim.actions import RUNG_LABELS, Action
from sim.inputs.scenario import Scenario
from sim.state.actors import ID_AREA

BAND: Final = (0.05, 0.5, 0.95)
ROUNDING: Final = 1e-9
"""A band that ends at the reported figure holds it, whatever the last digits of a quotient."""
TENTH: Final = 10
"""A tenth of the runs is enough for ISIS, which depends on luck the least, and costs the most."""
BY_DATES: Final = {
    "self_excited_by_dates": "Self-excited share of attacks, from their dates",
    "without_mood": "The same with the militias' common mood held still",
    "by_chance": "The same in dates of pure chance at the same rate",
    "memory_by_dates": "Mean days from an attack to one that it sets off",
}
"""Facts that the dates alone give, in the order in which they are found."""
IN_REFUGES: Final = "Growth of ISIS in ungoverned areas over its growth elsewhere, in a winter"
REFUGE: Final = 0.5
"""Refuge from which on an area counts as ungoverned, as in the sanity table."""


class Spread(NamedTuple):
    """Median and 5 to 95 %; NaN where nothing was to be measured."""

    low: float
    middle: float
    high: float


class Fact(NamedTuple):
    """One fact, and how it stands."""

    name: str
    statement: str
    unit: str
    """`share` prints as a percentage."""
    samples: Spread
    """Over parameter samples, all runs of each together."""
    single: Spread
    """Over single runs; NaN where one run is too short to say."""
    reported: Reported

    @property
    def verdict(self) -> str:
        """Does the model agree with what is reported? In words."""
        return judged(self.single if self.reported.one_winter else self.samples, self.reported)


class AreaRow(NamedTuple):
    """ISIS in one area."""

    name: str
    refuge: float
    start: float
    """Share of all ISIS strength on the first morning; an assumption of the world file."""
    growth: Spread
    """Strength on the last evening against the first morning, over parameter samples."""
    breakouts: float
    """Share of runs in which ISIS breaks out here."""


class StylisedFacts(NamedTuple):
    """All of them, and the runs they come from."""

    source: str
    """Source of the parameters."""
    samples: int
    each: int
    facts: tuple[Fact, ...]
    rungs: tuple[Fact, ...]
    """Share of days whose highest rung is this one, from quiet up."""
    areas: tuple[AreaRow, ...]


class Scenarios(NamedTuple):
    """What is run, all free from the first day and under one source of parameters."""

    winter: Scenario
    year: Scenario
    calm_year: Scenario
    """The year with the militias' common mood held still."""


def stylised_facts(
    scenarios: Scenarios, samples: int, each: int, seed: int, *, workers: int = 1
) -> StylisedFacts:
    """All facts, from runs of `samples` parameter samples, `each` runs of each.

    Raises InputError when a posterior does not read.
    """
    winter = scenarios.winter
    short, long, calm = (
        nested_runs(scenario, samples, each, seed, workers=workers) for scenario in scenarios
    )
    reported = reported_facts()
    facts = (
        *by_dates(long, calm, seed, reported),
        *(measured(m, long if m.year else short, reported) for m in MEASURES),
    )
    few = max(1, each // TENTH)
    growth = strength_by_area(winter, samples, few, seed).mean(axis=1) / start_by_area(winter)
    return StylisedFacts(
        winter.parameter_source,
        samples,
        each,
        (*facts, in_refuges(winter, growth, reported)),
        tuple(rung_rows(short)),
        tuple(area_rows(winter, short, growth)),
    )


def judged(found: Spread, reported: Reported) -> str:
    """`agrees`, `DISAGREES`, or that there is nothing to compare.

    A range is met by the median, a single figure by the band; a range that only the band reaches is
    met in part, a figure at the end of the band is said to be there.
    """
    if np.isnan(reported.low):
        return "nothing to compare"
    if np.isnan(found.middle):
        return "no case in these runs"
    single = reported.low == reported.high
    if not single and reported.low <= found.middle <= reported.high:
        return "agrees"
    side = "above" if found.middle > reported.high else "below"
    if found.low > reported.high + ROUNDING or found.high < reported.low - ROUNDING:
        return f"DISAGREES: the whole band lies {side}"
    if not single:
        return f"agrees in part: the median lies {side}, the band reaches it"
    return "agrees" if inside(reported.low, found) else "agrees at the end of the band"


def inside(figure: float, found: Spread) -> bool:
    """Does a figure lie within a band, neither of its ends being the figure but for the median?"""
    return abs(figure - found.middle) <= ROUNDING or (
        found.low + ROUNDING < figure < found.high - ROUNDING
    )


def spread(values: Floats) -> Spread:
    """Median and 5 to 95 % of the values that are there."""
    there = values[~np.isnan(values)]
    return Spread(*np.quantile(there, BAND)) if len(there) else Spread(np.nan, np.nan, np.nan)


# Self-excitation from the dates alone.


def by_dates(
    runs: NestedRuns, calm: NestedRuns, seed: int, reported: dict[str, Reported]
) -> tuple[Fact, ...]:
    """Share and memory that a Hawkes process finds in the dates, with two controls.

    The runs of a parameter sample are one long record, as the districts' years are in the paper.
    The controls are `calm` years without the common mood, and dates of pure chance.
    """
    daily = runs.daily_attacks()
    found = fit_hawkes(daily, runs.sample)
    without_mood = fit_hawkes(calm.daily_attacks(), calm.sample)
    rate = daily.reshape(runs.samples, -1).mean(axis=1)[runs.sample]
    chance = np.random.default_rng(seed).poisson(rate[:, None], daily.shape)
    none = spread(np.array([]))
    values = (found.share, without_mood.share, fit_hawkes(chance, runs.sample).share, found.memory)
    return tuple(
        Fact(
            name,
            statement,
            "days" if column is found.memory else "share",
            spread(column),
            none,
            reported.get(name, NOTHING),
        )
        for (name, statement), column in zip(BY_DATES.items(), values, strict=True)
    )


# Facts that are quotients.


def measured(measure: Measure, runs: NestedRuns, reported: dict[str, Reported]) -> Fact:
    """A fact from runs; nothing is reported of it where `reported` does not name it."""
    above, below = measure.parts(runs)
    by_sample = (x.reshape(runs.samples, runs.each).sum(axis=1) for x in (above, below))
    said = reported.get(measure.name, NOTHING)
    return Fact(
        measure.name,
        measure.statement,
        measure.unit,
        spread(quotient(*by_sample)),
        spread(quotient(above, below)),
        said,
    )


def quotient(above: Floats, below: Floats) -> Floats:
    """`above` / `below`, NaN where `below` is 0."""
    found = np.full(len(below), np.nan)
    np.divide(above, below, out=found, where=below != 0)
    return found


# Rungs and areas.


def rung_rows(runs: NestedRuns) -> list[Fact]:
    """Share of days on every rung, against the days on which coded history stands there."""
    reported = reported_rungs(runs.days)
    rows = []
    for rung, label in RUNG_LABELS.items():
        there = (runs.rung == int(rung)).mean(axis=1)
        by_sample = there.reshape(runs.samples, runs.each).mean(axis=1)
        name = f"days_{rung.name.lower()}"
        rows.append(Fact(name, label, "share", spread(by_sample), spread(there), reported[rung]))
    return rows


def start_by_area(winter: Scenario) -> Floats:
    """ISIS strength of every area on the first morning, shape [areas]."""
    return np.array([area.isis for area in winter.world.areas])


def in_refuges(winter: Scenario, growth: Floats, reported: dict[str, Reported]) -> Fact:
    """Growth of ISIS where refuge is at least a half, against growth elsewhere.

    `growth` has shape [samples, areas]; areas count by their strength at the start.
    """
    start = start_by_area(winter)
    hidden = np.array([area.refuge >= REFUGE for area in winter.world.areas])
    inside, outside = (growth[:, k] @ start[k] / start[k].sum() for k in (hidden, ~hidden))
    name = "isis_in_refuges"
    return Fact(
        name,
        IN_REFUGES,
        "ratio",
        spread(inside / outside),
        spread(np.array([])),
        reported.get(name, NOTHING),
    )


def area_rows(winter: Scenario, runs: NestedRuns, growth: Floats) -> list[AreaRow]:
    """ISIS in every area, the strongest at the start first; `growth` as in `in_refuges`."""
    areas, start = winter.world.areas, start_by_area(winter)
    broke = runs.acts(Action.BREAKOUT)
    counts = np.bincount(runs.events["target"][broke] - ID_AREA, minlength=len(areas))
    rows = [
        AreaRow(
            area.name,
            area.refuge,
            float(start[k] / start.sum()),
            spread(growth[:, k]),
            float(counts[k] / runs.runs),
        )
        for k, area in enumerate(areas)
    ]
    return sorted(rows, key=lambda row: -row.start)
