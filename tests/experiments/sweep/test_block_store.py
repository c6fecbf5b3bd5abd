"""Claims about blocks, their keys, and the folder they lie in: whole or absent, never mixed."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.evidence.events import EVENTS
from calibration.evidence.library import SHIPPED
from experiments import load_scenario
from experiments.sweep.block_store import (
    ARCHIVED,
    CORRUPT,
    FORMERLY,
    PARTS,
    StoredPart,
    check_folder,
    opened,
    part_files,
    part_path,
    read_part,
    tidy,
    write_manifest,
    write_whole,
)
from experiments.sweep.blocks import HASHES, gaps, inputs_of, key_of, rows
from experiments.sweep.blocks import NOTES as SAID
from experiments.sweep.lock import OWNER, locked
from experiments.sweep.results import read_columns
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.posterior import read_posterior, write_notes, write_posterior
from sim.inputs.scenario import Scenario
from sim.meaning import digest

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SHORT = ("days=8", "parameters=default")
NOTES = {"code": "c", "inputs": "i", "point": "p", "seed": 1}

spans = st.lists(st.integers(0, 60), unique=True, max_size=12).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@cache
def short(*more: str) -> Scenario:
    """Eight days of the baseline."""
    return load_scenario(SCENARIOS / "baseline.yaml", (*SHORT, *more))


@cache
def part_bytes(first: int = 0, last: int = 40, **over: Any) -> bytes:
    """A part as it is written."""
    return rows(Engine(short(), 1), NOTES | {"first": first, "last": last} | over)


def put(folder: Path, first: int, last: int, **over: Any) -> Path:
    """Write a part where a sweep would."""
    said = NOTES | over
    key = key_of(said["code"], said["inputs"], said["point"], said["seed"], first, last)
    path = part_path(folder, key)
    write_whole(path, part_bytes(first, last, **over))
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty sweep folder."""
    with opened(tmp_path / "sweep"):
        return tmp_path / "sweep"


def ours(part: StoredPart) -> bool:
    """Does a part belong to the code and inputs of these tests?"""
    return (part.code, part.inputs) == ("c", "i")


@given(done=spans, runs=st.integers(0, 70), size=st.integers(1, 20))
def test_gaps_and_what_is_done_cover_every_run_once(
    done: list[tuple[int, int]], runs: int, size: int
) -> None:
    """A run that is in no block is lost; a run that is in two is counted twice."""
    found = list(gaps(done, runs, size))
    covered = [k for first, last in [*found, *done] for k in range(first, last)]
    assert len(covered) == len(set(covered))
    assert set(range(runs)) <= set(covered)
    assert all(last <= runs for _, last in found)


@given(runs=st.integers(1, 90), more=st.integers(0, 90), size=st.integers(1, 20))
def test_an_extended_sweep_keeps_the_blocks_it_has(runs: int, more: int, size: int) -> None:
    """Blocks begin and end at fixed places, or where an earlier sweep ended."""
    before = list(gaps([], runs, size))
    after = list(gaps(before, runs + more, size))
    assert all(first >= runs for first, _ in after)
    assert all(first // size == (last - 1) // size for first, last in [*before, *after])


@pytest.mark.parametrize("k", range(6))
def test_a_key_changes_with_everything_that_a_row_depends_on(k: int) -> None:
    """Otherwise rows of other code or parameters would pass for ours."""
    same: list[Any] = ["code", "inputs", "point", 1, 0, 10]
    other = same.copy()
    other[k] = "else" if isinstance(other[k], str) else other[k] + 5
    assert key_of(*same) == key_of(*same)
    assert key_of(*same) != key_of(*other)


def copied(folder: Path) -> Path:
    """The shipped scenarios, to be edited."""
    shutil.copytree(SCENARIOS, folder / "scenarios")
    return folder / "scenarios"


@pytest.mark.parametrize(
    "setting",
    ["days=9", "start=2019-10-29", "hypotheses.H1=A", "parameters.set.isis_growth=0.011",
     "parameters=prior"],
)  # fmt: skip
def test_inputs_change_with_what_the_scenario_says(setting: str) -> None:
    """Each of these moves numbers."""
    assert inputs_of(short()) != inputs_of(short(setting))


def edit(path: Path, old: str, new: str) -> None:
    """Another text in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_inputs_change_with_the_world_the_events_and_the_levers(tmp_path: Path) -> None:
    """Files that the scenario only names count by their numbers."""
    folder = copied(tmp_path)
    file = folder / "disarm_militias.yaml"
    before = inputs_of(load_scenario(file))
    edit(folder / "worlds" / "iraq_2019.yaml", "link: 0.85", "link: 0.86")
    edited = inputs_of(load_scenario(file))
    assert before != edited
    text = file.read_text()
    file.write_text(text[: text.index("interventions")])
    assert inputs_of(load_scenario(file)) != edited
    replayed = with_own_events(folder)
    before = inputs_of(load_scenario(replayed))
    edit(folder / "events.csv", ",US:1,", ",US:2,")
    assert inputs_of(load_scenario(replayed)) != before


def with_own_events(folder: Path) -> Path:
    """A scenario that begins with coded history of its own, ours as yet."""
    shutil.copy(EVENTS, folder / "events.csv")
    edit(folder / "january_2020.yaml", "  until:", "  events: events.csv\n  until:")
    return folder / "january_2020.yaml"


def test_inputs_change_with_the_posterior_samples_and_not_with_its_notes(tmp_path: Path) -> None:
    """What a fit says of itself moves no number; one sample more does."""
    path = tmp_path / "own.parquet"
    shutil.copy(SHIPPED, path)
    ours = inputs_of(short("parameters=posterior"))
    own = f"parameters={path}"
    assert inputs_of(short(own)) == ours
    write_notes(path, {"said": "else"})
    assert inputs_of(short(own)) == ours
    samples = read_posterior(path)
    weight = samples.weight.copy()
    weight[0] *= 2
    write_posterior(replace(samples, weight=weight), path)
    assert inputs_of(short(own)) != ours


def test_inputs_ignore_titles_paths_comments_names_and_sources(tmp_path: Path) -> None:
    """A reworded title, or another folder, moves no number and must cost no run."""
    folder = copied(tmp_path)
    file, world = folder / "baseline.yaml", next((folder / "worlds").glob("*.yaml"))
    file.write_text("# a remark\n" + file.read_text())
    edit(world, "name: Kataib Hezbollah", "name: KH")
    edit(world, "source: wsj:9", "source: wsj:8")
    edit(world, "title: ", "title: Another ")
    edit(world, 'assumed: "', 'assumed: "mended, ')
    assert inputs_of(load_scenario(file, (*SHORT, "title=Another"))) == inputs_of(short())
    replayed = with_own_events(folder)
    before = inputs_of(load_scenario(replayed))
    assert before == inputs_of(load_scenario(SCENARIOS / "january_2020.yaml"))
    edit(folder / "events.csv", "The United States invades Iraq", "America invades Iraq")
    assert inputs_of(load_scenario(replayed)) == before


def test_a_part_reads_back_as_the_rows_of_its_runs(store: Path) -> None:
    """The part of runs 10 to 29 holds what the engine says of them."""
    path = put(store, 10, 30)
    part, columns = read_part(path), read_columns(path)
    assert part is not None
    assert (part.first, part.last, part.key) == (10, 30, path.stem)
    assert columns["run"].tolist() == list(range(10, 30))
    whole = Engine(short(), 1).block(0, 40)
    assert columns["n_events"].tolist() == whole.event_counts[10:30].tolist()


@settings(max_examples=60)
@given(share=st.floats(0, 0.9999))
def test_a_part_cut_anywhere_is_no_part(share: float, tmp_path_factory: Any) -> None:
    """A crash of the machine may leave any beginning of a file; none may be read as rows."""
    data = part_bytes()
    path = tmp_path_factory.mktemp("corrupt") / f"{key_of('c', 'i', 'p', 1, 0, 40)}.parquet"
    path.write_bytes(data)
    assert read_part(path) is not None
    path.write_bytes(data[: int(len(data) * share)])
    assert read_part(path) is None


@settings(max_examples=60)
@given(place=st.floats(0, 0.9999), flip=st.integers(1, 255))
def test_a_flipped_byte_is_an_error_and_never_a_number(
    place: float, flip: int, tmp_path_factory: Any
) -> None:
    """Disks rot; pages carry checksums. A flip that changes no value may pass."""
    data = bytearray(part_bytes())
    data[int(len(data) * place)] ^= flip
    path = tmp_path_factory.mktemp("rot") / f"{key_of('c', 'i', 'p', 1, 0, 40)}.parquet"
    path.write_bytes(part_bytes())
    whole = read_columns(path)
    path.write_bytes(data)
    try:
        found = read_columns(path) if read_part(path) else None
    except InputError:
        return
    if found is not None and found.keys() == whole.keys():
        assert all(np.array_equal(found[k], whole[k]) for k in whole)


def cell(name: str, value: object, row: int = 3) -> Callable[[pa.Table], pa.Table]:
    """Another value in one cell."""

    def change(table: pa.Table) -> pa.Table:
        values = table[name].to_pylist()
        values[row] = value
        if isinstance(value, str):
            values = [str(v) for v in values]
        return table.set_column(table.column_names.index(name), name, pa.array(values))

    return change


CHANGES = {
    "cell": cell("us_killed", 500),
    "nan": cell("us_killed", math.nan),
    "null": cell("us_killed", None),
    "text": cell("us_killed", "x"),
    "run out of range": cell("run", 10**9),
    "run twice": cell("run", 4),
    "reversed": lambda t: t.take(list(range(t.num_rows))[::-1]),
    "twice": lambda t: t.append_column("us_killed", t["us_killed"]),
    "gone": lambda t: t.drop_columns(["us_killed"]),
}


def rewrite(path: Path, change: Callable[[pa.Table], pa.Table], *without: str) -> None:
    """Write a part again, changed, with the notes that it had but for some."""
    table = pq.read_table(path)
    notes = json.loads(table.schema.metadata[SAID])
    said = json.dumps({k: v for k, v in notes.items() if k not in without})
    pq.write_table(change(table).replace_schema_metadata({SAID: said}), path)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_part_that_was_changed_and_written_again_is_damaged(
    store: Path, change: Callable[[pa.Table], pa.Table]
) -> None:
    """It is a whole file with checksums of its own, and ended in a traceback or in another
    finding. The next sweep runs its block again."""
    path = put(store, 0, 20)
    rewrite(path, change)
    with pytest.raises(InputError, match=r"damaged.*it is archived now") as caught:
        read_columns(path, ("run", "us_killed"))
    assert len(str(caught.value).splitlines()) == 1
    assert not path.exists()


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "cell"])
def test_a_part_of_an_earlier_version_is_looked_at_too(store: Path, name: str) -> None:
    """It holds no hashes, but what no block writes can be seen."""
    path = put(store, 0, 20)
    rewrite(path, lambda table: table, HASHES)
    assert read_columns(path, ("run", "us_killed"))["run"].tolist() == list(range(20))
    rewrite(path, CHANGES[name])
    with pytest.raises(InputError, match="damaged"):
        read_columns(path, ("run", "us_killed"))


def test_notes_that_count_wrongly_are_those_of_no_part(store: Path) -> None:
    """A text in the place of a count ended the sweep in a traceback, after its last block."""
    path = put(store, 0, 20)
    table = pq.read_table(path)
    notes = json.loads(table.schema.metadata[SAID])
    for count in ("x", -1, 21, None):
        said = json.dumps(notes | {"overflowed": count})
        pq.write_table(table.replace_schema_metadata({SAID: said}), path)
        assert read_part(path) is None


@pytest.mark.parametrize("name", ["mine.parquet", "notes.txt", "0123456789abcdef.parquet.bak"])
def test_a_file_of_somebodys_own_among_the_parts_stays(store: Path, name: str) -> None:
    """Only what is called like a part can be a corrupt one."""
    kept, own = put(store, 0, 20), store / PARTS / name
    own.write_bytes(b"mine")
    parts, done = tidy(store, ours)
    assert (own.read_bytes(), done.corrupt) == (b"mine", 0)
    assert [p.path for p in parts["p"]] == part_files(store) == [kept]


def test_a_pipe_among_the_parts_is_a_corrupt_one(store: Path) -> None:
    """Whoever reads it waits for ever; its block runs again."""
    path = put(store, 0, 20)
    path.unlink()
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    try:
        assert read_part(path) is None
    finally:
        os.close(writer)
    _, done = tidy(store, ours)
    assert (done.corrupt, path.exists()) == (1, False)


def test_a_renamed_part_is_refused(store: Path) -> None:
    """The name is a promise about the rows; a file under a wrong one is not believed."""
    path = put(store, 0, 10)
    other = path.with_name(f"{digest('another')}.parquet")
    path.rename(other)
    assert read_part(other) is None


def test_tidying_sorts_every_kind_of_file_where_it_belongs(store: Path) -> None:
    """Half-written, corrupt, foreign and overlapping: only what belongs stays among the parts."""
    kept, short_one = put(store, 0, 20), put(store, 0, 10)
    old = put(store, 20, 30, code="older")
    corrupt = put(store, 30, 40)
    corrupt.write_bytes(corrupt.read_bytes()[:-9])
    half = store / PARTS / ".x.parquet.17.tmp"
    half.write_bytes(b"PAR1")
    parts, done = tidy(store, ours)
    assert [p.path for p in parts["p"]] == [kept] == list((store / PARTS).iterdir())
    assert (done.unfinished, done.corrupt, done.archived, done.taken_back) == (1, 1, 2, 0)
    names = {p.name for p in (store / ARCHIVED).rglob("*.parquet")}
    assert names == {short_one.name, old.name, corrupt.name}
    assert (store / ARCHIVED / CORRUPT / corrupt.name).is_file()


def test_archived_parts_come_back_when_they_fit_again(store: Path) -> None:
    """A change of code that is taken back costs nothing."""
    path = put(store, 0, 20)
    data = path.read_bytes()
    parts, done = tidy(store, lambda _: False)
    assert (parts, done.archived, path.exists()) == ({}, 1, False)
    parts, done = tidy(store, ours)
    assert (done.taken_back, path.read_bytes()) == (1, data)
    assert [p.path for p in parts["p"]] == [path]


def test_parts_that_an_earlier_version_archived_come_back_too(store: Path) -> None:
    """The archive was called `stale`; its rows are as good as any."""
    path = put(store, 0, 20)
    tidy(store, lambda _: False)
    (store / ARCHIVED).rename(store / FORMERLY)
    _, done = tidy(store, ours)
    assert (done.taken_back, path.is_file()) == (1, True)
    check_folder(store)


def test_corrupt_files_of_one_name_are_all_kept(store: Path) -> None:
    """Nothing is deleted: two crashes may spoil the same block in two ways."""
    for k in (5, 9):
        path = put(store, 0, 20)
        path.write_bytes(b"x" * k)
        tidy(store, ours)
    assert sorted(p.stat().st_size for p in (store / ARCHIVED / CORRUPT).iterdir()) == [5, 9]


def run_python(code: str, *args: str) -> subprocess.Popen[str]:
    """A process of its own, with its output."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *args], stdout=subprocess.PIPE, text=True
    )


HOLD = """
    import sys, time
    from pathlib import Path
    from experiments.sweep.lock import locked
    with locked(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_second_process_is_refused_by_name_and_a_dead_one_gives_way(tmp_path: Path) -> None:
    """Two writers in one folder would each run everything; a crash must not lock anyone out."""
    first = run_python(HOLD, str(tmp_path))
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(InputError, match=rf"process {first.pid} on .*running since \d{{4}}-"):
            locked(tmp_path).__enter__()
    finally:
        first.send_signal(signal.SIGKILL)
        first.communicate()
    with locked(tmp_path):
        assert json.loads((tmp_path / OWNER).read_text())["pid"] == os.getpid()
        with pytest.raises(InputError, match=f"process {os.getpid()} "):
            locked(tmp_path).__enter__()


FILL = """
    import resource, sys
    from pathlib import Path
    from experiments.sweep.block_store import write_whole
    from sim.errors import InputError
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
    path = Path(sys.argv[1])
    write_whole(path, b"a" * 9_000)
    try:
        write_whole(path, b"b" * 11_000)
    except InputError as error:
        print(error)
"""


def test_a_full_disk_is_one_clear_error_and_the_old_file_stays(tmp_path: Path) -> None:
    """The system refuses to let the file grow, as it does on a full disk."""
    out, _ = run_python(FILL, str(tmp_path / "file")).communicate(timeout=60)
    assert "File too large" in out
    assert "finished blocks are kept" in out
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"a" * 9_000


def _a_file(folder: Path) -> Path:
    (folder / "file").write_text("x")
    return folder / "file"


def _strange(folder: Path) -> Path:
    (folder / "thesis.tex").write_text("x")
    return folder


def test_notes_in_the_folder_of_a_sweep_do_not_stop_it(tmp_path: Path) -> None:
    """A `notes.txt` of the user's beside the report made sweep and report refuse the folder."""
    write_manifest(tmp_path, {"study": "mine.yaml"})
    (tmp_path / "notes.txt").write_text("look at run 12")
    with opened(tmp_path, "mine.yaml"):
        pass
    assert (tmp_path / "notes.txt").read_text() == "look at run 12"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (lambda f: _a_file(f) / "sweep", "got a file"),
        (_a_file, "got a file"),
        (_strange, "thesis.tex"),
        (lambda _: Path("/proc/sweep"), "No such file"),
    ],
)
def test_a_folder_that_is_none_of_ours_is_refused(
    place: Callable[[Path], Path], says: str, tmp_path: Path
) -> None:
    """Nothing is written beside someone's own files, and no traceback is shown."""
    with pytest.raises(InputError, match=says), opened(place(tmp_path)):
        pass
