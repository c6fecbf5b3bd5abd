"""Question files, read strictly: `experiments/questions/Q07.yaml`.

A question names scenarios and moves levers of theirs; everything is checked before anything runs.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from calibration.evidence.library import load_scenario
from calibration.evidence.tables import read_claims
from experiments.ask.question import NO_MEANS, TOO_LITTLE, WAYS, Arm, Criterion, Limits, Question
from experiments.study.points import compiled
from sim.errors import InputError
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.clean_text import TITLE
from sim.inputs.named_files import asked_by, named_scenario
from sim.inputs.scenario import Scenario
from sim.inputs.strict_yaml import read_yaml
from sim.outcomes import LISTED_BY, NEVER, OUTCOMES
from sim.parameters import HYPOTHESES

KEYS: Final = (
    "title", "question", "asks", "words", "baseline", "changed", "verdict", "outcomes", "claims",
    "hypotheses", "chosen_by", "limits", "through", "tells_luck",
)  # fmt: skip
OPTIONAL: Final = ("words", "hypotheses", "through", "tells_luck")
NEEDED: Final = tuple(key for key in KEYS if key not in OPTIONAL)
ARM: Final = ("name", "scenario", "set", "interventions", "chosen")
VERDICT: Final = (
    "outcome", "yes", "least", "because", "no", "claim", "denial", "opposite", "beside",
)  # fmt: skip
LIMITS: Final = ("assumed", "evidence")
NAME: Final = re.compile(r"Q\d{2}")
CLAUSE: Final = 14
"""Words of a clause that goes into a sentence with numbers, which must stay below thirty."""
REASON: Final = 20
ASSUMED: Final = 16
EVIDENCE: Final = 10
"""Words of what stands in the answer by itself, which must fit a hundred and fifty in all."""
MOST_ARMS: Final = 6
CLAIMS_LISTED: Final = "`flashpoint evidence` shows them"


def load_question(path: Path) -> Question:
    """Read a question, its scenarios and its interventions.

    Raises InputError with file, line, field, what was got and what is accepted.
    """
    document = read_yaml(path)
    if document.data is None:
        raise InputError(path, 1, "file", "nothing", "a question")
    if not NAME.fullmatch(path.stem):
        raise InputError(path, 1, "file", f"the name {path.name}", "a name such as Q07.yaml")
    reader = Reader(document)
    reader.only(KEYS, NEEDED)
    criterion = _criterion(reader.sub("verdict"))
    named = reader.names("outcomes", _with_means(), LISTED_BY)
    through = [reader.one_of("through", _with_means(), LISTED_BY)] if reader.has("through") else []
    first = [name for name in (criterion.outcome, criterion.beside, *through) if name]
    return Question(
        id=path.stem,
        path=path,
        title=reader.text("title", TITLE),
        text=reader.text("question", TITLE),
        asks=reader.text("asks", TITLE),
        words=_words(reader),
        arms=_arms(reader),
        criterion=criterion,
        outcomes=tuple(dict.fromkeys([*first, *named])),
        claims=tuple(reader.names("claims", [c.id for c in read_claims()], CLAIMS_LISTED)),
        hypotheses=tuple(reader.names("hypotheses", HYPOTHESES))
        if reader.has("hypotheses")
        else (),
        chosen_by=reader.text("chosen_by", TITLE),
        limits=_limits(reader.sub("limits")),
        through=tuple(through),
        tells_luck=reader.flag("tells_luck"),
    )


def _with_means() -> list[str]:
    return [name for name in OUTCOMES if name not in NEVER]


def _words(reader: Reader) -> tuple[str, ...]:
    return tuple(reader.text("words").split()) if reader.has("words") else ()


def _clause(reader: Reader, key: str, most: int = CLAUSE) -> str:
    """A text of so many words at most, without a full stop."""
    text = reader.text(key)
    if len(text.split()) > most or text.endswith("."):
        got = f"{len(text.split())} words" if len(text.split()) > most else "a full stop"
        reader.fail(key, got, f"a clause of {most} words at most, without a full stop")
    return text


def _criterion(reader: Reader) -> Criterion:
    reader.only(VERDICT, ("outcome", "yes", "least", "because", "claim", "denial"))
    outcome = reader.one_of("outcome", _with_means(), LISTED_BY)
    top = 1.0 if OUTCOMES[outcome].kind == "flag" else 1e9
    return Criterion(
        outcome=outcome,
        way=WAYS[reader.one_of("yes", WAYS)],
        least=reader.number("least", 1e-9, top),
        because=_clause(reader, "because", REASON),
        no_means=reader.one_of("no", NO_MEANS) if reader.has("no") else TOO_LITTLE,
        claim=_clause(reader, "claim"),
        denial=_clause(reader, "denial"),
        opposite=_clause(reader, "opposite") if reader.has("opposite") else "",
        beside=reader.one_of("beside", _with_means(), LISTED_BY) if reader.has("beside") else "",
    )


def _limits(reader: Reader) -> Limits:
    reader.only(LIMITS, ("evidence",))
    assumed = _clause(reader, "assumed", ASSUMED) if reader.has("assumed") else ""
    return Limits(assumed, _clause(reader, "evidence", EVIDENCE))


def _arms(reader: Reader) -> tuple[Arm, ...]:
    """The baseline and the changes; all must cover the same free days, or no run has a twin."""
    base = _arm(reader.sub("baseline"))
    changed = list(reader.each("changed"))
    if not 1 <= len(changed) < MOST_ARMS:
        reader.fail("changed", f"{len(changed)} arms", f"1 to {MOST_ARMS - 1} of them")
    arms = [base]
    for part in changed:
        arm = _arm(part)
        spans = _span(arm.scenario), _span(base.scenario)
        if spans[0] != spans[1]:
            part.fail((), f"free days {spans[0]}", f"those of the baseline: {spans[1]}")
        if arm.name in [known.name for known in arms]:
            part.fail("name", f"{arm.name!r} twice", "every name once")
        arms.append(arm)
    return tuple(arms)


def _span(scenario: Scenario) -> str:
    """First day, last replayed day and last day of a scenario."""
    last = scenario.start + dt.timedelta(days=scenario.days - 1)
    return f"{scenario.start}, free after {scenario.history_until or 'none'}, to {last}"


def _arm(reader: Reader) -> Arm:
    reader.only(ARM, ("name", "scenario"))
    path = named_scenario(reader, "scenario", reader.data["scenario"], "a scenario file")
    settings = _settings(reader.sub("set")) if reader.has("set") else []
    with asked_by(reader, "set" if settings else "scenario"):
        base = load_scenario(path, settings)
    name = _clause(reader, "name")
    scenario = _with_interventions(base, reader) if reader.has("interventions") else base
    return Arm(name, scenario, reader.flag("chosen", default=True))


def _settings(reader: Reader) -> list[str]:
    """`{days: 247}` as `days=247`, which is what `--set` takes."""
    found = []
    for key, value in reader.data.items():
        if isinstance(value, dict | list) or value is None:
            reader.fail(str(key), shown(value), "a number, a date or a word")
        found.append(f"{key}={value}")
    return found


def _with_interventions(base: Scenario, reader: Reader) -> Scenario:
    """The scenario with the interventions of an arm; its text says them, so that it can be kept."""
    rows = list(reader.each("interventions"))
    text: dict[str, Any] = dict(base.text)
    text["interventions"] = [*text.get("interventions", []), *(row.data for row in rows)]
    changes = compiled(base, rows, text.get("variables", {}))
    return replace(base, changes=changes, text=text)
