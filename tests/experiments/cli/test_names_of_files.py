"""A file may be called anything: commands work on it, and what they print steers no terminal."""

import os
from pathlib import Path

import pytest

ACLED = Path(__file__).parents[2] / "calibration" / "evidence" / "data" / "acled.csv"
NAMES = {
    "an escape sequence": b"b\x1b[31m",
    "an override": "b\u202egnp".encode(),
    "a C1 escape": "b\x9b31m".encode(),
    "bytes that are no text": b"b\x91",
}
SCENARIO = "extends: baseline.yaml\ntitle: Mine\ndays: 20\nparameters: prior\n"


def harmless(text):
    """Nothing in it but signs that show, and ends of lines."""
    return all(sign.isprintable() or sign in "\n\u200c" for sign in text)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_scenario_and_a_result_of_any_name_work_and_are_printed_escaped(flashpoint, name):
    """`check` printed ESC raw in its line of success, and a name that is no UTF-8 ended the run in
    a traceback after the runs. What is printed leads nowhere astray, and the result reads back."""
    name = os.fsdecode(name)
    Path(f"{name}.yaml").write_text(SCENARIO, "utf-8")
    run = ("run", f"{name}.yaml", "--runs", 3, "--no-figures", "--workers", 1, "--out", name)
    for words in (("check", f"{name}.yaml"), run, ("explain", name, "--run", 1), ("plot", name)):
        code, out, err = flashpoint(*words)
        assert (code, err) == (0, ""), words
        assert out
        assert harmless(out), words
    assert sorted(p.name for p in Path().iterdir()) == sorted([name, f"{name}.yaml"])


def test_fitted_samples_are_read_under_any_name_too(flashpoint):
    """The copy of the samples lies in the result: `explain` refused its path as no text."""
    name = os.fsdecode(b"b\x91")
    Path("mine.yaml").write_text(SCENARIO.replace("prior", "posterior"), "utf-8")
    run = ("run", "mine.yaml", "--runs", 3, "--no-figures", "--workers", 1, "--out", name)
    for words in (run, ("explain", name, "--run", 1)):
        code, out, err = flashpoint(*words)
        assert (code, err) == (0, ""), words
        assert harmless(out), words


def test_an_import_into_a_folder_of_any_name_works(flashpoint):
    """The same for what makes no result."""
    name = os.fsdecode(b"\x91\x1b[2J")
    code, out, err = flashpoint("import-events", ACLED, "--format", "acled", "--out", name)
    assert (code, err) == (0, "")
    assert harmless(out)
    assert (Path(name) / "events.csv").is_file()


def test_an_error_of_the_disk_shows_its_file_cut_and_escaped(flashpoint):
    """A name longer than the disk takes was printed in full, and raw."""
    code, out, err = flashpoint("list", "b\x1b[31m" + "x" * 5_000)
    assert (code, out) == (2, "")
    assert harmless(err)
    assert len(err) < 1_200


THEIRS = {"manifest.json": '{"name": "my data set"}\n', "events.csv": "day,attack\n"}


def test_run_and_compare_leave_a_folder_of_somebody_else_alone(flashpoint):
    """It has the names of a result and is none: `--out` deleted the table, with exit code 0."""
    Path("f").mkdir()
    for name, text in THEIRS.items():
        (Path("f") / name).write_text(text, "utf-8")
    for words in (("run", "baseline"), ("compare", "baseline", "full_withdrawal")):
        code, _, err = flashpoint(*words, "--runs", 3, "--workers", 1, "--out", "f")
        assert code == 2
        assert len(err.splitlines()) == 1
        assert "move or delete what is there, or choose another --out" in err
        assert {p.name: p.read_text("utf-8") for p in Path("f").iterdir()} == THEIRS
