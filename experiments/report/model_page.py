"""docs/model.md: the model described by the ODD+D protocol, from the tables and docstrings.

ODD, second update: Grimm et al. 2020, "The ODD protocol for describing agent-based and other
simulation models: a second update to improve clarity, replication, and structural realism", JASSS
23(2) 7. Its part on decisions, ODD+D: Müller et al. 2013, "Describing human decisions in
agent-based models", Environmental Modelling & Software 48.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import Any, Final

from calibration.checks.sanity_table import read_sanity_table
from calibration.checks.stylised_facts import BY_DATES, IN_REFUGES
from calibration.checks.stylised_measures import MEASURES
from calibration.evidence.history import ACTS, CONSEQUENCES
from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import load_scenario
from calibration.evidence.sources import read_sources
from calibration.likelihood.problem import build_problem
from experiments.report import model_source, traceability
from experiments.report.model_source import Step, step_of
from experiments.report.templates import render
from experiments.text.wording import significant
from sim import maths, solved
from sim.actions import RUNG_LABELS, Action, Rung
from sim.conditions import CONDITIONS
from sim.day import apply_levers, end_of_day, schedule
from sim.inputs.world_file import WorldFile, load_world
from sim.lever import NO_CAP, Lever
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES, SERIES
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.rules import FILES, RULES
from sim.solved import SOLVED
from sim.state.actors import ACTORS, OTHERS, Campaign, actor_of
from sim.state.bookkeeping import LogRow
from sim.state.fields import Field, fields_of, given_fields
from sim.state.layout import BEFORE, SINGLE

WORLDS: Final = traceability.ROOT / "scenarios" / "worlds"
DECIDE: Final = "decide_"
PARTS: Final = re.compile(r"\s*\bSource: (?P<source>.*?)\. Status: (?P<status>.*)$", re.DOTALL)
BOOKS: Final = ("key", "_event")
"""Endings of fields that keep the books (luck and causes) and are no state of the world."""


def page(notice: str) -> str:
    """The whole document."""
    return render("model.md.j2", view(notice))


def view(notice: str) -> dict[str, Any]:
    """All that the template reads."""
    baseline = load_scenario("baseline")
    steps = list(decisions())
    return {
        "notice": notice,
        "counts": {
            "rules": len(RULES),
            "parameters": len(PARAMETERS),
            "levers": len(LEVERS),
            "outcomes": len(OUTCOMES),
            "draws": len(model_source.purposes()),
        },
        "targets": build_problem(load_evidence()).targets.used,
        "sanity": read_sanity_table().rows,
        "facts": [*BY_DATES.values(), *(m.statement for m in MEASURES), IN_REFUGES],
        "claims": len(traceability.claims()),
        "carried": sum(bool(traceability.rules_of(c)) for c in traceability.claims()),
        "hypotheses": HYPOTHESES.values(),
        "articles": [(key, traceability.article(key)) for key in traceability.sources()],
        "entities": [entity(part, record) for part, record in ACTORS.items()],
        "campaign": record_view(Campaign),
        "others": [label for label in OTHERS.values() if label],
        "worlds": [
            world_view(load_world(p, read_sources())) for p in sorted(WORLDS.glob("*.yaml"))
        ],
        "days": baseline.days,
        "start": baseline.start,
        "act_doc": " ".join((Action.__doc__ or "").split()).partition(". ")[2],
        "rungs": [(int(rung), RUNG_LABELS[rung]) for rung in Rung],
        "actions": [action_view(act) for act in Action],
        "phases": [step_of(f) for f in model_source.callees(schedule.advance)],
        "morning": [step_of(f) for f in model_source.callees(apply_levers.morning)],
        "decisions": steps,
        "effects": effect_rows(),
        "evening": [step_of(f) for f in model_source.callees(end_of_day.evening)],
        "settle": step_of(end_of_day.settle),
        "sensing": sensing(steps),
        "given": [given_view(part, record) for part, record in ACTORS.items()],
        "draws": [draw_view(name, key) for name, key in model_source.purposes().items()],
        "outcomes": [o for o in OUTCOMES.values() if not o.past],
        "past": [o.name for o in OUTCOMES.values() if o.past],
        "before": BEFORE,
        "series": SERIES,
        "conditions": list(CONDITIONS),
        "log": fields_of(LogRow),
        "levers": [lever_view(lever) for lever in LEVERS],
        "acts": [(code, act.spec.label) for code, act in ACTS.items()],
        "consequences": CONSEQUENCES,
        "arithmetic": arithmetic(),
        "solved": [solved_view(name) for name in SOLVED],
        "constants": list(model_source.constants_of(solved)),
        "solved_formulas": "\n\n".join(map(model_source.formula_of, solving())),
        "files": [file_view(file) for file in FILES],
    }


# Entities.


def record_view(record: type) -> dict[str, Any]:
    """State variables of a record, those left out that keep the books."""
    fields = {name: field for name, (_, field) in fields_of(record).items() if not _is_book(name)}
    return {
        "about": " ".join((record.__doc__ or "").split()),
        "fields": [
            {"name": name, "field": field, "range": range_text(field), "start": start_text(field)}
            for name, field in fields.items()
        ],
        "books": len(fields_of(record)) - len(fields),
    }


def entity(part: str, record: type) -> dict[str, Any]:
    """An actor or place of the table, and its state variables."""
    actor = actor_of(record)
    return record_view(record) | {"part": part, "actor": actor, "single": part in SINGLE}


def _is_book(name: str) -> bool:
    return name.endswith(BOOKS)


def range_text(field: Field) -> str:
    """Between which values a run keeps it."""
    return f"{significant(field.low, 6)} to {significant(field.high, 6)}"


def start_text(field: Field) -> str:
    """Where it starts."""
    if field.given and field.start is None:
        return "world file"
    start = significant(field.start or 0.0, 6)
    return f"{start}, or world file" if field.given else start


def world_view(world: WorldFile) -> dict[str, Any]:
    """One world file."""
    return {
        "world": world,
        "file": world.path.name,
        "ways": sum(len(area.neighbours) for area in world.areas) // 2,
        "troops": {
            country: sum(site.troops for site in world.sites if site.country == country)
            for country in dict.fromkeys(site.country for site in world.sites)
        },
        "militia_keys": list(given_fields(ACTORS["militias"])),
    }


def given_view(part: str, record: type) -> dict[str, Any]:
    """What sets the members of a kind apart from the start: fields that a world file gives."""
    return {"part": part, "single": part in SINGLE, "fields": given_fields(record)}


def action_view(action: Action) -> dict[str, Any]:
    """One row of the ladder."""
    effect = model_source.effects().get(action)
    return {"spec": action.spec, "name": action.name.lower(), "effect": effect is not None}


# One day.


def decisions() -> Iterable[dict[str, Any]]:
    """Decisions of a morning in their order; one that asks several is followed by these."""
    for function in model_source.callees(schedule.decide):
        yield from _decision(function)


def _decision(function: model_source.Function) -> Iterable[dict[str, Any]]:
    inner = [f for f in model_source.callees(function) if f.__name__.startswith(DECIDE)]
    step = step_of(function, DECIDE)
    rows = [row for one in inner for row in _decision(one)]
    acts = _acts(step)
    actors = [act.spec.actor for act in acts] + [a for row in rows for a in row["actors"]]
    yield {"step": step, "acts": acts, "actors": model_source.once(actors)}
    yield from rows


def _acts(step: Step) -> tuple[Action, ...]:
    """Acts that a decision names, and those that its rules decide for the same actor.

    What follows from an act, as an area from a deal, is decided by no one.
    """
    actors = {act.spec.actor for act in step.actions}
    acts = model_source.effects()
    ruled = (act for act in acts if act.spec.rule in step.rules and act.spec.actor in actors)
    return tuple(sorted({*step.actions, *ruled}))


def effect_rows() -> list[dict[str, Any]]:
    """What carries out which acts, in the order of the acts."""
    found = model_source.effects()
    return [
        {"step": step_of(f), "acts": [act for act, g in found.items() if g is f]}
        for f in model_source.once(found.values())
    ]


def sensing(steps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Actor -> state variables that the rules of its decisions read, by whose they are."""
    read: dict[str, list[str]] = {}
    for row in steps:
        for actor in row["actors"]:
            state = (v for rule in row["step"].rules for v in model_source.reads_of(rule)[0])
            read.setdefault(actor, []).extend(state)
    return [
        {
            "actor": actor,
            "parts": {
                part: [v.partition(".")[2] for v in state if v.partition(".")[0] == part]
                for part in dict.fromkeys(v.partition(".")[0] for v in state)
            },
        }
        for actor, state in ((a, model_source.once(s)) for a, s in read.items())
    ]


def draw_view(purpose: str, key: str) -> dict[str, Any]:
    """One purpose of luck: whose it is, and what asks for it."""
    askers = model_source.drawn_by(purpose)
    return {
        "name": purpose.lower(),
        "key": key,
        "of": model_source.drawn_for(purpose),
        "by": [step_of(f).doc.partition(". ")[0].rstrip(".") for f in askers],
    }


# Input and submodels.


def lever_view(lever: Lever) -> dict[str, Any]:
    """A lever, what it accepts, and where it changes nothing."""
    if lever.kind == "choice":
        accepts = ", ".join(word for word, _ in lever.choices)
        neutral = next(word for word, value in lever.choices if value == lever.neutral)
    else:
        high = "no limit" if lever.high == NO_CAP else significant(lever.high, 6)
        accepts = f"{significant(lever.low, 6)} to {high} {lever.unit}"
        neutral = "no cap" if lever.neutral == NO_CAP else significant(lever.neutral, 6)
    return {
        "lever": lever,
        "accepts": accepts,
        "neutral": "factor 1, shift 0" if lever.kind == "overlay" else neutral,
        "each": "" if lever.table == "world" else f", for each {lever.table}",
    }


def arithmetic() -> list[tuple[str, str]]:
    """Functions of the own arithmetic that rules call, and what they give."""
    source = "\n".join(inspect.getsource(file) for file in FILES)
    used = model_source.once(re.findall(r"\bmaths\.(\w+)\(", source))
    docs = {name: inspect.getdoc(getattr(maths, name)) or "" for name in used}
    return [(f"maths.{name}", _said(" ".join(doc.split()))["text"]) for name, doc in docs.items()]


def solved_view(name: str) -> dict[str, Any]:
    """A coefficient that follows from parameters."""
    found = SOLVED[name]
    return {
        "solved": found,
        "text": _said(" ".join((inspect.getdoc(found.solve) or "").split()))["text"],
    }


def solving() -> list[model_source.Function]:
    """Functions that solve for a coefficient, each after what it calls."""
    found = [SOLVED[name].solve for name in SOLVED]
    helpers = (f for solve in found for f in model_source.callees(solve, solved.__name__))
    return list(model_source.once([*helpers, *found]))


def file_view(file: Any) -> dict[str, Any]:
    """The rules of one word of the theory."""
    word = file.__name__.rpartition(".")[2]
    rules = [name for name in RULES if name.partition(".")[0] == word]
    return {
        "name": word,
        "about": " ".join((inspect.getdoc(file) or "").split()),
        "rules": [rule_view(name) for name in rules],
        "formulas": "\n\n".join(model_source.formula_of(RULES[name]) for name in rules),
    }


def rule_view(name: str) -> dict[str, Any]:
    """One rule: what it says, what it reads and what it rests on."""
    doc = traceability.rule_doc(name)
    state, levers = model_source.reads_of(name)
    said = _said(" ".join(doc.split()))
    return said | {
        "name": name,
        "arguments": list(inspect.signature(RULES[name]).parameters),
        "state": state,
        "levers": levers,
        "parameters": [p.name for p in PARAMETERS.values() if name in p.rules],
        "solved": model_source.solved_in(name),
        "citations": traceability.CITATION.findall(doc),
        "claims": model_source.once(traceability.CLAIM.findall(doc)),
    }


def _said(doc: str) -> dict[str, str]:
    """A docstring's meaning and status, without its sources, which are shown as links."""
    found = PARTS.search(doc)
    if found is None:
        return {"text": re.sub(r"\s*\bSource: .*$", "", doc), "status": ""}
    return {"text": doc[: found.start()], "status": found["status"].rstrip(".")}
