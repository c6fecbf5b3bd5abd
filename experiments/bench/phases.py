"""Where the seconds of `flashpoint run` go, and when its first table stands on the screen."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

RUNS: Final = 10_000
REPEATS: Final = 3
TITLE: Final = "runs, seed"
"""Words of the first line of the summary."""


def run_command(scenario: Path, runs: int = RUNS) -> tuple[float, float]:
    """Seconds until the table of `flashpoint run`, and until its end; median of whole processes."""
    program = Path(sys.executable).with_name("flashpoint")
    first, whole = [], []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as folder:
            out = str(Path(folder, "x"))
            call = [str(program), "run", str(scenario), "--runs", str(runs), "--out", out]
            start = time.perf_counter()
            with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                seen = None
                for line in process.stdout:
                    if seen is None and TITLE in line:
                        seen = time.perf_counter() - start
            if process.returncode or seen is None:
                raise RuntimeError(f"{' '.join(call[1:])}: status {process.returncode}, no table")
            whole.append(time.perf_counter() - start)
            first.append(seen)
    return median(first), median(whole)


PHASES: Final = """
import time
start = time.perf_counter()
from pathlib import Path
import tempfile
from calibration.evidence.library import load_scenario
from experiments.runs import parameter_uncertainty, store, structural_uncertainty
from experiments.runs.runner import DEFAULT_SEED, run
from experiments.runs.statistics import counting_spread
from experiments.plots.run.figures import save_figures
marks = [("imports", time.perf_counter())]
scenario = load_scenario(Path({scenario!r}))
marks.append(("scenario file", time.perf_counter()))
result = run(scenario, {runs})
marks.append(("runs and daily quantiles", time.perf_counter()))
spread = parameter_uncertainty.parameter_spread(
    scenario, {runs}, DEFAULT_SEED, None, lambda n: None
)
result.manifest["spread"] = {{
    "runs": counting_spread(result), "parameters": spread[0],
    "hypotheses": structural_uncertainty.no_variants(),
}}
marks.append(("spread over parameters", time.perf_counter()))
with tempfile.TemporaryDirectory() as folder:
    rows = store.RunWriter(Path(folder, "runs.parquet"))
    rows.add(result.run_columns)
    rows.close()
    store.write_tables(result, Path(folder))
    marks.append(("tables", time.perf_counter()))
    save_figures(result, Path(folder, "figures"))
    marks.append(("four figures", time.perf_counter()))
for (name, end), begin in zip(marks, [start, *(m[1] for m in marks)]):
    print(f"{{name}}\\t{{end - begin:.3f}}")
"""


def phases(scenario: Path, runs: int = RUNS) -> list[tuple[str, float]]:
    """Name and seconds of every part of a run, in a process of its own, compiled before."""
    code = PHASES.format(scenario=str(scenario), runs=runs)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return [(name, float(seconds)) for name, seconds in rows]
