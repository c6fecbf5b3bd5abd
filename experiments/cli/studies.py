"""The commands that vary things: studies, and the one run in which two scenarios part.

Registered by `experiments.cli.app`; heavy imports wait inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.evidence import Workers


def sweep(
    study: Annotated[Path, typer.Argument(help="A study file (YAML).")],
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
    from experiments.cli.sweep import sweep as work

    raise typer.Exit(1 if work(study, out, workers, cluster, dry_run, settings or []) else 0)


def report(
    study: Annotated[Path, typer.Argument(help="A study file (YAML).")],
    out: Annotated[
        Path | None, typer.Option(help="Folder of its sweep (results/studies/NAME if left out).")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="Change one key of the study, as for the sweep."),
    ] = None,
) -> None:
    """Analyse what a sweep has so far and write its report; runs nothing."""
    from experiments.cli.sweep import report as work

    work(study, out, settings or [])
