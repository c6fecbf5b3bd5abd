"""`flashpoint backtest`: forecast from what was known on a day, and say who came closer."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from calibration.backtest.backtest import (
    COMMAND,
    NAMES,
    Backtest,
    BacktestPlan,
    backtest,
    make_plan,
    speak,
)
from calibration.backtest.forecast import QUICK, BacktestSize
from calibration.backtest.registration import RECORD, record_of, register
from calibration.evidence.known_evidence import Evidence, load_evidence
from calibration.evidence.library import load_scenario
from calibration.inference.fit_inputs import events_meaning
from calibration.likelihood.problem import SCENARIO
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console, line
from experiments.plots.fit.backtest_labels import LABELS, war
from experiments.report.backtest_page import page, said_rows, score_rows, verdict
from experiments.runs.runner import default_workers
from sim.errors import InputError
from sim.meaning import digest

DOCS: Final = Path(__file__).parents[2] / "docs" / "backtest.md"
PSEUDO: Final = (
    "Pseudo-out-of-sample: the priors, defaults, rules and numbers of the observation model were "
    "set by people who knew all five articles. fitted, priors and by hand are forecasts of ours."
)
SCORE_COLUMNS: Final = ("forecast", "outcome", "score", "value", "reference", "skill")
TEST_COLUMNS: Final = (
    "forecast", "test", "observed", "low_tail", "high_tail", "verdict", "runs",
)  # fmt: skip
SHORT: Final = (
    "outcome", "came",
    *(LABELS[name].replace("-", "-\n") for name in NAMES),
)  # fmt: skip
"""Heads as text and page call the forecasts, broken so that nine columns fit a narrow terminal."""
DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class BacktestOptions:
    """What the command line asks for."""

    until: str
    to: str | None = None
    events: Path | None = None
    runs: int | None = None
    seed: int = 20191028
    out: Path | None = None
    workers: int | None = None
    quick: bool = False
    write_docs: bool = False
    register: Path | None = None

    @property
    def size(self) -> BacktestSize:
        """How much is computed."""
        size = QUICK if self.quick else BacktestSize()
        return size if self.runs is None else size._replace(runs=self.runs)


def run_backtest(options: BacktestOptions) -> Backtest:
    """Forecast, score, print; with `out` write tables and a figure, with `write_docs` the page.

    Raises InputError when the days do not fit the evidence, a table does not read, or the truth has
    no row to score.
    """
    from experiments.runs import places

    evidence = load_evidence()
    plan = _plan(options, evidence)
    _check_docs(options)
    # Whether it is there is asked beforehand; what stands in it only after the forecast.
    if options.events and not options.events.is_file():
        raise InputError(options.events, 1, "file", "no such file", "an event table (CSV)")
    if options.out:
        places.check_target(options.out)
    if options.register and (options.register / RECORD).exists():
        got = f"{options.register / RECORD} is there"
        raise InputError(COMMAND, 0, "--register", got, "a folder without a record")
    with _progress(plan.work) as advance:
        try:
            said = speak(evidence, plan, advance)
        except ArithmeticError as error:
            accepts = "an earlier day, so that the events of every run fit its log"
            raise InputError(COMMAND, 0, "--to", f"{plan.to}: {error}", accepts) from error
    if options.register:
        settings = {"seed": plan.seed, **plan.size._asdict()}
        record = record_of(said.forecasts, said.known, plan.to, settings)
        done = register(record, options.register)
        console.print(f"registered: {done.path}, {done.made}, sha256 {done.sha256}", soft_wrap=True)
    # Nobody opens the truth before the forecast is made and, if asked for, on record.
    # It may name the posts of the world that is forecast, as a table that is replayed may.
    world = load_scenario(SCENARIO, ["parameters=prior"]).world
    truth = load_evidence(options.events, None, world) if options.events else None
    found = backtest(evidence, plan, truth, said=said)
    show(found, truth)
    if options.out:
        _write(found, options.out)
    if options.write_docs:
        DOCS.write_text(page(found), encoding="utf-8")
        console.print(f"page: {DOCS}", soft_wrap=True)
    return found


def _plan(options: BacktestOptions, evidence: Evidence) -> BacktestPlan:
    until = _date("--until", options.until)
    to = _date("--to", options.to) if options.to is not None else None
    # Our own table ends with its last article: later silence would not mean that nothing happened.
    last = None if options.events else max(s.date_end for s in evidence.sources.values())
    workers = options.workers or default_workers()
    return make_plan(evidence, until, to, last, options.size, options.seed, workers)


def _date(option: str, text: str) -> dt.date:
    try:
        if not DATE.fullmatch(text):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(COMMAND, 0, option, text, "a date like 2020-01-05") from None


def _check_docs(options: BacktestOptions) -> None:
    """The published page is of our own evidence in full size, and needs a checkout."""
    if not options.write_docs:
        return
    accepts = "a full backtest of our own evidence, in a checkout with docs/"
    if options.quick or options.events:
        raise InputError(COMMAND, 0, "--write-docs", "with --quick or --events", accepts)
    if not DOCS.parent.is_dir():
        raise InputError(COMMAND, 0, "--write-docs", f"no folder {DOCS.parent}", accepts)


@contextmanager
def _progress(runs: int) -> Iterator[Any]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("fit and forecast", total=runs)
        yield lambda n: bar.advance(task, n)


def show(found: Backtest, truth: Evidence | None = None) -> None:
    """Print what was known, what all said, how far off they were, and what that is worth."""
    plan, known = found.plan, found.known
    acts = [e.id for e in known.evidence.events if e.act]
    line("known", f"on {plan.until}: {len(acts)} acts: {', '.join(acts)}", 0)
    line("masked", f"{len(found.masked)} rows that later days or later articles report", 0)
    leaks = (f"{k.id} ({k.what}: {', '.join(k.citations)})" for k in known.leaks)
    line("leaks", f"{'; '.join(leaks) or 'none'}", 0)
    kept = f"{found.fitted.effective:.0f} of {plan.size.samples:,} prior samples carry the weight"
    line("fit", f"{len(found.fitted.targets.used)} targets; {kept}", 0)
    if truth:
        days = sorted(e.date_used for e in truth.events)
        line("truth", f"{truth.path}: rows from {days[0]} to {days[-1]}{_quiet(found)}", 0)
    if found.unasked:
        line("not scored", f"the table has no word for: {', '.join(found.unasked)}", 0)
    said = f"{plan.until} to {plan.to}: median (5 to 95 %), or chance of yes"
    rows = [[cell.replace(" (", " ").replace(")", "") for cell in row] for row in said_rows(found)]
    _print(said, SHORT, rows)
    if unsaid := war(found):
        line("", unsaid, 0)
    title = "How far off: CRPS of counts, Brier score of questions; * the least, 0 the best"
    short = [[row[0].rsplit(":", 1)[0], *row[1:]] for row in score_rows(found, ("log", "interval"))]
    _print(title, SHORT, short)
    for t in found.totals:
        text = f"{t.counted:g} attacks counted; {LABELS[t.forecast]} says {t.mean:.1f}"
        line(t.id, f"{text} ({t.low:.0f} to {t.high:.0f}), log score {t.log:.2f}", 0)
    console.print()
    for text in (*verdict(found), PSEUDO):
        line("", text, 0)


def _quiet(found: Backtest) -> str:
    """What silence of the truth about attacks counts as."""
    if found.observed.attacks:
        return "; days outside count as days without an attack"
    return "; no rocket attack in it, which is no zero: attacks are not scored"


def _print(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(title=title, box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for k, name in enumerate(columns):
        table.add_column(
            name, justify="right" if k else "left", min_width=None if k else 16, overflow="fold"
        )
    for row in rows:
        table.add_row(*row)
    console.print()
    print_table(table)


def _write(found: Backtest, folder: Path) -> None:
    """A result folder: the page, all scores and tests as CSV, the figure, and what was run."""
    from experiments.plots.fit.backtest import save_backtest
    from experiments.runs import places

    plan = found.plan
    manifest = {
        "command": "backtest",
        "version": version("flashpoint"),
        "until": plan.until.isoformat(),
        "to": plan.to.isoformat(),
        "seed": plan.seed,
        **plan.size._asdict(),
        "effective_samples": found.fitted.effective,
        "masked": found.masked,
        "leaks": [leak._asdict() for leak in found.known.leaks],
        "truth": _truth(found),
        "not_scored": found.unasked,
    }

    def write(hidden: Path) -> None:
        (hidden / places.MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        (hidden / DOCS.name).write_text(page(found), encoding="utf-8")
        _csv(hidden / "scores.csv", SCORE_COLUMNS, _score_cells(found))
        cells = ((n, *vars(t).values()) for n in NAMES for t in found.tests[n])
        _csv(hidden / "tests.csv", TEST_COLUMNS, cells)
        if found.observed.attacks:  # the figure is of their number
            save_backtest(found, hidden / "figures")

    try:
        with places.new_folder(folder) as hidden:
            write(hidden)
    except places.PlaceError as error:
        raise places.rescued(error, folder, write) from None
    drawn = ", figures" if found.observed.attacks else ""
    console.print(f"written: {folder}/backtest.md, scores.csv, tests.csv{drawn}", soft_wrap=True)


def _truth(found: Backtest) -> dict[str, str] | None:
    """The table that the forecast was scored against, by name and content; None for ours."""
    if found.truth is None:
        return None
    content = digest(events_meaning(found.truth))
    return {"table": str(found.truth.path), "meaning": content}


def _score_cells(found: Backtest) -> Iterator[tuple[object, ...]]:
    for reference, rows in found.scores.items():
        for row in rows:
            score = row.score
            yield row.forecast, score.outcome, score.name, score.value, reference, row.skill


def _csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
