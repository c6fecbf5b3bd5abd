"""`flashpoint compare`: two scenarios run by run on common random numbers, or one run of both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calibration.evidence.library import load_scenario
from experiments.cli.narrow_table import print_table
from experiments.cli.output import UNSEEN, comparison_table, console, run_progress, story
from experiments.cli.run import print_figures
from experiments.runs.parameter_uncertainty import FEWEST_RUNS
from experiments.runs.result import Result
from experiments.runs.statistics import caveat
from experiments.text.past import replayed
from experiments.text.war import war_in_both
from experiments.text.wording import percent, significant
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
    svg: bool,
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
        save_comparison(results[0], results[1], hidden / "figures", parts, svg)

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
    print_figures(folder)
    return sum(len(r.failures) for r in results)


def unlike(a: Scenario, b: Scenario) -> list[str]:
    """In what two scenarios differ beside their interventions, each with both values."""
    x, y = _beside_interventions(a), _beside_interventions(b)
    found = []
    for key in dict.fromkeys([*x, *y]):
        mine, theirs = x.get(key, "not set"), y.get(key, "not set")
        if mine == theirs:
            continue
        # A file is known by its name, and two of one name by where they lie.
        files = isinstance(mine, Path) and isinstance(theirs, Path) and mine.name == theirs.name
        values = [v.name if isinstance(v, Path) and not files else v for v in (mine, theirs)]
        found.append(f"{key} {values[0]} in A, {values[1]} in B")
    return found


def _beside_interventions(scenario: Scenario) -> dict[str, object]:
    """What a scenario says beside its interventions, by what it is called."""
    said: dict[str, object] = {
        "world": scenario.world.path.resolve(),
        "start": scenario.start,
        "days": scenario.days,
        "history up to": scenario.history_until or "none",
        "event table": scenario.events_path.resolve() if scenario.events_path else "none",
        "parameters from": scenario.parameter_source,
    }
    if scenario.posterior_path:
        said["parameters from"] = scenario.posterior_path.resolve()
    said |= {f"parameter {k}": significant(v, 6) for k, v in scenario.parameter_values.items()}
    return said | {f"hypothesis {k}": v for k, v in scenario.hypotheses.items()}


def _print_comparison(a: Scenario, b: Scenario, found: Any, results: list[Result]) -> None:
    title = f"B minus A, paired over {found.runs:,} runs\nA: {a.title}\nB: {b.title}"
    print_table(comparison_table(found.outcomes, title, found.runs))
    console.print(
        f"{percent(found.differ)} of runs differ in some outcome. ± runs: half of the 95 % "
        "interval, the error of the number of runs; more runs shrink it. over parameters: 5–95 % "
        "of B − A itself while the parameters vary over what is left open about them, luck taken "
        f"out; more runs do not shrink it. {UNSEEN}: too little to tell from luck. changed: runs "
        f"in which the outcome changes{_unchanged(found)}. pp: percentage points."
    )
    if not any(d.parameters_low is not None for d in found.outcomes):
        needs = f"{FEWEST_RUNS:,} runs or more, and parameters that are not fixed by hand"
        console.print(f"over parameters: not looked at; it takes {needs}.")
    console.print(saving(found.outcomes))
    for text in once_or_each([replayed(result) for result in results]):
        console.print(text)
    if war := war_in_both(*results):
        console.print(war)
    for text in once_or_each([caveat(result) for result in results]):
        console.print(text, style="dim")
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


def _unchanged(found: Any) -> str:
    """What ≤ says of an outcome that changed in no run; empty where there is none."""
    if all(d.differ for d in found.outcomes):
        return ""
    return f"; ≤: in none, and by the rule of three in at most about 3 of {found.runs:,}"


def once_or_each(texts: Sequence[str]) -> list[str]:
    """What is said of A and of B: once where it is the same, else under their letters."""
    if len(set(texts)) == 1:
        return [text for text in texts[:1] if text]
    return [f"{side}: {text}" for side, text in zip("AB", texts, strict=True) if text]


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
    ignored = ("runs", "out", "workers", "svg")
    sources = {name: context.get_parameter_source(name) for name in ignored}
    said = [f"--{k}" for k, source in sources.items() if source and source.name == "COMMANDLINE"]
    if said:
        got = f"{run} beside {', '.join(said)}"
        raise InputError(Path("--run"), 1, "--run", got, "--run with --seed and --set alone")


def print_divergence(a: Path, b: Path, seed: int, run: int, settings: Sequence[str]) -> None:
    """Print the first decision in which one run of two scenarios differs, and what followed."""
    from experiments.explain.divergence import as_text, diverge

    parted = diverge(load_scenario(a, settings), load_scenario(b, settings), seed, run)
    for text in as_text(parted).splitlines():
        story(text)
