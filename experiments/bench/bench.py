"""`make bench`: the promises of speed, measured as ratios in one run on this machine.

make bench                     print the table, write docs/performance.md
make bench AGAINST=COMMIT      the same, and how much faster this tree is than a commit
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.table import Table

from calibration.evidence.library import load_scenario
from experiments.bench.against import ROOT, ratios
from experiments.bench.floor import floor
from experiments.bench.phases import phases, run_command
from experiments.bench.sweep import sweep_rows
from experiments.bench.webassembly import share_of_native
from experiments.report.templates import render
from sim.ensemble import BLOCK, Engine
from sim.inputs.scenario import Scenario
from sim.model import EscalationModel

BASELINE: Final = ROOT / "scenarios" / "baseline.yaml"
PAGE: Final = ROOT / "docs" / "performance.md"
REPEATS: Final = 5
MILLION: Final = 1_000_000


class Promise(NamedTuple):
    """One row of the table: what is promised, what was asked for, what was measured."""

    what: str
    asked: str
    measured: str


def seconds(work: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Median wall time of `work` over `repeats` calls."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return median(found)


def one_mesa_run(scenario: Scenario) -> None:
    """One run of the Mesa engine, without its collector's tables."""
    model = EscalationModel(scenario, rng=1)
    while model.running:
        model.step()


def many(engine: Engine, runs: int, workers: int) -> None:
    """Many runs, results dropped."""
    for _ in engine.blocks(0, runs, workers):
        pass


def command(*words: str) -> float:
    """Median wall time of a `flashpoint` command as a whole process, warm."""
    program = Path(sys.executable).with_name("flashpoint")
    call = [str(program), *words]
    subprocess.run(call, capture_output=True, check=True)
    return seconds(lambda: subprocess.run(call, capture_output=True, check=True))


def memory_of(runs: int) -> float:
    """Peak memory in MiB of a process that streams `runs` runs to disk."""
    code = (
        "import resource, sys, tempfile; from pathlib import Path\n"
        "from experiments import load_scenario, run; from experiments.runs.store import RunWriter\n"
        f"s = load_scenario({str(BASELINE)!r})\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    w = RunWriter(Path(folder) / 'runs.parquet')\n"
        f"    run(s, {runs}, sink=w); w.close()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(done.stdout)


def engine_rows(scenario: Scenario) -> list[Promise]:
    """The compiled engine against Mesa, its floors, its threads, and its own kernel in wasmtime."""
    engine = Engine(scenario, 1)
    engine.block(0, 10)
    runs = 5_000
    ours = seconds(lambda: engine.block(0, runs)) / runs
    mesa = seconds(lambda: one_mesa_run(scenario), 9)
    low = floor(engine, runs)
    one = seconds(lambda: many(engine, 100_000, 1), 3)
    two = seconds(lambda: many(engine, 100_000, 2), 3)
    few_one = seconds(lambda: many(engine, BLOCK // 5, 1))
    few_two = seconds(lambda: many(engine, BLOCK // 5, 2))
    web = share_of_native(engine)
    return [
        Promise("engine against Mesa, one core", "≥ 450 ×", f"{mesa / ours:.0f} ×"),
        Promise("floor, run by run, over the engine", "≥ 0.42", f"{low.scalar / ours:.2f}"),
        Promise("floor, runs side by side, over the engine", "none", f"{low.arrays / ours:.2f}"),
        Promise("two cores against one, 100,000 runs", "≥ 1.8 ×", f"{one / two:.2f} ×"),
        Promise("two threads against one, 100 runs", "never slower", f"{few_one / few_two:.2f} ×"),
        Promise("runs a second, one core, 180 days, no log", "≥ 10,000", f"{1 / ours:,.0f}"),
        Promise("WebAssembly against native", "≥ 0.75", f"{web:.2f}"),
    ]


def command_rows(big: int) -> list[Promise]:
    """Whole commands, and memory."""
    table, whole = run_command(BASELINE)
    small, large = memory_of(100_000), memory_of(big)
    return [
        Promise(
            "first table of `flashpoint run`, 10,000 runs, from the key press",
            "≤ 1.5 s after start-up",
            _s(table),
        ),
        Promise(
            "all tables and figures of it, from the key press", "≤ 3 s after start-up", _s(whole)
        ),
        Promise("`flashpoint --help`", "≤ 0.5 s", _s(command("--help"))),
        Promise(
            f"peak memory, 100,000 and {big:,} runs to disk",
            "flat, ≤ 1 GiB",
            f"{small:.0f} and {large:.0f} MiB",
        ),
    ]


def _s(value: float) -> str:
    return f"{value:.2f} s"


def _tell(rows: Sequence[Promise]) -> list[Promise]:
    """Print rows as they are found: the whole takes ten minutes."""
    for row in rows:
        print(f"{row.what}: {row.measured} (asked: {row.asked})", flush=True)
    return list(rows)


def machine() -> str:
    """Processor, cores and versions: what the seconds below hang on."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        named = re.search(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8"))
        cpu = named.group(1) if named else cpu
    versions = f"Python {platform.python_version()}, numba {version('numba')}"
    return f"{cpu}, {os.cpu_count()} cores; {versions}"


def commit_of(name: str = "HEAD") -> str:
    """Short hash of a commit, marked where files differ from it."""
    asked = [
        "git",
        "describe",
        "--always",
        "--exclude=*",
        *(["--dirty"] if name == "HEAD" else [name]),
    ]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> None:
    """Measure, print, and write the page."""
    options = argparse.ArgumentParser()
    options.add_argument("--against", default="", help="a commit to compare with, in turns")
    options.add_argument("--runs", type=int, default=MILLION, help="runs of the large batch")
    asked = options.parse_args()
    compared = ratios(asked.against) if asked.against else []
    for what, ratio in compared:
        print(f"{what}: {ratio:.2f} × as fast as {asked.against}", flush=True)
    promises = _tell(engine_rows(load_scenario(BASELINE, ("days=180",))))
    promises += _tell(command_rows(asked.runs))
    promises += _tell([Promise(*row) for row in sweep_rows()])
    parts = phases(BASELINE)
    table = Table("promise", "asked", "measured", title="Promises, measured in one run")
    for row in promises:
        table.add_row(*row)
    Console(width=110).print(table)
    PAGE.write_text(
        render(
            "performance.md.j2",
            {
                "promises": promises,
                "phases": parts,
                "compared": compared,
                "other": commit_of(asked.against) if asked.against else "",
                "machine": machine(),
                "commit": commit_of(),
            },
        ),
        encoding="utf-8",
    )
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
