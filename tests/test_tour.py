"""The tour in a notebook: what a reader meets who opens it and runs all cells."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parents[1] / "docs"
TOUR = DOCS / "tour.ipynb"


def tour():
    """The notebook as it lies in the repository."""
    return nbformat.read(TOUR, as_version=4)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What the cells print and show as text, of a clean kernel in an empty folder."""
    found = tour()
    folder = tmp_path_factory.mktemp("tour")
    NotebookClient(found, timeout=600, resources={"metadata": {"path": folder}}).execute()
    return [
        [o.get("text") or o["data"].get("text/plain", "") for o in cell.get("outputs", ())]
        for cell in found.cells
    ]


@cache
def sources():
    """The text of each cell."""
    return [cell.source for cell in tour().cells]


def shown(printed, code):
    """What the one cell shows whose code holds some words."""
    (place,) = [n for n, source in enumerate(sources()) if code in source]
    return "".join(printed[place])


def test_every_cell_runs_from_a_clean_kernel(printed):
    """A cell that fails stops the notebook; and each command says what it is there to say."""
    assert "Americans killed" in shown(printed, '"explain"')
    assert "What it is not." in shown(printed, '"ask"')
    assert "us_killed" in shown(printed, "difference.table")
    assert "<Figures: fans>" in shown(printed, 'plot("fans")')
    assert "<Militia 'kataib_hezbollah'" in shown(printed, "agents_by_type")


def test_the_run_stepped_as_agents_is_that_of_the_ensemble(printed):
    """The notebook says so; a reader sees two equal numbers, and they are no zeros."""
    killed = re.findall(r"\d+", shown(printed, "model.step()"))
    assert len(set(killed)) == 1 < len(killed)
    assert int(killed[0]) > 0


def test_the_notebook_is_kept_without_outputs():
    """Stored outputs go stale without anybody's notice, and fill the history with pictures."""
    for cell in tour().cells:
        assert not cell.get("outputs"), cell.source
        assert cell.get("execution_count") is None


def test_the_links_of_the_notebook_lead_somewhere():
    """It lies among the pages that it names."""
    links = re.findall(r"\]\(([^)#]+)\)", "\n".join(sources()))
    assert len(links) > 3
    for link in links:
        assert (DOCS / link).is_file(), link
