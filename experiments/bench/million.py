"""`make million`: a study of a million runs as a user runs it, then a tenth more, then read.

    python -m experiments.bench.million [--runs N] [--cluster] [--out FOLDER]

Time, disk, and the peak memory of every process at work. It stops with words when growing touches a
finished block or runs anything but the new tenth.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from experiments.bench.memory import Watched, watch
from experiments.bench.sweep import TableRow, loopback, write_study
from experiments.sweep.block_store import PARTS, read_manifest
from experiments.sweep.results import Sweep, read_sweep

MILLION: Final = 1_000_000
WORKERS: Final = 2
MEBIBYTE: Final = 2**20
MEGABYTE: Final = 1e6
MEMORY: Final = "<= 1 GiB each"
QUERY: Final = "SELECT count(*) AS runs, avg(open_war) AS war, max(us_killed) AS most FROM runs"
Stamps = dict[str, tuple[int, int, str]]


def measure(folder: Path, runs: int, cluster: bool) -> list[TableRow]:
    """Rows of the table. Raises SystemExit when something is not as it should be."""
    study, target = write_study(folder, runs), folder / "sweep"
    with ExitStack() as stack:
        where = ["--workers", str(WORKERS)]
        if cluster:
            where = ["--cluster", stack.enter_context(loopback(WORKERS))]
        first = _sweep(study, target, where)
        before = stamps(target)
        rows = _first_rows(first, target, runs)
        more = runs // 10
        second = _sweep(study, target, [*where, "--set", f"runs={runs + more}"])
    check_grown(target, before, runs, more)
    rows += _grown_rows(second, target, runs, more)
    for how in READS:
        call = [sys.executable, "-m", "experiments.bench.million", "--read", str(target), how]
        rows += _read_rows(how, watch(call, keep=True))
    return rows


def _sweep(study: Path, target: Path, more: Iterable[str]) -> Watched:
    program = Path(sys.executable).with_name("flashpoint")
    return watch([str(program), "sweep", str(study), "--out", str(target), *more])


def stamps(target: Path) -> Stamps:
    """Name of every part -> inode and time, which change when it is written again, and its hash."""
    found = {p: p.stat() for p in (target / PARTS).glob("*.parquet")}
    return {
        path.name: (s.st_ino, s.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path, s in found.items()
    }


def check_grown(target: Path, before: Stamps, runs: int, more: int) -> None:
    """Are old parts untouched, and are the new ones just the runs from `runs` on, all of them?

    Raises SystemExit when not.
    """
    if not before.items() <= stamps(target).items():
        raise SystemExit(f"{target}: a finished part was lost or written again")
    new = [p for p in read_sweep(target).parts if p.path.name not in before]
    spans = sorted((part.first, part.last) for part in new)
    edges = [runs, *(last for _, last in spans)]
    if [first for first, _ in spans] != edges[:-1] or edges[-1] != runs + more:
        raise SystemExit(f"{target}: growing ran {spans}, not the runs from {runs:,} on")
    if read_manifest(target)["last_session"]["runs"] != more:
        raise SystemExit(f"{target}: growing ran something twice")


def _first_rows(done: Watched, target: Path, runs: int) -> list[TableRow]:
    size = sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
    parts = len(list((target / PARTS).iterdir()))
    return [
        (f"{runs:,} runs, the command from start to end", "", f"{done.wall_s:.1f} s"),
        ("of which the sweep", "", _session(target)),
        ("on disk", "", f"{size / MEGABYTE:.1f} MB in {parts:,} parts"),
        *_memory_rows("sweep", done),
    ]


def _grown_rows(done: Watched, target: Path, runs: int, more: int) -> list[TableRow]:
    return [
        (f"grown to {runs + more:,} runs, from start to end", "", f"{done.wall_s:.1f} s"),
        ("of which the sweep", "the new tenth alone", _session(target)),
        ("finished parts", "untouched", "untouched"),
        *_memory_rows("growing", done),
    ]


def _read_rows(how: str, done: Watched) -> list[TableRow]:
    rows = [(f"read: {how}", "", " ".join(done.said.split()))]
    return [*rows, *_memory_rows(how, done)]


def _memory_rows(what: str, done: Watched) -> list[TableRow]:
    ordered = sorted(done.peaks.values(), key=lambda peak: (peak[0], -peak[1]))
    return [
        (f"peak memory, {what}: {name}", MEMORY, f"{held / MEBIBYTE:.0f} MiB")
        for name, held in ordered
    ]


def _session(target: Path) -> str:
    """What the manifest says of the last session."""
    last: dict[str, Any] = read_manifest(target)["last_session"]
    rate = last["runs"] / (last["wall_s"] - last["start_s"])
    start, wall = f"start-up {last['start_s']:.1f} s", f"all {last['wall_s']:.1f} s"
    return f"{last['runs']:,} runs, {rate:,.0f} runs/s, {start}, {wall}"


def _answer(found: Sweep) -> str:
    row = found.sql(QUERY).iloc[0]
    return f"{row['runs']:,.0f} runs, open war in {row['war']:.4f}, most killed {row['most']:.0f}"


READS: Final = {"content hash": lambda found: found.content_hash()[:16], "SQL": _answer}
"""How a sweep is read -> the answer, in words."""


def read(folder: Path, how: str) -> None:
    """Read a sweep in one way, and print what came out and how long it took."""
    begun = time.perf_counter()
    found = read_sweep(folder)
    opened = time.perf_counter()
    answer = READS[how](found)
    done = time.perf_counter()
    print(f"{answer}; {opened - begun:.2f} s to open, {done - opened:.2f} s to answer")


def main() -> None:
    """Command line of the measurement, and of its readers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=MILLION)
    parser.add_argument("--cluster", action="store_true", help="two Dask workers on this machine")
    parser.add_argument("--out", type=Path, default=Path("results") / "million")
    parser.add_argument("--read", nargs=2, metavar=("FOLDER", "HOW"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.read:
        read(Path(asked.read[0]), asked.read[1])
        return
    if asked.out.exists():
        raise SystemExit(f"{asked.out} is there already: move it away, or choose another --out")
    asked.out.mkdir(parents=True)
    table = Table("what", "asked", "measured", title="A large study", title_justify="left")
    for row in measure(asked.out, asked.runs, asked.cluster):
        table.add_row(*row)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
