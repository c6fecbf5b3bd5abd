"""The other ways into the command line: `python -m experiments`, TAB, and names for files."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli.app import VERSION, app

ROOT = Path(__file__).parents[3]


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A working folder outside the checkout."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_python_m_experiments_is_the_command_line(empty, process):
    """Where scripts are not on the path, as in many notebooks, `python -m` must do."""

    def call(*words):
        return process(empty, "-m", "experiments", *words)

    assert call("--version").stdout == f"flashpoint {VERSION}\n"
    bad = call("check", "none")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("error: none: file: got No such file")


NOTHING_HEAVY = """
import sys
from experiments.cli.app import main
sys.argv = ["flashpoint", "report", *sys.argv[1:]]
try:
    main()
finally:
    print([name for name in ("pandas", "numba", "matplotlib", "scipy") if name in sys.modules])
"""


@pytest.mark.parametrize("words", [["what_matters"], ["what_matters", "--out", "x"], ["what_mat"]])
def test_a_report_of_no_sweep_says_so_before_anything_heavy_is_loaded(empty, process, words):
    """It took 24 seconds to say that nothing is there."""
    done = process(empty, "-c", NOTHING_HEAVY, *words)
    assert (done.returncode, done.stdout) == (2, "[]\n")
    said = "no readable study.json" if words[0] == "what_matters" else "did you mean 'what_matters'"
    assert said in done.stderr


def offered(line):
    """What the shell would offer at the end of a line."""
    words = line.split(" ")
    place = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    asked = {"_FLASHPOINT_COMPLETE": "complete_bash", **place}
    return CliRunner().invoke(app, [], prog_name="flashpoint", env=asked).output.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_is_told_how_to_complete(shell):
    """`flashpoint --show-completion` prints what a profile takes."""
    asked = {"_FLASHPOINT_COMPLETE": f"source_{shell}"}
    done = CliRunner().invoke(app, [], prog_name="flashpoint", env=asked)
    assert "_FLASHPOINT_COMPLETE" in done.output
    assert "--install-completion" in CliRunner().invoke(app, ["--help"]).output


def test_tab_offers_commands_names_and_own_files(empty):
    """Names of scenarios where a scenario goes, of studies where a study goes, and own files."""
    (empty / "january_mine.yaml").write_text("")
    (empty / "january").mkdir()
    (empty / "january" / "deep.yaml").write_text("")
    assert {"check", "compare"} <= set(offered("flashpoint c"))
    mine = ["january/", "january_mine.yaml", "january_2020"]
    assert offered("flashpoint run jan") == mine
    assert offered("flashpoint compare baseline jan") == mine
    assert offered("flashpoint run january/") == ["january/deep.yaml"]
    assert offered("flashpoint sweep what") == ["what_matters"]
    assert offered("flashpoint run zzz") == []


@pytest.mark.usefixtures("empty")
def test_list_outside_a_checkout_shows_the_shipped_scenarios():
    """The first command anybody types needs no folder to be there."""
    done = CliRunner().invoke(app, ["list"])
    assert done.exit_code == 0
    for name in ("baseline", "january_2020", "turkey_shock"):
        assert name in done.output
    assert str(ROOT) not in done.output


def test_list_shows_own_scenarios_beside_the_shipped(empty):
    """A user's folder `scenarios/` adds to ours and does not hide it."""
    (empty / "scenarios").mkdir()
    (empty / "scenarios" / "mine.yaml").write_text("extends: baseline.yaml\ntitle: Mine alone\n")
    done = CliRunner().invoke(app, ["list"])
    assert "Mine alone" in done.output
    assert "january_2020" in done.output


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("words", [["check", "january_2020"], ["diff", "baseline", "long_pause"],
                                   ["sweep", "attribution", "--dry-run"]])  # fmt: skip
def test_commands_take_names(words):
    """Wherever a file of ours may stand, its name may."""
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output


def test_words_to_look_for_need_no_quotes():
    """`flashpoint evidence camp taji`, as it is typed."""
    done = CliRunner().invoke(app, ["evidence", "camp", "taji"])
    assert (done.exit_code, "taji_rockets_202003" in done.output) == (0, True)
    done = CliRunner().invoke(app, ["params", "political", "path"])
    assert (done.exit_code, "sadr_patience_days" in done.output) == (0, True)


RUN_LOADS = """
import sys
from experiments.cli.app import main
sys.argv = ["flashpoint", "run", "baseline", "--runs", "20", "--out", "made"]
try:
    main()
finally:
    heavy = ("pandas", "scipy.special", "scipy.stats", "mesa", "networkx", "jinja2", "SALib")
    print([name for name in (*heavy, "matplotlib") if name in sys.modules])
"""


def test_a_run_loads_no_library_that_it_does_not_need(empty, process):
    """Each takes as long to load as a thousand runs take; matplotlib draws its figures."""
    assert process(empty, "-c", RUN_LOADS).stdout.splitlines()[-1] == "['matplotlib']"
