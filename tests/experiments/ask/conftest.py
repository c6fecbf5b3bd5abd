"""The answers to every shipped question, once, with few runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from experiments.ask.answer import Answer, answer
from experiments.ask.find_question import question_files
from experiments.ask.paired_samples import LEAST_RUNS, Runner, Size, outcomes_of
from experiments.ask.question import Question
from experiments.ask.question_file import load_question

FEW: Any = Size(LEAST_RUNS, seed=7)


@pytest.fixture(scope="session")
def questions() -> Mapping[str, Question]:
    """Every shipped question."""
    return {name: load_question(path) for name, path in question_files().items()}


@pytest.fixture(scope="session")
def answers(questions: Mapping[str, Question]) -> Mapping[str, Answer]:
    """Its answer, from as few runs as may be."""
    runner = Runner(FEW, outcomes_of(questions.values()))
    return {name: answer(question, runner) for name, question in questions.items()}
