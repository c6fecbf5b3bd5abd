"""A second process that draws some figures of a result while the first one goes on.

It is started before the runs and has loaded the drawing library when they are done. It works for
the process that started it and for nobody else: what to draw comes through a pipe, the files go
where it is told, and it ends when the pipe closes. Whatever goes wrong in it, `has_drawn` says no,
and the caller draws the same figures itself.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple, Self

from experiments.runs.result import Result
from experiments.runs.runner import default_workers

WORTH_IT: Final = 2_000
"""Fewer runs are done before a second process could stand ready."""
CALL: Final = (sys.executable, "-P", "-m", "experiments.plots.run.beside")


class Task(NamedTuple):
    """What the second process draws, and where the files go."""

    result: Result
    folder: Path
    names: Sequence[str]
    svg: bool


class Beside:
    """The second process, alive within a `with`; there is none for few runs or on a single core."""

    def __init__(self, runs: int) -> None:
        self._wanted = runs >= WORTH_IT and default_workers() > 1
        self._process: subprocess.Popen[bytes] | None = None
        self._sender: Thread | None = None

    def __enter__(self) -> Self:
        if self._wanted:
            with suppress(OSError):  # no room for another process: this one draws then
                self._process = subprocess.Popen(
                    CALL,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._finish()
            self._process = None

    def begin(self, task: Task) -> None:
        """Hand the task over, as it is now, and go on at once."""
        if self._process is not None:
            given = pickle.dumps(_without_parameters(task), pickle.HIGHEST_PROTOCOL)
            self._sender = Thread(target=self._send, args=(given,))
            self._sender.start()

    def has_drawn(self) -> bool:
        """Wait for the figures that were handed over; are they there?"""
        if self._process is None or self._sender is None:
            return False
        return self._finish() == 0

    def _send(self, given: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError), self._process.stdin as pipe:  # it may have died
            pipe.write(given)

    def _finish(self) -> int:
        assert self._process is not None
        assert self._process.stdin is not None
        if self._sender is not None:
            self._sender.join()
        with suppress(OSError):
            self._process.stdin.close()
        return self._process.wait()


def _without_parameters(task: Task) -> Task:
    """No figure of a run shows its parameters, and they are three quarters of its rows."""
    result = task.result
    shown = {k: v for k, v in result.run_columns.items() if not k.startswith("param.")}
    return task._replace(result=replace(result, run_columns=shown))


def main() -> None:
    """Draw what the first process hands over."""
    # Ctrl-C reaches both processes; the first one then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from experiments.plots.run.figures import save_figures

    task: Task = pickle.load(sys.stdin.buffer)
    save_figures(task.result, task.folder, svg=task.svg, names=task.names)


if __name__ == "__main__":
    main()
