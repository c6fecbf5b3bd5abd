"""The words of a run's story as tables, so that the command line and a page tell it alike.

Nothing here decides anything: `story`, `way_to_war` and `divergence` fill these in, and a page that
simulates in a browser gets the same tables and does the same. What stands in braces is filled in.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.actions import ATTACKS, Action


class Instead(NamedTuple):
    """What an act is called in place of its label, where a column of its line is above zero."""

    act: Action
    above_zero: str
    """Column of the event table; empty for always."""
    words: str


class Detail(NamedTuple):
    """A number of an event's line that its story names where it is above zero."""

    column: str
    one: str
    many: str


INSTEAD: Final = (
    Instead(Action.SHOCK, "", "outside shock: {shock_kind}"),
    Instead(Action.SALVO, "us_killed", "{action}, yet it killed"),
)
DETAILS: Final = (
    Detail("munitions", "munition", "munitions"),
    Detail("us_killed", "US dead", "US dead"),
    Detail("partner_killed", "partner dead", "partner dead"),
    Detail("iraqi_killed", "Iraqi dead", "Iraqi dead"),
    Detail("fighters_killed", "fighter dead", "fighters dead"),
    Detail("iranian_killed", "Iranian dead", "Iranian dead"),
    Detail("wounded", "wounded", "wounded"),
)
BLAMED: Final = ATTACKS
"""Acts whose story names who was blamed, where that is somebody else."""
QUIET: Final = (Action.LINE_RESTRAIN, Action.LINE_SILENT, Action.LINE_ENCOURAGE)
"""Acts that a story leaves out where they led to nothing and nobody ordered them."""
HARMLESS: Final = ATTACKS
"""Acts that a story leaves out where they killed none of `DEAD` and led to nothing."""
DEAD: Final = ("us_killed", "partner_killed")
MOST_INDENTED: Final = 8
"""Steps to the right that show how far from its first cause an event is, at most."""

EVENT: Final = {
    "acts": "{actor}: {what}",
    "on": "{what} → {target}",
    "on_two": "{what} → {target} and {second}",
    "with": "{what} ({details})",
    "blamed": "laid on {blamed}",
}
REASON: Final = {
    "uncaused": "baseline",
    "caused": "because of #{parent}",
    "history": "coded history; {cause}",
    "lever": "ordered by the scenario; {cause}",
    "follows": "{cause}; {rule}, follows by itself",
    "drawn": "{cause}; {rule}: p={p}, draw={u}",
    "drawn_in_past": "not coded, drawn within the replayed past; {cause}; {rule}: p={p}, draw={u}",
}
STORY: Final = {
    "head": "Run {run} · peak rung {peak_rung} · {counted}{before}",
    "counted": "{attacks}, {dead} killed",
    "before": " · in the replayed past before: {counted}",
    "left_out": "{n} harmless or idle events left out; --all shows them.",
    "this_run": "this run",
}
WAY: Final = {
    "head": "Open war on {day}. Its causes, {links}, the first one first:",
    "between": "       … {links} between",
    "luckiest": "  <- luckiest draw",
    "no_luck": "Nothing on the way was left to luck.",
    "luck": "The luckiest draw on the way is #{event}: it had a chance of {chance} that day. "
    "Without it this chain would have ended there; another might have led to war.",
}
PARTING: Final = {
    "same": "Run {run}: both worlds have the same {events}.",
    "part": "Run {run}: the worlds part after {events}.",
    "first": "{date} {what} [{why}]",
    "nothing": "nothing of the kind{until}{missed}.",
    "until": " until {date}",
    "leaning": "Already on {date} a chance differs: {what}, {p} to {q}.",
    "none_alone": "nothing.",
    "alone": "{events}{caused}.",
    "caused": ", of which {n} {follow} from the first",
    "outcome": "{outcome}: {a} in A, {b} in B ({unit})",
}
