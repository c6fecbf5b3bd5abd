"""What the commands do: run, plot, compare, explain, check, diff, list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from calibration.evidence.library import load_scenario
from experiments.runs.result import Result
from experiments.runs.statistics import caveat, counting_spread
from sim.errors import InputError
from sim.inputs.scenario import Scenario

console = Console(markup=False)  # titles, paths and tracebacks may hold brackets


class _Rate(ProgressColumn):
    """Runs a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:,.0f} runs/s")


@contextmanager
def _progress(label: str, runs: int) -> Iterator[Any]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=runs)
        yield lambda n: bar.advance(task, n)


def run_scenario(
    path: Path,
    runs: int,
    seed: int,
    out: Path | None,
    workers: int | None,
    settings: Sequence[str],
    event_runs: int,
    figures: bool,
    readings: bool = False,
) -> int:
    """Run a scenario into a result folder; returns the number of failed runs."""
    from experiments.runs import store

    scenario = load_scenario(path, settings)
    folder = out or Path("results") / path.stem
    store.check_target(folder)
    with store.new_folder(folder) as hidden:
        result = _run_into(hidden, scenario, runs, seed, workers, event_runs, readings)
        store.write_tables(result, hidden)
        store.write_inputs(scenario, hidden)
        store.write_manifest(result, hidden, {"settings": list(settings)})
        if figures:
            from experiments.plots.run.figures import save_figures

            save_figures(result, hidden / "figures")
    _print_result(result, folder)
    return len(result.failures)


def _run_into(
    hidden: Path,
    scenario: Scenario,
    runs: int,
    seed: int,
    workers: int | None,
    event_runs: int,
    readings: bool,
) -> Result:
    """The main batch, written as it comes, and the batches that tell its uncertainties apart."""
    from experiments.runs import parameter_uncertainty as spread
    from experiments.runs import store
    from experiments.runs import structural_uncertainty as structure
    from experiments.runs.runner import run

    draws = spread.n_draws(scenario, runs)
    rivals = len(structure.rivals(scenario)) if readings else 0
    total = runs + draws * spread.EACH + rivals * structure.runs_each(runs)
    writer = store.RunWriter(hidden / "runs.parquet")
    with _progress(scenario.title, total) as advance:
        result = run(scenario, runs, seed, workers, event_runs, progress=advance, sink=writer)
        writer.close()
        parts = {"runs": counting_spread(result)}
        parts["parameters"], failed = spread.parameter_spread(
            scenario, runs, seed, workers, advance
        )
        result.failures.extend(failed)
        parts["readings"] = structure.no_readings()
        if readings:
            rows, failed = structure.under_readings(scenario, result, workers, advance)
            result.failures.extend(failed)
            structure.write_structure(rows, hidden)
            parts["readings"] = structure.reading_spread(rows, structure.runs_each(runs))
    result.manifest["spread"] = parts
    return result


def _print_result(result: Result, folder: Path) -> None:
    """Tables, what they carry, where the files are, and what failed."""
    from experiments.cli.tables import legend, readings_table, summary_table

    console.print(summary_table(result))
    if result.manifest["spread"]["readings"]["runs"]:
        console.print(readings_table(result))
    for text in (*legend(result), caveat(result)):
        console.print(text, style="dim")
    for picture in sorted((folder / "figures").glob("*.png")):
        console.print(f"figure: {picture} (and .svg)", soft_wrap=True)
    more = ", structure.csv" if result.manifest["spread"]["readings"]["runs"] else ""
    tables = f"{folder}/runs.parquet, daily.parquet, events.parquet{more}"
    console.print(f"tables: {tables}", soft_wrap=True)
    for failure in result.failures:
        console.print(
            f"run {failure['run']} (seed {failure['seed']}) failed: {failure['why']}",
            style="red",
            soft_wrap=True,
        )
        console.print(failure["traceback"], soft_wrap=True, highlight=False)


def plot_result(folder: Path, run: int | None) -> None:
    """Draw the figures of a result folder again."""
    from experiments.plots.run.figures import save_figures
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
    for path in save_figures(result, folder / "figures", run):
        console.print(f"figure: {path}", soft_wrap=True)


def compare_scenarios(
    path_a: Path,
    path_b: Path,
    runs: int,
    seed: int,
    out: Path | None,
    workers: int | None,
    settings: Sequence[str],
) -> int:
    """Run two scenarios with the same luck and print the paired differences."""
    from experiments.plots.run.figures import save_comparison
    from experiments.runs import store
    from experiments.runs.paired import compare
    from experiments.runs.runner import run
    from sim.ensemble import Engine

    a, b = load_scenario(path_a, settings), load_scenario(path_b, settings)
    folder = out or Path("results") / f"{path_a.stem}_vs_{path_b.stem}"
    with store.new_folder(folder) as hidden:
        with _progress("A and B", 2 * runs) as advance:
            results = [run(s, runs, seed, workers, 0, progress=advance) for s in (a, b)]
        comparison = compare(results[0], results[1], (Engine(a, seed), Engine(b, seed)))
        store.write_comparison(comparison, results[0], results[1], hidden)
        save_comparison(results[0], results[1], hidden / "figures")
    _print_comparison(a, b, comparison, results)
    for picture in sorted((folder / "figures").glob("*.png")):
        console.print(f"figure: {picture} (and .svg)", soft_wrap=True)
    return sum(len(r.failures) for r in results)


def a_differs(results: Sequence[Result], key: str) -> bool:
    """Do two results differ in one entry of their manifests?"""
    return bool(results[0].manifest[key] != results[1].manifest[key])


def _print_comparison(a: Scenario, b: Scenario, found: Any, results: Sequence[Result]) -> None:
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
    console.print(table)
    console.print(
        f"{100 * found.differ:.1f} % of runs differ in some outcome. ±: half of the 95 % interval, "
        "the error of the number of runs alone. differ: runs in which the outcome changes. saved: "
        "how many times more runs independent seeds would need for the same ±."
    )
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


def explain_run(folder: Path, run: int | None, condition: str | None, everything: bool) -> None:
    """Tell the story of one run."""
    from experiments.explain.replay import as_text, explain, find
    from experiments.runs.store import read_result, scenario_of

    if condition is not None:
        found = find(read_result(folder, ("runs",)), condition)
        shown = ", ".join(str(r) for r in found[:20]) + (", …" if len(found) > 20 else "")
        console.print(f"{len(found):,} runs with {condition}: {shown}")
        if len(found) == 0:
            return
        run = int(found[0]) if run is None else run
    told = explain(folder, 0 if run is None else run)
    for order in scenario_of(folder).text.get("interventions", []):
        words = ", ".join(f"{k} {v}" for k, v in order.items() if k != "why")
        console.print(f"ordered by the scenario: {words}", soft_wrap=True)
    for text in as_text(told, everything).splitlines():
        dim = text.startswith(" " * 19)
        console.print(
            text, soft_wrap=True, highlight=False, markup=False, style="dim" if dim else ""
        )


def check_files(files: Sequence[Path], settings: Sequence[str]) -> None:
    """Read scenarios without running them; every error is shown before the exit."""
    from sim.inputs.initial_state import first_morning
    from sim.inputs.posterior import read_posterior

    errors: list[InputError] = []
    for path in files:
        try:
            scenario = load_scenario(path, settings)
            first_morning(scenario)
            if scenario.posterior_path is not None:
                read_posterior(scenario.posterior_path)
            console.print(f"{path}: good — {scenario.title}", soft_wrap=True)
        except InputError as error:
            errors.append(error)
    for earlier in errors[:-1]:
        console.print(f"error: {earlier}", soft_wrap=True, markup=False)
    if errors:
        raise errors[-1]


def _flat(value: Any, name: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        return {
            k: v
            for key, part in value.items()
            for k, v in _flat(part, f"{name}.{key}" if name else str(key)).items()
        }
    if isinstance(value, list):
        return {
            k: v for n, part in enumerate(value) for k, v in _flat(part, f"{name}[{n}]").items()
        }
    return {name: value}


def diff_scenarios(path_a: Path, path_b: Path) -> None:
    """Show every key in which two merged scenarios differ."""
    a, b = _flat(load_scenario(path_a).text), _flat(load_scenario(path_b).text)
    table = Table("key", str(path_a), str(path_b))
    for key in sorted(a.keys() | b.keys()):
        if a.get(key) != b.get(key):
            table.add_row(key, *(str(side.get(key, "—")) for side in (a, b)))
    console.print(table if table.row_count else "the two scenarios are the same")


def list_folder(folder: Path) -> None:
    """List the scenarios of a folder with their questions."""
    if not folder.is_dir():
        raise InputError(folder, 1, "folder", "no such folder", "a folder with scenario files")
    table = Table("file", "title", "question")
    table.columns[0].no_wrap = True
    for path in sorted(folder.glob("*.yaml")):
        scenario = load_scenario(path)
        table.add_row(str(path), scenario.title, scenario.question)
    console.print(table)
