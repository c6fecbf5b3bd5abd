"""The backtest: a forecast made on a day, then the truth, and who came closer.

Seven forecasters speak: our model fitted on what was known, the same on its priors, the same on the
defaults set by hand, and four that know nothing of the conflict (`baselines.py`). All
are scored on what would be *reported*. A baseline answers yes/no questions in the way it forecasts
attacks: from the days on which such an act was reported so far.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from calibration.backtest.baselines import BASELINES
from calibration.backtest.binary_forecasts import (
    QUESTIONS,
    WAIT_FATAL,
    YesNoQuestion,
    among,
    answers,
    has_word,
    holds_attacks,
    holds_dead,
    replies,
    says,
    waits,
)
from calibration.backtest.forecast import (
    BacktestSize,
    ForecastFit,
    ForecastFutures,
    Known,
    fit,
    futures,
    known_by,
)
from calibration.backtest.scores import (
    STATISTICS,
    CatalogueTest,
    Forecast,
    Observed,
    ScoreRow,
    catalogue_tests,
)
from calibration.backtest.scores import score_table as score
from calibration.evidence.attack_catalogue import catalogues, observed_catalogue
from calibration.evidence.known_evidence import Evidence
from calibration.evidence.library import load_scenario
from calibration.evidence.tables import Event
from calibration.likelihood.observation_model import ATTACK_BITS
from calibration.likelihood.problem import SCENARIO
from calibration.likelihood.targets import ROOM, count_weights, observation, treatment
from sim.errors import InputError
from sim.inputs.scenario import MAX_DAYS

COMMAND: Final = Path("backtest")
OURS: Final[Mapping[str, str]] = {
    "flashpoint": "posterior", "flashpoint_priors": "prior", "flashpoint_defaults": "default",
}  # fmt: skip
"""Forecast of ours -> where its parameters come from."""
ATTACKS: Final = "rocket attacks"
NAMES: Final = (*OURS, *BASELINES)


@dataclass(frozen=True)
class BacktestPlan:
    """When the forecast is made, how far it reaches, and how much is computed."""

    start: dt.date
    """First day of the replayed past."""
    until: dt.date
    to: dt.date
    size: BacktestSize
    seed: int
    workers: int = 1

    @property
    def days(self) -> int:
        """Days that are forecast."""
        return (self.to - self.until).days

    @property
    def work(self) -> int:
        """Runs to simulate in all, as the progress counts them."""
        return self.size.samples * self.size.bank_runs + len(OURS) * self.size.runs


class Total(NamedTuple):
    """How far a forecast of ours agrees with a count of attacks, reported one by one or not."""

    forecast: str
    id: str
    counted: float
    mean: float
    low: float
    high: float
    """5 and 95 % of the runs."""
    log: float
    """Minus the log chance of such a count, in nats, its error included."""


@dataclass(frozen=True)
class Backtest:
    """All that a backtest found."""

    plan: BacktestPlan
    known: Known
    masked: tuple[str, ...]
    """Ids of the rows of both tables that were not known."""
    fitted: ForecastFit
    forecasts: Mapping[str, Forecast]
    observed: Observed
    unasked: tuple[str, ...]
    """In words, what the truth cannot hold, so that it is not scored."""
    scores: Mapping[str, list[ScoreRow]]
    """Reference -> rows of all forecasts with their skill against it."""
    tests: Mapping[str, list[CatalogueTest]]
    totals: tuple[Total, ...]
    truth: Evidence | None = None
    """Another table than ours that it was scored against."""


def make_plan(
    evidence: Evidence, until: dt.date, to: dt.date | None, last: dt.date | None, size:
    BacktestSize, seed: int, workers: int = 1,
) -> BacktestPlan:  # fmt: skip
    """A checked plan; `to` is the last day of the baseline scenario unless given.

    `last` is the last day that the truth can speak of, None for no bound. Raises InputError when
    nothing was known at `until`, or the days do not follow each other.
    """
    scenario = load_scenario(SCENARIO, ["parameters=prior"])
    start, sources = scenario.start, evidence.sources
    end = start + dt.timedelta(days=MAX_DAYS - 1)
    to = to or start + dt.timedelta(days=scenario.days - 1)
    if to > min(end, last or end):
        accepts = f"a day up to {min(end, last or end)}, the last that the truth speaks of"
        raise InputError(COMMAND, 0, "--to", to, accepts)
    written = [
        max(e.date_used, min(sources[k].date_start for k in e.sources))
        for e in evidence.events
        if e.act and e.date_used >= start
    ]
    first = min(written, default=start)
    if not written or not first <= until < to:
        accepts = f"a day from {first}, when the first act was known, and before --to ({to})"
        raise InputError(COMMAND, 0, "--until", until, accepts)
    return BacktestPlan(start, until, to, size, seed, workers)


def after(events: Iterable[Event], plan: BacktestPlan, path: Path) -> list[Event]:
    """Rows of the truth in the days forecast, by day. Raises InputError when there is none."""
    events = list(events)
    found = [e for e in events if plan.until < e.date_used <= plan.to]
    if not found:
        span = (min(e.date_used for e in events), max(e.date_used for e in events))
        got = f"rows from {span[0]} to {span[1]}"
        accepts = f"a row after {plan.until} and up to {plan.to}"
        raise InputError(COMMAND, 0, "--until", f"{got} in {path.name}", accepts)
    return sorted(found, key=lambda e: (e.date_used, e.id))


@dataclass(frozen=True)
class Said:
    """What all forecasters say, before anybody looks at the truth."""

    plan: BacktestPlan
    known: Known
    fitted: ForecastFit
    ahead: Mapping[str, ForecastFutures]
    forecasts: Mapping[str, Forecast]
    """With an answer to every question."""


def speak(
    evidence: Evidence, plan: BacktestPlan, progress: Callable[[int], None] = lambda _: None
) -> Said:
    """Forecast from what `evidence` knew. Raises InputError when nothing known makes a target."""
    known = known_by(evidence, plan.until)
    fitted, ahead = forecast_of_ours(known, plan, progress)
    forecasts = {name: reported_by(future, plan, QUESTIONS) for name, future in ahead.items()}
    for k, name in enumerate(BASELINES):
        rng = np.random.default_rng([plan.seed, k])
        forecasts[name] = baseline(name, known, plan, QUESTIONS, rng)
    return Said(plan, known, fitted, ahead, forecasts)


def backtest(
    evidence: Evidence,
    plan: BacktestPlan,
    truth: Evidence | None = None,
    progress: Callable[[int], None] = lambda _: None,
    said: Said | None = None,
) -> Backtest:
    """Score a forecast, made here unless `said`, against the rows of `truth` (else of `evidence`).

    What a table has no word for is not scored: its silence is no zero. Raises InputError when
    nothing known makes a target, or the truth has no row to score or none with an act.
    """
    judge = truth or evidence
    rows = after(judge.events, plan, judge.path)
    if truth is not None:
        check_truth(truth)
    made = said or speak(evidence, plan, progress)
    known, fitted, ahead = made.known, made.fitted, made.ahead
    asked = [q for q in QUESTIONS if truth is None or has_word(truth.events, q)]
    names = {q.name for q in asked}
    forecasts = {
        name: replace(one, flags={k: v for k, v in one.flags.items() if k in names})
        for name, one in made.forecasts.items()
    }
    seen = Observed(
        observed_catalogue(rows, plan.until + dt.timedelta(days=1), plan.to),
        {q.name: any(says(e, q) for e in rows) for q in asked},
        truth is None or holds_attacks(truth.events),
        truth is None or holds_dead(truth.events),
    )
    past = evidence.known_at(plan.until).events
    kept = _ids(known.evidence)
    return Backtest(
        plan,
        known,
        tuple(name for name in _ids(evidence) if name not in kept),
        fitted,
        forecasts,
        seen,
        (*_unheld(seen), *(q.words for q in QUESTIONS if q not in asked)),
        {name: score(forecasts, seen, name) for name in NAMES[1:]},
        _tests(forecasts, ahead, seen, past, rows, plan),
        tuple(_totals(evidence, ahead, plan)) if truth is None else (),
        truth,
    )


def check_truth(truth: Evidence) -> None:
    """Refuse a table in which no row says anything that a forecast is asked about."""
    acts = dict.fromkeys(["rocket_attack", *(q.act for q in QUESTIONS if q.act)])
    if not any(e.act in acts for e in truth.events):
        got = "no row with an act that a forecast is asked about"
        raise InputError(truth.path, 1, "act", got, f"at least one of {', '.join(acts)}")


def _unheld(seen: Observed) -> list[str]:
    """What the truth cannot hold of attacks, in words."""
    if not seen.attacks:
        return [f"{ATTACKS} (their number, their dead, quiet spells, waits)"]
    return [] if seen.dead else ["dead of rocket attacks"]


def _ids(evidence: Evidence) -> list[str]:
    return [e.id for e in evidence.events] + [a.id for a in evidence.aggregates]


def forecast_of_ours(
    known: Known, plan: BacktestPlan, progress: Callable[[int], None] = lambda _: None
) -> tuple[ForecastFit, dict[str, ForecastFutures]]:
    """The fit, and the futures under each of `OURS`: all that our forecasts rest on is `known`."""
    size, seed, workers = plan.size, plan.seed, plan.workers
    runs = size.bank_runs
    fitted = fit(known, size, seed, workers=workers, progress=lambda n: progress(n * runs))
    ahead = {
        name: futures(
            known, fitted, plan.to, source, size, seed, workers=workers, progress=progress
        )
        for name, source in OURS.items()
    }
    return fitted, ahead


def reported_by(
    ahead: ForecastFutures, plan: BacktestPlan, asked: Sequence[YesNoQuestion]
) -> Forecast:
    """Reported attacks and answers of one forecast of ours."""
    attack = among(ahead, ATTACK_BITS)
    run, day, deaths = ahead.run[attack], ahead.day[attack] - 1, ahead.deaths[attack]
    made = catalogues(ahead.runs, plan.days, run, day, deaths)
    return Forecast(made, {q.name: answers(ahead, q) for q in asked})


def baseline(
    name: str,
    known: Known,
    plan: BacktestPlan,
    asked: Sequence[YesNoQuestion],
    rng: np.random.Generator,
) -> Forecast:
    """One baseline, fitted on the known attacks and, for each question, on the known acts."""
    events, days = known.evidence.events, (plan.until - plan.start).days + 1
    make, runs = BASELINES[name], plan.size.runs
    attacks = make(observed_catalogue(events, plan.start, plan.until), plan.days, runs, rng)
    flags = {}
    for q in asked:
        reported = [(e.date_used - plan.start).days for e in events if says(e, q)]
        reported = [day for day in reported if day >= 0]
        past = catalogues(1, days, np.zeros(len(reported)), reported, np.zeros(len(reported)))
        flags[q.name] = make(past, plan.days, runs, rng).counts() > 0
    return Forecast(attacks, flags)


def _tests(
    forecasts: Mapping[str, Forecast],
    ahead: Mapping[str, ForecastFutures],
    seen: Observed,
    past: Sequence[Event],
    rows: Sequence[Event],
    plan: BacktestPlan,
) -> dict[str, list[CatalogueTest]]:
    """Catalogue tests and waits of every forecast, and replies of ours; what the truth can hold."""
    found: dict[str, list[CatalogueTest]] = {name: [] for name in forecasts}
    for name, forecast in forecasts.items():
        if seen.attacks:
            unheld = [s for s in STATISTICS if not seen.holds(s)]
            found[name] += catalogue_tests(forecast.catalogues, seen.catalogue, unheld)
            fatal = [WAIT_FATAL] if not seen.dead else []
            waited = waits(forecast.catalogues, rows, plan.until)
            found[name] += [t for t in waited if t.name not in fatal]
        if name in ahead:
            found[name] += replies(ahead[name], past, rows, plan.until, plan.to, seen.flags)
    return found


def _totals(
    evidence: Evidence, ahead: Mapping[str, ForecastFutures], plan: BacktestPlan
) -> Iterable[Total]:
    """Counts that only later articles give, against all attacks of our runs, reported or not."""
    sd = observation("count_sd")
    for row in evidence.aggregates:
        counted = treatment().get(row.id, {}).get("as") == "count" and row.value is not None
        if (
            not counted
            or not plan.start <= row.window_start
            or not (plan.until < row.window_end <= plan.to)
        ):
            continue
        first, last = ((d - plan.start).days for d in (row.window_start, row.window_end))
        for name, future in ahead.items():
            inside = (first <= future.fired_day) & (future.fired_day <= last)
            n = np.bincount(future.fired_run[inside], minlength=future.runs)
            chances = count_weights(float(row.value or 0), sd)[np.minimum(n, ROOM - 1)]
            low, high = np.quantile(n, (0.05, 0.95))
            log = float(-np.log((chances.sum() + 0.5) / (len(n) + 1)))
            yield Total(name, row.id, float(row.value or 0), float(n.mean()), low, high, log)
