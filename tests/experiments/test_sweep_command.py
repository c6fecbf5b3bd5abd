"""`flashpoint sweep` and `flashpoint compare --run` as people type them."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from experiments.cli import app
from experiments.sweep_data import read_sweep
from sim.yamlfile import InputError

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "experiments" / "studies" / "reply_threshold.yaml"
SCENARIOS = ROOT / "scenarios"


def call(*words):
    """Run the command line; bad input comes back as its InputError."""
    return CliRunner().invoke(app, [str(w) for w in words], env={"COLUMNS": "120"})


def test_a_study_runs_once_and_the_same_command_adds_nothing(tmp_path):
    """Points, runs, time and disk before; means and paired effects after; then nothing is left."""
    words = ("sweep", STUDY, "--set", "runs=40", "--out", tmp_path / "s")
    first = call(*words)
    assert first.exit_code == 0, first.output
    said = " ".join(first.output.split())
    assert "5 points, 200 runs, of which 200 are missing in 5 blocks" in said
    assert "Against the baseline, run by run with the same luck" in said
    before = read_sweep(tmp_path / "s").content_hash()
    again = call(*words)
    assert "0 runs now, 200 were there" in again.output
    assert read_sweep(tmp_path / "s").content_hash() == before
    longer = call("sweep", STUDY, "--set", "runs=60", "--out", tmp_path / "s")
    assert "100 runs now, 200 were there" in longer.output


def test_a_dry_run_writes_nothing(tmp_path):
    """It says what would be done."""
    done = call("sweep", STUDY, "--dry-run", "--out", tmp_path / "s")
    assert done.exit_code == 0
    assert "are missing in" in done.output
    assert not (tmp_path / "s").exists()


def test_a_bad_study_is_refused_before_anything_runs(tmp_path):
    """File and line, and no folder."""
    text = STUDY.read_text(encoding="utf-8").replace("runs:", "rums:")
    bad = tmp_path / "bad.yaml"
    bad.write_text(text, encoding="utf-8")
    done = call("sweep", bad, "--out", tmp_path / "s")
    assert isinstance(done.exception, InputError)
    assert "did you mean 'runs'" in str(done.exception)
    assert not (tmp_path / "s").exists()


def test_one_run_of_two_scenarios_tells_where_they_part():
    """The same run of the same scenario never parts; an order on the strikes does."""
    january, other = SCENARIOS / "january_2020.yaml", SCENARIOS / "proportionate_reply.yaml"
    same = call("compare", january, january, "--run", 3)
    assert "part after" not in same.output
    parted = call("compare", january, other, "--run", 3)
    assert parted.exit_code == 0, parted.output
    assert "Run 3: the worlds part after" in parted.output
