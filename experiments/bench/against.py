"""This tree against another commit, in turns: `make bench AGAINST=COMMIT`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TURNS: Final = 5
ENGINE: Final = """
import time
from pathlib import Path
from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
engine = Engine(load_scenario(Path("scenarios/baseline.yaml"), ("days=180",)), 1)
engine.block(0, 10)
found = []
for k in range(10):
    start = time.perf_counter()
    engine.block(500 * k, 500 * k + 500)
    found.append(time.perf_counter() - start)
print(min(found))
"""
RUN: Final = """
import tempfile, time
from experiments.cli.app import app
import sys
with tempfile.TemporaryDirectory() as folder:
    sys.argv[1:] = ["run", "scenarios/baseline.yaml", "--runs", "10000", "--out", folder + "/x"]
    start = time.perf_counter()
    try:
        app()
    except SystemExit:
        pass
    print(time.perf_counter() - start)
"""
COLD: Final = """
import time
from pathlib import Path
from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
start = time.perf_counter()
Engine(load_scenario(Path("scenarios/baseline.yaml")), 1).block(0, 10)
print(time.perf_counter() - start)
"""


def _ask(code: str, tree: Path, cache: Path) -> float:
    """Seconds that a piece of code tells of itself, run on the files of `tree`."""
    env = os.environ | {"PYTHONPATH": str(tree), "FLASHPOINT_CACHE_DIR": str(cache)}
    call = [sys.executable, "-c", code]
    done = subprocess.run(call, cwd=tree, env=env, capture_output=True, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def ratios(commit: str) -> list[tuple[str, float]]:
    """What is compared -> how many times as fast this tree is as `commit`, medians of turns."""
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder, "other")
        _git("worktree", "add", "--detach", str(other), commit)
        try:
            trees = [(other, Path(folder, "cache_other")), (ROOT, Path(folder, "cache"))]
            cold = [_ask(COLD, *tree) for tree in trees]
            return [
                ("compiling, cold cache", cold[0] / cold[1]),
                ("engine, 180 days, log off", _in_turns(ENGINE, trees)),
                ("`run` of 10,000 runs without its start-up", _in_turns(RUN, trees)),
            ]
        finally:
            _git("worktree", "remove", "--force", str(other))


def _in_turns(code: str, trees: Sequence[tuple[Path, Path]]) -> float:
    theirs, ours = [], []
    for _ in range(TURNS):
        theirs.append(_ask(code, *trees[0]))
        ours.append(_ask(code, *trees[1]))
    return median(theirs) / median(ours)


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True)
