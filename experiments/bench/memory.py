"""The most memory that a command, and every process that works for it, ever held. Linux alone."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

PROC: Final = Path("/proc")
LOOK_S: Final = 0.2
"""How often processes are looked at. The system keeps each one's peak, so a glance misses only what
a process gains in the last moment of its life."""
NAMES: Final = {
    "scheduler": "Dask scheduler",
    "worker": "Dask worker",
    "--read": "reader",
    "flashpoint": "flashpoint",
}
"""Word of a command -> what the process is called here."""


class Watched(NamedTuple):
    """A command that has come to its end."""

    wall_s: float
    said: str
    """What it printed, if that was kept."""
    peaks: Mapping[int, tuple[str, int]]
    """Process number -> what it was, and the most memory that it held, in bytes."""


def watch(command: Sequence[str], keep: bool = False) -> Watched:
    """Run a command, and watch it and whatever else this process has started.

    With `keep` what it prints, which should be short, is kept and not shown. Raises SystemExit when
    the command fails.
    """
    begun, peaks = time.perf_counter(), {}  # type: float, dict[int, tuple[str, int]]
    with subprocess.Popen(command, stdout=subprocess.PIPE if keep else None, text=True) as process:
        while process.poll() is None:
            peaks.update(peaks_below())
            time.sleep(LOOK_S)
        wall_s = time.perf_counter() - begun
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return Watched(wall_s, said, peaks)


def peaks_below() -> Iterator[tuple[int, tuple[str, int]]]:
    """Processes below this one that have a name here, and the most memory that each has held."""
    parents = dict(_parents())
    for number in parents:
        if not _is_below(number, parents):
            continue
        try:
            words = (PROC / str(number) / "cmdline").read_text("utf-8", "replace").split("\0")
            status = (PROC / str(number) / "status").read_text()
        except OSError:  # it has gone
            continue
        files = {Path(word).name for word in words}
        name = next((NAMES[word] for word in NAMES if word in files), None)
        # A process that has ended but was not waited for has no memory any more.
        held = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
        if name and held:
            yield number, (name, 1024 * int(held[0]))


def _parents() -> Iterator[tuple[int, int]]:
    for path in PROC.glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        # The name of a process stands between brackets and may hold blanks and brackets.
        yield int(path.parent.name), int(text.rpartition(")")[2].split()[1])


def _is_below(number: int, parents: Mapping[int, int]) -> bool:
    above = parents[number]
    while above in parents and above != os.getpid():
        above = parents[above]
    return above == os.getpid()
