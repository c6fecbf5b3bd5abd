"""`flashpoint compare`: two scenarios run by run on common random numbers, or one run of both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calibration.evidence.library import load_scenario
from experiments.cli.narrow_table import print_table
from experiments.cli.output import UNSEEN, comparison_table, console, run_progress
from experiments.runs.result import Result
from experiments.runs.statistics import caveat
from experiments.text.past import replayed
from experiments.text.war import war_in_both
from experiments.text.wording import percent
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
    from experiments.runs.paired import compare, effects_over_parameters
    from experiments.runs.parameter_uncertainty import EACH, n_samples
    from experiments.runs.runner import run
    from sim.ensemble import Engine

    a, b = load_scenario(path_a, settings), load_scenario(path_b, settings)
    folder = out or Path("results") / f"{path_a.stem}_vs_{path_b.stem}"
    nested = EACH * min(n_samples(a, runs), n_samples(b, runs))
    comparison, results = None, []  # type: Any, list[Result]

    def write(hidden: Path) -> None:
        notes = {"not_counted": war_in_both(*results)}
        store.write_comparison(comparison, results[0], results[1], hidden, notes)
        save_comparison(results[0], results[1], hidden / "figures")

    try:
        with places.new_folder(folder) as hidden:
            with run_progress("A and B", 2 * (runs + nested)) as advance:
                results = [run(s, runs, seed, workers, 0, progress=advance) for s in (a, b)]
                parts = effects_over_parameters(a, b, runs, seed, workers, advance)
            comparison = compare(results[0], results[1], (Engine(a, seed), Engine(b, seed)), parts)
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


def unlike(a: Scenario, b: Scenario) -> list[str]:
    """In what two scenarios differ beside their interventions, each with both values."""
    sides = [
        {
            "world": s.world.path.name,
            "start": s.start,
            "days": s.days,
            "history up to": s.history_until or "none",
            "event table": s.events_path.name if s.events_path else "none",
            "parameters from": s.posterior_path.name if s.posterior_path else s.parameter_source,
        }
        | {f"parameter {k}": f"{v:g}" for k, v in s.parameter_values.items()}
        | {f"hypothesis {k}": v for k, v in s.hypotheses.items()}
        for s in (a, b)
    ]
    x, y = sides
    found = [
        f"{key} {x.get(key, 'not set')} in A, {y.get(key, 'not set')} in B"
        for key in dict.fromkeys([*x, *y])
        if x.get(key) != y.get(key)
    ]
    # Two files of one name are still two files.
    if a.world != b.world and a.world.path.name == b.world.path.name:
        found.append(f"world {a.world.path} in A, {b.world.path} in B")
    return found


def _print_comparison(a: Scenario, b: Scenario, found: Any, results: list[Result]) -> None:
    title = f"B minus A, paired over {found.runs:,} runs\nA: {a.title}\nB: {b.title}"
    print_table(comparison_table(found.outcomes, title))
    console.print(
        f"{percent(found.differ)} of runs differ in some outcome. ± runs: half of the 95 % "
        "interval, the error of the number of runs; more runs shrink it. over parameters: 5–95 % "
        "of B − A itself while the parameters vary over what is left open about them, luck taken "
        f"out; more runs do not shrink it. {UNSEEN}: too little to tell from luck. changed: runs "
        "in which the outcome changes. pp: percentage points."
    )
    if not any(d.parameters_low is not None for d in found.outcomes):
        console.print("over parameters: not looked at; it takes more runs and open parameters.")
    console.print(saving(found.outcomes))
    for said in (
        [f"A: {replayed(r)}" for r in results[:1] if replayed(r)],
        [war_in_both(*results)],
    ):
        for text in filter(None, said):
            console.print(text)
    caveats = [caveat(result) for result in results]
    if caveats[0] == caveats[1]:
        console.print(caveats[0], style="dim")
    else:
        for side, text in zip("AB", caveats, strict=True):
            console.print(f"{side}: {text}", style="dim")
    if others := unlike(a, b):
        console.print(
            f"Mind: A and B differ in more than interventions: {'; '.join(others)}. What differs "
            "between them is due to that as well."
        )
    if len(found.first_days):
        first = a.start.toordinal() + int(found.first_days[0])
        middle = a.start.toordinal() + int(found.first_days[len(found.first_days) // 2])
        day = type(a.start).fromordinal
        console.print(
            f"Of the first {found.looked_at} runs {len(found.first_days)} diverge: "
            f"the first on {day(first)}, half of them by {day(middle)}."
        )


def saving(outcomes: Sequence[Any]) -> str:
    """How many runs common luck saves, over the outcomes that change at all."""
    ratios = sorted(d.variance_ratio for d in outcomes if 0 < d.variance_ratio < float("inf"))
    if not ratios:
        return "No outcome changes in any run."
    middle = ratios[len(ratios) // 2]
    return (
        f"Without common luck the same ± would take {middle:,.1f} times the runs for the middle "
        f"outcome, {ratios[0]:,.1f} to {ratios[-1]:,.1f} times over all."
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
