"""The compiled engine: thousands of runs of one scenario, in blocks, over threads.

A kernel holds no lock and shares nothing with its neighbours, so blocks may run in any order on
any number of threads; each run's luck depends on its number alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import draw, luck
from sim.day.effects.record import LOG_ROWS
from sim.day.end_of_day import settle
from sim.day.schedule import advance
from sim.inputs.initial_state import Words, first_morning, live
from sim.inputs.posterior import parameters_of_runs
from sim.inputs.scenario import Scenario
from sim.jit import kernel, rule
from sim.outcomes import SERIES, series_words
from sim.parameters import as_records
from sim.state.bookkeeping import LogRow
from sim.state.fields import layout_of
from sim.state.layout import live_words, tally_layout, world_layout

DAYS, BACK, BRANCH, KEPT = range(4)
"""Columns of the legs as the kernel reads them, in the order of `Leg`."""
DONE: Final = 0
NO_ROOM: Final = 1
"""What the kernel says at the end: all is written, or some runs' events had no room."""

BLOCK: Final = 500
"""Runs in one piece of work: tens of milliseconds, so progress is smooth and stops are quick."""


class Block(NamedTuple):
    """Results of a range of runs, in their order."""

    first: int
    tallies: npt.NDArray[Any]
    """Counters at the end and before the runs were free, of `tally_layout`, shape [runs]."""
    parameters: dict[str, npt.NDArray[np.float64]]
    daily: npt.NDArray[np.float32]
    """Shape [runs, days, len(SERIES)], or [0, 0, 0]."""
    events: npt.NDArray[Any]
    """Log rows of all runs, one after the other; empty unless asked for."""
    event_counts: npt.NDArray[np.int64]
    """Events of each run, shape [runs]."""
    lost: npt.NDArray[np.int64]
    """Events of each run that did not fit its log, shape [runs]; not 0 means a failed run."""
    trace: Words
    """Every word of the world after every day, shape [runs, days, words], or [0, 0, 0]."""


@rule
def copy_words(into: Any, source: Any) -> None:
    """Copy word by word: a slice assignment would ask for memory, which kernels do without."""
    for k in range(len(source)):
        into[k] = source[k]


@rule
def write_series(words: Any, levels: Any, series: Any, row: Any) -> None:
    """Write the day's value of every series into `row`, shape [len(series)]; see `series_words`."""
    for k in range(len(series)):
        at = series[k, 0]
        if series[k, 1] == 1:
            row[k] = levels[at]
        else:
            row[k] = words[at]


class Leg(NamedTuple):
    """A stretch of days of one run. Legs let many futures share one replayed past."""

    days: int
    back: bool
    """Start from the morning kept by the last leg that branched, not from where the run stands."""
    branch: bool
    """Keep this morning, then leave coded history for good: the leg is free from its first day."""
    kept: bool
    """Keep the leg's events and counters."""


@rule
def simulate(
    worlds: Any,
    start: Any,
    parameters: Any,
    seed_key: Any,
    runs: Any,
    legs: Any,
    series: Any,
    tally_at: int,
    out: Any,
) -> int:
    """Run the runs of the given numbers in one world; DONE, or NO_ROOM for all their events.

    `start` are its live words on the first morning.
    """
    tallies, daily, kept, counts, lost, trace, morning = out
    world = worlds[0]
    clock, words, levels, log_words = world.clock, world.words, world.levels, world.log_words
    at = row = 0
    status = DONE
    for r in range(len(parameters)):
        copy_words(words, start)
        clock.run_key = luck.run_key(seed_key, runs[r] * luck.GOLDEN)
        p = parameters[r]
        settle(world, p)
        for leg in range(len(legs)):
            if legs[leg, BACK] == 1:
                copy_words(words, morning)
            if legs[leg, BRANCH] == 1:
                copy_words(morning, words)
                clock.free_from, clock.n_forced = clock.day, clock.next_forced
            before = clock.events
            for _ in range(legs[leg, DAYS]):
                today = clock.day
                advance(world, p)
                if len(daily) > 0:
                    write_series(words, levels, series, daily[r, today])
                if len(trace) > 0:
                    copy_words(trace[r, today], words)
            if legs[leg, KEPT] == 0:
                continue
            copy_words(tallies[row], words[tally_at : tally_at + tallies.shape[1]])
            counts[row] = clock.events - before
            lost[row] = clock.lost
            if len(kept) > 0 and at + counts[row] > len(kept):
                status = NO_ROOM
            if len(kept) > 0 and status == DONE:
                for k in range(before, clock.events):
                    copy_words(kept[at + k - before], log_words[k])
                at += counts[row]
            row += 1
    return status


_simulate = kernel(simulate)


def _check_finite(tallies: Words) -> None:
    """Raises FloatingPointError when a level is no number, as after a division by 0 in a rule.

    `tallies` are words of `tally_layout`, shape [runs, words].
    """
    layout = tally_layout()
    levels = [k for k, name in enumerate(layout.names or ()) if layout[name].kind == "f"]
    if not np.isfinite(tallies.view(np.float64)[:, levels]).all():
        raise FloatingPointError("a level of a run is no number: a rule has divided by 0")


class Engine:
    """One scenario, ready to run any range of run numbers under one seed.

    Run N has luck of its own and the parameters of draw N // `each` (1 or more), so that several
    runs can differ in luck alone. Raises InputError when the world or its history is too large, and
    for a seed out of range.
    """

    def __init__(self, scenario: Scenario, seed: int = 0, each: int = 1) -> None:
        self.scenario = scenario
        self.seed = luck.check_seed(seed)
        self.each = each
        self.template = first_morning(scenario)

    def block(
        self,
        first: int,
        last: int,
        *,
        daily: bool = False,
        events: bool = False,
        trace: bool = False,
    ) -> Block:
        """Runs `first` to `last` - 1. Same answer whatever else runs, before, beside or after."""
        drawn = self._parameters(first, last)
        legs = (Leg(self.template.days, back=False, branch=False, kept=True),)
        records = as_records(drawn)
        block = self.futures(
            np.arange(first, last), records, legs, daily=daily, events=events, trace=trace
        )
        return block._replace(first=first, parameters=drawn)

    def futures(
        self,
        runs: npt.NDArray[np.int64],
        parameters: npt.NDArray[Any],
        legs: Sequence[Leg],
        *,
        daily: bool = False,
        events: bool = False,
        trace: bool = False,
    ) -> Block:
        """Runs of these numbers with these parameter records, both of shape [n], leg by leg.

        The block has one row of tallies, `event_counts` and `lost` for every kept leg of every run,
        runs outermost; its `first` is 0 and its `parameters` are empty. A daily series or a trace
        needs legs that follow each other. Raises FloatingPointError when a level is no number.
        """
        n, days = len(runs), self.template.days
        rows = n * sum(leg.kept for leg in legs)
        world = self.template.world.copy()
        log, tally = layout_of(LogRow), tally_layout()
        series = np.zeros((n, days, len(SERIES)) if daily else (0, 0, 0), np.float32)
        kept = np.zeros((rows * LOG_ROWS if events else 0, len(log.names or ())), np.int64)
        traced = np.zeros((n, days, live_words()) if trace else (0, 0, 0), np.int64)
        tallies = np.zeros((rows, len(tally.names or ())), np.int64)
        counts, lost = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
        seed_key = draw.seed_key(self.seed)
        out = (tallies, series, kept, counts, lost, traced, np.zeros(live_words(), np.int64))
        start, plan = live(self.template.world), np.array(legs, np.int64)
        _simulate(
            world, start, parameters, seed_key, runs.astype(np.uint64), plan, series_words(),
            self._tally_at, out,
        )  # fmt: skip
        _check_finite(tallies)
        total = int(counts.sum()) if events else 0
        kept_rows = kept[:total].copy().view(log).reshape(total)
        by_row = tallies.view(tally).reshape(rows)
        return Block(0, by_row, {}, series, kept_rows, counts, lost, traced)

    def _parameters(self, first: int, last: int) -> dict[str, npt.NDArray[np.float64]]:
        """Parameters of a range of runs: name -> values, shape [runs]."""
        s, each = self.scenario, self.each
        samples = np.arange(first // each, -(-last // each))
        drawn = parameters_of_runs(
            s.parameter_source,
            s.posterior_path,
            s.hypotheses,
            s.parameter_values,
            self.seed,
            samples,
        )
        if each == 1:
            return drawn
        # Once for each sample, then spread over its runs; a range may begin or end within one.
        skip = first % each
        return {k: np.repeat(v, each)[skip : skip + last - first] for k, v in drawn.items()}

    @property
    def _tally_at(self) -> int:
        """Where the counters lie among the live words, those of the past behind them."""
        fields: Any = world_layout().fields
        return int(fields["tally"][1]) // 8

    def blocks(
        self, first: int, last: int, workers: int = 1, size: int = BLOCK, **wanted: bool
    ) -> Iterator[Block]:
        """Runs `first` to `last` - 1 in order, in blocks of `size`, over `workers` threads."""
        edges = [(a, min(a + size, last)) for a in range(first, last, size)]
        if workers <= 1 or len(edges) <= 1:
            for a, b in edges:
                yield self.block(a, b, **wanted)
            return
        with ThreadPoolExecutor(workers) as pool:
            waiting: list[Future[Block]] = []
            try:
                for a, b in edges:
                    waiting.append(pool.submit(self.block, a, b, **wanted))
                    if len(waiting) > 2 * workers:
                        yield waiting.pop(0).result()
                while waiting:
                    yield waiting.pop(0).result()
            finally:
                for future in waiting:
                    future.cancel()
