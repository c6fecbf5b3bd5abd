"""`flashpoint compare`: scenarios run by run on common random numbers, or one run of two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from calibration.evidence.library import load_scenario
from experiments.cli.compare_notes import coded_events, once_or_each, unlike
from experiments.cli.narrow_table import print_table
from experiments.cli.output import (
    UNSEEN,
    comparison_table,
    console,
    run_progress,
    story,
    table_of_many,
)
from experiments.cli.run import print_figures
from experiments.runs.parameter_uncertainty import FEWEST_RUNS
from experiments.runs.result import Result
from experiments.runs.statistics import caveat
from experiments.text.past import replayed
from experiments.text.war import war_in_each
from experiments.text.wording import SIDES, listed, percent, plural
from sim.errors import InputError
from sim.inputs.scenario import Scenario

FEWEST: Final = 2
MOST: Final = len(SIDES)
LONGEST_NAME: Final = 120
"""Letters of a result folder that is named after all that it compares."""


class Side(NamedTuple):
    """One of the scenarios to compare."""

    scenario: Scenario
    name: str
    """Of its file or result folder, without an ending."""
    seed: int | None = None
    """That the result was run with; None where a scenario was named."""


class _Found(NamedTuple):
    """All that is known once the runs are done."""

    comparisons: list[Any]
    """Each result but the first with the first."""
    results: list[Result]
    parts: list[Any]
    """Spread of each difference over the parameters."""


def found_sides(said: Sequence[Path], settings: Sequence[str]) -> list[Side]:
    """The scenarios to compare, each named itself or by a result folder that it was run into.

    Raises InputError for fewer than two or more than six, and for what is neither.
    """
    if not FEWEST <= len(said) <= MOST:
        accepts = "two to six scenarios: the first, and those to compare with it"
        raise InputError(Path("compare"), 0, "compare", plural(len(said), "scenario"), accepts)
    return [_side(path, settings) for path in said]


def _side(said: Path, settings: Sequence[str]) -> Side:
    from experiments.runs import store

    if not (said / store.MANIFEST).is_file():
        return Side(load_scenario(said, settings), said.stem)
    scenario = store.scenario_of(said)  # refuses inputs that were edited since the run
    if settings:
        scenario = load_scenario(scenario.path, settings)
    return Side(scenario, said.resolve().name, store.read_manifest(said)["seed"])


def compare_scenarios(
    sides: Sequence[Side], runs: int, seed: int, out: Path | None, workers: int | None, svg: bool
) -> int:
    """Run scenarios on common random numbers and print what each changes against the first.

    Returns the number of failed runs.
    """
    from experiments.runs import places, store

    folder = out or Path("results") / _folder_name([side.name for side in sides])
    scenarios = [side.scenario for side in sides]
    found: _Found | None = None

    def write(hidden: Path) -> None:
        assert found is not None
        notes = {"not_counted": war_in_each(*found.results)}
        by_letter = dict(zip(SIDES.lower(), found.results, strict=False))
        store.write_comparison(found.comparisons, by_letter, hidden, notes)
        _save_figure(found, hidden / "figures", svg)

    def say() -> None:
        assert found is not None
        _print_found(scenarios, found)
        for note in _other_seeds(sides, seed):
            console.print(note)

    try:
        with places.new_folder(folder) as hidden:
            found = _run(scenarios, runs, seed, workers)
            write(hidden)
    except places.PlaceError as error:
        if found is None:
            raise
        say()
        raise places.rescued(error, folder, write) from None
    say()
    print_figures(folder)
    return sum(len(r.failures) for r in found.results)


def _folder_name(names: Sequence[str]) -> str:
    """`a_vs_b_vs_c`, or with a count where that would be a long name."""
    whole = "_vs_".join(names)
    return whole if len(whole) <= LONGEST_NAME else f"{names[0]}_vs_{len(names) - 1}_others"


def _run(scenarios: Sequence[Scenario], runs: int, seed: int, workers: int | None) -> _Found:
    """All runs: of each scenario, and of each beside the first over its parameters."""
    from experiments.runs.paired import asked, compare, effects_over_parameters
    from experiments.runs.parameter_uncertainty import EACH, n_samples
    from experiments.runs.runner import run
    from sim.ensemble import Engine

    first, *others = scenarios
    nested = sum(2 * EACH * min(n_samples(first, runs), n_samples(b, runs)) for b in others)
    with run_progress(" and ".join(SIDES[: len(scenarios)]), len(scenarios) * runs + nested) as bar:
        results = [run(s, runs, seed, workers, 0, progress=bar) for s in scenarios]
        parts = [effects_over_parameters(first, b, runs, seed, workers, bar) for b in others]
    names, engine = asked(*results), Engine(first, seed)
    comparisons = [
        compare(results[0], result, (engine, Engine(b, seed)), part, names)
        for b, result, part in zip(others, results[1:], parts, strict=True)
    ]
    return _Found(comparisons, results, parts)


def _save_figure(found: _Found, folder: Path, svg: bool) -> None:
    from experiments.plots.run.figures import save_comparison, save_comparison_of_many

    if len(found.results) == FEWEST:
        first, other = found.results
        save_comparison(first, other, folder, found.parts[0], svg)
    else:
        save_comparison_of_many(found.results, folder, found.parts, svg)


def _print_found(scenarios: Sequence[Scenario], found: _Found) -> None:
    first, rows = scenarios[0], [row for c in found.comparisons for row in c.outcomes]
    _print_table(scenarios, found)
    if not any(row.parameters_low is not None for row in rows):
        needs = f"{FEWEST_RUNS:,} runs or more, and parameters that are not fixed by hand"
        console.print(f"over parameters: not looked at; it takes {needs}.")
    console.print(saving(rows))
    for text in once_or_each([replayed(result) for result in found.results]):
        console.print(text)
    for text in coded_events(scenarios):
        console.print(text)
    if war := war_in_each(*found.results):
        console.print(war)
    for text in once_or_each([caveat(result) for result in found.results]):
        console.print(text, style="dim")
    for letter, other in zip(SIDES[1:], scenarios[1:], strict=False):
        if others := unlike(first, other, letter):
            console.print(
                f"Mind: A and {letter} differ in more than interventions: {'; '.join(others)}. "
                "What differs between them is due to that as well."
            )
    for letter, comparison in zip(SIDES[1:], found.comparisons, strict=False):
        _print_parting(first.start, letter if len(found.comparisons) > 1 else "", comparison)


def _print_table(scenarios: Sequence[Scenario], found: _Found) -> None:
    comparisons, (first, *_) = found.comparisons, found.comparisons
    named = [f"{side}: {s.title}" for side, s in zip(SIDES, scenarios, strict=False)]
    if len(comparisons) == 1:
        title = "\n".join([f"B minus A, paired over {first.runs:,} runs", *named])
        print_table(comparison_table(first.outcomes, title, first.runs))
        change, differ = "B − A", f"{percent(first.differ)} of runs differ in some outcome."
    else:
        title = "\n".join([f"Each minus A, paired over {first.runs:,} runs", *named])
        print_table(table_of_many(comparisons, title))
        change = "the change"
        shares = [
            f"{side} {percent(c.differ)}" for side, c in zip(SIDES[1:], comparisons, strict=False)
        ]
        differ = f"Runs that differ from those of A in some outcome: {listed(shares)}."
    console.print(
        f"{differ} ± runs: half of the 95 % "
        "interval, the error of the number of runs; more runs shrink it. over parameters: 5–95 % "
        f"of {change} itself while the parameters vary over what is left open about them, luck "
        f"taken out; more runs do not shrink it. {UNSEEN}: too little to tell from luck. changed: "
        f"runs in which the outcome changes{_unchanged(comparisons)}. pp: percentage points."
    )


def _print_parting(start: dt.date, letter: str, found: Any) -> None:
    """On which days the runs of two scenarios part."""
    if not len(found.first_days):
        return
    first, middle = (
        start + dt.timedelta(days=int(found.first_days[k])) for k in (0, len(found.first_days) // 2)
    )
    of = f" of {letter}" if letter else ""
    away = " from A" if letter else ""
    console.print(
        f"Of the first {found.looked_at} runs{of} {len(found.first_days)} diverge{away}: "
        f"the first on {first}, half of them by {middle}."
    )


def _other_seeds(sides: Sequence[Side], seed: int) -> list[str]:
    """That a result was made with another seed than that of these runs."""
    return [
        f"Mind: {letter}, the result {side.name}, was run with seed {side.seed}; here all run anew "
        f"with seed {seed}, so its numbers are not those of its folder."
        for letter, side in zip(SIDES, sides, strict=False)
        if side.seed is not None and side.seed != seed
    ]


def _unchanged(comparisons: Sequence[Any]) -> str:
    """What ≤ says of an outcome that changed in no run; empty where there is none."""
    if all(row.differ for found in comparisons for row in found.outcomes):
        return ""
    return f"; ≤: in none, and by the rule of three in at most about 3 of {comparisons[0].runs:,}"


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


def only_beside_run(context: Any, run: int, sides: int) -> None:
    """Refuse options that the story of one run would ignore, and a third side.

    Raises InputError.
    """
    ignored = ("runs", "out", "workers", "svg")
    sources = {name: context.get_parameter_source(name) for name in ignored}
    said = [f"--{k}" for k, source in sources.items() if source and source.name == "COMMANDLINE"]
    if said:
        got = f"{run} beside {', '.join(said)}"
        raise InputError(Path("--run"), 1, "--run", got, "--run with --seed and --set alone")
    if sides > FEWEST:
        got = f"{run} for {plural(sides, 'scenario')}"
        raise InputError(Path("--run"), 1, "--run", got, "--run with two scenarios")


def print_divergence(a: Scenario, b: Scenario, seed: int, run: int) -> None:
    """Print the first decision in which one run of two scenarios differs, and what followed."""
    from experiments.explain.divergence import as_text, diverge

    for text in as_text(diverge(a, b, seed, run)).splitlines():
        story(text)
