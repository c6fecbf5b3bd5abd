"""`flashpoint ask` lists, answers and refuses in one line; docs/answers.md is what it writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calibration.evidence.library import SHIPPED
from experiments.ask.find_question import listed_questions
from experiments.ask.paired_samples import DEFAULT_RUNS, LEAST_RUNS
from experiments.ask.verdict import Kind
from experiments.cli.ask import DOCS, FIGURES, PAGE
from sim.inputs.posterior import read_posterior

ROOT = Path(__file__).parents[3]
WORDS = (ROOT / DOCS / PAGE).read_text("utf-8")
FEW = ("--runs", LEAST_RUNS)
SMALL = 60_000
"""Bytes that a figure kept in docs/ may have."""

REFUSED = {
    "too few runs": (["Q7", "--runs", 50], "--runs: got 50; accepts a whole number, 200 or more"),
    "two sizes": (["Q7", "--runs", 400, "--quick"], "--runs: got 400 beside --quick"),
    "one and all": (["Q7", "--all"], "--all: got --all beside 'Q7'; accepts one of the two"),
    "no such number": (["Q77"], "ask: got Q77"),
    "no such words": (["xyzzy"], "ask: got xyzzy; accepts a number such as Q7, or words"),
    "nowhere to write": (["--all"], "--all: got no checkout here; accepts --out FOLDER"),
    "a bad seed": (["Q7", "--seed", -1], "seed"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_one_line_and_exit_code_2(flashpoint, case):
    """Nothing runs, and nothing is written."""
    words, wanted = REFUSED[case]
    code, out, err = flashpoint("ask", *words)
    assert code == 2
    assert wanted in err
    assert err.count("\n") == 1
    assert out == ""


def test_a_folder_with_other_things_is_left_alone(flashpoint, tmp_path):
    """Before anything runs."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    code, _, err = flashpoint("ask", "Q7", "--out", "mine")
    assert code == 2
    assert "mine: --out: got something else there (notes.txt)" in err
    (tmp_path / "file").write_text("mine")
    assert "got a file" in flashpoint("ask", "Q7", "--out", "file")[2]


def test_docs_of_somebody_else_are_left_alone(flashpoint, tmp_path):
    """A folder of that name is no checkout."""
    (tmp_path / "docs").mkdir()
    assert flashpoint("ask", "--all")[0] == 2
    assert list((tmp_path / "docs").iterdir()) == []


def test_without_a_question_all_are_listed(flashpoint):
    """By number and in the user's words."""
    code, out, _ = flashpoint("ask")
    assert code == 0
    for name, row in listed_questions().items():
        assert name in out
        assert row.text in out


def test_words_that_several_questions_hold_list_them(flashpoint):
    """And run none of them."""
    code, out, _ = flashpoint("ask", "Iraq")
    assert code == 0
    assert "may mean several" in out
    assert "What matters" not in out


def test_an_answer_leaves_page_tables_figure_and_runs_to_look_into(flashpoint, tmp_path):
    """The run that is told is found by `explain`, and ends as the answer says."""
    code, out, _ = flashpoint("ask", "what if Iran restrains its allies", *FEW, "-o", "made")
    assert code == 0
    assert "Q06: Can Iran hold the militias back?" in out
    for part in ("Why.", "How sure.", "What it is not.", "What matters: "):
        assert part in out
    made = tmp_path / "made"
    page = (made / "answer.md").read_text("utf-8")
    assert "![" in page
    assert (made / "figures" / "twins.png").is_file()
    assert {p.stem for p in (made / "tables").iterdir()} >= {"outcomes", "hypotheses", "samples"}
    run, _, end = re.findall(
        r"- Run (\d+)[^\n]*\n- With it: ([^\n]*)\n- In the end, [^:]*: (\d+)", page
    )[0]
    code, story, _ = flashpoint("explain", "made/changed", "--run", run)
    assert code == 0
    assert f"Run {run} · " in story
    assert f"{end} rocket attack" in story
    again = flashpoint("ask", "Q6", *FEW, "-o", "made")
    assert again[0] == 0
    assert (made / "answer.md").read_text("utf-8") == page


def test_the_page_answers_every_question_in_its_words():
    """Else `make answers` is due."""
    heads = re.findall(r"^## (Q\d\d): (.*)$", WORDS, re.MULTILINE)
    assert heads == [(name, row.text) for name, row in listed_questions().items()]
    for name, row in listed_questions().items():
        verdict = re.search(rf"^\| \[{name}\][^|]*\| (.*) \| (.*) \|$", WORDS, re.MULTILINE)
        assert verdict is not None
        assert verdict[1] == row.text
        assert verdict[2] in list(Kind)


def test_the_page_rests_on_the_shipped_posterior():
    """Another fit makes other answers."""
    draws = str(read_posterior(SHIPPED).notes["samples"])[:12]
    assert WORDS.rstrip().endswith(f"Parameters are drawn from posterior {draws}.")


def test_a_page_of_few_runs_says_so():
    """Verdicts near the line may differ."""
    samples, each = map(
        int,
        re.findall(r"^(\d+) parameter samples × (\d+) runs of each arm", WORDS, re.MULTILINE)[0],
    )
    assert ("This is a quick page" in WORDS) == (samples * each < DEFAULT_RUNS)


def test_every_figure_of_the_page_is_there_and_small():
    """A page that shows none of its pictures shows no verdict."""
    named = re.findall(r"!\[[^]]*\]\(([^)]*)\)", WORDS)
    assert len(named) == len(listed_questions())
    for name in named:
        path = ROOT / DOCS / name
        assert path.parent.name == FIGURES
        assert path.stat().st_size < SMALL
