"""A report replaces the report before it, and nothing else that lies in the folder of a sweep."""

import json
from pathlib import Path

import pytest

from experiments.analysis.study_results import analyse
from experiments.report.report import FIGURES, LIST, REPORT, SCENARIOS, TABLES, write_report
from experiments.study.study_file import load_study
from experiments.sweep.block_store import FAILED, forget_failures, read_manifest
from experiments.sweep.results import read_sweep
from experiments.sweep.run import plan, run_sweep
from sim.errors import InputError

ROOT = Path(__file__).parents[3]
STUDY = """title: "=1+1 | a # b <i>"
question: Does it matter?
scenarios: [{scenarios}/baseline.yaml]
parameters: default
factors:
  line: {{lever: iran.line, values: [automatic, restrain], label: "=A1 | <b> #x"}}
design: grid
runs: 20
outcomes: [n_rocket_attacks]
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A small study and the folder of its sweep, reported once."""
    home = tmp_path_factory.mktemp("study")
    (home / "small.yaml").write_text(STUDY.format(scenarios=ROOT / "scenarios"), "utf-8")
    study = load_study(home / "small.yaml")
    folder = home / "sweep"
    run_sweep(plan(study), folder, 1)
    write_report(analyse(study, folder), folder)
    return study, folder


def test_own_files_beside_tables_figures_and_scenarios_survive_a_report(swept):
    """Notes beside a figure were deleted with the folder by the next `report`."""
    study, folder = swept
    own = [f"{TABLES}/mine.csv", f"{FIGURES}/mine.png", f"{SCENARIOS}/mine.yaml", "parts/mine.txt",
           f"{FAILED}/notes.json"]  # fmt: skip
    for name in own:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    listed = json.loads((folder / LIST).read_text("utf-8"))["files"]
    (folder / FIGURES / "old.png").write_text("of an earlier report", "utf-8")
    (folder / LIST).write_text(json.dumps({"files": [*listed, f"{FIGURES}/old.png"]}), "utf-8")
    run_sweep(plan(study), folder, 1)
    write_report(analyse(study, folder), folder)
    for name in own:
        assert (folder / name).read_text("utf-8") == name
    assert not (folder / FIGURES / "old.png").exists()
    assert f"{TABLES}/means.csv" in listed
    assert REPORT in listed


def test_a_report_takes_the_place_of_no_file_that_no_report_wrote(swept):
    """A table of the same name that somebody made is theirs: the report says so before it touches
    anything."""
    study, folder = swept
    listed = json.loads((folder / LIST).read_text("utf-8"))["files"]
    listed.remove(f"{TABLES}/means.csv")
    (folder / LIST).write_text(json.dumps({"files": listed}), "utf-8")
    before = (folder / TABLES / "means.csv").read_bytes()
    with pytest.raises(InputError, match="not ours"):
        write_report(analyse(study, folder), folder)
    assert (folder / TABLES / "means.csv").read_bytes() == before
    (folder / LIST).write_text(json.dumps({"files": [*listed, f"{TABLES}/means.csv"]}), "utf-8")


@pytest.mark.parametrize("name", ["../small.yaml", "parts/x.parquet", "study.json", "/etc/passwd"])
def test_a_list_of_files_that_a_report_does_not_write_is_refused(swept, name):
    """The list says what may be deleted, so it is not believed beyond the report's own rooms."""
    study, folder = swept
    good = (folder / LIST).read_bytes()
    (folder / LIST).write_text(json.dumps({"files": [name]}), "utf-8")
    try:
        with pytest.raises(InputError) as caught:
            write_report(analyse(study, folder), folder)
    finally:
        (folder / LIST).write_bytes(good)
    assert caught.value.path == folder / LIST


def test_names_of_a_study_are_text_in_its_report_and_its_tables(swept):
    """A label with a bar shifted the columns of a table, `<b>` was markup, and `=A1` became a
    formula in the spreadsheet that opened the CSV."""
    folder = swept[1]
    report = (folder / REPORT).read_text("utf-8")
    assert "<b>" not in report.replace("\\<b\\>", "").replace("\\<b>", "")
    assert "# \\=1+1 \\| a \\# b" in report
    tables = [(folder / TABLES / f"{n}.csv").read_text("utf-8") for n in ("means",)]
    assert all(not cell.startswith(("=", "+", "@")) for t in tables for cell in t.split(","))


def test_failures_are_forgotten_and_notes_beside_them_are_not(tmp_path):
    """The tool's files there are called after blocks."""
    (tmp_path / FAILED).mkdir()
    (tmp_path / FAILED / f"{'0a' * 10}.json").write_text("{}", "utf-8")
    (tmp_path / FAILED / "notes.json").write_text("{}", "utf-8")
    forget_failures(tmp_path)
    assert [p.name for p in (tmp_path / FAILED).iterdir()] == ["notes.json"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": 1}', '{"format": 2}', '{"format": 2, "code": 7}']
)
def test_a_damaged_manifest_of_a_sweep_is_named(tmp_path, text):
    """One line that names study.json, whatever is wrong with it."""
    (tmp_path / "study.json").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(tmp_path)
    assert caught.value.path == tmp_path / "study.json"


@pytest.mark.parametrize("harm", ["foreign", "folder", "garbage"])
def test_a_damaged_table_of_points_is_named(tmp_path, harm):
    """A table of somebody else's, a folder of that name, or bytes that are no table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "study.json").write_text('{"format": 2, "code": "c"}', "utf-8")
    path = tmp_path / "points.parquet"
    if harm == "foreign":
        pq.write_table(pa.table({"a": [1]}), path)
    elif harm == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"PAR1garbage")
    with pytest.raises(InputError) as caught:
        read_sweep(tmp_path)
    assert caught.value.path == path
