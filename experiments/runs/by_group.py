"""Counts of each armed group: what it did, whom it killed, what it lost and received.

Taken from the event log, so from the runs whose events are kept, and only of free days, as outcomes
are. Every actor of the table that decides and is no state has a row, and every act counts that the
table of actions marks as force, so a new force or a new act needs no change here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.runs.parquet_file import table_of, write_table
from experiments.runs.result import FIXED_NAMES, Columns, Result
from experiments.runs.statistics import Z95
from sim.actions import Action, Marker
from sim.state.actors import ACTORS, actor_of

NAME: Final = "by_group"
STATES: Final = ("us", "iran", "iraq")
"""Parts of a world that are states and no groups; what strikes at them names a site."""
ALWAYS: Final = frozenset({"militias"})
"""Kinds that have rows even where they keep quiet."""
FORCE: Final = tuple(
    int(act)
    for act in Action
    if act.spec.marker
    in (Marker.ROCKETS, Marker.CROWD, Marker.AIR_STRIKE, Marker.LEADERSHIP, Marker.STATE_FIRE)
)
"""Codes of the acts that use force."""
DEAD: Final = ("us_killed", "partner_killed", "iraqi_killed", "iranian_killed", "fighters_killed")
"""Columns of the log that count dead."""
COUNTS: Final = ("attacks", "killed", "fighters_lost", "strikes_received")


def groups_of(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    """Part of the world and name of every armed group, in the order of the table of actors."""
    found = []
    for part, record in ACTORS.items():
        actor = actor_of(record)
        if actor.decisions and part not in STATES:
            names = manifest["names"].get(part, ()) if actor.one else [FIXED_NAMES[actor.id]]
            found += [(part, name) for name in names]
    return found


def counts_by_group(result: Result) -> Columns:
    """Means a run of each group over the runs with events, with half of the 95 % interval.

    Columns: `kind`, `group`, `runs`, and for each of COUNTS the mean and `..._half_width`, which is
    NaN for a single run. `attacks` are its acts of force and `killed` the dead in them, but for
    those of a crowd that guards shoot at; `strikes_received` are acts of force aimed at it and
    `fighters_lost` the fighters dead in them. Beside the militias a kind of which nobody uses force
    or meets it has no rows. Empty where no events were kept.
    """
    log, groups = result.event_columns, groups_of(result.manifest)
    runs = _runs_with_events(result)
    if not len(log.get("run", ())) or not groups or not len(runs):
        return {}
    free = log["replayed"] == 0 if "replayed" in log else np.ones(len(log["run"]), bool)
    table = {name: values[free] for name, values in log.items()}
    counts = [(kind, name, _counts(table, name, runs)) for kind, name in groups]
    active = {kind for kind, _, count in counts if any(v.any() for v in count.values())} | ALWAYS
    each = [count for kind, _, count in counts if kind in active]
    groups = [(kind, name) for kind, name, _ in counts if kind in active]
    if not groups:
        return {}
    found: Columns = {
        "kind": np.array([kind for kind, _ in groups], object),
        "group": np.array([name for _, name in groups], object),
        "runs": np.full(len(groups), len(runs)),
    }
    for count in COUNTS:
        values = np.array([counted[count] for counted in each])
        found[count] = values.mean(axis=1)
        found[f"{count}_half_width"] = _half_widths(values)
    return found


def _runs_with_events(result: Result) -> npt.NDArray[np.int64]:
    """Numbers of the runs whose events were kept, those without any event among them."""
    runs = result.run_columns["run"]
    return np.asarray(runs[runs < result.manifest["event_runs"]], np.int64)


def _counts(
    log: Columns, name: str, runs: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.float64]]:
    """Count -> its value in each run, shape [runs]."""
    force = np.isin(log["action_code"], FORCE)
    attack, strike = force & (log["actor"] == name), force & (log["target"] == name)
    dead = sum((log[column] for column in DEAD), np.zeros(len(force)))
    # A massacre before the embassy stands in the line of the storm: its dead are the crowd's own.
    crowd = log["action_code"] == int(Action.SIEGE)
    weights = {
        "attacks": 1.0 * attack,
        "killed": attack * (dead - crowd * log["iraqi_killed"]),
        "fighters_lost": strike * log["fighters_killed"],
        "strikes_received": 1.0 * strike,
    }
    return {count: _a_run(log["run"], values, runs) for count, values in weights.items()}


def _a_run(
    run: npt.NDArray[np.int64], values: npt.NDArray[np.float64], runs: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Sums of values by run, in the order of `runs`."""
    sums = np.bincount(run, weights=values, minlength=int(runs.max()) + 1)
    return np.asarray(sums[runs], np.float64)


def _half_widths(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Half of the 95 % interval of each mean over the last axis; NaN over one run."""
    n = values.shape[1]
    if n < 2:
        return np.full(len(values), np.nan)
    return np.asarray(Z95 * values.std(axis=1, ddof=1) / np.sqrt(n), np.float64)


def write_by_group(result: Result, folder: Path) -> None:
    """Write `by_group.parquet`, where there are groups and events were kept."""
    if columns := counts_by_group(result):
        write_table(table_of(columns), folder / f"{NAME}.parquet")
