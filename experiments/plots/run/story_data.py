"""One run's events made ready to draw: whose lane, which rung, how important, in which words."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.plots.run.story_table import (
    ACTOR_NAMES,
    DEADLIER,
    LANES,
    PLACED,
    RUNGS,
    label_weight,
    short_label,
)
from experiments.plots.style.axes import history_days
from experiments.runs.result import Columns, Result
from experiments.text import war, wording
from sim.actions import RUNG_LABELS, Action, Rung

DEATHS: Final = ("us_killed", "partner_killed", "iraqi_killed", "fighters_killed", "iranian_killed")


class Lane(NamedTuple):
    """A lane and the actors in it, one row of markers each."""

    name: str
    actors: tuple[str, ...]


def events_of(result: Result, run: int) -> Columns:
    """Events of one run, in their order."""
    rows = result.event_columns["run"] == run
    return {name: values[rows] for name, values in result.event_columns.items()}


def action_codes(events: Columns) -> npt.NDArray[np.int64]:
    """The act of each event, as codes of `Action`. Shape [events]."""
    return events["action_code"].astype(np.int64)


def chosen_run(result: Result, run: int | None) -> int | None:
    """The run to show: `run`, else the shortest story of those that climb highest; None for none.

    Raises ValueError when `run` is not among the runs with events.
    """
    stored = np.unique(result.event_columns.get("run", np.zeros(0, np.int64)))
    first = int(result.manifest.get("event_runs", 0))
    if run is not None:
        if run in stored or (0 <= run < first and run in result.run_columns.get("run", ())):
            return run if run in stored else None
        raise ValueError(
            f"run {run} has no stored events; events are stored for the first "
            f"{first:,} runs, numbered from 0"
        )
    if not len(stored):
        return None
    known = np.isin(result.run_columns["run"], stored)
    if not known.any():
        return int(stored[0])
    peaks = np.where(known, result.run_columns["peak_rung"], -1)
    length = result.run_columns.get("n_events", np.zeros(len(peaks), np.int64))
    return int(result.run_columns["run"][np.lexsort((length, -peaks))[0]])


def rungs_of(events: Columns) -> npt.NDArray[np.int64]:
    """Rung of each event; rockets that kill and salvos that kill stand higher. Shape [events]."""
    action = action_codes(events)
    rung = RUNGS[action].copy()
    for row in DEADLIER:
        dead = sum(events[column] for column in row.killed) > 0
        rung[np.isin(action, row.acts) & dead] = row.rung.value
    return rung


def weights(events: Columns, rungs: npt.NDArray[np.int64]) -> list[float]:
    """How much the label of each event matters, more with more deaths; 0 for none."""
    found = []
    actions = action_codes(events).tolist()
    for k, rung in enumerate(rungs.tolist()):
        weight = label_weight(Action(actions[k]))
        if rung >= Rung.FATAL_ROCKETS.value:
            weight = rung + min(0.9, deaths(events, k) / 50)
        found.append(weight)
    return found


def deaths(events: Columns, k: int) -> int:
    """Everyone whom one event killed."""
    return int(sum(events[name][k] for name in DEATHS))


def label(events: Columns, k: int) -> str:
    """One event in few words: day, act, deaths."""
    action = Action(int(action_codes(events)[k]))
    date = events["date"][k].astype("datetime64[D]").item()
    what = short_label(action)
    if action == Action.SHOCK and events["shock_kind"][k]:
        what = str(events["shock_kind"][k])
    if action in PLACED and events["target"][k]:
        what = f"{what}, {readable(str(events['target'][k]))}"
    dead = deaths(events, k)
    toll = f", {dead:,} dead" if dead else ""
    return f"{date.day} {wording.MONTHS[date.month - 1][:3]} {what}{toll}"


def lanes_of(result: Result, events: Columns) -> list[Lane]:
    """The lanes, each with those of its actors that act in this run."""
    acting = set(events["actor"].tolist())
    names = result.manifest.get("names", {})
    lanes = []
    for title, actors, part in LANES:
        present = tuple(a for a in (*names.get(part, ()), *actors) if a in acting)
        if present or not part:
            lanes.append(Lane(title, present or actors[:1]))
    return lanes


def title(result: Result, run: int, events: Columns) -> str:
    """The finding: how high the run climbs, when, and how much of it is answer."""
    rungs = np.where(events["day"] >= history_days(result.manifest), rungs_of(events), 0)
    row = np.flatnonzero(result.run_columns.get("run", np.zeros(0)) == run)
    peak = int(result.run_columns["peak_rung"][row[0]]) if len(row) else int(rungs.max())
    at = np.flatnonzero(rungs == peak)
    when = (
        f" on {wording.day_name(events['date'][at[0]].astype('datetime64[D]').item())}"
        if len(at) and peak
        else ""
    )
    n, answers = len(rungs), int((events["parent"] >= 0).sum())
    how = f"{answers} of its {n} events follow from an earlier one" if n > 1 else "it has one event"
    climb = f"run {run:,} peaks at rung {peak}, {RUNG_LABELS[Rung(peak)]}"
    return wording.sentence(f"{climb},{when}" if when else climb, how)


def caption(result: Result, events: Columns, picked: bool, left_out: int) -> str:
    """What one run can and cannot say."""
    stored = int(result.manifest.get("event_runs", 0))
    why = (
        "picked by number"
        if picked
        else f"picked because it climbs highest among the {stored:,} with stored events"
    )
    parts = [
        f"One possible future, {why}: an example of how things hang together, not a forecast.",
        "It is one draw of luck"
        + (
            ", at parameters set by hand."
            if str(result.manifest.get("parameters")) == "default"
            else " and one sample of the parameters."
        ),
        "Where several past events add up, the cause shown is drawn in proportion to what "
        "each contributed.",
    ]
    if left_out:
        few = "label of a lesser event is" if left_out == 1 else "labels of lesser events are"
        parts.append(f"{left_out} {few} left out for want of room.")
    began = bool(np.isin(Action.OPEN_WAR, action_codes(events)))
    return wording.paragraph(*parts, war.war_in_stories({"this run": began}))


def readable(name: Any) -> str:
    """An identifier as a reader would write it."""
    text = str(name).replace("_", " ").strip()
    if text in ACTOR_NAMES:
        return ACTOR_NAMES[text]
    return text.upper() if len(text) <= 3 else " ".join(w[:1].upper() + w[1:] for w in text.split())
