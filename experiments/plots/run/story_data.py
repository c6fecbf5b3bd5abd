"""One run's events made ready to draw: the way to the peak, whose lane, which rung, what words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.explain.causal_chain import chain
from experiments.explain.way_to_war import luckiest
from experiments.plots.run.story_table import (
    ACTOR_NAMES,
    DEADLIER,
    LANES,
    PLACED,
    RUNGS,
    LaneRow,
    short_label,
)
from experiments.plots.style.axes import history_days
from experiments.runs.result import Columns, Result
from experiments.text import war, wording
from experiments.text.wording import percent
from sim.actions import FREE, FROM_HISTORY, FROM_LEVER, RUNG_LABELS, Action, Rung

DEATHS: Final = ("us_killed", "partner_killed", "iraqi_killed", "fighters_killed", "iranian_killed")


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


def way_to_peak(result: Result, run: int, events: Columns) -> tuple[int, ...]:
    """The first act on the highest rung after the replayed past, and all that led to it.

    Places among the events, the root first. Where nothing free stands on that rung, the highest
    act of all is taken; none without events.
    """
    rungs = rungs_of(events)
    if not len(rungs):
        return ()
    free = events["day"] >= history_days(result.manifest)
    at = np.flatnonzero((rungs == _peak(result, run, rungs, free)) & free)
    return chain(events, int(at[0]) if len(at) else int(rungs.argmax()))


def _peak(
    result: Result, run: int, rungs: npt.NDArray[np.int64], free: npt.NDArray[np.bool_]
) -> int:
    """The highest rung of a run, from its row where there is one."""
    row = np.flatnonzero(result.run_columns.get("run", np.zeros(0)) == run)
    if len(row):
        return int(result.run_columns["peak_rung"][row[0]])
    return int(np.where(free, rungs, 0).max(initial=0))


def lanes_of(result: Result, events: Columns, way: Sequence[int]) -> list[LaneRow]:
    """Lanes of those who act on the way, each with all its actors."""
    names = result.manifest.get("names", {})
    lanes = [row._replace(actors=(*names.get(row.part, ()), *row.actors)) for row in LANES]
    acting = {str(events["actor"][k]) for k in way}
    return [lane for lane in lanes if acting & set(lane.actors)]


def drawn_in_past(events: Columns) -> npt.NDArray[np.bool_]:
    """Events that no article dates, drawn while coded history was replayed. Shape [events]."""
    drawn: npt.NDArray[np.bool_] = (
        (events["replayed"] > 0) & (events["forced"] == FREE) & (events["p"] < 1)
    )
    return drawn


def why(events: Columns, k: int) -> str:
    """What an event was left to: the articles, the scenario, a rule, or luck with its chance."""
    forced = int(events["forced"][k])
    if forced == FROM_HISTORY:
        return "coded history"
    if forced == FROM_LEVER:
        return "ordered by the scenario"
    chance = float(events["p"][k])
    return "follows by itself" if chance >= 1 else f"chance {percent(chance)}"


def title(result: Result, run: int, events: Columns, way: Sequence[int]) -> str:
    """The finding: how high the run climbs, when, in how many steps, and how unlikely they were."""
    rungs = rungs_of(events)
    free = events["day"] >= history_days(result.manifest)
    peak = _peak(result, run, rungs, free)
    last = way[-1] if way else -1
    at_peak = bool(way) and rungs[last] == peak > 0 and free[last]
    day = f" on {wording.day_of(str(events['date'][last]))}" if at_peak else ""
    climb = f"run {run:,} peaks at rung {peak}, {RUNG_LABELS[Rung(peak)]}"
    climb = f"{climb},{day}" if day else climb
    if not at_peak:
        return wording.sentence(climb, f"it has {wording.plural(len(rungs), 'event')}")
    if len(way) == 1:
        return wording.sentence(climb, "no earlier event led there")
    steps = wording.plural(len(way) - 1, "step")
    least = luckiest(events, way)
    chance = f", the least likely with a chance of {percent(float(events['p'][least]))}"
    return wording.sentence(climb, f"{steps} led there{'' if least is None else chance}")


def caption(result: Result, events: Columns, picked: bool, way: Sequence[int]) -> str:
    """What one run can and cannot say."""
    stored = int(result.manifest.get("event_runs", 0))
    chosen = (
        "picked by number"
        if picked
        else f"picked because it climbs highest among the {stored:,} with stored events"
    )
    paler = "; the paler ones are not coded, but drawn within the replayed past"
    parts = [
        f"One possible future, {chosen}: an example of how things hang together, not a forecast.",
        "It is one draw of luck"
        + (
            ", at parameters set by hand."
            if str(result.manifest.get("parameters")) == "default"
            else " and one sample of the parameters."
        ),
        f"Ticks: its {wording.plural(len(events['day']) - len(way), 'other event')}, each on its "
        f"rung{paler if drawn_in_past(events).any() else ''}.",
        "Where several past events add up, the cause shown is drawn in proportion to what each "
        "contributed.",
    ]
    began = bool(np.isin(Action.OPEN_WAR, action_codes(events)))
    return wording.paragraph(*parts, war.war_in_stories({"this run": began}))


def readable(name: Any) -> str:
    """An identifier as a reader would write it."""
    text = str(name).replace("_", " ").strip()
    if text in ACTOR_NAMES:
        return ACTOR_NAMES[text]
    return text.upper() if len(text) <= 3 else " ".join(w[:1].upper() + w[1:] for w in text.split())
