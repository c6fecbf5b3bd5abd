"""Hashes of what the shipped scenarios give, to be compared between machines.

`python -m tests.same_bits [SCENARIO ...]` prints them: the same on every processor, system and
version of Python, as `tests/golden/same_bits.json` has them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from calibration.evidence.library import load_scenario
from sim.ensemble import Engine

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests/golden/same_bits.json"
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
SEED = 20191028
RUNS = 1000


def bits(name: str, runs: int = RUNS) -> str:
    """Hash of the counters, the daily series and the events of the first runs of a scenario."""
    scenario = load_scenario(ROOT / "scenarios" / f"{name}.yaml")
    block = Engine(scenario, SEED).block(0, runs, daily=True, events=True)
    return hash_of(block.tallies, block.daily, block.events, block.event_counts)


def hash_of(*tables: np.ndarray) -> str:
    """Hash of counters, series, events and the number of events of each run."""
    found = hashlib.sha256()
    for table in tables:
        found.update(table.tobytes())
    return found.hexdigest()


if __name__ == "__main__":
    print(json.dumps({name: bits(name) for name in sys.argv[1:] or SHIPPED}, indent=1))
