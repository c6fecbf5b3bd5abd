"""`flashpoint sweep`: what a study will take, the work with its rate, and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from experiments.effects import effects
from experiments.sheet import console
from experiments.study import Study, load_study
from experiments.sweep import Estimate, Finished, Step, estimate, plan, run_sweep
from experiments.sweep_data import Sweep, read_sweep
from experiments.sweep_plan import Plan
from sim.scenario import load_scenario

MOST: Final = 40
"""Points that the terminal lists; the folder holds all."""
MEGABYTE: Final = 1e6


def sweep(
    path: Path,
    out: Path | None,
    workers: int | None,
    cluster: str | None,
    dry_run: bool,
    settings: Sequence[str],
) -> int:
    """Run a study, or say what it would take; returns the number of blocks that failed."""
    study = load_study(path, settings)
    folder = out or Path("results") / "studies" / path.stem
    what = plan(study)
    _tell_estimate(study, what, estimate(what, folder, workers), folder)
    if dry_run:
        return 0
    with _bar() as advance:
        done = run_sweep(what, folder, workers, cluster, advance)
    _tell_finished(done)
    found = read_sweep(folder)
    _tell_points(study, found)
    _tell_effects(study, what, found)
    console.print(f"tables: {folder}/points.parquet, {folder}/parts", soft_wrap=True)
    return len(done.failed)


def _tell_estimate(study: Study, what: Plan, needs: Estimate, folder: Path) -> None:
    console.print(f"{study.title}: {study.question}")
    console.print(
        f"{needs.points:,} points, {needs.runs:,} runs, of which {needs.missing:,} are missing in "
        f"{needs.blocks:,} blocks: about {needs.seconds:,.0f} s and "
        f"{needs.bytes / MEGABYTE:,.1f} MB in {folder}.",
        soft_wrap=True,
    )
    if what.until:
        wants = ", ".join(f"{name} ± {half:g}" for name, half in what.until.items())
        console.print(f"More runs follow until {wants}, at most {what.cap:,} a point.")


@contextmanager
def _bar() -> Iterator[Any]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} runs"),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("sweep", total=1, rate="")

        def advance(step: Step) -> None:
            rate = f"{step.rate:,.0f} runs/s, {step.left_s:,.0f} s left"
            rate += f", {step.failed} blocks failed" if step.failed else ""
            bar.update(task, completed=step.done, total=step.total, rate=rate)

        yield advance


def _tell_finished(done: Finished) -> None:
    console.print(
        f"{done.runs_new:,} runs now, {done.runs_before:,} were there; start-up "
        f"{done.start_s:.1f} s, all {done.wall_s:.1f} s."
    )
    for r in done.reached:
        console.print(f"  {r.point} {r.outcome}: ± {r.half_width:.3g} after {r.runs:,} runs")
    for block in done.failed[:5]:
        console.print(f"failed: {block.block.case.id}, runs from {block.block.first}")


def _tell_points(study: Study, found: Sweep) -> None:
    names = list(study.outcomes)
    means = found.frame(names).groupby("point", observed=True)[names].mean()
    table = Table(title="Means over the runs of each point", title_justify="left", box=None)
    for name in (*found.factors, *names):
        table.add_column(name)
    for _, row in found.points.head(MOST).iterrows():
        said = ["as set" if row[f] is None else str(row[f]) for f in found.factors]
        table.add_row(*said, *(f"{means.loc[row['point'], n]:.4g}" for n in names))
    console.print(table)
    if len(found.points) > MOST:
        console.print(f"and {len(found.points) - MOST:,} more points")


def _tell_effects(study: Study, what: Plan, found: Sweep) -> None:
    partners = {case.id: case.partner for case in what.cases if case.partner}
    if study.baseline is None or not partners:
        return
    labels = {p["point"]: _label(p, found.factors) for _, p in found.points.iterrows()}
    table = Table(title="Against the baseline, run by run with the same luck", box=None)
    for name in ("point", "outcome", "baseline", "here", "effect", "±", "surely worse", "saved"):
        table.add_column(name, justify="left" if name in ("point", "outcome") else "right")
    for e in effects(found.frame(study.outcomes), partners, study.outcomes)[:MOST]:
        half = (e.high - e.low) / 2
        shown = (f"{e.baseline:.4g}", f"{e.policy:.4g}", f"{e.effect:+.3g}", f"{half:.2g}")
        worse = "" if e.sure_worse is None else f"{100 * e.sure_worse:.1f} %"
        table.add_row(labels[e.point], e.outcome, *shown, worse, f"{e.variance_ratio:.1f} ×")
    console.print(table)


def _label(point: Any, factors: Sequence[str]) -> str:
    return ", ".join(str(point[f]) for f in factors if point[f] is not None) or "as set"


def tell_divergence(a: Path, b: Path, seed: int, run: int, settings: Sequence[str]) -> None:
    """Print the first decision in which one run of two scenarios differs, and what followed."""
    from experiments.divergence import as_text, diverge

    parted = diverge(load_scenario(a, settings), load_scenario(b, settings), seed, run)
    console.print(as_text(parted), soft_wrap=True)
