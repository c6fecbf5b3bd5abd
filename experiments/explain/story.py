"""Why did this run go to war? A replayed run as a dated story, each event with its cause."""

from __future__ import annotations

from typing import Final

import numpy as np

from experiments.explain.replay import RunStory
from experiments.runs.result import Columns
from experiments.text.war import WAR, war_in_stories
from experiments.text.wording import plural, significant
from sim.actions import FROM_HISTORY, FROM_LEVER, Action
from sim.state.layout import BEFORE

QUIET: Final = (Action.LINE_RESTRAIN, Action.LINE_SILENT, Action.LINE_ENCOURAGE)


def describe(events: Columns, k: int) -> str:
    """One event in words, without its date and cause."""
    action, text = int(events["action_code"][k]), events["action"][k]
    actor, target = events["actor"][k], events["target"][k]
    if action == Action.SHOCK.value:
        text = f"outside shock: {events['shock_kind'][k]}"
    if action == Action.SALVO.value and events["us_killed"][k] > 0:
        text += ", yet it killed"
    words = f"{actor}: {text}" if actor else text
    if target:
        both = f" and {events['second'][k]}" if events["second"][k] else ""
        words += f" → {target}{both}"
    munitions = int(events["munitions"][k])
    details = [plural(munitions, "munition")] if munitions > 0 else []
    for field, label in (
        ("us_killed", "US dead"),
        ("partner_killed", "partner dead"),
        ("iraqi_killed", "Iraqi dead"),
        ("fighters_killed", "fighter{s} dead"),
        ("iranian_killed", "Iranian dead"),
        ("wounded", "wounded"),
    ):
        if (dead := int(events[field][k])) > 0:
            details.append(f"{dead} {label.format(s='' if dead == 1 else 's')}")
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
    drawn = "not coded, drawn within the replayed past; " if events["replayed"][k] else ""
    chance = f"p={significant(events['p'][k])}, draw={significant(events['u'][k])}"
    return f"{drawn}{cause}; {events['rule'][k]}: {chance}"


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
    attacks, dead = story.outcomes["n_rocket_attacks"], story.outcomes["us_killed"]
    text = [
        f"Run {story.run} · peak rung {story.outcomes['peak_rung']} · "
        f"{plural(attacks, 'rocket attack')}, {plural(dead, 'American')} killed{_before(story)}"
    ]
    for number, date, what, why in shown:
        text += [f"{number:>5}  {date}  {what}", f"{'':>19}{why}"]
    left_out = len(story.events["event"]) - len(shown)
    if left_out:
        text.append(f"{left_out} harmless or idle events left out; --all shows them.")
    if war := war_in_stories({"this run": bool(story.outcomes[WAR])}):
        text.append(war)
    return "\n".join(text) + "\n"


def _before(story: RunStory) -> str:
    """What the replayed past held beside that; empty where nothing was replayed."""
    if not story.events["replayed"].any():
        return ""
    attacks, dead = (int(story.outcomes[k + BEFORE]) for k in ("n_rocket_attacks", "us_killed"))
    held = f"{plural(attacks, 'rocket attack')}, {plural(dead, 'American')} killed"
    return f" · in the replayed past before: {held}"


def _matters(events: Columns, k: int) -> bool:
    action = int(events["action_code"][k])
    if action in QUIET and int(events["forced"][k]) == 0:
        return False
    dead = events["us_killed"][k] + events["partner_killed"][k]
    harmless = action in (Action.HARASS.value, Action.BARRAGE.value) and dead == 0
    return not harmless or int(events["forced"][k]) == FROM_HISTORY
