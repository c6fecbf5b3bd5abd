"""A forecast from what was known on a day: mask, fit, replay, run on, and see what would be
reported.

Nothing here sees a row that came later: whoever calls passes the evidence through `known_by`. The
posterior that comes with the program is never read, because it has seen the whole winter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np

from calibration.evidence.attack_catalogue import Ints
from calibration.evidence.events import ONE_DAY
from calibration.evidence.known_evidence import Evidence
from calibration.evidence.tables import Event
from calibration.inference.prior_bank import effective, make_bank
from calibration.inference.prior_space import prior_space
from calibration.likelihood.observation_model import ATTACK_BITS, REPORTED, is_in, is_reported
from calibration.likelihood.problem import build_problem, replayed
from calibration.likelihood.targets import Targets, observation
from sim import luck
from sim.ensemble import Block, Engine, Leg
from sim.inputs.posterior import PosteriorSamples
from sim.inputs.scenario import Scenario
from sim.jit import kernel
from sim.parameters import as_records, sample_parameters

CITATION: Final = re.compile(r"\b([a-z]\w*):\d+", re.ASCII)
CHUNK: Final = 250
"""Runs in one piece of work."""
CHANCES: Final = ("reported_fatal", "reported_harmless", "reported_act")
SOURCES: Final = ("posterior", "prior", "default")
"""Where a forecast of ours may take its parameters from."""

Progress = Callable[[int], None]


class Leak(NamedTuple):
    """A row or an article that counts as known, though a later article had a hand in it."""

    id: str
    what: str
    """`day of the article`, `day` (the window is opened again) or `words` (kept as they are)."""
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What was known on a day."""

    until: dt.date
    evidence: Evidence
    """Masked, and no window reaches beyond `until`."""
    leaks: tuple[Leak, ...]


class BacktestSize(NamedTuple):
    """How much is computed."""

    samples: int = 6_144
    """Prior samples that the fit weighs."""
    bank_runs: int = 200
    """Runs for each of them."""
    runs: int = 5000
    """Futures of each forecast."""


QUICK: Final = BacktestSize(samples=256, bank_runs=60, runs=1000)
"""Rough, within seconds."""


@dataclass(frozen=True)
class ForecastFit:
    """Posterior samples given what was known."""

    samples: PosteriorSamples
    effective: float
    """Samples that carry the weight, of all that were simulated."""
    targets: Targets
    scenario: Scenario
    """World, start and hypotheses of the forecast."""


@dataclass(frozen=True)
class ForecastFutures:
    """What `runs` futures let happen, and what of it would have been reported.

    Arrays of reported events have shape [reported], those of attacks fired [fired].
    """

    runs: int
    run: Ints
    day: Ints
    """Days since the forecast was made, from 1."""
    action: Ints
    deaths: Ints
    """Coalition dead."""
    us_killed: Ints
    fired_run: Ints
    fired_day: Ints
    """Day of the run, from 0; replayed days count too."""


def known_by(evidence: Evidence, until: dt.date) -> Known:
    """What articles begun by `until` say about happenings up to `until`.

    A window that was closed with the words of a later article is opened again, as far as causes
    and the day of writing allow; its `date_used` stays, for a replay needs a day.
    """
    seen = evidence.known_at(until)
    later = {key for key, s in evidence.sources.items() if s.date_start > until}
    articles = {key for e in seen.events if e.act for key in e.sources} - later
    leaks = []
    for key in sorted(articles):
        leaks += _leak(key, "day of the article", evidence.sources[key].date_inferred_how, later)
    for event in (e for e in seen.events if e.act):
        what = "day" if _is_open(event, later) else "words"
        leaks += _leak(event.id, what, f"{_cited(event)} {event.date_note}", later)
    return Known(until, replace(seen, events=_reopened(seen, until, later)), tuple(leaks))


def _cited(event: Event) -> str:
    return " ".join((f"{event.source}:{event.paragraph}", *event.also_in))


def _leak(name: str, what: str, text: str, later: Collection[str]) -> list[Leak]:
    """A leak for the later articles that our text cites, each place once; none without them."""
    found = (m[0] for m in CITATION.finditer(text) if m[1] in later)
    cited = tuple(dict.fromkeys(found))
    return [Leak(name, what, cited)] if cited else []


def _is_open(event: Event, later: Collection[str]) -> bool:
    """Was its window closed by later articles? A single day is not if a known one gives it too."""
    cited = {m[1] for m in CITATION.finditer(event.date_note)}
    single = event.date_basis in ONE_DAY and bool(cited - set(later))
    return bool(cited & set(later)) and not single


def _reopened(seen: Evidence, until: dt.date, later: Collection[str]) -> tuple[Event, ...]:
    done: dict[str, Event] = {e.id: e for e in seen.events}
    # Causes first, so that an effect may be as early as its cause may now be.
    for event in sorted(seen.events, key=lambda e: (e.date_used, e.id)):
        last = min(event.date_end, until)
        if not _is_open(event, later):
            done[event.id] = replace(event, date_end=last)
            continue
        causes = [done[c].date_start for c in event.triggered_by]
        written = [seen.sources[k].date_end for k in event.sources if k not in later]
        done[event.id] = replace(
            event,
            date_start=min(event.date_start, max(causes, default=event.date_start)),
            date_end=max(last, min([until, *written])),
            date_basis="window",
        )
    return tuple(done[e.id] for e in seen.events)


def fit(
    known: Known,
    size: BacktestSize,
    seed: int,
    *,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> ForecastFit:
    """Importance weights of prior samples given what was known.

    Raises InputError when nothing known makes a target.
    """
    problem = build_problem(known.evidence)
    space = prior_space(problem.scenario)
    bank = make_bank(
        problem, space, size.samples, size.bank_runs, seed, workers=workers, progress=progress
    )
    weights = bank.weights()
    values = dict(zip(space.names, space.values(bank.z).T, strict=True))
    samples = PosteriorSamples(known.evidence.path, values, weights, {})
    return ForecastFit(samples, effective(weights), problem.targets, problem.scenario)


def futures(
    known: Known,
    fitted: ForecastFit,
    to: dt.date,
    source: str,
    size: BacktestSize,
    seed: int,
    *,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> ForecastFutures:
    """Replay what was known, then run on to `to`, with parameters from one of `SOURCES`.

    Run numbers go on where those of the fit end, so that no run is both fitted and forecast. Raises
    ArithmeticError when the events of a run do not fit its log.
    """
    engine = _engine(known, fitted.scenario, to, seed)
    past = size.samples * size.bank_runs
    numbers = np.arange(past, past + size.runs)
    free = (known.until - fitted.scenario.start).days + 1
    made = range(0, size.runs, CHUNK)

    def work(first: int) -> list[Ints]:
        runs = numbers[first : first + CHUNK]
        block = _block(engine, fitted, source, seed, runs)
        progress(len(runs))
        return _columns(block, seed, runs, first, free)

    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(work, made))
    return ForecastFutures(
        size.runs, *(np.concatenate(column) for column in zip(*parts, strict=True))
    )


def _engine(known: Known, scenario: Scenario, to: dt.date, seed: int) -> Engine:
    days = (to - scenario.start).days + 1
    return Engine(replayed(replace(scenario, days=days), known.evidence, known.until), seed)


def _block(engine: Engine, fitted: ForecastFit, source: str, seed: int, runs: Ints) -> Block:
    hypotheses = fitted.scenario.hypotheses
    values = sample_parameters(
        "default" if source == "default" else "prior", hypotheses, {}, seed, runs
    )
    if source == "posterior":
        values |= fitted.samples.pick(seed, runs)
    whole = (Leg(engine.template.days, back=False, branch=False, kept=True),)
    block = engine.futures(runs, as_records(values), whole, events=True)
    if block.lost.any():
        raise ArithmeticError("events did not fit the log of a run")
    return block


def _columns(block: Block, seed: int, runs: Ints, first: int, free: int) -> list[Ints]:
    """Columns of `ForecastFutures`, in order, for one block; its runs are counted from `first`."""
    rows = block.events
    keys = [luck.run_key(luck.mix(seed), (int(r) * luck.GOLDEN) & luck.MASK) for r in runs]
    reported, fired = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
    chances = np.array([observation(name) for name in CHANCES])
    report_events(
        rows, block.event_counts, np.array(keys, np.uint64), chances, free, reported, fired
    )
    run = first + np.repeat(np.arange(len(runs)), block.event_counts)
    loud = rows[reported]
    dead = loud["us_killed"] + loud["partner_killed"]
    days = loud["day"] - free + 1
    known = [run[reported], days, loud["action"], dead, loud["us_killed"]]
    return [*known, run[fired], rows["day"][fired]]


@kernel
def report_events(
    rows: Any, counts: Any, run_keys: Any, chances: Any, free: int, reported: Any, fired: Any
) -> None:
    """Which events from day `free` on would be reported, and which are attacks, into [events] each.

    `chances` are those of `CHANCES`. Each event has luck of its own, whatever else is reported.
    """
    at = 0
    for r in range(len(counts)):
        # A running sum stays unsigned; the signed number of the event would spoil every draw.
        word = REPORTED
        for k in range(counts[r]):
            word = (word + luck.GOLDEN) & luck.MASK
            row = rows[at + k]
            attack = is_in(row.action, ATTACK_BITS)
            fired[at + k] = attack
            if row.day < free:
                continue
            chance = chances[2]
            if attack:
                chance = chances[0] if row.us_killed + row.partner_killed > 0 else chances[1]
            reported[at + k] = is_reported(run_keys[r], word, chance)
        at += counts[r]
