"""Blocks on a Dask cluster that is already there: `--cluster tcp://host:8786`.

Workers need the same code (it is checked) and nothing else: scenario, events and posterior travel
with the work, and rows travel back, so no folder is shared. Extra `cluster`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.blocks import ENGINES, Block, input_files, rows
from experiments.executors import AHEAD, Avoid, Done, Executor
from experiments.extras import need
from sim.ensemble import Engine
from sim.jit import code_hash
from sim.scenario import Scenario
from sim.yamlfile import InputError

PATIENCE_S: Final = 60.0
"""How long a cluster may be without any worker before the sweep stops."""
CONNECT_S: Final = 10.0
LOOK_S: Final = 2.0
"""How often the number of workers is looked at while nothing comes back."""
CODE: Final = code_hash()
"""What this process has loaded: a worker that was started before an edit runs the old code."""


class Parcel(NamedTuple):
    """All that a worker needs for one block."""

    scenario: Scenario
    files: dict[str, bytes]
    """Role (`events_path`, `posterior_path`) -> content."""
    notes: dict[str, Any]
    each: int
    """Runs of one draw of the parameters."""


class Answer(NamedTuple):
    """What comes back."""

    data: bytes
    traceback: str
    where: str


@contextmanager
def on_cluster(address: str, sample: Block) -> Iterator[Executor]:
    """An executor on the cluster whose scheduler listens at `address`.

    Every worker first runs one run of `sample`, so that loading and compiling count as start-up,
    and so does what Dask itself loads for its first tasks.
    Raises InputError when Dask is missing, when nobody answers, and when a worker runs other code.
    """
    distributed = need("distributed", "Dask", "cluster")
    try:
        client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        got = f"{address} ({error})"
        accepts = "the address of a running scheduler, such as tcp://127.0.0.1:8786"
        raise InputError(Path("--cluster"), 1, "cluster", got, accepts) from None
    log = logging.getLogger("distributed.client")
    level = log.level
    try:
        # When a scheduler dies Dask logs a traceback; the error raised here says it in one line.
        log.setLevel(logging.CRITICAL)
        # In this order: Dask collects messages for 10 ms, and the check keeps busy meanwhile.
        _warm_up(client, address, sample)
        _check_code(client, address, _packer()(sample))
        yield lambda blocks, avoid: _results(client, address, blocks, avoid)
    finally:
        client.close()
        log.setLevel(level)


def _check_code(client: Any, address: str, sample: Parcel) -> None:
    codes = client.run(greet, sample)
    other = sorted(worker for worker, theirs in codes.items() if theirs != sample.notes["code"])
    if other:
        raise InputError(
            Path("--cluster"),
            1,
            "cluster",
            f"{address}: the worker {other[0]} runs other code or versions",
            "workers with the same Flashpoint, Python, numpy and numba as here",
        )


def _warm_up(client: Any, address: str, sample: Block) -> None:
    """A run for every thread, sent as blocks are: a worker's first task takes half a second."""
    one = sample._replace(last=sample.first + 1)
    for _ in _results(client, address, [one] * sum(client.nthreads().values()), {}):
        pass


def _results(client: Any, address: str, blocks: Iterable[Block], avoid: Avoid) -> Iterator[Done]:
    """Blocks as they come back, few in flight at once. A dead worker's blocks go to another."""
    distributed = need("distributed", "Dask", "cluster")
    parcel_of = _packer()
    waiting: dict[Any, Block] = {}
    todo = iter(blocks)
    try:
        while True:
            room = AHEAD * max(1, sum(client.nthreads().values())) - len(waiting)
            for block in _take(todo, room):
                waiting[_send(client, parcel_of(block), block, avoid)] = block
            if not waiting:
                return
            for future in _ready(client, distributed, waiting, address):
                yield _opened(future, waiting.pop(future))
    except (OSError, distributed.comm.CommClosedError) as error:
        raise _gone(address, f"the connection broke ({error})") from None
    finally:
        client.cancel(list(waiting))


def _take(todo: Iterator[Block], n: int) -> Iterator[Block]:
    for _ in range(n):
        block = next(todo, None)
        if block is None:
            return
        yield block


def _packer() -> Callable[[Block], Parcel]:
    """Packs blocks; the last point's scenario and files are kept, as blocks come point by point."""

    last: dict[str, tuple[Scenario, dict[str, bytes]]] = {}

    def parcel_of(block: Block) -> Parcel:
        if block.case.id not in last:
            last.clear()
            scenario = block.case.scenario()
            files = {role: path.read_bytes() for role, path in input_files(scenario).items()}
            last[block.case.id] = scenario, files
        return Parcel(*last[block.case.id], block.notes, block.case.each)

    return parcel_of


def _send(client: Any, parcel: Parcel, block: Block, avoid: Avoid) -> Any:
    others = None
    if block.key in avoid:
        others = [w for w in client.nthreads() if w != avoid[block.key]] or None
    # Not pure: a block that is tried again must not be answered from memory.
    return client.submit(
        run_parcel,
        parcel,
        pure=False,
        workers=others,
        allow_other_workers=others is not None,
        key=f"block-{block.key}-{os.urandom(4).hex()}",
    )


def _ready(client: Any, distributed: Any, waiting: dict[Any, Block], address: str) -> list[Any]:
    """Futures that are done, at least one.

    Raises InputError when the cluster has had no worker for PATIENCE_S seconds.
    """
    alone = 0.0
    while alone < PATIENCE_S:
        try:
            with client.as_current():
                found = distributed.wait(list(waiting), LOOK_S, return_when="FIRST_COMPLETED")
            return list(found.done)
        except TimeoutError:
            alone = 0.0 if client.nthreads() else alone + LOOK_S
    raise _gone(address, f"no worker for {PATIENCE_S:.0f} seconds")


def _gone(address: str, why: str) -> InputError:
    return InputError(
        Path("--cluster"),
        1,
        "cluster",
        f"{address}: {why}",
        "a scheduler with workers; finished blocks are on disk, and the same command continues",
    )


def _opened(future: Any, block: Block) -> Done:
    """What a future brought. One whose worker died too often, or that was lost, is a failure."""
    if future.status == "finished":
        answer = future.result()
        return Done(block, *answer)
    if future.status == "error":
        error = future.exception()
        if isinstance(error, InputError):
            raise error
        return Done(block, b"", repr(error), "")
    return Done(block, b"", f"the cluster lost it ({future.status})", "")


def greet(sample: Parcel) -> str:
    """Load all that a block needs, and say which code this worker runs."""
    # Whatever is wrong with the sample is told when its block is run.
    with suppress(Exception):
        rows(_engine(_Bag(sample)), sample.notes | {"last": sample.notes["first"] + 1})
    return CODE


def run_parcel(parcel: Parcel) -> Answer:
    """Run one block; this is what a worker does."""
    from distributed import get_worker

    where = get_worker().address
    try:
        if parcel.notes["code"] != CODE:
            return Answer(b"", "the worker runs other code or versions than the sweep", where)
        return Answer(rows(_engine(_Bag(parcel)), parcel.notes), "", where)
    except InputError:
        raise
    except Exception:  # kept with the block, like a failure on this machine
        return Answer(b"", traceback.format_exc(), where)


class _Bag:
    """A parcel that counts as equal to another for the same point, seed and inputs.

    The hash of the inputs tells runs of a draw apart as well.
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
    paths: dict[str, Any] = {role: _unpacked(data, role) for role, data in files.items()}
    return Engine(replace(scenario, **paths), notes["seed"], each)


def _unpacked(data: bytes, role: str) -> Path:
    """A file with this content on the worker's own disk, named by its hash and written once."""
    suffix = ".parquet" if role == "posterior_path" else ".csv"
    folder = Path(tempfile.gettempdir()) / f"flashpoint-{os.getuid()}"
    path = folder / f"{hashlib.sha256(data).hexdigest()[:20]}{suffix}"
    if not path.is_file() or path.stat().st_size != len(data):
        folder.mkdir(mode=0o700, exist_ok=True)
        half = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
        half.write_bytes(data)
        half.replace(path)
    return path
