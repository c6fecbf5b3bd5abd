"""A block: one point of a sweep times a fixed range of run numbers, the most that a crash can lose.

The key of a block is a hash of all that its numbers depend on: the code, what the scenario says at
the point, the point itself, the seed and the range. Two blocks with one key hold the same rows, so
a sweep resumes by looking at which keys are on disk.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runs.runner import run_columns
from sim.ensemble import Engine
from sim.inputs.scenario import Scenario
from sim.inputs.scenario_meaning import scenario_meaning
from sim.meaning import digest
from sim.outcomes import OUTCOMES

BLOCK_RUNS: Final = 2_000
"""Runs in one block: a quarter of a second of work and 200 kB on disk. Smaller blocks lose less in
a crash; larger ones spend less on files and, on a cluster, on messages."""

NOTES: Final = b"flashpoint"
HASHES: Final = "columns"
"""Key of the notes under which the hash of every column stands; older parts have none."""
ENGINES: Final = 16
"""Points kept ready to run. Blocks come point by point, so more would never be asked for."""

OWN_COLUMNS: Final = frozenset({"point", "partner", "run", "n_events", *OUTCOMES})
"""Columns that a sweep's tables have anyway: no factor may be called so."""

Spans = Iterable[tuple[int, int]]


@dataclass(frozen=True)
class Case:
    """One point of a sweep, ready to be loaded and run."""

    id: str
    """Name of the point, which survives a study that grows."""
    values: Mapping[str, Any]
    """Factor -> number or word."""
    scenario: Callable[[], Scenario]
    """Loads what is run here; called whenever it is needed, so that many points stay small."""
    partner: str | None = None
    """Point that this one is compared with, run by run; None without a baseline."""
    each: int = 1
    """Runs of one parameter sample, as in `Engine`."""


class SweepBlock(NamedTuple):
    """Runs `first` to `last` - 1 of one point."""

    case: Case
    inputs: str
    code: str
    seed: int
    first: int
    last: int

    @property
    def runs(self) -> int:
        """How many runs."""
        return self.last - self.first

    @property
    def key(self) -> str:
        """Name of its part on disk."""
        return key_of(self.code, self.inputs, self.case.id, self.seed, self.first, self.last)

    @property
    def notes(self) -> dict[str, Any]:
        """What a part says of itself, in plain data."""
        return {
            "point": self.case.id,
            "inputs": self.inputs,
            "code": self.code,
            "seed": self.seed,
            "first": self.first,
            "last": self.last,
        }


def key_of(code: str, inputs: str, point: str, seed: int, first: int, last: int) -> str:
    """Key of a block from all that its rows depend on."""
    return digest(code, inputs, point, seed, first, last)


def input_files(scenario: Scenario) -> dict[str, Path]:
    """Files that a run still depends on once the scenario is read: role -> path."""
    path = scenario.posterior_path
    return {} if path is None else {"posterior_path": path}


def inputs_of(scenario: Scenario, each: int = 1) -> str:
    """Hash of what a scenario means: not of its paths, titles or comments, which move no number.

    `each` is the number of runs of one sample; 1 leaves no trace, as parts on disk never named it.

    Raises InputError when the samples of its parameters do not read.
    """
    spread = [f"{each} runs of each sample"] if each != 1 else []
    return digest(*scenario_meaning(scenario), *spread)


def gaps(done: Spans, runs: int, size: int = BLOCK_RUNS) -> Iterator[tuple[int, int]]:
    """What is missing of runs 0 to `runs` - 1, cut at multiples of `size`, in order.

    Cutting at fixed places keeps the blocks of a study the same however often it is extended.
    """
    at = 0
    for first, last in [*sorted(done), (runs, runs)]:
        end = min(first, runs)
        while at < end:
            edge = min(end, (at // size + 1) * size)
            yield at, edge
            at = edge
        at = max(at, last)


def engines(seed: int) -> Callable[[Case], Engine]:
    """A maker of engines that keeps the last few: cases in, engines out."""
    known: dict[str, Case] = {}

    @lru_cache(ENGINES)
    def make(identity: str) -> Engine:
        case = known[identity]
        return Engine(case.scenario(), seed, case.each)

    def engine_of(case: Case) -> Engine:
        known[case.id] = case
        return make(case.id)

    return engine_of


def column_hash(values: npt.NDArray[Any]) -> str:
    """Hash of the values of one column, in their order."""
    found = hashlib.sha256(str(values.dtype).encode())
    found.update(np.ascontiguousarray(values).tobytes())
    return found.hexdigest()[:20]


def rows(engine: Engine, notes: Mapping[str, Any]) -> bytes:
    """Run the block that `notes` describe and return its rows as a Parquet file.

    One row a run: point, run number, every outcome, number of events. Drawn parameters are left
    out: they follow from seed and sample, and would take ten times the room.
    """
    part = engine.block(notes["first"], notes["last"])
    columns = run_columns(part, whole_table=False)
    names = pa.DictionaryArray.from_arrays(
        pa.array([0] * len(columns["run"]), pa.int32()), [notes["point"]]
    )
    table = pa.table({"point": names} | columns)
    hashes = {name: column_hash(values) for name, values in columns.items()}
    said = dict(notes) | {"overflowed": int((part.lost > 0).sum()), HASHES: hashes}
    table = table.replace_schema_metadata({NOTES: json.dumps(said, sort_keys=True).encode()})
    file = io.BytesIO()
    # Checksums, so that a flipped bit is an error and not a number; hashes, so that a table is one
    # that was changed and written again, with checksums of its own.
    pq.write_table(table, file, compression="zstd", write_page_checksum=True)
    return file.getvalue()
