"""What a page needs to tell a run's story in the words of the command line, as plain data."""

from __future__ import annotations

from typing import Any, Final

from experiments.explain.causal_chain import ACTS, HEAD, TAIL
from experiments.explain.divergence import MOST, WHAT, compared
from experiments.explain.story_words import (
    BLAMED,
    DEAD,
    DETAILS,
    EVENT,
    HARMLESS,
    INSTEAD,
    MOST_INDENTED,
    PARTING,
    QUIET,
    REASON,
    STORY,
    WAY,
)
from experiments.plots.run.story_table import DEADLIER, LANES
from experiments.runs.result import names_of_ids
from experiments.runs.runner import manifest_of
from experiments.text.war import WAR
from experiments.text.wording import heading
from sim.actions import FREE, FROM_HISTORY, FROM_LEVER, SHOCK_LABELS, Action, Shock
from sim.inputs.scenario import Scenario

WORST: Final = {
    "none": "Nothing on the ladder happened from {first_free} on.",
    "head": "The highest rung is {rung}, reached on {day}. "
    "The causes of that act, {links}, the first one first:",
    "luck": "The luckiest draw on the way is #{event}: it had a chance of {chance} that day. "
    "Without it this chain would have ended there; another might have led as high.",
}
"""The way to the worst act of a run that stays short of war."""

LABEL_WEIGHTS: Final = {
    Action.VOTE: 4.5,
    Action.SIGN: 5.5,
    Action.WITHDRAW: 5.0,
    Action.STAND_DOWN: 5.0,
    Action.PAUSE: 4.0,
    Action.RESUME: 3.0,
    Action.PARTNERS_LEAVE: 3.5,
    Action.SHOCK: 3.0,
    Action.BREAKOUT: 2.5,
    Action.ACCESS_CUT: 2.2,
    Action.DEPOT_STRIKE: 2.2,
    Action.MOURNING: 2.1,
    Action.REINFORCE: 2.0,
    Action.ACCESS_RESTORED: 1.2,
    Action.MOBILISE: 1.2,
    Action.SANCTION: 1.0,
    Action.ROUTE_OPENS: 6.0,
    Action.ROUTE_CUT: 5.2,
    Action.TALKS: 5.0,
    Action.HAND_OVER: 3.4,
    Action.LASTING_BASE: 3.2,
    Action.ADVANCE: 2.6,
    Action.RETAKE: 2.4,
    Action.ORDER_HOME: 2.2,
    Action.DECONFLICT: 2.0,
}
"""How much a label matters, for acts that are on no rung; acts from rung 2 up weigh their rung."""


def story_tables(scenario: Scenario) -> dict[str, Any]:
    """Words, names and the fields that are read, for runs of this scenario."""
    names = manifest_of(scenario, 1, 0, 1)["names"]
    return {
        "names": {str(k): name for k, name in names_of_ids(names).items()},
        "titles": _titles(scenario, names),
        "militias": names["militias"],
        "rules": {str(act.value): act.spec.rule for act in Action},
        "shocks": [SHOCK_LABELS[kind] for kind in Shock],
        "forced": {"free": FREE, "history": FROM_HISTORY, "lever": FROM_LEVER},
        "instead": [[row.act.value, row.above_zero, row.words] for row in INSTEAD],
        "details": [list(row) for row in DETAILS],
        "blamed": list(BLAMED),
        "quiet": list(QUIET),
        "harmless": list(HARMLESS),
        "dead": list(DEAD),
        "most_indented": MOST_INDENTED,
        "event": EVENT,
        "reason": REASON,
        "story": STORY,
        "way": WAY,
        "worst": WORST,
        "war": [WAR, ACTS[WAR].value],
        "ends": [HEAD, TAIL],
        "parting": PARTING,
        "what": list(WHAT),
        "most": MOST,
        "compared": {name: heading(name) for name in compared()},
        **_looks(),
    }


def _titles(scenario: Scenario, names: dict[str, list[str]]) -> dict[str, str]:
    """What pictures call those of whom there are many."""
    return {one.id: one.name for part in names for one in getattr(scenario.world, part)}


def _looks() -> dict[str, Any]:
    """Where acts stand in the picture of a run, and how much their labels matter."""
    return {
        "lanes": [[lane.title, list(lane.actors), bool(lane.part)] for lane in LANES],
        "weights": {str(act.value): weight for act, weight in LABEL_WEIGHTS.items()},
        "deadlier": [[list(row.acts), list(row.killed), row.rung.value] for row in DEADLIER],
    }
