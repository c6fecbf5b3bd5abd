"""The generated pages: up to date, whole, and without a link that leads nowhere."""

from __future__ import annotations

import re
from functools import cache

import pytest

from experiments.report import reference_pages, traceability
from experiments.report.reference_pages import DOCS
from sim.actions import Action
from sim.conditions import CONDITIONS
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS


@cache
def pages():
    """Written once for all tests of this file."""
    return reference_pages.pages()


def anchors(text):
    """Anchors of a page: those it sets and those of its headings."""
    heads = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    return re.findall(r'<a id="([^"]+)">', text) + [h.lower().replace(" ", "-") for h in heads]


@pytest.mark.parametrize(
    "name",
    [
        "parameters.md", "evidence.md", "calibration.md", "model.md", "levers.md", "outcomes.md",
        "actions.md",
    ],
)  # fmt: skip
def test_a_committed_page_is_what_the_tables_say_today(name):
    """A stale page is worse than none. Write it anew: `make pages`."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[DOCS / name]


def test_every_link_of_the_pages_leads_somewhere():
    """A trail that breaks off on the way is no trail."""
    texts = {path.name: text for path, text in pages().items()}
    ids = {name: re.findall(r'<a id="([^"]+)">', text) for name, text in texts.items()}
    for name, text in texts.items():
        assert len(set(ids[name])) == len(ids[name]), "an anchor stands twice"
        ids[name] = anchors(text)
    links = [
        (name, *link)
        for name in texts
        for link in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", texts[name])
    ]
    assert len(links) > 1000
    for name, file, anchor in links:
        assert (DOCS / file).exists(), (name, file)
        if anchor and (file or name) not in ids:
            ids[file] = anchors((DOCS / file).read_text(encoding="utf-8"))
        assert not anchor or anchor in ids[file or name], (name, file, anchor)


def test_the_pages_hold_every_row():
    """One anchor for each parameter, lever and piece of evidence; every outcome and act."""
    texts = pages()
    assert all(f'id="{name}"' in texts[DOCS / "parameters.md"] for name in PARAMETERS)
    assert all(f'id="{lever.name}"' in texts[DOCS / "levers.md"] for lever in LEVERS)
    assert all(f"`{name}`" in texts[DOCS / "outcomes.md"] for name in (*OUTCOMES, *CONDITIONS))
    assert all(f"| `{act.name.lower()}` |" in texts[DOCS / "actions.md"] for act in Action)
    kinds = traceability.cited()
    for name in (*traceability.sources(), *kinds["aggregates"], *kinds["events"], *kinds["claims"]):
        assert f'id="{name}"' in texts[DOCS / "evidence.md"], name
