"""The tutorial is what a reader gets who follows it."""

from __future__ import annotations

import pytest

from tests.tutorial import PAGE, cut, retold


def test_the_tutorial_prints_what_it_shows(tmp_path):
    """Same seed, same bits, so every shown line is a golden one. `python -m tests.tutorial` writes
    the page anew after a change of rules or of what commands print."""
    text = PAGE.read_text(encoding="utf-8")
    again, commands = retold(text, tmp_path)
    assert len(commands) == 7
    assert again == text


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("x\n", "a\nb\nc\nd\n"), ("x\n…\n", "a\n…\n"), ("…\nx\ny\n", "…\nc\nd\n"), ("…\n", "…\n")],
)
def test_lines_left_out_stay_left_out(shown, expected):
    """A page that is written anew shows as many lines as before, and the first or last of them."""
    assert cut("a\nb\nc\nd\n", shown) == expected


def test_a_page_that_tells_other_numbers_is_noticed(tmp_path):
    """The negative control: a wrong line in a block of text does not survive."""
    (tmp_path / "x.yaml").write_text("")
    page = "```sh\nflashpoint outcomes\n```\n\n```text\nnothing\n…\n```\n"
    again, _ = retold(page, tmp_path)
    assert again != page
