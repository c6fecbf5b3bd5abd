"""The command line: `flashpoint --help`. Heavy imports wait inside the commands.

Exit codes: 0 done, 1 a run failed, 2 bad input.
"""

from __future__ import annotations

import errno
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import typer

from experiments.cli.app_answers import ask, page, viz
from experiments.cli.app_evidence import backtest, calibrate, evidence, import_events, odd, params
from experiments.cli.options import (
    Folder,
    Out,
    Runs,
    ScenarioFile,
    Seed,
    Settings,
    StudyFile,
    Svg,
    Workers,
    at_least,
    some_scenarios,
)
from experiments.text.plain_signs import use_on_terminal

VERSION: Final = "0.2.0"
"""Here, because reading the metadata of the package would cost `--help` its speed."""
INTERRUPTED: Final = 130
"""Exit code of a command that was interrupted."""
STOPPING: Final = ("SIGTERM", "SIGHUP")
"""Signals of a scheduler and of a terminal that closes; they end a command as Ctrl-C does."""

app = typer.Typer(
    name="flashpoint",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="Thousands of explained futures of the US-Iran confrontation in Iraq and Syria.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"flashpoint {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Common options."""


@app.command()
def run(
    scenario: ScenarioFile,
    runs: Runs = 10_000,
    seed: Seed = 20191028,
    out: Out = None,
    workers: Workers = None,
    settings: Settings = None,
    events: Annotated[
        int, typer.Option(callback=at_least(0), help="Runs whose events are kept.")
    ] = 1_000,
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
    hypotheses: Annotated[
        str | None, typer.Option(help="'all': again under every variant of H1 to H7.")
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Write runs, daily and events as CSV, too.")
    ] = False,
    svg: Svg = False,
    with_page: Annotated[
        bool, typer.Option("--page", help="Write the page that simulates beside them.")
    ] = False,
) -> None:
    """Run a scenario many times; write tables and figures; print a summary."""
    from experiments.cli.run import RunOptions, run_scenario
    from experiments.runs.structural_uncertainty import wants_all

    every_variant = wants_all(hypotheses)
    asked = RunOptions(
        runs,
        seed,
        out,
        workers,
        settings or [],
        events,
        figures,
        svg,
        every_variant,
        as_csv,
        with_page,
    )
    failed = run_scenario(scenario, asked)
    raise typer.Exit(1 if failed else 0)


@app.command()
def plot(
    result: Folder,
    run: Annotated[int | None, typer.Option(help="Run whose story is drawn.")] = None,
    svg: Svg = False,
) -> None:
    """Draw the figures of a result folder again."""
    from experiments.cli.run import plot_result

    plot_result(result, run, svg)


@app.command()
def compare(
    context: typer.Context,
    scenarios: Annotated[
        list[Path],
        typer.Argument(
            help="Two to six: files or names, or folders of results, whose scenarios run anew.",
            autocompletion=some_scenarios,
        ),
    ],
    runs: Runs = 2_000,
    seed: Seed = 20191028,
    out: Out = None,
    workers: Workers = None,
    settings: Settings = None,
    run: Annotated[
        int | None,
        typer.Option(
            callback=at_least(0), help="Show one run of two: where A and B part, and why."
        ),
    ] = None,
    svg: Svg = False,
) -> None:
    """Compare scenarios run by run, on common random numbers: each against the first, A."""
    from experiments.cli.compare import (
        compare_scenarios,
        found_sides,
        only_beside_run,
        print_divergence,
    )

    sides = found_sides(scenarios, settings or [])
    if run is not None:
        only_beside_run(context, run, len(sides))
        print_divergence(sides[0].scenario, sides[1].scenario, seed, run)
        return
    failed = compare_scenarios(sides, runs, seed, out, workers, svg)
    raise typer.Exit(1 if failed else 0)


@app.command()
def explain(
    result: Folder,
    run: Annotated[int | None, typer.Option(help="Run number.")] = None,
    find: Annotated[
        str | None,
        typer.Option(help="Find runs instead, e.g. 'peak_rung>=6'; the first one is shown."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show harmless events too.")] = False,
) -> None:
    """Print the story of one run: date, cause, rule, probability and draw of each event."""
    from experiments.cli.run import explain_run

    explain_run(result, run, find, everything)


@app.command()
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Scenarios and studies: files or names.", autocompletion=some_scenarios
        ),
    ],
    settings: Settings = None,
) -> None:
    """Check scenarios and studies without running them."""
    from experiments.cli.scenarios import check_files

    check_files(files, settings or [])


@app.command()
def history(scenario: ScenarioFile, settings: Settings = None) -> None:
    """List the coded acts that a scenario replays, and what its cut leaves out."""
    from experiments.cli.history import show_history

    show_history(scenario, settings or [])


@app.command()
def diff(a: ScenarioFile, b: ScenarioFile) -> None:
    """Show what differs between two scenarios, after `extends`."""
    from experiments.cli.scenarios import diff_scenarios

    diff_scenarios(a, b)


app.command()(params)
app.command()(evidence)
app.command()(calibrate)
app.command()(backtest)
app.command("import-events")(import_events)
app.command()(odd)


@app.command()
def sweep(
    study: StudyFile,
    out: Annotated[
        Path | None, typer.Option(help="Folder (results/studies/NAME if left out).")
    ] = None,
    workers: Workers = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler, tcp://host:8786.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say points, runs, time and disk; run nothing.")
    ] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="Change one key of the study: --set runs=50.")
    ] = None,
) -> None:
    """Run a study: many points, crash-safe; the same command continues or extends it."""
    from experiments.cli.sweep import sweep_study

    failed = sweep_study(study, out, workers, cluster, dry_run, settings or [])
    raise typer.Exit(1 if failed else 0)


@app.command()
def report(
    study: StudyFile,
    out: Annotated[
        Path | None, typer.Option(help="Folder of its sweep (results/studies/NAME if left out).")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="Change one key of the study, as for the sweep."),
    ] = None,
) -> None:
    """Analyse what a sweep has so far and write its report; runs nothing."""
    from experiments.study.named_study import find_study
    from experiments.sweep.home import check_swept, home_of

    # Before the analyses are loaded, which takes longer than a reader waits for a no.
    check_swept(out or home_of(find_study(study)))
    from experiments.cli.sweep import report_study

    report_study(study, out, settings or [])


app.command()(ask)
app.command()(page)
app.command()(viz)


@app.command()
def levers() -> None:
    """List the levers that a scenario may move."""
    from experiments.cli.params import show_levers

    show_levers()


@app.command()
def outcomes() -> None:
    """List the outcomes of a run."""
    from experiments.cli.params import show_outcomes

    show_outcomes()


@app.command("list")
def list_scenarios(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder (your scenarios/ and the shipped if left out).")
    ] = None,
) -> None:
    """List scenarios and studies with their questions."""
    from experiments.cli.scenarios import list_folder

    list_folder(folder)


def _interrupt_on_signals() -> list[int]:
    """Let the signals that end a process end it as Ctrl-C does; returns those that came."""
    came: list[int] = []

    def stop(number: int, _frame: object) -> None:
        came.append(number)
        for name in STOPPING:
            # Cleaning up has begun, and a second request must not cut it short.
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in STOPPING:
        known = getattr(signal, name, None)
        # Under nohup a hang-up is ignored, and stays so.
        if known is not None and signal.getsignal(known) is signal.SIG_DFL:
            signal.signal(known, stop)
    return came


def _say(text: str) -> None:
    """One line for people; typer would write UTF-8 even where the terminal reads ASCII."""
    print(text, file=sys.stderr)


def _place_of(error: OSError) -> str:
    """The error of a file or disk in one line: cut and escaped as that of an input is."""
    from sim.errors import InputError

    return str(InputError(str(error.filename or "disk"), 1, "file", error.strerror or error))


def main() -> None:
    """Entry point: bad input is one message and exit code 2, never a traceback."""
    use_on_terminal()
    came = _interrupt_on_signals()
    try:
        app()
    except Exception as error:
        # InputError lives behind an import that --help must not pay for.
        if "InputError" in (kind.__name__ for kind in type(error).__mro__):
            _say(f"error: {error}")
        elif isinstance(error, OSError) and error.errno not in (None, errno.EPIPE):
            _say(f"error: {_place_of(error)}")
        else:
            raise
        sys.exit(2)
    except SystemExit as stop:
        # An interrupt comes out of the command line's library as this exit code.
        if stop.code != INTERRUPTED:
            raise
        with suppress(OSError):  # the terminal may be gone
            _say(
                "stopped; nothing half-done is left, and what a sweep or a fit has finished is "
                "kept: the same command goes on"
            )
        sys.exit(128 + came[0] if came else INTERRUPTED)
