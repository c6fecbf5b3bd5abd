"""Blocks on a Dask cluster that is already there: `--cluster tcp://host:8786`.

Workers need the same code (it is checked) and nothing else: scenario and posterior travel
with the work, and rows travel back, so no folder is shared. Extra `cluster`.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.sweep.blocks import SweepBlock, input_files
from experiments.sweep.executors import AHEAD, Avoid, Done, Executor
from experiments.sweep.worker import CODE, Parcel, code_here, greet, run_parcel
from experiments.text.optional_imports import need
from sim.errors import InputError
from sim.inputs.scenario import Scenario

PATIENCE_S: Final = 60.0
"""How long a cluster may be without any worker before the sweep stops."""
CONNECT_S: Final = 10.0
LOOK_S: Final = 2.0
"""How often the number of workers is looked at while nothing comes back."""
ADDRESS: Final = re.compile(
    r"(tcp|tls)://([^\s:/\[\]]+|\[[\da-fA-F:.%]+\]):(?P<port>\d{1,5})", re.ASCII
)
GONE: Final = (OSError, CancelledError)
"""What Dask raises once the scheduler is gone. Its CommClosedError is an OSError."""


class Cluster(NamedTuple):
    """A scheduler that answers."""

    client: Any
    address: str


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler listens at `address`, with workers like us.

    Raises InputError when the address is none, Dask is missing, nobody answers, no worker joins
    within PATIENCE_S seconds, and when a worker lacks Flashpoint or runs other code.
    """
    # Dask takes some words for a cluster of its own on this machine, and others for a default port.
    match = ADDRESS.fullmatch(address)
    if not match or not 0 < int(match["port"]) < 65_536:
        raise _refused(repr(address), "tcp://host:port, such as tcp://127.0.0.1:8786")
    distributed = need("distributed", "Dask", "cluster")
    log = logging.getLogger("distributed.client")
    level = log.level
    # When a scheduler dies Dask logs a traceback; the error raised here says it in one line.
    log.setLevel(logging.CRITICAL)
    try:
        client = _client(distributed, address)
        try:
            with lost(address):
                _check_cluster(client, address)
            yield Cluster(client, address)
        finally:
            with suppress(*GONE):
                client.close()
    finally:
        log.setLevel(level)


def _client(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        accepts = "the address of a running scheduler, such as tcp://127.0.0.1:8786"
        raise _refused(f"{address} ({error})", accepts) from None


def _check_cluster(client: Any, address: str) -> None:
    """Wait for one worker, and ask all for their code: nothing is sent that they cannot read.

    The scheduler reads what it passes on, so it is asked as well.
    """
    try:
        client.run_on_scheduler(code_here)
    except OSError:
        raise
    except Exception as error:  # an old Dask, or none of our modules; other code does no harm there
        _check_loaded(address, "the scheduler", error)
    try:
        client.wait_for_workers(1, timeout=PATIENCE_S)
    except TimeoutError:
        got = f"{address}: no worker joined within {PATIENCE_S:.0f} seconds"
        raise _refused(got, "a scheduler with workers: dask worker ADDRESS") from None
    for worker, answer in sorted(client.run(code_here, on_error="return").items()):
        _check_loaded(address, f"the worker {worker}", answer)
        # A worker that left meanwhile answers with an OSError, and is no worker any more.
        if answer != CODE and not isinstance(answer, OSError):
            raise _refused(
                f"{address}: the worker {worker} runs other code or versions",
                "workers with the same Flashpoint, Python, numpy and numba as here",
            )


def _check_loaded(address: str, who: str, answer: object) -> None:
    # What goes wrong before the call is an Exception that only quotes the other side's own.
    if "ModuleNotFoundError" in repr(answer):
        accepts = (
            "the same Flashpoint as here on workers and scheduler: pip install -e '.[cluster]'"
        )
        raise _refused(f"{address}: {who} cannot load Flashpoint", accepts)


@contextmanager
def lost(address: str) -> Iterator[None]:
    """Tell in one line that the scheduler has gone, whichever call of Dask noticed it."""
    try:
        yield
    except GONE as error:
        if getattr(error, "filename", None):  # a file on this machine
            raise
        raise _gone(address, "scheduler lost") from None


def on_cluster(cluster: Cluster, sample: SweepBlock) -> Executor:
    """An executor on a connected cluster.

    Every worker first runs one run of `sample`, so that loading and compiling count as start-up,
    and so does what Dask itself loads for its first tasks.
    """
    client, address = cluster
    with lost(address):
        # In this order: Dask collects messages for 10 ms, and the greeting keeps busy meanwhile.
        _warm_up(client, address, sample)
        client.run(greet, _packer()(sample))
    return lambda blocks, avoid: _results(client, address, blocks, avoid)


def _warm_up(client: Any, address: str, sample: SweepBlock) -> None:
    """A run for every thread, sent as blocks are: a worker's first task takes half a second."""
    one = sample._replace(last=sample.first + 1)
    for _ in _results(client, address, [one] * sum(client.nthreads().values()), {}):
        pass


def _results(
    client: Any, address: str, blocks: Iterable[SweepBlock], avoid: Avoid
) -> Iterator[Done]:
    """Blocks as they come back, few in flight at once. A dead worker's blocks go to another."""
    distributed = need("distributed", "Dask", "cluster")
    parcel_of = _packer()
    waiting: dict[Any, SweepBlock] = {}
    todo = iter(blocks)
    try:
        with lost(address):
            while True:
                room = AHEAD * max(1, sum(client.nthreads().values())) - len(waiting)
                for block in _take(todo, room):
                    waiting[_send(client, parcel_of(block), block, avoid)] = block
                if not waiting:
                    return
                for future in _ready(client, distributed, waiting, address):
                    yield _opened(future, waiting.pop(future))
    finally:
        # Once the scheduler or the client is gone nothing is left to cancel.
        with suppress(Exception):
            client.cancel(list(waiting))


def _take(todo: Iterator[SweepBlock], n: int) -> Iterator[SweepBlock]:
    for _ in range(n):
        block = next(todo, None)
        if block is None:
            return
        yield block


def _packer() -> Callable[[SweepBlock], Parcel]:
    """Packs blocks; the last point's scenario and files are kept, as blocks come point by point."""

    last: dict[str, tuple[Scenario, dict[str, bytes]]] = {}

    def parcel_of(block: SweepBlock) -> Parcel:
        if block.case.id not in last:
            last.clear()
            scenario = block.case.scenario()
            files = {role: path.read_bytes() for role, path in input_files(scenario).items()}
            last[block.case.id] = scenario, files
        return Parcel(*last[block.case.id], block.notes, block.case.each)

    return parcel_of


def _send(client: Any, parcel: Parcel, block: SweepBlock, avoid: Avoid) -> Any:
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


def _ready(
    client: Any, distributed: Any, waiting: dict[Any, SweepBlock], address: str
) -> list[Any]:
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
    return _refused(
        f"{address}: {why}",
        "a scheduler with workers; finished blocks are kept, and the same command continues",
    )


def _refused(got: str, accepts: str) -> InputError:
    return InputError(Path("--cluster"), 1, "cluster", got, accepts)


def _opened(future: Any, block: SweepBlock) -> Done:
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
