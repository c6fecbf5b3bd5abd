"""The tables behind the model, for people: parameters, levers, outcomes."""

from __future__ import annotations

import difflib
import inspect
from pathlib import Path

from rich.console import Console
from rich.table import Table

from sim.levers import LEVERS, NO_CAP, Lever
from sim.outcomes import OUTCOMES
from sim.parameters import HYPOTHESES, PARAMETERS, Parameter
from sim.rules import RULES
from sim.yamlfile import InputError

console = Console()


def show_parameters(name: str | None) -> None:
    """Print all parameters, or everything about one.

    Raises InputError when there is no such parameter.
    """
    if name is None:
        table = Table("parameter", "default", "unit", "prior", "meaning", "sources")
        table.columns[0].no_wrap = True
        for p in PARAMETERS.values():
            table.add_row(
                p.name, f"{p.default:g}", p.unit, str(p.prior), p.meaning, " ".join(p.sources)
            )
        console.print(table)
        console.print(
            f"{len(PARAMETERS)} parameters, all hand-set for now. "
            "`flashpoint params NAME` tells all about one; 'fixed' ones only a rival reading moves."
        )
        for name_of in HYPOTHESES:
            _show_hypothesis(name_of)
        return
    if name in HYPOTHESES:
        _show_hypothesis(name)
        return
    if name not in PARAMETERS:
        near = next(iter(difflib.get_close_matches(name, PARAMETERS, 1)), None)
        raise InputError(Path("params"), 1, "NAME", name, "a parameter", near)
    _show_parameter(PARAMETERS[name])


def _show_hypothesis(name: str) -> None:
    h = HYPOTHESES[name]
    console.print(f"{name}: {h.question}", highlight=False)
    for letter, variant in h.variants.items():
        moved = ", ".join(f"{k} = {v:g}" for k, v in variant.values.items()) or "as in the table"
        mark = " (default)" if letter == h.default else ""
        console.print(f"  {name}-{letter}{mark}: {variant.reading}; {moved}", highlight=False)


def _show_parameter(p: Parameter) -> None:
    console.print(f"[bold]{p.name}[/bold]: {p.meaning}", highlight=False)
    rows = {
        "unit": p.unit,
        "default": f"{p.default:g} ({p.status}, hand-set)",
        "range": f"{p.low:g} to {p.high:g}",
        "prior": str(p.prior),
        "sources": ", ".join(p.sources),
        "claims": ", ".join(p.claims),
    }
    for key, value in rows.items():
        console.print(f"  {key:<9} {value}", highlight=False)
    for h in HYPOTHESES.values():
        for letter, variant in h.variants.items():
            if p.name in variant.values:
                console.print(
                    f"  {h.name}-{letter:<6} {variant.values[p.name]:g} ({variant.reading})",
                    highlight=False,
                )
    for rule in p.rules:
        console.print(f"\nread by [bold]{rule}[/bold]", highlight=False)
        console.print(inspect.getdoc(RULES[rule]) or "", highlight=False, markup=False)


def _values(lever: Lever) -> str:
    if lever.kind == "choice":
        return " | ".join(word for word, _ in lever.choices)
    high = "no limit" if lever.high == NO_CAP else f"{lever.high:g}"
    return f"{lever.low:g} to {high}"


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
            nothing = "no cap" if lever.neutral == NO_CAP else f"{lever.neutral:g}"
        where = {"world": "", "group": " (per group)", "site": " (per site)"}[lever.table]
        table.add_row(lever.name + where, _values(lever), lever.unit, lever.meaning, nothing)
    console.print(table)


def show_outcomes() -> None:
    """Print all outcomes."""
    table = Table("outcome", "kind", "unit", "meaning")
    table.columns[0].no_wrap = True
    for outcome in OUTCOMES.values():
        table.add_row(outcome.name, outcome.kind, outcome.unit, outcome.meaning)
    console.print(table)
