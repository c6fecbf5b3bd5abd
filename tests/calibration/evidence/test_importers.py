"""Somebody else's event data becomes a table in our form, and every row of it is accounted for."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calibration.evidence.export_rows import WIDEN
from calibration.evidence.history import read_history
from calibration.evidence.importers import FORMATS, Imported, import_table, write_import
from calibration.evidence.library import library_of
from calibration.evidence.mapping import WINDOWS, read_mapping
from calibration.evidence.tables import Count, read_events, read_sources
from sim.errors import InputError
from sim.inputs.world_file import load_world

DATA = Path(__file__).parent / "data"
ACLED, GED = DATA / "acled.csv", DATA / "ged.csv"
EXPORTS = {"acled": ACLED, "ucdp": GED}
WORLD = Path(__file__).parents[3] / "scenarios" / "worlds" / "iraq_2019.yaml"
FATAL = "  - column: fatalities"
MAY = {"start": dt.date(2031, 5, 1), "end": dt.date(2031, 5, 31)}


def day(number, month=5):
    return dt.date(2031, month, number)


def by_id(fmt, **dates):
    return {event.id: event for event in import_table(EXPORTS[fmt], fmt, **dates).events}


def changed(fmt, tmp_path, column, text, row=0):
    """The sample export with one cell changed."""
    with EXPORTS[fmt].open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    rows[row][header.index(column)] = text
    path = tmp_path / "export.csv"
    path.write_text(as_csv([header, *rows]), encoding="utf-8")
    return path


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def refused(*args, **more):
    with pytest.raises(InputError) as caught:
        import_table(*args, **more)
    return caught.value


@pytest.mark.parametrize("fmt", EXPORTS)
@pytest.mark.parametrize("dates", [{}, MAY], ids=["all", "may"])
def test_every_row_becomes_an_event_or_is_listed_or_lies_outside_the_dates(fmt, dates):
    """A row lost on the way would bend every count without a trace."""
    found = import_table(EXPORTS[fmt], fmt, **dates)
    with EXPORTS[fmt].open(newline="", encoding="utf-8") as file:
        total = len(list(csv.DictReader(file)))
    assert found.rows == total == len(found.events) + len(found.unmapped) + found.outside
    lines = [e.line for e in found.events] + [u.line for u in found.unmapped]
    assert len(set(lines)) == len(lines)
    assert all(u.reason for u in found.unmapped)
    assert bool(found.outside) == bool(dates)


def test_acled_rows_are_coded_as_the_mapping_says():
    """Written out by hand from the made-up export: actor, action, act, target, site, dead."""
    reported = {
        key: (e.actor, e.action, e.act, e.targets, e.sites, dict(e.killed))
        for key, e in by_id("acled").items()
    }
    assert reported == {
        "acled_irq9001": (
            "kataib_hezbollah",
            "rocket_attack",
            "rocket_attack",
            ("US",),
            ("taji",),
            {"NS": Count(2)},
        ),
        # Nobody reported dead is not the same as nobody dead: the cell stays empty.
        "acled_irq9002": (
            "militias",
            "rocket_attack",
            "rocket_attack",
            ("coalition",),
            ("besmaya",),
            {},
        ),
        "acled_irq9003": (
            "ISIS",
            "insurgent_attacks",
            "",
            ("Iraqi_security_forces",),
            (),
            {"NS": Count(3)},
        ),
        "acled_irq9005": (
            "US",
            "airstrike",
            "strike_militia",
            ("kataib_hezbollah",),
            (),
            {"IQ_militia": Count(7)},
        ),
        "acled_syr9001": ("SDF", "fire_on_forces", "", ("ISIS",), (), {"NS": Count(4)}),
    }


def test_ged_rows_are_coded_as_the_mapping_says():
    """The dead are kept by nation, and the range of the total stands in the text."""
    events = by_id("ucdp")
    clash, raid, year = (events[f"ucdp_ged_70000{n}"] for n in (1, 2, 3))
    assert (clash.actor, clash.targets) == ("ISIS", ("Iraqi_security_forces",))
    assert dict(clash.killed) == {"IQ": Count(4)}
    assert "4 killed (3 to 6)" in clash.paraphrase
    assert (raid.act, dict(raid.killed)) == ("strike_militia", {"IQ_militia": Count(12)})
    assert (year.actor, dict(year.killed)) == ("ISIS", {"NS": Count(9)})


@pytest.mark.parametrize(
    ("fmt", "name", "window", "basis"),
    [
        ("acled", "acled_irq9001", (day(2), day(2), day(2)), "stated"),
        # 8 May 2031 is a Thursday: the week runs from Monday 5 to Sunday 11.
        ("acled", "acled_irq9002", (day(5), day(11), day(8)), "window"),
        ("acled", "acled_irq9003", (day(1), day(31), day(15)), "approximate"),
        ("ucdp", "ucdp_ged_700001", (day(3), day(3), day(3)), "stated"),
        ("ucdp", "ucdp_ged_700002", (day(4), day(10), day(7)), "window"),
        ("ucdp", "ucdp_ged_700003", (day(1, 1), day(31, 12), day(2, 7)), "approximate"),
    ],
)
def test_a_vague_date_becomes_a_window_and_not_a_day(fmt, name, window, basis):
    """A day that a coder had to invent would otherwise pass for a known delay."""
    event = by_id(fmt)[name]
    assert (event.date_start, event.date_end, event.date_used) == window
    assert event.date_basis == basis


def test_every_word_for_a_window_that_a_mapping_may_use_has_a_meaning():
    """A word that only the mapping knows would stop an import in its middle."""
    assert set(WIDEN) == set(WINDOWS)


def test_a_day_given_as_a_span_is_a_window(tmp_path):
    """An exact precision beside two dates is a contradiction; the wider reading is the safe one."""
    path = changed("ucdp", tmp_path, "date_end", "2031-05-04")
    assert {e.id: e for e in import_table(path, "ucdp").events}[
        "ucdp_ged_700001"
    ].date_basis == "window"


@pytest.mark.parametrize("written", ["2031-05-20", "20 May 2031", "20 MAY 2031"])
def test_a_date_reads_in_every_writing_of_the_exports(tmp_path, written):
    """Versions of one export differ in how they write the day; the day is the same."""
    path = changed("acled", tmp_path, "event_date", written)
    assert import_table(path, "acled").events[-2].date_used == day(20)


def test_unmapped_rows_are_listed_with_line_and_reason():
    """Whoever imports must see what is missing, and why, to mend the mapping."""
    listed = {u.id: u for u in import_table(ACLED, "acled").unmapped}
    assert set(listed) == {"IRQ9004", "IRQ9006", "KWT9001"}
    assert "strategic development" in listed["IRQ9004"].reason
    assert "'actors'" in listed["IRQ9006"].reason
    assert "Invented Tribe Militia" in listed["IRQ9006"].reason
    lines = ACLED.read_text(encoding="utf-8").splitlines()
    assert all(lines[u.line - 1].startswith(u.id) for u in listed.values())
    reasons = {u.id: u.reason for u in import_table(GED, "ucdp").unmapped}
    assert "dead on both sides" in reasons["700007"], "soldiers and fighters: who came for whom?"
    assert "contradict" in reasons["700005"]
    assert "neither in Iraq nor in Syria" in reasons["700006"]


@pytest.mark.parametrize("fmt", EXPORTS)
def test_what_an_import_writes_reads_back_with_its_citations(tmp_path, fmt):
    """An import that our own reader refuses could not replace our table."""
    found = import_table(EXPORTS[fmt], fmt)
    write_import(found, tmp_path / "new" / "mine")
    folder = tmp_path / "new" / "mine"
    assert read_events(folder / "events.csv") == found.events
    assert read_sources(folder / "sources.yaml") == found.sources
    assert {key for e in found.events for key in e.sources} == set(found.sources)
    with (folder / "unmapped.csv").open(newline="", encoding="utf-8") as file:
        listed = [tuple(row.values()) for row in csv.DictReader(file)]
    assert listed == [(str(u.line), u.id, u.reason) for u in found.unmapped]
    assert {path.name for path in folder.iterdir()} == {
        "events.csv",
        "sources.yaml",
        "unmapped.csv",
    }
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mine"]


def test_an_import_can_be_replayed(tmp_path):
    """The point of importing: acts are forced on their days, at their sites, with their dead."""
    write_import(import_table(ACLED, "acled"), tmp_path / "mine")
    world = load_world(WORLD, library_of().sources)
    events = tmp_path / "mine" / "events.csv"
    acts = read_history(events, dt.date(2031, 5, 1), dt.date(2031, 5, 31), world)
    assert [(a.id, a.day) for a in acts] == [
        ("acled_irq9001", 1),
        ("acled_irq9002", 7),
        ("acled_irq9005", 19),
    ]
    assert world.sites[acts[0].target].id == "taji"
    assert [a.partner_killed for a in acts] == [2, 0, 0]
    assert acts[2].fighters_killed == 7


@pytest.mark.parametrize("fmt", EXPORTS)
def test_texts_of_the_export_are_not_copied(tmp_path, fmt):
    """Notes and headlines belong to their authors; what we write is built from codes."""
    write_import(import_table(EXPORTS[fmt], fmt), tmp_path / "mine")
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "mine").iterdir())
    assert "invented sentence" not in written.lower()
    assert "invented headline" not in written.lower()
    assert "nothing happened" not in written.lower()
    for event in import_table(EXPORTS[fmt], fmt).events:
        assert 3 <= len(event.paraphrase.split()) <= 30


def test_a_folder_that_exists_is_left_alone(tmp_path):
    """Somebody's own files may be in it."""
    own = tmp_path / "mine"
    own.mkdir()
    (own / "events.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="folder that exists"):
        write_import(import_table(ACLED, "acled"), own)
    assert (own / "events.csv").read_text(encoding="utf-8") == "mine"


def test_an_import_that_breaks_off_leaves_nothing_behind(tmp_path):
    """Half a table looks like a table."""
    found = import_table(ACLED, "acled")

    def broken():
        yield found.events[0]
        raise RuntimeError("the disk is full")

    half = Imported(broken(), found.unmapped, found.sources, found.rows, found.outside)
    with pytest.raises(RuntimeError, match="disk"):
        write_import(half, tmp_path / "mine")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("fmt", "column", "text", "accepts"),
    [
        ("acled", "event_date", "31 June 2031", "a date like"),
        ("acled", "event_date", "05/20/2031", "a date like"),
        ("acled", "event_date", "", "a date like"),
        ("acled", "event_date", "9999-12-31", "a date like"),
        ("acled", "time_precision", "4", "1, 2, 3"),
        ("acled", "time_precision", "", "1, 2, 3"),
        ("acled", "fatalities", "-1", "whole number"),
        ("acled", "fatalities", "2.5", "whole number"),
        ("acled", "fatalities", "", "whole number"),
        ("acled", "fatalities", "nan", "whole number"),
        ("acled", "event_id_cnty", "", "an id"),
        ("acled", "event_id_cnty", "x" * 60, "an id"),
        ("acled", "event_id_cnty", "IRQ9006", "every id once"),
        ("acled", "event_id_cnty", "irq9006", "every id once"),
        ("ucdp", "date_start", "2031-05-09", "not after date_end"),
        ("ucdp", "date_prec", "6", "1, 2, 3, 4, 5"),
        ("ucdp", "deaths_b", "-3", "whole number"),
        ("ucdp", "best", "many", "whole number"),
        ("ucdp", "id", "700002", "every id once"),
    ],
)
def test_a_bad_cell_of_an_export_is_refused_with_row_and_column(
    tmp_path, fmt, column, text, accepts
):
    """A count read from a broken cell would be believed."""
    path = changed(fmt, tmp_path, column, text)
    error = refused(path, fmt)
    assert error.path == path
    assert error.field == column
    assert error.line >= 2
    assert accepts in error.accepts


@pytest.mark.parametrize("fmt", EXPORTS)
def test_a_column_that_lacks_is_named(tmp_path, fmt):
    """An export of another version must not be read by position or in part."""
    with EXPORTS[fmt].open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    mapping = read_mapping(FORMATS[fmt])
    for name in mapping.columns:
        bad = [f"my_{name}" if c == name else c for c in header]
        path = tmp_path / "export.csv"
        path.write_text(as_csv([bad, *rows]), encoding="utf-8")
        error = refused(path, fmt)
        assert f"no column '{name}'" in str(error)
        assert error.nearest == f"my_{name}"


def test_columns_that_the_mapping_does_not_read_may_differ(tmp_path):
    """Exports carry dozens of columns; only those that decide something are asked for."""
    assert "notes" not in read_mapping(FORMATS["acled"]).columns
    path = changed("acled", tmp_path, "notes", "anything")
    assert import_table(path, "acled").events == import_table(ACLED, "acled").events


def test_a_byte_order_mark_and_windows_lines_change_nothing(tmp_path):
    """Spreadsheets put them in; the events are the same."""
    text = GED.read_text(encoding="utf-8").replace("\n", "\r\n")
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8-sig", newline="")
    assert import_table(path, "ucdp") == import_table(GED, "ucdp")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty file"),
        ("id;date_start\n1;2031-05-03\n", "semicolons"),
        (GED.read_text(encoding="utf-8").splitlines()[0] + "\n", "no row"),
    ],
)
def test_a_file_that_holds_no_export_is_refused(tmp_path, text, words):
    """No file at all and a file of nothing must not pass for a quiet year."""
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    assert words in str(refused(path, "ucdp"))


def test_dates_or_a_mapping_that_leave_nothing_are_refused(tmp_path):
    """An empty table is a mistake, and the first reason says which."""
    before = dt.date(1999, 1, 1)
    assert "no row within the dates" in str(refused(ACLED, "acled", end=before))
    assert "not after the end" in str(refused(ACLED, "acled", start=day(2), end=day(1)))
    text = FORMATS["acled"].read_text(encoding="utf-8").replace("[Iraq, Syria]", "[Atlantis]")
    mapping = tmp_path / "mine.yaml"
    mapping.write_text(text, encoding="utf-8")
    error = refused(ACLED, "acled", mapping)
    assert "no row of 8 that maps (neither in Iraq" in str(error)
    assert error.line == 2
    assert refused(ACLED, "acledd").nearest == "acled"


def test_a_mapping_of_ones_own_decides_the_codes(tmp_path):
    """Sites and groups of a user's world are in no codebook; the caller names them."""
    text = FORMATS["acled"].read_text(encoding="utf-8")
    text = text.replace("{site: taji,", "{site: my_camp,").replace(
        "{actor: kataib_hezbollah,", "{actor: my_group,"
    )
    mapping = tmp_path / "mine.yaml"
    mapping.write_text(text, encoding="utf-8")
    assert "my_group" in str(refused(ACLED, "acled", mapping, more_sites=["my_camp"]))
    more = {"more_sites": ["my_camp"], "more_actors": ["my_group"]}
    found = import_table(ACLED, "acled", mapping, **more)
    event = next(e for e in found.events if e.id == "acled_irq9001")
    assert (event.actor, event.sites) == ("my_group", ("my_camp",))
    write_import(found, tmp_path / "out")
    assert read_events(tmp_path / "out" / "events.csv", **more) == found.events


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("leave_out:", "leaveout:", "leaveout", "did you mean 'leave_out'"),
        ("  key: acled", "  key: Acled", "source.key", "lower-case"),
        ("  key: acled", "  key: a" + "b" * 30, "source.key", "at most 20"),
        ("  end: event_date\n", "", "columns", "no 'end'"),
        ('"2": week', '"2": weak', "precision.2", "did you mean 'week'"),
        ('{"1": day, "2": week, "3": month}', "{}", "precision", "no precision"),
        ("{actor: US,", "{actor: USA,", "actors[5].actor", "got 'USA'"),
        ("{action: insurgent_attacks,", "{act: mobilise,", "actions[4]", "no 'action'"),
        ("act: missile_salvo", "act: missile_salva", "actions[1].act", "missile_salvo"),
        ("{site: taji,", "{site: tajo,", "sites[0].site", "did you mean 'taji'"),
        ("{site: taji,", "{sight: taji,", "sites[0].sight", "did you mean 'site'"),
        (
            "equals: Air/drone strike",
            "eqals: Air",
            "actions[2].when.sub_event_type.eqals",
            "equals",
        ),
        ("{contains: Taji}", "{contains: []}", "sites[0].when.location.contains", "empty list"),
        ("{location: {contains: Taji}}", "Taji", "sites[0].when", "a mapping"),
        ("{contains: Taji}", "{contains: [1.5]}", "sites[0].when.location.contains[0]", "1.5"),
        ("{contains: Taji}", "{contains: T, equals: T}", "sites[0].when.location", "2 conditions"),
        ("{site: taji, when: {location: {contains: Taji}}}", "{site: taji}", "sites[1]", "never"),
        ("  - column: fatalities", f"{FATAL}\n{FATAL}", "deaths[1].column", "every column once"),
        ("      - {nation: NS}", "      - {nation: XX}", "deaths[0].nations[1].nation", "XX"),
    ],
)
def test_a_bad_mapping_is_refused_with_line_and_field(tmp_path, old, new, field, words):
    """A rule that is misread, or never reached, would code thousands of rows wrongly."""
    text = FORMATS["acled"].read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert old in text
    with pytest.raises(InputError) as caught:
        read_mapping(path)
    assert caught.value.path == path
    assert caught.value.line > 1
    assert field in caught.value.field
    assert words in str(caught.value)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_shipped_mappings_force_only_what_a_replay_knows(fmt, tmp_path):
    """Negative control beside it: the same mapping with an act nobody knows is refused."""
    mapping = read_mapping(FORMATS[fmt])
    acts = {r.gives["act"][0] for r in mapping.rules["actions"] if "act" in r.gives}
    assert "strike_militia" in acts
    bad = tmp_path / "bad.yaml"
    text = FORMATS[fmt].read_text(encoding="utf-8").replace("strike_militia", "strike_moon")
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="strike_moon"):
        read_mapping(bad)


def attempt(path):
    try:
        return import_table(path, "acled")
    except InputError as error:
        return error


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(["Taji", "Kataib Hezbollah", "United States", "Islamic State", "Iraq", "\x00"]),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(["actor1", "actor2", "location", "admin1", "event_id_cnty"]), CELLS
    ),
    st.integers(0, 4),
)
def test_whatever_an_export_holds_the_import_is_refused_or_reads_back(tmp_path, cells, row):
    """Texts of others may hold quotes, line breaks, separators; none may break our table."""
    with ACLED.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    for column, text in cells.items():
        rows[row][header.index(column)] = text
    path = tmp_path / "export.csv"
    path.write_text(as_csv([header, *rows]), encoding="utf-8", newline="")
    found = attempt(path)
    if isinstance(found, InputError):
        assert found.field == "event_id_cnty"
        return
    folder = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
    write_import(found, folder)
    assert read_events(folder / "events.csv") == found.events
