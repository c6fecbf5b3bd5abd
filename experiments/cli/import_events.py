"""`flashpoint import-events`: an export becomes an event table, and every row is accounted for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from calibration.evidence.importers import Imported, import_table, write_import
from calibration.evidence.known_evidence import Evidence
from experiments.cli.output import console
from sim.errors import InputError


def _date(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(Path(option), 1, option, text, "a date like 2020-01-05") from None


def import_into(
    export: Path, form: str, out: Path, mapping: Path | None, start: str | None, end: str | None
) -> None:
    """Import an export into a new folder and say what became of its rows."""
    found = import_table(export, form, mapping, _date(start, "--start"), _date(end, "--end"))
    write_import(found, out)
    console.print(
        f"{found.rows:,} rows: {len(found.events):,} events, {len(found.unmapped):,} not mapped, "
        f"{found.outside:,} outside the dates."
    )
    for why, n in Counter(u.reason for u in found.unmapped).most_common(8):
        console.print(f"  {n:,} × {why}", soft_wrap=True)
    table = out / "events.csv"
    console.print(f"table: {table}; rows not mapped: {out / 'unmapped.csv'}", soft_wrap=True)
    _say_next(found, table)


def _say_next(found: Imported, table: Path) -> None:
    """What the table is good for: only a command that can work is named as the next one."""
    from calibration.likelihood.problem import why_no_fit  # heavy

    def say(text: str) -> None:
        console.print(text, soft_wrap=True, markup=False)

    evidence = Evidence(found.events, (), found.sources, table)
    command = f"flashpoint calibrate --events {table} --scenario YOURS.yaml"
    why = why_no_fit(evidence)
    if not why:
        say(f"Next: {command}")
        return
    say(f"This table cannot be calibrated: {why}.")
    days = [e.date_used for e in found.events if e.act == "rocket_attack"]
    if days and not why_no_fit(evidence.with_total(min(days), max(days))):
        say(f"If it lists every rocket attack, their number can be fitted: {command} --complete")
    if not any(e.act for e in found.events):
        say("Nor can it be replayed: no row has an act. Fill in the column 'act' by hand.")
        return
    say(f"A scenario can replay it: history: {{until: DATE, events: {table}}}")
    say(f"A forecast can be scored by it: flashpoint backtest --events {table}")
