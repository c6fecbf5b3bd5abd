"""The tables behind the model, for people: parameters, levers, outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich.table import Table

from experiments.cli.narrow_table import print_table
from experiments.cli.output import block, console, heading, line, lines
from experiments.report import posterior_text
from experiments.report.traceability import citation_lines, claims, rule_doc
from experiments.report.word_search import search_evidence, search_parameters
from experiments.text.wording import significant
from sim.errors import InputError, nearest, plain_number
from sim.levers import LEVERS, NO_CAP, Lever
from sim.outcomes import OUTCOMES
from sim.parameters import HYPOTHESES, PARAMETERS, Parameter
from sim.solved import SOLVED

COMMAND: Final = Path("params")
FILTERS: Final = ("identified", "not-identified")
NARROW: Final = 100
NAME_ROOM: Final = 23
NUMBER_ROOM: Final = (7, 15, 19)
"""A longer name, or one of the numbers of a narrow list, pushes its own row and not all others."""


def show_parameters(name: str | None, only: str | None = None) -> None:
    """Print all parameters, or everything about one, or one question on which the articles differ.

    A `name` that is none is searched as words. `only` keeps those that the evidence has
    `identified`, or those `not-identified`. Raises InputError when there is no such parameter or
    filter.
    """
    if only is not None and only not in FILTERS:
        raise InputError(COMMAND, 0, "--only", only, ", ".join(FILTERS), nearest(only, FILTERS))
    if name is None:
        _list_parameters(posterior_text.kept(list(PARAMETERS.values()), only))
        for hypothesis in HYPOTHESES if only is None else ():
            show_hypothesis(hypothesis)
    elif name in HYPOTHESES:
        show_hypothesis(name)
    elif name in PARAMETERS:
        show_parameter(PARAMETERS[name])
    else:
        _search(name, only)


def _search(words: str, only: str | None) -> None:
    """Print the parameters and questions that speak of some words."""
    rows = posterior_text.kept(search_parameters(words), only)
    asked = () if only else search_evidence(words).get("hypotheses", ())
    if not rows and not asked:
        accepts = "a parameter, a hypothesis (H1 to H7), or words that stand in what one means"
        near = nearest(words, [*PARAMETERS, *HYPOTHESES])
        raise InputError(COMMAND, 0, "NAME", words, accepts, near)
    if rows:
        _list_parameters(rows)
    for hypothesis in asked:
        show_hypothesis(hypothesis)


def _list_parameters(rows: list[Parameter]) -> None:
    """One line a parameter; where meaning and sources do not fit, they go below it."""
    known = "id?" if console.width < NARROW else "identified"
    head = ("parameter", "default", "prior", "posterior", known, "meaning (unit)", "sources")
    table = [head, *map(_cells, rows)]
    room = [max(len(row[k]) for row in table) for k in range(5)]
    most = (NAME_ROOM, *(NUMBER_ROOM if console.width < NARROW else ()))
    room[: len(most)] = map(min, room, most)
    for row in table:
        _print_row(row, room)
    console.print()
    line("", f"{len(rows)} parameters; of all {len(PARAMETERS)}, {posterior_text.how_many()}.", 0)
    legend = f"posterior: median (5 %, 95 %); {known}: did the evidence narrow the prior enough?"
    line("", f"{legend} `flashpoint params NAME` shows all about one.", 0)


def _cells(p: Parameter) -> tuple[str, ...]:
    summary = posterior_text.summary_of(p.name)
    return (
        p.name,
        significant(p.default, 6),
        posterior_text.short_prior(p.prior)
        if console.width < NARROW
        else posterior_text.whole_prior(p.prior),
        posterior_text.short_posterior(summary, 1 if console.width < NARROW else 2),
        posterior_text.identified(summary),
        f"{p.meaning} ({p.unit})",
        " ".join(p.sources),
    )


def _print_row(row: tuple[str, ...], room: list[int]) -> None:
    head = " " + " ".join(f"{cell:<{n}}" for cell, n in zip(row, room, strict=False))
    rest = "  ".join(row[5:])
    if len(head) + 2 + len(rest) <= console.width:
        console.print(f"{head}  {rest}", soft_wrap=True)
    else:
        console.print(head.rstrip(), soft_wrap=True)
        line("", rest, 4)


def show_hypothesis(name: str) -> None:
    """Print a question on which the articles differ, and what each answer moves."""
    h = HYPOTHESES[name]
    heading(name, h.question)
    for letter, variant in h.variants.items():
        moved = (
            ", ".join(f"{k} = {significant(v, 6)}" for k, v in variant.values.items())
            or "as in the table"
        )
        mark = " (default)" if letter == h.default else ""
        line("", f"{name}-{letter}{mark}: {variant.statement}; {moved}")


def show_parameter(p: Parameter) -> None:
    """Print everything about one parameter, down to the paragraphs behind it."""
    summary = posterior_text.summary_of(p.name)
    heading(p.name, p.meaning)
    line("unit", p.unit)
    line("default", significant(p.default, 6))
    line("range", f"{significant(p.low, 6)} to {significant(p.high, 6)}")
    line("prior", posterior_text.long_prior(p.prior))
    line("posterior", posterior_text.long_posterior(summary))
    line("contraction", posterior_text.contraction(summary))
    for h in HYPOTHESES.values():
        for letter, variant in h.variants.items():
            if p.name in variant.values:
                line(
                    f"{h.name}-{letter}",
                    f"{significant(variant.values[p.name], 6)} ({variant.statement})",
                )
    lines("claims", [f"{c} ({claims()[c].sign}) {claims()[c].claim}" for c in p.claims])
    lines("paragraphs", citation_lines(p.sources))
    if p.solves:
        line("solves", f"{p.solves}: {SOLVED[p.solves].meaning} ({SOLVED[p.solves].unit})")
    for rule in p.rules:
        line("", f"read by {rule}")
        block(rule_doc(rule))


def _values(lever: Lever) -> str:
    if lever.kind == "choice":
        return " | ".join(word for word, _ in lever.choices)
    high = "no limit" if lever.high == NO_CAP else plain_number(lever.high)
    return f"{plain_number(lever.low)} to {high}"


def show_levers() -> None:
    """Print all levers, what they accept, and the dose that changes nothing."""
    table = Table("lever", "values", "unit", "meaning", "changes nothing at")
    table.columns[0].no_wrap = True
    for lever in LEVERS:
        if lever.kind == "overlay":
            nothing = "scale: 1"
        elif lever.kind == "choice":
            nothing = next(w for w, v in lever.choices if v == lever.neutral)
        else:
            nothing = "no cap" if lever.neutral == NO_CAP else plain_number(lever.neutral)
        where = {"world": "", "militia": " (per militia)", "site": " (per site)"}[lever.table]
        table.add_row(lever.name + where, _values(lever), lever.unit, lever.meaning, nothing)
    print_table(table)


def show_outcomes() -> None:
    """Print all outcomes."""
    table = Table("outcome", "kind", "unit", "meaning")
    table.columns[0].no_wrap = True
    for outcome in OUTCOMES.values():
        table.add_row(outcome.name, outcome.kind, outcome.unit, outcome.meaning)
    print_table(table)
