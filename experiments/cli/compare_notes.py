"""What scenarios side by side differ in beside their interventions, and which past each replays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments.text.wording import SIDES, listed, plural, significant
from sim.inputs.scenario import Scenario


def unlike(a: Scenario, b: Scenario, other: str = "B") -> list[str]:
    """In what two scenarios differ beside their interventions, each with both values.

    `other` is the letter of the second.
    """
    x, y = _beside_interventions(a), _beside_interventions(b)
    found = []
    for key in dict.fromkeys([*x, *y]):
        mine, theirs = x.get(key, "not set"), y.get(key, "not set")
        if mine == theirs or _same_file(mine, theirs):
            continue
        # A file is known by its name, and two of one name by where they lie.
        files = isinstance(mine, Path) and isinstance(theirs, Path) and mine.name == theirs.name
        values = [v.name if isinstance(v, Path) and not files else v for v in (mine, theirs)]
        found.append(f"{key} {values[0]} in A, {values[1]} in {other}")
    return found


def _same_file(a: object, b: object) -> bool:
    """Do two paths lead to the same content, as those of a result's copies of its inputs do?"""
    return isinstance(a, Path) and isinstance(b, Path) and a.read_bytes() == b.read_bytes()


def _beside_interventions(scenario: Scenario) -> dict[str, object]:
    """What a scenario says beside its interventions, by what it is called."""
    said: dict[str, object] = {
        "world": scenario.world.path.resolve(),
        "start": scenario.start,
        "days": scenario.days,
        "history up to": scenario.history_until or "none",
        **{
            f"history.{key}": ", ".join(scenario.text.get("history", {}).get(key, ())) or "nothing"
            for key in ("without", "unanswered")
        },
        "event table": scenario.events_path.resolve() if scenario.events_path else "none",
        "parameters from": scenario.parameter_source,
    }
    if scenario.posterior_path:
        said["parameters from"] = scenario.posterior_path.resolve()
    said |= {f"parameter {k}": significant(v, 6) for k, v in scenario.parameter_values.items()}
    return said | {f"hypothesis {k}": v for k, v in scenario.hypotheses.items()}


def coded_events(scenarios: Sequence[Scenario]) -> list[str]:
    """Which coded events each side replays; nothing where no side replays any."""
    acts = [[act.id for act in s.acts] for s in scenarios]
    if not any(acts):
        return []
    who = "Both" if len(scenarios) == 2 else "All"
    if all(ids == acts[0] for ids in acts):
        return [f"{who} replay the same coded events, {len(acts[0])} acts: {', '.join(acts[0])}."]
    said = [
        _events_of(s, ids, acts[0] if k else [])
        for k, (s, ids) in enumerate(zip(scenarios, acts, strict=True))
    ]
    return [f"Coded events of {sides}: {text}." for text, sides in _by_text(said).items()]


def _events_of(scenario: Scenario, ids: Sequence[str], first: Sequence[str]) -> str:
    """Acts that one side replays: all of them, or what sets them apart from those of A."""
    if not ids:
        return "none is replayed"
    count = f"{plural(len(ids), 'act')} up to {scenario.history_until}"
    if not first:
        return f"{count}: {', '.join(ids)}"
    lacks = [name for name in first if name not in ids]
    adds = [name for name in ids if name not in first]
    apart = [
        *([f"without {', '.join(lacks)}"] if lacks else []),
        *([f"and besides {', '.join(adds)}"] if adds else []),
    ]
    return f"{count}, {'; '.join(apart) or 'as in A'}"


def once_or_each(texts: Sequence[str]) -> list[str]:
    """What is said of each side: once where it is the same, else under the letters it holds for."""
    if len(set(texts)) == 1:
        return [text for text in texts[:1] if text]
    return [f"{letters}: {text}" for text, letters in _by_text(texts).items() if text]


def _by_text(texts: Sequence[str]) -> dict[str, str]:
    """Text -> the letters of the sides that it is said of, `A, B and D`."""
    sides: dict[str, list[str]] = {}
    for letter, text in zip(SIDES, texts, strict=False):
        sides.setdefault(text, []).append(letter)
    return {text: listed(letters) for text, letters in sides.items()}
