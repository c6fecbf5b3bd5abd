"""One more article is a row in `sources.yaml` and no code: worlds, events, parameters cite it."""

from __future__ import annotations

import shutil

import pytest

from calibration.evidence.events import EVENTS
from calibration.evidence.library import SHIPPED, library_of
from calibration.evidence.library import load_scenario as load_ours
from calibration.evidence.sources import SOURCES, read_sources, unresolved
from sim.errors import InputError
from sim.inputs.scenario import load_scenario
from sim.levers import LEVERS
from sim.parameters import PARAMETERS
from tests.conftest import SCENARIOS

SIXTH = """
sixth:
  title: A sixth article
  outlet: made up
  date: 2020-03-21
  kind: news report
  paragraphs: 9
"""


@pytest.fixture
def evidence(tmp_path):
    """Copies of our scenarios, events and sources, which now hold a sixth article."""
    shutil.copytree(SCENARIOS, tmp_path / "scenarios")
    shutil.copy(EVENTS, tmp_path / "events.csv")
    text = SOURCES.read_text(encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(text + SIXTH, encoding="utf-8")
    return tmp_path


def library(folder):
    return library_of(folder / "events.csv", SHIPPED, folder / "sources.yaml")


def replace_in(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def cite_in_world(folder, citation):
    replace_in(folder / "scenarios" / "worlds" / "iraq_2019.yaml", "source: wsj:9", citation)


def test_a_world_file_may_cite_a_sixth_source(evidence):
    """Which sources there are is said by the library, and by nothing in `sim`."""
    cite_in_world(evidence, "source: sixth:9")
    path = evidence / "scenarios" / "baseline.yaml"
    assert load_scenario(path, (), library(evidence)).world.militias
    with pytest.raises(InputError, match=r"sixth:9.*sources: globe, forum"):
        load_ours(path)


def test_a_slip_in_a_key_is_refused_with_the_nearest_source(evidence):
    """Negative control: a sixth source does not open the door to any word."""
    cite_in_world(evidence, "source: sixt:9")
    with pytest.raises(InputError, match=r"did you mean 'sixth'"):
        load_scenario(evidence / "scenarios" / "baseline.yaml", (), library(evidence))


def test_an_event_may_cite_a_sixth_source(evidence):
    """The history of a scenario is read against the sources beside its table."""
    events = evidence / "events.csv"
    replace_in(events, ",globe,5,", ",sixth,5,")
    path = evidence / "scenarios" / "january_2020.yaml"
    found = load_scenario(path, (), library(evidence))
    assert found.acts == load_ours(path).acts
    (evidence / "sources.yaml").write_bytes(SOURCES.read_bytes())
    with pytest.raises(InputError, match=r"events\.csv:\d+: source: got 'sixth'"):
        load_scenario(path, (), library(evidence))


def test_a_parameter_may_cite_a_sixth_source(evidence):
    """Keys are checked against the file; the table of parameters only asks for their form."""
    known = read_sources(evidence / "sources.yaml")
    assert unresolved(["sixth:9", "wsj:6"], known) == []
    assert unresolved(["sixth:10", "wsj:0", "other:1"], known) == ["sixth:10", "wsj:0", "other:1"]


def test_every_parameter_and_lever_cites_a_paragraph_that_there_is():
    """A citation that resolves nowhere is no evidence."""
    cited = [c for p in PARAMETERS.values() for c in p.sources]
    cited += [c for lever in LEVERS for c in lever.sources]
    assert len(cited) > 200
    assert unresolved(cited, read_sources()) == []
