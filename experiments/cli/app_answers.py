"""The commands that show: answers to the questions of the articles, the page, the agents.

Registered by `experiments.cli.app`; heavy imports wait inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.options import ScenarioFile, Seed, Settings, Workers, at_least, some_scenarios


def ask(
    said: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION", help='A number, Q7, or words: "what if Iran restrains".'
        ),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(help="Runs of each arm under each set of hypotheses (6,000).")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few runs, to see that it works.")] = False,
    seed: Seed = 20191028,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for page, tables, figure and runs of an answer."),
    ] = None,
    workers: Workers = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Answer all: docs/answers.md with a figure each.")
    ] = False,
) -> None:
    """Ask a question of the articles; without one, list them."""
    from experiments.cli.ask import ask_all, ask_one, list_questions, only_one, size_of

    only_one(said, everything)
    size = size_of(runs, quick, seed)
    if everything:
        ask_all(size, out, workers)
    elif said is None:
        list_questions()
    else:
        ask_one(said, size, out, workers)


def page(
    said: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO [SCENARIO]",
            help="A scenario, two to compare, or the result folder of a run or a study.",
            autocompletion=some_scenarios,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File (NAME.html here if left out).")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(help="Futures that the page grows to (10,000).")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the luck (20191028).")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write one HTML file that simulates: levers to move, no server, no network."""
    from experiments.cli.page import write_page

    write_page(said, out, runs, seed, show)


def viz(
    scenario: ScenarioFile,
    run: Annotated[int, typer.Option(callback=at_least(0), help="Run number.")] = 0,
    seed: Seed = 20191028,
    settings: Settings = None,
    port: Annotated[
        int, typer.Option(callback=at_least(0), help="Port of this machine; 0: any free one.")
    ] = 8765,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Step one run as agents in a browser of this machine (extra `viz`)."""
    from experiments.cli.viz import show_agents

    show_agents(scenario, settings or [], seed, run, port, show)
