"""One run again, alone and with its events: replayed, compared with what is stored, found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.result import Columns, Result
from experiments.runs.runner import event_columns, run_columns
from experiments.runs.store import read_result, scenario_of
from sim.ensemble import Engine
from sim.errors import InputError, nearest, some_of
from sim.inputs.scenario import Scenario
from sim.meaning import engine_hash
from sim.outcomes import LISTED_BY, OUTCOMES

COMPARE: Final = {
    ">=": np.greater_equal,
    "<=": np.less_equal,
    ">": np.greater,
    "<": np.less,
    "==": np.equal,
}


FIND: Final = Path("--find")
LIKE: Final = "an outcome, a comparison and a number, like peak_rung>=6"
PARTS: Final = re.compile(r"\s*(\w+)\s*([<>=!]*)\s*(.*?)\s*", re.ASCII)
NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)


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
    name, comparison, number = _parts(condition)
    value = float(number)
    chosen = COMPARE[comparison](result.run_columns[name], value)
    if name == "war_day" and value >= 0:
        chosen &= result.run_columns[name] >= 0  # -1 is 'never', not a day
    found: npt.NDArray[np.int64] = result.run_columns["run"][chosen]
    return found


def _parts(condition: str) -> tuple[str, str, str]:
    """Outcome, comparison and number of a condition; an error says which of them is missing."""
    match = PARTS.fullmatch(condition)
    name, comparison, number = match.groups() if match else (condition.strip(), "", "")
    if name not in OUTCOMES:
        accepts = f"{LIKE}; outcomes: {some_of(OUTCOMES, name, LISTED_BY)}"
        raise InputError(FIND, 1, "--find", condition, accepts, nearest(name, OUTCOMES))
    lacking = []
    if comparison not in COMPARE:
        lacking.append(f"a comparison ({' '.join(COMPARE)})")
    if not NUMBER.fullmatch(number):
        lacking.append("a number")
    if lacking:
        got = f"'{condition}', which lacks {' and '.join(lacking)}"
        raise InputError(FIND, 1, "--find", got, LIKE, name if condition.strip() == name else None)
    return name, comparison, number
