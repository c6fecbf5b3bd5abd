"""`flashpoint page` writes one file and says so, or refuses in one line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration.evidence.library import SHIPPED
from experiments.cli import page as command
from experiments.page import sources
from sim.inputs.posterior import read_posterior
from sim.wasm.packaged import KernelError

REFUSED = {
    "no such scenario": (["januray_2020"], "did you mean 'january_2020'"),
    "no HTML": (["january_2020", "-o", "page.txt"], "--out: got page.txt; accepts a file whose"),
    "too few runs": (["january_2020", "--runs", 10], "--runs: got 10; accepts a whole number from"),
    "too many": (["january_2020", "--runs", 99999], "accepts a whole number from 300 to 20000"),
    "a bad seed": (["january_2020", "--seed", -1], "seed"),
    "no HTML, before anything runs": (["january_2020", "-o", "."], "--out: got .; accepts"),
}


def test_it_writes_one_file_and_prints_its_path(flashpoint):
    code, out, err = flashpoint("page", "january_2020", "--runs", 300)
    assert (code, err) == (0, "")
    assert "\nwritten: january_2020.html (" in f"\n{out}"
    assert [path.name for path in Path().iterdir()] == ["january_2020.html"]


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_one_line_and_no_file(flashpoint, case):
    words, said = REFUSED[case]
    code, out, err = flashpoint("page", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert list(Path().iterdir()) == []


def test_a_kernel_of_other_rules_makes_a_page_that_does_not_simulate_and_says_so(
    flashpoint, monkeypatch
):
    """A page would show numbers that nobody can repeat on the command line."""
    why = "the rules are not those that kernel.wasm was built from; `make wasm`"

    def stale():
        raise KernelError(why)

    monkeypatch.setattr(sources, "packaged", stale)
    code, out, _ = flashpoint("page", "january_2020", "--runs", 300)
    assert code == 0
    assert f"Mind: the page does not simulate: {why}" in out
    page = Path("january_2020.html").read_text("utf-8")
    told = json.loads(re.search(r'id="told">(.*?)</script>', page)[1])
    assert told["no_simulation"] == why
    assert "kernel" not in told.get("parts", {})
    assert "How likely" in page, "its words and figures stay"


def result_of(flashpoint, *words):
    assert flashpoint("run", "january_2020", "--runs", 400, "--no-figures", *words)[0] == 0
    return Path("results/january_2020")


def test_the_page_of_a_result_has_its_seed_and_says_its_numbers(flashpoint):
    folder = result_of(flashpoint, "--seed", 5)
    code, out, _ = flashpoint("page", folder)
    assert code == 0
    assert "does not simulate" not in out
    page = Path("january_2020.html").read_text("utf-8")
    told = json.loads(re.search(r'id="told">(.*?)</script>', page)[1])
    assert (told["seed"], told["runs"]) == (5, 400)
    assert "400 futures" in page


def test_a_result_of_other_rules_makes_a_page_that_does_not_simulate(flashpoint, monkeypatch):
    """What it simulates would not be what the words and figures say."""
    folder = result_of(flashpoint)
    monkeypatch.setattr(sources, "engine_hash", lambda: "other")
    code, out, _ = flashpoint("page", folder)
    assert code == 0
    assert "does not simulate: the rules have changed since these runs were made" in out


@pytest.mark.parametrize("option", ["--runs", "--seed"])
def test_a_result_takes_no_other_runs_or_seed(flashpoint, option):
    folder = result_of(flashpoint)
    code, _, err = flashpoint("page", folder, option, 500)
    assert code == 2
    assert f"{option}: got 500; accepts nothing: a result has its own" in err


def with_samples(values):
    """A scenario of one's own on these posterior samples, each of the same weight."""
    table = {**values, "weight": np.ones(len(next(iter(values.values()))))}
    pq.write_table(pa.table(table), "mine.parquet")
    Path("mine.yaml").write_text(
        "extends: baseline.yaml\ntitle: Mine\nparameters: mine.parquet\n", encoding="utf-8"
    )


def test_a_page_too_large_to_send_is_refused(flashpoint):
    """Twice the samples of the shipped fit are too many."""
    fitted = read_posterior(SHIPPED).values
    with_samples({k: np.concatenate([v, v]).astype(np.float32) for k, v in fitted.items()})
    code, _, err = flashpoint("page", "mine", "--runs", 300)
    assert code == 2
    assert re.search(
        r"^error: .*mine.yaml:1: parameters: got a page of \d\.\d MB; accepts 3 MB", err
    )
    assert not Path("mine.html").exists()


def test_samples_that_the_page_cannot_hold_bit_for_bit_are_refused(flashpoint):
    """The page would draw other numbers than the command line; rounded, it may have them."""
    exact = np.array([0.1, 0.2])
    with_samples({"blame_floor": exact})
    code, _, err = flashpoint("page", "mine", "--runs", 300)
    assert code == 2
    assert "parameters: got samples of more than seven digits; accepts samples as" in err
    with_samples({"blame_floor": exact.astype(np.float32)})
    assert flashpoint("page", "mine", "--runs", 300)[0] == 0


def test_a_folder_that_is_not_there_is_one_line(flashpoint):
    code, _, err = flashpoint("page", "january_2020", "--runs", 300, "-o", "nowhere/page.html")
    assert code == 2
    assert err.count("\n") == 1


def test_open_shows_the_file(flashpoint, monkeypatch):
    shown = []
    monkeypatch.setattr(command.webbrowser, "open", shown.append)
    assert flashpoint("page", "baseline", "--runs", 300, "--open", "-o", "mine.html")[0] == 0
    assert shown == [Path("mine.html").resolve().as_uri()]
