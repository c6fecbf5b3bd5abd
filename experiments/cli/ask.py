"""`flashpoint ask`: the questions of the articles, listed and answered."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from rich.table import Table

from experiments.ask.answer import Answer, answer
from experiments.ask.answer_tables import AnswerTable
from experiments.ask.find_question import Listed, find_questions, listed_questions
from experiments.ask.paired_samples import (
    DEFAULT_RUNS,
    LEAST_RUNS,
    QUICK_RUNS,
    FailedRunsError,
    Runner,
    Size,
    outcomes_of,
    runs_needed,
)
from experiments.ask.question import Question
from experiments.ask.question_file import load_question
from experiments.cli.narrow_table import print_table
from experiments.cli.output import console, run_progress
from experiments.report.ask_page import answers_page, shown
from sim.errors import InputError

DOCS: Final = Path("docs")
"""Where a checkout keeps its pages."""
OURS: Final = Path(__file__).parents[2] / DOCS
"""That folder of this very program: nobody else's docs/ is written to."""
PAGE: Final = "answers.md"
FIGURES: Final = "figures"


def size_of(runs: int | None, quick: bool, seed: int) -> Size:
    """How many runs an arm gets. Raises InputError for too few, or for both options at once."""
    if quick and runs is not None:
        raise InputError("--runs", 0, "--runs", f"{runs} beside --quick", "one of the two")
    wanted = QUICK_RUNS if quick else DEFAULT_RUNS if runs is None else runs
    if wanted < LEAST_RUNS:
        raise InputError("--runs", 0, "--runs", wanted, f"a whole number, {LEAST_RUNS} or more")
    return Size(wanted, seed)


def only_one(said: str | None, everything: bool) -> None:
    """Refuse one question beside all of them. Raises InputError."""
    if said is not None and everything:
        raise InputError("--all", 0, "--all", f"--all beside '{said}'", "one of the two")


def list_questions() -> None:
    """Print all questions."""
    table = Table("", "question", title="Questions: `flashpoint ask Q7` answers one")
    for row in listed_questions().values():
        table.add_row(row.id, row.text)
    print_table(table)


def ask_one(said: str, size: Size, out: Path | None, workers: int | None) -> None:
    """Answer the question that `said` means; list them where several may be meant."""
    meant = find_questions(said)
    if len(meant) > 1:
        _print_several(said, meant)
        return
    question = load_question(meant[0].path)
    if out is not None:
        from experiments.cli.ask_folder import check_folder

        check_folder(out)
    console.print(f"{question.id}: {question.text}", style="bold", soft_wrap=True, highlight=False)
    found = _answers([question], size, workers)[0]
    print_answer(found)
    if out is not None:
        from experiments.cli.ask_folder import write_folder

        for path in write_folder(found, out, workers):
            console.print(f"written: {path}", soft_wrap=True, highlight=False)


def ask_all(size: Size, out: Path | None, workers: int | None) -> None:
    """Answer all questions and write the page with its figures. Raises InputError without a place
    to write to.
    """
    folder = out or DOCS
    if out is None and not (DOCS.is_dir() and DOCS.samefile(OURS)):
        raise InputError("--all", 0, "--all", "no checkout here", "--out FOLDER, or a checkout")
    begun = time.perf_counter()
    questions = [load_question(row.path) for row in listed_questions().values()]
    found = _answers(questions, size, workers)
    figures = _draw(found, folder)
    quick = size.runs < DEFAULT_RUNS
    (folder / PAGE).write_text(answers_page(found, figures, quick), encoding="utf-8")
    for one in found:
        console.print(f"{one.question.id}  {one.verdict.kind.value:<15} {one.question.text}")
    took = time.perf_counter() - begun
    console.print(f"{took:,.0f} s; written: {folder / PAGE}", soft_wrap=True, highlight=False)


def _answers(questions: Sequence[Question], size: Size, workers: int | None) -> list[Answer]:
    runner = Runner(size, outcomes_of(questions), workers)
    whole = sum(runs_needed(question, size) for question in questions)
    try:
        with run_progress("asking", whole) as advance:
            runner.progress = advance
            return [answer(question, runner) for question in questions]
    except FailedRunsError as error:
        console.print(f"a run failed: {error}", soft_wrap=True, markup=False, highlight=False)
        raise SystemExit(1) from None


def _draw(found: Sequence[Answer], folder: Path) -> dict[str, str]:
    """A figure each; question -> its file, seen from the page."""
    from experiments.plots.ask.twins import draw
    from experiments.plots.style.look import styled
    from experiments.plots.style.page import save_small

    home = folder / FIGURES
    home.mkdir(parents=True, exist_ok=True)
    with styled():
        paths = {one.question.id: save_small(draw(one), home, one.question.id) for one in found}
    return {name: f"{FIGURES}/{path.name}" for name, path in paths.items()}


def _print_several(said: str, meant: Sequence[Listed]) -> None:
    table = Table("", "question", title=f"“{said}” may mean several: ask by number")
    for row in meant:
        table.add_row(row.id, row.text)
    print_table(table)


def print_answer(found: Answer) -> None:
    """The four parts, then the tables."""
    view = shown(found)
    heads: Mapping[str, Sequence[str]] = {
        "Why.": view.parts.why,
        "": view.parts.story,
        "How sure.": view.parts.sure,
        "What it is not.": view.parts.limits,
    }
    console.print(f"\n{view.parts.verdict}\n", style="bold", highlight=False, markup=False)
    for head, sentences in heads.items():
        if head:
            text = f"{head} {' '.join(sentences)}"
            console.print(text, highlight=False, markup=False)
        else:
            for text in sentences:
                console.print(f"  {text}", highlight=False, markup=False)
    console.print(f"\nWhat matters: {view.matters}.\n", highlight=False, markup=False)
    for table in view.tables:
        print_table(_rich(table))
        console.print()


def _rich(table: AnswerTable) -> Table:
    made = Table(title=table.title, title_justify="left")
    for k, head in enumerate(table.head):
        made.add_column(head, justify="left" if k == 0 else "right")
    for row in table.rows:
        made.add_row(*row)
    return made
