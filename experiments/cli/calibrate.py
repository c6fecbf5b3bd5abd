"""`flashpoint calibrate`: fit, ship, compare, check; and what of it people read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import load_scenario
from calibration.evidence.tables import AGGREGATES, EVENTS
from calibration.inference.fit import QUICK, STRIDE, Fit, Settings, run_fit
from calibration.inference.fit_inputs import stale
from calibration.inference.model_comparison import (
    WARNING,
    ComparedVariant,
    compare_variants,
    variant_bank,
)
from calibration.inference.posterior import SHIPPED, Posterior, load, percent_gone
from calibration.inference.prior_space import prior_space
from calibration.inference.publish import CLOSE, make_samples, shifts
from calibration.likelihood.problem import SCENARIO, Problem, build_problem, span_of
from calibration.likelihood.simulate import SimulationPlan
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console, line
from experiments.runs.runner import default_workers
from experiments.text.wording import significant
from sim.errors import InputError, nearest, some_of
from sim.inputs.posterior import PosteriorSamples, write_posterior
from sim.parameters import HYPOTHESES, LISTED_BY, PARAMETERS

POSTERIOR: Final = "posterior.parquet"
MOVED: Final = 30
"""Parameters that are listed: those that moved most."""
SHOWN: Final = 12
"""Unused rows that are listed."""


@dataclass(frozen=True)
class CalibrateOptions:
    """What the command line asks for."""

    events: Path | None
    aggregates: Path | None
    complete: bool
    scenario: Path | None
    out: Path
    quick: bool
    ship: bool
    hypotheses: bool
    variant: Sequence[str]
    runs: int | None
    seed: int | None
    workers: int | None

    @property
    def settings(self) -> Settings:
        """How hard to work."""
        settings = QUICK if self.quick else Settings()
        if self.runs is not None:
            settings = settings._replace(runs=self.runs)
        return settings if self.seed is None else settings._replace(seed=self.seed)

    def problem(self) -> Problem:
        """The evidence made into targets. Raises InputError when a table does not read."""
        own = self.events is None
        totals = self.aggregates or (AGGREGATES if own else None)
        scenario = self.scenario or SCENARIO
        world = load_scenario(scenario, ["parameters=prior"]).world
        evidence = load_evidence(self.events or EVENTS, totals, world)
        hypotheses = dict(_variant(text) for text in self.variant)
        if self.complete:
            evidence = evidence.with_total(*span_of(scenario))
        return build_problem(evidence, scenario, hypotheses)


def _variant(text: str) -> tuple[str, str]:
    family, _, letter = text.partition("-")
    known = [f"{h.name}-{v}" for h in HYPOTHESES.values() for v in h.variants]
    if text not in known:
        near = nearest(text, known)
        raise InputError(
            Path("--variant"), 1, "variant", text, some_of(known, text, LISTED_BY), near
        )
    return family, letter


def fit_posterior(options: CalibrateOptions) -> None:
    """Fit the rules to the evidence and write the posterior samples."""
    problem, settings = options.problem(), options.settings
    workers = options.workers or default_workers()
    if options.ship and (options.events or options.variant or options.quick):
        raise InputError(
            Path("--ship"), 1, "ship", "with --events, --variant or --quick",
            "a full fit of the project's own evidence under the default variants",
        )  # fmt: skip
    before = load(SHIPPED)
    _print_problem(problem, settings)
    options.out.mkdir(parents=True, exist_ok=True)
    fit, samples, seconds = _work(problem, settings, options, workers)
    target = options.out / POSTERIOR
    write_posterior(samples, target)
    if options.ship:
        write_posterior(samples, SHIPPED)
    now = Posterior(samples)
    print_table(posterior_table(now))
    _print_fit(fit, seconds)
    if options.hypotheses and not options.variant:
        _print_variants([ComparedVariant(**r) for r in samples.notes["variants"]])
    if before is not None and not options.events and not options.variant:
        _print_shifts(before, now, settings)
    console.print(f"samples: {SHIPPED if options.ship else target}", soft_wrap=True)


def _work(
    problem: Problem, settings: Settings, options: CalibrateOptions, workers: int
) -> tuple[Fit, PosteriorSamples, float]:
    start, checkpoint = time.perf_counter(), options.out / "checkpoint"
    with fit_progress("fit") as progress:
        try:
            fit = run_fit(
                problem, settings, workers=workers, checkpoint=checkpoint, progress=progress
            )
        except KeyboardInterrupt:
            console.print(f"stopped; the same command goes on from {checkpoint}", soft_wrap=True)
            raise
        compared: list[ComparedVariant] = []
        if options.hypotheses and not options.variant:
            progress("rival hypotheses", 0)
            bank = variant_bank(
                problem, settings.variants, settings.runs, settings.seed, 8 * STRIDE,
                workers=workers, progress=lambda n: progress("", n),
            )  # fmt: skip
            compared = compare_variants(bank)
        progress("writing", 0)
        samples = make_samples(fit, compared, options.out / POSTERIOR)
    for file in checkpoint.glob("fit-*.npz"):
        os.unlink(file)
    checkpoint.rmdir()
    return fit, samples, time.perf_counter() - start


@contextmanager
def fit_progress(label: str) -> Iterator[Any]:
    """A bar without an end in sight: nobody knows beforehand how many steps it takes."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} candidates"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)

        def advance(stage: str, n: int) -> None:
            bar.advance(task, n)
            if stage:
                bar.update(task, description=stage)

        yield advance


def _print_problem(problem: Problem, settings: Settings) -> None:
    targets, names = problem.targets, prior_space(problem.scenario).names
    rows = {t.id.split(".")[0] for t in targets.used}
    console.print(
        f"{len(targets.used)} targets from {len(rows)} coded rows, to be met by {len(names)} "
        f"parameters, {settings.runs} runs for each candidate."
    )
    if problem.evidence.path == EVENTS:
        console.print(
            f"{len(targets.skipped)} rows are no target; docs/calibration.md says why for each."
        )
        return
    for name, why in targets.skipped[:SHOWN]:
        line("", f"not used: {name}: {why}")
    if len(targets.skipped) > SHOWN:
        console.print(f"  and {len(targets.skipped) - SHOWN} more rows")


def posterior_table(posterior: Posterior) -> Table:
    """Prior and posterior of the parameters that moved most; all are in the file of samples."""
    found = [(n, s) for n in posterior.fitted if (s := posterior.summary(n)) is not None]
    found.sort(key=lambda row: -row[1].contraction)
    title = (
        f"median, 5 %–95 %, and how much of the prior's variance is gone; {MOVED} of {len(found)}"
    )
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for name in ("parameter", "prior", "posterior", "gone"):
        table.add_column(name, no_wrap=True)
    for name, s in found[:MOVED]:
        low, mid, high = PARAMETERS[name].prior.quantile(np.array([0.05, 0.5, 0.95]))
        gone = f"{percent_gone(s.contraction):3d}%" + ("" if s.identified else " not identified")
        prior = _band(low, mid, high)
        table.add_row(name, prior, _band(s.q05, s.q50, s.q95), gone)
    return table


def _band(low: float, middle: float, high: float) -> str:
    """A median and its band."""
    middle_text, *ends = (significant(x, 2) for x in (middle, low, high))
    return f"{middle_text} {'–'.join(ends)}"


def _print_fit(fit: Fit, seconds: float) -> None:
    effective, runs = fit.effective, fit.candidates * fit.settings.runs
    console.print(
        f"The evidence adds {fit.information:.1f} nats to the priors. Behind a mean stand "
        f"{np.median(effective):,.0f} effective samples (median; least {effective.min():,.0f})."
    )
    each = ", ".join(f"{found:.2f}" for found in fit.log_evidences)
    console.print(f"log evidence {fit.log_evidence:.2f}; islands with luck of their own {each}.")
    # A resumed fit has judged fewer candidates than stand behind it: the rate is of this session.
    rate = fit.day_rate / SimulationPlan(fit.problem.targets).days
    console.print(
        f"{fit.candidates:,} candidates, {runs:,} simulated winters with their branches: "
        f"{rate:,.0f} a second, {fit.day_rate / fit.bare_rate:.2f} of the bare engine's days a "
        f"second. Fit {fit.seconds:,.0f} s, all {seconds:,.0f} s."
    )


def _print_variants(variants: Sequence[ComparedVariant]) -> None:
    table = Table(title="Rival hypotheses, one at a time", title_justify="left")
    for name in ("variant", "says"):
        table.add_column(name)
    for name in ("before", "after", "log Bayes", "error", "samples"):
        table.add_column(name, justify="right", no_wrap=True)
    for r in variants:
        cells = (f"{100 * r.prior:.0f} %", f"{100 * r.probability:.0f} %")
        bayes = (f"{r.log_bayes:+.2f}", f"{r.error:.2f}", f"{r.effective:,.0f}")
        table.add_row(f"{r.hypothesis}-{r.letter}", r.statement, *cells, *bayes)
    print_table(table)
    console.print(WARNING)


def _print_shifts(before: Posterior, now: Posterior, settings: Settings) -> None:
    changed = stale(before)
    if before.manifest.get("samples") == now.manifest["samples"]:
        console.print("These are the shipped samples, bit for bit.")
        return
    found = shifts(before, now)
    far = [s for s in found if s.errors > CLOSE]
    why = f" Changed since it was fitted: {', '.join(changed)}." if changed else ""
    if before.manifest.get("settings") != settings._asdict():
        why += " It was fitted with other settings."
    worst = max(found, key=lambda s: s.errors, default=None)
    if worst is not None:
        console.print(
            f"Against the shipped posterior: {len(far)} of {len(found)} means differ by more than "
            f"{CLOSE:g} Monte-Carlo errors; the furthest is {worst.name} ({worst.before:.3f} to "
            f"{worst.now:.3f} of its prior, {worst.errors:.1f} errors).{why}"
        )
