"""Why did this run go to war? A replayed run as a dated story, each event with its cause."""

from __future__ import annotations

import numpy as np

from experiments.explain.replay import RunStory
from experiments.explain.story_words import (
    BLAMED,
    DEAD,
    DETAILS,
    EVENT,
    HARMLESS,
    INSTEAD,
    MOST_INDENTED,
    QUIET,
    REASON,
    STORY,
)
from experiments.runs.result import Columns
from experiments.text.war import WAR, war_in_stories
from experiments.text.wording import plural, significant
from sim.actions import FROM_HISTORY, FROM_LEVER
from sim.state.layout import BEFORE


def describe(events: Columns, k: int) -> str:
    """One event in words, without its date and cause."""
    event = {name: events[name][k] for name in ("actor", "target", "second", "blamed")}
    what = _act(events, k)
    if event["actor"]:
        what = EVENT["acts"].format(what=what, **event)
    if event["target"]:
        what = EVENT["on_two" if event["second"] else "on"].format(what=what, **event)
    details = [
        f"{n:,} {detail.one if n == 1 else detail.many}"
        for detail in DETAILS
        if (n := int(events[detail.column][k])) > 0
    ]
    if events["action_code"][k] in BLAMED and event["blamed"] not in ("", event["actor"]):
        details.append(EVENT["blamed"].format(**event))
    return EVENT["with"].format(what=what, details=", ".join(details)) if details else what


def _act(events: Columns, k: int) -> str:
    """What was done, without who and whom."""
    for instead in INSTEAD:
        holds = not instead.above_zero or events[instead.above_zero][k] > 0
        if events["action_code"][k] == instead.act.value and holds:
            return instead.words.format(
                action=events["action"][k], shock_kind=events["shock_kind"][k]
            )
    return str(events["action"][k])


def reason(events: Columns, k: int) -> str:
    """Why an event happened: its cause, the rule, the probability and the draw."""
    parent = int(events["parent"][k])
    cause = REASON["uncaused"] if parent < 0 else REASON["caused"].format(parent=parent)
    return REASON[_kind(events, k)].format(
        cause=cause,
        rule=events["rule"][k],
        p=significant(events["p"][k]),
        u=significant(events["u"][k]),
    )


def _kind(events: Columns, k: int) -> str:
    """Which of the sentences of REASON says why."""
    ordered = {FROM_HISTORY: "history", FROM_LEVER: "lever"}
    if (forced := int(events["forced"][k])) in ordered:
        return ordered[forced]
    if events["p"][k] >= 1.0:
        return "follows"
    return "drawn_in_past" if events["replayed"][k] else "drawn"


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
        indent = "  " * min(MOST_INDENTED, int(events["depth"][k]))
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
    peak = story.outcomes["peak_rung"]
    counted, before = _counted(story, ""), _before(story)
    text = [STORY["head"].format(run=story.run, peak_rung=peak, counted=counted, before=before)]
    for number, date, what, why in shown:
        text += [f"{number:>5}  {date}  {what}", f"{'':>19}{why}"]
    left_out = len(story.events["event"]) - len(shown)
    if left_out:
        text.append(STORY["left_out"].format(n=left_out))
    if war := war_in_stories({STORY["this_run"]: bool(story.outcomes[WAR])}):
        text.append(war)
    return "\n".join(text) + "\n"


def _before(story: RunStory) -> str:
    """What the replayed past held beside that; empty where nothing was replayed."""
    if not story.events["replayed"].any():
        return ""
    return STORY["before"].format(counted=_counted(story, BEFORE))


def _counted(story: RunStory, ending: str) -> str:
    """Attacks and deaths, of the replayed past where `ending` says so."""
    attacks, dead = (int(story.outcomes[k + ending]) for k in ("n_rocket_attacks", "us_killed"))
    return STORY["counted"].format(
        attacks=plural(attacks, "rocket attack"), dead=plural(dead, "American")
    )


def _matters(events: Columns, k: int) -> bool:
    action = int(events["action_code"][k])
    if action in QUIET and int(events["forced"][k]) == 0:
        return False
    harmless = action in HARMLESS and sum(events[column][k] for column in DEAD) == 0
    return not harmless or int(events["forced"][k]) == FROM_HISTORY
