"""Search by words: the rows of evidence and the parameters that speak of something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from experiments.report import traceability
from experiments.report.traceability import first_line, rule_doc
from experiments.text.words import words_of
from sim.parameters import HYPOTHESES, PARAMETERS, Parameter
from sim.rules import RULES
from sim.solved import SOLVED

Found = dict[str, str]
"""Id -> the line that says what it is."""
NOWHERE: Final = 3


def search_evidence(words: str) -> dict[str, Found]:
    """Kind of row -> the rows in which every word stands, or begins a word; no kind without any.

    Capitals do not count, nor what parts the words of an id: `camp taji`, `Camp_Taji`. Looks
    through ids, wording, places, actors, targets and notes.
    """
    wanted = words_of(words)
    found = {
        kind: {ident: shown for ident, (shown, text) in rows.items() if _has(text, wanted)}
        for kind, rows in _evidence().items()
    }
    return {kind: rows for kind, rows in found.items() if rows}


def search_parameters(words: str) -> list[Parameter]:
    """Parameters in whose name, meaning, rules or claims every word stands, or begins a word.

    Those that are called so come first, then those that mean it, then the rest.
    """
    wanted = words_of(words)
    ranks = {name: _rank(p, wanted) for name, p in PARAMETERS.items()}
    known = [p for p in PARAMETERS.values() if ranks[p.name] < NOWHERE]
    return sorted(known, key=lambda p: ranks[p.name])


def _rank(p: Parameter, wanted: list[str]) -> int:
    """0 for the name, 1 for the meaning, 2 for claims and rules, NOWHERE for nowhere."""
    claims = (traceability.claims()[c] for c in p.claims)
    further = " ".join(f"{c.claim} {c.expected_pattern}" for c in claims)
    texts = (p.name, f"{p.meaning} {p.unit}", f"{further} {' '.join(p.rules)} {_solved(p)}")
    text = ""
    for rank, more in enumerate(texts):
        text = f"{text} {more}"
        if _has(text, wanted):
            return rank
    return NOWHERE


def _solved(p: Parameter) -> str:
    return f"{p.solves} {SOLVED[p.solves].meaning}" if p.solves else ""


def _has(text: str, wanted: list[str]) -> bool:
    spaced = " " + " ".join(words_of(text))
    return bool(wanted) and all(f" {word}" in spaced for word in wanted)


@cache
def _evidence() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Kind -> id -> the line that says what it is, and all that is searched."""
    kinds: dict[str, Iterable[tuple[str, str, tuple[str, ...]]]] = {
        "claims": (
            (k, row.claim, (row.expected_pattern, row.hypothesis))
            for k, row in traceability.claims().items()
        ),
        "hypotheses": (
            (k, h.question, tuple(v.statement for v in h.variants.values()))
            for k, h in HYPOTHESES.items()
        ),
        "events": (
            (k, row.paraphrase, (row.place, row.actor, row.action, row.date_note, *row.sites,
                                 *row.targets, *row.attributed_to))
            for k, row in traceability.events().items()
        ),
        "aggregates": (
            (k, row.quantity, (row.unit, row.actor, row.note))
            for k, row in traceability.aggregates().items()
        ),
        "conflicts": ((k, v[0], v[1:]) for k, v in traceability.code_words("conflict").items()),
        "articles": (
            (k, traceability.article(k), (source.author, source.kind, source.reliability_notes))
            for k, source in traceability.sources().items()
        ),
        "parameters": ((k, p.meaning, (p.unit,)) for k, p in PARAMETERS.items()),
        "rules": ((k, first_line(rule_doc(k)), (rule_doc(k),)) for k in RULES),
    }  # fmt: skip
    return {
        kind: {k: (shown, " ".join((k, shown, *rest))) for k, shown, rest in rows}
        for kind, rows in kinds.items()
    }
