"""One environment for all reports and pages: templates hold the words, Python prepares the data.

Templates end in `.md.j2` (Markdown) or `.txt.j2` (plain prose, for the terminal as well). They
loop and choose; whatever is computed reaches them as a number or a name. Text that users write
(titles, labels, notes, file names) enters Markdown through the filter `md`.
"""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from experiments.report import posterior_text
from experiments.report.effect_text import effect_text, runs_mean_text
from experiments.text import number_format, wording

WIDTH: Final = 100
"""Letters in a line of prose of a page that people read as text."""
SPECIAL: Final = re.compile(
    r"[\\`*_|~#$=\[\]]|[<>](?! )|&(?=#|\w)"
    r"|^>|^[-+](?=\s|$|-)"
)
"""Signs that Markdown or HTML would take for markup; `< 0.01` and `A & B` are none."""
FIRST: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.ASCII | re.MULTILINE)
LEADING: Final = re.compile(r"^(?=>|[-+](?:\s|-|$))", re.MULTILINE)
"""Where a line begins, a number, a dash or a `>` would begin a list, a rule or a quotation."""


def escaped(text: object) -> str:
    """Text that Markdown shows as it stands, on one line, in prose as in the cell of a table."""
    words = SPECIAL.sub(lambda sign: f"\\{sign[0]}", squeezed(str(text)))
    return FIRST.sub(r"\1\\\2", words)


def code(text: object) -> str:
    """Text as a span of code, whatever signs it holds."""
    words = squeezed(str(text))
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def squeezed(text: str) -> str:
    """Every run of white space as one space: a template may break its lines where it likes."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def wrapped(text: str) -> str:
    """Prose of Markdown in lines of about 100 letters; names and dates stay whole."""
    lines = textwrap.fill(squeezed(text), WIDTH, break_on_hyphens=False, break_long_words=False)
    return FIRST.sub(r"\1\\\2", LEADING.sub(r"\\", lines))


FILTERS: Final[Mapping[str, Any]] = {
    "md": escaped,
    "code": code,
    "shell": lambda path: shlex.quote(str(path)),
    "squeezed": squeezed,
    "wrapped": wrapped,
    "heading": wording.heading,
    "topic": wording.topic,
    "percent": wording.percent,
    "plural": wording.plural,
    "listed": wording.listed,
    "ordinal": wording.ordinal,
    "rough_count": number_format.rough_count_text,
    "prior": posterior_text.whole_prior,
    "prob_worse": number_format.prob_worse_text,
    "thousands": lambda value: f"{value:,}",
    "general": lambda value: wording.significant(value, 6),
    "fixed": lambda value, digits: f"{value:,.{digits}f}",
    "digits": wording.significant,
    "rank_text": number_format.rank_text,
    "signed": lambda value, digits: f"{value:+.{digits}f}",
}
FUNCTIONS: Final[Mapping[str, Any]] = {
    "amount": wording.amount,
    "effect_text": effect_text,
    "number": wording.number,
    "mean_text": number_format.mean_text,
    "runs_mean_text": runs_mean_text,
    "regret_text": number_format.regret_text,
    "regret_bounds_text": number_format.regret_bounds_text,
    "share_text": number_format.share_text,
}


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("experiments.report"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html", "html.j2"), default_for_string=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(FUNCTIONS)
    made.tests["chance"] = wording.is_chance
    return made


ENVIRONMENT: Final = _environment()


def render(name: str, view: Mapping[str, Any]) -> str:
    """The text that a template makes of a view."""
    return ENVIRONMENT.get_template(name).render(view)
