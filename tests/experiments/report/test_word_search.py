"""People look for what they know, a name or a place, before they know any id."""

import re

import pytest

from experiments.cli import output
from experiments.cli.evidence import show_evidence
from experiments.cli.params import show_parameters
from experiments.report import traceability
from experiments.report.word_search import search_evidence, search_parameters
from sim.errors import InputError
from sim.parameters import PARAMETERS


@pytest.fixture
def printed(monkeypatch, capsys):
    """What a command prints in 80 columns."""
    monkeypatch.setattr(output.console, "width", 80)

    def call(show, words):
        show(words)
        return capsys.readouterr().out

    return call


def test_a_place_finds_events_claims_figures_and_conflicts():
    """Taji stands in places and in wording; all four kinds of row speak of it."""
    found = search_evidence("Taji")
    assert {"events", "claims", "aggregates", "conflicts"} <= found.keys()
    for kind, rows in (("events", traceability.events()), ("claims", traceability.claims())):
        naming = {k for k, row in rows.items() if re.search(r"\btaji|_taji", repr(row).lower())}
        assert naming >= found[kind].keys()
        assert found[kind]
    by_place = {k for k, row in traceability.events().items() if "Taji" in row.place}
    assert by_place
    assert by_place <= found["events"].keys()
    by_paraphrase = {k for k, row in traceability.events().items() if "Taji" in row.paraphrase}
    assert by_paraphrase <= found["events"].keys()


@pytest.mark.parametrize("words", ["camp taji", "CAMP TAJI", "taji camp", "Camp_Taji", "cam taj"])
def test_capitals_order_and_what_parts_words_do_not_count(words):
    """Nobody knows how an id is written; every word must stand, whole or as a beginning."""
    assert list(search_evidence(words)["events"]) == ["taji_rockets_202003"]


def test_an_actor_is_found_by_its_id_and_its_words():
    """`mahdi_army` is a cell of the table and two words of a person."""
    assert search_evidence("mahdi army") == search_evidence("mahdi_army")
    assert search_evidence("mahdi army")["events"]


@pytest.mark.parametrize("words", ["", "  ", "_", "aji", "taji nowhere", "qqq", ".*", "["])
def test_what_stands_nowhere_finds_nothing(words):
    """Negative control: neither the inside of a word, nor one word of two, nor a pattern."""
    assert search_evidence(words) == {}
    assert search_parameters(words) == []


def test_parameters_are_found_by_name_meaning_and_claims():
    """Those called so first, then those that mean it, then those that rest on it."""
    found = [p.name for p in search_parameters("sadr")]
    assert found[0] == "sadr_patience_days"
    assert "rousing_days" in found
    assert "sadr" not in PARAMETERS["rousing_days"].meaning.lower()
    assert "patience_effect" in [p.name for p in search_parameters("Fall Patient")]


def test_the_commands_print_what_they_found(printed):
    """In 80 columns, with the id to go on with."""
    out = printed(show_evidence, "Taji")
    assert "    taji_rockets_202003: " in out
    assert "flashpoint evidence ID" in out
    assert max(map(len, out.splitlines())) <= 80
    out = printed(show_parameters, "sadr")
    assert " sadr_patience_days " in out
    assert f"of all {len(PARAMETERS)}" in out
    assert printed(show_parameters, "h1").startswith("H1: ")


def test_a_common_word_is_cut_and_counted(printed):
    """`iran` stands nearly everywhere: the first rows, how many more, and how to narrow it."""
    rows = search_evidence("iran")["events"]
    out = printed(show_evidence, "iran")
    assert f"events ({len(rows)})" in out
    assert f"and {len(rows) - 15} more; another word narrows it" in out


@pytest.mark.parametrize("show", [show_evidence, show_parameters])
def test_words_that_stand_nowhere_are_one_error(show):
    """And an id of the right form with a wrong number is no word."""
    for words in ("qqq", "taji nowhere", ""):
        with pytest.raises(InputError, match="or words that stand in"):
            show(words)
    with pytest.raises(InputError, match=r"accepts wsj:1 to wsj:30"):
        show_evidence("wsj:99")
