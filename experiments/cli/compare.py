"""`flashpoint compare`: two scenarios run by run on common random numbers, or one run of both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from calibration.evidence.library import load_scenario
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console, run_progress
from experiments.runs.result import Result
from experiments.runs.statistics import caveat
from experiments.text.war import war_in_both
from sim.errors import InputError
from sim.inputs.scenario import Scenario


def compare_scenarios(
    path_a: Path,
    path_b: Path,
    runs: int,
    seed: int,
    out: Path | None,
    workers: int | None,
    settings: Sequence[str],
) -> int:
    """Run two scenarios on common random numbers and print the paired differences."""
    from experiments.plots.run.figures import save_comparison
    from experiments.runs import places, store
    from experiments.runs.paired import compare
    from experiments.runs.runner import run
    from sim.ensemble import Engine

    a, b = load_scenario(path_a, settings), load_scenario(path_b, settings)
    folder = out or Path("results") / f"{path_a.stem}_vs_{path_b.stem}"
    comparison, results = None, []  # type: Any, list[Result]

    def write(hidden: Path) -> None:
        notes = {"not_counted": war_in_both(*results)}
        store.write_comparison(comparison, results[0], results[1], hidden, notes)
        save_comparison(results[0], results[1], hidden / "figures")

    try:
        with places.new_folder(folder) as hidden:
            with run_progress("A and B", 2 * runs) as advance:
                results = [run(s, runs, seed, workers, 0, progress=advance) for s in (a, b)]
            comparison = compare(results[0], results[1], (Engine(a, seed), Engine(b, seed)))
            write(hidden)
    except places.PlaceError as error:
        if comparison is None:
            raise
        _print_comparison(a, b, comparison, results)
        raise places.rescued(error, folder, write) from None
    _print_comparison(a, b, comparison, results)
    for picture in sorted((folder / "figures").glob("*.png")):
        console.print(f"figure: {picture} (and .svg)", soft_wrap=True)
    return sum(len(r.failures) for r in results)


def a_differs(results: Sequence[Result], key: str) -> bool:
    """Do two results differ in one entry of their manifests?"""
    return bool(results[0].manifest[key] != results[1].manifest[key])


def _print_comparison(a: Scenario, b: Scenario, found: Any, results: list[Result]) -> None:
    title = f"B minus A, paired over {found.runs:,} runs\nA: {a.title}\nB: {b.title}"
    table = Table(title=title, title_justify="left")
    table.add_column("outcome", no_wrap=True)
    for name in ("A", "B", "B - A", "±", "differ", "saved"):
        table.add_column(name, justify="right", no_wrap=True)
    for d in found.outcomes:
        saved = "all" if d.variance_ratio == float("inf") else f"{d.variance_ratio:.1f} ×"
        half = (d.high - d.low) / 2
        row = (f"{d.a:.4g}", f"{d.b:.4g}", f"{d.effect:+.3g}", f"{half:.2g}")
        table.add_row(d.name, *row, f"{100 * d.differ:.1f} %", saved)
    print_table(table)
    console.print(
        f"{100 * found.differ:.1f} % of runs differ in some outcome. ±: half of the 95 % interval, "
        "the error of the number of runs alone. differ: runs in which the outcome changes. saved: "
        "how many times more runs independent seeds would need for the same ±."
    )
    if war := war_in_both(*results):
        console.print(war)
    for side, result in zip("AB", results, strict=True):
        console.print(f"{side}: {caveat(result)}", style="dim")
    unlike = [k for k in ("start", "days", "parameters") if a_differs(results, k)]
    if unlike:
        console.print(f"Mind: A and B differ in {', '.join(unlike)}, so totals are not alike.")
    if len(found.first_days):
        first = a.start.toordinal() + int(found.first_days[0])
        middle = a.start.toordinal() + int(found.first_days[len(found.first_days) // 2])
        day = type(a.start).fromordinal
        console.print(
            f"Of the first {found.looked_at} runs {len(found.first_days)} diverge: "
            f"the first on {day(first)}, half of them by {day(middle)}."
        )


def only_beside_run(context: Any, run: int) -> None:
    """Refuse options that the story of one run would ignore. Raises InputError."""
    sources = {name: context.get_parameter_source(name) for name in ("runs", "out", "workers")}
    said = [f"--{k}" for k, source in sources.items() if source and source.name == "COMMANDLINE"]
    if said:
        got = f"{run} beside {', '.join(said)}"
        raise InputError(Path("--run"), 1, "--run", got, "--run with --seed and --set alone")


def print_divergence(a: Path, b: Path, seed: int, run: int, settings: Sequence[str]) -> None:
    """Print the first decision in which one run of two scenarios differs, and what followed."""
    from experiments.explain.divergence import as_text, diverge

    parted = diverge(load_scenario(a, settings), load_scenario(b, settings), seed, run)
    console.print(as_text(parted), soft_wrap=True)
