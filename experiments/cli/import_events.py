"""`flashpoint import-events`: an export becomes an event table, and every row is accounted for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from calibration.evidence.importers import import_table, write_import
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
    console.print(f"table: {out}/events.csv; rows not mapped: {out}/unmapped.csv", soft_wrap=True)
    console.print(
        f"Next: flashpoint calibrate --events {out}/events.csv --scenario YOURS.yaml",
        soft_wrap=True,
    )
