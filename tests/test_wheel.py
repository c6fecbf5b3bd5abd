"""The wheel is the whole program: built, installed away from the checkout, tried as users do."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import load_scenario
from sim.ensemble import Engine
from sim.jit import CACHE_FOLDER

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with what pip makes of the wheel; the packages it needs stay in the environment."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = place.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, "--target", str(place / "site"), str(wheel)], check=True)
    lend_machine_code(place)
    return place / "site"


def lend_machine_code(place: Path) -> None:
    """Spare the installed copy a minute of compiling: it may use what the checkout has compiled.

    numba files machine code under the path of the folder and the time of the file. Where this
    fails, the copy compiles, and the test is slow and no less true.
    """
    Engine(load_scenario("baseline", ["days=3"]), 1).block(0, 1)
    source, copy = ROOT / "sim" / "ensemble.py", place / "site" / "sim" / "ensemble.py"
    lent, own = (CACHE_FOLDER.name + "/sim_" + _key(file.parent) for file in (source, copy))
    shutil.copytree(CACHE_FOLDER.parent / lent, place / "flashpoint" / own)
    time = source.stat().st_mtime_ns
    os.utime(copy, ns=(time, time))


def _key(folder: Path) -> str:
    return hashlib.sha1(str(folder).encode()).hexdigest()


@pytest.fixture
def flashpoint(site, tmp_path):
    """The installed command, called in an empty folder."""

    def call(*words, code=0):
        env = {"PYTHONPATH": str(site), "PATH": os.environ["PATH"], "COLUMNS": "100",
               "FLASHPOINT_CACHE_DIR": str(site.parent), "HOME": str(tmp_path)}  # fmt: skip
        done = subprocess.run(
            [sys.executable, str(site / "bin" / "flashpoint"), *words],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return call


def test_the_wheel_carries_every_file_that_is_read(site):
    """A table or template left out of the wheel is found by its first user, not by us."""
    wanted = {
        path.relative_to(ROOT)
        for folder in ("sim", "calibration", "experiments", "scenarios")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {
        Path("scenarios/worlds/iraq_2019.yaml"),
        Path("calibration/posterior.parquet"),
        Path("sim/wasm/kernel.wasm"),
        Path("sim/wasm/kernel.json"),
    } <= wanted
    assert [str(path) for path in sorted(wanted) if not (site / path).is_file()] == []
    assert not (site / "tests").exists()


def test_a_shipped_study_needs_no_extra(site):
    """`pip install` of the wheel alone runs and reports every study and the backtest: what they ask
    for comes with it."""
    (about,) = site.glob("flashpoint-*.dist-info/METADATA")
    wanted = re.findall(r"^Requires-Dist: ([\w-]+)[^;\n]*$", about.read_text(), re.MULTILINE)
    rooms = ("experiments/study", "experiments/analysis", "calibration/backtest")
    code = [path.read_text() for room in rooms for path in (ROOT / room).glob("*.py")]
    asked = {name for text in code for name in re.findall(r"need\(\s*f?\"(\w+)", text)}
    asked |= {name for text in code for name in re.findall(r"^ +import (\w+)  # heavy", text, re.M)}
    assert {"SALib", "ema_workbench", "scoringrules"} <= asked
    assert {n.lower().replace("_", "-") for n in asked} <= {
        n.lower().replace("_", "-") for n in wanted
    }


def test_an_installed_wheel_lists_runs_and_sweeps_what_it_brought(flashpoint, tmp_path):
    """Scenarios, worlds, studies, evidence and posterior come along: an empty folder will do."""
    shown = flashpoint("list")
    assert "january_2020" in shown
    flashpoint("run", "january_2020", "--runs", "20", "--set", "days=90", "--no-figures")
    manifest = json.loads((tmp_path / "results" / "january_2020" / "manifest.json").read_text())
    assert (manifest["runs"], manifest["history_until"]) == (20, "2020-01-08")
    # The folder lies in nobody's checkout, or in one that is not ours.
    assert manifest["git"] == {}
    assert "coded history" in flashpoint("explain", "results/january_2020", "--run", "1")
    few = ("runs=4", "futures.runs=2", "futures.samples=20")
    few += ("factors.error.values=[0, 0.5]", "factors.delay.values=[0, 3]")
    flashpoint("sweep", "attribution", *(word for text in few for word in ("--set", text)))
    assert (tmp_path / "results" / "studies" / "attribution" / "report.md").is_file()
    assert "wsj:12" in flashpoint("evidence", "wsj:12")
    assert "fire_base" in flashpoint("params", "fire_base")


def test_files_of_ones_own_win_over_those_of_the_wheel(flashpoint, tmp_path):
    """A scenario of the same name, or one that extends ours, is the one that is run."""
    (tmp_path / "scenarios").mkdir()
    own = tmp_path / "scenarios" / "long_pause.yaml"
    own.write_text("extends: baseline.yaml\ntitle: A pause of my own\ndays: 30\n")
    assert "A pause of my own" in flashpoint("check", "long_pause")
    assert "A pause of my own" in flashpoint("list")
    flashpoint("run", "long_pause", "--runs", "5", "--no-figures")
    manifest = json.loads((tmp_path / "results" / "long_pause" / "manifest.json").read_text())
    assert (manifest["title"], manifest["days"]) == ("A pause of my own", 30)
    said = flashpoint("run", "long_paus", code=2)
    assert said.startswith("error: long_paus: file: got No such file")
    assert "did you mean 'long_pause'?" in said
