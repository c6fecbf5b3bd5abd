"""`flashpoint run`, `plot` and `explain`: a batch of runs, its figures, the story of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.table import Table

from calibration.evidence.cut_history import cut_notes
from calibration.evidence.library import load_scenario
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console, run_progress
from experiments.cli.output import story as story_line
from experiments.cli.summary import parts, write_summary
from experiments.runs.result import Result
from experiments.text.war import war_in_runs
from experiments.text.wording import plural
from sim.errors import InputError
from sim.inputs.files import scratch_folder
from sim.inputs.scenario import Scenario

if TYPE_CHECKING:
    from experiments.plots.run.beside import Beside
    from experiments.runs.batch import Batch
    from experiments.runs.store import RunWriter

PAGE: Final = "page.html"
FIGURES: Final = "figures"
BYTES_A_RUN: Final = 60
BYTES_BESIDE: Final = 1_000_000
"""Less than a result takes on disk; a disk without this much room is full for certain."""


class RunOptions(NamedTuple):
    """What a user may ask of a batch of runs."""

    runs: int
    seed: int
    out: Path | None
    workers: int | None
    settings: Sequence[str]
    event_runs: int
    figures: bool = True
    svg: bool = False
    hypotheses: bool = False
    as_csv: bool = False
    page: bool = False


def run_scenario(path: Path, asked: RunOptions) -> int:
    """Run a scenario into a result folder; returns the number of failed runs.

    The tables are printed as soon as the runs are done, before anything is drawn.
    """
    from experiments.plots.run.beside import Beside
    from experiments.runs import places, store
    from experiments.runs.csv_tables import write_csv

    scenario = load_scenario(path, asked.settings)
    folder = asked.out or Path("results") / path.stem
    for note in cut_notes(scenario, lost=True):
        console.print(f"Mind: {note}", soft_wrap=True)
    for note in (*scenario.notes, *_taken_out(scenario)):
        console.print(f"Mind: {note}", soft_wrap=True)
    needs = asked.runs * BYTES_A_RUN + BYTES_BESIDE
    batch: Batch | None = None
    beside = Beside(asked.runs if asked.figures else 0)

    def write(hidden: Path) -> None:
        assert batch is not None
        _write(batch, hidden, scenario, asked, beside)
        if asked.as_csv:
            write_csv(hidden)

    try:
        with places.new_folder(folder, needs) as hidden, beside:
            writer = store.RunWriter(hidden / "runs.parquet", asked.runs)
            batch = _run(writer, scenario, asked)
            _print_tables(batch.result)
            writer.close()
            write(hidden)
    except places.PlaceError as error:
        if batch is None:
            raise

        def write_all(hidden: Path) -> None:
            rows = store.RunWriter(hidden / "runs.parquet")
            rows.add(batch.result.run_columns)
            rows.close()
            write(hidden)

        raise places.rescued(error, folder, write_all) from None
    _print_files(batch.result, folder)
    return len(batch.result.failures)


def _taken_out(scenario: Scenario) -> list[str]:
    """Which coded acts the scenario takes out of its past, in one sentence."""
    if not scenario.left_out:
        return []
    names = ", ".join(scenario.left_out)
    count = plural(len(scenario.left_out), "coded act")
    return [f"not replayed, as the scenario asks, {count}: {names}; `flashpoint history` says why."]


def _write(
    batch: Batch, hidden: Path, scenario: Scenario, asked: RunOptions, beside: Beside
) -> None:
    """All of a result but the rows of its runs."""
    from experiments.runs import store, structural_uncertainty

    result = batch.result
    if asked.figures:
        _hand_over(result, hidden / FIGURES, asked, beside)
    if batch.variants:
        structural_uncertainty.write_structure(batch.variants, hidden)
    store.write_tables(result, hidden)
    store.write_inputs(scenario, hidden)
    notes = {"settings": list(asked.settings), "not_counted": war_in_runs(result)}
    store.write_manifest(result, hidden, notes)
    write_summary(result, hidden)
    wait = _draw(result, hidden / FIGURES, asked, beside) if asked.figures else _nothing
    if asked.page:
        _write_page(result, scenario, hidden, wait)
    wait()


def _beside(asked: RunOptions) -> Sequence[str]:
    """Figures for the second process: about half of the work, of which a page is a part."""
    return ("outcomes", "story", "fans") if asked.page else ("outcomes", "story")


def _hand_over(result: Result, folder: Path, asked: RunOptions, beside: Beside) -> None:
    """The second process begins to draw; the drawing library is loaded for the other figures."""
    from experiments.plots.run.beside import Task

    beside.begin(Task(result, folder, _beside(asked), asked.svg))
    # Tables are compressed without Python's lock, so it loads meanwhile.
    Thread(target=import_module, args=("experiments.plots.run.figures",)).start()


def _draw(result: Result, folder: Path, asked: RunOptions, beside: Beside) -> Callable[[], None]:
    """Draw the other figures; what waits for the second process, and draws where it has not."""
    from experiments.plots.run import figures

    others = _beside(asked)
    own = [name for name in figures.FIGURES if name not in others]
    figures.save_figures(result, folder, svg=asked.svg, names=own)

    @cache
    def wait() -> None:
        if not beside.has_drawn():
            figures.save_figures(result, folder, svg=asked.svg, names=others)

    return wait


def _nothing() -> None:
    """Nothing to wait for."""


def _write_page(result: Result, scenario: Scenario, hidden: Path, wait: Callable[[], None]) -> None:
    """The page that simulates; where it cannot be written, why, as the result is whole without."""
    from experiments.cli.page import page_bytes
    from experiments.page.sources import page_of_result

    try:
        page = page_bytes(page_of_result(result, scenario, hidden / FIGURES, wait))
    except InputError as error:
        console.print(f"Mind: no page: {error}", soft_wrap=True)
    else:
        (hidden / PAGE).write_bytes(page)


def _run(writer: RunWriter, scenario: Scenario, asked: RunOptions) -> Batch:
    """All runs, written as they come, under a bar of progress."""
    from experiments.runs.batch import run_batch, runs_in_all

    with run_progress(
        scenario.title, runs_in_all(scenario, asked.runs, asked.hypotheses)
    ) as advance:
        return run_batch(
            scenario, asked.runs, asked.seed, asked.workers, asked.event_runs,
            asked.hypotheses, advance, writer,
        )  # fmt: skip


def _print_files(result: Result, folder: Path) -> None:
    """Where the files are, and what failed."""
    print_figures(folder)
    more = ", structure.csv" if result.manifest["spread"]["hypotheses"]["runs"] else ""
    csv = " (and .csv)" if (folder / "runs.csv").is_file() else ""
    groups = ", by_group.parquet" if (folder / "by_group.parquet").is_file() else ""
    tables = f"{folder}/runs.parquet, daily.parquet, events.parquet{groups}{more}"
    console.print(f"tables: {tables}{csv}", soft_wrap=True)
    console.print(f"summary: {folder}/summary.txt, summary.json", soft_wrap=True)
    if (folder / PAGE).is_file():
        console.print(f"page: {folder / PAGE}", soft_wrap=True)
    for failure in result.failures:
        console.print(
            f"run {failure['run']} (seed {failure['seed']}) failed: {failure['why']}",
            style="red",
            soft_wrap=True,
        )
        console.print(failure["traceback"], soft_wrap=True, highlight=False)


def _print_tables(result: Result) -> None:
    """The summary, and what its columns carry."""
    for what, style in parts(result):
        if isinstance(what, Table):
            print_table(what)
        else:
            console.print(what, style=style)


def print_figures(folder: Path) -> None:
    """Where the figures of a result are."""
    for picture in sorted((folder / "figures").glob("*.png")):
        svg = " (and .svg)" if picture.with_suffix(".svg").is_file() else ""
        console.print(f"figure: {picture}{svg}", soft_wrap=True)


def plot_result(folder: Path, run: int | None, svg: bool) -> None:
    """Draw the figures of a result folder again."""
    from experiments.plots.run.figures import save_figures
    from experiments.runs.places import add_files
    from experiments.runs.store import read_result

    result = read_result(folder)
    if run is not None and not 0 <= run < result.manifest["event_runs"]:
        raise InputError(
            folder,
            1,
            "--run",
            run,
            f"a run whose events are kept, 0 to {result.manifest['event_runs'] - 1}",
        )
    with scratch_folder(folder) as made:
        save_figures(result, made / "figures", run, svg)
        for path in add_files(folder, made):
            console.print(f"figure: {path}", soft_wrap=True)


def explain_run(folder: Path, run: int | None, condition: str | None, everything: bool) -> None:
    """Print the story of one run."""
    from experiments.explain.replay import explain, find
    from experiments.explain.story import as_text
    from experiments.explain.way_to_war import as_text as way_to_war
    from experiments.runs.store import read_result, scenario_of

    if condition is not None:
        found = find(read_result(folder, ("runs",)), condition)
        shown = ", ".join(str(r) for r in found[:20]) + (", …" if len(found) > 20 else "")
        listed = f": {shown}" if shown else "."
        console.print(f"{plural(len(found), 'run')} with {condition}{listed}")
        if len(found) == 0:
            return
        run = int(found[0]) if run is None else run
    story = explain(folder, 0 if run is None else run)
    for row in scenario_of(folder).text.get("interventions", []):
        words = ", ".join(f"{k} {v}" for k, v in row.items() if k != "why")
        console.print(f"ordered by the scenario: {words}", soft_wrap=True)
    for text in (way_to_war(story) + as_text(story, everything)).splitlines():
        story_line(text, "dim" if text.startswith(" " * 19) else "")
