"""What tests of the command line share."""

import subprocess
import sys
from pathlib import Path

import pytest

from experiments.cli import output
from experiments.cli.app import main


@pytest.fixture
def flashpoint(monkeypatch, capsys, tmp_path):
    """Run a command as a whole: its exit code, and what it wrote to the two streams."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(output.console, "width", 400)

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["flashpoint", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        return int(stopped.value.code or 0), *capsys.readouterr()

    return call


@pytest.fixture
def process():
    """Run Python in a folder as one true process, off the path and without our environment."""

    def call(folder, *words):
        return subprocess.run(
            [sys.executable, *words],
            cwd=folder,
            env={"PYTHONPATH": str(Path(__file__).parents[3]), "PATH": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return call
