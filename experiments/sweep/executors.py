"""How blocks are run on this machine: one after the other, or over threads.

An executor takes blocks and yields each with its rows, or with the traceback of its failure, in any
order. Bad input is no failure of a block: InputError passes through. The cluster's executor is in
`experiments.sweep.cluster`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Lock
from typing import Final, NamedTuple

from experiments.sweep.blocks import Case, SweepBlock, engines, rows
from sim.ensemble import Engine
from sim.errors import InputError

AHEAD: Final = 2
"""Blocks in the queue for each worker: enough that none waits, few enough to hold in memory."""


class Done(NamedTuple):
    """A block that has been tried."""

    block: SweepBlock
    data: bytes
    """Its part, as a Parquet file; empty when it failed."""
    traceback: str
    where: str
    """Worker that tried it; empty on this machine, where one thread is like another."""


Avoid = Mapping[str, str]
"""Key of a block -> worker on which it failed, to be left alone if there is another."""

Executor = Callable[[Iterable[SweepBlock], Avoid], Iterator[Done]]


def local(seed: int, workers: int, sample: SweepBlock | None) -> Executor:
    """Blocks in turn for one worker, over threads for more: kernels hold no lock.

    Threads rather than processes: nothing is compiled or loaded twice, and the kernels take nearly
    all of the time. The point of `sample` is made ready at once, so that loading and compiling
    count as start-up; None when there is nothing to run.
    """
    engine_of, loading = engines(seed), Lock()

    def ready(case: Case) -> Engine:
        # Threads that come to a new point together would each read its files.
        with loading:
            return engine_of(case)

    def attempt(block: SweepBlock) -> Done:
        try:
            return Done(block, rows(ready(block.case), block.notes), "", "")
        except InputError:
            raise
        except Exception:  # whatever a rule raises belongs to this block and is kept with it
            return Done(block, b"", traceback.format_exc(), "")

    def in_turn(blocks: Iterable[SweepBlock], _avoid: Avoid) -> Iterator[Done]:
        return map(attempt, blocks)

    def threads(blocks: Iterable[SweepBlock], _avoid: Avoid) -> Iterator[Done]:
        return over_threads(attempt, blocks, workers)

    # Whatever is wrong with the sample is reported when its block is run.
    with suppress(Exception):
        if sample is not None:
            rows(ready(sample.case), sample.notes | {"last": sample.first + 1})
    return in_turn if workers <= 1 else threads


def over_threads(
    attempt: Callable[[SweepBlock], Done], blocks: Iterable[SweepBlock], workers: int
) -> Iterator[Done]:
    """Blocks as they finish. Few are in flight at once, so memory stays flat."""
    waiting: set[Future[Done]] = set()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for block in blocks:
                waiting.add(pool.submit(attempt, block))
                if len(waiting) >= AHEAD * workers:
                    ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ready)
            while waiting:
                ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ready)
        finally:
            for future in waiting:
                future.cancel()
