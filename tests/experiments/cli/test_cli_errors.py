"""The command line meets bad input with one line, exit code 2, and an untouched disk."""

import shutil
import sys
from pathlib import Path

import pytest

from experiments.cli.app import main

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "scenarios"
BAD = "extends: january_2020.yaml\ntitle: x\ndayz: 5\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty place to stand in, with a copy of the scenarios and one bad file among them."""
    shutil.copytree(FOLDER, tmp_path / "scenarios")
    (tmp_path / "scenarios" / "bad.yaml").write_text(BAD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def flashpoint(monkeypatch, capsys):
    """Run the command in this process: its exit code and what it wrote to the two streams."""

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["flashpoint", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code or 0, *capsys.readouterr()

    return call


def on_disk(folder):
    return sorted(p.relative_to(folder) for p in folder.rglob("*"))


REFUSED = {
    "run": (["run", "scenarios/bad.yaml"], "scenarios/bad.yaml:3: dayz: got unknown key"),
    "check": (["check", "scenarios/bad.yaml"], "scenarios/bad.yaml:3: dayz: got unknown key"),
    "compare, second file": (
        ["compare", "scenarios/baseline.yaml", "scenarios/bad.yaml"],
        "scenarios/bad.yaml:3: ",
    ),
    "diff": (["diff", "scenarios/bad.yaml", "scenarios/baseline.yaml"], "scenarios/bad.yaml:3: "),
    "list": (["list", "scenarios"], "scenarios/bad.yaml:3: "),
    "run, no such file": (["run", "scenarios/none.yaml"], "scenarios/none.yaml: file: got No such"),
    "run, a folder": (["run", "scenarios"], "scenarios: file: got a folder"),
    "run, bad setting": (
        ["run", "scenarios/baseline.yaml", "--set", "dyas=5"],
        "--set: dyas: got unknown key 'dyas'; did you mean 'days'?",
    ),
    "run, onto other things": (
        ["run", "scenarios/baseline.yaml", "--runs", "5", "--out", "scenarios"],
        "scenarios: --out: got something else is there",
    ),
    "plot, unknown folder": (["plot", "results/none"], "results/none: result: got no such folder"),
    "explain, unknown folder": (
        ["explain", "results/none"],
        "results/none: result: got no such folder",
    ),
    "explain, a folder of other things": (
        ["explain", "scenarios"],
        "scenarios: result: got no readable",
    ),
    "explain, a file": (
        ["explain", "scenarios/bad.yaml"],
        "scenarios/bad.yaml: result: got a file",
    ),
    "sweep, a scenario": (
        ["sweep", "january_2020"],
        "january_2020: file: got the name of a scenario, which `flashpoint run january_2020`",
    ),
    "run, a study": (
        ["run", "attribution"],
        "attribution: file: got the name of a study, which `flashpoint sweep attribution` takes",
    ),
    "run, no runs": (["run", "january_2020", "--runs", "0"], "--runs: got 0; accepts a whole"),
    "params, an unknown name": (["params", "zzzz"], "params: NAME: got zzzz"),
    "list, unknown folder": (["list", "none"], "none:1: folder: got no such folder"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_one_line_and_exit_code_two(here, flashpoint, case):
    """Scripts read the exit code and people the line; a traceback serves neither, and a result
    folder begun and left would be taken for a result."""
    words, start = REFUSED[case]
    before = on_disk(here)
    code, out, err = flashpoint(*words)
    assert code == 2
    assert err.startswith(f"error: {start}")
    assert err.count("\n") == 1
    assert "Traceback" not in out + err
    assert on_disk(here) == before


def test_check_tells_the_errors_of_all_files(here, flashpoint):
    """Whoever checks ten files wants ten answers, not the first bad one."""
    (here / "scenarios" / "worse.yaml").write_text("- 1\n")
    code, out, err = flashpoint(
        "check", *(f"scenarios/{n}.yaml" for n in ("bad", "baseline", "worse", "none"))
    )
    assert code == 2
    told = (out + err).splitlines()
    assert sum(line.startswith("error: ") for line in told) == 3
    assert sum("scenarios/baseline.yaml: good" in line for line in told) == 1
    for place in ("bad.yaml:3:", "worse.yaml:1:", "none.yaml: "):
        assert place in out + err


@pytest.mark.usefixtures("here")
def test_check_of_good_files_ends_with_zero(flashpoint):
    """The negative control of this file: the same command, nothing wrong."""
    code, out, err = flashpoint("check", "scenarios/baseline.yaml", "scenarios/turkey_shock.yaml")
    assert (code, err, out.count("good")) == (0, "", 2)


def test_the_installed_program_behaves_the_same(here, process):
    """One true process: no traceback from the interpreter's own exit either."""
    before = on_disk(here)
    code = "from experiments.cli.app import main; main()"
    done = process(here, "-c", code, "run", "scenarios/bad.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: scenarios/bad.yaml:3: dayz: ")
    assert done.stderr.count("\n") == 1
    assert on_disk(here) == before
