"""The command line: `flashpoint --help`. Heavy imports wait inside the commands.

Exit codes: 0 done, 1 a run failed, 2 bad input.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.evidence import (
    Seed,
    Workers,
    backtest,
    calibrate,
    evidence,
    import_events,
    params,
)
from experiments.cli.studies import report, sweep
from experiments.cli.version import VERSION

INTERRUPTED = 130

app = typer.Typer(
    name="flashpoint",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="Thousands of explained futures of the US-Iran confrontation in Iraq and Syria.",
)

ScenarioFile = Annotated[Path, typer.Argument(help="A scenario file (YAML).")]
Folder = Annotated[Path, typer.Argument(help="A result folder written by `flashpoint run`.")]
Runs = Annotated[int, typer.Option(min=1, help="How many runs.")]
Out = Annotated[Path | None, typer.Option(help="Result folder (results/NAME if left out).")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="Change one key of the scenario: --set days=60 --set hypotheses.H1=A."
    ),
]


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
    events: Annotated[int, typer.Option(min=0, help="Runs whose events are kept.")] = 1_000,
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
    hypotheses: Annotated[
        str | None, typer.Option(help="'all': again under every rival reading, H1 to H7.")
    ] = None,
) -> None:
    """Run a scenario many times; write tables and figures; print a summary."""
    from experiments.cli.run import run_scenario
    from experiments.runs.structural_uncertainty import wants_all

    readings = wants_all(hypotheses)
    failed = run_scenario(
        scenario, runs, seed, out, workers, settings or [], events, figures, readings
    )
    raise typer.Exit(1 if failed else 0)


@app.command()
def plot(
    result: Folder,
    run: Annotated[int | None, typer.Option(help="Run whose story is drawn.")] = None,
) -> None:
    """Draw the figures of a result folder again."""
    from experiments.cli.run import plot_result

    plot_result(result, run)


@app.command()
def compare(
    context: typer.Context,
    a: ScenarioFile,
    b: ScenarioFile,
    runs: Runs = 2_000,
    seed: Seed = 20191028,
    out: Out = None,
    workers: Workers = None,
    settings: Settings = None,
    run: Annotated[
        int | None, typer.Option(min=0, help="Tell one run instead: where A and B part, and why.")
    ] = None,
) -> None:
    """Compare two scenarios run by run, with the same luck (B against A)."""
    if run is not None:
        from experiments.cli.sweep import only_beside_run, tell_divergence

        only_beside_run(context, run)
        tell_divergence(a, b, seed, run, settings or [])
        return
    from experiments.cli.run import compare_scenarios

    failed = compare_scenarios(a, b, runs, seed, out, workers, settings or [])
    raise typer.Exit(1 if failed else 0)


@app.command()
def explain(
    result: Folder,
    run: Annotated[int | None, typer.Option(help="Run number.")] = None,
    find: Annotated[
        str | None,
        typer.Option(help="Find runs instead, e.g. 'peak_rung>=6'; the first one is told."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Tell harmless events too.")] = False,
) -> None:
    """Tell the dated story of one run, with the cause, rule, probability and draw of each event."""
    from experiments.cli.run import explain_run

    explain_run(result, run, find, everything)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Scenario files.")], settings: Settings = None
) -> None:
    """Check scenario files without running them."""
    from experiments.cli.run import check_files

    check_files(files, settings or [])


@app.command()
def diff(a: ScenarioFile, b: ScenarioFile) -> None:
    """Show what differs between two scenarios, after `extends`."""
    from experiments.cli.run import diff_scenarios

    diff_scenarios(a, b)


app.command()(params)
app.command()(evidence)
app.command()(calibrate)
app.command()(backtest)
app.command("import-events")(import_events)
app.command()(sweep)
app.command()(report)


@app.command()
def levers() -> None:
    """List the levers that a scenario may move."""
    from experiments.cli.list import show_levers

    show_levers()


@app.command()
def outcomes() -> None:
    """List the outcomes of a run."""
    from experiments.cli.list import show_outcomes

    show_outcomes()


@app.command("list")
def list_scenarios(
    folder: Annotated[Path, typer.Argument(help="Folder.")] = Path("scenarios"),
) -> None:
    """List the scenarios of a folder."""
    from experiments.cli.run import list_folder

    list_folder(folder)


def main() -> None:
    """Entry point: bad input is one message and exit code 2, never a traceback."""
    try:
        app()
    except Exception as error:
        # InputError lives behind an import that --help must not pay for.
        if type(error).__name__ != "InputError":
            raise
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
    except SystemExit as stop:
        # An interrupt comes out of the command line's library as this exit code.
        if stop.code == INTERRUPTED:
            typer.echo(
                "stopped; nothing half-done is left, and what a sweep or a fit has finished is "
                "kept: the same command goes on",
                err=True,
            )
        raise
