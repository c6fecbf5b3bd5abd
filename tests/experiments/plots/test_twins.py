"""The figure of an answer fits its page, is small, and is made twice alike."""

from __future__ import annotations

import pytest
from matplotlib.text import Text
from PIL import Image

from experiments.ask.answer import answer
from experiments.ask.find_question import question_files
from experiments.ask.paired_samples import LEAST_RUNS, Runner, Size, outcomes_of
from experiments.ask.question_file import load_question
from experiments.plots.ask.twins import draw
from experiments.plots.style.look import styled
from experiments.plots.style.page import save_small

SMALL = 60_000
SHOWN = ("Q02", "Q06", "Q13", "Q16")
"""A chance, a count, troops and a ratio."""


@pytest.fixture(scope="module")
def answers():
    """Some answers from few runs."""
    questions = [load_question(question_files()[name]) for name in SHOWN]
    runner = Runner(Size(LEAST_RUNS, 7), outcomes_of(questions))
    return {question.id: answer(question, runner) for question in questions}


@pytest.mark.parametrize("name", SHOWN)
def test_no_text_is_cut_off_or_printed_over_another(answers, name):
    """Whatever the outcome and the names of the arms."""
    with styled():
        page = draw(answers[name])
        page.figure.canvas.draw()
        renderer = page.figure.canvas.get_renderer()
        width, height = page.figure.get_size_inches() * page.figure.dpi
        texts = [t for t in page.figure.findobj(Text) if t.get_text().strip() and t.get_visible()]
        found = [(t.get_text(), t.get_window_extent(renderer)) for t in texts]
    for k, (words, place) in enumerate(found):
        assert place.x0 > -1, words
        assert place.x1 < width + 1, words
        assert place.y0 > -1, words
        assert place.y1 < height + 1, words
        for other, b in found[k + 1 :]:
            wide = min(place.x1, b.x1) - max(place.x0, b.x0)
            high = min(place.y1, b.y1) - max(place.y0, b.y0)
            assert wide <= 1 or high <= 2, (words, other)


def test_the_title_states_the_verdict(answers):
    """In full where it fits two lines, and never without its kind."""
    for name, found in answers.items():
        with styled():
            title = draw(found).title
        assert title.startswith(f"{name}: {found.verdict.kind.value}")


def test_a_small_picture_is_small_and_made_twice_alike(answers, tmp_path):
    """It is kept in docs/, where a byte that changes is a change."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    with styled():
        a, b = (save_small(draw(answers["Q06"]), tmp_path / k, "Q06") for k in ("a", "b"))
    assert a.read_bytes() == b.read_bytes()
    assert a.stat().st_size < SMALL
    with Image.open(a) as picture:
        assert picture.width > 800
