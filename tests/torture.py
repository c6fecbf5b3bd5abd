"""Kill a sweep with SIGKILL, whole process tree, at random moments; it must end as if nothing was.

    python tests/torture.py [--kills 20] [--seed N] [--workers N] [--runs N]

Checks at the end: the content hash equals that of a sweep that was left alone, the parts are the
same, and no part that was on disk at any kill was ever written again (same inode, same time).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from experiments import load_scenario
from experiments.sweep.blocks import Case
from experiments.sweep.results import read_sweep
from experiments.sweep.run import SweepPlan, run_sweep

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
RUNS = 40_500
"""Runs of each point: twenty whole blocks and a crumb."""
IN_START_UP = 0.2
"""Share of the kills that count from the start of the process; the others count from the first part
that it writes, so that they hit a sweep at work."""
Stamps = dict[str, tuple[int, int]]


def torture_plan(runs: int = RUNS) -> SweepPlan:
    """Four points, parameters from the posterior; as many seconds of work as `runs` make it."""

    def case(growth: str) -> Case:
        settings = ("days=30", f"parameters.set.isis_growth={growth}")
        return Case(
            f"growth-{growth}", {"growth": growth}, lambda: load_scenario(BASELINE, settings)
        )

    return SweepPlan(tuple(map(case, ("0.005", "0.01", "0.02", "0.03"))), runs, 20191028)


def stamps(folder: Path) -> Stamps:
    """Name of every part -> inode and time, which change when it is written again."""
    found = {p.name: p.stat() for p in (folder / "parts").glob("*.parquet")}
    return {name: (s.st_ino, s.st_mtime_ns) for name, s in found.items()}


def start(folder: Path, asked: argparse.Namespace) -> subprocess.Popen[bytes]:
    """The same command each time, in a process group of its own."""
    command = [sys.executable, __file__, "--child", str(folder)]
    command += ["--workers", str(asked.workers), "--runs", str(asked.runs)]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def let_live(
    process: subprocess.Popen[bytes], folder: Path, seconds: float, known: Stamps | None
) -> bool:
    """Kill the whole process group some seconds after its first part beyond those `known`, or
    after its start when that is None.

    False when it came to its end before.
    """
    while known is not None and process.poll() is None and stamps(folder).keys() <= known.keys():
        time.sleep(0.005)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def torture(folder: Path, asked: argparse.Namespace) -> None:
    """Kill, check, go on; raises SystemExit with words when something is not as it should be."""
    luck = random.Random(asked.seed)
    whole, target = folder / "whole", folder / "killed-0"
    if start(whole, asked).wait() != 0:
        raise SystemExit("the sweep that was left alone failed")
    work_s = read_sweep(whole).manifest["last_session"]["wall_s"]
    print(f"left alone: {work_s:.1f} s of work, {len(stamps(whole))} parts, seed {asked.seed}")
    killed, sweeps, halves, known = 0, 1, 0, {}  # type: int, int, int, Stamps
    while killed < asked.kills:
        early, seconds = luck.random() < IN_START_UP, luck.uniform(0, work_s / 4)
        if let_live(start(target, asked), target, seconds, None if early else known):
            killed += 1
            known = check_kept(target, known)
            halves += len(half_written(target))
            print(f"kill {killed}: {len(known)} parts on disk", flush=True)
        else:
            # It came to its end: a new one is begun, so that every kill hits a sweep at work.
            finish(target, whole, known, asked)
            target, known, sweeps = folder / f"killed-{sweeps}", {}, sweeps + 1
    finish(target, whole, known, asked)
    print(f"{killed} kills over {sweeps} sweeps left {halves} half-written files;")
    print("every sweep ended with the content of the one left alone; no finished block ran twice")


def half_written(folder: Path) -> list[Path]:
    """Files that a kill caught on their way to the disk."""
    return list(folder.rglob(".*.tmp"))


def check_kept(target: Path, known: Stamps) -> Stamps:
    """Parts now on disk, when all that were there before are there untouched."""
    now = stamps(target)
    if not known.items() <= now.items():
        raise SystemExit(f"{target}: a finished part was lost or written again")
    return now


def finish(target: Path, whole: Path, known: Stamps, asked: argparse.Namespace) -> None:
    """Run to the end and compare."""
    if start(target, asked).wait() != 0:
        raise SystemExit(f"{target}: the last start failed")
    check_kept(target, known)
    same_parts = stamps(target).keys() == stamps(whole).keys()
    same = read_sweep(target).content_hash() == read_sweep(whole).content_hash()
    if not (same and same_parts) or half_written(target):
        raise SystemExit(f"{target}: differs from the sweep that was left alone")


def main() -> None:
    """Command line of the torture, and of its victims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each of four points")
    parser.add_argument("--child", type=Path, help="run the sweep in this folder and be a victim")
    asked = parser.parse_args()
    if asked.child:
        run_sweep(torture_plan(asked.runs), asked.child, asked.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        torture(Path(folder), asked)


if __name__ == "__main__":
    main()
