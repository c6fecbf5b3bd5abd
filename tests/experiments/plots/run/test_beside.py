"""The second process that draws: the same figures, whoever draws them, and whatever befalls it."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from experiments.plots.run import beside
from experiments.plots.run.beside import WORTH_IT, Beside, Task
from experiments.plots.run.figures import FIGURES, save_figures
from tests.experiments.plots.run.made_up import make


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    """As if there were two, whatever machine this is."""
    monkeypatch.setattr(beside, "default_workers", lambda: 2)


def files(folder):
    """Name and bytes of every file of a folder that may not be there."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def test_the_second_process_draws_the_same_bytes(tmp_path):
    """Half of the figures by each, against all of them by one."""
    result = make()
    save_figures(result, tmp_path / "one", svg=True)
    with Beside(WORTH_IT) as second:
        second.begin(Task(result, tmp_path / "two", FIGURES[:2], svg=True))
        assert second.has_drawn()
    assert set(files(tmp_path / "two")) == {f"{n}.{e}" for n in FIGURES[:2] for e in ("png", "svg")}
    save_figures(result, tmp_path / "two", svg=True, names=FIGURES[2:])
    assert files(tmp_path / "one") == files(tmp_path / "two") != {}


@pytest.mark.parametrize(
    "call",
    [
        (sys.executable, "-c", "raise SystemExit(3)"),
        (sys.executable, "-c", "import sys; sys.stdin.buffer.read(9); raise SystemExit(3)"),
        ("/no/such/program",),
    ],
)
def test_a_second_process_that_fails_says_so(tmp_path, monkeypatch, call):
    """One that ends at once, one that ends in the middle of what it is given, and none at all."""
    monkeypatch.setattr(beside, "CALL", call)
    with Beside(WORTH_IT) as second:
        second.begin(Task(make(), tmp_path, FIGURES, svg=False))
        assert not second.has_drawn()


def test_few_runs_or_a_single_core_start_none(tmp_path, monkeypatch):
    """It would stand ready too late, or take from the first process what it gives."""

    def refuse(*_, **__):
        raise AssertionError("a process was started")

    monkeypatch.setattr(beside.subprocess, "Popen", refuse)
    with Beside(WORTH_IT - 1) as second:
        second.begin(Task(make(), tmp_path, FIGURES, svg=False))
        assert not second.has_drawn()
    with pytest.raises(AssertionError, match="was started"), Beside(WORTH_IT):
        pass
    monkeypatch.setattr(beside, "default_workers", lambda: 1)
    with Beside(WORTH_IT) as second:
        assert not second.has_drawn()


def test_nobody_is_left_when_the_first_process_stops_in_the_middle(tmp_path):
    """An error while the second one draws ends it, before anybody takes its folder away."""
    second, seen = Beside(WORTH_IT), []

    def stopped():
        with second:
            second.begin(Task(make(), tmp_path, FIGURES, svg=True))
            seen.append(second._process.pid)
            os.kill(seen[0], signal.SIGINT)  # as Ctrl-C reaches both
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert second._process is None
    with pytest.raises(ProcessLookupError):
        os.kill(seen[0], 0)
    assert not second.has_drawn()
