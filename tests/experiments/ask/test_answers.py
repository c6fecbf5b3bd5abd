"""The rubric: every answer has its four parts, short plain sentences, and no number of its own."""

from __future__ import annotations

import re

import pytest

from experiments.ask.answer_tables import tables_of
from experiments.ask.answer_words import MOST_WORDS, parts_of
from experiments.ask.find_question import question_files
from experiments.ask.variant_clauses import CLAUSES, clause
from experiments.ask.verdict import Kind
from experiments.report.ask_page import answer_page, answers_page
from experiments.study.outcome_direction import worse_way
from sim.parameters import HYPOTHESES

NAMES = tuple(question_files())
LONGEST = 30
NUMBER = re.compile(r"[+−]?\d+(?:,\d{3})*(?:\.\d+)?")
LABELS = re.compile(r"\bH\d(?:-[A-C])?\b|\breading\b|\bvariant [A-C]\b|_", re.IGNORECASE)
BEGINNINGS = {
    Kind.YES: "Yes, ", Kind.NO: "No, ", Kind.ONLY_IF: "Only if ",
    Kind.CANNOT_BE_TOLD: "Cannot be told: ",
}  # fmt: skip


def plain(number):
    """A number without its sign: words say the way."""
    return number.lstrip("+−")


def numbers(text):
    """All numbers of a text."""
    return {plain(found) for found in NUMBER.findall(text)}


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_has_all_four_parts(answers, name):
    """Verdict, why, how sure, what it is not."""
    found = parts_of(answers[name])
    assert found.verdict.startswith(BEGINNINGS[answers[name].verdict.kind])
    assert found.why
    assert found.sure
    assert any("To settle it: " in text for text in found.limits)


@pytest.mark.parametrize("name", NAMES)
def test_one_run_is_told_in_three_lines_where_the_change_moves_one(answers, name):
    """Its number, what it has without and with the change, and how it ends."""
    story, found = parts_of(answers[name]).story, answers[name].story
    assert (len(story) == 3) == (found is not None)
    if found is not None:
        assert story[0].startswith(f"Run {found.run} ")
        a, b = found.outcomes
        assert (b - a) * answers[name].as_set.change.mean > 0


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_short_and_so_is_the_whole(answers, name):
    """Thirty words a sentence, a hundred and fifty in all."""
    found = parts_of(answers[name])
    assert [text for text in found.sentences if len(text.split()) > LONGEST] == []
    assert found.words <= MOST_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_no_label_stands_for_what_it_means(answers, name):
    """A hypothesis is said in words, and so is a parameter."""
    for text in parts_of(answers[name]).sentences:
        assert not LABELS.search(text), text


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_a_cell_of_a_table(answers, name):
    """But for those of the question itself, of the run that is told, and of dates."""
    found, parts = answers[name], parts_of(answers[name])
    question = found.question
    cells = {n for table in tables_of(found) for row in (table.head, *table.rows)
             for cell in row for n in numbers(cell)}  # fmt: skip
    rule, limits = question.criterion, question.limits
    said = " ".join(
        [rule.claim, rule.denial, rule.opposite, limits.assumed, limits.evidence,
         *(arm.name for arm in question.arms)]
    )  # fmt: skip
    text = " ".join([parts.verdict, *parts.why, *parts.sure, *parts.limits])
    assert numbers(text) <= cells | numbers(said)


def test_a_number_that_no_table_has_is_noticed(answers):
    """The check above is no idle one: another number fails it."""
    found = answers["Q06"]
    cells = {n for table in tables_of(found) for row in table.rows for cell in row
             for n in numbers(cell)}  # fmt: skip
    assert not numbers("rocket attacks 123.456 instead of 25") <= cells


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_chooses_has_no_regret(answers, name):
    """An error rate is no policy, and neither is an epidemic."""
    found = answers[name]
    page = answer_page(found).lower()
    assert "least regret" not in page
    if not found.question.is_choice:
        assert found.regrets == ()
        assert "could choose" not in page
        assert "nobody chooses this" in page.lower()
    free = {arm.name for arm in found.question.arms if not arm.chosen}
    assert not free & {row.policy for _, rows in found.regrets for row in rows}


@pytest.mark.parametrize("name", NAMES)
def test_regret_names_the_better_way(answers, name):
    """Only for outcomes that have one."""
    for outcome, rows in answers[name].regrets:
        assert worse_way(outcome) != 0
        assert min(row.mean for row in rows) >= 0


@pytest.mark.parametrize("name", NAMES)
def test_shares_are_those_of_the_verdict(answers, name):
    """Each world's three shares sum to one, and all variants are there."""
    found = answers[name]
    assert found.variants[0].variant == ""
    assert len({row.variant for row in found.variants}) == len(found.variants)
    for row in found.variants:
        assert sum(row.shares) == pytest.approx(1, abs=1e-9)


def test_every_variant_has_a_clause_of_its_own():
    """Bare letters are no words; a new variant falls back on the table's own statement."""
    named = [f"{h}-{v}" for h, row in HYPOTHESES.items() for v in row.variants]
    clauses = [clause(name) for name in named]
    assert len(set(clauses)) == len(named)
    assert not any(LABELS.search(text) for text in clauses)
    assert CLAUSES.keys() <= set(named)


def test_the_page_of_all_lists_each_with_its_verdict_and_says_that_it_is_quick(answers):
    """The list above and the answers below agree."""
    page = answers_page(list(answers.values()), {"Q06": "figures/Q06.png"}, quick=True)
    assert "This is a quick page" in page
    assert "figures/Q06.png" in page
    for name, found in answers.items():
        assert f"## {name}: {found.question.text}" in page
        assert f"| {found.question.text} | {found.verdict.kind.value} |" in page
    assert "quick page" not in answers_page(list(answers.values()), {}, quick=False)


def test_tables_are_whole(answers):
    """As many cells in each row as in its head, and none empty."""
    for found in answers.values():
        for table in tables_of(found):
            assert all(len(row) == len(table.head) for row in table.rows), table.name


def test_the_same_question_asked_again_gives_the_same_answer(answers, questions):
    """Same seed, same runs, whatever else was asked before."""
    from experiments.ask.answer import answer
    from experiments.ask.paired_samples import Runner, outcomes_of

    alone = answer(
        questions["Q06"], Runner(answers["Q06"].size, outcomes_of([questions["Q06"]]), 1)
    )
    assert answer_page(alone) == answer_page(answers["Q06"])
