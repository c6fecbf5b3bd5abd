"""`flashpoint calibrate --check`: the checks of a fit as tables, files and figures."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.table import Table

from calibration.checks.checks import QUICK, Checks, CheckSize, run_checks
from calibration.checks.leave_one_article_out import LeftOutShift
from calibration.checks.posterior_predictive import Check, Judged
from calibration.checks.simulation_based_calibration import INTERVALS, Recovery
from calibration.inference.fit_inputs import stale
from calibration.inference.posterior import SHIPPED, load
from experiments.cli.calibrate import POSTERIOR, CalibrateOptions, fit_progress, posterior_table
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console
from experiments.runs.runner import default_workers
from experiments.text.wording import significant
from sim.errors import InputError

SHOWN: Final = 20
"""Parameters of a table of recovery: those that the evidence moved most."""


def check_fit(options: CalibrateOptions) -> bool:
    """Check the shipped posterior, or that of `--out` for evidence of one's own; is it sound?

    Raises InputError when there is no posterior to check.
    """
    own = options.out / POSTERIOR
    path = own if options.events or options.variant else SHIPPED
    posterior = load(path)
    if posterior is None:
        raise InputError(path, 1, "--check", "no posterior there", "fit first, without --check")
    problem, size = options.problem(), QUICK if options.quick else CheckSize()
    with fit_progress("checks") as progress:
        found = run_checks(
            problem,
            posterior,
            size,
            workers=options.workers or default_workers(),
            progress=progress,
        )
    console.print(f"checked: {path}", soft_wrap=True)
    _print_checks(found)
    if path == SHIPPED and stale(posterior):
        console.print(f"Stale: changed since the fit are {', '.join(stale(posterior))}.")
    print_table(posterior_table(posterior))
    folder = options.out / "checks"
    write_checks(found, folder)
    console.print(f"tables and figures: {folder}", soft_wrap=True)
    console.print(verdict(found))
    return found.sound


def verdict(found: Checks) -> str:
    """Is the fit sound, and if not, why?"""
    if found.recovery.failures():
        return f"Check failed: the fit does not find again {_names(found.recovery)}."
    if not found.control.failures():
        return "Check failed: it cannot tell winters of other rules from its own (too few rows)."
    return "Check passed: made-up truths are found again, and wrong rules are noticed."


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for k, name in enumerate(head):
        table.add_column(name, justify="left" if k == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    print_table(table)
    console.print()


def _print_checks(found: Checks) -> None:
    _print_rows("Rows of the fit on posterior runs: median (5 to 95 %)", found.targets)
    _print_rows("Rows that were compared and not fitted", found.unfitted)
    console.print("judged: share of the runs in which there was something to compare.")
    outside = ", ".join(c.id for c in found.outside) or "none"
    console.print(f"Outside their 90 % band: {outside}.")
    for fact in found.world:
        if fact.off == fact.off:
            console.print(
                f"World file, {fact.id}: {fact.world:,.0f}, off by {100 * fact.off:.0f} %."
            )
    uses = Counter(found.uses.values())
    console.print(
        "Of the aggregates " + ", ".join(f"{n} are {use}" for use, n in uses.items()) + "."
    )
    _print_rhythms(found)
    _print_recovery(found)
    _print_articles(found)


def _print_rows(title: str, checks: Iterable[Check]) -> None:
    rows = [
        (
            c.id,
            c.coded,
            c.band,
            c.unit,
            "yes" if c.judged.inside else "NO",
            f"{100 * c.share:.0f} %",
        )
        for c in checks
    ]
    if rows:
        _table(title, ("row", "coded", "runs", "unit", "inside", "judged"), rows)


def _print_rhythms(found: Checks) -> None:
    rows = (
        (r.label, *(f"{s.mean:.2f} ({s.q05:.2f} to {s.q95:.2f})" for s in r[1:]))
        for r in found.rhythms
    )
    head = ("free winters on", "attacks a week", "variance / mean of weeks", "empty weeks")
    _table("Rhythm of the attacks: mean over runs (5 to 95 % of runs)", head, rows)


def _print_recovery(found: Checks) -> None:
    honest = found.recovery
    rows = []
    for name in [p.name for p in found.pinned if p.name in honest.names][:SHOWN]:
        k = honest.names.index(name)
        shares = (f"{100 * honest.coverage(i)[k]:.0f} %" for i in INTERVALS)
        rows.append((name, *shares, f"{honest.p_uniform()[k]:.2f}"))
    bands = (honest.coverage_band(i) for i in INTERVALS)
    within = (f"{100 * b.low:.0f} to {100 * b.high:.0f} %" for b in bands)
    rows.append(("all within", *within, ""))
    heads = (f"in {100 * i:.0f} % interval" for i in INTERVALS)
    title = f"Recovery: {honest.repeats} made-up winters, fitted again"
    _table(title, ("parameter", *heads, "p of uniform ranks"), rows)
    console.print(f"Out of line: {_names(honest)}.")
    console.print(
        f"Negative control, winters of other truths: out of line are {_names(found.control)}."
    )
    console.print(
        "Each parameter fitted alone, all others averaged out row by row: out of line are "
        f"{_names(found.one_by_one)}."
    )
    before, after = found.meets
    chances = f"{significant(after, 2)}, on the priors {significant(before, 2)}"
    console.print(
        f"A winter meets every row with a chance of {chances}: "
        f"{after / before:,.0f} times as often. The posterior is narrower than the prior in "
        f"{found.directions} directions of {len(found.pinned)}."
    )
    few, middle = honest.effective.min(), np.median(honest.effective)
    console.print(
        f"Behind a repeat stand {middle:,.0f} effective samples (median; least {few:,.0f}), behind "
        f"our own rows {found.effective:,.0f}."
    )


def _names(recovery: Recovery) -> str:
    return ", ".join(recovery.failures()) or "none"


def _print_articles(found: Checks) -> None:
    rows: list[tuple[str, ...]] = []
    for left in found.articles:
        if not left.rows:
            rows.append((left.source, "0", "", "reports no row alone", "", ""))
            continue
        moved = max(left.parameters, key=lambda s: abs(s.shift))
        answers = {s.name: s for s in left.answers}
        shown = (_shifted(answers[n]) for n in ("open_war", "n_rocket_attacks") if n in answers)
        words = f"{moved.name} {moved.shift:+.2f}"
        rows.append((left.source, f"{len(left.rows)}", f"{left.effective:,.0f}", words, *shown))
    head = ("without", "rows", "samples", "furthest parameter", "open war", "rocket attacks")
    _table("One article left out: posterior medians (prior scale), mean answers", head, rows)
    from experiments.plots.fit.leave_one_article_out import war  # heavy

    if unsaid := war(found):
        console.print(unsaid)


def _shifted(shift: LeftOutShift) -> str:
    ends = " to ".join(map(significant, (shift.full, shift.without)))
    return f"{ends} ± {significant(2 * shift.error, 1)}"


def write_checks(found: Checks, folder: Path) -> None:
    """CSV tables and figures of the checks into `folder`."""
    from experiments.plots.fit.figures import save_calibration

    folder.mkdir(parents=True, exist_ok=True)
    rows = (
        (c.id, c.asks, c.unit, c.low, c.high, *c.judged, c.share, c.runs)
        for c in (*found.targets, *found.unfitted)
    )
    head = ("row", "asks", "unit", "low", "high", *Judged._fields, "share", "runs")
    _csv(folder / "predictive.csv", head, rows)
    ranks = found.recovery.ranks
    _csv(folder / "recovery_ranks.csv", found.recovery.names, ranks.tolist())
    _csv(folder / "control_ranks.csv", found.control.names, found.control.ranks.tolist())
    _csv(folder / "one_by_one_ranks.csv", found.one_by_one.names, found.one_by_one.ranks.tolist())
    moved = (
        (left.source, kind, *s)
        for left in found.articles
        for kind, shifts in (("parameter", left.parameters), ("answer", left.answers))
        for s in shifts
    )
    _csv(folder / "articles.csv", ("without", "kind", "name", "full", "without", "error"), moved)
    save_calibration(found, folder)


def _csv(path: Path, head: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
