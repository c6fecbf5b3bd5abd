"""`flashpoint page` writes one file and says so, or refuses in one line."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration.evidence.library import SHIPPED
from experiments.cli import page as command
from sim.inputs.posterior import read_posterior
from sim.wasm.packaged import KernelError

REFUSED = {
    "no such scenario": (["januray_2020"], "did you mean 'january_2020'"),
    "no HTML": (["january_2020", "-o", "page.txt"], "--out: got page.txt; accepts a file whose"),
    "too few runs": (["january_2020", "--runs", 10], "--runs: got 10; accepts a whole number from"),
    "too many": (["january_2020", "--runs", 99999], "accepts a whole number from 300 to 20000"),
    "a bad seed": (["january_2020", "--seed", -1], "seed"),
}


def test_it_writes_one_file_and_prints_its_path(flashpoint):
    code, out, err = flashpoint("page", "january_2020")
    assert (code, err) == (0, "")
    assert out.startswith("written: january_2020.html (")
    assert [path.name for path in Path().iterdir()] == ["january_2020.html"]


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_one_line_and_no_file(flashpoint, case):
    words, said = REFUSED[case]
    code, out, err = flashpoint("page", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert list(Path().iterdir()) == []


def test_a_kernel_of_other_rules_is_refused_in_one_line(flashpoint, monkeypatch):
    """A page would show numbers that nobody can repeat on the command line."""

    def stale():
        raise KernelError("the rules are not those that kernel.wasm was built from; `make wasm`")

    monkeypatch.setattr(command, "packaged", stale)
    code, _, err = flashpoint("page", "january_2020")
    assert code == 2
    assert "the rules are not those that kernel.wasm was built from; `make wasm`" in err
    assert err.count("\n") == 1
    assert list(Path().iterdir()) == []


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
    code, _, err = flashpoint("page", "mine")
    assert code == 2
    assert re.search(
        r"^error: .*mine.yaml:1: parameters: got a page of \d\.\d MB; accepts 3 MB", err
    )
    assert not Path("mine.html").exists()


def test_samples_that_the_page_cannot_hold_bit_for_bit_are_refused(flashpoint):
    """The page would draw other numbers than the command line; rounded, it may have them."""
    exact = np.array([0.1, 0.2])
    with_samples({"blame_floor": exact})
    code, _, err = flashpoint("page", "mine")
    assert code == 2
    assert "parameters: got samples of more than seven digits; accepts samples as" in err
    with_samples({"blame_floor": exact.astype(np.float32)})
    assert flashpoint("page", "mine")[0] == 0


def test_a_folder_that_is_not_there_is_one_line(flashpoint):
    code, _, err = flashpoint("page", "january_2020", "-o", "nowhere/page.html")
    assert code == 2
    assert err.count("\n") == 1


def test_open_shows_the_file(flashpoint, monkeypatch):
    shown = []
    monkeypatch.setattr(command.webbrowser, "open", shown.append)
    assert flashpoint("page", "baseline", "--open", "-o", "mine.html")[0] == 0
    assert shown == [Path("mine.html").resolve().as_uri()]
