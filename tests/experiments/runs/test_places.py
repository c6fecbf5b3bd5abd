"""Where results go: nobody's files are lost, places are checked first, runs find another place."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.runs import places
from experiments.runs.manifest import FORMAT, NAMED, RUN, read_manifest
from experiments.runs.places import (
    PlaceError,
    add_files,
    check_room,
    check_target,
    new_folder,
    own_files,
    rescued,
)
from experiments.runs.store import COLUMNS, read_result
from sim.errors import InputError
from sim.inputs.files import clear_leftovers, whole_folder

MANIFEST = {
    "format": FORMAT, "title": "A", "question": "", "scenario": "a.yaml", "runs": 2, "seed": 1,
    "start": "2019-10-28", "days": 9, "history_until": None, "parameters": "prior",
    "hypotheses": {}, "outcomes": [], "names": {part: ["a"] for part in NAMED},
    "event_runs": 0, "daily_runs": 2, "kept_runs": 2, "code": "c", "failures": [],
}  # fmt: skip
EARLIER = MANIFEST | {"command": ["flashpoint"], "versions": {}}
"""As an earlier version wrote one: without a list of files, hashes and seal."""


def fill(folder, **files):
    """A result with these files, written as commands write one."""
    with new_folder(folder) as hidden:
        for name, text in files.items():
            path = hidden / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (hidden / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")


# ---------------------------------------------------------------- own files


@pytest.fixture
def result(tmp_path):
    """A result in which somebody has put files of their own."""
    folder = tmp_path / "own"
    fill(folder, inputs__world="old", figures__fans="old")
    for name in ("inputs/mine.txt", "figures/mine.png", "figures/deep/er.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "inputs" / "empty").mkdir()
    (folder / "inputs" / "link").symlink_to("/nowhere")
    return folder


def test_own_files_anywhere_below_a_result_survive_the_next_run(result):
    """`own/inputs/mine.txt` was deleted by running again: only what the manifest lists is the
    tool's, and an old figure that the new result lacks still goes."""
    fill(result, inputs__world="new")
    for name in ("inputs/mine.txt", "figures/mine.png", "figures/deep/er.md"):
        assert (result / name).read_text("utf-8") == name
    assert (result / "inputs" / "empty").is_dir()
    assert os.readlink(result / "inputs" / "link") == "/nowhere"
    assert (result / "inputs" / "world").read_text("utf-8") == "new"
    assert not (result / "figures" / "fans").exists()
    assert [p.name for p in result.parent.iterdir()] == ["own"]


def test_a_new_file_never_takes_the_place_of_somebodys_own(result):
    """The runs are done, the name is taken by a file that no run wrote: the file stays, the result
    goes elsewhere, and the error says where."""
    with pytest.raises(PlaceError, match="is not ours") as caught:
        fill(result, inputs__mine="x", figures__fans="x", **{"inputs__mine.txt": "the tool's"})
    assert (result / "inputs" / "mine.txt").read_text("utf-8") == "inputs/mine.txt"
    error = rescued(caught.value, result, lambda hidden: (hidden / "runs.parquet").write_text("1"))
    (spare,) = [p for p in result.parent.iterdir() if p != result]
    assert str(spare) in error.accepts
    assert (spare / "runs.parquet").read_text("utf-8") == "1"


def test_a_result_of_an_earlier_version_loses_only_what_that_version_wrote(tmp_path):
    """It lists no files; the names that it could write are known."""
    folder = tmp_path / "old"
    for name in ("inputs/world.yaml", "figures/fans.png", "figures/fans2.png", "runs.parquet"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("old", "utf-8")
    (folder / "manifest.json").write_text(json.dumps(EARLIER), "utf-8")
    assert own_files(folder) == [Path("figures/fans2.png")]
    (folder / "summary.txt").write_text("mine", "utf-8")
    fill(folder, inputs__world="new")
    assert (folder / "summary.txt").read_text("utf-8") == "mine", "no such version wrote one"
    assert not (folder / "runs.parquet").exists()


FOREIGN = {
    "of another program": '{"name": "my data set"}',
    "of a format": '{"format": 2}',
    "a list": "[]",
    "empty": "",
    "text": "not json",
    "cut": json.dumps(EARLIER)[:200],
    "files of null": json.dumps(EARLIER | {"files": None}),
    "files of numbers": json.dumps(EARLIER | {"files": ["a", 5]}),
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_a_folder_whose_manifest_is_none_of_ours_loses_nothing(tmp_path, text):
    """Other programs have a manifest.json and an events.csv, too: both were deleted. The folder is
    refused before the runs, and once more before anything of it would go."""
    theirs = {"manifest.json": text, "events.csv": "day,attack\n", "inputs/a.csv": "1,2\n"}
    for name, said in theirs.items():
        (tmp_path / "f" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "f" / name).write_text(said, "utf-8")
    for check in (check_target, own_files):
        with pytest.raises(PlaceError, match="move or delete what is there, or choose another"):
            check(tmp_path / "f")
    with pytest.raises(PlaceError):
        fill(tmp_path / "f", inputs__world="new")
    for name, said in theirs.items():
        assert (tmp_path / "f" / name).read_text("utf-8") == said
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize("kind", ["dangling link", "link in a circle", "folder", "pipe"])
def test_something_else_in_the_place_of_a_manifest_is_no_reason_to_delete(tmp_path, kind):
    """Nothing says then that the folder is ours; a pipe even kept the command waiting for ever."""
    (tmp_path / "f").mkdir()
    path = tmp_path / "f" / "manifest.json"
    {
        "dangling link": lambda: path.symlink_to("/nowhere/at/all"),
        "link in a circle": lambda: path.symlink_to("manifest.json"),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
    }[kind]()
    (tmp_path / "f" / "runs.csv").write_text("mine", "utf-8")
    with pytest.raises(PlaceError, match=r"no readable manifest\.json"):
        fill(tmp_path / "f", inputs__world="new")
    assert (tmp_path / "f" / "runs.csv").read_text("utf-8") == "mine"


def test_an_edited_manifest_costs_nobody_a_file(result):
    """Its list says what may go; one that was edited may name anything."""
    path = result / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["files"].append("figures/mine.png")
    path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(PlaceError, match="edited since the run"):
        fill(result, inputs__world="new")
    assert (result / "figures" / "mine.png").read_text("utf-8") == "figures/mine.png"


def test_a_folder_that_became_somebodys_during_the_runs_keeps_its_files(tmp_path):
    """An hour lies between the check and the replacement: the result goes elsewhere, and the error
    says where."""

    def run():
        with new_folder(tmp_path / "out") as hidden:
            (hidden / "a").write_text("1", "utf-8")
            (tmp_path / "out").mkdir()
            (tmp_path / "out" / "events.csv").write_text("mine", "utf-8")

    with pytest.raises(PlaceError) as caught:
        run()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["events.csv"]
    error = rescued(caught.value, tmp_path / "out", lambda hidden: (hidden / "a").write_text("1"))
    assert "nothing is lost, the result is in" in str(error)


def test_figures_drawn_later_belong_to_the_result_and_no_others(result, tmp_path):
    """`plot` writes into a finished folder: its files go with the next run, a file of the same name
    that somebody put there stays, and nothing at all is written beside it."""
    made = tmp_path / "made"
    (made / "figures").mkdir(parents=True)
    (made / "figures" / "story.png").write_text("s", "utf-8")
    add_files(result, made)
    assert Path("figures/story.png") not in own_files(result)
    (made / "figures" / "mine.png").write_text("theirs", "utf-8")
    (made / "figures" / "outcomes.png").write_text("o", "utf-8")
    with pytest.raises(InputError, match="not ours"):
        add_files(result, made)
    assert (result / "figures" / "mine.png").read_text("utf-8") == "figures/mine.png"
    assert not (result / "figures" / "outcomes.png").exists()


# ---------------------------------------------------------------- places


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    """`results` linked to a larger disk: the result belongs there, and the link was replaced."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to("disk")
    (tmp_path / "to_come").symlink_to("later")
    fill(tmp_path / "link", inputs__a="1")
    fill(tmp_path / "link", inputs__a="2")
    fill(tmp_path / "to_come", inputs__a="3")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "disk" / "inputs" / "a").read_text("utf-8") == "2"
    assert (tmp_path / "later" / "inputs" / "a").read_text("utf-8") == "3"


@pytest.mark.parametrize(
    "name", ["x" * 300, "a/" + "é" * 200, "circle", "file", "file/below", ".", "a\0b"]
)
def test_a_place_that_takes_no_folder_is_refused_before_the_runs(tmp_path, name, monkeypatch):
    """An hour of runs ended in a traceback about a name that was too long. One line, no traceback,
    and nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "file").write_text("", "utf-8")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(InputError) as caught:
        check_target(Path(name))
    assert len(str(caught.value).splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_the_folder_of_the_command_is_not_replaced_under_its_feet(tmp_path, monkeypatch):
    """`--out .` in an empty folder: the shell would stand in a folder that is gone."""
    (tmp_path / "here" / "deeper").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "deeper")
    with pytest.raises(InputError, match="that you are in"):
        check_target(Path())
    fill(tmp_path / "here" / "deeper" / "out", inputs__a="1")


def test_a_name_as_long_as_the_disk_takes_works(tmp_path):
    """The hidden name must not be the one that is too long."""
    fill(tmp_path / ("n" * 255), inputs__a="1")
    assert (tmp_path / ("n" * 255) / "manifest.json").exists()


def test_a_disk_without_room_is_refused_before_the_runs(tmp_path):
    """What is certain beforehand is said beforehand."""
    too_much = shutil.disk_usage(tmp_path).free + 2**30
    for check in (check_target, check_room):
        with pytest.raises(InputError, match="MB free"):
            check(tmp_path / "out", too_much)
    check_room(tmp_path / "out", 1)


def test_a_disk_that_fills_up_leaves_nothing_and_the_runs_find_another_place(tmp_path):
    """The half-written folder goes, the folders made for it too, and what is in memory is written
    where there is room; the error says where."""
    folder = tmp_path / "not" / "yet" / "out"

    def full():
        with new_folder(folder) as hidden:
            (hidden / "runs.parquet").write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(PlaceError, match="No space left") as caught:
        full()
    assert list(tmp_path.iterdir()) == []
    error = rescued(
        caught.value, folder, lambda hidden: (hidden / "runs.parquet").write_bytes(b"1")
    )
    (spare,) = folder.parent.iterdir()
    assert f"nothing is lost, the result is in {spare}" in str(error)


def test_a_bug_is_no_fault_of_the_place(tmp_path):
    """A missing file of the program itself must not be reported as a bad folder."""

    def bug():
        with new_folder(tmp_path / "out"):
            Path("/nowhere/at/all").read_text("utf-8")

    with pytest.raises(FileNotFoundError):
        bug()


# ---------------------------------------------------------------- killed processes

WRITER = """
import sys, time
from pathlib import Path
from sim.inputs.files import whole_folder
with whole_folder(Path(sys.argv[1])) as hidden:
    (hidden / "half").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def writer(tmp_path):
    """A process that is writing a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "out")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_next_run_clears_what_a_killed_one_left(tmp_path, writer):
    """kill -9 leaves a hidden folder of gigabytes that nobody ever finds. The next run clears it,
    whatever its own name; while the writer lives, nobody does."""
    (left,) = tmp_path.iterdir()
    fill(tmp_path / "other", inputs__a="1")
    assert left.exists()
    writer.kill()
    writer.wait()
    fill(tmp_path / "other", inputs__a="1")
    assert [p.name for p in tmp_path.iterdir()] == ["other"]


@pytest.mark.parametrize(
    "name",
    [".out.12345678.tmp/mine.txt", ".out.12345678.tmp/new.txt", ".notes.tmp/a", ".out.tmp/new/a"],
)
def test_hidden_folders_of_other_people_are_not_cleared(tmp_path, name):
    """A folder may be called nearly like ours; only our own form of one goes."""
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("mine", "utf-8")
    fill(tmp_path / "out", inputs__a="1")
    assert (tmp_path / name).read_text("utf-8") == "mine"


def test_a_process_killed_between_two_renames_loses_neither_result(tmp_path):
    """The old folder has stepped aside and the new one, complete, has not moved in: the next run
    ends the replacement before it begins its own."""
    left = tmp_path / ".out.0123abcd.tmp"
    for name in ("old", "new"):
        (left / name).mkdir(parents=True)
        (left / name / "which").write_text(name, "utf-8")
    clear_leftovers(tmp_path / "elsewhere")
    assert left.exists()
    clear_leftovers(tmp_path / "out")
    assert (tmp_path / "out" / "which").read_text("utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_interrupt_between_two_renames_puts_the_old_folder_back(tmp_path, monkeypatch):
    """Ctrl-C at the worst moment: yesterday's result is still where it was."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old").write_text("1", "utf-8")
    real = Path.rename

    def rename(self, target):
        if self.name == "new":
            raise KeyboardInterrupt
        return real(self, target)

    def replace():
        with whole_folder(tmp_path / "out") as hidden:
            (hidden / "a").write_text("2", "utf-8")
            monkeypatch.setattr(Path, "rename", rename)

    with pytest.raises(KeyboardInterrupt):
        replace()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["old"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


STOPPED = """
import sys, time
from pathlib import Path
from experiments.cli import app
from sim.inputs.files import whole_folder
place = Path(sys.argv.pop())
def wait():
    with whole_folder(place):
        print("ready", flush=True)
        time.sleep(60)
app.app = app.typer.Typer(pretty_exceptions_enable=False)
app.app.command()(wait)
app.main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_scheduler_and_a_closed_terminal_stop_a_command_as_cleanly_as_ctrl_c(
    tmp_path, name, code
):
    """A batch system sends SIGTERM, a lost connection SIGHUP; both left a half-written folder. One
    line, nothing behind, and the exit code that says which signal it was."""
    import signal

    process = subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    process.send_signal(getattr(signal, name))
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert said.startswith("stopped; nothing half-done is left")
    assert list(tmp_path.iterdir()) == []


def test_a_command_under_nohup_outlives_its_terminal(tmp_path):
    """Whoever ignores hang-ups on purpose goes on ignoring them."""
    import signal

    process = subprocess.Popen(
        ["nohup", sys.executable, "-c", STOPPED, str(tmp_path / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=60)


# ---------------------------------------------------------------- damaged results


def damaged(folder, change):
    """The error of a result whose manifest was changed."""
    folder.mkdir(exist_ok=True)
    manifest = dict(MANIFEST)
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(folder)
    return caught.value


@pytest.mark.parametrize("key", RUN)
@pytest.mark.parametrize("value", ["gone", None, 17.5, [7], {"a": [7]}, "\x1b[2J", True])
def test_a_manifest_with_an_entry_of_another_kind_is_one_line_that_names_it(tmp_path, key, value):
    """Manifests come from other people: any entry may lack or be anything, and no figure or story
    may find out by a traceback."""
    if key == "history_until" and value is None:
        pytest.skip("no history is a good answer")
    if key == "scenario" and isinstance(value, str) and value != "gone":
        pytest.skip("a name of a file, which is not shown")
    good = {"title", "question", "parameters", "scenario", "code"}
    error = damaged(
        tmp_path,
        lambda m: m.pop(key) if value == "gone" and key in good else m.update({key: value}),
    )
    assert error.path == tmp_path / "manifest.json"
    assert key in str(error)
    assert str(error).isprintable()


@pytest.mark.parametrize(
    "spread",
    [
        7,
        {"runs": {"of": {}}},
        {"runs": {"of": {"open_war": {"low": "x"}}}, "parameters": {}, "hypotheses": {}},
    ],
)
def test_a_damaged_spread_is_one_line(tmp_path, spread):
    """What the error bars are drawn from lies three mappings deep."""
    assert damaged(tmp_path, lambda m: m.update(spread=spread)).field == "spread"


@pytest.mark.parametrize("text", ["[]", '{"format":1}', '{"format":2}', "{", "\x00", "[" * 99_999])
def test_a_file_that_is_no_manifest_is_named(tmp_path, text):
    """Cut, empty, of another version or of another program."""
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(tmp_path)
    assert caught.value.path == tmp_path / "manifest.json"


def test_a_folder_in_the_place_of_a_manifest_or_a_table_is_named(tmp_path):
    """Unpacked wrongly, or made by a hand that slipped."""
    fill(tmp_path / "out", inputs__a="1")
    (tmp_path / "out" / "runs.parquet").mkdir()
    with pytest.raises(InputError) as caught:
        read_result(tmp_path / "out", ("runs",))
    assert caught.value.path == tmp_path / "out" / "runs.parquet"
    (tmp_path / "out" / "manifest.json").unlink()
    (tmp_path / "out" / "manifest.json").mkdir()
    with pytest.raises(InputError) as caught:
        read_manifest(tmp_path / "out")
    assert caught.value.path == tmp_path / "out" / "manifest.json"


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("harm", ["foreign", "words", "gaps", "twice"])
def test_a_table_of_other_columns_is_one_line_that_names_it(tmp_path, name, harm):
    """A whole Parquet file of somebody else's is no table of ours: columns lack, stand there twice,
    hold words where numbers belong, or have gaps. The result of an earlier version has no hashes
    that would tell."""
    columns = COLUMNS[name]
    table = {
        "foreign": {"a": [1, 2]},
        "words": {c: ["x", "y"] for c in columns},
        "gaps": {c: pa.array([1, None]) for c in columns},
        "twice": {c: [1, 2] for c in columns},
    }[harm]
    table = pa.table(table)
    if harm == "twice":
        table = table.append_column(columns[-1], table[columns[-1]])
    (tmp_path / "manifest.json").write_text(json.dumps(EARLIER), "utf-8")
    path = tmp_path / f"{name}.parquet"
    pq.write_table(table, path)
    with pytest.raises(InputError) as caught:
        read_result(tmp_path, (name,))
    assert caught.value.path == path
    assert ("twice" in str(caught.value)) == (harm == "twice")


def test_a_comparison_is_no_batch_of_runs(tmp_path):
    """It has a manifest of its own, and `plot` fell over it."""
    (tmp_path / "manifest.json").write_text(json.dumps({"format": FORMAT, "kind": "comparison"}))
    with pytest.raises(InputError, match="a comparison"):
        read_result(tmp_path)


def test_what_is_refused_is_the_fault_of_places_alone():
    """A file that is missing is a bug or a wrong name, and no reason to look for another disk."""
    assert errno.ENOENT not in places.REFUSALS
    assert errno.ENOSPC in places.REFUSALS
