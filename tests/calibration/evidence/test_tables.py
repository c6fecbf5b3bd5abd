"""A table is read whole and as written, or refused with one error that names line and column."""

import csv
import datetime as dt
import io
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calibration.evidence.codebook import codes
from calibration.evidence.strict_csv import MAX_BYTES
from calibration.evidence.tables import (
    AGGREGATE_COLUMNS,
    AGGREGATES,
    CLAIM_COLUMNS,
    CLAIMS,
    EVENT_COLUMNS,
    EVENTS,
    SOURCES,
    Count,
    Event,
    read_aggregates,
    read_claims,
    read_events,
    read_sources,
    write_events,
)
from sim.errors import InputError

OWN_SOURCES = read_sources()
OWN_EVENTS = read_events()
READERS = {"events": read_events, "aggregates": read_aggregates, "claims": read_claims}
TABLES = {"events": EVENTS, "aggregates": AGGREGATES, "claims": CLAIMS}
COLUMNS = {"events": EVENT_COLUMNS, "aggregates": AGGREGATE_COLUMNS, "claims": CLAIM_COLUMNS}
# One good row of each table; tests change one cell and say what must follow.
GOOD = {
    "events": {
        "id": "second",
        "date_start": "2020-01-03",
        "date_end": "2020-01-05",
        "date_used": "2020-01-04",
        "date_basis": "window",
        "actor": "US",
        "action": "airstrike",
        "target": "militias;Iran",
        "site": "taji",
        "act": "strike_militia",
        "killed": "IQ_militia:25+;US:0",
        "claimed": "implied",
        "triggered_by": "first",
        "trigger_basis": "stated",
        "source": "wsj",
        "paragraph": "6",
        "also_in": "globe:5;spiked:8",
        "conflict": "C1;C2",
        "confidence": "high",
        "paraphrase": "made up",
    },
    "aggregates": {
        "id": "figure",
        "quantity": "made up",
        "value": "2",
        "low": "1",
        "high": "3.5",
        "unit": "attacks",
        "window_start": "2020-01-03",
        "window_end": "2020-01-05",
        "actor": "US",
        "source": "wsj",
        "paragraph": "6",
        "kind": "count",
        "confidence": "high",
    },
    "claims": {
        "id": "M001",
        "claim": "made up",
        "expected_pattern": "made up",
        "sign": "+",
        "source": "wsj",
        "paragraph": "6",
        "evidence_kind": "reported",
        "confidence": "high",
    },
}
FIRST = GOOD["events"] | {
    "id": "first",
    "date_start": "2020-01-02",
    "date_end": "2020-01-04",
    "date_used": "2020-01-03",
    "triggered_by": "",
    "trigger_basis": "",
}


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def written(path, name, *rows):
    """A table of some rows, given as cells by column."""
    cells = [[row.get(column, "") for column in COLUMNS[name]] for row in rows]
    path.write_text(as_csv([COLUMNS[name], *cells]), encoding="utf-8")
    return path


def small(tmp_path, name="events", **cells):
    """A table whose last row is the good one with some cells changed."""
    before = [FIRST] if name == "events" else []
    return written(tmp_path / f"{name}.csv", name, *before, GOOD[name] | cells)


def refused(path, reader=read_events, sources=OWN_SOURCES):
    with pytest.raises(InputError) as caught:
        reader(path, sources)
    assert caught.value.path == path
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", READERS)
def test_the_good_rows_read(tmp_path, name):
    """Negative control of all refusals below: unchanged, the rows pass."""
    rows = READERS[name](small(tmp_path, name))
    assert rows[-1].id == GOOD[name]["id"]
    assert rows[-1].line == len(rows) + 1


def test_an_event_reads_as_its_cells_say(tmp_path):
    """Every later step trusts these fields; they are written out here once."""
    event = read_events(small(tmp_path))[1]
    assert (event.date_start, event.date_used) == (dt.date(2020, 1, 3), dt.date(2020, 1, 4))
    assert event.targets == ("militias", "Iran")
    assert event.sites == ("taji",)
    assert dict(event.killed) == {"IQ_militia": Count(25, True), "US": Count(0)}
    assert not event.wounded
    assert event.triggered_by == ("first",)
    assert (event.source, event.paragraph) == ("wsj", 6)
    assert event.sources == ("wsj", "globe", "spiked")
    assert event.line == 3


def test_a_record_survives_being_sent_to_another_process():
    """Fits run in several processes; what they get must be what was read."""
    for name, reader in READERS.items():
        rows = reader(TABLES[name])
        assert pickle.loads(pickle.dumps(rows)) == rows
        assert len(set(rows)) == len(rows)


def test_our_own_tables_read():
    """The evidence is held to the rules that we ask of others."""
    counts = {name: len(reader()) for name, reader in READERS.items()}
    assert counts == {"events": 78, "aggregates": 47, "claims": 113}
    assert list(OWN_SOURCES) == ["globe", "forum", "spiked", "wsj", "border"]
    assert OWN_SOURCES["wsj"].date_end == dt.date(2020, 1, 10)
    assert OWN_SOURCES["border"].piece(22).kind == "opinion"
    assert OWN_SOURCES["wsj"].piece(1) is None
    figures = {figure.id: figure for figure in read_aggregates()}
    assert figures["rocket_attacks_named"].sources == ("globe", "wsj", "spiked")
    assert read_claims()[0].sources == ("forum", "spiked", "wsj")


def test_our_own_events_are_written_back_byte_for_byte(tmp_path):
    """If the writer changed a comma, an edit by program could not be told from one by hand."""
    path = tmp_path / "events.csv"
    write_events(read_events(), path)
    assert path.read_bytes() == EVENTS.read_bytes()
    assert read_events(path) == read_events()


BAD_EVENTS = [
    ("id", "", "filled"),
    ("id", "Second", "lower-case"),
    ("id", "2nd", "lower-case"),
    ("id", "a" * 61, "at most 60"),
    ("id", "first", "every id once (the first is on line 2)"),
    ("date_start", "", "filled"),
    ("date_start", "2020-1-3", "a date like"),
    ("date_start", "20200103", "a date like"),
    ("date_start", "2020-02-30", "of the calendar"),
    ("date_start", "2020-01-06", "not after date_end"),
    ("date_used", "2020-01-06", "window 2020-01-03 to 2020-01-05"),
    ("date_used", "2020-01-02", "window 2020-01-03 to 2020-01-05"),
    ("date_basis", "", "filled"),
    ("date_basis", "windows", "did you mean 'window'"),
    ("date_basis", "stated", "another basis"),
    ("actor", "", "filled"),
    ("actor", "USA", "did you mean 'US'?; accepts US, SDF, ISIS, … (calibration/CODEBOOK.md"),
    ("actor", "US ", "did you mean 'US'"),
    ("action", "airstrikes", "did you mean 'airstrike'"),
    ("target", "US;irann", "'irann'; did you mean 'Iran'"),
    ("target", "US;;Iran", "one ';'"),
    ("target", "US;US", "'US' twice"),
    ("site", "tajii", "did you mean 'taji'"),
    ("act", "strike", "strike_militia"),
    ("killed", "US:-1", "NATION:n"),
    ("killed", "US:x", "NATION:n"),
    ("killed", "US:1.5", "NATION:n"),
    ("killed", "US", "NATION:n"),
    ("killed", "US:01", "NATION:n"),
    ("killed", "US:1;US:2", "nation 'US' twice"),
    ("killed", "USA:1", "did you mean 'US'"),
    ("wounded", "NS:+5", "NATION:n"),
    ("wounded", "US:1,UK:2", "NATION:n"),
    ("claimed", "", "filled"),
    ("claimed", "maybe", "yes, no"),
    ("attributed_to", "somebody", "got 'somebody'; accepts mahdi_army"),
    ("triggered_by", "frist", "did you mean 'first'"),
    ("triggered_by", "second", "the event itself"),
    ("triggered_by", "", "'stated' beside 0 triggers"),
    ("trigger_basis", "", "'' beside 1 triggers"),
    ("trigger_basis", "guessed", "stated, implied"),
    ("source", "", "filled"),
    ("source", "wjs", "did you mean 'wsj'"),
    ("paragraph", "", "wsj without a paragraph"),
    ("paragraph", "0", "1 to 30"),
    ("paragraph", "31", "1 to 30"),
    ("paragraph", "six", "1 to 30"),
    ("also_in", "globe", "globe without a paragraph"),
    ("also_in", "globe:", "citations like"),
    ("also_in", "globe:99", "1 to 19"),
    ("also_in", "times:1", "globe, forum"),
    ("conflict", "C99", "did you mean 'C9'?; accepts C9, C19, C8"),
    ("confidence", "hihg", "did you mean 'high'"),
    ("paraphrase", "two\nlines", "on one line"),
    ("place", "a\x00b", "on one line"),
]


@pytest.mark.parametrize(("column", "text", "words"), BAD_EVENTS)
def test_a_bad_cell_of_an_event_is_refused(tmp_path, column, text, words):
    """Each of these has been typed by somebody; none may reach a fit."""
    error = refused(small(tmp_path, **{column: text}))
    assert error.line == 3
    # What is wrong with a trigger may show in either of its two columns.
    assert error.field.split("_")[0].startswith(column.split("_")[0][:7])
    assert words in str(error)


def test_every_coded_column_of_events_has_a_refusal_above():
    """A column that nobody checks is a column in which anything may stand."""
    free = {"date_note", "date_end"}
    assert {column for column, *_ in BAD_EVENTS} | free == set(EVENT_COLUMNS)


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("value", "0.5", "up to value (0.5)"),
        ("value", "4", "up to high (3.5)"),
        ("value", "two", "decimal number"),
        ("value", "nan", "decimal number"),
        ("high", "inf", "decimal number"),
        ("high", "1e999", "decimal number"),
        ("low", "-1", "a count from 0"),
        ("window_start", "2020-01-06", "not after window_end"),
        ("kind", "counts", "did you mean 'count'"),
        ("kind", "share", "a share from 0 to 1"),
        ("unit", "", "filled"),
        ("quantity", " ", "filled"),
        ("actor", "", "filled"),
        ("paragraph", "31", "1 to 30"),
        ("confidence", "", "filled"),
        ("id", "A figure", "lower-case"),
    ],
)
def test_a_bad_cell_of_an_aggregate_is_refused(tmp_path, column, text, words):
    """A figure outside its own bounds, or words in a number cell, would mislead a fit."""
    error = refused(small(tmp_path, "aggregates", **{column: text}), read_aggregates)
    assert error.line == 2
    assert error.field in (column, "low", "value", "high")
    assert words in str(error)


def test_a_figure_without_value_or_bound_is_refused(tmp_path):
    """It says nothing; but a bound alone is a figure, and what is not stated is None."""
    empty = {"value": "", "low": "", "high": ""}
    assert "neither" in str(refused(small(tmp_path, "aggregates", **empty), read_aggregates))
    (bound,) = read_aggregates(small(tmp_path, "aggregates", value="", low=""))
    assert (bound.value, bound.low, bound.high) == (None, None, 3.5)
    crossed = small(tmp_path, "aggregates", value="", low="4")
    assert refused(crossed, read_aggregates).field == "low"


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("id", "M1", "three digits"),
        ("claim", "", "filled"),
        ("expected_pattern", "", "filled"),
        ("sign", "++", "+, -, 0, mixed"),
        ("hypothesis", "H9-A", "did you mean 'H8-A'?; accepts H8-A, H7-A, H6-A"),
        ("evidence_kind", "reporter", "did you mean 'reported'"),
        ("source", "wjs", "did you mean 'wsj'"),
    ],
)
def test_a_bad_cell_of_a_claim_is_refused(tmp_path, column, text, words):
    """Signs and variants are read from here; an unknown one would be no variant at all."""
    error = refused(small(tmp_path, "claims", **{column: text}), read_claims)
    assert (error.line, error.field) == (2, column)
    assert words in str(error)


def test_a_cause_used_after_its_effect_is_refused(tmp_path):
    """A chain of causes that runs backwards would be replayed backwards."""
    late = FIRST | {"date_used": "2020-01-04"}
    path = written(tmp_path / "events.csv", "events", late, GOOD["events"])
    assert len(read_events(path)) == 2  # the same day is no contradiction
    later = FIRST | {"date_end": "2020-01-05", "date_used": "2020-01-05"}
    error = refused(written(path, "events", later, GOOD["events"]))
    assert (error.line, error.field) == (3, "triggered_by")
    assert "used on 2020-01-05" in str(error)


def test_a_circle_of_causes_on_one_day_is_refused(tmp_path):
    """Dates alone do not exclude it, and a replay could not order the events."""
    day = dict.fromkeys(("date_start", "date_end", "date_used"), "2020-01-04")
    one = GOOD["events"] | day | {"id": "first", "triggered_by": "third"}
    two = GOOD["events"] | day
    three = two | {"id": "third", "triggered_by": "second"}
    error = refused(written(tmp_path / "events.csv", "events", one, two, three))
    assert (error.line, error.field) == (2, "triggered_by")
    assert "circle" in str(error)


@pytest.mark.parametrize("name", READERS)
def test_a_column_that_lacks_or_is_unknown_is_refused(tmp_path, name):
    """A column under another name would read as empty, and empty means not stated."""
    text = TABLES[name].read_text(encoding="utf-8")
    path = tmp_path / "table.csv"
    path.write_text(text.replace("confidence", "konfidence", 1), encoding="utf-8")
    error = refused(path, READERS[name])
    assert (error.line, error.field, error.nearest) == (1, "header", "confidence")
    for column in COLUMNS[name]:
        rows = [{k: v for k, v in row.items() if k != column} for row in dict_rows(text)]
        path.write_text(as_csv([list(rows[0]), *(r.values() for r in rows)]), encoding="utf-8")
        assert f"no column '{column}'" in str(refused(path, READERS[name]))


def dict_rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "empty file"),
        (b"\n", 1, "empty file"),
        (b"HEAD\n", 1, "a header and no row"),
        (b"HEAD\na,b\n", 2, "got 2 cells; accepts 10 cells"),
        (b"HEAD\nROW,more\n", 2, "got 11 cells"),
        (b"HEAD\nROW\n\nROW\n", 3, "a blank line"),
        (b"HEAD\nROW\nROW\n", 3, "every id once"),
        (b"HEAD,sign\nROW,+\n", 1, "column 'sign' twice"),
        (b"HEAD\nROW\xff\n", 2, "not UTF-8"),
        (b'HEAD\nM001,"a" b\n', 2, "expected after"),
        (b'HEAD\nM001,"a\n', 2, "unexpected end"),
        (b"id\tclaim\n", 1, "between tabs"),
        (b"ROW\nROW\n", 1, "no header row"),
        (b"M001,a,b\n", 1, "no header row"),
        (b"id;claim\n", 1, "between semicolons"),
        (b"HEAD\n" + b"x" * 200_000, 2, "field larger"),
    ],
)
def test_a_file_that_is_no_whole_table_is_refused(tmp_path, content, line, words):
    """A cut-off download or a shifted row must not be read as far as it goes."""
    row = ",".join(GOOD["claims"].get(column, "") for column in CLAIM_COLUMNS)
    content = content.replace(b"HEAD", ",".join(CLAIM_COLUMNS).encode())
    path = tmp_path / "claims.csv"
    path.write_bytes(content.replace(b"ROW", row.encode()))
    error = refused(path, read_claims)
    assert error.line == line
    assert words in str(error)


def test_a_file_that_is_absent_a_folder_or_too_large_is_refused(tmp_path):
    """Each is one sentence, not a traceback, and a file of any size does not fill the memory."""
    assert "No such file" in str(refused(tmp_path / "none.csv"))
    assert "directory" in str(refused(tmp_path))
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "a larger file" in str(refused(large))


def test_the_order_of_columns_and_a_byte_order_mark_do_not_matter(tmp_path):
    """Spreadsheets move the one and add the other; the cells are the same."""
    rows = dict_rows(EVENTS.read_text(encoding="utf-8"))
    order = sorted(EVENT_COLUMNS)
    path = tmp_path / "events.csv"
    path.write_text(as_csv([order, *([r[c] for c in order] for r in rows)]), encoding="utf-8-sig")
    assert read_events(path) == read_events()


def test_citations_resolve_in_the_sources_beside_the_table(tmp_path):
    """A user's table cites the user's sources; without them it cites ours."""
    path = small(tmp_path, source="diary", paragraph="", also_in="")
    assert "'diary'" in str(refused(path, sources=None))
    facts = "{title: My diary, outlet: none, kind: diary, date: 2020-01-05}"
    beside = tmp_path / "sources.yaml"
    first = written(path, "events", GOOD["events"] | {"source": "diary", "paragraph": ""})
    beside.write_text(f"diary: {facts}\n", encoding="utf-8")
    assert refused(first, sources=None).nearest is None
    mine = {"source": "diary", "paragraph": "", "also_in": "diary", "triggered_by": ""}
    only = written(path, "events", GOOD["events"] | mine | {"trigger_basis": ""})
    (event,) = read_events(only)
    assert (event.paragraph, event.sources) == (None, ("diary",))
    elsewhere = beside.rename(tmp_path / "mine.yaml")
    assert read_events(only, elsewhere) == read_events(only, read_sources(elsewhere)) == (event,)
    assert "'diary'" in str(refused(only, sources=SOURCES))


def test_names_of_a_users_world_may_be_added(tmp_path):
    """A world file has sites and groups that no codebook of ours can list."""
    path = small(tmp_path, site="my_camp", actor="my_group")
    assert refused(path).field == "actor"
    (_, event) = read_events(path, more_sites=["my_camp"], more_actors=["my_group"])
    assert (event.actor, event.sites) == ("my_group", ("my_camp",))


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("title: T, ", "", "mine", "no 'title'"),
        ("title: T", "titel: T, title: T", "mine.titel", "did you mean 'title'"),
        ("date: 2020-01-05", "date: soon", "mine.date", "a date like"),
        ("date: 2020-01-05", "date: 2020-01-05..2020-01-04", "mine.date", "window"),
        ("date: 2020-01-05", "date: 2020-02-28..2020-02-30", "mine.date", "window"),
        ("date: 2020-01-05", "date: 2020", "mine.date", "window"),
        ("paragraphs: 9", "paragraphs: 0", "mine.paragraphs", "from 1"),
        ("paragraphs: 9", "paragraphs: nine", "mine.paragraphs", "whole number"),
        ("mine:", "Mine:", "Mine", "lower-case"),
        ("mine: ", "{} # ", "file", "no source"),
        ("1-4", "4-1", "mine.pieces[0].paragraphs", "a span"),
        ("1-4", "1-10", "mine.pieces[0].paragraphs", "a span"),
        ("1-4", "1-5", "mine.pieces[1].paragraphs", "in order"),
        ("kind: a", "kinds: a", "mine.pieces[0].kinds", "did you mean 'kind'"),
    ],
)
def test_a_bad_source_is_refused(tmp_path, old, new, field, words):
    """A citation is worth what its source says of itself."""
    text = (
        "mine: {title: T, outlet: O, kind: k, date: 2020-01-05, paragraphs: 9, pieces: "
        '[{paragraphs: "1-4", title: A, kind: a}, {paragraphs: "5-9", title: B, kind: b}]}\n'
    )
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_sources(path)["mine"].pieces[1].first == 5
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_sources(path)
    assert caught.value.field == field
    assert words in str(caught.value)


def test_a_list_of_codes_is_that_of_the_codebook():
    """People read the codebook and the reader reads it too, so the two cannot differ."""
    assert codes("trigger_basis") == ("stated", "implied")
    assert codes("sign") == ("+", "-", "0", "mixed")
    assert len(codes("conflict")) == 23
    with pytest.raises(KeyError, match="no heading"):
        codes("colour")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=15)
COUNTS = st.dictionaries(
    st.sampled_from(codes("nation")), st.builds(Count, st.integers(0, 10**9 - 1), st.booleans())
)


def some(name, least=0):
    known = st.sampled_from(codes(name))
    return st.lists(known, min_size=least, max_size=3, unique=True).map(tuple)


def one(name, empty=False):
    return st.sampled_from([*codes(name), ""] if empty else codes(name))


@st.composite
def event_tables(draw):
    """Tables of events in which later rows may name earlier ones, used no later, as causes."""
    days = sorted(draw(st.lists(st.dates(), min_size=1, max_size=4)))
    found = []
    for k, day in enumerate(days):
        causes = draw(st.sets(st.sampled_from(found))) if found else set()
        first, last = draw(st.dates(max_value=day)), draw(st.dates(min_value=day))
        event = Event(
            id=f"event_{k}",
            date_start=first,
            date_end=last,
            date_used=day,
            date_basis="derived" if first == last else "window",
            date_note=draw(TEXT),
            actor=draw(one("actor")),
            action=draw(one("action")),
            targets=draw(some("actor")),
            place=draw(TEXT),
            sites=draw(some("site")),
            act=draw(one("act", empty=True)),
            killed=draw(COUNTS),
            wounded=draw(COUNTS),
            claimed=draw(one("claimed")),
            attributed_to=draw(some("actor")),
            triggered_by=tuple(sorted(e.id for e in causes)),
            trigger_basis=draw(one("trigger_basis")) if causes else "",
            source="wsj",
            paragraph=draw(st.integers(1, 30)),
            also_in=draw(st.sampled_from([(), ("globe:5", "forum:20")])),
            conflict=draw(some("conflict")),
            confidence=draw(one("confidence")),
            paraphrase=draw(TEXT),
        )
        found.append(event)
    return tuple(found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(event_tables())
def test_what_is_written_is_what_is_read(tmp_path, events):
    """Importers and editors write tables; a cell that changes on the way is a false statement."""
    path = tmp_path / "events.csv"
    write_events(events, path)
    assert read_events(path, OWN_SOURCES) == events


def test_a_table_is_written_whole_or_not_at_all(tmp_path):
    """Half a table looks like a table; the old one stays until the new one is there."""
    path = tmp_path / "events.csv"
    path.write_text("old", encoding="utf-8")

    def broken():
        yield from read_events()
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        write_events(broken(), path)
    assert [p.name for p in tmp_path.iterdir()] == ["events.csv"]
    assert path.read_text(encoding="utf-8") == "old"


ROWS = dict_rows(EVENTS.read_text(encoding="utf-8"))
CORRUPTIONS = {
    "emptied": lambda _text, _other: "",
    "cell of another row": lambda _text, other: other,
    "last letter lost": lambda text, _other: text[:-1],
    "letter doubled": lambda text, _other: text + text[-1:],
    "blank added": lambda text, _other: text + " ",
    "upper case": lambda text, _other: text.upper(),
    "sign": lambda text, _other: "-" + text,
    "separator": lambda text, _other: text + ";",
    "other joined": lambda text, other: f"{text};{other}",
    "digit": lambda text, _other: text.translate(str.maketrans("0123456789", "1234567890")),
    "not a number": lambda _text, _other: "nan",
    "line break": lambda text, _other: text + "\n",
    "quote": lambda text, _other: '"' + text,
    "comma": lambda text, _other: text + ",",
    "control": lambda text, _other: text + "\x1b",
}


def attempt(path):
    try:
        return read_events(path, OWN_SOURCES)
    except InputError as error:
        return error


def corrupted(kind, row, column, other):
    """Our rows with one cell changed."""
    rows = [dict(r) for r in ROWS]
    rows[row][column] = CORRUPTIONS[kind](rows[row][column], ROWS[other][column])
    return rows


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(sorted(CORRUPTIONS)),
    st.integers(0, len(ROWS) - 1),
    st.sampled_from(EVENT_COLUMNS),
    st.integers(0, len(ROWS) - 1),
)
def test_a_corrupted_cell_is_refused_or_read_as_it_stands(tmp_path, kind, row, column, other):
    """Nothing is repaired, guessed or skipped: what reads at all differs exactly in that cell."""
    rows = corrupted(kind, row, column, other)
    path, again = tmp_path / "events.csv", tmp_path / "again.csv"
    path.write_text(as_csv([EVENT_COLUMNS, *(r.values() for r in rows)]), encoding="utf-8")
    events = attempt(path)
    if isinstance(events, InputError):
        assert events.path == path
        assert events.field in EVENT_COLUMNS
        assert 2 <= events.line <= len(ROWS) + 1
        return
    write_events(events, again)
    assert dict_rows(again.read_text(encoding="utf-8")) == rows
    changed = [k for k, e in enumerate(events) if e != OWN_EVENTS[k]]
    assert changed == ([row] if rows[row] != ROWS[row] else [])


@pytest.mark.parametrize(
    ("kind", "column", "reads"),
    [("comma", "place", True), ("comma", "actor", False), ("line break", "place", False)],
)
def test_both_ends_of_the_corruption_test_are_reached(tmp_path, kind, column, reads):
    """Negative control: a reader that refused all, or took all, would fail here."""
    rows = corrupted(kind, 5, column, 6)
    path = tmp_path / "events.csv"
    path.write_text(as_csv([EVENT_COLUMNS, *(r.values() for r in rows)]), encoding="utf-8")
    if reads:
        assert read_events(path, OWN_SOURCES)[5].place.endswith(",")
    else:
        assert refused(path).line == 7
