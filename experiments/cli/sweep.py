"""`flashpoint sweep`: what a study will take, the work with its rate, and what came out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rich.markdown import Markdown
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from experiments.analysis.study_results import StudyResults, analyse
from experiments.cli.narrow_table import print_table
from experiments.cli.output import VisibleConsole, console
from experiments.report.answer import answer_of
from experiments.report.effect_text import effect_text
from experiments.report.report import write_report
from experiments.report.study_tables import bound_note, mean_cell, means_table
from experiments.report.templates import escaped
from experiments.runs.places import check_room
from experiments.study.study import Study
from experiments.study.study_file import load_study
from experiments.sweep.block_store import FUTURES
from experiments.sweep.home import home_of
from experiments.sweep.plan import SweepPlan
from experiments.sweep.run import Finished, Step, SweepEstimate, estimate, plan, run_sweep
from experiments.sweep.uncertainty_ensemble import futures_plan
from experiments.text.number_format import prob_worse_text
from experiments.text.plain_signs import fitting
from experiments.text.wording import percent, plain, plural, significant

MOST: Final = 40
"""Points that the terminal lists; the folder holds all."""
MEGABYTE: Final = 1e6
LABEL: Final = 24
"""Letters of a label that are not broken where it can be helped."""
Cells = tuple[str, list[str]]
"""The label of a row, and its cells."""
PLAIN: Final[dict[str, Any]] = {"box": None, "pad_edge": False, "padding": (0, 2, 0, 0)}
errors: Final = VisibleConsole(stderr=True, markup=False, highlight=False)


def sweep_study(
    path: Path,
    out: Path | None,
    workers: int | None,
    cluster: str | None,
    dry_run: bool,
    settings: Sequence[str],
) -> int:
    """Run a study and report it, or say what it would take; returns how many blocks failed."""
    study = load_study(path, settings)
    folder = out or home_of(path)
    console.print(f"{study.title}: {study.question}", soft_wrap=True)
    whole = [("point", plan(study), folder)]
    beyond = futures_plan(study)
    if beyond:
        whole.append(("future", beyond, folder / FUTURES))
    needs = 0.0
    for name, what, place in whole:
        takes = estimate(what, place, workers)
        _print_estimate(name, what, takes, place)
        needs += takes.bytes
    if dry_run:
        return 0
    check_room(folder, needs)
    failed = 0
    for name, what, place in whole:
        with _bar(f"{name}s") as advance:
            done = run_sweep(what, place, workers, cluster, advance)
        _print_finished(f"{name}s", what, done)
        failed += len(done.failed)
    print_report(study, folder)
    return failed


def report_study(path: Path, out: Path | None, settings: Sequence[str]) -> None:
    """Report what a sweep has so far."""
    print_report(load_study(path, settings), out or home_of(path))


def print_report(study: Study, folder: Path) -> None:
    """Analyse, write the report, and print its answer and its means."""
    found = analyse(study, folder)
    written = write_report(found, folder)
    console.print()
    answer = answer_of(found)
    said = fitting(f"**{escaped(study.question)}** {escaped(answer.text)}", console.encoding)
    console.print(Markdown(said))
    if answer.picked:
        console.print(answer.picked, style="dim")
    for text in found.notes:
        console.print(f"note: {text}", soft_wrap=True)
    console.print()
    if found.indices:
        _print_indices(found)
    elif not found.screened:
        _print_means(found)
        _print_effects(found)
    console.print(f"report: {written[0]}, {len(written) - 1} figures beside it", soft_wrap=True)
    console.print(f"tables: {folder}/points.parquet, {folder}/parts", soft_wrap=True)


def _print_estimate(name: str, what: SweepPlan, needs: SweepEstimate, folder: Path) -> None:
    console.print(
        f"{plural(needs.points, name)}, {plural(needs.runs, 'run')}, of which {needs.missing:,} "
        f"are missing in {plural(needs.blocks, 'block')}: about {needs.seconds:,.0f} s and "
        f"{needs.bytes / MEGABYTE:,.1f} MB in {folder}.",
        soft_wrap=True,
    )
    if needs.archived:
        text = f"{plural(needs.archived, 'part')} of other rules or inputs are archived, not lost."
        console.print(text, soft_wrap=True)
    if what.until:
        wants = ", ".join(f"{name} ± {significant(half, 6)}" for name, half in what.until.items())
        console.print(
            f"More follow until {wants}, at most {plural(what.cap, 'run')} a point: "
            f"{needs.most_runs:,} runs, {needs.most_seconds:,.0f} s and "
            f"{needs.most_bytes / MEGABYTE:,.1f} MB at most.",
            soft_wrap=True,
        )


@contextmanager
def _bar(name: str) -> Iterator[Any]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} runs"),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=1, rate="")

        def advance(step: Step) -> None:
            rate = f"{step.rate:,.0f} runs/s, {step.left_s:,.0f} s left"
            rate += f", {step.failed} blocks failed" if step.failed else ""
            bar.update(task, completed=step.done, total=step.total, rate=rate)

        yield advance


def _print_finished(name: str, what: SweepPlan, done: Finished) -> None:
    console.print(
        f"{name}: {done.runs_new:,} runs now, {done.runs_before:,} were there; start-up "
        f"{done.start_s:.1f} s, all {done.wall_s:.1f} s."
    )
    _print_precision(what, done)
    reasons = Counter(block.traceback.strip().rpartition("\n")[2] for block in done.failed)
    for why, count in reasons.items():
        text = f"{plural(count, 'block')} failed: {why} (details in {done.folder}/failed)"
        errors.print(text, soft_wrap=True)


def _print_precision(what: SweepPlan, done: Finished) -> None:
    """The half-widths reached, those that missed what was asked first."""
    missed = [r for r in done.reached if r.half_width > what.until[r.outcome]]
    met = [r for r in done.reached if r.half_width <= what.until[r.outcome]]
    if done.reached:
        console.print(f"precision: {len(met):,} of {len(done.reached):,} as narrow as asked")
    values = {case.id: case.values for case in what.cases}
    for r in [*missed, *met][:MOST]:
        at = ", ".join(f"{k} {plain(v)}" for k, v in values[r.point].items()) or "the scenario"
        wanted = significant(what.until[r.outcome], 6)
        verdict = "" if r in met else f", {wanted} missed at the cap"
        reached = f"{r.outcome} ± {significant(r.half_width)}"
        text = f"  {reached} after {plural(r.runs, 'run')}{verdict} ({at})"
        console.print(text, soft_wrap=True)


def _print_table(title: str, first: str, names: Sequence[str], rows: Sequence[Cells]) -> None:
    """A table of numbers: names down, outcomes across."""
    table = Table(title=title, **PLAIN)
    longest = max((len(label) for label, _ in rows), default=0)
    table.add_column(first, min_width=min(LABEL, longest))
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for label, cells in rows[:MOST]:
        table.add_row(label, *cells)
    print_table(table)


def _print_means(found: StudyResults) -> None:
    rows = means_table(found).to_dict("records")
    counts = sorted({row["runs"] for row in rows})
    names = [*(["runs"] if len(counts) > 1 else []), *found.outcomes]
    cells = [
        (
            found.labels[row["point"]].label,
            [f"{row[n]:,}" if n == "runs" else mean_cell(n, row) for n in names],
        )
        for row in rows
    ]
    each = " to ".join(f"{n:,}" for n in dict.fromkeys((counts[0], counts[-1])))
    _print_table(f"Means over {each} runs of each point, ± 95 %", "point", names, cells)
    if len(rows) > MOST:
        console.print(f"and {len(rows) - MOST:,} more points in tables/means.csv")
    if note := bound_note(cell for _, texts in cells for cell in texts):
        console.print(note, style="dim")
    console.print()


def _print_indices(found: StudyResults) -> None:
    """Total Sobol indices, factors down and outcomes across, and the share of chance."""
    for scenario in dict.fromkeys(name for name, _ in found.indices):
        mine = [s for name, s in found.indices if name == scenario]
        by_factor = list(zip(*(s.indices for s in mine), strict=True))
        by_factor.sort(key=lambda row: -row[0].total)
        cells = [
            (row[0].factor, [f"{max(0.0, i.total):.2f} ± {i.total_half_width:.2f}" for i in row])
            for row in by_factor
        ]
        shares = [percent(s.parts.chance) for s in mine]
        cells.append((f"({mine[0].chance}, of a single run)", shares))
        where = f", {scenario}" if scenario else ""
        title = f"What each factor has a hand in: total Sobol index, ± 95 %{where}"
        _print_table(title, "factor", [s.outcome for s in mine], cells)


def _print_effects(found: StudyResults) -> None:
    if not found.effects:
        return
    table = Table(
        title="Against the baseline, run by run on common random numbers, ± 95 %", **PLAIN
    )
    table.add_column("point")
    table.add_column("outcome", no_wrap=True)
    for name in ("change", "P(worse)", "saves"):
        table.add_column(name, justify="right", no_wrap=True)
    for e in found.effects[:MOST]:
        worse = "" if e.prob_worse is None else prob_worse_text(e.prob_worse)
        saves = "" if math.isinf(e.variance_ratio) else f"{e.variance_ratio:.1f} ×"
        table.add_row(found.labels[e.point].label, e.outcome, effect_text(e), worse, saves)
    print_table(table)
    if len(found.effects) > MOST:
        console.print(f"and {len(found.effects) - MOST:,} more in tables/effects.csv")
    console.print(
        "P(worse): probability that the mean is worse than the baseline's, given these runs; blank "
        "where it is a matter of taste. saves: times fewer runs than with independent seeds.",
        style="dim",
    )
