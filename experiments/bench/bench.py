"""`make bench`: the promises of speed, measured as ratios in one run on this machine."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from calibration.evidence.library import load_scenario
from experiments.bench.floor import floor
from experiments.bench.sweep import sweep_rows
from sim.ensemble import BLOCK, Engine
from sim.inputs.scenario import Scenario
from sim.model import EscalationModel

BASELINE: Final = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
REPEATS: Final = 5


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


def measure(big: int = 1_000_000) -> list[tuple[str, str, str]]:
    """Rows of the table: promise, asked, measured."""
    scenario = load_scenario(BASELINE, ("days=180",))
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
    with tempfile.TemporaryDirectory() as folder:
        warm = command("run", str(BASELINE), "--runs", "10000", "--out", f"{folder}/x")
    small, large = memory_of(100_000), memory_of(big)
    return [
        ("ensemble against Mesa, one core", ">= 200 x, aim 300 x", f"{mesa / ours:.0f} x"),
        (
            "ensemble against its floor (its draws and exponentials alone)",
            ">= 0.5",
            f"{low / ours:.2f}",
        ),
        ("two cores against one, 100,000 runs", ">= 1.8 x", f"{one / two:.2f} x"),
        ("two threads against one, 100 runs", "never slower", f"{few_one / few_two:.2f} x"),
        (
            "baseline, 180 days, one core, event log off",
            ">= 10,000 runs/s",
            f"{1 / ours:,.0f} runs/s",
        ),
        ("flashpoint run, 10,000 runs, warm, with figures", "<= 5 s", f"{warm:.1f} s"),
        ("flashpoint --help", "<= 0.5 s", f"{command('--help'):.2f} s"),
        (
            f"peak memory, 100,000 and {big:,} runs to disk",
            "flat, <= 1 GiB",
            f"{small:.0f} and {large:.0f} MiB",
        ),
        *sweep_rows(),
    ]


def main() -> None:
    """Print the table of promises."""
    table = Table(
        "promise", "asked", "measured", title="Promises, measured in one run", title_justify="left"
    )
    for row in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000):
        table.add_row(*row)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
