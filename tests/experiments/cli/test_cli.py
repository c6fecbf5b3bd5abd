"""The command line: every command does what it says, with the exit code it promises."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli.app import VERSION, app
from experiments.plots.run import beside
from experiments.plots.run.figures import FIGURES
from experiments.report.posterior_text import whole_prior
from experiments.runs.store import RunWriter, read_manifest
from experiments.text.wording import significant
from sim.ensemble import Engine
from sim.levers import LEVERS
from sim.outcomes import HEADLINE, OUTCOMES
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.rules import RULES

SCENARIOS = Path(__file__).parents[3] / "scenarios"
BASELINE, JANUARY = str(SCENARIOS / "baseline.yaml"), str(SCENARIOS / "january_2020.yaml")
COMMANDS = (
    "run",
    "plot",
    "compare",
    "explain",
    "check",
    "diff",
    "params",
    "evidence",
    "calibrate",
    "backtest",
    "import-events",
    "sweep",
    "levers",
    "outcomes",
    "list",
)
SMALL = ("--runs", "40", "--seed", "3", "--set", "days=40")
SMALL_RUN = (*SMALL, "--events", "10", "--no-figures")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A result folder without figures."""
    folder = tmp_path_factory.mktemp("results") / "small"
    done = CliRunner().invoke(app, ["run", BASELINE, *SMALL_RUN, "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


# Help.


@pytest.mark.parametrize("words", [[], *([c] for c in COMMANDS)])
def test_every_command_has_help(words):
    """`-h` works everywhere, as people expect."""
    for option in ("-h", "--help"):
        done = CliRunner().invoke(app, [*words, option])
        assert done.exit_code == 0
        assert "Usage" in done.output


def test_help_names_every_command():
    """A command that help hides does not exist for a newcomer."""
    text = CliRunner().invoke(app, ["--help"]).output
    assert all(name in text for name in COMMANDS)


def test_help_does_not_wait_for_the_compiler():
    """The compiler, Mesa and the table libraries take seconds to load; help needs none of them."""
    code = (
        "import sys, experiments.cli.app; heavy = {'numba', 'mesa', 'pandas', 'scipy', 'pyarrow', "
        "'matplotlib', 'numpy', 'sim'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_printed():
    """For bug reports."""
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.output.strip()) == (0, f"flashpoint {VERSION}")


def test_the_program_is_installed():
    """The name on the tin: `flashpoint` beside this Python, with exit code 2 for bad input."""
    program = Path(sys.executable).with_name("flashpoint")
    done = subprocess.run([program, "check", "nowhere.yaml"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("error: nowhere.yaml: ")
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["run"],
        ["run", BASELINE, "--runs", "0"],
        ["run", BASELINE, "--runs", "many"],
        ["run", BASELINE, "--seed", "-1"],
        ["run", BASELINE, "--workers", "0"],
        ["compare", BASELINE],
        ["run", BASELINE, "--nonsense"],
    ],
)
def test_words_that_make_no_command_exit_with_2(flashpoint, words):
    """A mistyped option stops before anything runs."""
    code, _, error = flashpoint(*words)
    assert code == 2
    assert error


# Run.


def test_run_writes_a_folder_and_prints_a_summary(flashpoint, tmp_path):
    """The first thing anybody does: a table, where the files are, and what the spread means."""
    code, out, _ = flashpoint("run", BASELINE, *SMALL_RUN, "--out", "here")
    assert code == 0
    assert {p.name for p in (tmp_path / "here").iterdir()} == {
        "runs.parquet",
        "daily.parquet",
        "events.parquet",
        "by_group.parquet",
        "manifest.json",
        "inputs",
        "summary.txt",
        "summary.json",
    }
    assert all(name in out for name in HEADLINE)
    assert "40 runs, seed 3" in out
    assert "The spread is luck and what the evidence leaves open" in out
    assert "here/runs.parquet" in out
    assert read_manifest(tmp_path / "here")["settings"] == ["days=40"]


@pytest.mark.parametrize("days", ["5", "200"])
def test_run_and_compare_say_that_war_is_not_counted_where_it_began(flashpoint, tmp_path, days):
    """Beside the tables and in the folder, which may travel without them; a few days see no war."""
    words = ["--runs", "60", "--seed", "3", "--set", f"days={days}", "--set", "parameters=prior"]
    # War is rare; here rockets kill more often, deaths are laid on Iran, and no exchange stays one.
    for name, value in (("fatal_chance", 0.3), ("iran_per_memory", 1), ("war_chance", 1)):
        words += ["--set", f"parameters.set.{name}={value}"]
    _, out, _ = flashpoint("run", BASELINE, *words, "--no-figures", "--out", "a")
    _, both, _ = flashpoint("compare", BASELINE, BASELINE, *words, "--out", "b")
    ran, compared = (read_manifest(tmp_path / name) for name in ("a", "b"))
    began = ran["means"]["open_war"] > 0
    assert began == (days == "200")
    assert ("not_counted" in ran) == ("Not counting war itself" in " ".join(out.split())) == began
    assert ("not_counted" in compared) == ("% of runs of B" in " ".join(both.split())) == began


def test_a_title_with_brackets_is_printed_as_it_is(flashpoint, tmp_path):
    """Brackets in people's own words are no colours of ours, and `[/x]` no crash."""
    title = "What [bold] if [/x]"
    (tmp_path / "x.yaml").write_text(f'extends: {BASELINE}\ntitle: "{title}"\n', "utf-8")
    for words in (["run", "x.yaml", *SMALL_RUN], ["check", "x.yaml"], ["list", "."]):
        code, out, _ = flashpoint(*words)
        assert code == 0
        assert title in out


def test_run_without_out_writes_under_results(flashpoint, tmp_path):
    """`results/NAME`, as help says."""
    assert flashpoint("run", BASELINE, *SMALL_RUN)[0] == 0
    assert (tmp_path / "results" / "baseline" / "manifest.json").is_file()


def test_run_says_what_drawn_parameters_and_variants_mean(flashpoint):
    """Every printed chance says which error it carries."""
    _, out, _ = flashpoint(
        "run", BASELINE, *SMALL_RUN, "--set", "parameters=prior", "--set", "hypotheses.H1=A"
    )
    assert "what the priors leave open" in out
    assert "H1-A" in out


def test_run_tells_of_failed_runs_and_exits_with_1(flashpoint, monkeypatch, tmp_path):
    """A script must notice; a person gets seed, number and traceback."""
    real = Engine.block

    def block(self, first, last, **wanted):
        if first <= 5 < last:
            raise ZeroDivisionError("[a rule]")
        return real(self, first, last, **wanted)

    monkeypatch.setattr(Engine, "block", block)
    code, out, _ = flashpoint("run", BASELINE, *SMALL_RUN, "--out", "here")
    assert code == 1
    assert "run 5 (seed 3) failed" in out
    assert "ZeroDivisionError: [a rule]" in out
    assert len(read_manifest(tmp_path / "here")["failures"]) == 1


def test_an_interrupt_leaves_nothing_and_exits_with_130(flashpoint, monkeypatch, tmp_path):
    """Ctrl-C, said in one line."""

    def stop(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(RunWriter, "add", stop)
    code, _, _ = flashpoint("run", BASELINE, *SMALL_RUN, "--out", "here")
    assert code == 130
    assert list(tmp_path.iterdir()) == []


def test_run_refuses_a_folder_of_other_things(flashpoint, tmp_path):
    """Before the first run, not after the last."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").touch()
    code, _, error = flashpoint("run", BASELINE, *SMALL_RUN, "--out", "thesis")
    assert code == 2
    assert "something else is there" in error
    assert [p.name for p in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


# Figures: that they are drawn; what they show is tested with the plots.


def test_run_plot_and_compare_draw_figures(flashpoint, tmp_path):
    """Each of the three commands names the pictures it made, and they are there."""
    words = (*SMALL, "--events", "10")
    assert flashpoint("run", BASELINE, *words, "--out", "a")[0] == 0
    drawn = {p.name for p in (tmp_path / "a" / "figures").glob("*.png")}
    assert drawn
    shutil.rmtree(tmp_path / "a" / "figures")
    code, out, _ = flashpoint("plot", "a", "--run", "2")
    assert code == 0
    assert "figure: " in out
    assert list((tmp_path / "a" / "figures").glob("*.png"))
    code, out, _ = flashpoint(
        "compare", BASELINE, JANUARY, "--runs", "30", "--set", "days=90", "--out", "b"
    )
    assert code == 0
    assert all(name in out for name in HEADLINE)
    assert "paired over 30 runs" in out
    assert (tmp_path / "b" / "effects.csv").is_file()


@pytest.mark.parametrize("run", ["10", "-1", "400"])
def test_plot_refuses_a_run_whose_events_are_not_kept(flashpoint, written, run):
    """Only the first runs keep their events."""
    code, _, error = flashpoint("plot", written, "--run", run)
    assert code == 2
    assert "0 to 9" in error


# Explain.


def test_explain_tells_one_run(flashpoint, written):
    """A dated story with causes."""
    code, out, _ = flashpoint("explain", written, "--run", "4", "--all")
    assert code == 0
    assert out.startswith("Run 4")
    assert "2019-" in out
    assert "draw=" in out


def test_explain_finds_runs_and_tells_the_first(flashpoint, written):
    """From a condition to a story in one step."""
    code, out, _ = flashpoint("explain", written, "--find", "n_rocket_attacks>=1")
    assert code == 0
    assert "runs with n_rocket_attacks>=1" in out
    number = int(out.split("n_rocket_attacks>=1: ")[1].split(",")[0].split()[0])
    assert f"Run {number} " in out


def test_explain_says_when_no_run_is_found(flashpoint, written):
    """Nothing found is an answer, not an error."""
    code, out, _ = flashpoint("explain", written, "--find", "us_killed>=1000000")
    assert code == 0
    assert out.startswith("0 runs with")


@pytest.mark.parametrize(
    "words", [["--run", "40"], ["--run", "-1"], ["--find", "peak>=1"], ["--find", "rubbish"]]
)
def test_explain_refuses_what_it_cannot_tell(flashpoint, written, words):
    """Exit code 2 and one line."""
    code, _, error = flashpoint("explain", written, *words)
    assert code == 2
    assert error.startswith("error: ")


@pytest.mark.parametrize("command", ["explain", "plot"])
def test_a_folder_that_is_no_result_is_refused(flashpoint, tmp_path, command):
    """Any other folder, or none."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        code, _, error = flashpoint(command, folder)
        assert code == 2
        assert "a folder written by `flashpoint run`" in error


# Check, diff, list.


def test_check_passes_every_shipped_scenario(flashpoint):
    """The files in the repository are the first examples people copy."""
    code, out, error = flashpoint("check", *sorted(SCENARIOS.glob("*.yaml")))
    assert (code, error) == (0, "")
    assert out.count("good") == len(list(SCENARIOS.glob("*.yaml")))


def test_check_shows_all_errors_of_all_files(flashpoint, tmp_path):
    """One round of corrections, not one for each file."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(f"extends: {BASELINE}\ndays: {name}\n", "utf-8")
    code, out, error = flashpoint("check", "one.yaml", BASELINE, "two.yaml")
    assert code == 2
    assert "one.yaml:2: days" in out
    assert "good" in out
    assert "two.yaml:2: days" in error


def test_check_applies_settings(flashpoint):
    """What would `run` say with these settings?"""
    assert flashpoint("check", BASELINE, "--set", "days=60")[0] == 0
    assert flashpoint("check", BASELINE, "--set", "days=sixty")[0] == 2


def test_diff_shows_what_differs(flashpoint):
    """After `extends`, key by key."""
    code, out, _ = flashpoint("diff", BASELINE, JANUARY)
    assert code == 0
    assert all(word in out for word in ("days", "145", "253", "history.until", "2020-01-08"))
    assert "start" not in out
    assert "the two scenarios are the same" in flashpoint("diff", BASELINE, BASELINE)[1]


def test_list_shows_titles_and_questions(flashpoint):
    """What may be asked."""
    code, out, _ = flashpoint("list", SCENARIOS)
    assert code == 0
    for path in SCENARIOS.glob("*.yaml"):
        assert str(path) in out
    assert "What could follow 8 January 2020?" in out


def test_list_refuses_what_is_no_folder(flashpoint):
    """Exit code 2."""
    assert flashpoint("list", "nowhere")[0] == 2


# The tables behind the model.


def test_params_lists_every_parameter(flashpoint):
    """With default, unit, prior and sources."""
    code, out, _ = flashpoint("params")
    assert code == 0
    for p in PARAMETERS.values():
        line = next(row for row in out.splitlines() if f" {p.name} " in row)
        assert significant(p.default, 6) in line
        assert whole_prior(p.prior) in line
        assert all(source in line for source in p.sources)
    assert f"{len(PARAMETERS)} parameters" in out


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_params_tells_all_about_one(flashpoint, name):
    """Meaning, range, sources, rival hypotheses, and the rules that read it, in their own words."""
    code, out, _ = flashpoint("params", name)
    p = PARAMETERS[name]
    assert code == 0
    assert p.meaning in out
    assert f"{p.low:g} to {p.high:g}" in out
    for rule in p.rules:
        assert rule in out
        assert RULES[rule].__doc__.splitlines()[0] in out
    for h in HYPOTHESES.values():
        for letter, variant in h.variants.items():
            assert (f"\n  {h.name}-{letter} " in out) == (name in variant.values)


def test_params_names_the_nearest_parameter(flashpoint):
    """A typo costs one line."""
    code, _, error = flashpoint("params", "claim_chanse")
    assert code == 2
    assert "did you mean 'claim_chance'?" in error


def test_levers_lists_every_lever_with_its_null_dose(flashpoint):
    """What may be moved, what it accepts, and what changes nothing."""
    code, out, _ = flashpoint("levers")
    assert code == 0
    for lever in LEVERS:
        line = next(row for row in out.splitlines() if f" {lever.name} " in row)
        assert lever.meaning in line
        assert all(word in line for word, _ in lever.choices)


def test_outcomes_lists_every_outcome(flashpoint):
    """Name, kind, unit and meaning."""
    code, out, _ = flashpoint("outcomes")
    assert code == 0
    for outcome in OUTCOMES.values():
        line = next(row for row in out.splitlines() if f" {outcome.name} " in row)
        assert outcome.meaning in line
        assert outcome.unit in line


def test_the_command_is_kept_in_the_manifest(written):
    """How the folder came to be."""
    manifest = json.loads((written / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"]
    assert manifest["seed"] == 3


def test_a_condition_that_no_run_meets_ends_with_a_full_stop(flashpoint):
    """`0 runs with peak_rung>=9: ` left its reader waiting for the rest."""
    words = ("run", BASELINE, "--runs", 3, "--set", "days=5", "--out", "few", "--no-figures")
    assert flashpoint(*words)[0] == 0
    code, out, _ = flashpoint("explain", "few", "--find", "peak_rung>=9")
    assert (code, out.splitlines()[-1]) == (0, "0 runs with peak_rung>=9.")
    found = flashpoint("explain", "few", "--find", "peak_rung>=0")[1]
    assert found.startswith("3 runs with peak_rung>=0: 0, 1, 2")


def test_history_writes_names_as_everything_else_does(flashpoint):
    """`kataib hezbollah` is found by no search for `kataib_hezbollah`."""
    out = flashpoint("history", JANUARY)[1]
    assert "embassy_siege_201912" in out
    assert "kataib_hezbollah: rocket attack" in out
    assert "kataib hezbollah" not in out


def test_a_run_whose_second_process_fails_has_all_figures(tmp_path, monkeypatch):
    """The first one draws them itself; control: with a second one that works they are the same."""
    monkeypatch.setattr(beside, "default_workers", lambda: 2)
    words = ["run", BASELINE, "--runs", str(beside.WORTH_IT), "--set", "days=20", "--page", "--out"]
    assert CliRunner().invoke(app, [*words, str(tmp_path / "both")]).exit_code == 0
    monkeypatch.setattr(beside, "CALL", (sys.executable, "-c", "raise SystemExit(3)"))
    assert CliRunner().invoke(app, [*words, str(tmp_path / "alone")]).exit_code == 0
    both, alone = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "figures").iterdir()}
        for name in ("both", "alone")
    )
    assert set(both) == {f"{name}.png" for name in FIGURES}
    assert both == alone
    pages = [(tmp_path / name / "page.html").read_text() for name in ("both", "alone")]
    assert pages[0].count("data:image/png") == pages[1].count("data:image/png") == 3
