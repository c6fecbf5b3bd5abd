"""Pages are written by the command, and their modules run in node, where there is no browser."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.cli.app import main
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from sim.wasm.packaged import packaged

SEED = 20191028
PLAY = Path(__file__).with_name("play.mjs")
LINKS = Path(__file__).with_name("links.mjs")


class Played:
    """What a page makes of a link: outcomes, daily series, downloads."""

    def __init__(self, said):
        self.said = said
        self.outcomes = {k: np.frombuffer(base64.b64decode(v)) for k, v in said["columns"].items()}
        self.daily = {
            k: np.frombuffer(base64.b64decode(v), "<f4") for k, v in said["daily"].items()
        }


@pytest.fixture(scope="session")
def node():
    """The program itself; CONTRIBUTING.md says that the tests of the page need it."""
    found = shutil.which("node")
    if found is None:
        pytest.fail("the tests of the page need node 20 or newer on the path", pytrace=False)
    return found


@pytest.fixture
def flashpoint(monkeypatch, capsys, tmp_path):
    """Run a command as a whole: its exit code, and what it wrote to the two streams."""
    monkeypatch.chdir(tmp_path)

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["flashpoint", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        return int(stopped.value.code or 0), *capsys.readouterr()

    return call


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """The page of a scenario, written once."""
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def write(said):
        path = folder / f"{Path(said).stem}.html"
        path.write_text(
            page_html(page_data(load_scenario(said), packaged(), SEED, 10_000)), "utf-8"
        )
        return path

    return write


@pytest.fixture
def run_node(node):
    """Run node; what it printed, or the error that it ended with."""

    def run(*words):
        return subprocess.run(
            [node, *map(str, words)], capture_output=True, text=True, timeout=120, check=False
        )

    return run


@pytest.fixture
def play(run_node):
    """What the modules make of a page and a link."""

    def played(page, link, runs):
        done = run_node(PLAY, page, link, runs)
        assert done.returncode == 0, done.stderr
        return Played(json.loads(done.stdout))

    return played


@pytest.fixture
def read(node, written):
    """What the page of January 2020 makes of links."""

    def ask(links):
        done = subprocess.run(
            [node, LINKS, written("january_2020")],
            input=json.dumps(links), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask
