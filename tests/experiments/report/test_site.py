"""The documentation site: every page in the menu, no link into nothing, nothing from a network.

`make docs` builds it; here stands what can be told without building.
"""

from __future__ import annotations

import re
import shlex

import pytest
from typer.main import get_command

from experiments.cli.app import app
from experiments.cli.commands_page import PATH, commands_page
from experiments.report import site
from sim.errors import InputError


def test_the_menu_names_every_page_once_and_no_other():
    """A page that no menu leads to is read by nobody; the builder does not mind."""
    pages = set(site.places().values())
    site.check_navigation(pages)
    with pytest.raises(InputError, match=r"nav: tutorial\.md: got a page that is not there"):
        site.check_navigation(pages - {"tutorial.md"})
    with pytest.raises(InputError, match=r"nav: lost\.md: got no entry"):
        site.check_navigation(pages | {"lost.md"})


def test_all_pages_are_laid_out_with_what_they_cite(tmp_path):
    """Every relative link of every page leads to a file beside it; blocks of code aside."""
    pages = site.lay_out(tmp_path / "pages")
    assert set(pages) == set(site.places().values())
    count = 0
    for name in pages:
        text = site.FENCE.sub("", (tmp_path / "pages" / name).read_text(encoding="utf-8"))
        for said in re.findall(r"\]\(([^)\s#]+)", text):
            if "://" not in said and said != site.BUILT:
                assert (tmp_path / "pages" / said).is_file(), (name, said)
                count += 1
    assert count > 1000


def test_a_link_that_leads_nowhere_is_one_error():
    """With its page and line, as in any file."""
    with pytest.raises(InputError, match=r"docs/mine\.md:3: link: got gone\.md;"):
        site.linked("# Mine\n\n[gone](gone.md)\n", "docs/mine.md")
    with pytest.raises(InputError, match=r"link: got \.\./\.\./secret"):
        site.linked("[out](../../secret)", "docs/mine.md")


def test_links_turn_to_where_things_lie_on_the_site():
    """Pages by their name there, code and data as text, pictures as they are; code stays code."""
    text, cited = site.linked(
        "[a](../scenarios/README.md#levers) [b](../scenarios/baseline.yaml) ![c](figures/Q01.png)"
        " [d](#here) [e](https://example.org/x)\n```\n[f](gone.md)\n```\n",
        "docs/mine.md",
    )
    assert text == (
        "[a](scenario_files.md#levers) [b](files/scenarios/baseline.yaml.txt) ![c](figures/Q01.png)"
        " [d](#here) [e](https://example.org/x)\n```\n[f](gone.md)\n```\n"
    )
    assert cited == {"scenarios/baseline.yaml", "docs/figures/Q01.png"}


def test_what_a_built_site_would_load_from_a_network_is_found(tmp_path):
    """A script, a style or a picture from elsewhere is named; a link that one may follow is not."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "good.html").write_text(
        '<a href="https://example.org">x</a><link rel="canonical" href="https://example.org">'
        '<script src="a.js"></script><img src="data:image/png;base64,xx">'
    )
    assert site.loads_from_elsewhere(tmp_path) == []
    (tmp_path / "deep" / "bad.html").write_text(
        '<script src="https://cdn.example/a.js"></script><link rel="stylesheet" href="//f.example">'
    )
    assert site.loads_from_elsewhere(tmp_path) == [
        "deep/bad.html: https://cdn.example/a.js",
        "deep/bad.html: //f.example",
    ]


def test_the_page_of_commands_is_what_the_command_line_says_today():
    """Write it anew: `make pages`."""
    text = PATH.read_text(encoding="utf-8")
    assert text == commands_page()
    for name, command in get_command(app).commands.items():
        assert f"## flashpoint {name}\n" in text
        for option in command.params:
            words = [word for word in option.opts if word.startswith("-")]
            assert f"`{', '.join(words)}`" in text or not words, words


def _written():
    """Every command of a shell block of docs/, as (page, line)."""
    for path in sorted(site.DOCS.glob("*.md")):
        for block in re.findall(r"^```sh\n(.*?)^```", path.read_text("utf-8"), re.M | re.S):
            for line in block.splitlines():
                if line.startswith("flashpoint "):
                    yield path.name, line


def test_commands_that_pages_tell_exist_with_their_options():
    """Somebody will copy them. The tutorial's are run as well; these would take hours."""
    commands = get_command(app).commands
    found = list(_written())
    assert len(found) > 25
    for page, line in found:
        _, name, *words = shlex.split(line, comments=True)
        options = [(*each.opts, *each.secondary_opts) for each in commands[name].params]
        known = {word for words in options for word in words}
        for word in words:
            assert not word.startswith("-") or word.split("=")[0] in known, (page, line)
