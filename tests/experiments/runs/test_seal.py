"""A result is what the run wrote, or one line says which of its files is not."""

import json
import os
import shutil
import signal
import sys
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments import load_scenario, run
from experiments.runs import stored_tables
from experiments.runs.manifest import read_manifest
from experiments.runs.places import seal_result
from experiments.runs.seal import CONTENTS, SEAL
from experiments.runs.store import TABLES, read_result, scenario_of, write_manifest
from sim.errors import InputError


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A result folder; tests that spoil it copy it first."""
    folder = tmp_path_factory.mktemp("results") / "made"
    scenario = load_scenario("january_2020", ["days=90", "parameters=prior"])
    return run(scenario, 30, 7, event_runs=10).save(folder, figures=False)


@pytest.fixture
def spoilt(written, tmp_path):
    """A copy to spoil."""
    return shutil.copytree(written, tmp_path / "out")


def say(folder, **entries):
    """Write other entries into the manifest."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8")) | entries
    path.write_text(json.dumps({k: v for k, v in manifest.items() if v != "gone"}), "utf-8")


def unsealed(folder):
    """The same result as an earlier version wrote it, without hashes."""
    say(folder, **{SEAL: "gone", CONTENTS: "gone"})
    return folder


def edited(path, change):
    """A table written again, changed."""
    pq.write_table(change(pq.read_table(path)), path)


def cell(name, row, value):
    """Another value in one cell."""

    def change(table):
        values = table[name].to_pylist()
        values[row] = value
        kind = pa.string() if isinstance(value, str) else table[name].type
        return table.set_column(table.column_names.index(name), name, pa.array(values, kind))

    return change


@contextmanager
def in_time(seconds=20):
    """Fails a block that waits for ever."""

    def stop(*_args):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def refused(folder, name, tables=TABLES):
    """The error of reading a result, which must name this file on one line."""
    with pytest.raises(InputError) as caught:
        read_result(folder, tables)
    assert caught.value.path == folder / name
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


# ---------------------------------------------------------------- tables

CHANGES = {
    "no rows": lambda t: t.slice(0, 0),
    "one row less": lambda t: t.slice(1),
    "doubled": lambda t: pa.concat_tables([t, t]),
    "reversed": lambda t: t.take(list(range(t.num_rows))[::-1]),
    "another column": lambda t: t.append_column("mine", pa.array(range(t.num_rows))),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_table_that_was_changed_since_the_run_is_refused(spoilt, name, change):
    """A whole Parquet file with half the runs was read as a smaller batch, without a word."""
    edited(spoilt / f"{name}.parquet", change)
    assert "changed since the run" in refused(spoilt, f"{name}.parquet")


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [("runs", "us_killed", 99), ("daily", "mean", 999.0), ("events", "actor", "nobody")],
)
def test_an_edited_cell_is_refused(spoilt, name, column, value):
    """One number in one row is enough to turn a finding round."""
    edited(spoilt / f"{name}.parquet", cell(column, 3, value))
    assert "run the scenario again" in refused(spoilt, f"{name}.parquet")


def columns_of(result, name):
    """The columns of one table."""
    return {
        "runs": result.run_columns,
        "daily": result.daily_columns,
        "events": result.event_columns,
    }[name]


def flips(path, most=60):
    """Spoil a file again and again, each time by another flipped bit."""
    whole = path.read_bytes()
    for place in np.random.default_rng(5).integers(0, len(whole), most):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << int(place) % 8
        path.write_bytes(flipped)
        yield int(place)


@pytest.mark.parametrize("name", TABLES)
def test_a_flipped_bit_is_an_error_and_never_a_number(spoilt, name):
    """Disks rot, and a table without checksums gave another number for it."""
    for _ in flips(spoilt / f"{name}.parquet"):
        refused(spoilt, f"{name}.parquet", (name,))


@pytest.mark.parametrize("name", TABLES)
def test_pages_carry_checksums_of_their_own(spoilt, name):
    """Whoever reads a table with another program, or a result whose hashes were lost, can tell;
    what passes the checksums changes no value."""
    before = columns_of(read_result(spoilt, (name,)), name)
    refusals = 0
    for place in flips(unsealed(spoilt) / f"{name}.parquet"):
        try:
            after = columns_of(read_result(spoilt, (name,)), name)
        except InputError:
            refusals += 1
            continue
        for column in before.keys() & after.keys():
            assert np.array_equal(after[column], before[column]), (place, column)
    assert refusals > 20


def test_an_index_beyond_its_words_is_a_damaged_table(spoilt, monkeypatch):
    """Words are stored as numbers of a list; one beyond it fell out of the last step of reading, as
    a traceback."""
    path = unsealed(spoilt) / "daily.parquet"
    table = pq.read_table(path)
    series = table["series"].combine_chunks().indices
    beyond = pa.DictionaryArray.from_arrays(series, pa.array(["a"]), safe=False)
    bad = table.set_column(table.column_names.index("series"), "series", beyond)

    monkeypatch.setattr(stored_tables, "_first_rows", lambda _file, _most: bad)
    assert "cannot be read" in refused(spoilt, path.name, ("daily",))


# ---------------------------------------------------------------- inputs and manifest


@pytest.mark.parametrize(
    "name", ["scenario.yaml", "world.yaml", "events.csv", "sources.yaml", "posterior.parquet"]
)
def test_an_edited_input_is_one_line_that_names_it(tmp_path, written, name):
    """Whoever edits the copies wants other runs: they are told to run the scenario again, and not
    the story of a run that never was."""
    folder = shutil.copytree(written, tmp_path / "out")
    if name == "posterior.parquet":
        (folder / "inputs" / name).write_bytes(b"PAR1")
        seal_result(folder)
    path = folder / "inputs" / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(InputError, match=r"the inputs were edited.*run the scenario again") as e:
        scenario_of(folder)
    assert e.value.path == path


ENTRIES = {
    "title": "Another", "seed": 8, "runs": 29, "days": 89, "start": "2019-10-29",
    "history_until": None, "kept_runs": 5, "event_runs": 9, "names": {}, "outcomes": ["vote"],
    "parameters": "default", "failures": [], "means": {}, "code": "x", "command": [], "mine": 1,
    CONTENTS: {}, SEAL: "0", "files": [],
}  # fmt: skip


@pytest.mark.parametrize("key", [k for k in ENTRIES if k != "failures"])
@pytest.mark.parametrize("gone", [False, True])
def test_an_edited_manifest_is_refused(spoilt, key, gone):
    """Another seed tells the story of another run, another title another tale of the same."""
    say(spoilt, **{key: "gone" if gone and key != "mine" else ENTRIES[key]})
    assert "edited since the run" in refused(spoilt, "manifest.json")


def test_a_result_of_an_earlier_version_reads_without_hashes(written, spoilt):
    """It cannot be told whether it was changed; it is what there is."""
    old, new = read_result(unsealed(spoilt)), read_result(written)
    assert SEAL not in old.manifest
    assert old.run_columns["us_killed"].tolist() == new.run_columns["us_killed"].tolist()
    assert scenario_of(spoilt).title == scenario_of(written).title


def test_the_manifest_tells_rows_and_hashes_of_every_table(written):
    """Whoever passes a result on can see what it should hold."""
    contents = read_manifest(written)[CONTENTS]
    assert {name: contents[f"{name}.parquet"]["rows"] for name in TABLES} == {
        name: pq.read_metadata(written / f"{name}.parquet").num_rows for name in TABLES
    }
    inputs = {f"inputs/{path.name}" for path in (written / "inputs").iterdir()}
    assert contents.keys() == {f"{name}.parquet" for name in (*TABLES, "by_group")} | inputs


# ---------------------------------------------------------------- entries that do not agree


@pytest.mark.parametrize(
    ("entries", "file"),
    [
        ({"runs": 20}, "runs.parquet"),
        ({"runs": 31, "kept_runs": 31}, "runs.parquet"),
        ({"days": 80}, "daily.parquet"),
        ({"days": 100}, "daily.parquet"),
        ({"start": "2019-10-29"}, "daily.parquet"),
        ({"event_runs": 5}, "events.parquet"),
        ({"start": "9999-12-31"}, "manifest.json"),
        ({"daily_runs": 0}, "manifest.json"),
        ({"kept_runs": 0}, "manifest.json"),
        ({"names": {}}, "manifest.json"),
        ({"names": {"militias": ["a"]}}, "manifest.json"),
        ({"coded": [1]}, "manifest.json"),
        ({"coded": [{"a": 1}]}, "manifest.json"),
        ({"coded": "x"}, "manifest.json"),
        ({"levers": 5}, "manifest.json"),
        ({"failures": [{"run": "x", "seed": 1, "why": 1, "traceback": 2}]}, "manifest.json"),
    ],
    ids=str,
)
def test_entries_that_do_not_agree_with_the_tables_are_one_line(spoilt, entries, file):
    """Where no seal says so: a start without room for the days ended in a traceback of a figure,
    and a smaller number of days in a figure of half the truth."""
    say(unsealed(spoilt), **entries)
    refused(spoilt, file)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: {"days": m["days"] + 1},
        lambda _: {"history_until": "2020-01-07"},
        lambda _: {"parameters": "default"},
        lambda m: {"names": m["names"] | {"militias": m["names"]["militias"][::-1]}},
        lambda m: {"names": m["names"] | {"militias": m["names"]["militias"][:2]}},
    ],
)
def test_entries_that_do_not_agree_with_the_inputs_are_one_line(spoilt, change):
    """A story with two militias taken for each other reads as well as the true one."""
    manifest = json.loads((spoilt / "manifest.json").read_text("utf-8"))
    say(unsealed(spoilt), **change(manifest))
    with pytest.raises(InputError, match=r"as in inputs/scenario\.yaml") as caught:
        scenario_of(spoilt)
    assert caught.value.field in change(manifest)


TABLE_CHANGES = {
    "run twice": ("runs", cell("run", 3, 4)),
    "nan": ("daily", cell("mean", 5, float("nan"))),
    "inf": ("daily", cell("q95", 5, float("inf"))),
    "no runs": ("runs", CHANGES["no rows"]),
    "doubled": ("daily", CHANGES["doubled"]),
    "parent to come": ("events", cell("parent", 3, 10**6)),
    "day beyond": ("events", cell("day", 3, 10**6)),
}


@pytest.mark.parametrize(("name", "change"), TABLE_CHANGES.values(), ids=TABLE_CHANGES)
def test_a_table_that_no_run_writes_is_refused_without_hashes_too(spoilt, name, change):
    """An earlier version left no hashes, but runs stand there once and in order, days follow the
    start, and causes come before what they cause."""
    edited(unsealed(spoilt) / f"{name}.parquet", change)
    refused(spoilt, f"{name}.parquet")


# ---------------------------------------------------------------- pipes and names


@pytest.mark.parametrize("name", ["manifest.json", "runs.parquet", "inputs/world.yaml"])
@pytest.mark.parametrize("seal", [True, False])
def test_a_pipe_in_the_place_of_a_file_is_refused(spoilt, name, seal):
    """Whoever opens one waits until somebody writes, which nobody does."""
    if not seal:
        unsealed(spoilt)
    (spoilt / name).unlink()
    os.mkfifo(spoilt / name)
    with in_time(), pytest.raises(InputError) as caught:
        scenario_of(spoilt) if "/" in name else read_result(spoilt)
    assert name.split("/")[-1] in str(caught.value)


def test_a_command_with_a_name_that_is_no_text_is_kept(written, tmp_path, monkeypatch):
    r"""Paths are bytes: `--out $'out\x91'` ended in a traceback after the runs."""
    monkeypatch.setattr(sys, "argv", ["flashpoint", "run", "--out", os.fsdecode(b"out\x91")])
    write_manifest(read_result(written), tmp_path, {})
    seal_result(tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_bytes())["command"] == sys.argv
