"""Aggregates that were not fitted, compared with runs on the posterior.

A statistic that waits for something looks at runs that replay history to that point and are free
from then on; one that counts a winter looks at runs free from the first day. `targets.yaml` says
which row is compared by which statistic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from calibration.checks.free_runs import Future
from calibration.checks.posterior_predictive import Check, judge
from calibration.evidence.tables import Aggregate
from calibration.likelihood.observation_model import ATTACK_BITS
from calibration.likelihood.problem import Problem
from calibration.likelihood.targets import bits, coalition_deaths, treatment
from sim.actions import Action

SALVOS: Final = bits(Action.SALVO, Action.LETHAL_SALVO)
STAND_DOWN: Final = bits(Action.STAND_DOWN)
LEADERSHIP: Final = bits(Action.LEADERSHIP_STRIKE)
REINFORCE: Final = bits(Action.REINFORCE)
FREE: Final = ""
FITTED: Final = ("count", "never", "event")
"""Uses of `targets.yaml` that are factors of the likelihood."""


class Statistic(NamedTuple):
    """A number of one run, NaN where the run has nothing to compare."""

    words: str
    after: str
    """Coded act up to which history is replayed; `fatal` is a fatal attack, FREE is no history."""
    compute: Callable[[Future, Context], float]
    exact: bool = False
    """Does it count only what is reported? Then a lower bound of an article is its value."""


class Context(NamedTuple):
    """What a statistic may need besides the run."""

    suspect: int
    """Number of the militia that the row names; -1 if it names none."""
    luck: np.random.Generator


def _reported_deaths(run: Future, _: Context) -> float:
    reported = run.log.only(ATTACK_BITS, reported=True)
    return float(reported.us_killed.sum() + reported.partner_killed.sum())


def _reported_us_deaths(run: Future, _: Context) -> float:
    return float(run.log.only(ATTACK_BITS, reported=True).us_killed.sum())


def _reported_partner_deaths(run: Future, _: Context) -> float:
    return float(run.log.only(ATTACK_BITS, reported=True).partner_killed.sum())


def _reported_fatal_attacks(run: Future, _: Context) -> float:
    reported = run.log.only(ATTACK_BITS, reported=True)
    return float(np.count_nonzero(reported.us_killed + reported.partner_killed))


def _to_leadership(run: Future, _: Context) -> float:
    return run.log.first(LEADERSHIP, reported=True)


def _to_salvo(run: Future, _: Context) -> float:
    return run.log.first(SALVOS, reported=True)


def _salvo_to_stand_down(run: Future, _: Context) -> float:
    salvo = run.log.first(SALVOS, reported=True)
    return run.log.first(STAND_DOWN, salvo, reported=True) - salvo


def _stand_down_to_rockets(run: Future, _: Context) -> float:
    done = run.log.first(STAND_DOWN, reported=True)
    return run.log.first(ATTACK_BITS, done) - done


def _salvo_missiles(run: Future, _: Context) -> float:
    return _first_munitions(run, SALVOS, 0.0)


def _harassing_rockets(run: Future, _: Context) -> float:
    done = run.log.first(STAND_DOWN, reported=True)
    return _first_munitions(run, bits(Action.HARASS), done)


def _claimed_of_two(run: Future, context: Context) -> float:
    if run.attacks < 2:
        return np.nan
    return float(context.luck.hypergeometric(run.claimed, run.attacks - run.claimed, 2))


def _share_laid_on_suspect(run: Future, context: Context) -> float:
    reported = run.log.only(ATTACK_BITS, reported=True)
    return float((reported.blamed == context.suspect).mean()) if len(reported.day) else np.nan


def _reinforcements(run: Future, _: Context) -> float:
    waves = run.log.only(REINFORCE).troops
    return float(waves[0]) if len(waves) else np.nan


def _first_munitions(run: Future, actions: int, since: float) -> float:
    found = run.log.only(actions)
    sizes = found.munitions[found.day >= since]
    return float(sizes[0]) if len(sizes) else np.nan


STATISTICS: Final[Mapping[str, Statistic]] = {
    "reported_deaths": Statistic(
        "coalition dead by reported attacks", FREE, _reported_deaths, True
    ),
    "reported_us_deaths": Statistic(
        "Americans dead by reported attacks", FREE, _reported_us_deaths, True
    ),
    "reported_partner_deaths": Statistic(
        "other dead by reported attacks", FREE, _reported_partner_deaths, True
    ),
    "reported_fatal_attacks": Statistic(
        "fatal attacks reported", FREE, _reported_fatal_attacks, True
    ),
    "death_to_leadership_strike": Statistic(
        "days from the first death to a leadership strike, if one comes", "fatal", _to_leadership
    ),
    "death_to_salvo": Statistic(
        "days from the first death to a salvo, if one comes", "fatal", _to_salvo
    ),
    "salvo_to_stand_down": Statistic(
        "days from a salvo to a stand-down, if one comes", "leadership_strike", _salvo_to_stand_down
    ),
    "stand_down_to_rockets": Statistic(
        "days from a stand-down to the next rockets", "leadership_strike", _stand_down_to_rockets
    ),
    "salvo_missiles": Statistic("missiles in a salvo", "leadership_strike", _salvo_missiles),
    "harassing_rockets": Statistic(
        "rockets of the first harassing fire after a stand-down",
        "leadership_strike",
        _harassing_rockets,
    ),
    "claimed_of_two": Statistic("claimed, of two attacks of a winter", FREE, _claimed_of_two),
    "share_laid_on_suspect": Statistic(
        "share of reported attacks laid on the militia", FREE, _share_laid_on_suspect
    ),
    "reinforcements": Statistic(
        "troops in a wave, if one comes", "strike_militia", _reinforcements
    ),
}


def branches(problem: Problem) -> dict[str, int]:
    """First free day of the runs that the statistics look at, where history has their condition."""
    found = {FREE: 0}
    for name in {s.after for s in STATISTICS.values()} - {FREE}:
        day = _day_after(problem, name)
        if day is not None:
            found[name] = day
    return found


def _day_after(problem: Problem, act: str) -> int | None:
    """Day after the first coded act of this kind inside the run."""
    start, days = problem.scenario.start, problem.scenario.days
    fatal = act == "fatal"
    found = [
        (e.date_used - start).days
        for e in problem.evidence.events
        if e.act == ("rocket_attack" if fatal else act) and (coalition_deaths(e) > 0 or not fatal)
    ]
    return min((d + 1 for d in found if 0 <= d < days - 1), default=None)


def check_unfitted(
    problem: Problem, runs: Mapping[int, tuple[Future, ...]], seed: int
) -> tuple[Check, ...]:
    """Every aggregate that `targets.yaml` compares; `runs` come from `futures` of `branches`.

    A row whose condition coded history does not have is left out.
    """
    days, said = branches(problem), treatment()
    found = []
    for row in problem.evidence.aggregates:
        use = said.get(row.id, {"as": "outside"})
        statistic = STATISTICS.get(use.get("statistic", ""))
        if use["as"] == "check" and statistic is not None and statistic.after in days:
            found.append(_check(problem, row, statistic, runs[days[statistic.after]], seed))
    return tuple(found)


def _check(
    problem: Problem, row: Aggregate, statistic: Statistic, runs: tuple[Future, ...], seed: int
) -> Check:
    militias = [m.id for m in problem.scenario.world.militias]
    suspect = militias.index(row.actor) if row.actor in militias else -1
    context = Context(suspect, np.random.default_rng(seed))
    values = np.array([statistic.compute(run, context) for run in runs])
    values = values[~np.isnan(values)]
    low, high = bounds(row, exact=statistic.exact)
    judged = judge(values, np.ones(len(values)), low, high)
    share = len(values) / len(runs)
    return Check(row.id, statistic.words, row.unit, low, high, judged, share, len(values))


def bounds(row: Aggregate, *, exact: bool = False) -> tuple[float, float]:
    """What a row allows, in its unit; "n or more" has no upper end unless `exact`."""
    value = row.value if row.value is not None else row.low
    if value is None:
        return -np.inf, float(row.high if row.high is not None else np.inf)
    if row.low is None and row.high is None:
        return value, value
    low = float(row.low) if row.low is not None else -np.inf
    if row.high is not None:
        return low, float(row.high)
    return (value, value) if exact else (low, np.inf)


@dataclass(frozen=True)
class Fact:
    """A row that the world file sets, against what it sets."""

    id: str
    low: float
    high: float
    world: float
    """NaN where the world file has no such number."""

    @property
    def off(self) -> float:
        """How far the world lies outside what the row allows, as a share of the nearest bound."""
        nearest = min(max(self.world, self.low), self.high)
        return abs(self.world - nearest) / nearest if nearest else float("nan")


def check_world(problem: Problem) -> tuple[Fact, ...]:
    """Rows marked `world`: troops in Iraq and Syria against the sites of the world file."""
    sites, said = problem.scenario.world.sites, treatment()
    found = []
    for row in problem.evidence.aggregates:
        if said.get(row.id, {}).get("as") != "world":
            continue
        there = [s.troops for s in sites if s.country.capitalize() in row.quantity]
        world = float(sum(there)) if row.unit == "troops" and there else float("nan")
        found.append(Fact(row.id, *bounds(row), world))
    return tuple(found)


def account(problem: Problem) -> dict[str, str]:
    """What becomes of every aggregate: `fitted`, `checked`, `world` or `outside`."""
    said = treatment()
    names = dict.fromkeys(FITTED, "fitted") | {"check": "checked", "world": "world"}
    uses = {row.id: said.get(row.id, {}).get("as", "") for row in problem.evidence.aggregates}
    return {name: names.get(use, "outside") for name, use in uses.items()}
