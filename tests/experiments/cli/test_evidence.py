"""`flashpoint evidence`: from a number to its paragraph, and back."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from experiments.cli import output
from experiments.cli.evidence import show_evidence
from experiments.report import traceability
from sim.errors import InputError
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.rules import RULES

ROOT = Path(__file__).parents[3]
TABLES = ROOT / "calibration"
ARTICLES = yaml.safe_load((TABLES / "sources.yaml").read_text(encoding="utf-8"))
# The two levers that set how fast a scenario's own withdrawal goes: no text speaks of a pace.
UNTOLD = {"us.presence.days", "us.presence.syria_days"}

# Paragraphs that sources.yaml calls chrome, appeal or comment. A subtitle is its author's word.
NO_EVIDENCE = {
    "forum": {1, 3, 4, *range(29, 39)},
    "spiked": set(range(19, 38)),
    "wsj": {1, *range(25, 31)},
}

Ask = Callable[[str | None], str]


def table(name: str) -> list[dict[str, str]]:
    """An evidence table as plain text cells, read without our own reader."""
    with open(TABLES / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cites(row: dict[str, str]) -> list[str]:
    """All citations of a row."""
    return [f"{row['source']}:{row['paragraph']}", *filter(None, row["also_in"].split(";"))]


def faulty(citation: str) -> bool:
    """Does a citation name no article, a paragraph beyond its end, or one that is no evidence?"""
    key, _, number = citation.partition(":")
    if key not in ARTICLES or not 1 <= int(number) <= ARTICLES[key]["paragraphs"]:
        return True
    return int(number) in NO_EVIDENCE.get(key, ())


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """What `flashpoint evidence ID` prints on a terminal so wide that nothing wraps."""
    monkeypatch.setattr(output.console, "width", 9000)

    def answer(ident: str | None) -> str:
        show_evidence(ident)
        return capsys.readouterr().out

    return answer


# Every number has a paragraph.


@pytest.mark.parametrize("kind", traceability.cited())
def test_nothing_rests_on_no_paragraph_or_on_one_that_is_no_evidence(kind):
    """Reader comments and page furniture count for as little as a paragraph that is not there."""
    for name, places in traceability.cited()[kind].items():
        assert places or name in UNTOLD, f"{kind}: {name} has no source"
        assert not [c for c in places if faulty(c)], f"{kind}: {name}"


def test_the_check_of_citations_would_notice_a_bad_one():
    """Negative control: unknown article, paragraph past the end, a reader comment, forum chrome."""
    assert all(map(faulty, ("times:3", "wsj:31", "wsj:0", "spiked:30", "forum:1", "wsj:25")))
    assert not any(map(faulty, ("wsj:2", "spiked:6", "forum:2", "forum:28", "wsj:24")))


def test_citations_in_worlds_and_scenarios_resolve():
    """World files argue with paragraphs too, in their fields and in their comments."""
    files = list((ROOT / "scenarios").rglob("*.yaml"))
    found = [c for f in files for c in traceability.CITATION.findall(f.read_text(encoding="utf-8"))]
    assert len(found) > 20
    assert not [c for c in found if faulty(c)]


def test_every_claim_that_a_row_names_is_in_the_table():
    """Parameters, rules and rival hypotheses point at claims by number alone."""
    known = {row["id"] for row in table("claims")}
    variants = [v for h in HYPOTHESES.values() for v in h.variants.values()]
    assert {c for p in PARAMETERS.values() for c in p.claims} <= known
    assert set().union(*traceability.claims_of_rules().values()) <= known
    assert {c for v in variants for c in v.claims} <= known


# The command.


def test_a_claim_shows_its_paragraphs_parameters_rules_and_tests(ask):
    """From a sentence of the table to the numbers that carry it, for all 113."""
    for row in table("claims"):
        out = ask(row["id"])
        assert out.startswith(f"{row['id']}: {row['claim']}")
        assert row["expected_pattern"] in out
        assert f"sign         {row['sign']}: " in out
        assert f"voice        {row['evidence_kind']}: " in out
        assert all(re.search(rf"\b{c}\b", out) for c in cites(row))
        for name, p in PARAMETERS.items():
            assert (f"\n    {name}: {p.meaning}" in out) == (row["id"] in p.claims)
        for name, rule in RULES.items():
            if row["id"] in (rule.__doc__ or ""):
                assert f"\n    {name}: " in out


def test_a_claim_shows_the_title_outlet_and_date_of_its_article(ask):
    """Whoever wants to check opens the right article."""
    out = ask("M027")
    assert "wsj:8, wsj:10" in out
    for words in ("Militias the wildcard", "The Wall Street Journal", "2020-01-09 to 2020-01-10"):
        assert words in out
    test = "test_without_the_go_between_tehrans_signals_count_for_less"
    assert f"    tests/sim/rules/test_mechanisms_restraint.py::{test}\n" in out


def test_a_paragraph_of_the_second_piece_shows_that_pieces_title(ask):
    """One printed page holds two pieces; the first has no title in the text."""
    assert "Washington's mixed messages" in ask("border:30")
    assert "title not stated" in ask("border:2")


def test_small_letters_find_claims_questions_and_conflicts(ask):
    """People type m027."""
    for name in ("M027", "H1", "C3"):
        assert ask(name.lower()) == ask(name)


def test_a_question_shows_its_answers_and_their_claims(ask):
    """Every question that the claims raise, with its variants and what they move."""
    for number in range(1, 9):
        out = ask(f"H{number}")
        for row in table("claims"):
            assert (f"{row['id']} (" in out) == row["hypothesis"].startswith(f"H{number}")
    assert "H8-A: it is about to open; base_pace = 0.05" in ask("H8")
    assert {row["hypothesis"][:2] for row in table("claims")} - {""} == {*HYPOTHESES}
    assert "H1-B: killing escalates; leadership_anger = 2" in ask("H1")


def test_cause_and_effect_are_shown_from_both_ends(ask):
    """An event names its triggers, and each trigger names it."""
    for row in table("events"):
        causes = list(filter(None, row["triggered_by"].split(";")))
        own = ask(row["id"])
        assert own.startswith(f"{row['id']}: {row['paraphrase']}")
        assert f"used {row['date_used']}" in own
        for cause in causes:
            assert f"    {cause} ({row['trigger_basis']})\n" in own
            assert f"    {row['id']}\n" in ask(cause).split("  triggered\n")[1]


def test_an_event_says_whether_a_replay_forces_it(ask):
    """Forced, following from what is forced, or not in a run at all."""
    assert "forced as embassy_siege when" in ask("embassy_siege_201912")
    assert "not forced: stand_down follows by itself" in ask("trump_standdown_20200108")
    assert "replay       not forced\n" in ask("isis_peak_2014")


def test_silence_on_the_dead_is_not_shown_as_none(ask):
    """Empty means not stated; the salvo's zero is stated."""
    assert "killed       not stated" in ask("two_rockets_20200108")
    assert "killed       0 " in ask("missile_salvo_20200108")


def test_a_figure_shows_value_bounds_and_use(ask):
    """All 46, with what the fit makes of them."""
    for row in table("aggregates"):
        out = ask(row["id"])
        assert row["quantity"] in out
        for column in ("value", "low", "high"):
            stated = f"{column} {float(row[column]):g}" if row[column] else f"{column} "
            assert (stated in out.split("figure  ")[1].splitlines()[0]) == bool(row[column])
    assert "likelihood" in ask("rocket_attacks_total")
    assert "compared" in ask("us_deaths_rockets")


def test_an_id_of_two_kinds_shows_both(ask):
    """`salvo_deaths` is a figure of the articles and a parameter of the model."""
    out = ask("salvo_deaths")
    assert "Americans and Iraqis killed" in out
    assert PARAMETERS["salvo_deaths"].meaning in out


@pytest.mark.parametrize("place", [*ARTICLES, "wsj:12", "globe:7", "border:9", "spiked:19"])
def test_a_place_lists_exactly_what_cites_it(ask, place):
    """Whoever distrusts an article sees what falls with it, and nothing else."""
    listed = dict(re.findall(r"^  (\w+) +(.*)$", ask(place), re.MULTILINE))
    for kind in ("events", "aggregates", "claims"):
        rows = table(kind)
        wanted = [r["id"] for r in rows if any(_at(c, place) for c in cites(r))]
        assert listed[kind] == (", ".join(wanted) or "none")
    read = [name for name, p in PARAMETERS.items() if any(_at(c, place) for c in p.sources)]
    assert listed["parameters"] == (", ".join(read) or "none")


def _at(citation: str, place: str) -> bool:
    return citation == place or citation.startswith(f"{place}:")


def test_a_conflict_shows_both_accounts_and_the_treatment(ask):
    """All 23, and the events that carry them."""
    for number in range(1, 24):
        out = ask(f"C{number}")
        for row in table("events"):
            assert (f"\n    {row['id']}\n" in out) == (f"C{number}" in row["conflict"].split(";"))
    assert "one siege, 28 to 31 December" in ask("C3")


def test_parameters_and_rules_can_be_asked_for_too(ask):
    """The same question from the other end."""
    assert PARAMETERS["command_loss"].meaning in ask("command_loss")
    out = ask("siege.guard")
    assert "divided_loyalty: " in out
    assert "M065 (-) " in out


def test_without_an_id_the_overview_counts_rows_and_says_how_to_ask(ask):
    """The first thing a newcomer types."""
    out = ask(None)
    for kind, rows in traceability.cited().items():
        assert re.search(rf" {kind} .* {len(rows)} ", out), kind
    assert all(article["outlet"] in out for article in ARTICLES.values())
    assert "a claim (M027)" in out


@pytest.mark.parametrize(
    ("ident", "message"),
    [
        ("M114", "did you mean 'M11"),
        ("embassy_seige_201912", "did you mean 'embassy_siege_201912'"),
        ("comand_loss", "did you mean 'command_loss'"),
        ("wsj:31", "wsj:1 to wsj:30"),
        ("wsj:", "wsj:1 to wsj:30"),
        ("wsj:012", "wsj:1 to wsj:30"),
        ("mo27", "did you mean 'M027'"),
        ("zzz", "accepts a claim (M027)"),
        ("", "accepts a claim (M027)"),
    ],
)
def test_an_unknown_id_is_one_error_that_names_the_nearest(ask, ident, message):
    """Bad input costs one line."""
    with pytest.raises(InputError) as raised:
        ask(ident)
    assert message in str(raised.value)


def test_without_a_checkout_the_tests_are_said_to_be_missing(ask, monkeypatch, tmp_path):
    """An installed package has no tests; an empty list would read as 'nobody checks this'."""
    monkeypatch.setattr(traceability, "TESTS", tmp_path / "tests")
    assert "comes with a checkout" in ask("M027")


def test_marks_are_found_by_claim_and_only_marks(tmp_path):
    """Several claims in one mark count each; other marks, and functions without one, do not."""
    (tmp_path / "tests" / "sim").mkdir(parents=True)
    (tmp_path / "tests" / "sim" / "test_it.py").write_text(
        "@pytest.mark.mechanism('M001', 'M002')\ndef test_two(): ...\n"
        "@pytest.mark.slow('M001')\ndef test_other(): ...\n"
        "@pytest.mark.slow\n@pytest.mark.mechanism('M001')\ndef test_one(): ...\n"
        "def test_none():\n    'M003'\n",
        encoding="utf-8",
    )
    at = "tests/sim/test_it.py::"
    wanted = {"M001": (f"{at}test_two", f"{at}test_one"), "M002": (f"{at}test_two",)}
    assert traceability.marked_tests(tmp_path / "tests") == wanted


def test_a_question_is_shown_with_what_the_fit_says_of_it(capsys):
    """The verdict stands where people ask, with its second opinion; H5-A leads to H5."""
    show_evidence("H5-A")
    said = " ".join(capsys.readouterr().out.split())
    assert "H5-A: 50 % before" in said
    assert "against the default variant (±" in said


def test_an_event_says_what_the_fit_asks_of_it(capsys):
    """Taji is asked when and how many; a march is asked nothing."""
    show_evidence("taji_rockets_202003")
    said = " ".join(capsys.readouterr().out.split())
    assert "3 killed, once it comes" in said
    show_evidence("baghdad_march_revenge")
    assert "no target of the fit" in capsys.readouterr().out
