"""A study on its page: the answer of its report, the means of its points, figures."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from experiments.analysis.study_results import StudyResults
from experiments.page.run_words import Said
from experiments.page.still import Still, pictures_html, table_html, words_html
from experiments.report.answer import answer_of
from experiments.report.study_tables import MeansRow, study_tables
from experiments.text.wording import heading, sentence

SENTENCE: Final = re.compile(r"(?<=\.) (?=[A-Z])")
MOST_FIGURES: Final = 6
STUDY: Final = "The study as it was run, whatever is set below"
GUESS: Final = "Thousands of runs of a guess are still a guess: rules and ranges are judgements."


def study_still(found: StudyResults, cases: Mapping[str, str], figures: Sequence[Path]) -> Still:
    """What a page says of a study; `cases` are those of its points that can be opened in it."""
    answer = answer_of(found)
    notes = (answer.picked, *(f"{sentence(note)}." for note in found.notes), found.war, GUESS)
    said = SENTENCE.split(answer.text)
    words = [Said("The answer", tuple(said)), Said("What it is not", tuple(filter(None, notes)))]
    return Still(
        words_html(STUDY, words), _means(found, cases) + pictures_html(figures[:MOST_FIGURES])
    )


def _means(found: StudyResults, cases: Mapping[str, str]) -> str:
    """One row a point, and the same point as a link to its futures."""
    tables = study_tables(found)
    rows = [_row(row, cases) for row in tables["means"].rows]
    note = f"<p>{html.escape(tables['bound'])}</p>" if tables["bound"] else ""
    return table_html(["", *map(heading, found.outcomes)], rows) + note


def _row(row: MeansRow, cases: Mapping[str, str]) -> tuple[str, Sequence[str]]:
    """Its name as HTML, and the texts of its cells."""
    name, case = html.escape(row.place.label), cases.get(row.place.point)
    return (f'<a href="#case={case}">{name}</a>' if case else name), row.means
