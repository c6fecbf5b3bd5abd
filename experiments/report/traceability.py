"""What rests on what: paragraphs, events, aggregates, claims, parameters, rules, levers and tests.

Joins the tables of `calibration/` with the index of rules and the table of parameters. Reads and
answers; prints nothing.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from calibration.checks.patterns.table import PatternTable, read_patterns
from calibration.evidence.codebook import CODEBOOK
from calibration.evidence.sources import Source, read_sources
from calibration.evidence.tables import (
    Aggregate,
    Claim,
    Event,
    read_aggregates,
    read_claims,
    read_events,
)
from sim.levers import LEVERS
from sim.parameters import PARAMETERS
from sim.rules import RULES

ROOT: Final = Path(__file__).parents[2]
TESTS: Final = ROOT / "tests"
CITATION: Final = re.compile(r"\b[a-z]+:\d+\b")
CLAIM: Final = re.compile(r"\bM\d{3}\b")
MARK: Final = "pytest.mark.mechanism"
PATTERN_TEST: Final = "tests/patterns/test_patterns.py::test_a_pattern_is_there"

Ids = tuple[str, ...]
EvidenceRow = Event | Aggregate | Claim


@cache
def claims() -> dict[str, Claim]:
    """Claim id -> claim."""
    return {row.id: row for row in read_claims()}


@cache
def events() -> dict[str, Event]:
    """Event id -> event."""
    return {row.id: row for row in read_events()}


@cache
def aggregates() -> dict[str, Aggregate]:
    """Aggregate id -> aggregate."""
    return {row.id: row for row in read_aggregates()}


@cache
def sources() -> dict[str, Source]:
    """Source key -> article, in the order of the file."""
    return read_sources()


@cache
def code_words(table: str) -> dict[str, Ids]:
    """Code -> the other cells of its line, from the codebook's table under `codes: TABLE`."""
    text = CODEBOOK.read_text(encoding="utf-8")
    section = text.split(f"### codes: {table}\n", 1)[1].split("\n#", 1)[0]
    lines = [row.strip("| ").split(" | ") for row in section.splitlines() if row[:2] == "| "]
    return {code: tuple(cells) for code, *cells in lines[1:]}


def citations(row: EvidenceRow) -> Ids:
    """All citations of a row of the evidence tables, the main one first."""
    main = row.source if row.paragraph is None else f"{row.source}:{row.paragraph}"
    return main, *row.also_in


def rule_doc(rule: str) -> str:
    """What a rule says about itself."""
    return inspect.getdoc(RULES[rule]) or ""


def first_line(text: str) -> str:
    """The first line of a docstring, without the full stop."""
    return text.partition("\n")[0].rstrip(".")


@cache
def cited() -> dict[str, dict[str, Ids]]:
    """Kind of row -> id -> the citations it rests on."""
    return {
        "events": {k: citations(row) for k, row in events().items()},
        "aggregates": {k: citations(row) for k, row in aggregates().items()},
        "claims": {k: citations(row) for k, row in claims().items()},
        "parameters": {k: row.sources for k, row in PARAMETERS.items()},
        "rules": {k: tuple(CITATION.findall(rule_doc(k))) for k in RULES},
        "levers": {lever.name: lever.sources for lever in LEVERS},
    }


def resting_on(place: str) -> dict[str, Ids]:
    """Kind -> ids that cite `place`, an article (`wsj`) or one of its paragraphs (`wsj:12`)."""
    return {
        kind: tuple(k for k, cites in rows.items() if any(_within(c, place) for c in cites))
        for kind, rows in cited().items()
    }


def _within(citation: str, place: str) -> bool:
    return citation == place or citation.partition(":")[0] == place


def parameters_of(claim: str) -> Ids:
    """Parameters that cite a claim."""
    return tuple(name for name, row in PARAMETERS.items() if claim in row.claims)


@cache
def claims_of_rules() -> dict[str, frozenset[str]]:
    """Rule -> claims it carries: those its docstring names, and those of parameters it reads."""
    found = {name: set(CLAIM.findall(rule_doc(name))) for name in RULES}
    for row in PARAMETERS.values():
        for rule in row.rules:
            found[rule].update(row.claims)
    return {name: frozenset(ids) for name, ids in found.items()}


def rules_of(claim: str) -> Ids:
    """Rules that carry a claim."""
    return tuple(rule for rule, ids in claims_of_rules().items() if claim in ids)


@cache
def marked_tests(folder: Path) -> dict[str, Ids] | None:
    """Claim -> tests marked with it, as `path::test`; None where the tests are not at hand.

    Tests are read as text and not imported, so this works without pytest.
    """
    if not folder.is_dir():
        return None
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if MARK in text:
            for claim, test in _marks(ast.parse(text)):
                found[claim].append(f"{path.relative_to(folder.parent).as_posix()}::{test}")
    return {claim: tuple(tests) for claim, tests in found.items()}


@cache
def patterns() -> PatternTable:
    """The table of patterns that runs are checked for."""
    return read_patterns()


def pattern_tests(claim: str) -> Ids:
    """Tests of the patterns of a claim, as `path::test[row]`: marked as they are collected, so that
    no source says which claims they check."""
    return tuple(f"{PATTERN_TEST}[{row.id}]" for row in patterns().of(claim))


def _marks(tree: ast.Module) -> Iterable[tuple[str, str]]:
    """Claim and test of every mark in a file, in its order."""
    for node in (n for n in tree.body if isinstance(n, ast.FunctionDef)):
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == MARK:
                for claim in mark.args:
                    yield ast.literal_eval(claim), node.name


def triggered(event: str) -> Ids:
    """Events that name this one as their trigger."""
    return tuple(k for k, row in events().items() if event in row.triggered_by)


def days(first: object, last: object) -> str:
    """A window of days as people write it."""
    return str(first) if first == last else f"{first} to {last}"


def article(key: str, paragraph: int | None = None) -> str:
    """Title, outlet and date of an article, or of the piece of it that holds a paragraph."""
    source = sources()[key]
    piece = source.piece(paragraph) if paragraph is not None else None
    title = piece.title if piece else source.title
    outlet = f"outlet {source.outlet}" if source.outlet.startswith("not stated") else source.outlet
    shown = f"title {title}" if title.startswith("not stated") else f"“{title}”"
    return f"{shown}, {outlet}, {days(source.date_start, source.date_end)}"


def by_article(cites: Iterable[str]) -> dict[str, list[str]]:
    """Article as `article` writes it -> citations of it, each once, paragraphs in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, number in sorted({_key_and_paragraph(c) for c in cites}, key=_in_order):
        found[article(key, number)].append(key if number is None else f"{key}:{number}")
    return found


def citation_lines(cites: Iterable[str]) -> list[str]:
    """One line an article: the paragraphs cited, then title, outlet and date."""
    return [f"{', '.join(found)}  {name}" for name, found in by_article(cites).items()]


def _key_and_paragraph(citation: str) -> tuple[str, int | None]:
    key, _, number = citation.partition(":")
    return key, int(number) if number else None


def _in_order(place: tuple[str, int | None]) -> tuple[int, int]:
    return list(sources()).index(place[0]), place[1] or 0
