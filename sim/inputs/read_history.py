"""Coded events as acts to be forced: reads the event table that `calibration/CODEBOOK.md` defines.

Only rows with an act are forced. Consequences that the effects bring by themselves (a stand-down
after a harmless salvo, mourning and a call-up after a leadership strike) are not forced twice.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.actions import Action
from sim.errors import InputError
from sim.inputs.world_file import WorldFile

ACTS: Final = {
    "rocket_attack": Action.HARASS,
    "strike_militia": Action.REPRISAL,
    "embassy_siege": Action.SIEGE,
    "leadership_strike": Action.LEADERSHIP_STRIKE,
    "missile_salvo": Action.SALVO,
    "expulsion_vote": Action.VOTE,
    "pause_campaign": Action.PAUSE,
    "reinforce": Action.REINFORCE,
    "restrain_line": Action.LINE_RESTRAIN,
    "sanctions_step": Action.SANCTION,
}
DEAD: Final = re.compile(r"\w+:\d+\+?", re.ASCII)
CONSEQUENCES: Final = ("stand_down", "public_mourning", "mobilise")


class Act(NamedTuple):
    """One act to force, in the fields of the record `Forced`, with its event id."""

    id: str
    day: int
    action: int
    actor: int
    target: int
    munitions: float
    us_killed: int
    partner_killed: int
    fighters_killed: int
    cause: int


def _deaths(text: str) -> dict[str, int]:
    found = {}
    for part in filter(None, text.split(";")):
        nation, number = part.split(":")
        found[nation.strip()] = int(re.sub(r"\D", "", number) or 0)
    return found


def _group(row: Mapping[str, str], world: WorldFile) -> int:
    """Militia that acted: the one blamed, else the actor, else the one with most of the fire."""
    ids = [g.id for g in world.militias]
    names = f"{row['attributed_to']};{row['actor']}".split(";")
    for name in names:
        if name in ids:
            return ids.index(name)
    shares = [g.share for g in world.militias]
    return shares.index(max(shares))


def _target(row: Mapping[str, str], action: Action, world: WorldFile) -> int:
    if action == Action.REPRISAL:
        ids = [g.id for g in world.militias]
        return next((ids.index(t) for t in row["target"].split(";") if t in ids), 0)
    sites = [s.id for s in world.sites]
    return next((sites.index(s) for s in row["site"].split(";") if s in sites), -1)


def _act(row: Mapping[str, str], start: date, world: WorldFile) -> Act:
    action = ACTS[row["act"]]
    killed = _deaths(row["killed"])
    us, fighters = killed.pop("US", 0), killed.pop("IQ_militia", 0)
    for local in ("IQ", "IR"):
        killed.pop(local, None)
    day = (date.fromisoformat(row["date_used"]) - start).days
    return Act(
        row["id"],
        day,
        action.value,
        _group(row, world),
        _target(row, action, world),
        0.0,
        us,
        sum(killed.values()),
        fighters,
        -1,
    )


def _ordered(acts: list[Act], causes: Mapping[str, list[str]]) -> list[Act]:
    """Acts by day, causes before effects on the same day, each with the row of its cause."""
    by_id = {a.id: a for a in acts}

    def depth(name: str) -> int:
        known = [c for c in causes[name] if c in by_id]
        return 1 + max((depth(c) for c in known), default=0)

    acts = sorted(acts, key=lambda a: (a.day, depth(a.id)))
    rows = {a.id: k for k, a in enumerate(acts)}
    found = []
    for k, act in enumerate(acts):
        earlier = [rows[c] for c in causes[act.id] if c in rows and rows[c] < k]
        found.append(act._replace(cause=max(earlier, default=-1)))
    return found


def read_acts(path: Path, start: date, until: date, world: WorldFile) -> list[Act]:
    """Acts from `start` to `until` inclusive, ordered.

    Raises InputError when the table lacks a column, an act is unknown, or a date does not read.
    """
    if not path.is_file():
        raise InputError(path, 1, "history.events", "no such file", "an event table (CSV)")
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        needed = {
            "id",
            "date_used",
            "act",
            "actor",
            "target",
            "site",
            "killed",
            "attributed_to",
            "triggered_by",
        }
        missing = sorted(needed - set(reader.fieldnames or ()))
        if missing:
            raise InputError(
                path, 1, "header", f"no column {missing[0]}", ", ".join(sorted(needed))
            )
        rows: list[dict[str, Any]] = []
        for row in reader:
            _check(path, reader.line_num, row)
            if row["act"] in ACTS and start <= date.fromisoformat(row["date_used"]) <= until:
                rows.append(row)
    causes = {r["id"]: [c for c in r["triggered_by"].split(";") if c] for r in rows}
    return _ordered([_act(r, start, world) for r in rows], causes)


def _check(path: Path, line: int, row: Mapping[str, str]) -> None:
    if row["act"] and row["act"] not in ACTS and row["act"] not in CONSEQUENCES:
        known = ", ".join([*ACTS, *CONSEQUENCES])
        raise InputError(path, line, "act", row["act"], known)
    for part in filter(None, row["killed"].split(";")):
        if not DEAD.fullmatch(part.strip()):
            raise InputError(path, line, "killed", part, "NATION:n or NATION:n+, joined by ;")
    try:
        date.fromisoformat(row["date_used"])
    except ValueError:
        raise InputError(
            path, line, "date_used", row["date_used"], "a date like 2020-01-05"
        ) from None
