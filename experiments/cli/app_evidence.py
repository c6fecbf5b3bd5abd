"""The commands about evidence and the model: what a number rests on, the fit, its backtest, your
own events, the model document.

Registered by `experiments.cli.app`; heavy imports wait inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.options import SEED_HELP, Seed, Workers, at_least, checked_seed


def params(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="One parameter, a hypothesis (H1), or words to look for: sadr."
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(help="Keep those 'identified' by the evidence, or 'not-identified'."),
    ] = None,
    implied: Annotated[
        bool, typer.Option("--implied", help="What the parameters imply: attacks, chances, days.")
    ] = False,
    figure: Annotated[
        Path | None, typer.Option(help="Draw what the priors make of a free winter: FILE.png.")
    ] = None,
) -> None:
    """List the parameters, or show all about one, or what they imply."""
    from experiments.cli.implied import draw_free_winter, show_implied
    from experiments.cli.params import show_parameters

    if implied:
        show_implied()
    if figure is not None:
        draw_free_winter(figure)
    if not implied and figure is None:
        show_parameters(" ".join(name) if name else None, only)


def evidence(
    ident: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            help="M027, H1, C3, an event, aggregate, wsj, wsj:12, a parameter, a rule, "
            "or words to look for: Taji.",
        ),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Run the patterns of all claims: do runs show them?")
    ] = False,
    csv: Annotated[
        Path | None, typer.Option(help="With --coverage: write its table to FILE.csv.")
    ] = None,
    workers: Workers = None,
) -> None:
    """Follow a claim, event, article or number to its paragraphs, parameters, rules and tests."""
    from sim.errors import InputError

    if coverage:
        from experiments.cli.coverage import show_coverage

        if ident:
            raise InputError("evidence", 0, "--coverage", " ".join(ident), "no ID beside it")
        raise typer.Exit(0 if show_coverage(csv, workers) else 1)
    if csv is not None:
        raise InputError("evidence", 0, "--csv", csv, "--coverage beside it")

    from experiments.cli.evidence import show_evidence

    show_evidence(" ".join(ident) if ident else None)


def calibrate(
    events: Annotated[
        Path | None,
        typer.Option(help="Your event table in the codebook's form (ours if left out)."),
    ] = None,
    aggregates: Annotated[
        Path | None, typer.Option(help="Totals that belong to it; without them none are used.")
    ] = None,
    complete: Annotated[
        bool,
        typer.Option("--complete", help="Your table lists every rocket attack: fit its total."),
    ] = False,
    scenario: Annotated[
        Path | None, typer.Option(help="World, start and days of the runs (baseline if left out).")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for samples, tables, figures.")] = Path(
        "results/calibration"
    ),
    check: Annotated[
        bool, typer.Option("--check", help="Do not fit: check the posterior that is there.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="A rough fit within a minute or two.")
    ] = False,
    ship: Annotated[
        bool, typer.Option("--ship", help="Write the posterior that scenarios use by default.")
    ] = False,
    hypotheses: Annotated[
        bool, typer.Option(help="Compare the variants of the rival hypotheses H1 to H7.")
    ] = True,
    variant: Annotated[
        list[str] | None, typer.Option(help="Fit under another variant: --variant H1-A.")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(callback=at_least(20), help="Runs for each candidate, 20 or more.")
    ] = None,
    seed: Annotated[int | None, typer.Option(callback=checked_seed, help=SEED_HELP)] = None,
    workers: Workers = None,
) -> None:
    """Fit the rules to coded events: posterior samples, and what the evidence cannot say.

    An interrupted fit goes on where it stopped when the same command is given again.
    """
    from experiments.cli.calibrate import CalibrateOptions, fit_posterior

    options = CalibrateOptions(
        events, aggregates, complete, scenario, out, quick, ship, hypotheses and not quick,
        variant or [], runs, seed, workers,
    )  # fmt: skip
    if check:
        from experiments.cli.check_fit import check_fit

        raise typer.Exit(0 if check_fit(options) else 1)
    fit_posterior(options)


def backtest(
    until: Annotated[str, typer.Option(help="Forecast from what was known on this day.")] = (
        "2020-01-05"
    ),
    to: Annotated[
        str | None, typer.Option(help="Last day forecast (2020-03-20 if left out).")
    ] = None,
    events: Annotated[
        Path | None, typer.Option(help="Score against this event table instead of ours.")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(callback=at_least(2), help="Futures (5000 if left out).")
    ] = None,
    seed: Seed = 20191028,
    out: Annotated[Path | None, typer.Option(help="Folder for page, tables, figure.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Rough, within seconds.")] = False,
    write_docs: Annotated[
        bool, typer.Option("--write-docs", help="Write docs/backtest.md.")
    ] = False,
    register: Annotated[
        Path | None,
        typer.Option(help="Folder: forecast, time and hashes, written before --events is opened."),
    ] = None,
    workers: Workers = None,
) -> None:
    """Forecast from what was known on a day; score it against what came and four baselines."""
    from experiments.cli.backtest import BacktestOptions, run_backtest

    options = BacktestOptions(
        until, to, events, runs, seed, out, workers, quick, write_docs, register
    )
    run_backtest(options)


def import_events(
    export: Annotated[Path, typer.Argument(help="A CSV export of ACLED or UCDP GED.")],
    form: Annotated[str, typer.Option("--format", help="acled or ucdp.")],
    out: Annotated[Path, typer.Option(help="New folder: events.csv, sources.yaml, unmapped.csv.")],
    mapping: Annotated[
        Path | None, typer.Option(help="Which rows mean what (YAML) (ours if left out).")
    ] = None,
    start: Annotated[str | None, typer.Option(help="First day to take, 2020-01-05.")] = None,
    end: Annotated[str | None, typer.Option(help="Last day to take.")] = None,
) -> None:
    """Turn an export of ACLED or UCDP GED into an event table; nothing is dropped silently."""
    from experiments.cli.import_events import import_into

    import_into(export, form, out, mapping, start, end)


def odd(
    out: Annotated[Path, typer.Option("--out", "-o", help="File (Markdown).")] = Path(
        "docs/model.md"
    ),
) -> None:
    """Write the model document: the whole model by the ODD+D protocol."""
    from experiments.cli.odd import write_model_document

    write_model_document(out)
