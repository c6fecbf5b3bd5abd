"""Answers as people read them: one by one, and all of them as docs/answers.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from calibration.evidence.library import SHIPPED
from calibration.inference.posterior import Posterior
from experiments.ask.answer import Answer
from experiments.ask.answer_tables import AnswerTable, amount_text, change_text, tables_of
from experiments.ask.answer_words import Parts, parts_of
from experiments.ask.paired_samples import Size
from experiments.report.posterior_text import identified_count
from experiments.report.templates import render
from experiments.text.wording import is_chance
from sim.inputs.posterior import read_posterior
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS


class Shown(NamedTuple):
    """What is shown of one answer."""

    answer: Answer
    parts: Parts
    tables: Sequence[AnswerTable]
    matters: str
    """The smallest change that matters, and why."""
    figure: str
    """The figure's file, seen from the page; empty without one."""


def shown(found: Answer, figure: str = "") -> Shown:
    """Everything that a page or the terminal shows of an answer."""
    return Shown(found, parts_of(found), tables_of(found), matters(found), figure)


def matters(found: Answer) -> str:
    """`a change of 3 attacks or more, because …`"""
    rule = found.question.criterion
    size = change_text(rule.outcome, rule.least).lstrip("+")
    unit = "" if is_chance(rule.outcome) else f" {OUTCOMES[rule.outcome].unit}"
    return f"a change of {size}{unit} or more ({rule.because})"


def answer_page(found: Answer, figure: str = "") -> str:
    """One answer as a page of its own."""
    view = {"one": shown(found, figure), "amount": amount_text, "alone": True}
    return render("ask.md.j2", view).rstrip() + "\n"


def answers_page(found: Sequence[Answer], figures: Mapping[str, str], quick: bool) -> str:
    """docs/answers.md; `figures` holds the file of each question's figure, seen from the page."""
    posterior = Posterior(read_posterior(SHIPPED))
    view: dict[str, Any] = {
        "all": [shown(one, figures.get(one.question.id, "")) for one in found],
        "size": found[0].size if found else Size(),
        "quick": quick,
        "worlds": len(found[0].variants) if found else 0,
        "parameters": len(PARAMETERS),
        "fitted": len(posterior.fitted),
        "pinned": identified_count(posterior),
        "posterior": str(posterior.manifest.get("samples", ""))[:12],
    }
    return render("answers.md.j2", view).rstrip() + "\n"
