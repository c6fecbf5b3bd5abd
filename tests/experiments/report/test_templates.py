"""Templates: what users write stays text, nothing is left out in silence, all files are found."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markdown_it import MarkdownIt

from experiments.report.templates import ENVIRONMENT, code, escaped, render, squeezed, wrapped

MARKUP = "\\`*_|~#$[]<>&!()+-.: ab1\n\"'"
TEXTS = st.text(st.sampled_from(MARKUP), max_size=30)
FOLDER = Path(__file__).parents[3] / "experiments" / "report" / "templates"
RENDERER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


@given(TEXTS)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    """In prose: no sign of it is taken for emphasis, code, a link, HTML or an entity."""
    shown = RENDERER.renderInline(escaped(text))
    assert html.unescape(shown) == squeezed(text)
    assert not re.search(r"<[a-z/!?]", shown)


@given(TEXTS, TEXTS)
def test_escaped_text_fills_one_cell_of_a_table(first: str, second: str) -> None:
    """A bar or a line break in a label would shift all columns after it."""
    shown = RENDERER.render(f"| a | b |\n| --- | --- |\n| {escaped(first)} | {escaped(second)} |")
    cells = [html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", shown, re.DOTALL)]
    assert cells == [squeezed(first), squeezed(second)]


@given(TEXTS)
def test_escaped_text_is_a_paragraph_and_no_list_rule_or_quote(text: str) -> None:
    """A title that begins with a dash, a number or `>` is no list and no quotation, and one of
    equals signs does not make a heading of the line above."""
    shown = RENDERER.render(f"above\n{escaped(text)}\n\n{escaped(text)}")
    words = squeezed(text)
    expected = f"<p>above\n{words}</p>\n<p>{words}</p>\n" if words else "<p>above</p>\n"
    assert html.unescape(shown) == expected


@given(TEXTS)
def test_escaped_text_may_be_wrapped_at_any_blank(text: str) -> None:
    """Prose is wrapped after it is escaped, so every word may begin a line."""
    long = "x" * 95 + " "
    shown = RENDERER.render(wrapped(long + escaped(text) + " " + long + escaped(text)))
    expected = squeezed(f"{long}{squeezed(text)} {long}{squeezed(text)}")
    assert html.unescape(shown).replace("\n", " ") == f"<p>{expected}</p> "


@given(TEXTS)
def test_code_shows_any_text(text: str) -> None:
    """However many backticks it holds."""
    shown = RENDERER.renderInline(code(f"a{text}b"))
    assert html.unescape(shown) == f"<code>{squeezed(f'a{text}b')}</code>"


@given(TEXTS)
def test_escaped_text_is_a_heading_whole(text: str) -> None:
    """Signs at its end are not taken for the end of the heading."""
    shown = RENDERER.render(f"# Study {escaped(text)}")
    assert html.unescape(shown) == f"<h1>{f'Study {squeezed(text)}'.strip()}</h1>\n"


def test_numbers_are_left_as_they_are() -> None:
    """Signs of comparison with a space after them are no markup, and pages are read as text too."""
    assert escaped("< 0.01 % to −3.5 ± 1.2") == "< 0.01 % to −3.5 ± 1.2"


@pytest.mark.parametrize("text", ["plain", "a `b` c", "/tmp/a b"])
def test_code_shows_its_text(text: str) -> None:
    """Backticks inside do not end it."""
    assert RENDERER.renderInline(code(text)) == f"<code>{text}</code>"


def test_prose_is_squeezed_and_wrapped() -> None:
    """A template may break its lines where it likes."""
    assert squeezed(" a\n  b\t c ") == "a b c"
    assert wrapped("word\n" * 40) == f"{'word ' * 19}word\n{'word ' * 19}word"


def test_what_a_view_lacks_is_an_error() -> None:
    """A page with a hole in a sentence is worse than none."""
    with pytest.raises(UndefinedError):
        render("report.md.j2", {"title": "x"})


def test_all_templates_are_found_from_any_folder(tmp_path: Any, monkeypatch: Any) -> None:
    """They lie inside the package, so that a wheel holds them, and each of them parses."""
    monkeypatch.chdir(tmp_path)
    names = ENVIRONMENT.list_templates()
    assert {path.name for path in FOLDER.iterdir()} == set(names)
    assert len(names) > 5
    for name in names:
        ENVIRONMENT.get_template(name)


def test_html_is_escaped_by_itself() -> None:
    """Markdown is escaped by the filter, HTML always."""
    assert ENVIRONMENT.autoescape("page.html.j2")
    assert not ENVIRONMENT.autoescape("page.md.j2")
