"""The evidence tables say what the articles say, in the codebook's codes and in our own words."""

import csv
import re
import subprocess
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "calibration"
ARTICLES = ROOT.parent / "shared" / "seeds"
RUN = 7  # words; a longer common run counts as copying
ACT_FIRST, ACT_LAST = date(2019, 10, 28), date(2020, 3, 20)
COLUMNS = {
    "events": "id date_start date_end date_used date_basis date_note actor action target place "
    "site act killed wounded claimed attributed_to triggered_by trigger_basis source paragraph "
    "also_in conflict confidence paraphrase",
    "aggregates": "id quantity value low high unit window_start window_end actor source paragraph "
    "also_in kind confidence note",
    "claims": "id claim expected_pattern sign source paragraph also_in hypothesis evidence_kind "
    "confidence",
}
needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the articles are not kept in this repository"
)
# table -> its coded columns; "=" names the code table where it differs, "?" allows an empty cell
CODED = {
    "events": "date_basis actor target=actor? attributed_to=actor? action site? act? claimed "
    "trigger_basis? conflict? confidence",
    "aggregates": "actor kind confidence",
    "claims": "sign hypothesis? evidence_kind confidence",
}
# aggregate id without "delay_" -> the two events it lies between
K1, REPRISAL, SIEGE = "k1_rockets_20191227", "airstrike_militia_201912", "embassy_siege_201912"
KILLING, SALVO = "leadership_strike_20200103", "missile_salvo_20200108"
STRIKES, BESMAYA = "us_airstrikes_202003", "besmaya_rockets_202003"
DELAYS = {
    "k1_to_reprisal": (K1, REPRISAL),
    "reprisal_to_siege": (REPRISAL, SIEGE),
    "siege_to_leadership_strike": (SIEGE, KILLING),
    "first_death_to_leadership_strike": (K1, KILLING),
    "leadership_strike_to_pause": (KILLING, "mission_pause_20200105"),
    "leadership_strike_to_vote": (KILLING, "parliament_vote_20200105"),
    "leadership_strike_to_missiles": (KILLING, SALVO),
    "first_death_to_missiles": (K1, SALVO),
    "missiles_to_standdown": (SALVO, "trump_standdown_20200108"),
    "standdown_to_rockets": ("trump_standdown_20200108", "two_rockets_20200108"),
    "taji_to_strikes": ("taji_rockets_202003", STRIKES),
    "strikes_to_besmaya": (STRIKES, BESMAYA),
    "besmaya_to_sanctions": (BESMAYA, "us_sanctions_20200318"),
}


@cache
def table(name):
    with open(TABLES / f"{name}.csv", newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle, strict=True))


@cache
def events():
    return {row["id"]: row for row in table("events")}


@cache
def sources():
    return yaml.safe_load((TABLES / "sources.yaml").read_text(encoding="utf-8"))


@cache
def codes(name):
    """First cells of the table under the codebook's heading `codes: name`."""
    text = (TABLES / "CODEBOOK.md").read_text(encoding="utf-8")
    section = re.search(rf"^### codes: {name}$(.*?)(?=^#|\Z)", text, re.M | re.S)
    assert section, f"the codebook has no heading 'codes: {name}'"
    cells = re.findall(r"^\| ([^|]+?) +\|", section[1], re.M)
    return cells[1:]  # the heading row goes; the rule row has no blank after its bar


def parts(cell):
    return cell.split(";") if cell else []


def day(row, column):
    return date.fromisoformat(row[column])


def span(row):
    return day(row, "date_start"), day(row, "date_end")


def article(key):
    (path,) = ARTICLES.glob(sources()[key]["file_prefix"] + "_*.txt")
    return path.read_text(encoding="utf-8")


def word_runs(text):
    """All runs of RUN words, lower case; line-break hyphens are read joined and apart."""
    text = text.lower().replace("’", "'").replace("'", "")
    text = re.sub(r"(?<=\d),(?=\d)", "", text)
    runs = set()
    for reading in (re.sub(r"-\s*\n\s*", "", text), text):
        words = re.findall(r"[^\W_]+", reading)
        runs.update(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return runs


def own_files():
    """Every table, page and source file of ours: what git tracks and what lies in our folders."""
    wanted = {".csv", ".md", ".yaml", ".py"}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    found = {ROOT / line for line in listed.stdout.splitlines()}
    for folder in ("calibration", "scenarios", "sim", "docs"):
        found.update((ROOT / folder).rglob("*"))
    found.update([*ROOT.glob("README*"), Path(__file__)])
    return sorted(path for path in found if path.suffix in wanted and path.is_file())


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_the_columns_of_the_codebook_and_no_ragged_row(name):
    """A shifted cell would put a date under an actor; a reader must be able to trust the header."""
    with open(TABLES / f"{name}.csv", newline="", encoding="utf-8") as handle:
        header, *rows = csv.reader(handle, strict=True)
    assert header == COLUMNS[name].split()
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("name", COLUMNS)
def test_an_id_names_one_row(name):
    """Triggers and targets point at ids; a double id would make them ambiguous."""
    doubles = [key for key, n in Counter(row["id"] for row in table(name)).items() if n > 1]
    assert not doubles


def test_all_113_claims_are_there_in_order():
    """Rules cite claims by number; a missing or moved one would break the trail to the text."""
    assert [row["id"] for row in table("claims")] == [f"M{n:03d}" for n in range(1, 114)]


@pytest.mark.parametrize(("name", "rule"), [(n, r) for n in CODED for r in CODED[n].split()])
def test_a_coded_column_holds_only_codes_of_the_codebook(name, rule):
    """A code nobody defined cannot be read by another analyst, nor by the replay."""
    column, _, vocabulary = rule.rstrip("?").partition("=")
    known = codes(vocabulary or column)
    for row in table(name):
        assert row[column] or rule.endswith("?"), f"{row['id']}: {column} is empty"
        strange = [code for code in parts(row[column]) if code not in known]
        assert not strange, f"{row['id']}: {column} has {strange}, not in the codebook: {known}"


def test_the_codebook_lists_the_conflicts_c1_to_c23_once():
    """Events refer to disagreements by number, so the list has to be whole."""
    assert codes("conflict") == [f"C{n}" for n in range(1, 24)]


def test_the_day_used_lies_in_a_window_that_runs_forward():
    """A replay on a day that the texts exclude would be an invention."""
    for row in table("events"):
        first, last = span(row)
        assert first <= day(row, "date_used") <= last, row["id"]
        assert row["date_note"], f"{row['id']}: a date without its reason"
        if row["date_basis"] in ("stated", "derived"):
            assert first == last, f"{row['id']}: a {row['date_basis']} date is one day"
    for row in table("aggregates"):
        assert day(row, "window_start") <= day(row, "window_end"), row["id"]


def test_a_cause_exists_and_does_not_come_after_its_effect():
    """If it did, the chain of causes would run backwards, in the window or in the replay."""
    for row in table("events"):
        causes = parts(row["triggered_by"])
        assert bool(causes) == bool(row["trigger_basis"]), row["id"]
        for name in causes:
            assert name in events(), f"{row['id']}: unknown trigger {name}"
            cause = events()[name]
            assert day(cause, "date_start") <= day(row, "date_end"), (name, row["id"])
            assert day(cause, "date_used") <= day(row, "date_used"), (name, row["id"])


@pytest.mark.parametrize("name", COLUMNS)
def test_every_citation_names_a_paragraph_that_its_source_has(name):
    """Every number has a source; a paragraph beyond the end of its article is none."""
    for row in table(name):
        for citation in [f"{row['source']}:{row['paragraph']}", *parts(row["also_in"])]:
            key, _, paragraph = citation.partition(":")
            assert key in sources(), f"{row['id']}: {citation}"
            assert 1 <= int(paragraph) <= sources()[key]["paragraphs"], f"{row['id']}: {citation}"


def test_citations_in_running_text_resolve_too():
    """The codebook argues with citations; they must be as sound as those in the tables."""
    for path in TABLES.glob("*.*"):
        for key, paragraph in re.findall(r"\b([a-z]+):(\d+)\b", path.read_text(encoding="utf-8")):
            assert key in sources(), f"{path.name}: {key}:{paragraph}"
            assert 1 <= int(paragraph) <= sources()[key]["paragraphs"], (path.name, key, paragraph)


def test_casualties_follow_the_grammar():
    """Nation, colon, number, at most a plus: what is looser cannot be summed by nation."""
    for row in table("events"):
        for entry in parts(row["killed"]) + parts(row["wounded"]):
            match = re.fullmatch(r"(\w+):(\d+)(\+?)", entry)
            assert match, f"{row['id']}: {entry!r}"
            assert match[1] in codes("nation"), f"{row['id']}: {entry!r}"


def test_a_zero_is_written_only_where_an_article_states_it():
    """Silence on casualties is no report of none; one event alone is said to have killed none."""
    rows = table("events")
    zeros = {row["id"] for row in rows if re.search(r":0+\b", row["killed"] + row["wounded"])}
    assert zeros == {"missile_salvo_20200108"}
    assert events()["two_rockets_20200108"]["killed"] == ""


def test_acts_fall_in_the_replay_window_and_one_row_bears_each():
    """A happening forced twice, or before the world starts, would spoil every replay."""
    acting = [row for row in table("events") if row["act"]]
    for row in acting:
        first, last = span(row)
        assert ACT_FIRST <= first <= last <= ACT_LAST, row["id"]
    seen = Counter((row["act"], row["date_used"], row["place"]) for row in acting)
    assert max(seen.values()) == 1, seen.most_common(1)
    assert {row["act"] for row in acting} == set(codes("act"))


def test_a_paraphrase_is_short():
    """More than thirty words is a retelling; claims and patterns may take thirty-five."""
    limits = {"events": {"paraphrase": 30}, "claims": {"claim": 35, "expected_pattern": 35}}
    for name, columns in limits.items():
        for row in table(name):
            for column, most in columns.items():
                assert 1 <= len(row[column].split()) <= most, (row["id"], column)


def test_aggregates_are_numbers_between_their_bounds():
    """A figure outside its own bounds, or words in a number cell, would mislead a fit."""
    for row in table("aggregates"):
        low, value, high = (float(row[c]) if row[c] else None for c in ("low", "value", "high"))
        stated = [number for number in (low, value, high) if number is not None]
        assert stated, f"{row['id']}: neither a value nor a bound"
        assert stated == sorted(stated), row["id"]


def test_delays_are_what_the_event_windows_allow():
    """A delay typed by hand drifts from the dates; each is recomputed from the two events."""
    rows = {row["id"]: row for row in table("aggregates") if row["kind"] == "delay"}
    assert set(rows) == {f"delay_{name}" for name in DELAYS}
    for name, (before, after) in DELAYS.items():
        a, b = events()[before], events()[after]
        used = (day(b, "date_used") - day(a, "date_used")).days
        least = max(0, (span(b)[0] - span(a)[1]).days)
        most = (span(b)[1] - span(a)[0]).days
        row = rows[f"delay_{name}"]
        assert [int(row[c]) for c in ("value", "low", "high")] == [used, least, most], name


def test_counts_agree_with_the_events():
    """Dead and fatal attacks stand in both tables; two answers to one question are one too many."""
    rockets = [row for row in table("events") if row["act"] == "rocket_attack"]
    dead = [re.findall(r"(\w+):(\d+)", row["killed"]) for row in rockets]
    figures = {row["id"]: row["value"] for row in table("aggregates")}
    assert int(figures["rocket_attacks_named"]) == len(rockets)
    assert int(figures["fatal_attacks_named"]) == sum(bool(deaths) for deaths in dead)
    assert int(figures["coalition_deaths_rockets"]) == sum(int(n) for d in dead for _, n in d)


@needs_articles
def test_paragraph_totals_are_those_of_the_articles():
    """The counting rule is blank lines; a wrong total would let a wrong citation pass."""
    for key, source in sources().items():
        blocks = [block for block in re.split(r"\n\s*\n", article(key)) if block.strip()]
        assert len(blocks) == source["paragraphs"], key


@needs_articles
def test_no_run_of_seven_words_is_copied_from_an_article():
    """The articles are not ours to reprint; facts may be taken, sentences may not."""
    theirs = set().union(*(word_runs(article(key)) for key in sources()))
    for path in own_files():
        copied = word_runs(path.read_text(encoding="utf-8")) & theirs
        assert not copied, f"{path.relative_to(ROOT)}: {' '.join(min(copied))}"


@needs_articles
@pytest.mark.parametrize("key", ["globe", "forum", "spiked", "wsj", "border"])
def test_the_copy_check_catches_a_planted_copy(key):
    """Negative control: seven words in capitals and other punctuation are caught, six are not."""
    # From the middle of the text; hyphens go, so that the words are those of the printed page.
    joined = re.sub(r"-\s*\n\s*", "", article(key).replace("’", "").replace("'", ""))
    words = re.findall(r"[^\W\d_]+", joined[len(joined) // 3 :])
    theirs = word_runs(article(key))
    windows = (words[i : i + RUN] for i in range(len(words)))
    copied = next(run for run in windows if tuple(" ".join(run).lower().split()) in theirs)
    assert word_runs("Our text, then: " + ", ".join(copied).upper() + "!") & theirs
    assert not word_runs(" ".join(copied[:-1]) + " zebra") & theirs
