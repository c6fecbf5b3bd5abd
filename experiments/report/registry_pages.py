"""The pages of docs/ on which one looks up a word of a scenario or of a result: levers, outcomes
and conditions, acts. Each is its table and says nothing of its own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from calibration.evidence.library import load_scenario
from experiments.report.model_page import lever_view
from experiments.report.templates import render
from sim.actions import RUNG_LABELS, Action, ActionSpec, Rung
from sim.conditions import COMPARISONS, CONDITIONS
from sim.inputs.find_file import SCENARIOS
from sim.levers import LEVERS, Lever
from sim.outcomes import HEADLINE, OUTCOMES, SERIES
from sim.state.layout import BEFORE

ACTORS: Final = {
    "us": "The United States",
    "iran": "Iran",
    "militia": "Militias",
    "iraq": "Iraq's government",
    "ground": "Forces on the ground",
    "isis": "ISIS",
    "shock": "Outside shocks",
}
"""First word of a lever -> whose it is."""


def levers_page(notice: str) -> str:
    """All levers, under whoever they belong to."""
    moved = _moved_in()
    groups = [
        {
            "name": key,
            "title": title,
            "rows": [_lever(x, moved) for x in LEVERS if x.name.split(".")[0] == key],
        }
        for key, title in ACTORS.items()
    ]
    return render("levers.md.j2", {"notice": notice, "levers": len(LEVERS), "groups": groups})


def _lever(lever: Lever, moved: dict[str, list[str]]) -> dict[str, Any]:
    return lever_view(lever) | {"scenarios": moved[lever.name]}


def _moved_in() -> dict[str, list[str]]:
    """Lever -> shipped scenarios that move it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SCENARIOS.glob("*.yaml")):
        rows = load_scenario(path).text.get("interventions", ())
        for name in sorted({row["lever"] for row in rows}):
            found[name].append(path.stem)
    return found


def outcomes_page(notice: str) -> str:
    """All outcomes, which of them a condition may name, and the daily series."""
    view = {
        "notice": notice,
        "headline": [OUTCOMES[name] for name in HEADLINE],
        "others": [
            o for o in OUTCOMES.values() if o.name not in HEADLINE and not o.name.endswith(BEFORE)
        ],
        "before": {name for name in OUTCOMES if name.endswith(BEFORE)},
        "suffix": BEFORE,
        "conditions": CONDITIONS,
        "comparisons": COMPARISONS,
        "series": SERIES,
    }
    return render("outcomes.md.j2", view)


def actions_page(notice: str) -> str:
    """All acts, rung by rung, and what a line of the event log says of each."""
    rungs = [
        {"number": rung.value, "label": RUNG_LABELS[rung], "acts": _acts(rung)}
        for rung in reversed(Rung)
    ]
    return render("actions.md.j2", {"notice": notice, "acts": len(Action), "rungs": rungs})


def _acts(rung: Rung) -> list[dict[str, Any]]:
    return [
        {"name": act.name.lower(), "spec": act.spec, "logged": _logged(act.spec)}
        for act in Action
        if act.spec.rung == rung
    ]


def _logged(spec: ActionSpec) -> str:
    columns = {"munitions": spec.munitions, "troops": spec.troops, "size": spec.size}
    return "; ".join(f"`{name}`: {what}" for name, what in columns.items() if what)
