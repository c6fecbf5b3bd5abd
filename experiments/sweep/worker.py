"""What a worker of a cluster does: say which code it runs, and run the blocks it is sent.

Scenario and posterior come with the work, so no folder is shared.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import traceback
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.sweep.blocks import ENGINES, rows
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.files import write_bytes
from sim.inputs.scenario import Scenario
from sim.meaning import engine_hash

CODE: Final = engine_hash()
"""What this process has loaded: a worker that was started before an edit runs the old code."""


class Parcel(NamedTuple):
    """All that a worker needs for one block."""

    scenario: Scenario
    files: dict[str, bytes]
    """Role (`posterior_path`) -> content."""
    notes: dict[str, Any]
    each: int
    """Runs of one parameter sample."""


class WorkerAnswer(NamedTuple):
    """What comes back."""

    data: bytes
    traceback: str
    where: str


def code_here() -> str:
    """The code that this worker runs."""
    return CODE


def greet(sample: Parcel) -> None:
    """Load all that a block needs."""
    # Whatever is wrong with the sample is reported when its block is run.
    with suppress(Exception):
        rows(_engine(_Bag(sample)), sample.notes | {"last": sample.notes["first"] + 1})


def run_parcel(parcel: Parcel) -> WorkerAnswer:
    """Run one block; this is what a worker does."""
    from distributed import get_worker

    where = get_worker().address
    try:
        if parcel.notes["code"] != CODE:
            return WorkerAnswer(b"", "the worker runs other code or versions than the sweep", where)
        return WorkerAnswer(rows(_engine(_Bag(parcel)), parcel.notes), "", where)
    except InputError:
        raise
    except Exception:  # kept with the block, like a failure on this machine
        return WorkerAnswer(b"", traceback.format_exc(), where)


class _Bag:
    """A parcel that counts as equal to another for the same point, seed and inputs.

    The hash of the inputs tells runs of a sample apart as well.
    """

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.name = (parcel.notes["point"], parcel.notes["inputs"], parcel.notes["seed"])

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bag) and other.name == self.name


@lru_cache(ENGINES)
def _engine(bag: _Bag) -> Engine:
    scenario, files, notes, each = bag.parcel
    paths: dict[str, Any] = {role: _unpacked(data) for role, data in files.items()}
    return Engine(replace(scenario, **paths), notes["seed"], each)


def _unpacked(data: bytes) -> Path:
    """A file with this content on the worker's own disk, named by its hash and written once."""
    folder = Path(tempfile.gettempdir()) / f"flashpoint-{os.getuid()}"
    path = folder / f"{hashlib.sha256(data).hexdigest()[:20]}.parquet"
    if not path.is_file() or path.stat().st_size != len(data):
        folder.mkdir(mode=0o700, exist_ok=True)
        write_bytes(path, data)
    return path
