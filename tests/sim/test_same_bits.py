"""The shipped scenarios give the same bits everywhere: one committed hash each."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
from sim.model import EscalationModel
from sim.parameters import sample_parameters
from sim.state.layout import tally_layout
from tests.same_bits import GOLDEN, ROOT, SEED, SHIPPED, bits

PLAIN = {
    "NUMBA_CPU_NAME": "generic",
    "NUMBA_CPU_FEATURES": "",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX",
}
"""A processor without wide registers and fused steps, for compiled rules and for numpy."""


def golden() -> dict[str, str]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_gives_the_bits_that_are_on_record(name):
    """A thousand runs with their days and events: whoever differs has another machine's numbers.

    Where rules were changed on purpose, FLASHPOINT_WRITE_GOLDEN=1 writes the record again.
    """
    if os.environ.get("FLASHPOINT_WRITE_GOLDEN"):
        known = (golden() if GOLDEN.is_file() else {}) | {name: bits(name)}
        text = json.dumps({k: known[k] for k in SHIPPED if k in known}, indent=1)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
    assert golden()[name] == bits(name)


def test_every_scenario_is_on_record():
    assert sorted(golden()) == SHIPPED


def test_a_plain_processor_gives_the_same_bits(tmp_path):
    """Compiled for the oldest processor of its family, and numpy without its wide loops."""
    asked = [sys.executable, "-W", "ignore", "-m", "tests.same_bits", "january_2020"]
    env = os.environ | PLAIN | {"FLASHPOINT_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["january_2020"] == golden()["january_2020"]


def test_one_bit_makes_another_hash():
    """Negative control: the record would notice the last bit of one draw."""
    assert bits("baseline", 20) == bits("baseline", 20) != bits("baseline", 19)
    u = np.arange(20)
    first = sample_parameters("prior", {}, {}, SEED, u)
    second = sample_parameters("prior", {}, {}, SEED + 1, u)
    assert any((first[name] != second[name]).any() for name in first)


@pytest.mark.parametrize("name", ["baseline", "january_2020"])
def test_plain_python_gives_the_counters_that_the_record_hashes(name):
    """Without any compiler: the Mesa model runs the rules as Python and ends on the same bits."""
    scenario = load_scenario(ROOT / "scenarios" / f"{name}.yaml")
    tallies = Engine(scenario, SEED).block(0, 2).tallies
    for run in range(2):
        model = EscalationModel(scenario, rng=SEED, run=run)
        model.run_model()
        words = model.words()
        at = Engine(scenario, SEED)._tally_at
        there = words[at : at + len(tally_layout().names)]
        assert there.tobytes() == tallies[run].tobytes()
