"""Strict YAML reads what a person wrote, or says in one line what is wrong and where."""

import datetime as dt
import os
import pickle
import threading
from pathlib import Path

import pytest

from sim.errors import InputError, nearest
from sim.inputs.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, parse, read_yaml

HERE = Path("scenario.yaml")


def refused(text, path=HERE):
    with pytest.raises(InputError) as caught:
        parse(text, path)
    assert caught.value.path == path
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("No", "No"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("1e-3", 0.001),
        ("1.5e3", 1500.0),
        ("-2E2", -200.0),
        (".5", 0.5),
        ("7", 7),
        ("+7", 7),
        ("-0.25", -0.25),
        ("0", 0),
        ("0.0", 0.0),
        ("0.05", 0.05),
        ("0e5", 0.0),
        ("1e05", 100000.0),
        ("12:30:45", "12:30:45"),
        ("10:30", "10:30"),
        ("2020-01-08", dt.date(2020, 1, 8)),
        ("2020-01-08 10:00", "2020-01-08 10:00"),
        ("2020-01-08T10:00:00Z", "2020-01-08T10:00:00Z"),
        ("'012'", "012"),
        ('"no"', "no"),
        ('"2020-01-08"', "2020-01-08"),
        ("'.nan'", ".nan"),
        ("5 %", "5 %"),
        ("=", "="),
        ("123456789012345678901234", 123456789012345678901234.0),
        ("٣", "٣"),
        ("1٣", "1٣"),
    ],
)
def test_a_plain_value_reads_as_a_person_means_it(written, meant):
    """YAML 1.1 turns `no` into false, 1e-3 into text and 12:30:45 into 45045. People who write
    scenarios know none of that, so words stay words and numbers are numbers."""
    value = parse(f"a: {written}", HERE).data["a"]
    assert (value, type(value)) == (meant, type(meant))


@pytest.mark.parametrize(
    "written",
    [
        "012",
        "-012",
        "00",
        "00.1",
        "0200.0",
        "-0200.",
        "0250e0",
        "007.5E-2",
        "0o17",
        "0x10",
        "0X1f",
        "0b11",
        "1_000",
        "1__0",
        "5_",
        "1,000",
        "12,000,000",
        ".inf",
        "-.inf",
        "+.Inf",
        "-.INF",
        ".nan",
        ".NaN",
        ".NAN",
        "inf",
        "-Infinity",
        "nan",
        "1e999",
        "-1e999",
        "9" * 400,
        "2020-1-8",
        "2020-02-30",
        "2020-13-01",
    ],
)
def test_a_doubtful_value_is_refused_on_its_line(written):
    """012 may be ten or twelve and infinity is no dose: where two readings differ the file must
    say which, and the message shows the value as it was written."""
    error = refused(f"title: x\nb:\n  - c: {written}\n")
    assert (error.line, error.field) == (3, "b[0].c")
    assert written[:100] in str(error)


def test_quotes_let_every_doubtful_value_through_as_text():
    """The message tells people to quote what is text, so quoting has to work."""
    for written in ("012", "1_000", ".inf", "0x10", "2020-1-8"):
        assert parse(f"a: '{written}'", HERE).data == {"a": written}


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a"),
        ("a:\n  b: 1\n  c: 2\n  b: 1\n", 4, "a.b"),
        ("a:\n  - {b: 1}\n  - {b: 1,\n     b: 2}\n", 4, "a[1].b"),
        ("'a': 1\na: 1\n", 2, "a"),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_both_lines(text, line, field):
    """PyYAML keeps the last one silently, and then half of what was written is ignored."""
    error = refused(text)
    assert (error.line, error.field) == (line, field)
    assert "twice" in str(error)
    assert "first is on line" in str(error)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: &x 1\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "anchor"),
        ("b: &x [1]\nc: *x", 1, "anchor"),
        ("a: !!int 5\n", 1, "tag"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "tag"),
        ("a: !mine 1", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a, b]\n: 1\n", 1, "no word"),
        ("a: [1, 2\nb: 3\n", 2, "YAML"),
        ("a: 1\n\tb: 2\n", 2, "\\t"),
        ("a: b: c\n", 1, "a colon in a value, in column 5"),
        ("a: 1\nb: \x00\n", 2, "control character"),
        ("a: 'x\n", 2, "YAML"),
    ],
)
def test_anything_but_plain_data_is_refused_on_its_line(text, line, part):
    """A scenario needs values, lists and mappings. All else is a mistake or an attack, and both
    deserve the line."""
    error = refused(text)
    assert error.line == line
    assert part in str(error)


def test_billion_laughs_stops_at_the_first_anchor():
    """Nested aliases grow a few lines into gigabytes; refusing anchors leaves nothing to grow."""
    rows = ["a0: &a0 [lol, lol, lol]"]
    rows += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 10)]
    assert refused("\n".join(rows)).line == 1


def test_a_file_may_be_as_deep_and_large_as_the_limits_and_no_more():
    """Limits that are checked before anything is built cost honest files nothing: the largest
    allowed one reads, one more step is refused."""
    depth = MAX_DEPTH - 1
    assert parse(f"a: {'[' * depth}{']' * depth}", HERE).data["a"]
    assert "too deep" in str(refused(f"a: {'[' * 20_000}"))
    assert "too deep" in str(refused(f"a: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}"))
    rows = MAX_NODES - 3
    assert len(parse("a:\n" + "- 1\n" * rows, HERE).data["a"]) == rows
    error = refused("a:\n" + "- 1\n" * (rows + 1))
    assert "too many values" in str(error)
    assert error.line == rows + 2


def test_a_long_value_takes_no_time_to_refuse():
    """A pattern that tries every split of 1_1_1_... takes hours on a file within the size limit;
    then this test never ends."""
    assert parse("a: " + "1_" * 200_000 + "x", HERE).data["a"].endswith("x")


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path):
    """Missing, a folder, too large, or not UTF-8: the reader of the message did something wrong
    with a file, and no traceback helps them."""
    large, latin, none = tmp_path / "large.yaml", tmp_path / "latin.yaml", tmp_path / "none.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    latin.write_bytes("a: 1\nb: 2\nc: Caf\xe9\n".encode("latin-1"))
    for path, line, part in (
        (large, 1, "at most"),
        (latin, 3, "UTF-8"),
        (none, 1, "No such file"),
        (tmp_path, 1, "directory"),
        (tmp_path / "a\0b", 1, "null"),
    ):
        with pytest.raises(InputError, match=part) as caught:
            read_yaml(path)
        assert (caught.value.line, caught.value.path) == (line, path)
    large.write_bytes(b"#" * MAX_BYTES)
    assert read_yaml(large).data is None


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path):
    """Editors add both unasked, so neither may become part of the first key or move a line."""
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    document = read_yaml(path)
    assert document.data == {"a": 1, "b": 2}
    assert document.line(("b",)) == 2


def test_every_value_knows_its_line():
    """Checks made long after reading still point at the place; what has no line of its own takes
    that of the thing around it."""
    document = parse("a: 1\nb:\n  - {c: 1}\n  - c: 2\n    d:\n      e: 3\n", HERE)
    places = {
        ("a",): 1,
        ("b", 0, "c"): 3,
        ("b", 1): 4,
        ("b", 1, "d", "e"): 6,
        ("b", 0, "x"): 3,
        ("x",): 1,
    }
    assert {p: document.line(p) for p in places} == places


def test_a_message_says_what_was_got_accepted_and_meant_on_one_line():
    """One form for every error, short, and safe to print: control characters of the file come out
    as escapes, so no file can write to the reader's terminal."""
    error = InputError(HERE, 4, "days", "x" * 500, "a number", "dazed")
    assert str(error).startswith("scenario.yaml:4: days: got xxx")
    assert str(error).endswith("...; did you mean 'dazed'?; accepts a number")
    assert len(str(error)) < 250
    assert str(InputError(HERE, 1, "a\nb", "\x1b[31m")) == "scenario.yaml:1: a\\nb: got \\x1b[31m"


def test_only_a_name_that_is_like_another_is_offered():
    """A wild guess sends people the wrong way; no guess sends them to the list."""
    assert nearest("us.puase", ["us.pause", "iran.line"]) == "us.pause"
    assert nearest("zzz", ["us.pause", "iran.line"]) is None


def test_an_error_survives_being_sent_between_processes():
    """Workers send their errors home pickled; one that cannot be rebuilt there hides the cause."""
    error = InputError(HERE, 4, "days", "x", "a number", "dazed")
    home = pickle.loads(pickle.dumps(error))
    assert (str(home), home.path, home.line) == (str(error), HERE, 4)


@pytest.mark.parametrize("name", ["pipe.yaml", "/dev/zero"])
def test_a_pipe_or_a_device_is_refused_and_not_waited_for(tmp_path, name):
    """Nobody writes into a named pipe that somebody left; the command hung for ever."""
    os.mkfifo(tmp_path / "pipe.yaml")
    path = tmp_path / name
    # A writer that writes nothing: without the check the test ends all the same, and fails.
    writer = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    closing = threading.Timer(10, os.close, [writer])
    closing.start()
    try:
        with pytest.raises(InputError, match="a pipe or a device"):
            read_yaml(path)
        assert closing.is_alive(), "refused at once"
    finally:
        if closing.is_alive():
            closing.cancel()
            os.close(writer)
