"""`flashpoint sweep` and `flashpoint compare --run` as people type them."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.sweep.results import read_sweep
from sim.errors import InputError

ROOT = Path(__file__).parents[3]
STUDY = ROOT / "experiments" / "studies" / "reply_threshold.yaml"
SCENARIOS = ROOT / "scenarios"
FEW = ("--set", "futures.samples=20", "--set", "futures.runs=2")


def call(*words):
    """Run the command line; bad input comes back as its InputError."""
    return CliRunner().invoke(app, [str(w) for w in words], env={"COLUMNS": "120"})


def test_a_study_runs_once_and_the_same_command_adds_nothing(tmp_path):
    """Points, runs, time and disk before; means and paired effects after; then nothing is left."""
    words = ("sweep", STUDY, "--set", "runs=40", *FEW, "--out", tmp_path / "s")
    first = call(*words)
    assert first.exit_code == 0, first.output
    said = " ".join(first.output.split())
    assert "5 points, 200 runs, of which 200 are missing in 5 blocks" in said
    assert "Against the baseline, run by run on common random numbers" in said
    before = read_sweep(tmp_path / "s").content_hash()
    again = call(*words)
    assert "0 runs now, 200 were there" in again.output
    assert read_sweep(tmp_path / "s").content_hash() == before
    longer = call("sweep", STUDY, "--set", "runs=60", *FEW, "--out", tmp_path / "s")
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


def test_options_that_telling_one_run_would_ignore_are_refused():
    """A number of runs beside `--run` means that somebody expects something else."""
    january = SCENARIOS / "january_2020.yaml"
    done = call("compare", january, january, "--run", 3, "--runs", 7)
    assert isinstance(done.exception, InputError)
    assert "3 beside --runs" in str(done.exception)


def test_a_precision_that_was_missed_is_reported_with_its_point(tmp_path):
    """Never has no war at all and is as narrow as asked; the others are cut off at the cap."""
    done = call(
        "sweep", STUDY, "--out", tmp_path / "s", "--set", "runs=40",
        "--set", "until={p_open_war: ±0.03, cap: 80}", *FEW,
    )  # fmt: skip
    said = " ".join(done.output.split())
    assert done.exit_code == 0, done.output
    assert "at most 80 runs a point: 400 runs" in said
    assert "missed at the cap (reply 1 death)" in said


def test_a_report_runs_nothing_and_refuses_the_sweep_of_another_study(tmp_path):
    """It tells what is there; two studies in one folder would set each other's parts aside."""
    out = tmp_path / "s"
    settings = ("--set", "runs=30", *FEW)
    call("sweep", STUDY, "--out", out, *settings)
    (out / "report.md").unlink()
    before = read_sweep(out).content_hash()
    again = call("report", STUDY, "--out", out, *settings)
    assert again.exit_code == 0, again.output
    assert "Does a higher threshold" in (out / "report.md").read_text("utf-8")
    assert read_sweep(out).content_hash() == before
    other = call("report", STUDY.with_name("attribution.yaml"), "--out", out)
    assert isinstance(other.exception, InputError)
    assert "the sweep of reply_threshold.yaml" in str(other.exception)


def test_an_interrupt_says_what_is_kept(tmp_path):
    """Ctrl-C in the midst of a sweep: exit code 130, one line, and the same command goes on."""
    start = "from experiments.cli.app import main; main()"
    command = [sys.executable, "-c", start, "sweep", str(STUDY), "--set", "runs=900000"]
    running = subprocess.Popen(
        [*command, "--out", str(tmp_path / "s")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not list((tmp_path / "s").glob("parts/*.parquet")):
        assert running.poll() is None, running.communicate()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 130
    assert b"the same command goes on" in said
    assert b"Traceback" not in said
    assert read_sweep(tmp_path / "s").runs["run"].size > 0
