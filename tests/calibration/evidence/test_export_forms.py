"""Exports as they come from the web: tags, capitals, other dates, torn rows, other countries."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from calibration.evidence.date_formats import MONTHS, date_format, read_day
from calibration.evidence.importers import FORMATS, import_table
from calibration.evidence.mapping import read_mapping
from sim.errors import InputError

DATA = Path(__file__).parent / "data"
EXPORTS = {"acled": DATA / "acled.csv", "ucdp": DATA / "ged.csv"}
DATES = 'dates: [iso, "%d %B %Y", "%d-%b-%y", "%d-%b-%Y", "%d-%m-%y"]'


def records(fmt):
    with EXPORTS[fmt].open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def written(tmp_path, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path = tmp_path / "export.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def changed(tmp_path, fmt, who, **cells):
    """The sample export with some cells of the row of an id changed."""
    header, *rows = records(fmt)
    row = next(r for r in rows if who in r)
    for column, text in cells.items():
        row[header.index(column)] = text
    return written(tmp_path, [header, *rows])


def refused(path, fmt, mapping=None):
    with pytest.raises(InputError) as caught:
        import_table(path, fmt, mapping)
    return caught.value


@pytest.mark.parametrize("fmt", EXPORTS)
def test_a_row_of_hxl_tags_is_skipped(tmp_path, fmt):
    """The Humanitarian Data Exchange puts one below the header; it is no happening."""
    header, *rows = records(fmt)
    tags = ["#event+id", *(f"#meta+{name}" for name in header[1:-1]), ""]
    found = import_table(written(tmp_path, [header, tags, *rows]), fmt)
    plain = import_table(EXPORTS[fmt], fmt)
    assert (found.events, found.rows) == (plain.events, plain.rows)
    assert [u.line for u in found.unmapped] == [u.line + 1 for u in plain.unmapped]


def test_a_row_with_one_hash_in_it_is_no_row_of_tags(tmp_path):
    """Control: a name that begins with # is a name."""
    path = changed(tmp_path, "acled", "IRQ9005", location="#7 Camp")
    assert import_table(path, "acled").rows == 8
    header, *rows = records("acled")
    tags = ["#event"] * len(header)
    late = import_table(written(tmp_path, [header, rows[0], tags, *rows[1:]]), "acled")
    assert late.rows == 9, "tags stand below the header and nowhere else"
    assert "#event" in {u.id for u in late.unmapped}


@pytest.mark.parametrize(
    ("written_as", "day"),
    [
        ("9-May-20", dt.date(2020, 5, 9)),
        ("09-may-2020", dt.date(2020, 5, 9)),
        ("31-12-19", dt.date(2019, 12, 31)),
        ("2020-05-09T00:00:00", dt.date(2020, 5, 9)),
        ("2020-05-09 23:59:59.999", dt.date(2020, 5, 9)),
        ("2020-05-09T13:45:00Z", dt.date(2020, 5, 9)),
        ("2020-05-09T13:45:00+03:00", dt.date(2020, 5, 9)),
        ("2020-05-09 13:45", dt.date(2020, 5, 9)),
        ("9 May 2020", dt.date(2020, 5, 9)),
        ("1-Sept-99", dt.date(1999, 9, 1)),
    ],
)
@pytest.mark.parametrize("fmt", EXPORTS)
def test_a_date_reads_in_every_format_that_the_mapping_names(tmp_path, fmt, written_as, day):
    """The shipped mappings name those that are about; the day is the one that stands there."""
    who, columns = {
        "acled": ("IRQ9005", ["event_date"]),
        "ucdp": ("700001", ["date_start", "date_end"]),
    }[fmt]
    path = changed(tmp_path, fmt, who, **dict.fromkeys(columns, written_as))
    event = next(e for e in import_table(path, fmt).events if e.id.endswith(who.lower()))
    assert event.date_used == day


@pytest.mark.parametrize(
    "written_as",
    ["05/20/2031", "12-31-19", "31-Dez-19", "2020-05-09 25:00", "2020-02-30", "30-Feb-20", "9.5.20",
     "0-May-20", "2020-05-09T", "20200509", "May 2020"],
)  # fmt: skip
def test_another_date_is_refused_with_the_formats_that_are_named(tmp_path, written_as):
    """A month read as a day would shift half the table without a word."""
    error = refused(changed(tmp_path, "acled", "IRQ9005", event_date=written_as), "acled")
    assert (error.line, error.field) == (2, "event_date")
    assert "a date like 2020-01-05 or 05 January 2020 or 05-Jan-20" in error.accepts
    assert "'dates'" in error.accepts


def with_dates(tmp_path, line):
    text = FORMATS["acled"].read_text(encoding="utf-8")
    assert DATES in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(DATES, line), encoding="utf-8")
    return path


def test_a_mapping_of_ones_own_names_its_formats(tmp_path):
    """Month first, as some write, is read only where a mapping says so."""
    path = changed(tmp_path, "acled", "IRQ9005", event_date="05/20/2031")
    mapping = with_dates(tmp_path, 'dates: ["%m/%d/%Y", "%d %B %Y"]')
    days = {e.id: e.date_used for e in import_table(path, "acled", mapping).events}
    assert days["acled_irq9005"] == dt.date(2031, 5, 20)
    iso = changed(tmp_path, "acled", "IRQ9005", event_date="2031-05-20")
    assert "a date like 01/05/2020 or 05 January 2020;" in refused(iso, "acled", mapping).accepts
    assert import_table(EXPORTS["acled"], "acled", with_dates(tmp_path, "")).events


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ('dates: ["%d/%m/%Y", "%m/%d/%Y"]', "dates[1]", "two days"),
        ('dates: ["%d-%m-%y", "%y-%m-%d"]', "dates[1]", "two days"),
        ('dates: [iso, "%Y-%d-%m"]', "dates[1]", "two days"),
        ('dates: "%d-%q-%y"', "dates", "%d, %m, %Y"),
        ('dates: "%d-%m"', "dates", "a day, one month and one year"),
        ('dates: "%d-%m-%b-%y"', "dates", "a day, one month and one year"),
        ('dates: "%d-%d-%m-%y"', "dates", "once at most"),
        ("dates: isso", "dates", "did you mean 'iso'"),
        ("dates: []", "dates", "empty list"),
    ],
)
def test_a_format_that_says_no_day_or_two_is_refused(tmp_path, line, field, words):
    """Two orders of day and month in one mapping could not be told apart in a row."""
    with pytest.raises(InputError) as caught:
        read_mapping(with_dates(tmp_path, line))
    assert caught.value.field == field
    assert words in str(caught.value)


@pytest.mark.parametrize("code", ["%d %B %Y", "%d-%b-%y", "%d/%m/%Y", "%Y%m%d", "%b%d%y", "iso"])
def test_a_day_survives_being_written_and_read(code):
    """Every day of two years, so that no month is missing and no pair is swapped."""
    form = date_format(code)
    for k in range(731):
        day = dt.date(2019, 1, 1) + dt.timedelta(days=k)
        name = MONTHS[day.month - 1].capitalize()
        parts = {"%d": f"{day.day:02d}", "%m": f"{day.month:02d}", "%Y": f"{day.year}",
                 "%y": f"{day.year % 100:02d}", "%b": name[:3], "%B": name}  # fmt: skip
        text = day.isoformat() if code == "iso" else code
        for mark, part in parts.items():
            text = text.replace(mark, part)
        assert read_day(text, [form]) == day


@pytest.mark.parametrize("fmt", EXPORTS)
def test_headers_in_capitals_are_refused_with_the_name_that_was_meant(tmp_path, fmt):
    """`no column 'event_id_cnty'` beside a column EVENT_ID_CNTY helped nobody."""
    header, *rows = records(fmt)
    first = read_mapping(FORMATS[fmt]).columns[0]
    for change in (str.upper, str.title, lambda name: name.replace("_", " "), lambda n: f" {n} "):
        error = refused(written(tmp_path, [list(map(change, header)), *rows]), fmt)
        assert error.field == "header"
        missing = next(c for c in read_mapping(FORMATS[fmt]).columns if c != change(c))
        assert error.got == f"no column '{missing}'"
        assert error.nearest == change(missing)
    assert first in str(refused(written(tmp_path, [[*map(str.upper, header)], *rows]), fmt))


def test_a_column_that_may_lack_is_not_taken_for_absent_because_of_its_capitals(tmp_path):
    """Its words decide rows: they would be lost without a word."""
    header, *rows = records("acled")
    assert "notes" in header
    shouted = ["Notes" if name == "notes" else name for name in header]
    error = refused(written(tmp_path, [shouted, *rows]), "acled")
    assert (error.got, error.nearest) == ("no column 'notes'", "Notes")
    other = ["my_notes" if name == "notes" else name for name in header]
    assert import_table(written(tmp_path, [other, *rows]), "acled").events


@pytest.mark.parametrize("fmt", EXPORTS)
def test_a_file_without_a_header_row_is_told_so(tmp_path, fmt):
    """Its first happening was taken for names of columns."""
    error = refused(written(tmp_path, records(fmt)[1:]), fmt)
    assert error.line == 1
    assert "no header row" in str(error)
    assert "a first row with" in error.accepts


def test_rows_of_other_countries_are_skipped_before_they_are_checked(tmp_path):
    """An export of a whole region has thousands; what is wrong in one is nobody's business here."""
    path = changed(
        tmp_path, "acled", "KWT9001", event_date="soon", fatalities="many", time_precision="9"
    )
    found = import_table(path, "acled")
    assert found.events == import_table(EXPORTS["acled"], "acled").events
    assert {u.id: u.reason for u in found.unmapped}["KWT9001"] == "neither in Iraq nor in Syria"
    path = changed(tmp_path, "acled", "KWT9001", event_id_cnty="IRQ9005")
    assert len(import_table(path, "acled").events) == 5, "nor does its id count"


@pytest.mark.parametrize(
    "cells",
    [{"fatalities": "many"}, {"event_date": "soon"}, {"time_precision": "9"},
     {"event_id_cnty": ""}],
)  # fmt: skip
def test_a_bad_row_that_nobody_uses_is_listed_and_one_that_is_used_stops_the_import(
    tmp_path, cells
):
    """One bad cell among thousands must not cost the rest, and none may be read as something."""
    found = import_table(changed(tmp_path, "acled", "IRQ9006", **cells), "acled")
    assert len(found.events) == 5
    (column,) = cells
    listed = next(u for u in found.unmapped if "Invented Tribe" in u.reason)
    assert f"and bad: {column}: got" in listed.reason
    assert refused(changed(tmp_path, "acled", "IRQ9005", **cells), "acled").field == column


def test_a_torn_row_is_listed_if_no_rule_wants_it_and_refused_if_one_does(tmp_path):
    """A cut download, or a comma in a text without quotes."""
    header, *rows = records("acled")
    at = {row[0]: k for k, row in enumerate(rows)}
    for who, width in (("IRQ9006", -2), ("KWT9001", -1), ("IRQ9004", None)):
        torn = [row[:width] if row[0] == who and width else row for row in rows]
        if width is None:
            torn[at[who]] = [*torn[at[who]], "more"]
        found = import_table(written(tmp_path, [header, *torn]), "acled")
        assert len(found.events) == 5
        reason = {u.id: u.reason for u in found.unmapped}[who]
        assert f"and bad: row: got {len(torn[at[who]])} cells" in reason
    torn = [row[:-2] if row[0] == "IRQ9005" else row for row in rows]
    error = refused(written(tmp_path, [header, *torn]), "acled")
    assert (error.line, error.field) == (2, "row")
    found = import_table(written(tmp_path, [header, rows[0], [], *rows[1:]]), "acled")
    (blank,) = (u for u in found.unmapped if not u.id)
    assert (blank.line, found.rows) == (3, 9)
    assert "a blank line" in blank.reason


def test_a_count_that_decides_who_attacked_and_does_not_read_stops_the_import(tmp_path):
    """Read as none it would make an attacker of the other side; read as some it would hide one."""
    for column in ("deaths_a", "deaths_b", "deaths_unknown"):
        path = changed(tmp_path, "ucdp", "700001", **{column: "?"})
        assert refused(path, "ucdp").field == column


def test_an_id_twice_is_refused_if_either_row_is_used(tmp_path):
    """Which of the two a citation means, nobody could say; of two unused ones nobody asks."""
    path = changed(tmp_path, "acled", "IRQ9006", event_id_cnty="IRQ9001")
    assert "every id once" in refused(path, "acled").accepts
    header, *rows = records("acled")
    twice = [row for row in rows if row[0] == "IRQ9006"]
    assert len(import_table(written(tmp_path, [header, *rows, *twice]), "acled").events) == 5


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("{filled: no}", "{filled: never}", "filled", "yes, no"),
        ('word: ["@bases"]', 'word: ["@basis"]', "word", "did you mean '@bases'"),
        ('"location, notes":', '"location, ":', "location, ", "joined by ','"),
        ("lists:", "list:", "list", "did you mean 'lists'"),
        ("texts: [notes]", "texts: []", "texts", "empty list"),
    ],
)
def test_a_bad_condition_of_a_mapping_is_refused(tmp_path, old, new, field, words):
    """A list that is not there, or a question without an answer, would fit nothing for ever."""
    text = FORMATS["acled"].read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_mapping(path)
    assert field in caught.value.field
    assert words in str(caught.value)
