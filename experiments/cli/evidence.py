"""`flashpoint evidence`: from a claim, event, figure, article or number to what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from rich.table import Table

from calibration.evidence.history import ACTS, CONSEQUENCES
from calibration.likelihood.targets import treatment
from experiments.cli.narrow_table import print_table
from experiments.cli.output import block, console, heading, line, lines
from experiments.cli.params import show_hypothesis, show_parameter
from experiments.report import posterior_text, traceability
from experiments.report.traceability import citation_lines, first_line, rule_doc
from experiments.report.word_search import search_evidence
from experiments.text.wording import significant
from sim.errors import InputError, nearest
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.rules import RULES

COMMAND: Final = Path("evidence")
ACCEPTS: Final = (
    "a claim (M027), a hypothesis (H1), an event, an aggregate, a conflict (C3), an article (wsj), "
    "a paragraph (wsj:12), a parameter, a rule, or words that stand in one of them (Taji)"
)
MOST: Final = 15
"""Rows of a kind that a search prints."""
USES: Final = {
    "count": "likelihood, as a total of attacks",
    "never": "likelihood, as an event that did not come",
    "event": "by way of the events it follows from",
    "check": "not fitted; runs on the posterior are compared with it",
    "world": "a fact of the start, set in the world file",
    "outside": "nothing in a run corresponds to it",
}


def show_evidence(ident: str | None) -> None:
    """Print all that hangs on one id, what speaks of some words, or an overview without either.

    Raises InputError when no claim, question, event, aggregate, conflict, article, paragraph,
    parameter or rule has this id or all of these words. An id of two kinds (a parameter and an
    aggregate) shows both.
    """
    if ident is None:
        _overview()
        return
    # People type m027 and h1; all other ids are in lower case already.
    name = ident.upper() if ident.upper() in _upper() else ident
    family, _, letter = ident.upper().partition("-")
    if family in HYPOTHESES and letter in HYPOTHESES[family].variants:
        name = family
    found = [show for known, show in _kinds() if name in known]
    if not found:
        _search(ident)
    for k, show in enumerate(found):
        if k:
            console.print()
        show(name)


def _kinds() -> tuple[tuple[Collection[str], Callable[[str], None]], ...]:
    return (
        (traceability.claims(), _claim),
        (_questions(), _question),
        (traceability.events(), _event),
        (traceability.aggregates(), _aggregate),
        (traceability.code_words("conflict"), _conflict),
        (traceability.sources(), _place),
        (_paragraphs(), _place),
        (PARAMETERS, _parameter),
        (RULES, _rule),
    )


def _upper() -> set[str]:
    return {*traceability.claims(), *_questions(), *traceability.code_words("conflict")}


def _questions() -> list[str]:
    """H1 to H8: the questions on which the articles disagree."""
    return sorted(HYPOTHESES)


def _paragraphs() -> list[str]:
    """Every paragraph that may be cited."""
    found = traceability.sources().values()
    return [f"{s.key}:{n}" for s in found for n in range(1, (s.paragraphs or 0) + 1)]


def _search(words: str) -> None:
    """Print the rows in which the words stand; a citation with a wrong number is no word."""
    key, colon, _ = words.partition(":")
    found = {} if colon and key in traceability.sources() else search_evidence(words)
    if not found:
        _refuse(words)
    for kind, rows in found.items():
        shown = list(rows.items())[:MOST]
        lines(f"{kind} ({len(rows)})", (f"{ident}: {text}" for ident, text in shown))
        if len(rows) > MOST:
            line("", f"and {len(rows) - MOST} more; another word narrows it")
    console.print()
    line("", "`flashpoint evidence ID` shows all about one of them.", 0)


def _refuse(ident: str) -> None:
    key = ident.partition(":")[0]
    if key in traceability.sources():
        accepts = f"{key}:1 to {key}:{traceability.sources()[key].paragraphs}"
        raise InputError(COMMAND, 0, "ID", ident, accepts)
    known = [name for names, _ in _kinds() for name in names]
    near = nearest(ident, known) or nearest(ident.upper(), known)
    raise InputError(COMMAND, 0, "ID", ident, ACCEPTS, near)


def _meaning(table: str, code: str) -> str:
    """A code and what the codebook says it means."""
    return f"{code}: {traceability.code_words(table)[code][0]}"


def _claim(name: str) -> None:
    row = traceability.claims()[name]
    heading(name, row.claim)
    line("expected", row.expected_pattern)
    line("sign", _meaning("sign", row.sign))
    line("voice", _meaning("evidence_kind", row.evidence_kind))
    line("confidence", _meaning("confidence", row.confidence))
    if row.hypothesis:
        line("hypothesis", _meaning("hypothesis", row.hypothesis))
    lines("paragraphs", citation_lines(traceability.citations(row)))
    lines("parameters", map(_parameter_line, traceability.parameters_of(name)))
    lines("rules", map(_rule_line, traceability.rules_of(name)))
    lines("patterns", (f"{row.id}: {row.says}" for row in traceability.patterns().of(name)))
    lines("tests", _tests(name))


def _tests(claim: str) -> Iterable[str]:
    tests = traceability.marked_tests(traceability.TESTS)
    if tests is None:
        return ["not at hand: the folder tests/ comes with a checkout, not with the package"]
    return (*tests.get(claim, ()), *traceability.pattern_tests(claim))


def _parameter_line(name: str) -> str:
    return f"{name}: {PARAMETERS[name].meaning}"


def _rule_line(name: str) -> str:
    return f"{name}: {first_line(rule_doc(name))}"


def _question(name: str) -> None:
    show_hypothesis(name)
    of_question = [c for c in traceability.claims().values() if c.hypothesis[:2] == name]
    lines("claims", [f"{c.id} ({c.hypothesis}, {c.sign}) {c.claim}" for c in of_question])
    lines(
        "paragraphs",
        citation_lines(cite for c in of_question for cite in traceability.citations(c)),
    )
    ids = [c.id for c in of_question]
    lines("tests", dict.fromkeys(test for claim in ids for test in _tests(claim)))
    lines(
        "what the fit says of them",
        posterior_text.verdicts(name) or ["nothing: no variant was compared"],
    )


def _event(name: str) -> None:
    row = traceability.events()[name]
    heading(name, row.paraphrase)
    window = traceability.days(row.date_start, row.date_end)
    line("date", f"{window}, used {row.date_used} ({row.date_basis}: {row.date_note})")
    line("act", f"{row.actor}, {_meaning('action', row.action)}")
    line("against", ", ".join(row.targets) or "not stated")
    line("place", ", ".join(filter(None, (row.place, *row.sites))) or "not stated")
    line("killed", _people(row.killed))
    line("wounded", _people(row.wounded))
    line("claimed", _meaning("claimed", row.claimed))
    line("blamed", ", ".join(row.attributed_to) or "nobody named")
    line("confidence", _meaning("confidence", row.confidence))
    line("replay", _replay(row.act))
    line("fit", "; ".join(posterior_text.targets_of(name)) or "no target of the fit")
    lines("triggered by", (f"{c} ({row.trigger_basis})" for c in row.triggered_by))
    lines("triggered", traceability.triggered(name))
    lines(
        "conflicts",
        (f"{c}: {' | '.join(traceability.code_words('conflict')[c])}" for c in row.conflict),
    )
    lines("paragraphs", citation_lines(traceability.citations(row)))


def _people(counts: Mapping[str, object]) -> str:
    nations = traceability.code_words("nation")
    return ", ".join(f"{n} {nations[k][0]}" for k, n in counts.items()) or "not stated"


def _replay(act: str) -> str:
    """Whether coded history makes it happen."""
    if act in ACTS:
        return f"forced as {act} when a scenario's history covers the day used"
    if act in CONSEQUENCES:
        return f"not forced: {act} follows by itself from what is"
    return "not forced"


def _aggregate(name: str) -> None:
    row = traceability.aggregates()[name]
    heading(name, row.quantity)
    numbers = {"value": row.value, "low": row.low, "high": row.high}
    shown = (f"{k} {significant(x, 6)}" for k, x in numbers.items() if x is not None)
    line("figure", f"{', '.join(shown)} {row.unit}")
    line("window", traceability.days(row.window_start, row.window_end))
    line("actor", row.actor)
    line("kind", _meaning("kind", row.kind))
    line("confidence", _meaning("confidence", row.confidence))
    line("note", row.note or "none")
    use = treatment()[name]
    line("fit", f"{USES[use['as']]}{': ' + use['why'] if 'why' in use else ''}")
    lines("paragraphs", citation_lines(traceability.citations(row)))


def _conflict(name: str) -> None:
    one, other, treated = traceability.code_words("conflict")[name]
    heading(name, "accounts that disagree")
    line("one", one)
    line("another", other)
    line("treated", treated)
    lines("events", (k for k, row in traceability.events().items() if name in row.conflict))


def _place(name: str) -> None:
    """An article or one of its paragraphs, and what rests on it."""
    key, _, number = name.partition(":")
    source = traceability.sources()[key]
    heading(name, traceability.article(key, int(number) if number else None))
    line("author", source.author)
    line("kind", source.kind)
    if not number:
        line("paragraphs", str(source.paragraphs))
    line("dated by", source.date_inferred_how)
    line("reliability", source.reliability_notes)
    for kind, ids in traceability.resting_on(name).items():
        line(kind, ", ".join(ids) or "none")


def _parameter(name: str) -> None:
    show_parameter(PARAMETERS[name])
    tests = (test for claim in PARAMETERS[name].claims for test in _tests(claim))
    lines("tests of these claims", dict.fromkeys(tests))


def _rule(name: str) -> None:
    heading(name)
    block(rule_doc(name))
    lines("parameters", (_parameter_line(k) for k, p in PARAMETERS.items() if name in p.rules))
    ids = sorted(traceability.claims_of_rules()[name])
    lines(
        "claims",
        (f"{c} ({traceability.claims()[c].sign}) {traceability.claims()[c].claim}" for c in ids),
    )
    lines("paragraphs", citation_lines(traceability.cited()["rules"][name]))


def _overview() -> None:
    """How much rests on which article, and how to ask."""
    table = Table("", *traceability.sources(), "all")
    resting = {key: traceability.resting_on(key) for key in traceability.sources()}
    for kind, rows in traceability.cited().items():
        table.add_row(kind, *(str(len(ids[kind])) for ids in resting.values()), str(len(rows)))
    print_table(table)
    for key in traceability.sources():
        line(key, traceability.article(key))
    console.print()
    line("", "What cites two articles counts under both.", 0)
    line("", f"`flashpoint evidence ID` takes {ACCEPTS}.", 0)
