"""Sweeps that cannot be lost: run the blocks that a folder lacks, and nothing twice.

The same command continues a sweep that was stopped, and a larger one adds what is new. Run numbers
are the same at every point, so points are compared with common luck.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow.parquet as pq

from experiments.runs.provenance import git_state
from experiments.runs.runner import default_workers
from experiments.sweep.block_store import (
    POINTS,
    POINTS_HASH,
    Repairs,
    StoredPart,
    forget_failures,
    opened,
    part_path,
    read_part,
    tidy,
    write_failure,
    write_manifest,
    write_whole,
)
from experiments.sweep.executors import Done, Executor, local
from experiments.sweep.plan import Keys, SweepEstimate, SweepPlan, drawn_parameters, estimate, plan
from experiments.sweep.precision import Reached, reached, runs_needed
from experiments.sweep.results import points_table

__all__ = [
    "Finished",
    "Step",
    "SweepEstimate",
    "SweepPlan",
    "SweepProgress",
    "drawn_parameters",
    "estimate",
    "plan",
    "run_sweep",
]

TRIES: Final = 2


class Step(NamedTuple):
    """How far a sweep has come. Under `until` the total grows from round to round."""

    done: int
    """Runs on disk, of those asked for."""
    total: int
    rate: float
    """Runs a second of this session."""
    left_s: float
    failed: int
    """Blocks that have failed twice."""


SweepProgress = Callable[[Step], None]


@dataclass(frozen=True)
class Finished:
    """What a session did."""

    folder: Path
    runs_before: int
    runs_new: int
    failed: tuple[Done, ...]
    repairs: Repairs
    reached: tuple[Reached, ...]
    """Precision of the outcomes under `until`, at every point."""
    start_s: float
    """All but the blocks: reading, checking, connecting, loading what was compiled, and taking
    leave of a cluster. It is the same however much there is to run."""
    wall_s: float
    overflowed: int
    """Runs on disk with more events than their log holds; their counters are right."""


def run_sweep(
    what: SweepPlan,
    folder: Path,
    workers: int | None = None,
    cluster: str | None = None,
    progress: SweepProgress | None = None,
) -> Finished:
    """Run what `folder` lacks of a plan, on this machine or on the cluster at an address.

    Finished blocks are on disk at once, whole; a block that fails twice is recorded and the rest
    goes on. Raises InputError for bad input, for a folder that is taken, in use, or full, and for a
    cluster that is not there; what is finished stays, and the same call continues.
    """
    begun = time.perf_counter()
    # The cluster first: where none answers, the folder is not even made.
    with ExitStack() as leave:
        client = leave.enter_context(_connected(cluster)) if cluster is not None else None
        with opened(folder, what.study):
            keys = Keys(what)
            parts, repairs = tidy(folder, keys.belongs)
            forget_failures(folder)
            points = {POINTS_HASH: _write_points(what, folder)}
            write_manifest(folder, _manifest(what, keys) | points)
            execute = _executor(what, keys, parts, workers, client)
            session = _Session(what, folder, keys, parts, execute, progress)
            precision = session.rounds()
            ended = time.perf_counter()
            leave.close()
            start_s = session.begun - begun + time.perf_counter() - ended
            done = session.finished(repairs, precision, start_s, begun)
            write_manifest(folder, _manifest(what, keys) | points | _session_notes(done))
    return done


def _connected(cluster: str) -> AbstractContextManager[Any]:
    from experiments.sweep.cluster import connected

    return connected(cluster)


def _executor(
    what: SweepPlan,
    keys: Keys,
    parts: Mapping[str, Sequence[StoredPart]],
    workers: int | None,
    client: Any,
) -> Executor:
    sample = next(keys.missing(parts, {case.id: what.runs for case in what.cases}), None)
    if client is None:
        return local(what.seed, workers or default_workers(), sample)
    from experiments.sweep.cluster import on_cluster

    # Nothing may be missing yet, but a cluster that is asked for is looked at.
    return on_cluster(client, sample or next(keys.missing({}, {case.id: 1 for case in what.cases})))


def _write_points(what: SweepPlan, folder: Path) -> str:
    """Write the table of points; its hash."""
    file = io.BytesIO()
    pq.write_table(points_table(what.cases), file, write_page_checksum=True)
    write_whole(folder / POINTS, file.getvalue())
    return hashlib.sha256(file.getvalue()).hexdigest()


def _manifest(what: SweepPlan, keys: Keys) -> dict[str, Any]:
    return {
        **what.manifest,
        "runs": what.runs,
        "seed": what.seed,
        "until": dict(what.until),
        "cap": what.cap,
        "points": len(what.cases),
        "code": keys.code,
        "git": git_state(),
        "state": "begun",
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _session_notes(done: Finished) -> dict[str, Any]:
    return {
        "state": "incomplete" if done.failed else "complete",
        "failed_blocks": len(done.failed),
        "overflowed_runs": done.overflowed,
        "reached": [r._asdict() for r in done.reached],
        "last_session": {
            "runs": done.runs_new,
            "start_s": round(done.start_s, 3),
            "wall_s": round(done.wall_s, 3),
        },
    }


class _Session:
    """One call of `run_sweep`: what is on disk, what has failed, how fast it goes."""

    def __init__(
        self,
        what: SweepPlan,
        folder: Path,
        keys: Keys,
        parts: dict[str, list[StoredPart]],
        execute: Executor,
        progress: SweepProgress | None,
    ) -> None:
        self.plan, self.folder, self.keys, self.execute = what, folder, keys, execute
        self.parts = parts
        self.progress = progress or (lambda _: None)
        self.failed: dict[str, Done] = {}
        self.runs_before = sum(p.last - p.first for ps in parts.values() for p in ps)
        self.runs_new = 0
        self.begun = time.perf_counter()

    def rounds(self) -> list[Reached]:
        """Run what is asked for, then what precision still needs; the precision reached."""
        wanted = {case.id: self.plan.runs for case in self.plan.cases}
        while True:
            self._work(wanted)
            if not self.plan.until:
                return []
            found = {k: self._reached(k, runs) for k, runs in wanted.items()}
            cap = max(self.plan.cap, self.plan.runs)
            longer = {k: runs_needed(found[k], runs, cap) for k, runs in wanted.items()}
            if longer == wanted:
                return [r for rs in found.values() for r in rs]
            wanted = longer

    def _reached(self, point: str, runs: int) -> list[Reached]:
        return reached(point, self.parts.get(point, ()), runs, self.plan.until)

    def _work(self, wanted: Mapping[str, int]) -> None:
        """Run the missing blocks; those that fail once more at the end, elsewhere if possible."""
        blocks = [b for b in self.keys.missing(self.parts, wanted) if b.key not in self.failed]
        total = sum(wanted.values())
        todo = sum(block.runs for block in blocks) + sum(d.block.runs for d in self.failed.values())
        here, avoid = total - todo, {}  # type: int, dict[str, str]
        self._report(here, total)
        for attempt in range(TRIES):
            failed = []
            for done in self.execute(blocks, avoid):
                if done.data:
                    self._keep(done)
                    here += done.block.runs
                elif attempt + 1 < TRIES:
                    failed.append(done)
                else:
                    self._give_up(done)
                self._report(here, total)
            blocks = [done.block for done in failed]
            avoid = {done.block.key: done.where for done in failed if done.where}

    def _keep(self, done: Done) -> None:
        block, path = done.block, part_path(self.folder, done.block.key)
        write_whole(path, done.data)
        part = read_part(path)
        assert part is not None, path  # it has just been written, from a table that was whole
        self.parts.setdefault(block.case.id, []).append(part)
        self.runs_new += block.runs

    def _give_up(self, done: Done) -> None:
        self.failed[done.block.key] = done
        notes = done.block.notes | {"worker": done.where}
        write_failure(self.folder, done.block.key, notes, done.traceback)

    def _report(self, here: int, total: int) -> None:
        rate = self.runs_new / max(1e-9, time.perf_counter() - self.begun)
        left = (total - here) / rate if rate else float("inf")
        self.progress(Step(here, total, rate, left, len(self.failed)))

    def finished(
        self, repairs: Repairs, precision: Sequence[Reached], start_s: float, begun: float
    ) -> Finished:
        """The sum of it."""
        return Finished(
            self.folder,
            self.runs_before,
            self.runs_new,
            tuple(self.failed.values()),
            repairs,
            tuple(precision),
            start_s,
            time.perf_counter() - begun,
            sum(p.overflowed for ps in self.parts.values() for p in ps),
        )
