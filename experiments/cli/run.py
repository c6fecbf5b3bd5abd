"""`flashpoint run`, `plot` and `explain`: a batch of runs, its figures, the story of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from calibration.evidence.library import load_scenario
from experiments.cli.output import console, legend, run_progress, summary_table, variants_table
from experiments.runs.result import Result
from experiments.runs.statistics import caveat, counting_spread
from experiments.text.past import replayed
from experiments.text.war import war_in_runs
from sim.errors import InputError
from sim.inputs.scenario import Scenario


def run_scenario(
    path: Path,
    runs: int,
    seed: int,
    out: Path | None,
    workers: int | None,
    settings: Sequence[str],
    event_runs: int,
    figures: bool,
    hypotheses: bool = False,
) -> int:
    """Run a scenario into a result folder; returns the number of failed runs."""
    from experiments.runs import store

    scenario = load_scenario(path, settings)
    folder = out or Path("results") / path.stem
    store.check_target(folder)
    with store.new_folder(folder) as hidden:
        result = _run_into(hidden, scenario, runs, seed, workers, event_runs, hypotheses)
        store.write_tables(result, hidden)
        store.write_inputs(scenario, hidden)
        notes = {"settings": list(settings), "not_counted": war_in_runs(result)}
        store.write_manifest(result, hidden, notes)
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
    hypotheses: bool,
) -> Result:
    """The main batch, written as it comes, and the batches that tell its uncertainties apart."""
    from experiments.runs import parameter_uncertainty, store, structural_uncertainty
    from experiments.runs.runner import run

    samples = parameter_uncertainty.n_samples(scenario, runs)
    variants = len(structural_uncertainty.variant_scenarios(scenario)) if hypotheses else 0
    total = runs + samples * parameter_uncertainty.EACH
    total += variants * structural_uncertainty.runs_each(runs)
    writer = store.RunWriter(hidden / "runs.parquet")
    with run_progress(scenario.title, total) as advance:
        result = run(scenario, runs, seed, workers, event_runs, progress=advance, sink=writer)
        writer.close()
        parts = {"runs": counting_spread(result)}
        parts["parameters"], failed = parameter_uncertainty.parameter_spread(
            scenario, runs, seed, workers, advance
        )
        result.failures.extend(failed)
        parts["hypotheses"] = structural_uncertainty.no_variants()
        if hypotheses:
            rows, failed = structural_uncertainty.under_variants(scenario, result, workers, advance)
            result.failures.extend(failed)
            structural_uncertainty.write_structure(rows, hidden)
            each = structural_uncertainty.runs_each(runs)
            parts["hypotheses"] = structural_uncertainty.variant_spread(rows, each)
    result.manifest["spread"] = parts
    return result


def _print_result(result: Result, folder: Path) -> None:
    """Tables, what they carry, where the files are, and what failed."""
    console.print(summary_table(result))
    if result.manifest["spread"]["hypotheses"]["runs"]:
        console.print(variants_table(result))
    for said in (replayed(result), war_in_runs(result)):
        if said:
            console.print(said)
    for text in (*legend(result), caveat(result)):
        console.print(text, style="dim")
    for picture in sorted((folder / "figures").glob("*.png")):
        console.print(f"figure: {picture} (and .svg)", soft_wrap=True)
    more = ", structure.csv" if result.manifest["spread"]["hypotheses"]["runs"] else ""
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


def explain_run(folder: Path, run: int | None, condition: str | None, everything: bool) -> None:
    """Print the story of one run."""
    from experiments.explain.replay import explain, find
    from experiments.explain.story import as_text
    from experiments.explain.way_to_war import as_text as way_to_war
    from experiments.runs.store import read_result, scenario_of

    if condition is not None:
        found = find(read_result(folder, ("runs",)), condition)
        shown = ", ".join(str(r) for r in found[:20]) + (", …" if len(found) > 20 else "")
        console.print(f"{len(found):,} runs with {condition}: {shown}")
        if len(found) == 0:
            return
        run = int(found[0]) if run is None else run
    story = explain(folder, 0 if run is None else run)
    for row in scenario_of(folder).text.get("interventions", []):
        words = ", ".join(f"{k} {v}" for k, v in row.items() if k != "why")
        console.print(f"ordered by the scenario: {words}", soft_wrap=True)
    for text in (way_to_war(story) + as_text(story, everything)).splitlines():
        dim = text.startswith(" " * 19)
        console.print(
            text, soft_wrap=True, highlight=False, markup=False, style="dim" if dim else ""
        )
