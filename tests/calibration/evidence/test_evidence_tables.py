"""The evidence tables say what the articles say, in the codebook's codes and in our own words.

What any table must keep to (columns, codes, dates, causes, citations) the reader checks; see
`test_tables.py`. Here stands what is true of ours alone.
"""

import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from calibration.evidence.codebook import codes
from calibration.evidence.tables import read_aggregates, read_claims, read_events, read_sources

ROOT = Path(__file__).parents[3]
TABLES = ROOT / "calibration"
ARTICLES = ROOT.parent / "shared" / "seeds"
RUN = 7  # words; a longer common run counts as copying
ACT_FIRST, ACT_LAST = date(2019, 10, 28), date(2020, 3, 20)
SOURCES = read_sources()
EVENTS = {event.id: event for event in read_events()}
AGGREGATES = {figure.id: figure for figure in read_aggregates()}
CLAIMS = read_claims()
needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the articles are not kept in this repository"
)
TEXTS = {".csv", ".md", ".yaml", ".py"}
# aggregate id without "delay_" -> the two events it lies between
NORTHERN, REPRISAL, SIEGE = (
    "northern_base_rockets_20191227",
    "airstrike_militia_201912",
    "embassy_siege_201912",
)
KILLING, SALVO = "leadership_strike_20200103", "missile_salvo_20200108"
STRIKES, BESMAYA = "us_airstrikes_202003", "besmaya_rockets_202003"
DELAYS = {
    "northern_base_to_reprisal": (NORTHERN, REPRISAL),
    "reprisal_to_siege": (REPRISAL, SIEGE),
    "siege_to_leadership_strike": (SIEGE, KILLING),
    "first_death_to_leadership_strike": (NORTHERN, KILLING),
    "leadership_strike_to_pause": (KILLING, "mission_pause_20200105"),
    "leadership_strike_to_vote": (KILLING, "parliament_vote_20200105"),
    "leadership_strike_to_missiles": (KILLING, SALVO),
    "first_death_to_missiles": (NORTHERN, SALVO),
    "missiles_to_standdown": (SALVO, "trump_standdown_20200108"),
    "standdown_to_rockets": ("trump_standdown_20200108", "two_rockets_20200108"),
    "taji_to_strikes": ("taji_rockets_202003", STRIKES),
    "strikes_to_besmaya": (STRIKES, BESMAYA),
    "besmaya_to_sanctions": (BESMAYA, "us_sanctions_20200318"),
}


def article(key):
    (path,) = ARTICLES.glob(SOURCES[key].file_prefix + "_*.txt")
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
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    found = {ROOT / line for line in listed.stdout.splitlines()}
    for folder in ("calibration", "scenarios", "sim", "docs"):
        found.update((ROOT / folder).rglob("*"))
    found.update([*ROOT.glob("README*"), Path(__file__)])
    return sorted(path for path in found if path.suffix in TEXTS and path.is_file())


def test_all_113_claims_are_there_in_order():
    """Rules cite claims by number; a missing or moved one would break the trail to the text."""
    assert [claim.id for claim in CLAIMS] == [f"M{n:03d}" for n in range(1, 114)]


def test_the_codebook_lists_the_conflicts_c1_to_c23_once():
    """Events refer to disagreements by number, so the list has to be whole."""
    assert list(codes("conflict")) == [f"C{n}" for n in range(1, 24)]


def test_every_date_comes_with_its_reason_and_every_event_with_its_text():
    """A reader may leave a note empty; in our tables the window rests on words that are named."""
    for event in EVENTS.values():
        assert event.date_note, f"{event.id}: a date without its reason"
        assert event.paraphrase, f"{event.id}: a row without its text"
        assert event.paragraph, f"{event.id}: a citation without its paragraph"


def test_citations_in_running_text_resolve_too():
    """The codebook argues with citations; they must be as sound as those in the tables."""
    for path in (p for p in TABLES.rglob("*") if p.suffix in TEXTS):
        for key, paragraph in re.findall(r"\b([a-z]+):(\d+)\b", path.read_text(encoding="utf-8")):
            assert key in SOURCES, f"{path.name}: {key}:{paragraph}"
            assert 1 <= int(paragraph) <= SOURCES[key].paragraphs, (path.name, key, paragraph)


def test_a_zero_is_written_only_where_an_article_states_it():
    """Silence on casualties is no report of none; one event alone is said to have killed none."""
    zeros = {
        event.id
        for event in EVENTS.values()
        if any(count.n == 0 for count in [*event.killed.values(), *event.wounded.values()])
    }
    assert zeros == {"missile_salvo_20200108"}
    assert not EVENTS["two_rockets_20200108"].killed


def test_acts_fall_in_the_replay_window_and_one_row_bears_each():
    """A happening forced twice, or before the world starts, would spoil every replay. One window
    has no stated bound and opens with that of the rocket campaign; its used day falls inside."""
    acting = [event for event in EVENTS.values() if event.act]
    for event in acting:
        assert ACT_FIRST <= event.date_used <= event.date_end <= ACT_LAST, event.id
    early = {event.id: event.date_start for event in acting if event.date_start < ACT_FIRST}
    opens = EVENTS["rocket_campaign_begins"].date_start
    assert early == {"access_restrictions_on_us": opens}
    seen = Counter((event.act, event.date_used, event.place) for event in acting)
    assert max(seen.values()) == 1, seen.most_common(1)
    assert {event.act for event in acting} == set(codes("act"))


def test_a_paraphrase_is_short():
    """More than thirty words is a retelling; claims and patterns may take thirty-five."""
    texts = [(event.id, event.paraphrase, 30) for event in EVENTS.values()]
    texts += [(claim.id, claim.claim, 35) for claim in CLAIMS]
    texts += [(claim.id, claim.expected_pattern, 35) for claim in CLAIMS]
    for name, text, most in texts:
        assert 1 <= len(text.split()) <= most, name


def test_delays_are_what_the_event_windows_allow():
    """A delay typed by hand drifts from the dates; each is recomputed from the two events."""
    rows = {name: row for name, row in AGGREGATES.items() if row.kind == "delay"}
    assert set(rows) == {f"delay_{name}" for name in DELAYS}
    for name, (before, after) in DELAYS.items():
        a, b = EVENTS[before], EVENTS[after]
        used = (b.date_used - a.date_used).days
        least = max(0, (b.date_start - a.date_end).days)
        most = (b.date_end - a.date_start).days
        row = rows[f"delay_{name}"]
        assert (row.value, row.low, row.high) == (used, least, most), name


def test_counts_agree_with_the_events():
    """Dead and fatal attacks stand in both tables; two answers to one question are one too many."""
    dead = [
        [count.n for count in event.killed.values()]
        for event in EVENTS.values()
        if event.act == "rocket_attack"
    ]
    assert AGGREGATES["rocket_attacks_named"].value == len(dead)
    assert AGGREGATES["fatal_attacks_named"].value == sum(bool(deaths) for deaths in dead)
    assert AGGREGATES["coalition_deaths_rockets"].value == sum(map(sum, dead))


@needs_articles
def test_paragraph_totals_are_those_of_the_articles():
    """The counting rule is blank lines; a wrong total would let a wrong citation pass."""
    for key, source in SOURCES.items():
        blocks = [block for block in re.split(r"\n\s*\n", article(key)) if block.strip()]
        assert len(blocks) == source.paragraphs, key


@needs_articles
def test_no_run_of_seven_words_is_copied_from_an_article():
    """The articles are not ours to reprint; facts may be taken, sentences may not."""
    theirs = set().union(*(word_runs(article(key)) for key in SOURCES))
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
