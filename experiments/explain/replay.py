"""Why did this run go to war? One run replayed alone, as a dated story with its causes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.result import Columns, Result
from experiments.runs.runner import event_columns, run_columns
from experiments.runs.store import read_result, scenario_of
from sim.actions import FROM_HISTORY, FROM_LEVER, Action
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.meaning import engine_hash
from sim.outcomes import OUTCOMES

QUIET: Final = (Action.LINE_RESTRAIN, Action.LINE_SILENT, Action.LINE_ENCOURAGE)
COMPARE: Final = {
    ">=": np.greater_equal,
    "<=": np.less_equal,
    ">": np.greater,
    "<": np.less,
    "==": np.equal,
}


class RunStory(NamedTuple):
    """One run replayed: its outcomes, its events, and whether it equals the stored run."""

    run: int
    outcomes: dict[str, Any]
    events: Columns
    same_code: bool


def replay(scenario: Scenario, seed: int, run: int, names: dict[str, list[str]]) -> RunStory:
    """Run one run alone, with its events."""
    block = Engine(scenario, seed).block(run, run + 1, events=True)
    outcomes = {k: v[0] for k, v in run_columns(block, whole_table=False).items()}
    return RunStory(run, outcomes, event_columns(block, scenario, names), True)


def explain(folder: Path, run: int) -> RunStory:
    """Replay run `run` of a result folder.

    Raises InputError when the folder has no such run, or when the replay differs from what is
    stored (the code has changed since).
    """
    result = read_result(folder, ("runs",))
    if not 0 <= run < result.manifest["runs"]:
        raise InputError(folder, 1, "--run", run, f"0 to {result.manifest['runs'] - 1}")
    story = replay(scenario_of(folder), result.manifest["seed"], run, result.manifest["names"])
    same_code = result.manifest["code"] == engine_hash()
    rows = np.flatnonzero(result.run_columns["run"] == run)
    stored = {k: result.run_columns[k][rows[0]] for k in OUTCOMES} if len(rows) else {}
    changed = [k for k, v in stored.items() if v != story.outcomes[k]]
    if changed:
        why = "the code has changed since" if not same_code else "the inputs were edited"
        raise InputError(
            folder,
            1,
            changed[0],
            story.outcomes[changed[0]],
            f"{stored[changed[0]]} as stored; {why}, so run the scenario again",
        )
    return story._replace(same_code=same_code)


def find(result: Result, condition: str) -> npt.NDArray[np.int64]:
    """Numbers of the runs for which a condition such as `peak_rung>=6` holds.

    Raises InputError when it does not read.
    """
    match = re.fullmatch(
        r"\s*(\w+)\s*(>=|<=|==|>|<)\s*(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*", condition
    )
    name = match.group(1) if match else condition
    if match is None or name not in OUTCOMES:
        raise InputError(
            Path("--find"),
            1,
            "--find",
            condition,
            "an outcome, a comparison and a number, like peak_rung>=6",
            nearest_outcome(name),
        )
    value = float(match.group(3))
    chosen = COMPARE[match.group(2)](result.run_columns[name], value)
    if name == "war_day" and value >= 0:
        chosen &= result.run_columns[name] >= 0  # -1 is 'never', not a day
    found: npt.NDArray[np.int64] = result.run_columns["run"][chosen]
    return found


def nearest_outcome(name: str) -> str | None:
    """The known outcome most like `name`, or None."""
    import difflib

    return next(iter(difflib.get_close_matches(name, OUTCOMES, 1)), None)


def describe(events: Columns, k: int) -> str:
    """One event in words, without its date and cause."""
    action, text = int(events["action_code"][k]), events["action"][k]
    actor, target = events["actor"][k], events["target"][k]
    if action == Action.SHOCK.value:
        text = f"outside shock: {events['shock_kind'][k]}"
    words = f"{actor}: {text}" if actor else text
    if target:
        words += f" → {target}"
    munitions = int(events["munitions"][k])
    details = [f"{munitions} munitions"] if munitions > 0 else []
    for field, label in (
        ("us_killed", "US dead"),
        ("partner_killed", "partner dead"),
        ("iraqi_killed", "Iraqi dead"),
        ("fighters_killed", "fighters dead"),
    ):
        if events[field][k] > 0:
            details.append(f"{int(events[field][k])} {label}")
    blamed = events["blamed"][k]
    if action in (Action.HARASS.value, Action.BARRAGE.value) and blamed and blamed != actor:
        details.append(f"laid on {blamed}")
    return f"{words} ({', '.join(details)})" if details else words


def reason(events: Columns, k: int) -> str:
    """Why an event happened: its cause, the rule, the probability and the draw."""
    forced = int(events["forced"][k])
    parent = int(events["parent"][k])
    cause = "baseline" if parent < 0 else f"because of #{parent}"
    if forced == FROM_HISTORY:
        return f"coded history; {cause}"
    if forced == FROM_LEVER:
        return f"ordered by the scenario; {cause}"
    if events["p"][k] >= 1.0:
        return f"{cause}; {events['rule'][k]}, follows by itself"
    return f"{cause}; {events['rule'][k]}: p={events['p'][k]:.3g}, draw={events['u'][k]:.3g}"


def lines(story: RunStory, everything: bool = False) -> list[tuple[str, str, str, str]]:
    """The story: number, date, what happened (indented under its cause), and why.

    Without `everything`, harmless attacks and changes of Iran's line that led to nothing are left
    out; the count of what was left out can be had from the length.
    """
    events = story.events
    n = len(events["event"])
    shown = np.array([everything or _matters(events, k) for k in range(n)], bool)
    for k in range(n - 1, -1, -1):
        if shown[k] and events["parent"][k] >= 0:
            shown[int(events["parent"][k])] = True
    found = []
    for k in np.flatnonzero(shown).tolist():
        indent = "  " * min(8, int(events["depth"][k]))
        found.append(
            (
                f"#{k}",
                str(events["date"][k].astype("datetime64[D]")),
                indent + describe(events, k),
                reason(events, k),
            )
        )
    return found


def as_text(story: RunStory, everything: bool = False) -> str:
    """The story as plain text, as `explain` prints it."""
    shown = lines(story, everything)
    dead = story.outcomes["us_killed"]
    text = [
        f"Run {story.run} · peak rung {story.outcomes['peak_rung']} · "
        f"{story.outcomes['n_rocket_attacks']} rocket attacks, {dead} Americans killed"
    ]
    for number, date, what, why in shown:
        text += [f"{number:>5}  {date}  {what}", f"{'':>19}{why}"]
    left_out = len(story.events["event"]) - len(shown)
    if left_out:
        text.append(f"{left_out} harmless or idle events left out; --all shows them.")
    return "\n".join(text) + "\n"


def _matters(events: Columns, k: int) -> bool:
    action = int(events["action_code"][k])
    if action in QUIET and int(events["forced"][k]) == 0:
        return False
    dead = events["us_killed"][k] + events["partner_killed"][k]
    harmless = action in (Action.HARASS.value, Action.BARRAGE.value) and dead == 0
    return not harmless or int(events["forced"][k]) == FROM_HISTORY
