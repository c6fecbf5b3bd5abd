"""What the measurements count, not how fast it is: a test never times anything."""

from __future__ import annotations

import pytest

from calibration.evidence.library import load_scenario
from experiments.bench import floor, phases
from experiments.bench.bench import BASELINE, Promise
from experiments.bench.webassembly import share_of_native
from experiments.report.templates import render
from sim.ensemble import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_scenario(BASELINE, ("days=20",)), 1)


def test_draws_and_exponentials_of_the_rules_are_counted(engine):
    """The rules reach both by their module; a floor of nothing would make any engine look slow."""
    draws, exponentials = floor.counted(engine)
    assert draws > 20 * len(engine.scenario.world.areas)
    assert 20 <= exponentials < draws


def test_a_function_that_calls_another_is_one_exponential(engine, monkeypatch):
    """`chance` asks `exp` where its argument is large; the rule asked once."""
    _, whole = floor.counted(engine)
    monkeypatch.setattr(floor, "EXPONENTIALS", ("exp", "log", "hazard"))
    _, without = floor.counted(engine)
    assert without < whole


def test_both_floors_do_the_work(engine):
    found = floor.floor(engine, 50)
    assert found.scalar > 0
    assert found.arrays > 0


def test_the_packaged_kernel_is_measured_on_its_own_runs(engine):
    assert share_of_native(engine) > 0


def test_every_phase_of_a_run_is_told():
    """They run in a process of their own, so a name that moved is noticed here alone."""
    names = [name for name, _ in phases.phases(BASELINE, runs=40)]
    assert names == [
        "imports", "scenario file", "runs and daily quantiles", "spread over parameters", "tables",
        "four figures",
    ]  # fmt: skip


def test_the_page_holds_what_was_measured():
    view = {
        "promises": [Promise("engine against Mesa", "≥ 450 ×", "600 ×")],
        "phases": [("imports", 0.5)],
        "compared": [("engine", 1.5)],
        "other": "abc",
        "machine": "a machine",
        "commit": "def",
    }
    page = render("performance.md.j2", view)
    for words in ("| engine against Mesa | ≥ 450 × | 600 × |", "| imports | 0.50 |",
                  "| engine | 1.50 |", "a machine; commit def", "Against commit abc"):  # fmt: skip
        assert words in page
    assert "Against" not in render("performance.md.j2", view | {"compared": []})
