"""`flashpoint history`: what a scenario replays, act by act, and what its cut leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from calibration.evidence.cut_history import CutHistory, cut_history, cut_notes
from calibration.evidence.events import Event
from calibration.evidence.library import load_scenario
from experiments.cli.output import console, heading, line
from sim.inputs.scenario import Scenario


def show_history(path: Path, settings: Sequence[str]) -> None:
    """Print the acts that every run of a scenario repeats, and those after its cut."""
    scenario = load_scenario(path, settings)
    heading(scenario.title, f"{scenario.days} days from {scenario.start}")
    if scenario.history_until is None:
        console.print("No history is replayed: every day is free.")
        return
    found = cut_history(scenario)
    console.print(
        f"Replayed up to {scenario.history_until} from {scenario.events_path}: "
        f"{len(found.replayed)} acts. Rockets that no article dates are drawn around them.",
        soft_wrap=True,
    )
    _acts("every run repeats", found.replayed)
    if found.left_out:
        _acts("taken out by the scenario", found.left_out, scenario.left_out)
    if found.earlier:
        _acts("before the first day, in no run", found.earlier)
    _acts("after the cut, free", found.later)
    if found.beyond:
        _acts("after the last day", found.beyond)
    _unanswered(scenario)
    _told(found)
    for note in scenario.notes:
        console.print(f"Mind: {note}", soft_wrap=True)
    for note in cut_notes(scenario):
        console.print(f"Mind: {note}", soft_wrap=True)


def _acts(label: str, events: Sequence[Event], why: Mapping[str, str] | None = None) -> None:
    """Acts, one a line; `why` says of some why they are listed here."""
    console.print(f"{label}:", soft_wrap=True)
    for event in events:
        reason = f"; {why[event.id]}" if why and event.id in why else ""
        line(str(event.date_used), f"{event.id}: {_words(event)} [{_cited(event)}]{reason}")
    if not events:
        line("", "none")


def _unanswered(scenario: Scenario) -> None:
    """Attacks of the past for which the scenario says that no reply is owed."""
    names = scenario.text["history"].get("unanswered", ())
    if names:
        console.print(f"unanswered, so that no reply is owed: {', '.join(names)}", soft_wrap=True)


def _told(found: CutHistory) -> None:
    """Happenings of the same days that are not forced."""
    if found.told:
        console.print("told by the articles, not forced:")
        for event in found.told:
            line(str(event.date_used), f"{event.id} [{_cited(event)}]")


def _words(event: Event) -> str:
    """What was done to whom, and the window where the day is not certain."""
    whom = f" on {', '.join(event.targets)}" if event.targets else ""
    what = f"{event.actor}: {str(event.act).replace('_', ' ')}{whom}"
    if event.date_start == event.date_end:
        return what
    return f"{what} (some day from {event.date_start} to {event.date_end})"


def _cited(event: Event) -> str:
    at = f":{event.paragraph}" if event.paragraph is not None else ""
    return f"{event.source}{at}"
