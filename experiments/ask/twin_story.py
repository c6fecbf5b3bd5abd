"""One run in both arms, in three lines: where they part, and how each ends.

The run is one of those that the change moves by about as much as it moves the middle one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.ask.event_rates import noun
from experiments.explain.divergence import Side, between
from experiments.explain.replay import replay
from experiments.runs.result import Columns
from experiments.runs.runner import manifest_of
from experiments.text.wording import day_of
from sim.actions import FREE, Action
from sim.inputs.scenario import Scenario

FIXED: Final = {"us": "the US", "iran": "Iran", "iraq": "Baghdad", "isis": "ISIS"}
DEAD: Final = (
    ("us_killed", "Americans"), ("partner_killed", "partners"), ("fighters_killed", "fighters"),
)  # fmt: skip
"""Columns of the dead, and whom they count."""
EVERY: Final = tuple(dict.fromkeys(noun(act.value) for act in Action))


class TwinStory(NamedTuple):
    """What one run of both arms shows."""

    run: int
    baseline: str
    """The first event of its own that matters; empty where it has none."""
    changed: str
    outcomes: tuple[float, float]
    """The decisive outcome in both."""


def typical_run(
    x: npt.NDArray[Any], y: npt.NDArray[Any], effect: float, told: npt.NDArray[np.bool_]
) -> int | None:
    """Number of the run whose change is most like that of the middle one of those that change the
    way of `effect`; None where none does.

    `x` and `y` are the outcome in both arms, `told` the runs that have something to tell, taken if
    they can be; all have shape [runs].
    """
    apart = y.astype(np.float64) - x
    same_way = apart * np.sign(effect) > 0
    moved = np.flatnonzero(same_way & told if (same_way & told).any() else same_way)
    if not len(moved):
        return None
    middle = float(np.median(apart[moved]))
    return int(moved[np.abs(apart[moved] - middle).argmin()])


def twin_story(
    baseline: Scenario, changed: Scenario, seed: int, run: int, outcome: str, acts: Sequence[str]
) -> TwinStory:
    """Replay one run of both arms and tell the first act that only one of them has, or has so.

    `acts` are those whose rates differ, the clearest first; they are looked for in that order.
    """
    stories = [
        replay(s, seed, run, manifest_of(s, 1, seed, 1)["names"]) for s in (baseline, changed)
    ]
    found = between(("", stories[0]), ("", stories[1]))
    world = baseline.world
    names = {row.id: row.name for row in world.militias} | {s.id: s.name for s in world.sites}
    names |= {area.id: area.name for area in world.areas}
    names |= {force.id: force.name for force in world.forces}
    own = ["", ""]
    for act in (*acts, *EVERY):
        own = [_first(side, act, names) for side in (found.a, found.b)]
        if any(own):
            break
    ends = [float(story.outcomes[outcome]) for story in stories]
    return TwinStory(run, own[0], own[1], (ends[0], ends[1]))


def _first(side: Side, act: str, names: Mapping[str, str]) -> str:
    """The first event of this act that this side has alone and that a rule decided."""
    events = side.story.events
    for k in side.alone:
        if int(events["forced"][k]) == FREE and noun(int(events["action_code"][k])) == act:
            return _event(events, k, names)
    return ""


def _event(events: Columns, k: int, names: Mapping[str, str]) -> str:
    """One event in words: day, what, by whom, where, and how many died."""

    def called(column: str) -> str:
        found = str(events[column][k])
        return names.get(found, FIXED.get(found, found.replace("_", " ")))

    words = day_of(str(events["date"][k].astype("datetime64[D]")))
    actor, act = called("actor"), str(events["action"][k])
    # `ISIS breaks out of hiding` says who.
    words += f", {act}" if act.casefold().startswith(actor.casefold()) else f", {actor}: {act}"
    if events["target"][k] and events["action_code"][k] != Action.SIEGE.value:
        words += f", {called('target')}"
    dead = [
        f"{n} {whom if n > 1 else whom.removesuffix('s')} dead"
        for column, whom in DEAD
        if (n := int(events[column][k]))
    ]
    return ", ".join([words, *dead])
